package when

// linkHolds weeds out links that are something else where they stand.
func (p *parser) linkHolds(h hit, i int) bool {
	next := i + h.n
	switch h.lex {
	case lexTo:
		return !p.plain(next-1, plainTo) || p.toks[next-1].marks != 0 || p.untilHolds(h, i)
	case lexFrom:
		return h.fit == fitExact || h.n > 1 || p.startsDay(next)
	case lexInto:
		if p.plain(i, plainAgain) { // "hoãn thứ 5 lại tuần sau"
			return p.startsDay(next) && p.afterDay() && p.hasVerb(lexChange)
		}
		return p.startsDay(next)
	case lexBy, lexOr, lexBefore, lexExcept, lexDeadline:
		return p.startsDay(next)
	case lexInstead: // "thế em nghỉ chiều thứ 5 vậy" says "then"
		return h.n > 1 || i > 0 && p.startsDay(next)
	case lexAnd, lexRest, lexOnly:
		return true
	case lexBecause:
		return p.becauseHolds(h, i)
	case lexNotBe: // "em nhầm t5", "lộn"
		return p.is(i, lexNot) || p.startsDay(next)
	case lexPurpose:
		return p.hasItem(itDay, itSpan) && p.hasVerb(lexHome)
	case lexBreak: // "con" without marks is "còn" only before a day
		return h.fit == fitExact || !p.marked && !p.plain(i, plainLeft) || p.startsDay(next)
	case lexEvery:
		if last := p.last(); h.fit > fitExact && p.plain(i, plainBut) && last != nil && last.kind == itVerb {
			return false // "em wfh nhung thu 4 …"
		}
		return p.startsDay(next) || p.is(next, lexThu)
	}
	return true
}

// halfCloses reports a half of the day right before i, and nothing else in the clause.
func (p *parser) halfCloses(i int) bool {
	if last := p.last(); last == nil || last.kind != itDay || last.day.half != halfUnsaid {
		return false
	}
	for range 2 { // "chỉ", "em"
		if h, ok := p.find(i, lexFiller); ok && !p.is(i, lexBuoi, lexMorning, lexAfternoon) {
			i += h.n
		}
	}
	for _, lex := range [...]Class{lexMorning, lexAfternoon} {
		if h, ok := p.find(i, lex); ok {
			return p.noMore(i + h.n - 1)
		}
	}
	return false
}

// untilHolds tells "tới" from "tôi" where its marks are left out: days stand on both
// sides, or a wish before it.
func (p *parser) untilHolds(h hit, i int) bool {
	switch {
	case p.marked:
		return h.n > 1 || p.startsDay(i+h.n)
	case p.afterDay():
		return h.n > 1 || p.startsDay(i+1)
	}
	return p.startsDay(i+h.n) && h.n == 1 && !p.plain(i-1, plainBenefit) && (p.hasVerb(lexHome) || p.hasVerb(lexLeave))
}

// rangeGoesOn reports the "toi" of "từ t4 toi t6 em nghỉ": behind the day with which a range begins, "tới" without its mark.
func (p *parser) rangeGoesOn(i int) bool {
	n := len(p.items)
	return n > 1 && p.marked && p.items[n-2].kind == itFrom && p.items[n-1].dayish() && p.plain(i, plainTo) && p.toks[i].word.bare() && p.startsDay(i+1)
}

// becauseHolds keeps "do", "tại" and "as" apart from what they also are.
func (p *parser) becauseHolds(h hit, i int) bool {
	if h.n > 1 {
		return true
	}
	switch {
	case p.plain(i, plainBecause):
		return !p.is(i-1, lexDay, lexVoc) && (p.marked || !p.startsDay(i+1))
	case p.plain(i, plainAt):
		return h.fit == fitExact && !p.startsDay(i+1)
	case p.plain(i, plainFor):
		return true
	}
	return !p.startsDay(i + 1)
}
