package task

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/fold"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// TasksTable is tasks as a file, as the office's own system exports them.
func TasksTable() intake.Kind {
	return intake.Kind{Name: "task", Access: pilot.SendTable.Access, Columns: intake.ColumnsOf("task"), Mutes: true, Import: importTasks}
}

// taskImport is tasks that are being taken in: in the name of who gives them, the head where a coordinator
// sends them.
type taskImport struct {
	do    pilot.Do // who sent the file
	as    pilot.Do // who gives the tasks
	in    *intake.Input
	staff staffIndex
	seen  map[string]int
	first time.Time                                 // the earliest deadline of the table
	last  time.Time                                 // the latest one
	had   map[rules.PersonID]map[string][]task.Task // see titled
	told  map[rules.PersonID]*toldTasks
	order []rules.PersonID
	out   intake.Outcome
}

// toldTasks is what somebody is told of the import, in one message.
type toldTasks struct {
	new, together, moved int
	first                task.Task
	due                  time.Time
}

// importTasks gives out the tasks of a table that are not there yet, by official ids, else by title, owner and
// deadline, and moves deadlines that are later now. Rows that can't be are left out, with the reason. Each of those who
// work on them is told in one message.
func importTasks(do pilot.Do, in *intake.Input) (out intake.Outcome, err error) {
	about, err := do.Subject(0, in.Unit)
	if err != nil {
		return out, err
	}
	if err := do.Assert(pilot.ImportTasks, about); err != nil {
		return out, err
	}
	x := &taskImport{do: do, as: do, in: in, seen: map[string]int{}, had: map[rules.PersonID]map[string][]task.Task{}, told: map[rules.PersonID]*toldTasks{}}
	x.first, x.last = x.dues()
	if x.as.By, err = gives(do, in.Unit); err != nil {
		return out, err
	}
	if x.staff, err = staffOf(do, in.Unit); err != nil {
		return out, err
	}
	for _, r := range in.Rows {
		column, err := x.row(r)
		why, refused := errors.AsType[*rules.Refusal](err)
		switch {
		case refused:
			x.out.Wrong = append(x.out.Wrong, in.Place(r, column, why.Reasons[0]))
		case err != nil:
			return out, fmt.Errorf("row %d: %w", r.Number, err)
		}
	}
	return x.out, x.tell()
}

// gives is in whose name the tasks of a unit are given: who heads it or stands in sends them themselves, else its
// head.
func gives(do pilot.Do, unit rules.UnitID) (pilot.Actor, error) {
	heads, acts, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil || slices.Contains(slices.Concat(heads, acts), unit) {
		return do.By, err
	}
	u, err := do.Tx.Unit(unit)
	if err == nil && u.Head == 0 {
		err = rules.Refuse("intake.no_head", "unit", u.Name)
	}
	return pilot.Actor{Person: u.Head}, err
}

// row takes one in. What it refuses stands in the column that it returns.
func (x *taskImport) row(r intake.Row) (column string, err error) {
	for _, cell := range r.All() {
		if mark := task.SecretMark(cell); mark != "" {
			return "", rules.Refuse("task.secret", "mark", mark)
		}
	}
	if first := x.seen["official:"+r.Text("official")]; first != 0 {
		return "official", rules.Refuse("intake.twice", "row", first)
	} else if r.Text("official") != "" {
		x.seen["official:"+r.Text("official")] = r.Number
	}
	for _, c := range []string{"title", "owner", "due"} {
		if r.Text(c) == "" {
			return c, rules.Refuse("intake.empty")
		}
	}
	t := task.Task{Title: r.Text("title"), Official: r.Text("official"), Proof: r.Text("proof"), Document: task.Document{Number: r.Text("number"), Summary: r.Text("summary")}}
	var ok bool
	if t.Due, ok = dueOf(x.do, r.Text("due")); !ok {
		return "due", rules.Refuse("intake.no_due")
	}
	if r.Text("day") != "" {
		if t.Document.Date, ok = dayOf(r.Text("day")); !ok {
			return "day", rules.Refuse("intake.no_day")
		}
	}
	if t.Owner, t.Shares, column, err = x.workers(r); err != nil {
		return column, err
	}
	key := fmt.Sprintf("%s:%d:%d", fold.Text(t.Title), t.Owner, t.Due.Unix())
	if first := x.seen[key]; first != 0 && t.Official == "" {
		return "title", rules.Refuse("intake.twice", "row", first)
	}
	x.seen[key] = r.Number
	product, err := x.product(r, &t)
	if err != nil {
		return "product", err
	}
	if r.Text("quantity") != "" {
		n, ok := numberOf(r.Text("quantity"))
		switch {
		case !ok:
			return "quantity", rules.Refuse("intake.no_number")
		case n.Sign() <= 0:
			return "quantity", rules.Refuse("intake.quantity_low")
		case product != 0:
			t.Work.Quantity = n
		}
	}
	before, err := x.known(t)
	if before.ID != 0 && err == nil {
		return "due", x.again(before, t)
	}
	if err != nil {
		return "official", err
	}
	return "due", x.give(t, product)
}

