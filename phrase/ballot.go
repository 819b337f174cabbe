package phrase

import (
	"tainha/phrase/when"
	"tainha/rules"
)

// ballot reads "Bình ok Nam ko Chi ok", "Bình: ok", "Quý thứ 4, Bảo thứ 5 đều được": names,
// each with a word that decides or with its days before one that decides for all, and
// nothing else. Those of one answer on end are one decision.
func (l *look) ballot(in span) (acts []Act, ok bool) {
	var names, lone, alike int // of what is not answered yet: who, those without days; "đều"
	var open Act
	var each []Act // the same, one by one
	first := 0     // of each that is not answered yet
	for i := in.from; i < in.to; {
		from := i
		for i < in.to && !l.nameAtToken(i) && (l.s.Sign(i, ",.") || l.own(i, oBreak, oAnd, oFiller, oTitle) && !l.is(i, cAllowed, cNotSo)) && !l.timeAt[i] {
			i++
		}
		who, next := l.namesAt(i, in)
		if len(who) == 0 {
			if names == 0 && len(acts) > 0 && l.closes(from, in) {
				break
			}
			if intent, all := l.answersAll(from, in); all && len(acts) == 0 && l.s.Sign(from, ",") {
				return eachSo(each, intent)
			}
			return nil, false
		}
		if names == 0 {
			open = Act{at: i}
		}
		i = next
		for i < in.to && l.timeAt[i] {
			i++
		}
		sel := l.daysDecided(span{next, i})
		open.Who, names = append(open.Who, who...), names+len(who)
		open.Days, open.Closed = append(open.Days, sel.Days...), append(open.Closed, sel.Closed...)
		each = append(each, Act{Wish: Wish{Selection: sel}, Who: who, at: next - len(who)})
		if i == next {
			lone++
		}
		for i < in.to && (l.s.Sign(i, ":-=") || l.own(i, oBreak) && !l.is(i, cNotSo) || l.is(i, cEachAlike)) {
			if l.is(i, cEachAlike) {
				alike++
			}
			i++
		}
		intent, n := l.answerAt(i, in)
		if intent == None {
			continue
		}
		if names > len(who) && lone > 0 && alike == 0 { // "Chi, Bảo được nhé" is said to Chi
			return nil, false
		}
		i += n
		open.Intent = intent
		if own, ok := apart(each[first:], intent); ok {
			acts = append(acts, own...)
		} else {
			acts = addVote(acts, open)
		}
		names, lone, alike, first = 0, 0, 0, len(each)
	}
	return acts, names == 0 && l.votes(acts, in)
}

// addVote joins a decision to the one before it where both answer alike.
func addVote(acts []Act, vote Act) []Act {
	if last := len(acts) - 1; last >= 0 && acts[last].Intent == vote.Intent {
		a := &acts[last]
		a.Who, a.Days, a.Closed = append(a.Who, vote.Who...), append(a.Days, vote.Days...), append(a.Closed, vote.Closed...)
		return acts
	}
	return append(acts, vote)
}

// votes tells a ballot from "ok" said to somebody: two names, or one with a sign behind.
func (l *look) votes(acts []Act, in span) bool {
	names := 0
	for _, a := range acts {
		names += len(a.Who)
	}
	persons := l.personIn(in)
	return names > 1 && len(persons) == names || names == 1 && len(persons) == 1 && l.s.Sign(persons[0].end, ":-=")
}

// namesAt are the names on end at i.
func (l *look) namesAt(i int, in span) (who []string, next int) {
	for i < in.to {
		k := l.personAt(i)
		if k < 0 || l.own(l.persons[k].end, oVoc) {
			break
		}
		who, i = append(who, l.persons[k].name), l.persons[k].end
		if l.and(i) && l.personSoon(i+1) {
			i++
		}
	}
	return who, i
}

// answerAt is the word at i that decides, and how many tokens it takes.
func (l *look) answerAt(i int, in span) (Intent, int) {
	if i >= in.to {
		return None, 0
	}
	if h, no := l.find(i, cNotSo); no {
		if l.is(i+h.N-1, cNotYet) { // "Đông thì chưa" leaves it open
			return None, 0
		}
		return Reject, h.N
	}
	if h, no := l.find(i, cReject); no && h.Value == 0 {
		return Reject, h.N
	}
	if h, yes := l.find(i, cAllowed); yes {
		return Approve, h.N
	}
	if h, yes := l.find(i, cApprove); yes {
		return Approve, h.N
	}
	return None, 0
}

