package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// bareDays reports days beside which nothing is said but whether they are decided so too.
func (l *look) bareDays(in span) bool {
	for i := in.from; i < in.to; i++ {
		_, word := l.s.Word(i)
		if word && l.is(i, cTask) || word && l.seg[i] > 0 && !l.timeAt[i] && !l.is(i, cPolite, cNotSo, cOrNot, cAllowed, cTitle, cBut, cSo, cLeft) && !l.own(i, oFiller, oTitle, oNot, oBreak, oBut, oOnly) {
			return false
		}
	}
	return true
}

// alsoDecided reports that a part says nothing but whom and which days a decision is about
// too: what is done of them beside would be another act.
func (l *look) alsoDecided(in span) bool {
	for i := in.from; i < in.to; i++ {
		_, word := l.s.Word(i)
		if !word || l.timeAt[i] || l.nameAtToken(i) || l.seg[i] == 0 || l.uses[i] == when.Link {
			continue
		}
		if l.is(i, cDefer) || !l.is(i, cPolite, cAllowed, cTitle, cBut, cSo, cLeft, cOf, cGive, cAlso, cRequestWord, cAll, cYes, cApprove, cReject, cEachAlike, cHelpMe, cOnlySo) && !l.own(i, oTitle, oBreak, oAnd, oOnly) {
			return false
		}
	}
	return true
}

// becauseOf gives a decision about somebody that names no day that of the part before it, which
// tells what is on then: "thứ 4 đông việc, không duyệt cho Nghĩa ở nhà".
func (l *look) becauseOf(before []span, in span, act *Act, take func(span)) {
	if len(before) != 1 {
		return
	}
	tells := before[0]
	f := l.featuresOf(tells)
	decides := (act.Intent == Reject || act.Intent == Approve && l.featuresHave(in, fHome)) && len(act.Who) > 0 && act.Selection.notation() == string(None)
	told := f.has(fDay) && (f.has(fContent) || f.has(fPlace) || f.has(feature(cOther)) || l.fixedIn(tells)) && !f.has(fPerson) && !f.has(fMe) && !f.has(fOther) && !f.has(fHome) && !f.has(fAway) && !f.has(feature(cPlease))
	if decides && told && l.firstOf(tells, cTitle) == tells.to {
		act.Selection = l.daysDecided(tells)
		take(tells)
	}
}

// onlySome reports "…, chỉ thứ 5 thôi": days, and that they are the only ones.
func (l *look) onlySome(in span, f *features) bool {
	refused := f.has(feature(cNotSo)) || f.has(feature(cOrNot))
	return f.has(fDay) && l.firstOf(in, cOnlySo) < in.to && !refused && !f.has(fContent) && !f.has(fHome)
}

// sendsBack reads "bảo Nam đổi ngày khác nhé": whoever is told to choose another day is refused
// the day that the sentence names, for the reason that it tells.
func (l *look) sendsBack(in span) (Act, bool) {
	at := l.firstOf(in, cInstructs)
	tells := min(l.firstOf(span{in.from, at}, cTells), l.firstOf(span{in.from, at}, cCall))
	if at == in.to || tells >= at {
		return Act{}, false
	}
	whole := in
	for _, s := range l.sentences() {
		if s.holds(in.from) {
			whole = s
		}
	}
	who := l.named(span{whole.from, at})
	act := Act{Wish: Wish{Intent: Reject, Selection: l.daysDecided(span{whole.from, at})}, Who: who}
	return act, len(who) == 1 && !l.featuresHave(span{tells, at}, fMe)
}

// narrowed has a decision mean only some days; what is refused is approved on them.
func (a *Act) narrowed(days Selection, at int) Intent {
	if a.Intent == Approve {
		a.Selection = within(a.Selection, days)
	} else {
		a.more = append(a.more, Act{Wish: Wish{Intent: Approve, Selection: days}, at: at})
	}
	return Approve
}

