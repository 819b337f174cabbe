package people

import (
	"fmt"
	"strings"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// Deactivate takes a person off the staff: days that wait are withdrawn, days
// ahead cancelled, the account is unlinked at once, delegations end, and what
// they were to decide goes on. A head is refused until somebody replaces them,
// or the place may be vacant; so is the last coordinator, and oneself. The last
// auditor takes a second confirmer (AskSecond).
func Deactivate(do pilot.Do, person rules.PersonID, vacate bool) error {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{Person: person}); err != nil {
		return err
	}
	org, err := judgePower(do, rules.PowerChange{Kind: rules.PowerLeave, Person: person})
	if err != nil {
		return err
	}
	who := org.People[person]
	if heads := org.HeadOf(person); len(heads) > 0 && !vacate {
		names := make([]string, len(heads))
		for i, id := range heads {
			names[i] = org.Units[id].Name
		}
		return rules.Refuse("people.is_head", "name", who.Called(), "units", strings.Join(names, ", "))
	}
	return deactivate(do, org, who, acting(do))
}

// checkLeave refuses who can't be taken off the staff.
func checkLeave(do pilot.Do, who rules.Person, by rules.PersonID) error {
	switch {
	case !who.Active:
		return rules.Refuse("people.inactive", "name", who.Called())
	case who.ID == by:
		return rules.Refuse("people.self")
	}
	return anotherCoordinator(do, who)
}

// deactivate leaves the person's places vacant and takes them off the staff.
func deactivate(do pilot.Do, org *rules.Org, who rules.Person, a act) error {
	for _, id := range org.HeadOf(who.ID) {
		u := org.Units[id]
		u.Head = 0
		if err := seat(do, u, who.ID); err != nil {
			return err
		}
		if err := tellVacant(do, org, u, who, a); err != nil {
			return err
		}
	}
	if err := leave(do, org, who, a); err != nil {
		return err
	}
	return request.Reroute(do)
}

// tellVacant tells the level above that a unit lost its head, who leaves.
func tellVacant(do pilot.Do, org *rules.Org, u rules.Unit, who rules.Person, a act) error {
	above := org.Above(u.ID, a.By, a.Second)
	if above == 0 {
		return nil
	}
	return do.Notify(above, "", rules.Msg("notice.power_head", a.names(org, "unit", u.Name, "name", "", "before", who.Called())...))
}

// leave takes somebody off the staff who heads nothing any more. What waited for
// them is the caller's to send on.
func leave(do pilot.Do, org *rules.Org, who rules.Person, a act) error {
	if err := do.Tx.SetActive(who.ID, false, do.Now); err != nil {
		return fmt.Errorf("take the person off the staff: %w", err)
	}
	if err := AuditPerson(do, "person.deactivate", who.ID, nil, nil); err != nil {
		return err
	}
	if who.Roles.Has(rules.Coordinator | rules.Auditor) {
		if err := tellPower(do, org, who.ID, a, rules.Msg("notice.power_leave", a.names(org,
			"name", who.Called(), "roles", RolesText(who.Roles))...)); err != nil {
			return err
		}
	}
	return release(do, who)
}

// release ends everything that somebody who left still had.
func release(do pilot.Do, who rules.Person) error {
	desk, err := do.Desk(who.ID)
	if err != nil {
		return err
	}
	given, err := request.GiveUp(do, who.ID)
	if err != nil {
		return err
	}
	if seat, ok := desk.Org.Approver(who.ID, 0, do.Today); ok && seat.Approver != do.By.Person {
		if err := do.Notify(seat.Approver, "", rules.Msg("notice.left", "name", who.Called(), "days", given, "n", len(given))); err != nil {
			return err
		}
	}
	if err := do.Tx.RevokeInvites(who.ID, do.Now); err != nil {
		return fmt.Errorf("revoke the invitations: %w", err)
	}
	if err := EndDelegations(do, func(rules.Delegation) bool { return true }, who.ID); err != nil {
		return err
	}
	return unlink(do, who.ID, rules.Msg("unlink.told"))
}

// Vanish takes somebody off the staff who was erased after the backup from which this
// database was restored: what they head is vacant, what they had ends.
func Vanish(do pilot.Do, person rules.PersonID) error {
	if err := do.Assert(pilot.Restore, rules.Subject{Person: person}); err != nil {
		return err
	}
	org, err := powerOrg(do, person)
	if err != nil {
		return err
	}
	who := org.People[person]
	for _, id := range org.HeadOf(person) {
		u := org.Units[id]
		u.Head = 0
		if err := seat(do, u, person); err != nil {
			return err
		}
	}
	if err := do.Tx.SetActive(person, false, do.Now); err != nil {
		return fmt.Errorf("take the person off the staff: %w", err)
	}
	if err := AuditPerson(do, "person.deactivate", person, nil, nil); err != nil {
		return err
	}
	if err := release(do, who); err != nil {
		return err
	}
	return request.Reroute(do)
}

// Reactivate takes a person back on the staff, where they were posted last;
// an account is linked anew by an invitation. Somebody who was made anonymous
// comes back as a new person, by the roster.
func Reactivate(do pilot.Do, person rules.PersonID) error {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{Person: person}); err != nil {
		return err
	}
	who, err := do.Tx.Person(person, do.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	if who.Active {
		return rules.Refuse("people.active_already", "name", who.Called())
	}
	erased, err := do.Tx.ErasedAt(person)
	if err != nil {
		return err
	}
	if !erased.IsZero() {
		return rules.Refuse("erase.already", "name", who.Called())
	}
	return takeBack(do, person)
}

func takeBack(do pilot.Do, person rules.PersonID) error {
	if err := do.Tx.SetActive(person, true, do.Now); err != nil {
		return fmt.Errorf("take the person back: %w", err)
	}
	return AuditPerson(do, "person.reactivate", person, nil, nil)
}
