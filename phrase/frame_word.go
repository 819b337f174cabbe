package phrase

import (
	"strings"

	"tainha/phrase/when"
)

// verbs are the letters of words that yield to small words where they are written without their marks.
const verbs = "D5SV_Gg"

// letterAt is the letter of the longest phrase at i and how many tokens it takes; 0 for a word in no
// list.
func (l *look) letterAt(i int, in span) (kind byte, n int) {
	if i >= in.to {
		return 0, 1
	}
	rank := 0
	better := func(k byte, x *when.Spot, by int) {
		if x.Exact() {
			by += sure
		} else if strings.IndexByte(verbs, k) >= 0 {
			by -= 2
		}
		if words := x.Words(); i+words <= in.to && (words > n || words == n && by > rank) {
			kind, n, rank = k, words, by
		}
	}
	for k := range l.hits[i] {
		switch x := &l.hits[i][k]; classOf(x) {
		case cPiece:
			if x.Value() > verdictLetters || x.Value() == pcMeasures {
				continue
			}
			if kind := byte(x.Value()); kind == pcSmall || kind == pcQuestion || kind == pcAbout { // "file"
				better(kind, x, 6)
			} else {
				better(kind, x, 4)
			}
		case cWork:
			better(pcWork, x, 5)
		case cDo, cJob:
			better(pcDo, x, 3)
		case cTask:
			better(pcTask, x, 3)
		case cHearsay, cReported, cKin, cErrand, cThird:
			better(pcAbout, x, 2)
		case cMeasure, cPolite:
			better(pcSmall, x, 2)
		case cOther:
			if x.Words() > 1 {
				better(pcAbout, x, 1)
			}
		}
	}
	if n > 1 {
		return kind, n
	}
	return l.letterOfOne(i, kind, n, rank)
}

// sure is the rank from which a word stands with all its marks.
const sure = 8

// letterOfOne is letterAt for a single word, which may be a title, a wish for days or a small word.
func (l *look) letterOfOne(i int, kind byte, n, rank int) (letter byte, words int) {
	if rank < sure && l.is(i, cTitle) && l.own(i, oTitle) { // "chi coi giup em"
		kind = 0
	}
	if l.uses[i] == when.Verb && l.own(i, oHome, oLeave, oSick, oOffice) && kind != pcWork {
		h := 1
		for i+h < l.s.Len() && l.uses[i+h] == when.Verb {
			h++
		}
		return pcHome, h
	}
	switch {
	case kind != 0:
		return kind, n
	case l.and(i):
		return pcSmall, 1
	case l.is(i, cMe) && l.is(i, cTitle):
		return pcMe, 1
	case l.is(i, cMe):
		return pcMyself, 1
	case l.is(i, cTitle, cRole):
		return pcTitle, 1
	case l.own(i, oFiller, oVoc):
		return pcSmall, 1
	}
	return 0, 1
}

// hangsOn are the letters of words that belong to work right behind it where more of it follows.
const hangsOn = "D5*=~fSEJ_G"

// workEnd is where the words end that say which work it is: "tờ trình | xin kinh phí | ".
func (l *look) workEnd(i int, in span) int {
	for i < in.to {
		if _, word := l.s.Word(i); !word || l.personSoon(i) {
			return i
		}
		kind, n := l.letterAt(i, in)
		if h, ok := l.find(i, cKindOf); ok && i+h.N <= in.to && (h.N >= n || kind == pcWork) {
			if n, number := l.s.Number(i + h.N); number && i+h.N < in.to && l.countable(i, i+h.N, n) {
				i += h.N + 1
				continue
			}
			if h.N == 1 && l.own(i+1, oThis) && l.own(i, oMonth, oWeek, oYear) { // "bảng lương tháng này"
				if l.timeAt[i] {
					return i
				}
				i += 2 //nolint:mnd // both words
				continue
			}
			if !l.timeAt[i] || h.N > 1 {
				i += h.N
				continue
			}
		}
		if l.timeAt[i] {
			return i
		}
		if _, number := l.s.Number(i); number || l.inFigure(i) {
			return i
		}
		if l.and(i) && (kind == 0 || kind == pcSmall) {
			if next, _ := l.letterAt(i+1, in); next != 0 || i+1 >= in.to || l.personSoon(i+1) {
				return i
			}
			i++
			continue
		}
		if kind == 0 || kind == pcWork || kind == pcSmall && n == 1 && l.is(i, cMeasure) && !l.is(i, cPolite) {
			i += n
			continue
		}
		if _, number := l.s.Number(i + n); kind == pcGoesOn && number && i+n < in.to { // "gói số 2"
			i += n + 1
			continue
		}
		if strings.IndexByte(hangsOn, kind) < 0 || !l.workGoesOn(i+n, in, kind) {
			return i
		}
		i += n
	}
	return i
}

// workGoesOn reports that the word that ends at i is of the work before it: what follows is more of it,
// or the end of its part for one that says of what kind it is.
func (l *look) workGoesOn(i int, in span, kind byte) bool {
	if _, word := l.s.Word(i); !word || i >= in.to {
		return kind == pcOthers || (kind == pcDo || kind == pcWeak) && l.s.Marked()
	}
	if l.personSoon(i) {
		return false
	}
	if l.timeAt[i] {
		return kind == pcOthers
	}
	next, _ := l.letterAt(i, in)
	switch next {
	case 0, pcWork:
		return true
	case pcOthers, pcTool:
		return kind == pcOf || kind == pcGoesOn || kind == pcDo || kind == pcWeak || kind == pcSend
	case pcDo, pcWeak:
		return kind == pcGoesOn
	case pcMe, pcUntil:
		return kind == pcDo || kind == pcOthers
	case pcSmall, pcNumber, 'q', 'v', 'y':
		h, ok := l.find(i-1, cDo)
		if !ok {
			h, ok = l.find(i-2, cDo) //nolint:mnd // of two words
		}
		return ok && h.Value == inName && kind == pcDo || kind == pcOthers
	}
	return kind == pcOthers
}
