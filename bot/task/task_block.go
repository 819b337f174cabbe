package task

import (
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// blockDraft is what a task waits for, being told.
type blockDraft struct {
	Task    task.ID        `json:"task"`
	Rev     int            `json:"rev"`
	Text    string         `json:"text,omitempty"`    // the reason
	Typed   bool           `json:"typed,omitempty"`   // something of it was typed: it is shown back
	Whom    rules.PersonID `json:"whom,omitempty"`    // who can lift it
	Outside string         `json:"outside,omitempty"` // whom it waits for outside
	Query   string         `json:"query,omitempty"`   // a name that several bear
}

const (
	blockQuick   int32 = iota + 1 // Arg: which reason
	blockWhom                     // Arg: the person
	blockOutside                  // somebody outside, to be typed
	blockBack
	blockSend
)

// blockFlow asks what holds the work up and who can lift it.
func blockFlow() chat.Flow[blockDraft] {
	back := chat.Choice{Name: "back", Value: blockBack, Arg: chat.NoArg}
	return chat.Flow[blockDraft]{
		Name: "task_block", Version: 1, Access: handleTask,
		About: func(t *chat.Turn, d *blockDraft) (rules.Subject, error) { return aboutTask(t, d.Task) },
		Stop:  func(t *chat.Turn, d *blockDraft) error { return t.ShowCard(work.Ref(d.Task)) },
		Steps: []chat.Step[blockDraft]{
			{Name: "why", Ask: askBlockWhy, Take: takeBlockWhy, Free: true, Choices: []chat.Choice{{Name: "quick", Value: blockQuick, Arg: chat.AnItem}, back}},
			{Name: "whom", Ask: askBlockWhom, Take: takeBlockWhom, Free: true, Choices: []chat.Choice{
				{Name: "whom", Value: blockWhom, Arg: chat.AnID}, {Name: "outside", Value: blockOutside, Arg: chat.NoArg}, back,
			}},
			{Name: "outside", Ask: askBlockOutside, Take: takeBlockOutside, Free: true, Choices: []chat.Choice{back}},
			{Name: "sure", Ask: askBlockSure, Take: takeBlockSure, Free: true, Sure: []int32{blockSend}, Main: blockSend, Yes: blockSend,
				Choices: []chat.Choice{{Name: "send", Value: blockSend, Arg: chat.NoArg, Confirms: true}, back}},
		},
	}
}

// beginBlock begins with what a sentence says: its words are the reason, and name for whom
// it waits where they do.
func beginBlock(t *chat.Turn, x task.Task, s taskSaid) error {
	d := blockDraft{Task: x.ID, Rev: x.Rev}
	if s.Text == "" {
		return blockFlow().Start(t, "why", d)
	}
	d.Text, d.Typed = chat.Short(s.Text, chat.MaxNote), true
	whom := reply.WaitsFor(s.Text)
	if len(s.Task.Who) > 0 && phrase.IsName(s.Task.Who[0]) {
		whom = s.Task.Who[0]
	}
	if whom != "" {
		if err := d.named(t, whom); err != nil {
			return err
		}
	}
	return blockFlow().Start(t, d.next(), d)
}

// said is the reason that was typed.
func (d *blockDraft) said() string {
	if !d.Typed {
		return ""
	}
	return d.Text
}

func (d *blockDraft) next() string {
	switch {
	case d.Text == "":
		return "why"
	case d.Whom == 0 && d.Outside == "":
		return "whom"
	}
	return "sure"
}

// named takes whom the work waits for: a colleague by name, the head of a unit that is named,
// else somebody outside.
func (d *blockDraft) named(t *chat.Turn, text string) error {
	d.Whom, d.Outside, d.Query = 0, "", ""
	unit, err := t.UnitNamed(text, 0)
	if err != nil {
		return err
	}
	if unit != 0 {
		head, err := work.HeadOfUnit(t.Do(), unit)
		if err != nil {
			return fmt.Errorf("find who heads the unit: %w", err)
		}
		if head != t.Person.ID {
			d.Whom = head
		}
	}
	if d.Whom != 0 {
		return nil
	}
	found, err := owners(t, reply.Untitled(text))
	switch {
	case err != nil:
		return err
	case len(found) == 1 && found[0].ID != t.Person.ID:
		d.Whom = found[0].ID
	case len(found) > 1:
		d.Query = chat.Short(reply.Untitled(text), chat.MaxName)
	default:
		d.Outside = chat.Short(text, chat.MaxName)
	}
	return nil
}

func (d *blockDraft) title(t *chat.Turn) (x task.Task, title string, err error) {
	x, err = t.Tx.Task(d.Task)
	return x, t.Pilot.Tasks.Title(x), err
}

func askBlockWhy(t *chat.Turn, d *blockDraft) (store.Screen, error) {
	_, title, err := d.title(t)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for i := range int32(quickWords) {
		rows = append(rows, []store.Button{t.Choice(blockQuick, i, fmt.Sprintf("task.quick.block.%d", i))})
	}
	rows = append(rows, []store.Button{t.Choice(blockBack, 0, "back")})
	return store.Screen{Text: rules.Msg("task.block.why", "title", title), Rows: rows}, nil
}

func takeBlockWhy(t *chat.Turn, d *blockDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == blockBack:
		return chat.Stopped, nil
	case !in.Pressed:
		if next, other, err := notWords(t, in.Text, true); other || err != nil {
			return next, err
		}
		if err := checkWords(in.Text); err != nil {
			return chat.Stay, err
		}
		d.Text, d.Typed = reply.Bare(in.Text), true
		if whom := reply.WaitsFor(in.Text); whom != "" {
			if err := d.named(t, whom); err != nil {
				return chat.Stay, err
			}
		}
		return d.next(), nil
	case in.Arg < 0 || in.Arg >= quickWords:
		return chat.Stay, rules.Refuse("press.stale")
	}
	text, err := t.Text(rules.Msg(fmt.Sprintf("task.quick.block.%d", in.Arg)))
	if err != nil {
		return chat.Stay, err
	}
	d.Text, d.Typed = text, false
	return d.next(), nil
}