// product is what a row counts in, 0: nothing. It refuses one that is in no catalogue of the unit today.
func (x *taskImport) product(r intake.Row, t *task.Task) (task.ProductID, error) {
	name := r.Text("product")
	if name == "" {
		return 0, nil
	}
	unit, err := x.unitOf(t.Owner)
	if err != nil {
		return 0, err
	}
	all, err := x.do.Tx.Catalogue(unit)
	if err != nil {
		return 0, err
	}
	list := all.On(unit, x.do.Today)
	if len(list) == 0 { // it has none yet: then the words are what proves it done
		if t.Proof == "" {
			t.Proof = name
		}
		return 0, nil
	}
	for _, p := range list {
		if fold.Text(p.Name) == fold.Text(name) || strings.EqualFold(p.Code, name) || p.Official != "" && strings.EqualFold(p.Official, name) {
			t.Work.Quantity = task.N(1)
			return p.ID, nil
		}
	}
	return 0, rules.Refuse("intake.no_product")
}

// known is the task that a row means: by its official id, else by title, owner and deadline.
func (x *taskImport) known(t task.Task) (task.Task, error) {
	if t.Official != "" {
		before, err := x.do.Tx.TaskByOfficial(t.Official)
		switch {
		case err == nil && before.Owner != t.Owner:
			return before, rules.Refuse("intake.other_owner")
		case err == nil || !errors.Is(err, store.ErrNotFound):
			return before, err
		}
	}
	list, err := x.titled(t)
	if err != nil {
		return task.Task{}, err
	}
	for _, b := range list {
		same := b.State != task.Recalled && (t.Official == "" || b.Official == "" || b.Official == t.Official)
		if same && (b.Due.Equal(t.Due) || t.Due.Before(x.do.Now) && t.Due.Before(b.Due) && b.Due.Before(t.Due.Add(aYear))) {
			return b, nil
		}
	}
	return task.Task{}, nil
}

// again moves the deadline of a task that is there, where the table has a later one.
func (x *taskImport) again(before, t task.Task) error {
	if before.Due.Equal(t.Due) || !before.State.Open() || t.Due.Before(x.do.Now) {
		x.out.Same++
		return nil
	}
	desk, err := Desk(x.as, concerned(before)...)
	if err != nil {
		return err
	}
	kept, err := x.do.Tx.Task(before.ID)
	if err != nil {
		return err
	}
	after, granted, err := desk.Extend(kept, task.Act{By: x.as.By.Person, Reason: x.in.Name}, t.Due)
	if err != nil {
		return err
	}
	if err := x.do.Tx.SaveTask(after); err != nil {
		return err
	}
	if err := audit(x.do, "task.extend", kept, after); err != nil {
		return err
	}
	if err := voidExtensions(x.as, after); err != nil {
		return err
	}
	if err := x.do.Tx.AddExtension(&granted); err != nil {
		return err
	}
	if err := x.do.Tx.RefreshAll(x.do.Now, 0, Ref(after.ID), daysOf(after, x.do.Today)...); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	x.had[before.Owner] = nil // read anew
	x.out.Changed++
	x.out.Lines = append(x.out.Lines, rules.Msg("intake.task", "new", false, "title", x.do.Tasks.Title(after), "owner", x.staff.called[after.Owner], "due", after.Due, "before", kept.Due, "together", 0, "moved", false))
	x.note(after.Owner, after).moved++
	return nil
}

