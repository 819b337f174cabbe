package task

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Diary is what one person reported over some days (nhật ký công việc): it is the person's
// own first, and what stands behind a self-score.
type Diary struct {
	From, To rules.Date // To: its last working day, or a later one with something on it, none that is to come
	Days     []DiaryDay // working days until today with a report or at home, in order
	Reports  int
	Finished int // tasks that were submitted on these days
}

// DiaryDay is one day of a diary; Home says which halves were approved at home.
type DiaryDay struct {
	Day   rules.Date
	Home  [2]bool
	Lines []DiaryLine
}

// DiaryLine is what was reported on one task on one day: how far it was in the end, and
// what was noted.
type DiaryLine struct {
	Task      task.Task
	Title     string // as it may leave through Telegram
	Done      task.Amount
	Percent   int
	Notes     []string
	Files     int
	Late      bool // some of it was written after its day
	Submitted bool // it was handed in with it
}

// DiaryOf is who acts' own diary of some days.
func DiaryOf(do pilot.Do, from, to rules.Date) (Diary, error) {
	d := Diary{From: from, To: to}
	me := do.By.Person
	reports, err := do.Tx.ReportsBy(me, from, to)
	if err != nil {
		return d, err
	}
	home, err := do.Tx.HomeDays(me, from, to)
	if err != nil {
		return d, fmt.Errorf("load the days at home: %w", err)
	}
	tasks, err := tasksOf(do, reports)
	if err != nil {
		return d, err
	}
	finished := map[task.ID]bool{}
	for day := from; day <= min(to, do.Today); day++ {
		x := DiaryDay{Day: day, Home: atHome(home, day)}
		for _, r := range reports {
			if r.Day != day {
				continue
			}
			d.Reports++
			x.add(do, tasks[r.Task], r)
			finished[r.Task] = finished[r.Task] || handedIn(tasks[r.Task], r)
		}
		if len(x.Lines) > 0 || x.Home != [2]bool{} {
			d.Days = append(d.Days, x)
		}
	}
	d.To = min(max(do.Calendar.LastWorking(from, to), from), max(from, do.Today))
	if n := len(d.Days); n > 0 {
		d.To = max(d.To, d.Days[n-1].Day)
	}
	for _, is := range finished {
		if is {
			d.Finished++
		}
	}
	return d, nil
}

