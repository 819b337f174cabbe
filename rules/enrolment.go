package rules

import (
	"slices"
	"time"
)

// EnrolmentID identifies a pilot period in the register.
type EnrolmentID int64

// Outcome is what a unit's pilot period led to.
type Outcome string

// The outcomes.
const (
	Widened Outcome = "widened" // mở rộng
	Kept    Outcome = "kept"    // duy trì
	Stopped Outcome = "stopped" // dừng
)

// Enrolment is one period of a unit in the register of the pilot.
type Enrolment struct {
	ID          EnrolmentID
	Decision    string    // số quyết định
	DecidedOn   Date      // ngày quyết định, 0: not noted
	First, Last Date      // Last 0: open-ended
	Outcome     Outcome   // empty until it is closed
	Reason      string    // of the outcome
	Closed      time.Time // zero until it is closed
}

// Covers reports whether d is in the period.
func (e Enrolment) Covers(d Date) bool { return d >= e.First && (e.Last == 0 || d <= e.Last) }

// overlaps reports whether two periods share a day.
func (e Enrolment) overlaps(o Enrolment) bool {
	return (o.Last == 0 || e.First <= o.Last) && (e.Last == 0 || o.First <= e.Last)
}

// FirstInPilot is the first day on which the unit ever takes part in the pilot, 0: it does not.
func (u Unit) FirstInPilot() (first Date) {
	for _, e := range u.Enrolments {
		if first == 0 || e.First < first {
			first = e.First
		}
	}
	return first
}

// InPilot reports whether the unit takes part in the pilot on d.
func (u Unit) InPilot(d Date) bool {
	e := u.Enrolment(d)
	return u.Active && e != nil && e.Covers(d)
}

// Enrolment returns the unit's period on d, else the next one to begin, else
// the last one that is over; nil when the unit was never enrolled.
func (u Unit) Enrolment(d Date) *Enrolment {
	for i := range u.Enrolments {
		if e := &u.Enrolments[i]; e.Last == 0 || d <= e.Last {
			return e
		}
	}
	if n := len(u.Enrolments); n > 0 {
		return &u.Enrolments[n-1]
	}
	return nil
}

// OpenEnrolment returns the earliest period that is not closed, nil for none:
// periods are closed in their order.
func (u Unit) OpenEnrolment() *Enrolment {
	for i := range u.Enrolments {
		if u.Enrolments[i].Outcome == "" {
			return &u.Enrolments[i]
		}
	}
	return nil
}

// CheckEnrolment returns a *Refusal with everything that keeps the period out of
// the unit's register on that day: a unit without a head, no decision, a range
// that is over, and whatever CheckPeriod refuses.
func (u Unit) CheckEnrolment(e Enrolment, today Date) error {
	var bad []Message
	check := func(ok bool, m Message) {
		if !ok {
			bad = append(bad, m)
		}
	}
	check(u.Active, Msg("enrol.inactive", "unit", u.Name))
	check(u.Head != 0, Msg("enrol.no_head", "unit", u.Name))
	check(e.Decision != "", Msg("enrol.no_decision"))
	check(e.First != 0, Msg("enrol.no_first"))
	check(e.DecidedOn <= today, Msg("enrol.decided_later", "day", e.DecidedOn))
	check(e.DecidedOn == 0 || e.First == 0 || e.DecidedOn <= e.First, Msg("enrol.before_decision", "first", e.First, "decided", e.DecidedOn))
	if e.Last != 0 && e.Last >= e.First {
		check(e.Last >= today, Msg("enrol.over", "last", e.Last))
	}
	return refusal(append(bad, reasonsOf(u.CheckPeriod(e))...))
}

// CheckLastDay is CheckEnrolment of a period with another last day. A unit without a
// head can't go on for longer, but its period can be shortened.
func (u Unit) CheckLastDay(before, after Enrolment, today Date) error {
	why := reasonsOf(u.CheckEnrolment(after, today))
	if after.Last != 0 && (before.Last == 0 || after.Last < before.Last) {
		why = slices.DeleteFunc(why, func(m Message) bool { return m.Key == "enrol.no_head" })
	}
	return refusal(why)
}

// CheckPeriod refuses a range that is reversed, and days of another period of
// the unit. A period with the same ID is the one being changed.
func (u Unit) CheckPeriod(e Enrolment) error {
	if e.First == 0 {
		return nil
	}
	if e.Last != 0 && e.Last < e.First {
		return Refuse("enrol.reversed", "first", e.First, "last", e.Last)
	}
	var bad []Message
	for _, o := range u.Enrolments {
		if o.ID != e.ID && e.overlaps(o) {
			bad = append(bad, Msg("enrol.twice", "unit", u.Name, "decision", o.Decision, "first", o.First, "last", o.Last, "open", o.Last == 0))
		}
	}
	return refusal(bad)
}

// Close returns the period ended with its outcome and reason on its last day. It
// refuses one that is closed, has no reason, or would end before it begins.
func (e Enrolment) Close(outcome Outcome, reason string, last Date, now time.Time) (Enrolment, error) {
	switch {
	case e.Outcome != "":
		return e, Refuse("enrol.closed")
	case outcome != Widened && outcome != Kept && outcome != Stopped:
		return e, Refuse("enrol.no_outcome")
	case reason == "":
		return e, Refuse("enrol.no_reason")
	case last < e.First:
		return e, Refuse("enrol.reversed", "first", e.First, "last", last)
	}
	e.Outcome, e.Reason, e.Last, e.Closed = outcome, reason, last, now
	return e, nil
}

// CheckOpen returns a *Refusal when the position may not be opened to the pilot:
// it serves citizens or handles administrative procedures.
func (p Position) CheckOpen() error {
	var bad []Message
	if p.CitizenFacing {
		bad = append(bad, Msg("refuse.citizen_facing", "position", p.Name))
	}
	if p.HandlesProcedures {
		bad = append(bad, Msg("refuse.procedures", "position", p.Name))
	}
	return refusal(bad)
}
