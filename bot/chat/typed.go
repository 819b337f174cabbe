package chat

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tainha/fold"
	"tainha/phrase/reply"
	"tainha/rules"
	"tainha/store"
)

// typedButton finds the button that a typed text means: its words or the first
// of them, in any case and with or without diacritics, or its place counted
// from 1. A number means only the newest message, and that only where it answered
// the person: a card that came by itself must not be decided by it. A text that
// stops the open flow means a button of that alone, by all its words; so does
// whatever is typed where the flow keeps it as it is.
func (t *Turn) typedButton(stops bool) (key store.Key, ok bool, err error) {
	keyboards, err := t.Tx.Keyboards(t.Chat)
	want := fold.Text(t.in.Text)
	if err != nil || want == "" {
		return key, false, err
	}
	f, open := t.flow()
	if open {
		if _, free, _ := f.wished(t.conv); free || stops {
			keyboards = t.ofFlow(keyboards)
		}
	}
	if n, ok := lineNamed(t.in.Text); ok {
		return t.numbered(keyboards, n)
	}
	for _, k := range keyboards {
		if key, ok := onlyKey(k.Keys, func(label string) bool { return label == want }); ok {
			t.unasked = !k.Asked
			key.Yes = key.Yes && k.Asked && !k.Below
			return key, true, nil
		}
	}
	if stops {
		return key, false, nil
	}
	if key, ok := t.saidYes(keyboards, open); ok {
		return key, true, nil
	}
	begins := func(label string) bool { return strings.HasPrefix(label, want+" ") && !reply.BareYes(want) }
	var meant []string
	for _, k := range keyboards {
		if key, ok := onlyKey(k.Keys, begins); ok {
			t.unasked = !k.Asked
			key.Yes = false
			return key, true, nil
		}
		for _, key := range k.Keys {
			if begins(words(key.Label)) {
				meant = append(meant, "«"+key.Label+"»")
			}
		}
	}
	if len(meant) > 1 {
		return key, false, rules.Refuse("typed.several", "labels", strings.Join(meant, ", "))
	}
	return key, false, nil
}

// saidYes finds the button that confirms by a yes with what it does: "ừ duyệt đi" is
// [Duyệt] of the newest message, "duyệt đi" that of the open flow. A question is no yes.
func (t *Turn) saidYes(keyboards []store.Keyboard, open bool) (key store.Key, ok bool) {
	rest, yes := reply.AfterYes(t.in.Text)
	if rest == "" || !yes && !open || reply.Asks(t.in.Text) || reply.AsksYet(t.in.Text) {
		return key, false
	}
	if !yes {
		keyboards = t.ofFlow(keyboards)
	}
	f, _ := t.flow()
	for _, k := range keyboards {
		if !k.Asked || k.Below {
			continue
		}
		key, ok = onlyKey(k.Keys, func(label string) bool { return label == rest || strings.HasPrefix(label, rest+" ") })
		if v, own := flowKey.decode(key.Data); ok && (key.Yes || own && open && v.Rev == t.conv.Rev && f.yes(t.conv, v.Choice)) {
			return key, true
		}
	}
	return store.Key{}, false
}

// ofFlow is the open flow's keyboard alone, without what stands below it.
func (t *Turn) ofFlow(keyboards []store.Keyboard) []store.Keyboard {
	var out []store.Keyboard
	for _, k := range keyboards {
		i := slices.IndexFunc(k.Keys, func(key store.Key) bool {
			_, rev, ok := ofFlow(key.Data)
			return ok && rev == t.conv.Rev
		})
		if i >= 0 && k.Keys[i].Above {
			k.Keys = slices.DeleteFunc(slices.Clone(k.Keys), func(key store.Key) bool { return !key.Above })
		}
		if i >= 0 {
			out = append(out, k)
		}
	}
	return out
}

