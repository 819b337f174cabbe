package rules

import (
	"slices"
	"time"
)

// Delegation hands a head's approvals to somebody else, from a day to a day,
// both included (ủy quyền). It is not passed on any further.
type Delegation struct {
	ID          int64
	From, To    PersonID
	First, Last Date
	Ended       time.Time `json:",omitzero"` // of one that was taken back before its last day
}

func (d Delegation) covers(on Date) bool { return d.First <= on && on <= d.Last }

// Org is the organisation as far as a decision needs it: the units up the tree,
// the people concerned with their posting of today, delegations and absences.
type Org struct {
	Units       map[UnitID]Unit
	People      map[PersonID]Person
	Delegations []Delegation
	Past        []Delegation // over or taken back: they still bar whoever held them on the day of asking
	Absences    []Absence
	Consented   bool           // who has not agreed to the data notice, in any version, decides nothing
	Zone        *time.Location // of the days
	Authority   PersonID       // sits above every top unit's head, 0: nobody; without an account they count as none
}

// Ancestors returns the units above u, nearest first. It ends at a circle.
func (o *Org) Ancestors(u UnitID) []UnitID {
	var up []UnitID
	for at := o.Units[u].Parent; at != 0 && at != u && !slices.Contains(up, at); at = o.Units[at].Parent {
		up = append(up, at)
	}
	return up
}

// HeadOf returns the active units that the person heads, in order.
func (o *Org) HeadOf(p PersonID) []UnitID {
	var units []UnitID
	for id, u := range o.Units {
		if u.Active && u.Head == p && p != 0 {
			units = append(units, id)
		}
	}
	slices.Sort(units)
	return units
}

// available reports whether a request can reach the person on that day. Half a
// day's absence does not stop it.
func (o *Org) available(p PersonID, on Date) bool {
	who := o.People[p]
	return who.Active && who.Linked && (who.Consent > 0 || !o.Consented) && !o.Away(p, on)
}

// Away reports whether the person is absent for the whole of that day.
func (o *Org) Away(p PersonID, on Date) bool {
	var halves [2]bool // two absences of half a day each are a day
	for _, a := range o.Absences {
		if a.Person == p && a.covers(on) {
			for _, half := range a.Part.halves() {
				halves[half] = true
			}
		}
	}
	return halves[0] && halves[1]
}

func (o *Org) delegated(from, to PersonID, on Date) bool {
	return slices.ContainsFunc(o.Delegations, func(d Delegation) bool {
		return d.From == from && d.To == to && d.covers(on)
	})
}
