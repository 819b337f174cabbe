package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

const selectAbsence = `SELECT person_id, first_day, last_day, part, kind FROM absence `

func scanAbsence(r row) (a rules.Absence, err error) {
	err = r.Scan(&a.Person, &a.First, &a.Last, &a.Part, &a.Kind)
	return a, err
}

// AddAbsence notes leave, illness or duty elsewhere. A range reversed is refused.
func (tx *Tx) AddAbsence(a rules.Absence) error {
	_, err := tx.exec(`INSERT INTO absence (person_id, first_day, last_day, part, kind) VALUES (?, ?, ?, ?, ?)`,
		a.Person, a.First, a.Last, a.Part, a.Kind)
	if err != nil {
		return fmt.Errorf("add an absence of person %d: %w", a.Person, err)
	}
	return nil
}

// EndAbsence takes an absence back as a whole. ErrNotFound: there is none.
func (tx *Tx) EndAbsence(a rules.Absence, at time.Time) error {
	err := tx.change(`UPDATE absence SET ended_at = ? WHERE person_id = ? AND first_day = ? AND last_day = ?
		AND part = ? AND kind = ? AND ended_at IS NULL`, at, a.Person, a.First, a.Last, a.Part, a.Kind)
	if err != nil {
		return fmt.Errorf("end an absence of person %d: %w", a.Person, err)
	}
	return nil
}

// Absences lists a person's absences that touch from..to, in order.
func (tx *Tx) Absences(p rules.PersonID, from, to rules.Date) ([]rules.Absence, error) {
	return keptAll(tx, scanAbsence, selectAbsence+`WHERE person_id = ? AND last_day >= ? AND first_day <= ?
		AND ended_at IS NULL ORDER BY first_day, part`, p, from, to)
}

// AbsencesFrom lists everybody's absences that touch the day or a later one, in order.
func (tx *Tx) AbsencesFrom(from rules.Date) ([]rules.Absence, error) {
	return keptAll(tx, scanAbsence, selectAbsence+`WHERE last_day >= ? AND ended_at IS NULL
		ORDER BY first_day, person_id, part`, from)
}

// AbsencesIn lists the absences touching from..to of everybody who was posted
// to the unit by then.
func (tx *Tx) AbsencesIn(unit rules.UnitID, from, to rules.Date) ([]rules.Absence, error) {
	return keptAll(tx, scanAbsence, selectAbsence+`WHERE person_id IN (SELECT person_id FROM posting WHERE unit_id = ?1 AND from_day <= ?3)
		AND last_day >= ?2 AND first_day <= ?3 AND ended_at IS NULL ORDER BY first_day, person_id, part`, unit, from, to)
}
