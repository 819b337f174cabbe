package task

import (
	"cmp"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

const (
	longestOff  = 14 // no stretch of days off is longer
	silentShown = 5  // who is named of those of whom nothing was heard
)

// silent finds who of some units was at home on the last working day, had work left and
// said nothing of it.
func silent(do pilot.Do, units []rules.UnitID) (day rules.Date, list []store.InUnit, err error) {
	if day = do.Calendar.LastWorking(do.Today-longestOff, do.Today-1); day == 0 || len(units) == 0 {
		return day, nil, nil
	}
	list, err = do.Tx.SilentOn(units, day, do.Calendar.Location)
	return day, list, err
}

// SilentReaders finds whose digest says that nothing was heard of somebody's day at home:
// the heads of their units.
func SilentReaders(do pilot.Do) (list []rules.PersonID, err error) {
	units, err := do.Tx.Units()
	if err != nil {
		return nil, err
	}
	head := map[rules.UnitID]rules.PersonID{}
	var ids []rules.UnitID
	for _, u := range units {
		if u.Active && u.Head != 0 {
			head[u.ID] = u.Head
			ids = append(ids, u.ID)
		}
	}
	_, found, err := silent(do, ids)
	for _, x := range found {
		if p := head[x.Unit]; p != x.Person {
			list = append(list, p)
		}
	}
	return list, err
}

// SilentOf names of whose last day at home the reader, who heads their unit, was told
// nothing, and says how many more there are.
func SilentOf(do pilot.Do) (day rules.Date, names string, more int, err error) {
	heads, _, err := do.Tx.Decides(do.By.Person, do.Today)
	if err != nil {
		return 0, "", 0, err
	}
	day, found, err := silent(do, heads)
	found = slices.DeleteFunc(found, func(x store.InUnit) bool { return x.Person == do.By.Person })
	if err != nil || len(found) == 0 {
		return day, "", 0, err
	}
	more = max(0, len(found)-silentShown)
	found = found[:len(found)-more]
	ids := make([]rules.PersonID, len(found))
	for i, x := range found {
		ids[i] = x.Person
	}
	org, err := do.Tx.OrgOf(do.Today, ids...)
	if err != nil {
		return day, "", 0, err
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = org.People[id].Called()
	}
	return day, strings.Join(list, ", "), more, nil
}

// endsWeek reports whether today is the last working day of its week.
func endsWeek(do pilot.Do) bool {
	return do.Calendar.LastWorking(do.Today, do.Today.Sunday()) == do.Today
}

// RecapReaders finds whose digest recalls their own week: on its last working day whoever
// reported something in it; where a plan comes that morning it does that.
func RecapReaders(do pilot.Do) ([]rules.PersonID, error) {
	if !endsWeek(do) {
		return nil, nil
	}
	list, err := do.Tx.Reporters(do.Today.Monday(), do.Today)
	if err != nil {
		return nil, err
	}
	homes, err := do.Tx.HomeOn(do.Today)
	return slices.DeleteFunc(list, func(p rules.PersonID) bool {
		return slices.ContainsFunc(homes, func(h rules.HomeDay) bool { return h.Person == p })
	}), err
}

// Recap is a person's own week so far.
type Recap struct {
	Reported int // days with a report
	Home     int // days at home, half ones too
	Finished int // tasks that were handed in
}

// RecapOf is the week of who acts on its last working day; some is false on others, and
// where nothing was reported.
func RecapOf(do pilot.Do) (r Recap, some bool, err error) {
	if !endsWeek(do) {
		return r, false, nil
	}
	d, err := DiaryOf(do, do.Today.Monday(), do.Today)
	for _, x := range d.Days {
		if len(x.Lines) > 0 {
			r.Reported++
		}
		if x.Home[0] || x.Home[1] {
			r.Home++
		}
	}
	r.Finished = d.Finished
	return r, r.Reported > 0, err
}

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
