package request

import (
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/rules"
)

// Evening is the day of which requesters are told now how it stands: at closing time of
// a working day the next one; in working hours today, if it was missed and has not
// begun. ok is false at any other time.
type Evening struct {
	Day    rules.Date
	Closed time.Time // the closing time at which it was to be told
	Missed bool      // only what has not begun, and stood so at that time, is told
}

// EveningNow finds what is to be told now.
func EveningNow(do pilot.Do) (e Evening, ok bool) {
	now, cal := do.Now, do.Calendar
	if !cal.IsWorking(do.Today) {
		return e, false
	}
	closed := cal.End(rules.Slot{Date: do.Today})
	if !now.Before(closed) && now.Before(closed.Add(time.Minute)) {
		next, err := cal.AddWorkingDays(do.Today, 1)
		return Evening{Day: next, Closed: closed}, err == nil
	}
	before, err := cal.AddWorkingDays(do.Today, -1)
	return Evening{Day: do.Today, Closed: cal.End(rules.Slot{Date: before}), Missed: true}, err == nil && cal.Open(now)
}

// Waiting lists up to limit requests after one whose requesters are to be told.
func (e Evening) Waiting(do pilot.Do, after rules.RequestID, limit int) ([]rules.RequestID, error) {
	ids, err := do.Tx.EveningOn(e.Day, e.Missed, after, limit)
	if err != nil {
		return nil, fmt.Errorf("find who is told of the next day: %w", err)
	}
	return ids, nil
}

// Tell tells the requester that nobody has decided on the day and what that means, or
// that it is approved, once; whoever is on leave is told nothing.
func (e Evening) Tell(do pilot.Do, id rules.RequestID) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	r, err := do.Tx.Request(id)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	desk, err := do.Desk(deciders(r)...)
	if err != nil {
		return err
	}
	pending, approved := e.slots(do, r, rules.Pending), e.slots(do, r, rules.Approved)
	if len(pending)+len(approved) == 0 || desk.Org.Away(r.Person, do.Today) {
		return nil
	}
	if err := do.Tx.MarkEvening(id, e.Day, do.Now); err != nil {
		return err
	}
	return do.Notify(r.Person, fmt.Sprintf("evening:%d:%s", id, e.Day),
		rules.Msg("notice.evening", "waits", len(pending) > 0, "pending", pending, "stays", len(approved) > 0, "approved", approved, "to", desk.Org.People[r.Approver].Called()))
}

// slots are the days of a request that are told of, in one state.
func (e Evening) slots(do pilot.Do, r rules.Request, state rules.RequestState) []rules.Slot {
	var out []rules.Slot
	for _, d := range r.Days {
		stood := d.Asked
		if state == rules.Approved {
			stood = d.DecidedAt
		}
		if d.Date != e.Day || d.State != state || e.Missed && (!stood.Before(e.Closed) || !do.Now.Before(do.Calendar.Start(d.Slot))) {
			continue
		}
		out = append(out, d.Slot)
	}
	return out
}
