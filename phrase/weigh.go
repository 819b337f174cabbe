package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// tailWords is how many words without weight may close a sentence.
const tailWords = 12

// enough is the weight from which an act is read.
const enough = 4

// toSomebody is the value of a cHandOn that says so only before a name.
const toSomebody = 1

// ofWorkOnly is the value of a cReturn that says so only before work: "trả tờ trình cho Nam".
const ofWorkOnly = 1

// always are classes that hold inside of longer phrases too.
var always = [...]class{cMe, cHelpMe, cPlease, cTask}

// featuresOf says what is there in a stretch.
func (l *look) featuresOf(in span) features {
	for k := range l.seen {
		if l.seen[k].span == in {
			return l.seen[k].features
		}
	}
	works := l.works(in)
	f := l.findFeatures(in, works)
	if len(l.seen) < 16 {
		l.seen = append(l.seen, spanFeatures{in, f, works})
	}
	return f
}

func (l *look) findFeatures(in span, w []workAt) features {
	var f features
	next, tail := 0, false
	for i := in.from; i < in.to; i++ {
		for next < len(w) && w[next].to <= i {
			next++
		}
		if next < len(w) && i > w[next].head && !w[next].open && l.is(i, cKindOf) {
			continue // "dự toán sửa chữa"
		}
		inWork := next < len(w) && i > w[next].head
		tail = tail || len(w) > 0 && i > in.from && titled(w, i) && l.is(i, cSend, cPlease, cAssign)
		tail = tail && !l.s.Sign(i, ",")
		for k := range l.hits[i] {
			c, h := classOf(&l.hits[i][k]), l.hits[i][k].Hit()
			if tail && (c == cReturn || c == cReason) && f.has(feature(cDo)) {
				continue // "soạn công văn xin bổ sung kinh phí"
			}
			if c == cOther && inWork {
				continue // "biên bản họp xong rồi"
			}
			if (c == cTask || c == cTake || c == cDo) && l.ofHome(i, h.N) || c == cAssign && l.proposesOwn(i, h.N) ||
				c == cExtend && !l.extendsAt(i, h, in) ||
				c == cReturn && h.Value == ofWorkOnly && !(len(l.persons) > 0 && l.is(i+h.N, cWork, cMeasure)) ||
				c == cHandOn && h.Value == toSomebody && !l.personSoon(i+h.N) { // "để hoàn thiện hồ sơ"
				continue
			}
			if i+h.N <= in.to && (h.N == l.seg[i] && !(l.timeAt[i] && h.N == 1 && c != cFinish) || slices.Contains(always[:], c) && !l.inOther(i) && !(c == cMe && l.timeAt[i])) {
				f.add(feature(c))
			}
		}
	}
	if l.helpsTitle(in) {
		f.add(feature(cHelp))
	}
	f.drop(feature(cWork))
	for _, x := range w {
		if x.open {
			f.add(feature(cTask))
		} else {
			f.add(feature(cWork))
		}
	}
	l.personFeatures(in, &f)
	l.figureFeatures(in, &f)
	l.timeFeatures(in, &f, w)
	l.wordFeatures(in, &f)
	if l.cannot(in, w) {
		f.add(feature(cNotDone))
	}
	if l.ahead(in, w) {
		f.add(fAhead)
	}
	if l.partDone(in) {
		f.add(fPartDone)
	}
	if l.tripAt(in) < in.to {
		f.add(feature(cDuty))
	}
	return f
}

// helpsTitle reports "Tâm ơi giúp chị mấy biên bản với": a hand with work, not work done for
// somebody.
func (l *look) helpsTitle(in span) bool {
	if l.firstOf(in, cOnBehalf) == in.to || l.firstOf(in, cAskTo) < in.to {
		return false
	}
	for i := in.from; i+2 < in.to; i++ {
		if !l.is(i, cOnBehalf) || !l.is(i+1, cTitle) || l.nameAtToken(i+1) || l.titleOfName(i+1) || !(i == in.from || l.nameAtToken(i-1) || l.own(i-1, oVoc)) {
			continue
		}
		at := i + 2
		for at < in.to && (l.is(at, cMeasure) || l.own(at, oFiller, oFew) || l.inFigure(at)) && !l.is(at, cDo, cWork) {
			at++
		}
		if at < in.to && l.is(at, cWork) {
			return true
		}
	}
	return false
}

