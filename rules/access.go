package rules

import "slices"

// Scope says whose data an entry point touches.
type Scope uint8

// The scopes, from narrow to wide.
const (
	NoData   Scope = iota // nobody's: technical state, public texts
	Own                   // the actor's own
	OwnUnit               // of people in the actor's unit
	Approves              // of people for whom the actor decides, never the actor's own
	Branch                // of people in the units that the actor heads, and below
	Everyone              // of the whole organisation
)

// Access declares who may use a command, button, deep link, job or export, and
// on whose data. Write says that it changes something.
type Access struct {
	Who   Roles
	Over  Scope
	Write bool
}

// Actor is who uses an entry point. HeadOf and ActsFor hold the units that the
// actor heads and those decided in as a delegate today; Above and ActsAbove say the
// same of the named authority's seat, which is over every unit for deciding only.
type Actor struct {
	Person  PersonID
	Unit    UnitID
	Roles   Roles
	HeadOf  []UnitID
	ActsFor []UnitID

	Above, ActsAbove bool
}

// Units are those that the person heads or acts for.
func (a Actor) Units() []UnitID {
	units := append(slices.Clone(a.HeadOf), a.ActsFor...)
	slices.Sort(units)
	return slices.Compact(units)
}

// Subject is whose data is touched. Ancestors are the units above Unit.
type Subject struct {
	Person    PersonID
	Unit      UnitID
	Ancestors []UnitID
}

// Sees reports whether one of the actor's roles may use the entry point at all,
// whoever's data it is: what menus show.
func (a Actor) Sees(x Access) bool { return a.roles(x).Has(x.Who) }

// roles returns the actor's roles that can carry the access. On the data of
// others an auditor changes nothing and an operator sees nothing; a stranger
// sees nobody's. Head is not taken from the set but from the units: a delegate
// has it too, for deciding only.
func (a Actor) roles(x Access) Roles {
	r := a.Roles &^ Head
	own, acts := len(a.HeadOf) > 0 || a.Above && (x.Over == Approves || x.Over == Own), len(a.ActsFor) > 0 || a.ActsAbove
	if own || x.Over == Approves && acts {
		r |= Head
	}
	if x.Over != NoData {
		r &^= Stranger
	}
	if x.Over != NoData && x.Over != Own {
		r &^= Operator
	}
	if x.Write && x.Over != Own {
		r &^= Auditor
	}
	return r
}

// May reports whether the actor may use the entry point on the subject's data.
func May(a Actor, x Access, s Subject) bool {
	if !a.Sees(x) {
		return false
	}
	in := func(units []UnitID) bool {
		return slices.Contains(units, s.Unit) || slices.ContainsFunc(s.Ancestors, func(u UnitID) bool { return slices.Contains(units, u) })
	}
	self := a.Person != 0 && a.Person == s.Person
	switch x.Over {
	case NoData:
		return true
	case Own:
		return self
	case OwnUnit:
		return self || a.Unit != 0 && a.Unit == s.Unit
	case Approves:
		return !self && (in(a.HeadOf) || in(a.ActsFor) || a.Above || a.ActsAbove)
	case Branch:
		return self || in(a.HeadOf)
	case Everyone:
		return true
	}
	return false
}

// MayAny reports whether one of the accesses allows it: an entry point that
// means different people's data for different roles declares several.
func MayAny(a Actor, all []Access, s Subject) bool {
	return slices.ContainsFunc(all, func(x Access) bool { return May(a, x, s) })
}
