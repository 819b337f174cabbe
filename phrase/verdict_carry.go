package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// decides reports an approval or a refusal.
func (a *Act) decides() bool { return a.Intent == Approve || a.Intent == Reject }

// ofDays reports a decision that says which days, and not whose.
func (a *Act) ofDays() bool {
	return a.decides() && !a.All && len(a.Who)+len(a.But)+a.First+a.Count == 0 && a.Selection.notation() != string(None)
}

// carried has a decision of days alone be about whom the one before it names: "Bình thứ 6 thì được,
// thứ 5 thì thôi". Of whom is named at the very end they all are: "thứ 5 được, thứ 6 không nhé Phúc".
func (l *look) carried(acts []Act, in span) []Act {
	for k := 1; k < len(acts); k++ {
		if before := &acts[k-1]; acts[k].ofDays() && before.decides() && len(before.But) == 0 {
			acts[k].Who = before.Who
		}
	}
	last := len(acts) - 1
	who, at := l.namedLast(in)
	if last < 1 || at == in.to || !slices.Equal(acts[last].Who, who) {
		return acts
	}
	for k := last - 1; k >= 0 && acts[k].ofDays(); k-- {
		acts[k].Who = who
	}
	return acts
}

// namedLast is who is named at the very end of a stretch, behind a particle, and where; the end of
// the stretch for nobody. Somebody older is spoken to.
func (l *look) namedLast(in span) (who []string, at int) {
	persons := l.personIn(in)
	if len(persons) == 0 {
		return nil, in.to
	}
	p := persons[len(persons)-1]
	if !l.junior(p) || p.from <= in.from || !l.is(p.from-1, cPolite) || !l.closes(p.end, in) {
		return nil, in.to
	}
	return []string{p.name}, p.from
}

// dayVotes reads "thứ 5 được thứ 6 không nhé Phúc": days on end, each with what is decided, of
// whoever is named last.
func (l *look) dayVotes(in span) (acts []Act, ok bool) {
	who, end := l.namedLast(in)
	if l.asked || in.from > 0 || end == in.to || len(l.personIn(in)) > 1 {
		return nil, false
	}
	for i := in.from; i < end; {
		if l.s.Sign(i, ",;") || l.is(i, cPolite) && !l.is(i, cNotSo, cAllowed, cMister) || l.is(i, cBut) || l.own(i, oOnly) {
			i++
			continue
		}
		from := i
		for i < end && (l.timeAt[i] || l.own(i, oAnd) && i > from) {
			i++
		}
		days := span{from, i}
		if i == from || !l.wholeDaysIn(days) {
			return nil, false
		}
		for i < end && (l.own(i, oBreak) && !l.is(i, cNotSo) || l.is(i, cEachAlike)) {
			i++
		}
		intent, n := l.answerAt(i, in)
		switch {
		case intent == None && l.is(i, cMister): // "t4 dc"
			intent, n = Approve, 1
		case intent == None && (l.own(i, oNot) || l.is(i, cOrNot)):
			intent, n = Reject, 1
		case intent == None:
			return nil, false
		}
		i += n
		acts = addVote(acts, Act{Wish: Wish{Intent: intent, Selection: l.daysDecided(days)}, Who: who, at: from})
	}
	return acts, len(acts) > 1
}

// turnsTo reads what a part behind a decision decides of somebody or something else.
func (l *look) turnsTo(last *Act, in span, f *features) (Act, bool) {
	if act, ok := l.othersRefused(last, in); ok {
		return act, true
	}
	if act, ok := l.calledIn(last, in, f); ok {
		return act, true
	}
	act := Act{Wish: Wish{Intent: Approve, Selection: l.daysDecided(in)}, Who: l.named(in), at: in.from}
	if act.Selection.notation() == string(None) {
		act.Selection = asked(act.Selection)
	}
	then := l.firstValue(in, cOnlySo, thenOnly) < in.to // "…, còn Năm thì mùng 3 mới được"
	return act, then && last.Intent == Approve && len(act.Who) > 0 && f.has(fDay) && !f.has(fMe) && !f.has(fHome) && !f.has(fContent) && !f.has(fQuestion)
}

