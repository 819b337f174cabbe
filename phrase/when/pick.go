package when

import (
	"cmp"
	"slices"
)

// maxOptions is how many readings are offered before the question is left open.
const maxOptions = 4

// selection resolves the terms of one wish.
func (r resolver) selection(terms []term) Selection {
	var except []term
	positive := terms
	ranged := slices.ContainsFunc(terms, func(t term) bool {
		return !t.except && !t.ruled && (t.kind == termRange || t.kind == termSpan && t.from.span.whole)
	})
	if slices.ContainsFunc(terms, func(t term) bool { return t.except || t.ruled }) {
		positive = make([]term, 0, len(terms))
		for _, t := range terms {
			switch {
			case t.except || t.ruled && ranged: // "cả tuần sau em wfh, t4 thì không"
				except = append(except, t)
			case !t.ruled:
				positive = append(positive, t)
			}
		}
	}
	if len(except) > 0 {
		wholeSpans(positive)
	}
	positive = r.dropSpans(dropCounts(positive))
	a := r.union(positive)
	if len(positive) == 0 {
		a.open = true
	}
	r.subtract(&a, except)
	return r.classify(a)
}

// dropCounts: in "2 ngày: 25/11 và 26/11" the days themselves say which two.
func dropCounts(terms []term) []term {
	named := slices.ContainsFunc(terms, func(t term) bool { return t.kind == termDay || t.kind == termRange || t.kind == termRun })
	if !named || !hasTerm(terms, termOpen) {
		return terms
	}
	return slices.DeleteFunc(slices.Clone(terms), func(t term) bool { return t.kind == termOpen && t.count > 0 })
}

func hasTerm(terms []term, kind termKind) bool {
	for k := range terms {
		if terms[k].kind == kind {
			return true
		}
	}
	return false
}

// dropSpans: in "tuần sau (30/11 - 4/12)" the dates say which days of the week.
func (r resolver) dropSpans(terms []term) []term {
	dated := func(t term) bool {
		return t.kind == termDay && (t.from.day.kind == byDate || t.from.day.also != nil) || t.kind == termRange && t.from.kind == itDay && t.from.day.kind == byDate
	}
	if !hasTerm(terms, termSpan) {
		return terms
	}
	return slices.DeleteFunc(slices.Clone(terms), func(s term) bool {
		if s.kind != termSpan || s.from.span.whole || s.or || !slices.ContainsFunc(terms, dated) {
			return false
		}
		from, to := r.span(s.from.span)
		return !slices.ContainsFunc(terms, func(t term) bool {
			f := r.day(t.from.day, 0)
			return dated(t) && (len(f.dates) == 0 || f.dates[0] < from || f.dates[0] > to)
		})
	})
}

// wholeSpans: in "tuần sau trừ t3" the whole week is meant.
func wholeSpans(terms []term) {
	for i, t := range terms {
		if t.kind == termSpan && !t.from.span.edge {
			terms[i].from.span.whole = true
		}
	}
}

// union joins the answers of all terms. Where several have alternatives, the first
// of one goes with the first of the other.
func (r resolver) union(terms []term) answer {
	if len(terms) == 1 {
		a := r.expand(terms[0])
		if len(a.alts) > maxOptions {
			a.alts, a.open = nil, true
		}
		return a
	}
	answers := make([]answer, len(terms))
	for i, t := range terms {
		answers[i] = r.expand(t)
	}
	r.oneWeek(terms, answers)
	if a, ok := twoLists(terms, answers); ok {
		return a
	}
	var a answer
	var groups []answer // terms joined by "hoặc" are one group with alternatives
	for i, b := range answers {
		a.invalid = append(a.invalid, b.invalid...)
		a.open = a.open || b.open
		a.addDoubts(b.doubts...)
		if terms[i].or && len(groups) > 0 {
			last := &groups[len(groups)-1]
			last.alts = append(last.alts, b.alts...)
			continue
		}
		if len(b.alts) > 0 {
			groups = append(groups, b)
		}
	}
	n := 0
	for _, g := range groups {
		n = max(n, len(g.alts))
	}
	a.alts = make([][]mark, n)
	for i := range a.alts {
		marks := 0
		for _, g := range groups {
			marks += len(g.alts[min(i, len(g.alts)-1)])
		}
		a.alts[i] = make([]mark, 0, marks)
		for _, g := range groups {
			a.alts[i] = append(a.alts[i], g.alts[min(i, len(g.alts)-1)]...)
		}
	}
	if n > maxOptions {
		a.alts, a.open = nil, true
	}
	return a
}

