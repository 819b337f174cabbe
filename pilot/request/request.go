// Package request holds what becomes of days at home: asking, deciding, the passing of
// time, and sending on what waits.
package request

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/task"
	"tainha/rules"
	"tainha/store"
)

// Ask is what a person asks for.
type Ask struct {
	Person    rules.PersonID
	Slots     []rules.Slot
	Note      string
	Series    string // the repeating wish in the person's words
	Exception bool   // a coordinator asks, past the cut-off
	// Instead is what the days would take the place of: approved days that are held
	// until the new ones are decided.
	Instead map[rules.Slot]rules.MoveEnd
}

// Submit checks the days and sends the request to its approver. It returns a
// *rules.Refusal with every reason when a day is refused; then nothing is saved.
func Submit(do pilot.Do, ask Ask) (rules.Request, error) {
	right, lifted := pilot.AskHome, rules.PersonID(0)
	if ask.Exception {
		right, lifted = pilot.LiftCutoff, do.By.Person
	}
	if err := do.Assert(right, rules.Subject{Person: ask.Person}); err != nil {
		return rules.Request{}, err
	}
	if ask.Exception && ask.Person == do.By.Person {
		return rules.Request{}, rules.Refuse("exception.own")
	}
	facts, err := do.FactsFor(ask.Person, ask.Slots, 0)
	if err != nil {
		return rules.Request{}, err
	}
	facts.Exception = ask.Exception
	desk, err := do.Desk(ask.Person)
	if err != nil {
		return rules.Request{}, err
	}
	r, err := submitted(do, desk, ask, facts, lifted)
	if err != nil {
		return r, err
	}
	if err := do.Tx.InsertRequest(&r); err != nil {
		return r, fmt.Errorf("save the request: %w", err)
	}
	if err := audit(do, rules.Authority{}, "request.submit", nil, r); err != nil {
		return r, err
	}
	if ask.Exception {
		if err := tellException(do, r); err != nil {
			return r, err
		}
	}
	if err := tellApprover(do, r, "asked"); err != nil {
		return r, err
	}
	return urge(do, desk, r)
}

// urge asks the next level at once, too, of a request whose first day begins before
// the office opens again, and tells its sender.
func urge(do pilot.Do, desk rules.Desk, r rules.Request) (rules.Request, error) {
	r, err := do.Tx.Request(r.ID)
	if err != nil {
		return r, fmt.Errorf("load the request: %w", err)
	}
	numbers, err := numbersOf(do, desk, r)
	if err != nil {
		return r, err
	}
	s, due := desk.Urgent(numbers, r)
	if !due {
		return r, nil
	}
	return takeStep(do, desk, r, s)
}

// submitted judges what is asked for and makes the request of it.
func submitted(do pilot.Do, desk rules.Desk, ask Ask, facts *rules.Facts, lifted rules.PersonID) (rules.Request, error) {
	if err := checkMove(do, desk, ask); err != nil {
		return rules.Request{}, err
	}
	facts.LeaveOut(ask.ends())
	verdict := rules.Check(facts, ask.Slots)
	if err := verdict.Refusal(); err != nil {
		return rules.Request{}, err
	}
	r, err := desk.Submit(rules.Request{
		Person: ask.Person, Unit: facts.Person.Unit, Note: ask.Note, Series: ask.Series, Exception: lifted,
	}, verdict)
	if err != nil {
		return r, err
	}
	for i, d := range r.Days {
		r.Days[i].Move = ask.Instead[d.Slot]
	}
	r.MarkExceptions(facts)
	return r, nil
}

