package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
)

// CalendarEntry is what a coordinator entered into the calendar at once.
type CalendarEntry struct {
	ID int64
	rules.CalendarChange
}

// keptChange is a change as its row holds it.
type keptChange struct {
	rules.CalendarChange
	Instead int64 `json:"instead,omitempty"` // whose place in the order it took
}

// calendarRows is the query of what was entered and not removed, in the order in which it
// was: what took the place of another stands there.
const calendarRows = `SELECT id, change FROM calendar_change WHERE removed_at = 0 ORDER BY coalesce(json_extract(change, '$.instead'), id), id`

// AddCalendarChange notes what a coordinator entered into the calendar.
func (tx *Tx) AddCalendarChange(x rules.CalendarChange, by rules.PersonID, at time.Time) (int64, error) {
	return tx.addCalendarChange(keptChange{CalendarChange: x}, by, at)
}

// ReplaceCalendarChange puts another change in the place of an entry, which is removed, or
// returns ErrNotFound.
func (tx *Tx) ReplaceCalendarChange(id int64, x rules.CalendarChange, by rules.PersonID, at time.Time) (int64, error) {
	place, err := queryRow(tx, func(r row) (place int64, err error) {
		err = r.Scan(&place)
		return place, err
	}, `SELECT coalesce(json_extract(change, '$.instead'), id) FROM calendar_change WHERE id = ?`, id)
	if err != nil {
		return 0, fmt.Errorf("find the place of entry %d of the calendar: %w", id, err)
	}
	if err := tx.RemoveCalendarChange(id, by, at); err != nil {
		return 0, err
	}
	return tx.addCalendarChange(keptChange{x, place}, by, at)
}

func (tx *Tx) addCalendarChange(x keptChange, by rules.PersonID, at time.Time) (int64, error) {
	change, err := json.Marshal(x)
	if err == nil {
		err = json.Unmarshal(change, new(keptChange))
	}
	if err != nil {
		return 0, fmt.Errorf("write a change of the calendar: %w", err)
	}
	id, err := tx.insert(`INSERT INTO calendar_change (change, by_id, at) VALUES (?, ?, ?)`, string(change), by, at)
	if err != nil {
		return 0, fmt.Errorf("keep a change of the calendar: %w", err)
	}
	return id, nil
}

// CalendarEntries lists what was entered into the calendar and not removed, in the order
// in which it was. One that can't be read, of another release, is listed with its number
// alone: what it says is unknown.
func (tx *Tx) CalendarEntries() ([]CalendarEntry, error) {
	rows, err := keptAll(tx, func(r row) (e CalendarEntry, err error) {
		var change string
		if err := r.Scan(&e.ID, &change); err != nil {
			return e, err
		}
		if json.Unmarshal([]byte(change), &e.CalendarChange) != nil {
			e = CalendarEntry{ID: e.ID}
		}
		return e, nil
	}, calendarRows)
	if err != nil {
		return nil, fmt.Errorf("load the calendar: %w", err)
	}
	return rows, nil
}

// RemoveCalendarChange takes an entry out of the calendar, or returns ErrNotFound.
func (tx *Tx) RemoveCalendarChange(id int64, by rules.PersonID, at time.Time) error {
	err := tx.change(`UPDATE calendar_change SET removed_by = ?, removed_at = ? WHERE id = ? AND removed_at = 0`, by, at, id)
	if err != nil {
		return fmt.Errorf("remove entry %d of the calendar: %w", id, err)
	}
	return nil
}
