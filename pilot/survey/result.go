package survey

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// Result is what a closed wave shows, each source apart.
type Result struct {
	survey.Wave
	Cells map[survey.Source][]survey.Cell // the whole wave first; those hidden hold nothing
}

// Results is what a wave shows. It refuses one that is not closed: two looks at a running total tell one answer.
func Results(do pilot.Do, id survey.WaveID) (Result, error) {
	w, err := do.Tx.Wave(id)
	if err != nil {
		return Result{}, err
	}
	if w.Closed.IsZero() {
		return Result{Wave: w}, rules.Refuse("survey.not_closed", "last", w.Last)
	}
	return load(do, w)
}

func load(do pilot.Do, w survey.Wave) (Result, error) {
	r := Result{Wave: w, Cells: map[survey.Source][]survey.Cell{}}
	counts, err := do.Tx.WaveCounts(w.ID)
	if err != nil {
		return r, err
	}
	up := map[rules.UnitID]rules.UnitID{}
	units, err := do.Tx.EachUnit()
	if err != nil {
		return r, fmt.Errorf("load the units: %w", err)
	}
	for u := range units {
		up[u.ID] = u.Parent
	}
	for _, s := range survey.Sources() {
		if cells := survey.Cells(counts, s, survey.Least, func(u rules.UnitID) rules.UnitID { return up[u] }); len(cells) > 0 {
			r.Cells[s] = cells
		}
	}
	return r, nil
}

// Of finds a cell by what it is of.
func (r Result) Of(s survey.Source, like survey.Cell) (survey.Cell, bool) {
	at := slices.IndexFunc(r.Cells[s], func(c survey.Cell) bool { return c.Unit == like.Unit && c.Own == like.Own && c.Who == like.Who })
	if at < 0 {
		return survey.Cell{}, false
	}
	return r.Cells[s][at], true
}

// Comments are those of a unit, with names, numbers and addresses masked; none while the unit's own cell is hidden.
func (r Result) Comments(do pilot.Do, unit rules.UnitID) ([]string, error) {
	cell, known := r.Of(survey.Phone, survey.Cell{Unit: unit, Own: true})
	if !known {
		cell, known = r.Of(survey.Phone, survey.Cell{Unit: unit})
	}
	if !known || !cell.Shown {
		return nil, nil
	}
	list, err := do.Tx.Comments(r.ID, unit)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	names, err := namesOf(do, r.Units)
	if err != nil {
		return nil, err
	}
	for i, text := range list {
		list[i] = Mask(text, names)
	}
	return list, nil
}

// namesOf are the names of the staff of some units and of those above and below.
func namesOf(do pilot.Do, units []rules.UnitID) (names []string, err error) {
	all := map[rules.UnitID]bool{}
	for _, u := range units {
		below, err := do.Tx.Branch(u)
		if err != nil {
			return nil, err
		}
		for _, b := range append(below, u) {
			all[b] = true
		}
		up, err := do.Tx.Ancestors(u)
		if err != nil {
			return nil, err
		}
		for _, a := range up {
			all[a.ID] = true
		}
	}
	for u := range all {
		people, err := do.Tx.Members(u, do.Today)
		if err != nil {
			return nil, fmt.Errorf("load the staff of unit %d: %w", u, err)
		}
		for _, p := range people {
			names = append(names, p.Name)
		}
	}
	return names, nil
}

// Compared is the index of one group and question before and during the pilot.
type Compared struct {
	survey.Cell // during
	Question    int
	Source      survey.Source
	Before      survey.Source // of the baseline: the same, or what was handed down
	Baseline    survey.Wave
	review.Change
	Judged review.Judged
	More   review.More // where there is too little data
}

// Comparison is a wave of the pilot beside its baselines.
type Comparison struct {
	Result
	Margin float64
	Rows   []Compared
	// Without are the units that have no baseline, or none that may be shown.
	Without []rules.UnitID
}

// Compare holds a closed wave of the pilot against the newest baselines: source by source, and the whole wave only
// against one of the same units.
func Compare(do pilot.Do, r Result) (Comparison, error) {
	c := Comparison{Result: r}
	var err error
	if c.Margin, err = marginOf(do, r.Audience); err != nil || r.Kind != survey.Pilot {
		return c, err
	}
	all, err := do.Tx.Waves(r.Audience)
	if err != nil {
		return c, err
	}
	var before []Result
	for _, w := range all {
		if w.Kind != survey.Baseline || w.Closed.IsZero() || w.Last >= r.First {
			continue
		}
		b, err := load(do, w)
		if err != nil {
			return c, err
		}
		before = append(before, b)
	}
	found := map[rules.UnitID]bool{}
	for _, s := range survey.Sources() {
		for _, cell := range r.Cells[s] {
			if !cell.Shown {
				continue
			}
			earlier, source, b, ok := baselineOf(before, r.Wave, s, cell)
			if !ok {
				continue
			}
			found[cell.Unit] = true
			for q := range survey.Questions {
				c.Rows = append(c.Rows, compared(c.Margin, cell, earlier, q, s, source, b))
			}
		}
	}
	for _, u := range r.Units {
		if !found[u] {
			c.Without = append(c.Without, u)
		}
	}
	return c, nil
}

func compared(margin float64, later, earlier survey.Cell, q int, s, before survey.Source, b survey.Wave) Compared {
	x := Compared{Cell: later, Question: q, Source: s, Before: before, Baseline: b, Change: review.Change{Earlier: earlier.Share(q), Later: later.Share(q)}}
	x.Judged = review.JudgeChange(x.Change, margin, false)
	if x.Judged.Verdict == review.NotEnough {
		x.More = review.MoreAnswers(x.Change, margin, false)
	}
	return x
}

// baselineOf is the newest shown cell of the same group: from the same source, else handed down.
func baselineOf(before []Result, w survey.Wave, s survey.Source, like survey.Cell) (survey.Cell, survey.Source, survey.Wave, bool) {
	for _, source := range slices.Compact([]survey.Source{s, survey.Import}) {
		for _, b := range before {
			if like.Unit == 0 && !slices.Equal(b.Units, w.Units) {
				continue
			}
			if cell, ok := b.Of(source, like); ok && cell.Shown {
				return cell, source, b.Wave, true
			}
		}
	}
	return survey.Cell{}, "", survey.Wave{}, false
}

// Progress tells of each unit of an open wave whether there are enough answers by phone to be shown: never how many.
func Progress(do pilot.Do, w survey.Wave) (enough map[rules.UnitID]bool, err error) {
	counts, err := do.Tx.WaveCounts(w.ID)
	if err != nil {
		return nil, err
	}
	n := map[rules.UnitID]int{}
	for _, c := range counts {
		if c.Source == survey.Phone && c.Question == 0 {
			n[c.Unit] += c.N
		}
	}
	enough = map[rules.UnitID]bool{}
	for _, u := range w.Units {
		enough[u] = n[u] >= survey.Least
	}
	return enough, nil
}
