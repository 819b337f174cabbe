package pilot

import (
	"fmt"
	"slices"
	"time"

	"tainha/rules"
	"tainha/store"
)

// TimeDesk is the desk at which time acts on open requests.
func (p *Pilot) TimeDesk(tx *store.Tx, now time.Time, open []rules.Request) (rules.Desk, error) {
	var people []rules.PersonID
	for _, r := range open {
		people = append(people, r.Person)
		if r.Approver != 0 {
			people = append(people, r.Approver)
		}
	}
	return p.desk(tx, now, people...)
}

// PassTime takes the steps of the given kinds that are due for an open request:
// it saves, audits, refreshes every card and tells whom each step concerns.
func (p *Pilot) PassTime(tx *store.Tx, desk rules.Desk, r rules.Request, kinds ...rules.StepKind) error {
	today := p.today(desk.Now)
	unit := desk.Org.Units[desk.Org.People[r.Person].Unit]
	policies, err := p.PolicyBook(tx)
	if err != nil {
		return err
	}
	before, refresh := r, false
	for _, s := range desk.Due(policies.At(unit.Code, today), r) {
		if !slices.Contains(kinds, s.Kind) {
			continue
		}
		after, err := p.takeStep(tx, desk, r, s, 0)
		if err != nil {
			return err
		}
		refresh = refresh || s.Kind != rules.StepRemind // which shows nothing new
		r = after
	}
	if !refresh {
		return nil
	}
	if err := tx.Refresh(desk.Now, RequestRef(before.ID), 0); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

var stepActions = map[rules.StepKind]string{
	rules.StepExpire: "request.expire",
	rules.StepMove:   "request.move",
	rules.StepRaise:  "request.raise",
	rules.StepRemind: "request.remind",
}

// tellStep tells the requester, and whoever is asked from now on.
func (p *Pilot) tellStep(tx *store.Tx, desk rules.Desk, s rules.Step, before, after rules.Request) error {
	args := []any{"to", desk.Org.People[after.Approver].Name, "days", after.Slots(rules.Pending)}
	switch s.Kind {
	case rules.StepExpire:
		return p.tellExpired(tx, desk, s, after)
	case rules.StepRemind:
		if err := p.tellApprover(tx, desk.Now, after, "remind"); err != nil {
			return err
		}
		return tellOwner(tx, desk.Now, "reminded", after, args)
	case rules.StepMove:
		if err := p.tellApprover(tx, desk.Now, after, "moved"); err != nil {
			return err
		}
		if !s.Found {
			return tellOwner(tx, desk.Now, "stuck", after, args)
		}
		return tellOwner(tx, desk.Now, "moved", after, append(args, "from", desk.Org.People[before.Approver].Name))
	}
	if !s.Found {
		return p.tellTop(tx, desk, after, args)
	}
	if err := p.tellApprover(tx, desk.Now, after, "raised"); err != nil {
		return err
	}
	return tellOwner(tx, desk.Now, "raised", after, append(args, "from", desk.Org.People[before.Approver].Name))
}

// tellOwner tells the requester of one step, once for each time it is taken.
func tellOwner(tx *store.Tx, now time.Time, what string, r rules.Request, args []any) error {
	dedupe := fmt.Sprintf("%s:%d:%d:%d:%d:%d", what, r.ID, r.Rev, r.Level, r.Approver, r.Asked.UnixMilli())
	return notify(tx, now, r.Person, dedupe+":own", rules.Msg("notice."+what, args...))
}

// tellTop tells the coordinators, and the requester, that the highest level has
// not decided either.
func (p *Pilot) tellTop(tx *store.Tx, desk rules.Desk, r rules.Request, args []any) error {
	m := rules.Msg("notice.top", append(args, "name", desk.Org.People[r.Person].Name)...)
	if err := p.tellCoordinators(tx, desk.Now, fmt.Sprintf("top:%d:%d:%d", r.ID, r.Rev, r.Asked.UnixMilli()), m, r.Person); err != nil {
		return err
	}
	return tellOwner(tx, desk.Now, "topped", r, args)
}

// tellExpired tells the requester which days were not decided in time, and the
// way out. Days that are over already, after an outage, ask for nothing.
func (p *Pilot) tellExpired(tx *store.Tx, desk rules.Desk, s rules.Step, r rules.Request) error {
	ahead := slices.ContainsFunc(s.Slots, func(x rules.Slot) bool { return desk.Now.Before(desk.Calendar.End(x)) })
	return notify(tx, desk.Now, r.Person, fmt.Sprintf("expired:%d:%d:%s", r.ID, r.Rev, s.Slots[0]),
		rules.Msg("notice.expired", "days", s.Slots, "ahead", ahead, "open", r.Open()))
}

// DaysOver lists up to limit requests with approved days that are over: the
// whole of a day, so that its halves end together.
func (p *Pilot) DaysOver(tx *store.Tx, now time.Time, limit int) ([]rules.RequestID, error) {
	until := p.today(now)
	if now.Before(p.Calendar.End(rules.Slot{Date: until})) {
		until--
	}
	ids, err := tx.ApprovedUntil(until, limit)
	if err != nil {
		return nil, fmt.Errorf("find the days that are over: %w", err)
	}
	return ids, nil
}

// Complete marks the approved days of a request that are over as done. It is
// audited, and nobody is told.
func (p *Pilot) Complete(tx *store.Tx, now time.Time, id rules.RequestID) error {
	before, err := tx.Request(id)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	after, days := rules.Desk{Calendar: p.Calendar, Now: now}.Complete(before)
	if len(days) == 0 {
		return nil
	}
	if err := tx.SaveRequest(after); err != nil {
		return fmt.Errorf("save the request: %w", err)
	}
	return p.audit(tx, now, rules.Authority{}, 0, "request.complete", before, after)
}
