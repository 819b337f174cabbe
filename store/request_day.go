package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

// counting are the states that rules.RequestState.Counts names: pending,
// approved, done.
const counting = `state IN (1, 2, 8)`

const selectHomeDay = `SELECT request_id, person_id, unit_id, day, part, state, asked_at, move_request, move_day, move_part FROM request_day `

func scanHomeDay(r row) (h rules.HomeDay, err error) {
	err = r.Scan(&h.Request, &h.Person, &h.Unit, &h.Date, &h.Part, &h.State, &h.Asked, &h.Move.Request, &h.Move.Day.Date, &h.Move.Day.Part)
	return h, err
}

// HomeDays lists a person's days in from..to that count against the limits, in
// whichever unit, in order.
func (tx *Tx) HomeDays(p rules.PersonID, from, to rules.Date) ([]rules.HomeDay, error) {
	return keptAll(tx, scanHomeDay, selectHomeDay+`WHERE person_id = ? AND day BETWEEN ? AND ? AND `+counting+`
		ORDER BY day, part`, p, from, to)
}

// HomeDaysAround lists the days in from..to that count, of a person in whichever
// unit and of everybody in some units, in order.
func (tx *Tx) HomeDaysAround(p rules.PersonID, units []rules.UnitID, from, to rules.Date) ([]rules.HomeDay, error) {
	const days = ` AND day BETWEEN ?2 AND ?3 AND ` + counting
	return keptAll(tx, scanHomeDay, selectHomeDay+`WHERE person_id = ?1`+days+`
		UNION `+selectHomeDay+`WHERE unit_id IN (SELECT value FROM json_each(?4))`+days+`
		ORDER BY day, person_id, part`, p, from, to, idList(units))
}

// HomeDaysIn lists who is, or asks to be, at home in a unit on from..to: the
// days that count, in order.
func (tx *Tx) HomeDaysIn(unit rules.UnitID, from, to rules.Date) ([]rules.HomeDay, error) {
	return keptAll(tx, scanHomeDay, selectHomeDay+`WHERE unit_id = ? AND day BETWEEN ? AND ? AND `+counting+`
		ORDER BY day, person_id, part`, unit, from, to)
}

// HomeDaysOfStaff lists the days in from..to that count, in whichever unit, of
// everybody who was or is posted to a unit: what their own limits are judged by.
func (tx *Tx) HomeDaysOfStaff(unit rules.UnitID, from, to rules.Date) ([]rules.HomeDay, error) {
	return keptAll(tx, scanHomeDay, selectHomeDay+`WHERE person_id IN (SELECT person_id FROM posting WHERE unit_id = ?)
		AND day BETWEEN ? AND ? AND `+counting+` ORDER BY day, person_id, part`, unit, from, to)
}

// HomeOn lists the approved days at home on a day, of everybody; those that are over are
// not among them.
func (tx *Tx) HomeOn(day rules.Date) ([]rules.HomeDay, error) {
	list, err := keptAll(tx, scanHomeDay, selectHomeDay+`INDEXED BY request_day_approved WHERE state = 2 AND day = ? ORDER BY person_id, part`, day)
	if err != nil {
		return nil, fmt.Errorf("find who is at home on %s: %w", day, err)
	}
	return list, nil
}

// HomeCount is how many people of a unit are at home on a day, those who still
// wait for a decision included.
type HomeCount struct {
	Date               rules.Date
	Morning, Afternoon int
}

// Halves is the count in half-days.
func (c HomeCount) Halves() int { return c.Morning + c.Afternoon }

// HomeCounts counts HomeDaysIn by day; days with nobody are left out.
func (tx *Tx) HomeCounts(unit rules.UnitID, from, to rules.Date) ([]HomeCount, error) {
	return queryAll(tx, func(r row) (c HomeCount, err error) {
		err = r.Scan(&c.Date, &c.Morning, &c.Afternoon)
		return c, err
	}, `SELECT day, sum(part <> 'pm'), sum(part <> 'am') FROM request_day
		WHERE unit_id = ? AND day BETWEEN ? AND ? AND `+counting+` GROUP BY day`, unit, from, to)
}

// PendingUntil lists up to limit requests with a pending day not after day, by
// id: what nobody decided in time.
func (tx *Tx) PendingUntil(day rules.Date, limit int) ([]rules.RequestID, error) {
	return queryAll(tx, scalar[rules.RequestID], `SELECT DISTINCT request_id FROM request_day INDEXED BY request_day_pending
		WHERE state = 1 AND day <= ? ORDER BY request_id LIMIT ?`, day, limit)
}

// ApprovedUntil lists up to limit requests with an approved day not after day,
// by id: what is over and becomes done.
func (tx *Tx) ApprovedUntil(day rules.Date, limit int) ([]rules.RequestID, error) {
	return queryAll(tx, scalar[rules.RequestID], `SELECT DISTINCT request_id FROM request_day INDEXED BY request_day_approved
		WHERE state = 2 AND day <= ? ORDER BY request_id LIMIT ?`, day, limit)
}

// LastDecided lists the requests in which the person decided a day since a moment,
// the newest decision first.
func (tx *Tx) LastDecided(by rules.PersonID, since time.Time, limit int) ([]rules.RequestID, error) {
	list, err := queryAll(tx, scalar[rules.RequestID], `SELECT request_id FROM request_day
		WHERE decided_by = ? AND decided_at > ? GROUP BY request_id ORDER BY max(decided_at) DESC, request_id LIMIT ?`, by, since, limit)
	if err != nil {
		return nil, fmt.Errorf("find what person %d decided: %w", by, err)
	}
	return list, nil
}

// EveningOn lists up to limit requests with an id over after, by id, with a pending or
// approved day on day, in the afternoon alone or in any part, whose requester was not
// told on the evening before how it stands.
func (tx *Tx) EveningOn(day rules.Date, afternoon bool, after rules.RequestID, limit int) ([]rules.RequestID, error) {
	return queryAll(tx, scalar[rules.RequestID], `SELECT request_id FROM (
		SELECT request_id, part, evening_at FROM request_day INDEXED BY request_day_pending WHERE state = 1 AND day = ?1
		UNION ALL SELECT request_id, part, evening_at FROM request_day INDEXED BY request_day_approved WHERE state = 2 AND day = ?1)
		WHERE evening_at = 0 AND request_id > ?3 AND (part = 'pm' OR NOT ?2) GROUP BY request_id ORDER BY request_id LIMIT ?4`, day, afternoon, after, limit)
}

// MarkEvening notes that the requester was told on the evening before how the days of
// a request on a day stand.
func (tx *Tx) MarkEvening(id rules.RequestID, day rules.Date, at time.Time) error {
	if err := tx.change(`UPDATE request_day SET evening_at = ? WHERE request_id = ? AND day = ?`, at, id, day); err != nil {
		return fmt.Errorf("note that the requester was told of %s of request %d: %w", day, id, err)
	}
	return nil
}
