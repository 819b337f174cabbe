package task

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Confirm confirms submitted tasks, each in the revision that was shown: all of them, or,
// where one can't be, none. Each of those who worked on them is told, of several in one message.
func Confirm(do pilot.Do, steps ...Step) ([]task.Task, error) {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return nil, err
	}
	before, desk, err := stepped(do, steps)
	if err != nil {
		return nil, err
	}
	var done []task.Task
	var why []rules.Message
	for i, s := range steps {
		t, err := desk.Confirm(before[i], s.act(do))
		if r, refused := errors.AsType[*rules.Refusal](err); refused {
			why = append(why, r.Reasons...)
		} else if err != nil {
			return nil, err
		}
		done = append(done, t)
	}
	if len(why) > 0 {
		return nil, &rules.Refusal{Reasons: why}
	}
	return done, keepConfirmed(do, steps, before, done)
}

// stepped loads the tasks of some steps, and the desk at which all of them are judged.
func stepped(do pilot.Do, steps []Step) (list []task.Task, desk task.Desk, err error) {
	ids := make([]task.ID, len(steps))
	for i, s := range steps {
		ids[i] = s.Task
	}
	found, err := do.Tx.Tasks(ids...)
	if err != nil {
		return nil, desk, err
	}
	var people []rules.PersonID
	for _, id := range ids {
		i := slices.IndexFunc(found, func(t task.Task) bool { return t.ID == id })
		if i < 0 {
			return nil, desk, fmt.Errorf("load task %d: %w", id, store.ErrNotFound)
		}
		list, people = append(list, found[i]), append(people, concerned(found[i])...)
	}
	desk, err = Desk(do, people...)
	return list, desk, err
}

// keepConfirmed saves and audits what was confirmed, refreshes the cards and tells who worked on it.
func keepConfirmed(do pilot.Do, steps []Step, before, done []task.Task) error {
	if err := do.Tx.SaveTasks(done...); err != nil {
		return err
	}
	var refs []store.Ref
	for i, t := range done {
		if err := audit(do, "task.confirm", before[i], t); err != nil {
			return err
		}
		refs = append(append(refs, Ref(t.ID)), daysOf(t, do.Today)...)
	}
	if len(refs) == 0 {
		return nil
	}
	if err := do.Tx.RefreshAll(do.Now, steps[0].Chat, refs[0], refs[1:]...); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return tellConfirmed(do, done)
}

// mostTold are the titles that one message names.
const mostTold = 12

// tellConfirmed tells each of those who worked on some tasks that they are confirmed.
func tellConfirmed(do pilot.Do, done []task.Task) error {
	var order []rules.PersonID
	of := map[rules.PersonID][]task.Task{}
	for _, t := range done {
		for _, p := range t.Workers() {
			if of[p] == nil {
				order = append(order, p)
			}
			of[p] = append(of[p], t)
		}
	}
	by, err := actor(do)
	if err != nil {
		return err
	}
	for _, p := range order {
		list := of[p]
		said := rules.Msg("notice.task.confirmed", "title", do.Tasks.Title(list[0]), "by", by)
		if len(list) > 1 {
			var titles []rules.Message
			for _, t := range list[:min(len(list), mostTold)] {
				titles = append(titles, rules.Msg("task.confirmed_title", "title", do.Tasks.Title(t)))
			}
			said = rules.Msg("notice.task.confirmed_many", "by", by, "n", len(list), "titles", titles, "more", max(0, len(list)-mostTold))
		}
		if err := tell(do, list[0], p, said); err != nil {
			return err
		}
	}
	return nil
}

// tellDecided tells the owner and the co-workers what was decided.
func tellDecided(do pilot.Do, t task.Task, key string) error {
	by, err := actor(do)
	if err != nil {
		return err
	}
	return tellWorkers(do, t, rules.Msg(key, "title", do.Tasks.Title(t), "by", by))
}

// Return sends submitted work back with a reason, and with another deadline, zero: none.
// Its owner gets the card.
func Return(do pilot.Do, s Step, due time.Time) (task.Task, error) {
	return take(do, s, "task.return", nil, func(k task.Desk, t task.Task) (task.Task, error) { return k.Return(t, s.act(do), due) },
		func(_, after task.Task) error { return tellCard(do, after, after.Owner, "returned") })
}

// Reopen takes back a confirmation of who acts; the owner is told.
func Reopen(do pilot.Do, s Step) (task.Task, error) {
	return take(do, s, "task.reopen", nil, func(k task.Desk, t task.Task) (_ task.Task, err error) {
		if k.Published, err = publishedOn(do, t); err != nil {
			return t, err
		}
		return k.Reopen(t, s.act(do))
	}, func(before, after task.Task) error {
		if err := touch(do, before); err != nil {
			return err
		}
		return tellDecided(do, after, "notice.task.reopened")
	})
}

// Strike notes a check that failed; the owner is told with its reason.
func Strike(do pilot.Do, s Step, kind task.StrikeKind) (task.Strike, error) {
	var strike task.Strike
	_, err := take(do, s, "task.strike", nil, func(k task.Desk, t task.Task) (task.Task, error) {
		var err error
		strike, err = k.Strike(t, s.act(do), kind)
		return t, err
	}, func(_, t task.Task) error {
		if err := do.Tx.AddStrike(t.Owner, &strike); err != nil {
			return err
		}
		if err := touch(do, t); err != nil {
			return err
		}
		return tell(do, t, t.Owner, rules.Msg("notice.task.strike", "title", do.Tasks.Title(t), "note", strike.Note, "form", kind == task.Form))
	})
	return strike, err
}

