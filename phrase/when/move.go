package when

import (
	"slices"
)

// readMove reads "đổi t5 sang t6", "t6 thay vì t5", "đổi sang t6", "dời t5".
func readMove(m *lists, nodes []node) ([]draft, bool) {
	if k := slices.IndexFunc(nodes, func(n node) bool { return n.kind == nodeInstead }); k >= 0 {
		return readInstead(m, nodes, k)
	}
	change := slices.IndexFunc(nodes, func(n node) bool {
		return n.kind == nodeVerb && !n.not && (n.verb == lexChange || n.verb == lexReplace)
	})
	into := slices.IndexFunc(nodes, func(n node) bool { return n.kind == nodeInto })
	d := draft{head: Move}

	switch {
	case into >= 0:
		var before []node
		end := moveEnd(nodes, into)
		d.terms = termsOf(m, nodes[into:end])
		if change >= 0 && change < into {
			d.from, before = termsOf(m, nodes[change:into]), nodes[:change]
		}
		if len(d.from) == 0 {
			start := moveStart(nodes[:into])
			d.from, before = termsOf(m, nodes[start:into]), nodes[:start]
		}
		if len(d.terms) == 0 {
			return nil, false
		}
		for k := range d.from { // "em đăng ký nhầm t5, sửa thành t6"
			d.from[k].ruled = false
		}
		if slices.ContainsFunc(before, func(n node) bool { return n.kind == nodeVerb && headOf(n) != office }) {
			return append(append(assign(m, clausesOf(m, before)), d), assign(m, clausesOf(m, nodes[end:]))...), true
		}
		return append([]draft{d}, assign(m, clausesOf(m, nodes[end:]))...), true
	case change >= 0:
		d.from = termsOf(m, nodes)
		if after := termsOf(m, nodes[change:]); nodes[change].verb == lexReplace && len(after) > 0 && len(after) < len(d.from) {
			d.terms, d.from = termsOf(m, nodes[:change]), after // "lấy t6 thay t5"
			break
		}
		if len(d.from) == 0 && !nodes[change].strong {
			return nil, false
		}
		if k := slices.IndexFunc(d.from, func(t term) bool { return t.kind == termOpen && t.count > 0 }); k >= 0 && len(d.from) > 1 {
			d.terms = []term{d.from[k]}
			d.from = slices.Delete(slices.Clone(d.from), k, k+1)
		}
	default:
		return nil, false
	}
	return []draft{d}, true
}

// moveStart is where the days to move away from begin: behind another wish that a comma
// parts from them, as in "hủy thứ 5, còn thứ 6 dời qua thứ 4".
func moveStart(nodes []node) int {
	for k, n := range slices.Backward(nodes) {
		if n.kind != nodeComma && n.kind != nodeBreak || !anyTerm(nodes[k:]) {
			continue
		}
		wish := slices.IndexFunc(nodes[:k], func(n node) bool {
			return n.kind == nodeVerb && (n.verb == lexCancel || n.verb == lexDrop || n.verb == lexLeave || n.verb == lexHome)
		})
		if wish >= 0 && anyTerm(nodes[:k]) {
			return k
		}
		return 0
	}
	return 0
}

// moveEnd finds where another wish begins after the new days of a move: "đổi t4
// sang t5 và hủy t6", "…, t6 em nghỉ phép".
func moveEnd(nodes []node, into int) int {
	comma, said := -1, false // the last comma; whether the new days were named
	for k := into + 1; k < len(nodes); k++ {
		switch n := nodes[k]; {
		case n.kind == nodeComma || n.kind == nodeBreak:
			if said && !(comma >= 0 && n.kind == nodeBreak && nodes[k-1].kind == nodeTerm) { // "…, còn thứ 5 thì hủy"
				comma = k
			}
		case n.kind == nodeTerm && comma < 0:
			said = true
		case n.kind != nodeVerb || !said || headOf(n) == unsaid:
		case comma >= 0 && k > comma+1 && nodes[k-1].kind != nodeComma:
			return comma + 1
		case k+1 < len(nodes) && nodes[k+1].kind == nodeTerm:
			return k
		}
	}
	return len(nodes)
}

// turnsTo reports "sang", "qua", "thành" before what days are changed to.
func (p *parser) turnsTo(i int) bool {
	if !p.plain(i, plainTurns) || p.toks[i].word.tone == '\'' || !p.hasVerb(lexChange) {
		return false
	}
	switch p.verbAt(i + 1).lex {
	case lexHome, lexOffice, lexGoWork, lexLeave:
		return true
	}
	return false
}

// swapsWith reports "với", "cho" between the old and the new day of a move that has
// no other word there: "đổi t5 với t6".
func (p *parser) swapsWith(i int) bool {
	if !p.plain(i, plainSwaps) || !p.afterDay() || !p.hasVerb(lexChange) || p.hasItem(itInto) || !p.startsDay(i+1) {
		return false
	}
	for j := i + 1; j < min(i+2*smallWords, len(p.toks)); j++ {
		if p.is(j, lexInto, lexBy) && p.startsDay(j+1) || p.sign(j, ">") {
			return false
		}
	}
	return true
}

// amends reports "sửa", "chỉnh" of days: "sửa lại thành t6", but not "sửa báo cáo".
func (p *parser) amends(i int) bool {
	for j := i; j < min(i+smallWords, len(p.toks)) && p.toks[j].kind != tokSign; j++ {
		if p.plain(j, plainTurns) {
			return p.startsDay(j + 1)
		}
	}
	return false
}

// ofDays is the value of a lexChange that holds only before the days it turns to.
const ofDays = 1

