package phrase

import "slices"

// consulted reports the "Bình" of "giao Lan làm báo cáo, có gì hỏi Bình": who gets no work.
func (l *look) consulted(p person) bool {
	return l.ends(p.from, cConsult) || l.is(p.from-1, cGive, cUntil) && l.ends(p.from-1, cConsult)
}

// calledOn reports the "em" of "Chi ơi em làm cho chị 5 biên bản": who is called, and is to do
// something for whoever writes.
func (l *look) calledOn(i int, in span) bool {
	if !l.is(i, cTitle) || !l.own(i-1, oVoc) || !slices.ContainsFunc(l.persons, func(p person) bool { return p.end == i-1 && l.junior(p) }) {
		return false
	}
	for k := i + 1; k+1 < in.to; k++ {
		if l.is(k, cGive, cOnBehalf) && l.is(k+1, cTitle) && !l.is(k+1, cMe) && !l.nameAtToken(k+1) && !l.titleOfName(k+1) {
			return true
		}
	}
	return false
}

// properBefore reports a capital that is no title and no family name before: "Củ Chi".
func (l *look) properBefore(i int) bool {
	_, word := l.s.Word(i - 1)
	return word && !l.opens(i-1) && l.s.Title(i-1) && l.s.Title(i) && !l.titleBefore(i)
}

// named are those whom a stretch names, each once.
func (l *look) named(in span) []string {
	var out []string
	for _, p := range l.personIn(in) {
		if !slices.Contains(out, p.name) {
			out = append(out, p.name)
		}
	}
	return out
}

// dayWord reports a small word that begins a time expression: "thu 5", "tuan sau", or
// leads to one: "sang thu 5".
func (l *look) dayWord(i int) bool {
	switch {
	case l.own(i, oThu, oWeek, oMonth):
		_, number := l.s.Number(i + 1)
		return number || l.own(i+1, oDigit, oNext, oThis, oComing, oLast)
	case l.own(i, oInto, oMorning):
		return l.own(i+1, oThu, oDay, oWeek, oToday, oWeekday)
	}
	return false
}

// sharesBehind reports the "Năm làm" of "Mai làm kế hoạch, Năm làm dự toán": a further name with what it does.
func (l *look) sharesBehind(i int) bool {
	for k := i + 2; k+2 < l.s.Len() && !l.s.Sign(k, ".!?\n"); k++ {
		if l.s.Sign(k, ",") && l.s.Title(k+1) && l.is(k+2, cDo) {
			return true
		}
	}
	return false
}
