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

// personDraft is a change of a person being prepared.
type personDraft struct {
	Person   rules.PersonID   `json:"person"`
	Do       personDo         `json:"do"`
	Seen     string           `json:"seen"` // how they stood when it began, or when the unit was chosen
	Unit     rules.UnitID     `json:"unit,omitempty"`
	Position rules.PositionID `json:"position,omitempty"`
	From     rules.Date       `json:"from,omitempty"`
	Roles    rules.Roles      `json:"roles,omitempty"`
	Query    string           `json:"query,omitempty"` // what was typed to find a unit or position
}

const (
	personUnit     int32 = iota + 1 // Arg: the unit
	personPosition                  // Arg: the position
	personFrom                      // Arg: the day
	personRole                      // Arg: the role to turn
	personSave
	personBack
)

const chosenFrom = 12 // units or positions shown at once

func personFlow() chat.Flow[personDraft] {
	save, back := chat.Choice{Name: "save", Value: personSave, Arg: chat.NoArg}, chat.Choice{Name: "back", Value: personBack, Arg: chat.NoArg}
	about := func(t *chat.Turn, d *personDraft) (rules.Subject, error) {
		return t.Subject(pilot.ObjectPerson, int64(d.Person))
	}
	return chat.Flow[personDraft]{Name: "person", Version: 2, Access: changePeople, About: about, Stop: backToPerson, Steps: []chat.Step[personDraft]{
		{Name: "unit", Ask: askPersonUnit, Take: takePersonUnit, Choices: []chat.Choice{{Name: "unit", Value: personUnit, Arg: chat.AnID}, back}},
		{Name: "position", Ask: askPersonPosition, Take: takePersonPosition, Choices: []chat.Choice{{Name: "position", Value: personPosition, Arg: chat.AnID}, back}},
		{Name: "from", Ask: askPersonFrom, Take: takePersonFrom, Choices: []chat.Choice{{Name: "from", Value: personFrom, Arg: chat.ADay}, back}},
		{Name: "roles", Ask: askPersonRoles, Take: takePersonRoles, Choices: []chat.Choice{{Name: "role", Value: personRole, Arg: chat.AnItem}, save, back}},
		{Name: "sure", Ask: askPersonSure, Take: takePersonSure, Choices: []chat.Choice{{Name: "save", Value: personSave, Arg: chat.NoArg, Confirms: true}, back}},
	}}
}

// backToPerson shows the person's card again; nothing was changed.
func backToPerson(t *chat.Turn, d *personDraft) error { return t.ShowCard(pilot.PersonRef(d.Person)) }

func personBackRow(t *chat.Turn) []store.Button {
	return []store.Button{t.Choice(personBack, 0, "back")}
}

func positions(t *chat.Turn, query string) ([]rules.Position, error) {
	all, err := t.Tx.Positions()
	if err != nil {
		return nil, fmt.Errorf("load the positions: %w", err)
	}
	return chat.Fitting(all, query, func(x rules.Position) (string, string) { return x.Code, x.Name }), nil
}

func askPersonUnit(t *chat.Turn, d *personDraft) (store.Screen, error) {
	person, err := t.Tx.Person(d.Person, t.Today)
	if err != nil {
		return store.Screen{}, fmt.Errorf("load the person: %w", err)
	}
	units, err := t.Tx.FindUnits(d.Query)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, u := range units[:min(chosenFrom, len(units))] {
		rows = append(rows, []store.Button{t.Choice(personUnit, int32(u.ID), "people.unit", "name", u.Name, "code", u.Code)})
	}
	key := "people.ask_unit"
	if d.Do == doHead {
		key = "people.ask_head_of"
	}
	return store.Screen{
		Text: rules.Msg(key, "name", person.Called(), "query", d.Query, "n", len(units), "more", len(units) > chosenFrom),
		Rows: append(rows, personBackRow(t)),
	}, nil
}

func takePersonUnit(t *chat.Turn, d *personDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == personBack:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == personUnit:
		return d.unit(t, rules.UnitID(in.Arg))
	case in.Pressed:
		return chat.Stay, nil
	}
	units, err := t.Tx.FindUnits(in.Text)
	if err != nil {
		return chat.Stay, err
	}
	return chat.TakeOne(units, in.Text, "people.unit_unknown", &d.Query, func(u rules.Unit) (string, error) { return d.unit(t, u.ID) })
}

