package chat

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Drafted is what a draft says to the sections in it.
type Drafted struct {
	Person rules.PersonID // whom it is about
	Slots  []rules.Slot   // the days that it asks for so far
	Object store.Ref      // what it changes; none: something new
	// Instead are the days that the first of Slots would take the place of.
	Instead []rules.Slot
}

// Section is a panel's part of another feature's draft. S is its own JSON, kept beside
// the draft and dropped with it.
type Section[S any] struct {
	// Version grows with every change of S or of what a choice carries: what another
	// version wrote begins anew, which is said.
	Version int
	Begin   func(t *Turn, d Drafted) (S, error) // what it holds before anything was pressed
	// Show words it, and may follow what the draft says by now. Its buttons are of PanelChoice.
	Show    func(t *Turn, d Drafted, s *S) (Shown, error)
	Choices []Choice // the buttons that Show shows, all of them: no other is taken
	Take    func(t *Turn, d Drafted, s *S, in Input) error
	// Typed takes words that mean the section before its host does; nil: none do.
	Typed func(t *Turn, d Drafted, s *S, text string) (taken bool, err error)
	// Save keeps it with what the draft became, in the same action: what it refuses is
	// not sent.
	Save func(do pilot.Do, d Drafted, became store.Ref, s S) error
}

// DraftSection is a Section of any S, as the engine sees it.
type DraftSection interface {
	check() error
	version() int
	offers(today rules.Date, in Input) bool
	destroys(choice int32) bool
	shape() (choices []Choice, draft string)
	show(t *Turn, d Drafted, data json.RawMessage) (Shown, json.RawMessage, error)
	take(t *Turn, d Drafted, data json.RawMessage, in Input) (json.RawMessage, error)
	typed(t *Turn, d Drafted, data json.RawMessage, text string) (after json.RawMessage, taken bool, err error)
	save(t *Turn, d Drafted, became store.Ref, data json.RawMessage) error
}

// keptSection is a section as a draft keeps it.
type keptSection struct {
	Version int             `json:"v"`
	Data    json.RawMessage `json:"d"`
}

// sections adds what other features ask at a place of a draft, above the host's last
// row, and keeps what they hold. What another version wrote begins anew, which is said.
func (t *Turn) addSections(place string, d Drafted, s *store.Screen) error {
	kept := map[string]keptSection{}
	var rows [][]store.Button
	for _, p := range t.b.panels[place] {
		may, err := t.seesPanel(p, d)
		if err != nil {
			return err
		}
		if !may {
			continue
		}
		was, had := t.sections[p.Name]
		if had && was.Version != p.Section.version() {
			was = keptSection{}
			s.Panels = append(s.Panels, rules.Msg("panel.outdated"))
		}
		shown, data, err := t.section(p, d, was.Data)
		if err != nil {
			return err
		}
		kept[p.Name] = keptSection{p.Section.version(), data}
		if shown.Text.Key != "" {
			s.Panels = append(s.Panels, shown.Text)
		}
		rows = append(rows, shown.Rows...)
	}
	t.sections = kept
	s.Rows = slices.Insert(s.Rows, max(len(s.Rows)-1, 0), rows...)
	return nil
}

// section shows one section and returns what it holds; one that fails says so in a line
// and holds what it held.
func (t *Turn) section(p Panel, d Drafted, data json.RawMessage) (shown Shown, after json.RawMessage, err error) {
	t.panel = p.number()
	defer func() { t.panel = 0 }()
	fault := t.Tx.Savepoint(func() (err error) {
		if shown, after, err = p.Section.show(t, d, data); err != nil {
			return err
		}
		return t.b.worded(t.Lang, shown)
	})
	if fault == nil {
		return shown, after, nil
	}
	if err := t.Tx.Lost(); err != nil {
		return Shown{}, nil, err
	}
	t.b.Log.Error("a panel of a draft could not be made", "panel", p.Name, "at", p.Host, "update", t.in.ID, "err", t.b.Scrub.Err(fault))
	return Shown{Text: rules.Msg("panel.failed")}, data, nil
}

// seesPanel holds a panel's rights against whom the draft is about.
func (t *Turn) seesPanel(p Panel, d Drafted) (bool, error) {
	return t.Look().shows(Object{Kind: p.Name, Whose: p.Whose, May: p.May}, int64(d.Person))
}

// takeSection hands the press of a section's button to it. A button that the section
// never showed is an old one's.
func (t *Turn) takeSection(place string, d Drafted, in Input) (taken bool, err error) {
	for _, p := range t.b.panels[place] {
		if p.number() != in.panel {
			continue
		}
		may, err := t.seesPanel(p, d)
		was := t.sections[p.Name]
		if err != nil || !may || was.Version != p.Section.version() || !p.Section.offers(t.Today, in) {
			return false, err
		}
		was.Data, err = p.Section.take(t, d, was.Data, in)
		if err != nil {
			return false, err
		}
		t.sections[p.Name] = was
		return true, nil
	}
	return false, nil
}

// typedSection hands a text to the sections of a place, of which the first that it means
// takes it.
func (t *Turn) typedSection(place string, d Drafted, text string) (taken bool, err error) {
	for _, p := range t.b.panels[place] {
		was, held := t.sections[p.Name]
		if !held || was.Version != p.Section.version() {
			continue
		}
		if may, err := t.seesPanel(p, d); err != nil {
			return false, err
		} else if !may {
			continue
		}
		if was.Data, taken, err = p.Section.typed(t, d, was.Data, text); err != nil || taken {
			t.sections[p.Name] = was
			return taken, err
		}
	}
	return false, nil
}

