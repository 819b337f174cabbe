package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// leadsWeek reports "tuần tới con gái em sinh, thứ năm em ở nhà": a later week of which
// something is told, before a wish for a weekday that names no week. The day is of that week.
func (l *look) leadsWeek(c *clause, later []clause) bool {
	if c.head || c.duty || !l.weekAhead(c.span) {
		return false
	}
	for k := range later {
		if o := &later[k]; o.has(fTime) {
			return o.own && o.day && !l.saysWeek(o.span) && l.bareWeekday(o.span)
		}
	}
	return false
}

// lacksDay reports a day of which something is told, before leave that names none: "thứ tư nhà tui
// có đám giỗ, tui xin phép nghỉ, còn thứ năm …". It is the day of the leave.
func lacksDay(c, next *clause) bool {
	return c.day && !c.head && !c.duty && next.head && next.own && !next.day && next.has(fAway) && !next.has(fHome)
}

// givenUpAfter takes a day that was given before, and is given up behind that, as given up alone:
// "thứ năm cô cho ở nhà rồi mà giờ tui phải đi họp, hủy giùm".
func (l *look) givenUpAfter(acts []Act) []Act {
	if len(acts) != 2 {
		return acts
	}
	home, gone := acts[0], acts[1]
	if home.Intent != Home || home.Near || len(home.Days) == 0 || len(home.Options) > 0 || gone.Intent != Cancel || len(gone.Days)+len(gone.Options) > 0 {
		return acts
	}
	given, before := false, false
	for i, use := range l.uses {
		switch {
		case use == when.Verb && l.own(i, oHome):
			given = true
		case given && l.is(i, cAlready):
			before = true
		case before && use == when.Verb && l.own(i, oCancel, oDrop):
			gone.Selection, gone.Open = home.Selection, false
			return []Act{gone}
		}
	}
	return acts
}

// weekAhead reports a week after this one, and no other time.
func (l *look) weekAhead(in span) bool {
	found := false
	for _, t := range l.times {
		if !in.holds(t.From) || !l.timeAt[t.From] {
			continue
		}
		if found || t.Past || t.Half || !l.own(t.From, oWeek) || !l.own(t.To-1, oNext, oComing) {
			return false
		}
		found = true
	}
	return found
}

// bareWeekday reports that the first day of a part is a weekday by itself: "thứ năm", not "thứ
// năm này".
func (l *look) bareWeekday(in span) bool {
	for _, t := range l.times {
		if in.holds(t.From) && l.timeAt[t.From] && !t.Half {
			last := t.To - 1
			return (l.own(t.From, oThu, oWeekday) || l.own(t.From, oMorning, oAfternoon)) && !l.own(last, oThis, oNext, oComing, oLast)
		}
	}
	return false
}

// saysForAll reports "ai xin nghỉ thì báo trước một ngày nha": what holds for everybody, no question.
func (l *look) saysForAll(keep []bool) bool {
	who := false
	for i, k := range keep {
		if who && k && l.own(i, oBreak) && !l.is(i, cNotSo) && i+1 < len(keep) && l.is(i+1, cSend, cDoneVerb, cTells, cUrge) {
			return true
		}
		who = who || k && l.own(i, oWho)
	}
	return false
}

// joinAfter gives days that stand alone to the duty right before, whose list goes on: "tôi đi
// công tác Bến Tre thứ 4, thứ 5".
func (l *look) joinAfter(clauses []clause) []clause {
	for k := 1; k < len(clauses); k++ {
		c, before := clauses[k], &clauses[k-1]
		if before.duty && before.has(fDay) && l.timeAt[before.to-1] && before.to+1 == c.from && l.onlyDays(c.span) {
			*before = l.clause(span{before.from, c.to})
			clauses = slices.Delete(clauses, k, k+1)
			k--
		}
	}
	return clauses
}
