package store

import (
	"errors"
	"fmt"

	"tainha/rules"
)

// selectRequest reads requests joined with their days: a request is a run of
// rows, so whatever sorts it must end in r.id, d.day, d.part.
const selectRequest = `SELECT r.id, r.person_id, r.unit_id, r.note, r.series, r.rev, r.created_at, r.level, r.approver_id,
	r.asked_at, r.reminded_at, r.exception_id,
	d.day, d.part, d.state, d.decided_by, d.on_behalf_of, d.decided_at, d.reason
	FROM request r JOIN request_day d ON d.request_id = r.id `

// queryRequests reads the requests that a query of selectRequest finds.
func (tx *Tx) queryRequests(query string, args ...any) ([]rules.Request, error) {
	var out []rules.Request
	err := tx.queryEach(func(row row) error {
		var r rules.Request
		var d rules.RequestDay
		err := row.Scan(&r.ID, &r.Person, &r.Unit, &r.Note, &r.Series, &r.Rev, &r.Created, &r.Level, &r.Approver,
			&r.Asked, &r.Reminded, &r.Exception,
			&d.Date, &d.Part, &d.State, &d.DecidedBy, &d.OnBehalfOf, &d.DecidedAt, &d.Reason)
		if err != nil {
			return err
		}
		if len(out) == 0 || out[len(out)-1].ID != r.ID {
			out = append(out, r)
		}
		last := &out[len(out)-1]
		last.Days = append(last.Days, d)
		return nil
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("load requests: %w", err)
	}
	return out, nil
}

// InsertRequest stores a new request with its days, which must not be none, and
// sets its ID. A day counts in the unit to which the person is posted then.
func (tx *Tx) InsertRequest(r *rules.Request) error {
	if len(r.Days) == 0 {
		return errors.New("insert request: it has no days")
	}
	id, err := tx.insert(`INSERT INTO request (person_id, unit_id, note, series, rev, created_at, level, approver_id,
		asked_at, reminded_at, exception_id, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Person, r.Unit, r.Note, r.Series, r.Rev, r.Created, r.Level, orNull(r.Approver),
		r.Asked, r.Reminded, orNull(r.Exception), r.Open())
	if err != nil {
		return fmt.Errorf("insert request: %w", err)
	}
	r.ID = rules.RequestID(id)
	for _, d := range r.Days {
		if err := tx.putDay(r, d); err != nil {
			return fmt.Errorf("insert request: day %s: %w", d.Slot, err)
		}
	}
	return nil
}

// SaveRequest writes a request back as it is: days that are new are added, days
// that it no longer has are removed. ErrNotFound: it was never inserted.
func (tx *Tx) SaveRequest(r rules.Request) error {
	if len(r.Days) == 0 {
		return fmt.Errorf("save request %d: it has no days", r.ID)
	}
	err := tx.change(`UPDATE request SET unit_id = ?, note = ?, series = ?, rev = ?, level = ?, approver_id = ?,
		asked_at = ?, reminded_at = ?, exception_id = ?, open = ? WHERE id = ?`,
		r.Unit, r.Note, r.Series, r.Rev, r.Level, orNull(r.Approver), r.Asked, r.Reminded, orNull(r.Exception), r.Open(), r.ID)
	if err != nil {
		return fmt.Errorf("save request %d: %w", r.ID, err)
	}
	stored, err := tx.storedDays(r.ID)
	if err != nil {
		return fmt.Errorf("save request %d: %w", r.ID, err)
	}
	for _, d := range r.Days {
		old, ok := stored[d.Slot]
		delete(stored, d.Slot)
		if ok && sameDay(old, d) {
			continue
		}
		if err := tx.putDay(&r, d); err != nil {
			return fmt.Errorf("save request %d: day %s: %w", r.ID, d.Slot, err)
		}
	}
	for s := range stored {
		if err := tx.change(`DELETE FROM request_day WHERE request_id = ? AND day = ? AND part = ?`, r.ID, s.Date, s.Part); err != nil {
			return fmt.Errorf("save request %d: drop %s: %w", r.ID, s, err)
		}
	}
	return nil
}

func sameDay(a, b rules.RequestDay) bool {
	if ms(a.DecidedAt) != ms(b.DecidedAt) {
		return false
	}
	a.DecidedAt = b.DecidedAt // a time in another form is no difference
	return a == b
}

func (tx *Tx) storedDays(id rules.RequestID) (map[rules.Slot]rules.RequestDay, error) {
	days := make(map[rules.Slot]rules.RequestDay)
	err := tx.queryEach(func(r row) error {
		var d rules.RequestDay
		err := r.Scan(&d.Date, &d.Part, &d.State, &d.DecidedBy, &d.OnBehalfOf, &d.DecidedAt, &d.Reason)
		days[d.Slot] = d
		return err
	}, `SELECT day, part, state, decided_by, on_behalf_of, decided_at, reason FROM request_day WHERE request_id = ?`, id)
	return days, err
}

func (tx *Tx) putDay(r *rules.Request, d rules.RequestDay) error {
	_, err := tx.exec(`INSERT INTO request_day (request_id, day, part, person_id, unit_id, state, decided_by, on_behalf_of, decided_at, reason)
		VALUES (?1, ?2, ?3, ?4, coalesce((SELECT unit_id FROM posting WHERE person_id = ?4 AND from_day <= ?2
			ORDER BY from_day DESC LIMIT 1), ?5), ?6, ?7, ?8, ?9, ?10)
		ON CONFLICT DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by,
			on_behalf_of = excluded.on_behalf_of, decided_at = excluded.decided_at, reason = excluded.reason`,
		r.ID, d.Date, d.Part, r.Person, r.Unit, d.State, orNull(d.DecidedBy), orNull(d.OnBehalfOf), d.DecidedAt, d.Reason)
	return err
}

// Request loads one request with its days in order, or ErrNotFound.
func (tx *Tx) Request(id rules.RequestID) (rules.Request, error) {
	all, err := tx.queryRequests(selectRequest+`WHERE r.id = ? ORDER BY d.day, d.part`, id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("load request %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return rules.Request{}, err
	}
	return all[0], nil
}

// WaitingFor lists the open requests that wait for an approver, oldest first.
func (tx *Tx) WaitingFor(approver rules.PersonID) ([]rules.Request, error) {
	return tx.queryRequests(selectRequest+`WHERE r.open = 1 AND r.approver_id = ?
		ORDER BY r.asked_at, r.id, d.day, d.part`, approver)
}

// OpenOf lists a person's own open requests, oldest first.
func (tx *Tx) OpenOf(p rules.PersonID) ([]rules.Request, error) {
	return tx.queryRequests(selectRequest+`WHERE r.open = 1 AND r.person_id = ? ORDER BY r.id, d.day, d.part`, p)
}

// OpenIn lists the open requests of a unit, oldest first.
func (tx *Tx) OpenIn(unit rules.UnitID) ([]rules.Request, error) {
	return tx.queryRequests(selectRequest+`WHERE r.open = 1 AND r.unit_id = ? ORDER BY r.id, d.day, d.part`, unit)
}

// OpenRequests lists up to limit open requests with an id over after, by id:
// jobs walk through all of them in chunks.
func (tx *Tx) OpenRequests(after rules.RequestID, limit int) ([]rules.Request, error) {
	// Without the hint SQLite would walk the closed ones too, for their order.
	return tx.queryRequests(selectRequest+`WHERE r.id IN (
		SELECT id FROM request INDEXED BY request_open WHERE open = 1 AND id > ? ORDER BY id LIMIT ?)
		ORDER BY r.id, d.day, d.part`, after, limit)
}

// RequestsOf lists a person's requests that have a day in from..to, oldest
// first, with all their days.
func (tx *Tx) RequestsOf(p rules.PersonID, from, to rules.Date) ([]rules.Request, error) {
	return tx.queryRequests(selectRequest+`WHERE r.id IN (
		SELECT request_id FROM request_day WHERE person_id = ? AND day BETWEEN ? AND ?)
		ORDER BY r.id, d.day, d.part`, p, from, to)
}
