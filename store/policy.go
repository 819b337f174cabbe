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
// decided.
func (tx *Tx) PolicyChanges() ([]rules.UnitChange, error) {
	list, err := keptAll(tx, func(r row) (c rules.UnitChange, err error) {
		var change string
		if err := r.Scan(&c.Unit, &change); err != nil {
			return c, err
		}
		return c, json.Unmarshal([]byte(change), &c.PolicyChange)
	}, `SELECT coalesce(u.code, ''), x.change FROM policy_change x LEFT JOIN unit u ON u.id = x.unit_id ORDER BY x.id`)
	if err != nil {
		return nil, fmt.Errorf("load the changes of the numbers: %w", err)
	}
	return list, nil
}
