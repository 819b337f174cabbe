package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// onlyIf reports a wish for a day that holds only if something else happens: "bữa đó mà mưa ngập
// thì em ở nhà thứ tư", "nếu con sốt thì thứ 5 em nghỉ". That it is granted ("nếu được thì") is no condition.
func (l *look) onlyIf(clauses []clause) bool {
	return slices.ContainsFunc(clauses, func(c clause) bool {
		return !c.drop && !c.times && l.conditionIn(c.span)
	})
}

func (l *look) conditionIn(in span) bool {
	for i := in.from; i < in.to; i++ {
		h, ok := l.find(i, cCondition)
		if supposed := ok && l.seg[i] > 0; !supposed {
			if h, ok = l.s.Find(i, l.words.own[oBut]); !ok || i == in.from || l.daySoon(i+h.N) || !l.timeAt[i-1] && !l.is(i-1, cPolite) && !l.own(i-1, oThis, oFiller) {
				continue
			}
		}
		if l.then(span{i + h.N, in.to}) {
			return true
		}
	}
	return false
}

// then reports what may happen, and then a wish with its day.
func (l *look) then(in span) bool {
	happens := false
	for i := in.from; i < in.to; i++ {
		switch {
		case l.is(i, cAllowed, cApprove, cReject):
			return false
		case l.own(i, oBreak) && !l.is(i, cSo, cBut):
			return happens && l.daysIn(span{i, in.to}) && (l.asksForDay(span{i, in.to}) || l.verbOf(span{i, in.to}, oHome, oLeave, oTake))
		}
		happens = happens || l.uses[i] == when.Content || l.uses[i] == when.Fixed || l.is(i, cSick) || l.uses[i] == when.Verb && l.own(i, oBusy)
	}
	return false
}

// isRead reports a token that is read as another.
func isRead(as when.As) bool { return as != 0 }
