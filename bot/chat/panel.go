package chat

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"slices"

	"tainha/rules"
	"tainha/store"
)

// Panel is what a feature shows at a place of another feature's card, or asks at a place
// of another's draft: neither knows the other. It says whose data it holds and who may
// see it, as an Object does; whoever may not sees the rest without it. One that fails is
// told in a line, as any fault, and keeps the rest from nobody.
type Panel struct {
	Host  string // the place, as its host names it (Object.Places, Step.Place)
	Name  string // no two of one name at a place
	Order int    // where it stands there, from the top: no two in one
	// Whose is whose data it holds: at a card of that card's object, at a draft of the
	// person whom the draft is about.
	Whose func(v View, id int64) (Owner, error)
	May   []rules.Access // who sees it
	// Show words it on the card of an object; a text without a key is nothing to show. Its
	// buttons are those of its feature.
	Show func(v View, id int64) (Shown, error)
	// Section is its part of a draft. Exactly one of Show and Section is set.
	Section DraftSection
}

// Shown is what a panel adds: a paragraph, and rows of buttons.
type Shown struct {
	Text rules.Message
	Rows [][]store.Button
}

// panelPress presses a button of a section: Panel is its name in a number.
type panelPress struct {
	Rev    int32
	Panel  int32
	Choice int32
	Arg    int32
}

var panelKey = DefinePress[panelPress]("pn")

// number is the panel's name as buttons carry it, never 0.
func (p Panel) number() int32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(p.Host + "/" + p.Name)) // it never fails
	return max(int32(h.Sum32()>>1), 1)
}

// PanelChoice is a button of the section being shown.
func (t *Turn) PanelChoice(choice, arg int32, key string, namesAndValues ...any) store.Button {
	return panelKey.Button(panelPress{t.conv.Rev, t.panel, choice, arg}, key, namesAndValues...)
}

// check refuses a panel that leaves open where it stands, whose it is or who may see it.
func (p Panel) check() error {
	switch {
	case p.Host == "" || p.Name == "":
		return fmt.Errorf("a panel without a place or name: %q at %q", p.Name, p.Host)
	case p.Whose == nil || len(p.May) == 0:
		return fmt.Errorf("panel %s at %s does not say whose data it holds, or who may see it", p.Name, p.Host)
	case (p.Show == nil) == (p.Section == nil):
		return fmt.Errorf("panel %s at %s is neither of a card nor of a draft, or both", p.Name, p.Host)
	case p.Section != nil:
		return p.Section.check()
	}
	return nil
}

// addPanels takes in what a feature shows elsewhere. It refuses what stands twice.
func (b *Bot) addPanels(list []Panel) (err error) {
	for _, p := range list {
		for _, x := range b.panels[p.Host] {
			switch {
			case x.Name == p.Name, x.number() == p.number():
				err = errors.Join(err, fmt.Errorf("two panels at %s are called %q", p.Host, p.Name))
			case x.Order == p.Order:
				err = errors.Join(err, fmt.Errorf("panels %s and %s stand in one place of %s", x.Name, p.Name, p.Host))
			}
		}
		err = errors.Join(err, p.check())
		b.panels[p.Host] = append(b.panels[p.Host], p)
		slices.SortStableFunc(b.panels[p.Host], func(x, y Panel) int { return cmp.Compare(x.Order, y.Order) })
	}
	return err
}

// checkPlaces refuses a panel at a place that nobody has, and a place that is one of a
// card and of a draft.
func (b *Bot) checkPlaces() (err error) {
	cards, drafts := map[string]bool{}, map[string]bool{}
	for _, o := range b.objects {
		for _, place := range o.Places {
			if cards[place] {
				err = errors.Join(err, fmt.Errorf("two cards have the place %q", place))
			}
			cards[place] = true
		}
	}
	for _, f := range b.flows {
		for _, place := range f.places() {
			drafts[place] = true
		}
	}
	for place, list := range b.panels {
		if cards[place] && drafts[place] {
			err = errors.Join(err, fmt.Errorf("the place %q is one of a card and of a draft", place))
		}
		for _, p := range list {
			if p.Show != nil && !cards[place] || p.Section != nil && !drafts[place] {
				err = errors.Join(err, fmt.Errorf("panel %s stands at %q, which there is not", p.Name, place))
			}
		}
	}
	return err
}

