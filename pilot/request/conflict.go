package request

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Keep lets a day stand in spite of its conflict, with a reason, by whoever decides
// for its person. The person is told at once; it stays pending or approved.
func Keep(do pilot.Do, d Decision) (rules.Request, error) {
	r, err := do.Tx.Request(d.Request)
	if err != nil {
		return r, fmt.Errorf("load the request: %w", err)
	}
	known, err := do.Tx.ConflictsOf(d.Request)
	if err != nil {
		return r, err
	}
	people := deciders(r, do.By.Person)
	var of *rules.Standing
	for i, s := range known {
		if slices.Contains(d.Slots, s.Slot) {
			of = &known[i]
			people = append(people, s.KeptBy)
		}
	}
	people = slices.DeleteFunc(people, func(p rules.PersonID) bool { return p == 0 })
	desk, err := do.Desk(people...)
	if err != nil {
		return r, err
	}
	if err := do.AssertDecides(desk, r); err != nil {
		return r, err
	}
	kept, err := desk.Keep(r, d.act(do), of)
	if err != nil {
		return r, err
	}
	if err := do.Tx.SaveConflict(kept); err != nil {
		return r, err
	}
	right, _ := desk.Org.MayDecide(do.By.Person, &r, do.Today)
	if err := do.Audit(store.Entry{
		OnBehalfOf: right.OnBehalfOf, Action: "request.keep", Object: pilot.ObjectRequest, ObjectID: int64(r.ID), Before: *of, After: kept,
	}); err != nil {
		return r, err
	}
	if err := do.Tx.Refresh(do.Now, pilot.RequestRef(r.ID), d.Chat); err != nil {
		return r, fmt.Errorf("refresh the cards: %w", err)
	}
	by, err := decider(do, rules.RequestDay{DecidedBy: do.By.Person, OnBehalfOf: right.OnBehalfOf})
	if err != nil {
		return r, err
	}
	return r, do.Notify(r.Person, fmt.Sprintf("kept:%d:%s:%d", r.ID, kept.Slot, do.Now.UnixMilli()),
		rules.Msg("notice.kept", "by", by, "days", d.Slots, "reason", kept.Reason, "pending", slices.Contains(r.Slots(rules.Pending), kept.Slot)))
}

// ConflictCase is a conflict that is listed, with what its line shows.
type ConflictCase struct {
	rules.Standing
	Requester rules.Person
	Unit      rules.Unit
	Rev       int
	Pending   bool // it waits for a decision; else it is approved
}

// mostListed bounds how many conflicts are looked at for one head.
const mostListed = 200

// Conflicts lists what who acts is to settle: the days in conflict of those whose
// requests come to them today, or to the head for whom they act.
func Conflicts(do pilot.Do) ([]ConflictCase, error) {
	person, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return nil, fmt.Errorf("load the reader: %w", err)
	}
	actor, err := do.Actor(person, do.Today)
	if err != nil {
		return nil, err
	}
	seats := slices.Concat(actor.HeadOf, actor.ActsFor)
	if len(seats) == 0 {
		return nil, nil
	}
	units, err := withBelow(do, seats)
	if err != nil {
		return nil, err
	}
	list, err := do.Tx.OpenConflicts(units, do.Today, 0, mostListed)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	people := []rules.PersonID{do.By.Person}
	for _, s := range list {
		people = append(people, s.Person)
	}
	desk, err := do.Desk(people...)
	if err != nil {
		return nil, err
	}
	var own []rules.Standing
	for _, s := range list {
		seat, err := settles(do, desk, s)
		if err != nil {
			return nil, err
		}
		if seat.Approver == do.By.Person || seat.Head == do.By.Person {
			own = append(own, s)
		}
	}
	return conflictCases(do, own)
}

// withBelow adds the units right below: whoever heads them is decided on from here.
func withBelow(do pilot.Do, seats []rules.UnitID) ([]rules.UnitID, error) {
	all, err := do.Tx.EachUnit()
	if err != nil {
		return nil, fmt.Errorf("find the units below: %w", err)
	}
	units := slices.Clone(seats)
	for u := range all {
		if slices.Contains(seats, u.Parent) && !slices.Contains(units, u.ID) {
			units = append(units, u.ID)
		}
	}
	return units, nil
}

// AllConflicts lists a page of what is to be settled in the whole agency, and how many
// days there are.
func AllConflicts(do pilot.Do, page, size int) ([]ConflictCase, int, error) {
	n, err := do.Tx.CountOpenConflicts(nil, do.Today)
	if err != nil || n == 0 {
		return nil, n, err
	}
	list, err := do.Tx.OpenConflicts(nil, do.Today, page*size, size)
	if err != nil {
		return nil, n, err
	}
	cases, err := conflictCases(do, list)
	return cases, n, err
}

// conflictCases loads what the lines show; days that have begun are left out.
func conflictCases(do pilot.Do, list []rules.Standing) ([]ConflictCase, error) {
	var out []ConflictCase
	for _, s := range list {
		if !do.Now.Before(do.Calendar.Start(s.Slot)) {
			continue
		}
		r, err := do.Tx.Request(s.Request)
		if err != nil {
			return nil, fmt.Errorf("load the request: %w", err)
		}
		c := ConflictCase{Standing: s, Rev: r.Rev, Pending: slices.Contains(r.Slots(rules.Pending), s.Slot)}
		if c.Requester, err = do.Tx.Person(s.Person, do.Today); err != nil {
			return nil, fmt.Errorf("load the requester: %w", err)
		}
		if c.Unit, err = do.Tx.Unit(s.Unit); err != nil {
			return nil, fmt.Errorf("load the unit: %w", err)
		}
		out = append(out, c)
	}
	return out, nil
}

// Line words a conflict in a list; its unit is named where lines are of several.
func (c ConflictCase) Line(i int, unit string) rules.Message {
	why := Whys(c.Why(0))
	state := rules.Approved
	if c.Pending {
		state = rules.Pending
	}
	return rules.Msg("conflict.line", "i", i, "name", c.Requester.Called(), "unit", unit, "slot", c.Slot,
		"state", rules.Msg("state."+state.String()), "why", why[0], "more", len(why)-1)
}
