package task

import (
	"slices"
	"strconv"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// TryExtend says what stands against another deadline before a reason is asked for; asks is whether
// the owner asks for it, or else who decides gives it. Nothing is kept.
func TryExtend(do pilot.Do, id task.ID, due time.Time, asks bool) error {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return err
	}
	t, err := do.Tx.Task(id)
	if err != nil {
		return err
	}
	desk, err := Desk(do, concerned(t)...)
	if err != nil {
		return err
	}
	act := task.Act{By: do.By.Person, Reason: "-"}
	if asks {
		_, err = desk.AskExtension(t, act, due)
	} else {
		_, _, err = desk.Extend(t, act, due)
	}
	return err
}

// TryHandOn says what stands against handing a task on to somebody, and when they are away until its
// deadline. Nothing is kept.
func TryHandOn(do pilot.Do, id task.ID, to rules.PersonID) ([]rules.Absence, error) {
	t, err := do.Tx.Task(id)
	if err != nil {
		return nil, err
	}
	desk, err := Desk(do, append(concerned(t), to)...)
	if err != nil {
		return nil, err
	}
	if _, _, err := desk.HandOn(t, task.Act{By: do.By.Person}, to); err != nil {
		return nil, err
	}
	return do.Tx.Absences(to, do.Today, max(do.Today, do.Pilot.Today(t.Due)))
}

// Since tells what became of a task after a card of it was sent.
func Since(do pilot.Do, t task.Task) (rules.Message, error) {
	if t.State.Open() && !t.TakenBack() || t.State == task.Drafted {
		return rules.Msg("task.changed"), nil
	}
	desk, err := Desk(do, concerned(t)...)
	return desk.Outcome(t), err
}

// Lifters are the colleagues who most often can lift what a task waits for: the nearest head over its
// owner, who assigned it, and who works on it together; never who acts.
func Lifters(do pilot.Do, t task.Task) ([]rules.Person, error) {
	desk, err := Desk(do, concerned(t)...)
	if err != nil {
		return nil, err
	}
	ids := append([]rules.PersonID{desk.Org.Superior(t.Owner, do.By.Person), t.Assigner}, t.Workers()...)
	var out []rules.Person
	for i, id := range ids {
		if p := desk.Org.People[id]; id != 0 && id != do.By.Person && p.Active && !slices.Contains(ids[:i], id) {
			out = append(out, p)
		}
	}
	return out, nil
}

// HeadOfUnit is who heads a unit that somebody waits for, 0: nobody.
func HeadOfUnit(do pilot.Do, unit rules.UnitID) (rules.PersonID, error) {
	u, err := do.Tx.Unit(unit)
	return u.Head, err
}

// Liftable is the oldest open thing a task waits for that who acts can close; it refuses with why
// there is none.
func Liftable(do pilot.Do, id task.ID) (task.BlockerID, error) {
	t, err := do.Tx.Task(id)
	if err != nil {
		return 0, err
	}
	list, err := do.Tx.BlockersOf(id)
	if err != nil {
		return 0, err
	}
	people := concerned(t)
	for _, b := range list {
		people = append(people, b.By, b.WaitsFor, b.ClosedBy)
	}
	desk, err := Desk(do, people...)
	if err != nil {
		return 0, err
	}
	err = rules.Refuse("task.changed")
	for _, b := range list {
		if _, err = desk.Unblock(t, b, task.Act{By: do.By.Person}); err == nil {
			return b.ID, nil
		}
	}
	return 0, err
}

// OpenPress is the prefix of the button that opens a task's card.
const OpenPress = "to"

// OpenButton opens a task's card.
func OpenButton(id task.ID) store.Button {
	return store.Button{Label: rules.Msg("task.open_card"), Data: OpenPress + ":" + strconv.FormatInt(int64(id), 36)} //nolint:mnd // as buttons carry numbers
}

// AskWaiver asks the level that waives to do so, with a reason: who works on a task or decides it
// does. They get the reason, with a button that opens the card.
func AskWaiver(do pilot.Do, s Step) (task.Task, error) {
	var level rules.PersonID
	return take(do, s, "task.waive_ask", nil, func(k task.Desk, t task.Task) (_ task.Task, err error) {
		level, err = k.AskWaiver(t, s.act(do))
		t.Rev++
		return t, err
	}, func(_, after task.Task) error {
		by, err := actor(do)
		if err != nil {
			return err
		}
		m := rules.Msg("notice.task.waive_asked", "title", do.Tasks.Title(after), "name", by, "reason", s.Reason)
		return tell(do, after, level, m, []store.Button{OpenButton(after.ID)})
	})
}

// Waiver is who waives what counts against the owner of a task, 0: nobody.
func Waiver(do pilot.Do, t task.Task) (rules.PersonID, error) {
	desk, err := Desk(do, concerned(t)...)
	return desk.Waiver(t), err
}
