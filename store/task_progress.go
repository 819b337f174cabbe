package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

const selectReport = `SELECT id, task_id, by_id, day, part, at, done, percent, note, files, home_am, home_pm, late, corrects FROM progress `

func scanReport(r row) (p task.Report, err error) {
	var files string
	if err = r.Scan(&p.ID, &p.Task, &p.By, &p.Day, &p.Part, &p.At, &p.Done, &p.Percent, &p.Note, &files, &p.Home[0], &p.Home[1], &p.Late, &p.Corrects); err != nil {
		return p, err
	}
	p.Files, err = filesOf(files)
	return p, err
}

// filesOf reads what proves a report; where only ids were kept, files of these.
func filesOf(kept string) (files []task.File, err error) {
	if err := json.Unmarshal([]byte(kept), &files); err == nil {
		return files, nil
	}
	var ids []string
	if err := json.Unmarshal([]byte(kept), &ids); err != nil {
		return nil, fmt.Errorf("read what proves a report: %w", err)
	}
	files = nil
	for _, id := range ids {
		files = append(files, task.File{ID: id})
	}
	return files, nil
}

// Report loads one, or ErrNotFound.
func (tx *Tx) Report(id task.ReportID) (task.Report, error) {
	p, err := queryRow(tx, scanReport, selectReport+`WHERE id = ?`, id)
	if err != nil {
		return p, fmt.Errorf("load report %d: %w", id, err)
	}
	return p, nil
}

// AddReport keeps a progress report, with its new id.
func (tx *Tx) AddReport(p *task.Report) error {
	files, err := json.Marshal(append([]task.File{}, p.Files...))
	if err != nil {
		return fmt.Errorf("keep a report on task %d: %w", p.Task, err)
	}
	id, err := tx.insert(`INSERT INTO progress (task_id, by_id, day, part, at, done, percent, note, files, home_am, home_pm, late, corrects)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Task, p.By, p.Day, p.Part, p.At, p.Done, p.Percent, p.Note, string(files), p.Home[0], p.Home[1], p.Late, orNull(p.Corrects))
	if err != nil {
		return fmt.Errorf("keep a report on task %d: %w", p.Task, err)
	}
	p.ID = task.ReportID(id)
	return nil
}

// ReportsOn lists the reports on a task, oldest first.
func (tx *Tx) ReportsOn(id task.ID) ([]task.Report, error) {
	list, err := queryAll(tx, scanReport, selectReport+`WHERE task_id = ? ORDER BY id`, id)
	if err != nil {
		return nil, fmt.Errorf("load the reports on task %d: %w", id, err)
	}
	return list, nil
}

// ReportsBy lists what a person reported of days from..to, in order.
func (tx *Tx) ReportsBy(p rules.PersonID, from, to rules.Date) ([]task.Report, error) {
	list, err := queryAll(tx, scanReport, selectReport+`WHERE by_id = ? AND day BETWEEN ? AND ? ORDER BY day, id`, p, from, to)
	if err != nil {
		return nil, fmt.Errorf("load the reports of person %d: %w", p, err)
	}
	return list, nil
}

// ReportsIn lists what was reported on a unit's tasks of days from..to, in order.
func (tx *Tx) ReportsIn(unit rules.UnitID, from, to rules.Date) ([]task.Report, error) {
	list, err := queryAll(tx, scanReport, selectReport+`WHERE task_id IN (SELECT id FROM task WHERE unit_id = ?) AND day BETWEEN ? AND ? ORDER BY day, by_id, id`, unit, from, to)
	if err != nil {
		return nil, fmt.Errorf("load the reports of unit %d: %w", unit, err)
	}
	return list, nil
}

const selectStrike = `SELECT id, task_id, kind, day, note, by_id, at FROM strike `

// Reporters lists the active people who reported something on from..to, by id.
func (tx *Tx) Reporters(from, to rules.Date) ([]rules.PersonID, error) {
	list, err := queryAll(tx, scalar[rules.PersonID], `SELECT id FROM person WHERE active = 1
		AND EXISTS (SELECT 1 FROM progress WHERE by_id = person.id AND day BETWEEN ? AND ?) ORDER BY id`, from, to)
	if err != nil {
		return nil, fmt.Errorf("find who reported: %w", err)
	}
	return list, nil
}

// InUnit is somebody in a unit.
type InUnit struct {
	Unit   rules.UnitID
	Person rules.PersonID
}

// SilentOn lists who of some units was at home on a day and not away after all, had an open
// task then and neither reported nor was blocked.
func (tx *Tx) SilentOn(units []rules.UnitID, day rules.Date, zone *time.Location) ([]InUnit, error) {
	list, err := queryAll(tx, func(r row) (x InUnit, err error) {
		err = r.Scan(&x.Unit, &x.Person)
		return x, err
	}, `SELECT DISTINCT d.unit_id, d.person_id FROM json_each(?1) j JOIN request_day d ON d.unit_id = j.value AND d.day = ?2 AND d.state IN (2, 8)
		WHERE EXISTS (SELECT 1 FROM task t WHERE t.owner_id = d.person_id AND t.live = 1 AND t.state <> ?5 AND t.made_at < ?3)
		AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.person_id = d.person_id AND a.ended_at IS NULL AND a.first_day <= ?2 AND a.last_day >= ?2 AND a.part IN ('', d.part))
		AND NOT EXISTS (SELECT 1 FROM progress p WHERE p.by_id = d.person_id AND p.day = ?2)
		AND NOT EXISTS (SELECT 1 FROM blocker b WHERE b.by_id = d.person_id AND b.since >= ?3 AND b.since < ?4)
		ORDER BY d.unit_id, d.person_id`, idList(units), day, day.At(0, zone), (day+1).At(0, zone), task.Submitted)
	if err != nil {
		return nil, fmt.Errorf("find of whom nothing was heard on %s: %w", day, err)
	}
	return list, nil
}

func scanStrike(r row) (s task.Strike, err error) {
	err = r.Scan(&s.ID, &s.Task, &s.Kind, &s.Day, &s.Note, &s.By, &s.At)
	return s, err
}

// AddStrike keeps a check that failed, of the owner's, with its new id.
func (tx *Tx) AddStrike(owner rules.PersonID, s *task.Strike) error {
	id, err := tx.insert(`INSERT INTO strike (task_id, person_id, kind, day, note, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		s.Task, owner, s.Kind, s.Day, s.Note, s.By, s.At)
	if err != nil {
		return fmt.Errorf("keep a strike of task %d: %w", s.Task, err)
	}
	s.ID = task.StrikeID(id)
	return nil
}

