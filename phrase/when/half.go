package when

import "slices"

// halfAt reads sáng, chiều, cả ngày, nửa ngày, trưa, tối.
func (p *parser) halfAt(i int) int {
	if !p.sets[i].meets(&halfSet) {
		return i
	}
	if h, ok := p.find(i, lexAllDay); ok {
		p.add(item{kind: itHalf, at: i, half: halfWhole})
		return i + h.n
	}
	if h, ok := p.find(i, lexHalf); ok {
		j := p.skip(i+h.n, lexDay, lexBuoi)
		if j > i+h.n || p.plain(j, plainDay) {
			p.add(item{kind: itHalf, at: i, half: halfAny})
			return j
		}
	}
	for _, part := range []struct {
		lex  Class
		half half
	}{{lexMorning, halfMorning}, {lexAfternoon, halfAfternoon}, {lexNoon, halfAny}, {lexEvening, halfEvening}} {
		h, ok := p.find(i, part.lex)
		if !ok || !p.halfHolds(i, h) {
			continue
		}
		if part.lex == lexNoon {
			part.half = p.noonHalf(i + h.n)
		}
		p.add(item{kind: itHalf, at: i, half: part.half, maybe: p.plain(i, plainInto) && p.toks[i].marks == 0 && h.n == 1})
		return i + h.n
	}
	return i
}

// halfSet are the classes of halves.
var halfSet = setIn(lexAllDay, lexHalf, lexMorning, lexAfternoon, lexNoon, lexEvening)

func (p *parser) halfHolds(i int, h hit) bool {
	switch {
	case p.plain(i, plainAmPm):
		return p.afterDay() || !p.plain(i-1, plainI) && p.startsDay(p.skip(i+h.n, lexOf))
	case p.plain(i, plainTo):
		return p.toks[i].word.tone != 0
	case p.plain(i, plainTonight):
		return true
	case p.plain(i, plainHalfWord):
		return h.n > 1 || h.fit == fitExact || p.afterDay() || p.startsDay(i+1) || !p.marked
	}
	return true
}

// noonHalf reads "tới trưa" as the morning and "từ trưa" as the afternoon and takes
// the link away; noon as the end of a range of days stays open.
func (p *parser) noonHalf(next int) half {
	last := p.last()
	switch {
	case last == nil:
		return halfAny
	case last.kind == itTo && last.strong && !p.startsDay(next) && !p.hasItem(itFrom):
		p.drop()
		return halfMorning
	case last.kind == itFrom && !p.rangeFollows(next) && p.homeInClause(next):
		p.drop()
		return halfAfternoon
	}
	return halfAny
}

// rangeFollows reports a word or sign for "to" before the clause ends.
func (p *parser) rangeFollows(i int) bool {
	return p.clauseFrom(i).to >= i
}

// ahead is what stands in a clause: where it ends, and where a word or sign for "to", and one for
// working at home, stand last in it; below 0 where none does.
type ahead struct{ from, end, to, home int }

// clauseFrom is the clause that goes on at i.
func (p *parser) clauseFrom(i int) *ahead {
	a := &p.have.clause
	if a.from <= i && i < a.end {
		return a
	}
	*a = ahead{from: i, end: i, to: -1, home: -1}
	for ; a.end < len(p.toks) && !p.toks[a.end].isSign(",.;!?\n"); a.end++ {
		if p.is(a.end, lexTo) || p.sign(a.end, "->") {
			a.to = a.end
		}
		if p.verbAt(a.end).lex == lexHome {
			a.home = a.end
		}
	}
	return a
}

// homeInClause reports the wish for working at home before i or after it in its clause.
func (p *parser) homeInClause(i int) bool {
	return p.clauseFrom(i).home >= i || p.hasVerb(lexHome)
}

