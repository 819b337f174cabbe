package evaluation

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/rules"
	"tainha/rules/task"
)

// Line is a piece with what it adds to each figure, as volumes: K × quantity, or hours.
type Line struct {
	Piece
	Assigned, Done    task.Amount
	QualityOff        task.Amount // the part of Done that strikes take away, 0 to 1
	ProgressOff       task.Amount // the part of Done that delays take away, 0 to 1
	DelayCount        int         // of the policy's unit, all delays together
	Quality, Progress task.Amount // what is left of Done
}

// Reckoning is what a, b and c are made of, line by line. Sums equal their lines.
type Reckoning struct {
	Measure                           task.Measure // what is counted: standard products, or hours
	Lines                             []Line       // by deadline, then by task
	Uncounted                         []Piece      // without K beside work with K, or without either: shown, never scored silently
	Against                           []Piece      // of all, counted or not, those late or with a strike: why đ is not met
	Assigned, Done, Quality, Progress task.Amount
}

// Reckon counts pieces, in whatever order they come. Hours stand for K only where nothing is counted in
// products and the period knows of no catalogue. It returns a *rules.UnknownYearError where working days of a year without data are to be counted.
func Reckon(pieces []Piece, p Period, policy Policy, c *rules.Calendar) (Reckoning, error) {
	pieces = slices.Clone(pieces)
	slices.SortStableFunc(pieces, func(a, b Piece) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Task, b.Task)) })
	r := Reckoning{Measure: measureOf(pieces, p)}
	for _, piece := range pieces {
		if !piece.clean(p, c) {
			r.Against = append(r.Against, piece)
		}
		if piece.Measure != r.Measure || r.Measure == task.Unmeasured {
			r.Uncounted = append(r.Uncounted, piece)
			continue
		}
		line, err := lineOf(piece, p, policy, c)
		if err != nil {
			return r, fmt.Errorf("count the delays of task %d: %w", piece.Task, err)
		}
		r.Lines = append(r.Lines, line)
		r.Assigned, r.Done = r.Assigned.Plus(line.Assigned), r.Done.Plus(line.Done)
		r.Quality, r.Progress = r.Quality.Plus(line.Quality), r.Progress.Plus(line.Progress)
	}
	return r, nil
}

func measureOf(pieces []Piece, p Period) task.Measure {
	if p.Catalogue {
		return task.Products
	}
	var most task.Measure
	for _, x := range pieces {
		most = max(most, x.Measure)
	}
	return most
}

func lineOf(piece Piece, p Period, policy Policy, c *rules.Calendar) (Line, error) {
	l := Line{Piece: piece, Assigned: piece.K.Times(piece.Assigned), Done: piece.K.Times(piece.Done)}
	for _, d := range piece.Delays {
		n, err := d.count(policy.DelayUnit, p, c)
		if err != nil {
			return l, err
		}
		l.DelayCount += n
	}
	l.QualityOff = off(policy.StrikeOff, len(piece.Strikes))
	l.ProgressOff = off(policy.DelayOff, l.DelayCount)
	l.Quality = l.Done.Minus(l.Done.Times(l.QualityOff))
	l.Progress = l.Done.Minus(l.Done.Times(l.ProgressOff))
	return l, nil
}

// off is what n strikes or delays take away, at most all.
func off(each task.Amount, n int) task.Amount {
	all := each.Times(task.N(n))
	if all.Cmp(task.N(1)) > 0 {
		return task.N(1)
	}
	return all
}

// Ratio is a, b or c; known is false where nothing was assigned, and of other components.
func (r Reckoning) Ratio(x Component, policy Policy) (ratio task.Amount, known bool) {
	var above task.Amount
	switch x {
	case Quantity:
		above = r.Done
	case Quality:
		above = r.Quality
	case Progress:
		above = r.Progress
	default:
		return task.Amount{}, false
	}
	if r.Assigned.IsZero() {
		return task.Amount{}, false
	}
	ratio = above.Over(r.Assigned)
	if policy.Cap && ratio.Cmp(task.N(1)) > 0 {
		return task.N(1), true
	}
	return ratio, true
}

// ofUnit is đ: 1 where every task of the unit is on time and without a strike, those without K too; known is false
// where it has none.
func (r Reckoning) ofUnit(policy Policy) (ratio task.Amount, known bool) {
	switch {
	case len(r.Lines)+len(r.Uncounted) == 0:
		return task.Amount{}, false
	case len(r.Against) > 0:
		return policy.Unmet, true
	}
	return task.N(1), true
}
