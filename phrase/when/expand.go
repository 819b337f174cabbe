package when

// mark is a slot of an answer; quiet days (the weekend inside a whole week) are
// left out rather than named as closed.
type mark struct {
	Slot
	quiet   bool
	evening bool
}

// answer is what a term, or several, come to: one alternative or several to choose
// from, with what else was found.
type answer struct {
	alts    [][]mark
	invalid []string
	open    bool
	doubts  []Doubt
}

func (a *answer) addDoubts(d ...Doubt) { a.doubts = append(a.doubts, d...) }

// slots gives a date the half that was said; "nửa ngày" gives two alternatives.
func (r resolver) slots(d Date, h half) [][]mark {
	switch h {
	case halfAny:
		return append(r.lists.alts.list(2), r.only(mark{Slot: Slot{Date: d, Part: Morning}}), r.only(mark{Slot: Slot{Date: d, Part: Afternoon}})) //nolint:mnd // two halves
	case halfEvening:
		return append(r.lists.alts.list(1), r.only(mark{Slot: Slot{Date: d}, evening: true}))
	}
	return append(r.lists.alts.list(1), r.only(mark{Slot: Slot{Date: d, Part: h.part()}}))
}

// only is one mark.
func (r resolver) only(x mark) []mark { return append(r.lists.marks.list(1), x) }

// expand resolves one term.
func (r resolver) expand(t term) answer {
	switch t.kind {
	case termDay:
		return r.expandDay(t)
	case termRange:
		return r.expandRange(t)
	case termSpan:
		return r.expandSpan(t.from)
	case termHalf:
		return r.expandHalf(t.from.day.half)
	case termRun:
		return r.expandRun(t)
	case termUntil:
		return r.expandUntil(t)
	case termBad:
		return answer{invalid: []string{t.from.day.text}}
	}
	return answer{open: true}
}

func (r resolver) expandDay(t term) answer {
	d := t.from.day
	f := r.day(d, 0)
	switch {
	case f.bad:
		return answer{invalid: []string{d.text}}
	case f.open:
		return answer{open: true}
	}
	a := answer{doubts: f.doubts}
	if d.each {
		a.addDoubts(doubt(DoubtPart))
	}
	if d.hours {
		a.addDoubts(doubt(DoubtHours))
	}
	if len(f.dates) == 1 {
		a.alts = r.slots(f.dates[0], d.half)
		return a
	}
	for _, date := range f.dates {
		a.alts = append(a.alts, r.slots(date, d.half)...)
	}
	return a
}

// expandHalf takes an afternoon without a day for today's; any other half is open.
func (r resolver) expandHalf(h half) answer {
	if h != halfAfternoon {
		return answer{open: true}
	}
	return answer{alts: r.slots(r.today, h), doubts: []Doubt{doubt(DoubtToday, "day", r.today)}}
}

// expandSpan takes the working days of a week or month said as a whole, from today
// on. A week or month said without "cả" is open.
func (r resolver) expandSpan(it item) answer {
	sp := it.span
	if !sp.whole && !sp.rest {
		return answer{open: true}
	}
	from, to := r.span(sp)
	if to < r.today {
		var all []mark
		for d := from; d <= to && len(all) < MaxDays; d++ {
			if !r.weekend(d) {
				all = append(all, mark{Slot: Slot{Date: d, Part: it.day.half.part()}})
			}
		}
		return answer{alts: [][]mark{all}}
	}
	return r.stretch(max(from, r.today), to, it.day.half, true)
}

// stretch lists the days from..to, or asks when they are too many.
func (r resolver) stretch(from, to Date, h half, quietWeekend bool) answer {
	if to-r.today > Horizon {
		return answer{open: true, doubts: []Doubt{doubt(DoubtTooFar, "day", to)}}
	}
	if to-from >= 2*MaxDays {
		return answer{open: true, doubts: []Doubt{doubt(DoubtTooMany, "count", int(to-from)+1)}}
	}
	if h == halfAny || h == halfEvening {
		return answer{open: true}
	}
	var all []mark
	for d := from; d <= to; d++ {
		all = append(all, mark{Slot: Slot{Date: d, Part: h.part()}, quiet: quietWeekend && r.weekend(d)})
	}
	return answer{alts: [][]mark{all}}
}

