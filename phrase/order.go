package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// weak is the value of a cCall or cDelegate that holds only beside further words.
const weak = 1

// order reads what a head says that is neither a decision nor about work: somebody is
// called back, the last decision is taken back, the approvals are handed over.
func (l *look) order(in span, f *features) (Act, bool) {
	if l.anywhere(cLeaveIt, cAskTo, cAnybody, cOnBehalf) {
		if act, ok := l.leavesTo(in); ok {
			return act, true
		}
	}
	switch {
	case l.takesAway(in, f):
		return l.revokes(in, f)
	case f.has(fPerson) && f.has(feature(cApprove)) && !f.has(fQuestion) && l.actsFor(in) != "":
		return Act{Wish: Wish{Intent: Delegate, Selection: l.daysDecided(in)}, Who: []string{l.actsFor(in)}}, true
	case f.has(feature(cUndo)) && !f.has(fOther) && !(f.has(fMe) && !f.has(fPerson) && f.has(feature(cRole))):
		act := Act{Wish: Wish{Intent: Undo, Selection: l.daysDecided(in)}, Who: l.named(in)}
		if len(act.Who) > 1 && l.verbless(in, oNot) { // "là Hải chứ không phải Nga": whose it was must be asked
			act.Who = nil
		}
		return act, true
	case f.has(feature(cRevoke)):
		return l.revokes(in, f)
	case f.has(feature(cDelegate)):
		return l.handsOver(in, f)
	case f.has(feature(cRequestWord)) && f.has(fPerson) && !f.has(fQuestion) && (!f.has(feature(cMe)) && !f.has(feature(cHelpMe)) || l.ends(l.firstOf(in, cRequestWord), cEveryOne)):
		if act, ok := l.handsRequests(in); ok {
			return act, true
		}
		if act, ok := l.timetable(in, f); ok || !f.has(feature(cCall)) {
			return act, ok
		}
		return l.callsBack(in, f) // "yêu cầu Bình có mặt ở cơ quan"
	case l.is(in.from, cTimetable):
		return l.timetable(in, f)
	case (f.has(feature(cCall)) || f.has(feature(cUrgent))) && f.has(fPerson):
		return l.callsBack(in, f)
	}
	return Act{}, false
}

// takesAway reports "hủy ngày thứ 5 của Lan" by somebody else than Lan: a day of hers, not of
// the writer's.
func (l *look) takesAway(in span, f *features) bool {
	if !f.has(fPerson) || !f.has(fTime) || f.has(fMe) || f.has(feature(cHelpMe)) || f.has(feature(cWork)) || f.has(feature(cTask)) || f.has(fAway) || f.has(feature(cDuty)) || !l.verbOf(in, oCancel, oDrop) {
		return false
	}
	return slices.ContainsFunc(l.personIn(in), func(p person) bool { return l.ends(p.from, cOf) && when.Plain(givenOf(p.name)) != l.writer })
}

// actsFor is who is named in "Yến thay chị duyệt đơn": who decides in somebody's place.
func (l *look) actsFor(in span) string {
	for _, p := range l.personIn(in) {
		if l.is(p.end, cInstead) && l.is(p.end+1, cTitle, cMe) && !l.titleOfName(p.end+1) && l.is(p.end+2, cApprove) {
			return p.name
		}
	}
	return ""
}

// verbless reports a word of one of the days' classes in a part, whatever it is used for.
func (l *look) verbless(in span, list ...own) bool {
	for i := in.from; i < in.to; i++ {
		if l.own(i, list...) {
			return true
		}
	}
	return false
}

// revokes reads "hủy duyệt thứ 5 của Bình": an approval is taken back, not one's own day
// given up.
func (l *look) revokes(in span, f *features) (Act, bool) {
	who := l.named(in)
	if f.has(fQuestion) || f.has(feature(cNotYet)) || len(who) == 0 && f.has(feature(cMe)) || l.begs(in, who) {
		return Act{}, false
	}
	act := Act{Wish: Wish{Intent: Revoke}, Who: who}
	because := l.reasonAt(in)
	act.Selection = l.daysDecided(span{in.from, because})
	act.Reason = l.reasonFrom(because, in.to)
	return act, true
}