// tasksOf are the tasks of some reports.
func tasksOf(do pilot.Do, reports []task.Report) (map[task.ID]task.Task, error) {
	var ids []task.ID
	for _, r := range reports {
		ids = append(ids, r.Task)
	}
	slices.Sort(ids)
	list, err := do.Tx.Tasks(slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	tasks := make(map[task.ID]task.Task, len(list))
	for _, t := range list {
		tasks[t.ID] = t
	}
	return tasks, nil
}

// atHome says which halves of a day are approved at home, or were.
func atHome(home []rules.HomeDay, day rules.Date) (at [2]bool) {
	for i, part := range [...]rules.Part{rules.Morning, rules.Afternoon} {
		at[i] = slices.ContainsFunc(home, func(h rules.HomeDay) bool {
			return h.Overlaps(rules.Slot{Date: day, Part: part}) && (h.State == rules.Approved || h.State == rules.Done)
		})
	}
	return at
}

// handedIn reports whether a task was handed in with a report.
func handedIn(t task.Task, r task.Report) bool {
	return r.By == t.Owner && !t.TakenBack() && (r.At.Equal(t.Submitted) || r.At.Equal(t.FirstSubmitted))
}

// add joins a report to what was said of its task before on that day.
func (x *DiaryDay) add(do pilot.Do, t task.Task, r task.Report) {
	i := slices.IndexFunc(x.Lines, func(l DiaryLine) bool { return l.Task.ID == t.ID })
	if i < 0 {
		i = len(x.Lines)
		x.Lines = append(x.Lines, DiaryLine{Task: t, Title: do.Tasks.Title(t)})
	}
	l := &x.Lines[i]
	l.Done, l.Percent = r.Done, PercentOf(t, r)
	l.Files += len(r.Files)
	l.Late = l.Late || r.Late
	l.Submitted = l.Submitted || handedIn(t, r)
	if r.Note != "" && !do.Tasks.Minimal {
		l.Notes = append(l.Notes, r.Note)
	}
}

// PercentOf is how far a task was with a report, as its card shows it.
func PercentOf(t task.Task, r task.Report) int {
	t.Done = r.Done
	return t.Percent()
}

// Book is the work of somebody, or of a unit, in a month: what was due, and what was reported.
type Book struct {
	Unit    rules.Unit // 0: it is one person's
	First   rules.Date // of the month
	Tasks   []task.Task
	Reports []task.Report
	Of      map[task.ID]task.Task // of the reports, too
	People  map[rules.PersonID]rules.Person
}

// Last is the last day of the month.
func (b Book) Last() rules.Date { return b.First.MonthEnd() }

// OwnBook is who acts' own month. It refuses months other than BookMonths.
func OwnBook(do pilot.Do, month rules.Date) (Book, error) {
	b := Book{First: month}
	if !slices.Contains(BookMonths(do.Today), month) {
		return b, rules.Refuse("task.book.month")
	}
	var err error
	zone := do.Calendar.Location
	if b.Tasks, err = do.Tx.TasksOf(do.By.Person, b.First.At(0, zone), (b.Last()+1).At(0, zone)); err != nil {
		return b, err
	}
	if b.Reports, err = do.Tx.ReportsBy(do.By.Person, b.First, b.Last()); err != nil {
		return b, err
	}
	err = b.fill(do)
	return b, err
}

// UnitBook is the month of the tasks of a unit that who acts heads, whoever reported on
// them: what somebody does for another unit, or did before joining, is not in it. It refuses months other than
// BookMonths; who reads it is to be noted (NoteBook).
func UnitBook(do pilot.Do, unit rules.UnitID, month rules.Date) (Book, error) {
	b := Book{First: month}
	if !slices.Contains(BookMonths(do.Today), month) {
		return b, rules.Refuse("task.book.month")
	}
	var err error
	if b.Unit, err = do.Tx.Unit(unit); err != nil {
		return b, fmt.Errorf("load the unit: %w", err)
	}
	zone := do.Calendar.Location
	if b.Tasks, err = do.Tx.TasksIn(unit, b.First.At(0, zone), (b.Last()+1).At(0, zone)); err != nil {
		return b, err
	}
	if b.Reports, err = do.Tx.ReportsIn(unit, b.First, b.Last()); err != nil {
		return b, err
	}
	err = b.fill(do)
	return b, err
}

// BookMonths are the months of which there is a book: this one so far, and the one before.
func BookMonths(today rules.Date) []rules.Date {
	return []rules.Date{today.MonthStart(), today.AddMonths(-1)}
}

// fill loads the tasks of the reports, and everybody concerned.
func (b *Book) fill(do pilot.Do) (err error) {
	b.Tasks = slices.DeleteFunc(b.Tasks, func(t task.Task) bool { return t.State == task.Drafted })
	if b.Of, err = tasksOf(do, b.Reports); err != nil {
		return err
	}
	var ids []rules.PersonID
	for _, t := range b.Tasks {
		ids = append(ids, t.Owner, t.Assigner, t.DecidedBy)
	}
	for _, r := range b.Reports {
		ids = append(ids, r.By)
	}
	ids = slices.DeleteFunc(ids, func(p rules.PersonID) bool { return p == 0 })
	slices.Sort(ids)
	org, err := do.Org(slices.Compact(ids)...)
	if err != nil {
		return err
	}
	b.People = org.People
	return nil
}

// NoteBook notes for everybody in a book that it was read.
func NoteBook(do pilot.Do, b Book) error {
	seen := map[rules.PersonID]bool{}
	note := func(p rules.PersonID) error {
		if seen[p] {
			return nil
		}
		seen[p] = true
		return do.NoteRead(p, pilot.ObjectTask)
	}
	for _, t := range b.Tasks {
		if err := note(t.Owner); err != nil {
			return err
		}
	}
	for _, r := range b.Reports {
		if err := note(r.By); err != nil {
			return err
		}
	}
	return nil
}
