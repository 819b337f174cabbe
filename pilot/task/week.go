package task

import (
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/rules"
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
