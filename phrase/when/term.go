package when

import "time"

// isoWeekday counts Monday as 1 and Sunday as 7.
func isoWeekday(w time.Weekday) int { return (int(w)+6)%7 + 1 }

type termKind uint8

const (
	termDay   termKind = iota // from
	termRange                 // from … to
	termSpan                  // span
	termHalf                  // from.half of an unsaid day
	termRun                   // count working days from "from" on
	termUntil                 // … to, the start unsaid
	termOpen                  // which days is open
	termBad                   // no such day
)

// term is one member of a selection: a day, a range, a week.
type term struct {
	kind   termKind
	from   item
	to     *item // of a range, and of what lasts until
	count  int
	strong bool
	rest   bool // termOpen: what is left of a week
	except bool // taken away from the others
	ruled  bool // "không phải t5"
	or     bool // an alternative to the term before
}

type nodeKind uint8

const (
	nodeTerm nodeKind = iota
	nodeVerb
	nodeComma
	nodeBreak
	nodeInto
	nodeInstead
	nodeBut
	nodeEvery
	nodeWord
)

// node is a term, or something between terms.
type node struct {
	kind nodeKind
	term *term
	verb Class
	not  bool
	only bool // nodeBreak: what follows narrows what was said before
	// strong: nodeVerb: a phrase of several words; nodeEvery: weekly by itself.
	strong bool
	daily  bool // nodeEvery: every day, not every week
}

// builder closes ranges and marks exceptions while it turns items into nodes.
type builder struct {
	lists                 *lists
	nodes                 []node
	except, ruled, orNext bool
}

func (b *builder) term(t term) {
	if b.except && t.kind == termSpan && t.from.span.whole {
		b.except = false
	}
	t.except, t.ruled, t.or = b.except, b.ruled || t.from.not, b.orNext
	b.orNext = false
	kept := append(b.lists.terms.list(1), t)
	b.nodes = append(b.nodes, node{kind: nodeTerm, term: &kept[0]})
}

func buildNodes(m *lists, items []item) []node {
	b := &builder{lists: m, nodes: m.nodes.list(len(items))}
	for k := 0; k < len(items); {
		k = b.step(items, k)
	}
	return b.nodes
}

// step turns the item at k, and what belongs to it, into nodes.
func (b *builder) step(items []item, k int) int {
	it := items[k]
	switch it.kind {
	case itDay, itSpan:
		return b.dayStep(items, k, false)
	case itFrom:
		if k+1 < len(items) && (items[k+1].kind == itDay || items[k+1].kind == itSpan) {
			return b.dayStep(items, k+1, true)
		}
	case itTo:
		if k+1 < len(items) && it.strong && (items[k+1].kind == itDay || items[k+1].kind == itSpan) {
			b.term(term{kind: termUntil, to: &items[k+1]})
			return k + 2
		}
		if k+1 < len(items) && items[k+1].kind == itBad {
			return k + 1
		}
	case itHalf:
		b.term(term{kind: termHalf, from: item{at: it.at, day: day{half: it.half}}})
	case itOpen:
		return b.openStep(items, k)
	case itBad:
		b.term(term{kind: termBad, from: it})
		if k+2 < len(items) && items[k+1].kind == itTo && items[k+2].dayish() {
			return k + 3
		}
	default:
		b.mark(it)
	}
	return k + 1
}

// mark handles the items that only colour the terms after them.
func (b *builder) mark(it item) {
	switch it.kind {
	case itExcept:
		b.except = true
	case itNotBe:
		b.ruled = true
	case itOr:
		b.orNext = true
	case itBut:
		b.ruled = false
		b.nodes = append(b.nodes, node{kind: nodeBut})
	case itVerb:
		b.ruled = false
		if it.verb != lexHome {
			b.except = false
		}
		b.nodes = append(b.nodes, node{kind: nodeVerb, verb: it.verb, not: it.not, strong: it.strong})
	case itComma:
		b.ruled = false
		b.nodes = append(b.nodes, node{kind: nodeComma})
	case itBreak:
		b.ruled, b.except = false, false
		b.nodes = append(b.nodes, node{kind: nodeBreak, only: it.only})
	case itInto:
		b.ruled, b.except = false, false
		b.nodes = append(b.nodes, node{kind: nodeInto})
	case itInstead:
		b.nodes = append(b.nodes, node{kind: nodeInstead})
	case itEvery:
		b.nodes = append(b.nodes, node{kind: nodeEvery, daily: it.daily, strong: it.strong})
	case itWord:
		b.nodes = append(b.nodes, node{kind: nodeWord})
	}
}

// dayStep reads a day or span with the range, the run or the list it opens.
func (b *builder) dayStep(items []item, k int, from bool) int {
	end := k + 1
	if from {
		for end < len(items) && (items[end].kind == itVerb && (items[end].verb == lexHome || items[end].verb == lexLeave) || items[end].kind == itWord) {
			end++
		}
	}
	if end+1 < len(items) && items[end].kind == itTo && items[end+1].dayish() && !dashedList(items, k) {
		for _, between := range items[k+1 : end] {
			b.mark(between)
		}
		switch items[end+1].kind {
		case itBad:
			b.term(term{kind: termBad, from: items[end+1]})
		case itDay, itSpan:
			b.term(term{kind: termRange, from: items[k], to: &items[end+1]})
		default:
			b.term(term{kind: termOpen, strong: true})
		}
		return end + 2
	}
	if end < len(items) && from && items[end].kind == itOpen && items[end].count > 0 {
		for _, between := range items[k+1 : end] {
			b.mark(between)
		}
		b.term(term{kind: termRun, from: items[k], count: items[end].count})
		return end + 1
	}
	switch {
	case from:
		b.term(term{kind: termOpen, strong: true, from: items[k]})
	case items[k].kind == itSpan:
		b.term(term{kind: termSpan, from: items[k]})
	default:
		b.term(term{kind: termDay, from: items[k]})
	}
	return k + 1
}

// dashedList reports "t2-t4-t6", which is three days and no range.
func dashedList(items []item, k int) bool {
	dash := func(i int) bool { return i >= 0 && i < len(items) && items[i].kind == itTo && !items[i].strong }
	weekday := func(i int) bool {
		return i >= 0 && i < len(items) && items[i].kind == itDay && items[i].day.kind == byWeekday
	}
	return weekday(k) && dash(k+1) && weekday(k+2) && (dash(k+3) && weekday(k+4) || dash(k-1) && weekday(k-2))
}

// openStep reads "3 ngày từ t4" as a run and anything else as open.
func (b *builder) openStep(items []item, k int) int {
	it := items[k]
	if it.count > 0 && k+2 < len(items) && items[k+1].kind == itFrom && items[k+2].kind == itDay &&
		(k+3 >= len(items) || items[k+3].kind != itTo) {
		b.term(term{kind: termRun, from: items[k+2], count: it.count})
		return k + 3
	}
	if k+1 < len(items) && it.count > 0 && items[k+1].kind == itSpan && (items[k+1].span.first || items[k+1].span.last && items[k+1].span.unit == unitMonth) { // "3 ngày đầu tuần sau"
		b.term(term{kind: termRun, from: items[k+1], count: it.count})
		return k + 2
	}
	b.term(term{kind: termOpen, strong: it.strong, count: it.count, rest: it.rest})
	return k + 1
}
