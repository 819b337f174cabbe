package phrase

import "tainha/phrase/when"

// softTag is the value of a cTag that is a particle in some places: "thứ 5 em ở nhà hè".
const softTag = 1

// asksTagged reports "thứ sáu tui ở nhà phải hông", "vậy thứ năm tui hổng được ở nhà hả": whether
// the writer's own day is as it is said. It wishes nothing.
func (l *look) asksTagged(in span, f *features) bool {
	return l.tellsOwnDay(f) && !f.has(fContent) && !l.saysAllowed(in, f) && l.closingTag(in)
}

// asksOwnDecided reports "đơn thứ 5 của em được duyệt rồi hả".
func (l *look) asksOwnDecided(in span, f *features) bool {
	if f.has(fOther) && f.has(feature(cMe)) && f.has(feature(cAlready)) && !f.has(fPerson) && l.verbOf(in, oCancel) && l.closingTag(in) { // "sếp hủy ngày của em rồi hả"
		return true
	}
	if how := l.firstOf(in, cHow); how < in.to && f.has(fDay) && l.firstOf(span{how, in.to}, cNotSo) < in.to && !f.has(fHome) && !f.has(fPerson) && !f.has(fContent) && !f.has(feature(cWork)) { // "sao t6 ko được ạ"
		return true
	}
	return f.has(feature(cRequestWord)) && f.has(feature(cApprove)) && f.has(feature(cMe)) && f.has(fDay) && !f.has(fPerson) && !f.has(fContent) && !f.has(feature(cPlease)) && l.closingTag(in)
}

// closingTag reports a word at the end of a part that asks whether it is so.
func (l *look) closingTag(in span) bool {
	for i := in.from + 1; i < in.to; i++ {
		h, ok := l.find(i, cTag)
		if ok && h.Value != softTag && (h.N > 1 || h.Exact && l.s.Marked()) && l.tail(i+h.N, in) {
			return true
		}
	}
	return false
}

// asksWhich reports "thế thứ 5 em ở nhà lúc nào", "hôm nay em ở nhà hay ở cơ quan": what is to be
// on a day of the writer's.
func (l *look) asksWhich(in span, f *features) bool {
	if !l.tellsOwnDay(f) || f.has(feature(cAllowed)) || f.has(feature(cNotYet)) {
		return false
	}
	for i := in.from + 1; i+1 < in.to; i++ {
		if l.own(i, oOr) && l.uses[i-1] == when.Verb && l.uses[i+1] == when.Verb && l.own(i+1, oOffice, oGoWork, oLeave, oHome) && l.timesIn(span{in.from, i}) && !l.timesIn(span{i, in.to}) {
			return true
		}
		if h, ok := l.find(i, cWhenDue); ok && l.seg[i] > 0 && !f.has(fContent) && l.tail(i+h.N, in) {
			return true
		}
	}
	return false
}

// tellsOwnDay reports a part that says where the writer is on a day, and asks for nothing.
func (l *look) tellsOwnDay(f *features) bool {
	mine := f.has(fMe) && (f.has(fHome) || f.has(fAway)) && f.has(fDay)
	return mine && !f.has(fPerson) && !f.has(fOther) && !f.has(feature(cPlease)) && !f.has(feature(cHelpMe)) && !f.has(feature(cWork)) && !l.asked
}

// saysAllowed reports a "được" that nothing denies: "thứ 5 em ở nhà được hả chị" asks for the day,
// "được ở nhà rồi hả" does not.
func (l *look) saysAllowed(in span, f *features) bool {
	for i := in.from; i < in.to && !f.has(feature(cAlready)); i++ {
		if l.is(i, cAllowed) && l.seg[i] > 0 && !l.own(i-1, oNot) && !l.is(i-1, cNotYet) && !l.is(i, cTag) {
			return true
		}
	}
	return false
}

// pastTime is i, or the end of the time expression that goes on there.
func (l *look) pastTime(i int) int {
	for _, t := range l.times {
		if t.From < i && t.To > i {
			return t.To
		}
	}
	return i
}

// countsAfter reports a condition, and behind it a question who or how many.
func (l *look) countsAfter(in span) bool {
	at := l.firstOf(in, cCondition)
	return at < in.to && l.personIn(in) != nil && l.asksWho(span{at, in.to})
}

// asksWhichDays reports "xin mấy ngày", "xin ở nhà thứ mấy".
func (l *look) asksWhichDays(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cHowMany, cOwnDays) || l.own(i, oQuota) || l.phrase(i, cWhenDue) == ofDays {
			return true
		}
	}
	return false
}

// usedUp is the value of a cBalance that asks only where "chưa" follows: "em dùng hết ngày chưa".
const usedUp = 1

// asksBalance reports that the word for what is left asks.
func (l *look) asksBalance(in span) bool {
	at := l.firstOf(in, cBalance)
	h, ok := l.find(at, cBalance)
	return !ok || h.Value != usedUp || min(l.firstOf(span{at, in.to}, cNotYet), l.firstOf(span{at, in.to}, cYet)) < in.to
}
