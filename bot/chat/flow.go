package chat

import (
	"encoding/json"
	"fmt"
	"slices"

	"tainha/phrase"
	"tainha/rules"
	"tainha/store"
)

// Input is what a person did at a step: pressed a choice or typed a text.
type Input struct {
	Pressed bool
	Choice  int32 // what the pressed button carries
	Arg     int32
	Text    string
	Typed   bool // beside Pressed: a typed yes that stands for the choice
	Puts    bool // Text puts right, or wishes anew, what the flow is about

	panel int32 // whose button was pressed; 0: the step's own
}

// Day is the day that a pressed button carries.
func (in Input) Day() (rules.Date, error) {
	if day := rules.Date(in.Arg); day.InBounds() {
		return day, nil
	}
	return 0, rules.Refuse("press.stale")
}

// DayOrNone is the day that a pressed button carries, 0 for none.
func (in Input) DayOrNone() (rules.Date, error) {
	if in.Arg == 0 {
		return 0, nil
	}
	return in.Day()
}

// Where a step leads.
const (
	Stay = ""        // ask the same step again
	End  = "\x00end" // the flow is over; the step has shown its last screen itself
	// Stopped is the one way out: the flow is over, and the engine says so.
	Stopped   = "\x00stopped"
	Elsewhere = "\x00elsewhere" // the step has led on itself
)

// Step asks one question and takes its answer.
type Step[D any] struct {
	Name string
	Ask  func(t *Turn, d *D) (store.Screen, error)
	// Take fills the draft and names the next step, or refuses with a *rules.Refusal: the draft stays as it was.
	Take func(t *Turn, d *D, in Input) (next string, err error)
	// Free says that the step keeps what is typed as it is, a note say: a sentence leaves the flow only when it
	// names days with its wish, or asks something.
	Free bool
	Raw  bool // a list is typed: no sentence in it leaves the flow
	// Sure are the choices that confirm what the step shows. When it would show
	// something else by the time of the press, nothing is done: the person is told
	// and sees what it shows now. What it doesn't show may change meanwhile.
	Sure []int32
	// Yes is the choice that a typed word of agreement stands for, No that of a typed
	// no; 0: none, it must be pressed. "Gửi" is a yes where nothing is taken away.
	Yes, No int32
	Agrees  func(text string) bool // what else is a yes; nil: nothing
	// Negates says that a typed no is a value here, "không giới hạn" say: elsewhere it stops the flow without its button.
	Negates bool
	// Place is where other features' sections of the draft stand (Panel.Host); empty: none do.
	Place string
	Main  int32 // the choice that the step is there for, 0: none stands out
	Takes bool  // Main takes away what the step has asked about
	Bare  bool  // Yes is only agreed to, nothing is sent: "gửi" is no yes
	// Choices are the buttons that Ask shows, all of them: no other is taken.
	Choices []Choice
}

// offers reports whether a press may come from a button of the step.
func (s Step[D]) offers(today rules.Date, in Input) bool {
	return slices.ContainsFunc(s.Choices, func(c Choice) bool { return c.Value == in.Choice && c.Arg.holds(today, in.Arg) })
}

// Flow is a conversation of several steps; D is its draft, kept as JSON between them.
type Flow[D any] struct {
	Name string
	// Version grows with every change of the steps, of what a choice carries or of
	// the draft's shape: who stands in a flow of another version begins anew.
	Version int
	// Wishes are what sentences wish for that the flow is there for: they are answers
	// within it. One with any other wish leaves the flow, and the draft stays for /resume.
	Wishes []phrase.Intent
	// Correct takes days, or whatever the flow is about, put right or wished anew at a
	// step that asks for something else; nil: the step takes it.
	Correct func(t *Turn, d *D, text string) (next string, err error)
	// Drop takes days that a sentence gives up or moves out of the draft; taken is false where it
	// holds none of them: then they are those that were sent. nil: it holds none ever.
	Drop func(t *Turn, d *D, a phrase.Act, text string) (next string, taken bool, err error)
	// Asked answers a question by what the draft knows; taken is false where it is about something
	// else. nil: every question is.
	Asked func(t *Turn, d *D, a phrase.Act) (taken bool, err error)
	// After takes what puts right or adds to what the flow has just done, said when it is
	// over: the draft is that with which it ended. nil: such a text is read by itself.
	After func(t *Turn, d *D, said Afterwards) (taken bool, err error)
	// Serves is what a sentence named beside its first wish that is done, too, once the flow is: it is not named again.
	Serves phrase.Intent
	// Stop shows what the flow was begun from beside the word that it is over; nil: nothing.
	Stop func(t *Turn, d *D) error
	// Fleeting says that nobody takes the flow up again once it is left.
	Fleeting bool
	// Veiled says that nothing of it stays once it is over, nor who was in it; it is Fleeting, and takes whatever is typed.
	Veiled bool
	// Access is who may go on with it, at each step; zero: whoever may use the
	// command that it belongs to.
	Access rules.Access
	// About names whose data the draft is about, checked at every step; nil where
	// it is nobody's, or everybody's.
	About func(t *Turn, d *D) (rules.Subject, error)
	// Drafted is what sections in the draft know of it; needed where a step has a Place.
	Drafted func(t *Turn, d *D) Drafted
	Steps   []Step[D]
}