func askBlockWhom(t *chat.Turn, d *blockDraft) (store.Screen, error) {
	x, title, err := d.title(t)
	if err != nil {
		return store.Screen{}, err
	}
	list, err := work.Lifters(t.Do(), x)
	if d.Query != "" {
		list, err = owners(t, d.Query)
	}
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, p := range list[:min(len(list), chat.Listed)] {
		unit, err := t.UnitOf(p)
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{t.Choice(blockWhom, int32(p.ID), "assign.person", "name", p.Called(), "unit", unit, "other", p.Unit != t.Person.Unit)})
	}
	rows = append(rows, []store.Button{t.Choice(blockOutside, 0, "task.block.outside"), t.Choice(blockBack, 0, "back")})
	return store.Screen{Text: rules.Msg("task.block.whom", "title", title, "query", d.Query, "text", d.said()), Rows: rows}, nil
}

func takeBlockWhom(t *chat.Turn, d *blockDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if next, other, err := notName(t, in.Text); other || err != nil {
			return next, err
		}
		if err := checkWords(in.Text); err != nil {
			return chat.Stay, err
		}
		d.Typed = true
		if err := d.named(t, in.Text); err != nil {
			return chat.Stay, err
		}
		return d.next(), nil
	case in.Choice == blockBack:
		d.Text, d.Query = "", ""
		return "why", nil
	case in.Choice == blockOutside:
		return "outside", nil
	}
	d.Whom, d.Outside, d.Query = rules.PersonID(in.Arg), "", ""
	if d.Typed {
		return "sure", nil
	}
	return d.send(t)
}

// notName takes what is no name of anybody: other work, or that it is done, or that nothing
// holds it up any more, of which nothing was told yet.
func notName(t *chat.Turn, text string) (next string, other bool, err error) {
	if next, other, err = notWords(t, text, true); other || err != nil {
		return next, other, err
	}
	u, err := t.Understand(text)
	if err != nil {
		return chat.Stay, true, err
	}
	switch a := u.Acts[0]; {
	case a.Intent == phrase.Progress || a.Intent == phrase.Extend || a.Intent == phrase.Reassign, reply.Asks(text) && len(strings.Fields(text)) > leastAsked: // "ai đó" asks nothing
		next, err = t.AskInstead(text)
		return next, true, err
	case reply.Happened(text), len(strings.Fields(text)) > longestWhom && !reply.NamesOffice(text), len(strings.Fields(text)) > longestOffice:
		if err := checkWords(text); err != nil { // what is secret is refused as that
			return chat.Stay, true, err
		}
		return chat.Stay, true, rules.Refuse("task.block.whom_unclear")
	}
	return "", false, nil
}

