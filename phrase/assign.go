package phrase

import "slices"

// assign turns clauses into drafts: days without a verb go to a neighbour's, weak
// verbs give way to strong ones, and wishes of one intent join.
func assign(clauses []clause) []draft {
	clauses = dropWeak(clauses)
	clauses = attach(clauses)
	lendOffice(clauses)
	var drafts []draft
	for _, c := range clauses {
		d, ok := c.draft()
		if ok {
			drafts = mergeDrafts(drafts, []draft{d})
		}
	}
	return drafts
}

// weak reports a verb that another verb of the sentence overrules: being ill,
// "không lên cơ quan", a lone "xin".
func (c clause) weak() bool {
	if c.verb == nil {
		return false
	}
	return c.verb.verb == lexSick || c.verb.verb == lexOffice && c.verb.not || intentOf(*c.verb) == "" ||
		intentOf(*c.verb) == None
}

func dropWeak(clauses []clause) []clause {
	strong := slices.ContainsFunc(clauses, func(c clause) bool {
		return c.verb != nil && !c.weak() && intentOf(*c.verb) != office
	})
	for i, c := range clauses {
		if c.weak() && intentOf(*c.verb) != None && (strong || intentOf(*c.verb) == "") {
			clauses[i].verb = nil
		}
	}
	return clauses
}

// attach moves days without a verb: to the clause before them when that one says
// its verb first ("wfh t4, t6"), else to the next one with a verb ("t4, t6 wfh").
func attach(clauses []clause) []clause {
	var out []clause
	var loose []clause
	for i, c := range clauses {
		if c.verb != nil {
			for _, l := range loose {
				c.terms = append(slices.Clone(l.terms), c.terms...)
				c.every, c.daily = c.every || l.every, c.daily || l.daily
			}
			loose = nil
			out = append(out, c)
			continue
		}
		more := slices.ContainsFunc(clauses[i+1:], func(n clause) bool { return n.verb != nil })
		if n := len(out); n > 0 && (out[n-1].verbFirst || !more) {
			out[n-1].terms = append(slices.Clone(out[n-1].terms), c.terms...)
			out[n-1].every, out[n-1].daily = out[n-1].every || c.every, out[n-1].daily || c.daily
			continue
		}
		loose = append(loose, c)
	}
	return append(out, joinLoose(loose)...)
}

// joinLoose makes one clause of days that no verb claims.
func joinLoose(loose []clause) []clause {
	if len(loose) == 0 {
		return nil
	}
	all := loose[0]
	for _, c := range loose[1:] {
		all.terms = append(slices.Clone(all.terms), c.terms...)
		all.every, all.daily = all.every || c.every, all.daily || c.daily
	}
	return []clause{all}
}

// lendOffice gives a wish without days those of the clause about the office:
// "t5 em bận, xin hủy", "t5 em họp, xin wfh". Being at the office itself lends
// its days only to a cancellation.
func lendOffice(clauses []clause) {
	for i, c := range clauses {
		if c.verb == nil || len(c.terms) > 0 {
			continue
		}
		intent := intentOf(*c.verb)
		for _, o := range clauses {
			if o.verb == nil || len(o.terms) == 0 || intentOf(*o.verb) != office {
				continue
			}
			if intent == Cancel || intent == Leave || intent == Home && o.verb.verb == lexBusy {
				clauses[i].terms = o.terms
			}
		}
	}
}

// draft decides what a clause wishes; ok is false when it wishes nothing.
func (c clause) draft() (draft, bool) {
	d := draft{terms: c.terms, every: c.every, daily: c.daily}
	if c.verb == nil {
		d.intent = Home
		return d, d.meant()
	}
	switch d.intent = intentOf(*c.verb); d.intent {
	case office, None, "":
		return draft{}, false
	case Cancel:
		if len(c.terms) == 0 && (c.verb.verb == lexDrop || c.verb.verb == lexStop) {
			return draft{}, false
		}
	case Leave:
		if len(c.terms) == 0 && !c.verb.strong {
			return draft{}, false
		}
	case Home:
		d.absent = c.verb.verb == lexOffice
		if c.verb.verb != lexHome && !d.meant() {
			return draft{}, false
		}
	}
	return d, true
}

// meant reports days that are a wish without any verb.
func (d draft) meant() bool {
	return d.daily || d.every && len(d.terms) > 0 || slices.ContainsFunc(d.terms, func(t term) bool {
		switch t.kind {
		case termOpen:
			return t.strong
		case termSpan:
			return !t.except && t.from.span.unit != unitYear && !t.from.remark
		case termDay, termRange, termUntil, termRun, termBad, termHalf:
			return !t.except
		}
		return false
	})
}

// mergeDrafts joins wishes of one intent, moves apart.
func mergeDrafts(drafts, more []draft) []draft {
	for _, m := range more {
		i := slices.IndexFunc(drafts, func(d draft) bool { return d.intent == m.intent && m.intent != Move })
		if i < 0 {
			drafts = append(drafts, m)
			continue
		}
		d := &drafts[i]
		d.terms = append(slices.Clone(d.terms), m.terms...)
		d.every, d.daily, d.absent = d.every || m.every, d.daily || m.daily, d.absent && m.absent
	}
	return drafts
}
