package when

import "slices"

// narrow settles what one clause says about the days of another: "riêng t4 chỉ buổi
// sáng", "còn lại ở nhà", "t5 em ở nhà nhưng sáng lên họp".
func narrow(clauses []clause) {
	for i := range clauses {
		if i > 0 {
			narrowDays(clauses[:i], &clauses[i])
		}
		clauses[i].terms = sayMore(clauses[i].terms)
		settleRest(clauses, i)
		shareDay(clauses, i)
	}
}

// wishes reports a clause whose days are meant for working at home.
func (c clause) wishes() bool { return c.verb == nil || headOf(*c.verb) == Stay }

// narrowDays lets a clause say more of a day named before: only a half of it, or,
// after "riêng", that it is none of the others.
func narrowDays(before []clause, c *clause) {
	k := len(before) - 1
	for k > 0 && len(before[k].terms) == 0 {
		k--
	}
	base := &before[k]
	base.terms = slices.Clone(base.terms)
	var own []term
	for _, t := range c.terms {
		h := t.from.day.half
		named := slices.IndexFunc(base.terms, func(b term) bool { return sameDay(b, t) })
		switch {
		case t.kind != termDay:
			own = append(own, t)
		case !c.wishes() && (c.only || headOf(*c.verb) == office && (base.covers(t) || named >= 0 && base.wishes() && h.other() != halfUnsaid)):
			if headOf(*c.verb) != office {
				own = append(own, t)
			}
			t.except = true
			base.terms = append(base.terms, t)
		case h.other() == halfUnsaid || !c.wishes() || !base.wishes():
			own = append(own, t)
		case named >= 0:
			base.terms[named].from.day.half = h
		case c.only && slices.ContainsFunc(base.terms, func(b term) bool { return b.kind == termSpan || b.kind == termRange }):
			t.except, t.from.day.half = true, h.other()
			base.terms = append(base.terms, t)
		default:
			own = append(own, t)
		}
	}
	c.terms = own
}

// sayMore joins a day with a half of it named later: "hôm nay em xin ở nhà chiều nay".
func sayMore(terms []term) []term {
	if len(terms) < 2 {
		return terms
	}
	out := make([]term, 0, len(terms))
	for _, t := range terms {
		h := t.from.day.half
		if h.other() == halfUnsaid {
			out = append(out, t)
			continue
		}
		k := slices.IndexFunc(out, func(b term) bool { return !t.or && t.kind == termDay && h.other() != halfUnsaid && sameDay(b, t) })
		if k < 0 || t.except || t.ruled {
			out = append(out, t)
			continue
		}
		out[k].from.day.half = h
	}
	return out
}

// covers reports a clause at home whose week or range the weekday or date of t cuts.
func (c clause) covers(t term) bool {
	return c.wishes() && slices.ContainsFunc(c.terms, func(b term) bool {
		return !b.except && (b.kind == termSpan && b.from.span.whole || b.kind == termRange) && t.from.kind == itDay && t.from.day.kind != byOffset
	})
}

// sameDay reports that t names once more the whole day b.
func sameDay(b, t term) bool {
	x, y := b.from.day, t.from.day
	if b.kind != termDay || t.kind != termDay || x.kind != y.kind || x.half != halfUnsaid || b.except || b.ruled {
		return false
	}
	switch x.kind {
	case byWeekday:
		return x.weekday == y.weekday && (y.week == nil || x.week != nil && *x.week == *y.week) && y.qual == qualNone
	case byDate:
		return x.dayOf == y.dayOf && (y.month == 0 || x.month == y.month)
	}
	return x.offset == y.offset
}

// settleRest gives "còn lại ở nhà" the week whose other days are spoken for. Without
// a week it stays open, or is nothing where the clause has days of its own.
func settleRest(clauses []clause, i int) {
	c := &clauses[i]
	k := slices.IndexFunc(c.terms, func(t term) bool { return t.rest || t.kind == termSpan && t.from.span.rest })
	if k < 0 || !c.wishes() {
		return
	}
	var others []term
	for j, o := range clauses {
		if j != i && !o.wishes() {
			others = append(others, o.terms...)
		}
	}
	terms := slices.Clone(c.terms)
	switch week := weekOf(others); {
	case !terms[k].rest: // "còn lại của tuần sau"
	case week != nil:
		terms[k] = term{kind: termSpan, from: item{kind: itSpan, span: span{unit: unitWeek, off: *week, whole: true}}}
	case len(terms) > 1:
		terms, others = slices.Delete(terms, k, k+1), nil
	default:
		others = nil
	}
	for _, t := range others {
		t.except = true
		terms = append(terms, t)
	}
	c.terms = terms
}

// weekOf finds the week that terms are in; nil where none is named.
func weekOf(terms []term) *int {
	for _, t := range terms {
		if t.kind == termDay || t.kind == termRange {
			if t.from.kind == itDay && t.from.day.week != nil {
				return t.from.day.week
			}
		}
	}
	return nil
}

// shareDay gives a half that names no day the day of the clause before: the other
// half of a day at home where this half is at the office, this half of a day that
// was only mentioned.
func shareDay(clauses []clause, i int) {
	if i == 0 || len(clauses[i].terms) != 1 || clauses[i].terms[0].kind != termHalf {
		return
	}
	h := clauses[i].terms[0].from.day.half
	if h == halfAny || h == halfWhole { // "sáng nay em chóng mặt, xin nghỉ nửa ngày", "hôm nay em mệt, nghỉ cả ngày"
		before := clauses[i-1]
		if len(before.terms) == 1 && before.terms[0].kind == termDay && (before.terms[0].from.day.half.other() != halfUnsaid) == (h == halfAny) && (before.verb == nil || before.verb.verb == lexSick) {
			clauses[i].terms, clauses[i-1].terms = before.terms, nil
		}
		return
	}
	k := slices.IndexFunc(clauses[:i], func(c clause) bool { return len(c.terms) > 0 })
	if h.other() == halfUnsaid || k < 0 || len(clauses[k].terms) != 1 || clauses[k].terms[0].kind != termDay {
		return
	}
	day := slices.Clone(clauses[k].terms)
	if day[0].from.day.half != halfUnsaid && clauses[i].verb != nil { // "nghỉ sáng t5, chiều làm ở nhà"
		day[0].from.day.half = h
		clauses[i].terms = day
		return
	}
	ill := clauses[k].verb != nil && clauses[k].verb.verb == lexSick
	told := clauses[k].verb != nil && !ill && headOf(*clauses[k].verb) != office
	switch {
	case clauses[i].verb != nil && headOf(*clauses[i].verb) == Away && (clauses[k].verb == nil || ill) && day[0].from.day.half == halfUnsaid: // "thứ 4 em tái khám, xin nghỉ buổi chiều"
		day[0].from.day.half = h
		clauses[i].terms, clauses[k].terms = day, nil
	case told && clauses[i].wishes() && (clauses[k].wishes() || clauses[k].verb.verb == lexTake) && !clauses[k].verb.not && day[0].from.day.half == halfUnsaid: // "thứ 6 em xin ở nhà, buổi sáng thôi"
		day[0].from.day.half = h
		clauses[k].terms, clauses[i].terms = day, nil
	case clauses[i].verb == nil || !told && !clauses[i].wishes():
	case clauses[k].wishes() && told && headOf(*clauses[i].verb) == office:
		day[0].from.day.half = h.other()
		clauses[k].terms, clauses[i].terms = day, nil
	case clauses[i].wishes() && !told:
		day[0].from.day.half = h
		clauses[i].terms = day
		if clauses[k].verb == nil || ill {
			clauses[k].terms = nil
		}
	}
}
