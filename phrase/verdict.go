package phrase

import (
	"tainha/phrase/when"
)

// pick is which of the requests that were shown a decision means: the first so many,
// or all of so many.
type pick struct{ first, count int }

// picked reads "2 người đầu", "cả hai", "đơn đầu tiên" at i.
func (l *look) picked(i int, in span) pick {
	all := false
	for i < in.to && (l.own(i, oFiller, oWhole) || l.is(i, cAll, cGive) || l.is(i, cTitle) && l.is(i-1, cOnBehalf)) && !l.is(i, cHeads) {
		if _, _, number := l.countAt(i); number {
			break
		}
		all = all || l.own(i, oWhole) || l.is(i, cAll)
		i++
	}
	n, next, number := l.countAt(i)
	if h, heads := l.find(next, cHeads); heads && next+h.N <= in.to {
		next += h.N
		for next < in.to && l.is(next, cAll) { // "ba bạn hết"
			next++
		}
	} else if !all || !number {
		return pick{}
	}
	if first, ok := l.find(next, cFirst); ok && next < in.to && l.closes(next+first.N, in) {
		return pick{first: max(1, n)}
	}
	if !number || next < in.to && !l.closes(next, in) || l.timeSoon(i) {
		return pick{}
	}
	return pick{count: n}
}

// countAt reads a number, in digits or in words.
func (l *look) countAt(i int) (n, next int, ok bool) {
	if n, ok := l.s.Number(i); ok && n < 100 {
		return n, i + 1, true
	}
	if i >= l.s.Len() {
		return 0, i, false
	}
	if n, next, ok = l.s.Count(i); ok {
		return n, next, true
	}
	return 0, i, false
}

// describes reports a request that is told by words of which nothing was read: "duyệt đơn mới
// nhất".
func (l *look) describes(in span) bool {
	request := l.firstOf(in, cRequestWord)
	for i := request + 1; i < in.to; i++ {
		if (l.uses[i] == when.Content || l.uses[i] == when.Fixed) && l.seg[i] > 0 && !l.timeAt[i] && !l.nameAtToken(i) && !l.is(i, cOf, cLight, cPolite, cAll, cRequestWord, cHelpMe) {
			return true
		}
	}
	return false
}

// leftOut names those whom a decision about all leaves out: "duyệt hết trừ Lan".
func (l *look) leftOut(in span) []string {
	return l.named(span{l.spareFrom(in), in.to})
}

// verdict reads "Bình thì được", "Lan: không": somebody's name and nothing else but the
// word that decides.
func (l *look) verdict(in span) (Act, bool) {
	if l.is(in.from, cTitle, cMe) && l.is(in.from+1, cReported) && l.personSoon(in.from+2) { // "chị thấy Bình với Chi được đấy"
		in.from += 2
	}
	end := in.to
	in.to = l.spareFrom(in)
	spares := in.to < end // "Khánh ok, Phong để chị xem lại"
	persons := l.personIn(in)
	if len(persons) == 0 {
		return Act{}, false
	}
	if act, ok := l.letsHome(in); ok {
		return act, true
	}
	f := l.featuresOf(in)
	if f.has(fContent) || f.has(fHome) || f.has(fAway) || f.has(fMe) || f.has(fPast) || f.has(feature(cWork)) || f.has(feature(cAlready)) {
		return Act{}, false
	}
	last := persons[len(persons)-1].end
	linked := spares || l.s.Sign(last, ":") || l.own(last, oBreak) || l.own(in.from, oStop) && persons[0].from > in.from // "thôi Bình khỏi"
	if f.has(fQuestion) && !linked || l.own(last, oVoc) {
		return Act{}, false
	}
	if l.allows(in, persons) {
		return Act{Wish: Wish{Intent: Approve, Selection: l.daysDecided(in)}, Who: l.named(in)}, true
	}
	for i := in.from; i < last; i++ {
		if _, word := l.s.Word(i); word && !l.timeAt[i] && !l.nameAtToken(i) && !l.own(i, oFiller, oTitle, oOnly, oAnd, oBreak) && !l.is(i, cOf, cBut, cRequestWord, cPolite, cYes) {
			return Act{}, false
		}
	}
	i := last
	for i < in.to && (l.timeAt[i] || i == last && l.is(i, cPlease) && !l.is(i, cHelpMe)) { // "Lan thứ 5 thì ok", "Lan xin thứ 5 thì ok"
		i++
	}
	linked = linked || i > last && (l.own(i, oBreak) || l.ends(persons[0].from, cOf) || len(persons) == 1 && l.junior(persons[0]) && l.is(i, cYes) && l.daysIn(span{last, i}))
	for i < in.to && (l.s.Sign(i, ":") || l.own(i, oBreak) && !l.is(i, cNotSo) || l.is(i, cEachAlike)) {
		linked = linked || l.is(i, cEachAlike)
		i++
	}
	intent, n := None, 0
	if h, no := l.find(i, cNotSo); no {
		intent, n = Reject, h.N
		if l.is(i+h.N-1, cNotYet) { // "Lan thì chưa được"
			intent = Hold
		}
	} else if h, yes := l.find(i, cAllowed); yes {
		intent, n = Approve, h.N
		linked = linked || h.Value == 0 && !l.is(i, cYes)
	}
	because := l.reasonAt(in)
	if intent == None || !l.closes(i+n, span{in.from, because}) || !linked && intent == Approve || intent == Reject && n < 2 && !linked {
		return Act{}, false
	}
	act := Act{Wish: Wish{Intent: intent, Selection: l.daysDecided(span{in.from, because})}, Who: l.named(in)}
	act.Reason = l.reasonFrom(because, in.to)
	return act, true
}

