package review

import (
	asked "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// waves says of which days the answers are that are held against each other.
func (m *maker) waves(q review.Question, during survey.Wave, compared asked.Comparison) {
	s := review.Source{Question: q, First: during.First, Last: during.Last}
	for _, x := range compared.Rows {
		if s.BeforeFirst == 0 || x.Baseline.First < s.BeforeFirst {
			s.BeforeFirst = x.Baseline.First
		}
		s.BeforeLast = max(s.BeforeLast, x.Baseline.Last)
	}
	m.out.Sources = append(m.out.Sources, s)
}

// sources says where the other figures come from, of which days they are; of what is counted elsewhere, the months that were handed in.
func (m *maker) sources() {
	told := m.out.Sources
	m.out.Sources = nil
	for _, i := range m.list {
		s := review.Source{Question: review.Question(i.Key), Name: i.Name, By: i.Source, First: m.span.First, Last: m.span.Last}
		switch i.Key {
		case survey.KeySatisfaction, survey.KeyPulse:
			s.First, s.Last = 0, 0
			for _, t := range told {
				if t.Question == s.Question {
					t.By = s.By
					s = t
				}
			}
		case survey.KeyVolume:
		case survey.KeyTasks, survey.KeyRework, survey.KeyStrikes, survey.KeyPetitions:
			s.BeforeFirst, s.BeforeLast = m.out.Before, m.out.BeforeLast
		default:
			s.First, s.Last = 0, 0
			for _, h := range m.out.Handed {
				if h.Question == s.Question {
					m.month(&s, h.Month)
				}
			}
		}
		if s.First != 0 {
			m.out.Sources = append(m.out.Sources, s)
		}
	}
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