// handsOver reads "ủy quyền cho chị An tuần sau", "anh Bình duyệt thay tôi". What is
// given up or asked about names nobody.
func (l *look) handsOver(in span, f *features) (Act, bool) {
	at := l.firstOf(in, cDelegate)
	act := Act{Wish: Wish{Intent: Delegate}}
	switch {
	case l.phrase(at, cDelegate) == weak:
		if f.has(fQuestion) || !l.forMe(at, in) {
			return act, false
		}
		act.Who = l.namedIn(span{in.from, at})
		if last := l.personIn(span{at, in.to}); len(act.Who) == 0 && len(last) == 1 && l.behind(last[0], in) && !l.own(last[0].end, oVoc) {
			act.Who = []string{last[0].name} // "em duyệt thay chị nhé Lan"
		}
	case f.has(fQuestion), f.has(feature(cCallOff)), f.has(feature(cAnybody)), l.own(at-1, oNot), l.own(in.from, oStop):
		return act, true
	default:
		act.Who = l.namedIn(span{at, in.to})
	}
	act.Selection = l.daysDecided(in)
	return act, true
}

// handsRequests reads "chuyển đề nghị của Bình sang anh Đức", "mọi đề nghị nhờ anh Đức xem
// giúp": what waits is handed to somebody else to decide.
func (l *look) handsRequests(in span) (Act, bool) {
	request := l.firstOf(in, cRequestWord)
	act := Act{Wish: Wish{Intent: Delegate}}
	persons := l.personIn(in)
	last := persons[len(persons)-1]
	switch {
	case (l.ends(last.from, cAskTo) || l.ends(last.at, cAskTo)) && last.end <= request && l.firstOf(span{last.end, request}, cDecidesSo) < request && (l.ends(request, cEveryOne) || l.is(request, cAll)):
	case last.from < request || l.own(last.end, oVoc):
		return act, false
	case l.firstOf(in, cHandOn) < request && l.ends(last.from, cUntil, cGive):
	case (l.ends(request, cEveryOne) || l.is(request, cAll) || l.is(request+l.seg[request], cOf)) && l.firstOf(span{last.end, in.to}, cDecidesSo) < in.to && !l.ends(last.from, cOf):
	default:
		return act, false
	}
	act.Who = []string{last.name}
	act.Selection = l.daysDecided(in)
	return act, true
}

// leavesTo reads "thôi để anh Đức quyết hết nhé": whoever is named decides what waits.
func (l *look) leavesTo(in span) (Act, bool) {
	if act, ok := l.standsIn(in); ok {
		return act, true
	}
	if act, ok := l.coversFor(in); ok {
		return act, true
	}
	at := in.from
	for at < in.to && (l.own(at, oFiller, oTitle) || l.timeAt[at]) && !l.is(at, cLeaveIt) {
		at++
	}
	h, ok := l.find(at, cLeaveIt)
	if !ok || at >= in.to {
		return Act{}, false
	}
	at += h.N
	for at < in.to && l.timeAt[at] {
		at++
	}
	who, next := l.namesAt(at, in)
	d, decides := l.find(next, cDecidesSo)
	if len(who) != 1 || !decides {
		return Act{}, false
	}
	end := span{next + d.N, in.to}
	for end.from < in.to && (l.is(end.from, cAll, cOnBehalf, cPolite, cMe) || l.timeAt[end.from]) {
		end.from++
	}
	act := Act{Wish: Wish{Intent: Delegate, Selection: l.daysDecided(in)}, Who: who}
	return act, l.closes(end.from, in) || l.onlyRequests(end)
}

