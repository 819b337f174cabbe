package phrase

import (
	"slices"
	"strings"
)

// framesGiven is work that is given out: each part of it to those who stand before it, or are told of it.
func (l *look) framesGiven(f *frame, in span) (acts []Act) {
	who, fresh, opened := []string(nil), true, true
	for k := range f.pieces {
		switch p := &f.pieces[k]; p.kind {
		case pcPerson, pcCalled:
			if f.kind(k-1) == pcOf {
				continue
			}
			if !fresh && len(acts) > 0 && f.sharesFrom(k) {
				who, fresh, opened = nil, true, true
			}
			if !slices.Contains(who, p.who) {
				who = append(who, p.who)
			}
		case pcUnit:
			who = []string{l.unitOf(p.from)}
		case pcWork, pcThing:
			if !opened && !f.another(k) {
				continue
			}
			if len(acts) == 1 && acts[0].Task.Count == 0 && f.countsBefore(k) {
				acts[0].Task.Count = f.pieces[k-1].number
				continue
			}
			t := l.shareOf(f, k, in)
			t.Who, fresh, opened = who, false, false
			acts = append(acts, Act{Wish: Wish{Intent: Assign}, Task: t, at: p.from})
		}
	}
	due := l.dueIn(in)
	if due.Kind == DueUnsaid && l.whenever(in) || due.Kind == DueUnsaid && strings.IndexByte(f.row, pcUrgeLetter) >= 0 {
		due.Kind = DueAsk
	}
	if due.Kind == DueUnsaid && strings.HasSuffix(f.row, "W") { // "hạn như cũ"
		due.Kind = DueAsk
	}
	for k := range acts {
		if len(acts[k].Task.Who) == 0 {
			acts[k].Task.Who = who
		}
		if len(acts[k].Task.Who) == 0 {
			acts[k].Task.Who = []string{AnyAsk}
		}
		acts[k].Task.Due = due
	}
	return acts
}

// unequalShares reads "Tư làm 4 còn Năm làm 6 biên bản": so many for each, of what the last of them names.
func (l *look) unequalShares(f *frame, in span) (acts []Act) {
	k := 0
	for f.kind(k) == pcPerson || f.kind(k) == pcCalled {
		who := f.pieces[k].who
		if k++; f.kind(k) == pcDo {
			k++
		}
		if f.kind(k) != pcNumber {
			return nil
		}
		n := f.pieces[k].number
		acts = append(acts, Act{Wish: Wish{Intent: Assign}, Task: Task{Who: []string{who}, Count: n, Due: Due{Hour: -1}}, at: f.pieces[k].from})
		k++
		if f.kind(k) == pcWork {
			break
		}
		for f.kind(k) == pcSign || f.kind(k) == pcLeft {
			k++
		}
	}
	if len(acts) < 2 || f.kind(k) != pcWork || strings.Trim(f.row[k+1:], ",.TW2wAX") != "" { //nolint:mnd // several
		return nil
	}
	share, due := l.shareOf(f, k, in), l.dueIn(in)
	for n := range acts {
		t := &acts[n].Task
		t.Work, t.Title, t.Due = share.Work, share.Title, due
	}
	return acts
}

// pcUrgeLetter is the letter of words that urge.
const pcUrgeLetter = 'w'

// sharesFrom reports that somebody at k is given another share: work of their own follows.
func (f *frame) sharesFrom(k int) bool {
	for k++; k < len(f.pieces); k++ {
		switch f.kind(k) {
		case pcPerson, pcCalled, pcFor, pcGive:
		case pcNumber, pcDo, pcWork:
			return strings.IndexByte(f.row[k:], pcWork) >= 0
		default:
			return false
		}
	}
	return false
}

// another reports that work at k is a further piece of work: it has a number of its own.
func (f *frame) another(k int) bool { return f.kind(k-1) == pcNumber && f.kind(k-2) != pcSign }

// countsBefore reports the "200 phiếu" of "nhập dữ liệu hộ khẩu 200 phiếu giao Duyên": how much there is of the
// work before it.
func (f *frame) countsBefore(k int) bool {
	return f.kind(k-1) == pcNumber && f.kind(k-2) == pcWork && f.kind(k-3) == pcDo && f.kind(k+1) == pcGive //nolint:mnd // before it
}

// unitOf is who is meant by a word for the people of the unit at i.
func (l *look) unitOf(i int) string {
	if n := l.everybodyAt(i); n > 0 && !l.is(i+n-1, cTitle) {
		return AnyAll
	}
	return AnyAsk
}

// shareOf is the work at k with its number and its title.
func (l *look) shareOf(f *frame, k int, in span) Task {
	p := f.pieces[k]
	t := Task{Work: l.wordsOf(p.span), Due: Due{Hour: -1}, Minutes: l.minutesIn(in)}
	from := p.from
	for _, n := range [...]int{k - 1, k + 1, k + 2} {
		if f.kind(n) == pcNumber && t.Count == 0 && (n < k || f.pieces[n].to > f.pieces[n].from+1) && (n != k+2 || f.kind(k+1) == pcSign || f.kind(k+1) == 'e') {
			t.Count = f.pieces[n].number
		}
	}
	verb := k - 1
	for f.kind(verb) == pcNumber || f.kind(verb) == pcOnBehalf || f.kind(verb) == pcSection || f.kind(verb) == pcAgain && f.kind(verb-1) == pcDo {
		verb--
	}
	if l.is(p.from, cWork) && f.kind(k-1) != pcAgain {
		t.Title = l.title(in, workAt{span: p.span, head: p.from, words: t.Work}, t.Work)
		return t
	}
	if f.kind(verb) == pcDo && f.kind(k-1) != pcOnBehalf {
		if h, ok := l.find(f.pieces[verb].from, cDo); !ok || h.Value != makes {
			from = f.pieces[verb].from
		}
	}
	switch title := l.s.Text(from, p.to); {
	case p.kind == pcThing && t.Count == 0:
		t.Work = lowerWord(title)
	case lowerWord(title) != t.Work:
		t.Title = title
	}
	return t
}