// unit takes the chosen unit: a move goes on with the position, an appointment
// with the question whether to do it.
func (d *personDraft) unit(t *chat.Turn, id rules.UnitID) (string, error) {
	seen, err := d.standing(t)
	if err != nil {
		return chat.Stay, err
	}
	d.Unit, d.Query = id, ""
	if seen != d.Seen {
		return d.changed(t)
	}
	if d.Seen, err = d.standing(t); err != nil {
		return chat.Stay, err
	}
	if d.Do == doHead {
		return "sure", nil
	}
	return "position", nil
}

func askPersonPosition(t *chat.Turn, d *personDraft) (store.Screen, error) {
	f, err := people.ProfileOf(t.Do(), d.Person)
	if err != nil {
		return store.Screen{}, err
	}
	all, err := positions(t, d.Query)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	if f.Position.ID != 0 && d.Query == "" {
		rows = append(rows, []store.Button{t.Choice(personPosition, int32(f.Position.ID), "people.same_position", "name", f.Position.Name)})
	}
	for _, x := range all[:min(chosenFrom, len(all))] {
		if x.ID != f.Position.ID || d.Query != "" {
			rows = append(rows, []store.Button{t.Choice(personPosition, int32(x.ID), "people.position", "name", x.Name, "code", x.Code)})
		}
	}
	return store.Screen{
		Text: rules.Msg("people.ask_position", "name", f.Person.Called(), "query", d.Query, "more", len(all) > chosenFrom),
		Rows: append(rows, personBackRow(t)),
	}, nil
}

func takePersonPosition(t *chat.Turn, d *personDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == personBack:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == personPosition:
		if _, err := t.Tx.Position(rules.PositionID(in.Arg)); err != nil {
			return chat.Stay, fmt.Errorf("load the position: %w", err)
		}
		d.Position, d.Query = rules.PositionID(in.Arg), ""
		return "from", nil
	case in.Pressed:
		return chat.Stay, nil
	}
	all, err := positions(t, in.Text)
	if err != nil {
		return chat.Stay, err
	}
	return chat.TakeOne(all, in.Text, "people.position_unknown", &d.Query, func(x rules.Position) (string, error) {
		d.Position, d.Query = x.ID, ""
		return "from", nil
	})
}

func askPersonFrom(t *chat.Turn, _ *personDraft) (store.Screen, error) {
	var rows [][]store.Button
	days := []rules.Date{t.Today, t.NextWorking(t.Today), t.Today.MonthEnd() + 1}
	for _, day := range slices.Compact(days) {
		rows = append(rows, []store.Button{t.Choice(personFrom, int32(day), "people.from", "day", day)})
	}
	return store.Screen{Text: rules.Msg("people.ask_from"), Rows: append(rows, personBackRow(t)), Digits: true}, nil
}

func takePersonFrom(t *chat.Turn, d *personDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == personBack:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == personFrom:
		day, err := in.Day()
		if err != nil {
			return chat.Stay, err
		}
		d.From = day
		return "sure", nil
	case in.Pressed:
		return chat.Stay, nil
	}
	day, err := t.ReadDay(in.Text)
	if err != nil {
		return chat.Stay, err
	}
	d.From = day
	return "sure", nil
}

// roleKeys are the roles that a coordinator gives, in the order of showing.
var roleKeys = []struct {
	role rules.Roles
	key  string
}{{rules.Coordinator, "people.role.coordinator"}, {rules.Auditor, "people.role.auditor"}, {rules.Operator, "people.role.operator"}}

func askPersonRoles(t *chat.Turn, d *personDraft) (store.Screen, error) {
	person, err := t.Tx.Person(d.Person, t.Today)
	if err != nil {
		return store.Screen{}, fmt.Errorf("load the person: %w", err)
	}
	var rows [][]store.Button
	for _, r := range roleKeys {
		rows = append(rows, []store.Button{t.Choice(personRole, int32(r.role), r.key, "on", d.Roles.Has(r.role))})
	}
	rows = append(rows, []store.Button{t.Choice(personSave, 0, "people.save"), t.Choice(personBack, 0, "back")})
	return store.Screen{Text: rules.Msg("people.ask_roles", "name", person.Called()), Rows: rows}, nil
}

func takePersonRoles(t *chat.Turn, d *personDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("people.press_roles")
	case in.Choice == personBack:
		return chat.Stopped, nil
	case in.Choice == personSave:
		return d.act(t)
	case in.Choice == personRole && slices.ContainsFunc(roleKeys, func(r struct {
		role rules.Roles
		key  string
	}) bool {
		return int32(r.role) == in.Arg
	}):
		d.Roles ^= rules.Roles(in.Arg)
	}
	return chat.Stay, nil
}
