package request

import (
	"errors"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/task"
	"tainha/rules"
	"tainha/store"
)

// holder returns the request that holds an approved day, 0 days for none.
func holder(do pilot.Do, id rules.RequestID) (rules.Request, error) {
	r, err := do.Tx.Request(id)
	if errors.Is(err, store.ErrNotFound) {
		return rules.Request{}, nil
	}
	if err != nil {
		return r, fmt.Errorf("load the request of the old day: %w", err)
	}
	return r, nil
}

// CheckMove refuses what Submit would refuse of a move, before anything is written.
func CheckMove(do pilot.Do, ask Ask) error {
	desk, err := do.Desk(ask.Person)
	if err != nil {
		return err
	}
	return checkMove(do, desk, ask)
}

// checkMove refuses a move of days that the person has not got, or has not got
// any more.
func checkMove(do pilot.Do, desk rules.Desk, ask Ask) error {
	if len(ask.Instead) == 0 {
		return nil
	}
	old := map[rules.RequestID]rules.Request{}
	for _, end := range ask.Instead {
		r, err := holder(do, end.Request)
		if err != nil {
			return err
		}
		if r.Person == ask.Person {
			old[end.Request] = r
		}
	}
	open, err := do.Tx.OpenOf(ask.Person)
	if err != nil {
		return fmt.Errorf("find what waits: %w", err)
	}
	return desk.CheckMove(ask.Instead, old, open)
}

// ends lists the old days of a move.
func (ask Ask) ends() []rules.MoveEnd {
	var list []rules.MoveEnd
	for _, end := range ask.Instead {
		list = append(list, end)
	}
	return list
}

// settleMoves carries a change of a request over to the other days of its moves:
// an approved new day gives the old one up in the same decision, and a held day that
// is given up ends the move.
func settleMoves(do pilot.Do, before, after rules.Request) error {
	desk := rules.Desk{Calendar: do.Calendar, Now: do.Now}
	for _, d := range after.Days {
		if d.Move.Request == 0 || d.State != rules.Approved || stateOf(before, d.Slot) != rules.Pending {
			continue
		}
		if err := giveWay(do, desk, after, d); err != nil {
			return err
		}
	}
	gone := givenUp(before, after)
	if len(gone) == 0 {
		return nil
	}
	return endMoves(do, desk, after.Person, gone)
}

// givenUp lists the days that were approved and are no more, of a day that was
// parted the half.
func givenUp(before, after rules.Request) []rules.MoveEnd {
	var gone []rules.MoveEnd
	for _, d := range after.Days {
		if stateOf(before, d.Slot) == rules.Approved && d.State != rules.Approved && d.State != rules.Done {
			gone = append(gone, rules.MoveEnd{Request: after.ID, Day: d.Slot})
		}
	}
	return gone
}

// giveWay gives up the old day of a move whose new day was just approved, and
// tells who had approved it.
func giveWay(do pilot.Do, desk rules.Desk, r rules.Request, d rules.RequestDay) error {
	old, err := holder(do, d.Move.Request)
	if err != nil {
		return err
	}
	after, err := desk.GiveWay(old, d.Move.Day, do.By.Person, rules.MoveEnd{Request: r.ID, Day: d.Slot})
	if err != nil {
		return err
	}
	if err := task.MovePlan(do, r.Person, r.ID, d.Move.Day, d.Slot); err != nil {
		return err
	}
	if err := saveOther(do, "request.give_way", old, after); err != nil {
		return err
	}
	for _, was := range old.Days {
		if was.State != rules.Approved || !was.Overlaps(d.Move.Day) || was.DecidedBy == 0 || was.DecidedBy == do.By.Person {
			continue
		}
		person, err := do.Tx.Person(r.Person, do.Today)
		if err != nil {
			return fmt.Errorf("find the requester: %w", err)
		}
		by, err := decider(do, d)
		if err != nil {
			return err
		}
		return do.Notify(was.DecidedBy, fmt.Sprintf("gave way:%d:%s:%d", old.ID, d.Move.Day, r.ID),
			rules.Msg("notice.gave_way", "name", person.Called(), "from", d.Move.Day, "to", d.Slot, "by", by))
	}
	return nil
}

// saveOther keeps what a change of one request did to another of the same person.
func saveOther(do pilot.Do, action string, before, after rules.Request) error {
	if err := save(do, before, after); err != nil {
		return err
	}
	right := rules.Authority{}
	if do.By.Person != after.Person {
		right.OnBehalfOf = after.Person
	}
	if err := audit(do, right, action, before, after); err != nil {
		return err
	}
	if err := do.Tx.Refresh(do.Now, pilot.RequestRef(after.ID), 0); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

// endMoves ends what waits to take the place of days that are gone. The person is
// told, unless it was them who gave the days up.
func endMoves(do pilot.Do, desk rules.Desk, person rules.PersonID, gone []rules.MoveEnd) error {
	open, err := do.Tx.OpenOf(person)
	if err != nil {
		return fmt.Errorf("find the moves: %w", err)
	}
	for _, r := range open {
		after, slots := desk.EndMoves(r, gone, do.By.Person)
		if len(slots) == 0 {
			continue
		}
		if err := saveOther(do, "request.move_end", r, after); err != nil {
			return err
		}
		if do.By.Person == person {
			continue
		}
		if err := do.Notify(person, fmt.Sprintf("move ended:%d:%d:%s", r.ID, r.Rev, slots[0]), rules.Msg("notice.move_ended", "days", slots)); err != nil {
			return err
		}
	}
	return nil
}

// oldDays says what becomes of the old days of moves among days that were decided.
func oldDays(r rules.Request, days []rules.Slot) []rules.Message {
	var lines []rules.Message
	for _, d := range r.Days {
		if d.Move.Request == 0 || !slices.Contains(days, d.Slot) {
			continue
		}
		key := "move.stands"
		switch d.State {
		case rules.Approved:
			key = "move.gave_way"
		case rules.Pending:
			key = "move.held"
		}
		lines = append(lines, rules.Msg(key, "slot", d.Move.Day))
	}
	return lines
}
