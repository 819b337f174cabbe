package task

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// handOnDraft is what is left of a task, being given to somebody else.
type handOnDraft struct {
	Task  task.ID        `json:"task"`
	Rev   int            `json:"rev"`
	To    rules.PersonID `json:"to,omitempty"`
	Query string         `json:"query,omitempty"` // a name that several bear
}

const (
	handTo int32 = iota + 1 // Arg: the person
	handBack
	handSend
)

// handOnFlow asks who goes on with it, and shows what becomes of what was done.
func handOnFlow() chat.Flow[handOnDraft] {
	back := chat.Choice{Name: "back", Value: handBack, Arg: chat.NoArg}
	return chat.Flow[handOnDraft]{
		Name: "task_hand_on", Version: 1, Access: handleTask,
		About: func(t *chat.Turn, d *handOnDraft) (rules.Subject, error) { return aboutTask(t, d.Task) },
		Stop:  func(t *chat.Turn, d *handOnDraft) error { return t.ShowCard(work.Ref(d.Task)) },
		Steps: []chat.Step[handOnDraft]{
			{Name: "to", Ask: askHandTo, Take: takeHandTo, Choices: []chat.Choice{{Name: "to", Value: handTo, Arg: chat.AnID}, back}},
			{Name: "sure", Ask: askHandSure, Take: takeHandSure, Sure: []int32{handSend}, Main: handSend, Yes: handSend,
				Choices: []chat.Choice{{Name: "send", Value: handSend, Arg: chat.NoArg, Confirms: true}, back}},
		},
	}
}

// beginHandOn begins with whom a sentence names.
func beginHandOn(t *chat.Turn, x task.Task, s taskSaid) error {
	d := handOnDraft{Task: x.ID, Rev: x.Rev}
	if len(s.Task.Who) > 0 && phrase.IsName(s.Task.Who[0]) {
		found, err := owners(t, reply.Untitled(s.Task.Who[0]))
		if err == nil && len(found) == 1 && found[0].ID == x.Owner { // "để Chi làm nốt"
			return t.Say(rules.Msg("task.hand_on.stays", "title", t.Pilot.Tasks.Title(x), "name", found[0].Called()))
		}
		if err := d.named(t, s.Task.Who[0]); err != nil {
			return err
		}
	}
	if d.To == 0 {
		return handOnFlow().Start(t, "to", d)
	}
	return handOnFlow().Start(t, "sure", d)
}

// named takes the only one who is called so, and of whom nothing stands against it.
func (d *handOnDraft) named(t *chat.Turn, name string) error {
	found, err := owners(t, reply.Untitled(name))
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return rules.Refuse("assign.nobody", "query", chat.Short(name, chat.MaxName))
	case 1:
		return d.give(t, found[0].ID)
	}
	d.To, d.Query = 0, chat.Short(reply.Untitled(name), chat.MaxName)
	return nil
}

func (d *handOnDraft) give(t *chat.Turn, to rules.PersonID) error {
	if _, err := work.TryHandOn(t.Do(), d.Task, to); err != nil {
		return err
	}
	d.To, d.Query = to, ""
	return nil
}

func askHandTo(t *chat.Turn, d *handOnDraft) (store.Screen, error) {
	x, err := t.Tx.Task(d.Task)
	if err != nil {
		return store.Screen{}, err
	}
	list, err := work.Assignable(t.Do())
	if d.Query != "" {
		list, err = owners(t, d.Query)
	}
	if err != nil {
		return store.Screen{}, err
	}
	list = slices.DeleteFunc(list, func(p rules.Person) bool { return p.ID == x.Owner || p.ID == t.Person.ID })
	var rows [][]store.Button
	for _, p := range list[:min(len(list), chat.Listed)] {
		unit, err := t.UnitOf(p)
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{t.Choice(handTo, int32(p.ID), "assign.person", "name", p.Called(), "unit", unit, "other", p.Unit != t.Person.Unit)})
	}
	rows = append(rows, []store.Button{t.Choice(handBack, 0, "back")})
	return store.Screen{Text: rules.Msg("task.hand_on.to", "title", t.Pilot.Tasks.Title(x), "query", d.Query), Rows: rows}, nil
}

