// Package people holds who works where, as what, with which account and power: staff,
// heads, absences, delegations, invitations and the roster.
package people

import (
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// Transfer posts a person to a unit and position from a day on (điều chuyển).
type Transfer struct {
	Person   rules.PersonID
	Unit     rules.UnitID
	Position rules.PositionID
	From     rules.Date
}

// TransferPerson carries a transfer out. What waits follows on that day: the new
// approver is asked, and the new unit's limits hold at approval. A closed unit,
// a day that is over and a posting that changes nothing are refused.
func TransferPerson(do pilot.Do, t Transfer) error {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{Person: t.Person}); err != nil {
		return err
	}
	today := do.Today
	person, err := do.Tx.Person(t.Person, max(t.From, today))
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	unit, err := do.Tx.Unit(t.Unit)
	if err != nil {
		return fmt.Errorf("load the unit: %w", err)
	}
	position, err := do.Tx.Position(t.Position)
	if err != nil {
		return fmt.Errorf("load the position: %w", err)
	}
	switch {
	case !person.Active:
		return rules.Refuse("people.inactive", "name", person.Called())
	case !unit.Active:
		return rules.Refuse("people.unit_closed", "unit", unit.Name)
	case t.From < today:
		return rules.Refuse("people.from_past", "day", t.From)
	case person.Unit == t.Unit && person.Position == t.Position:
		return rules.Refuse("people.same_posting", "name", person.Called(), "unit", unit.Name, "position", position.Name, "day", t.From)
	}
	if err := move(do, t, person, unit, position); err != nil {
		return err
	}
	return request.Reroute(do)
}

// move posts the person, whose unit and position are those that hold until then,
// and tells whom it concerns. What waits is the caller's to send on.
func move(do pilot.Do, t Transfer, person rules.Person, unit rules.Unit, position rules.Position) error {
	before, err := postingNames(do, person)
	if err != nil {
		return err
	}
	if err := do.Tx.Move(t.Person, t.From, t.Unit, t.Position); err != nil {
		return fmt.Errorf("post the person: %w", err)
	}
	after := map[string]any{"unit": unit.Code, "position": position.Code, "from": t.From}
	if err := AuditPerson(do, "person.move", t.Person, before, after); err != nil {
		return err
	}
	return tellMoved(do, t, person, unit, position)
}

// DropTransfer takes a transfer back that has not begun. One that began, or is
// no longer planned, is refused.
func DropTransfer(do pilot.Do, person rules.PersonID, from rules.Date) error {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{Person: person}); err != nil {
		return err
	}
	postings, err := do.Tx.Postings(person)
	if err != nil {
		return fmt.Errorf("load the postings: %w", err)
	}
	at := slices.IndexFunc(postings, func(x rules.Posting) bool { return x.From == from })
	if at < 1 || from <= do.Today {
		return rules.Refuse("people.no_plan", "day", from)
	}
	if err := do.Tx.DropPosting(person, from); err != nil {
		return fmt.Errorf("take the transfer back: %w", err)
	}
	if err := do.Notify(person, "", rules.Msg("notice.move_dropped", "day", from)); err != nil {
		return err
	}
	return AuditPerson(do, "person.move_dropped", person, map[string]any{"from": from}, nil)
}

// postingNames are the codes of where a person works, for the audit.
func postingNames(do pilot.Do, person rules.Person) (map[string]any, error) {
	if person.Unit == 0 {
		return nil, nil
	}
	unit, err := do.Tx.Unit(person.Unit)
	if err != nil {
		return nil, fmt.Errorf("load the unit: %w", err)
	}
	position, err := do.Tx.Position(person.Position)
	if err != nil {
		return nil, fmt.Errorf("load the position: %w", err)
	}
	return map[string]any{"unit": unit.Code, "position": position.Code}, nil
}

// tellMoved tells the person, and the head of the unit to which they come.
func tellMoved(do pilot.Do, t Transfer, person rules.Person, unit rules.Unit, position rules.Position) error {
	args := []any{"name", person.Called(), "unit", unit.Name, "position", position.Name, "day", t.From}
	if err := do.Notify(t.Person, "", rules.Msg("notice.transferred", args...)); err != nil {
		return err
	}
	if unit.Head == 0 || unit.Head == t.Person || unit.ID == person.Unit {
		return nil
	}
	return do.Notify(unit.Head, "", rules.Msg("notice.joins", args...))
}

// SetRoles gives a person the roles: staff stays, and heads are made by
// Appoint. The last coordinator with an account stays one. What takes a second
// confirmer is refused: AskSecond asks for one.
func SetRoles(do pilot.Do, person rules.PersonID, roles rules.Roles) error {
	if err := do.Assert(pilot.ChangePeople, rules.Subject{Person: person}); err != nil {
		return err
	}
	c := rules.PowerChange{Kind: rules.PowerRoles, Person: person, Roles: storedRoles(roles)}
	org, err := judgePower(do, c)
	if err != nil {
		return err
	}
	return setRoles(do, org, c.Roles, org.People[person], acting(do))
}

// storedRoles are those that a person can be given, staff always among them.
func storedRoles(roles rules.Roles) rules.Roles {
	return roles&(rules.Coordinator|rules.Auditor|rules.Operator) | rules.Staff
}

// checkRoles refuses roles that a person can't be given.
func checkRoles(do pilot.Do, who rules.Person, roles rules.Roles) error {
	switch {
	case !who.Active:
		return rules.Refuse("people.inactive", "name", who.Called())
	case roles == who.Roles:
		return rules.Refuse("people.same_roles", "name", who.Called())
	case !roles.Has(rules.Coordinator):
		return anotherCoordinator(do, who)
	}
	return nil
}

// setRoles replaces the roles and tells the person, their superior and the auditors.
func setRoles(do pilot.Do, org *rules.Org, roles rules.Roles, who rules.Person, a act) error {
	if err := do.Tx.SetRoles(who.ID, roles); err != nil {
		return fmt.Errorf("set the roles: %w", err)
	}
	if err := AuditPerson(do, "person.roles", who.ID, audited(who.Roles), audited(roles)); err != nil {
		return err
	}
	if err := do.Notify(who.ID, "", rules.Msg("notice.roles", "roles", RolesText(roles))); err != nil {
		return err
	}
	if err := tellPower(do, org, who.ID, a, rules.Msg("notice.power_roles", a.names(org,
		"name", who.Called(), "before", RolesText(who.Roles), "roles", RolesText(roles))...)); err != nil {
		return err
	}
	return resetMenu(do, who.ID, time.Time{})
}

// anotherCoordinator refuses to lose the last coordinator who can be reached.
func anotherCoordinator(do pilot.Do, who rules.Person) error {
	if !who.Roles.Has(rules.Coordinator) {
		return nil
	}
	all, err := do.Tx.PeopleWithRole(rules.Coordinator, do.Today)
	if err != nil {
		return fmt.Errorf("find the coordinators: %w", err)
	}
	if !slices.ContainsFunc(all, func(c rules.Person) bool { return c.ID != who.ID && c.Linked }) {
		return rules.Refuse("people.last_coordinator", "name", who.Called())
	}
	return nil
}
