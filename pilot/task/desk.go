// Package task holds what becomes of tasks: assigning, progress, confirming, the plan of
// a day at home, the catalogue of products.
package task

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Step is what somebody who acts does to one task.
type Step struct {
	Task   task.ID
	Rev    int // of the card that was pressed, 0: typed
	Reason string
	Chat   int64 // where it was pressed: that card is edited by the caller
}

func (s Step) act(do pilot.Do) task.Act {
	return task.Act{By: do.By.Person, Reason: s.Reason, Rev: s.Rev}
}

// Desk is where tasks of people are dealt with by who acts.
func Desk(do pilot.Do, people ...rules.PersonID) (task.Desk, error) {
	mandates, err := do.Tx.MandatesTo(do.By.Person)
	if err != nil {
		return task.Desk{}, err
	}
	people = append(slices.Clone(people), do.By.Person)
	for _, m := range mandates {
		people = append(people, m.Head)
	}
	slices.Sort(people)
	people = slices.DeleteFunc(slices.Compact(people), func(p rules.PersonID) bool { return p == 0 })
	desk, err := do.Desk(people...)
	if err != nil {
		return task.Desk{}, err
	}
	return task.Desk{Org: desk.Org, Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks, Mandates: mandates}, nil
}

// concerned is everybody whose name or right a task can ask about.
func concerned(t task.Task) []rules.PersonID {
	return append(t.Workers(), t.Assigner, t.OnBehalfOf, t.DecidedBy, t.DecidedFor)
}

// change is a step as it is taken: it returns the task as it is then, and what else is
// to be kept.
type change func(task.Desk, task.Task) (task.Task, error)

// take applies a change to a task, saves, audits and refreshes every card. also keeps
// what the change made beside the task.
func take(do pilot.Do, s Step, action string, others []rules.PersonID, change change, also func(before, after task.Task) error) (task.Task, error) {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return task.Task{}, err
	}
	before, err := do.Tx.Task(s.Task)
	if err != nil {
		return before, err
	}
	desk, err := Desk(do, append(concerned(before), others...)...)
	if err != nil {
		return before, err
	}
	after, err := change(desk, before)
	if err != nil {
		return before, err
	}
	if err := do.Tx.SaveTask(after); err != nil {
		return before, err
	}
	if err := audit(do, action, before, after); err != nil {
		return before, err
	}
	if err := do.Tx.RefreshAll(do.Now, s.Chat, Ref(after.ID), daysOf(after, do.Today)...); err != nil {
		return before, fmt.Errorf("refresh the cards: %w", err)
	}
	if also == nil {
		return after, nil
	}
	return after, also(before, after)
}

// daysOf are the messages of a day of all who work on a task.
func daysOf(t task.Task, day rules.Date) []store.Ref {
	var refs []store.Ref
	for _, p := range t.Workers() {
		refs = append(refs, pilot.DayRef(p, day), pilot.DayReminderRef(p, day))
	}
	return refs
}

// audit notes a change of a task, and for which head it was made.
func audit(do pilot.Do, action string, before any, after task.Task) error {
	var head rules.PersonID
	switch {
	case after.Decided.Equal(do.Now):
		head = after.DecidedFor
	case after.Made.Equal(do.Now):
		head = after.OnBehalfOf
	}
	return do.Audit(store.Entry{OnBehalfOf: head, Action: action, Object: pilot.ObjectTask, ObjectID: int64(after.ID), Before: before, After: after})
}

// Ref names a task's card.
func Ref(id task.ID) store.Ref { return store.Ref{Kind: pilot.ObjectTask, ID: int64(id)} }

// tellCard sends a task's card to somebody, once for each revision and reason.
func tellCard(do pilot.Do, t task.Task, to rules.PersonID, why string) error {
	if to == 0 || to == do.By.Person {
		return nil
	}
	ref := Ref(t.ID)
	return do.Queue(store.Out{Person: to, Lane: store.LaneNotice, Body: store.Body{Card: &ref}, Anchor: ref.Anchor(),
		Dedupe: fmt.Sprintf("task:%s:%d:%d:%d", why, t.ID, t.Rev, to)})
}

// tell sends somebody a sentence about a task; who acts needs none.
func tell(do pilot.Do, t task.Task, to rules.PersonID, m rules.Message, rows ...[]store.Button) error {
	if to == 0 || to == do.By.Person {
		return nil
	}
	return do.Notify(to, fmt.Sprintf("%s:%d:%d:%d:%d", m.Key, t.ID, t.Rev, to, do.Now.UnixMilli()), m, rows...)
}

// actor is how others are told of who acts.
func actor(do pilot.Do) (string, error) {
	p, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return "", fmt.Errorf("find who acts: %w", err)
	}
	return p.Called(), nil
}

// confirmer is who is asked to confirm a task: who assigned it as long as they may, else
// the nearest head over the owner; 0: nobody.
func confirmer(desk task.Desk, t task.Task) rules.PersonID {
	if _, err := desk.Over(t.Assigner, t.Owner, t.Field); err == nil && !t.Works(t.Assigner) {
		return t.Assigner
	}
	return desk.Org.Superior(t.Owner, t.Workers()...)
}
