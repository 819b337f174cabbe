package when

import "slices"

// draft is a wish before its days are resolved.
type draft struct {
	head   Head
	terms  []term
	from   []term // of a move
	every  bool   // weekly
	daily  bool
	said   bool // a word says the head
	absent bool // read out of "không lên cơ quan", "không đi làm"
}

// clause is a verb with the terms that belong to it; verb is nil where days stand
// without one.
type clause struct {
	verb      *node
	terms     []term
	verbFirst bool
	every     bool
	daily     bool
	only      bool // after "riêng": it narrows what was said before
	leads     bool // "thì" parts it from the verb behind it
}

// readNodes turns a sentence into drafts.
func readNodes(m *lists, nodes []node) []draft {
	if slices.ContainsFunc(nodes, func(n node) bool { return n.kind == nodeVerb && n.verb == lexQuota }) {
		return nil
	}
	if d, ok := readQuestion(m, nodes); ok {
		return []draft{d}
	}
	if drafts, ok := readMove(m, nodes); ok {
		return drafts
	}
	return assign(m, clausesOf(m, nodes))
}

// readQuestion reads who is at home, and what waits.
func readQuestion(m *lists, nodes []node) (draft, bool) {
	d := draft{head: unsaid}
	who, place := false, false
	for _, n := range nodes {
		switch {
		case n.kind != nodeVerb:
		case n.verb == lexWaiting:
			d.head = Waiting
		case n.verb == lexWho:
			who = true
		case n.verb == lexHome, n.verb == lexOffice, n.verb == lexLeave, n.verb == lexGoWork, n.verb == lexBusy, n.verb == lexTake && who:
			place = true
		}
	}
	if d.head == unsaid && who && place {
		d.head = Who
	}
	if d.head == unsaid {
		return d, false
	}
	d.terms = termsOf(m, nodes)
	wholeSpans(d.terms)
	return d, true
}

// clausesOf parts nodes at commas and breaks, and inside a part between verbs.
func clausesOf(m *lists, nodes []node) []clause {
	out := m.clauses.list(len(nodes))
	start := 0
	for k := 0; k <= len(nodes); k++ {
		if k < len(nodes) && nodes[k].kind != nodeComma && nodes[k].kind != nodeBreak {
			continue
		}
		before := len(out)
		out = splitPart(m, out, nodes[start:k])
		part := out[before:]
		if len(part) > 0 && start > 0 {
			part[0].only = nodes[start-1].only
		}
		if n := len(part); n > 0 && k < len(nodes) && nodes[k].kind == nodeBreak {
			part[n-1].leads = part[n-1].verb == nil
		}
		start = k + 1
	}
	return out
}

// fewTerms is how many terms most clauses have at most.
const fewTerms = 4

// splitPart adds the clauses of one part. It gives each verb of one part its terms: those after it where the part
// begins with a verb, else those before it.
func splitPart(m *lists, out []clause, nodes []node) []clause {
	nodes = absorb(m, nodes)
	before := len(out)
	var cur clause
	verbFirst := false
	for k, n := range nodes {
		switch n.kind {
		case nodeEvery:
			cur.every, cur.daily = cur.every || !n.daily && n.strong || !n.daily && weekdayNear(nodes[k+1:]), cur.daily || n.daily
		case nodeTerm:
			if cur.verb != nil && !verbFirst && !n.term.except && verbLater(nodes[k:]) {
				out = append(out, cur)
				cur = clause{}
			}
			if cur.terms == nil {
				cur.terms = m.terms.list(min(len(nodes)-k, fewTerms))
			}
			cur.terms = append(cur.terms, *n.term)
		case nodeBut:
			if next, ok := afterBut(cur, nodes[k+1:]); ok {
				return append(out, next)
			}
		case nodeVerb:
			if cur.verb != nil {
				out = append(out, cur)
				cur = clause{}
			}
			if len(out) == before && len(cur.terms) == 0 {
				verbFirst = true
			}
			cur.verb, cur.verbFirst = &nodes[k], verbFirst
		}
	}
	if cur.verb != nil || len(cur.terms) > 0 || cur.every || cur.daily {
		out = append(out, cur)
	}
	return out
}

func verbLater(nodes []node) bool {
	return slices.ContainsFunc(nodes, func(n node) bool { return n.kind == nodeVerb })
}

func weekdayNear(nodes []node) bool {
	for _, n := range nodes {
		if n.kind == nodeTerm {
			return (n.term.kind == termDay || n.term.kind == termRange) && n.term.from.plainWeekday()
		}
	}
	return false
}

// afterBut reads "không wfh t5 mà t6": what stands after mà is the wish.
func afterBut(before clause, after []node) (clause, bool) {
	if before.verb == nil || !before.verb.not || verbLater(after) {
		return clause{}, false
	}
	c := clause{verb: &node{kind: nodeVerb, verb: lexHome}}
	for _, n := range after {
		if n.kind == nodeTerm {
			c.terms = append(c.terms, *n.term)
		}
	}
	return c, len(c.terms) > 0
}

// rank orders verbs that stand side by side without days between: "xin hủy lịch
// làm ở nhà" cancels, "đi làm từ xa" is working at home.
func rank(n node) int {
	switch headOf(n) {
	case GiveUp:
		return 4
	case Away:
		if n.verb == lexSick {
			return -1
		}
		return 3
	case Stay:
		if n.verb == lexHome {
			return 2
		}
		return 1
	}
	return 0
}

// absorb leaves one verb of those side by side.
func absorb(m *lists, nodes []node) []node {
	out := m.nodes.list(len(nodes))
	leaves := slices.ContainsFunc(nodes, func(n node) bool { return n.kind == nodeVerb && n.verb == lexLeave && !n.not })
	for i, n := range nodes {
		there := n.kind == nodeVerb && (n.verb == lexOffice || n.verb == lexGoWork) && !n.not && i+1 < len(nodes) && nodes[i+1].kind == nodeTerm // "em ở nhà lên cơ quan thứ 4"
		if k := len(out) - 1; k >= 0 && n.kind == nodeVerb && out[k].kind == nodeVerb && !(there && out[k].verb == lexHome && k > 0) {
			if a, b := rank(out[k]), rank(n); b > a || b == a && a == 4 && n.strong {
				out[k] = n
			}
			continue
		}
		if n.kind == nodeVerb && n.verb == lexTake && leaves {
			continue // "take friday off"
		}
		if n.kind != nodeWord && n.kind != nodeInstead {
			out = append(out, n)
		}
	}
	return out
}

func headOf(n node) Head {
	switch n.verb {
	case lexHome:
		if n.not {
			return GiveUp
		}
		return Stay
	case lexOffice:
		if n.not {
			return Stay
		}
		return office
	case lexGoWork:
		if n.not {
			return Away
		}
		return office
	case lexBusy, lexKeep:
		return office
	case lexBack:
		return GiveUp
	case lexTake:
		if n.not {
			return GiveUp
		}
		return Stay
	case lexLeave, lexSick:
		if n.not {
			return GiveUp
		}
		return Away
	case lexCancel, lexDrop, lexStop:
		if n.not {
			return None
		}
		return GiveUp
	}
	return unsaid
}