// titled reports that work ends right before i.
func titled(works []workAt, i int) bool {
	return slices.ContainsFunc(works, func(w workAt) bool { return !w.open && w.to == i })
}

func (l *look) personFeatures(in span, f *features) {
	for _, p := range l.personIn(in) {
		if l.ends(p.from, cIntro) {
			continue
		}
		f.add(fPerson)
		if l.own(p.end, oVoc) {
			f.add(fCalled)
		}
		if !l.ends(p.from, cOf, cGive, cAssign, cAskTo, cApprove, cReject, cHelp, cUntil, cGreetTo, cAcceptWork) && !l.behind(p, in) && !l.own(p.end, oVoc) {
			f.add(fSubject)
		}
	}
	for i := in.from; i < in.to; i++ {
		if !l.is(i, cMe, cKin, cRole, cThird) {
			continue
		}
		if l.childSpeaks(i) {
			f.add(fMe)
			continue
		}
		h, ok := l.find(i, cMe)
		if ok && !l.timeAt[i] && !l.ownKin(i+h.N) && !l.ofKin(i) && !l.ofSomebody(i, h.N) && !l.titleOfName(i) && !l.ends(i, cGive, cGreetTo) && !l.benefits(i) && !(i > in.from && l.closes(i+h.N, in)) && !l.calledOn(i, in) {
			f.add(fMe)
			if !l.is(i, cTitle) {
				f.add(fMyself)
			}
		}
		if l.is(i, cRole, cKin, cThird) && l.phrase(i, cThird) != behindGive && l.seg[i] > 0 && !l.timeAt[i] && !l.own(i+l.seg[i], oVoc) && !l.ends(i, cGreetTo, cYes, cOf, cGive) && l.acts(i+l.seg[i], in) {
			f.add(fOther)
		}
	}
}

// child is the value of the word for one's own child, by which the young call
// themselves too.
const child = 1

// childSpeaks reports the "con" of "cô Năm ơi, thứ năm con làm ở nhà": who speaks to
// somebody older.
func (l *look) childSpeaks(i int) bool {
	h, ok := l.find(i, cKin)
	if !ok || h.Value != child || h.N != l.seg[i] || l.is(i+1, cMe) {
		return false
	}
	if l.is(0, cYes) && h.Exact && !l.own(i-1, oTitle) { // "dạ thứ 5 con làm ở nhà"
		return true
	}
	for k := range i {
		if l.is(k, cElder) && (l.own(k+1, oVoc) || l.nameAtToken(k+1) && l.own(k+2, oVoc)) {
			return true
		}
	}
	return false
}

// proposesOwn reports "em đề nghị được làm ở nhà": who writes asks to be let do something.
func (l *look) proposesOwn(i, n int) bool {
	return l.is(i-1, cMe, cRole) && !l.titleOfName(i-1) && (l.is(i+n, cAllowed, cPlease) || l.own(i+n, oNot))
}

// ofHome reports the "sẽ làm" of "sẽ làm việc từ xa" and the "việc" of it: words for
// working at home.
func (l *look) ofHome(i, n int) bool {
	for k := max(0, i-2); k < i+n; k++ {
		if l.uses[k] != when.Verb || !l.own(k, oHome) {
			continue
		}
		if h, ok := l.s.Find(k, l.words.own[oHome]); ok && h.N > 1 && k+h.N > i {
			return true
		}
	}
	return false
}

// inOther reports a word inside of a phrase that is none of ours: the "xin" of "vắc xin".
func (l *look) inOther(i int) bool {
	for k := max(0, i-2); k <= i; k++ {
		if h, ok := l.find(k, cOther); ok && k+h.N > i && h.N > 1 {
			return true
		}
	}
	return false
}

// ownKin reports the "nhà em" of "cháu nhà em": a word before it means the kin.
func (l *look) ownKin(i int) bool {
	h, ok := l.find(i, cKin)
	return ok && h.N > 1 && l.is(i+h.N-1, cMe)
}

// benefits reports the "em" of "giúp em", "hộ tôi".
func (l *look) benefits(i int) bool {
	for k := max(0, i-2); k < i; k++ {
		if h, ok := l.find(k, cHelpMe); ok && k+h.N > i {
			return true
		}
	}
	return false
}

// acts reports something that is done after token i.
func (l *look) acts(i int, in span) bool {
	for last := i + 4*tailWords; i < min(in.to, last); i++ {
		if l.uses[i] == when.Verb || l.uses[i] == when.Content && !l.meansAt(i) || l.is(i, cSick, cDuty, cLeaveKind, cDo, cApprove) {
			return true
		}
	}
	return false
}

