package bot

import (
	"encoding/json"
	"fmt"

	"tainha/rules"
	"tainha/store"
)

// Input is what a person did at a step: pressed a choice or typed a text.
type Input struct {
	Pressed bool
	Choice  int32 // what the pressed button carries
	Arg     int32
	Text    string
}

// Where a step leads.
const (
	Stay = ""        // ask the same step again
	End  = "\x00end" // the flow is over; the step has shown its last screen itself
)

// Step asks one question and takes its answer.
type Step[D any] struct {
	Name string
	Ask  func(t *Turn, d *D) (store.Screen, error)
	// Take fills the draft and names the next step, or refuses with a
	// *rules.Refusal and the draft stays as it was.
	Take func(t *Turn, d *D, in Input) (next string, err error)
	// Days says that the step reads days: a sentence with another wish than theirs
	// ("hủy t5") leaves the flow for it, and the draft stays for /resume.
	Days bool
}

// Flow is a conversation of several steps; D is its draft, kept as JSON between them.
type Flow[D any] struct {
	Name string
	// Access is who may go on with it, at each step; zero: whoever may use the
	// command that it belongs to.
	Access rules.Access
	Steps  []Step[D]
}

// conversation is a Flow of any D, as the router sees it.
type conversation interface {
	flowName() string
	access() rules.Access
	take(t *Turn, c store.Conversation, in Input) error
	again(t *Turn, c store.Conversation) error
	readsDays(c store.Conversation) bool
}

// belonging is a conversation with what its command asks of people.
type belonging struct {
	conversation
	who   rules.Access
	early bool // it goes on before the data notice was agreed to
}

// mayGoOn holds an open flow against the roles and the consent of this moment,
// which may not be those with which it began. A flow whose role is gone is over.
func (b *Bot) mayGoOn(t *Turn, f belonging) (bool, error) {
	if t.Actor.Sees(f.who) {
		return b.ready(t, f.early)
	}
	if err := t.endFlow(); err != nil {
		return false, err
	}
	return false, t.sayOver("access.role")
}

type flowPress struct {
	Rev    int32
	Choice int32
	Arg    int32
}

var flowKey = definePress[flowPress]("f")

// Choice is a button of the step being asked.
func (t *Turn) Choice(choice, arg int32, key string, namesAndValues ...any) store.Button {
	return flowKey.Button(flowPress{t.conv.Rev, choice, arg}, key, namesAndValues...)
}

func (f Flow[D]) flowName() string     { return f.Name }
func (f Flow[D]) access() rules.Access { return f.Access }

// Start begins the flow at a step with a draft, replacing whatever flow the
// person was in.
func (f Flow[D]) Start(t *Turn, step string, d D) error {
	t.conv.Rev++
	return f.ask(t, step, &d)
}

func (f Flow[D]) step(name string) (Step[D], bool) {
	for _, s := range f.Steps {
		if s.Name == name {
			return s, true
		}
	}
	return Step[D]{}, false
}

func (f Flow[D]) ask(t *Turn, step string, d *D) error {
	s, ok := f.step(step)
	if !ok {
		return fmt.Errorf("flow %s has no step %q", f.Name, step)
	}
	screen, err := s.Ask(t, d)
	if err != nil {
		return err
	}
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keep the draft of %s: %w", f.Name, err)
	}
	if err := t.saveConversation(f.Name, step, data); err != nil {
		return err
	}
	return t.show(screen, t.flowSlot(), t.pressed)
}

func (f Flow[D]) load(c store.Conversation) (d D, s Step[D], ok bool) {
	s, ok = f.step(c.Step)
	if err := json.Unmarshal(c.Data, &d); err != nil {
		ok = false // the draft is of an older release
	}
	return d, s, ok
}

// take hands the input to the present step. A step or draft that a release
// removed ends the flow with a word on how to begin again.
func (f Flow[D]) take(t *Turn, c store.Conversation, in Input) error {
	d, s, ok := f.load(c)
	if !ok {
		if err := t.endFlow(); err != nil {
			return err
		}
		return rules.Refuse("flow.outdated")
	}
	next, err := s.Take(t, &d, in)
	if err != nil {
		return err
	}
	switch next {
	case End:
		return t.endFlow()
	case Stay, s.Name:
		// The buttons stay valid: on a slow network people press the next day
		// before the first one shows.
		return f.ask(t, s.Name, &d)
	}
	t.conv.Rev++
	return f.ask(t, next, &d)
}

func (f Flow[D]) readsDays(c store.Conversation) bool {
	s, ok := f.step(c.Step)
	return ok && s.Days
}

// again shows the present step anew, in a new message.
func (f Flow[D]) again(t *Turn, c store.Conversation) error {
	d, s, ok := f.load(c)
	if !ok {
		return rules.Refuse("flow.outdated")
	}
	t.conv.Rev++
	return f.ask(t, s.Name, &d)
}