// typedAnswer is the button that a typed yes or no means: of the newest message alone, or
// of the one that it replies to.
// It refuses a yes to a question below which something newer stands, or to one of several
// buttons, and asks where a word may be a yes or a stop.
func (t *Turn) typedAnswer() (key store.Key, ok bool, err error) {
	yes, doubtful, drops := reply.Confirms(t.in.Text), reply.Doubtful(t.in.Text), reply.Drops(t.in.Text) || reply.GivesUp(t.in.Text)
	no := !drops && (reply.Denies(t.in.Text) || reply.Stops(t.in.Text))
	if !yes && !no && !doubtful && !drops {
		return key, false, nil
	}
	means := func(x store.Key) bool {
		return (yes || doubtful) && x.Yes || no && x.No || drops && x.Yes && t.b.destroys(t, x.Data)
	}
	keyboards, err := t.Tx.Keyboards(t.Chat)
	if err != nil {
		return key, false, fmt.Errorf("find what was asked: %w", err)
	}
	for _, k := range keyboards {
		i := slices.IndexFunc(k.Keys, means)
		switch {
		case !k.Asked || i < 0:
		case slices.ContainsFunc(k.Keys[i+1:], means):
			return key, false, rules.Refuse("typed.which")
		case doubtful && (!k.Below || k.Message == t.in.ReplyTo):
			return key, false, rules.Refuse("typed.yes_or_stop")
		case !k.Below, k.Message == t.in.ReplyTo:
			return k.Keys[i], true, nil
		case yes:
			return key, false, rules.Refuse("typed.yes_old")
		}
	}
	return key, false, nil
}

// answered is a typed yes or no as the button that it stands for.
func (s Step[D]) answered(in Input) Input {
	switch {
	case s.Yes != 0 && (s.Agrees != nil && s.Agrees(in.Text) || reply.Confirms(in.Text) || !s.Takes && !s.Bare && reply.Agrees(in.Text) || s.Takes && (reply.Drops(in.Text) || reply.GivesUp(in.Text))):
		return Input{Text: in.Text, Pressed: true, Choice: s.Yes, Typed: true}
	case s.No != 0 && reply.Denies(in.Text):
		return Input{Pressed: true, Choice: s.No}
	}
	return in
}

// mayDrop refuses "bỏ đi" at a question that does not say "bỏ" itself: it may give up, or stop.
func mayDrop(t *Turn, f registeredFlow) error {
	if !f.takes(t.conv) || !reply.DropsOrStops(t.in.Text) {
		return nil
	}
	drops, err := f.saysDrop(t, t.conv)
	if err == nil && !drops {
		return rules.Refuse("typed.drop_or_stop")
	}
	return err
}

// saysDrop reports whether what the present step asks says "bỏ".
func (f Flow[D]) saysDrop(t *Turn, c store.Conversation) (bool, error) {
	d, s, ok := f.load(c)
	if !ok {
		return false, nil
	}
	screen, err := s.Ask(t, &d)
	if err != nil {
		return false, err
	}
	text, err := t.Text(screen.Text)
	return reply.SaysDrop(text), err
}

// dead reports a button of a flow that is over, or of another step.
func (t *Turn) dead(data string) bool {
	_, rev, ok := ofFlow(data)
	return ok && rev != t.conv.Rev
}

// numbered is the button at a place of the newest message. A place in a list below which
// something newer stands is asked about first: it may be meant by either. It refuses one
// that confirms that something is taken away: whoever counts has not read.
func (t *Turn) numbered(keyboards []store.Keyboard, n int) (key store.Key, ok bool, err error) {
	f, open := t.flow()
	for _, k := range keyboards {
		at := k.At(n)
		switch {
		case !k.Asked:
			continue
		case k.Digits:
			return key, false, nil
		case at < 0:
			if first, last := k.Lines(); last > 0 && !open && !k.Below {
				return key, false, rules.Refuse("typed.number_none", "n", n, "first", first, "last", last)
			}
			return key, false, nil
		case !k.Below:
			if v, own := flowKey.decode(k.Keys[at].Data); own && open && v.Rev == t.conv.Rev && f.confirms(t.conv, v.Choice) {
				return key, false, notTyped()
			}
			return k.Keys[at], true, nil
		case open && len(t.ofFlow([]store.Keyboard{k})) == 0, k.Keys[at].Yes: // a list above the flow's question; a question that is over
			return key, false, nil
		}
		t.older = true
		return k.Keys[at], true, nil
	}
	return key, false, nil
}

// lineNamed is the number that a text is and no more: "2", "số 2", "người thứ hai".
func lineNamed(text string) (n int, ok bool) {
	if n, err := strconv.Atoi(fold.Text(text)); err == nil {
		return n, true
	}
	said, _ := reply.OfLines(text)
	if len(said) != 1 || said[0].Verdict != reply.Unsaid {
		return 0, false
	}
	return said[0].Numbers[0], true
}

