package phrase

import "tainha/rules"

// notNow is the value of a cReject, and of a cDefer, that leaves undecided what waits.
const notNow = 1

// holdsOff reports that the word at at decides nothing yet: "chưa duyệt", "khoan duyệt",
// "duyệt Bình sau nhé".
func (l *look) holdsOff(at int, in span) bool {
	if h, ok := l.find(at, cReject); ok && h.N == l.seg[at] && h.Value == notNow {
		return true
	}
	if l.laterToday(at, in) {
		return true
	}
	for i, end := at+l.seg[at], l.spareFrom(in); i < end; i++ { // not "duyệt Bình, Lan tính sau"
		if h, ok := l.find(i, cLater); ok && !l.timeAt[i] && l.closes(i+h.N, in) {
			return true
		}
	}
	return false
}

// laterToday reports the hour or the half of a day of "15h chị duyệt", before whoever decides:
// when they will.
func (l *look) laterToday(at int, in span) bool {
	i := at - 1
	if i <= in.from || !l.is(i, cTitle) && !(l.is(i, cMe) && !l.titleOfName(i)) || l.featuresHave(in, fDay) {
		return false
	}
	for k := in.from; k < i; k++ {
		if _, word := l.s.Word(k); word && !l.timeAt[k] && !l.own(k, oFiller, oTitle, oMorning, oAfternoon, oBuoi) && !l.is(k, cPolite, cLater, cYes) {
			_, _, _, clock := l.s.Clock(k)
			if !clock {
				return false
			}
		}
	}
	return l.featuresHave(span{in.from, i}, fTime) || l.featuresHave(span{in.from, i}, fHours)
}

// halfDecided is the half of a day that a decision means without saying of which; Whole:
// none.
func (l *look) halfDecided(in span, f *features) rules.Part {
	for i := in.from; i < in.to && !f.has(fDay); i++ {
		switch {
		case l.timeAt[i] && l.own(i, oMorning):
			return rules.Morning
		case l.timeAt[i] && l.own(i, oAfternoon):
			return rules.Afternoon
		}
	}
	return rules.Whole
}

// onlyHalf reports a half of a day and nothing else: "buổi sáng thôi".
func (l *look) onlyHalf(in span) bool {
	half := false
	for i := in.from; i < in.to; i++ {
		if _, word := l.s.Word(i); !word {
			continue
		}
		if l.timeAt[i] {
			half = half || l.own(i, oMorning, oAfternoon)
		} else if !l.own(i, oFiller, oTitle, oOnly) && !l.is(i, cPolite, cGive, cTitle, cBut) {
			return false
		}
	}
	return half
}

// postpones reads what puts a decision off without a word that decides: "để mai chị xem",
// "Chi thì để mai chị xem đã".
func (l *look) postpones(in span) (Act, bool) {
	at := l.firstOf(in, cDefer)
	if later := l.laterLook(in); later < at || later < in.to && later == at { // "để đó tuần sau tính"
		at = later
	} else if at == in.to || (l.phrase(at, cDefer) != notNow || !l.closes(at+l.seg[at], in)) && !(l.seg[at] > 1 && (l.onlyRequests(span{at + l.seg[at], in.to}) || len(l.namedIn(span{in.from, at})) > 0 && l.closes(at+l.seg[at], in))) {
		return Act{}, false
	}
	for i := in.from; i < at; i++ {
		if l.is(i, cApprove, cReject) || l.is(i, cAllowed) && i > in.from {
			return Act{}, false // "Lan thì duyệt, Nam thì chờ anh xem"
		}
		if _, word := l.s.Word(i); word && !l.timeAt[i] && !l.nameAtToken(i) && !l.own(i, oFiller, oTitle, oOnly, oAnd, oBreak, oVoc) && !l.is(i, cOf, cBut, cRequestWord, cPolite, cYes, cTitle) {
			return Act{}, false
		}
	}
	return Act{Wish: Wish{Intent: Hold}, Who: l.named(in)}, true
}

// laterLook is where "để thứ 5 chị xem" begins: a word for leaving something, when, who and
// what decides; the end of the part where there is none.
func (l *look) laterLook(in span) int {
	for at := in.from; at < in.to && l.anywhere(cLeaveIt); at++ {
		h, ok := l.find(at, cLeaveIt)
		if !ok {
			continue
		}
		i := at + h.N
		for i < in.to && l.timeAt[i] {
			i++
		}
		for i < in.to && l.is(i, cTitle) && !l.is(i, cMe) {
			i++
		}
		if i == at+h.N || i >= in.to {
			continue
		}
		if h, ok := l.find(i, cDecidesSo); ok && (l.closes(i+h.N, in) || l.onlyRequests(span{i + h.N, in.to})) {
			return at
		}
	}
	return in.to
}

