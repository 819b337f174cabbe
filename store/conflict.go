package store

import (
	"encoding/json"
	"fmt"

	"tainha/rules"
)

const selectConflict = `SELECT request_id, day, part, person_id, unit_id, state, causes, found_at, kept_by, kept_at, reason FROM conflict `

func scanConflict(r row) (s rules.Standing, err error) {
	var causes string
	err = r.Scan(&s.Request, &s.Date, &s.Part, &s.Person, &s.Unit, &s.State, &causes, &s.Found, &s.KeptBy, &s.KeptAt, &s.Reason)
	if err == nil {
		err = json.Unmarshal([]byte(causes), &s.Causes)
	}
	return s, err
}

// ConflictsIn lists the conflicts of a unit, and the days released there of which
// their person was not told yet, in order.
func (tx *Tx) ConflictsIn(unit rules.UnitID) ([]rules.Standing, error) {
	return queryAll(tx, scanConflict, selectConflict+`WHERE unit_id = ? ORDER BY day, person_id, part`, unit)
}

// ConflictsOf lists the conflicts of a request, in order.
func (tx *Tx) ConflictsOf(id rules.RequestID) ([]rules.Standing, error) {
	return queryAll(tx, scanConflict, selectConflict+`WHERE request_id = ? AND state <> 'released' ORDER BY day, part`, id)
}

// ConflictsAbout lists the conflicts of a person, in order.
func (tx *Tx) ConflictsAbout(p rules.PersonID) ([]rules.Standing, error) {
	return queryAll(tx, scanConflict, selectConflict+`WHERE person_id = ? ORDER BY day, part`, p)
}

// OpenConflicts lists a page of what is to be settled in some units from a day on,
// the nearest day first; without units everywhere.
func (tx *Tx) OpenConflicts(units []rules.UnitID, from rules.Date, skip, limit int) ([]rules.Standing, error) {
	if units == nil {
		return queryAll(tx, scanConflict, selectConflict+`INDEXED BY conflict_day WHERE state = 'open' AND day >= ?
			ORDER BY day, person_id, part LIMIT ? OFFSET ?`, from, limit, skip)
	}
	return queryAll(tx, scanConflict, selectConflict+`WHERE unit_id IN (SELECT value FROM json_each(?)) AND state = 'open' AND day >= ?
		ORDER BY day, person_id, part LIMIT ? OFFSET ?`, idList(units), from, limit, skip)
}

// CountOpenConflicts counts what OpenConflicts would list.
func (tx *Tx) CountOpenConflicts(units []rules.UnitID, from rules.Date) (n int, err error) {
	if units == nil {
		n, err = queryRow(tx, scalar[int], `SELECT count(*) FROM conflict INDEXED BY conflict_day WHERE state = 'open' AND day >= ?`, from)
	} else {
		n, err = queryRow(tx, scalar[int], `SELECT count(*) FROM conflict WHERE unit_id IN (SELECT value FROM json_each(?)) AND state = 'open' AND day >= ?`,
			idList(units), from)
	}
	if err != nil {
		return 0, fmt.Errorf("count the conflicts: %w", err)
	}
	return n, nil
}

// ConflictPlace is how far a walk through the untold conflicts has come.
type ConflictPlace struct {
	Unit    rules.UnitID
	Request rules.RequestID
	rules.Slot
}

// UntoldConflicts lists up to limit conflicts behind a place of which somebody is
// still to be told, unit by unit.
func (tx *Tx) UntoldConflicts(after ConflictPlace, limit int) ([]rules.Standing, error) {
	return queryAll(tx, scanConflict, selectConflict+`INDEXED BY conflict_untold WHERE untold <> 0 AND (unit_id, request_id, day, part) > (?, ?, ?, ?)
		ORDER BY unit_id, request_id, day, part LIMIT ?`, after.Unit, after.Request, after.Date, after.Part, limit)
}

// SaveConflict stores a conflict as it stands. One that released itself and was told
// is not kept.
func (tx *Tx) SaveConflict(s rules.Standing) error {
	if s.State == rules.ConflictReleased && s.Untold() == 0 {
		return tx.DropConflict(s)
	}
	causes, err := json.Marshal(s.Causes)
	if err != nil {
		return fmt.Errorf("save the conflict of request %d: %w", s.Request, err)
	}
	_, err = tx.exec(`INSERT INTO conflict (request_id, day, part, person_id, unit_id, state, causes, untold, found_at, kept_by, kept_at, reason)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET unit_id = excluded.unit_id, state = excluded.state, causes = excluded.causes, untold = excluded.untold,
			found_at = excluded.found_at, kept_by = excluded.kept_by, kept_at = excluded.kept_at, reason = excluded.reason`,
		s.Request, s.Date, s.Part, s.Person, s.Unit, string(s.State), string(causes), int(s.Untold()), s.Found, orNull(s.KeptBy), s.KeptAt, s.Reason)
	if err != nil {
		return fmt.Errorf("save the conflict of request %d: %w", s.Request, err)
	}
	return nil
}

