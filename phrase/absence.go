package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// kindOf is which kind of the writer's own absence a part names with its day.
func (l *look) kindOf(c *clause) Intent {
	switch {
	case c.drop || !c.own || !c.day && !c.halves || c.duty:
	case c.has(feature(cLeaveKind)):
		return Leave
	case c.has(feature(cSickLeave)) || c.has(fAway) && l.ill([]clause{*c}):
		return Sick
	case c.has(fAway):
		return Leave
	}
	return None
}

// kindsMixed reports leave on some days and illness on others.
func (l *look) kindsMixed(clauses []clause) bool {
	leave, sick, duty := false, false, false
	for k := range clauses {
		c := &clauses[k]
		c.halves = k > 0 && !c.day && c.has(fTime) && (clauses[k-1].has(fAway) || clauses[k-1].duty) && l.halfIn(c.span) && l.halfIn(clauses[k-1].span)
		duty = duty || c.halves && c.duty != clauses[k-1].duty && (c.duty || c.has(fAway))
		switch l.kindOf(c) {
		case Leave:
			leave = true
		case Sick:
			sick = true
		}
	}
	return (leave && sick || duty) && !l.asked
}

// awayAct reads a part about an absence of a kind of its own that has days of its own, or
// half of a day that the part before it names.
func (l *look) awayAct(c clause, keep []bool, kind Intent, before *clause) (Act, bool) {
	if c.halves && before != nil {
		return l.otherHalf(c, kind, before)
	}
	if !c.has(fDay) {
		return Act{}, false
	}
	only := l.bools(len(keep))
	for i := c.from; i < c.to; i++ {
		only[i] = keep[i]
	}
	as := make([]when.As, len(keep))
	l.readAsLeave(c, as)
	plans, _ := l.s.Sub(only, as, false).Plans(when.Date(l.today), l.cal)
	for _, p := range plans {
		if p.Head == when.Away && !p.Open {
			act := Act{Wish: l.wish(kind, p)}
			if l.looseNumber(c.span) || l.listsLoose() {
				act.Selection = asked(act.Selection)
			}
			act.at = l.actAt(p, only)
			return act, true
		}
	}
	return Act{}, false
}

// otherHalf is an absence on half of the day that the part before names.
func (l *look) otherHalf(c clause, kind Intent, before *clause) (Act, bool) {
	sel := l.daysDecided(before.span)
	part := rules.Morning
	for i := c.from; i < c.to; i++ {
		if l.timeAt[i] && l.own(i, oAfternoon) {
			part = rules.Afternoon
		}
	}
	for _, list := range [][]rules.Slot{sel.Days, sel.Closed, sel.Past} {
		for k := range list {
			list[k].Part = part
		}
	}
	act := Act{Wish: Wish{Intent: kind, Selection: sel}, at: c.from}
	return act, len(sel.Days)+len(sel.Closed)+len(sel.Past) > 0
}

// illApart reports "mai em ốm, thứ 5 em làm ở nhà": an illness with its day beside a wish
// with another.
func (l *look) illApart(clauses []clause, k int) bool {
	c := &clauses[k]
	if !c.own || !c.has(fDay) || c.has(fPast) || c.has(fHome) || c.has(fAway) && !c.has(feature(cSick)) || c.has(feature(cReason)) || !l.ill(clauses[k:k+1]) || !l.verbOf(c.span, oSick) {
		return false
	}
	if k+1 < len(clauses) && l.is(clauses[k+1].from, cSo) {
		return false
	}
	return slices.ContainsFunc(clauses, func(o clause) bool {
		return o.from != c.from && o.own && !o.drop && o.has(fHome) && o.has(fDay) && !o.has(feature(cPlease))
	})
}

// illBefore reports the "hôm nay em mệt" before "em nghỉ chiều nay": why, of an absence that says
// more closely when.
func (l *look) illBefore(c, next *clause) bool {
	if !c.own || !next.own || !c.has(feature(cSick)) || c.has(feature(cSickLeave)) || c.has(feature(cPlease)) || l.verbOf(c.span, oLeave) ||
		!l.verbOf(next.span, oLeave) || next.has(feature(cLeaveKind)) || next.has(feature(cSickLeave)) || next.has(fHome) || !next.day {
		return false
	}
	told, meant := l.daysDecided(c.span), l.daysDecided(next.span)
	return len(told.Days) == 1 && len(meant.Days) > 0 && told.Days[0].Date == meant.Days[0].Date
}