// Strikes lists the strikes of tasks, oldest first.
func (tx *Tx) Strikes(ids ...task.ID) ([]task.Strike, error) {
	list, err := queryAll(tx, scanStrike, selectStrike+`WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY id`, idList(ids))
	if err != nil {
		return nil, fmt.Errorf("load strikes: %w", err)
	}
	return list, nil
}

// AddWaiver keeps what takes strikes of the owner's away.
func (tx *Tx) AddWaiver(owner rules.PersonID, w task.Waiver) error {
	if _, err := tx.exec(`INSERT INTO waiver (task_id, person_id, strike_id, kind, reason, by_id, for_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		w.Task, owner, orNull(w.Strike), w.Kind, w.Reason, w.By, orNull(w.For), w.At); err != nil {
		return fmt.Errorf("keep a waiver of task %d: %w", w.Task, err)
	}
	return nil
}

const selectWaiver = `SELECT task_id, strike_id, kind, reason, by_id, for_id, at FROM waiver `

func scanWaiver(r row) (w task.Waiver, err error) {
	err = r.Scan(&w.Task, &w.Strike, &w.Kind, &w.Reason, &w.By, &w.For, &w.At)
	return w, err
}

// Waivers lists the waivers of tasks, oldest first.
func (tx *Tx) Waivers(ids ...task.ID) ([]task.Waiver, error) {
	list, err := queryAll(tx, scanWaiver, selectWaiver+`WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY id`, idList(ids))
	if err != nil {
		return nil, fmt.Errorf("load waivers: %w", err)
	}
	return list, nil
}

// StrikesOf lists the strikes of a person's tasks and the waivers, oldest first.
func (tx *Tx) StrikesOf(p rules.PersonID) ([]task.Strike, []task.Waiver, error) {
	strikes, err := queryAll(tx, scanStrike, selectStrike+`WHERE person_id = ? ORDER BY id`, p)
	if err != nil {
		return nil, nil, fmt.Errorf("load the strikes of person %d: %w", p, err)
	}
	waivers, err := queryAll(tx, scanWaiver, selectWaiver+`WHERE person_id = ? ORDER BY id`, p)
	if err != nil {
		return nil, nil, fmt.Errorf("load the waivers of person %d: %w", p, err)
	}
	return strikes, waivers, nil
}
