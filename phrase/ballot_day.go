package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// dayBallot reads "thứ 5 thì ko, thứ 6 thì được", "cho t5 thôi, t6 ko": days one after the other,
// with what is decided of each, and nobody's name.
func (l *look) dayBallot(in span, parts []span) ([]Act, bool) {
	if l.asked || in.from > 0 || len(l.persons) > 0 || len(l.times) == 0 {
		return nil, false
	}
	var acts []Act
	bound := false // what is decided is tied to its days, not a wish
	for k, p := range parts {
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

// tellsWhy reports a stretch that tells what is on, and wishes nothing.
func (l *look) tellsWhy(in span) bool {
	f := l.featuresOf(in)
	tells := f.has(fContent) || f.has(fPlace) || l.fixedIn(in) || l.firstOf(in, cTrip) < in.to
	return tells && !f.has(fMe) && !f.has(fHome) && !f.has(fQuestion) && !f.has(feature(cPlease)) && !f.has(feature(cHelpMe)) && !f.has(feature(cTask))
}

// dayAnswer reads days and the word that decides of them, or that lets them be; binds: it is tied
// to them by more than its place.
func (l *look) dayAnswer(in span) (act Act, binds, ok bool) {
	i := in.from
	for i < in.to && !l.timeAt[i] && (l.is(i, cBut) || l.own(i, oBut, oOnly)) {
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
	if i == from || !l.daysIn(days) || !l.featuresHave(days, fDay) {
		return Act{}, false, false
	}
	if h, home := l.s.Find(i, l.words.own[oHome]); home && i < in.to && l.uses[i] == when.Verb {
		i += h.N
	}
	for i < in.to && (l.own(i, oBreak) && !l.is(i, cNotSo) || l.is(i, cEachAlike)) {
		i, binds = i+1, true
	}
	if i < in.to && l.is(i, cTitle) && !l.is(i, cMe) { // "thứ 6 chị chưa cho", not "thứ 6 chị duyệt nhé"
		if i++; l.is(i, cApprove) {
			return Act{}, false, false
		}
	}
	because := l.reasonAt(in)
	intent, n := l.answerAt(i, in)
	switch h, no := l.find(i, cReject); {
	case no && h.Value == notNow:
		intent, n = Hold, h.N
	case intent == None && i < in.to && (l.own(i, oNot) || l.is(i, cOrNot)):
		intent, n = Reject, 1
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

// asksSo reports the "được không" of "thứ 5 được không ạ".
func (l *look) asksSo(in span) bool {
	return l.verbless(in, oNot) || min(l.firstOf(in, cOrNot), l.firstOf(in, cNotYet)) < in.to
}

// letsHome reads "Lan ở nhà thứ 5 được nhé": who, where and when, and that it may be so.
func (l *look) letsHome(in span) (Act, bool) {
	persons := l.personIn(in)
	if len(persons) != 1 || persons[0].from != in.from || l.own(persons[0].end, oVoc) {
		return Act{}, false
	}
	home, timed := false, false
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
			act := Act{Wish: Wish{Intent: Approve, Selection: l.daysDecided(span{in.from, i})}, Who: l.named(in)}
			return act, ok && home && timed && !l.is(i, cYes) && l.closes(i+h.N, in) && !l.asksSoftly(in) && !l.asksSo(span{i, in.to})
		}
		i++
	}
	return Act{}, false
}