// Panels names what stands at a place, from the top.
func (b *Bot) Panels(place string) (names []string) {
	for _, p := range b.panels[place] {
		names = append(names, p.Name)
	}
	return names
}

// Join adds what other features show at a place of the card of an object, for the
// reader of the card.
func (v View) Join(s store.Screen, place string, id int64) (store.Screen, error) {
	for _, p := range v.b.panels[place] {
		shown, fault, err := v.panel(p, id)
		switch {
		case err != nil:
			return s, err
		case fault != nil:
			v.b.Log.Error("a panel of a card could not be made", "panel", p.Name, "at", place, "id", id, "err", v.b.Scrub.Err(fault))
			shown = Shown{Text: rules.Msg("panel.failed")}
		case shown.Text.Key == "":
			continue
		}
		s.Panels = append(s.Panels, shown.Text)
		s.Rows = append(s.Rows, shown.Rows...)
	}
	return s, nil
}

// panel is one panel for the reader; nothing for whom it is not. A fault is what went
// wrong with it alone.
func (v View) panel(p Panel, id int64) (shown Shown, fault, err error) {
	fault = contained(func() error {
		may, err := v.shows(Object{Kind: p.Name, Whose: p.Whose, May: p.May}, id)
		if err != nil || !may {
			return err
		}
		if shown, err = p.Show(v, id); err != nil {
			return err
		}
		return v.b.worded(v.Lang, shown)
	})
	return shown, fault, v.Tx.Lost()
}

// worded holds what a panel adds to what can be kept and worded, buttons included.
func (b *Bot) worded(lang string, shown Shown) error {
	if shown.Text.Key != "" {
		if _, err := b.Catalog.HTML(lang, shown.Text); err != nil {
			return err
		}
	}
	for _, row := range shown.Rows {
		for _, x := range row {
			if _, err := b.Catalog.Plain(lang, x.Label); err != nil {
				return err
			}
		}
	}
	_, err := json.Marshal(store.Screen{Text: shown.Text, Rows: shown.Rows})
	return err
}

// contained turns a panic into an error.
func contained(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &store.PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	return do()
}

// Sections lists what features ask in others' drafts, as Flows does.
func (b *Bot) Sections() (out []FlowShape) {
	for place, list := range b.panels {
		for _, p := range list {
			if p.Section == nil {
				continue
			}
			choices, draft := p.Section.shape()
			out = append(out, FlowShape{Name: place + "/" + p.Name, Version: p.Section.version(), Steps: []StepShape{{Name: p.Name, Choices: choices}}, Draft: draft})
		}
	}
	slices.SortFunc(out, func(x, y FlowShape) int { return cmp.Compare(x.Name, y.Name) })
	return out
}

// panelText words a panel's paragraph; what can't be worded says so, and keeps the rest
// of the message back from nobody.
func (b *Bot) panelText(lang string, o store.Out, m rules.Message) string {
	text, err := b.Catalog.HTML(lang, m)
	if err == nil {
		return text
	}
	b.Log.Error("a panel can't be worded", "outbox", o.ID, "key", m.Key, "err", b.Scrub.Err(err))
	failed, _ := b.Catalog.HTML(lang, rules.Msg("panel.failed")) // without that text nothing is said
	return failed
}

// heldScreen is what a held message shows, a card as it stands now.
func (b *Bot) heldScreen(v View, h store.Out) (s store.Screen, err error) {
	if h.Body.Screen != nil {
		return *h.Body.Screen, nil
	}
	if v.Reader, _, err = v.Do().Who(h.Chat, v.Today); err != nil {
		return s, err
	}
	card, known := b.objects[h.Body.Card.Kind]
	if !known || card.Card == nil {
		return s, fmt.Errorf("no card is called %q", h.Body.Card.Kind)
	}
	err = contained(func() (err error) {
		s, err = v.card(card, *h.Body.Card)
		return err
	})
	return s, err
}
