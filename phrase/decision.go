package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// decision reads "duyệt cho Bình ở nhà thứ 5", "từ chối thứ 6 của Lan", "cho Bình
// nghỉ thứ 6", and a word of deciding that stands alone.
func (l *look) decision(in span, f *features) (Act, bool) {
	if from := l.onCondition(in); from > in.from {
		in.from = from
		only := l.featuresOf(in)
		f = &only
	}
	at, intent := l.deciding(in)
	if at < 0 || l.asksDecided(in) || l.toldTo(at, in) || l.asksThen(at, in) {
		return Act{}, false
	}
	if only := l.condition(at, in); only < in.to { // "duyệt cho Chi với điều kiện nộp báo cáo": which of hers is asked
		in.to = only
		bare := l.featuresOf(in)
		act, ok := l.decision(in, &bare)
		act.Selection = asked(act.Selection)
		return act, ok && intent == Approve && len(act.Who)+len(act.But) > 0
	}
	if spare := l.spareFrom(in); spare < in.to {
		only := l.featuresOf(span{in.from, spare})
		f = &only
	}
	if i := at - 1; (l.is(i, cTitle) || l.own(i, oTitle)) && (l.is(i-1, cSend) || l.is(i-1, cDoneVerb)) {
		return Act{}, false // "thứ 5 gửi chị duyệt"
	}
	who, but := l.whom(in, at)
	if intent == Approve && len(who) == 0 && l.laterToday(at, in) && l.nothingElse(span{at, in.to}, at) {
		return Act{Wish: Wish{Intent: Hold}}, true
	}
	n := l.picked(at+l.seg[at], in)
	switch {
	case f.has(fQuestion), f.has(feature(cAnybody)) && !(intent == Reject && l.refusesAnybody(at+l.seg[at], in)) && !(f.has(feature(cAlso)) && f.has(feature(cAll))), f.has(feature(cStuck)), len(who) == 0 && f.has(feature(cMe)) && !l.toJunior(in), f.has(feature(cYet)) && !f.has(feature(cReject)) && !l.spares(in), f.has(feature(cWork)), l.begs(in, who), len(who) == 0 && f.has(feature(cAskTo)):
		return Act{}, false
	case f.has(fOther) && len(who) == 0, intent == Approve && l.and(at+l.seg[at]) && (l.personSoon(at+l.seg[at]+1) || len(who) == 0 && l.is(at+l.seg[at]+1, cTitle, cRole)): // "đồng ý với chị Lan là nóng thật"
		return Act{}, false
	case len(who) == 0 && f.has(fMe) && (f.has(fHome) || f.has(fTime) && f.has(feature(cPlease))):
		return Act{}, false
	case len(who) == 0 && len(but) == 0 && n == (pick{}) && f.has(feature(cAll)) && intent == Approve && !f.has(fDay):
		return Act{}, false
	case len(who) == 0 && !l.s.Marked() && at > in.from && l.is(at-1, cGive): // "cho duyet" is "chờ duyệt"
		return Act{}, false
	case len(who) > 0, len(but) > 0, n != (pick{}), l.ordinal(in), f.has(feature(cRequestWord)), f.has(fDay), f.has(feature(cAll)):
	case intent == Approve && (f.has(fHome) || f.has(fAway)) && !f.has(fMe) && l.is(at+l.seg[at]-1, cGive): // "ok cho nghỉ"
	case intent == Reject && l.refusesAnybody(at+l.seg[at], in):
	case intent == Approve && at == in.from && l.onlyHalf(span{at + l.seg[at], in.to}): // "duyệt buổi sáng thôi"
	case !l.nothingElse(span{in.from, l.reasonAt(in)}, at):
		return Act{}, false
	}
	act, because := Act{Wish: Wish{Intent: intent}, Who: who, But: but, First: n.first, Count: n.count, Half: l.halfDecided(in, f)}, l.reasonAt(in)
	act.All = intent == Reject && len(who)+len(but) == 0 && n == (pick{}) && (f.has(feature(cAll)) || f.has(feature(cAnybody)))
	act.Selection = l.daysDecided(span{in.from, min(because, l.spareFrom(in))})
	if len(but) > 0 && act.Open && len(act.Days) == 0 {
		act.Selection = Selection{} // "còn lại" is who is left, no days
	}
	if intent == Approve && len(act.Past) > 0 && len(act.Days)+len(act.Closed) == 0 && !act.Open && !l.s.Marked() && f.has(fContent) {
		return Act{Wish: Wish{Intent: None}}, true // "duyet binh hom 2/9 coi da ghe"
	}
	if l.picksHalf(&act, span{at + l.seg[at], because}) {
		return act, true
	}
	if l.asksWhichOf(&act, n, span{in.from, because}, at) {
		act.Selection = asked(act.Selection)
	}
	if l.holdsOff(at, in) {
		return Act{Wish: Wish{Intent: Hold, Selection: act.Selection}, Who: who}, true
	}
	act = l.dropsBeside(act, at, span{in.from, because})
	act.Reason = l.reasonFrom(because, in.to)
	return l.standingIn(l.orRevoked(act, span{at, because}), at, in), true
}

