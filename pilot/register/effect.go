package register

import (
	"fmt"
	"maps"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Effect is what a change of the register means for the days of one unit that
// wait or are approved. Nothing is cancelled by it: people are told where to look.
type Effect struct {
	Unit      rules.Unit
	Conflicts []rules.Conflict
	Names     map[rules.PersonID]string // of the first people in conflict
}

// Lines name people with the days that conflict, and why; more is how many people
// are not named.
func (e Effect) Lines() (lines []rules.Message, more int) {
	byPerson := map[rules.PersonID][]rules.Conflict{}
	var order []rules.PersonID
	for _, c := range e.Conflicts {
		if _, seen := byPerson[c.Person]; !seen {
			order = append(order, c.Person)
		}
		byPerson[c.Person] = append(byPerson[c.Person], c)
	}
	for _, person := range order {
		if e.Names[person] == "" {
			more++
			continue
		}
		var days []rules.Slot
		var why []rules.Message
		for _, c := range byPerson[person] {
			days = append(days, c.Slot)
			for _, m := range c.Reasons {
				m = rules.Msg("effect.why." + m.Key)
				if !slices.ContainsFunc(why, func(w rules.Message) bool { return w.Key == m.Key }) {
					why = append(why, m)
				}
			}
		}
		lines = append(lines, rules.Msg("effect.line", "name", e.Names[person], "days", days, "why", why[0], "more", len(why)-1))
	}
	return lines, more
}

// Count is how many days conflict in all effects.
func Count(effects []Effect) int {
	n := 0
	for _, e := range effects {
		n += len(e.Conflicts)
	}
	return n
}

// effects finds the days that a change would put in conflict, in the units given.
// The change gets its own copy of the facts, but must not write into their maps.
func effects(do pilot.Do, units []rules.Unit, change func(*rules.Facts)) ([]Effect, error) {
	var out []Effect
	for _, u := range units {
		before, err := request.JudgedFacts(do, u)
		if err != nil {
			return nil, err
		}
		after := *before
		change(&after)
		found := rules.NewConflicts(before, &after, u.ID)
		e := Effect{Unit: u, Conflicts: slices.Concat(found.Conflicts, found.Off), Names: map[rules.PersonID]string{}}
		if err := e.name(do.Tx, do.Today); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// name loads the names of the people whom messages name.
func (e *Effect) name(tx *store.Tx, today rules.Date) error {
	for _, c := range e.Conflicts {
		if _, named := e.Names[c.Person]; named {
			continue
		}
		if len(e.Names) == effectLines {
			return nil
		}
		person, err := tx.Person(c.Person, today)
		if err != nil {
			return fmt.Errorf("load whom it concerns: %w", err)
		}
		e.Names[c.Person] = person.Called()
	}
	return nil
}

// unitAs makes a change of the facts out of another form of a unit.
func unitAs(u rules.Unit) func(*rules.Facts) {
	return func(f *rules.Facts) {
		f.Units = maps.Clone(f.Units)
		f.Units[u.ID] = u
	}
}

// positionAs makes a change of the facts out of another form of a position.
func positionAs(x rules.Position) func(*rules.Facts) {
	return func(f *rules.Facts) {
		f.Positions = maps.Clone(f.Positions)
		f.Positions[x.ID] = x
	}
}

const effectLines = 20 // people named of one unit

// tellHeads tells the head of each unit, but not who did it, what changed there
// and which days to look at. The change is named by what was audited last.
func tellHeads(do pilot.Do, change store.Ref, effects []Effect, what func(rules.Unit) rules.Message) error {
	revision, err := do.Tx.Revision(change.Kind, change.ID)
	if err != nil {
		return fmt.Errorf("find the change: %w", err)
	}
	for _, e := range effects {
		if e.Unit.Head == 0 || e.Unit.Head == do.By.Person {
			continue
		}
		lines, more := e.Lines()
		m := rules.Msg("notice.register", "what", what(e.Unit), "n", len(e.Conflicts), "lines", lines, "more", more)
		if err := do.Notify(e.Unit.Head, fmt.Sprintf("register:%d:%d", revision, e.Unit.ID), m); err != nil {
			return err
		}
	}
	return nil
}
