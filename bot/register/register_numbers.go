package register

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// numbersDraft is a change of one number.
type numbersDraft struct {
	Unit   rules.UnitID       `json:"unit"`   // 0: the whole pilot
	Number register.Number    `json:"number"` // 0: follow the pilot again
	Change rules.PolicyChange `json:"change"`
}

func numbersFlow() chat.Flow[numbersDraft] {
	again, stop, mode := chat.Choice{Name: "again", Value: registerAgain, Arg: chat.NoArg}, chat.Choice{Name: "stop", Value: registerStop, Arg: chat.NoArg}, chat.Choice{Name: "mode", Value: registerMode, Arg: chat.AnItem}
	return ofEntry(func(d *numbersDraft) rules.UnitID { return d.Unit }, chat.Flow[numbersDraft]{Name: "numbers", Version: 4, Steps: []chat.Step[numbersDraft]{
		{Name: "which", Ask: askNumber, Take: takeNumber, Choices: []chat.Choice{{Name: "number", Value: registerNumber, Arg: chat.AnItem}, {Name: "follow", Value: registerFollow, Arg: chat.NoArg}, stop}},
		{Name: "value", Ask: askValue, Take: takeValue, Negates: true, Choices: []chat.Choice{{Name: "quick", Value: registerQuick, Arg: chat.AnItem}, mode, again, stop}},
		{Name: "presence", Ask: askPresence, Take: takePresence, Negates: true, Choices: []chat.Choice{{Name: "drop", Value: registerDrop, Arg: chat.AnItem}, {Name: "preview", Value: registerPreview, Arg: chat.NoArg}, again, stop}},
		{Name: "sure", Ask: askNumbersSure, Take: takeNumbersSure, Sure: []int32{registerGo}, Yes: registerGo, Main: registerGo, Choices: []chat.Choice{{Name: "go", Value: registerGo, Arg: chat.NoArg}, {Name: "day", Value: registerDay, Arg: chat.ADay}, mode, again, stop}},
	}})
}

// name is the unit that the numbers are of, empty for the whole pilot.
func (d *numbersDraft) name(t *chat.Turn) (string, error) {
	if d.Unit == 0 {
		return "", nil
	}
	return unitName(t, d.Unit)
}

func askNumber(t *chat.Turn, d *numbersDraft) (store.Screen, error) {
	e, err := register.Entry(t.Do(), d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for pair := range slices.Chunk(register.Numbers(), 2) {
		var row []store.Button
		for _, n := range pair {
			row = append(row, t.Choice(registerNumber, int32(n), "number.button."+n.Key()))
		}
		rows = append(rows, row)
	}
	if d.Unit != 0 && !e.Follows {
		rows = append(rows, []store.Button{t.Choice(registerFollow, 0, "number.follow")})
	}
	return store.Screen{
		Text: rules.Msg("number.which", "unit", e.Unit.Name, "numbers", numberLines(e)),
		Rows: append(rows, stopRow(t)),
	}, nil
}

func takeNumber(t *chat.Turn, d *numbersDraft, in chat.Input) (string, error) {
	d.Change = rules.PolicyChange{Since: t.Today + 1}
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == registerFollow && d.Unit != 0:
		return d.follow(t)
	case !in.Pressed || !slices.Contains(register.Numbers(), register.Number(in.Arg)):
		return chat.Stay, rules.Refuse("register.pick")
	}
	d.Number = register.Number(in.Arg)
	if d.Number.Row().Form == rules.FormPresence {
		return "presence", nil
	}
	return "value", nil
}

// follow ends the unit's own numbers, those that are coming too.
func (d *numbersDraft) follow(t *chat.Turn) (string, error) {
	e, err := register.Entry(t.Do(), d.Unit)
	if err != nil {
		return chat.Stay, err
	}
	d.Number, d.Change.Follow = 0, true
	if n := len(e.Coming); n > 0 {
		d.Change.Since = e.Coming[n-1].Since
	}
	return "sure", d.tryChange(t, d.Change)
}

// tryChange refuses what the register would refuse, and keeps the rest.
func (d *numbersDraft) tryChange(t *chat.Turn, c rules.PolicyChange) error {
	if _, err := register.PreviewPolicy(t.Do(), d.Unit, c); err != nil {
		return err
	}
	d.Change = c
	return nil
}

// present are the numbers in force before the change.
func (d *numbersDraft) present(t *chat.Turn, since rules.Date) (rules.Policy, error) {
	book, err := t.Do().PolicyBook()
	if err != nil {
		return rules.Policy{}, err
	}
	code := ""
	if d.Unit != 0 {
		u, err := t.Tx.Unit(d.Unit)
		if err != nil {
			return rules.Policy{}, fmt.Errorf("load the unit: %w", err)
		}
		code = u.Code
	}
	return book.At(code, since), nil
}

