// Package review makes the review (sơ kết) of the pilot out of what the register holds: measures of the pilot's months beside the
// months before, beside units that take no part, and days at home beside days at the office, each with its verdict (rules section 9).
// Nothing in it is of a single person, and nothing that it leaves out can be computed from what it shows.
package review

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/pilot"
	asked "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
	"tainha/rules/task"
	"tainha/store"
)

// Least is under how many persons, or answers, nothing is shown.
const Least = 10

// monthsBefore is how many months before the pilot's first day are looked at.
const monthsBefore = 12

// Asked says which review is meant: of a unit with what is below it, or of the agency (0), up to the end of a month.
type Asked struct {
	Unit  rules.UnitID
	Until rules.Date // the last day of a month; 0: of the last one that is over

	Tell func(Stage) // hears what begins now; nil: nobody does
}

// Stage is how far the making of a review is, from 1 to Stages.
type Stage int

// The stages of a review.
const (
	ReadsWork    Stage = iota + 1 // tasks, before and during the pilot
	ComparesDays                  // days at home and at the office
	SumsUse                       // days used
	ReadsHanded                   // what is counted elsewhere, and what people answered
	Stages       = ReadsHanded
)

// Span is which months a review covers, in the pilot and before it. Months that the pilot's first day cuts in two belong to neither.
type Span struct {
	Pilot       rules.Date // its first day
	First, Last rules.Date
	Before      rules.Date // the first of what is before; it ends the day before the month of Pilot
}

// SpanOf is the span of a review. It refuses while no whole month of the pilot is over.
func SpanOf(do pilot.Do, until rules.Date) (Span, error) {
	first, err := asked.FirstDay(do)
	if err != nil {
		return Span{}, err
	}
	s := Span{Pilot: first}
	if s.Pilot == 0 || s.Pilot > do.Today {
		return s, rules.Refuse("review.no_pilot")
	}
	if s.First = s.Pilot.MonthStart(); s.First != s.Pilot {
		s.First = s.First.AddMonths(1)
	}
	s.Before = s.Pilot.MonthStart().AddMonths(-monthsBefore)
	s.Last = do.Today.MonthStart() - 1
	if do.Today == do.Today.MonthEnd() {
		s.Last = do.Today
	}
	if until != 0 && until < s.Last {
		s.Last = until.MonthEnd()
	}
	if s.Last < s.First {
		return s, rules.Refuse("review.too_early", "first", s.First, "ready", s.First.MonthEnd())
	}
	return s, nil
}

// maker makes one report.
type maker struct {
	do    pilot.Do
	span  Span
	tree  tree
	out   review.Report
	codes map[rules.UnitID]string
	past  review.History           // what the reports up to earlier months told
	list  []survey.Indicator       // what the pilot is judged by
	left  map[review.Question]bool // what it is not
}

// Make makes the review. It takes long: never in the poll's transaction. What a unit's review shows is what the
// agency's shows of it.
func Make(do pilot.Do, a Asked) (review.Report, error) {
	span, err := SpanOf(do, a.Until)
	if err != nil {
		return review.Report{}, err
	}
	m := &maker{do: do, span: span, codes: map[rules.UnitID]string{}, left: map[review.Question]bool{}}
	m.out = review.Report{Format: review.Format, First: span.First, Last: span.Last, Made: do.Now}
	units, err := do.Tx.Units()
	if err != nil {
		return m.out, fmt.Errorf("load the units: %w", err)
	}
	m.tree = treeOf(units)
	if m.out.Workdays, err = do.Calendar.WorkingDays(span.First, span.Last); err != nil {
		m.out.Workdays = 0 // a year that the calendar does not hold
	}
	m.units(a.Unit)
	if err := m.signs(); err != nil {
		return m.out, fmt.Errorf("load who signs: %w", err)
	}
	if err := m.judged(); err != nil {
		return m.out, err
	}
	for i, step := range []func() error{m.counts, m.days, m.use, m.handed} {
		if a.Tell != nil {
			a.Tell(ReadsWork + Stage(i))
		}
		if err := step(); err != nil {
			return m.out, err
		}
	}
	m.out.NarrowAfter(Least, &m.past)
	m.out.Propose()
	m.out.Reconcile()
	if err := m.sources(); err != nil {
		return m.out, err
	}
	m.out.Doubt()
	m.rank()
	return m.of(a.Unit)
}

