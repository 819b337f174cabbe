package people

import (
	"errors"
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Delegate hands the approvals of a head to somebody for some days. What waits
// goes to the delegate as soon as the days begin. It refuses what
// rules.Org.CheckDelegation refuses. The delegate is told, and the staff of the
// head's units once.
func Delegate(do pilot.Do, d rules.Delegation) (rules.Delegation, error) {
	if err := do.Assert(pilot.HandOver, rules.Subject{Person: d.From}); err != nil {
		return d, err
	}
	today := do.Today
	org, err := do.Org(d.From, d.To)
	if err != nil {
		return d, err
	}
	if err := org.CheckDelegation(d, today); err != nil {
		return d, err
	}
	d.First = max(d.First, today)
	if d.ID, err = do.Tx.AddDelegation(d); err != nil {
		return d, fmt.Errorf("keep the delegation: %w", err)
	}
	if err := do.Audit(store.Entry{Action: "delegation.add", Object: pilot.ObjectDelegation, ObjectID: d.ID, After: d}); err != nil {
		return d, err
	}
	head, to := org.People[d.From], org.People[d.To]
	args := []any{"name", head.Called(), "to", to.Called(), "first", d.First, "last", d.Last, "one", d.First == d.Last}
	if err := do.Notify(d.To, fmt.Sprintf("delegated:%d", d.ID), rules.Msg("notice.delegated", args...)); err != nil {
		return d, err
	}
	if err := tellClerks(do, org, d, rules.Msg("notice.delegated_unit", args...)); err != nil {
		return d, err
	}
	for _, day := range []rules.Date{d.First, d.Last + 1} { // it shows and hides /approve
		if err := resetMenu(do, d.To, day.At(0, do.Calendar.Location)); err != nil {
			return d, err
		}
	}
	return d, request.Reroute(do)
}

// tellClerks tells the staff of the head's units, once and without a sound.
func tellClerks(do pilot.Do, org *rules.Org, d rules.Delegation, m rules.Message) error {
	for _, unit := range org.HeadOf(d.From) {
		members, err := do.Tx.Members(unit, do.Today)
		if err != nil {
			return fmt.Errorf("find the staff: %w", err)
		}
		for _, c := range members {
			if c.ID == d.From || c.ID == d.To || !c.Linked {
				continue
			}
			if err := do.Queue(store.Out{
				Person: c.ID, Lane: store.LaneBroadcast, Dedupe: fmt.Sprintf("delegated:%d:%d", d.ID, c.ID),
				Body: store.Body{Screen: &store.Screen{Text: m}},
			}); err != nil {
				return fmt.Errorf("tell the staff: %w", err)
			}
		}
	}
	return nil
}

// EndDelegation ends a delegation before its time, by the head who gave it.
// What waits for the delegate comes back at once. One that is over is refused.
func EndDelegation(do pilot.Do, id int64) error {
	d, err := do.Tx.Delegation(id)
	if errors.Is(err, store.ErrNotFound) || err == nil && d.Last < do.Today {
		return rules.Refuse("delegate.ended")
	}
	if err != nil {
		return fmt.Errorf("load the delegation: %w", err)
	}
	if err := do.Assert(pilot.HandOver, rules.Subject{Person: d.From}); err != nil {
		return err
	}
	if err := endDelegation(do, d); err != nil {
		return err
	}
	return request.Reroute(do)
}

func endDelegation(do pilot.Do, d rules.Delegation) error {
	if err := do.Tx.EndDelegation(d.ID, do.Now); err != nil {
		return fmt.Errorf("end the delegation: %w", err)
	}
	if err := do.Audit(store.Entry{Action: "delegation.end", Object: pilot.ObjectDelegation, ObjectID: d.ID, Before: d}); err != nil {
		return err
	}
	head, err := do.Tx.Person(d.From, do.Today)
	if err != nil {
		return fmt.Errorf("find the head: %w", err)
	}
	if err := do.Notify(d.To, "", rules.Msg("notice.delegation_ended", "name", head.Called(), "last", d.Last)); err != nil {
		return err
	}
	return resetMenu(do, d.To, time.Time{})
}

// EndDelegations ends those delegations given or held by a person that are
// meant: a consequence of what became of the person, whoever did it.
func EndDelegations(do pilot.Do, meant func(rules.Delegation) bool, person rules.PersonID) error {
	list, err := do.Tx.Delegations(person, do.Today)
	if err != nil {
		return fmt.Errorf("find the delegations: %w", err)
	}
	for _, d := range list {
		if !meant(d) {
			continue
		}
		if err := endDelegation(do, d); err != nil {
			return err
		}
		if d.To != person {
			continue
		}
		// The head must know that nobody sits for them any more.
		who, err := do.Tx.Person(person, do.Today)
		if err != nil {
			return fmt.Errorf("find the delegate: %w", err)
		}
		if err := do.Notify(d.From, "", rules.Msg("notice.delegate_gone", "name", who.Called(), "last", d.Last)); err != nil {
			return err
		}
	}
	return nil
}
