package store

import (
	"encoding/json"
	"fmt"

	"tainha/rules"
	"tainha/rules/task"
)

const selectPlan = `SELECT person_id, day, part, request_id, items, commitment, committed_at, load, volume, measure FROM day_plan `

func scanPlan(r row) (p task.Plan, err error) {
	var items string
	if err = r.Scan(&p.Person, &p.Slot.Date, &p.Slot.Part, &p.Request, &items, &p.Commitment, &p.Committed, &p.Load, &p.Volume, &p.Measure); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(items), &p.Items)
}

// SavePlan keeps the plan of a day at home, in place of the one that the person had for
// it, in whatever part of it.
func (tx *Tx) SavePlan(p task.Plan) error {
	items, err := json.Marshal(append([]task.Item{}, p.Items...))
	if err == nil {
		err = tx.DropPlan(p.Person, p.Slot)
	}
	if err == nil {
		_, err = tx.exec(`INSERT INTO day_plan (person_id, day, part, request_id, items, commitment, committed_at, load, volume, measure)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, p.Person, p.Slot.Date, p.Slot.Part, orNull(p.Request), string(items), p.Commitment, p.Committed, p.Load, p.Volume, p.Measure)
	}
	if err != nil {
		return fmt.Errorf("save the plan of person %d for %s: %w", p.Person, p.Slot, err)
	}
	return nil
}

// DropPlan removes what a person planned for a slot, and what overlaps it. None is no error.
func (tx *Tx) DropPlan(p rules.PersonID, s rules.Slot) error {
	if _, err := tx.exec(`DELETE FROM day_plan WHERE person_id = ?1 AND day = ?2 AND (?3 = '' OR part IN ('', ?3))`, p, s.Date, s.Part); err != nil {
		return fmt.Errorf("drop the plan of person %d for %s: %w", p, s, err)
	}
	return nil
}

// Plans lists what a person planned for the days from..to, in order.
func (tx *Tx) Plans(p rules.PersonID, from, to rules.Date) ([]task.Plan, error) {
	list, err := keptAll(tx, scanPlan, selectPlan+`WHERE person_id = ? AND day BETWEEN ? AND ? ORDER BY day, part`, p, from, to)
	if err != nil {
		return nil, fmt.Errorf("load the plans of person %d: %w", p, err)
	}
	return list, nil
}

// PlansFor lists the plans that came with a request, in order.
func (tx *Tx) PlansFor(id rules.RequestID) ([]task.Plan, error) {
	list, err := queryAll(tx, scanPlan, selectPlan+`WHERE request_id = ? ORDER BY day, part`, id)
	if err != nil {
		return nil, fmt.Errorf("load the plans of request %d: %w", id, err)
	}
	return list, nil
}

// TasksUsed reports whether work is counted around a person: some was given to them or in
// their unit and is not over, or the unit or the whole agency has a catalogue.
func (tx *Tx) TasksUsed(p rules.PersonID, unit rules.UnitID, today rules.Date) (bool, error) {
	used, err := queryRow(tx, scalar[bool], `SELECT EXISTS (SELECT 1 FROM task WHERE owner_id = ?1 AND live = 1)
		OR EXISTS (SELECT 1 FROM task WHERE unit_id = ?2 AND live = 1)
		OR EXISTS (SELECT 1 FROM product WHERE unit_id IN (0, ?2) AND (last_day = '' OR last_day >= ?3))
		OR EXISTS (SELECT 1 FROM task_share s JOIN task t ON t.id = s.task_id WHERE s.person_id = ?1 AND +t.live = 1)`, p, unit, today)
	if err != nil {
		return false, fmt.Errorf("find whether work is counted in unit %d: %w", unit, err)
	}
	return used, nil
}

// DoneBefore says of tasks how much was done before a day, by the newest report of an
// earlier one.
func (tx *Tx) DoneBefore(day rules.Date, ids ...task.ID) (map[task.ID]task.Amount, error) {
	done := map[task.ID]task.Amount{}
	err := tx.queryEach(func(r row) error {
		var id task.ID
		var n task.Amount
		if err := r.Scan(&id, &n); err != nil {
			return err
		}
		done[id] = n
		return nil
	}, `SELECT p.task_id, p.done FROM json_each(?) j JOIN progress p ON p.task_id = j.value WHERE p.day < ? ORDER BY p.id`, idList(ids), day)
	if err != nil {
		return nil, fmt.Errorf("find what was done before %s: %w", day, err)
	}
	return done, nil
}
