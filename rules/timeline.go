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
	StepMove                         // nobody asked sits there any more, or the person does not: another one is asked
	StepEscalate                     // the next level is asked too
	StepRemind                       // its approver is reminded
)

// Step is one thing that is due.
type Step struct {
	Kind  StepKind
	At    time.Time // when it became due
	Slots []Slot    // StepExpire: the days that expire
	Seat  Seat      // StepMove, StepEscalate: where the request goes
	Found bool      // false: nobody is there, the coordinator is told
	Anew  UnitID    // StepMove: the unit to which the person was moved, whose line begins anew

	Urgent bool // StepEscalate: the day begins before the office opens again
}

// NumbersOn gives the numbers that hold for a request's person on a day.
type NumbersOn func(Date) Policy

// Due returns what is due for an open request now: the expiry of days that begin,
// whatever the hour, and then at most one of move, escalate and remind for the rest, by
// the numbers of the first day that waits. These are due in working hours alone, but
// for an escalation of a request whose day begins before the office opens again. A
// reminder that comes due only together with the escalation (after an outage) gives
// way to it. Apply makes a step happen, after which it is no longer due.
func (k Desk) Due(numbers NumbersOn, r Request) []Step {
	if !r.Open() {
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
	if s, due := k.waiting(numbers, left); due {
		steps = append(steps, s)
	}
	return steps
}

// waiting returns the step that is due for the days that still wait.
func (k Desk) waiting(numbers NumbersOn, r Request) (Step, bool) {
	l, ok := k.ladder(numbers, r)
	open := k.Calendar.Open(k.Now)
	if open {
		if s, due := k.Moved(r); due || r.Approver == 0 {
			return s, due
		}
	}
	if !ok || !open && !l.urgent() {
		return Step{}, false
	}
	if at, due := k.after(l, l.escalate); due {
		if seat, found := k.Org.benchOf(&r, k.today()).next(r); found || !r.Topped && r.Approver != 0 {
			return Step{Kind: StepEscalate, At: at, Seat: seat, Found: found, Urgent: l.urgent()}, true
		}
	}
	// Only who was asked first is reminded: somebody else got the card just now.
	if at, due := k.after(l, l.remind); due && r.Reminded.IsZero() && r.WentUp == 0 && !r.Topped && !r.Asked.After(l.from) {
		return Step{Kind: StepRemind, At: at}, true
	}
	return Step{}, false
}

// ladder is how long a request waits until something happens, of the working time
// that is left before its first day begins.
type ladder struct {
	from             time.Time
	left             time.Duration // W
	remind, escalate time.Duration // since from; below 0: never
	first            bool          // it did not go up yet
}

const never = time.Duration(-1)

// ladder fits the time left: reminded after the number's time, at most half of what
// is left, and escalated after the number's time, at most three quarters. It measures
// from the asking of the first day that waits, or from the last escalation. ok is
// false without the calendar's data.
func (k Desk) ladder(numbers NumbersOn, r Request) (l ladder, ok bool) {
	i := slices.IndexFunc(r.Days, func(d RequestDay) bool { return d.State == Pending })
	for j, d := range r.Days {
		if d.State == Pending && k.Begins(d).Before(k.Begins(r.Days[i])) {
			i = j
		}
	}
	first := r.Days[i]
	l = ladder{from: first.Asked, remind: never, escalate: never, first: r.WentUp == 0}
	if r.Since.After(l.from) {
		l.from = r.Since
	}
	left, err := k.Calendar.OpenBetween(l.from, k.Begins(first))
	if err != nil {
		return l, false
	}
	l.left = left
	p := numbers(first.Date)
	if p.RemindAfter != 0 && left > 0 {
		l.remind = min(p.RemindAfter, left/2) //nolint:mnd // half of the time left
	}
	if p.RaiseAfter != 0 {
		l.escalate = min(p.RaiseAfter, 3*left/4) //nolint:mnd // three quarters of it
	}
	return l, true
}

// urgent reports whether the day begins before the office opens again: both levels
// are asked at once.
func (l ladder) urgent() bool { return l.first && l.left == 0 && l.escalate == 0 }

// Urgent returns the step that asks the next level at once, of a request that was
// just sent and whose first day begins before the office opens again.
func (k Desk) Urgent(numbers NumbersOn, r Request) (Step, bool) {
	if l, ok := k.ladder(numbers, r); !ok || !l.urgent() || r.Approver == 0 {
		return Step{}, false
	}
	seat, found := k.Org.benchOf(&r, k.today()).next(r)
	return Step{Kind: StepEscalate, At: k.Now, Seat: seat, Found: found, Urgent: true}, !r.Topped
}

// Moved returns the step that sends an open request on: to the line of the unit to
// which its person was moved; or, when whom it waits for sits in none of the seats that
// were asked, to whoever does, else above. Unlike Due it knows no working hours:
// what changed the organisation, a delegation or an absence moves what waits at
// once. It is not due for a request that nobody can decide, before or after.
func (k Desk) Moved(r Request) (Step, bool) {
	if !r.Open() {
		return Step{}, false
	}
	b := k.Org.benchOf(&r, k.today())
	if unit := k.Org.People[r.Person].Unit; unit != 0 && unit != r.Unit {
		s, ok := b.from(0)
		return Step{Kind: StepMove, At: k.Now, Seat: s, Found: ok, Anew: unit}, true
	}
	if b.waits(r) {
		return Step{}, false
	}
	s, ok := b.top(r.Floor, r.Level)
	if !ok {
		s, ok = b.from(b.floor(r.Level) + 1)
	}
	return Step{Kind: StepMove, At: k.Now, Seat: s, Found: ok}, ok || r.Approver != 0
}

// after returns the first moment in working hours at which so much working time
// has passed on the ladder, and whether it has come. What is urgent waits for no hours.
func (k Desk) after(l ladder, dur time.Duration) (time.Time, bool) {
	switch {
	case dur == never:
		return time.Time{}, false
	case l.urgent():
		return l.from, !k.Now.Before(l.from)
	}
	at, err := k.Calendar.AddOpen(l.from, dur)
	if err == nil {
		at, err = k.Calendar.NextOpen(at)
	}
	return at, err == nil && !k.Now.Before(at)
}

// waits reports whether the request's approver sits in one of the seats that were
// asked.
func (b bench) waits(r Request) bool {
	for i := b.floor(r.Floor); i <= min(r.Level, len(b.seats)-1); i++ {
		if r.Approver != 0 && b.sits(i) == r.Approver {
			return true
		}
	}
	return false
}

// next returns the first seat above those that were asked in which somebody sits
// who sits in none of them.
func (b bench) next(r Request) (s Seat, ok bool) {
	asked := []PersonID{r.Approver}
	for i := b.floor(r.Floor); i <= min(r.Level, len(b.seats)-1); i++ {
		asked = append(asked, b.sits(i))
	}
	for i := max(r.Level, -1) + 1; i < len(b.seats); i++ {
		if s, ok := b.seat(i); ok && !slices.Contains(asked, s.Approver) {
			return s, true
		}
	}
	return Seat{}, false
}

// Apply makes a step happen.
func (k Desk) Apply(r Request, s Step) Request {
	switch s.Kind {
	case StepExpire:
		r, _ = k.Expire(r)
	case StepMove:
		was := r
		if s.Anew != 0 {
			r.Unit = s.Anew
			r = k.ask(r, 0)
		} else {
			r = k.lift(r, s.Seat, s.Found)
		}
		if r.Approver == was.Approver { // its seat alone is another
			r.Asked, r.Reminded = was.Asked, was.Reminded
		}
	case StepEscalate:
		if !s.Found { // beyond the top: it stays with whom it was
			r.Topped = true
			return r
		}
		r.Level, r.Approver, r.Asked = s.Seat.Level, s.Seat.Approver, k.Now
		r.WentUp, r.Since, r.Topped = r.WentUp+1, k.Now, false
	case StepRemind:
		r.Reminded = k.Now
	}
	return r
}
