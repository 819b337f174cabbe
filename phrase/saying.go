package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// saying reads a part of a sentence that decides, or asks about people and days.
func (l *look) saying(in span, f *features) (Act, bool) {
	if act, ok := l.saidFirst(in, f); ok {
		return act, true
	}
	switch {
	case f.has(feature(cBalance)) && !f.has(feature(cTask)) && l.asksBalance(in), f.has(feature(cHowMany)) && l.countsLeft(in) && !l.verbOf(in, oCancel, oDrop):
		act := Act{Wish: Wish{Intent: Balance}, Who: l.countedFor(in, f)}
		if f.has(fTime) && l.onlyPeriods(in) { // "tháng 12 tôi còn mấy ngày"
			act.Selection = l.question(Balance, in).Selection
		}
		return act, true
	case f.has(feature(cApprove)) && f.has(feature(cWhenDue)), f.has(feature(cWaiting)) && !l.verbOf(in, oCancel):
		return l.question(Waiting, in), true
	case f.has(fPerson) && !f.has(fMe) && f.has(feature(cPlease)) && l.asksWhichDays(in):
		return Act{Wish: Wish{Intent: Waiting}, Who: l.named(in)}, true
	case f.has(fPerson) && !f.has(fMe) && f.has(feature(cPlease)) && (f.has(fQuestion) && f.has(feature(cTag)) || l.s.Marked() && l.asksSoftly(in)): // "chị Lan xin nghỉ thứ 6 hả"
		return l.question(Waiting, in), true
	case f.has(feature(cAsksWhat)) && f.has(fMe) && !f.has(fPerson) && !f.has(fContent) && !f.has(feature(cNotYet)):
		return l.question(Who, in), true
	case f.has(fMe) && (f.has(fHome) || f.has(fAway)) && l.onlyPeriods(in) && !f.has(fPerson) && !f.has(fContent) && !f.has(feature(cPlease)) && !f.has(feature(cAllowed)) && !f.has(feature(cHelpMe)) && !f.has(feature(cNotYet)) && l.closesWhich(in): // "em ở nhà bữa nào"
		return l.question(Who, in), true
	case f.has(feature(cAsksWhat)) && f.has(fPerson):
		return Act{Wish: Wish{Intent: Waiting}, Who: l.named(in)}, true
	case l.asksWhere(in, f):
		return l.question(Who, in), true
	case f.has(feature(cSchedule)) && !l.heads(in) && (l.bareQuestion(in, f) || l.views(in)), f.has(feature(cOwnDays)) && !f.has(fContent):
		return l.question(Who, in), true
	}
	switch {
	case f.has(feature(cWhatOf)) && f.has(fTime) && !f.has(fContent) && !f.has(fHome) && !f.has(fAway) && !f.has(fPerson) && !f.has(feature(cWork)): // "thứ 5 thì sao"
		return l.question(Who, in), true
	case f.has(feature(cWhichTask)) && f.has(fHome) && !f.has(fTime) && !f.has(fMe) && !f.has(fPerson) && !f.has(fContent): // "ở nhà làm gì"
		return l.question(Waiting, in), true
	}
	if f.has(feature(cRoom)) && !f.has(fContent) && !f.has(feature(cWork)) && !f.has(feature(cPlease)) {
		return l.question(Room, in), true
	}
	if l.anywhere(cReject, cApprove, cReturn, cGive, cLeaveIt) {
		if act, ok := l.decision(in, f); ok {
			return act, true
		}
	}
	if l.is(in.from, cBut) && l.is(in.from, cLeft) {
		if act, ok := l.daysVerdict(in); ok {
			return act, true
		}
	}
	if f.has(fDay) && in.from == 0 {
		if act, ok := l.letsDay(in, f); ok {
			return act, true
		}
	}
	if l.anywhere(cGive) {
		if act, ok := l.speakerLets(in); ok {
			return act, true
		}
	}
	if len(l.persons) == 0 {
		return Act{}, false
	}
	return l.verdict(in)
}