// LinesSaid are lines of a list, by their buttons, and what a text decides of them.
type LinesSaid struct {
	Keys []store.Key
	reply.Lines
}

// ofLines takes "duyệt số 2", "1 và 3 duyệt" as said of the list that is the newest message.
// It refuses numbers that the text calls lines where the list holds none such, or something
// newer stands below it: they may be meant otherwise.
func (b *Bot) ofLines(t *Turn) (taken bool, err error) {
	said, sure := reply.OfLines(t.in.Text)
	if len(said) == 0 || said[0].Verdict == reply.Unsaid {
		return false, nil
	}
	keyboards, err := t.Tx.Keyboards(t.Chat)
	if err != nil {
		return false, fmt.Errorf("find the list that was shown: %w", err)
	}
	i := slices.IndexFunc(keyboards, func(k store.Keyboard) bool { return k.Asked })
	if i < 0 {
		return false, nil
	}
	list := keyboards[i]
	first, last := list.Lines()
	if last == 0 {
		return false, nil
	}
	var lines []LinesSaid
	for _, l := range said {
		of := LinesSaid{Lines: l}
		for _, n := range l.Numbers {
			at := list.At(n)
			switch {
			case !sure && (at < 0 || list.Below):
				return false, nil
			case list.Below:
				return true, rules.Refuse("typed.number_old", "n", n)
			case at < 0:
				return true, rules.Refuse("typed.number_none", "n", n, "first", first, "last", last)
			}
			of.Keys = append(of.Keys, list.Keys[at])
		}
		lines = append(lines, of)
	}
	if ready, err := (*b.gate)(t, false); err != nil || !ready {
		return true, err
	}
	return (*b.lines)(t, lines)
}

// Answered are the buttons of the newest message that answered the person.
func (t *Turn) Answered() ([]store.Key, error) {
	keyboards, err := t.Tx.Keyboards(t.Chat)
	if err != nil {
		return nil, err
	}
	for _, k := range keyboards {
		if k.Asked {
			return k.Keys, nil
		}
	}
	return nil, nil
}

// words is a label as it is typed: without the number before it.
func words(label string) string {
	folded := fold.Text(label)
	if number, rest, ok := strings.Cut(folded, " "); ok {
		if _, err := strconv.Atoi(number); err == nil {
			return rest
		}
	}
	return folded
}

// onlyKey finds the one button whose words fit; two that do are told apart by
// nobody, so neither is meant.
func onlyKey(keys []store.Key, means func(string) bool) (key store.Key, ok bool) {
	for _, k := range keys {
		switch fits := means(words(k.Label)); {
		case fits && ok && k.Data != key.Data:
			return store.Key{}, false
		case fits:
			key, ok = k, true
		}
	}
	return key, ok
}

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
		Name: "sure", Ask: askTypedSure, Take: takeTypedSure, Yes: typedYes, No: typedNo, Main: typedYes, Takes: true,
		Choices: []Choice{{Name: "no", Value: typedNo, Arg: NoArg}, {Name: "yes", Value: typedYes, Arg: NoArg, Confirms: true}},
	}}}
}

// askTyped asks before a typed button does what it says.
func askTyped(t *Turn, k store.Key) error {
	_, goes := t.flow()
	_, _, own := ofFlow(k.Data)
	return typedFlow().Start(t, "sure", typedDraft{k.Label, k.Data, goes && own})
}

func askTypedSure(t *Turn, d *typedDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("typed.sure", "label", d.Label), Rows: [][]store.Button{
		{t.Choice(typedNo, 0, "stop"), t.Choice(typedYes, 0, "typed.yes", "label", d.Label)},
	}}, nil
}

func takeTypedSure(t *Turn, d *typedDraft, in Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == typedYes:
		return Elsewhere, d.act(t)
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
	in, _, own := ofFlow(d.Data)
	if !own {
		return t.b.routePress(t, d.Data)
	}
	f, waits, err := t.reopen()
	if err != nil || !waits {
		return err
	}
	return t.b.goOn(t, f, in)
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
	if in, rev, ok := ofFlow(data); ok {
		f, open := t.flow()
		return open && rev == t.conv.Rev && (in.panel == 0 && f.destroys(t.conv, in.Choice) || in.panel != 0 && t.panelDestroys(f.places(), in))
	}
	return b.pressOf(data) != nil && b.pressOf(data).destroys(data)
}
