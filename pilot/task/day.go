package task

import (
	"hash/fnv"
	"slices"
	"strconv"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// WorkItem is a task in the message of a day.
type WorkItem struct {
	Task    task.Task
	Lamp    task.Lamp
	Blocked bool
	Planned task.Amount // of Work.Total, for that day; 0: it is not in the plan
	Made    task.Amount // of Work.Total, done that day
	Said    bool        // something was reported for that day
}

// Finished reports that there is nothing more to do about it for that day.
func (i WorkItem) Finished() bool {
	return !i.Task.State.Open() || i.Planned.Sign() > 0 && i.Made.Cmp(i.Planned) >= 0
}

// WorkDay is a person's day: its plan, else the open tasks whose deadlines are nearest, and
// what was done about them.
type WorkDay struct {
	Person  rules.PersonID
	Date    rules.Date
	Home    bool // an approved day at home
	Part    rules.Part
	Planned bool // it has a plan
	Items   []WorkItem
	More    int  // tasks with a light that it has no room to name
	Said    bool // something was reported for it
	Over    bool // it is not today
}

const (
	dayTasks = 6  // open tasks without a plan, where no more have a light
	dayMost  = 12 // tasks with a light are named up to so many lines
)

// WorkDayAt is a person's day as it stands now.
func WorkDayAt(do pilot.Do, person rules.PersonID, date rules.Date) (WorkDay, error) {
	d := WorkDay{Person: person, Date: date, Over: date != do.Today}
	homes, err := do.Tx.HomeDays(person, date, date)
	if err != nil {
		return d, err
	}
	for _, h := range homes {
		if h.State != rules.Pending {
			d.Part = h.Part
			if d.Home { // two halves
				d.Part = rules.Whole
			}
			d.Home = true
		}
	}
	if err := d.plan(do, homes); err != nil {
		return d, err
	}
	if err := d.rest(do); err != nil {
		return d, err
	}
	ids := make([]task.Task, len(d.Items))
	for i, x := range d.Items {
		ids[i] = x.Task
	}
	blocked, err := Blocked(do, ids)
	if err != nil {
		return d, err
	}
	for i := range d.Items {
		x := &d.Items[i]
		x.Blocked = blocked[x.Task.ID]
		x.Lamp = x.Task.Lamp(do.Tasks, x.Blocked, do.Now)
	}
	return d, nil
}

// plan takes in the plan, as far as that day at home still counts.
func (d *WorkDay) plan(do pilot.Do, homes []rules.HomeDay) error {
	planned, ids, err := plannedOn(do, d.Person, d.Date, homes)
	if err != nil {
		return err
	}
	tasks, err := do.Tx.Tasks(ids...)
	if err != nil {
		return err
	}
	for _, id := range ids {
		at := slices.IndexFunc(tasks, func(t task.Task) bool { return t.ID == id && t.Works(d.Person) && t.State != task.Recalled })
		if at >= 0 {
			d.Items, d.Planned = append(d.Items, WorkItem{Task: tasks[at], Planned: planned[id]}), true
		}
	}
	return nil
}

// plannedOn is how much of which tasks a person planned for a day, in order, as far as it
// counts as a day at home.
func plannedOn(do pilot.Do, person rules.PersonID, date rules.Date, homes []rules.HomeDay) (planned map[task.ID]task.Amount, ids []task.ID, err error) {
	plans, err := do.Tx.Plans(person, date, date)
	planned = map[task.ID]task.Amount{}
	for _, p := range plans {
		if !slices.ContainsFunc(homes, func(h rules.HomeDay) bool { return h.State != rules.Pending && h.Overlaps(p.Slot) }) {
			continue
		}
		for _, i := range p.Items {
			if _, known := planned[i.Task]; !known {
				ids = append(ids, i.Task)
			}
			planned[i.Task] = planned[i.Task].Plus(i.Amount)
		}
	}
	return planned, ids, err
}

// rest takes in what was reported that day, and, beside a plan what has a light, without
// one the open tasks whose deadlines are nearest. Of what has a light nothing is left out:
// what there is no room for is counted.
func (d *WorkDay) rest(do pilot.Do) error {
	reports, err := do.Tx.ReportsBy(d.Person, d.Date, d.Date)
	if err != nil {
		return err
	}
	d.Said = len(reports) > 0
	reported := map[task.ID]bool{}
	var ids []task.ID
	for _, r := range reports {
		if !reported[r.Task] && !d.holds(r.Task) {
			ids = append(ids, r.Task)
		}
		reported[r.Task] = true
	}
	more, err := do.Tx.Tasks(ids...)
	if err != nil {
		return err
	}
	live, err := do.Tx.LiveTasksOf(d.Person)
	if err != nil {
		return err
	}
	n := 0
	for _, t := range live {
		lit := t.Lamp(do.Tasks, false, do.Now) != task.Dark
		switch {
		case d.holds(t.ID), reported[t.ID], !t.State.Open(), do.Pilot.Today(t.Made) > d.Date, !lit && (d.Planned || n >= dayTasks):
			continue
		case lit && len(d.Items)+len(more) >= dayMost:
			d.More++
			continue
		}
		n++
		more = append(more, t)
	}
	slices.SortStableFunc(more, func(a, b task.Task) int { return a.Due.Compare(b.Due) })
	for _, t := range more {
		if t.State != task.Recalled {
			d.Items = append(d.Items, WorkItem{Task: t})
		}
	}
	for i := range d.Items {
		x := &d.Items[i]
		if x.Said = reported[x.Task.ID]; !x.Said {
			continue
		}
		if x.Made, _, err = madeOn(do, x.Task.ID, d.Date); err != nil {
			return err
		}
	}
	return nil
}

func (d *WorkDay) holds(id task.ID) bool {
	return slices.ContainsFunc(d.Items, func(x WorkItem) bool { return x.Task.ID == id })
}

// madeOn is how much of a task was done on a day, by the reports that tell of it.
func madeOn(do pilot.Do, id task.ID, day rules.Date) (made task.Amount, said bool, err error) {
	list, err := do.Tx.ReportsOn(id)
	if err != nil {
		return made, false, err
	}
	var before task.Amount
	for _, r := range list {
		if r.Day == day {
			made, said = made.Plus(r.Done.Minus(before)), true
		}
		before = r.Done
	}
	if made.Sign() < 0 {
		made = task.Amount{}
	}
	return made, said, nil
}

// Left are the items that wait to be done that day: those of the plan, without one all.
func (d WorkDay) Left() (out []WorkItem) {
	for _, x := range d.Items {
		if !x.Finished() && (!d.Planned || x.Planned.Sign() > 0) {
			out = append(out, x)
		}
	}
	return out
}

// Sum is a number for what waits, as it was shown: tasks and their revisions.
func (d WorkDay) Sum() int32 {
	h := fnv.New32a()
	for _, x := range d.Left() {
		_, _ = h.Write([]byte(strconv.Itoa(int(x.Task.ID)) + ":" + strconv.Itoa(x.Task.Rev) + ";")) // it never fails
	}
	return int32(h.Sum32() >> 1)
}

// Reach reports for a day what was planned of a task, or half of it; of what is in no plan
// the whole, or half. What is complete by it is handed in by its owner. It never reports
// less than there was: where as much is done already nothing changes.
func Reach(do pilot.Do, s Step, date rules.Date, half bool) error {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return err
	}
	t, err := do.Tx.Task(s.Task)
	if err != nil {
		return err
	}
	homes, err := do.Tx.HomeDays(do.By.Person, date, date)
	if err != nil {
		return err
	}
	planned, _, err := plannedOn(do, do.By.Person, date, homes)
	if err != nil {
		return err
	}
	x := WorkItem{Task: t, Planned: planned[t.ID]}
	if x.Planned.Sign() > 0 {
		if x.Made, x.Said, err = madeOn(do, t.ID, date); err != nil {
			return err
		}
	}
	return reach(do, s, date, x, half)
}

