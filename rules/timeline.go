package rules

import (
	"slices"
	"time"
)

// StepKind is what time does to an open request.
type StepKind uint8

// The kinds of steps.
const (
	StepExpire   StepKind = iota + 1 // days that begin undecided expire
	StepMove                         // its approver no longer sits there: another one is asked
	StepEscalate                     // it goes one level higher
	StepRemind                       // its approver is reminded
)

// Step is one thing that is due.
type Step struct {
	Kind  StepKind
	At    time.Time // when it became due
	Slots []Slot    // StepExpire: the days that expire
	Seat  Seat      // StepMove, StepEscalate: where the request goes
	Found bool      // false: nobody is there, the coordinator is told
}

// Due returns what is due for an open request now, by the numbers of its unit:
// the expiry of days that begin, and then at most one of move, escalate and remind
// for the rest. Nothing is due outside working hours. A reminder that comes due
// only together with the escalation (after an outage) gives way to it. Apply makes a
// step happen, after which it is no longer due.
func (k Desk) Due(p Policy, r Request) []Step {
	if !r.Open() || !k.Calendar.Open(k.Now) {
		return nil
	}
	var steps []Step
	left, expired := k.Expire(r)
	if len(expired) > 0 {
		steps = append(steps, Step{Kind: StepExpire, At: k.Calendar.Start(expired[0]), Slots: expired})
	}
	if !left.Open() {
		return steps
	}
	if s, due := k.waiting(p, left); due {
		steps = append(steps, s)
	}
	return steps
}

// waiting returns the step that is due for the days that still wait.
func (k Desk) waiting(p Policy, r Request) (Step, bool) {
	if !k.Org.sitting(r, k.today()) {
		return k.Moved(r)
	}
	if at, due := k.after(r.Asked, p.RaiseAfter); due && r.Level < k.Org.Levels(r.Person) {
		seat, ok := k.Org.Approver(r.Person, r.Level+1, k.today())
		for ok && seat.Approver == r.Approver { // the same delegate sits for both heads
			seat, ok = k.Org.Approver(r.Person, seat.Level+1, k.today())
		}
		return Step{Kind: StepEscalate, At: at, Seat: seat, Found: ok}, true
	}
	if at, due := k.after(r.Asked, p.RemindAfter); due && r.Reminded.IsZero() && r.Level < k.Org.Levels(r.Person) {
		return Step{Kind: StepRemind, At: at}, true
	}
	return Step{}, false
}

// Moved returns the step that sends an open request on when its approver no
// longer sits where it waits, nor above. Unlike Due it knows no working hours:
// what changed the organisation, a delegation or an absence moves what waits at
// once. It is not due for a request that nobody can decide, before or after.
func (k Desk) Moved(r Request) (Step, bool) {
	if !r.Open() || k.Org.sitting(r, k.today()) {
		return Step{}, false
	}
	seat, ok := k.Org.Approver(r.Person, lowest(r.Level, k.Org.Levels(r.Person)), k.today())
	return Step{Kind: StepMove, At: k.Now, Seat: seat, Found: ok}, ok || r.Approver != 0
}

// after returns the first moment in working hours at which so much working time
// has passed since t, and whether it has come. Without the calendar's data it
// has not.
func (k Desk) after(t time.Time, dur time.Duration) (time.Time, bool) {
	if dur == 0 {
		return time.Time{}, false
	}
	at, err := k.Calendar.AddOpen(t, dur)
	if err == nil {
		at, err = k.Calendar.NextOpen(at)
	}
	return at, err == nil && !k.Now.Before(at)
}

// sitting reports whether the request's approver still sits where it waits, or
// above, on that day.
func (o *Org) sitting(r Request, on Date) bool {
	seats := o.seats(r.Person)
	return r.Approver != 0 && slices.ContainsFunc(seats[lowest(r.Level, len(seats)):], func(u Unit) bool {
		return o.sits(u, r.Person, on) == r.Approver
	})
}

// Apply makes a step happen.
func (k Desk) Apply(r Request, s Step) Request {
	switch s.Kind {
	case StepExpire:
		r, _ = k.Expire(r)
	case StepMove:
		r = k.Assign(r, s.Seat, s.Found)
	case StepEscalate:
		last := r.Approver
		r = k.Assign(r, s.Seat, s.Found)
		if !s.Found { // beyond the top: it stays with whom it was, and time does no more
			r.Level, r.Approver = k.Org.Levels(r.Person), last
		}
	case StepRemind:
		r.Reminded = k.Now
	}
	return r
}
