package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

const selectCallback = `SELECT id, person_id, unit_id, by_id, on_behalf_of, day, due_at, reason, asked_at, answer, note, answered_at, shown_at FROM callback `

func scanCallback(r row) (c rules.Callback, err error) {
	err = r.Scan(&c.ID, &c.Person, &c.Unit, &c.By, &c.OnBehalfOf, &c.Day, &c.Due, &c.Reason, &c.Asked, &c.Answer, &c.Note, &c.Answered, &c.Shown)
	return c, err
}

// AddCallback keeps a call back to the office, with its new id.
func (tx *Tx) AddCallback(c *rules.Callback) error {
	id, err := tx.insert(`INSERT INTO callback (person_id, unit_id, by_id, on_behalf_of, day, due_at, reason, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		c.Person, c.Unit, c.By, orNull(c.OnBehalfOf), c.Day, c.Due, c.Reason, c.Asked)
	if err != nil {
		return fmt.Errorf("keep a call back of person %d: %w", c.Person, err)
	}
	c.ID = rules.CallbackID(id)
	return nil
}

// SaveCallback keeps what became of one. ErrNotFound: it was never made.
func (tx *Tx) SaveCallback(c rules.Callback) error {
	if err := tx.change(`UPDATE callback SET answer = ?, note = ?, answered_at = ?, shown_at = ? WHERE id = ?`,
		c.Answer, c.Note, c.Answered, c.Shown, c.ID); err != nil {
		return fmt.Errorf("save call back %d: %w", c.ID, err)
	}
	return nil
}

// Callback loads one, or ErrNotFound.
func (tx *Tx) Callback(id rules.CallbackID) (rules.Callback, error) {
	c, err := queryRow(tx, scanCallback, selectCallback+`WHERE id = ?`, id)
	if err != nil {
		return c, fmt.Errorf("load call back %d: %w", id, err)
	}
	return c, nil
}

// CallbacksOf lists the calls of a person from a day to a day, in order.
func (tx *Tx) CallbacksOf(p rules.PersonID, from, to rules.Date) ([]rules.Callback, error) {
	list, err := queryAll(tx, scanCallback, selectCallback+`WHERE person_id = ? AND day BETWEEN ? AND ? ORDER BY day, due_at, id`, p, from, to)
	if err != nil {
		return nil, fmt.Errorf("find the calls back of person %d: %w", p, err)
	}
	return list, nil
}

// CallbacksIn lists the calls of a unit's people from a day to a day, in order.
func (tx *Tx) CallbacksIn(unit rules.UnitID, from, to rules.Date) ([]rules.Callback, error) {
	list, err := queryAll(tx, scanCallback, selectCallback+`WHERE unit_id = ? AND day BETWEEN ? AND ? ORDER BY day, due_at, id`, unit, from, to)
	if err != nil {
		return nil, fmt.Errorf("find the calls back of unit %d: %w", unit, err)
	}
	return list, nil
}

// CallbacksUnanswered lists up to limit calls from before a moment without an
// answer, of which the head was not told.
func (tx *Tx) CallbacksUnanswered(before time.Time, limit int) ([]rules.Callback, error) {
	list, err := queryAll(tx, scanCallback, selectCallback+`INDEXED BY callback_waits WHERE answer = '' AND shown_at = 0 AND asked_at <= ? ORDER BY asked_at LIMIT ?`, before, limit)
	if err != nil {
		return nil, fmt.Errorf("find the calls back without an answer: %w", err)
	}
	return list, nil
}

// CallbackCounts counts the calls of each unit from a day to a day; units without any
// are left out.
func (tx *Tx) CallbackCounts(from, to rules.Date) (map[rules.UnitID]int, error) {
	counts := map[rules.UnitID]int{}
	err := tx.queryEach(func(r row) error {
		var unit rules.UnitID
		var n int
		if err := r.Scan(&unit, &n); err != nil {
			return err
		}
		counts[unit] = n
		return nil
	}, `SELECT unit_id, count(*) FROM callback INDEXED BY callback_day WHERE day BETWEEN ? AND ? GROUP BY unit_id`, from, to)
	if err != nil {
		return nil, fmt.Errorf("count the calls back: %w", err)
	}
	return counts, nil
}
