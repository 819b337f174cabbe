package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// dayBallot reads "thứ 5 thì ko, thứ 6 thì được", "cho t5 thôi, t6 ko": days one after the other,
// with what is decided of each, and nobody's name.
func (l *look) dayBallot(in span, parts []span) ([]Act, bool) {
	if l.asked || in.from > 0 || len(l.persons) > 0 || len(l.times) == 0 || !l.anywhere(cAllowed, cNotSo, cReject, cApprove, cDefer, cGive, cMister) {
		return nil, false
	}
	var acts []Act
	bound := false // what is decided is tied to its days, not a wish
	for k, p := range parts {
		if k > 0 && acts[k-1].Intent == Approve && k == len(acts) && l.approvesSo(p) { // "t5 thì ừ, duyệt luôn"
			bound = true
			break
		}
		act, binds, ok := l.dayAnswer(p)
		if !ok {
			why := p
			why.to = parts[len(parts)-1].to
			if k == 0 || !l.tellsWhy(why) {
				return nil, false
			}
			acts[len(acts)-1].Reason = l.reasonText(why)
			break
		}
		bound = bound || binds
		if last := len(acts) - 1; last >= 0 && acts[last].Intent == act.Intent {
			acts[last].Days, acts[last].Closed = append(acts[last].Days, act.Days...), append(acts[last].Closed, act.Closed...)
			continue
		}
		acts = append(acts, act)
	}
	told := slices.ContainsFunc(acts, func(a Act) bool { return a.Reason != "" })
	if len(acts) == 1 && acts[0].Intent != Approve || !bound && !told { // "thursday no, friday yes" may be one's own
		return nil, false
	}
	return acts, len(acts) > 0
}

// approvesSo reports a part that says nothing but that it is approved.
func (l *look) approvesSo(in span) bool {
	h, ok := l.find(in.from, cApprove)
	return ok && l.closes(in.from+h.N, in)
}

// tellsWhy reports a stretch that tells what is on, and wishes nothing.
func (l *look) tellsWhy(in span) bool {
	f := l.featuresOf(in)
	tells := f.has(fContent) || f.has(fPlace) || l.fixedIn(in) || l.firstOf(in, cTrip) < in.to
	return tells && !f.has(fMe) && !f.has(fHome) && !f.has(fQuestion) && !f.has(feature(cPlease)) && !f.has(feature(cHelpMe)) && !f.has(feature(cTask))
}

// dayAnswer reads days and the word that decides of them, or that lets them be; binds: it is tied
// to them by more than its place.
func (l *look) dayAnswer(in span) (act Act, binds, ok bool) {
	for in.to-1 > in.from && l.is(in.to-1, cPolite) && !l.is(in.to-1, cNotSo, cAllowed) { // without marks "nha" may be a word for home
		in.to--
	}
	i := in.from
	for i < in.to && !l.timeAt[i] && (l.is(i, cBut, cOnlySo) || l.own(i, oBut, oOnly)) {
		i++
	}
	if gives, found := l.find(i, cGive); found && !l.is(i, cHelpMe) {
		i, binds = i+gives.N, true
	}
	from := i
	for i < in.to && (l.timeAt[i] || l.own(i, oAnd) && i > from) {
		i++
	}
	days, given := span{from, i}, binds
	if i == from || !l.wholeDaysIn(days) {
		return Act{}, false, false
	}
	if h, home := l.s.Find(i, l.words.own[oHome]); home && i < in.to && l.uses[i] == when.Verb {
		i += h.N
	}
	for i < in.to && (l.own(i, oBreak) && !l.is(i, cNotSo) || l.is(i, cEachAlike)) {
		i, binds = i+1, true
	}
	if i < in.to && l.is(i, cTitle) && !l.is(i, cMe) && !(l.is(i, cMister) && l.closes(i+1, in)) { // "thứ 6 chị chưa cho", not "thứ 6 chị duyệt nhé"
		if i++; l.is(i, cApprove) {
			return Act{}, false, false
		}
	}
	because := l.reasonAt(in)
	intent, n := l.answerAt(i, in)
	switch h, no := l.find(i, cReject); {
	case no && h.Value == notNow:
		intent, n = Hold, h.N
	case intent == None && l.is(i, cDefer): // "thứ 5 để chị xem lại"
		intent, n, binds = Hold, l.seg[i], true
	case intent == None && l.is(i, cMister) && !l.personSoon(i+1): // "t4 dc"
		intent, n, binds = Approve, 1, true
	case intent == None && i < in.to && (l.own(i, oNot) || l.is(i, cOrNot)):
		intent, n = Reject, 1
	case intent == None && binds && l.is(i, cYes):
		y, _ := l.find(i, cYes)
		intent, n = Approve, y.N
	case intent == None && given:
		intent = Approve
	default:
		binds = binds || !l.is(i, cYes, cOrNot) && !l.own(i, oNot)
	}
	if intent == None || !l.closes(i+n, span{in.from, because}) || intent == Approve && (l.asksSoftly(in) || l.asksSo(span{i, in.to})) {
		return Act{}, false, false
	}
	act = Act{Wish: Wish{Intent: intent, Selection: l.daysDecided(days)}, Lets: true, Reason: l.reasonFrom(because, in.to), at: in.from}
	return act, binds, true
}

