package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tainha/rules"
)

// selectRequest reads requests joined with their days: a request is a run of
// rows, so whatever sorts it must end in r.id, d.day, d.part.
const selectRequest = `SELECT r.id, r.person_id, r.unit_id, r.note, r.series, r.rev, r.created_at, r.level, r.approver_id,
	r.asked_at, r.reminded_at, r.exception_id, r.floor, r.since_at, r.went_up, r.topped,
	d.day, d.part, d.state, d.asked_at, d.decided_by, d.on_behalf_of, d.decided_at, d.reason, d.move_request, d.move_day, d.move_part, d.excepted
	FROM request r JOIN request_day d ON d.request_id = r.id `

// queryRequests reads the requests that a query of selectRequest finds.
func (tx *Tx) queryRequests(query string, args ...any) ([]rules.Request, error) {
	var out []rules.Request
	err := tx.queryEach(func(row row) error {
		var r rules.Request
		var d rules.RequestDay
		err := row.Scan(&r.ID, &r.Person, &r.Unit, &r.Note, &r.Series, &r.Rev, &r.Created, &r.Level, &r.Approver,
			&r.Asked, &r.Reminded, &r.Exception, &r.Floor, &r.Since, &r.WentUp, &r.Topped,
			&d.Date, &d.Part, &d.State, &d.Asked, &d.DecidedBy, &d.OnBehalfOf, &d.DecidedAt, &d.Reason,
			&d.Move.Request, &d.Move.Day.Date, &d.Move.Day.Part, &d.Excepted)
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
		asked_at, reminded_at, exception_id, open, floor, since_at, went_up, topped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Person, r.Unit, r.Note, r.Series, r.Rev, r.Created, r.Level, orNull(r.Approver),
		r.Asked, r.Reminded, orNull(r.Exception), r.Open(), r.Floor, r.Since, r.WentUp, r.Topped)
	if err != nil {
		return fmt.Errorf("insert request: %w", err)
	}
	r.ID = rules.RequestID(id)
	for i := range r.Days {
		if r.Days[i].Asked.IsZero() {
			r.Days[i].Asked = r.Created
		}
	}
	if err := tx.putDays(r, r.Days); err != nil {
		return fmt.Errorf("insert request: its days: %w", err)
	}
	return nil
}

// SaveRequest writes a request back as it is: days that are new are added, days
// that it no longer has are removed. ErrNotFound: it was never inserted.
func (tx *Tx) SaveRequest(r rules.Request) error {
	if len(r.Days) == 0 {
		return fmt.Errorf("save request %d: it has no days", r.ID)
	}
	was, err := tx.Request(r.ID)
	if err != nil {
		return fmt.Errorf("save request %d: %w", r.ID, err)
	}
	err = tx.change(`UPDATE request SET unit_id = ?, note = ?, series = ?, rev = ?, level = ?, approver_id = ?,
		asked_at = ?, reminded_at = ?, exception_id = ?, open = ?, floor = ?, since_at = ?, went_up = ?, topped = ? WHERE id = ?`,
		r.Unit, r.Note, r.Series, r.Rev, r.Level, orNull(r.Approver), r.Asked, r.Reminded, orNull(r.Exception), r.Open(),
		r.Floor, r.Since, r.WentUp, r.Topped, r.ID)
	if err != nil {
		return fmt.Errorf("save request %d: %w", r.ID, err)
	}
	stored := make(map[rules.Slot]rules.RequestDay, len(was.Days))
	for _, d := range was.Days {
		stored[d.Slot] = d
	}
	var changed []rules.RequestDay
	for _, d := range r.Days {
		if old, ok := stored[d.Slot]; !ok || !sameDay(old, d) {
			changed = append(changed, d)
		}
		delete(stored, d.Slot)
	}
	if err := tx.putDays(&r, changed); err != nil {
		return fmt.Errorf("save request %d: its days: %w", r.ID, err)
	}
	for s := range stored {
		if err := tx.shortenConflict(r, s); err != nil {
			return fmt.Errorf("save request %d: the conflict of %s: %w", r.ID, s, err)
		}
		if err := tx.change(`DELETE FROM request_day WHERE request_id = ? AND day = ? AND part = ?`, r.ID, s.Date, s.Part); err != nil {
			return fmt.Errorf("save request %d: drop %s: %w", r.ID, s, err)
		}
	}
	r.Person, r.Created = was.Person, was.Created
	tx.keep(r.ID, selectRequest, asStored(r))
	return nil
}

// asStored is a request as it is read back: its days in order, its instants in
// the form in which they are kept.
func asStored(r rules.Request) rules.Request {
	r = cloneRequest(r)
	r.Asked, r.Reminded, r.Since = instant(ms(r.Asked)), instant(ms(r.Reminded)), instant(ms(r.Since))
	for i := range r.Days {
		r.Days[i].DecidedAt, r.Days[i].Asked = instant(ms(r.Days[i].DecidedAt)), instant(ms(r.Days[i].Asked))
	}
	slices.SortFunc(r.Days, func(a, b rules.RequestDay) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Part.String(), b.Part.String()))
	})
	return r
}

