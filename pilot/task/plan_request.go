package task

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// PlansOf are the plans of the days of a request that wait for a decision, beside what
// each needs; none where work is not counted.
func PlansOf(do pilot.Do, r rules.Request) ([]Planned, error) {
	s, days, err := waiting(do, r)
	if err != nil || s == nil {
		return nil, err
	}
	return s.Plan(days), nil
}

// waiting are the waiting days of a request with their plans.
func waiting(do pilot.Do, r rules.Request) (*Sheet, []Day, error) {
	slots := r.Slots(rules.Pending)
	if len(slots) == 0 {
		return nil, nil, nil
	}
	s, err := OpenSheet(do, r.Person, slots, Beside{Request: r.ID, Instead: oldDays(r)})
	if err != nil || s == nil {
		return nil, nil, err
	}
	plans, err := do.Tx.PlansFor(r.ID)
	if err != nil {
		return nil, nil, err
	}
	days := make([]Day, len(slots))
	for i, slot := range slots {
		days[i] = Day{Slot: slot, Kept: true}
		for _, p := range plans {
			if p.Slot == slot {
				days[i].Items = p.Items
			}
		}
	}
	return s, days, nil
}

// oldDays are those whose place a request would take.
func oldDays(r rules.Request) (list []rules.Slot) {
	for _, end := range r.Moved() {
		list = append(list, end.Day)
	}
	return list
}

// AssignPlanned is Assign by whoever decides a request for days at home, which puts what its
// person gets into the plan of the first day that falls short, or of which nobody said how much
// it needs; full: there is no such day. They committed to what they sent; the work they accept
// as any. It refuses all of it where the request is no longer the one that was shown.
func AssignPlanned(do pilot.Do, a Assignment, id rules.RequestID, rev int) (given []task.Task, full bool, err error) {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return nil, false, err
	}
	r, err := do.Tx.Request(id)
	if err != nil {
		return nil, false, fmt.Errorf("load the request: %w", err)
	}
	desk, err := do.Desk(r.Person, do.By.Person)
	if err != nil {
		return nil, false, err
	}
	if _, err := desk.Org.MayDecide(do.By.Person, &r, do.Today); err != nil {
		return nil, false, err
	}
	if !r.Open() || r.Rev != rev {
		return nil, false, rules.Refuse("plan.changed")
	}
	if given, err = Assign(do, a); err != nil {
		return nil, false, err
	}
	full, err = addToPlans(do, r, given)
	return given, full, err
}

// addToPlans puts given work into the plans of a request that has room for it.
func addToPlans(do pilot.Do, r rules.Request, given []task.Task) (full bool, err error) {
	s, days, err := waiting(do, r)
	if err != nil || s == nil {
		return false, err
	}
	for _, t := range given {
		if t.Owner != r.Person || t.State == task.Drafted {
			continue
		}
		at := roomy(s.Plan(days))
		if at < 0 {
			full = true
			continue
		}
		days[at].Items = append(slices.Clone(days[at].Items), task.Item{Task: t.ID})
		if err := s.added(do, r.ID, s.Plan(days)[at]); err != nil {
			return false, err
		}
	}
	if err := do.Tx.Refresh(do.Now, pilot.RequestRef(r.ID), 0); err != nil {
		return full, fmt.Errorf("refresh the cards: %w", err)
	}
	return full, nil
}

// roomy is the first plan that falls short, else the first of which it is not known; -1: none.
func roomy(plans []Planned) int {
	if at := slices.IndexFunc(plans, func(p Planned) bool { return p.Is.Short.Sign() > 0 }); at >= 0 {
		return at
	}
	return slices.IndexFunc(plans, func(p Planned) bool { return len(p.Why) > 0 })
}

// added keeps a plan that got more beside the commitment that was sent with it.
func (s *Sheet) added(do pilot.Do, id rules.RequestID, now Planned) error {
	list, err := do.Tx.PlansFor(id)
	if err != nil {
		return err
	}
	p := now.Plan
	for _, old := range list {
		if old.Slot == p.Slot {
			p = old
		}
	}
	p.Request, p.Items, p.Volume, p.Load, p.Measure = id, now.Plan.Items, now.Is.Got, now.Is.Load, now.Is.Measure
	if len(p.Items) == 0 {
		return nil
	}
	if err := do.Tx.SavePlan(p); err != nil {
		return err
	}
	return do.Audit(store.Entry{Action: "request.plan", Object: pilot.ObjectRequest, ObjectID: int64(id), After: p})
}
