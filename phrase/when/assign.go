package when

import "slices"

// assign turns clauses into drafts: days without a verb go to a neighbour's, weak
// verbs give way to strong ones, and wishes of one intent join.
func assign(m *lists, clauses []clause) []draft {
	goBack(clauses)
	narrow(clauses)
	handBack(clauses)
	takeBack(clauses)
	clauses = dropWeak(clauses)
	clauses = attach(m, clauses)
	lendOffice(clauses)
	drafts := m.drafts.list(len(clauses))
	for _, c := range clauses {
		if d, ok := c.draft(); ok {
			drafts = mergeDraft(drafts, d)
		}
	}
	for k := range drafts {
		drafts[k].runOn()
	}
	return drafts
}

// runOn reads a day and then how many: "mai em đi công tác 3 ngày" is three days from then on.
func (d *draft) runOn() {
	if len(d.terms) != 2 || d.head != Away && d.head != Stay {
		return
	}
	first, n := d.terms[0], d.terms[1]
	day := first.kind == termDay && !first.except && !first.ruled && first.from.day.half == halfUnsaid && !first.from.past()
	if day && n.kind == termOpen && n.count > 1 && !n.rest && !n.or && !n.except {
		d.terms = []term{{kind: termRun, from: first.from, count: n.count}}
	}
}

// handBack gives exceptions to the clause they are taken from: "cả tuần sau em làm
// ở nhà, trừ thứ 2 em lên cơ quan".
func handBack(clauses []clause) {
	for i := 1; i < len(clauses); i++ {
		c := &clauses[i]
		if len(c.terms) > 0 && !slices.ContainsFunc(c.terms, func(t term) bool { return !t.except }) {
			clauses[i-1].terms = append(clauses[i-1].terms, c.terms...)
			c.terms = nil
		}
	}
}

// takeBack gives a cancellation without days those that were asked for before it:
// "em lỡ đăng ký t5, cho em hủy nhé".
func takeBack(clauses []clause) {
	for i := 1; i < len(clauses); i++ {
		before, c := &clauses[i-1], &clauses[i]
		if c.verb == nil || headOf(*c.verb) != GiveUp || len(c.terms) > 0 || before.verb == nil || before.verb.verb != lexTake || before.verb.not {
			continue
		}
		if c.verb.verb == lexCancel || c.verb.strong {
			before.terms, c.terms = nil, before.terms
		}
	}
}

// goBack reads "đi làm lại" beside a wish as being at the office; alone it gives up
// the day at home.
func goBack(clauses []clause) {
	home := slices.ContainsFunc(clauses, func(c clause) bool { return c.verb != nil && headOf(*c.verb) == Stay })
	for i, c := range clauses {
		if home && c.verb != nil && c.verb.verb == lexBack {
			back := *c.verb
			back.verb = lexOffice
			clauses[i].verb = &back
		}
	}
}

// weak reports a verb that another verb of the sentence overrules: being ill,
// "không lên cơ quan", a lone "xin".
func (c clause) weak() bool {
	if c.verb == nil {
		return false
	}
	return c.verb.verb == lexSick || c.verb.not && (c.verb.verb == lexOffice || c.verb.verb == lexLeave) || headOf(*c.verb) == unsaid ||
		headOf(*c.verb) == None
}

// takes reports days that are asked for before it is said what for.
func (c clause) takes() bool {
	return c.verb != nil && c.verb.verb == lexTake && !c.verb.not && len(c.terms) > 0
}

func dropWeak(clauses []clause) []clause {
	strong := slices.ContainsFunc(clauses, func(c clause) bool {
		return c.verb != nil && !c.weak() && headOf(*c.verb) != office
	})
	lacking := false
	for i, c := range clauses {
		given := i > 0 && (clauses[i-1].leads || clauses[i-1].verb != nil && headOf(*clauses[i-1].verb) == GiveUp || clauses[i-1].takes()) // "hủy ngày 25 ở nhà", "đăng ký thứ 4 ở nhà"
		lacking = lacking || !given && c.verb != nil && c.verb.verb == lexHome && !c.verb.not && len(c.terms) == 0
	}
	dated := slices.ContainsFunc(clauses, func(c clause) bool {
		return c.verb != nil && c.verb.verb == lexHome && !c.verb.not && slices.ContainsFunc(c.terms, func(t term) bool { return t.kind == termDay })
	})
	for i, c := range clauses {
		if dated && c.verb != nil && c.verb.verb == lexSick {
			clauses[i].terms = nil // "sáng t5 em đi khám bệnh, chiều làm ở nhà"
		}
		if lacking && c.verb != nil && headOf(*c.verb) == Away && c.verb.verb != lexSick {
			clauses[i].verb = nil // "mai em không đi làm được, xin làm online"
			continue
		}
		if c.weak() && headOf(*c.verb) != None && (strong || headOf(*c.verb) == unsaid) {
			clauses[i].verb = nil
		}
	}
	return clauses
}

