package register

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// OpenPositions lists the positions that are open to the pilot, from which units choose.
func OpenPositions(do pilot.Do) ([]rules.Position, error) {
	all, err := do.Tx.Positions()
	if err != nil {
		return nil, fmt.Errorf("load the positions: %w", err)
	}
	return slices.DeleteFunc(all, func(x rules.Position) bool { return !x.OpenToPilot || x.CheckOpen() != nil }), nil
}

// PositionChoice says which days would be in conflict if a position were closed to the pilot in one unit, or opened
// there. It refuses to close the last one, which would open them all: a unit leaves the pilot by closing
// its period.
func PositionChoice(do pilot.Do, unit rules.UnitID, id rules.PositionID, open bool) (rules.Unit, request.Effects, error) {
	u, _, effect, err := choice(do, unit, id, open)
	return u, effect, err
}

func choice(do pilot.Do, unit rules.UnitID, id rules.PositionID, open bool) (u rules.Unit, chosen []rules.PositionID, effect request.Effects, err error) {
	if u, err = do.Tx.Unit(unit); err != nil {
		return u, nil, effect, fmt.Errorf("load the unit: %w", err)
	}
	all, err := OpenPositions(do)
	if err != nil {
		return u, nil, effect, err
	}
	known := false
	for _, x := range all {
		known = known || x.ID == id
		if now := u.Opens(x.ID); x.ID == id && open || x.ID != id && now {
			chosen = append(chosen, x.ID)
		}
	}
	switch {
	case !known:
		return u, nil, effect, rules.Refuse("register.no_position")
	case u.Opens(id) == open:
		return u, nil, effect, rules.Refuse("register.no_change")
	case len(chosen) == 0:
		return u, nil, effect, rules.Refuse("choice.last", "unit", u.Name)
	case len(chosen) == len(all):
		chosen = nil
	}
	slices.Sort(chosen)
	after := u
	after.Positions = chosen
	effect, err = request.EffectsOf(do, []rules.Unit{u}, unitAs(after))
	return u, chosen, effect, err
}

// ChoosePosition opens a position to the pilot in one unit, or closes it there.
func ChoosePosition(do pilot.Do, r Registrar, id rules.PositionID, open bool) error {
	if err := admit(do, r); err != nil {
		return err
	}
	u, chosen, _, err := choice(do, r.Unit, id, open)
	if err != nil {
		return err
	}
	if err := do.Tx.SetPositions(u.ID, chosen); err != nil {
		return err
	}
	if err := note(do, r, "register.choice", u.Positions, chosen); err != nil {
		return err
	}
	u.Positions = chosen
	return TellChoice(do, u)
}

// TellChoice tells the head which positions are open in the unit from now on. Days that this puts in
// conflict are told when they are judged again.
func TellChoice(do pilot.Do, u rules.Unit) error {
	return tellHeads(do, pilot.UnitRef(u.ID), []rules.Unit{u}, func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.choice", "unit", u.Name, "n", len(u.Positions))
	})
}
