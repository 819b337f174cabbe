package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// The values of words that tell that work comes later.
const (
	aheadAlways  = 0
	aheadFinish  = 1 // right behind a word for being finished alone: "xong thì em báo"
	aheadNowSaid = 2 // it is finished after all: "thế là xong"
)

// ahead reports work that is still to come, or that comes only if something else does: "tí nữa xong em
// nộp", "nếu xong sớm em nộp luôn", "ok xong em làm liền". Nothing was done yet.
func (l *look) ahead(in span, works []workAt) bool {
	if !l.anywhere(cAhead, cFinish) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cAhead); ok {
			switch {
			case h.Value == aheadNowSaid:
				return false
			case h.Value == aheadAlways && (l.seg[i] > 0 || h.N > 1):
				return true
			}
		}
		if h, ok := l.find(i, cFinish); ok && h.N == l.seg[i] && (l.leads(i, in, works) && l.afterwards(span{i + h.N, in.to}) || l.finishesThen(i, in)) {
			return true
		}
	}
	return false
}

// finishesThen reports "chiều em xong", "thứ 6 em xong": a time that is not over, who writes, and the word for being
// finished at i.
func (l *look) finishesThen(i int, in span) bool {
	for b := in.from; b < i; b++ {
		if l.is(b, cYes, cTake, cBefore, cDeadline) { // "ok chị, thứ 5 em xong" accepts
			return false
		}
	}
	k := i
	for k > in.from && (l.is(k-1, cMe, cTitle, cPolite) || l.own(k-1, oFiller)) && !l.timeAt[k-1] {
		k--
	}
	if k == i || k == in.from || !l.timeAt[k-1] || l.firstOf(span{i + l.seg[i], in.to}, cAlready) < in.to || !l.closes(i+l.seg[i], in) && !l.is(i+l.seg[i], cWork, cTask) {
		return false
	}
	return slices.ContainsFunc(l.times, func(t when.Expression) bool { return t.From < k && t.To >= k && !t.Past })
}

// leads reports that nothing but work and who is spoken to stands before i: "họp xong em gửi" is no work.
func (l *look) leads(i int, in span, works []workAt) bool {
	if i == in.from || l.s.Sign(i-1, ",.;:") || l.nameAtToken(i-1) || titled(works, i) {
		return true
	}
	return l.uses[i-1] != when.Verb && l.uses[i-1] != when.Time && (l.is(i-1, cYes, cPolite, cTitle, cMe, cTask, cDo) || l.own(i-1, oFiller, oVoc, oGreet))
}

// partDone reports "xong phần đầu rồi", "phần 1 xong rồi": a part is finished, not the whole.
func (l *look) partDone(in span) bool {
	if !l.anywhere(cSection) {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cSection); !ok || h.N != l.seg[i] {
			continue
		}
		if l.ends(i, cFinish) || l.ends(i, cProgress) && l.ends(i, cExtend) { // "mới xong phần mở đầu"
			return true
		}
		_, number := l.s.Number(i + 1)
		if (number || l.is(i+1, cFirst)) && i == in.from && l.firstOf(span{i, in.to}, cFinish) < in.to {
			return true
		}
	}
	return false
}

// afterwards reports "thì em báo chị", "em làm liền", "việc này em nghỉ phép nha" behind a word for being
// finished: what somebody does when that is so.
func (l *look) afterwards(in span) bool {
	if in.from >= in.to || l.s.Sign(in.from, ",.;") || l.firstOf(in, cAlready) < in.to {
		return false
	}
	if l.phrase(in.from, cAhead) == aheadFinish {
		return true
	}
	if l.is(in.from, cTask) {
		h, _ := l.find(in.from, cTask)
		in.from += h.N
		for in.from < in.to && l.own(in.from, oThis, oFiller) {
			in.from++
		}
	}
	if in.from >= in.to || !l.is(in.from, cMe) {
		return false
	}
	for i := in.from + 1; i < in.to; i++ {
		if l.is(i, cDo, cDoneVerb, cSend, cTells, cTake, cUrgent) || l.uses[i] == when.Verb {
			return true
		}
	}
	return false
}

// cannot reports "không nhập phiếu được", "in không được": what somebody would do, and cannot.
func (l *look) cannot(in span, works []workAt) bool {
	if !l.anywhere(cProgress) || !l.anywhere(cDo, cSend, cDoneVerb) || len(works) == 0 {
		return false
	}
	for i := in.from; i < in.to; i++ {
		if !l.own(i, oNot) || l.is(i, cYet) {
			continue
		}
		if l.is(i-1, cDo, cSend, cDoneVerb) && l.is(i+1, cAllowed) && l.closes(i+2, span{i, l.clauseEnd(i, in)}) {
			return true
		}
		if !l.is(i+1, cDo, cSend, cDoneVerb) {
			continue
		}
		for k, end := i+2, l.clauseEnd(i, in); k < end; k++ {
			if l.is(k, cAllowed) && l.closes(k+1, span{i, end}) {
				return true
			}
		}
	}
	return false
}

// clauseEnd is where the words up to the next sign end.
func (l *look) clauseEnd(i int, in span) int { return min(in.to, l.partEnd(i)) }