// rank puts the questions in the order of the list of what the pilot is judged by: the procedures first, then what citizens say.
func (m *maker) rank() {
	of := func(q review.Question) int {
		return slices.IndexFunc(m.list, func(i survey.Indicator) bool { return q.Of(review.Question(i.Key)) })
	}
	slices.SortStableFunc(m.out.Rows, func(a, b review.Row) int { return cmp.Compare(of(a.Question), of(b.Question)) })
}

// units lists the units from the top down, those of one branch together.
func (m *maker) units(rules.UnitID) {
	var walk func(above rules.UnitID, depth int)
	walk = func(above rules.UnitID, depth int) {
		for _, id := range m.tree.below[above] {
			u := m.tree.units[id]
			m.codes[id] = u.Code
			x := review.Unit{Code: u.Code, Name: u.Name, Depth: depth}
			for _, e := range u.Enrolments {
				if e.First <= m.span.Last && (x.Decision == "" || e.Covers(m.span.Last)) {
					x.Decision, x.DecidedOn, x.First, x.Last = e.Decision, e.DecidedOn, e.First, e.Last
				}
			}
			m.out.Units = append(m.out.Units, x)
			walk(id, depth+1)
		}
	}
	walk(0, 0)
	if top := m.tree.below[0]; len(top) > 0 {
		m.out.Agency = m.tree.units[top[0]].Name
	}
}

// signs is the office of who heads the agency; nothing while it is vacant.
func (m *maker) signs() error {
	top := m.tree.below[0]
	if len(top) == 0 || m.tree.units[top[0]].Head == 0 {
		return nil
	}
	head, err := m.do.Tx.Person(m.tree.units[top[0]].Head, m.do.Today)
	if err != nil || head.Position == 0 {
		return err
	}
	office, err := m.do.Tx.Position(head.Position)
	m.out.Signs = office.Name
	return err
}

func (m *maker) asked(first, last rules.Date) store.ReviewAsked {
	return store.ReviewAsked{
		Units: m.tree.all, First: first, Last: last, Zone: m.do.Calendar.Location, FromFirst: m.do.Tasks.Returned == task.FromFirst,
	}
}

// counts are the measures by counts: before and during, and beside units that take no part.
func (m *maker) counts() error {
	during, err := m.do.Tx.ReviewCounts(m.asked(m.span.First, m.span.Last))
	if err != nil {
		return err
	}
	before, err := m.do.Tx.ReviewCounts(m.asked(m.span.Before, m.span.Pilot.MonthStart()-1))
	if err != nil {
		return err
	}
	for _, c := range before {
		if c.All > 0 && (m.out.Before == 0 || c.Month < m.out.Before) {
			m.out.Before = c.Month
		}
	}
	if m.out.Before != 0 {
		m.out.BeforeLast = m.span.Pilot.MonthStart() - 1
	}
	for _, q := range []review.Question{review.OnTime, review.Rework, review.Strikes, review.Petitions} {
		if m.left[q] {
			continue
		}
		m.measure(q, of(before, q), of(during, q), m.margin(q))
		if q == review.OnTime {
			m.out.Months = slices.Concat(m.tree.months(of(before, q)), m.tree.months(of(during, q)))
		}
	}
	return nil
}

// measure adds the rows of one question.
func (m *maker) measure(q review.Question, before, during []store.Counted, margin float64) {
	later, earlier := m.tree.publish(during), m.tree.publish(before)
	m.earlier(func(x *maker, until rules.Date) {
		then := m.tree.publish(upTo(during, until))
		for _, u := range m.tree.order {
			x.compared(q, u, earlier, then, margin)
		}
	})
	for _, u := range m.tree.order {
		m.compared(q, u, earlier, later, margin)
	}
	m.narrow(q, later)
	m.others(q, later, margin)
}

