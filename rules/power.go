package rules

import (
	"slices"
	"time"
)

// PowerChangeID identifies a change of power that waits, or waited, for a
// second confirmer.
type PowerChangeID int64

// PowerKind says what a change of power changes.
type PowerKind string

// The kinds of change that can take a second confirmer.
const (
	PowerAccount PowerKind = "account" // a new account in place of the one of a head, coordinator or auditor
	PowerRoles   PowerKind = "roles"
	PowerHead    PowerKind = "head"
	PowerLeave   PowerKind = "leave" // off the staff
)

// PowerState is what became of a change of power.
type PowerState string

// The states.
const (
	PowerOpen      PowerState = "open"
	PowerConfirmed PowerState = "confirmed"
	PowerRefused   PowerState = "refused"
	PowerWithdrawn PowerState = "withdrawn" // by who asked
	PowerExpired   PowerState = "expired"
)

// PowerChange is a change of who holds power over whom.
type PowerChange struct {
	ID             PowerChangeID
	Kind           PowerKind
	Person         PersonID // whose account, roles or post
	Unit           UnitID   // PowerHead: to be headed
	Roles          Roles    // PowerRoles: to be had
	RolesBefore    Roles
	HeadBefore     PersonID
	By             PersonID // 0: the shell, which needs nobody
	Asked, Expires time.Time
	State          PowerState
	DecidedBy      PersonID
	DecidedAt      time.Time
}

// LastMoment is the last one at which the change may be confirmed, as people read it.
func (c PowerChange) LastMoment() time.Time { return c.Expires.Add(-time.Second) }

// PowerPolicy is how changes of power are confirmed.
type PowerPolicy struct {
	ConfirmWithin int // working days after the day of asking; 0: until the end of that day
}

// DefaultPowerPolicy is what holds where the configuration is silent.
func DefaultPowerPolicy() PowerPolicy { return PowerPolicy{ConfirmWithin: 2} }

// InvitedBy reports whether the person's account came by an invitation that the
// other made in the chat, or by one of somebody whom they had invited so: one
// hand may hold all of these accounts.
func (o *Org) InvitedBy(p, by PersonID) bool {
	return by != 0 && slices.Contains(o.inviters(p), by)
}

// inviters are those behind a person's account, nearest first. A circle ends it.
func (o *Org) inviters(p PersonID) []PersonID {
	var up []PersonID
	for at := o.People[p].Inviter; at != 0 && at != p && !slices.Contains(up, at); at = o.People[at].Inviter {
		up = append(up, at)
	}
	return up
}

// oneHand reports whether two accounts may be in one hand: they are the same
// person's, one was invited by the other, or both by a third.
func (o *Org) oneHand(p, q PersonID) bool {
	all := append(o.inviters(p), p)
	return slices.ContainsFunc(append(o.inviters(q), q), func(x PersonID) bool { return x != 0 && slices.Contains(all, x) })
}

// TakesTwo reports whether a change takes a second confirmer: replacing the
// account of a head, coordinator or auditor; giving oneself a role or a unit to
// head; and losing the last auditor who can be reached. What the shell does
// never takes one. The organisation holds all coordinators and auditors, and
// everybody whom the change names.
func (o *Org) TakesTwo(c PowerChange) bool {
	who := o.People[c.Person]
	switch {
	case c.By == 0:
		return false
	case c.Kind == PowerAccount:
		return who.Former && (who.Roles.Has(Coordinator|Auditor) || len(o.HeadOf(c.Person)) > 0)
	case c.Kind == PowerHead:
		return c.Person != 0 && o.oneHand(c.Person, c.By)
	case c.Kind == PowerRoles:
		return c.Roles&^who.Roles != 0 && o.oneHand(c.Person, c.By) || !c.Roles.Has(Auditor) && o.lastAuditor(c.Person)
	case c.Kind == PowerLeave:
		return o.lastAuditor(c.Person)
	}
	return true
}

// lastAuditor reports whether the person is an auditor and no other can be reached.
func (o *Org) lastAuditor(p PersonID) bool {
	if !o.People[p].Roles.Has(Auditor) {
		return false
	}
	for id, x := range o.People {
		if id != p && x.Active && x.Linked && x.Roles.Has(Auditor) {
			return false
		}
	}
	return true
}

// MayConfirm returns nil for a second confirmer of the change: another
// coordinator, an auditor or a head above the person, who is neither the person
// in question nor in one hand with who asked. It returns a *Refusal for
// everybody else.
func (o *Org) MayConfirm(who PersonID, c PowerChange) error {
	x := o.People[who]
	switch {
	case who == c.By:
		return Refuse("power.own")
	case who == c.Person:
		return Refuse("power.about_you")
	case !x.Active || !x.Linked || o.Consented && x.Consent == 0 || !x.Roles.Has(Coordinator|Auditor) && !o.headsOver(who, c):
		return Refuse("access.foreign")
	case o.oneHand(who, c.By):
		return Refuse("power.one_hand", "name", o.People[c.By].Called())
	}
	return nil
}

// headsOver reports whether somebody heads a unit above the person, or above
// the unit that the person is to head.
func (o *Org) headsOver(who PersonID, c PowerChange) bool {
	if slices.ContainsFunc(o.seats(c.Person), func(u Unit) bool { return u.Head == who }) {
		return true
	}
	return slices.ContainsFunc(o.Ancestors(c.Unit), func(u UnitID) bool { return o.Units[u].Active && o.Units[u].Head == who })
}

// Confirmers lists who may confirm the change, by id.
func (o *Org) Confirmers(c PowerChange) []PersonID {
	var out []PersonID
	for id := range o.People {
		if o.MayConfirm(id, c) == nil {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// Superior is the nearest head over a person who has an account and is not
// among those left out, 0 for none.
func (o *Org) Superior(p PersonID, except ...PersonID) PersonID {
	for _, u := range o.seats(p) {
		if head := o.People[u.Head]; u.Head != 0 && head.Active && head.Linked && !slices.Contains(except, u.Head) {
			return u.Head
		}
	}
	return 0
}

// Above is the nearest head above a unit who has an account and is not among
// those left out, 0 for none.
func (o *Org) Above(unit UnitID, except ...PersonID) PersonID {
	for _, id := range o.Ancestors(unit) {
		u := o.Units[id]
		if head := o.People[u.Head]; u.Active && u.Head != 0 && head.Active && head.Linked && !slices.Contains(except, u.Head) {
			return u.Head
		}
	}
	return 0
}
