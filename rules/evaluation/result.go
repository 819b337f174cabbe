package evaluation

import (
	"slices"

	"tainha/rules"
	"tainha/rules/task"
)

// Level is a rating (mức xếp loại).
type Level uint8

// The levels, from the lowest up.
const (
	NoLevel   Level = iota // there is none yet: something is missing
	NotRated               // not to be rated: absent all the period, or too few months
	Failed                 // không hoàn thành nhiệm vụ
	Completed              // hoàn thành nhiệm vụ
	Good                   // hoàn thành tốt nhiệm vụ
	Excellent              // hoàn thành xuất sắc nhiệm vụ
)

// LevelOf is the level of a total. It is decided by the exact number, never by the one shown.
func (p Policy) LevelOf(total task.Amount) Level {
	switch {
	case total.Cmp(p.Excellent) >= 0:
		return Excellent
	case total.Cmp(p.Good) >= 0:
		return Good
	case total.Cmp(p.Done) >= 0:
		return Completed
	}
	return Failed
}

// Case is one of the cases of "không hoàn thành" that a person states with a reason; none is ever inferred.
type Case uint8

// The cases. The fourth, a total under the least, is arithmetic.
const (
	NoCase      Case = iota
	Degradation      // suy thoái, as the competent body concluded
	Discipline       // reprimand or worse in the period
	Corruption       // corruption or waste in the unit that one leads
)

// Sheet is what a month's score is made of: facts, and what people gave.
type Sheet struct {
	Profile       Profile
	Criteria      Criteria
	Common        Common
	Own           Reckoning // of the work that counts for the person: the unit's or field's for who leads it
	Unit          Reckoning // of the unit's or field's work, for đ
	Subordinates  []Level   // of those who are to be rated; NotRated ones are left out
	Set           *task.Amount
	NotApplicable map[Component]string // with the scorer's reason
	Stated        Case
}

// Figure is one component of the task results.
type Figure struct {
	Component     Component
	Ratio         task.Amount
	Known         bool
	NotApplicable string // the scorer's reason, empty: it applies
}

// Score is a month's reckoning.
type Score struct {
	Common        task.Amount
	CommonMissing []Criterion
	Figures       []Figure
	Missing       []Component // neither known nor marked as not applicable: the month can't be closed
	Ratio         task.Amount // the mean of what is known
	Results       task.Amount // Ratio × the most points of task results
	Total         task.Amount
	Level         Level // NoLevel while something is missing
	Stated        Case
}

// Complete reports whether nothing is missing.
func (s Score) Complete() bool { return len(s.CommonMissing) == 0 && len(s.Missing) == 0 }

// Score reckons a month: common criteria + ratio × 70, where the ratio is the mean of the profile's components.
// What is missing never counts as zero. A month of which no component applies is not rated.
func (p Policy) Score(s Sheet) Score {
	out := Score{Stated: s.Stated}
	out.Common, out.CommonMissing = s.Common.Sum(s.Criteria)
	var sum task.Amount
	known := 0
	for _, c := range s.Profile.components() {
		f := Figure{Component: c}
		f.Ratio, f.Known = p.component(s, c)
		if reason := s.NotApplicable[c]; reason != "" {
			f = Figure{Component: c, NotApplicable: reason}
		}
		out.Figures = append(out.Figures, f)
		switch {
		case f.Known:
			sum, known = sum.Plus(f.Ratio), known+1
		case f.NotApplicable == "":
			out.Missing = append(out.Missing, c)
		}
	}
	if known > 0 {
		out.Ratio = sum.Over(task.N(known))
		out.Results = out.Ratio.Times(p.Results)
	}
	if out.Complete() {
		out.Total = out.Common.Plus(out.Results)
	}
	out.Level = p.level(out, known)
	return out
}

// level is a month's: a stated case binds, whatever the total is.
func (p Policy) level(s Score, known int) Level {
	switch {
	case s.Stated != NoCase:
		return Failed
	case !s.Complete():
		return NoLevel
	case known == 0:
		return NotRated
	}
	return p.LevelOf(s.Total)
}

// component is one component of a sheet.
func (p Policy) component(s Sheet, c Component) (ratio task.Amount, known bool) {
	switch c {
	case Quantity, Quality, Progress:
		return s.Own.Ratio(c, p)
	case Subordinates:
		return p.ofSubordinates(s.Subordinates)
	case UnitWork:
		return s.Unit.ofUnit(p)
	case AsSet:
		if s.Set != nil {
			return *s.Set, true
		}
	}
	return task.Amount{}, false
}

// ofSubordinates is d: 1 where every one of them reached at least "hoàn thành". One without a level yet leaves
// it unknown, and so does having none.
func (p Policy) ofSubordinates(levels []Level) (ratio task.Amount, known bool) {
	levels = slices.DeleteFunc(slices.Clone(levels), func(l Level) bool { return l == NotRated })
	switch {
	case len(levels) == 0 || slices.Contains(levels, NoLevel):
		return task.Amount{}, false
	case slices.Contains(levels, Failed):
		return p.Unmet, true
	}
	return task.N(1), true
}

// Reasons says what stands against a sheet: marks that its criteria don't give, an e outside 0 to 1, a
// component that the profile doesn't have, a case of who leads for somebody who doesn't.
func (s Sheet) Reasons() []rules.Message {
	why := s.Common.Reasons(s.Criteria)
	if s.Set != nil && (s.Set.Sign() < 0 || s.Set.Cmp(task.N(1)) > 0) {
		why = append(why, rules.Msg("evaluation.set", "n", s.Set.Message()))
	}
	for _, c := range []Component{Quantity, Quality, Progress, Subordinates, UnitWork, AsSet} {
		if s.NotApplicable[c] != "" && !slices.Contains(s.Profile.components(), c) {
			why = append(why, rules.Msg("evaluation.component_other", "letter", c.Letter()))
		}
	}
	if s.Stated == Corruption && !s.Profile.Leads() {
		why = append(why, rules.Msg("evaluation.case_leads"))
	}
	return why
}

// maxShown is how many decimals are shown at most.
const maxShown = 3

// Shown is a number for display, with one decimal, half up; with more where rounding would show it on the other
// side of a level's bound: 89.96 is no 90.
func (p Policy) Shown(a task.Amount) task.Amount {
	for digits := 1; digits <= maxShown; digits++ {
		if r := a.HalfUp(digits); p.LevelOf(r) == p.LevelOf(a) {
			return r
		}
	}
	return a.Down(maxShown)
}
