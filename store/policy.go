package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
)

// AddPolicyChange notes numbers that a coordinator decided for a unit, 0 for the
// whole pilot.
func (tx *Tx) AddPolicyChange(unit rules.UnitID, c rules.PolicyChange, by rules.PersonID, at time.Time) error {
	change, err := json.Marshal(c)
	if err == nil {
		err = json.Unmarshal(change, new(rules.PolicyChange))
	}
	if err != nil {
		return fmt.Errorf("write a change of the numbers: %w", err)
	}
	_, err = tx.insert(`INSERT INTO policy_change (unit_id, since, change, by_id, at) VALUES (?, ?, ?, ?, ?)`,
		orNull(unit), c.Since, string(change), by, at)
	if err != nil {
		return fmt.Errorf("keep a change of the numbers: %w", err)
	}
	return nil
}

// PolicyChanges lists the changes of the numbers in the order in which they were
// decided. One that can't be read, of another release, is left out, or nobody
// could ask for anything; Inspect says so.
func (tx *Tx) PolicyChanges() ([]rules.UnitChange, error) {
	type written struct {
		rules.UnitChange
		unreadable bool
	}
	rows, err := keptAll(tx, func(r row) (w written, err error) {
		var change string
		if err := r.Scan(&w.Unit, &change); err != nil {
			return w, err
		}
		w.unreadable = json.Unmarshal([]byte(change), &w.PolicyChange) != nil
		return w, nil
	}, `SELECT coalesce(u.code, ''), x.change FROM policy_change x LEFT JOIN unit u ON u.id = x.unit_id ORDER BY x.id`)
	if err != nil {
		return nil, fmt.Errorf("load the changes of the numbers: %w", err)
	}
	var list []rules.UnitChange
	for _, w := range rows {
		if !w.unreadable {
			list = append(list, w.UnitChange)
		}
	}
	return list, nil
}
