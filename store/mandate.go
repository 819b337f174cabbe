package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

const selectMandate = `SELECT id, unit_id, head_id, to_id, field, people, first_day, last_day, drafts FROM mandate `

func scanMandate(r row) (m task.Mandate, err error) {
	var people string
	if err = r.Scan(&m.ID, &m.Unit, &m.Head, &m.To, &m.Field, &people, &m.First, &m.Last, &m.Drafts); err != nil {
		return m, err
	}
	return m, json.Unmarshal([]byte(people), &m.People)
}

// AddMandate keeps what a head hands to somebody about tasks, with its new id.
func (tx *Tx) AddMandate(m *task.Mandate) error {
	people, err := json.Marshal(append([]rules.PersonID{}, m.People...))
	if err != nil {
		return fmt.Errorf("keep a mandate of person %d: %w", m.Head, err)
	}
	id, err := tx.insert(`INSERT INTO mandate (unit_id, head_id, to_id, field, people, first_day, last_day, drafts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		m.Unit, m.Head, m.To, m.Field, string(people), m.First, m.Last, m.Drafts)
	if err != nil {
		return fmt.Errorf("keep a mandate of person %d: %w", m.Head, err)
	}
	m.ID = task.MandateID(id)
	return nil
}

// EndMandate ends one now. ErrNotFound: there is none, or it has ended.
func (tx *Tx) EndMandate(id task.MandateID, at time.Time) error {
	if err := tx.change(`UPDATE mandate SET ended_at = ? WHERE id = ? AND ended_at = 0`, at, id); err != nil {
		return fmt.Errorf("end mandate %d: %w", id, err)
	}
	return nil
}

// Mandate loads one that was not ended, or ErrNotFound.
func (tx *Tx) Mandate(id task.MandateID) (task.Mandate, error) {
	m, err := queryRow(tx, scanMandate, selectMandate+`WHERE id = ? AND ended_at = 0`, id)
	if err != nil {
		return m, fmt.Errorf("load mandate %d: %w", id, err)
	}
	return m, nil
}

// MandatesTo lists what a person holds, by id; whether it still holds is for the rules.
func (tx *Tx) MandatesTo(p rules.PersonID) ([]task.Mandate, error) {
	list, err := keptAll(tx, scanMandate, selectMandate+`WHERE to_id = ? AND ended_at = 0 ORDER BY id`, p)
	if err != nil {
		return nil, fmt.Errorf("load the mandates of person %d: %w", p, err)
	}
	return list, nil
}

// MandatesIn lists what is held in a unit, by id.
func (tx *Tx) MandatesIn(unit rules.UnitID) ([]task.Mandate, error) {
	list, err := queryAll(tx, scanMandate, selectMandate+`WHERE unit_id = ? AND ended_at = 0 ORDER BY id`, unit)
	if err != nil {
		return nil, fmt.Errorf("load the mandates of unit %d: %w", unit, err)
	}
	return list, nil
}

// MandatesAbout lists what a person gave and held, ended or not, by id.
func (tx *Tx) MandatesAbout(p rules.PersonID) ([]task.Mandate, error) {
	list, err := queryAll(tx, scanMandate, selectMandate+`WHERE head_id = ?1 UNION `+selectMandate+`WHERE to_id = ?1 ORDER BY 1`, p)
	if err != nil {
		return nil, fmt.Errorf("load the mandates about person %d: %w", p, err)
	}
	return list, nil
}