// saidFirst reads what must be looked for before the questions: what is put off, asked about
// what was decided, and said of all that waits.
func (l *look) saidFirst(in span, f *features) (Act, bool) {
	if l.compares(in) {
		return Act{Wish: Wish{Intent: None}}, true
	}
	if l.anywhere(cDefer, cLeaveIt) {
		if act, ok := l.postpones(in); ok {
			return act, true
		}
	}
	if l.counts(in, f) || l.offForAll(in, f) || l.refusesDays(in) || l.asksUntilWhen(in, f) || l.decidesNothing(in, f) {
		return Act{Wish: Wish{Intent: None}}, true
	}
	if l.asksRegistered(in, f) || l.asksOwnHome(in, f) || l.asksTagged(in, f) || l.asksWhich(in, f) {
		act := l.question(Who, in)
		act.Own = true
		return act, true
	}
	if l.asksOwnDecided(in, f) {
		return l.question(Waiting, in), true
	}
	if l.anywhere(cAskDecided, cAlready) {
		if act, ok := l.answersDecided(in, f); ok {
			return act, true
		}
	}
	if l.allowsAll(in) {
		return Act{Wish: Wish{Intent: Approve}, All: true}, true
	}
	if l.anywhere(cInstructs) {
		if act, ok := l.sendsBack(in); ok {
			return act, true
		}
	}
	if len(l.persons) > 0 && l.s.Anywhere(l.words.own[oExcept]) {
		if act, ok := l.allowsBut(in); ok {
			return act, true
		}
	}
	if l.anywhere(cApprove, cReject, cEachAlike) || l.s.Anywhere(l.words.own[oBreak]) {
		if act, ok := l.countedAnswer(in); ok {
			return act, true
		}
	}
	if l.asksYet(in, f) {
		return l.ofOwn(l.question(Waiting, in), in), true
	}
	if act, ok := l.order(in, f); ok {
		return act, true
	}
	if l.is(in.from, cAllowed) {
		return l.allowsSome(in)
	}
	return Act{}, false
}

// compares reports "Bình với Chi ai ở nhà nhiều hơn": who does something more, which no list
// tells.
func (l *look) compares(in span) bool {
	at := l.firstOf(in, cCompares)
	return at < in.to && l.asksWho(in)
}

// byItself is the value of a cRegisterBy that says by itself what must be done by then.
const byItself = 0

// asksUntilWhen reports what is said of the time by which to register: "hạn đăng ký tuần sau
// là khi nào". It wishes nothing.
func (l *look) asksUntilWhen(in span, f *features) bool {
	for i := in.from; i < in.to && f.has(feature(cPlease)); i++ {
		h, ok := l.find(i, cRegisterBy)
		if ok && (h.Value == byItself && !f.has(fHome) || f.has(feature(cWhenDue))) && !f.has(feature(cExtend)) {
			return true
		}
	}
	return false
}

// asksRegistered reports "em đăng ký thứ 5 chưa nhỉ": whether the writer's own day is among
// those that were asked for.
func (l *look) asksRegistered(in span, f *features) bool {
	if !f.has(feature(cPlease)) || !f.has(fTime) || f.has(fPerson) || f.has(fOther) || f.has(feature(cOther)) || f.has(feature(cAnybody)) || f.has(feature(cHelpMe)) || f.has(feature(cApprove)) || l.asksApproved(in) || f.has(fContent) || !l.registers(in) {
		return false
	}
	last := in.to - 1
	for last > in.from && !l.timeAt[last] && !l.is(last, cNotYet, cOrNot, cTag) {
		last--
	}
	switch {
	case !l.closes(last+1, in), l.timeAt[last] || l.is(last-1, cAllowed) && !l.is(last, cNotYet) || l.own(last, oNot) && l.is(last-1, cAllowed):
		return false
	case l.is(last, cNotYet):
		return true
	case l.seg[last] == 0, l.is(last, cTag):
		return f.has(feature(cAlready))
	}
	return l.is(last, cOrNot) && f.has(feature(cIf))
}

