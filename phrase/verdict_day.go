package phrase

import "tainha/phrase/when"

// letsDay reads "chiều thứ năm được em", "ok thứ 5", "thứ 5 em cứ ở nhà": a day, and that it may be
// so, and nothing of the writer's. Where days are asked for it names one.
func (l *look) letsDay(in span, f *features) (Act, bool) {
	if l.asked || f.has(fQuestion) || f.has(fPerson) || f.has(fContent) || f.has(feature(cPlease)) || f.has(feature(cWork)) || in.from > 0 || !f.has(fDay) {
		return Act{}, false
	}
	start := l.allowsFirst(in)
	i := start
	for i < in.to && (l.timeAt[i] || l.own(i, oAnd)) {
		i++
	}
	day := span{start, i}
	if i == start || !l.daysIn(day) {
		return Act{}, false
	}
	for k := i; k < in.to; k++ {
		if l.own(k, oNot) || l.is(k, cOrNot, cNotYet) { // "thứ 5 được không ạ"
			return Act{}, false
		}
	}
	if start > in.from {
		if !l.closes(i, in) || l.asksSoftly(in) {
			return Act{}, false
		}
		act := l.letDays(day)
		if h, ok := l.find(in.from, cYes); (!ok || h.Value != nods) && !l.saysTo(in) { // "ok t5 nhé" may answer an offer
			act.Intent = Home
		}
		return act, true
	}
	if h, ok := l.find(i, cAllowed); ok && (!l.is(i, cYes) || l.saysTo(in)) && !l.is(i, cAlso) && l.closes(i+h.N, in) || l.urgesHome(i, in) {
		return l.letDays(day), true
	}
	return Act{}, false
}

// letDays says of days that they may be so.
func (l *look) letDays(days span) Act {
	return Act{Wish: Wish{Intent: Approve, Selection: l.daysDecided(days)}, Lets: true}
}

// urgesHome reports "em cứ ở nhà", "cứ ở nhà nha em".
func (l *look) urgesHome(i int, in span) bool {
	spoken := l.is(i, cMe, cTitle)
	if spoken {
		i++
	}
	if !l.is(i, cUrge) || l.seg[i] != 1 || i+1 >= in.to || l.uses[i+1] != when.Verb || l.is(i+1, cMe) {
		return false
	}
	h, ok := l.s.Find(i+1, l.words.own[oHome])
	if !ok || !l.closes(i+1+h.N, in) {
		return false
	}
	for k := i + 1 + h.N; k < in.to; k++ {
		spoken = spoken || l.is(k, cMe, cTitle)
	}
	return spoken
}

// saysTo reports a part that speaks to somebody younger.
func (l *look) saysTo(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cMe) && l.is(i, cTitle) {
			return true
		}
	}
	return false
}

// allowsFirst is where the days begin behind a word that lets them be: "ok em, thứ 5".
func (l *look) allowsFirst(in span) int {
	h, ok := l.find(in.from, cAllowed)
	if !ok {
		h, ok = l.find(in.from, cYes)
		if !ok || h.Value != nods {
			return in.from
		}
	}
	i := in.from + h.N
	for i < in.to && (l.is(i, cTitle, cMe, cPolite) || l.own(i, oVoc)) && !l.timeAt[i] {
		i++
	}
	return i
}

// nods is the value of a cYes by which a senior agrees.
const nods = 1

// answersWhole reads a sentence all of which is one answer to what is asked.
func (l *look) answersWhole(in span, parts []span) ([]Act, bool) {
	if len(parts) == 0 {
		return nil, false
	}
	if act, ok := l.refusesAlone(parts[0], parts[1:]); ok {
		return []Act{act}, true
	}
	if acts, ok := l.allowsOther(in, parts); ok {
		return acts, true
	}
	if acts, ok := l.dayBallot(in, parts); ok {
		return acts, true
	}
	if act, ok := l.refusesLast(parts); ok && in.from == 0 {
		return []Act{act}, true
	}
	if len(l.persons) == 0 {
		return nil, false
	}
	if act, ok := l.asksHas(in); ok {
		return []Act{act}, true
	}
	if acts, ok := l.dayVotes(in); ok {
		return acts, true
	}
	if acts, ok := l.eachTheirOwn(in); ok {
		return acts, true
	}
	return l.ballot(in)
}

// refusesAlone reads "chưa được anh ơi, bữa đó có đoàn kiểm tra": what is asked is refused, and
// then why.
func (l *look) refusesAlone(in span, why []span) (Act, bool) {
	if l.asked || in.from > 0 || len(why) == 0 {
		return Act{}, false
	}
	who, i := l.calledAt(in.from, in)
	from := i
	for i < in.to && l.timeAt[i] {
		i++
	}
	days := span{from, i}
	h, ok := l.find(i, cNotSo)
	if !ok {
		h, ok = l.find(i, cJudged)
	}
	end := i + h.N
	if len(who) == 0 {
		who, end = l.calledAt(end, in)
	}
	if !ok || h.N < 2 || !l.closes(end, in) || days.to > days.from && !l.daysIn(days) {
		return Act{}, false
	}
	because := span{why[0].from, why[len(why)-1].to}
	if l.asksReason(because) { // "chưa được, sao xin tới ba ngày"
		return Act{Wish: Wish{Intent: Reject, Selection: l.daysDecided(days)}, Who: who, at: in.from}, true
	}
	if _, off := l.postpones(because); off {
		return Act{}, false
	}
	f := l.featuresOf(because)
	tells := f.has(fContent) || f.has(feature(cOther)) || f.has(fPlace) || l.content(l.only(because)) > 0
	if !tells || f.has(fMe) || f.has(fHome) || f.has(fPerson) || f.has(fQuestion) || f.has(feature(cPlease)) || f.has(feature(cHelpMe)) || f.has(feature(cWork)) || f.has(feature(cTask)) {
		return Act{}, false
	}
	act := Act{Wish: Wish{Intent: Reject}, Who: who, Reason: l.reasonText(because), at: in.from}
	switch {
	case days.to > days.from:
		act.Selection = l.daysDecided(days)
	case len(who) > 0 && f.has(fDay): // "không được đâu Duyên ơi, thứ 6 họp chi bộ"
		act.Selection = l.daysDecided(because)
	}
	return act, true
}

// only marks the tokens of a stretch.
func (l *look) only(in span) []bool {
	out := l.bools(l.s.Len())
	for i := in.from; i < in.to; i++ {
		out[i] = true
	}
	return out
}

// calledAt is somebody younger who is spoken to at i, and where what is said goes on.
func (l *look) calledAt(i int, in span) (who []string, next int) {
	k := l.personAt(i)
	if k < 0 || i >= in.to || !l.junior(l.persons[k]) || !l.own(l.persons[k].end, oVoc) {
		return nil, i
	}
	return []string{l.persons[k].name}, l.persons[k].end + 1
}

// asksReason reports "sao xin tới ba ngày", "lý do gì mà xin tới ba ngày": why somebody else asks for
// something.
func (l *look) asksReason(in span) bool {
	return (l.is(in.from, cHow) || l.own(in.from, oBecause)) && l.featuresHave(in, feature(cPlease)) && !l.featuresHave(in, fMe) && l.firstOf(in, cHelpMe) == in.to
}