// onCondition is where the decision of "nếu không vướng gì thì duyệt cho Nam" begins: what
// must be so before it is for whoever decides to see. It is the beginning of the part
// where there is no such condition.
func (l *look) onCondition(in span) int {
	if !l.is(in.from, cCondition) {
		return in.from
	}
	for i := in.from + 1; i+1 < in.to; i++ {
		if l.own(i, oBreak) && l.is(i+1, cApprove, cReject, cGive) {
			return i + 1
		}
	}
	return in.from
}

// condition is where a condition begins behind the word at at that decides, or the end.
func (l *look) condition(at int, in span) int {
	for i := at + 1; i+1 < in.to; i++ {
		if h, ok := l.find(i, cCondition); ok && h.Value == 1 {
			return i
		}
	}
	return in.to
}

// exceptsDays reports a part that leaves days out and says nothing else: "trừ thứ 6".
func (l *look) exceptsDays(in span) bool {
	if in.from >= in.to || !l.own(in.from, oExcept) || !l.timesIn(in) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if _, word := l.s.Word(i); word && !l.timeAt[i] && !l.own(i, oExcept, oFiller, oTitle, oAnd) && !l.is(i, cPolite) {
			return false
		}
	}
	return true
}

// ordinal reports "người thứ 2" after the word that decides: one of a list, no day.
func (l *look) ordinal(in span) bool {
	for i := in.from; i < in.to; i++ {
		if h, heads := l.find(i, cHeads); heads && h.Value == ofPeople && l.own(i+h.N, oThu) {
			_, number := l.s.Number(i + h.N + 1)
			return number || l.own(i+h.N+1, oDigit)
		}
	}
	return false
}

// onlyExcepts reads "trừ thứ 5", said by itself of what was asked for before: that day is
// given up, with a doubt.
func (l *look) onlyExcepts() (Act, bool) {
	if all := l.whole(); l.asked || !l.exceptsDays(all) {
		return Act{}, false
	}
	sel, ok := l.allDays(l.timeAt)
	act := Act{Wish: Wish{Intent: Cancel, Selection: selectionOf(sel)}}
	if len(act.Days) > 0 && len(act.Doubts) == 0 {
		act.Doubts = []rules.Message{messageOf(when.Doubt{Key: when.DoubtCorrected})}
	}
	return act, ok
}

// looseNumber reports a number that may be a day and that nothing was read from: "cho
// Phượng ở nhà 26 27 nhé".
func (l *look) looseNumber(in span) bool {
	for i := in.from; i < in.to; i++ {
		n, ok := l.s.Number(i)
		if !ok || i == 0 || n < 1 || n > 31 || l.timeAt[i] || l.inFigure(i) || l.uses[i] != when.Content {
			continue
		}
		if l.s.Glued(i) && !l.s.Sign(i-1, ",") || l.own(i+1, oAmount, oDay) || l.s.Sign(i+1, ".)") || l.own(i-1, oNot) || l.own(i-2, oNot) || l.is(i+1, cHeads, cRequestWord, cWork, cMeasure) || l.s.Glued(i+1) && !l.s.Sign(i+1, ",.!?") {
			continue
		}
		if l.timeAt[i-1] || l.uses[i-1] == when.Verb || l.uses[i-1] == when.Link || l.nameAtToken(i-1) || l.is(i-1, cTitle, cMe, cGive, cPlease, cApprove, cReject) {
			return true // not "quý 4", "phòng 5"
		}
	}
	return false
}

// listsLoose reports a number right before a later day of which nothing was read: the 14 of
// "14 15/12".
func (l *look) listsLoose() bool {
	for i := range l.s.Len() - 1 {
		n, ok := l.s.Number(i)
		next, number := l.s.Number(i + 1)
		if ok && number && n < next && n >= 1 && next <= 31 && !l.timeAt[i] && l.timeAt[i+1] && l.uses[i] == when.Content && !l.inFigure(i) {
			return true
		}
	}
	return false
}

// ofPeople is the value of a cHeads that no day can be said of.
const ofPeople = 1

// asked has a decision ask which days it means.
func asked(s Selection) Selection {
	s.Open, s.Days, s.Options = true, nil, nil
	return s
}