// twoLists reads "t4 t5 hoặc t5 t6" as one list or the other: two lists of as many
// days, each of one reading.
func twoLists(terms []term, answers []answer) (answer, bool) {
	half := len(terms) / 2
	if half < 2 || len(terms) != 2*half {
		return answer{}, false
	}
	a := answer{alts: make([][]mark, 2)}
	for i, t := range terms {
		if t.kind != termDay || t.or != (i == half) || len(answers[i].alts) != 1 {
			return answer{}, false
		}
		a.addDoubts(answers[i].doubts...)
		a.alts[i/half] = append(a.alts[i/half], answers[i].alts[0]...)
	}
	return a, true
}

// oneWeek puts a list of weekdays in rising order ("t2 t4 t6") into one week: the
// week of its first day.
func (r resolver) oneWeek(terms []term, answers []answer) {
	for start := 0; start < len(terms); {
		end := start + 1
		for end < len(terms) && (listed(terms[start]) || leads(terms[start])) && listed(terms[end]) && !terms[end].or &&
			isoWeekday(terms[end].from.day.weekday) > isoWeekday(terms[end-1].from.day.weekday) {
			end++
		}
		if end-start > 1 {
			r.alignWeek(terms[start:end], answers[start:end])
		}
		start = end
	}
}

func listed(t term) bool {
	return t.kind == termDay && t.from.plainWeekday() && t.from.day.also == nil && t.from.day.half != halfAny
}

// leads reports a weekday whose word says which week its list is in: "next monday
// and tuesday", "thứ 2 tới và thứ 4".
func leads(t term) bool {
	d := t.from.day
	return t.kind == termDay && t.from.kind == itDay && d.kind == byWeekday && d.week == nil && (d.qual == qualNext || d.qual == qualComing) &&
		d.also == nil && d.half != halfAny
}

func (r resolver) alignWeek(terms []term, answers []answer) {
	first := answers[0].alts
	for i := 1; i < len(terms); i++ {
		own := answers[i].alts
		if len(own) == 0 || len(own[0]) == 0 || len(first) == 0 {
			return
		}
		d := terms[i].from.day
		aligned := answers[i]
		aligned.alts = nil
		for _, alt := range first {
			date := alt[0].Date.Monday().AddDays(isoWeekday(d.weekday) - 1)
			aligned.alts = append(aligned.alts, r.slots(date, d.half)...)
		}
		if len(first) == 1 && aligned.alts[0][0].Date != own[0][0].Date && own[0][0].Date != r.today {
			aligned.addDoubts(doubt(DoubtSameWeek, "day", aligned.alts[0][0].Date))
		}
		answers[i] = aligned
	}
}

// subtract takes the exceptions away. A weekday without a week takes every such
// day; half a day leaves the other half.
func (r resolver) subtract(a *answer, except []term) {
	for _, t := range except {
		var gone []Slot
		b := answer{}
		if !(t.kind == termDay && t.from.plainWeekday()) {
			b = r.expand(t)
			a.invalid = append(a.invalid, b.invalid...)
			a.open = a.open || b.open
			for _, alt := range b.alts {
				for _, m := range alt {
					gone = append(gone, m.Slot)
				}
			}
		}
		for i, alt := range a.alts {
			a.alts[i] = slices.DeleteFunc(alt, func(m mark) bool {
				if len(b.alts) == 0 && t.kind == termDay && t.from.plainWeekday() {
					return m.Date.Weekday() == t.from.day.weekday && covers(t.from.day.half.part(), m.Part)
				}
				return slices.ContainsFunc(gone, func(s Slot) bool { return s.Date == m.Date && covers(s.Part, m.Part) })
			})
			cutHalves(a.alts[i], t, gone)
		}
	}
}

// covers reports that taking part p away leaves nothing of q.
func covers(p, q Part) bool { return p == Whole || p == q }

// cutHalves leaves the other half of whole days of which one half is taken away.
func cutHalves(alt []mark, t term, gone []Slot) {
	for k := range alt {
		if alt[k].Part != Whole {
			continue
		}
		if t.kind == termDay && t.from.plainWeekday() && alt[k].Date.Weekday() == t.from.day.weekday {
			alt[k].Part = otherHalf(t.from.day.half.part())
		}
		for _, s := range gone {
			if s.Date == alt[k].Date {
				alt[k].Part = otherHalf(s.Part)
			}
		}
	}
}

func otherHalf(p Part) Part {
	switch p {
	case Morning:
		return Afternoon
	case Afternoon:
		return Morning
	}
	return Whole
}

