package phrase

// atOnce is the value of a cAnytime that says now.
const atOnce = 1

// whenever reports "khi nào xong cũng được": no day is said, and none is meant.
func (l *look) whenever(in span) bool {
	at := l.firstOf(in, cAnytime)
	return at < in.to && l.phrase(at, cAnytime) != atOnce
}

// told reads work that is given without a word for giving: "Lan ơi gom số liệu các phường trước 4 giờ
// chiều mốt", "cả phòng nộp bản tự đánh giá trước 25/12", "soạn luôn cái thông báo cho sếp nhé em".
func (l *look) told(in span) (Act, bool) {
	if !l.anywhere(cJob, cDo, cDoneVerb, cSend, cTake) {
		return Act{}, false
	}
	f := l.featuresOf(in)
	if f.has(fQuestion) || f.has(fPast) || f.has(fHome) || f.has(fAway) || f.has(fMyself) || f.has(fFraction) || f.has(fPercent) || f.has(feature(cLeaveKind)) || f.has(feature(cHearsay)) || f.has(feature(cExtend)) || f.has(feature(cCallOff)) || f.has(feature(cUnderway)) || f.has(feature(cNotDone)) || f.has(feature(cNotBegun)) || f.has(feature(cStuck)) || f.has(feature(cNever)) || f.has(feature(cRequestWord)) || f.has(feature(cApprove)) {
		return Act{}, false
	}
	if l.anywhere(cEachTime) { // what comes again and again is asked about by itself
		return Act{}, false
	}
	who, at, ok := l.toldWhom(in)
	if !ok {
		return Act{}, false
	}
	verb := l.verbTold(at, in)
	if verb >= in.to {
		return Act{}, false
	}
	if len(who) == 0 && !l.endsJunior(in) || l.happened(span{verb, in.to}) {
		return Act{}, false
	}
	end := verb + max(1, l.seg[verb])
	if h, ok := l.find(verb, cJob); ok {
		end = verb + max(h.N, l.seg[verb])
	}
	due := l.dueIn(in)
	if !l.isTold(verb, in, due.Kind != DueUnsaid, &f) {
		return Act{}, false
	}
	t := l.task(Assign, in, f)
	if len(who) == 0 {
		who = []string{AnyAsk}
	}
	t.Who = who
	if w, has := l.mainWork(span{end, in.to}); !has || w.open {
		for end < in.to && (l.is(end, cDo, cJob, cGive, cMeasure, cAnytime, cOnBehalf, cPolite) || l.is(end-1, cOnBehalf) && l.is(end, cTitle) || l.own(end, oFiller) || l.inFigure(end)) {
			end++
		}
		if t.Count == 0 {
			if n, number := l.s.Number(end); number && !l.timeAt[end] {
				t.Count = float64(n)
				end++
			}
		}
		t.Work, t.Title = l.unlisted(end, end, in)
		if t.Work == "" {
			return Act{}, false
		}
	}
	if h, said := l.find(l.firstOf(in, cAnytime), cAnytime); said && t.Due.Kind == DueUnsaid && (h.Value != atOnce || len(l.personIn(in)) == 0) {
		t.Due.Kind = DueAsk
	}
	return Act{Wish: Wish{Intent: Assign}, Task: t, at: in.from}, true
}

// toldWhom reads who is spoken to or named before what is to be done, and where that ends; nobody
// where the stretch begins with what is to be done.
func (l *look) toldWhom(in span) (who []string, at int, ok bool) {
	at = in.from
	for at < in.to && (l.s.Sign(at, ",:") || l.is(at, cUrgent, cYes) && l.seg[at] > 0 && !l.personSoon(at) || l.is(at, cTitle) && l.is(at+1, cAskTo) || l.is(at, cAskTo)) {
		at += max(1, l.seg[at])
	}
	if n := l.everybodyAt(at); n > 0 && l.is(at+n-1, cTitle) { // "các em": of whom is asked
		return []string{AnyAsk}, at + n, true
	} else if n > 0 {
		return []string{AnyAll}, at + n, true
	}
	if h, free := l.find(at, cWhoIsFree); free {
		return []string{AnyAsk}, at + h.N, true
	}
	for k := l.personAt(at); k >= 0 && l.persons[k].end <= in.to; k = l.personAt(at + 1) {
		who, at = append(who, l.persons[k].name), l.persons[k].end
		if !l.and(at) && !l.s.Sign(at, ",") && !l.is(at, cPolite) || !l.personSoon(at+1) {
			break
		}
	}
	return who, at, len(who) > 0 || l.is(at, cDo)
}