func sameDay(a, b rules.RequestDay) bool {
	if ms(a.DecidedAt) != ms(b.DecidedAt) || ms(a.Asked) != ms(b.Asked) {
		return false
	}
	a.DecidedAt, a.Asked = b.DecidedAt, b.Asked // a time in another form is no difference
	return a == b
}

// putDays stores days of a request, all in one statement. What begins to count counts in
// the unit in which its person works on that day.
func (tx *Tx) putDays(r *rules.Request, days []rules.RequestDay) error {
	if len(days) == 0 {
		return nil
	}
	rows := make([][]any, len(days))
	for i, d := range days {
		rows[i] = []any{d.Date, d.Part, d.State, d.Asked, orNull(d.DecidedBy), orNull(d.OnBehalfOf), d.DecidedAt, d.Reason,
			orNull(d.Move.Request), d.Move.Day.Date, d.Move.Day.Part, d.Excepted}
		if err := bind(rows[i]); err != nil {
			return err
		}
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO request_day (request_id, day, part, person_id, unit_id, state, asked_at, decided_by, on_behalf_of, decided_at, reason,
			move_request, move_day, move_part, excepted)
		SELECT ?1, value ->> 0, value ->> 1, ?2, coalesce((SELECT unit_id FROM posting WHERE person_id = ?2 AND from_day <= value ->> 0
			ORDER BY from_day DESC LIMIT 1), ?3), value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
			value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11
		FROM json_each(?4) WHERE true
		ON CONFLICT DO UPDATE SET unit_id = CASE WHEN state NOT IN (1, 2) AND excluded.state IN (1, 2) THEN excluded.unit_id ELSE unit_id END,
			state = excluded.state, asked_at = excluded.asked_at, decided_by = excluded.decided_by,
			on_behalf_of = excluded.on_behalf_of, decided_at = excluded.decided_at, reason = excluded.reason,
			move_request = excluded.move_request, move_day = excluded.move_day, move_part = excluded.move_part, excepted = excluded.excepted`,
		r.ID, r.Person, r.Unit, string(list))
	return err
}

// Request loads one request with its days in order, or ErrNotFound.
func (tx *Tx) Request(id rules.RequestID) (rules.Request, error) {
	if r, ok := tx.kept.rows[id].(rules.Request); ok {
		return cloneRequest(r), nil
	}
	all, err := tx.queryRequests(selectRequest+`WHERE r.id = ? ORDER BY d.day, d.part`, id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("load request %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return rules.Request{}, err
	}
	tx.keep(id, selectRequest, cloneRequest(all[0]))
	return all[0], nil
}

func cloneRequest(r rules.Request) rules.Request {
	r.Days = slices.Clone(r.Days)
	return r
}

// WaitingFor lists the open requests that wait for an approver, oldest first.
func (tx *Tx) WaitingFor(approver rules.PersonID) ([]rules.Request, error) {
	return tx.queryRequests(selectRequest+`WHERE r.open = 1 AND r.approver_id = ?
		ORDER BY r.asked_at, r.id, d.day, d.part`, approver)
}

// CountOpen counts a person's own open requests, and those that wait for them.
func (tx *Tx) CountOpen(p rules.PersonID) (own, deciding int, err error) {
	n, err := keptRow(tx, func(r row) (n [2]int, err error) {
		err = r.Scan(&n[0], &n[1])
		return n, err
	}, `SELECT (SELECT count(*) FROM request WHERE open = 1 AND person_id = ?1), (SELECT count(*) FROM request WHERE open = 1 AND approver_id = ?1)`, p)
	if err != nil {
		return 0, 0, fmt.Errorf("count what waits: %w", err)
	}
	return n[0], n[1], nil
}

// OpenOf lists a person's own open requests, oldest first.
func (tx *Tx) OpenOf(p rules.PersonID) ([]rules.Request, error) {
	return tx.queryRequests(selectRequest+`WHERE r.open = 1 AND r.person_id = ? ORDER BY r.id, d.day, d.part`, p)
}

// OpenIn lists the open requests of a unit, oldest first.
func (tx *Tx) OpenIn(unit rules.UnitID) ([]rules.Request, error) {
	return tx.queryRequests(selectRequest+`WHERE r.open = 1 AND r.unit_id = ? ORDER BY r.id, d.day, d.part`, unit)
}

// OpenAbove lists the open requests of units and of all below them that were asked of
// more than the lowest seat, oldest first.
func (tx *Tx) OpenAbove(units []rules.UnitID) ([]rules.Request, error) {
	return tx.queryRequests(`WITH RECURSIVE down(id) AS (SELECT value FROM json_each(?)
		UNION SELECT u.id FROM down JOIN unit u ON u.parent_id = down.id) `+selectRequest+`WHERE r.id IN (
		SELECT q.id FROM down JOIN request q INDEXED BY request_open_above ON q.unit_id = down.id WHERE q.open = 1 AND q.level > 0)
		ORDER BY r.id, d.day, d.part`, idList(units))
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