// tellApprover sends the request's card to whom it waits for, once for each
// time it begins to wait there; nobody above: the coordinators are told.
func tellApprover(do pilot.Do, r rules.Request, why string) error {
	ref := pilot.RequestRef(r.ID)
	if r.Approver == 0 {
		person, err := do.Tx.Person(r.Person, do.Today)
		if err != nil {
			return fmt.Errorf("find the requester: %w", err)
		}
		return do.TellCoordinators(fmt.Sprintf("nobody:%d:%d:%d:%d", r.ID, r.Rev, r.Level, r.Asked.UnixMilli()),
			rules.Msg("notice.nobody_decides", "name", person.Called(), "days", r.Slots(rules.Pending)), r.Person)
	}
	err := do.Queue(store.Out{
		Person: r.Approver, Lane: store.LaneNotice, Body: store.Body{Card: &ref}, Anchor: ref.Anchor(),
		Dedupe: fmt.Sprintf("%s:%d:%d:%d:%d:%d", why, r.ID, r.Rev, r.Level, r.Approver, r.Asked.UnixMilli()),
	})
	return err
}

// Decision is what who acts decides on a request.
type Decision struct {
	Request rules.RequestID
	Slots   []rules.Slot // nil: all that wait
	Reason  string       // of a refusal or a revocation
	Rev     int          // of the card that was pressed, 0: typed
	Chat    int64        // where it was pressed: that card is edited by the caller
	Stay    bool         // several are approved at once: what would go up is refused instead
}

func (d Decision) act(do pilot.Do) rules.Act {
	return rules.Act{By: do.By.Person, Slots: d.Slots, Reason: d.Reason, Rev: d.Rev, Stay: d.Stay}
}

// step is a change of a request by a person.
type step struct {
	action  string
	sentUp  string // what the audit calls it where the request goes up instead
	decides bool   // it is for whoever decides, not for the requester
	change  func(rules.Desk, rules.Request) (rules.Request, error)
	// tell is who hears of it: the requester after a decision, the approver
	// after the requester changed something.
	tell func(before, after rules.Request) error
}

// Approve approves days. The limits are checked again: what has become
// impossible since is refused with its reasons. What needs approval above by now
// goes up instead (see rules.SentUp): whoever sits there gets its card, and the
// requester is told.
func Approve(do pilot.Do, d Decision) (rules.Request, error) {
	var why rules.Verdict
	return take(do, d, step{
		action: "request.approve", sentUp: "request.send_up", decides: true,
		change: func(desk rules.Desk, r rules.Request) (rules.Request, error) {
			v, err := verdict(do, r, d.Slots)
			if err != nil {
				return r, err
			}
			why = v
			return desk.Approve(r, d.act(do), v)
		},
		tell: func(before, after rules.Request) error {
			if rules.SentUp(before, after) {
				return tellSentUp(do, after, why)
			}
			return tellDecided(do, d, "notice.approved")(before, after)
		},
	})
}

// verdict judges the waiting days of a request again, for a decision on some of
// them, nil for all: only those give their old days up.
func verdict(do pilot.Do, r rules.Request, decided []rules.Slot) (rules.Verdict, error) {
	r.Days = slices.Clone(r.Days)
	for i, d := range r.Days {
		if decided != nil && !slices.Contains(decided, d.Slot) {
			r.Days[i].Move = rules.MoveEnd{}
		}
	}
	facts, err := do.FactsFor(r.Person, r.Slots(rules.Pending), r.ID)
	if err != nil {
		return rules.Verdict{}, err
	}
	return rules.CheckApproval(facts, &r), nil
}

// Reject refuses days, with a reason.
func Reject(do pilot.Do, d Decision) (rules.Request, error) {
	return take(do, d, step{
		action: "request.reject", decides: true,
		change: func(desk rules.Desk, r rules.Request) (rules.Request, error) { return desk.Reject(r, d.act(do)) },
		tell:   tellDecided(do, d, "notice.rejected"),
	})
}

// Revoke takes back days that were approved, with a reason; the person is told
// at once.
func Revoke(do pilot.Do, d Decision) (rules.Request, error) {
	return take(do, d, step{
		action: "request.revoke", decides: true,
		change: func(desk rules.Desk, r rules.Request) (rules.Request, error) { return desk.Revoke(r, d.act(do)) },
		tell:   tellDecided(do, d, "notice.revoked"),
	})
}

