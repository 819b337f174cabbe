package task

import (
	"errors"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// repeats is how many repetitions are looked at together.
const repeats = 100

// BeginRepeat lets a task that was given now come again.
func BeginRepeat(do pilot.Do, t task.Task, p task.Pace) (task.Task, error) {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return t, err
	}
	desk := task.Desk{Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks}
	if err := desk.CheckRepeat(p, t.Due); err != nil {
		return t, err
	}
	r := desk.Begin(t, p)
	if err := do.Tx.AddRepeat(&r); err != nil {
		return t, err
	}
	t.Repeat, t.RepeatDay = r.ID, r.First
	return t, audit(do, "task.repeat", nil, t)
}

// StopRepeat ends a repetition from the card of one of its occurrences, of which those that
// are open stay.
func StopRepeat(do pilot.Do, s Step) error {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return err
	}
	r, newest, err := stopped(do, s)
	if err != nil {
		return err
	}
	if err := ended(do, r, newest); err != nil || newest.ID == s.Task {
		return err
	}
	return do.Tx.RefreshAll(do.Now, s.Chat, Ref(s.Task))
}

// TryStopRepeat says what stands against stopping a repetition. Nothing is kept.
func TryStopRepeat(do pilot.Do, id task.ID) error {
	_, _, err := stopped(do, Step{Task: id})
	return err
}

// stopped is the repetition of a task as it would be stopped, and its newest occurrence.
func stopped(do pilot.Do, s Step) (r task.Repeat, newest task.Task, err error) {
	shown, err := do.Tx.Task(s.Task)
	if err != nil {
		return r, newest, err
	}
	if shown.Repeat == 0 {
		return r, newest, rules.Refuse("press.stale")
	}
	if r, err = do.Tx.Repeat(shown.Repeat); err != nil {
		return r, newest, err
	}
	if newest = shown; r.Newest != shown.ID {
		if newest, err = do.Tx.Task(r.Newest); err != nil {
			return r, newest, err
		}
	}
	desk, err := Desk(do, concerned(newest)...)
	if err != nil {
		return r, newest, err
	}
	r, err = desk.StopRepeat(r, newest, s.act(do))
	return r, newest, err
}

// recalledFirst ends the repetition of a task that was taken back before it came again.
func recalledFirst(do pilot.Do, t task.Task) error {
	if t.Repeat == 0 {
		return nil
	}
	r, err := do.Tx.Repeat(t.Repeat)
	if err != nil || r.Newest != t.ID || r.Made != r.First || !r.Ended.IsZero() {
		return err
	}
	r.Ended, r.Why = do.Now, task.EndedStopped
	return ended(do, r, t)
}

// ended keeps that a repetition ended, and why.
func ended(do pilot.Do, r task.Repeat, newest task.Task) error {
	if err := do.Tx.SaveRepeat(r); err != nil {
		return err
	}
	if err := do.Audit(store.Entry{Action: "task.repeat_end", Object: pilot.ObjectTask, ObjectID: int64(newest.ID), After: r}); err != nil {
		return err
	}
	return do.Tx.RefreshAll(do.Now, 0, Ref(newest.ID))
}

// Repeats lists the next repetitions that run, after one.
func Repeats(do pilot.Do, after task.RepeatID) ([]task.Repeat, error) {
	return do.Tx.Repeats(after, repeats)
}

// RunRepeat makes the occurrences of a repetition whose time has come, each once, and ends
// it where it can't go on. Nobody gets a message: the digest tells.
func RunRepeat(do pilot.Do, r task.Repeat) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	newest, err := do.Tx.Task(r.Newest)
	if err != nil || newest.State == task.Drafted { // the head has yet to press
		return err
	}
	desk, err := wholeDesk(do, []task.Task{newest})
	if err != nil {
		return err
	}
	if desk.Mandates, err = do.Tx.MandatesTo(newest.Assigner); err != nil {
		return err
	}
	if why := desk.Ends(r, newest); why != task.Runs {
		r.Ended, r.Why = do.Now, why
		return ended(do, r, newest)
	}
	list, made, over := desk.Pending(r)
	for _, o := range list {
		if newest, err = again(do, desk, newest, o); err != nil {
			return err
		}
		r.Newest = newest.ID
	}
	if r.Made = made; over {
		r.Ended, r.Why = do.Now, task.EndedOver
		return ended(do, r, newest)
	}
	return do.Tx.SaveRepeat(r)
}

// again makes one occurrence, with the product as the catalogue of today has it.
func again(do pilot.Do, desk task.Desk, newest task.Task, o task.Occurrence) (task.Task, error) {
	work, err := productToday(do, newest)
	if err != nil {
		return newest, err
	}
	t, err := desk.Again(newest, o, work)
	if err != nil {
		return newest, err
	}
	if err := do.Tx.InsertTask(&t); err != nil {
		return newest, err
	}
	return t, audit(do, "task.again", nil, t)
}

// productToday is the entry of a task's product that holds today, under the same code; none
// where there is none: then it stays as it was given.
func productToday(do pilot.Do, t task.Task) (task.Work, error) {
	if t.Work.Product == 0 {
		return task.Work{}, nil
	}
	was, err := do.Tx.Product(t.Work.Product)
	if errors.Is(err, store.ErrNotFound) {
		return task.Work{}, nil
	}
	if err != nil {
		return task.Work{}, err
	}
	all, err := do.Tx.Catalogue(t.Unit)
	if err != nil {
		return task.Work{}, err
	}
	for _, p := range all.On(t.Unit, do.Today) {
		if p.Code == was.Code {
			return task.Work{Product: p.ID, Kind: p.Name, Counted: p.Counted, K: p.K}, nil
		}
	}
	return task.Work{}, nil
}
