package when

import (
	"slices"
	"strings"
)

// Plans says which days each wish and question of the sentence is about, seen from
// today. note is the reason after "vì", as it was written.
func (s *Sentence) Plans(today Date, cal Calendar) (plans []Plan, note string) {
	m := &s.room.lists
	p, r := s.read, resolver{today: today, cal: cal, lists: m}
	if p == nil || p.today != today {
		p = s.parser(today)
		p.chunk()
	}
	s.room.edited = append(s.room.edited[:0], p.items...)
	items := s.room.edited
	if p.asksOfProgramme() || p.asksWhy() {
		return nil, ""
	}
	var drafts []draft
	for _, items := range splitSentences(items) {
		items = ruleOut(items)
		all := items
		items, at, end := dropNote(m, items)
		items = lendReason(all, items)
		if at >= 0 && note == "" {
			note = p.noteText(s.runes, at, end)
		}
		items = dropSkipped(items)
		items = dropRemarks(items)
		items = settleInto(m, turn(items), p.marked)
		items = r.appose(scope(m, markRemarks(items)))
		drafts = mergeDrafts(drafts, readNodes(m, buildNodes(m, items)))
	}
	for _, d := range drafts {
		plan := r.plan(d)
		plan.At = s.placed(d)
		plans = append(plans, plan)
	}
	return plans, note
}

// placed is where the first day of a draft stands in the text.
func (s *Sentence) placed(d draft) int {
	first := -1
	for _, terms := range [][]term{d.from, d.terms} {
		for k := range terms {
			t := &terms[k]
			at := t.from.at
			switch t.kind {
			case termOpen, termBad:
				continue
			case termUntil:
				at = t.to.at
			}
			if at < len(s.toks) && (first < 0 || at < first) {
				first = at
			}
		}
	}
	if first < 0 {
		return -1
	}
	return s.toks[first].index
}

// Whole is the days of all time expressions together, where a week or a month means
// its working days.
func (s *Sentence) Whole(today Date, cal Calendar) (Selection, bool) {
	p, m := s.parser(today), &s.room.lists
	r := resolver{today: today, cal: cal, lists: m}
	items := r.appose(scope(m, p.chunk()))
	terms := termsOf(m, buildNodes(m, items))
	if len(terms) == 0 {
		return Selection{}, false
	}
	wholeSpans(terms)
	return r.selection(terms), true
}

// splitSentences parts items at full stops and question marks.
func splitSentences(items []item) [][]item {
	if indexKind(items, itStop) < 0 {
		return [][]item{items}
	}
	var out [][]item
	start := 0
	for k, it := range items {
		if it.kind == itStop {
			out = append(out, items[start:k])
			start = k + 1
		}
	}
	return append(out, items[start:])
}

// noteText is the text between two tokens as it was written.
func (p *parser) noteText(runes []rune, at, end int) string {
	if at >= len(p.toks) {
		return ""
	}
	from, to := p.toks[at].at, len(runes)
	if end < len(p.toks) {
		to = p.toks[end].at
	}
	for k := at; k < end && k < len(p.toks); k++ { // a full stop ends it
		if p.toks[k].isSign(";!?") || p.toks[k].isSign(".") && !p.glued(k+1) {
			to = p.toks[k].at
			break
		}
	}
	return strings.Trim(string(runes[from:to]), " \t\n,.;:")
}

// dropNote takes the reason out of a sentence: after the days it runs to the end,
// unless a clause after a comma has a wish with days of its own; before them it
// runs to the comma. at and end are its tokens; at is -1 where there is none.
func dropNote(m *lists, items []item) (rest []item, at, end int) {
	k := indexKind(items, itReason)
	if k < 0 {
		return items, -1, 0
	}
	at, end = items[k].at+items[k].words, 1<<30
	stop, first := len(items), k+1
	leading := !hasDay(items[:k])
	if first < len(items) && items[first].kind == itComma && items[first].at == at { // "lý do: …"
		first++
	}
	for j := first; j < len(items); j++ {
		if items[j].kind == itBreak && leading || items[j].kind == itComma && (leading || clauseWishes(items[j+1:])) {
			stop, end = j, items[j].at
			break
		}
	}
	if leading && stop == len(items) { // "vì con ốm em xin làm ở nhà mai"
		stop, end = k+1, at
		for stop < len(items) && !items[stop].dayish() && !(items[stop].kind == itVerb && items[stop].verb != lexSick && items[stop].verb != lexBusy) {
			stop++
			if stop < len(items) {
				end = items[stop].at
			} else {
				end = 1 << 30
			}
		}
	}
	rest = append(append(m.items.list(len(items)), items[:k]...), items[stop:]...)
	return rest, at, end
}

