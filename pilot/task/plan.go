package task

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Planned is the plan of a day at home as it stands, beside what the day needs.
type Planned struct {
	Plan  task.Plan
	Is    task.Equivalence
	Tasks []task.Task // the person's live ones, by deadline
}

// sheet is what a plan is made and judged with.
type sheet struct {
	desk    task.Desk
	need    task.Need
	tasks   []task.Task
	blocked map[task.ID]bool
}

// newSheet loads it for a slot of a person: the numbers, catalogue and position of that day.
func newSheet(do pilot.Do, person rules.PersonID, slot rules.Slot) (sheet, error) {
	desk, err := Desk(do, person)
	if err != nil {
		return sheet{}, err
	}
	s := sheet{desk: desk}
	if s.tasks, err = do.Tx.LiveTasksOf(person); err != nil {
		return s, err
	}
	if s.blocked, err = Blocked(do, s.tasks); err != nil {
		return s, err
	}
	posted, err := do.Tx.Person(person, slot.Date)
	if err != nil {
		return s, fmt.Errorf("find where the person works: %w", err)
	}
	unit, err := do.Tx.Unit(posted.Unit)
	if err != nil {
		return s, fmt.Errorf("load the unit: %w", err)
	}
	position, err := do.Tx.Position(posted.Position)
	if err != nil {
		return s, fmt.Errorf("load the position: %w", err)
	}
	catalogue, err := do.Tx.Catalogue(unit.ID)
	if err != nil {
		return s, err
	}
	numbers, err := do.PolicyBook()
	if err != nil {
		return s, err
	}
	s.need, err = desk.Need(slot, catalogue, unit, position.Code, numbers.At(unit.Code, slot.Date))
	return s, err
}

// Blocked says which of the tasks wait for somebody.
func Blocked(do pilot.Do, tasks []task.Task) (map[task.ID]bool, error) {
	ids := make([]task.ID, len(tasks))
	for i, t := range tasks {
		ids[i] = t.ID
	}
	list, err := do.Tx.BlockersOf(ids...)
	if err != nil {
		return nil, err
	}
	blocked := map[task.ID]bool{}
	for _, b := range list {
		if b.Closed.IsZero() {
			blocked[b.Task] = true
		}
	}
	return blocked, nil
}

// ProposePlan makes a plan for a slot by itself, for one tap; nothing is kept.
func ProposePlan(do pilot.Do, person rules.PersonID, slot rules.Slot) (Planned, error) {
	s, err := newSheet(do, person, slot)
	if err != nil {
		return Planned{}, err
	}
	items := s.desk.Propose(person, s.need, s.tasks, s.blocked)
	return Planned{task.Plan{Person: person, Slot: slot, Items: items}, s.desk.Equivalent(s.need, items, s.tasks), s.tasks}, nil
}

// JudgePlan holds a plan against its day; nothing is kept. It refuses what CheckPlan does.
func JudgePlan(do pilot.Do, p task.Plan) (Planned, error) {
	s, err := newSheet(do, p.Person, p.Slot)
	if err != nil {
		return Planned{}, err
	}
	return Planned{p, s.desk.Equivalent(s.need, p.Items, s.tasks), s.tasks}, s.desk.CheckPlan(p.Person, p.Items, s.tasks)
}

// SavePlan sends the plan of one's own day at home with the words of the commitment to it
// (rules section 3), in place of an earlier one: within the action of the request, where
// it comes with one. It refuses a plan that falls short where that blocks.
func SavePlan(do pilot.Do, p task.Plan, words string) (Planned, error) {
	if err := do.Assert(pilot.AskHome, rules.Subject{Person: p.Person}); err != nil {
		return Planned{}, err
	}
	judged, err := JudgePlan(do, p)
	if err != nil {
		return judged, err
	}
	desk := task.Desk{Now: do.Now, Calendar: do.Calendar, Policy: do.Tasks}
	if judged.Plan, err = desk.Commit(p, judged.Is, words); err != nil {
		return judged, err
	}
	return judged, do.Tx.SavePlan(judged.Plan)
}

// PlanOf is the plan that a person has for a slot, as far as that day at home still
// counts: a day that was shortened keeps it, one that was given back or revoked has none
// until it counts again. Without one the Plan holds no items.
func PlanOf(do pilot.Do, person rules.PersonID, slot rules.Slot) (task.Plan, error) {
	none := task.Plan{Person: person, Slot: slot}
	days, err := do.Tx.HomeDays(person, slot.Date, slot.Date)
	if err != nil {
		return none, fmt.Errorf("find the day at home: %w", err)
	}
	if !slices.ContainsFunc(days, func(h rules.HomeDay) bool { return h.Overlaps(slot) }) {
		return none, nil
	}
	list, err := do.Tx.Plans(person, slot.Date, slot.Date)
	if err != nil {
		return none, err
	}
	for _, p := range list {
		if p.Slot.Overlaps(slot) {
			return p, nil
		}
	}
	return none, nil
}

// MovePlan takes the plan of a day along when the day itself moves, unless another one was
// made for the new day. It is a consequence of the move.
func MovePlan(do pilot.Do, person rules.PersonID, request rules.RequestID, from, to rules.Slot) error {
	list, err := do.Tx.Plans(person, from.Date, from.Date)
	if err != nil {
		return err
	}
	there, err := do.Tx.Plans(person, to.Date, to.Date)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(there, func(p task.Plan) bool { return p.Slot.Overlaps(to) && p.Slot.Date != from.Date }) {
		return nil
	}
	for _, p := range list {
		if !p.Slot.Overlaps(from) {
			continue
		}
		if err := do.Tx.DropPlan(person, p.Slot); err != nil {
			return err
		}
		p.Slot, p.Request = to, request
		return do.Tx.SavePlan(p)
	}
	return nil
}