// gluedHalf reads the half written onto a weekday: "t5s", "t6c", "t5am". With a space
// "c" is chị unless a half was said before or a weekday follows: "t5 s t6 c".
func (p *parser) gluedHalf(i int) (half, bool) {
	if i >= len(p.toks) || !p.glued(i) && !p.spacedHalf(i) || p.toks[i].kind != tokWord || p.glued(i+1) && p.toks[i+1].kind != tokSign {
		return halfUnsaid, false
	}
	switch {
	case p.plain(i, plainMorningShort):
		return halfMorning, true
	case p.plain(i, plainAfternoonShort):
		return halfAfternoon, true
	}
	return halfUnsaid, false
}

// spacedHalf reports a lone "s" or "c" that closes its day.
func (p *parser) spacedHalf(i int) bool {
	if !p.plain(i, plainS) && !(p.plain(i, plainC) && (p.hasItem(itHalf) || p.is(i+1, lexThu))) {
		return false
	}
	return p.end(i+1) || p.toks[i+1].kind == tokSign || p.is(i+1, lexThu, lexWeek)
}

// halfAfterComma reports a day, a comma and what is wished on the half that follows: "thứ 4,
// chiều em làm ở nhà".
func halfAfterComma(before, after []item) bool {
	n := len(before)
	return n > 1 && before[n-1].kind == itComma && before[n-2].kind == itDay && takesHalf(before[n-2]) && len(after) > 0 && after[0].home()
}

// dropAnyHalf: in "chiều thứ 5 em đi khám, xin nghỉ nửa buổi" it is said before which half.
func dropAnyHalf(items []item) []item {
	k := slices.IndexFunc(items, func(it item) bool { return it.kind == itHalf && it.half == halfAny })
	if k < 2 || items[k-1].kind != itVerb {
		return items
	}
	halves := 0
	for _, it := range items {
		if it.kind == itHalf && it.half.other() != halfUnsaid {
			halves++
		}
	}
	if halves != 1 || indexKind(items[k:], itDay) >= 0 || indexKind(items[:k], itHalf) < 0 {
		return items
	}
	return slices.Delete(slices.Clone(items), k, k+1)
}

// furtherHalf: "thứ 5 em ở nhà thêm buổi chiều" is the afternoon of that day.
func furtherHalf(items []item) []item {
	for k := 3; k < len(items); k++ {
		more, day := items[k-1].kind, &items[k-3]
		if items[k].kind == itHalf && items[k].half.other() != halfUnsaid && (more == itAnd || more == itOpen) && items[k-2].kind == itVerb && takesHalf(*day) && day.day.half == halfUnsaid && indexKind(items[k:], itDay) < 0 {
			half := items[k].half
			items = slices.Delete(slices.Clone(items), k-1, k+1)
			items[k-3].day.half = half
			break
		}
	}
	return items
}

// mergeHalves joins "sáng và chiều" to a whole day, "nửa ngày sáng" to a morning.
func mergeHalves(m *lists, items []item) []item {
	if indexKind(items, itHalf) < 0 {
		return items
	}
	out := m.items.list(len(items) + 1)
	for k := 0; k < len(items); k++ {
		it := items[k]
		for it.kind == itHalf {
			next := k + 1
			separated := next < len(items) && (items[next].kind == itAnd || items[next].kind == itComma)
			if next+1 < len(items) && items[next].kind == itOr && items[next+1].kind == itHalf && !(k > 0 && items[k-1].kind == itDay) {
				it.half, k = halfAny, next+1 // "sáng hoặc chiều t5"
				continue
			}
			if separated {
				next++
			}
			if next >= len(items) || items[next].kind != itHalf {
				break
			}
			left, right := k > 0 && items[k-1].kind == itDay, next+1 < len(items) && items[next+1].kind == itDay
			if separated && (left && right || items[k+1].kind == itComma && !left && !right) {
				break
			}
			it.hours = it.hours && items[next].hours
			it.half = bothHalves(it.half, items[next].half)
			k = next
		}
		out = append(out, it)
	}
	return out
}