func indexKind(items []item, kind itemKind) int {
	for k := range items {
		if items[k].kind == kind {
			return k
		}
	}
	return -1
}

func hasDay(items []item) bool {
	for k := range items {
		if items[k].dayish() {
			return true
		}
	}
	return false
}

// clauseWishes reports a verb and a day before the next comma.
func clauseWishes(items []item) bool {
	if k := indexKind(items, itComma); k >= 0 {
		items = items[:k]
	}
	return hasDay(items) && hasWish(items)
}

// hasWish reports a verb that says what to do on a day.
func hasWish(items []item) bool {
	for k := range items {
		if items[k].kind == itVerb {
			switch items[k].verb {
			case lexHome, lexOffice, lexCancel, lexDrop, lexChange, lexReplace, lexLeave, lexGoWork, lexBack, lexTake, lexWho, lexWaiting:
				return true
			}
		}
	}
	return false
}

// dropSkipped removes deadlines: "trước thứ 5", "hạn 26/11".
func dropSkipped(items []item) []item {
	if indexKind(items, itSkip) < 0 {
		return items
	}
	out := make([]item, 0, len(items)+1)
	for k := 0; k < len(items); k++ {
		if items[k].kind != itSkip {
			out = append(out, items[k])
			continue
		}
		for k+1 < len(items) && items[k+1].dayish() {
			k++
		}
	}
	return out
}

// dropRemarks removes clauses that name days only in passing: they hold content
// words and no wish, or nothing but what was yesterday, while another clause holds
// both a wish and a day.
func dropRemarks(items []item) []item {
	if indexKind(items, itComma) < 0 && indexKind(items, itBreak) < 0 {
		return items
	}
	var clauses [][]item
	start := 0
	for k, it := range items {
		if it.kind == itComma || it.kind == itBreak {
			clauses = append(clauses, items[start:k+1])
			start = k + 1
		}
	}
	clauses = append(clauses, items[start:])
	main := false
	for _, c := range clauses {
		main = main || hasWish(c) && slices.ContainsFunc(c, func(it item) bool { return it.dayish() && it.kind != itHalf && it.kind != itOpen })
	}
	if slices.ContainsFunc(clauses, lacksOrigin) {
		return items
	}
	now := slices.ContainsFunc(items, func(it item) bool { return it.dayish() && !it.past() && it.kind != itHalf })
	drops := func(c []item) bool {
		return (main && countKind(c, itWord) >= 2 || now && hasWish(items) && recalls(c)) && !hasWish(c) && hasDay(c)
	}
	if !slices.ContainsFunc(clauses, drops) {
		return items
	}
	var out []item
	for _, c := range clauses {
		if !drops(c) {
			out = append(out, c...)
		}
	}
	return out
}

// recalls reports a clause about yesterday: "em đau chân từ hôm qua".
func recalls(items []item) bool {
	past := slices.ContainsFunc(items, item.past)
	other := slices.ContainsFunc(items, func(it item) bool { return it.dayish() && !it.past() && it.kind != itHalf })
	return past && !other && (indexKind(items, itWord) >= 0 || indexKind(items, itVerb) >= 0)
}

// past reports a day that the word itself puts before today: "hôm qua".
func (it item) past() bool { return it.kind == itDay && it.day.kind == byOffset && it.day.offset < 0 }