// picksHalf has "duyệt buổi sáng thôi" mean that half of whatever waits.
func (l *look) picksHalf(act *Act, in span) bool {
	if act.Half == rules.Whole || !l.onlyHalf(in) {
		return false
	}
	act.Selection = Selection{}
	return true
}

// asksWhichOf reports a decision of which it is not plain which days it means.
func (l *look) asksWhichOf(act *Act, n pick, in span, at int) bool {
	because := in.to
	switch {
	case l.ordinal(in):
		return true
	case n != (pick{}):
		return false
	case len(act.Who)+len(act.But) == 0 && l.describes(span{at, because}), l.looseNumber(span{at, because}):
		return true
	}
	return l.daysIn(span{in.from, min(because, l.spareFrom(in))}) && act.Selection.notation() == string(None)
}

// standingIn marks whom a decision names right before the word that decides, and nothing behind it:
// "có gì Yến duyệt nhé" has her decide.
func (l *look) standingIn(act Act, at int, in span) Act {
	act.stands = act.Intent == Approve && len(act.Who) == 1 && l.closes(at+l.seg[at], in) && slices.ContainsFunc(l.personIn(in), func(p person) bool { return p.end == at })
	if p := l.personIn(in); act.stands && l.is(p[0].from-2, cIf) && l.is(p[0].from-1, cWhat) {
		act.Intent = Delegate
	}
	return act
}

// whom names those whom a decision is about, or those whom it leaves out of all.
func (l *look) whom(in span, at int) (who, but []string) {
	who = l.decided(in, at)
	but = l.leftOut(in)
	if len(but) > 0 {
		who = slices.DeleteFunc(who, func(n string) bool { return slices.Contains(but, n) })
		if len(who) > 0 {
			but = nil
		}
	}
	if first := l.exceptedFirst(span{in.from, at}); len(but) == 0 && len(first) > 0 {
		who, but = nil, first
	}
	if len(who) == 0 && (l.is(at-1, cTitle) || l.own(at-1, oTitle)) { // "Lan ơi, chị duyệt nhé"
		who = l.calledJuniors(in)
	}
	return who, but
}

// deciding finds the word that decides; at is -1 where there is none.
func (l *look) deciding(in span) (at int, intent Intent) {
	if !l.anywhere(cReject, cApprove, cReturn, cGive, cLeaveIt) {
		return -1, None
	}
	for i := in.from; i < in.to; i++ {
		if l.seg[i] == 0 {
			continue
		}
		r, reject := l.find(i, cReject)
		a, approve := l.find(i, cApprove)
		switch {
		case reject && r.N == l.seg[i] && (!approve || r.N >= a.N):
			return i, Reject
		case approve && a.N == l.seg[i]:
			if l.own(i-1, oNot) {
				return i, Reject
			}
			return i, Approve
		case l.is(i, cReturn) && l.is(i+l.seg[i], cRequestWord):
			return i, Reject
		case l.is(i, cGive, cLeaveIt) && l.keepsIn(i, in):
			return i, Reject
		case l.is(i, cGive) && l.letsPerson(i, in), l.is(i, cLeaveIt) && l.opensPart(i, in) && l.timesIn(in) && l.letsPerson(i, in):
			return i, Approve
		}
	}
	return -1, None
}

