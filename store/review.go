package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/task"
)

// ReviewAsked says of which units and days a review tells, and how it counts.
type ReviewAsked struct {
	Units       []rules.UnitID
	First, Last rules.Date
	Zone        *time.Location
	FromFirst   bool // what was returned counts from its first submission
}

func (a ReviewAsked) bounds() (list string, from, to time.Time, shift int) {
	from, to = a.First.At(0, a.Zone), (a.Last+1).At(0, a.Zone)
	_, shift = from.Zone()
	return idList(a.Units), from, to, shift
}

// Counted is what one unit counted in a month of one question: n of N, of so many persons.
type Counted struct {
	Question review.Question
	Unit     rules.UnitID
	Month    rules.Date // its first day
	review.Share
	Persons int
	People  []int64 // who they are, where that is told; in order
}

// idsOf reads a list of numbers, in order.
func idsOf(list string) (out []int64, err error) {
	err = json.Unmarshal([]byte(list), &out)
	slices.Sort(out)
	return out, err
}

// ReviewCounts counts, unit by unit and month by month: tasks by their deadline that were handed in by then; of those handed in,
// those that were returned, and those with a major content error that nobody waived; published scores that were petitioned against.
// Units are those that the work was assigned in, not those below them.
func (tx *Tx) ReviewCounts(a ReviewAsked) ([]Counted, error) {
	list, from, to, shift := a.bounds()
	var out []Counted
	err := tx.queryEach(func(r row) error {
		var unit rules.UnitID
		var month rules.Date
		var n, onTime, finished, returned, struck int
		var owners, handers string
		if err := r.Scan(&unit, &month, &n, &owners, &onTime, &finished, &handers, &returned, &struck); err != nil {
			return err
		}
		people, err := idsOf(owners)
		if err != nil {
			return err
		}
		handedIn, err := idsOf(handers)
		if err != nil {
			return err
		}
		add := func(q review.Question, of, all int, people []int64) {
			out = append(out, Counted{q, unit, month, review.Share{Of: of, All: all}, len(people), people})
		}
		add(review.OnTime, onTime, n, people)
		add(review.Rework, returned, finished, handedIn)
		add(review.Strikes, struck, finished, handedIn)
		return nil
	}, `SELECT x.unit_id, x.month, count(*), json_group_array(DISTINCT x.owner_id), sum(x.ended > 0 AND x.ended <= x.due_at), sum(x.first > 0),
			json_group_array(DISTINCT x.owner_id) FILTER (WHERE x.first > 0), sum(x.first > 0 AND (x.state = ?7 OR x.last > x.first)), sum(x.first > 0 AND x.struck) FROM (
		SELECT t.unit_id, t.owner_id, t.due_at, t.state, t.first_submitted_at AS first, t.submitted_at AS last,
			strftime('%Y-%m-01', t.due_at / 1000 + ?4, 'unixepoch') AS month,
			iif(t.state IN (?5, ?6), iif(?8, t.first_submitted_at, t.submitted_at), 0) AS ended,
			EXISTS (SELECT 1 FROM strike s WHERE s.task_id = t.id AND s.kind = ?11
				AND NOT EXISTS (SELECT 1 FROM waiver w WHERE w.task_id = s.task_id AND w.kind = s.kind AND (w.strike_id IS NULL OR w.strike_id = s.id))) AS struck
		FROM json_each(?1) j CROSS JOIN task t INDEXED BY task_unit ON t.unit_id = j.value AND t.live IN (0, 1) AND t.due_at >= ?2 AND t.due_at < ?3
		WHERE t.state NOT IN (?9, ?10, ?12) AND t.extra = 0) x GROUP BY x.unit_id, x.month`,
		list, from, to, shift, task.Submitted, task.Confirmed, task.Returned, a.FromFirst, task.Drafted, task.Recalled, task.QualityStrike, task.HandedOn)
	if err != nil {
		return nil, fmt.Errorf("count the work of units: %w", err)
	}
	err = tx.queryEach(func(r row) error {
		c := Counted{Question: review.Petitions}
		var people string
		err := r.Scan(&c.Unit, &c.Month, &c.All, &c.Of, &people)
		if err == nil {
			c.People, err = idsOf(people)
		}
		c.Persons = len(c.People)
		out = append(out, c)
		return err
	}, `SELECT e.unit_id, strftime('%Y-%m-01', e.first_day) AS month, count(*), sum(e.petition_at > 0), json_group_array(DISTINCT e.person_id)
		FROM json_each(?1) j CROSS JOIN evaluation e ON e.unit_id = j.value AND e.first_day BETWEEN ?2 AND ?3
		WHERE e.published_at > 0 AND e.version = (SELECT max(o.version) FROM evaluation o WHERE o.person_id = e.person_id AND o.first_day = e.first_day AND o.last_day = e.last_day)
		GROUP BY e.unit_id, month`, list, a.First, a.Last)
	if err != nil {
		return nil, fmt.Errorf("count the petitions of units: %w", err)
	}
	return out, nil
}

// Used is how many half days at home a unit used in a month, of how many persons; Above of them were kept though they broke a
// limit, Lifted were asked for after the cut-off.
type Used struct {
	Unit                           rules.UnitID
	Month                          rules.Date
	Halves, Persons, Above, Lifted int
	People                         []int64 // who they are, in order
}