// markRemarks marks a month by number that stands among other content without a
// verb: "báo cáo tháng 11" wishes nothing. Open days that stand alone ("hôm sau",
// "2 ngày") are a wish.
func markRemarks(items []item) []item {
	if hasWish(items) {
		return items
	}
	content := indexKind(items, itWord) >= 0 || indexKind(items, itVerb) >= 0
	for k := range items {
		if !content {
			items[k].strong = items[k].strong || items[k].kind == itOpen
			continue
		}
		items[k].remark = items[k].kind == itSpan && items[k].span.unit == unitMonth && items[k].span.bare
	}
	return items
}

func countKind(items []item, kind itemKind) int {
	n := 0
	for _, it := range items {
		if it.kind == kind {
			n++
		}
	}
	return n
}

// settleInto decides what "sang" and "đến" are in a move: the one word between the
// old and the new days is "into", another "sang" is the morning.
func settleInto(m *lists, items []item, marked bool) []item {
	change := false
	for _, it := range items {
		change = change || it.kind == itVerb && !it.not && (it.verb == lexChange || it.verb == lexReplace)
	}
	items = bareSang(items, change, marked)
	if change {
		items = dropFrom(m, items)
	}
	into := indexKind(items, itInto)
	if change && into < 0 {
		for k := 1; k+1 < len(items); k++ { // "đổi t5 lấy t6"
			if items[k].kind == itVerb && items[k].verb == lexTake && items[k-1].dayish() && items[k+1].dayish() {
				items[k] = item{kind: itInto, at: items[k].at}
				return items
			}
		}
		for k := len(items) - 2; k >= 0; k-- {
			if items[k].kind == itTo && items[k].strong && items[k+1].dayish() {
				items[k].kind = itInto
				break
			}
		}
	}
	if !change {
		return dropInto(m, items)
	}
	return items
}

// dropFrom removes "từ" in "đổi từ t5 sang t6", where it opens no range.
func dropFrom(m *lists, items []item) []item {
	out := m.items.list(len(items) + 1)
	for k, it := range items {
		if it.kind == itFrom {
			to, into := indexKind(items[k:], itTo), indexKind(items[k:], itInto)
			if to < 0 || into < 0 || to > into {
				continue
			}
		}
		out = append(out, it)
	}
	return out
}

// bareSang turns one "sang" without marks into "into" where the move has no other.
func bareSang(items []item, change, marked bool) []item {
	switch {
	case !change:
		return alone(items, marked)
	case indexKind(items, itInto) >= 0 && !marked:
		return items
	}
	best := -1
	for k, it := range items {
		if it.kind != itHalf || !it.maybe || k+1 >= len(items) || !items[k+1].dayish() {
			continue
		}
		afterDay := k > 0 && items[k-1].dayish() && !items[k-1].maybe
		if best < 0 || afterDay && !(items[best-min(best, 1)].dayish() && best > 0) {
			best = k
		}
	}
	if best >= 0 {
		items[best] = item{kind: itInto, at: items[best].at}
	}
	return items
}

// alone reads "t4 sang sáng t6": where no verb is said, a "sang" without marks between two days
// turns one into the other if the text writes marks, or says nothing else.
func alone(items []item, marked bool) []item {
	for k := 1; k+1 < len(items); k++ {
		if items[k].kind == itHalf && items[k].maybe && items[k-1].kind == itDay && items[k+1].dayish() && (marked || len(items) == 3) {
			items[k] = item{kind: itInto, at: items[k].at}
			return items
		}
	}
	return items
}

// dropInto keeps "into" without a verb only between two days: "t5 sang t6".
func dropInto(m *lists, items []item) []item {
	if indexKind(items, itInto) < 0 {
		return items
	}
	out := m.items.list(len(items) + 1)
	for k, it := range items {
		if it.kind == itInto && k > 1 && items[k-2].kind == itFrom {
			it.kind, it.strong = itTo, true // "từ t4 qua t6"
		}
		if it.kind == itInto && !(k > 0 && k+1 < len(items) && items[k-1].kind == itDay && items[k+1].dayish()) {
			continue
		}
		out = append(out, it)
	}
	return out
}
