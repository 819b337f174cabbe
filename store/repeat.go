package store

import (
	"fmt"
	"time"

	"tainha/rules/task"
)

const selectRepeat = `SELECT id, task_id, unit_id, rhythm, every, month_day, minute, first_day, made_day, last_day, ended_at, why FROM repeat `

func scanRepeat(r row) (x task.Repeat, err error) {
	err = r.Scan(&x.ID, &x.Newest, &x.Unit, &x.Pace.Rhythm, &x.Pace.Every, &x.Pace.Day, &x.Minute, &x.First, &x.Made, &x.Pace.Last, &x.Ended, &x.Why)
	return x, err
}

// AddRepeat keeps a repetition with its new id, and that its newest occurrence is one.
func (tx *Tx) AddRepeat(x *task.Repeat) error {
	id, err := tx.insert(`INSERT INTO repeat (task_id, unit_id, rhythm, every, month_day, minute, first_day, made_day, last_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		x.Newest, x.Unit, x.Pace.Rhythm, x.Pace.Every, x.Pace.Day, x.Minute, x.First, x.Made, x.Pace.Last)
	if err != nil {
		return fmt.Errorf("keep the repetition of task %d: %w", x.Newest, err)
	}
	x.ID = task.RepeatID(id)
	if err := tx.change(`UPDATE task SET repeat_id = ?, repeat_day = ? WHERE id = ?`, x.ID, x.First, x.Newest); err != nil {
		return fmt.Errorf("note that task %d repeats: %w", x.Newest, err)
	}
	return nil
}

// SaveRepeat writes back how far a repetition is, and that it ended. ErrNotFound: there is none.
func (tx *Tx) SaveRepeat(x task.Repeat) error {
	if err := tx.change(`UPDATE repeat SET task_id = ?, made_day = ?, ended_at = ?, why = ? WHERE id = ?`, x.Newest, x.Made, x.Ended, x.Why, x.ID); err != nil {
		return fmt.Errorf("save repetition %d: %w", x.ID, err)
	}
	return nil
}

// Repeat loads one, or ErrNotFound.
func (tx *Tx) Repeat(id task.RepeatID) (task.Repeat, error) {
	x, err := queryRow(tx, scanRepeat, selectRepeat+`WHERE id = ?`, id)
	if err != nil {
		return x, fmt.Errorf("load repetition %d: %w", id, err)
	}
	return x, nil
}

// Repeats lists up to limit repetitions that run, after one, by id.
func (tx *Tx) Repeats(after task.RepeatID, limit int) ([]task.Repeat, error) {
	list, err := queryAll(tx, scanRepeat, selectRepeat+`WHERE ended_at = 0 AND id > ? ORDER BY id LIMIT ?`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("load what repeats: %w", err)
	}
	return list, nil
}

// RepeatsEnded lists those that ended since a moment, by id.
func (tx *Tx) RepeatsEnded(since time.Time) ([]task.Repeat, error) {
	list, err := queryAll(tx, scanRepeat, selectRepeat+`WHERE ended_at >= ? AND ended_at > 0 ORDER BY ended_at, id`, since)
	if err != nil {
		return nil, fmt.Errorf("load what repeats no more: %w", err)
	}
	return list, nil
}