// weekend reports a day outside the working weekdays that is not worked either.
func (r resolver) weekend(d Date) bool {
	closed, known := r.cal.Closed(d)
	return r.cal.Weekend(d.Weekday()) && (closed || !known)
}

// worked reports a working day; in a year without data, a day of the working week.
func (r resolver) worked(d Date) bool {
	closed, known := r.cal.Closed(d)
	return known && !closed || !known && !r.weekend(d)
}

// expandRun takes count working days from a day on.
func (r resolver) expandRun(t term) answer {
	var start Date
	if t.from.kind == itSpan {
		from, to := r.span(t.from.span)
		if t.from.span.first || t.from.span.last {
			return r.edgeRun(from, to, t)
		}
		start = from
	} else {
		f := r.day(t.from.day, 0)
		if f.bad || f.open || len(f.dates) != 1 {
			return answer{open: true}
		}
		start = f.dates[0]
	}
	if t.count > MaxDays {
		return answer{open: true, doubts: []Doubt{doubt(DoubtTooMany, "count", t.count)}}
	}
	var all []mark
	for d := start; len(all) < t.count && d-start < 4*MaxDays; d++ {
		if r.worked(d) {
			all = append(all, mark{Slot: Slot{Date: d}})
		}
	}
	return answer{alts: [][]mark{all}, doubts: []Doubt{doubt(DoubtCount, "count", t.count)}}
}

// edgeRun takes the first or the last count working days of a week or month.
func (r resolver) edgeRun(from, to Date, t term) answer {
	d, step := from, 1
	if t.from.span.last {
		d, step = to, -1
	}
	var all []mark
	for ; from <= d && d <= to && len(all) < min(t.count, MaxDays); d = d.AddDays(step) {
		if r.worked(d) {
			all = append(all, mark{Slot: Slot{Date: d, Part: t.from.day.half.part()}})
		}
	}
	return answer{alts: [][]mark{all}, open: len(all) < t.count, doubts: []Doubt{doubt(DoubtCount, "count", t.count)}}
}

// expandUntil takes "đến thứ 6" from today on.
func (r resolver) expandUntil(t term) answer {
	to, a := r.end(*t.to, r.today)
	if to == 0 {
		return a
	}
	if to < r.today {
		return answer{alts: [][]mark{{{Slot: Slot{Date: to}}}}}
	}
	b := r.stretch(r.today, to, halfUnsaid, t.to.kind == itSpan)
	trim(&b, halfUnsaid, t.to.day.half)
	b.addDoubts(a.doubts...)
	b.addDoubts(doubt(DoubtFromToday, "to", to))
	return b
}

// end resolves the last day of a range that starts on start; 0 with the answer
// where there is none.
func (r resolver) end(it item, start Date) (Date, answer) {
	if it.kind == itSpan {
		_, to := r.span(it.span)
		return to, answer{}
	}
	f := r.day(it.day, start)
	switch {
	case f.bad:
		return 0, answer{invalid: []string{it.day.text}}
	case f.open:
		return 0, answer{open: true}
	}
	return f.dates[0], answer{doubts: f.doubts}
}

// trim cuts the first and the last day of a stretch to the halves said.
func trim(a *answer, first, last half) {
	for _, alt := range a.alts {
		if len(alt) == 0 {
			continue
		}
		if first == halfAfternoon || first == halfAny { // "từ trưa thứ 5"
			alt[0].Part = Afternoon
		}
		if last == halfMorning || last == halfAny { // "đến trưa thứ 6"
			alt[len(alt)-1].Part = Morning
		}
	}
}