// staysOrRests reports "em nghi o nha": without marks, as often a day of work at home as leave.
func (l *look) staysOrRests(keep []bool) bool {
	const words = 3
	if l.s.Marked() || l.asked {
		return false
	}
	for i, k := range keep {
		if h, ok := l.s.Find(i, l.words.own[oLeave]); k && ok && l.uses[i] == when.Verb && h.N == words && !h.Exact && l.own(i+1, oHome) {
			return true
		}
	}
	return false
}

// halfIn reports a half of a day that is said in a part.
func (l *look) halfIn(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.timeAt[i] && l.own(i, oMorning, oAfternoon, oNoon) {
			return true
		}
	}
	return false
}

// verbOf reports a verb of a class in a part.
func (l *look) verbOf(in span, list ...own) bool {
	for i := in.from; i < in.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, list...) {
			return true
		}
	}
	return false
}

// recovered is the value of a cOther that says of an illness that it is over.
const recovered = 1

// visited reads the illness of whom somebody visits or cares for as a word without weight, and one
// that is over.
func (l *look) visited(c clause, as []when.As) {
	for i := c.from; i < c.to; i++ {
		if h, ok := l.find(i, cOther); ok && h.Value == recovered { // "hết bệnh rồi, thứ 5 em lên cơ quan"
			for k := i; k < i+h.N; k++ {
				as[k] = when.ReadAs(l.words.own[oFiller])
			}
		}
	}
	at := l.firstOf(c.span, cVisit)
	for i := at; i < c.to; i++ {
		if l.own(i, oSick) && l.uses[i] == when.Verb && !l.own(i, oLeave) {
			as[i] = when.ReadAs(l.words.own[oFiller])
		}
	}
}

// tripAt is where "họp" stands in "thứ 5 em đi Hà Nội họp": what takes place elsewhere is duty;
// the end of the part where nothing does.
func (l *look) tripAt(in span) int {
	at := l.firstOf(in, cTrip)
	if at == in.to || l.is(at, cDuty) || !l.featureTimes(in) {
		return in.to
	}
	for i := in.from; i < in.to; i++ {
		if l.absent { // "chiều thứ 6 chị đi họp tỉnh, không có ở cơ quan"
			return at
		}
		if h, ok := l.s.Find(i, cPlaceName.id()); ok && i+h.N <= in.to && (h.Exact || l.s.Title(i) || !l.s.Marked() && h.N > 1) && !l.nameAtToken(i) && !l.timeAt[i] {
			return at
		}
	}
	return in.to
}

// featureTimes reports a day in a part.
func (l *look) featureTimes(in span) bool { return l.daysIn(in) || l.timesIn(in) }

// readAsLeave has the words for duty read as leave.
func (l *look) readAsLeave(c clause, as []when.As) {
	trip := l.tripAt(c.span)
	for i := c.from; i < c.to; i++ {
		h, ok := l.find(i, cDuty)
		if i == trip {
			h, ok = l.find(i, cTrip)
		}
		if l.own(i, oToday) && !l.timeAt[i] { // the "HN" of "đi công tác HN"
			as[i] = when.ReadAs(l.words.own[oFiller])
		}
		if ok && (h.N == l.seg[i] || i == trip) {
			as[i] = when.ReadAs(l.words.own[oLeave])
			for k := i + 1; k < i+h.N; k++ {
				as[k] = when.ReadAs(l.words.own[oFiller])
			}
		}
	}
}

// ill reports an illness of the writer's own.
func (l *look) ill(clauses []clause) bool {
	for _, c := range clauses {
		if c.apart {
			continue
		}
		if c.has(feature(cSickLeave)) && c.own {
			return true
		}
		if !c.has(feature(cSick)) || c.has(feature(cLeaveKind)) {
			continue
		}
		if c.has(feature(cKin)) || c.has(fSubject) && !c.has(fMe) || l.firstOf(c.span, cVisit) < l.firstOf(c.span, cSick) {
			continue
		}
		return true
	}
	return false
}
