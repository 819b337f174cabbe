package phrase

import "slices"

// eachTheirOwn reads "duyệt cho Bình thứ 5, An thứ 6", "từ chối thứ 4 của Lan, thứ 5 của Chi vì họp": a
// word that decides, and then whom and on which days by turns. Each has the days beside their own name.
func (l *look) eachTheirOwn(in span) ([]Act, bool) {
	if l.asked || len(l.times) < 2 || len(l.personIn(in)) < 2 {
		return nil, false
	}
	at, intent := l.decidesFirst(in)
	if intent == None || intent == Reject && l.givesBehind(at, in) {
		return nil, false
	}
	because := l.reasonAt(in)
	var acts []Act
	i, daysFirst := l.pastBetween(at, because), false
	for ok := true; ok && i < because; {
		if len(acts) == 0 {
			daysFirst = l.timeAt[i]
		}
		var act Act
		if act, i, ok = l.oneOfEach(i, because, daysFirst); ok {
			acts = append(acts, act)
		}
	}
	why := span{i, because}
	if because == in.to && len(acts) > 1 && intent == Reject && i < in.to && l.s.Sign(i-1, ",") && l.tellsWhy(why) { // "…, có đoàn"
		acts[0].Reason = l.reasonText(why)
		why.from = why.to
	}
	if len(acts) < 2 || !l.closes(why.from, why) || l.asksSo(why) || l.asksSoftly(why) {
		return nil, false
	}
	for k := range acts {
		acts[k].Intent = intent
	}
	if intent == Reject && acts[0].Reason == "" {
		acts[0].Reason = l.reasonFrom(because, in.to)
	}
	return acts, true
}

// givesBehind reports a word for giving behind a comma: "không cho Bảo thứ 4, cho Kiên thứ 5".
func (l *look) givesBehind(at int, in span) bool {
	for i := at + 1; i < in.to; i++ {
		if l.s.Sign(i-1, ",") && l.is(i, cGive, cApprove) {
			return true
		}
	}
	return false
}

// decidesFirst is the word that decides at the beginning of a stretch, behind who speaks, and where what
// it is about begins.
func (l *look) decidesFirst(in span) (at int, intent Intent) {
	i := in.from
	for i < in.to && !l.is(i, cApprove, cReject, cGive, cAllowed) && (l.is(i, cTitle, cPolite, cYes) || l.own(i, oTitle, oFiller)) && !l.nameAtToken(i) {
		i++
	}
	if i >= in.to {
		return i, None
	}
	at, intent = l.deciding(span{i, in.to})
	switch {
	case at == i:
		i += l.seg[i]
	case l.is(i, cAllowed):
		h, _ := l.find(i, cAllowed)
		i, intent = i+h.N, Approve
	case l.is(i, cGive) && !l.is(i, cHelpMe):
		i, intent = i+1, Approve
	default:
		return i, None
	}
	return i, intent
}

// oneOfEach reads one of those who are decided about with their days, and what stands between them and
// the next. ok is false where either is missing.
func (l *look) oneOfEach(i, to int, daysFirst bool) (act Act, next int, ok bool) {
	at := i
	var days span
	if daysFirst {
		days, i = l.daysOn(i, to)
		i = l.pastBetween(i, to)
	}
	act.Who, i = l.namesOn(i, to)
	i = l.pastBetween(i, to)
	if !daysFirst {
		days, i = l.daysOn(i, to)
		i = l.pastBetween(i, to)
	}
	if len(act.Who) == 0 || !l.wholeDaysIn(days) {
		return act, at, false
	}
	act.Selection, act.at = l.daysDecided(days), at
	return act, i, !act.Open && len(act.Options) == 0
}

// daysOn are days on end, with what joins them.
func (l *look) daysOn(i, to int) (days span, next int) {
	from := i
	for i < to && (l.timeAt[i] || l.own(i, oAnd) && i > from && i+1 < to && l.timeAt[i+1]) {
		i++
	}
	return span{from, i}, i
}

// namesOn are names on end, with what joins them.
func (l *look) namesOn(i, to int) (who []string, next int) {
	for {
		more, at := l.namesAt(i, span{i, to})
		who, i = append(who, more...), at
		if len(more) == 0 || !l.s.Sign(i, ",") || !l.personSoon(i+1) {
			return who, i
		}
		i++
	}
}

// pastBetween is behind the words that stand between whom a decision is about and the days.
func (l *look) pastBetween(i, to int) int {
	for i < to && !l.timeAt[i] && !l.personSoon(i) && !l.is(i, cNotSo) && (l.s.Sign(i, ",;:") || l.is(i, cGive, cOf, cPolite, cBut, cRequestWord, cTitle) || l.own(i, oAnd, oFiller, oBreak, oHome, oLeave, oTitle)) {
		i++
	}
	return i
}

// apart has those of a ballot whom the same is decided of keep their own days, where each names some.
func apart(each []Act, intent Intent) ([]Act, bool) {
	if len(each) < 2 || slices.ContainsFunc(each, func(a Act) bool { return len(a.Days)+len(a.Closed)+len(a.Past) == 0 }) {
		return nil, false
	}
	for k := range each {
		each[k].Intent = intent
	}
	return each, true
}
