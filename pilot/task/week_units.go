package task

import (
	"cmp"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Weeks is what units did in the week before, told on the first working day of a week.
type Weeks struct {
	First, Last rules.Date // working days
	Units       []rules.Unit
	Did         []store.UnitWeek // of each
}

// weekBefore is the week of the last working day where today is the first one of its own;
// first is 0 on other days.
func weekBefore(do pilot.Do) (first, last rules.Date) {
	last = do.Calendar.LastWorking(do.Today-longestOff, do.Today-1)
	if last == 0 || last.Monday() == do.Today.Monday() || !do.Calendar.IsWorking(do.Today) {
		return 0, 0
	}
	for first = last.Monday(); !do.Calendar.IsWorking(first); first++ {
	}
	return first, last
}

// weeksOf tells of units; those of whom there is nothing are left out.
func weeksOf(do pilot.Do, units []rules.Unit) (w Weeks, err error) {
	if w.First, w.Last = weekBefore(do); w.First == 0 {
		return w, nil
	}
	units = slices.DeleteFunc(units, func(u rules.Unit) bool { return !u.Active })
	ids := make([]rules.UnitID, len(units))
	for i, u := range units {
		ids[i] = u.ID
	}
	did, err := do.Tx.UnitWeeks(ids, store.WeekAsked{
		First: w.First.Monday(), Last: w.Last.Sunday(), Zone: do.Calendar.Location, Now: do.Now,
		FromFirst: do.Tasks.Returned == task.FromFirst, Waiting: !do.Tasks.WaitingStops,
	})
	for i, d := range did {
		if !d.Nothing() {
			w.Units, w.Did = append(w.Units, units[i]), append(w.Did, d)
		}
	}
	return w, err
}

// everyWeek is that of all units, made once in a transaction.
func everyWeek(do pilot.Do) (Weeks, error) {
	type key struct{}
	if known, ok := do.Tx.Kept(key{}).(Weeks); ok {
		return known, nil
	}
	if first, _ := weekBefore(do); first == 0 {
		return Weeks{}, nil
	}
	units, err := do.Tx.Units()
	if err != nil {
		return Weeks{}, err
	}
	w, err := weeksOf(do, units)
	if err == nil {
		do.Tx.Keep(key{}, w)
	}
	return w, err
}

// WeekReaders finds whose digest tells of the week of their units: their heads.
func WeekReaders(do pilot.Do) (list []rules.PersonID, err error) {
	w, err := everyWeek(do)
	for _, u := range w.Units {
		if u.Head != 0 {
			list = append(list, u.Head)
		}
	}
	return list, err
}

// WeekOf is the week of the units that who acts heads, and all of them together.
func WeekOf(do pilot.Do) (w Weeks, all store.UnitWeek, err error) {
	heads, _, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil {
		return w, all, err
	}
	var units []rules.Unit
	for _, id := range heads {
		u, err := do.Tx.Unit(id)
		if err != nil {
			return w, all, err
		}
		units = append(units, u)
	}
	w, err = weeksOf(do, units)
	for _, d := range w.Did {
		all = all.Add(d)
	}
	return w, all, err
}

// WeeksReaders finds whose digest tells of the week of each unit: coordinators.
func WeeksReaders(do pilot.Do) ([]rules.PersonID, error) {
	if w, err := everyWeek(do); err != nil || len(w.Units) == 0 {
		return nil, err
	}
	return do.LinkedWithRole(rules.Coordinator)
}

// WeeksOf is the week of each unit, for coordinators: who has most that is overdue comes
// first.
func WeeksOf(do pilot.Do) (Weeks, error) {
	w, err := everyWeek(do)
	if err != nil {
		return w, err
	}
	order := make([]int, len(w.Units))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(w.Did[b].Overdue, w.Did[a].Overdue) })
	out := Weeks{First: w.First, Last: w.Last}
	for _, i := range order {
		out.Units, out.Did = append(out.Units, w.Units[i]), append(out.Did, w.Did[i])
	}
	return out, nil
}
