package bot_test

import (
	"slices"
	"strings"
	"testing"

	"tainha/bot"
	"tainha/bot/chat"
	"tainha/locale"
	"tainha/rules"
	"tainha/store"
)

// begun is a bot of the house's parts with one feature changed.
func (h *house) begun(change func(*chat.Feature), more ...chat.Feature) error {
	features := bot.Features()
	for i := range features {
		if features[i].Name == "request" {
			change(&features[i])
		}
	}
	_, err := chat.New(h.bot.Deps, append(features, more...)...)
	return err
}

type noDraft struct{}

func someFlow(about func(*chat.Turn, *noDraft) (rules.Subject, error), version int) chat.Conversation {
	return chat.Flow[noDraft]{Name: "some", Version: version, About: about, Steps: []chat.Step[noDraft]{{
		Name: "one",
		Ask:  func(*chat.Turn, *noDraft) (store.Screen, error) { return store.Screen{}, nil },
		Take: func(*chat.Turn, *noDraft, chat.Input) (string, error) { return chat.End, nil },
	}}}
}

func TestWhatIsLeftOutIsRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := h.begun(func(*chat.Feature) {}); err != nil {
		t.Fatalf("nothing is left out, and yet: %v", err)
	}
	own := rules.Access{Who: rules.Staff, Over: rules.Own, Write: true}
	self := func(t *chat.Turn, _ *noDraft) (rules.Subject, error) { return rules.Subject{Person: t.Person.ID}, nil }
	type press struct{ Number int32 }
	for name, c := range map[string]struct {
		change func(*chat.Feature)
		says   string
	}{
		"an object without an owner": {func(f *chat.Feature) {
			f.Objects = []chat.Object{{Kind: "x", Card: f.Objects[len(f.Objects)-1].Card, May: f.Objects[0].May}}
		}, "whose data"},
		"an object that nobody may see": {func(f *chat.Feature) { f.Objects[0].May = nil }, "seen by nobody"},
		"two objects of one kind":       {func(f *chat.Feature) { f.Objects = append(f.Objects, f.Objects[0]) }, "two things"},
		"two owners of one intent":      {func(f *chat.Feature) { f.Intents = append(f.Intents, f.Intents[0]) }, "two things"},
		"two commands of one name":      {func(f *chat.Feature) { f.Commands = append(f.Commands, f.Commands[0]) }, "two things"},
		"two jobs of one name":          {func(f *chat.Feature) { f.Jobs = append(f.Jobs, f.Jobs[0]) }, "two things"},
		"a feature without a name":      {func(f *chat.Feature) { f.Name = "" }, "needs a name"},
		"a second gate":                 {func(f *chat.Feature) { f.Gate = func(*chat.Turn, bool) (bool, error) { return true, nil } }, "two features have the gate"},
		"nobody who hears of a return":  {func(f *chat.Feature) { f.Returned = nil }, "no feature has"},
		"a button without a subject": {func(f *chat.Feature) {
			f.Commands[0].Presses = []chat.Presser{chat.DefinePress[press]("zz").On(own, nil, func(*chat.Turn, press) error { return nil })}
		}, "whose data"},
		"a flow without a subject": {func(f *chat.Feature) { f.Commands[0].Flows = []chat.Conversation{someFlow(nil, 1)} }, "whose data"},
		"a flow without a version": {func(f *chat.Feature) { f.Commands[0].Flows = []chat.Conversation{someFlow(self, 0)} }, "no version"},
	} {
		if err := h.begun(c.change); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", name, err, c.says)
		}
	}
}

// What is left half written is named: by every flow that waits to be taken up again.
func TestEveryFlowThatIsLeftHasItsName(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	catalog, err := locale.Load(h.pilot.Calendar.Location)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range h.bot.Flows() {
		if kept := !slices.Contains(keepNothing, f.Name) && !slices.Contains(saysAll, f.Name); kept != catalog.Has("flow.what."+f.Name) {
			t.Errorf("flow %s is kept when it is left: %v; it has a name for that: %v", f.Name, kept, !kept)
			continue
		} else if !kept {
			continue
		}
		for _, lang := range locale.Languages {
			said, err := catalog.Plain(lang, rules.Msg("flow.left", "what", rules.Msg("flow.what."+f.Name)))
			if err != nil || strings.Contains(said, "flow.what") {
				t.Errorf("%s is left with %q: %v", f.Name, said, err)
			}
		}
	}
}