// Waive takes a strike away, 0: all of a kind; the owner is told.
func Waive(do pilot.Do, s Step, kind task.StrikeKind, strike task.StrikeID) (task.Waiver, error) {
	var waiver task.Waiver
	_, err := take(do, s, "task.waive", nil, func(k task.Desk, t task.Task) (task.Task, error) {
		var err error
		waiver, err = k.Waive(t, s.act(do), kind, strike)
		t.Rev++
		return t, err
	}, func(_, t task.Task) error {
		if err := do.Tx.AddWaiver(t.Owner, waiver); err != nil {
			return err
		}
		if err := touch(do, t); err != nil {
			return err
		}
		return tell(do, t, t.Owner, rules.Msg("notice.task.waived", "title", do.Tasks.Title(t), "reason", waiver.Reason))
	})
	return waiver, err
}

// AskExtension asks for a later deadline; who would confirm the task gets its card.
func AskExtension(do pilot.Do, s Step, due time.Time) (task.Extension, error) {
	var x task.Extension
	var head rules.PersonID
	_, err := take(do, s, "task.extend_ask", nil, func(k task.Desk, t task.Task) (task.Task, error) {
		var err error
		x, err = k.AskExtension(t, s.act(do), due)
		head = confirmer(k, t)
		t.Rev++
		return t, err
	}, func(_, after task.Task) error {
		if err := voidExtensions(do, after); err != nil {
			return err
		}
		if err := do.Tx.AddExtension(&x); err != nil {
			return err
		}
		return tellCard(do, after, head, "extend")
	})
	return x, err
}

// voidExtensions ends what was asked for and has become pointless.
func voidExtensions(do pilot.Do, t task.Task) error {
	list, err := do.Tx.ExtensionsOf(t.ID)
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.State != task.ExtensionAsked {
			continue
		}
		x.State, x.Decided, x.DecidedBy = task.ExtensionVoid, do.Now, do.By.Person
		if err := do.Tx.SaveExtension(x); err != nil {
			return err
		}
	}
	return nil
}

// Extend gives a later deadline without being asked; the owner is told.
func Extend(do pilot.Do, s Step, due time.Time) (task.Task, error) {
	var x task.Extension
	return take(do, s, "task.extend", nil, func(k task.Desk, t task.Task) (after task.Task, err error) {
		after, x, err = k.Extend(t, s.act(do), due)
		return after, err
	}, func(_, after task.Task) error {
		if err := voidExtensions(do, after); err != nil {
			return err
		}
		if err := do.Tx.AddExtension(&x); err != nil {
			return err
		}
		return tellExtended(do, after, x)
	})
}

// Grant answers the extension that was asked for last: granted, or refused with a reason.
// The owner is told.
func Grant(do pilot.Do, s Step, yes bool) (task.Task, error) {
	var x task.Extension
	action := "task.extend"
	if !yes {
		action = "task.extend_refuse"
	}
	return take(do, s, action, nil, func(k task.Desk, t task.Task) (after task.Task, err error) {
		list, err := do.Tx.ExtensionsOf(t.ID)
		if err != nil {
			return t, err
		}
		if i := slices.IndexFunc(list, func(x task.Extension) bool { return x.State == task.ExtensionAsked }); i >= 0 {
			x = list[i]
		}
		after, x, err = k.Grant(t, x, s.act(do), yes)
		return after, err
	}, func(_, after task.Task) error {
		if err := do.Tx.SaveExtension(x); err != nil {
			return err
		}
		return tellExtended(do, after, x)
	})
}

func tellExtended(do pilot.Do, t task.Task, x task.Extension) error {
	by, err := actor(do)
	if err != nil {
		return err
	}
	if x.State == task.ExtensionRefused {
		return tell(do, t, t.Owner, rules.Msg("notice.task.not_extended", "title", do.Tasks.Title(t), "by", by, "due", t.Due, "reason", x.Answer))
	}
	return tellWorkers(do, t, rules.Msg("notice.task.extended", "title", do.Tasks.Title(t), "by", by, "due", t.Due))
}

// Block notes what a task waits for; who can lift it gets the card at once.
func Block(do pilot.Do, s Step, waitsFor rules.PersonID, outside string) (task.Blocker, error) {
	var b task.Blocker
	var lifts rules.PersonID
	_, err := take(do, s, "task.block", []rules.PersonID{waitsFor}, func(k task.Desk, t task.Task) (task.Task, error) {
		var err error
		if b, err = k.Block(t, s.act(do), waitsFor, outside); err == nil {
			lifts = k.Lifts(t, b)
		}
		t.Rev++
		return t, err
	}, func(_, t task.Task) error {
		if err := do.Tx.AddBlocker(&b); err != nil {
			return err
		}
		return tellCard(do, t, lifts, "blocked")
	})
	return b, err
}

// Unblock closes what a task waited for; its owner is told.
func Unblock(do pilot.Do, s Step, id task.BlockerID) (task.Blocker, error) {
	var b task.Blocker
	list, err := do.Tx.BlockersOf(s.Task)
	if err != nil {
		return b, err
	}
	at := slices.IndexFunc(list, func(x task.Blocker) bool { return x.ID == id })
	if at < 0 {
		return b, rules.Refuse("task.changed")
	}
	open := list[at]
	_, err = take(do, s, "task.unblock", []rules.PersonID{open.By, open.WaitsFor, open.ClosedBy}, func(k task.Desk, t task.Task) (_ task.Task, err error) {
		b, err = k.Unblock(t, open, s.act(do))
		t.Rev++
		return t, err
	}, func(_, t task.Task) error {
		if err := do.Tx.SaveBlocker(b); err != nil {
			return err
		}
		by, err := actor(do)
		if err != nil {
			return err
		}
		return tellWorkers(do, t, rules.Msg("notice.task.unblocked", "title", do.Tasks.Title(t), "by", by, "answer", b.Answer))
	})
	return b, err
}