// wholeDaysIn reports a day in a stretch, not the half of one that is not said.
func (l *look) wholeDaysIn(in span) bool {
	return slices.ContainsFunc(l.times, func(t when.Expression) bool {
		return in.holds(t.From) && t.To <= in.to && !t.Open && !t.Half && !t.Past
	})
}

// speakerLets reads "thứ 4 chị cho nghỉ đó", "em Nhung thứ 5 chị cho": who decides says so of a day.
func (l *look) speakerLets(in span) (Act, bool) {
	i := in.from
	for i < in.to && (l.nameAtToken(i) || l.timeAt[i] || i == in.from && l.is(i, cTitle)) {
		i++
	}
	if !l.daysIn(span{in.from, i}) || !l.is(i, cTitle) || l.is(i, cMe) || !l.is(i+1, cGive) || l.is(i+1, cHelpMe) {
		return Act{}, false
	}
	end := i + 2
	for _, verb := range [...]own{oHome, oLeave} {
		if h, ok := l.s.Find(end, l.words.own[verb]); ok && end < in.to && l.uses[end] == when.Verb {
			end += h.N
			break
		}
	}
	act := Act{Wish: Wish{Intent: Approve, Selection: l.daysDecided(span{in.from, i})}, Who: l.named(in)}
	return act, l.closes(end, in) && !l.asksSoftly(in) && !l.asksSo(span{end, in.to})
}

// refusesLast reads "còn Chi thì bảo em ấy thứ 6 có đoàn kiểm tra, không được": of whom, why, and
// only then that it may not be.
func (l *look) refusesLast(parts []span) (Act, bool) {
	if len(parts) < 2 || len(l.persons) != 1 || l.asked {
		return Act{}, false
	}
	last, p := parts[len(parts)-1], l.persons[0]
	h, ok := l.find(last.from, cNotSo)
	if !ok || h.N < 2 || !l.closes(last.from+h.N, last) || p.end >= parts[0].to || !l.own(p.end, oBreak) {
		return Act{}, false
	}
	for i := range p.from {
		if _, word := l.s.Word(i); word && !l.is(i, cBut, cPolite, cYes) && !l.own(i, oFiller) {
			return Act{}, false
		}
	}
	why := span{p.end + 1, last.from - 1}
	for why.from < why.to && l.is(why.from, cTells, cCall, cThird, cTitle) {
		why.from += max(1, l.seg[why.from])
	}
	act := Act{Wish: Wish{Intent: Reject}, Who: []string{p.name}, Reason: l.reasonText(why)}
	return act, l.tellsWhy(why)
}

// asksSo reports the "được không" of "thứ 5 được không ạ".
func (l *look) asksSo(in span) bool {
	return l.verbless(in, oNot) || min(l.firstOf(in, cOrNot), l.firstOf(in, cNotYet)) < in.to
}

// letsHome reads "Lan ở nhà thứ 5 được nhé": who, where and when, and that it may be so.
func (l *look) letsHome(in span) (Act, bool) {
	first := in.from
	for first < in.to && l.timeAt[first] {
		first++
	}
	persons := l.personIn(in)
	if len(persons) != 1 || persons[0].from != first || l.own(persons[0].end, oVoc) {
		return Act{}, false
	}
	home, timed := false, first > in.from
	i := persons[0].end
	for i < in.to {
		h, verb := l.s.Find(i, l.words.own[oHome])
		switch {
		case verb && l.uses[i] == when.Verb:
			home = true
			i += h.N
			continue
		case l.timeAt[i]:
			timed = true
		case !l.own(i, oBreak) || l.is(i, cNotSo):
			h, ok := l.find(i, cAllowed)
			if !home || !timed || !ok && !l.is(i, cNotSo) {
				return Act{}, false
			}
			act := Act{Wish: Wish{Intent: Approve, Selection: l.daysDecided(span{in.from, i})}, Who: l.named(in)}
			if no, refuses := l.find(i, cNotSo); refuses && no.N > 1 { // "Khoa ở nhà thứ 6 thì không được"
				act.Intent, act.Reason = Reject, l.reasonFrom(l.reasonAt(in), in.to)
				return act, home && timed && l.closes(i+no.N, span{in.from, l.reasonAt(in)})
			}
			return act, ok && home && timed && !l.is(i, cYes) && l.closes(i+h.N, in) && !l.asksSoftly(in) && !l.asksSo(span{i, in.to})
		}
		i++
	}
	return Act{}, false
}
