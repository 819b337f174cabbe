package task

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/fold"
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Preview is what Assign would do, with all that stands against it.
type Preview struct {
	Task task.Task       // the first of those that would be given
	Why  []rules.Message // why it is refused; none: it can be sent
	Next time.Time       // the working hour that is offered where the deadline can't be; zero: none
	Away []rules.Absence // of who works on it, until the deadline
	Miss *Missing        // who is away on the day of the deadline, nil: nobody
}

// Try says what an assignment would be; nothing is kept.
func Try(do pilot.Do, a Assignment) (Preview, error) {
	var p Preview
	for i, owner := range a.owners() {
		t := a.Task
		t.Owner = owner
		t, _, err := prepare(do, t, a)
		if i == 0 {
			p.Task = t
		}
		r, refused := errors.AsType[*rules.Refusal](err)
		switch {
		case refused:
			p.add(r.Reasons)
		case err != nil:
			return p, err
		}
		if t.Due.IsZero() {
			continue
		}
		for _, who := range t.Workers() {
			away, err := do.Tx.Absences(who, do.Today, do.Pilot.Today(t.Due))
			if err != nil {
				return p, fmt.Errorf("find who is away: %w", err)
			}
			p.Away = append(p.Away, away...)
			if p.Miss, err = missing(do, p.Miss, who, t, away); err != nil {
				return p, err
			}
		}
	}
	return p, nil
}

// add keeps each reason once, and the hour that one of them offers.
func (p *Preview) add(why []rules.Message) {
	for _, m := range why {
		if slices.ContainsFunc(p.Why, func(x rules.Message) bool { return x.Key == m.Key && x.Args["name"] == m.Args["name"] }) {
			continue
		}
		p.Why = append(p.Why, m)
		if next, is := m.Args["next"].(time.Time); is && m.Args["offered"] == true {
			p.Next = next
		}
	}
}

// Sees reports whether who acts may read a task: who works on it, assigned it, is the head
// for whom it was written, may decide it, or can lift what it waits for.
func Sees(do pilot.Do, t task.Task) (bool, error) {
	me := do.By.Person
	if t.Works(me) || t.Assigner == me || t.OnBehalfOf == me {
		return true, nil
	}
	desk, err := Desk(do, concerned(t)...)
	if err != nil {
		return false, err
	}
	if _, refused := desk.Over(me, t.Owner, t.Field); refused == nil {
		return true, nil
	}
	return waitsFor(do, t.ID, me)
}

// waitsFor reports whether a task waits for somebody now: they see what they are to lift.
func waitsFor(do pilot.Do, id task.ID, p rules.PersonID) (bool, error) {
	list, err := do.Tx.BlockersOf(id)
	return slices.ContainsFunc(list, func(b task.Blocker) bool { return b.Closed.IsZero() && b.WaitsFor == p }), err
}

// Assignable lists to whom who acts may give work without naming them: those given work
// last come first, then the staff of the units that they head or stand in for.
func Assignable(do pilot.Do) ([]rules.Person, error) {
	order := map[rules.PersonID]int{}
	lately, err := do.Tx.LatelyGiven(do.By.Person)
	if err != nil {
		return nil, err
	}
	for i, p := range lately {
		order[p] = i + 1
	}
	people, err := staff(do)
	if err != nil {
		return nil, err
	}
	for id := range order {
		if slices.ContainsFunc(people, func(p rules.Person) bool { return p.ID == id }) {
			continue
		}
		p, err := do.Tx.Person(id, do.Today)
		if err != nil {
			return nil, fmt.Errorf("find whom work was given to: %w", err)
		}
		people = append(people, p)
	}
	people = slices.DeleteFunc(people, func(p rules.Person) bool { return !p.Active || p.ID == do.By.Person })
	last := len(order) + 1
	place := func(p rules.Person) int { return cmp.Or(order[p.ID], last) }
	slices.SortStableFunc(people, func(a, b rules.Person) int { return cmp.Compare(place(a), place(b)) })
	return people, nil
}

// unitsOver are the units that who acts heads or stands in for, and those of their mandates, of such as only
// draft too where that is asked for.
func unitsOver(do pilot.Do, drafts bool) ([]rules.UnitID, error) {
	heads, acts, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find the units: %w", err)
	}
	units := slices.Concat(heads, acts)
	mandates, err := do.Tx.MandatesTo(do.By.Person)
	if err != nil {
		return nil, err
	}
	for _, m := range mandates {
		if m.First <= do.Today && (m.Last == 0 || do.Today <= m.Last) && (drafts || !m.Drafts) {
			units = append(units, m.Unit)
		}
	}
	slices.Sort(units)
	return slices.Compact(units), nil
}

