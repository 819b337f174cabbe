package people

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// askPersonSure says what a change does before it is made.
func askPersonSure(t *chat.Turn, d *personDraft) (store.Screen, error) {
	f, err := people.ProfileOf(t.Do(), d.Person)
	if err != nil {
		return store.Screen{}, err
	}
	var text rules.Message
	yes := "people.yes"
	switch d.Do {
	case doMove:
		text, err = sureMove(t, d, f)
	case doHead, doVacate:
		text, err = sureHead(t, d, f)
	case doUnlink:
		text = rules.Msg("people.sure_unlink", "name", f.Person.Called(), "deciding", f.Deciding,
			"two", len(f.Heads) > 0 || f.Person.Roles.Has(rules.Coordinator|rules.Auditor))
		yes = "people.yes_unlink"
	case doDeactivate:
		text = rules.Msg("people.sure_deactivate", "name", f.Person.Called(), "waiting", f.Waiting, "deciding", f.Deciding, "units", chat.UnitNames(f.Heads))
		if yes = "people.yes_deactivate"; len(f.Heads) > 0 {
			yes = "people.yes_vacate"
		}
	}
	if err != nil {
		return store.Screen{}, err
	}
	row := []store.Button{t.Choice(personSave, 0, yes), t.Choice(personBack, 0, "back")}
	if d.takes() {
		slices.Reverse(row)
	}
	return store.Screen{Text: text, Rows: [][]store.Button{row}}, nil
}

// takes reports whether the change takes something from the person: the way back
// stands first.
func (d *personDraft) takes() bool {
	return d.Do == doVacate || d.Do == doUnlink || d.Do == doDeactivate
}

// sureMove tells where a person comes from and goes, and what follows.
func sureMove(t *chat.Turn, d *personDraft, f people.Profile) (rules.Message, error) {
	unit, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return rules.Message{}, fmt.Errorf("load the unit: %w", err)
	}
	position, err := t.Tx.Position(d.Position)
	if err != nil {
		return rules.Message{}, fmt.Errorf("load the position: %w", err)
	}
	var warn []rules.Message
	if !unit.InPilot(d.From) {
		warn = append(warn, rules.Msg("people.warn.not_enrolled", "unit", unit.Name))
	}
	if !position.OpenToPilot || position.CitizenFacing || position.HandlesProcedures {
		warn = append(warn, rules.Msg("people.warn.position", "position", position.Name))
	}
	if len(f.Heads) > 0 {
		warn = append(warn, rules.Msg("people.warn.still_head", "units", chat.UnitNames(f.Heads)))
	}
	effects, err := people.TransferEffects(t.Do(), people.Transfer{Person: d.Person, Unit: d.Unit, Position: d.Position, From: d.From})
	if err != nil {
		return rules.Message{}, err
	}
	return effects.Below(rules.Msg("people.sure_move", "name", f.Person.Called(), "from_unit", f.Unit.Name, "from_position", f.Position.Name,
		"unit", unit.Name, "position", position.Name, "day", d.From, "n", f.Waiting, "warn", warn)), nil
}

// sureHead tells who takes whose place, and what follows.
func sureHead(t *chat.Turn, d *personDraft, f people.Profile) (rules.Message, error) {
	unit, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return rules.Message{}, fmt.Errorf("load the unit: %w", err)
	}
	before, waiting := rules.Person{}, 0
	if unit.Head != 0 {
		if before, err = t.Tx.Person(unit.Head, t.Today); err != nil {
			return rules.Message{}, fmt.Errorf("load the head: %w", err)
		}
		list, err := t.Tx.WaitingFor(unit.Head)
		if err != nil {
			return rules.Message{}, fmt.Errorf("find what waits: %w", err)
		}
		waiting = len(list)
	}
	if d.Do == doVacate {
		return rules.Msg("people.sure_vacate", "name", f.Person.Called(), "unit", unit.Name, "n", waiting), nil
	}
	return rules.Msg("people.sure_head", "name", f.Person.Called(), "unit", unit.Name, "before", before.Called(), "n", waiting, "linked", f.Person.Linked), nil
}

