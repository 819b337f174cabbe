package evaluation

import (
	"slices"

	"tainha/rules"
	"tainha/rules/task"
)

// Month is a scored month of a quarter, half-year or year. One whose level is NotRated is left out of the mean.
type Month struct {
	Month rules.Date // its first day
	Total task.Amount
	Known bool // nothing of the total is missing
	Level Level
	Case  Case
}

// Longer is the reckoning of a quarter, half-year or year.
type Longer struct {
	Scored  int // months with a total
	Mean    task.Amount
	Missing []rules.Date // months whose total is not known: the mean is missing with them
	Level   Level
	Case    Case
	CaseIn  rules.Date // the month in which the case was stated
}

// Longer is the mean of months, all weighed alike. A missing month leaves the mean missing; a stated case of a
// month binds; a year with fewer scored months than the policy says is not rated (rules section 12, Scores).
func (p Policy) Longer(months []Month, year bool) Longer {
	months = slices.Clone(months)
	slices.SortFunc(months, func(a, b Month) int { return int(a.Month - b.Month) })
	var out Longer
	var sum task.Amount
	for _, m := range months {
		if m.Case != NoCase && out.Case == NoCase {
			out.Case, out.CaseIn = m.Case, m.Month
		}
		switch {
		case m.Level == NotRated:
		case m.Known:
			out.Scored++
			sum = sum.Plus(m.Total)
		default:
			out.Missing = append(out.Missing, m.Month)
		}
	}
	if out.Scored > 0 && len(out.Missing) == 0 {
		out.Mean = sum.Over(task.N(out.Scored))
	}
	out.Level = p.longerLevel(out, year)
	return out
}

func (p Policy) longerLevel(l Longer, year bool) Level {
	short := year && l.Scored+len(l.Missing) < p.YearMonths
	switch {
	case short:
		return NotRated
	case l.Case != NoCase:
		return Failed
	case len(l.Missing) > 0:
		return NoLevel
	case l.Scored == 0 || year && l.Scored < p.YearMonths:
		return NotRated
	}
	return p.LevelOf(l.Mean)
}
