package task

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
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

// AddToPlans puts work that was just given to who asked for days at home into the plan of
// the first of them that falls short, where the request still waits. They committed to
// what they sent; the work they accept as any.
func AddToPlans(do pilot.Do, id rules.RequestID, given []task.Task) error {
	if err := do.Assert(pilot.HandleTask, rules.Subject{}); err != nil {
		return err
	}
	r, err := do.Tx.Request(id)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	s, days, err := waiting(do, r)
	if err != nil || s == nil {
		return err
	}
	for _, t := range given {
		if t.Owner != r.Person || t.State == task.Drafted {
			continue
		}
		at := max(slices.IndexFunc(s.Plan(days), func(p Planned) bool { return p.Is.Short.Sign() > 0 }), 0)
		days[at].Items = append(slices.Clone(days[at].Items), task.Item{Task: t.ID})
		if err := s.added(do, r.ID, s.Plan(days)[at]); err != nil {
			return err
		}
	}
	if err := do.Tx.Refresh(do.Now, pilot.RequestRef(id), 0); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
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
	return do.Tx.SavePlan(p)
}
