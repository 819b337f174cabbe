package store

import (
	"fmt"

	"tainha/rules"
	"tainha/rules/task"
)

const selectBlocker = `SELECT id, task_id, by_id, reason, waits_for, outside, since, closed_at, closed_by, answer FROM blocker `

func scanBlocker(r row) (b task.Blocker, err error) {
	err = r.Scan(&b.ID, &b.Task, &b.By, &b.Reason, &b.WaitsFor, &b.Outside, &b.Since, &b.Closed, &b.ClosedBy, &b.Answer)
	return b, err
}

// AddBlocker keeps what a task waits for, with its new id.
func (tx *Tx) AddBlocker(b *task.Blocker) error {
	id, err := tx.insert(`INSERT INTO blocker (task_id, by_id, reason, waits_for, outside, since) VALUES (?, ?, ?, ?, ?, ?)`,
		b.Task, b.By, b.Reason, orNull(b.WaitsFor), b.Outside, b.Since)
	if err != nil {
		return fmt.Errorf("keep what task %d waits for: %w", b.Task, err)
	}
	b.ID = task.BlockerID(id)
	return nil
}

// SaveBlocker keeps how it ended. ErrNotFound: it was never kept.
func (tx *Tx) SaveBlocker(b task.Blocker) error {
	if err := tx.change(`UPDATE blocker SET closed_at = ?, closed_by = ?, answer = ? WHERE id = ?`, b.Closed, orNull(b.ClosedBy), b.Answer, b.ID); err != nil {
		return fmt.Errorf("save blocker %d: %w", b.ID, err)
	}
	return nil
}

// Blocker loads one, or ErrNotFound.
func (tx *Tx) Blocker(id task.BlockerID) (task.Blocker, error) {
	b, err := queryRow(tx, scanBlocker, selectBlocker+`WHERE id = ?`, id)
	if err != nil {
		return b, fmt.Errorf("load blocker %d: %w", id, err)
	}
	return b, nil
}

// BlockersOf lists what tasks wait for or waited for, oldest first.
func (tx *Tx) BlockersOf(ids ...task.ID) ([]task.Blocker, error) {
	list, err := queryAll(tx, scanBlocker, selectBlocker+`WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY id`, idList(ids))
	if err != nil {
		return nil, fmt.Errorf("load what tasks wait for: %w", err)
	}
	return list, nil
}

// BlockersBy lists what a person reported, oldest first.
func (tx *Tx) BlockersBy(p rules.PersonID) ([]task.Blocker, error) {
	list, err := queryAll(tx, scanBlocker, selectBlocker+`WHERE by_id = ? ORDER BY id`, p)
	if err != nil {
		return nil, fmt.Errorf("load the blockers of person %d: %w", p, err)
	}
	return list, nil
}

// BlockersWaiting lists what still waits for a person, oldest first.
func (tx *Tx) BlockersWaiting(p rules.PersonID) ([]task.Blocker, error) {
	list, err := queryAll(tx, scanBlocker, selectBlocker+`WHERE waits_for = ? AND closed_at = 0 ORDER BY id`, p)
	if err != nil {
		return nil, fmt.Errorf("load what waits for person %d: %w", p, err)
	}
	return list, nil
}

// BlockersUnder lists what is open about tasks of the units that a person heads, and of
// those right below, oldest first.
func (tx *Tx) BlockersUnder(head rules.PersonID) ([]task.Blocker, error) {
	list, err := queryAll(tx, scanBlocker, selectBlocker+`WHERE id IN (SELECT b.id FROM blocker b INDEXED BY blocker_open JOIN task t ON t.id = b.task_id
		JOIN unit u ON u.id = t.unit_id LEFT JOIN unit o ON o.id = u.parent_id
		WHERE b.closed_at = 0 AND (u.head_id = ?1 OR o.head_id = ?1)) ORDER BY id`, head)
	if err != nil {
		return nil, fmt.Errorf("load what is open under person %d: %w", head, err)
	}
	return list, nil
}

// OpenBlockers lists up to limit open blockers with an id over after, by id.
func (tx *Tx) OpenBlockers(after task.BlockerID, limit int) ([]task.Blocker, error) {
	list, err := queryAll(tx, scanBlocker, selectBlocker+`INDEXED BY blocker_open WHERE closed_at = 0 AND id > ? ORDER BY id LIMIT ?`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("load open blockers: %w", err)
	}
	return list, nil
}

const selectExtension = `SELECT id, task_id, by_id, old_due, new_due, reason, asked_at, state, decided_at, decided_by, answer FROM extension `

func scanExtension(r row) (x task.Extension, err error) {
	err = r.Scan(&x.ID, &x.Task, &x.By, &x.Old, &x.New, &x.Reason, &x.Asked, &x.State, &x.Decided, &x.DecidedBy, &x.Answer)
	return x, err
}

// AddExtension keeps a later deadline that was asked for or granted, with its new id.
func (tx *Tx) AddExtension(x *task.Extension) error {
	id, err := tx.insert(`INSERT INTO extension (task_id, by_id, old_due, new_due, reason, asked_at, state, decided_at, decided_by, answer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, x.Task, x.By, x.Old, x.New, x.Reason, x.Asked, x.State, x.Decided, orNull(x.DecidedBy), x.Answer)
	if err != nil {
		return fmt.Errorf("keep another deadline of task %d: %w", x.Task, err)
	}
	x.ID = task.ExtensionID(id)
	return nil
}

// SaveExtension keeps what became of one. ErrNotFound: it was never kept.
func (tx *Tx) SaveExtension(x task.Extension) error {
	if err := tx.change(`UPDATE extension SET state = ?, decided_at = ?, decided_by = ?, answer = ? WHERE id = ?`,
		x.State, x.Decided, orNull(x.DecidedBy), x.Answer, x.ID); err != nil {
		return fmt.Errorf("save extension %d: %w", x.ID, err)
	}
	return nil
}

// Extension loads one, or ErrNotFound.
func (tx *Tx) Extension(id task.ExtensionID) (task.Extension, error) {
	x, err := queryRow(tx, scanExtension, selectExtension+`WHERE id = ?`, id)
	if err != nil {
		return x, fmt.Errorf("load extension %d: %w", id, err)
	}
	return x, nil
}

// ExtensionsOf lists the extensions of a task, oldest first.
func (tx *Tx) ExtensionsOf(id task.ID) ([]task.Extension, error) {
	list, err := queryAll(tx, scanExtension, selectExtension+`WHERE task_id = ? ORDER BY id`, id)
	if err != nil {
		return nil, fmt.Errorf("load the extensions of task %d: %w", id, err)
	}
	return list, nil
}

// ExtensionsBy lists what a person asked for or granted without being asked, oldest first.
func (tx *Tx) ExtensionsBy(p rules.PersonID) ([]task.Extension, error) {
	list, err := queryAll(tx, scanExtension, selectExtension+`WHERE by_id = ? ORDER BY id`, p)
	if err != nil {
		return nil, fmt.Errorf("load the extensions of person %d: %w", p, err)
	}
	return list, nil
}
