package rules

import (
	"cmp"
	"slices"
)

// CheckDelegation returns a *Refusal with everything that stands against a new
// delegation: a range reversed or over, oneself, a delegate who is inactive or
// has no account, nothing to hand over, an overlap with another one of the same
// head, a circle.
func (o *Org) CheckDelegation(d Delegation, today Date) error {
	var why []Message
	to := o.People[d.To]
	switch {
	case d.First > d.Last:
		why = append(why, Msg("delegate.reversed", "first", d.First, "last", d.Last))
	case d.Last < today:
		why = append(why, Msg("delegate.over", "last", d.Last))
	}
	switch {
	case d.From == d.To:
		why = append(why, Msg("delegate.self"))
	case !to.Active:
		why = append(why, Msg("delegate.inactive", "name", to.Called()))
	case !to.Linked:
		why = append(why, Msg("delegate.unlinked", "name", to.Called()))
	}
	if len(o.HeadOf(d.From)) == 0 && (d.From != o.Authority || d.From == 0) {
		why = append(why, Msg("delegate.nothing"))
	}
	for _, x := range o.Delegations {
		if x.From == d.From && x.ID != d.ID && overlap(x, d) {
			why = append(why, Msg("delegate.overlap", "name", o.People[x.To].Called(), "first", x.First, "last", x.Last, "one", x.First == x.Last))
		}
	}
	if d.From != d.To && leadsBack(o.Delegations, d, d.From) {
		why = append(why, Msg("delegate.circle", "name", to.Called()))
	}
	return refusal(why)
}

func overlap(a, b Delegation) bool { return a.First <= b.Last && b.First <= a.Last }

// leadsBack follows the delegations on from d.To while they share days with d,
// and reports whether they reach home.
func leadsBack(all []Delegation, d Delegation, home PersonID) bool {
	for i, x := range all {
		if x.From != d.To || !overlap(x, d) {
			continue
		}
		x.First, x.Last = max(x.First, d.First), min(x.Last, d.Last)
		if x.To == home || leadsBack(slices.Delete(slices.Clone(all), i, i+1), x, home) {
			return true
		}
	}
	return false
}

// CheckTree returns a *Refusal with every fault of the organisation's tree: a
// parent that is missing, a circle, a head who is missing or inactive, and a
// person who would be their own head because they head a unit and one above it.
func (o *Org) CheckTree() error {
	var why []Message
	units := make([]Unit, 0, len(o.Units))
	for _, u := range o.Units {
		units = append(units, u)
	}
	slices.SortFunc(units, func(a, b Unit) int { return cmp.Compare(a.ID, b.ID) })
	for _, u := range units {
		if !u.Active {
			continue
		}
		if parent, ok := o.Units[u.Parent]; u.Parent != 0 && (!ok || !parent.Active) {
			why = append(why, Msg("tree.parent", "unit", u.Name))
		}
		if o.circular(u.ID) {
			why = append(why, Msg("tree.circle", "unit", u.Name))
			continue
		}
		if u.Head == 0 {
			continue
		}
		head, ok := o.People[u.Head]
		if !ok || !head.Active {
			why = append(why, Msg("tree.head", "unit", u.Name))
		}
		for _, up := range o.Ancestors(u.ID) {
			if o.Units[up].Head == u.Head {
				why = append(why, Msg("tree.own_head", "name", head.Called(), "unit", u.Name, "above", o.Units[up].Name))
			}
		}
	}
	return refusal(why)
}

// circular reports whether the way up from the unit comes back to it.
func (o *Org) circular(u UnitID) bool {
	var seen []UnitID
	for at := o.Units[u].Parent; at != 0 && !slices.Contains(seen, at); at = o.Units[at].Parent {
		if at == u {
			return true
		}
		seen = append(seen, at)
	}
	return false
}
