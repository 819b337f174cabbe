package review

import (
	"fmt"
	"slices"

	asked "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// waves says of which days the answers are that are held against each other, how many were asked, and who entered what was counted by
// hand; what came by phone and on printed forms each for itself.
func (m *maker) waves(q review.Question, during survey.Wave, result asked.Result, compared asked.Comparison) error {
	for _, way := range survey.Sources() {
		cells := result.Cells[way]
		if len(cells) == 0 {
			continue
		}
		s := review.Source{Question: q, First: during.First, Last: during.Last, Open: during.Audience == survey.Citizens}
		var err error
		switch {
		case way == survey.Import:
			s.Open, s.Handed = false, true
			err = m.name(&s.Entered, during.OpenedBy)
		case way == survey.Form:
			s.Question, s.Open = q.OnForms(), false
			err = m.forms(&s, during, cells[0].Shown)
		case during.Audience == survey.Staff:
			s.Asked, err = m.invited(during)
		}
		if err == nil {
			s.AskedBefore, err = m.askedBefore(way, during, compared)
		}
		if err != nil {
			return err
		}
		for _, x := range compared.Rows {
			if x.Source != way {
				continue
			}
			if s.BeforeFirst == 0 || x.Baseline.First < s.BeforeFirst {
				s.BeforeFirst = x.Baseline.First
			}
			s.BeforeLast = max(s.BeforeLast, x.Baseline.Last)
			if x.Before != survey.Import {
				continue
			}
			s.Handed = true
			if err := m.name(&s.Entered, x.Baseline.OpenedBy); err != nil {
				return err
			}
		}
		s.Clerks, s.Seconds = len(s.Entered), len(s.Checked)
		m.out.Sources = append(m.out.Sources, s)
	}
	return nil
}

// askedBefore is how many were asked, or how many forms were given out, for what the whole of a wave is held against; 0: nobody knows.
func (m *maker) askedBefore(way survey.Source, during survey.Wave, compared asked.Comparison) (int, error) {
	at := slices.IndexFunc(compared.Rows, func(x asked.Compared) bool { return x.Source == way && x.Unit == 0 && !x.Own && x.Who == "" })
	if at < 0 || compared.Rows[at].Before != way {
		return 0, nil
	}
	var s review.Source
	var err error
	switch before := compared.Rows[at].Baseline; {
	case way == survey.Form:
		err = m.forms(&s, before, true)
	case way == survey.Phone && during.Audience == survey.Staff:
		s.Asked, err = m.invited(before)
	}
	return s.Asked, err
}

// forms says how many printed forms were given out, who entered what they say, and who checked it.
func (m *maker) forms(s *review.Source, w survey.Wave, shown bool) error {
	list, err := m.do.Tx.FormsIn(w.ID, survey.FormsCounted)
	if err != nil {
		return err
	}
	for _, f := range list {
		if err := m.name(&s.Entered, f.By); err != nil {
			return err
		}
		if err := m.name(&s.Checked, f.CheckedBy); err != nil {
			return err
		}
		s.Asked += f.Issued
	}
	if !shown || slices.ContainsFunc(list, func(f survey.Forms) bool { return f.Issued == 0 }) {
		s.Asked = 0
	}
	return nil
}

// invited is how many of the staff a pulse asked: those of its units, and of those below them, on its first day.
func (m *maker) invited(w survey.Wave) (n int, err error) {
	in := map[rules.UnitID]bool{}
	for _, u := range w.Units {
		for _, b := range append(m.tree.branch(u), u) {
			in[b] = true
		}
	}
	for u := range in {
		k, err := m.do.Tx.CountMembers(u, w.First)
		if err != nil {
			return 0, fmt.Errorf("count who was asked: %w", err)
		}
		n += k
	}
	if n < Least {
		return 0, nil
	}
	return n, nil
}

// name adds a person to those who answer for counts, once.
func (m *maker) name(list *[]string, id rules.PersonID) error {
	p, err := m.do.Tx.Person(id, m.do.Today)
	if err != nil {
		return fmt.Errorf("load who entered or checked: %w", err)
	}
	if !slices.Contains(*list, p.Called()) {
		*list = append(*list, p.Called())
	}
	return nil
}

// sources says where the other figures come from, of which days they are; of what is counted elsewhere, the months that were handed in.
func (m *maker) sources() error {
	told := m.out.Sources
	m.out.Sources = nil
	for _, i := range m.list {
		s := review.Source{Question: review.Question(i.Key), Name: i.Name, By: i.Source, First: m.span.First, Last: m.span.Last}
		switch i.Key {
		case survey.KeySatisfaction, survey.KeyPulse:
			for _, t := range told {
				if q, _ := t.Question.Bare(); q == s.Question {
					t.By = s.By
					m.out.Sources = append(m.out.Sources, t)
				}
			}
			continue
		case survey.KeyVolume:
		case survey.KeyTasks, survey.KeyRework, survey.KeyStrikes, survey.KeyPetitions:
			s.BeforeFirst, s.BeforeLast = m.out.Before, m.out.BeforeLast
		default:
			s.First, s.Last = 0, 0
			if err := m.papers(i, &s); err != nil {
				return err
			}
		}
		if s.First != 0 {
			m.out.Sources = append(m.out.Sources, s)
		}
	}
	return nil
}

// papers says of which months an indicator's counts were handed in, and who entered them.
func (m *maker) papers(i survey.Indicator, s *review.Source) error {
	months, err := m.do.Tx.Months(i.ID)
	if err != nil {
		return err
	}
	for _, x := range months {
		told := func(h review.Handed) bool {
			return h.Question == s.Question && h.Unit == m.codes[x.Unit] && h.Month == x.Month
		}
		if !slices.ContainsFunc(m.out.Handed, told) {
			continue
		}
		m.month(s, x.Month)
		if err := m.name(&s.Entered, x.By); err != nil {
			return err
		}
	}
	s.Clerks = len(s.Entered)
	return nil
}

func (m *maker) month(s *review.Source, month rules.Date) {
	first, last := &s.First, &s.Last
	if month < m.span.First {
		first, last = &s.BeforeFirst, &s.BeforeLast
	}
	if *first == 0 || month < *first {
		*first = month
	}
	*last = max(*last, month.MonthEnd())
}
