package rules

import (
	"slices"
	"time"
)

// Seat is the place from which a request is decided. Approver sits in it today:
// the head, or a delegate.
type Seat struct {
	Level    int    // 0: the lowest head over the person; each seat up adds one, vacant or not
	Unit     UnitID // 0: the named authority's
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

// Authority is the right to decide a request.
type Authority struct {
	Level      int      // of the highest seat that it comes from
	OnBehalfOf PersonID // the head for whom a delegate decides, 0: in one's own right
}

// seats returns the units from which requests of the person may be decided,
// upwards, and last the named authority's seat. The branch that the person heads
// is left out, wherever they are posted in it. Somebody who heads two of the rest
// holds the lower.
func (o *Org) seats(p PersonID) []Unit {
	up := o.line(p)
	heads := func(id UnitID) bool { return o.Units[id].Active && o.Units[id].Head == p && p != 0 }
	for i, id := range slices.Backward(up) {
		if heads(id) {
			up = up[i+1:]
			break
		}
	}
	var out []Unit
	holds := func(head PersonID) bool { return slices.ContainsFunc(out, func(x Unit) bool { return x.Head == head }) }
	for _, id := range up {
		if u, ok := o.Units[id]; ok && u.Active && (u.Head == 0 || !holds(u.Head)) {
			out = append(out, u)
		}
	}
	if a := o.People[o.Authority]; o.Authority != 0 && o.Authority != p && a.Active && a.Linked && !holds(o.Authority) {
		out = append(out, Unit{Head: o.Authority, Active: true})
	}
	return out
}

// line is the person's unit and those above it.
func (o *Org) line(p PersonID) []UnitID {
	unit := o.People[p].Unit
	return append([]UnitID{unit}, o.Ancestors(unit)...)
}

// Levels is the number of seats above the person.
func (o *Org) Levels(p PersonID) int { return len(o.seats(p)) }

// bench is the seats over one requester, on the day of deciding.
type bench struct {
	*Org
	seats     []Unit
	requester PersonID
	on        Date
	asked     []time.Time // when the days in question were asked for
}

func (o *Org) bench(requester PersonID, on Date, asked ...time.Time) bench {
	return bench{o, o.seats(requester), requester, on, asked}
}

// benchOf is the bench over a request's person.
func (o *Org) benchOf(r *Request, on Date) bench {
	asked := make([]time.Time, len(r.Days))
	for i, d := range r.Days {
		asked[i] = d.Asked
	}
	return o.bench(r.Person, on, asked...)
}

// gave reports whether the requester had handed their approvals to somebody on
// the day of deciding, or of asking.
func (b bench) gave(to PersonID) bool {
	if b.delegated(b.requester, to, b.on) {
		return true
	}
	return slices.ContainsFunc(b.asked, func(at time.Time) bool {
		then := func(d Delegation) bool {
			return d.From == b.requester && d.To == to && d.covers(b.day(at)) && (d.Ended.IsZero() || at.Before(d.Ended))
		}
		return slices.ContainsFunc(b.Delegations, then) || slices.ContainsFunc(b.Past, then)
	})
}

// day is the day of a moment where the agency is.
func (b bench) day(at time.Time) Date {
	if b.Zone != nil {
		at = at.In(b.Zone)
	}
	return DateOf(at)
}

// below reports whether somebody heads a seat under the given one, or stands in
// for whoever does: they hold that one and no higher.
func (b bench) below(level int, p PersonID) bool {
	return slices.ContainsFunc(b.seats[:level], func(u Unit) bool { return u.Head == p || u.Head != 0 && b.delegated(u.Head, p, b.on) })
}

// sits returns who decides in a seat: the delegate on days for which the head has
// delegated; the head where there is none or the delegate can't, if the head is
// there; else nobody, 0. A delegate never decides for who delegated to them, nor in
// a seat above the one that they hold. Whoever came by an invitation of the requester
// takes the seat out: it goes to the next.
func (b bench) sits(level int) PersonID {
	head := b.seats[level].Head
	if head == 0 || !b.People[head].Active {
		return 0 // vacant
	}
	for _, d := range b.Delegations {
		if d.From != head || !d.covers(b.on) || !b.available(d.To, b.on) || d.To == b.requester || b.gave(d.To) || b.below(level, d.To) {
			continue
		}
		if b.InvitedBy(d.To, b.requester) {
			return 0
		}
		return d.To
	}
	if b.available(head, b.on) && !b.InvitedBy(head, b.requester) {
		return head
	}
	return 0
}

func (b bench) seat(level int) (Seat, bool) {
	who := b.sits(level)
	return Seat{Level: level, Unit: b.seats[level].ID, Head: b.seats[level].Head, Approver: who}, who != 0
}

// from returns the first seat at the level or above in which somebody sits. ok is
// false when there is none.
func (b bench) from(level int) (s Seat, ok bool) {
	for i := max(level, 0); i < len(b.seats); i++ {
		if s, ok := b.seat(i); ok {
			return s, true
		}
	}
	return Seat{}, false
}

// top returns the highest seat between two in which somebody sits.
func (b bench) top(floor, level int) (s Seat, ok bool) {
	for i := min(level, len(b.seats)-1); i >= b.floor(floor); i-- {
		if s, ok := b.seat(i); ok {
			return s, true
		}
	}
	return Seat{}, false
}

// floor is the lowest seat that may decide: the highest there is, where the line
// has become shorter.
func (b bench) floor(level int) int { return max(0, min(level, len(b.seats)-1)) }

// may returns by what right the actor decides: as the head of a seat from the
// floor up, in their own right whoever stands in for them; or as who sits in one
// of those that were asked.
func (b bench) may(actor PersonID, floor, level int) (Authority, error) {
	name := b.People[b.requester].Called()
	switch {
	case actor == b.requester:
		return Authority{}, Refuse("request.own")
	case b.InvitedBy(actor, b.requester):
		return Authority{}, Refuse("request.own_invite", "name", name)
	case !b.People[actor].Active:
		return Authority{}, Refuse("request.not_yours")
	}
	for i := len(b.seats) - 1; i >= b.floor(floor); i-- {
		switch head := b.seats[i].Head; {
		case head == 0 || !b.People[head].Active:
		case head == actor:
			return Authority{Level: i}, nil
		case i <= level && b.sits(i) == actor:
			return Authority{Level: i, OnBehalfOf: head}, nil
		}
	}
	if b.gave(actor) {
		return Authority{}, Refuse("request.own_delegate", "name", name)
	}
	return Authority{}, Refuse("request.not_yours")
}

// Approver returns who decides a request of the person that is asked for on that
// day: who sits at the given level, else at the next one up. It is never the
// person, nor a delegate of theirs. ok is false when nobody does: then the
// coordinator is told.
func (o *Org) Approver(p PersonID, level int, on Date) (seat Seat, ok bool) {
	return o.bench(p, on).from(level)
}

// HeadsOver returns who heads the seats over a person, the lowest first, each in their own right: no delegate, no
// vacant seat, nobody whose account came by an invitation of the person. Who is away for a while is one of them.
func (o *Org) HeadsOver(p PersonID) []PersonID {
	var heads []PersonID
	for _, u := range o.seats(p) {
		if h := o.People[u.Head]; u.Head != 0 && u.Head != p && h.Active && h.Linked && !o.InvitedBy(u.Head, p) {
			heads = append(heads, u.Head)
		}
	}
	return heads
}

// MayDecide returns by what right the actor decides the request on that day: as
// who sits between its floor and its level, or as a head of the requester's own
// line from the floor up. It returns a *Refusal for everybody else, for the
// requester, for whoever they handed their approvals to and for whom they invited
// in the chat.
func (o *Org) MayDecide(actor PersonID, r *Request, on Date) (Authority, error) {
	return o.benchOf(r, on).may(actor, r.Floor, r.Level)
}

// MayLook is MayDecide with no floor: whoever sits lower and comes too late learns
// what became of the request.
func (o *Org) MayLook(actor PersonID, r *Request, on Date) error {
	_, err := o.benchOf(r, on).may(actor, 0, r.Level)
	return err
}