func reach(do pilot.Do, s Step, date rules.Date, x WorkItem, half bool) error {
	total := x.Task.Work.Total()
	want, made := x.Planned, x.Made
	if want.Sign() <= 0 {
		want, made = total, x.Task.Done
	}
	if half {
		want = want.Over(task.N(2)) //nolint:mnd // a half
	}
	target := x.Task.Done
	if more := want.Minus(made); more.Sign() > 0 {
		target = target.Plus(more)
	}
	p := task.Progress{Done: target, Percent: -1}
	if date != do.Today {
		p.Day = date
	}
	complete := target.Cmp(total) >= 0
	switch {
	case complete && !half && x.Task.Owner == do.By.Person:
		if p.Surplus = x.Task.Done.Cmp(total) > 0; !p.Surplus {
			p.Done = total
		}
		_, err := Submit(do, s, &p)
		return err
	case complete:
		p.Done = total
	}
	if p.Done.Cmp(x.Task.Done) <= 0 && (x.Said || half) {
		return nil
	}
	_, _, err := Report(do, s, p)
	return err
}

// ReachAll reports a day as it was planned, in one press: the list that was shown is the
// one that is done. It refuses a list that changed since.
func ReachAll(do pilot.Do, date rules.Date, sum int32) (n int, err error) {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return 0, err
	}
	d, err := WorkDayAt(do, do.By.Person, date)
	if err != nil {
		return 0, err
	}
	if d.Sum() != sum {
		return 0, rules.Refuse("task.changed")
	}
	for _, x := range d.Left() {
		if err := reach(do, Step{Task: x.Task.ID, Rev: x.Task.Rev}, date, x, false); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