// standsIn reads "Lan duyệt giúp chị nhé": who is named decides for whoever says so.
func (l *look) standsIn(in span) (Act, bool) {
	for _, p := range l.personIn(in) {
		end := p.end + l.seg[min(p.end, l.s.Len()-1)]
		if !l.is(p.end, cApprove) || end+1 >= in.to || !l.is(end, cOnBehalf) || l.is(end+1, cMe) || !l.is(end+1, cTitle) || l.nameAtToken(end+1) || l.nameAtToken(end+2) || !l.closes(end+2, in) {
			continue
		}
		return Act{Wish: Wish{Intent: Delegate, Selection: l.daysDecided(in)}, Who: []string{p.name}}, true
	}
	return Act{}, false
}

// timetable reads "lịch của Chi tuần sau", "lịch của chị tuần này": where somebody is on these days.
func (l *look) timetable(in span, f *features) (Act, bool) {
	i := in.from
	h, ok := l.find(i, cTimetable)
	if !ok {
		return Act{}, false
	}
	if i += h.N; l.is(i, cOf) {
		i++
	}
	who, i := l.namesAt(i, in)
	own := len(who) == 0 && !f.has(fPerson) && !f.has(fHome) && l.is(i-1, cOf) && l.is(i, cTitle) && !l.is(i, cRole, cMe)
	if !own && !f.has(fPerson) {
		return Act{}, false
	}
	for ; i < in.to && (own || len(who) > 0); i++ {
		if _, word := l.s.Word(i); word && !l.timeAt[i] && !l.is(i, cPolite, cTitle) && !l.own(i, oFiller, oTitle) {
			return Act{}, false
		}
	}
	act := l.question(Who, in)
	act.Own = own
	return act, own || len(who) > 0
}

// forMe reports who writes, or a title they call themselves by, right after the words
// at at: "duyệt thay tôi".
func (l *look) forMe(at int, in span) bool {
	i := at + l.seg[at]
	if f := l.featuresOf(in); f.has(fPerson) && !f.has(fMe) && (i == in.to || l.timeAt[i] || l.daySoon(i) || l.uses[i] == when.Link && l.daySoon(i+1) || l.closes(i, in)) {
		return true // "anh Đức duyệt thay", "Lan duyệt thay từ thứ 2"
	}
	return i < in.to && (l.is(i, cMe) || l.is(i, cTitle)) && !l.nameAtToken(i+1) && !l.titleOfName(i)
}

func (l *look) firstOf(in span, c class) int {
	if !l.has.has(c) {
		return in.to
	}
	for i := in.from; i < in.to; i++ {
		if l.seg[i] > 0 && l.sets[i].has(c) {
			return i
		}
	}
	return in.to
}

func (l *look) namedIn(in span) []string {
	var out []string
	for _, p := range l.personIn(in) {
		if !l.own(p.end, oVoc) && !slices.Contains(out, p.name) {
			out = append(out, p.name)
		}
	}
	return out
}

// callsBack reads "gọi anh Bình về cơ quan 14h", "Đức về cơ quan gấp": whom, when, why.
func (l *look) callsBack(in span, f *features) (Act, bool) {
	if f.has(fHome) || f.has(fQuestion) || f.has(fAway) || f.has(fPast) {
		return Act{}, false
	}
	persons, place := l.calledTo(in, f)
	if place.from >= in.to {
		return Act{}, false
	}
	act := Act{Wish: Wish{Intent: Callback, Selection: l.daysDecided(in)}, Who: persons}
	end := place.to
	for i := in.from; i < in.to; i++ {
		if h, m, next, ok := l.s.Clock(i); ok && next > i+1 && !act.Clock.Said {
			if h < startOfDay || l.afternoon(next) && h < noon {
				h += noon
			}
			act.Clock = Clock{Said: true, Hour: h, Minute: m}
			end = max(end, next)
		}
		if l.timeAt[i] {
			end = max(end, i+1)
		}
	}
	if act.Clock.Said {
		act.Doubts = slices.DeleteFunc(act.Doubts, func(m rules.Message) bool { return m.Key == DoubtHours })
	}
	if act.Clock.Said && act.Selection.notation() == string(None) {
		act.Days = slotsOf([]when.Slot{{Date: when.Date(l.today)}})
	}
	if because := l.reasonAt(in); because < in.to {
		h, _ := l.s.Find(because, l.words.own[oBecause])
		end = because + h.N
	}
	act.Reason = l.reasonText(span{min(end, in.to), in.to})
	return act, true
}