// within narrows the days that were decided to some of them, a weekday to that of their week;
// it asks where a day is none of them.
func within(all, only Selection) Selection {
	for k, s := range only.Days {
		if len(all.Days) == 0 || slices.ContainsFunc(all.Days, func(o rules.Slot) bool { return o.Date == s.Date }) {
			continue
		}
		at := slices.IndexFunc(all.Days, func(o rules.Slot) bool { return o.Date.Weekday() == s.Date.Weekday() })
		if at < 0 {
			return asked(only)
		}
		only.Days[k].Date = all.Days[at].Date
	}
	return only
}

// goesOn reads what follows a decision: "…, còn Năm thì không", "…, thứ 6 không
// được", "…, Bình".
func (l *look) goesOn(last *Act, in span, f *features, take func(span)) Intent {
	if l.exceptsDays(in) {
		take(in)
		last.Selection = l.daysDecided(span{last.at, in.to})
		if len(last.Days) == 0 {
			last.Selection = asked(last.Selection)
		}
		return last.Intent
	}
	if act, ok := l.turnsTo(last, in, f); ok {
		take(in)
		last.more = append(last.more, act)
		return act.Intent
	}
	who, days := l.named(in), l.daysDecided(in)
	why := f.has(fContent) || f.has(fHome) || f.has(fPlace) || f.has(feature(cWork)) || l.tellsWhy(in)
	decides := f.has(feature(cNotSo)) || f.has(feature(cOrNot)) || f.has(feature(cAllowed)) || f.has(feature(cPlease))
	switch {
	case last.Intent == Reject && last.Reason == "" && why && len(who) == 0 && (!f.has(fDay) || !f.has(fHome) && !decides) && !f.has(fMe):
		take(in)
		last.Reason = l.reasonText(in)
		return None
	case len(who) == 0 && f.has(fTime) && !l.bareDays(in) && !(f.has(fHome) && f.has(feature(cNotSo)) && !f.has(fMe)):
		return None
	case len(who) == 0 && l.onlySome(in, f):
		take(in)
		return last.narrowed(days, in.from)
	case f.has(fHome) && !(f.has(feature(cNotSo)) && f.has(fDay)) || f.has(fContent) || f.has(fPlace) || f.has(feature(cWork)) || f.has(fMe):
		return None
	case len(who) == 0 && !f.has(fDay):
		if refuses := f.has(feature(cNotSo)) || f.has(feature(cOrNot)); refuses && f.has(fTime) && last.Intent == Approve && l.halfIn(in) { // "…, chiều thì không"
			half := clause{span: in}
			before := clause{span: span{last.at, in.from}}
			if act, ok := l.otherHalf(half, Reject, &before); ok {
				take(in)
				last.more = append(last.more, act)
				return Reject
			}
			return None
		}
		if f.has(fTime) && len(last.more) == 0 { // "…, chỉ buổi sáng"
			last.Selection = l.daysDecided(span{last.at, in.to})
			last.Half = l.halfDecided(in, f)
		}
		take(in)
		return last.Intent
	case last.Intent == Reject && f.has(feature(cAllowed)) && !f.has(feature(cNotSo)):
		take(in)
		last.more = append(last.more, Act{Wish: Wish{Intent: Approve, Selection: days}, Who: who, at: in.from})
		return Approve
	case f.has(feature(cNotSo)) || f.has(feature(cOrNot)):
		take(in)
		last.more = append(last.more, Act{Wish: Wish{Intent: Reject, Selection: days}, Who: who, at: in.from})
		return Reject
	}
	if !l.alsoDecided(in) {
		return None
	}
	l.addTo(last, who, days, in)
	take(in)
	return last.Intent
}

// addTo has a decision be about more people and days.
func (l *look) addTo(last *Act, who []string, days Selection, in span) {
	last.Who = append(last.Who, who...)
	if len(who) == 0 && len(last.more) == 0 { // "thứ 4, 5"
		last.Selection = l.daysDecided(span{last.at, in.to})
	} else {
		last.Days = append(last.Days, days.Days...)
	}
}