// behind reports a name that is only spoken to at the end: "tới đâu rồi Lan".
func (l *look) behind(p person, in span) bool { return p.from > in.from && l.closes(p.end, in) }

// tail reports that only particles, titles and names follow in the stretch.
func (l *look) tail(i int, in span) bool {
	for last := i + tailWords; i < in.to; i++ {
		if i > last {
			return false
		}
		if _, word := l.s.Word(i); word && !l.is(i, cPolite, cTitle, cRole) && !l.own(i, oTitle, oVoc) && !l.nameAtToken(i) {
			return false
		}
	}
	return true
}

// closes reports that nothing with a meaning follows in the stretch.
func (l *look) closes(i int, in span) bool {
	for last := i + tailWords; i < in.to; i++ {
		if i > last {
			return false
		}
		if _, word := l.s.Word(i); word && (l.uses[i] == when.Verb || l.uses[i] == when.Time || !l.own(i, oFiller, oTitle, oVoc) && !l.is(i, cPolite)) {
			return false
		}
	}
	return true
}

func (l *look) figureFeatures(in span, f *features) {
	for _, x := range l.figures {
		if !in.holds(x.from) {
			continue
		}
		switch x.kind {
		case fraction:
			f.add(fFraction)
			if x.a == x.b {
				f.add(fFull)
			}
		case percent:
			f.add(fPercent)
			if x.a == 100 {
				f.add(fFull)
			}
		default:
			f.add(fNumberWork)
		}
	}
	if _, ok := l.later(in); ok {
		f.add(fCounted)
	}
}

func (l *look) timeFeatures(in span, f *features, works []workAt) {
	for _, t := range l.times[l.firstTime(in.from):] {
		if t.From >= in.to {
			break
		}
		ofWork := slices.ContainsFunc(works, func(w workAt) bool { return t.From > w.head && t.To <= w.to })
		if !l.timeAt[t.From] || ofWork {
			continue
		}
		f.add(fTime)
		switch {
		case l.ends(t.From, cUntil) && !t.Open:
			f.add(fUntilDay)
			f.add(fDay)
			if !l.own(t.From, oToday) && !t.Past {
				f.add(fFuture)
			}
		case t.Half, t.Open:
		case t.Past:
			f.add(fPast)
		case l.own(t.From, oToday):
			f.add(fDay)
		default:
			f.add(fDay)
			f.add(fFuture)
		}
	}
	for i := in.from; i < in.to; i++ {
		if _, _, next, ok := l.s.Clock(i); ok && next > i+1 {
			f.add(fHours)
			f.add(fTime)
		}
	}
}

func (l *look) wordFeatures(in span, f *features) {
	alone := true
	for i := in.from; i < in.to; i++ {
		switch {
		case l.s.Sign(i, "?"), l.is(i, cOrNot, cYet, cTag) && i > in.from && l.seg[i] > 0 && !(l.seg[i] > 1 && l.is(i, cNotBegun, cNotDone)) && l.tail(i+1, in):
			f.add(fQuestion)
		}
		if l.is(i, cNotYet) && l.seg[i] > 0 || l.own(i, oNot) && l.seg[i] > 0 {
			if l.is(i+1, cFinish, cDoneVerb, cSend, cDo) || l.is(i+2, cFinish, cDoneVerb) {
				f.add(fNegated)
			}
		}
		switch l.uses[i] {
		case when.Content:
			if !l.inFigure(i) && !l.meansAt(i) && l.seg[i] > 0 {
				f.add(fContent)
				alone = false
			}
		case when.Verb:
			alone = false
			switch {
			case l.own(i, oHome):
				f.add(fHome)
			case l.own(i, oLeave, oSick):
				f.add(fAway)
			case l.own(i, oOffice, oBusy, oGoWork, oBack):
				f.add(fPlace)
			}
		}
	}
	if f.has(fTime) || f.has(feature(cWork)) || f.has(fSubject) || f.has(fOther) || f.has(feature(cOther)) {
		alone = false
	}
	if alone {
		f.add(fAlone)
	}
}

// ofKin reports the "em" of "nhà em" where both are one phrase.
func (l *look) ofKin(i int) bool {
	for k := max(0, i-2); k < i && l.seg[i] == 0; k++ {
		if h, ok := l.find(k, cKin); ok && k+h.N > i {
			return true
		}
	}
	return false
}
