package phrase

// What a head or a coordinator says that is nobody's own wish, however near it looks.

// The values of words about many: how much, the most, the whole agency, in sum, which of them.
const (
	howMuch = iota
	theMost
	wholeAgency
	inSum
	whichOf
)

func (l *look) ofMany(i, value int) bool {
	h, ok := l.find(i, cOfMany)
	return ok && h.Value == value
}

// counts reports a question how much, or when most, of the unit or the agency: no day of the
// writer's is asked for by it.
func (l *look) counts(in span, f *features) bool {
	if f.has(fPerson) || f.has(feature(cWork)) || f.has(feature(cTask)) || !f.has(feature(cUnit)) && !l.anywhere(cOfMany) {
		return false
	}
	many, all, most := false, f.has(feature(cUnit)), false
	for i := in.from; i < in.to; i++ {
		many = many || l.is(i, cHowMany) || l.ofMany(i, howMuch)
		most = most || l.ofMany(i, theMost) && l.closes(i+max(1, l.seg[i]), in)
		all = all || l.ofMany(i, wholeAgency) || l.ofMany(i, inSum)
	}
	asked := false
	for i := in.from; i < in.to; i++ {
		asked = asked || l.own(i, oWho) || l.ofMany(i, whichOf)
	}
	return many && all && !(f.has(fMe) && !f.has(feature(cUnit))) || most && asked
}

// offForAll reports "24/12 nghỉ toàn cơ quan": nobody's own leave.
func (l *look) offForAll(in span, f *features) bool {
	if !f.has(fAway) || f.has(fMe) || !l.anywhere(cOfMany) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if l.ofMany(i, wholeAgency) {
			return true
		}
	}
	return false
}

// refusesDays reports "9/12 thì không được", whoever says so of whose day: nothing is wished.
func (l *look) refusesDays(in span) bool {
	i := in.from
	for i < in.to && (l.timeAt[i] || l.own(i, oDay)) {
		i++
	}
	if in.from > 0 || in.to < l.s.Len() || i == in.from || i >= in.to || !l.daysIn(span{in.from, i}) || !l.own(i, oBreak) || l.asked {
		return false
	}
	if l.own(i, oBreak) && !l.is(i, cNotSo) {
		i++
	}
	h, no := l.find(i, cNotSo)
	return no && h.N > 1 && l.closes(i+h.N, in)
}
