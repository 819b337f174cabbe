package mandate

import (
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// mandateDraft is a mandate being written, or one that is about to be ended.
type mandateDraft struct {
	To     rules.PersonID   `json:"to,omitempty"`
	Query  string           `json:"query,omitempty"` // the name that was typed
	Field  string           `json:"field,omitempty"`
	Drafts bool             `json:"drafts,omitempty"`
	First  rules.Date       `json:"first,omitempty"`  // 0: from today
	Last   rules.Date       `json:"last,omitempty"`   // 0: until it is ended
	People []rules.PersonID `json:"people,omitempty"` // over whom, none: the whole unit
	What   bool             `json:"what,omitempty"`   // what it is was said
	Until  bool             `json:"until,omitempty"`  // until when was said
	End    task.MandateID   `json:"end,omitempty"`
}

const (
	mandateNew int32 = iota + 1
	mandateEnd       // Arg: the mandate
	mandateTo        // Arg: the person
	mandateAll
	mandateDrafts
	mandateUntil // Arg: which of the days that are offered
	mandateSend
	mandateWho
	mandateWhat
	mandateWhen
	mandateOnly // leads to the people over whom it is
	mandateOver // Arg: the person, in or out
	mandateStop
	mandateYes
	mandateNo
)

func mandateFlow() chat.Flow[mandateDraft] {
	to := func(name string, v int32) chat.Choice { return chat.Choice{Name: name, Value: v, Arg: chat.NoArg} }
	stop := to("stop", mandateStop)
	return chat.Flow[mandateDraft]{Name: "mandate", Version: 1, About: chat.AboutSelf[*mandateDraft], Steps: []chat.Step[mandateDraft]{
		{Name: "list", Ask: askList, Take: takeList, Choices: []chat.Choice{to("new", mandateNew), {Name: "end", Value: mandateEnd, Arg: chat.AnID, Destroys: true}, stop}},
		{Name: "end", Ask: askEnd, Take: takeEnd, Yes: mandateYes, No: mandateNo, Main: mandateYes, Takes: true, Sure: []int32{mandateYes}, Choices: []chat.Choice{
			to("no", mandateNo), {Name: "yes", Value: mandateYes, Arg: chat.NoArg, Confirms: true},
		}},
		{Name: "who", Ask: askWho, Take: takeWho, Choices: []chat.Choice{{Name: "to", Value: mandateTo, Arg: chat.AnID}, stop}},
		{Name: "what", Ask: askWhat, Take: takeWhat, Free: true, Choices: []chat.Choice{to("all", mandateAll), to("drafts", mandateDrafts), to("who", mandateWho), stop}},
		{Name: "until", Ask: askUntil, Take: takeUntil, Choices: []chat.Choice{{Name: "until", Value: mandateUntil, Arg: chat.AnItem}, to("what", mandateWhat), stop}},
		{Name: "sure", Ask: askSure, Take: takeSure, Sure: []int32{mandateSend}, Yes: mandateSend, Main: mandateSend, Choices: []chat.Choice{
			to("send", mandateSend), to("who", mandateWho), to("what", mandateWhat), to("when", mandateWhen), to("only", mandateOnly), stop,
		}},
		{Name: "people", Ask: askPeople, Take: takePeople, Choices: []chat.Choice{{Name: "over", Value: mandateOver, Arg: chat.AnID}, to("back", mandateSend), stop}},
	}}
}

// cmdMandate lets a head name who else gives and confirms work, or drafts it.
func cmdMandate() chat.Command {
	return chat.Command{
		Name: "mandate", Alias: "giaoquyen", Place: 37, InMenu: true, Access: pilot.HandOver.Access,
		Flows: []chat.Conversation{mandateFlow()},
		Run: func(t *chat.Turn, args string) error {
			if args == "" {
				return beginMandates(t)
			}
			var d mandateDraft
			if err := d.named(t, args); err != nil {
				return err
			}
			return mandateFlow().Start(t, d.next(), d)
		},
	}
}

// next is the step that asks for what is still open.
func (d *mandateDraft) next() string {
	switch {
	case d.To == 0:
		return "who"
	case !d.What:
		return "what"
	case !d.Until:
		return "until"
	}
	return "sure"
}

// mandate is the draft as the use case takes it: in the unit of whom it is for, where the
// head heads that, else in the head's first.
func (d *mandateDraft) mandate(t *chat.Turn) (task.Mandate, error) {
	m := task.Mandate{Head: t.Person.ID, To: d.To, Field: d.Field, People: d.People, First: max(t.Today, d.First), Last: d.Last, Drafts: d.Drafts}
	to, err := t.Tx.Person(d.To, t.Today)
	if err != nil {
		return m, err
	}
	if m.Unit = to.Unit; !slices.Contains(t.Actor.HeadOf, m.Unit) && len(t.Actor.HeadOf) > 0 {
		m.Unit = t.Actor.HeadOf[0]
	}
	return m, nil
}

// line tells what a mandate gives to whom.
func line(t *chat.Turn, m task.Mandate) (rules.Message, error) {
	who, err := work.Names(t.Do(), m.To)
	if err != nil {
		return rules.Message{}, err
	}
	over, err := work.Names(t.Do(), m.People...)
	if err != nil {
		return rules.Message{}, err
	}
	unit, err := t.Tx.Unit(m.Unit)
	return rules.Msg("mandate.line", "name", who, "unit", unit.Name, "field", m.Field, "over", over, "drafts", m.Drafts,
		"begins", m.First > t.Today, "first", m.First, "ends", m.Last != 0, "last", m.Last), err
}

func askList(t *chat.Turn, _ *mandateDraft) (store.Screen, error) {
	list, err := work.MandatesGiven(t.Do())
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	rows := [][]store.Button{{t.Choice(mandateNew, 0, "mandate.new"), t.Choice(mandateStop, 0, "stop")}}
	for i, m := range list[:min(len(list), chat.Listed)] {
		l, err := line(t, m)
		if err != nil {
			return store.Screen{}, err
		}
		lines = append(lines, rules.Msg("mandate.item", "i", i+1, "line", l))
		rows = append(rows, []store.Button{t.Choice(mandateEnd, int32(m.ID), "mandate.end", "i", i+1, "name", l.Args["name"])})
	}
	return store.Screen{Text: rules.Msg("mandate.list", "lines", lines, "more", max(0, len(list)-chat.Listed)), Rows: rows}, nil
}

func takeList(t *chat.Turn, d *mandateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if err := d.named(t, in.Text); err != nil {
			return chat.Stay, err
		}
		return d.next(), nil
	case in.Choice == mandateNew:
		return "who", nil
	case in.Choice == mandateStop:
		return chat.Stopped, nil
	}
	d.End = task.MandateID(in.Arg)
	return "end", nil
}

// ending is the mandate that is about to be ended; a refusal where it is over, or another's.
func (d *mandateDraft) ending(t *chat.Turn) (rules.Message, error) {
	list, err := work.MandatesGiven(t.Do())
	if err != nil {
		return rules.Message{}, err
	}
	i := slices.IndexFunc(list, func(m task.Mandate) bool { return m.ID == d.End })
	if i < 0 {
		return rules.Message{}, rules.Refuse("mandate.over")
	}
	return line(t, list[i])
}

func askEnd(t *chat.Turn, d *mandateDraft) (store.Screen, error) {
	l, err := d.ending(t)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("mandate.end_sure", "line", l),
		Rows: [][]store.Button{{t.Choice(mandateNo, 0, "mandate.keep"), t.Choice(mandateYes, 0, "mandate.end_yes")}},
	}, nil
}

func takeEnd(t *chat.Turn, d *mandateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("typed.press")
	case in.Choice == mandateNo:
		return chat.End, t.Show(store.Screen{Text: rules.Msg("mandate.kept")})
	}
	l, err := d.ending(t)
	if err != nil {
		return chat.Stay, err
	}
	if err := work.End(t.Do(), d.End); err != nil {
		return chat.Stay, err
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("mandate.end_done", "line", l)})
}
