package task

import (
	"fmt"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Give hands to somebody what a head may do about tasks; they are told.
func Give(do pilot.Do, m task.Mandate) (task.Mandate, error) {
	m.Head = do.By.Person
	if err := do.Assert(pilot.HandOver, rules.Subject{Person: m.Head}); err != nil {
		return m, err
	}
	desk, err := Desk(do, m.To)
	if err != nil {
		return m, err
	}
	if err := desk.CheckMandate(m); err != nil {
		return m, err
	}
	if err := do.Tx.AddMandate(&m); err != nil {
		return m, err
	}
	return m, tellMandate(do, "mandate.give", m)
}

// End takes a mandate back, by who gave it; whoever held it is told.
func End(do pilot.Do, id task.MandateID) error {
	m, err := do.Tx.Mandate(id)
	if err != nil {
		return err
	}
	if err := do.Assert(pilot.HandOver, rules.Subject{Person: m.Head}); err != nil {
		return err
	}
	if err := do.Tx.EndMandate(id, do.Now); err != nil {
		return err
	}
	return tellMandate(do, "mandate.end", m)
}

func tellMandate(do pilot.Do, action string, m task.Mandate) error {
	if err := do.Audit(store.Entry{Action: action, Object: pilot.ObjectUnit, ObjectID: int64(m.Unit), After: m}); err != nil {
		return err
	}
	by, err := actor(do)
	if err != nil {
		return err
	}
	unit, err := do.Tx.Unit(m.Unit)
	if err != nil {
		return err
	}
	text := rules.Msg("notice.task.mandate", "by", by, "unit", unit.Name, "field", m.Field, "drafts", m.Drafts, "ends", m.Last != 0, "last", m.Last)
	if action == "mandate.end" {
		text = rules.Msg("notice.task.mandate_ended", "by", by, "unit", unit.Name)
	}
	return do.Notify(m.To, fmt.Sprintf("%s:%d", action, m.ID), text)
}