func takePersonSure(t *chat.Turn, d *personDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("people.press_sure")
	case in.Choice == personBack:
		return chat.Stopped, nil
	case in.Choice == personSave:
		return d.act(t)
	}
	return chat.Stay, nil
}

// act makes the change. A card on which another coordinator acted meanwhile is
// shown anew instead.
func (d *personDraft) act(t *chat.Turn) (string, error) {
	same, err := d.unchanged(t)
	if err != nil {
		return chat.Stay, err
	}
	if !same {
		return d.changed(t)
	}
	if c, power := d.power(); power {
		asked, err := askSecond(t, c)
		switch {
		case err != nil:
			return chat.Stay, err
		case asked:
			return chat.End, nil
		}
	}
	switch d.Do {
	case doMove:
		err = people.TransferPerson(t.Do(), people.Transfer{Person: d.Person, Unit: d.Unit, Position: d.Position, From: d.From})
	case doHead:
		err = people.Appoint(t.Do(), d.Unit, d.Person)
	case doVacate:
		err = people.Appoint(t.Do(), d.Unit, 0)
	case doRoles:
		err = people.SetRoles(t.Do(), d.Person, d.Roles)
	case doDeactivate:
		err = people.Deactivate(t.Do(), d.Person, true)
	case doUnlink:
		return d.unlink(t)
	}
	if err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("people.done")); err != nil {
		return chat.Stay, err
	}
	return chat.End, backToPerson(t, d)
}

// power is the change as one that can take a second confirmer.
func (d *personDraft) power() (c rules.PowerChange, power bool) {
	c.Person = d.Person
	switch d.Do {
	case doHead:
		c.Kind, c.Unit = rules.PowerHead, d.Unit
	case doRoles:
		c.Kind, c.Roles = rules.PowerRoles, d.Roles
	case doDeactivate:
		c.Kind = rules.PowerLeave
	default:
		return c, false
	}
	return c, true
}

// changed says that a colleague acted meanwhile, and shows the person as they stand.
func (d *personDraft) changed(t *chat.Turn) (string, error) {
	return chat.End, t.AnswerCard(rules.Msg("people.changed"), pilot.PersonRef(d.Person))
}

// unchanged reports whether the person, and the unit in question, stand as they
// did when the coordinator began.
func (d *personDraft) unchanged(t *chat.Turn) (bool, error) {
	seen, err := d.standing(t)
	return seen == d.Seen, err
}

// standing words what a change of a person builds on: where they work, what they
// are and head, whether they are linked, and who heads the unit in question. What
// they agree to, ask for or are invited to meanwhile changes nothing of it.
func (d *personDraft) standing(t *chat.Turn) (string, error) {
	f, err := people.ProfileOf(t.Do(), d.Person)
	if err != nil {
		return "", err
	}
	var head rules.PersonID
	if d.Unit != 0 {
		u, err := t.Tx.Unit(d.Unit)
		if err != nil {
			return "", fmt.Errorf("load the unit: %w", err)
		}
		head = u.Head
	}
	heads := make([]rules.UnitID, len(f.Heads))
	for i, u := range f.Heads {
		heads[i] = u.ID
	}
	planned := make([]string, len(f.Planned))
	for i, x := range f.Planned {
		planned[i] = fmt.Sprintf("%d:%d:%d", x.From, x.Unit.ID, x.Position.ID)
	}
	return fmt.Sprint(f.Person.Active, f.Person.Linked, f.Person.Roles, f.Unit.ID, f.Position.ID, heads, planned, head), nil
}

// unlink cuts a lost phone off and makes the invitation for the new one.
func (d *personDraft) unlink(t *chat.Turn) (string, error) {
	if d.Person == t.Person.ID { // the link would go to the account that is cut off
		return chat.Stay, rules.Refuse("people.self")
	}
	if err := people.Unlink(t.Do(), d.Person); err != nil {
		return chat.Stay, err
	}
	if err := t.ShowCard(pilot.PersonRef(d.Person)); err != nil {
		return chat.Stay, err
	}
	return chat.End, invite(t, d.Person, t.Chat)
}
