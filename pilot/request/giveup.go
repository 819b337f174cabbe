package request

import (
	"fmt"

	"tainha/pilot"
	"tainha/rules"
)

// GiveUp withdraws and cancels the days ahead of somebody who leaves the staff
// or the pilot, and returns them. It is a consequence of that, whoever did it.
func GiveUp(do pilot.Do, person rules.PersonID) ([]rules.Slot, error) {
	list, err := do.Tx.RequestsOf(person, do.Today, do.Today.AddDays(pilot.Horizon))
	if err != nil {
		return nil, fmt.Errorf("find the days ahead: %w", err)
	}
	right := rules.Authority{OnBehalfOf: person}
	if do.By.Person == person {
		right.OnBehalfOf = 0
	}
	desk := rules.Desk{Calendar: do.Calendar, Now: do.Now}
	var given []rules.Slot
	for _, r := range list {
		after, slots := desk.GiveUp(r, do.By.Person)
		if len(slots) == 0 {
			continue
		}
		given = append(given, slots...)
		if err := save(do, r, after); err != nil {
			return nil, err
		}
		if err := audit(do, right, "request.give_up", r, after); err != nil {
			return nil, err
		}
		if err := do.Tx.Refresh(do.Now, pilot.RequestRef(r.ID), 0); err != nil {
			return nil, fmt.Errorf("refresh the cards: %w", err)
		}
	}
	return given, nil
}
