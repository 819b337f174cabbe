package pilot

import (
	"fmt"
	"strings"
	"time"

	"tainha/rules"
	"tainha/store"
)

// horizon is how many days ahead anybody can have asked for.
const horizon = 400

// Deactivate takes a person off the staff: days that wait are withdrawn, days
// ahead cancelled, the account is unlinked at once, delegations end, and what
// they were to decide goes on. A head is refused until somebody replaces them,
// or the place may be vacant; so is the last coordinator, and oneself.
func (p *Pilot) Deactivate(tx *store.Tx, now time.Time, person, by rules.PersonID, vacate bool) error {
	who, err := tx.Person(person, p.today(now))
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	switch {
	case !who.Active:
		return rules.Refuse("people.inactive", "name", who.Name)
	case person == by:
		return rules.Refuse("people.self")
	}
	if err := p.anotherCoordinator(tx, now, who); err != nil {
		return err
	}
	heads, err := tx.HeadOf(person)
	if err != nil {
		return fmt.Errorf("find the units headed: %w", err)
	}
	var names []string
	for _, id := range heads {
		u, err := tx.Unit(id)
		if err != nil {
			return fmt.Errorf("load the unit: %w", err)
		}
		names = append(names, u.Name)
		u.Head = 0
		if !vacate {
			continue
		}
		if err := p.seat(tx, now, u, person, by); err != nil {
			return err
		}
	}
	if len(names) > 0 && !vacate {
		return rules.Refuse("people.is_head", "name", who.Name, "units", strings.Join(names, ", "))
	}
	if err := tx.SetActive(person, false); err != nil {
		return fmt.Errorf("take the person off the staff: %w", err)
	}
	if err := p.auditPerson(tx, now, by, "person.deactivate", person, nil, nil); err != nil {
		return err
	}
	if err := p.release(tx, now, who, by); err != nil {
		return err
	}
	return p.Reroute(tx, now, by)
}

// release ends everything that somebody who left still had.
func (p *Pilot) release(tx *store.Tx, now time.Time, who rules.Person, by rules.PersonID) error {
	desk, err := p.desk(tx, now, who.ID)
	if err != nil {
		return err
	}
	given, err := p.giveUp(tx, desk, who.ID, by)
	if err != nil {
		return err
	}
	if seat, ok := desk.Org.Approver(who.ID, 0, p.today(now)); ok && seat.Approver != by {
		if err := notify(tx, now, seat.Approver, "", rules.Msg("notice.left", "name", who.Name, "days", given, "n", len(given))); err != nil {
			return err
		}
	}
	if err := tx.RevokeInvites(who.ID, now); err != nil {
		return fmt.Errorf("revoke the invitations: %w", err)
	}
	if err := p.endDelegations(tx, now, by, func(rules.Delegation) bool { return true }, who.ID); err != nil {
		return err
	}
	return p.unlink(tx, now, who.ID, by)
}

// giveUp withdraws and cancels the days of somebody who left, and returns them.
func (p *Pilot) giveUp(tx *store.Tx, desk rules.Desk, person, by rules.PersonID) ([]rules.Slot, error) {
	today := p.today(desk.Now)
	list, err := tx.RequestsOf(person, today, today.AddDays(horizon))
	if err != nil {
		return nil, fmt.Errorf("find the days ahead: %w", err)
	}
	var given []rules.Slot
	for _, r := range list {
		after, slots := desk.GiveUp(r, by)
		if len(slots) == 0 {
			continue
		}
		given = append(given, slots...)
		if err := tx.SaveRequest(after); err != nil {
			return nil, fmt.Errorf("save the request: %w", err)
		}
		right := rules.Authority{OnBehalfOf: person}
		if by == person {
			right.OnBehalfOf = 0
		}
		if err := p.audit(tx, desk.Now, right, by, "request.give_up", r, after); err != nil {
			return nil, err
		}
		if err := tx.Refresh(desk.Now, RequestRef(r.ID), 0); err != nil {
			return nil, fmt.Errorf("refresh the cards: %w", err)
		}
	}
	return given, nil
}

// Reactivate takes a person back on the staff, where they were posted last;
// an account is linked anew by an invitation. Somebody who was made anonymous
// comes back as a new person, by the roster.
func (p *Pilot) Reactivate(tx *store.Tx, now time.Time, person, by rules.PersonID) error {
	who, err := tx.Person(person, p.today(now))
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	if who.Active {
		return rules.Refuse("people.active_already", "name", who.Name)
	}
	erased, err := tx.ErasedAt(person)
	if err != nil {
		return err
	}
	if !erased.IsZero() {
		return rules.Refuse("erase.already", "name", who.Name)
	}
	if err := tx.SetActive(person, true); err != nil {
		return fmt.Errorf("take the person back: %w", err)
	}
	return p.auditPerson(tx, now, by, "person.reactivate", person, nil, nil)
}