// daysVerdict reads "còn 15/12 thi ok", "thứ 6 thì không được": days, what binds them, and the
// word that decides. Only behind another decision is it one.
func (l *look) daysVerdict(in span) (Act, bool) {
	i := in.from
	left := l.is(i, cBut) && l.is(i, cLeft)
	for i < in.to && !l.timeAt[i] && (l.is(i, cBut) || l.own(i, oOnly, oFiller)) {
		i++
	}
	from := i
	for i < in.to && (l.timeAt[i] || l.own(i, oAnd) || l.s.Sign(i, ",")) {
		i++
	}
	bound := i
	for i < in.to && (l.own(i, oBreak) && !l.is(i, cNotSo) || l.is(i, cEachAlike)) {
		i++
	}
	if from == bound || !left {
		return Act{}, false
	}
	because := l.reasonAt(in)
	intent, n := l.answerAt(i, in)
	act := Act{Wish: Wish{Intent: intent, Selection: l.daysDecided(span{from, bound})}, Reason: l.reasonFrom(because, in.to)}
	return act, intent != None && i > bound && l.closes(i+n, span{in.from, because})
}

// allows reports "ok Kiên nhé": the word first, and a name without the title of somebody
// older, to whom one only nods.
func (l *look) allows(in span, persons []person) bool {
	h, ok := l.find(in.from, cAllowed)
	if !ok || len(persons) != 1 || !l.junior(persons[0]) || persons[0].from != in.from+h.N && persons[0].at != in.from+h.N {
		return false
	}
	end := persons[0].end
	for end < in.to && l.timeAt[end] {
		end++
	}
	return l.closes(end, in)
}

// said reports a decision that names nobody and no day.
func (a *Act) said() bool {
	return (a.Intent == Approve || a.Intent == Reject || a.Intent == Hold) && len(a.Who)+len(a.But)+a.First+a.Count == 0 && a.Selection.notation() == string(None)
}

// lends reports a decision that names somebody and no day, before one that names days alone:
// they are the same.
func (a *Act) lends(next *Act) bool {
	decides := a.Intent == Approve || a.Intent == Reject
	return decides && len(a.Who) > 0 && len(a.more) == 0 && a.Selection.notation() == string(None) && len(next.Who)+len(next.But) == 0 && len(next.Days) > 0
}

// junior reports a name without the title of somebody older.
func (l *look) junior(p person) bool { return p.from == p.at || l.is(p.from, cMe) }

// sparesAt reports that at i somebody is left out, or put off, of what is said before.
func (l *look) sparesAt(i int) bool {
	at := i
	for at < l.s.Len() && (l.own(at, oExcept, oOnly) || l.is(at, cBut, cOf, cRequestWord)) {
		at++
	}
	k := l.personAt(at)
	if k < 0 {
		return false
	}
	if l.own(i, oExcept) {
		return true
	}
	end := l.persons[k].end
	if l.own(end, oBreak) {
		end++
	}
	after := l.s.Sign(i-1, ",;") || l.is(i, cBut) || l.nameAtToken(i-1) || l.is(i-1, cAll) // not "duyệt cho Nam chưa"
	return l.is(end, cDefer) || after && l.is(end, cNotYet) && l.s.Len() > end && l.closes(end+1, span{end, l.s.Len()})
}

// approvesAll reports "duyệt hết", which alone may be about work too.
func (l *look) approvesAll(f *features) bool {
	return f.has(feature(cApprove)) && f.has(feature(cAll)) && !f.has(fQuestion) && !f.has(fContent) && !f.has(feature(cWork))
}

// refusesOne reports "riêng Lan thì không".
func (l *look) refusesOne(in span) bool {
	f := l.featuresOf(in)
	return f.has(fPerson) && !f.has(fContent) && (f.has(feature(cNotSo)) || f.has(feature(cOrNot)) || f.has(feature(cReject)))
}

// spares reports somebody who is left out or put off in a part.
func (l *look) spares(in span) bool { return l.spareFrom(in) < in.to }

// spareFrom is where that begins, or the end of the part.
func (l *look) spareFrom(in span) int {
	for i := in.from + 1; i < in.to; i++ {
		if l.sparesAt(i) {
			return i
		}
	}
	return in.to
}

