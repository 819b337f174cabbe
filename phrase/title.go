package phrase

import (
	"strings"

	"tainha/phrase/when"
)

// title is the work that is given with all that is said of it, as written: "soạn công văn gửi
// Sở Tài chính về quyết toán, hạn thứ 6" is "công văn gửi Sở Tài chính về quyết toán". It is
// empty where that is no more than the words for the work.
func (l *look) title(in span, w workAt, words string) string {
	end := l.titleEnd(span{w.to, in.to})
	head, from := w.words, w.to
	if h, ok := l.find(w.head, cWork); ok && l.s.Marked() {
		head, from = l.s.Spelling(h), w.head+h.N
	}
	if at := l.titleFrom(in, w.head); at < w.head { // "sắp xếp lại kho | hồ sơ", "rà soát 40 | hồ sơ"
		lead := l.s.Text(at, w.head)
		if h, ok := l.find(at, cDo); ok && at+h.N <= w.head {
			lead = strings.TrimSpace(l.s.Spelling(h) + " " + l.s.Text(at+h.N, w.head))
		}
		head = lead + " " + head
	}
	title := strings.TrimSpace(head + " " + l.s.Text(from, max(from, end)))
	if _, rest, _ := strings.Cut(title, " "); title == words || l.inFigure(l.titleFrom(in, w.head)) && rest == words {
		return ""
	}
	return title
}

// CountIn is how many a title says at its beginning, what is done with them before it: "40 hồ sơ",
// "rà soát 40 hồ sơ"; 0 where it says none.
func CountIn(title string) float64 {
	l := newLook(Context{}, title)
	defer l.release()
	for i := range l.s.Len() {
		n, _, ok := l.numberAt(i)
		if x, digits := l.s.Number(i); !ok && digits {
			n, ok = float64(x), true
		}
		switch {
		case ok && (i == 0 || l.ends(i, cDo) || l.inFigure(i)):
			return n
		case ok || l.seg[i] > 0 && l.is(i, cWork):
			return 0
		}
	}
	return 0
}

// titleFrom is where a title begins that says more before the words for the work: what is done
// with it, but that it is made, and how many; the work itself where it says nothing there.
func (l *look) titleFrom(in span, work int) int {
	from, more, i := work, false, work
	for i > in.from && (l.inFigure(i-1) || l.is(i-1, cMeasure) && l.inFigure(i-2)) {
		i--
		from = i
	}
	for i--; i >= in.from; i-- {
		_, word := l.s.Word(i)
		if !word || l.nameAtToken(i) || l.timeAt[i] || l.inFigure(i) || l.seg[i] > 0 && l.is(i, cAssign, cAskTo, cGive, cMeasure, cTitle, cMe, cOf) || l.own(i, oFew) {
			break
		}
		if h, ok := l.find(i, cDo); ok && l.seg[i] > 0 && (more || h.Value != makes) {
			from = i
		}
		more = more || l.uses[i] == when.Content && l.seg[i] > 0 && !l.meansAt(i)
	}
	return from
}

// makes is the value of a cDo by which work comes about: a title does not need it.
const makes = 2

// titleEnd is where what is said of work ends: before a comma, whom it is given to, when it is
// due, and the particles.
func (l *look) titleEnd(in span) int {
	end := in.from
	for end < in.to && !l.endsTitle(end) {
		end++
	}
	for end > in.from {
		_, word := l.s.Word(end - 1)
		_, number := l.s.Number(end - 1)
		asked := l.is(end-1, cMe, cTitle) && l.is(end-2, cOnBehalf, cGive, cPolite, cProposes)
		if number || word && !l.is(end-1, cPolite, cProposes) && !asked {
			break
		}
		end--
		if asked && l.is(end-1, cOnBehalf, cGive) {
			end--
		}
	}
	return end
}

// endsTitle reports what is no longer of a title at i.
func (l *look) endsTitle(i int) bool {
	if l.s.Sign(i, ",;:!?\n") && !l.decimal(i) || l.s.Sign(i, ".") && !l.s.Glued(i+1) || l.personSoon(i) || l.is(i, cGive, cAssign, cUntil) && l.personSoon(i+1) || l.lengthSoon(i) {
		return true
	}
	if _, _, next, clock := l.s.Clock(i); clock && next > i+1 || l.timeAt[i] || l.inFigure(i) {
		return true
	}
	return l.seg[i] > 0 && (l.is(i, cUrgent, cEndOfDay, cEndOfWeek, cEndOfMonth) || l.is(i, cDeadline) && (l.daySoon(i+l.seg[i]) || l.clockSoon(i+l.seg[i]) || l.is(i, cBefore)))
}

// unlisted reads work that is in no list, from where its words begin: "giao Bình cài lại máy
// in". What is done is of it where nothing else is.
func (l *look) unlisted(from, i int, in span) (words, title string) {
	words, next := l.workWords("", i, in.to)
	if words == "" {
		next, i = i, from
	}
	end := l.titleEnd(span{next, in.to})
	if words == "" && end == next {
		return "", ""
	}
	title = l.s.Text(i, max(next, end))
	words = strings.TrimSpace(words)
	if end > next {
		words = strings.TrimSpace(words + " " + lowerWord(l.s.Text(next, end)))
		if i == from && next > from && !strings.HasPrefix(words, lowerWord(l.s.Text(from, next))) {
			words = lowerWord(title)
		}
	}
	if title == words {
		title = ""
	}
	return words, title
}

// clockSoon reports an hour at i.
func (l *look) clockSoon(i int) bool {
	_, _, next, ok := l.s.Clock(i)
	return ok && next > i+1
}
