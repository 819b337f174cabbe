package store

import (
	"errors"
	"time"
)

// orZero turns a row that is not there into the zero value.
func orZero[T any](v T, err error) (T, error) {
	if errors.Is(err, ErrNotFound) {
		return v, nil
	}
	return v, err
}

// NextUpdate is the offset to poll from: every update below it has taken effect.
func (tx *Tx) NextUpdate() (next int64, err error) {
	return orZero(queryRow(tx, scalar[int64], `SELECT next_update FROM poll`))
}

// SetNextUpdate confirms updates together with their effects; it is also the
// sign of life by which a later start tells an outage.
func (tx *Tx) SetNextUpdate(next int64, now time.Time) error {
	_, err := tx.exec(`INSERT INTO poll (id, next_update, alive_at) VALUES (1, ?, ?)
		ON CONFLICT DO UPDATE SET next_update = excluded.next_update, alive_at = excluded.alive_at`, next, now)
	return err
}

// DeadUpdate is an update that no handler could take.
type DeadUpdate struct {
	ID    int64
	At    time.Time
	Error string
	Raw   string
}

// AddDead keeps an update that failed, with the reason; its effects were rolled back.
func (tx *Tx) AddDead(d DeadUpdate) error {
	_, err := tx.exec(`INSERT INTO dead_update (update_id, at, error, raw) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		d.ID, d.At, d.Error, d.Raw)
	return err
}

// DeadUpdates lists the newest failed updates.
func (tx *Tx) DeadUpdates(limit int) ([]DeadUpdate, error) {
	return queryAll(tx, func(r row) (d DeadUpdate, err error) {
		err = r.Scan(&d.ID, &d.At, &d.Error, &d.Raw)
		return d, err
	}, `SELECT update_id, at, error, raw FROM dead_update ORDER BY update_id DESC LIMIT ?`, limit)
}