// asksOwnHome reports "thứ 4 em có ở nhà không nhỉ", "thứ 6 chị có ở cơ quan không": how the writer's own day stands.
func (l *look) asksOwnHome(in span, f *features) bool {
	if !f.has(fTime) || f.has(fPerson) || f.has(feature(cPlease)) || f.has(feature(cAllowed)) || f.has(feature(cHelpMe)) || f.has(fContent) {
		return false
	}
	for i := in.from; i+1 < in.to; i++ {
		h, home := l.s.Find(i+1, l.words.own[oHome])
		if o, office := l.s.Find(i+1, l.words.own[oOffice]); office && o.N > h.N {
			h, home = o, true
		}
		if home && l.is(i, cIf) && l.uses[i+1] == when.Verb && !l.own(i, oNot) && l.seg[i] > 0 && i > in.from && (l.is(i-1, cMe) || l.is(i-1, cTitle) && !l.is(i-1, cRole)) {
			end := i + 1 + h.N
			return l.is(end, cOrNot) && l.closes(end+1, in)
		}
	}
	return false
}

// registers reports a word for putting one's name down, not for being let do something.
func (l *look) registers(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.own(i, oTake) && l.is(i, cPlease) && !l.is(i, cGive) {
			return true
		}
	}
	return false
}

// countedFor names whose days a question counts: not who asks, nor who is spoken to.
func (l *look) countedFor(in span, f *features) (who []string) {
	if f.has(feature(cMe)) || f.has(feature(cHelpMe)) {
		return nil
	}
	for _, name := range l.namedIn(in) {
		if when.Plain(givenOf(name)) != l.writer {
			who = append(who, name)
		}
	}
	return who
}

// spokenTo reports the "em" of "những ai ở nhà vậy em": the last word, and about others.
func (l *look) spokenTo(in span) bool {
	others := false
	for i := in.from; i < in.to; i++ {
		others = others || l.own(i, oWho) || l.is(i, cWaiting, cAskDecided)
		if l.is(i, cMe) && l.seg[i] > 0 && !(i > in.from && l.closes(i+1, in)) {
			return false
		}
	}
	return others
}

// onlyPeriods reports that a part names no day, but perhaps a week or a month.
func (l *look) onlyPeriods(in span) bool {
	return !slices.ContainsFunc(l.times, func(t when.Expression) bool {
		return in.holds(t.From) && !t.Open && !l.own(t.From, oWeek, oMonth)
	})
}

// closesWhich reports a word at the end that asks for a day.
func (l *look) closesWhich(in span) bool {
	for i := in.from + 1; i < in.to; i++ {
		if h, ok := l.find(i, cWhenDue); ok && h.Value == ofDays && l.closes(i+h.N, in) {
			return true
		}
	}
	return false
}

// ofDays is the value of a cWhenDue that asks for a day.
const ofDays = 1

// countsLeft reports "còn mấy ngày", "đã dùng bao nhiêu ngày": the count asks for
// what is left or used.
func (l *look) countsLeft(in span) bool {
	left := false
	for i := in.from; i < in.to; i++ {
		left = left || l.is(i, cCountLeft) && l.seg[i] > 0
		if h, ok := l.find(i, cHowMany); ok && h.N > 1 {
			return left || h.Value == 1 && (l.saysHome(in) || l.registers(in)) || l.laterLeft(span{i + h.N, in.to})
		}
	}
	return false
}

func (l *look) laterLeft(in span) bool {
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cCountLeft); ok && h.Value == 1 {
			return true
		}
	}
	return false
}

// asksWhere reports a question where somebody is: "chị Lan hôm nay làm ở đâu", "Bình
// có ở nhà không".
func (l *look) asksWhere(in span, f *features) bool {
	if !f.has(fPerson) && !(f.has(fOther) && !f.has(feature(cKin))) || f.has(fMe) {
		return false
	}
	if f.has(fCalled) && !f.has(fSubject) && !f.has(fOther) {
		return false // "chị Lan ơi họp ở đâu"
	}
	for _, p := range l.personIn(in) { // "nhà chị Lan ở đâu vậy"
		if h, ok := l.s.Find(p.from-1, l.words.own[oHome]); ok && h.N == 1 {
			return false
		}
	}
	place := f.has(fHome) || f.has(fPlace) || f.has(fAway)
	if (f.has(fPlace) || f.has(fAway)) && f.has(fPerson) && f.has(fTime) && !f.has(feature(cPlease)) && !f.has(fContent) && !f.has(feature(cWork)) && l.asksSoftly(in) {
		return true
	}
	for i := in.from; i < in.to; i++ {
		switch {
		case l.is(i, cWhere) && l.seg[i] > 0 && !f.has(feature(cWork)) && !f.has(fContent):
			return true
		case l.own(i, oOr) && i+1 < in.to && l.uses[i-min(i, 1)] == when.Verb && l.uses[i+1] == when.Verb:
			return true
		case place && f.has(fPerson) && l.is(i, cHowMany) && l.seg[i] > 0 && !f.has(feature(cPlease)):
			return true
		case place && (l.is(i, cWhenDue) && !f.has(feature(cWork)) || l.own(i, oQuota) && !f.has(feature(cPlease))):
			return true
		case l.is(i, cIf) && place && l.seg[i] > 0 && f.has(fQuestion) && !f.has(feature(cPlease)):
			return true
		}
	}
	return false
}

