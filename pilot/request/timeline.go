package request

import (
	"errors"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// TimeDesk is the desk at which time acts on open requests.
func TimeDesk(do pilot.Do, open []rules.Request) (rules.Desk, error) {
	var people []rules.PersonID
	for _, r := range open {
		people = append(people, r.Person)
		if r.Approver != 0 {
			people = append(people, r.Approver)
		}
	}
	return do.Desk(people...)
}

// PassTime takes the steps of the given kinds that are due for an open request:
// it saves, audits, refreshes every card and tells whom each step concerns.
func PassTime(do pilot.Do, desk rules.Desk, r rules.Request, kinds ...rules.StepKind) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	numbers, err := numbersOf(do, desk, r)
	if err != nil {
		return err
	}
	before, shown := r, false
	for _, s := range desk.Due(numbers, r) {
		if !slices.Contains(kinds, s.Kind) {
			continue
		}
		after, err := takeStep(do, desk, r, s)
		if err != nil {
			return err
		}
		shown = shown || s.Kind != rules.StepRemind // which shows nothing new to others
		r = after
	}
	if !shown {
		return nil
	}
	return refresh(do, before, r, 0)
}

// numbersOf gives the numbers that hold for a request's person on a day.
func numbersOf(do pilot.Do, desk rules.Desk, r rules.Request) (rules.NumbersOn, error) {
	policies, err := do.PolicyBook()
	if err != nil {
		return nil, err
	}
	unit := desk.Org.Units[desk.Org.People[r.Person].Unit]
	return func(on rules.Date) rules.Policy { return policies.At(unit.Code, on) }, nil
}

var stepActions = map[rules.StepKind]string{
	rules.StepExpire:   "request.expire",
	rules.StepMove:     "request.move",
	rules.StepEscalate: "request.raise",
	rules.StepRemind:   "request.remind",
}

// tellStep tells whoever is asked from now on, and the requester who is not on leave.
func tellStep(do pilot.Do, desk rules.Desk, s rules.Step, before, after rules.Request) error {
	if s.Kind == rules.StepExpire {
		return tellExpired(do, desk, s, after)
	}
	if s.Kind == rules.StepMove && after.Approver == before.Approver {
		return nil // the same person sits over the new unit, too, or still nobody
	}
	args := []any{"to", desk.Org.People[after.Approver].Called(), "days", after.Slots(rules.Pending)}
	from := append(slices.Clone(args), "from", desk.Org.People[before.Approver].Called())
	card, news := "escalated", "escalated"
	switch {
	case s.Kind == rules.StepRemind: // the requester's card says so
		if err := tellApprover(do, after, "remind"); err != nil {
			return err
		}
		return refreshOwn(do, after)
	case s.Kind == rules.StepMove && s.Found:
		card, news = "moved", "moved"
	case s.Kind == rules.StepMove:
		card, news, from = "moved", "stuck", args
	case !s.Found:
		return tellTop(do, desk, after, args)
	case s.Urgent:
		news = "urgent"
	}
	if err := tellApprover(do, after, card); err != nil || desk.Org.Away(after.Person, do.Today) {
		return err
	}
	return tellOwner(do, news, after, from)
}

// refreshOwn edits the card of a request in the requester's chat.
func refreshOwn(do pilot.Do, r rules.Request) error {
	account, err := do.Tx.Account(r.Person)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the requester's account: %w", err)
	}
	ref := pilot.RequestRef(r.ID)
	message, err := do.Tx.LiveMessage(ref.Anchor(), account.Chat)
	if err != nil || message == 0 {
		return err
	}
	return do.Queue(store.Out{Chat: account.Chat, Lane: store.LaneNotice, Body: store.Body{Card: &ref}, Anchor: ref.Anchor(), EditOf: message})
}

// tellOwner tells the requester of one step, once for each time it is taken.
func tellOwner(do pilot.Do, what string, r rules.Request, args []any) error {
	dedupe := fmt.Sprintf("%s:%d:%d:%d:%d:%d", what, r.ID, r.Rev, r.Level, r.Approver, do.Now.UnixMilli())
	return do.Notify(r.Person, dedupe+":own", rules.Msg("notice."+what, args...))
}

// tellTop tells the coordinators, and the requester, that the highest level has
// not decided either.
func tellTop(do pilot.Do, desk rules.Desk, r rules.Request, args []any) error {
	m := rules.Msg("notice.top", append(args, "name", desk.Org.People[r.Person].Called())...)
	if err := do.TellCoordinators(fmt.Sprintf("top:%d:%d:%d", r.ID, r.Rev, do.Now.UnixMilli()), m, r.Person); err != nil {
		return err
	}
	if desk.Org.Away(r.Person, do.Today) {
		return nil
	}
	return tellOwner(do, "topped", r, args)
}

// tellExpired tells the requester which days were not decided in time, and the
// way out. Days that are over already, after an outage, ask for nothing.
func tellExpired(do pilot.Do, desk rules.Desk, s rules.Step, r rules.Request) error {
	ahead := slices.ContainsFunc(s.Slots, func(x rules.Slot) bool { return do.Now.Before(desk.Calendar.End(x)) })
	return do.Notify(r.Person, fmt.Sprintf("expired:%d:%d:%s", r.ID, r.Rev, s.Slots[0]),
		rules.Msg("notice.expired", "days", s.Slots, "ahead", ahead, "open", r.Open(), "old", oldDays(r, s.Slots)))
}

// DaysOver lists up to limit requests with approved days that are over: the
// whole of a day, so that its halves end together.
func DaysOver(do pilot.Do, limit int) ([]rules.RequestID, error) {
	until := do.Today
	if do.Now.Before(do.Calendar.End(rules.Slot{Date: until})) {
		until--
	}
	ids, err := do.Tx.ApprovedUntil(until, limit)
	if err != nil {
		return nil, fmt.Errorf("find the days that are over: %w", err)
	}
	return ids, nil
}

// Complete marks the approved days of a request that are over as done. It is
// audited, and nobody is told.
func Complete(do pilot.Do, id rules.RequestID) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	before, err := do.Tx.Request(id)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	after, days := rules.Desk{Calendar: do.Calendar, Now: do.Now}.Complete(before)
	if len(days) == 0 {
		return nil
	}
	if err := save(do, before, after); err != nil {
		return err
	}
	return audit(do, rules.Authority{}, "request.complete", before, after)
}
