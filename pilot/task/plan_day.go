package task

import (
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// PlanOf is the plan that a person has for a slot, as far as that day at home still
// counts: one that was given back or revoked has none. Without one the Plan holds no items.
func PlanOf(do pilot.Do, person rules.PersonID, slot rules.Slot) (task.Plan, error) {
	none := task.Plan{Person: person, Slot: slot}
	days, err := do.Tx.HomeDays(person, slot.Date, slot.Date)
	if err != nil {
		return none, err
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

// MovePlan takes the plan of a day along when the day itself moves, of half a day what the
// other half has no need of, unless another one was made for the new day. It is a
// consequence of the move.
func MovePlan(do pilot.Do, person rules.PersonID, request rules.RequestID, from, to rules.Slot) error {
	list, err := do.Tx.Plans(person, from.Date, from.Date)
	if err != nil || len(list) == 0 {
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
		if left, parted := p.Slot.Without(from.Part); parted {
			rest, err := shorten(do, p, left)
			if err != nil || len(rest) == 0 {
				return err
			}
			p.Items = rest
		} else if err := do.Tx.DropPlan(person, p.Slot); err != nil {
			return err
		}
		p.Slot, p.Request = to, request
		return do.Tx.SavePlan(p)
	}
	return nil
}

// shorten makes a plan one of what is left of its day, and returns what is free by that.
func shorten(do pilot.Do, p task.Plan, left rules.Slot) ([]task.Item, error) {
	s, err := OpenSheet(do, p.Person, []rules.Slot{left}, Beside{})
	if err != nil {
		return nil, err
	}
	var rest []task.Item
	if s != nil {
		if need, refused := s.Need(left); refused == nil {
			p.Items, rest = s.desk.Part(need, p.Items, s.Tasks)
			p.Load, p.Volume = need.Load, s.desk.Equivalent(need, p.Items, s.Tasks).Got
		}
	}
	if err := do.Tx.DropPlan(p.Person, rules.Slot{Date: left.Date}); err != nil {
		return nil, err
	}
	p.Slot = left
	return rest, do.Tx.SavePlan(p)
}

// CopyPlan gives a day that is back the plan of the day that had taken its place.
func CopyPlan(do pilot.Do, person rules.PersonID, request rules.RequestID, from, to rules.Slot) error {
	list, err := do.Tx.Plans(person, from.Date, from.Date)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Slot.Overlaps(from) {
			p.Slot, p.Request = to, request
			return do.Tx.SavePlan(p)
		}
	}
	return nil
}

// FollowDays takes plans along with what becomes of the days of a request: of a day that
// is shortened the plan is that of the rest, of one that is gone it is dropped, but for a
// refused day, which may wait again: then it holds what is free by then. It is a
// consequence of the change.
func FollowDays(do pilot.Do, before, after rules.Request) error {
	days := followed(before, after)
	if len(days) == 0 {
		return nil
	}
	list, err := do.Tx.Plans(after.Person, do.Today, do.Today.AddDays(pilot.Horizon)) // those to come
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Request != 0 && p.Request != after.ID || !slices.ContainsFunc(days, p.Slot.Overlaps) {
			continue
		}
		if err := follow(do, p, after); err != nil {
			return err
		}
	}
	return nil
}

// followed are the days that began or ceased to count, in whole or by half, each once.
func followed(before, after rules.Request) (days []rules.Slot) {
	counted := func(r rules.Request, d rules.Date) (halves [2]bool) {
		for _, x := range r.Days {
			if x.Date == d && x.State.Counts() {
				halves[0] = halves[0] || x.Part.Overlaps(rules.Morning)
				halves[1] = halves[1] || x.Part.Overlaps(rules.Afternoon)
			}
		}
		return halves
	}
	for _, x := range slices.Concat(before.Days, after.Days) {
		d := rules.Slot{Date: x.Date}
		if counted(before, d.Date) != counted(after, d.Date) && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	return days
}

// follow makes a plan fit what its day has become.
func follow(do pilot.Do, p task.Plan, r rules.Request) error {
	var left []rules.Slot
	refused := false
	for _, d := range r.Days {
		switch {
		case !d.Overlaps(p.Slot):
		case d.State.Counts():
			left = append(left, d.Slot)
		case d.State == rules.Rejected:
			refused = true
		}
	}
	switch {
	case len(left) == 0 && refused: // it holds nothing meanwhile: its day does not count
		return nil
	case len(left) == 0:
		return do.Tx.DropPlan(p.Person, p.Slot)
	case len(left) == 1 && left[0] != p.Slot && p.Slot.Part == rules.Whole:
		_, err := shorten(do, p, left[0])
		return err
	}
	return refit(do, p)
}

// refit makes a plan that counts again hold no more than is free.
func refit(do pilot.Do, p task.Plan) error {
	s, err := OpenSheet(do, p.Person, []rules.Slot{p.Slot}, Beside{})
	if err != nil || s == nil {
		return err
	}
	fit := s.Plan([]Day{{Slot: p.Slot, Items: p.Items, Kept: true}})[0]
	if len(fit.Plan.Items) == 0 {
		return do.Tx.DropPlan(p.Person, p.Slot)
	}
	p.Items, p.Volume = fit.Plan.Items, fit.Is.Got
	return do.Tx.SavePlan(p)
}