// How many words a name has that is typed, and that of an office; and how many those have, and more, that ask something.
const (
	longestWhom   = 4
	longestOffice = 10
	leastAsked    = 2
)

func askBlockOutside(t *chat.Turn, d *blockDraft) (store.Screen, error) {
	_, title, err := d.title(t)
	return store.Screen{Text: rules.Msg("task.block.outside_who", "title", title), Rows: [][]store.Button{{t.Choice(blockBack, 0, "back")}}}, err
}

func takeBlockOutside(t *chat.Turn, d *blockDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return "whom", nil
	}
	if next, other, err := notName(t, in.Text); other || err != nil {
		return next, err
	}
	if err := checkWords(in.Text); err != nil {
		return chat.Stay, err
	}
	d.Whom, d.Query, d.Outside, d.Typed = 0, "", chat.Short(in.Text, chat.MaxName), true
	return "sure", nil
}

func askBlockSure(t *chat.Turn, d *blockDraft) (store.Screen, error) {
	_, title, err := d.title(t)
	if err != nil {
		return store.Screen{}, err
	}
	whom := d.Outside
	if d.Whom != 0 {
		p, err := t.Tx.Person(d.Whom, t.Today)
		if err != nil {
			return store.Screen{}, fmt.Errorf("find who can lift it: %w", err)
		}
		whom = p.Called()
	}
	return store.Screen{
		Text: rules.Msg("task.block.sure", "title", title, "whom", whom, "outside", d.Whom == 0, "text", d.Text),
		Rows: [][]store.Button{{t.Choice(blockBack, 0, "back"), t.Choice(blockSend, 0, "task.word.send")}},
	}, nil
}

// takeBlockSure sends what was shown; other words say anew for whom it waits.
func takeBlockSure(t *chat.Turn, d *blockDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == blockSend, !in.Pressed && reply.Agrees(in.Text):
		return d.send(t)
	case in.Pressed:
		d.Whom, d.Outside = 0, ""
		return "whom", nil
	}
	return takeBlockWhom(t, d, in)
}

// send tells who can lift it, and shows the card as it stands now.
func (d *blockDraft) send(t *chat.Turn) (string, error) {
	_, err := work.Block(t.Do(), work.Step{Task: d.Task, Rev: d.Rev, Chat: t.Chat, Reason: d.Text}, d.Whom, d.Outside)
	said := rules.Msg("task.block.done")
	if err == nil {
		t.Remember(said)
	}
	return chat.End, shown(t, d.Task, said, err)
}

// longer is the only task that somebody gave the reader, and until when a text asks for it: "em xin tới thứ 2 được hông" asks for
// more time, and for no day at home.
func longer(t *chat.Turn, text string) (x task.Task, due phrase.Due, ok bool, err error) {
	until, asks := reply.AsksLonger(text)
	if !asks || t.Writing() || reply.SaysHome(text, t.Today) {
		return x, due, false, nil
	}
	u, err := t.Understand(text)
	if err != nil || !slices.Contains([]phrase.Intent{phrase.Home, phrase.None, phrase.Move, phrase.Blocked, phrase.Extend}, u.Acts[0].Intent) {
		return x, due, false, err
	}
	list, err := given(t)
	if err != nil || len(list) != 1 {
		return x, due, false, err
	}
	due = t.ReadDue(until)
	_, _, ok = newDue(t, list[0], due)
	return list[0], due, ok, nil
}

// longerIntent takes it.
func longerIntent() chat.Intent {
	return chat.Intent{
		Words: heard("asks longer", func(s string) bool { _, ok := reply.AsksLonger(s); return ok }), Access: handleTask,
		When: func(t *chat.Turn, text string) (bool, error) { _, _, ok, err := longer(t, text); return ok, err },
		Take: func(t *chat.Turn, s chat.Saying) error {
			x, due, _, err := longer(t, s.Text)
			if err != nil {
				return err
			}
			return beginDue(t, x, taskSaid{phrase.Task{Due: due}, s.Text, restSaid(t, s.Text)}, true)
		},
	}
}