// staff are the people of the units over which who acts is.
func staff(do pilot.Do) ([]rules.Person, error) {
	units, err := unitsOver(do, true)
	if err != nil {
		return nil, err
	}
	var out []rules.Person
	for _, u := range units {
		members, err := do.Tx.Members(u, do.Today)
		if err != nil {
			return nil, fmt.Errorf("find the staff: %w", err)
		}
		for _, p := range members {
			if !slices.ContainsFunc(out, func(x rules.Person) bool { return x.ID == p.ID }) {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// Fits reports whether a task is meant by some words: each of them stands in its title,
// its product or its document, with or without marks.
func Fits(t task.Task, words string) bool {
	in := " " + fold.Text(t.Title+" "+t.Work.Kind+" "+t.Document.Number)
	for w := range strings.FieldsSeq(fold.Text(words)) {
		if !strings.Contains(in, " "+w) && !(len(w) >= leastInitials && strings.Contains(initials(in), w)) {
			return false
		}
	}
	return true
}

// leastInitials is how many letters are taken for those with which words begin: "báo cáo cchc".
const leastInitials = 3

// initials are the letters with which the words of a folded text begin.
func initials(text string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(text) {
		b.WriteByte(w[0])
	}
	return b.String()
}

// Load is how much work one person has before them.
type Load struct {
	Person rules.Person
	Open   int         // tasks with something to do
	Late   int         // of these, past their deadline
	Waits  int         // submitted
	Silent int         // open ones without a volume in the unit's measure: shown, not counted
	Days   task.Amount // what is left, in office days; Known says whether that could be said
	Known  bool
	Left   bool // they are no longer of the staff, and this is for somebody to take over
}

// Idle reports that they have nothing before them, and nothing that waits for somebody.
func (l Load) Idle() bool { return l.Open+l.Waits == 0 }

// Loads are the loads of the people of units, who is late first, then by how much there
// is (rules section 3: against the load of an office day), who has nothing last; those who left with something
// open among them.
func Loads(do pilot.Do, units []rules.UnitID) ([]Load, error) {
	desk := task.Desk{Now: do.Now, Calendar: do.Calendar, Policy: do.Tasks}
	numbers, err := do.PolicyBook()
	if err != nil {
		return nil, err
	}
	var out []Load
	for _, id := range units {
		unit, err := do.Tx.Unit(id)
		if err != nil {
			return nil, fmt.Errorf("load the unit: %w", err)
		}
		catalogue, err := do.Tx.Catalogue(id)
		if err != nil {
			return nil, err
		}
		members, err := do.Tx.Members(id, do.Today)
		if err != nil {
			return nil, fmt.Errorf("find the staff: %w", err)
		}
		tasks, err := do.Tx.LiveTasksWith(id, do.Today)
		if err != nil {
			return nil, err
		}
		left, err := leavers(do, id, members, tasks)
		if err != nil {
			return nil, err
		}
		for _, p := range left {
			l := loadOf(do, p, tasks, task.Need{})
			l.Left, l.Silent = true, 0
			out = append(out, l)
		}
		positions := map[rules.PositionID]string{}
		for _, p := range members {
			code, known := positions[p.Position]
			if !known {
				position, err := do.Tx.Position(p.Position)
				if err != nil {
					return nil, fmt.Errorf("load the position: %w", err)
				}
				code = position.Code
				positions[p.Position] = code
			}
			need, err := desk.Need(rules.Slot{Date: do.Today}, catalogue, unit, code, numbers.At(unit.Code, do.Today))
			if _, refused := errors.AsType[*rules.Refusal](err); err != nil && !refused {
				return nil, err
			}
			out = append(out, loadOf(do, p, tasks, need))
		}
	}
	slices.SortStableFunc(out, func(a, b Load) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), b.Days.Cmp(a.Days), cmp.Compare(b.Open, a.Open), cmp.Compare(b.Waits, a.Waits))
	})
	return out, nil
}

// leavers are who left the staff as people of a unit and still own some of the tasks.
func leavers(do pilot.Do, unit rules.UnitID, members []rules.Person, tasks []task.Task) (out []rules.Person, err error) {
	var ids []rules.PersonID
	for _, t := range tasks {
		if !slices.Contains(ids, t.Owner) && !slices.ContainsFunc(members, func(p rules.Person) bool { return p.ID == t.Owner }) {
			ids = append(ids, t.Owner)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	org, err := do.Org(ids...)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if p := org.People[id]; p.ID == id && !p.Active && p.Unit == unit {
			out = append(out, p)
		}
	}
	return out, nil
}

func loadOf(do pilot.Do, p rules.Person, tasks []task.Task, need task.Need) Load {
	l := Load{Person: p, Known: !need.Load.IsZero()}
	var left task.Amount
	for _, t := range tasks {
		if !t.Works(p.ID) {
			continue
		}
		switch {
		case t.State == task.Submitted:
			l.Waits++
			continue
		case !t.State.Open():
			continue
		}
		l.Open++
		if t.Late(do.Tasks, do.Now) {
			l.Late++
		}
		if t.Work.Measure() != need.Measure {
			l.Silent++
			continue
		}
		left = left.Plus(t.LeftVolume().Times(t.PartOf(p.ID)))
	}
	if l.Known {
		l.Days = left.Over(need.Load)
	}
	return l
}

// Submitted lists what waits for the confirmation of who acts: what they assigned, and what
// is done in the units over which they are, never their own; the oldest first.
func Submitted(do pilot.Do) ([]task.Task, error) {
	units, err := unitsOver(do, false)
	if err != nil {
		return nil, err
	}
	return submitted(do, units)
}

// Confirms reports whether who acts may confirm what others do.
func Confirms(do pilot.Do) (bool, error) {
	units, err := unitsOver(do, false)
	return len(units) > 0, err
}

// submitted is Submitted where those units are known.
func submitted(do pilot.Do, units []rules.UnitID) ([]task.Task, error) {
	list, err := do.Tx.SubmittedTo(do.By.Person, units)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(t task.Task) bool { return t.Works(do.By.Person) })
	var people []rules.PersonID
	for _, t := range list {
		people = append(people, t.Owner)
	}
	if len(list) == 0 {
		return nil, nil
	}
	desk, err := Desk(do, people...)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(t task.Task) bool {
		right, err := desk.Over(do.By.Person, t.Owner, t.Field)
		return err != nil || right.Drafts
	}), nil
}
