package register

import (
	"fmt"
	"maps"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

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

// tellHeads tells the head of each unit, but not who did it, what changed there. Days
// that it puts in conflict are told when they are judged again. The change is named by
// what was audited last.
func tellHeads(do pilot.Do, change store.Ref, units []rules.Unit, what func(rules.Unit) rules.Message) error {
	revision, err := do.Tx.Revision(change.Kind, change.ID)
	if err != nil {
		return fmt.Errorf("find the change: %w", err)
	}
	for _, u := range units {
		if u.Head == 0 || u.Head == do.By.Person {
			continue
		}
		if err := do.Notify(u.Head, fmt.Sprintf("register:%d:%d", revision, u.ID), rules.Msg("notice.register", "what", what(u))); err != nil {
			return err
		}
	}
	return nil
}