// attach moves days without a verb: to the clause before them when that one says
// its verb first ("wfh t4, t6"), else to the next one with a verb ("t4, t6 wfh").
func attach(m *lists, clauses []clause) []clause {
	last := -1 // the last clause with a verb
	for i, c := range clauses {
		if c.verb != nil {
			last = i
		}
	}
	out := m.clauses.list(len(clauses) + 1)
	var loose clause // days that no verb has claimed yet
	for i, c := range clauses {
		n := len(out)
		switch {
		case c.verb != nil:
			loose.join(c)
			c.terms, c.every, c.daily = loose.terms, loose.every, loose.daily
			out, loose = append(out, c), clause{}
		case n > 0 && out[n-1].verb.verb == lexBusy && len(out[n-1].terms) == 0: // "em bận họp, t5 nhé"
			loose.join(c)
		case n > 1 && out[n-1].verb.verb == lexBusy && wishWithoutDays(out[:n-1]) >= 0: // "em wfh… t4 họp, t5 nhé"
			out[wishWithoutDays(out[:n-1])].join(c)
		case c.leads && i < last && clauses[i+1].verb != nil && len(clauses[i+1].terms) == 0: // "em nghỉ bù thứ 6, thứ 4 với thứ 5 thì em làm ở nhà"
			loose.join(c)
		case n > 0 && (out[n-1].verbFirst || i > last):
			out[n-1].join(c)
		default:
			loose.join(c)
		}
	}
	if len(loose.terms) > 0 || loose.every || loose.daily {
		out = append(out, loose)
	}
	return out
}

// wishWithoutDays is the last clause for a day at home that names none; below 0
// where there is none.
func wishWithoutDays(clauses []clause) int {
	for k, c := range slices.Backward(clauses) {
		if c.verb != nil && c.verb.verb == lexHome && !c.verb.not {
			if len(c.terms) > 0 {
				return -1
			}
			return k
		}
	}
	return -1
}

// join adds the days of another clause.
func (c *clause) join(more clause) {
	if len(c.terms) == 0 {
		c.terms = slices.Clip(more.terms)
	} else {
		c.terms = append(c.terms, more.terms...)
	}
	c.every, c.daily = c.every || more.every, c.daily || more.daily
}

// lendOffice gives a wish without days those of the clause about the office:
// "t5 em bận, xin hủy", "t5 em họp, xin wfh". Being at the office itself lends
// its days only to a cancellation.
func lendOffice(clauses []clause) {
	for i, c := range clauses {
		if c.verb == nil || slices.ContainsFunc(c.terms, func(t term) bool { return t.kind != termOpen || t.count == 0 }) {
			continue
		}
		intent := headOf(*c.verb)
		for _, o := range clauses {
			if o.verb == nil || len(o.terms) == 0 || headOf(*o.verb) != office {
				continue
			}
			if intent == GiveUp || intent == Away || intent == Stay && o.verb.verb == lexBusy {
				clauses[i].terms = slices.Clone(o.terms)
			}
		}
	}
}

// draft decides what a clause wishes; ok is false when it wishes nothing.
func (c clause) draft() (draft, bool) {
	d := draft{terms: c.terms, every: c.every, daily: c.daily}
	if c.verb == nil {
		d.head = Stay
		return d, d.meant()
	}
	d.said = c.verb.verb != lexTake && c.verb.verb != lexOffice
	switch d.head = headOf(*c.verb); d.head {
	case office, None, unsaid:
		return draft{}, false
	case GiveUp:
		if len(c.terms) == 0 && (c.verb.verb == lexDrop && !c.verb.strong || c.verb.verb == lexStop && !c.verb.strong || c.verb.verb == lexBack || c.verb.verb == lexTake) {
			return draft{}, false
		}
	case Away:
		d.absent = c.verb.not
		if len(c.terms) == 0 && !c.verb.strong {
			return draft{}, false
		}
	case Stay:
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
	if len(drafts) == 0 && len(more) < 2 { //nolint:mnd // one joins with none
		return more
	}
	for _, m := range more {
		drafts = mergeDraft(drafts, m)
	}
	return drafts
}

func mergeDraft(drafts []draft, m draft) []draft {
	if m.head == Stay && len(m.terms) == 0 { // "mai em không đi làm được. Em xin làm online"
		if i := slices.IndexFunc(drafts, func(d draft) bool { return d.head == Away && d.absent }); i >= 0 {
			drafts[i].head, drafts[i].absent, drafts[i].said = Stay, false, true
			return drafts
		}
	}
	i := slices.IndexFunc(drafts, func(d draft) bool { return d.head == m.head && m.head != Move })
	if i < 0 {
		return append(drafts, m)
	}
	d := &drafts[i]
	d.terms = append(d.terms, m.terms...)
	d.every, d.daily, d.absent, d.said = d.every || m.every, d.daily || m.daily, d.absent && m.absent, d.said || m.said
	return drafts
}