func askValue(t *chat.Turn, d *numbersDraft) (store.Screen, error) {
	name, err := d.name(t)
	if err != nil {
		return store.Screen{}, err
	}
	p, err := d.present(t, d.Change.Since)
	if err != nil {
		return store.Screen{}, err
	}
	var row []store.Button
	for i, v := range d.Number.Row().Quick {
		row = append(row, t.Choice(registerQuick, int32(i), "number.quick", "value", v))
	}
	rows := [][]store.Button{row}
	if d.Number.Row().IsLimit() {
		rows = append(rows, []store.Button{t.Choice(registerMode, int32(rules.Off), "number.unlimited")})
	}
	rows = append(rows, []store.Button{t.Choice(registerAgain, 0, "back"), t.Choice(registerStop, 0, "stop")})
	return store.Screen{
		Text: rules.Msg("number.ask", "unit", name, "line", d.Number.Line(p), "hint", rules.Msg("number.hint."+d.Number.Key())),
		Rows: rows, Digits: true,
	}, nil
}

func takeValue(t *chat.Turn, d *numbersDraft, in chat.Input) (string, error) {
	text := in.Text
	if in.Pressed {
		switch quick := d.Number.Row().Quick; {
		case in.Choice == registerStop:
			return chat.Stopped, nil
		case in.Choice == registerAgain:
			return "which", nil
		case in.Choice == registerMode:
			text = unlimitedText
		case in.Choice == registerQuick && in.Arg >= 0 && int(in.Arg) < len(quick):
			text = quick[in.Arg]
		default:
			return chat.Stay, nil
		}
	}
	value, since, said := t.Entry(text).Since()
	c := rules.PolicyChange{Since: d.Change.Since}
	if said {
		day, ok := since.Day()
		if !ok {
			return chat.Stay, rules.Refuse("register.no_day", "value", since.Text())
		}
		c.Since = day
	}
	p, err := d.present(t, c.Since)
	if err != nil {
		return chat.Stay, err
	}
	if err := readNumber(d.Number, value, p, &c); err != nil {
		return chat.Stay, err
	}
	return "sure", d.tryChange(t, c)
}

// presences is the list as the draft has it.
func (d *numbersDraft) presences(t *chat.Turn) ([]rules.Presence, error) {
	if d.Change.Presence != nil {
		return *d.Change.Presence, nil
	}
	p, err := d.present(t, d.Change.Since)
	return p.Presence, err
}

func askPresence(t *chat.Turn, d *numbersDraft) (store.Screen, error) {
	name, err := d.name(t)
	if err != nil {
		return store.Screen{}, err
	}
	list, err := d.presences(t)
	if err != nil {
		return store.Screen{}, err
	}
	var lines, general []rules.Message
	var rows [][]store.Button
	for i, q := range list {
		lines = append(lines, register.PresenceLine(q))
		rows = append(rows, []store.Button{t.Choice(registerDrop, int32(i), "number.presence.drop", "line", register.PresenceLine(q))})
	}
	for _, q := range t.Pilot.Calendar.Presence {
		over := q.Date != 0 && q.Date < t.Today || q.Last != 0 && q.Last < t.Today
		if !over && (q.Unit == 0 || q.Unit == d.Unit) {
			general = append(general, register.PresenceLine(q))
		}
	}
	if d.Change.Presence != nil {
		rows = append(rows, []store.Button{t.Choice(registerPreview, 0, "number.presence.done")})
	}
	rows = append(rows, []store.Button{t.Choice(registerAgain, 0, "back"), t.Choice(registerStop, 0, "stop")})
	return store.Screen{
		Text: rules.Msg("number.presence.ask", "unit", name, "lines", lines, "n", len(lines), "general", general, "calendar", len(general)),
		Rows: rows, Digits: true,
	}, nil
}

const maxPresences = 12 // days of required presence of one unit

func takePresence(t *chat.Turn, d *numbersDraft, in chat.Input) (string, error) {
	list, err := d.presences(t)
	if err != nil {
		return chat.Stay, err
	}
	list = slices.Clone(list)
	if !in.Pressed {
		q, err := readPresence(t, in.Text)
		if err != nil {
			return chat.Stay, err
		}
		if slices.Contains(list, q) || len(list) >= maxPresences {
			return chat.Stay, rules.Refuse("register.presence_full", "max", maxPresences)
		}
		list = append(list, q)
		d.Change.Presence = &list
		return chat.Stay, nil
	}
	switch {
	case in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Choice == registerAgain:
		return "which", nil
	case in.Choice == registerPreview && d.Change.Presence != nil:
		return "sure", d.tryChange(t, d.Change)
	case in.Choice == registerDrop && in.Arg >= 0 && int(in.Arg) < len(list):
		list = slices.Delete(list, int(in.Arg), int(in.Arg)+1)
		d.Change.Presence = &list
	}
	return chat.Stay, nil
}