// Withdraw takes back days that still wait, by the person who asked.
func Withdraw(do pilot.Do, d Decision) (rules.Request, error) {
	return take(do, d, step{
		action: "request.withdraw",
		change: func(desk rules.Desk, r rules.Request) (rules.Request, error) { return desk.Withdraw(r, d.act(do)) },
	})
}

// Cancel gives up approved days before they begin, by the person who asked.
func Cancel(do pilot.Do, d Decision) (rules.Request, error) {
	return take(do, d, step{
		action: "request.cancel",
		change: func(desk rules.Desk, r rules.Request) (rules.Request, error) { return desk.Cancel(r, d.act(do)) },
		tell:   tellCancelled(do),
	})
}

// take applies a step to a request, saves, audits, refreshes every card and
// tells whom it concerns.
func take(do pilot.Do, d Decision, s step) (rules.Request, error) {
	before, err := do.Tx.Request(d.Request)
	if err != nil {
		return before, fmt.Errorf("load the request: %w", err)
	}
	desk, err := do.Desk(deciders(before, do.By.Person)...)
	if err != nil {
		return before, err
	}
	if err := s.assert(do, desk, before); err != nil {
		return before, err
	}
	after, err := s.change(desk, before)
	if err != nil {
		return before, err
	}
	if err := save(do, before, after); err != nil {
		return before, err
	}
	right, _ := desk.Org.MayDecide(do.By.Person, &before, do.Today) // empty for the requester's own steps
	action := s.action
	if s.sentUp != "" && rules.SentUp(before, after) {
		action = s.sentUp
	}
	if err := audit(do, right, action, before, after); err != nil {
		return before, err
	}
	if err := refresh(do, before, after, d.Chat); err != nil {
		return before, err
	}
	if err := settleMoves(do, before, after); err != nil {
		return before, err
	}
	if s.tell == nil {
		return after, nil
	}
	return after, s.tell(before, after)
}

// save keeps a changed request, and takes the plans of its days along.
func save(do pilot.Do, before, after rules.Request) error {
	if err := do.Tx.SaveRequest(after); err != nil {
		return fmt.Errorf("save the request: %w", err)
	}
	return task.FollowDays(do, before, after)
}

// assert refuses whoever may not take the step.
func (s step) assert(do pilot.Do, desk rules.Desk, r rules.Request) error {
	if s.decides {
		return do.AssertDecides(desk, r)
	}
	return do.Assert(pilot.AskHome, rules.Subject{Person: r.Person})
}

// audit notes a change of a request, and by what right it was made.
func audit(do pilot.Do, right rules.Authority, action string, before any, after rules.Request) error {
	return do.Audit(store.Entry{
		OnBehalfOf: right.OnBehalfOf, Action: action,
		Object: pilot.ObjectRequest, ObjectID: int64(after.ID), Before: before, After: after,
	})
}

// GiveUpDay takes the decision of the person who asked to give one day up, or half
// of it, whether it waits or is approved.
func GiveUpDay(do pilot.Do, d Decision) (rules.Request, error) {
	r, err := do.Tx.Request(d.Request)
	if err != nil {
		return r, fmt.Errorf("load the request: %w", err)
	}
	if slices.ContainsFunc(r.Days, func(x rules.RequestDay) bool { return x.Overlaps(d.Slots[0]) && x.State == rules.Approved }) {
		return Cancel(do, d)
	}
	return Withdraw(do, d)
}

// Refused says what stands against refusing days, or taking approved ones back, but for
// a reason that is still to be given. Nothing is changed.
func Refused(do pilot.Do, d Decision, revoke bool) error {
	r, err := do.Tx.Request(d.Request)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	desk, err := do.Desk(deciders(r, do.By.Person)...)
	if err != nil {
		return err
	}
	if err := do.AssertDecides(desk, r); err != nil {
		return err
	}
	act := d.act(do)
	act.Reason = "?"
	if revoke {
		_, err = desk.Revoke(r, act)
	} else {
		_, err = desk.Reject(r, act)
	}
	return err
}
