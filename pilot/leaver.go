package pilot

import (
	"fmt"
	"strings"

	"tainha/rules"
)

// horizon is how many days ahead anybody can have asked for.
const horizon = 400

// Deactivate takes a person off the staff: days that wait are withdrawn, days
// ahead cancelled, the account is unlinked at once, delegations end, and what
// they were to decide goes on. A head is refused until somebody replaces them,
// or the place may be vacant; so is the last coordinator, and oneself. The last
// auditor takes a second confirmer (AskSecond).
func (do Do) Deactivate(person, by rules.PersonID, vacate bool) error {
	org, err := do.judgePower(rules.PowerChange{Kind: rules.PowerLeave, Person: person, By: by})
	if err != nil {
		return err
	}
	who := org.People[person]
	if heads := org.HeadOf(person); len(heads) > 0 && !vacate {
		names := make([]string, len(heads))
		for i, id := range heads {
			names[i] = org.Units[id].Name
		}
		return rules.Refuse("people.is_head", "name", who.Name, "units", strings.Join(names, ", "))
	}
	return do.deactivate(org, who, act{By: by})
}

// checkLeave refuses who can't be taken off the staff.
func (do Do) checkLeave(who rules.Person, by rules.PersonID) error {
	switch {
	case !who.Active:
		return rules.Refuse("people.inactive", "name", who.Name)
	case who.ID == by:
		return rules.Refuse("people.self")
	}
	return do.anotherCoordinator(who)
}

// deactivate leaves the person's places vacant and takes them off the staff.
func (do Do) deactivate(org *rules.Org, who rules.Person, a act) error {
	for _, id := range org.HeadOf(who.ID) {
		u := org.Units[id]
		u.Head = 0
		if err := do.seat(u, who.ID, a.By); err != nil {
			return err
		}
		if err := do.tellVacant(org, u, who, a); err != nil {
			return err
		}
	}
	if err := do.leave(org, who, a); err != nil {
		return err
	}
	return do.Reroute(a.By)
}

// tellVacant tells the level above that a unit lost its head, who leaves.
func (do Do) tellVacant(org *rules.Org, u rules.Unit, who rules.Person, a act) error {
	above := org.Above(u.ID, a.By, a.Second)
	if above == 0 {
		return nil
	}
	return do.notify(above, "", rules.Msg("notice.power_head", a.names(org, "unit", u.Name, "name", "", "before", who.Name)...))
}

// leave takes somebody off the staff who heads nothing any more. What waited for
// them is the caller's to send on.
func (do Do) leave(org *rules.Org, who rules.Person, a act) error {
	if err := do.Tx.SetActive(who.ID, false); err != nil {
		return fmt.Errorf("take the person off the staff: %w", err)
	}
	if err := do.auditPerson(a.By, "person.deactivate", who.ID, nil, nil); err != nil {
		return err
	}
	if who.Roles.Has(rules.Coordinator | rules.Auditor) {
		if err := do.tellPower(org, who.ID, a, rules.Msg("notice.power_leave", a.names(org,
			"name", who.Name, "roles", RolesText(who.Roles))...)); err != nil {
			return err
		}
	}
	return do.release(who, a.By)
}

// release ends everything that somebody who left still had.
func (do Do) release(who rules.Person, by rules.PersonID) error {
	desk, err := do.desk(who.ID)
	if err != nil {
		return err
	}
	given, err := do.giveUp(desk, who.ID, by)
	if err != nil {
		return err
	}
	if seat, ok := desk.Org.Approver(who.ID, 0, do.Today); ok && seat.Approver != by {
		if err := do.notify(seat.Approver, "", rules.Msg("notice.left", "name", who.Name, "days", given, "n", len(given))); err != nil {
			return err
		}
	}
	if err := do.Tx.RevokeInvites(who.ID, do.Now); err != nil {
		return fmt.Errorf("revoke the invitations: %w", err)
	}
	if err := do.endDelegations(by, func(rules.Delegation) bool { return true }, who.ID); err != nil {
		return err
	}
	return do.unlink(who.ID, by, rules.Msg("unlink.told"))
}

// giveUp withdraws and cancels the days of somebody who left, and returns them.
func (do Do) giveUp(desk rules.Desk, person, by rules.PersonID) ([]rules.Slot, error) {
	today := do.today(desk.Now)
	list, err := do.Tx.RequestsOf(person, today, today.AddDays(horizon))
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
		if err := do.Tx.SaveRequest(after); err != nil {
			return nil, fmt.Errorf("save the request: %w", err)
		}
		right := rules.Authority{OnBehalfOf: person}
		if by == person {
			right.OnBehalfOf = 0
		}
		if err := do.Do(do.Tx, desk.Now).audit(right, by, "request.give_up", r, after); err != nil {
			return nil, err
		}
		if err := do.Tx.Refresh(desk.Now, RequestRef(r.ID), 0); err != nil {
			return nil, fmt.Errorf("refresh the cards: %w", err)
		}
	}
	return given, nil
}

// Reactivate takes a person back on the staff, where they were posted last;
// an account is linked anew by an invitation. Somebody who was made anonymous
// comes back as a new person, by the roster.
func (do Do) Reactivate(person, by rules.PersonID) error {
	who, err := do.Tx.Person(person, do.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	if who.Active {
		return rules.Refuse("people.active_already", "name", who.Name)
	}
	erased, err := do.Tx.ErasedAt(person)
	if err != nil {
		return err
	}
	if !erased.IsZero() {
		return rules.Refuse("erase.already", "name", who.Name)
	}
	return do.takeBack(person, by)
}

func (do Do) takeBack(person, by rules.PersonID) error {
	if err := do.Tx.SetActive(person, true); err != nil {
		return fmt.Errorf("take the person back: %w", err)
	}
	return do.auditPerson(by, "person.reactivate", person, nil, nil)
}
