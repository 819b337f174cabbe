package phrase

// asKin reports the "chi" of "ai dang cho chi duyet", written small and without its mark:
// whoever speaks or is spoken to. It is the colleague Chi where only a name fits: behind the
// title of somebody younger, and right behind a word that decides or leaves out.
func (l *look) asKin(i int, titled bool) bool {
	if titled && (l.is(i-1, cYoung, cMe) || l.own(i-1, oTitle)) || !l.is(i, cTitle) && !l.own(i, oTitle) {
		return false
	}
	if l.doesSoon(i + 1) {
		return true
	}
	decided := l.is(i-1, cApprove, cReject, cRevoke) || l.afterPhrase(i) || l.own(i-1, oExcept)
	return !decided && !(l.is(i-1, cOf) && l.decidesBefore(i)) && !(l.is(i-1, cGive) && l.nothingSoon(i+1)) && !l.nameAtToken(i-2)
}

// decidesBefore reports a word that decides, or takes a decision back, somewhere before i.
func (l *look) decidesBefore(i int) bool {
	for k := range i {
		if l.is(k, cApprove, cReject, cRevoke) {
			return true
		}
	}
	return false
}

// doesSoon reports at i what somebody does.
func (l *look) doesSoon(i int) bool {
	return l.own(i, oTake, oHome, oLeave, oBusy, oOffice, oGoWork, oCancel, oDrop, oSick) || l.is(i, cApprove, cDecidesSo, cDo, cDuty, cPlease)
}

// nothingSoon reports the end of the text, or a day, at i.
func (l *look) nothingSoon(i int) bool {
	_, number := l.s.Number(i)
	_, word := l.s.Word(i)
	return i >= l.s.Len() || number || !word || l.own(i, oThu, oDay, oRelative, oWeekday, oFiller) || l.is(i, cPolite, cNotSo, cAll)
}