// onlyRequests reports a stretch that names requests, whose they are, and nothing else.
func (l *look) onlyRequests(in span) bool {
	found := false
	for i := in.from; i < in.to; i++ {
		found = found || l.is(i, cRequestWord)
		if _, word := l.s.Word(i); word && l.seg[i] > 0 && !l.timeAt[i] && !l.nameAtToken(i) && !l.is(i, cRequestWord, cOf, cPolite, cTitle, cLater, cAlready) && !l.own(i, oFiller, oTitle) {
			return false
		}
	}
	return found
}

// asksDecided reports a question about what was or would be decided, which orders nothing:
// "những bạn nào đã được duyệt", "sao lại duyệt cho Bình".
func (l *look) asksDecided(in span) bool {
	return l.firstOf(in, cAskDecided) < in.to || l.asksDone(in)
}

// asksDone reports "chị duyệt cho Lan rồi à", "nghe nói em duyệt cho Bình rồi".
func (l *look) asksDone(in span) bool {
	already := l.firstOf(in, cAlready)
	if already == in.to {
		return false
	}
	if at, _ := l.deciding(in); at < 0 || l.firstOf(span{at, in.to}, cAlready) == in.to {
		return false
	}
	if h, ok := l.find(in.from, cReported); ok && h.N > 1 && h.Value == heard {
		return true
	}
	return l.asksSoftly(in) || l.featuresHave(in, feature(cTag))
}

// answersDecided reads such a question: about days who is at home then, about somebody
// what waits of theirs, else the decisions made last.
func (l *look) answersDecided(in span, f *features) (Act, bool) {
	if f.has(fMe) && !(f.has(fPerson) && (l.asksDone(in) || l.asksApproved(in))) || f.has(feature(cRequestWord)) || f.has(feature(cWork)) || !l.asksDecided(in) {
		return Act{}, false
	}
	if at, _ := l.deciding(in); at < 0 && !l.asksApproved(in) {
		return Act{}, false
	}
	switch {
	case !f.has(fPerson) && (l.asksWhyRefused(in) || f.has(fOther) || f.has(feature(cHelpMe)) || f.has(feature(cRole)) || f.has(feature(cMe)) && f.has(feature(cGive))): // "sếp đồng ý chưa"
		act := l.question(Waiting, in)
		act.Own = true
		return act, true
	case f.has(fPerson):
		return l.ofOwn(l.question(Waiting, in), in), true
	case f.has(fDay):
		return l.question(Who, in), true
	}
	return Act{Wish: Wish{Intent: Undo}}, true
}

// asksYet reports "chị duyệt cho Nam chưa": whether somebody's is decided.
func (l *look) asksYet(in span, f *features) bool {
	if !f.has(feature(cApprove)) || !f.has(fPerson) || !f.has(fQuestion) || f.has(feature(cWork)) || f.has(fContent) || l.spares(in) {
		return false
	}
	at, intent := l.deciding(in)
	yet := l.firstOf(in, cYet)
	return at >= 0 && intent == Approve && yet > at && yet < in.to && l.closes(yet+l.seg[yet], in) && len(l.decided(in, at)) > 0 && !l.begs(in, nil)
}

// ofOwn has a question be about the writer's own where it names only who decides: "anh Đức duyệt
// cho em chưa".
func (l *look) ofOwn(act Act, in span) Act {
	persons := l.personIn(in)
	at, _ := l.deciding(in)
	if len(persons) != 1 || at < 0 || persons[0].end != at && !(persons[0].end == at-1 && l.is(at-1, cAlready)) {
		return act
	}
	for i := at; i < in.to; i++ {
		if l.is(i, cHelpMe) || l.is(i, cGive) && l.is(i+1, cTitle, cMe) && !l.titleOfName(i+1) {
			act.Who, act.Own = nil, true
		}
	}
	return act
}

// asksWhyRefused reports "sao không duyệt vậy".
func (l *look) asksWhyRefused(in span) bool {
	at := l.firstOf(in, cAskDecided)
	return at < in.to && l.is(at, cHow)
}

// asksApproved reports a word for the question that holds the word that decides.
func (l *look) asksApproved(in span) bool {
	for i := in.from; i < in.to; i++ {
		for k := i; l.is(i, cAskDecided) && k < i+l.seg[i]; k++ {
			if _, ok := l.s.Find(k, cApprove.id()); ok {
				return true
			}
		}
	}
	return false
}

// orRevoked reads "không duyệt cho Lan nữa": what was approved is taken back.
func (l *look) orRevoked(act Act, in span) Act {
	if act.Intent == Reject && len(act.Who) > 0 && l.noLonger(in) {
		act.Intent = Revoke
	}
	return act
}

// noLonger reports the "nữa" that closes "không duyệt cho Lan nữa".
func (l *look) noLonger(in span) bool {
	i := l.firstOf(in, cStillTo)
	h, ok := l.find(i, cStillTo)
	return ok && i < in.to && h.Exact && l.closes(i+h.N, in)
}