// Conversation is a Flow of any D, as the router sees it.
type Conversation interface {
	flowName() string
	places() []string
	access() rules.Access
	check(who rules.Access) error
	shape() FlowShape
	about(t *Turn, c store.Conversation) (s rules.Subject, known bool, err error)
	take(t *Turn, c store.Conversation, in Input) error
	again(t *Turn, c store.Conversation) error
	offer(t *Turn, c store.Conversation) error
	asked(t *Turn, c store.Conversation, a phrase.Act) (taken bool, err error)
	stop(t *Turn, c store.Conversation) error
	wished(c store.Conversation) (own []phrase.Intent, free, raw bool)
	fleeting() bool
	veils() bool
	saysNo(c store.Conversation) bool
	drop(t *Turn, c store.Conversation, a phrase.Act, text string) (taken bool, err error)
	takes(c store.Conversation) bool
	goesOn(c store.Conversation) bool
	saysDrop(t *Turn, c store.Conversation) (bool, error)
	yes(c store.Conversation, choice int32) bool
	agrees(c store.Conversation, text string) bool
	after(t *Turn, was *done, said Afterwards) (taken bool, err error)
	destroys(c store.Conversation, choice int32) bool
	confirms(c store.Conversation, choice int32) bool
}

// draft is how a flow's draft is kept: with the version of the flow that wrote it.
type draft struct {
	Version int             `json:"v"`
	Data    json.RawMessage `json:"d"`
	Shown   string          `json:"shown,omitempty"` // fingerprint of what is to be confirmed
	Left    []left          `json:"left,omitempty"`  // flows that others replaced, the newest first
	Ended   *ended          `json:"ended,omitempty"` // the flow that was over last
	// Sections are what other features ask in it, by the panel's name.
	Sections map[string]keptSection `json:"sections,omitempty"`
	Done     *done                  `json:"done,omitempty"`  // what the last flow did, to be put right
	Heard    int64                  `json:"heard,omitempty"` // the message that began it, while no other was typed
	Rest     []restWish             `json:"rest,omitempty"`  // what sentences named beside what they began, the newest first
}

// registeredFlow is a conversation with what its command asks of people.
type registeredFlow struct {
	Conversation
	who   rules.Access
	early bool // it goes on before the data notice was agreed to

	feature string // whose it is
}

// mayGoOn holds an open flow against the roles and the consent of this moment,
// which may not be those with which it began, and whose data it is about
// against both. A flow whose role or subject is gone is over.
func (b *Bot) mayGoOn(t *Turn, f registeredFlow) (bool, error) {
	var wall rules.Message
	if !t.Actor.Sees(f.who) {
		wall = rules.Msg("access.role")
	} else {
		s, known, err := f.about(t, t.conv)
		r, gone := IsRefusal(err)
		switch {
		case gone:
			wall = r.Reasons[0]
		case err != nil:
			return false, err
		case known && !rules.May(t.Actor, f.who, s):
			wall = rules.Msg("access.foreign")
		}
	}
	if wall.Key == "" {
		return (*b.gate)(t, f.early)
	}
	if err := t.endFlow(); err != nil {
		return false, err
	}
	return false, t.sayOver(wall)
}

func (f Flow[D]) flowName() string     { return f.Name }
func (f Flow[D]) access() rules.Access { return f.Access }

// check refuses a flow that could go on with data of people whom it doesn't name.
func (f Flow[D]) check(who rules.Access) error {
	switch {
	case f.Version < 1:
		return fmt.Errorf("flow %s has no version", f.Name)
	case f.Veiled && !f.Fleeting:
		return fmt.Errorf("flow %s is veiled and can be taken up again", f.Name)
	case f.Drafted == nil && len(f.places()) > 0:
		return fmt.Errorf("flow %s has a place for sections and does not say what they are about", f.Name)
	case f.About == nil && who.Over != rules.NoData && who.Over != rules.Everyone:
		return fmt.Errorf("flow %s does not say whose data it is about", f.Name)
	}
	return nil
}

// about is the subject of the kept draft; known is false when the flow has none.
func (f Flow[D]) about(t *Turn, c store.Conversation) (s rules.Subject, known bool, err error) {
	d, _, ok := f.load(c)
	if f.About == nil || !ok { // what can't be read back ends when it is taken
		return s, false, nil
	}
	s, err = f.About(t, &d)
	return s, true, err
}

// AboutSelf says that a draft or button is about the person's own data.
func AboutSelf[D any](t *Turn, _ D) (rules.Subject, error) {
	return rules.Subject{Person: t.Person.ID, Unit: t.Actor.Unit}, nil
}

// Start begins the flow at a step with a draft, replacing whatever flow the
// person was in.
func (f Flow[D]) Start(t *Turn, step string, d D) error {
	t.conv.Rev++
	t.begins, t.sections = true, nil
	return f.ask(t, step, &d, t.pressed)
}

