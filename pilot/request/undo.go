package request

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/task"
	"tainha/rules"
)

// Undo makes days wait again that who acts decided a moment ago; the old day of a
// move that was approved comes back with it. Without days it is about the newest
// decision on the request. Everybody is told as of a decision.
func Undo(do pilot.Do, d Decision) (rules.Request, error) {
	return decideAgain(do, d, "request.undo", "notice.undone", func(desk rules.Desk, r rules.Request) (rules.Request, error) {
		days := d.Slots
		if days == nil {
			days = r.LastDecision(do.By.Person)
		}
		place, err := placeOf(do, desk, r, days)
		if err != nil {
			return r, err
		}
		return desk.Undo(r, d.act(do), do.Requests.UndoWithin, place)
	})
}

// Reopen makes rejected days wait again, by whoever may decide the request now.
func Reopen(do pilot.Do, d Decision) (rules.Request, error) {
	return decideAgain(do, d, "request.reopen", "notice.reopened", func(desk rules.Desk, r rules.Request) (rules.Request, error) {
		days := d.Slots
		if days == nil {
			days = r.Slots(rules.Rejected)
		}
		place, err := placeOf(do, desk, r, days)
		if err != nil {
			return r, err
		}
		return desk.Reopen(r, d.act(do), place)
	})
}

func decideAgain(do pilot.Do, d Decision, action, notice string, change func(rules.Desk, rules.Request) (rules.Request, error)) (rules.Request, error) {
	return take(do, d, step{
		action: action, decides: true, change: change,
		tell: func(before, after rules.Request) error {
			if err := takeBack(do, before, after); err != nil {
				return err
			}
			if after.Approver != do.By.Person { // whose card is edited where it was pressed
				if err := tellApprover(do, after, "again"); err != nil {
					return err
				}
			}
			days := slots(changed(before, after))
			by, err := do.Tx.Person(do.By.Person, do.Today)
			if err != nil {
				return fmt.Errorf("find who decided: %w", err)
			}
			return do.Notify(after.Person, fmt.Sprintf("%s:%d:%d", notice, after.ID, do.Tx.LastAudited()),
				rules.Msg(notice, "days", days, "by", by.Called(), "old", oldDays(after, days)))
		},
	})
}

// placeOf judges whether rejected days of a request still have their place, and
// the old days of moves that were approved. It refuses days of somebody who left.
func placeOf(do pilot.Do, desk rules.Desk, r rules.Request, days []rules.Slot) (rules.Verdict, error) {
	f, err := do.FactsFor(r.Person, days, 0)
	if err != nil {
		return rules.Verdict{}, err
	}
	if !f.Person.Active {
		return rules.Verdict{}, rules.Refuse("undo.left", "name", f.Person.Called())
	}
	var rejected []rules.Slot
	var why []rules.Message
	for _, d := range r.Days {
		if !slices.Contains(days, d.Slot) || d.Move.Request == 0 && d.State != rules.Rejected {
			continue
		}
		if d.State == rules.Approved {
			reasons, err := oldPlace(do, r, d)
			if err != nil {
				return rules.Verdict{}, err
			}
			why = append(why, reasons...)
			continue
		}
		if d.State != rules.Rejected {
			continue
		}
		rejected = append(rejected, d.Slot)
		if d.Move.Request != 0 {
			f.LeaveOut([]rules.MoveEnd{d.Move})
			err := checkMove(do, desk, Ask{Person: r.Person, Instead: map[rules.Slot]rules.MoveEnd{d.Slot: d.Move}})
			if err != nil {
				return rules.Verdict{}, err
			}
		}
	}
	if len(why) > 0 {
		return rules.Verdict{}, &rules.Refusal{Reasons: why}
	}
	return rules.CheckPlace(f, rejected), nil
}

// oldPlace says what stands against the old day of an approved move coming back.
func oldPlace(do pilot.Do, r rules.Request, d rules.RequestDay) ([]rules.Message, error) {
	f, err := do.FactsFor(r.Person, []rules.Slot{d.Move.Day}, 0)
	if err != nil {
		return nil, err
	}
	f.LeaveOut([]rules.MoveEnd{{Request: r.ID, Day: d.Slot}})
	v := rules.CheckPlace(f, []rules.Slot{d.Move.Day})
	return v.Days[0].Reasons, nil
}

// takeBack makes the old days of moves approved again whose approval was undone.
func takeBack(do pilot.Do, before, after rules.Request) error {
	for _, d := range after.Days {
		if d.State != rules.Pending || d.Move.Request == 0 || stateOf(before, d.Slot) != rules.Approved {
			continue
		}
		desk, err := do.Desk(deciders(after, do.By.Person)...)
		if err != nil {
			return err
		}
		right, err := desk.Org.MayDecide(do.By.Person, &after, do.Today)
		if err != nil {
			return err
		}
		old, err := holder(do, d.Move.Request)
		if err != nil {
			return err
		}
		back, err := desk.TakeBack(old, d.Move.Day, right, do.By.Person)
		if err != nil {
			return err
		}
		if err := saveOther(do, "request.take_back", old, back); err != nil {
			return err
		}
		if err := task.CopyPlan(do, after.Person, old.ID, d.Slot, d.Move.Day); err != nil {
			return err
		}
	}
	return nil
}

// undoable is how many requests with a decision that can be undone are listed.
const undoable = 20

// Undoable lists what who acts decided within the time in which it can be undone,
// the newest first.
func Undoable(do pilot.Do) ([]Case, error) {
	ids, err := do.Tx.LastDecided(do.By.Person, do.Now.Add(-do.Requests.UndoWithin), undoable)
	if err != nil {
		return nil, err
	}
	var list []Case
	for _, id := range ids {
		c, err := RequestCase(do, id)
		if err != nil {
			return nil, err
		}
		if len(c.Undoable) > 0 {
			list = append(list, c)
		}
	}
	return list, nil
}

// again fills what the reader may make wait again.
func again(do pilot.Do, c *Case) {
	reader, r := do.By.Person, c.Request
	if last := r.LastDecision(reader); len(last) > 0 {
		if _, err := c.Desk.Undo(r, rules.Act{By: reader, Slots: last}, do.Requests.UndoWithin, rules.Verdict{}); err == nil {
			c.Undoable = last
		}
	}
	for _, slot := range r.Slots(rules.Rejected) {
		if slices.Contains(c.Undoable, slot) {
			continue
		}
		if _, err := c.Desk.Reopen(r, rules.Act{By: reader, Slots: []rules.Slot{slot}}, rules.Verdict{}); err == nil {
			c.Reopenable = append(c.Reopenable, slot)
		}
	}
}