// turn reads "đổi t5 sang nghỉ phép" as the wish that the days turn to; being at the
// office gives them up. With days on both sides it stays a move.
func turn(items []item) []item {
	k := indexKind(items, itTurn)
	if k < 0 || k+1 >= len(items) {
		return items
	}
	if hasDay(items[:k]) && hasDay(items[k:]) {
		items[k].kind = itInto
		return items
	}
	out := make([]item, 0, len(items)+1)
	for j, it := range items {
		switch {
		case j == k, j < k && it.kind == itVerb:
			continue
		case j == k+1 && (it.verb == lexOffice || it.verb == lexGoWork):
			it.verb, it.strong = lexCancel, true
		}
		out = append(out, it)
	}
	return out
}

// readInstead reads the days after "thay vì" as the old ones. Before a verb it
// only names what is not done: "t5 em lên cơ quan thay vì ở nhà" cancels.
func readInstead(m *lists, nodes []node, k int) ([]draft, bool) {
	end := k + 1
	for end < len(nodes) && (nodes[end].kind == nodeTerm || nodes[end].kind == nodeWord) {
		end++
	}
	from := termsOf(m, nodes[k:end])
	rest := slices.Concat(nodes[:k], nodes[end:])
	if len(from) > 1 && !anyTerm(rest) { // "thay vì t5 em làm t6"
		return []draft{{head: Move, from: from[:1], terms: from[1:]}}, true
	}
	if len(from) > 0 {
		if to := termsOf(m, rest); len(to) > 0 {
			return []draft{{head: Move, from: from, terms: to}}, true
		}
		return nil, false
	}
	if end < len(nodes) && nodes[end].kind == nodeVerb {
		other := slices.Concat(nodes[:k], nodes[end+1:])
		if nodes[end].verb == lexHome {
			return []draft{{head: GiveUp, terms: termsOf(m, other)}}, anyTerm(other)
		}
		return assign(m, clausesOf(m, other)), true
	}
	return nil, false
}

func termsOf(m *lists, nodes []node) []term {
	n := 0
	for k := range nodes {
		if nodes[k].kind == nodeTerm {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := m.terms.list(n)
	for k := range nodes {
		if nodes[k].kind == nodeTerm {
			out = append(out, *nodes[k].term)
		}
	}
	return out
}

func anyTerm(nodes []node) bool {
	return slices.ContainsFunc(nodes, func(n node) bool { return n.kind == nodeTerm })
}

// plan resolves a draft.
func (r resolver) plan(d draft) Plan {
	w := Plan{Head: d.head, Said: d.said}
	switch {
	case d.head == Move:
		from := r.selection(d.from)
		w.From = &from
		w.Selection = r.sameWeek(d.terms, from, r.target(d.terms, from))
		return w
	case len(d.terms) == 0 && (d.head == Who || d.head == Waiting):
		return w
	case d.every || d.daily:
		w.Selection, w.Series = r.repeated(d)
	default:
		w.Selection = r.selection(d.terms)
	}
	if w.Absent = d.absent && d.head == Stay && len(w.Days) > 0; w.Absent {
		w.Doubts = append(w.Doubts, doubt(DoubtAbsent))
	}
	return w
}

// target resolves where days are moved to. A week alone means the same weekdays of
// that week, a number of days means so many days later, a half the same day.
func (r resolver) target(terms []term, from Selection) Selection {
	if len(terms) != 1 || len(from.Days) == 0 || from.Open || len(from.Options) > 0 {
		return r.selection(terms)
	}
	t, shift := terms[0], 0
	switch {
	case t.kind == termHalf && len(from.Days) == 1:
		return r.classify(answer{alts: r.slots(from.Days[0].Date, t.from.day.half)})
	case t.kind == termSpan && t.from.span.unit == unitWeek && !t.from.span.whole && !t.from.span.edge:
		monday, _ := r.span(t.from.span)
		shift = int(monday - from.Days[0].Date.Monday())
	case t.kind == termOpen && t.count > 0:
		shift = t.count
	}
	if shift <= 0 || shift > Horizon {
		return r.selection(terms)
	}
	var moved []mark
	for _, s := range from.Days {
		moved = append(moved, mark{Slot: Slot{Date: s.Date.AddDays(shift), Part: s.Part}})
	}
	return r.classify(answer{alts: [][]mark{moved}, doubts: []Doubt{doubt(DoubtShift)}})
}

// sameWeek takes a weekday that is named without its week, and would lie before the week of the
// day that is moved, as one of that week: "đổi thứ 5 tuần sau qua thứ 4".
func (r resolver) sameWeek(terms []term, from, to Selection) Selection {
	if len(terms) != 1 || terms[0].kind != termDay || len(from.Days) != 1 || len(to.Days)+len(to.Closed) != 1 || len(to.Options) > 0 {
		return to
	}
	d, monday := terms[0].from.day, from.Days[0].Date.Monday()
	plain := d.kind == byWeekday && d.week == nil && d.qual == qualNone && d.also == nil
	if !plain || slices.Concat(to.Days, to.Closed)[0].Date >= monday || monday <= r.today.Monday() {
		return to
	}
	date := monday.AddDays(isoWeekday(d.weekday) - 1)
	return r.classify(answer{alts: r.slots(date, d.half), doubts: []Doubt{doubt(DoubtSameWeek, "day", date)}})
}

// maybeThisMonth reports a day to move away from that is still to come this month, while the
// days to move to are in another.
func (p *parser) maybeThisMonth(d, to day) bool {
	_, month, dayOf := p.today.civil()
	return to.month != 0 && to.month != int(month) && d.dayOf > dayOf
}
