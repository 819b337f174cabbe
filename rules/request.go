package rules

import (
	"slices"
	"strings"
	"time"
)

// Desk is what a change of a request is judged against: who is who today, the
// calendar, and the moment. Its methods take a request by value and return the
// changed one; what they were given stays as it was. What they refuse is a
// *Refusal.
type Desk struct {
	Org      *Org
	Calendar *Calendar
	Now      time.Time
}

// Act is somebody's wish to change a request.
type Act struct {
	By     PersonID
	Slots  []Slot // nil: every day to which it can apply
	Reason string
	Rev    int  // the revision that the button was made for, 0 when typed
	Stay   bool // Approve: what would go up instead is refused
}

func (k Desk) today() Date { return DateOf(k.Now.In(k.Calendar.Location)) }

// Submit sends a request: pending days from the verdict, and an approver to
// wait for. Approver 0 in the result means that nobody could be found, and the
// coordinator is to be told. It refuses what the verdict refuses, and what no seat
// stands above to decide.
func (k Desk) Submit(r Request, v Verdict) (Request, error) {
	if err := v.Refusal(); err != nil {
		return r, err
	}
	if len(v.Days) == 0 {
		return r, Refuse("request.no_days")
	}
	if levels := k.Org.Levels(r.Person); levels == 0 {
		return r, Refuse("refuse.no_superior")
	} else if v.Level >= levels {
		return r, Refuse("refuse.none_above")
	}
	r.Rev, r.Created, r.Days = 1, k.Now, k.pendingDays(v)
	return k.ask(r, v.Level), nil
}

// Reject rejects pending days; a reason is obligatory.
func (k Desk) Reject(r Request, a Act) (Request, error) {
	right, days, err := k.deciding(r, a)
	if err != nil {
		return r, err
	}
	if clean(a.Reason) == "" {
		return r, Refuse("request.reason_missing")
	}
	return k.mark(r, days, Rejected, RequestDay{DecidedBy: a.By, OnBehalfOf: right.OnBehalfOf, Reason: clean(a.Reason)}), nil
}

// deciding returns by what right the actor decides, and the days. Somebody who
// sits over the requester and comes too late learns who decided what and when.
func (k Desk) deciding(r Request, a Act) (Authority, []int, error) {
	if err := k.Org.MayLook(a.By, &r, k.today()); err != nil {
		return Authority{}, nil, err
	}
	days, err := k.pick(r, a, Pending)
	if err != nil {
		return Authority{}, nil, err
	}
	right, err := k.Org.MayDecide(a.By, &r, k.today())
	if err != nil {
		return Authority{}, nil, err
	}
	days, err = k.before(r, a, days, "request.started")
	return right, days, err
}

// Withdraw takes pending days back, or one half of them; only the person may.
func (k Desk) Withdraw(r Request, a Act) (Request, error) {
	if a.By != r.Person {
		return r, Refuse("request.not_yours")
	}
	divided := k.divide(r, a.Slots, Pending)
	days, err := k.pick(divided, a, Pending)
	if err != nil {
		return r, err
	}
	return k.mark(divided, days, Withdrawn, RequestDay{DecidedBy: a.By, Reason: clean(a.Reason)}), nil
}

// Cancel gives approved days back, or one half of them, up to the start of what is
// given back; only the person may.
func (k Desk) Cancel(r Request, a Act) (Request, error) {
	if a.By != r.Person {
		return r, Refuse("request.not_yours")
	}
	divided := k.divide(r, a.Slots, Approved)
	days, err := k.pick(divided, a, Approved)
	if err != nil {
		return r, err
	}
	days, err = k.until(divided, a, days, func(d RequestDay) time.Time { return k.Calendar.Start(d.Slot) }, "request.cancel_started")
	if err != nil {
		return r, err
	}
	return k.mark(divided, days, Cancelled, RequestDay{DecidedBy: a.By, Reason: clean(a.Reason)}), nil
}

// Revoke takes approved days back by whoever may decide the request now, with
// a reason, until the day is over.
func (k Desk) Revoke(r Request, a Act) (Request, error) {
	right, err := k.Org.MayDecide(a.By, &r, k.today())
	if err != nil {
		return r, err
	}
	days, err := k.pick(r, a, Approved)
	if err != nil {
		return r, err
	}
	if clean(a.Reason) == "" {
		return r, Refuse("request.reason_missing")
	}
	days, err = k.until(r, a, days, func(d RequestDay) time.Time { return k.Calendar.End(d.Slot) }, "request.revoke_over")
	if err != nil {
		return r, err
	}
	return k.mark(r, days, Revoked, RequestDay{DecidedBy: a.By, OnBehalfOf: right.OnBehalfOf, Reason: clean(a.Reason)}), nil
}

// before keeps the days that can still be decided.
func (k Desk) before(r Request, a Act, days []int, key string) ([]int, error) {
	return k.until(r, a, days, k.Begins, key)
}

// until keeps the days whose moment has not come. It refuses when that leaves
// out a day named in the act, or leaves none.
func (k Desk) until(r Request, a Act, days []int, moment func(RequestDay) time.Time, key string) ([]int, error) {
	var keep []int
	var why []Message
	for _, i := range days {
		d := r.Days[i]
		if at := moment(d); k.Now.Before(at) {
			keep = append(keep, i)
		} else {
			why = append(why, Msg(key, "slot", d.Slot, "at", at))
		}
	}
	if len(why) > 0 && (a.Slots != nil || keep == nil) {
		return nil, refusal(why)
	}
	return keep, nil
}

