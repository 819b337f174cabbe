package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// content counts the kept words that days alone do not explain.
func (l *look) content(keep []bool) int {
	n, light := 0, 0
	for i, k := range keep {
		if h, ok := l.lightAt(i); ok && l.seg[i] > 0 {
			light = max(light, i+h.N)
		}
		if !k || i < light {
			continue
		}
		if l.seg[i] > 1 && !l.timeAt[i] && l.is(i, cDefer) || l.is(i, cSend) && (l.is(i-1, cMe) || l.sendsTo(i)) {
			n++
		}
		switch l.uses[i] {
		case when.Content:
			if _, word := l.s.Word(i); word && !l.own(i, oDigit) && !(l.own(i, oThu) && l.timeSoon(i+1)) {
				n++
			}
		case when.Fixed:
			n++
		case when.Weightless:
			if l.is(i, cWhat, cWhichTask, cAsksTasks, cHowFar, cDoingWhat) && l.seg[i] > 0 || l.is(i, cComeBack) && l.is(i+1, cAlready) { // "thứ 5 chị về rồi"
				n++
			}
		case when.Verb:
			if l.own(i, oBusy, oOffice, oGoWork, oWho) && !l.own(i, oTake, oHome) {
				n++
			}
		}
	}
	return n
}

// sendsTo reports "gửi đơn thứ 5 đến chị An": something goes to somebody.
func (l *look) sendsTo(i int) bool {
	return slices.ContainsFunc(l.persons, func(p person) bool { return p.from > i+1 && l.ends(p.from, cUntil, cGive) })
}

// howAsked reports a word that asks how: "làm ở nhà thì chấm công sao".
func (l *look) howAsked(keep []bool) bool {
	for i, k := range keep {
		if k && (l.is(i, cHowFar, cWhat) || l.own(i, oAbout) || l.asksWhy(i)) {
			return true
		}
	}
	return false
}

func (l *look) asksWhy(i int) bool { return l.is(i, cHow) }

// besideDays leaves out the parts about a request, without a day, where one with a day
// asks for it: "đơn em bị từ chối rồi, em xin t6".
func (l *look) besideDays(keep []bool, clauses []clause) []bool {
	if !slices.ContainsFunc(clauses, func(c clause) bool { return !c.drop && c.has(fTime) && l.asksForDay(c.span) }) {
		return keep
	}
	out := l.copyOf(keep)
	for _, c := range clauses {
		aboutRequest := c.has(feature(cRequestWord)) || c.has(feature(cReject)) || c.has(feature(cApprove)) || !c.has(fContent) && !c.has(fPlace) && !c.has(feature(cKin))
		office := c.own && c.has(fDay) && !c.has(fContent) && !c.has(fHome) && !c.has(feature(cPlease)) && l.verbOf(c.span, oOffice, oGoWork) // "cho em thứ 5, thứ 6 em lên cơ quan"
		for i := c.from; i < c.to && (!c.has(fTime) && aboutRequest || office); i++ {
			out[i] = false
		}
	}
	return out
}

// aside counts the parts of which only the days are read, or nothing.
func (l *look) aside(clauses []clause) int {
	n := 0
	for _, c := range clauses {
		if c.times || c.drop && !c.own && !l.notWished(c.span) {
			n++
		}
	}
	return n
}

// strange reports a slip that was put right, or letters that are no word, in or beside
// a time expression.
func (l *look) strange(keep []bool) bool {
	for i, k := range keep {
		if !k || !l.timeAt[i] && !(i > 0 && l.timeAt[i-1]) {
			continue
		}
		right, odd := l.s.Slip(i)
		if right && l.timeAt[i] || odd && i > 0 && l.timeAt[i-1] {
			return true
		}
	}
	return false
}

// denied reports a word that denies or gives up right before the words for working at
// home, where the wish was read as one for it.
func (l *look) denied(keep []bool, plans []when.Plan) bool {
	if slices.ContainsFunc(plans, func(p when.Plan) bool { return p.Head == when.GiveUp || p.Head == when.Move }) {
		return false
	}
	for i, k := range keep {
		if k && l.own(i, oBut) {
			return false // "không wfh t5 mà t6"
		}
	}
	for i, k := range keep {
		if !k || l.uses[i] != when.Verb || !l.own(i, oHome) || i > 0 && l.uses[i-1] == when.Verb && l.own(i-1, oHome) {
			continue
		}
		for j := i - 1; j >= max(0, i-3); j-- {
			if _, word := l.s.Word(j); !word || l.timeAt[j] || l.is(j, cPlease) {
				break
			}
			if l.own(j, oDrop, oStop, oCancel) && l.uses[j] == when.Verb || l.own(j, oNot) || l.is(j, cNever) {
				return true
			}
			if !l.own(j, oFiller, oTitle) {
				break
			}
		}
	}
	return false
}