// toldTo reports "nhắn anh Đức duyệt sớm giúp chị": who is to decide is told so through somebody.
func (l *look) toldTo(at int, in span) bool {
	return slices.ContainsFunc(l.personIn(in), func(p person) bool { return p.end == at && l.ends(p.from, cTells) })
}

// keepsIn reports "cho Bình ở cơ quan thứ 5": somebody is to be at work on a day.
func (l *look) keepsIn(i int, in span) bool {
	k := l.personAt(i + 1)
	if k < 0 || i > in.from && !l.is(i-1, cYes, cPolite) && !l.opensPart(i, in) {
		return false
	}
	p := l.persons[k]
	return l.uses[min(p.end, l.s.Len()-1)] == when.Verb && l.own(p.end, oOffice) && l.timesIn(span{p.end, in.to})
}

// opensPart reports that nothing with a meaning stands before i.
func (l *look) opensPart(i int, in span) bool {
	return l.nothingElse(span{in.from, i}, i)
}

// letsPerson reports "cho Bình nghỉ thứ 6": leave to be somewhere.
func (l *look) letsPerson(i int, in span) bool {
	for _, from := range [...]int{i + 1, i + 2} {
		at := l.personAt(from)
		if at < 0 || from > i+1 && !l.is(i+1, cMe) || l.firstOf(in, cOther) < in.to { // "cho Nam ngoại lệ tháng này"
			continue
		}
		p := l.persons[at]
		for k := p.end; k < in.to; k++ {
			if l.uses[k] == when.Verb && l.own(k, oHome, oLeave) {
				return !l.is(i-1, cAssign, cHandOn, cSend)
			}
			if l.is(k, cDo, cMe) {
				return false
			}
		}
		if (i == in.from || l.is(i-1, cYes)) && l.is(i, cGive) {
			return l.timesIn(span{p.end, in.to})
		}
	}
	return false
}

func (l *look) timesIn(in span) bool {
	k := l.firstTime(in.from)
	return k < len(l.times) && l.times[k].From < in.to
}

// decided names those whom a decision is about: not who is spoken to.
func (l *look) decided(in span, at int) []string {
	var out []string
	for _, p := range l.personIn(in) {
		spoken := l.own(p.end, oVoc) || l.ends(p.from, cGreetTo) && !l.ends(p.from, cGive) && p.from < at && !(l.ends(p.from, cYes) && l.daySoon(p.end)) && !(l.and(p.end) && l.personSoon(p.end+1))
		tells := p.from < at && l.is(p.end, cTells) // "anh Đức dặn không duyệt cho ai"
		if !spoken && !tells && !slices.Contains(out, p.name) && (p.from > at || !l.behindMe(p, in)) {
			out = append(out, p.name)
		}
	}
	return out
}

// refusesAnybody reports "không duyệt ai", "không duyệt thứ 4 cho ai hết".
func (l *look) refusesAnybody(i int, in span) bool {
	for k := i; k < in.to; k++ {
		if l.is(k, cAnybody) {
			return k == i || l.is(k-1, cGive)
		}
	}
	return false
}

// toJunior reports the "em" of "duyệt đi em": spoken to at the end.
func (l *look) toJunior(in span) bool {
	for i := in.from; i < in.to; i++ {
		last := i > in.from && l.closes(i+1, in) && !l.is(i-1, cGive)
		if l.is(i, cMe) && !(last && (l.is(i-1, cPolite) || l.own(i+1, oVoc))) {
			return false
		}
	}
	return true
}

// calledJuniors names those who are spoken to without the title of somebody older.
func (l *look) calledJuniors(in span) (out []string) {
	for _, p := range l.personIn(in) {
		if l.own(p.end, oVoc) && l.junior(p) {
			out = append(out, p.name)
		}
	}
	return out
}

