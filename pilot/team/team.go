// Package team holds who is where: a unit's days, all units, and the boards of groups.
package team

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Team is who of a unit is where over some days.
type Team struct {
	Unit    rules.Unit
	Days    []TeamDay      // working days, and holidays on working weekdays
	Members []rules.Person // the head first, then by name; empty in an overview
	Facts   *rules.Facts
}

// TeamDay is one day of a team.
type TeamDay struct {
	Date     rules.Date
	Kind     rules.DayKind
	Holiday  string
	Required []rules.Presence
	Count    rules.Headcount
}

// Working reports whether the calendar knows the day as a working day.
func (d TeamDay) Working() bool { return d.Kind == rules.Working }

// Short reports whether fewer than the least number are present for a half.
func (d TeamDay) Short() bool { return min(d.Count.Present[0], d.Count.Present[1]) < d.Count.Min }

// TeamOf loads who of a unit is where from a day to a day, both included. Days
// that still wait for a decision are left out unless pending is set.
func TeamOf(do pilot.Do, unit rules.UnitID, from, to rules.Date, pending bool) (Team, error) {
	u, err := do.Tx.Unit(unit)
	if err != nil {
		return Team{}, fmt.Errorf("load the unit: %w", err)
	}
	t, err := load(do, u, from, to, pending)
	if err != nil {
		return t, err
	}
	err = t.name(do.Tx, from, to)
	return t, err
}

// InPilot lists the units that are in the pilot on one of the days, by code. They
// are not to be written into.
func InPilot(do pilot.Do, from, to rules.Date) ([]*rules.Unit, error) {
	units, err := do.Tx.EachUnit()
	if err != nil {
		return nil, fmt.Errorf("list the units: %w", err)
	}
	var out []*rules.Unit
	for u := range units {
		if u.Active && inPilotWithin(u, from, to) {
			out = append(out, u)
		}
	}
	return out, nil
}

// Overview loads the same as TeamOf of some units, without names.
func Overview(do pilot.Do, units []*rules.Unit, from, to rules.Date) ([]Team, error) {
	var out []Team
	for _, u := range units {
		t, err := load(do, *u, from, to, true)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func load(do pilot.Do, u rules.Unit, from, to rules.Date, pending bool) (Team, error) {
	f, err := do.UnitFacts(u.ID, from, to)
	if err != nil {
		return Team{}, err
	}
	if !pending {
		f.Days = slices.DeleteFunc(f.Days, func(h rules.HomeDay) bool { return h.State == rules.Pending })
	}
	t := Team{Unit: u, Facts: f}
	for d := from; d <= to; d++ {
		kind, name := do.Calendar.Kind(d)
		if kind != rules.Working && !do.Calendar.WeekdaysOn(d)[d.Weekday()] {
			continue
		}
		t.Days = append(t.Days, TeamDay{Date: d, Kind: kind, Holiday: name, Required: f.PresencesIn(u.ID, d), Count: f.Headcount(u.ID, d)})
	}
	return t, nil
}

// name fills who is posted to the unit on any of the days.
func (t *Team) name(tx *store.Tx, from, to rules.Date) error {
	known := map[rules.PersonID]bool{}
	dates := []rules.Date{from}
	if slices.ContainsFunc(t.Facts.Postings, func(g rules.Posting) bool { return g.Unit == t.Unit.ID && from < g.From && g.From <= to }) {
		dates = append(dates, to) // somebody came meanwhile
	}
	for _, on := range dates {
		members, err := tx.Members(t.Unit.ID, on)
		if err != nil {
			return fmt.Errorf("list the members: %w", err)
		}
		for _, m := range members {
			if !known[m.ID] {
				known[m.ID] = true
				t.Members = append(t.Members, m)
			}
		}
	}
	for _, g := range t.Facts.Postings { // somebody who is there in between only
		if known[g.Person] {
			continue
		}
		known[g.Person] = true
		m, err := tx.Person(g.Person, g.From)
		if err != nil {
			return fmt.Errorf("name a member: %w", err)
		}
		t.Members = append(t.Members, m)
	}
	slices.SortStableFunc(t.Members, func(a, b rules.Person) int { return rank(a, t.Unit) - rank(b, t.Unit) })
	return nil
}

func rank(p rules.Person, u rules.Unit) int {
	if p.ID == u.Head {
		return 0
	}
	return 1
}

// Where says where a member is on a day.
func (t Team) Where(p rules.PersonID, d rules.Date) rules.Whereabouts {
	return t.Facts.Whereabouts(t.Unit.ID, p, d)
}

// inPilotWithin reports whether a unit is in the pilot on any day of a range.
func inPilotWithin(u *rules.Unit, from, to rules.Date) bool {
	for d := from; d <= to; d++ {
		if u.InPilot(d) {
			return true
		}
	}
	return false
}
