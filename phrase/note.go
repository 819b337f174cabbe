package phrase

import (
	"slices"

	"tainha/phrase/when"
)

// workNote is the work that is named beside a wish for a day at home, as it is
// written: "mai em xin ở nhà làm báo cáo quý", "thứ 5 em wfh, soạn tờ trình".
func (l *look) workNote(clauses []clause) string {
	home := false
	for k := range clauses {
		c := &clauses[k]
		if c.drop || !c.own && !home {
			continue
		}
		from := c.from
		if at := l.homeEnd(c.span); at >= 0 {
			from, home = at, true
		} else if c.has(fTime) || c.head {
			continue
		}
		if !home {
			continue
		}
		for from < c.to && (l.timeAt[from] || l.is(from, cMe) || l.own(from, oFiller, oTitle)) && !l.is(from, cDo) {
			from++
		}
		if text := l.workText(span{from, c.to}); text != "" {
			return text
		}
	}
	return ""
}

// homeEnd is the token after the words for working at home, the verb that closes them
// left out; below 0 where there are none.
func (l *look) homeEnd(in span) int {
	for i := in.from; i < in.to; i++ {
		if l.uses[i] != when.Verb || !l.own(i, oHome) {
			continue
		}
		h, _ := l.s.Find(i, l.words.own[oHome])
		end := i + h.N
		if h.N > 2 && l.is(end-1, cDo) && end < in.to {
			end--
		}
		return end
	}
	return -1
}

// workText is a stretch that says what is done, up to the next day; empty where it
// says nothing of the kind.
func (l *look) workText(in span) string {
	if in.from >= in.to || !l.is(in.from, cDo, cDoneVerb, cFinish, cUnderway) {
		return ""
	}
	works := l.works(in)
	for i := in.from; i < in.to; i++ {
		if l.timeAt[i] && !slices.ContainsFunc(works, func(w workAt) bool { return w.holds(i) }) {
			in.to = i
		}
	}
	if in.to-in.from < 2 || len(works) == 0 && !l.featuresHave(in, fContent) {
		return ""
	}
	for in.to > in.from && (l.s.Sign(in.to-1, ",.;:!") || l.is(in.to-1, cPolite) && !l.is(in.to-2, cGive)) {
		in.to--
	}
	return l.s.Text(in.from, in.to)
}

func (l *look) featuresHave(in span, k feature) bool {
	f := l.featuresOf(in)
	return f.has(k)
}

// plan reads the work that is named beside a day at home: "thứ 6 em ở nhà làm 2 báo cáo".
func (l *look) plan(acts []Act, keep []bool) (Act, bool) {
	k := slices.IndexFunc(acts, func(a Act) bool { return a.Intent == Home && len(a.Days) > 0 && !a.Near })
	if k < 0 {
		return Act{}, false
	}
	home := false
	for i := range keep {
		home = home || keep[i] && l.uses[i] == when.Verb && l.own(i, oHome)
		if !home || !keep[i] && !l.inFigure(i) {
			continue
		}
		w, ok := l.workAt(i, l.s.Len())
		if !ok || w.open {
			continue
		}
		for _, x := range l.figures {
			if x.kind == quantity && x.to <= w.head && w.head-x.to <= 1 {
				t := Task{Work: w.words, Count: x.a, Due: Due{Kind: DueDay, Day: acts[k].Days[0].Date, Hour: -1}}
				return Act{Wish: Wish{Intent: Plan}, Task: t, at: i}, true
			}
		}
	}
	return Act{}, false
}
