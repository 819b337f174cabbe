package register

import (
	"errors"
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// positionDraft is a position about to be opened to the pilot, or closed.
type positionDraft struct {
	Position rules.PositionID `json:"position"`
	Open     bool             `json:"open"`
}

func positionFlow() chat.Flow[positionDraft] {
	return chat.Flow[positionDraft]{Name: "position", Version: 1, Access: changeRegister, Stop: func(t *chat.Turn, _ *positionDraft) error { return showPositions(t, 0) }, Steps: []chat.Step[positionDraft]{
		{Name: "sure", Ask: askPositionSure, Take: takePositionSure, Sure: []int32{registerGo}, Yes: registerGo, Main: registerGo, Choices: []chat.Choice{{Name: "go", Value: registerGo, Arg: chat.NoArg}, {Name: "stop", Value: registerStop, Arg: chat.NoArg}}},
	}}
}

const positionsListed = 12 // positions on a page

// showPositions lists the positions and which are open to the pilot.
func showPositions(t *chat.Turn, page int) error {
	all, err := t.Tx.Positions()
	if err != nil {
		return fmt.Errorf("list the positions: %w", err)
	}
	pages := max(1, (len(all)+positionsListed-1)/positionsListed)
	page = min(page, pages-1)
	var lines []rules.Message
	var rows [][]store.Button
	for _, x := range all[page*positionsListed : min(len(all), (page+1)*positionsListed)] {
		lines = append(lines, rules.Msg("position.line", "position", x.Name, "state", positionState(x)))
		if !t.Actor.Sees(changeRegister) {
			continue
		}
		key := "position.to_open"
		if x.OpenToPilot {
			key = "position.to_close"
		}
		rows = append(rows, []store.Button{positionPress.Button(positionPressed{x.ID, !x.OpenToPilot}, key, "position", x.Name)})
	}
	var turns []store.Button
	if page > 0 {
		turns = append(turns, positionsPress.Button(registerPage{uint8(page - 1)}, "register.before"))
	}
	if page < pages-1 {
		turns = append(turns, positionsPress.Button(registerPage{uint8(page + 1)}, "register.after"))
	}
	rows = append(rows, turns, []store.Button{registerPress.Button(registerPage{}, "register.back")})
	return t.Show(store.Screen{Text: rules.Msg("position.list", "lines", lines, "page", page+1, "pages", pages), Rows: rows})
}

// startPosition asks before a position is opened or closed. One that is so
// already shows the list as it stands now.
func startPosition(t *chat.Turn, p positionPressed) error {
	x, err := t.Tx.Position(p.Position)
	if errors.Is(err, store.ErrNotFound) || err == nil && x.OpenToPilot == p.Open {
		if err := t.Answer(rules.Msg("register.changed")); err != nil {
			return err
		}
		return showPositions(t, 0)
	}
	if err != nil {
		return err
	}
	if _, err := register.PositionEffects(t.Do(), p.Position, p.Open); err != nil {
		return err
	}
	return positionFlow().Start(t, "sure", positionDraft(p))
}

func askPositionSure(t *chat.Turn, d *positionDraft) (store.Screen, error) {
	x, err := t.Tx.Position(d.Position)
	if err != nil {
		return store.Screen{}, fmt.Errorf("load the position: %w", err)
	}
	effects, err := register.PositionEffects(t.Do(), d.Position, d.Open)
	if err != nil {
		return store.Screen{}, err
	}
	key, button := "position.sure_open", "position.go_open"
	if !d.Open {
		key, button = "position.sure_close", "position.go_close"
	}
	row := []store.Button{t.Choice(registerGo, 0, button), t.Choice(registerStop, 0, "stop")}
	if !d.Open {
		slices.Reverse(row)
	}
	return store.Screen{
		Text: rules.Msg(key, "position", x.Name, "effect", effects.Text()),
		Rows: [][]store.Button{row},
	}, nil
}

func takePositionSure(t *chat.Turn, d *positionDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case !in.Pressed || in.Choice != registerGo:
		return chat.Stay, rules.Refuse("register.pick")
	}
	err := register.OpenPosition(t.Do(), d.Position, d.Open)
	if refusal, refused := chat.IsRefusal(err); refused && refusal.Reasons[0].Key == "register.no_change" {
		if err := t.Answer(rules.Msg("register.changed")); err != nil { // somebody else did it
			return chat.Stay, err
		}
		return chat.End, showPositions(t, 0)
	}
	if err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("position.saved")); err != nil {
		return chat.Stay, err
	}
	return chat.End, showPositions(t, 0)
}