// GiveUp ends what somebody who leaves still has: days that wait are withdrawn,
// approved days that have not begun are cancelled, on the person's behalf by
// whoever takes them off the list of staff, 0 for the list itself. It returns
// the slots that it changed.
func (k Desk) GiveUp(r Request, by PersonID) (Request, []Slot) {
	on := RequestDay{DecidedBy: by, OnBehalfOf: r.Person}
	var slots []Slot
	for i, d := range r.Days {
		switch {
		case d.State == Pending:
			r = k.mark(r, []int{i}, Withdrawn, on)
		case d.State == Approved && k.Now.Before(k.Calendar.Start(d.Slot)):
			r = k.mark(r, []int{i}, Cancelled, on)
		default:
			continue
		}
		slots = append(slots, d.Slot)
	}
	return r, slots
}

// Expire ends what still waits when its day starts, a move when either of its days
// does: then the old one stands. It returns the slots that it changed.
func (k Desk) Expire(r Request) (Request, []Slot) {
	return k.pass(r, Pending, Expired, k.Begins)
}

// Complete marks approved days done when they are over. It returns the slots
// that it changed.
func (k Desk) Complete(r Request) (Request, []Slot) {
	return k.pass(r, Approved, Done, func(d RequestDay) time.Time { return k.Calendar.End(d.Slot) })
}

func (k Desk) pass(r Request, from, to RequestState, when func(RequestDay) time.Time) (Request, []Slot) {
	var days []int
	var slots []Slot
	for i, d := range r.Days {
		if d.State == from && !k.Now.Before(when(d)) {
			days, slots = append(days, i), append(slots, d.Slot)
		}
	}
	if days == nil {
		return r, nil
	}
	if to == Done { // the decision stays on record
		r.Days = slices.Clone(r.Days)
		for _, i := range days {
			r.Days[i].State = Done
		}
		return r, slots
	}
	return k.mark(r, days, to, RequestDay{}), slots
}

// pick returns the indices of the days that an act means, all in the wanted
// state. It refuses with what became of those in another state, and when the
// button is of an older revision.
func (k Desk) pick(r Request, a Act, want RequestState) ([]int, error) {
	var days []int
	var other []Message
	for i, d := range r.Days {
		switch asked := slices.Contains(a.Slots, d.Slot); {
		case d.State == want && (a.Slots == nil || asked):
			days = append(days, i)
		case a.Slots == nil || asked:
			other = append(other, k.Outcome(d))
		}
	}
	switch found := len(days) + len(other); {
	case a.Slots != nil && len(other) > 0, a.Slots == nil && len(days) == 0 && found > 0:
		return nil, refusal(other)
	case a.Rev != 0 && a.Rev != r.Rev, found == 0, a.Slots != nil && found != len(a.Slots):
		return nil, Refuse("request.changed")
	}
	return days, nil
}

// mark returns the request with the days in a new state, decided now; what is
// known of each day's asking stays.
func (k Desk) mark(r Request, days []int, state RequestState, by RequestDay) Request {
	r.Days = slices.Clone(r.Days)
	for _, i := range days {
		d := &r.Days[i]
		d.State, d.DecidedAt, d.DecidedBy, d.OnBehalfOf, d.Reason = state, k.Now, by.DecidedBy, by.OnBehalfOf, by.Reason
	}
	return r
}

// Outcome tells what became of a day: who decided what and when.
func (k Desk) Outcome(d RequestDay) Message {
	if m, moved := k.moveOutcome(d); moved {
		return m
	}
	who := Msg("request.by", "name", k.Org.People[d.DecidedBy].Called())
	if d.OnBehalfOf != 0 {
		who = Msg("request.by_delegate", "name", k.Org.People[d.DecidedBy].Called(), "head", k.Org.People[d.OnBehalfOf].Called())
	}
	switch d.State {
	case Approved:
		return Msg("request.is_approved", "slot", d.Slot, "who", who, "at", d.DecidedAt, "reason", d.Reason)
	case Rejected:
		return Msg("request.is_rejected", "slot", d.Slot, "who", who, "at", d.DecidedAt, "reason", d.Reason)
	case Withdrawn:
		return Msg("request.is_withdrawn", "slot", d.Slot, "who", k.giver(d), "at", d.DecidedAt)
	case Expired:
		return Msg("request.is_expired", "slot", d.Slot)
	case Cancelled:
		return Msg("request.is_cancelled", "slot", d.Slot, "who", k.giver(d), "at", d.DecidedAt)
	case Revoked:
		return Msg("request.is_revoked", "slot", d.Slot, "who", who, "at", d.DecidedAt, "reason", d.Reason)
	case Done:
		return Msg("request.is_done", "slot", d.Slot)
	case Released:
		return Msg("request.is_released", "slot", d.Slot, "name", d.Reason)
	}
	return Msg("request.is_pending", "slot", d.Slot)
}

// giver says who gave a day up: its requester, or somebody on their behalf.
func (k Desk) giver(d RequestDay) Message {
	switch {
	case d.OnBehalfOf == 0, d.OnBehalfOf == d.DecidedBy:
		return Msg("request.by_sender")
	case d.DecidedBy == 0:
		return Msg("request.by_list")
	}
	return Msg("request.by_delegate", "name", k.Org.People[d.DecidedBy].Called(), "head", k.Org.People[d.OnBehalfOf].Called())
}

func clean(reason string) string { return strings.TrimSpace(reason) }
