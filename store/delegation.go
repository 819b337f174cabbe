package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

const selectDelegation = `SELECT id, from_id, to_id, first_day, last_day FROM delegation `

func scanDelegation(r row) (d rules.Delegation, err error) {
	err = r.Scan(&d.ID, &d.From, &d.To, &d.First, &d.Last)
	return d, err
}

// AddDelegation stores a delegation and returns its id. Oneself and a range
// reversed are refused; overlaps and circles are for rules to find.
func (tx *Tx) AddDelegation(d rules.Delegation) (int64, error) {
	id, err := tx.insert(`INSERT INTO delegation (from_id, to_id, first_day, last_day) VALUES (?, ?, ?, ?)`,
		d.From, d.To, d.First, d.Last)
	if err != nil {
		return 0, fmt.Errorf("add a delegation of person %d: %w", d.From, err)
	}
	return id, nil
}

// EndDelegation ends a delegation at once. ErrNotFound: none is in force.
func (tx *Tx) EndDelegation(id int64, at time.Time) error {
	if err := tx.change(`UPDATE delegation SET ended_at = ? WHERE id = ? AND ended_at IS NULL`, at, id); err != nil {
		return fmt.Errorf("end delegation %d: %w", id, err)
	}
	return nil
}

// Delegation loads one that was not ended before its time, or ErrNotFound.
func (tx *Tx) Delegation(id int64) (rules.Delegation, error) {
	d, err := queryRow(tx, scanDelegation, selectDelegation+`WHERE id = ? AND ended_at IS NULL`, id)
	if err != nil {
		return d, fmt.Errorf("load delegation %d: %w", id, err)
	}
	return d, nil
}

// Delegations lists what a person gave or holds and that isn't over on the day
// from, in order.
func (tx *Tx) Delegations(p rules.PersonID, from rules.Date) ([]rules.Delegation, error) {
	return keptAll(tx, scanDelegation, selectDelegation+`WHERE (from_id = ?1 AND last_day >= ?2 OR to_id = ?1 AND last_day >= ?2)
		AND ended_at IS NULL ORDER BY first_day, id`, p, from)
}
