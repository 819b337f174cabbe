package task

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Planned is the plan of a day at home as it stands, beside what the day needs.
type Planned struct {
	Plan  task.Plan
	Is    task.Equivalence
	Why   []rules.Message // why nothing can be held against the day; none: it can
	Tasks []task.Task     // the person's live ones, by deadline
}

// Day is a day at home that is being planned: Kept, it holds these items as far as they
// can still be, and of those without an amount what is missing; else a plan is proposed.
type Day struct {
	Slot  rules.Slot
	Items []task.Item
	Kept  bool
}

// Beside says which plans make room for those that are made: of a request that is sent
// anew, and of days whose place is taken.
type Beside struct {
	Request rules.RequestID
	Instead []rules.Slot
}

// Sheet is what the plans of a person's days are made and judged with, loaded once.
type Sheet struct {
	Person  rules.PersonID
	Tasks   []task.Task // live ones, by deadline
	desk    task.Desk
	facts   *rules.Facts
	listed  task.Catalogue
	blocked map[task.ID]bool
	taken   task.Taken // on other days
}

// OpenSheet loads it for the plans of some days. It is nil where work is not counted at
// all: nobody has given any in the unit, there is no catalogue, and nothing is refused
// for want of it.
func OpenSheet(do pilot.Do, person rules.PersonID, slots []rules.Slot, beside Beside) (*Sheet, error) {
	facts, err := do.FactsFor(person, slots, beside.Request)
	if err != nil {
		return nil, err
	}
	unit := facts.Person.Unit
	if do.Tasks.EquivalenceMode != task.Block {
		if used, err := do.Tx.TasksUsed(person, unit, do.Today); err != nil || !used {
			return nil, err
		}
	}
	s := &Sheet{Person: person, facts: facts, desk: task.Desk{Org: &rules.Org{}, Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks}}
	if s.listed, err = do.Tx.Catalogue(unit); err != nil {
		return nil, err
	}
	if s.Tasks, err = do.Tx.LiveTasksOf(person); err != nil {
		return nil, err
	}
	if len(s.Tasks) == 0 {
		return s, nil
	}
	if s.blocked, err = Blocked(do, s.Tasks); err != nil {
		return nil, err
	}
	if err := s.load(do, slots, beside); err != nil {
		return nil, err
	}
	return s, nil
}

// load counts what is planned on other days that are to come: of today's, what was not
// done since.
func (s *Sheet) load(do pilot.Do, slots []rules.Slot, beside Beside) error {
	s.taken = task.Taken{}
	plans, err := do.Tx.Plans(s.Person, do.Today, do.Today.AddDays(pilot.Horizon))
	if err != nil || len(plans) == 0 {
		return err
	}
	home, err := do.Tx.HomeDays(s.Person, do.Today, do.Today.AddDays(pilot.Horizon))
	if err != nil {
		return fmt.Errorf("find the days at home: %w", err)
	}
	for _, p := range plans {
		counts := slices.ContainsFunc(home, func(h rules.HomeDay) bool { return h.Overlaps(p.Slot) })
		own := beside.Request != 0 && p.Request == beside.Request
		if !counts || own || slices.ContainsFunc(slots, p.Slot.Overlaps) || slices.ContainsFunc(beside.Instead, p.Slot.Overlaps) {
			continue
		}
		before := map[task.ID]task.Amount{}
		if p.Slot.Date == do.Today {
			if before, err = do.Tx.DoneBefore(do.Today, idsOf(p.Items)...); err != nil {
				return err
			}
		}
		for _, i := range p.Items {
			s.taken[i.Task] = s.taken[i.Task].Plus(s.open(i, p.Slot.Date == do.Today, before[i.Task]))
		}
	}
	return nil
}

// open is what is still to be done of an item of a plan.
func (s *Sheet) open(i task.Item, today bool, before task.Amount) task.Amount {
	at := slices.IndexFunc(s.Tasks, func(t task.Task) bool { return t.ID == i.Task })
	if !today || at < 0 {
		return i.Amount
	}
	if left := i.Amount.Minus(s.Tasks[at].Done.Minus(before)); left.Sign() > 0 {
		return left
	}
	return task.Amount{}
}

func idsOf(items []task.Item) []task.ID {
	ids := make([]task.ID, len(items))
	for k, i := range items {
		ids[k] = i.Task
	}
	return ids
}

// Need is what a day asks of its plan; it is refused where nobody said.
func (s *Sheet) Need(slot rules.Slot) (task.Need, error) {
	unit := s.facts.Units[s.facts.UnitOn(slot.Date)]
	return s.desk.Need(slot, s.listed, unit, s.position(slot.Date), s.facts.Policies.At(unit.Code, slot.Date))
}

// position is the code of the position that the person holds on a day.
func (s *Sheet) position(d rules.Date) string {
	for _, p := range s.facts.Postings {
		if p.Person == s.Person && p.From <= d && (p.To == 0 || d <= p.To) {
			return s.facts.Positions[p.Position].Code
		}
	}
	return ""
}

