package review

import (
	"cmp"
	"fmt"
	"slices"

	asked "tainha/pilot/survey"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// volumeMargin is that of the volume of a day, which is on no list: a part of one's own average day.
const volumeMargin = 0.05

// margin is what a question may get worse by and still be called "not worse", as it was decided.
func (m *maker) margin(q review.Question) (float64, error) {
	if q == review.Volume {
		return volumeMargin, nil
	}
	i, err := asked.Indicator(m.do, string(q))
	return i.Part(), err
}

// handed are the indicators that are counted elsewhere and handed in month by month, first of all the procedures handled on
// time, and what citizens and staff say; with what was changed of the list after the first day.
func (m *maker) handed() error {
	list, err := m.do.Tx.Indicators()
	if err != nil {
		return err
	}
	for _, i := range list {
		if i.Decided && !slices.Contains([]string{survey.KeyTasks, survey.KeyRework, survey.KeyStrikes, survey.KeyPetitions, survey.KeySatisfaction, survey.KeyPulse}, i.Key) {
			if err := m.indicator(i); err != nil {
				return err
			}
		}
	}
	for _, of := range []struct {
		audience survey.Audience
		key      string
	}{{survey.Citizens, survey.KeySatisfaction}, {survey.Staff, survey.KeyPulse}} {
		if err := m.answers(of.audience, review.Question(of.key)); err != nil {
			return err
		}
	}
	changes, err := m.do.Tx.IndicatorChanges()
	if err != nil {
		return err
	}
	for _, c := range changes {
		if c.Late {
			m.out.Late = append(m.out.Late, review.Late{
				Question: review.Question(c.After.Key), Name: c.After.Name, Before: c.Before.Part(), After: c.After.Part(), At: c.At, Reason: c.Reason,
			})
		}
	}
	return nil
}

// indicator adds the rows of one indicator: of the whole, and of each unit that has counts.
func (m *maker) indicator(i survey.Indicator) error {
	for _, u := range m.tree.order {
		months, err := m.do.Tx.Months(i.ID, u)
		if err != nil {
			return err
		}
		var c review.Change
		for _, x := range months {
			switch {
			case x.Month >= m.span.First && x.Month <= m.span.Last:
				c.Later.Of, c.Later.All = c.Later.Of+x.Of, c.Later.All+x.All
			case x.Month >= m.span.Before && x.Month < m.span.Pilot.MonthStart():
				c.Earlier.Of, c.Earlier.All = c.Earlier.Of+x.Of, c.Earlier.All+x.All
			}
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

// answers adds what the newest closed wave of the pilot says beside its baselines: the overall question, each source apart.
func (m *maker) answers(a survey.Audience, q review.Question) error {
	waves, err := m.do.Tx.Waves(a)
	if err != nil {
		return err
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
	for _, s := range survey.Sources() {
		for _, cell := range result.Cells[s] {
			if cell.Own || cell.Who != "" {
				continue
			}
			m.out.Rows = append(m.out.Rows, m.said(q, s, cell, compared))
		}
	}
	return nil
}

// said is the row of one cell.
func (m *maker) said(q review.Question, s survey.Source, cell survey.Cell, compared asked.Comparison) review.Row {
	if s == survey.Form {
		q += "_form"
	}
	code := m.codes[cell.Unit]
	if !cell.Shown {
		return review.Row{Question: q, Against: review.AgainstBefore, Unit: code, Hidden: true, Margin: compared.Margin}
	}
	for _, x := range compared.Rows {
		if x.Question == survey.Overall && x.Source == s && x.Unit == cell.Unit && x.Own == cell.Own && x.Who == cell.Who {
			return review.Shares(q, review.AgainstBefore, code, x.Change, compared.Margin, false)
		}
	}
	share := cell.Share(survey.Overall)
	return review.Row{Question: q, Against: review.AgainstNone, Unit: code, Later: &share, Margin: compared.Margin}
}
