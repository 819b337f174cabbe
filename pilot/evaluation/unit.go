package evaluation

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// Row is somebody's results in a list: what was published, and how far the rest is.
type Row struct {
	Person          rules.Person
	Position        rules.Position
	Newest          evaluation.Evaluation // of the stretch
	Common, Results task.Amount           // of a published month
	Longer          evaluation.Longer     // over the months of the stretch
}

// Rated reports whether the row has a total.
func (r Row) Rated() bool { return r.Longer.Level > evaluation.NotRated }

// UnitRows are the results of the people who were in a unit at the end of a stretch of whole months, by name, with the
// cap of "xuất sắc" over the unit and over each position in it. Only what was published counts.
func UnitRows(do pilot.Do, unit rules.UnitID, from, to rules.Date) (rows []Row, caps []evaluation.CapCheck, err error) {
	about, err := do.Subject(0, unit)
	if err != nil {
		return nil, nil, err
	}
	if err := do.Assert(pilot.ReadUnitScores, about); err != nil {
		return nil, nil, err
	}
	list, err := do.Tx.EvaluationsIn(unit, from, to)
	if err != nil {
		return nil, nil, err
	}
	newest := map[rules.PersonID]evaluation.Evaluation{}
	var ids []rules.PersonID
	for _, e := range list {
		if _, known := newest[e.Person]; !known {
			ids = append(ids, e.Person)
		}
		newest[e.Person] = e
	}
	months, err := monthsOf(do, ids, from, to)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range ids {
		r, err := rowOf(do, newest[id], months[id], from, to)
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Person.Called(), b.Person.Called()), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	return rows, capsOf(do, unit, rows), nil
}

func isYear(from, to rules.Date) bool {
	const months = 12
	return from.AddMonths(months) == to+1
}

// monthsOf are the months of a stretch in which people have an evaluation, in whatever unit.
func monthsOf(do pilot.Do, ids []rules.PersonID, from, to rules.Date) (map[rules.PersonID][]evaluation.Evaluation, error) {
	out := map[rules.PersonID][]evaluation.Evaluation{}
	for first := from.MonthStart(); first <= to; first = first.AddMonths(1) {
		list, err := do.Tx.EvaluationsFor(ids, first, first.MonthEnd())
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			out[e.Person] = append(out[e.Person], e)
		}
	}
	return out, nil
}

func rowOf(do pilot.Do, newest evaluation.Evaluation, list []evaluation.Evaluation, from, to rules.Date) (r Row, err error) {
	r.Newest = newest
	if r.Person, err = do.Tx.Person(newest.Person, do.Today); err != nil {
		return r, err
	}
	if r.Position, err = do.Tx.Position(r.Person.Position); err != nil {
		return r, fmt.Errorf("find what somebody works as: %w", err)
	}
	r.Longer = do.Scoring.Policy.Longer(scored(do, list, from, to), isYear(from, to))
	if len(list) == 1 && !newest.Published.IsZero() {
		criteria, err := do.Tx.Criteria(newest.Criteria)
		if err != nil {
			return r, err
		}
		r.Common, _ = newest.Given.Sum(criteria)
		r.Results = newest.Total.Minus(r.Common)
	}
	return r, nil
}

// scored are evaluations as the months of a longer period: known once they are published. A month that is not over and has
// no sheet yet is still to come; one that is over was of absence.
func scored(do pilot.Do, list []evaluation.Evaluation, from, to rules.Date) (out []evaluation.Month) {
	for first := from.MonthStart(); first <= to; first = first.AddMonths(1) {
		if first.MonthEnd() >= do.Today && !slices.ContainsFunc(list, func(e evaluation.Evaluation) bool { return e.From == first }) {
			out = append(out, evaluation.Month{Month: first})
		}
	}
	for _, e := range list {
		m := evaluation.Month{Month: e.From, Known: !e.Published.IsZero()}
		if m.Known {
			m.Total, m.Level, m.Case = e.Total, e.Level, e.Stated
		}
		out = append(out, m)
	}
	return out
}

// capsOf holds the rows against the cap: the unit first, then each position that several hold.
func capsOf(do pilot.Do, unit rules.UnitID, rows []Row) []evaluation.CapCheck {
	holders := map[rules.PositionID]int{}
	for _, r := range rows {
		holders[r.Position.ID]++
	}
	var rated []evaluation.Rated
	for _, r := range rows {
		x := evaluation.Rated{Person: r.Person.ID, Unit: unit, Total: r.Longer.Mean, Level: r.Longer.Level}
		if holders[r.Position.ID] > 1 && len(holders) > 1 {
			x.Group = r.Position.Name
		}
		rated = append(rated, x)
	}
	list := do.Scoring.Policy.CheckCap(rated, nil)
	slices.SortStableFunc(list, func(a, b evaluation.CapCheck) int { return cmp.Compare(a.Group, b.Group) })
	return list
}

// LongerOf is a longer period of who acts: its months, and what comes of them.
func LongerOf(do pilot.Do, from, to rules.Date) (evaluation.Longer, []evaluation.Evaluation, error) {
	mine, err := Mine(do)
	if err != nil {
		return evaluation.Longer{}, nil, err
	}
	mine = slices.DeleteFunc(mine, func(e evaluation.Evaluation) bool { return e.From < from || e.To > to })
	slices.Reverse(mine)
	return do.Scoring.Policy.Longer(scored(do, mine, from, to), isYear(from, to)), mine, nil
}

// Spread is how the published levels of a month spread over those whom one person scored in one unit.
type Spread struct {
	Unit   rules.Unit
	Scorer rules.Person
	N      [evaluation.Excellent + 1]int
}

// Spreads tells coordinators and auditors how scores spread by unit and scorer; persons are not ranked.
func Spreads(do pilot.Do, from, to rules.Date) ([]Spread, error) {
	if err := do.Assert(pilot.SurveyScores, rules.Subject{}); err != nil {
		return nil, err
	}
	list, err := do.Tx.Evaluations(from, to)
	if err != nil {
		return nil, err
	}
	type key struct {
		unit   rules.UnitID
		scorer rules.PersonID
	}
	counts := map[key]*Spread{}
	var order []key
	for _, e := range list {
		if e.Published.IsZero() {
			continue
		}
		k := key{e.Unit, e.ScoredBy}
		if counts[k] == nil {
			counts[k] = &Spread{}
			order = append(order, k)
		}
		counts[k].N[e.Level]++
	}
	var out []Spread
	for _, k := range order {
		s := counts[k]
		if s.Unit, err = do.Tx.Unit(k.unit); err != nil {
			return nil, err
		}
		if s.Scorer, err = do.Tx.Person(k.scorer, do.Today); err != nil {
			return nil, err
		}
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Spread) int {
		return cmp.Or(cmp.Compare(a.Unit.Name, b.Unit.Name), cmp.Compare(a.Scorer.Called(), b.Scorer.Called()))
	})
	return out, nil
}