// Plan plans days: those that are kept first, then the others, in order. Of a task never
// more is planned over all of them than is left of it. Nothing is kept.
func (s *Sheet) Plan(days []Day) []Planned {
	out := make([]Planned, len(days))
	taken := task.Taken{}
	maps.Copy(taken, s.taken)
	for _, kept := range []bool{true, false} {
		for i, d := range days {
			if d.Kept != kept {
				continue
			}
			out[i] = s.plan(d, taken)
			for _, x := range out[i].Plan.Items {
				taken[x.Task] = taken[x.Task].Plus(x.Amount)
			}
		}
	}
	return out
}

func (s *Sheet) plan(d Day, taken task.Taken) Planned {
	p := Planned{Plan: task.Plan{Person: s.Person, Slot: d.Slot}, Tasks: s.Tasks}
	need, err := s.Need(d.Slot)
	if r, refused := errors.AsType[*rules.Refusal](err); refused {
		p.Why = r.Reasons
	}
	if d.Kept {
		p.Plan.Items = s.kept(need, d.Items, taken)
	} else {
		p.Plan.Items = s.desk.Propose(s.Person, need, s.Tasks, s.blocked, taken)
	}
	p.Is = s.desk.Equivalent(need, p.Plan.Items, s.Tasks)
	return p
}

// kept are items as far as they can still be.
func (s *Sheet) kept(need task.Need, items []task.Item, taken task.Taken) []task.Item {
	named := slices.DeleteFunc(slices.Clone(items), func(i task.Item) bool { return i.Amount.IsZero() })
	fit := s.desk.Fit(s.Person, named, s.Tasks, taken)
	for _, i := range items {
		at := slices.IndexFunc(s.Tasks, func(t task.Task) bool { return t.ID == i.Task && t.State.Open() })
		planned := slices.ContainsFunc(fit, func(x task.Item) bool { return x.Task == i.Task })
		if !i.Amount.IsZero() || at < 0 || planned || len(fit) == task.MaxItems {
			continue
		}
		if n := s.desk.Added(s.Person, need, fit, s.Tasks[at], s.Tasks, taken); n.Sign() > 0 {
			fit = append(fit, task.Item{Task: i.Task, Amount: n})
		}
	}
	return fit
}

// Addable are the person's open tasks that one of some plans does not hold, with what is
// left of each beside all plans.
func (s *Sheet) Addable(plans []Planned, at int) (list []task.Item) {
	taken := task.Taken{}
	maps.Copy(taken, s.taken)
	for _, p := range plans {
		for _, x := range p.Plan.Items {
			taken[x.Task] = taken[x.Task].Plus(x.Amount)
		}
	}
	for _, t := range s.Tasks {
		left := t.Left().Minus(taken[t.ID])
		held := slices.ContainsFunc(plans[at].Plan.Items, func(i task.Item) bool { return i.Task == t.ID })
		if t.State.Open() && !held && left.Sign() > 0 {
			list = append(list, task.Item{Task: t.ID, Amount: left})
		}
	}
	return list
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

// ProposePlan makes a plan for a slot by itself, for one tap; nothing is kept. Where work
// is not counted it is empty.
func ProposePlan(do pilot.Do, person rules.PersonID, slot rules.Slot) (Planned, error) {
	s, err := OpenSheet(do, person, []rules.Slot{slot}, Beside{})
	if err != nil || s == nil {
		return Planned{Plan: task.Plan{Person: person, Slot: slot}}, err
	}
	return s.Plan([]Day{{Slot: slot}})[0], nil
}

// SavePlans sends the plans of one's own days at home with the words of the commitment to
// them (rules section 3), in place of earlier ones of the request: within its action. What
// is gone since a plan was shown is left out. It refuses a plan that falls short where that
// blocks; without anything in it none is kept.
func SavePlans(do pilot.Do, person rules.PersonID, request rules.RequestID, days []Day, words string, instead []rules.Slot) error {
	if err := do.Assert(pilot.AskHome, rules.Subject{Person: person}); err != nil {
		return err
	}
	slots := make([]rules.Slot, len(days))
	for i, d := range days {
		slots[i] = d.Slot
	}
	s, err := OpenSheet(do, person, slots, Beside{request, instead})
	if err != nil || s == nil {
		return err
	}
	for _, p := range s.Plan(days) {
		if err := s.save(do, p, request, words); err != nil {
			return err
		}
	}
	return nil
}

// save keeps one plan with its commitment.
func (s *Sheet) save(do pilot.Do, p Planned, request rules.RequestID, words string) error {
	if len(p.Why) > 0 && do.Tasks.EquivalenceMode == task.Block {
		return &rules.Refusal{Reasons: p.Why}
	}
	if len(p.Plan.Items) == 0 {
		if err := p.Is.Refusal(p.Plan.Slot); err != nil {
			return err
		}
		return do.Tx.DropPlan(s.Person, p.Plan.Slot)
	}
	if err := s.desk.CheckPlan(s.Person, p.Plan.Items, s.Tasks, s.taken); err != nil {
		return err
	}
	p.Plan.Request = request
	plan, err := s.desk.Commit(p.Plan, p.Is, words)
	if err != nil {
		return err
	}
	return do.Tx.SavePlan(plan)
}