func takeHandTo(t *chat.Turn, d *handOnDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		u, err := t.Understand(in.Text)
		if err != nil {
			return chat.Stay, err
		}
		if a := u.Acts[0]; a.Intent == phrase.Reassign && len(a.Task.Who) > 0 {
			in.Text = a.Task.Who[0]
		} else if other, err := saysOther(t, a.Intent, phrase.Reassign, phrase.Assign, phrase.Home, chat.Other); err != nil {
			return chat.Stay, err
		} else if other { // "trả lại, thiếu 2 hộ"
			return t.AskInstead(in.Text)
		}
		if err := d.named(t, in.Text); err != nil {
			return chat.Stay, err
		}
		if d.To == 0 { // also where somebody else stood to be confirmed
			return "to", nil
		}
		return "sure", nil
	case in.Choice == handBack:
		return chat.Stopped, nil
	}
	if err := d.give(t, rules.PersonID(in.Arg)); err != nil {
		return chat.Stay, err
	}
	return "sure", nil
}

func askHandSure(t *chat.Turn, d *handOnDraft) (store.Screen, error) {
	x, err := t.Tx.Task(d.Task)
	if err != nil {
		return store.Screen{}, err
	}
	from, err := t.Tx.Person(x.Owner, t.Today)
	if err != nil {
		return store.Screen{}, fmt.Errorf("find who does the work: %w", err)
	}
	to, err := t.Tx.Person(d.To, t.Today)
	if err != nil {
		return store.Screen{}, fmt.Errorf("find who is to do the work: %w", err)
	}
	away, err := work.TryHandOn(t.Do(), d.Task, d.To)
	if _, refused := chat.IsRefusal(err); err != nil && !refused { // the press says why
		return store.Screen{}, err
	}
	lines, err := awayLines(t, work.Preview{Away: away}, false)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("task.hand_on.sure", "title", t.Pilot.Tasks.Title(x), "from", from.Called(), "to", to.Called(), "percent", x.Percent(), "due", x.Due, "lines", lines),
		Rows: [][]store.Button{{t.Choice(handBack, 0, "back"), t.Choice(handSend, 0, "task.hand_on.yes")}},
	}, nil
}

func takeHandSure(t *chat.Turn, d *handOnDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeHandTo(t, d, in)
	case in.Choice == handBack:
		d.To = 0
		return "to", nil
	}
	taker, err := work.HandOn(t.Do(), work.Step{Task: d.Task, Rev: d.Rev, Chat: t.Chat}, d.To)
	if err != nil {
		return chat.End, shown(t, d.Task, rules.Message{}, err)
	}
	to, err := t.Tx.Person(d.To, t.Today)
	if err != nil {
		return chat.Stay, fmt.Errorf("find who goes on: %w", err)
	}
	said := rules.Msg("task.hand_on.done", "name", to.Called(), "linked", to.Linked)
	t.Remember(said)
	return chat.End, shown(t, taker.ID, said, nil)
}

// standsIn is who is to go on with work in somebody's place, by the last clause of a text: "thôi tuần này Bình bận, để Lan làm thay".
func standsIn(t *chat.Turn, text string) (x phrase.Task, err error) {
	if !reply.StandsIn(text) {
		return x, nil
	}
	if list, err := theirs(t); err != nil || len(list) == 0 {
		return x, err
	}
	parts := reply.Parts(text)
	if len(parts) < 2 { //nolint:mnd // what is one clause is read as it is
		return x, nil
	}
	last, err := t.Understand(parts[len(parts)-1])
	if err != nil {
		return x, err
	}
	a := last.Acts[0]
	if a.Intent != phrase.Reassign && a.Intent != phrase.Assign || a.Task.Work != phrase.AskWork || len(a.Task.Who) == 0 || !phrase.IsName(a.Task.Who[0]) {
		return x, nil
	}
	all, err := t.Understand(text)
	if kind := all.Acts[0].Intent; err != nil || !slices.Contains([]phrase.Intent{phrase.None, phrase.Reassign, phrase.Assign, chat.Other}, kind) {
		return x, err
	}
	from := slices.DeleteFunc(slices.Clone(all.Named), func(n string) bool { return slices.Contains(a.Task.Who, n) })
	return phrase.Task{Who: a.Task.Who, From: from, Work: phrase.AskWork}, err
}