// verdictAfter reports a name and ":" before i, and the word that decides at i.
func (l *look) verdictAfter(i int) bool {
	return l.nameAtToken(i-2) && l.is(i, cNotSo, cAllowed, cApprove, cReject, cOrNot)
}

// exceptedFirst names those who are left out before it is said what of: "trừ Bình ra thì
// duyệt hết".
func (l *look) exceptedFirst(in span) []string {
	if in.from >= in.to || !l.own(in.from, oExcept) {
		return nil
	}
	return l.named(in)
}

// exceptsOnly reports a stretch that leaves somebody out and says nothing else.
func (l *look) exceptsOnly(in span) bool {
	if in.from >= in.to || !l.own(in.from, oExcept) || len(l.personIn(in)) == 0 {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if _, word := l.s.Word(i); word && !l.nameAtToken(i) && !l.own(i, oExcept, oFiller, oTitle, oAnd) && !l.is(i, cTitle, cOf, cRequestWord) && l.seg[i] > 0 && l.plainWord(i) {
			return false
		}
	}
	return true
}

// plainWord reports a word of content or time.
func (l *look) plainWord(i int) bool {
	return l.timeAt[i] || l.unknown(i) || l.is(i, cApprove, cReject)
}

// allowsSome reads "ok 2 đơn đầu": so many of what waits.
func (l *look) allowsSome(in span) (Act, bool) {
	h, _ := l.find(in.from, cAllowed)
	n := l.picked(in.from+h.N, in)
	return Act{Wish: Wish{Intent: Approve}, First: n.first, Count: n.count}, n != pick{}
}

// allowsBut reads "cả phòng trừ Chi đều được", "ok hết trừ Chi", "trừ Lan đều được": all, who is left out,
// and the word that decides.
func (l *look) allowsBut(in span) (Act, bool) {
	at, all := in.from, false
	h, led := l.find(at, cAllowed)
	if led {
		at += h.N
	}
	for at < in.to && !l.own(at, oExcept) && (l.is(at, cAll, cEveryOne, cUnit, cHeads, cRequestWord, cTitle, cPolite) || l.own(at, oWhole, oFiller, oTitle) || l.seg[at] == 0) {
		all = all || l.is(at, cAll, cEveryOne, cUnit) || l.own(at, oWhole)
		at++
	}
	persons := l.personIn(span{at, in.to})
	if at == in.to || !l.own(at, oExcept) || len(persons) == 0 {
		return Act{}, false
	}
	i := persons[len(persons)-1].end
	act := Act{Wish: Wish{Intent: Approve}, But: l.named(span{at, i})}
	if led && all && l.closes(i, in) {
		return act, true
	}
	for i < in.to && (l.own(i, oBreak, oFiller) && !l.is(i, cNotSo, cAllowed, cApprove) || l.is(i, cEachAlike, cPolite)) {
		all = all || l.is(i, cEachAlike)
		i++
	}
	intent, n := l.answerAt(i, in)
	if h, ok := l.find(i+n, cAll); ok && i+n < in.to {
		all, n = true, n+h.N
	}
	return act, all && intent == Approve && l.closes(i+n, in)
}

// countedAnswer reads "cả 2 đều không duyệt": so many of what waits, before the word that decides.
func (l *look) countedAnswer(in span) (Act, bool) {
	for at := in.from + 1; at < in.to; at++ {
		bare := l.is(at, cApprove, cReject) && l.seg[at] > 0 // "hai đơn đầu duyệt"
		if !bare && (!l.is(at, cEachAlike) && !l.own(at, oBreak) || l.is(at, cNotSo)) {
			continue
		}
		n := l.picked(in.from, span{in.from, at})
		days := n == (pick{}) && l.countedDays(span{in.from, at})
		if n == (pick{}) && !days {
			return Act{}, false
		}
		for at < in.to && (l.is(at, cEachAlike) || l.own(at, oBreak) && !l.is(at, cNotSo)) {
			at++
		}
		because := l.reasonAt(in)
		intent, words := l.answerAt(at, in)
		act := Act{Wish: Wish{Intent: intent}, First: n.first, Count: n.count, All: days && intent == Reject, Reason: l.reasonFrom(because, in.to)}
		return act, intent != None && l.closes(at+words, span{in.from, because})
	}
	return Act{}, false
}

// countedDays reports "cả 2 hôm": all the days that were asked for.
func (l *look) countedDays(in span) bool {
	if in.from >= in.to || !l.own(in.from, oWhole) {
		return false
	}
	_, next, number := l.countAt(in.from + 1)
	return number && next+1 == in.to && l.own(next, oDay)
}

// allowsAll reports "ok hết nhé": all that waits, and nothing else.
func (l *look) allowsAll(in span) bool {
	h, ok := l.find(in.from, cAllowed)
	if !ok {
		return false
	}
	at := in.from + h.N
	all, ok := l.find(at, cAll)
	return ok && at < in.to && l.closes(at+all.N, in)
}