// panelDestroys reports whether a section's button takes something away at once.
func (t *Turn) panelDestroys(places []string, in Input) bool {
	for _, place := range places {
		for _, p := range t.b.panels[place] {
			if p.number() == in.panel && p.Section != nil && p.Section.destroys(in.Choice) {
				return true
			}
		}
	}
	return false
}

// SaveSections keeps what other features asked at a place with what the draft became, in
// the turn's action: what one of them refuses sends nothing.
func (t *Turn) SaveSections(place string, d Drafted, became store.Ref) error {
	for _, p := range t.b.panels[place] {
		may, err := t.seesPanel(p, d)
		if err != nil {
			return err
		}
		was := t.sections[p.Name]
		if was.Version != p.Section.version() {
			was.Data = nil
		}
		if !may {
			continue
		}
		if err := p.Section.save(t, d, became, was.Data); err != nil {
			if _, refused := IsRefusal(err); refused {
				return err
			}
			return fmt.Errorf("save the panel %s: %w", p.Name, err)
		}
	}
	return nil
}

// places are where sections stand in the flow's drafts.
func (f Flow[D]) places() (list []string) {
	for _, s := range f.Steps {
		if s.Place != "" {
			list = append(list, s.Place)
		}
	}
	return list
}

// screen is what a step asks, with the sections of other features.
func (f Flow[D]) screen(t *Turn, s Step[D], d *D) (store.Screen, error) {
	screen, err := s.Ask(t, d)
	if err != nil || s.Place == "" {
		return screen, err
	}
	err = t.addSections(s.Place, f.Drafted(t, d), &screen)
	return screen, err
}

// takePanel takes the press of a section's button, and words that mean a section; the
// step is asked again.
func (f Flow[D]) takePanel(t *Turn, s Step[D], d *D, in Input) (taken bool, err error) {
	switch {
	case s.Place == "":
		return true, t.Stale()
	case in.panel == 0:
		taken, err = t.typedSection(s.Place, f.Drafted(t, d), in.Text)
	default:
		taken, err = t.takeSection(s.Place, f.Drafted(t, d), in)
	}
	switch {
	case err != nil:
		return false, err
	case taken:
		return true, f.lead(t, s, d, Stay)
	case in.panel != 0:
		return true, t.Stale()
	}
	return false, nil
}

func (x Section[S]) check() error {
	if x.Version < 1 || x.Begin == nil || x.Show == nil || x.Save == nil || (x.Take == nil) != (len(x.Choices) == 0) {
		return errors.New("a section of a draft without a version, or that does not begin, show or save, or has buttons that nothing takes")
	}
	return nil
}

func (x Section[S]) version() int { return x.Version }

func (x Section[S]) offers(today rules.Date, in Input) bool {
	return slices.ContainsFunc(x.Choices, func(c Choice) bool { return c.Value == in.Choice && c.Arg.holds(today, in.Arg) })
}

func (x Section[S]) destroys(choice int32) bool {
	return slices.ContainsFunc(x.Choices, func(c Choice) bool { return c.Value == choice && c.Destroys })
}

func (x Section[S]) shape() ([]Choice, string) {
	return x.Choices, typeShape(reflect.TypeFor[S](), nil)
}

// load is what the section holds: what was kept, else what it begins with.
func (x Section[S]) load(t *Turn, d Drafted, data json.RawMessage) (s S, err error) {
	if len(data) == 0 {
		return x.Begin(t, d)
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("read a section: %w", err)
	}
	return s, nil
}

func (x Section[S]) show(t *Turn, d Drafted, data json.RawMessage) (Shown, json.RawMessage, error) {
	s, err := x.load(t, d, data)
	if err != nil {
		return Shown{}, nil, err
	}
	shown, err := x.Show(t, d, &s)
	if err != nil {
		return Shown{}, nil, err
	}
	after, err := json.Marshal(s)
	return shown, after, err
}

func (x Section[S]) take(t *Turn, d Drafted, data json.RawMessage, in Input) (json.RawMessage, error) {
	s, err := x.load(t, d, data)
	if err != nil {
		return nil, err
	}
	if err := x.Take(t, d, &s, in); err != nil {
		return nil, err
	}
	return json.Marshal(s)
}

func (x Section[S]) typed(t *Turn, d Drafted, data json.RawMessage, text string) (json.RawMessage, bool, error) {
	if x.Typed == nil {
		return data, false, nil
	}
	s, err := x.load(t, d, data)
	if err != nil {
		return nil, false, err
	}
	taken, err := x.Typed(t, d, &s, text)
	if err != nil || !taken {
		return data, false, err
	}
	after, err := json.Marshal(s)
	return after, true, err
}

func (x Section[S]) save(t *Turn, d Drafted, became store.Ref, data json.RawMessage) error {
	s, err := x.load(t, d, data)
	if err != nil {
		return err
	}
	return x.Save(t.Do(), d, became, s)
}

// ofFlow is what a button of a flow means, its own or a section's, and the revision at
// which it was shown; ok is false for another button.
func ofFlow(data string) (in Input, rev int32, ok bool) {
	if v, ok := flowKey.decode(data); ok {
		return Input{Pressed: true, Choice: v.Choice, Arg: v.Arg}, v.Rev, true
	}
	v, ok := panelKey.decode(data)
	return Input{Pressed: true, Choice: v.Choice, Arg: v.Arg, panel: max(v.Panel, 1)}, v.Rev, ok
}

// fingerprint tells one text with its arguments from another.
func fingerprint(s store.Screen) (string, error) {
	text, err := json.Marshal(s.Text)
	if err != nil {
		return "", fmt.Errorf("keep what is confirmed: %w", err)
	}
	for _, p := range s.Panels {
		more, err := json.Marshal(p)
		if err != nil {
			return "", fmt.Errorf("keep what is confirmed: %w", err)
		}
		text = append(text, more...)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8]), nil
}
