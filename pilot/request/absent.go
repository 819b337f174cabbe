package request

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
)

// Taken is what an absence takes of the days at home, and what it leaves of them.
type Taken struct {
	Given []rules.Slot // given up
	Left  []rules.Slot // the other halves, which stay
}

// TakenBy says what an absence would take; nothing is changed. Duty elsewhere takes
// nothing by itself.
func TakenBy(do pilot.Do, a rules.Absence) (Taken, error) {
	return eachTaken(do, a, func(_, _ rules.Request, _ Taken) error { return nil })
}

// GiveUpForAbsence gives up what an absence takes of the person's days at home, all of a
// day or the half that it touches, and tells who decided it or is asked. It is a
// consequence of noting the absence, whoever did that.
func GiveUpForAbsence(do pilot.Do, a rules.Absence) (Taken, error) {
	return eachTaken(do, a, func(before, after rules.Request, t Taken) error {
		right := rules.Authority{}
		if do.By.Person != a.Person {
			right.OnBehalfOf = a.Person
		}
		if err := save(do, before, after); err != nil {
			return err
		}
		if err := audit(do, right, "request.absent", before, after); err != nil {
			return err
		}
		if err := do.Tx.Refresh(do.Now, pilot.RequestRef(after.ID), 0); err != nil {
			return fmt.Errorf("refresh the cards: %w", err)
		}
		if err := settleMoves(do, before, after); err != nil {
			return err
		}
		return tellAbsent(do, before, t)
	})
}

func eachTaken(do pilot.Do, a rules.Absence, act func(before, after rules.Request, t Taken) error) (Taken, error) {
	var all Taken
	if a.Kind != rules.Leave && a.Kind != rules.Sick {
		return all, nil
	}
	list, err := do.Tx.RequestsOf(a.Person, max(a.First, do.Today), a.Last)
	if err != nil {
		return all, fmt.Errorf("find the days at home: %w", err)
	}
	desk := rules.Desk{Calendar: do.Calendar, Now: do.Now}
	for _, r := range list {
		if r, err = do.Tx.Request(r.ID); err != nil { // one before it may have ended its move
			return all, fmt.Errorf("load the request: %w", err)
		}
		after, given := desk.Absent(r, a, do.By.Person)
		if len(given) == 0 {
			continue
		}
		t := Taken{Given: given, Left: left(after, given)}
		if err := act(r, after, t); err != nil {
			return all, err
		}
		all.Given, all.Left = append(all.Given, t.Given...), append(all.Left, t.Left...)
	}
	return all, nil
}

// left are the halves that stay of days of which one half is given up.
func left(after rules.Request, given []rules.Slot) []rules.Slot {
	var list []rules.Slot
	for _, d := range after.Days {
		other := func(s rules.Slot) bool { return s.Date == d.Date && s.Part != d.Part }
		if d.State.Counts() && slices.ContainsFunc(given, other) {
			list = append(list, d.Slot)
		}
	}
	return list
}

// tellAbsent tells who approved the days, or is asked for them, what is left.
func tellAbsent(do pilot.Do, before rules.Request, t Taken) error {
	person, err := do.Tx.Person(before.Person, do.Today)
	if err != nil {
		return fmt.Errorf("find the requester: %w", err)
	}
	var to []rules.PersonID
	for _, d := range before.Days {
		who := d.DecidedBy
		if d.State == rules.Pending {
			who = before.Approver
		}
		hit := slices.ContainsFunc(t.Given, func(s rules.Slot) bool { return s.Overlaps(d.Slot) })
		if hit && who != 0 && who != do.By.Person && !slices.Contains(to, who) {
			to = append(to, who)
		}
	}
	for _, who := range to {
		err := do.Notify(who, fmt.Sprintf("absent:%d:%s:%d", before.ID, t.Given[0], who),
			rules.Msg("notice.cancelled_away", "name", person.Called(), "days", t.Given, "left", LeftLines(t.Left)))
		if err != nil {
			return err
		}
	}
	return nil
}

// LeftLines says which halves stay at home.
func LeftLines(left []rules.Slot) []rules.Message {
	var lines []rules.Message
	for _, s := range left {
		lines = append(lines, rules.Msg("leave.left", "slot", s))
	}
	return lines
}
