package chat

import (
	"tainha/rules"
	"tainha/store"
)

// typedDraft is a button that takes something away and was typed: what it carries,
// and whether the flow that it belongs to goes on afterwards.
type typedDraft struct {
	Label string `json:"label"`
	Data  string `json:"data"`
	Goes  bool   `json:"goes,omitempty"`
}

const (
	typedYes int32 = iota + 1
	typedNo
)

// typedFlow asks once before a typed word or number revokes, gives up, refuses or
// deletes: it may have been meant otherwise. Roles and data are checked when the
// button acts.
func typedFlow() Flow[typedDraft] {
	return Flow[typedDraft]{Name: "typed", Version: 1, Fleeting: true, About: AboutSelf[*typedDraft], Stop: backFromTyped, Steps: []Step[typedDraft]{{
		Name: "sure", Ask: askTypedSure, Take: takeTypedSure,
		Choices: []Choice{{Name: "no", Value: typedNo, Arg: NoArg}, {Name: "yes", Value: typedYes, Arg: NoArg}},
	}}}
}

// askTyped asks before a typed button does what it says.
func askTyped(t *Turn, k store.Key) error {
	_, goes := t.flow()
	_, own := flowKey.decode(k.Data)
	return typedFlow().Start(t, "sure", typedDraft{k.Label, k.Data, goes && own})
}

func askTypedSure(t *Turn, d *typedDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("typed.sure", "label", d.Label), Rows: [][]store.Button{
		{t.Choice(typedNo, 0, "stop"), t.Choice(typedYes, 0, "typed.yes", "label", d.Label)},
	}}, nil
}

func takeTypedSure(t *Turn, d *typedDraft, in Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == typedYes, !in.Pressed && Agrees(in.Text):
		return elsewhere, d.act(t)
	case in.Pressed:
		return Stopped, nil
	}
	return Stay, notTyped()
}

// act does what the button does, as if it was pressed.
func (d *typedDraft) act(t *Turn) error {
	if err := t.endFlow(); err != nil {
		return err
	}
	v, own := flowKey.decode(d.Data)
	if !own {
		return t.b.routePress(t, d.Data)
	}
	f, waits, err := t.reopen()
	if err != nil || !waits {
		return err
	}
	return t.b.goOn(t, f, Input{Pressed: true, Choice: v.Choice, Arg: v.Arg})
}

// backFromTyped goes on with the flow whose button was typed.
func backFromTyped(t *Turn, d *typedDraft) error {
	if !d.Goes {
		return nil
	}
	f, waits, err := t.reopen()
	if err != nil || !waits {
		return err
	}
	return f.again(t, t.conv)
}

// destroys reports whether a button takes something away at once.
func (b *Bot) destroys(t *Turn, data string) bool {
	if v, ok := flowKey.decode(data); ok {
		f, open := t.flow()
		return open && v.Rev == t.conv.Rev && f.destroys(t.conv, v.Choice)
	}
	return b.pressOf(data) != nil && b.pressOf(data).destroys(data)
}