// give gives a task out. One whose deadline can't be is due in the next working hour, where that was asked for.
func (x *taskImport) give(t task.Task, product task.ProductID) error {
	given, _, err := prepare(x.as, t, Assignment{Product: product})
	moved := false
	if next, late := nextOf(err); late {
		if !x.in.Next {
			x.out.Late++
			return err
		}
		moved, t.Due = true, next
		given, _, err = prepare(x.as, t, Assignment{Product: product})
	}
	if err != nil {
		return err
	}
	if err := x.do.Tx.InsertTask(&given); err != nil {
		return err
	}
	if err := audit(x.do, map[bool]string{true: "task.draft", false: "task.assign"}[given.State == task.Drafted], nil, given); err != nil {
		return err
	}
	if moved {
		x.out.Moved++
	}
	x.keep(given)
	x.out.Added++
	title := given.Title
	if x.do.Tasks.Minimal {
		title = ""
	}
	x.out.Lines = append(x.out.Lines, rules.Msg("intake.task", "new", true, "title", title, "owner", x.staff.called[given.Owner], "due", given.Due, "before", given.Due, "together", max(0, len(given.Shares)-1), "moved", moved))
	x.note(given.Owner, given).new++
	for _, s := range given.Shares {
		if s.Person != given.Owner {
			x.note(s.Person, given).together++
		}
	}
	return nil
}

// nextOf is the working hour that is offered in place of a deadline that can't be, on the half hour.
func nextOf(err error) (next time.Time, late bool) {
	why, refused := errors.AsType[*rules.Refusal](err)
	if !refused || len(why.Reasons) != 1 || why.Reasons[0].Args["offered"] != true {
		return next, false
	}
	next, late = why.Reasons[0].Args["next"].(time.Time)
	const half = 30 * time.Minute
	return next.Add(half - 1).Truncate(half), late
}

// note counts what somebody is told.
func (x *taskImport) note(p rules.PersonID, t task.Task) *toldTasks {
	n := x.told[p]
	if n == nil {
		n = &toldTasks{first: t, due: t.Due}
		x.told[p], x.order = n, append(x.order, p)
	}
	if t.Due.Before(n.due) {
		n.due = t.Due
	}
	return n
}

// tell tells everybody who works on what came in, in one message each; the head, too, where a coordinator sent it.
func (x *taskImport) tell() error {
	by, err := actor(x.as)
	if err != nil {
		return err
	}
	for _, p := range x.order {
		n := x.told[p]
		if p == x.do.By.Person {
			continue
		}
		x.out.Told++
		if n.new == 1 && n.together+n.moved == 0 {
			if err := tellCard(x.do, n.first, p, "assigned"); err != nil {
				return err
			}
			continue
		}
		text := rules.Msg("notice.task.imported", "by", by, "new", n.new, "together", n.together, "moved", n.moved, "due", n.due)
		if err := x.do.Notify(p, fmt.Sprintf("task.import:%d:%d", p, x.do.Now.UnixMilli()), text); err != nil {
			return err
		}
	}
	head := x.as.By.Person
	if head == x.do.By.Person || x.out.Added+x.out.Changed == 0 || x.told[head] != nil {
		return nil
	}
	u, err := x.do.Tx.Unit(x.in.Unit)
	if err != nil {
		return err
	}
	sender, err := actor(x.do)
	if err != nil {
		return err
	}
	return x.do.Notify(head, fmt.Sprintf("task.import:%d:%d", head, x.do.Now.UnixMilli()),
		rules.Msg("notice.task.imported_unit", "by", sender, "unit", u.Name, "added", x.out.Added, "changed", x.out.Changed))
}
