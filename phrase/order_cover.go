package phrase

// coversFor reads "chị nghỉ phép thứ 5, ai duyệt thay", "tuần tới anh họp Hà Nội, nhờ anh Đức
// xem giúp": behind a head's own absence, who decides meanwhile. Whom is open where it is asked.
func (l *look) coversFor(in span) (Act, bool) {
	act := Act{Wish: Wish{Intent: Delegate}}
	at := in.from
	for at < in.to && (l.is(at, cPolite, cSo) || l.own(at, oFiller)) && !l.is(at, cAskTo, cAnybody) {
		at++
	}
	if at >= in.to {
		return act, false
	}
	if h, ok := l.find(at, cAnybody); ok {
		d, stands := l.find(at+h.N, cDelegate)
		return act, stands && l.closes(at+h.N+d.N, in) && l.awaySelf(l.saidBefore(in))
	}
	h, ok := l.find(at, cAskTo)
	if !ok {
		return act, false
	}
	who, next := l.namesAt(at+h.N, in)
	d, decides := l.find(next, cDecidesSo)
	if len(who) != 1 || !decides || next >= in.to {
		return act, false
	}
	end := span{next + d.N, in.to}
	for end.from < in.to && l.is(end.from, cAll, cOnBehalf, cPolite, cMe) {
		end.from++
	}
	act.Who = who
	return act, (l.closes(end.from, in) || l.onlyRequests(end)) && l.awaySelf(l.saidBefore(in))
}

// saidBefore is what the sentence of a part says before it.
func (l *look) saidBefore(in span) span {
	for _, s := range l.sentences() {
		if s.holds(in.from) {
			return span{max(s.from, in.from-4*tailWords), in.from}
		}
	}
	return span{in.from, in.from}
}

// awaySelf reports a stretch in which somebody who calls themselves by a title is away: "thứ 5
// chị nghỉ phép".
func (l *look) awaySelf(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cMe) { // "chị cho em nghỉ thứ 5"
			return false
		}
	}
	for i := in.from; i < in.to; i++ {
		own := (l.is(i, cTitle) || l.own(i, oTitle)) && !l.is(i, cMe) && !l.titleOfName(i) && !l.nameAtToken(i+1) && !l.own(i+1, oVoc)
		if !own {
			continue
		}
		rest := span{i, in.to}
		f := l.featuresOf(in)
		return l.verbOf(rest, oLeave) || f.has(feature(cDuty)) || l.firstOf(rest, cTrip) < in.to && f.has(fTime)
	}
	return false
}