// othersRefused reads "…, còn lại thì không" behind an approval of somebody: everybody else is refused.
func (l *look) othersRefused(last *Act, in span) (Act, bool) {
	if last.Intent != Approve || len(last.Who) == 0 || last.Selection.notation() != string(None) || len(l.personIn(in)) > 0 {
		return Act{}, false
	}
	i, rest := in.from, false
	for i < in.to && (l.is(i, cBut, cLeft, cEveryOne, cHeads, cAll) || l.own(i, oOnly, oWhole)) {
		n := 1
		if h, ok := l.find(i, cLeft); ok && h.N > 1 {
			rest, n = true, h.N
		}
		i += n
	}
	for i < in.to && l.own(i, oBreak) && !l.is(i, cNotSo) {
		i++
	}
	intent, n := l.answerAt(i, in)
	act := Act{Wish: Wish{Intent: Reject}, But: last.Who, at: in.from}
	return act, rest && intent == Reject && l.closes(i+n, in)
}

// calledIn reads "…, riêng thứ 6 lên họp nhé" behind an approval: on that day they are to come, so
// that it is refused.
func (l *look) calledIn(last *Act, in span, f *features) (Act, bool) {
	if last.Intent != Approve || !f.has(fDay) || f.has(fMe) || f.has(fHome) || f.has(fQuestion) || !l.own(in.from, oOnly) && !l.is(in.from, cBut) {
		return Act{}, false
	}
	i := in.from
	for i < in.to && !l.timeAt[i] && (l.own(i, oOnly) || l.is(i, cBut)) {
		i++
	}
	from := i
	for i < in.to && (l.timeAt[i] || l.own(i, oAnd)) {
		i++
	}
	days := span{from, i}
	for i < in.to && (l.own(i, oBreak) || l.is(i, cMust) && !l.is(i, cComeBack)) {
		i++
	}
	n, why := l.comesIn(i, in)
	act := Act{Wish: Wish{Intent: Reject, Selection: l.daysDecided(days)}, Who: l.named(in), Reason: why, at: in.from}
	return act, n > 0 && l.wholeDaysIn(days) && l.tail(i+n, in)
}

// comesIn is how many tokens at i say that somebody comes to the office, and what for.
func (l *look) comesIn(i int, in span) (n int, why string) {
	if i >= in.to || l.uses[i] != when.Verb {
		return 0, ""
	}
	if h, ok := l.s.Find(i, l.words.own[oOffice]); ok {
		n = h.N
	}
	if h, ok := l.s.Find(i, l.words.own[oBusy]); ok && h.N > n && l.is(i, cComeBack) {
		return h.N, l.reasonText(span{i, i + h.N})
	}
	return n, ""
}

// thenOnly is the value of a cOnlySo that lets only the days before it be so: "thứ 6 mới được".
const thenOnly = 1

// dropsBeside splits "duyệt thứ 4 bỏ thứ 5 cho Vân": some days are approved, others refused.
func (l *look) dropsBeside(act Act, at int, in span) Act {
	if act.Intent != Approve {
		return act
	}
	for k := at + l.seg[at]; k < in.to; k++ {
		if l.refusedBehind(k, at, in) { // "duyệt thứ 5 cho Lan chứ thứ 6 thì không"
			act.Selection = l.daysDecided(span{in.from, k})
			act.more = append(act.more, Act{Wish: Wish{Intent: Reject, Selection: l.daysDecided(span{k + 1, in.to})}, Who: act.Who, at: k})
			break
		}
		if !l.own(k, oDrop) && !l.is(k, cReject) || !l.daysIn(span{at, k}) || !l.daySoon(k+l.seg[k]) {
			continue
		}
		act.Selection = l.daysDecided(span{in.from, k})
		act.more = append(act.more, Act{Wish: Wish{Intent: Reject, Selection: l.daysDecided(span{k, in.to})}, Who: act.Who, at: k})
		break
	}
	return act
}

// refusedBehind reports a turn at k, behind days that are approved, to days that are not.
func (l *look) refusedBehind(k, at int, in span) bool {
	if !l.own(k, oBreak) || l.is(k, cNotSo) || !l.daySoon(k+1) || !l.daysIn(span{at, k}) {
		return false
	}
	i := k + 1
	for i < in.to && (l.timeAt[i] || l.own(i, oAnd)) {
		i++
	}
	for i < in.to && l.own(i, oBreak) && !l.is(i, cNotSo) {
		i++
	}
	intent, n := l.answerAt(i, in)
	return intent == Reject && l.closes(i+n, in)
}

