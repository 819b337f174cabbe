package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

// selectPosting reads postings with the day on which the next one begins.
const selectPosting = `SELECT g.person_id, g.unit_id, g.position_id, g.from_day, coalesce((
	SELECT min(n.from_day) FROM posting n WHERE n.person_id = g.person_id AND n.from_day > g.from_day), '') AS next_day
	FROM posting g `

func scanPosting(r row) (p rules.Posting, err error) {
	var next rules.Date
	err = r.Scan(&p.Person, &p.Unit, &p.Position, &p.From, &next)
	if !next.IsZero() {
		p.To = next - 1
	}
	return p, err
}

// held is a posting with the position that it is.
type held struct {
	rules.Posting
	position rules.Position
}

// Career lists where a person worked, works and will work, in order, with the
// positions held.
func (tx *Tx) Career(p rules.PersonID) ([]rules.Posting, map[rules.PositionID]rules.Position, error) {
	list, err := keptAll(tx, func(r row) (h held, err error) {
		var next rules.Date
		x := &h.position
		err = r.Scan(&h.Person, &h.Unit, &h.Position, &h.From, &next,
			&x.ID, &x.Code, &x.Name, &x.CitizenFacing, &x.HandlesProcedures, &x.OpenToPilot)
		if !next.IsZero() {
			h.To = next - 1
		}
		return h, err
	}, `SELECT g.person_id, g.unit_id, g.position_id, g.from_day, coalesce(lead(g.from_day) OVER (ORDER BY g.from_day), ''),
		x.id, x.code, x.name, x.citizen_facing, x.handles_procedures, x.open_to_pilot
		FROM posting g JOIN position x ON x.id = g.position_id WHERE g.person_id = ? ORDER BY g.from_day`, p)
	if err != nil {
		return nil, nil, fmt.Errorf("load the career of person %d: %w", p, err)
	}
	postings, positions := make([]rules.Posting, len(list)), map[rules.PositionID]rules.Position{}
	for i, h := range list {
		postings[i], positions[h.position.ID] = h.Posting, h.position
	}
	return postings, positions, nil
}

// Postings lists where a person worked, works and will work, in order.
func (tx *Tx) Postings(p rules.PersonID) ([]rules.Posting, error) {
	return keptAll(tx, scanPosting, selectPosting+`WHERE g.person_id = ? ORDER BY g.from_day`, p)
}

// PostingsIn lists the postings of active staff in a unit that touch the days
// from..to.
func (tx *Tx) PostingsIn(unit rules.UnitID, from, to rules.Date) ([]rules.Posting, error) {
	return keptAll(tx, scanPosting, selectPosting+`JOIN person p ON p.id = g.person_id
		WHERE g.unit_id = ? AND g.from_day <= ? AND p.active = 1 AND (next_day = '' OR next_day > ?)
		ORDER BY g.person_id, g.from_day`, unit, to, from)
}

// Stay is a posting, with the moment at which the person left the staff; zero: they did not.
type Stay struct {
	rules.Posting
	Left time.Time
}

// StaysIn lists the postings in a unit that touch the days from..to, of active staff and
// of whoever left the staff since a moment.
func (tx *Tx) StaysIn(unit rules.UnitID, from, to rules.Date, since time.Time) ([]Stay, error) {
	return queryAll(tx, func(r row) (s Stay, err error) {
		var next rules.Date
		err = r.Scan(&s.Person, &s.Unit, &s.Position, &s.From, &next, &s.Left)
		if !next.IsZero() {
			s.To = next - 1
		}
		return s, err
	}, `SELECT g.person_id, g.unit_id, g.position_id, g.from_day, coalesce((
			SELECT min(n.from_day) FROM posting n WHERE n.person_id = g.person_id AND n.from_day > g.from_day), '') AS next_day,
			CASE WHEN p.active = 1 THEN 0 ELSE p.left_at END
		FROM posting g JOIN person p ON p.id = g.person_id
		WHERE g.unit_id = ? AND g.from_day <= ? AND (next_day = '' OR next_day > ?) AND (p.active = 1 OR p.left_at >= ?)
		ORDER BY g.person_id, g.from_day`, unit, to, from, since)
}

// Move posts a person to a unit and position from a day on, until the next
// posting that is already planned. Their pending and approved days from then on
// count in the new unit.
func (tx *Tx) Move(p rules.PersonID, from rules.Date, unit rules.UnitID, position rules.PositionID) error {
	_, err := tx.exec(`INSERT INTO posting (person_id, from_day, unit_id, position_id) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET unit_id = excluded.unit_id, position_id = excluded.position_id`, p, from, unit, position)
	if err != nil {
		return fmt.Errorf("post person %d: %w", p, err)
	}
	return tx.recount(p, from)
}

// DropPosting takes a planned posting back; the one before it goes on.
// ErrNotFound: none begins on that day.
func (tx *Tx) DropPosting(p rules.PersonID, from rules.Date) error {
	if err := tx.change(`DELETE FROM posting WHERE person_id = ? AND from_day = ?`, p, from); err != nil {
		return fmt.Errorf("drop a posting of person %d: %w", p, err)
	}
	return tx.recount(p, from)
}

// recount makes the live days of a person count in the unit they are posted to.
func (tx *Tx) recount(p rules.PersonID, from rules.Date) error {
	_, err := tx.exec(`UPDATE request_day SET unit_id = coalesce((SELECT g.unit_id FROM posting g
			WHERE g.person_id = request_day.person_id AND g.from_day <= request_day.day ORDER BY g.from_day DESC LIMIT 1), unit_id)
		WHERE person_id = ? AND day >= ? AND state IN (1, 2)`, p, from)
	if err != nil {
		return fmt.Errorf("move the days of person %d: %w", p, err)
	}
	return nil
}
