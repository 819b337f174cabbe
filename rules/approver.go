package rules

import "slices"

// Delegation hands a head's approvals to somebody else, from a day to a day,
// both included (ủy quyền). It is not passed on any further.
type Delegation struct {
	ID          int64
	From, To    PersonID
	First, Last Date
}

func (d Delegation) covers(on Date) bool { return d.First <= on && on <= d.Last }

// Org is the organisation as far as a decision needs it: the units up the tree,
// the people concerned with their posting of today, delegations and absences.
type Org struct {
	Units       map[UnitID]Unit
	People      map[PersonID]Person
	Delegations []Delegation
	Absences    []Absence
	Consented   bool // who has not agreed to the data notice, in any version, decides nothing
}

// Seat is the place from which a request is decided. Approver sits in it today:
// the head, or a delegate.
type Seat struct {
	Level    int // 0: the lowest head over the person; each step up the tree adds one
	Unit     UnitID
	Head     PersonID
	Approver PersonID
}

// OnBehalfOf is the head for whom a delegate sits, 0 when the head does.
func (s Seat) OnBehalfOf() PersonID {
	if s.Head == s.Approver {
		return 0
	}
	return s.Head
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

// seats returns the units from which requests of the person may be decided,
// upwards. A unit that the person heads is left out: a head's own request goes
// one level up. Somebody who heads two of them sits once.
func (o *Org) seats(p PersonID) []Unit {
	unit := o.People[p].Unit
	var out []Unit
	for _, id := range append([]UnitID{unit}, o.Ancestors(unit)...) {
		u, ok := o.Units[id]
		if !ok || !u.Active || u.Head == p && p != 0 {
			continue
		}
		if u.Head != 0 && slices.ContainsFunc(out, func(x Unit) bool { return x.Head == u.Head }) {
			continue
		}
		out = append(out, u)
	}
	return out
}

// Levels is the number of seats above the person.
func (o *Org) Levels(p PersonID) int { return len(o.seats(p)) }

// Approver returns who decides a request of the person on that day: the head at
// the given level, else the head's delegate, else the next level up. It is
// never the person, nor a delegate of theirs. ok is false when the top is
// reached: then the coordinator is told.
func (o *Org) Approver(p PersonID, level int, on Date) (seat Seat, ok bool) {
	seats := o.seats(p)
	for i := max(level, 0); i < len(seats); i++ {
		if who := o.sits(seats[i], p, on); who != 0 {
			return Seat{Level: i, Unit: seats[i].ID, Head: seats[i].Head, Approver: who}, true
		}
	}
	return Seat{}, false
}

// sits returns who decides in the unit's seat on that day, 0 for nobody.
func (o *Org) sits(u Unit, requester PersonID, on Date) PersonID {
	if u.Head == 0 || !o.People[u.Head].Active {
		return 0 // vacant
	}
	for _, d := range o.Delegations {
		if d.From == u.Head && d.covers(on) && o.available(d.To, on) && !o.barred(d.To, requester, on) {
			return d.To
		}
	}
	if o.available(u.Head, on) && !o.handedOver(u.Head, on) && !o.barred(u.Head, requester, on) {
		return u.Head
	}
	return 0
}

func (o *Org) handedOver(head PersonID, on Date) bool {
	return slices.ContainsFunc(o.Delegations, func(d Delegation) bool { return d.From == head && d.covers(on) })
}

// available reports whether a request can reach the person on that day. Half a
// day's absence does not stop it.
func (o *Org) available(p PersonID, on Date) bool {
	who := o.People[p]
	return who.Active && who.Linked && (who.Consent > 0 || !o.Consented) && !slices.ContainsFunc(o.Absences, func(a Absence) bool {
		return a.Person == p && a.covers(on) && a.Part == Whole
	})
}

// barred reports whether the person may never decide for the requester: it is
// the requester, somebody whose invitation they made, or to whom their
// approvals are delegated.
func (o *Org) barred(p, requester PersonID, on Date) bool {
	return p == requester || o.invitedBy(p, requester) || slices.ContainsFunc(o.Delegations, func(d Delegation) bool {
		return d.From == requester && d.To == p && d.covers(on)
	})
}

// Authority is the right to decide a request.
type Authority struct {
	Level      int      // of the highest seat that it comes from
	OnBehalfOf PersonID // the head for whom a delegate decides, 0: in one's own right
}

// MayDecide returns by what right the actor decides the request on that day:
// as the head at its level or any head above, or as the delegate of one of
// these. A request beyond the top, of which the coordinator knows, may be
// decided at every level. It returns a *Refusal for everybody else, for the
// requester, for their delegates and for whom they invited in the chat.
func (o *Org) MayDecide(actor PersonID, r *Request, on Date) (Authority, error) {
	return o.mayDecide(actor, r.Person, r.Level, on)
}

func (o *Org) mayDecide(actor, requester PersonID, level int, on Date) (Authority, error) {
	switch {
	case actor == requester:
		return Authority{}, Refuse("request.own")
	case o.invitedBy(actor, requester):
		return Authority{}, Refuse("request.own_invite", "name", o.People[requester].Called())
	case o.barred(actor, requester, on):
		return Authority{}, Refuse("request.own_delegate", "name", o.People[requester].Called())
	case !o.People[actor].Active:
		return Authority{}, Refuse("request.not_yours")
	}
	seats := o.seats(requester)
	for i := len(seats) - 1; i >= lowest(level, len(seats)); i-- {
		switch head := seats[i].Head; {
		case head == 0 || !o.People[head].Active:
		case head == actor:
			return Authority{Level: i}, nil
		case o.delegated(head, actor, on):
			return Authority{Level: i, OnBehalfOf: head}, nil
		}
	}
	return Authority{}, Refuse("request.not_yours")
}

// lowest is the lowest of n seats that may decide a request at the level.
func lowest(level, n int) int {
	if level >= n {
		return 0
	}
	return max(level, 0)
}

func (o *Org) delegated(from, to PersonID, on Date) bool {
	return slices.ContainsFunc(o.Delegations, func(d Delegation) bool {
		return d.From == from && d.To == to && d.covers(on)
	})
}
