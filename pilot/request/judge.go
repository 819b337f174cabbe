package request

import (
	"fmt"

	"tainha/phrase"
	"tainha/pilot"
	"tainha/rules"
)

// JudgedFacts loads what it takes to judge again the days of a unit that have not
// begun: everybody who works there, and all days of those people, in whichever unit.
func JudgedFacts(do pilot.Do, unit rules.Unit) (*rules.Facts, error) {
	last := (do.Today + phrase.Horizon).MonthEnd()
	f, err := do.Window(do.Today.Monday().MonthStart(), last+6)
	if err != nil {
		return nil, err
	}
	if err := do.StaffFacts(f, unit.ID); err != nil {
		return nil, err
	}
	f.Units[unit.ID] = unit
	if f.Days, err = do.Tx.HomeDaysOfStaff(unit.ID, f.From, last); err != nil {
		return nil, fmt.Errorf("load who is at home: %w", err)
	}
	for _, h := range f.Days {
		if _, known := f.Units[h.Unit]; known {
			continue
		}
		if f.Units[h.Unit], err = do.Tx.Unit(h.Unit); err != nil { // for its numbers
			return nil, fmt.Errorf("load the unit of another day: %w", err)
		}
	}
	list, err := do.Tx.Positions()
	if err != nil {
		return nil, fmt.Errorf("load the positions: %w", err)
	}
	for _, x := range list {
		f.Positions[x.ID] = x
	}
	return f, nil
}
