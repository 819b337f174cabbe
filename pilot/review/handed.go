package review

import (
	"cmp"
	"fmt"
	"slices"

	asked "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// margin is what a question may get worse by and still be called "not worse", as it was decided first: a later change is told, and
// judges nothing.
func (m *maker) margin(q review.Question) float64 {
	for _, i := range m.list {
		if i.Key == string(q) {
			return i.Part()
		}
	}
	return 0
}

// judged finds what the pilot is judged by: what was dropped before its first day is left out, what was dropped later is not;
// and what was changed since.
func (m *maker) judged() error {
	list, err := asked.Indicators(m.do)
	if err != nil {
		return err
	}
	changes, err := m.do.Tx.IndicatorChanges()
	if err != nil {
		return err
	}
	late, first := map[string]bool{}, map[string]int{} // the margin that was decided first
	for _, c := range changes {
		if !c.Late {
			m.decidedBy(c)
			continue
		}
		late[c.After.Key] = late[c.After.Key] || c.Before.Decided
		if _, told := first[c.After.Key]; !told {
			if first[c.After.Key] = c.After.Margin; c.Before.Decided {
				first[c.After.Key] = c.Before.Margin
			}
		}
		m.out.Late = append(m.out.Late, review.Late{
			Question: review.Question(c.After.Key), Name: c.After.Name, Before: c.Before.Part(), After: c.After.Part(), At: c.At, Reason: c.Reason, Document: c.Document, Dated: c.Dated,
			Added: !c.Before.Decided && c.After.Decided, Dropped: !c.After.Decided,
		})
	}
	for i, l := range m.out.Late {
		if margin := (survey.Indicator{Margin: first[string(l.Question)]}); !l.Added && !l.Dropped && l.Before != l.After {
			m.out.Late[i].Judged = margin.Part()
		}
	}
	for _, l := range list {
		switch q := review.Question(l.Key); {
		case l.Open:
			m.out.Undecided = append(m.out.Undecided, q)
		case !l.Decided && !late[l.Key]:
			m.left[q] = true
			continue
		}
		if margin, changed := first[l.Key]; changed {
			l.Margin = margin
		}
		m.list = append(m.list, l.Indicator)
	}
	return nil
}

// decidedBy keeps the document of a margin that was decided before the first day: the last one, and none of what was dropped since.
func (m *maker) decidedBy(c survey.IndicatorChange) {
	d := review.Decided{Question: review.Question(c.After.Key), Name: c.After.Name, Document: c.Document, Dated: c.Dated}
	m.out.Decided = slices.DeleteFunc(m.out.Decided, func(x review.Decided) bool { return x.Question == d.Question && x.Name == d.Name })
	if c.After.Decided && d.Document != "" {
		m.out.Decided = append(m.out.Decided, d)
	}
}

// handed are the indicators that are counted elsewhere and handed in month by month, first of all the procedures handled on
// time, and what citizens and staff say.
func (m *maker) handed() error {
	for _, i := range m.list {
		if i.ID != 0 && !i.Reckoned() {
			if err := m.indicator(i); err != nil {
				return err
			}
		}
	}
	for _, of := range []struct {
		audience survey.Audience
		key      string
	}{{survey.Citizens, survey.KeySatisfaction}, {survey.Staff, survey.KeyPulse}} {
		if m.left[review.Question(of.key)] {
			continue
		}
		if err := m.answers(of.audience, review.Question(of.key)); err != nil {
			return err
		}
	}
	return nil
}

// indicator adds the rows of one indicator: of the whole, and of each unit that has counts or has units below it that do.
func (m *maker) indicator(i survey.Indicator) error {
	months, err := m.do.Tx.Months(i.ID)
	if err != nil {
		return err
	}
	own := map[rules.UnitID]review.Change{}
	for _, x := range months {
		own[x.Unit] = m.counted(i, own[x.Unit], x)
	}
	for _, u := range m.tree.order {
		c, counted := own[u], own[u].Later.All > 0
		if !counted {
			c = m.summed(own, u)
		}
		if c.Later.All == 0 {
			continue
		}
		row := review.Row{Question: review.Question(i.Key), Against: review.AgainstNone, Unit: m.codes[u], Later: &c.Later, Margin: i.Part(), Lower: i.Lower}
		if c.Earlier.All > 0 {
			row = review.Shares(review.Question(i.Key), review.AgainstBefore, m.codes[u], c, i.Part(), i.Lower)
		}
		row.Name = i.Name
		m.out.Rows = append(m.out.Rows, row)
	}
	return nil
}

// counted adds a month to what was counted before or during the pilot; it is told with its document.
func (m *maker) counted(i survey.Indicator, c review.Change, x survey.Month) review.Change {
	switch {
	case x.Month >= m.span.First && x.Month <= m.span.Last:
		c.Later.Of, c.Later.All = c.Later.Of+x.Of, c.Later.All+x.All
	case x.Month >= m.span.Before && x.Month < m.span.Pilot.MonthStart():
		c.Earlier.Of, c.Earlier.All = c.Earlier.Of+x.Of, c.Earlier.All+x.All
	default:
		return c
	}
	m.out.Handed = append(m.out.Handed, review.Handed{Question: review.Question(i.Key), Name: i.Name, Unit: m.codes[x.Unit], Month: x.Month, Share: x.Share, Document: x.Document})
	return c
}

// summed is what the units below one counted, of those alone that counted before and during, so that the same are held against each other.
func (m *maker) summed(own map[rules.UnitID]review.Change, u rules.UnitID) (sum review.Change) {
	for _, b := range m.tree.below[u] {
		c, counted := own[b], own[b].Later.All > 0
		if !counted {
			c = m.summed(own, b)
		}
		if c.Earlier.All > 0 && c.Later.All > 0 {
			sum.Earlier.Of, sum.Earlier.All = sum.Earlier.Of+c.Earlier.Of, sum.Earlier.All+c.Earlier.All
			sum.Later.Of, sum.Later.All = sum.Later.Of+c.Later.Of, sum.Later.All+c.Later.All
		}
	}
	return sum
}

// answers adds what the newest closed wave of the pilot says beside its baselines: the overall question, each source apart.
func (m *maker) answers(a survey.Audience, q review.Question) error {
	waves, err := m.do.Tx.Waves(a)
	if err != nil {
		return err
	}
	for _, w := range waves {
		if w.Kind == survey.Pilot && w.Closed.IsZero() && w.First <= m.do.Today {
			m.out.Open = append(m.out.Open, review.Wave{Question: q, First: w.First, Last: w.Last})
		}
	}
	waves = slices.DeleteFunc(waves, func(w survey.Wave) bool {
		return w.Kind != survey.Pilot || w.Closed.IsZero() || w.Last < m.span.First || w.First > m.span.Last
	})
	if len(waves) == 0 {
		return nil
	}
	newest := slices.MaxFunc(waves, func(a, b survey.Wave) int { return cmp.Compare(a.Last, b.Last) })
	result, err := asked.Results(m.do, newest.ID)
	if err != nil {
		return fmt.Errorf("load the newest wave: %w", err)
	}
	compared, err := asked.Compare(m.do, result)
	if err != nil {
		return fmt.Errorf("compare the newest wave: %w", err)
	}
	if err := m.waves(q, newest, result, compared); err != nil {
		return err
	}
	for _, s := range survey.Sources() {
		for _, cell := range result.Cells[s] {
			if cell.Own || cell.Who != "" {
				continue
			}
			for _, asked := range m.questions(a, cell.Unit) {
				m.out.Rows = append(m.out.Rows, m.said(q, a, asked, s, cell, compared))
			}
		}
		if a == survey.Staff && len(result.Cells[s]) > 0 {
			m.silent(q, s, newest, result.Cells[s])
		}
	}
	return nil
}

// silent adds the units whose staff were asked and that nobody of answered: they are of few, as those are that few of answered.
func (m *maker) silent(q review.Question, s survey.Source, w survey.Wave, cells []survey.Cell) {
	people := map[rules.UnitID]bool{}
	for _, u := range w.Units {
		for _, b := range append(m.tree.branch(u), u) {
			people[b] = len(m.tree.below[b]) == 0 && !slices.ContainsFunc(cells, func(c survey.Cell) bool { return c.Unit == b })
		}
	}
	for _, u := range m.tree.all {
		if !people[u] {
			continue
		}
		for _, question := range m.questions(survey.Staff, u) {
			m.out.Rows = append(m.out.Rows, m.said(q, survey.Staff, question, s, survey.Cell{Unit: u}, asked.Comparison{}))
		}
	}
}

// questions are those that are told of a unit: all of the whole, and of citizens the overall one elsewhere. The staff's have no
// overall one.
func (m *maker) questions(a survey.Audience, unit rules.UnitID) []int {
	if a == survey.Citizens && unit != 0 {
		return []int{survey.Overall}
	}
	out := []int{}
	if a == survey.Citizens {
		out = append(out, survey.Overall)
	}
	for q := range survey.Questions {
		if a == survey.Staff || q != survey.Overall {
			out = append(out, q)
		}
	}
	return out
}

// said is the row of one cell and one of the questions that were asked.
func (m *maker) said(q review.Question, a survey.Audience, question int, s survey.Source, cell survey.Cell, compared asked.Comparison) review.Row {
	whole := q
	if a == survey.Staff || question != survey.Overall {
		q += review.Question("_" + a.Keys()[question])
	}
	if s == survey.Form {
		q = q.OnForms()
	}
	code, margin := m.codes[cell.Unit], m.margin(whole)
	if !cell.Shown {
		return review.Row{Question: q, Against: review.AgainstBefore, Unit: code, Hidden: true, Margin: margin}
	}
	for _, x := range compared.Rows {
		if x.Question == question && x.Source == s && x.Unit == cell.Unit && x.Own == cell.Own && x.Who == cell.Who {
			return review.Shares(q, review.AgainstBefore, code, x.Change, margin, false)
		}
	}
	share := cell.Share(question)
	return review.Row{Question: q, Against: review.AgainstNone, Unit: code, Later: &share, Margin: margin}
}