// ReviewUse counts the days at home that were approved and are over, unit by unit and month by month.
func (tx *Tx) ReviewUse(a ReviewAsked) ([]Used, error) {
	list, _, _, _ := a.bounds()
	out, err := queryAll(tx, func(r row) (u Used, err error) {
		var people string
		if err := r.Scan(&u.Unit, &u.Month, &u.Halves, &people, &u.Above, &u.Lifted); err != nil {
			return u, err
		}
		u.People, err = idsOf(people)
		u.Persons = len(u.People)
		return u, err
	}, `SELECT d.unit_id, strftime('%Y-%m-01', d.day) AS month, sum(iif(d.part = '', 2, 1)), json_group_array(DISTINCT d.person_id),
			sum(EXISTS (SELECT 1 FROM conflict c WHERE c.request_id = d.request_id AND c.day = d.day AND c.part = d.part AND c.state = 'kept')),
			sum((SELECT q.exception_id IS NOT NULL FROM request q WHERE q.id = d.request_id))
		FROM json_each(?1) j CROSS JOIN request_day d ON d.unit_id = j.value AND d.day BETWEEN ?2 AND ?3 AND d.state IN (2, 8) GROUP BY d.unit_id, month`,
		list, a.First, a.Last)
	if err != nil {
		return nil, fmt.Errorf("count the days at home of units: %w", err)
	}
	return out, nil
}

// DaysOf is what one person did on the days of one kind that fell on one weekday.
type DaysOf struct {
	Unit  rules.UnitID
	Hours bool // counted in hours, not in products
	review.Summed
}

func scanDaysOf(r row) (d DaysOf, err error) {
	err = r.Scan(&d.Unit, &d.Person, &d.Hours, &d.Weekday, &d.Home, &d.Sum, &d.N)
	return d, err
}

// number is the number in a column that holds an amount, which is written "1.5" or, where it is no decimal, "4/3".
func number(column string) string {
	return "iif(instr(" + column + ", '/'), CAST(" + column + " AS REAL) / CAST(substr(" + column + ", instr(" + column + ", '/') + 1) AS REAL), CAST(" + column + " AS REAL))"
}

// ReviewVolume sums up, person by person, the volume that was reported of whole days at home and at the office; days of which
// nothing was reported are left out, and so are days that were half and half. A day made what its report adds to the one
// before, as far as no later report takes it back.
func (tx *Tx) ReviewVolume(a ReviewAsked) ([]DaysOf, error) {
	list, _, _, _ := a.bounds()
	out, err := queryAll(tx, scanDaysOf, `SELECT z.unit_id, z.by_id, z.hours, z.weekday, z.home = 2, sum(z.volume), count(*) FROM (
		SELECT y.unit_id, y.by_id, y.hours, y.day, max(y.home) AS home, CAST(strftime('%w', y.day) AS INTEGER) AS weekday, sum(y.more * y.k) AS volume FROM (
			SELECT x.unit_id, x.by_id, x.day, x.home, x.hours, x.k, x.kept - lag(x.kept, 1, 0.0) OVER (PARTITION BY x.task_id ORDER BY x.id) AS more FROM (
			SELECT p.task_id, p.id, t.unit_id, p.by_id, p.day, p.home_am + p.home_pm AS home, t.product_id IS NULL AS hours, iif(t.product_id IS NULL, 1, `+number("t.k")+`) AS k,
				(SELECT min(`+number("q.done")+`) FROM progress q WHERE q.task_id = p.task_id AND q.id >= p.id) AS kept
			FROM json_each(?1) j CROSS JOIN task t INDEXED BY task_unit ON t.unit_id = j.value AND t.live IN (0, 1) CROSS JOIN progress p ON p.task_id = t.id
			WHERE t.product_id IS NOT NULL OR t.half_hours > 0) x) y
		WHERE y.day BETWEEN ?2 AND ?3 GROUP BY y.unit_id, y.by_id, y.hours, y.day) z
		WHERE z.home IN (0, 2) GROUP BY z.unit_id, z.by_id, z.hours, z.weekday, z.home`, list, a.First, a.Last)
	if err != nil {
		return nil, fmt.Errorf("sum up the volume of days: %w", err)
	}
	return out, nil
}

// ReviewTimely sums up, person by person, the tasks whose deadline fell on a day at home or at the office, and those on time.
func (tx *Tx) ReviewTimely(a ReviewAsked) ([]DaysOf, error) {
	list, from, to, shift := a.bounds()
	out, err := queryAll(tx, scanDaysOf, `SELECT y.unit_id, y.owner_id, 0, CAST(strftime('%w', y.day) AS INTEGER) AS weekday,
			EXISTS (SELECT 1 FROM request_day d WHERE d.person_id = y.owner_id AND d.day = y.day AND d.state IN (2, 8)) AS home,
			CAST(sum(y.ended > 0 AND y.ended <= y.due_at) AS REAL), count(*) FROM (
		SELECT t.unit_id, t.owner_id, t.due_at, date(t.due_at / 1000 + ?4, 'unixepoch') AS day, iif(t.state IN (?5, ?6), iif(?7, t.first_submitted_at, t.submitted_at), 0) AS ended
		FROM json_each(?1) j CROSS JOIN task t INDEXED BY task_unit ON t.unit_id = j.value AND t.live IN (0, 1) AND t.due_at >= ?2 AND t.due_at < ?3
		WHERE t.state NOT IN (?8, ?9, ?10) AND t.extra = 0) y GROUP BY y.unit_id, y.owner_id, weekday, home`,
		list, from, to, shift, task.Submitted, task.Confirmed, a.FromFirst, task.Drafted, task.Recalled, task.HandedOn)
	if err != nil {
		return nil, fmt.Errorf("sum up what was on time: %w", err)
	}
	return out, nil
}
