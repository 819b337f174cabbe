package register

import (
	"errors"
	"fmt"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// unitCard is a unit's entry in the register.
func unitCard() chat.Object {
	return chat.Object{Kind: pilot.ObjectUnit, Whose: chat.OfUnit, May: []rules.Access{readRegister}, Name: unitInAudit, Places: []string{pilot.PlaceUnit}, Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
		actor, err := v.Actor()
		if err != nil {
			return store.Screen{}, err
		}
		e, err := register.Entry(v.Do(), rules.UnitID(ref.ID))
		if err != nil {
			return store.Screen{}, err
		}
		s := store.Screen{Text: entryText(e, v.Today)}
		if actor.Sees(changeRegister) {
			s.Rows = entryRows(e)
		}
		s.Rows = append(s.Rows, []store.Button{registerPress.Button(registerPage{}, "register.back")})
		return v.Join(s, pilot.PlaceUnit, ref.ID)
	}}
}

// unitInAudit names a unit as the audit does, whether it is still there or not.
func unitInAudit(v chat.View, id int64, _ string) (rules.Message, error) {
	u, err := v.Tx.Unit(rules.UnitID(id))
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return rules.Msg("audit.on.unit", "name", u.Name), err
}

// showEntry shows a unit's card, or the pilot-wide numbers for unit 0.
func showEntry(t *chat.Turn, unit rules.UnitID) error {
	if unit != 0 {
		return t.ShowCard(pilot.UnitRef(unit))
	}
	e, err := register.Entry(t.Do(), 0)
	if err != nil {
		return fmt.Errorf("load the numbers: %w", err)
	}
	s := store.Screen{Text: rules.Msg("register.whole_card", "day", t.Today, "numbers", numberLines(e), "coming", comingLines(e.Coming), "n", len(e.Coming))}
	if t.Actor.Sees(changeRegister) {
		s.Rows = [][]store.Button{{changePress.Button(changePressed{0, e.Version, doNumbers}, "register.numbers")}}
	}
	s.Rows = append(s.Rows, []store.Button{registerPress.Button(registerPage{}, "register.back")})
	return t.Show(s)
}

// entryText words everything the register holds of a unit.
func entryText(e register.UnitEntry, today rules.Date) rules.Message {
	var positions []rules.Message
	for _, x := range e.Positions {
		positions = append(positions, rules.Msg("register.position", "position", x.Name, "n", x.Staff, "state", stateIn(&e.Unit, x.Position)))
	}
	var earlier []rules.Message
	present := e.Unit.Enrolment(today)
	for _, x := range e.Unit.Enrolments {
		if x.ID == present.ID && x.Outcome == "" {
			continue
		}
		earlier = append(earlier, rules.Msg("register.period", "decision", x.Decision, "first", x.First, "last", x.Last, "open", x.Last == 0,
			"closed", x.Outcome != "", "outcome", register.OutcomeText(x.Outcome), "reason", x.Reason))
	}
	return rules.Msg("register.card", "unit", e.Unit.Name, "code", e.Unit.Code, "head", e.Head, "staff", e.Staff,
		"standing", standing(&e.Unit, today), "positions", positions, "numbers", numberLines(e), "own", e.Own,
		"coming", comingLines(e.Coming), "n", len(e.Coming), "earlier", earlier, "before", len(earlier))
}

// stateIn tells whether a position is open to the pilot in a unit.
func stateIn(u *rules.Unit, x rules.Position) rules.Message {
	if x.CheckOpen() == nil && !u.Opens(x.ID) {
		return rules.Msg("position.closed")
	}
	return positionState(x)
}

// positionState tells whether a position is open to the pilot.
func positionState(x rules.Position) rules.Message {
	switch {
	case x.CheckOpen() != nil:
		return rules.Msg("position.never")
	case x.OpenToPilot:
		return rules.Msg("position.open")
	}
	return rules.Msg("position.closed")
}

// numberLines are the numbers in force today, the unit's own ones marked.
func numberLines(e register.UnitEntry) []rules.Message {
	var lines []rules.Message
	for _, n := range register.Numbers() {
		lines = append(lines, rules.Msg("register.number", "line", n.Line(e.Numbers), "own", !n.Row().Same(e.Numbers, e.Pilot)))
	}
	return lines
}

func comingLines(list []register.ComingChange) []rules.Message {
	var lines []rules.Message
	for _, c := range list {
		lines = append(lines, rules.Msg("register.coming", "since", c.Since, "lines", c.Lines))
	}
	return lines
}

// entryRows are the changes that a coordinator can make now.
func entryRows(e register.UnitEntry) [][]store.Button {
	button := func(do uint8, key string) store.Button {
		return changePress.Button(changePressed{e.Unit.ID, e.Version, do}, key)
	}
	var rows [][]store.Button
	open := e.Unit.OpenEnrolment()
	if open != nil {
		rows = append(rows, []store.Button{button(doLastDay, "register.last_day"), button(doClose, "register.close")})
	}
	if open == nil || open.Last != 0 {
		rows = append(rows, []store.Button{button(doEnrol, "register.enrol")})
	}
	return append(rows, []store.Button{button(doNumbers, "register.numbers"), button(doPositions, "register.choice")})
}
