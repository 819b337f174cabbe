package pilot

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"tainha/phrase"
	"tainha/rules"
	"tainha/store"
)

// Effect is what a change of the register means for the days of one unit that
// wait or are approved. Nothing is cancelled by it: people are told where to look.
type Effect struct {
	Unit      rules.Unit
	Conflicts []rules.Conflict
	Names     map[rules.PersonID]string
}

// Lines name each person with the days that conflict, and why.
func (e Effect) Lines() []rules.Message {
	var lines []rules.Message
	byPerson := map[rules.PersonID][]rules.Conflict{}
	var order []rules.PersonID
	for _, c := range e.Conflicts {
		if _, seen := byPerson[c.Person]; !seen {
			order = append(order, c.Person)
		}
		byPerson[c.Person] = append(byPerson[c.Person], c)
	}
	for _, person := range order {
		var days []rules.Slot
		var why []rules.Message
		for _, c := range byPerson[person] {
			days = append(days, c.Slot)
			for _, m := range slices.Concat(c.Reasons, c.Above) {
				m = rules.Msg("effect.why." + m.Key)
				if !slices.ContainsFunc(why, func(w rules.Message) bool { return w.Key == m.Key }) {
					why = append(why, m)
				}
			}
		}
		lines = append(lines, rules.Msg("effect.line", "name", e.Names[person], "days", days, "why", why[0], "more", len(why)-1))
	}
	return lines
}

// Count is how many days conflict in all effects.
func Count(effects []Effect) int {
	n := 0
	for _, e := range effects {
		n += len(e.Conflicts)
	}
	return n
}

// staffFacts loads what it takes to judge the days of everybody in a unit from a
// day on.
func (p *Pilot) staffFacts(tx *store.Tx, now time.Time, unit rules.Unit, positions map[rules.PositionID]rules.Position, since rules.Date) (*rules.Facts, error) {
	policies, err := p.PolicyBook(tx)
	if err != nil {
		return nil, err
	}
	f := &rules.Facts{
		Now: now, Calendar: p.Calendar, Policies: policies,
		Units: map[rules.UnitID]rules.Unit{unit.ID: unit}, Positions: positions,
	}
	from, to := since.Monday().MonthStart(), since+phrase.Horizon
	if f.Postings, err = tx.PostingsIn(unit.ID, from, to); err != nil {
		return nil, fmt.Errorf("load who works in the unit: %w", err)
	}
	if f.Days, err = tx.HomeDaysOfStaff(unit.ID, from, to); err != nil {
		return nil, fmt.Errorf("load who is at home: %w", err)
	}
	if f.Absences, err = tx.AbsencesIn(unit.ID, from, to); err != nil {
		return nil, fmt.Errorf("load who is absent: %w", err)
	}
	return f, nil
}

// effects finds the days that a change would put in conflict, in the units given.
// The change gets its own copy of the facts, but must not write into their maps.
func (p *Pilot) effects(tx *store.Tx, now time.Time, units []rules.Unit, since rules.Date, change func(*rules.Facts)) ([]Effect, error) {
	since = max(since, p.today(now))
	list, err := tx.Positions()
	if err != nil {
		return nil, fmt.Errorf("load the positions: %w", err)
	}
	positions := make(map[rules.PositionID]rules.Position, len(list))
	for _, x := range list {
		positions[x.ID] = x
	}
	var out []Effect
	for _, u := range units {
		before, err := p.staffFacts(tx, now, u, positions, since)
		if err != nil {
			return nil, err
		}
		after := *before
		change(&after)
		e := Effect{Unit: u, Conflicts: rules.NewConflicts(before, &after, since), Names: map[rules.PersonID]string{}}
		for _, c := range e.Conflicts {
			if _, named := e.Names[c.Person]; named {
				continue
			}
			person, err := tx.Person(c.Person, p.today(now))
			if err != nil {
				return nil, fmt.Errorf("load whom it concerns: %w", err)
			}
			e.Names[c.Person] = person.Name
		}
		out = append(out, e)
	}
	return out, nil
}

// unitAs makes a change of the facts out of another form of a unit.
func unitAs(u rules.Unit) func(*rules.Facts) {
	return func(f *rules.Facts) { f.Units = map[rules.UnitID]rules.Unit{u.ID: u} }
}

// positionAs makes a change of the facts out of another form of a position.
func positionAs(x rules.Position) func(*rules.Facts) {
	return func(f *rules.Facts) {
		f.Positions = maps.Clone(f.Positions)
		f.Positions[x.ID] = x
	}
}

const effectLines = 20 // people named in one message

// tellHeads tells the head of each unit, but not who did it, what changed there
// and which days to look at. The change is named by what was audited last.
func (p *Pilot) tellHeads(tx *store.Tx, now time.Time, by rules.PersonID, change store.Ref, effects []Effect, what func(rules.Unit) rules.Message) error {
	revision, err := tx.Revision(change.Kind, change.ID)
	if err != nil {
		return fmt.Errorf("find the change: %w", err)
	}
	for _, e := range effects {
		if e.Unit.Head == 0 || e.Unit.Head == by {
			continue
		}
		lines := e.Lines()
		m := rules.Msg("notice.register", "what", what(e.Unit), "n", len(e.Conflicts),
			"lines", lines[:min(len(lines), effectLines)], "more", max(0, len(lines)-effectLines))
		if err := notify(tx, now, e.Unit.Head, fmt.Sprintf("register:%d:%d", revision, e.Unit.ID), m); err != nil {
			return err
		}
	}
	return nil
}