// narrow hides of a question what, taken from the whole, would narrow what is hidden: what follows must not tell it either.
func (m *maker) narrow(q review.Question, later published) {
	m.out.NarrowAfter(Least, &m.past)
	for u, code := range m.codes {
		f, known := later[u]
		hidden := func(r review.Row) bool { return r.Question == q && r.Unit == code && r.Hidden }
		if known && !f.hidden && slices.ContainsFunc(m.out.Rows, hidden) {
			later[u] = figure{hidden: true}
		}
	}
}

func of(list []store.Counted, q review.Question) (out []store.Counted) {
	for _, c := range list {
		if c.Question == q && c.All > 0 {
			out = append(out, c)
		}
	}
	return out
}

// compared adds the row of a unit, or of the whole (0).
func (m *maker) compared(q review.Question, u rules.UnitID, earlier, later published, margin float64) {
	now, known := later[u]
	if !known {
		return
	}
	row := review.Row{Question: q, Against: review.AgainstNone, Unit: m.codes[u], Margin: margin, Lower: q.Lower(), Hidden: now.hidden}
	switch was, some := earlier[u]; {
	case now.hidden:
	case some && !was.hidden:
		row = review.Shares(q, review.AgainstBefore, m.codes[u], review.Change{Earlier: was.Share, Later: now.Share}, margin, q.Lower())
	default:
		row.Later = &now.Share
	}
	m.out.Rows = append(m.out.Rows, row)
}

// others adds units that take part beside those that don't, of what is shown of each alone.
func (m *maker) others(q review.Question, later published, margin float64) {
	var in, out review.Share
	var beside []rules.UnitID
	for _, u := range m.tree.all {
		x, known := later[u]
		if !known || x.hidden || len(m.tree.below[u]) > 0 {
			continue
		}
		unit := m.tree.units[u]
		to := &out
		if unit.Enrolment(m.span.Last) != nil || unit.Enrolment(m.span.First) != nil {
			to = &in
		} else {
			beside = append(beside, u)
		}
		to.Of += x.Of
		to.All += x.All
	}
	if in.All > 0 && out.All > 0 {
		for _, u := range beside {
			m.out.Units[slices.IndexFunc(m.out.Units, func(x review.Unit) bool { return x.Code == m.codes[u] })].Control = true
		}
		m.out.Rows = append(m.out.Rows, review.Shares(q, review.AgainstOthers, "", review.Change{Earlier: out, Later: in}, margin, q.Lower()))
	}
}

// of cuts the report down to a unit with what is below it.
func (m *maker) of(unit rules.UnitID) (review.Report, error) {
	if unit == 0 {
		return m.out, nil
	}
	code, known := m.codes[unit]
	if !known {
		return m.out, store.ErrNotFound
	}
	in := map[string]bool{}
	for _, u := range append(m.tree.branch(unit), unit) {
		in[m.codes[u]] = true
	}
	m.out.Scope = code
	m.out.Units = slices.DeleteFunc(m.out.Units, func(u review.Unit) bool { return !in[u.Code] })
	m.out.Rows = slices.DeleteFunc(m.out.Rows, func(r review.Row) bool { return !in[r.Unit] })
	m.out.Uses = slices.DeleteFunc(m.out.Uses, func(u review.Use) bool { return !in[u.Unit] })
	m.out.Handed = slices.DeleteFunc(m.out.Handed, func(h review.Handed) bool { return !in[h.Unit] })
	m.out.Gaps = slices.DeleteFunc(m.out.Gaps, func(g review.Gap) bool { return !in[g.Unit] })
	m.out.Lacks = slices.DeleteFunc(m.out.Lacks, func(l review.Lack) bool { return !in[l.Unit] })
	for i := range m.out.Sources {
		m.out.Sources[i].Asked, m.out.Sources[i].AskedBefore = 0, 0 // of the whole
	}
	m.out.Months = nil
	m.out.Staff, m.out.Took = nil, nil // of the whole
	return m.out, nil
}

func sorted[K cmp.Ordered, V any](of map[K]V) []K {
	keys := make([]K, 0, len(of))
	for k := range of {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
