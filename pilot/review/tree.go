package review

import (
	"slices"

	"tainha/rules"
	"tainha/rules/review"
	"tainha/store"
)

// tree is the agency with its units; 0 is the whole.
type tree struct {
	units map[rules.UnitID]rules.Unit
	below map[rules.UnitID][]rules.UnitID // right below, in their order
	all   []rules.UnitID
	order []rules.UnitID // 0 first, each before what is below it
}

func treeOf(units []rules.Unit) tree {
	t := tree{units: map[rules.UnitID]rules.Unit{}, below: map[rules.UnitID][]rules.UnitID{}, order: []rules.UnitID{0}}
	for _, u := range units {
		t.units[u.ID] = u
		t.below[u.Parent] = append(t.below[u.Parent], u.ID)
		t.all = append(t.all, u.ID)
	}
	t.order = append(t.order, t.branch(0)...)
	return t
}

// branch are all units below one, each before what is below it.
func (t tree) branch(unit rules.UnitID) (out []rules.UnitID) {
	for _, u := range t.below[unit] {
		out = append(append(out, u), t.branch(u)...)
	}
	return out
}

// figure is what is shown of a unit with all below it, summed up over the months in which it may be.
type figure struct {
	review.Share
	persons int // counted once a month
	months  int
	hidden  bool
}

// number is n of the figure, nil where it is hidden.
func (f figure) number() *int {
	if f.hidden {
		return nil
	}
	return &f.Of
}

// published is what all outputs show of one question, by unit; 0 is the whole.
type published map[rules.UnitID]figure

// tally is what one unit counted in one month by itself, or with all below it.
type tally struct {
	review.Share
	persons int
	people  []int64 // who they are, where that is known: one who works in two units is one in what holds both; in order
}

func (t tally) plus(o tally) tally {
	sum := tally{Share: review.Share{Of: t.Of + o.Of, All: t.All + o.All}, people: review.Both(t.people, o.people)}
	sum.persons = len(sum.people) + t.unknown() + o.unknown()
	return sum
}

// unknown is how many persons are counted of whom nothing else is known.
func (t tally) unknown() int { return t.persons - len(t.people) }

// tallyOf is what a unit counted in a month.
func tallyOf(c store.Counted) tally {
	if len(c.People) == 0 {
		return tally{Share: c.Share, persons: c.Persons}
	}
	return tally{Share: c.Share, persons: len(c.People), people: c.People}
}

// publish decides month by month what may be shown, so that what stands in any two reports together tells no more than their
// months do; a unit's figure is the sum of the months in which it may. A sum from which all of a hidden unit's work could be
// known to be of one kind is not shown, but what is below it is.
func (t tree) publish(list []store.Counted) published {
	out := published{}
	for _, month := range byMonth(list) {
		whole := t.sums(month)
		shown := t.shown(month)
		for u, x := range whole {
			f, known := out[u]
			if !known {
				f.hidden = true
			}
			if shown[u] {
				f.Of, f.All, f.persons, f.months, f.hidden = f.Of+x.Of, f.All+x.All, f.persons+x.persons, f.months+1, false
			}
			out[u] = f
		}
	}
	for _, u := range slices.Backward(t.order) {
		if f, known := out[u]; known && !f.hidden && t.tells(out, u, f.Share) {
			out[u] = figure{hidden: true}
		}
	}
	return out
}

// byMonth are the counts of each month, the oldest first.
func byMonth(list []store.Counted) (out []map[rules.UnitID]tally) {
	months := map[rules.Date]map[rules.UnitID]tally{}
	for _, c := range list {
		if months[c.Month] == nil {
			months[c.Month] = map[rules.UnitID]tally{}
		}
		months[c.Month][c.Unit] = tallyOf(c)
	}
	for _, m := range sorted(months) {
		out = append(out, months[m])
	}
	return out
}

// sums are the tallies of each unit with all below it, and of the whole.
func (t tree) sums(own map[rules.UnitID]tally) map[rules.UnitID]tally {
	out := map[rules.UnitID]tally{}
	for _, u := range slices.Backward(t.order) {
		sum := own[u]
		for _, b := range t.below[u] {
			sum = sum.plus(out[b])
		}
		if sum.All > 0 {
			out[u] = sum
		}
	}
	return out
}

// shown are the units that may be shown beside each other; what a unit did by itself, beside those below it, is never shown but
// is one of its parts.
func (t tree) shown(own map[rules.UnitID]tally) map[rules.UnitID]bool {
	sums := t.sums(own)
	of := map[*review.Cell]rules.UnitID{}
	var cell func(u rules.UnitID) *review.Cell
	cell = func(u rules.UnitID) *review.Cell {
		c := &review.Cell{N: sums[u].All, Persons: sums[u].persons, People: sums[u].people}
		of[c] = u
		var parts []*review.Cell
		if x := own[u]; x.All > 0 && x.All < sums[u].All {
			parts = append(parts, &review.Cell{N: x.All, Persons: x.persons, People: x.people})
		}
		for _, b := range t.below[u] {
			if sums[b].All > 0 {
				parts = append(parts, cell(b))
			}
		}
		if len(parts) > 0 {
			c.Divisions = [][]*review.Cell{parts}
		}
		return c
	}
	out := map[rules.UnitID]bool{}
	for c := range review.ShownBelow(cell(0), Least) {
		if u, known := of[c]; known {
			out[u] = true
		}
	}
	return out
}

// tells reports whether what is left of a sum, without all that is shown below it, is all of one kind: then so is each
// hidden part of it. What has no parts tells of itself alone.
func (t tree) tells(out published, unit rules.UnitID, sum review.Share) bool {
	rest, parts := sum, 0
	var take func(u rules.UnitID)
	take = func(u rules.UnitID) {
		for _, b := range t.below[u] {
			f, known := out[b]
			if known {
				parts++
			}
			switch {
			case !known:
			case f.hidden:
				take(b)
			default:
				rest.Of -= f.Of
				rest.All -= f.All
			}
		}
	}
	take(unit)
	return parts > 0 && rest.All > 0 && (rest.Of == 0 || rest.Of == rest.All)
}

// months is the whole month by month, where it may be shown and tells nothing of what is hidden below it.
func (t tree) months(list []store.Counted) (out []review.Month) {
	byMonth := map[rules.Date][]store.Counted{}
	for _, c := range list {
		byMonth[c.Month] = append(byMonth[c.Month], c)
	}
	for _, m := range sorted(byMonth) {
		if f := t.publish(byMonth[m])[0]; !f.hidden {
			out = append(out, review.Month{Question: byMonth[m][0].Question, Month: m, Share: f.Share})
		}
	}
	return out
}
