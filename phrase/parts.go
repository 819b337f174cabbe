package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// sentences parts the text at full stops, question marks and new lines.
func (l *look) sentences() []span {
	if len(l.cut) == 0 {
		l.cut = l.cutSentences(l.cut)
	}
	return l.cut
}

func (l *look) cutSentences(out []span) []span {
	start := 0
	for i := range l.s.Len() {
		stop := l.s.Sign(i, "!?;\n") || l.s.Sign(i, ".") && (!l.s.Glued(i+1) || i+1 == l.s.Len())
		if !stop || l.s.Ellipsis(i) {
			continue
		}
		if i+1 > start {
			out = append(out, span{start, i + 1})
		}
		start = i + 1
	}
	if start < l.s.Len() {
		out = append(out, span{start, l.s.Len()})
	}
	return out
}

// parts splits a sentence at commas, at words that join clauses, and where a
// question is announced.
func (l *look) parts(in span) []span {
	if in.from >= l.s.Len() {
		return l.cutParts(in)
	}
	for k := l.partedAt[in.from]; k > 0; k = l.parted[k-1].before {
		if l.parted[k-1].of == in {
			return l.parted[k-1].parts
		}
	}
	out := l.cutParts(in)
	l.parted = append(l.parted, parted{in, out, l.partedAt[in.from]})
	l.partedAt[in.from] = int32(len(l.parted))
	return out
}

// parted are the parts of a stretch that was split already.
type parted struct {
	of     span
	parts  []span
	before int32 // the place behind another that begins there; 0: none
}

func (l *look) cutParts(in span) []span {
	out := l.spanList(roomy)
	start := in.from
	cut := func(end, next int) {
		if end > start {
			out = append(out, span{start, end})
		}
		start = next
	}
	for i := in.from; i < in.to; i++ {
		if !l.mayPart(i) {
			continue
		}
		switch {
		case l.exceptsOnly(span{start, i}):
		case l.s.Ellipsis(i):
			cut(i, i+1)
		case l.s.Sign(i, ",") && l.sparesAt(i+1), l.s.Sign(i, ":") && l.verdictAfter(i+1):
		case l.s.Sign(i, ",:") && !l.inFigure(i) && !l.decimal(i) && !(l.s.Sign(i, ":") && l.s.Glued(i+1) && l.s.Glued(i)):
			cut(i, i+1)
		case i == start || l.seg[i] == 0 || l.is(i, cBut) && l.sparesAt(i):
		case l.is(i, cSo) && !l.timeAt[i], l.is(i, cBut) && !l.timeAt[i] && (!l.is(i, cLeft) || l.timeSoon(i+1) || l.personSoon(i+1)):
			cut(i, i)
		case l.is(i, cAsking):
			cut(i, i)
		case l.own(i, oBreak) && l.is(i, cPolite) && (l.timeSoon(i+1) || l.personSoon(i+1)) && l.ends(i, cAllowed, cNotSo, cApprove): // "thứ 4 thì được chứ thứ 6 thì không"
			cut(i, i+1)
		case i > start+1 && l.timeAt[i] && !l.timeAt[i-1] && l.turnsKind(span{start, i}, span{i, in.to}):
			cut(i, i)
		case l.and(i) && !(l.nameAtToken(i-1) && l.nameAtToken(i+1)) && !(l.is(i-1, cMe) && l.personSoon(i+1)) && l.opensAct(i+1, in.to):
			cut(i, i+1)
		}
	}
	cut(in.to, in.to)
	return out
}

// mayPart reports a token that may part a sentence: a sign, or a word that joins clauses.
func (l *look) mayPart(i int) bool {
	if _, word := l.s.Word(i); !word {
		return true
	}
	return l.is(i, cSo, cBut, cAsking) || l.own(i, oBreak, oAnd) || l.timeAt[i] && i > 0 && !l.timeAt[i-1]
}

// turnsKind reports "sáng thứ 4 ở nhà | chiều đi công tác": a time with another kind of act
// than the time before it, without a sign between.
func (l *look) turnsKind(before, after span) bool {
	if !l.anywhere(cDuty) {
		return false
	}
	kind := l.kindSoon(span{after.from, min(after.to, after.from+tailWords)})
	if kind == None || !l.timesIn(before) {
		return false
	}
	was := l.kindSoon(before)
	return was != None && was != kind && (was == Duty || kind == Duty)
}

// kindSoon is the first kind of day that a word of a stretch names.
func (l *look) kindSoon(in span) Intent {
	for i := in.from; i < in.to; i++ {
		switch {
		case l.s.Sign(i, ","):
			return None
		case l.seg[i] > 0 && l.is(i, cDuty):
			return Duty
		case l.uses[i] == when.Verb && l.own(i, oHome):
			return Home
		case l.uses[i] == when.Verb && l.own(i, oLeave):
			return Leave
		}
	}
	return None
}

// opensAct reports that after "và" another wish begins: a verb within a few words.
func (l *look) opensAct(i, end int) bool {
	for k := i; k < min(i+3, end); k++ {
		if l.s.Sign(k, ",") {
			return false
		}
		if l.is(k, cApprove, cReject, cCallOff, cTake, cReturn, cAssign, cAcceptWork, cLeaveKind, cDuty) ||
			l.uses[k] == when.Verb && (l.own(k, oCancel, oLeave, oChange) || l.own(k, oHome) && k < i+2) {
			return true
		}
	}
	return false
}

// endsWork reports the "tháng rồi" of "xong báo cáo tháng rồi ạ": a kind of work and
// a particle.
func (l *look) endsWork(t when.Expression) bool {
	i := t.From + 1
	if !l.is(t.From, cKindOf) || !l.ends(t.From, cWork) {
		return false
	}
	if l.is(i, cHowFar) || l.is(i, cUntil, cBefore) && t.To == i+1 && l.followsDay(i+1) {
		return true
	}
	return t.To == i+1 && l.is(i, cPolite) && l.tail(t.To, span{t.To, l.s.Len()})
}

// followsDay reports another time expression that begins at i.
func (l *look) followsDay(i int) bool {
	_, _, _, clock := l.s.Clock(i)
	return clock || slices.ContainsFunc(l.times, func(t when.Expression) bool { return t.From == i })
}

// firstTime is the first time expression that begins at i or later.
func (l *look) firstTime(i int) int {
	if len(l.times) <= fewPersons {
		k := 0
		for k < len(l.times) && l.times[k].From < i {
			k++
		}
		return k
	}
	k, _ := slices.BinarySearchFunc(l.times, i, func(t when.Expression, at int) int { return t.From - at })
	return k
}