// classify sorts the days of an answer into what can be asked for, what is past
// and what is closed, and decides what must be asked.
func (r resolver) classify(a answer) Selection {
	s := Selection{Invalid: a.invalid, Doubts: a.doubts}
	if len(a.alts) == 1 {
		only := r.sort(a.alts[0])
		s.Days, s.Past, s.Closed, s.Open = only.Days, only.Past, only.Closed, a.open || only.Open
		s.Doubts = append(s.Doubts, only.Doubts...)
		return s.bounded()
	}
	var options [][]Slot
	var sorted []Selection
	for _, alt := range a.alts {
		part := r.sort(alt)
		sorted = append(sorted, part)
		s.Doubts = append(s.Doubts, part.Doubts...)
		a.open = a.open || part.Open
		if len(part.Days) > 0 && !slices.ContainsFunc(options, func(o []Slot) bool { return slices.Equal(o, part.Days) }) {
			options = append(options, part.Days)
		}
	}
	switch {
	case len(options) == 0:
		for _, x := range sorted {
			s.Past, s.Closed = tidy(append(s.Past, x.Past...)), tidy(append(s.Closed, x.Closed...))
		}
	case len(sorted) == 1:
		s.Days = sorted[0].Days
	case len(options) == 1:
		s.Days = options[0]
		s.Doubts = append(s.Doubts, doubt(DoubtOnly, "day", options[0][0].Date))
	case len(options) > 1:
		s.Options, s.Doubts = options, nil
	}
	if len(options) > 0 {
		s.Past = shared(sorted, func(x Selection) []Slot { return x.Past })
		s.Closed = shared(sorted, func(x Selection) []Slot { return x.Closed })
	}
	s.Open = a.open
	return s.bounded()
}

// bounded asks where too much is meant, or nothing.
func (s Selection) bounded() Selection {
	if k := slices.IndexFunc(s.Options, func(o []Slot) bool { return len(o) > MaxDays }); k >= 0 {
		s.Open, s.Doubts = true, append(s.Doubts, doubt(DoubtTooMany, "count", len(s.Options[k])))
	}
	if s.Open && len(s.Options) > 0 {
		s.Options = nil
	}
	if len(s.Days) == 0 && !s.Open && len(s.Options) == 0 && len(s.Past)+len(s.Closed)+len(s.Invalid) == 0 {
		s.Open = true
	}
	if n := len(s.Days); n > MaxDays {
		s.Days, s.Closed, s.Open = nil, nil, true
		s.Doubts = append(s.Doubts, doubt(DoubtTooMany, "count", n))
	}
	s.Doubts = compactDoubts(s.Doubts)
	return s
}

// shared keeps the slots that every reading has.
func shared(all []Selection, list func(Selection) []Slot) []Slot {
	common := slices.Clone(list(all[0]))
	for _, s := range all[1:] {
		common = slices.DeleteFunc(common, func(x Slot) bool { return !slices.Contains(list(s), x) })
	}
	return common
}

// sort partitions one reading.
func (r resolver) sort(alt []mark) Selection {
	var s Selection
	for _, m := range alt {
		switch {
		case m.Date < r.today:
			s.Past = append(s.Past, m.Slot)
		case m.Date-r.today > Horizon:
			s.Open = true
			s.Doubts = append(s.Doubts, doubt(DoubtTooFar, "day", m.Date))
		case !r.worked(m.Date):
			if !m.quiet {
				s.Closed = append(s.Closed, m.Slot)
			}
		case m.evening:
			s.Open = true
			s.Doubts = append(s.Doubts, doubt(DoubtEvening, "day", m.Date))
		default:
			s.Days = append(s.Days, m.Slot)
		}
	}
	s.Days, s.Past, s.Closed = tidy(s.Days), tidy(s.Past), tidy(s.Closed)
	return s
}

// tidy sorts slots, drops repeats and joins the two halves of a day.
func tidy(slots []Slot) []Slot {
	if len(slots) < 2 {
		return slots
	}
	slices.SortFunc(slots, func(a, b Slot) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Part, b.Part))
	})
	var out []Slot
	for _, s := range slots {
		if n := len(out); n > 0 && out[n-1].Date == s.Date {
			if out[n-1].Part != s.Part {
				out[n-1].Part = Whole
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// compactDoubts keeps one doubt of each key, in order.
func compactDoubts(doubts []Doubt) []Doubt {
	if len(doubts) < 2 {
		return doubts
	}
	var out []Doubt
	for _, d := range doubts {
		if !slices.ContainsFunc(out, func(o Doubt) bool { return o.Key == d.Key }) {
			out = append(out, d)
		}
	}
	return out
}
