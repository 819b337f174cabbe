package store

import (
	"fmt"

	"tainha/rules"
)

// Enrol adds a period of a unit to the register of the pilot and sets its ID.
func (tx *Tx) Enrol(unit rules.UnitID, e *rules.Enrolment) error {
	id, err := tx.insert(`INSERT INTO enrolment (unit_id, decision, decided_on, first_day, last_day, outcome, reason, closed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, unit, e.Decision, e.DecidedOn, e.First, e.Last, string(e.Outcome), e.Reason, e.Closed)
	if err != nil {
		return fmt.Errorf("enrol unit %d: %w", unit, err)
	}
	e.ID = rules.EnrolmentID(id)
	return nil
}

// SaveEnrolment writes a period of the register, or returns ErrNotFound.
func (tx *Tx) SaveEnrolment(e rules.Enrolment) error {
	err := tx.change(`UPDATE enrolment SET decision = ?, decided_on = ?, first_day = ?, last_day = ?, outcome = ?, reason = ?, closed_at = ?
		WHERE id = ?`, e.Decision, e.DecidedOn, e.First, e.Last, string(e.Outcome), e.Reason, e.Closed, e.ID)
	if err != nil {
		return fmt.Errorf("save enrolment %d: %w", e.ID, err)
	}
	return nil
}
