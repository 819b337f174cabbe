package task

import (
	"cmp"
	"fmt"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Assignment is work for one person or several: each gets a task of their own, unless
// others work on it together.
type Assignment struct {
	Task    task.Task        // title, deadline, proof, document …; its owner is who leads where others work on it together
	Product task.ProductID   // of the catalogue, 0: none; then its K and name are those of today
	Owners  []rules.PersonID // several: each gets the whole of it; none: Task.Owner
	Pace    task.Pace        // in which it comes again
}

// Assign gives work out: the owners get its card. By whom it may be is said by
// task.Desk.Over; who has only the right to draft leaves it for the head, who gets the
// card; who takes a task by themselves tells the head. All is refused where one is.
func Assign(do pilot.Do, a Assignment) ([]task.Task, error) {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return nil, err
	}
	var given []task.Task
	for _, owner := range a.owners() {
		t := a.Task
		t.Owner = owner
		t, err := assign(do, t, a)
		if err != nil {
			return nil, err
		}
		given = append(given, t)
	}
	return given, nil
}

func (a Assignment) owners() []rules.PersonID {
	if len(a.Owners) == 0 {
		return []rules.PersonID{a.Task.Owner}
	}
	return a.Owners
}

// prepare is a task as it would be assigned.
func prepare(do pilot.Do, t task.Task, a Assignment) (task.Task, task.Desk, error) {
	desk, err := Desk(do, concerned(t)...)
	if err != nil {
		return t, desk, err
	}
	if a.Product != 0 {
		p, err := productOf(do, desk.Org.People[t.Owner].Unit, a.Product)
		if err != nil {
			return t, desk, err
		}
		t.Work = task.Work{Product: p.ID, Kind: p.Name, Counted: p.Counted, Quantity: t.Work.Quantity, K: p.K}
		t.Proof = cmp.Or(t.Proof, p.Proof)
	}
	given, err := desk.Assign(t, task.Act{By: do.By.Person})
	if err != nil {
		return t, desk, err
	}
	return given, desk, desk.CheckRepeat(a.Pace, t.Due)
}

func assign(do pilot.Do, t task.Task, a Assignment) (task.Task, error) {
	t, desk, err := prepare(do, t, a)
	if err != nil {
		return t, err
	}
	if err := do.Tx.InsertTask(&t); err != nil {
		return t, err
	}
	action := "task.assign"
	if t.State == task.Drafted {
		action = "task.draft"
	}
	if err := audit(do, action, nil, t); err != nil {
		return t, err
	}
	if a.Pace.Rhythm != task.Once {
		if t, err = BeginRepeat(do, t, a.Pace); err != nil {
			return t, err
		}
	}
	return t, tellAssigned(do, desk, t)
}

// productOf is a product as it holds today. It refuses one that is not in the
// catalogue of the unit today.
func productOf(do pilot.Do, unit rules.UnitID, id task.ProductID) (task.Product, error) {
	all, err := do.Tx.Catalogue(unit)
	if err != nil {
		return task.Product{}, err
	}
	for _, p := range all.On(unit, do.Today) {
		if p.ID == id {
			return p, nil
		}
	}
	return task.Product{}, rules.Refuse("task.product_unknown")
}

// tellAssigned gives the card to everybody who works on the task, to the head for whom
// it was drafted, or to the head of who took it by themselves.
func tellAssigned(do pilot.Do, desk task.Desk, t task.Task) error {
	switch {
	case t.State == task.Drafted:
		return tellCard(do, t, t.OnBehalfOf, "drafted")
	case t.Assigner == t.Owner:
		return tellCard(do, t, confirmer(desk, t), "taken")
	}
	if err := tellCard(do, t, t.Owner, "assigned"); err != nil {
		return err
	}
	for _, p := range t.Workers()[1:] {
		if err := tellCard(do, t, p, "together"); err != nil {
			return err
		}
	}
	return nil
}

// Issue gives a drafted task out, by one press of its head.
func Issue(do pilot.Do, s Step) (task.Task, error) {
	var desk task.Desk
	return take(do, s, "task.issue", nil, func(k task.Desk, t task.Task) (task.Task, error) {
		desk = k
		return k.Issue(t, s.act(do))
	}, func(_, after task.Task) error { return tellAssigned(do, desk, after) })
}

// Recall takes an assigned task back before it is submitted; its owner is told.
func Recall(do pilot.Do, s Step) (task.Task, error) {
	return take(do, s, "task.recall", nil, func(k task.Desk, t task.Task) (task.Task, error) { return k.Recall(t, s.act(do)) },
		func(before, after task.Task) error {
			if err := recalledFirst(do, after); err != nil || before.State == task.Drafted {
				return err
			}
			by, err := actor(do)
			if err != nil {
				return err
			}
			m := rules.Msg("notice.task.recalled", "title", do.Tasks.Title(after), "by", by, "reason", after.Reason)
			if err := voidExtensions(do, after); err != nil {
				return err
			}
			return tellWorkers(do, after, m)
		})
}

// tellWorkers tells everybody who works on a task.
func tellWorkers(do pilot.Do, t task.Task, m rules.Message) error {
	for _, p := range t.Workers() {
		if err := tell(do, t, p, m); err != nil {
			return err
		}
	}
	return nil
}

// HandOn gives what is left of a task to somebody else, who gets its card; who did it up
// to now is told that what was done stays theirs. It returns the task of the taker.
func HandOn(do pilot.Do, s Step, to rules.PersonID) (task.Task, error) {
	var taker task.Task
	var desk task.Desk
	_, err := take(do, s, "task.hand_on", []rules.PersonID{to}, func(k task.Desk, t task.Task) (giver task.Task, err error) {
		desk = k
		giver, taker, err = k.HandOn(t, s.act(do), to)
		return giver, err
	}, func(_, giver task.Task) error {
		if err := do.Tx.InsertTask(&taker); err != nil {
			return err
		}
		if err := audit(do, "task.assign", nil, taker); err != nil {
			return err
		}
		if err := voidExtensions(do, giver); err != nil {
			return err
		}
		by, err := actor(do)
		if err != nil {
			return err
		}
		m := rules.Msg("notice.task.handed_on", "title", do.Tasks.Title(giver), "by", by, "to", desk.Org.People[to].Called(), "reason", giver.Reason)
		if err := tell(do, giver, giver.Owner, m); err != nil {
			return err
		}
		return tellAssigned(do, desk, taker)
	})
	if err != nil {
		return task.Task{}, fmt.Errorf("hand task %d on: %w", s.Task, err)
	}
	return taker, nil
}
