package store

import (
	"fmt"

	"tainha/rules"
)

const selectEnrolment = `SELECT unit_id, id, decision, decided_on, first_day, last_day, outcome, reason, closed_at FROM enrolment `

// period is an enrolment with its unit.
type period struct {
	unit rules.UnitID
	rules.Enrolment
}

func scanPeriod(r row) (p period, err error) {
	err = r.Scan(&p.unit, &p.ID, &p.Decision, &p.DecidedOn, &p.First, &p.Last, &p.Outcome, &p.Reason, &p.Closed)
	return p, err
}

// enrolled adds to the units their periods in the register.
func (tx *Tx) enrolled(units []rules.Unit) error {
	var periods []period
	var err error
	if len(units) == 1 {
		periods, err = queryAll(tx, scanPeriod, selectEnrolment+`WHERE unit_id = ? ORDER BY first_day`, units[0].ID)
	} else {
		periods, err = queryAll(tx, scanPeriod, selectEnrolment+`ORDER BY unit_id, first_day`)
	}
	if err != nil {
		return fmt.Errorf("load the register: %w", err)
	}
	of := make(map[rules.UnitID][]rules.Enrolment, len(units))
	for _, p := range periods {
		of[p.unit] = append(of[p.unit], p.Enrolment)
	}
	for i, u := range units {
		units[i].Enrolments = of[u.ID]
	}
	return nil
}

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