// asksSoftly reports a question by its last word alone: "anh Nam mai nghỉ à". Where no
// marks are written "a" may be it.
func (l *look) asksSoftly(in span) bool {
	for i := in.to - 1; i > in.from; i-- {
		if h, ok := l.find(i, cAsksSoftly); ok && (h.Exact || !l.s.Marked()) {
			return true
		}
		if _, word := l.s.Word(i); word && !l.titleOrName(i) {
			return false
		}
	}
	return false
}

func (l *look) titleOrName(i int) bool { return l.is(i, cTitle) || l.nameAtToken(i) }

// heads reports a part that a colon ends: "lịch tuần sau: thứ 3, thứ 5 em ở nhà" asks nothing.
func (l *look) heads(in span) bool { return l.s.Sign(in.to, ":") && in.to+1 < l.s.Len() }

// toView is the value of a cSchedule that asks to see it.
const toView = 1

func (l *look) views(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.phrase(i, cSchedule) == toView {
			return true
		}
	}
	return false
}

// bareQuestion reports that nothing is wished beside the word for a timetable.
func (l *look) bareQuestion(in span, f *features) bool {
	if f.has(fHome) && !l.closesHome(in) || f.has(fContent) || f.has(feature(cWork)) || f.has(fPlace) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if l.uses[i] == when.Verb && !l.own(i, oHome) {
			return false
		}
	}
	return !f.has(feature(cPlease))
}

func (l *look) closesHome(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cSchedule) && l.seg[i] > 0 {
			return true
		}
	}
	return false
}

// question is an act that asks about the days of a part.
func (l *look) question(intent Intent, in span) Act {
	keep := l.bools(l.s.Len())
	asked := 0
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cAsksWhat); ok {
			asked = i + h.N
		}
		if h, ok := l.find(i, cWhenDue); ok {
			asked = i + h.N
			continue
		}
		if h, ok := l.find(i, cHowMany); ok && l.seg[i] > 0 {
			asked = l.pastTime(i + h.N) // "mấy buổi nữa"
		}
		keep[i] = l.timeAt[i] && i >= asked
	}
	act := l.askedAbout(intent, in)
	if sel, ok := l.allDays(keep); ok {
		act.Selection = selectionOf(sel)
	}
	return act
}

// askedAbout is an act that asks, with whom it is about.
func (l *look) askedAbout(intent Intent, in span) Act {
	f := l.featuresOf(in)
	act := Act{Wish: Wish{Intent: intent}, Who: l.named(in)}
	act.Own = len(act.Who) == 0 && !(f.has(feature(cAnybody)) && !f.has(fMe)) && (f.has(feature(cMe)) || f.has(feature(cHelpMe)) || f.has(feature(cSchedule)))
	for i := in.from; i < in.to && act.Own; i++ {
		act.Own = !l.is(i, cUnit)
	}
	if intent == Who && l.countsAfter(in) { // "nếu thứ 6 Lan ở nhà thì còn mấy người"
		act.Who = nil
	}
	act.Own = act.Own && (f.has(fMe) || f.has(feature(cHelpMe)) || !l.spokenTo(in))
	return act
}

// allDays is daysOf where a week means its days.
func (l *look) allDays(keep []bool) (when.Selection, bool) {
	return l.s.Sub(keep, nil, true).Whole(when.Date(l.today), l.cal)
}