// startOfDay is the hour before which an hour that is said is one of the afternoon.
const startOfDay = 7

// calledTo finds who is called, and the words for coming to the office; place begins
// at the end of the part where there are none.
func (l *look) calledTo(in span, f *features) (who []string, place span) {
	place = span{in.to, in.to}
	call := l.firstOf(in, cCall)
	sure := call < in.to && l.phrase(call, cCall) != weak || f.has(feature(cUrgent))
	from := in.from
	if call < in.to {
		from = call
	}
	last := -1
	for _, p := range l.personIn(in) {
		if p.from >= from && !l.own(p.end, oVoc) && !l.ends(p.from, cOf) {
			who, last = append(who, p.name), p.end
		}
	}
	for i := max(last, 0); i < in.to && !sure && call < in.to; i++ { // "nói Bình lên cơ quan 14h"
		sure = l.uses[i] == when.Verb && l.own(i, oOffice)
	}
	if last < 0 || !sure || call == in.to && f.has(fMe) {
		return nil, place
	}
	for i := last; i < in.to; i++ {
		switch {
		case l.is(i, cMe) && !l.own(i, oTitle):
			return nil, place
		case l.uses[i] == when.Verb && l.own(i, oOffice), l.is(i, cComeBack) && l.comesTo(i+1, in):
			end := i + 1
			for end < in.to && (l.uses[end] == when.Verb && l.own(end, oOffice) || l.is(end, cUrgent, cComeBack) || l.uses[end] == l.uses[i] && l.seg[end] == 0) {
				end++
			}
			return who, span{i, end}
		case !l.timeAt[i] && !l.is(i, cComeBack, cPolite, cUrgent, cTitle, cGive) && !l.own(i, oFiller):
			if _, word := l.s.Word(i); word {
				return nil, place
			}
		}
	}
	return nil, place
}

// comesTo reports the office, or nothing but when, after a word for coming.
func (l *look) comesTo(i int, in span) bool {
	for ; i < in.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, oOffice, oBusy) {
			return true
		}
		if l.timeAt[i] {
			continue
		}
		if !l.is(i, cUrgent, cComeBack, cPolite) && !l.own(i, oFiller, oTitle) {
			return false
		}
	}
	return true
}

// orderGoesOn reads what follows an order in the same sentence: why somebody is
// called, or that the decision is to be taken back.
func (l *look) orderGoesOn(last *Act, in span, f *features, take func(span)) Intent {
	switch {
	case f.has(fMe) && !f.has(feature(cHelpMe)), f.has(fHome), f.has(feature(cPlease)) && f.has(fDay):
		return None
	case last.Intent == Undo:
		if f.has(fDay) || f.has(feature(cWork)) {
			return None
		}
		if l.verbless(in, oNot) {
			return None
		}
		last.Who = append(last.Who, l.named(in)...)
	case last.Reason == "" && !f.has(fPerson) && !f.has(fDay):
		last.Reason = l.reasonText(in)
	default:
		return None
	}
	take(in)
	return last.Intent
}

// Delegation is what follows the words for handing the approvals over in a text, without
// the titles before a name: "Bình tuần sau" of "ủy quyền duyệt cho anh Bình tuần sau".
func Delegation(text string) (rest string, ok bool) {
	l := newLook(Context{}, text)
	defer l.release()
	n := l.s.Len()
	for i := range n {
		h, found := l.s.Find(i, cDelegate.id())
		if !found || h.Value == weak {
			continue
		}
		for i += h.N; i+1 < n && (l.is(i, cTitle, cGive, cApprove, cMister, cOnBehalf) || l.own(i, oTitle)); i++ {
		}
		return l.s.Text(i, n), true
	}
	return "", false
}
