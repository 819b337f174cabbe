package store

import (
	"fmt"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// UnitWeek is what a unit did in some days: tasks that were handed in, on time of these,
// what is overdue by now, and how often somebody was at home, with a report of these.
type UnitWeek struct {
	Unit                                      rules.UnitID
	Finished, OnTime, Overdue, Home, Reported int
}

// Nothing reports that there is nothing to say of it.
func (w UnitWeek) Nothing() bool { return w.Finished+w.Overdue+w.Home == 0 }

// Add is both together.
func (w UnitWeek) Add(o UnitWeek) UnitWeek {
	return UnitWeek{w.Unit, w.Finished + o.Finished, w.OnTime + o.OnTime, w.Overdue + o.Overdue, w.Home + o.Home, w.Reported + o.Reported}
}

// WeekAsked says of which days UnitWeeks tells, and how it counts.
type WeekAsked struct {
	First, Last rules.Date
	Zone        *time.Location
	Now         time.Time // what is overdue
	FromFirst   bool      // what was returned counts from its first submission
	Waiting     bool      // what waits for somebody is overdue, too
}

// UnitWeeks tells of units in their order; of whom there is nothing it holds zeros.
func (tx *Tx) UnitWeeks(units []rules.UnitID, a WeekAsked) ([]UnitWeek, error) {
	at, out := make(map[rules.UnitID]int, len(units)), make([]UnitWeek, len(units))
	for i, u := range units {
		out[i].Unit, at[u] = u, i
	}
	read := func(take func(w *UnitWeek, n, of int), query string, args ...any) error {
		return tx.queryEach(func(r row) error {
			var unit rules.UnitID
			var n, of int
			err := r.Scan(&unit, &n, &of)
			take(&out[at[unit]], n, of)
			return err
		}, query, args...)
	}
	list, from, to := idList(units), a.First.At(0, a.Zone), (a.Last+1).At(0, a.Zone)
	err := read(func(w *UnitWeek, n, of int) { w.Finished, w.OnTime = n, of }, `SELECT t.unit_id, count(*), sum(iif(?4, t.first_submitted_at, t.submitted_at) <= t.due_at)
		FROM json_each(?1) j CROSS JOIN task t INDEXED BY task_submitted ON t.unit_id = j.value AND t.submitted_at > 0 AND t.submitted_at >= ?2 AND t.submitted_at < ?3
		WHERE t.state IN (?5, ?6) GROUP BY t.unit_id`, list, from, to, a.FromFirst, task.Submitted, task.Confirmed)
	if err != nil {
		return nil, fmt.Errorf("count what units handed in: %w", err)
	}
	if err := read(func(w *UnitWeek, n, _ int) { w.Overdue = n }, `SELECT t.unit_id, count(*), 0
		FROM json_each(?1) j CROSS JOIN task t ON t.unit_id = j.value AND t.live = 1 AND t.due_at < ?2
		WHERE t.state <> ?3 AND (?4 OR NOT EXISTS (SELECT 1 FROM blocker b WHERE b.task_id = t.id AND b.closed_at = 0)) GROUP BY t.unit_id`,
		list, a.Now, task.Submitted, a.Waiting); err != nil {
		return nil, fmt.Errorf("count what is overdue in units: %w", err)
	}
	if err := read(func(w *UnitWeek, n, of int) { w.Home, w.Reported = n, of }, `SELECT h.unit_id, count(*), sum(h.reported) FROM (SELECT DISTINCT d.unit_id, d.person_id, d.day,
			EXISTS (SELECT 1 FROM progress p WHERE p.by_id = d.person_id AND p.day = d.day) AS reported
		FROM json_each(?1) j CROSS JOIN request_day d ON d.unit_id = j.value AND d.day BETWEEN ?2 AND ?3 AND d.state IN (2, 8)) h GROUP BY h.unit_id`,
		list, a.First, a.Last); err != nil {
		return nil, fmt.Errorf("count who was at home in units: %w", err)
	}
	return out, nil
}