// theirIntents take what a head says of work that others do, without its name.
func theirIntents() []chat.Intent {
	return []chat.Intent{
		{Words: heard("asks theirs", reply.AsksTheirs), Access: handleTask, Answers: true, When: func(t *chat.Turn, text string) (bool, error) {
			_, ok, err := whoseWork(t, text)
			return ok, err
		}, Take: func(t *chat.Turn, s chat.Saying) error {
			whose, _, err := whoseWork(t, s.Text)
			if err != nil {
				return err
			}
			return findTasks(t, "", phrase.Due{}, whose)
		}},
		{Words: heard("asks when", reply.AsksWhenDone), Access: handleTask, Answers: true, When: func(t *chat.Turn, text string) (bool, error) {
			if !reply.AsksWhenDone(text) {
				return false, nil
			}
			u, err := t.Understand(text)
			if w := u.Acts[0].Task.Work; err != nil || !slices.Contains([]phrase.Intent{phrase.None, phrase.List, phrase.Status, phrase.Progress, phrase.Done}, u.Acts[0].Intent) || w != "" && w != phrase.AskWork || len(u.Acts[0].Task.Who) > 0 && u.Acts[0].Task.Who[0] != phrase.AnyMe { // it names which
				return false, err
			}
			_, ok, err := onlyTask(t)
			return ok, err
		}, Take: func(t *chat.Turn, _ chat.Saying) error {
			x, _, err := onlyTask(t)
			if err != nil {
				return err
			}
			return t.ShowCardBelow(work.Ref(x.ID))
		}},
		{Words: heard("sets a deadline", reply.SetsDue), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			_, _, ok, err := dueSet(t, text)
			return ok, err
		}, Take: setDueSaid},
		{Words: heard("moves", reply.MovesTo), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			_, _, ok, err := dueMoved(t, text)
			return ok, err
		}, Take: func(t *chat.Turn, s chat.Saying) error {
			x, due, _, err := dueMoved(t, s.Text)
			if err != nil {
				return err
			}
			return beginDue(t, x, taskSaid{Task: phrase.Task{Due: due}, Text: s.Text}, false)
		}},
	}
}

// changeIntents take what a head changes of work that others do, without its name.
func changeIntents() []chat.Intent {
	return []chat.Intent{
		{Words: heard("stands in", reply.StandsIn), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			x, err := standsIn(t, text)
			return len(x.Who) > 0, err
		}, Take: func(t *chat.Turn, s chat.Saying) error {
			x, err := standsIn(t, s.Text)
			if err != nil {
				return err
			}
			return actSaid(t, doHandOn, taskSaid{Task: x, Text: s.Text})
		}},
		{Words: heard("not needed", reply.NotNeeded), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			_, ok, err := unneeded(t, text)
			return ok, err
		}, Take: func(t *chat.Turn, s chat.Saying) error {
			c, _, err := unneeded(t, s.Text)
			if err != nil {
				return err
			}
			return beginWord(t, c.Task, doRecall, reply.WhyNot(s.Text))
		}},
		{Words: heard("once", reply.OnceOnly), Access: handleTask, When: func(t *chat.Turn, text string) (bool, error) {
			c, ok, err := newestTask(t)
			return ok && c.Stops && reply.OnceOnly(text) && !t.Writing(), err
		}, Take: func(t *chat.Turn, s chat.Saying) error {
			c, _, err := newestTask(t)
			if err != nil {
				return err
			}
			return beginStop(t, c.Task, taskSaid{Text: s.Text})
		}},
	}
}
