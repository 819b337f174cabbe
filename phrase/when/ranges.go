package when

// expandRange resolves "từ … đến …" for each day its start may be.
func (r resolver) expandRange(t term) answer {
	starts, a := r.starts(t.from)
	if len(starts) == 0 {
		return a
	}
	for _, start := range starts {
		from, to, b := r.bounds(t, start)
		a.invalid = append(a.invalid, b.invalid...)
		a.open = a.open || b.open
		if to == 0 {
			return a
		}
		a.addDoubts(b.doubts...)
		c := r.stretchHalves(t, from, to)
		a.open = a.open || c.open
		a.addDoubts(c.doubts...)
		a.alts = append(a.alts, c.alts...)
	}
	if len(starts) > 1 {
		a.doubts = nil
	}
	return a
}

func (r resolver) starts(it item) ([]Date, answer) {
	if it.kind == itSpan {
		from, to := r.span(it.span)
		if from < r.today && r.today <= to {
			from = r.today
		}
		return []Date{from}, answer{}
	}
	f := r.day(it.day, 0)
	switch {
	case f.bad:
		return nil, answer{invalid: []string{it.day.text}}
	case f.open:
		return nil, answer{open: true}
	}
	return f.dates, answer{doubts: f.doubts}
}

// bounds finds the end that goes with a start and puts the two in order: a
// weekday runs into the next week, dates the wrong way round are turned.
func (r resolver) bounds(t term, start Date) (from, to Date, a answer) {
	to, a = r.end(*t.to, start)
	if to == 0 || to >= start {
		if wraps(t) {
			a.addDoubts(doubt(DoubtWrapped, "from", start, "to", to))
		}
		return start, to, a
	}
	if t.from.day.spread { // "từ t5 đến t3 tuần sau": the week is the end's only
		alone := t.from.day
		alone.week, alone.spread = nil, false
		if f := r.day(alone, 0); len(f.dates) > 0 && f.dates[0] <= to {
			return f.dates[0], to, a
		}
	}
	a.addDoubts(doubt(DoubtReversed, "from", to, "to", start))
	return to, start, a
}

// wraps reports weekdays without a week whose end comes before the start.
func wraps(t term) bool {
	f, e := t.from.day, t.to.day
	return t.from.kind == itDay && t.to.kind == itDay && f.kind == byWeekday && e.kind == byWeekday && f.week == nil && e.week == nil &&
		f.qual == qualNone && e.qual == qualNone && isoWeekday(e.weekday) < isoWeekday(f.weekday)
}

// stretchHalves lists a range with the halves said of its ends, or of all of it.
func (r resolver) stretchHalves(t term, from, to Date) answer {
	first, last := t.from.day.half, t.to.day.half
	quiet := t.to.kind == itSpan
	h := halfUnsaid
	switch {
	case t.from.day.each:
		h = first
	case first == halfMorning && last == halfUnsaid:
		h = halfMorning
	case first == halfUnsaid && t.to.day.trails && last != halfWhole:
		h = last
	}
	a := r.stretch(from, to, h, quiet)
	if h == halfUnsaid {
		trim(&a, first, last)
	} else if !t.from.day.each {
		a.addDoubts(doubt(DoubtPart))
	}
	return a
}