// verbTold is where what is to be done stands right behind whom it is said to; the end of the stretch
// without one.
func (l *look) verbTold(at int, in span) int {
	for i := at; i < min(in.to, at+tailWords/2); i++ {
		for _, c := range [...]class{cJob, cDo, cDoneVerb, cSend, cTake} {
			if h, ok := l.find(i, c); ok && h.N >= l.seg[i] && l.seg[i] > 0 {
				return i
			}
		}
		small := l.s.Sign(i, ",") || l.own(i, oVoc, oFiller, oTitle) || l.is(i, cPolite, cUrge, cMust, cOnBehalf, cTitle, cAhead, cCowork, cEach)
		if !small || l.timeAt[i] || l.is(i, cAlready, cNow) && !l.is(i, cMust) {
			return in.to
		}
	}
	return in.to
}

// endsJunior reports "… nhé em": who is told stands at the end, by a word for somebody younger.
func (l *look) endsJunior(in span) bool {
	for _, p := range l.parts(in) {
		end := p.to
		for end > p.from && l.s.Sign(end-1, ",.!") {
			end--
		}
		if end-2 > p.from && l.is(end-1, cMe) && l.is(end-1, cTitle) && l.is(end-2, cProposes) {
			for i := in.from; i < end-1; i++ {
				if l.is(i, cMe) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// happened reports a stretch that tells what was done, not what is to be: "gom số liệu rồi".
func (l *look) happened(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.seg[i] == 0 || l.is(i, cFinish) {
			continue
		}
		if l.is(i, cNotYet) || l.is(i, cProgress) && l.ends(i, cJob, cDo, cTake, cDoneVerb, cSend) {
			return true
		}
		if l.is(i, cAlready) && !l.is(i+1, cSend, cDoneVerb, cDo, cTells, cJob) {
			return true
		}
	}
	return l.firstOf(in, cFinish) < in.to && !l.timesIn(in)
}

// isTold reports that what is to be done is said as something asked for: until when, please, for whom.
func (l *look) isTold(verb int, in span, due bool, f *features) bool {
	work := f.has(feature(cWork))
	asks := f.has(feature(cAskTo)) || l.firstOf(in, cProposes) < in.to || l.firstOf(in, cOnBehalf) < in.to || l.firstOf(in, cUrge) < in.to || f.has(fCalled) || f.has(feature(cUrgent)) || l.firstOf(in, cWhoIsFree) < in.to
	switch {
	case l.is(verb, cDoneVerb, cSend) && !l.is(verb, cJob):
		return work && due && (asks || l.firstOf(in, cBefore) < in.to || l.firstOf(in, cDeadline) < in.to)
	case l.is(verb, cTake) && !l.is(verb, cJob, cDo):
		return (work || l.countsIn(span{verb, in.to})) && (due || asks) && (f.has(fNumberWork) || asks || l.countsIn(span{verb, in.to}))
	}
	return due || asks && work
}

// countsIn reports a number that is no time.
func (l *look) countsIn(in span) bool {
	for i := in.from; i < in.to; i++ {
		if _, number := l.s.Number(i); number && !l.timeAt[i] {
			return true
		}
	}
	return false
}

// countedOut reads "Bình 4 cái, Lan 6 cái biên bản, thứ 6 xong": so many for each of several, of what
// the last of them names.
func (l *look) countedOut(in span, parts []span) (acts []Act) {
	if len(l.personIn(in)) < 2 || len(parts) < 2 || l.happened(in) { //nolint:mnd // several
		return nil
	}
	last := ""
	for _, p := range parts {
		k := l.personAt(p.from)
		if k < 0 {
			break
		}
		i := l.persons[k].end
		n, number := l.s.Number(i)
		if !number || l.timeAt[i] && !l.inFigure(i) {
			return nil
		}
		for i++; i < p.to && l.is(i, cMeasure) && !l.is(i, cWork); i++ {
		}
		work := ""
		if w, ok := l.mainWork(span{i, p.to}); ok && !w.open && w.head == i {
			work, i, last = w.words, w.to, w.words
		}
		if !l.closes(i, p) {
			return nil
		}
		acts = append(acts, Act{Wish: Wish{Intent: Assign}, Task: Task{Who: []string{l.persons[k].name}, Work: work, Count: float64(n), Due: Due{Hour: -1}}, at: p.from})
	}
	due := l.dueIn(in)
	if len(acts) < 2 || last == "" || due.Kind == DueUnsaid || l.featuresHave(in, fQuestion) { //nolint:mnd // several
		return nil
	}
	for k := range acts {
		acts[k].Task.Due = due
		if acts[k].Task.Work == "" {
			acts[k].Task.Work = last
		}
	}
	return acts
}