// behindMe reports a name before "giúp em": who is asked to decide.
func (l *look) behindMe(p person, in span) bool {
	for i := p.end; i < in.to; i++ {
		if l.is(i, cHelpMe) && !l.titledHelp(i) {
			return true
		}
	}
	return false
}

// titledHelp reports the "cho em" of "cho em Mai".
func (l *look) titledHelp(i int) bool {
	h, ok := l.find(i, cHelpMe)
	return ok && l.titleOfName(i+h.N-1)
}

// begs reports somebody who asks to be decided: "sếp duyệt giúp em thứ 5".
func (l *look) begs(in span, who []string) bool {
	if len(who) > 0 {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if l.is(i, cHelpMe) && !l.titledHelp(i) {
			return true
		}
	}
	return false
}

// nothingElse reports that a part holds no content beside the word at at.
func (l *look) nothingElse(in span, at int) bool {
	for i := in.from; i < in.to; i++ {
		if i >= at && i < at+l.seg[at] {
			continue
		}
		if _, word := l.s.Word(i); word && !l.own(i, oFiller, oTitle, oVoc) && !l.is(i, cPolite, cYes, cTitle, cRole) && !(l.is(i, cThird) && l.ends(i, cGive, cApprove, cReject)) {
			return false
		}
	}
	return true
}

// behindGive is the value of a cThird that is somebody only behind a word for giving: "cho ảnh".
const behindGive = 1

// reasonText is a reason as it is written, without particles at its end.
func (l *look) reasonText(in span) string {
	for in.to > in.from {
		_, word := l.s.Word(in.to - 1)
		if h, polite := l.find(in.to-1, cPolite); word && (!polite || !h.Exact && in.to-1 > in.from && !l.own(in.to-1, oFiller)) {
			break
		}
		in.to--
	}
	return l.s.Text(in.from, in.to)
}

// reasonFrom is the reason that a "vì" at at leads to, as it is written up to an end; empty
// for none.
func (l *look) reasonFrom(at, to int) string {
	h, ok := l.s.Find(at, l.words.own[oBecause])
	if !ok || at >= to {
		return ""
	}
	return l.reasonText(span{at + h.N, to})
}

// reasonAt is where "vì" begins in a part, or its end.
func (l *look) reasonAt(in span) int {
	for i := in.from; i < in.to; i++ {
		if l.own(i, oBecause) && i > in.from && l.seg[i] > 0 && l.uses[i] == when.Link {
			return i
		}
	}
	return in.to
}

// daysDecided reads the days that a decision names.
func (l *look) daysDecided(in span) Selection {
	keep := l.bools(l.s.Len())
	timed := false
	for i := in.to - 1; i >= in.from; i-- { // "đến hết thứ 4"
		keep[i] = l.uses[i] == when.Link && !l.own(i, oBreak) && i+1 < in.to && (l.timeAt[i+1] || keep[i+1] && l.uses[i+1] == when.Link)
	}
	for i := in.from; i < in.to; i++ {
		keep[i] = keep[i] || l.timeAt[i] || l.uses[i] == when.Link && !l.own(i, oBreak) && (l.timeAt[max(i-1, 0)] || i+1 < in.to && l.timeAt[i+1])
		timed = timed || l.timeAt[i]
		for _, verb := range [...]own{oHome, oLeave} { // "ở nhà 26 27": without it the numbers are no days
			h, ok := l.s.Find(i, l.words.own[verb])
			for k := i; ok && k < i+h.N && i+h.N < in.to && l.timeAt[i+h.N] && l.bareNumber(i+h.N); k++ {
				keep[k] = true
			}
		}
	}
	if !timed {
		return Selection{}
	}
	sel, _ := l.allDays(keep)
	return selectionOf(sel)
}

func (l *look) bareNumber(i int) bool {
	_, ok := l.s.Number(i)
	return ok && !l.own(i-1, oDay, oThu)
}