// grants has "Tư xin thứ tư hả, ok em" approve what is asked about.
func (l *look) grants(asked *Act, before, in span, said bool) bool {
	for in.from+1 < in.to && l.is(in.from, cYes) && l.is(in.from+1, cAllowed) { // "ừ được"
		in.from++
	}
	h, ok := l.find(in.from, cAllowed)
	if asked.Intent != Waiting || len(l.named(before)) == 0 || l.firstOf(before, cTag) == before.to && !l.asksSoftly(before) || !said && !(ok && l.closes(in.from+h.N, in)) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if l.is(i, cTitle) && !l.is(i, cMe) && !said { // "ok chị" answers
			return false
		}
	}
	*asked = Act{Wish: Wish{Intent: Approve, Selection: l.daysDecided(before)}, Who: l.named(before), at: asked.at}
	return true
}

// answersAll is what is decided at i of all who are listed before it: "…, duyệt cả".
func (l *look) answersAll(i int, in span) (Intent, bool) {
	for i < in.to && (l.is(i, cTitle) && !l.is(i, cMe) || l.s.Sign(i, ",")) {
		i++
	}
	intent, n := l.answerAt(i, in)
	i += n
	for i < in.to && (l.is(i, cAll, cAlso, cEachAlike) || l.own(i, oWhole)) {
		i++
	}
	return intent, intent != None && l.closes(i, in)
}

// eachSo are several who are listed with their days, of all of whom the same is decided.
func eachSo(listed []Act, intent Intent) ([]Act, bool) {
	for k := range listed {
		listed[k].Intent = intent
		if len(listed[k].Days)+len(listed[k].Closed) == 0 {
			return nil, false
		}
	}
	return listed, len(listed) > 1
}

// asksThen reports "thứ 5 mà cho Bình ở nhà thì phòng còn mấy người": what would follow is asked.
func (l *look) asksThen(at int, in span) bool {
	for i := at + 1; i < in.to; i++ {
		if l.own(i, oBreak) && !l.is(i, cNotSo) {
			return l.verbOf(span{i, in.to}, oWho) && !l.s.Sign(i-1, ",")
		}
	}
	return false
}

// decidesNothing reports a word for approving that tells of an approval, or says on what it hangs.
func (l *look) decidesNothing(in span, f *features) bool {
	if !f.has(fPerson) || !f.has(feature(cApprove)) && !l.anywhere(cCondition) {
		return false
	}
	at, intent := l.deciding(in)
	return intent == Approve && (l.onlyIfDone(at, in) || l.decidedBefore(at, in, f) || l.hangs())
}

// onlyIfDone reports "Phúc lên được thì duyệt": what somebody is to have done before it is decided.
func (l *look) onlyIfDone(at int, in span) bool {
	persons, then := l.personIn(span{in.from, at}), at-1
	if l.is(then, cTitle) || l.own(then, oTitle) { // "Thảo dời qua thứ 6 thì anh duyệt"
		then--
	}
	if len(persons) != 1 || persons[0].from != in.from || !l.own(then, oBreak) {
		return false
	}
	for i := persons[0].end; i < then; i++ {
		if l.uses[i] == when.Verb && l.own(i, oChange) && l.firstOf(span{in.from, i}, cPlease) == i {
			return true
		}
		if !l.timeAt[i] && (l.is(i, cComeBack, cDo, cDoneVerb, cFinish, cSend) || l.uses[i] == when.Verb && l.own(i, oOffice, oGoWork)) && !l.is(i, cPlease) && !l.own(i, oHome) {
			return true
		}
	}
	return false
}

// decidedBefore reports "anh duyệt cho An hôm qua rồi mà": a decision of a day before this one, told
// as made.
func (l *look) decidedBefore(at int, in span, f *features) bool {
	return f.has(fPast) && !f.has(fDay) && l.firstOf(span{at, in.to}, cAlready) < in.to && l.is(at-1, cTitle)
}

// allBut is an approval of all before a part that leaves days out, of which it is asked which, or
// somebody.
func (l *look) allBut(in, next span, take func(span)) Act {
	act := Act{Wish: Wish{Intent: Approve}, at: in.from}
	if l.exceptsDays(next) {
		act.Selection = asked(act.Selection)
		take(next)
	}
	return act
}