// unexplained reports what may change the days and was not read: a number, a word that
// leaves days out, a "tuần" of no week.
func (l *look) unexplained(keep []bool) bool {
	for i, k := range keep {
		switch {
		case !k || l.timeAt[i] || l.seg[i] == 0:
		case l.own(i, oExcept) && l.uses[i] != when.Link && l.uses[i] != when.Fixed && l.daysIn(span{i, len(keep)}) && l.exceptHolds(i):
			return true
		case i > 0 && l.timeAt[i-1] && l.own(i, oWeek, oMonth) && l.uses[i] == when.Weightless:
			return true
		}
	}
	return l.looseNumber(span{0, len(keep)})
}

// goesAstray reports days that stand behind a wish in a part of their own with a word of
// which nothing was read: what is wished of them may be something else.
func (l *look) goesAstray(clauses []clause, keep []bool) bool {
	wished := false
	for k := range clauses {
		c := &clauses[k]
		if c.drop || c.times {
			continue
		}
		if wished && c.day && !c.head && l.saysMore(c.span, keep) {
			return true
		}
		wished = wished || c.head && c.day
	}
	return false
}

// interjects reports a part between days that only takes something back, in words of which
// nothing was read: "thứ 4, à mà không, thứ 5".
func (l *look) interjects(clauses []clause) bool {
	for k := 1; k+1 < len(clauses); k++ {
		c := &clauses[k]
		if c.has(fTime) || c.head || !clauses[k-1].has(fDay) || !clauses[k+1].has(fDay) {
			continue
		}
		back, only := false, true
		for i := c.from; i < c.to; i++ {
			back = back || l.own(i, oNot) || l.is(i, cCorrect)
			only = only && (l.own(i, oNot, oBut, oFiller, oTitle) || l.is(i, cCorrect, cPolite))
		}
		if back && only {
			return true
		}
	}
	return false
}

// saysMore reports a word for doing something beside the days of a part, of which no verb
// of days was read.
func (l *look) saysMore(in span, keep []bool) bool {
	found := false
	for i := in.from; i < in.to; i++ {
		if !keep[i] || l.timeAt[i] || l.seg[i] == 0 || l.uses[i] == when.Link {
			continue
		}
		if l.uses[i] == when.Verb {
			return false
		}
		found = found || l.is(i, cTake, cHandOn, cReturn, cCallOff, cSend, cAssign, cAskTo, cExtend) && !l.is(i, cPolite)
	}
	return found
}

// movesEvent reports "cuộc họp thứ 4 dời qua thứ 6": what is moved is named before the word
// for it, and is nothing of the writer's.
func (l *look) movesEvent(keep []bool, have features) bool {
	if have.has(fMe) || have.has(feature(cPlease)) || have.has(feature(cHelpMe)) || have.has(fHome) || have.has(fAway) {
		return false
	}
	thing := false
	for i, k := range keep {
		switch {
		case !k:
		case l.uses[i] == when.Verb && l.own(i, oChange):
			return thing
		case l.is(i, cMe) && l.ends(i, cOf):
			return false // "ngày 26 của em chuyển sang ngày 30"
		case l.uses[i] == when.Content && !l.nameAtToken(i) && !l.is(i, cOf, cLight), l.uses[i] == when.Fixed, l.uses[i] == when.Verb && l.own(i, oBusy):
			thing = true
		}
	}
	return false
}

// allGivenUp are the days of a week or month all of which are given up: a word for all right
// behind the one for giving up.
func (l *look) allGivenUp(keep []bool) (when.Selection, bool) {
	for i := range keep {
		if !keep[i] || l.uses[i] != when.Verb || !l.own(i, oCancel, oDrop) {
			continue
		}
		for k := i; k < min(i+4, len(keep)); k++ {
			if l.is(k, cAll, cEveryOne) && keep[k] && !l.timeAt[k] {
				days := l.bools(len(keep))
				for _, t := range l.times {
					for j := t.From; j < t.To && !t.Open; j++ {
						days[j] = keep[j] && l.timeAt[j]
					}
				}
				sel, ok := l.allDays(days)
				return sel, ok && !sel.Open && len(sel.Options) == 0
			}
		}
	}
	return when.Selection{}, false
}

// tellsPast reports days that are over and of which more is told than that one was at home
// or away: nothing is asked for.
func (l *look) tellsPast(p when.Plan, keep []bool, have features) bool {
	over := len(p.Past) > 0 && len(p.Days)+len(p.Closed) == 0 && !p.Open
	return over && (have.has(fContent) || l.content(keep) > 0) && !have.has(feature(cPlease)) && l.firstOf(span{0, len(keep)}, cForgot) == len(keep)
}

// exceptHolds reports a word for leaving out by itself, with its marks where marks are
// written.
func (l *look) exceptHolds(i int) bool {
	h, _ := l.s.Find(i, l.words.own[oExcept])
	return h.Exact
}