// shortenConflict lets the conflict of a whole day that goes stay with each half of it
// that is left: who was told of it, and whoever kept it, are not asked again.
func (tx *Tx) shortenConflict(r rules.Request, gone rules.Slot) error {
	stands := gone.Part // whose conflict there is
	for _, d := range r.Days {
		if gone.Part != rules.Whole || d.Date != gone.Date || d.State != rules.Pending && d.State != rules.Approved {
			continue
		}
		move := `UPDATE conflict SET part = ?1 WHERE request_id = ?2 AND day = ?3 AND part = ?4`
		if stands != gone.Part { // the other half of it
			move = `INSERT INTO conflict (request_id, day, part, person_id, unit_id, state, causes, untold, found_at, kept_by, kept_at, reason)
				SELECT request_id, day, ?1, person_id, unit_id, state, causes, untold, found_at, kept_by, kept_at, reason
				FROM conflict WHERE request_id = ?2 AND day = ?3 AND part = ?4`
		}
		if _, err := tx.exec(move, d.Part, r.ID, gone.Date, stands); err != nil {
			return err
		}
		stands = d.Part
	}
	return nil
}

// DropConflict forgets a conflict: its causes went.
func (tx *Tx) DropConflict(s rules.Standing) error {
	if _, err := tx.exec(`DELETE FROM conflict WHERE request_id = ? AND day = ? AND part = ?`, s.Request, s.Date, s.Part); err != nil {
		return fmt.Errorf("drop the conflict of request %d: %w", s.Request, err)
	}
	return nil
}

// UnitsToJudge lists up to limit units whose days are to be judged again.
func (tx *Tx) UnitsToJudge(limit int) ([]rules.UnitID, error) {
	return queryAll(tx, scalar[rules.UnitID], `SELECT unit_id FROM judge_queue ORDER BY unit_id LIMIT ?`, limit)
}

// JudgeAll puts every unit in the queue that has days which wait or are approved, or
// conflicts. What changes in the database does so by itself.
func (tx *Tx) JudgeAll() error {
	if _, err := tx.exec(`INSERT INTO judge_queue (unit_id) SELECT unit_id FROM (SELECT unit_id FROM request_day INDEXED BY request_day_pending WHERE state = 1
		UNION SELECT unit_id FROM request_day INDEXED BY request_day_approved WHERE state = 2 UNION SELECT unit_id FROM conflict) WHERE true ON CONFLICT DO NOTHING`); err != nil {
		return fmt.Errorf("queue everything to be judged: %w", err)
	}
	return nil
}

// ConflictsUntil lists the conflicts of days that don't come after one.
func (tx *Tx) ConflictsUntil(d rules.Date) ([]rules.Standing, error) {
	return queryAll(tx, scanConflict, selectConflict+`INDEXED BY conflict_unit WHERE unit_id IN (SELECT id FROM unit) AND state IN ('open', 'kept') AND day <= ?`, d)
}

// JudgeBeside puts the unit of a conflict in the queue, and every other one in which
// its person works.
func (tx *Tx) JudgeBeside(s rules.Standing) error {
	if _, err := tx.exec(`INSERT INTO judge_queue (unit_id) SELECT ?1 UNION SELECT unit_id FROM posting WHERE person_id = ?2 ON CONFLICT DO NOTHING`, s.Unit, s.Person); err != nil {
		return fmt.Errorf("queue what stands beside the conflict of request %d: %w", s.Request, err)
	}
	return nil
}

// DayUnits lists the units that have days which wait or are approved from a day on.
func (tx *Tx) DayUnits(from rules.Date) ([]rules.UnitID, error) {
	return queryAll(tx, scalar[rules.UnitID], `SELECT unit_id FROM request_day INDEXED BY request_day_pending WHERE state = 1 AND day >= ?1
		UNION SELECT unit_id FROM request_day INDEXED BY request_day_approved WHERE state = 2 AND day >= ?1 ORDER BY unit_id`, from)
}

// Judged takes a unit out of the queue.
func (tx *Tx) Judged(unit rules.UnitID) error {
	if _, err := tx.exec(`DELETE FROM judge_queue WHERE unit_id = ?`, unit); err != nil {
		return fmt.Errorf("note that unit %d was judged: %w", unit, err)
	}
	return nil
}

// JudgeMark is the day on which everything was judged last, and the fingerprint of
// the configuration by which it was.
type JudgeMark struct {
	Day           rules.Date
	Configuration string
}

// JudgeMark loads when everything was judged last.
func (tx *Tx) JudgeMark() (JudgeMark, error) {
	m, err := queryRow(tx, func(r row) (m JudgeMark, err error) {
		err = r.Scan(&m.Day, &m.Configuration)
		return m, err
	}, `SELECT day, configuration FROM judge_mark WHERE id = 1`)
	if err != nil {
		return m, fmt.Errorf("load when everything was judged: %w", err)
	}
	return m, nil
}

// SetJudgeMark notes that everything was put in the queue.
func (tx *Tx) SetJudgeMark(m JudgeMark) error {
	if err := tx.change(`UPDATE judge_mark SET day = ?, configuration = ? WHERE id = 1`, m.Day, m.Configuration); err != nil {
		return fmt.Errorf("note when everything was judged: %w", err)
	}
	return nil
}
