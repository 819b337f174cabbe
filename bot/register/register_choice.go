package register

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// choiceDraft is a position about to be opened to the pilot in one unit, or closed there.
type choiceDraft struct {
	Unit     rules.UnitID     `json:"unit"`
	Position rules.PositionID `json:"position"`
	Open     bool             `json:"open"`
}

func choiceFlow() chat.Flow[choiceDraft] {
	stop := chat.Choice{Name: "stop", Value: registerStop, Arg: chat.NoArg}
	return ofEntry(func(d *choiceDraft) rules.UnitID { return d.Unit }, chat.Flow[choiceDraft]{Name: "unit_position", Version: 1, Steps: []chat.Step[choiceDraft]{
		{Name: "which", Ask: askChoice, Take: takeChoice, Choices: []chat.Choice{{Name: "position", Value: registerQuick, Arg: chat.AnID}, stop}},
		{Name: "sure", Ask: askChoiceSure, Take: takeChoiceSure, Sure: []int32{registerGo}, Yes: registerGo, Choices: []chat.Choice{{Name: "go", Value: registerGo, Arg: chat.NoArg}, stop}},
	}})
}

// askChoice lists the positions that are open to the pilot, and which of them in the unit.
func askChoice(t *chat.Turn, d *choiceDraft) (store.Screen, error) {
	u, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return store.Screen{}, fmt.Errorf("load the unit: %w", err)
	}
	all, err := register.OpenPositions(t.Do())
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	var rows [][]store.Button
	for _, x := range all[:min(len(all), positionsListed)] {
		state, key := rules.Msg("position.closed"), "position.to_open"
		if u.Opens(x.ID) {
			state, key = rules.Msg("position.open"), "position.to_close"
		}
		lines = append(lines, rules.Msg("position.line", "position", x.Name, "state", state))
		rows = append(rows, []store.Button{t.Choice(registerQuick, int32(x.ID), key, "position", x.Name)})
	}
	return store.Screen{
		Text: rules.Msg("choice.ask", "unit", u.Name, "lines", lines, "n", len(lines), "more", len(all)-len(lines)),
		Rows: append(rows, stopRow(t)),
	}, nil
}

func takeChoice(t *chat.Turn, d *choiceDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case !in.Pressed || in.Choice != registerQuick:
		return chat.Stay, rules.Refuse("register.pick")
	}
	u, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return chat.Stay, fmt.Errorf("load the unit: %w", err)
	}
	d.Position = rules.PositionID(in.Arg)
	d.Open = !u.Opens(d.Position)
	if _, _, err := register.PositionChoice(t.Do(), d.Unit, d.Position, d.Open); err != nil {
		return chat.Stay, err
	}
	return "sure", nil
}

func askChoiceSure(t *chat.Turn, d *choiceDraft) (store.Screen, error) {
	x, err := t.Tx.Position(d.Position)
	if err != nil {
		return store.Screen{}, fmt.Errorf("load the position: %w", err)
	}
	u, effect, err := register.PositionChoice(t.Do(), d.Unit, d.Position, d.Open)
	if err != nil {
		return store.Screen{}, err
	}
	button := "position.go_close"
	if d.Open {
		button = "position.go_open"
	}
	return store.Screen{
		Text: rules.Msg("choice.sure", "open", d.Open, "position", x.Name, "unit", u.Name, "effect", effect.Text()),
		Rows: [][]store.Button{{t.Choice(registerStop, 0, "stop"), t.Choice(registerGo, 0, button)}},
	}, nil
}

func takeChoiceSure(t *chat.Turn, d *choiceDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case !in.Pressed || in.Choice != registerGo:
		return chat.Stay, rules.Refuse("register.pick")
	}
	return carryOut(t, d.Unit, func(r register.Registrar) error {
		return register.ChoosePosition(t.Do(), r, d.Position, d.Open)
	})
}