// dropsOther reports a word for giving up that is said of something else: "bỏ phiếu",
// "hủy họp chiều nay", "hủy vé thứ 6".
func (l *look) dropsOther(keep []bool) bool {
	for i, k := range keep {
		if !k || l.uses[i] != when.Verb || !l.own(i, oDrop, oStop, oCancel) {
			continue
		}
		n := 1
		for _, c := range [...]own{oDrop, oStop, oCancel} {
			if h, ok := l.s.Find(i, l.words.own[c]); ok {
				n = max(n, h.N)
			}
		}
		next := i + n
		if next >= len(keep) {
			return false
		}
		if l.uses[next] == when.Weightless && next+1 < len(keep) && (l.uses[next+1] == when.Verb && l.own(next+1, oBusy) || l.own(next, oBuoi) && l.uses[next+1] == when.Content) {
			next++ // "hủy buổi họp", "hủy buổi tập văn nghệ"
		}
		if l.uses[next] == when.Verb && l.own(next, oBusy) && !l.own(next, oCancel, oHome, oLeave) && !l.is(next, cDuty) {
			return true
		}
		slip, odd := l.s.Slip(next)
		return l.uses[next] == when.Content && !l.meansAt(next) && !slip && !odd
	}
	return false
}

// givesUpThing reports words in no list between the word for giving up and the day: "hủy cuộc
// hẹn thứ 5".
func (l *look) givesUpThing(keep []bool) bool {
	given := false
	for i, k := range keep {
		switch slip, odd := l.s.Slip(i); {
		case !k:
		case l.timeAt[i]:
			given = false
		case l.uses[i] == when.Verb && l.own(i, oCancel, oDrop):
			given = true
		case given && l.uses[i] == when.Content && !l.meansAt(i) && !slip && !odd:
			return true
		}
	}
	return false
}

// ofUnit reports that what is given up is a unit's.
func (l *look) ofUnit(keep []bool) bool {
	for i, k := range keep {
		if h, ok := l.find(i, cUnit); ok && k && (l.is(i, cOf) || l.is(i-1, cOf)) && l.closes(i+h.N, span{0, len(keep)}) {
			return true
		}
	}
	return false
}

// onlyBack reports that nothing is given up but by going to work: "mai đi làm bình
// thường hả chị" asks.
func (l *look) onlyBack(keep []bool) bool {
	for i, k := range keep {
		if k && l.uses[i] == when.Verb && l.own(i, oCancel, oDrop, oStop, oHome, oLeave) {
			return false
		}
	}
	return true
}

// stays reports whether days at home are wished, and whether only nearly: one question.
func (l *look) stays(p when.Plan, keep []bool, have features, clauses []clause) (near, ok bool) {
	if l.asked {
		return false, true
	}
	if p.Said && l.tellsPast(p, keep, have) {
		return false, false // "hôm qua em ở nhà xem chung kết"
	}
	if p.Said && l.decides && have.has(fContent) && !have.has(fMe) && !have.has(feature(cPlease)) && !have.has(feature(cHelpMe)) {
		return false, false // "thứ 6 đông người ở nhà quá, không duyệt Tín nữa"
	}
	if p.Said && !have.has(fTime) && have.has(feature(cWhere)) {
		return false, false // "đăng ký khám bệnh online ở đâu"
	}
	if p.Said && p.Open && len(p.Days) == 0 && !have.has(fTime) && have.has(feature(cAlready)) && have.has(fMe) && !have.has(feature(cPlease)) && !have.has(feature(cHelpMe)) {
		return false, false // "em bắt đầu làm ở nhà rồi ạ"
	}
	if p.Said || p.Absent {
		if len(p.Days) == 0 && p.Open && !have.has(fTime) && !l.looseNumber(span{0, len(keep)}) && (!have.has(feature(cPlease)) && (have.has(fContent) || have.has(feature(cWork)) && !have.has(feature(cDo))) || !have.has(fMe) && l.content(keep) > 1 && l.howAsked(keep)) {
			return false, false
		}
		return false, true
	}
	if p.Series != nil && have.has(fHours) && !have.has(feature(cPlease)) && !have.has(fMe) {
		return false, false // "mỗi thứ 6 16h" is when something takes place
	}
	if have.has(feature(cUnsure)) && !have.has(feature(cPlease)) && len(p.Days)+len(p.Options) == 0 {
		return false, false // "mai mốt chưa chắc khỏe"
	}
	if l.decides && !have.has(fHome) {
		near = true // a day beside a decision: is it a wish?
	}
	if n := l.content(l.besideDays(keep, clauses)) + l.aside(clauses); n > 0 || have.has(feature(cWork)) || have.has(fOther) && have.has(feature(cKin)) || have.has(feature(cAnybody)) && !have.has(fMe) {
		if have.has(fSubject) && !have.has(fMe) && !have.has(feature(cHelpMe)) { // "Bình xin gấp vậy"
			return false, false
		}
		if !have.has(feature(cPlease)) || have.has(feature(cWork)) || have.has(feature(cAnybody)) || l.asksThing(keep) {
			return false, false
		}
		near = true
	}
	return near, true
}