// StartBelow begins the flow in a new message, and leaves what was pressed as it is.
func (f Flow[D]) StartBelow(t *Turn, step string, d D) error {
	t.conv.Rev++
	t.sections = nil
	return f.ask(t, step, &d, 0)
}

func (f Flow[D]) step(name string) (Step[D], bool) {
	for _, s := range f.Steps {
		if s.Name == name {
			return s, true
		}
	}
	return Step[D]{}, false
}

func (f Flow[D]) ask(t *Turn, step string, d *D, editOf int64) error {
	s, ok := f.step(step)
	if !ok {
		return fmt.Errorf("flow %s has no step %q", f.Name, step)
	}
	screen, err := f.screen(t, s, d)
	if err != nil {
		return err
	}
	s.style(screen)
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keep the draft of %s: %w", f.Name, err)
	}
	shown := ""
	if len(s.Sure) > 0 {
		if shown, err = fingerprint(screen); err != nil {
			return err
		}
	}
	kept, err := json.Marshal(draft{Version: f.Version, Data: data, Shown: shown, Left: t.leftBy(f.Name), Heard: t.beganBy(), Rest: t.kept().Rest, Sections: t.sections})
	if err != nil {
		return fmt.Errorf("keep the draft of %s: %w", f.Name, err)
	}
	if err := t.saveConversation(f.Name, step, kept); err != nil {
		return err
	}
	return t.show(screen, t.flowAnchor(), editOf)
}

func (f Flow[D]) load(c store.Conversation) (d D, s Step[D], ok bool) {
	s, ok = f.step(c.Step)
	var kept draft
	if err := json.Unmarshal(c.Data, &kept); err != nil || kept.Version != f.Version {
		return d, s, false // of another release
	}
	if err := json.Unmarshal(kept.Data, &d); err != nil {
		return d, s, false
	}
	return d, s, ok
}

// take hands the input to the present step. A step or draft of another release
// ends the flow with a word on how to begin again; a press of what the step
// never showed is an old button's.
func (f Flow[D]) take(t *Turn, c store.Conversation, in Input) error {
	d, s, ok := f.load(c)
	if !ok {
		if err := t.endFlow(); err != nil {
			return err
		}
		return t.sayOver(rules.Msg("flow.outdated"))
	}
	t.sections = t.kept().Sections
	if in.panel != 0 || !in.Pressed && s.Place != "" {
		if taken, err := f.takePanel(t, s, &d, in); taken || err != nil {
			return err
		}
	}
	if !in.Pressed {
		in = s.answered(in)
	}
	if in.Pressed && !s.offers(t.Today, in) {
		return t.Stale()
	}
	if in.Pressed && slices.Contains(s.Sure, in.Choice) {
		if same, err := f.asShown(t, c, s, &d); err != nil || !same {
			return err
		}
	}
	next, err := f.answer(t, s, &d, in)
	if err != nil {
		return err
	}
	return f.lead(t, s, &d, next)
}

// lead goes where an answer leads.
func (f Flow[D]) lead(t *Turn, s Step[D], d *D, next string) error {
	switch next {
	case Elsewhere:
		return nil
	case End:
		return f.finish(t, d)
	case Stopped:
		return f.over(t, d, true)
	case Stay, s.Name:
		// The buttons stay valid: on a slow network people press the next day
		// before the first one shows.
		return f.ask(t, s.Name, d, t.pressed)
	}
	t.conv.Rev++
	return f.ask(t, next, d, t.pressed)
}

// asShown reports whether what is confirmed is still what was shown; else it says
// that it changed and shows it anew, with buttons of its own.
func (f Flow[D]) asShown(t *Turn, c store.Conversation, s Step[D], d *D) (bool, error) {
	var kept draft
	if err := json.Unmarshal(c.Data, &kept); err != nil {
		return false, fmt.Errorf("read what was shown: %w", err)
	}
	screen, err := f.screen(t, s, d)
	if err != nil {
		return false, err
	}
	now, err := fingerprint(screen)
	if err != nil || now == kept.Shown {
		return err == nil, err
	}
	if err := t.Answer(rules.Msg("press.changed")); err != nil {
		return false, err
	}
	t.conv.Rev++
	return false, f.ask(t, s.Name, d, t.pressed)
}

// offer shows the present step once more, in a new message: whatever was pressed of
// the one before still counts. What can't be read back is left as it is.
func (f Flow[D]) offer(t *Turn, c store.Conversation) error {
	d, s, ok := f.load(c)
	if !ok {
		return nil
	}
	t.sections = t.kept().Sections
	return f.ask(t, s.Name, &d, 0)
}

// again shows the present step anew, in a new message.
func (f Flow[D]) again(t *Turn, c store.Conversation) error {
	d, s, ok := f.load(c)
	if !ok {
		if err := t.endFlow(); err != nil {
			return err
		}
		return t.sayOver(rules.Msg("flow.outdated"))
	}
	t.conv.Rev++
	t.sections = t.kept().Sections
	return f.ask(t, s.Name, &d, t.pressed)
}
