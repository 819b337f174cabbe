package request

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// exceptionDraft is a request that a coordinator enters for somebody after the
// cut-off.
type exceptionDraft struct {
	Query  string         `json:"query,omitempty"`
	Person rules.PersonID `json:"person,omitempty"`
	Name   string         `json:"name,omitempty"`
	Slots  []rules.Slot   `json:"slots,omitempty"`
	Note   string         `json:"note,omitempty"`

	Why []rules.Message `json:"why,omitempty"` // the days that were said can't be had
}

const (
	exceptionPerson int32 = iota + 1 // Arg: the person
	exceptionDay                     // Arg: the day
	exceptionSend
	exceptionAgain
	exceptionStop
)

const peopleFound = 6 // people offered for a name

func exceptionFlow() chat.Flow[exceptionDraft] {
	again, stop := chat.Choice{Name: "again", Value: exceptionAgain, Arg: chat.NoArg}, chat.Choice{Name: "stop", Value: exceptionStop, Arg: chat.NoArg}
	return chat.Flow[exceptionDraft]{Name: "exception", Version: 2, Wishes: []phrase.Intent{phrase.Home}, Correct: exceptionDays, Steps: []chat.Step[exceptionDraft]{
		{Name: "person", Ask: askExceptionPerson, Take: takeExceptionPerson, Choices: []chat.Choice{{Name: "person", Value: exceptionPerson, Arg: chat.AnID}, stop}},
		{Name: "days", Ask: askExceptionDays, Take: takeExceptionDays, Choices: []chat.Choice{{Name: "day", Value: exceptionDay, Arg: chat.ADay}, again, stop}},
		{Name: "preview", Ask: askExceptionPreview, Take: takeExceptionPreview, Free: true, Main: exceptionSend, Choices: []chat.Choice{{Name: "send", Value: exceptionSend, Arg: chat.NoArg}, again, stop}},
	}}
}

// cmdException lets a coordinator ask for days on behalf of somebody past the
// cut-off. Every other rule holds, the approver decides as always, and the
// audit names the coordinator.
func cmdException() chat.Command {
	return chat.Command{
		Name: "exception", Alias: "ngoaile", Place: 70, InMenu: true,
		Access: pilot.LiftCutoff.Access,
		Flows:  []chat.Conversation{exceptionFlow()},
		Run: func(t *chat.Turn, args string) error {
			var d exceptionDraft
			step, err := d.said(t, args)
			if err != nil {
				return err
			}
			return exceptionFlow().Start(t, step, d)
		},
		Presses: []chat.Presser{otherKey.On(pilot.LiftCutoff.Access, func(t *chat.Turn, p otherPress) (rules.Subject, error) {
			return t.Subject(pilot.ObjectPerson, int64(p.Person))
		}, beginException)},
	}
}

// said takes what stands behind the command: whom, by name or code, days, and why.
func (d *exceptionDraft) said(t *chat.Turn, args string) (string, error) {
	about, err := t.About(args)
	if err != nil {
		return chat.Stay, err
	}
	d.Slots, d.Note = about.Days, chat.Short(about.Reason, chat.MaxNote)
	for _, s := range about.Closed {
		d.Why = append(d.Why, t.ClosedMessage(s))
	}
	if len(d.Slots) > maxSlots {
		d.Slots = nil
	}
	for _, name := range append([]string{chat.Short(about.Rest, chat.MaxName)}, about.Who...) {
		if name == "" {
			continue
		}
		d.Query = name
		found, err := people.FindNamed(t.Do(), name, peopleFound)
		if err != nil {
			return chat.Stay, fmt.Errorf("find people: %w", err)
		}
		if len(found) > 0 {
			return d.of(t, found)
		}
	}
	return "person", nil
}

// of goes on with the only one of a name, else asks which of them.
func (d *exceptionDraft) of(t *chat.Turn, found []rules.Person) (string, error) {
	if len(found) > 1 {
		return "person", nil
	}
	return d.chosen(t, found[0])
}

// chosen goes on with somebody; it refuses one's own.
func (d *exceptionDraft) chosen(t *chat.Turn, p rules.Person) (string, error) {
	if p.ID == t.Person.ID {
		return chat.Stay, rules.Refuse("exception.own")
	}
	d.Person, d.Name = p.ID, p.Called()
	return d.onward(t)
}

// onward leads to the preview with the days that were said, where they can be had.
func (d *exceptionDraft) onward(t *chat.Turn) (string, error) {
	if len(d.Slots) == 0 {
		return "days", nil
	}
	f, err := exceptionFacts(t, d)
	if err != nil {
		return chat.Stay, err
	}
	if r, refused := chat.IsRefusal(rules.Check(f, d.Slots).Refusal()); refused {
		d.Slots, d.Why = nil, append(d.Why, worded(t, r).Reasons...)
		return "days", nil
	}
	return "preview", nil
}

func askExceptionPerson(t *chat.Turn, d *exceptionDraft) (store.Screen, error) {
	var rows [][]store.Button
	if d.Query != "" {
		found, err := people.FindNamed(t.Do(), d.Query, peopleFound)
		if err != nil {
			return store.Screen{}, fmt.Errorf("find people: %w", err)
		}
		for _, p := range found {
			unit, err := t.UnitOf(p)
			if err != nil {
				return store.Screen{}, err
			}
			rows = append(rows, []store.Button{t.Choice(exceptionPerson, int32(p.ID), "exception.person", "name", p.Name, "code", p.Code, "unit", unit)})
		}
	}
	rows = append(rows, []store.Button{t.Choice(exceptionStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("exception.who", "query", d.Query, "n", len(rows)-1), Rows: rows}, nil
}

func takeExceptionPerson(t *chat.Turn, d *exceptionDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		d.Query = chat.Short(in.Text, chat.MaxName)
		return chat.Stay, nil
	case in.Choice == exceptionStop:
		return chat.Stopped, nil
	case in.Choice != exceptionPerson:
		return chat.Stay, nil
	}
	person, err := t.Tx.Person(rules.PersonID(in.Arg), t.Today)
	if err != nil {
		return chat.Stay, rules.Refuse("exception.gone")
	}
	return d.chosen(t, person)
}

func askExceptionDays(t *chat.Turn, d *exceptionDraft) (store.Screen, error) {
	f, err := exceptionFacts(t, d)
	if err != nil {
		return store.Screen{}, err
	}
	var row []store.Button
	for day := t.Today; day <= t.Today+7 && len(row) < 3; day++ {
		if len(rules.DayMark(f, nil, day).Free) > 0 {
			row = append(row, t.Choice(exceptionDay, int32(day), "exception.day", "day", day))
		}
	}
	return store.Screen{
		Text:   rules.Msg("exception.days", "name", d.Name, "why", d.Why),
		Rows:   [][]store.Button{row, {t.Choice(exceptionAgain, 0, "back"), t.Choice(exceptionStop, 0, "stop")}},
		Digits: true,
	}, nil
}

func exceptionFacts(t *chat.Turn, d *exceptionDraft) (*rules.Facts, error) {
	slots := d.Slots
	if len(slots) == 0 {
		slots = []rules.Slot{{Date: t.Today}, {Date: t.Today + 7}}
	}
	f, err := t.Do().FactsFor(d.Person, slots, 0)
	if err != nil {
		return nil, err
	}
	f.Exception = true
	return f, nil
}

func takeExceptionDays(t *chat.Turn, d *exceptionDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == exceptionAgain:
		return "person", nil
	case in.Pressed && in.Choice == exceptionStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice != exceptionDay:
		return chat.Stay, nil
	case in.Pressed:
		day, err := in.Day()
		if err != nil {
			return chat.Stay, err
		}
		d.Slots = []rules.Slot{{Date: day}}
	default:
		return exceptionDays(t, d, in.Text)
	}
	return d.checked(t)
}

// exceptionDays reads typed days, with the note behind them.
func exceptionDays(t *chat.Turn, d *exceptionDraft, text string) (string, error) {
	r, err := t.ReadDays(text)
	if err != nil {
		return chat.Stay, err
	}
	w := r.Wishes[0]
	if len(w.Days) == 0 || len(w.Days) > maxSlots {
		return chat.Stay, rules.Refuse("wfh.days_not_understood")
	}
	if d.Slots = w.Days; d.Person == 0 { // whose they are is asked first
		return chat.Stay, nil
	}
	if r.Note != "" {
		d.Note = chat.Short(r.Note, chat.MaxNote)
	}
	return d.checked(t)
}

// checked leads to the preview when the person may have the days.
func (d *exceptionDraft) checked(t *chat.Turn) (string, error) {
	f, err := exceptionFacts(t, d)
	if err != nil {
		return chat.Stay, err
	}
	if err := rules.Check(f, d.Slots).Refusal(); err != nil {
		return chat.Stay, err
	}
	return "preview", nil
}

// noted keeps what was typed at the preview as the note.
func (d *exceptionDraft) noted(text string) (string, error) {
	if n := len([]rune(text)); n > chat.MaxNote {
		return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
	}
	d.Note = text
	return chat.Stay, nil
}

func askExceptionPreview(t *chat.Turn, d *exceptionDraft) (store.Screen, error) {
	f, err := exceptionFacts(t, d)
	if err != nil {
		return store.Screen{}, err
	}
	to, err := request.WouldDecide(t.Do(), d.Person, rules.Check(f, d.Slots).Level)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("exception.preview", "name", d.Name, "days", d.Slots, "note", d.Note, "to", to),
		Rows: [][]store.Button{{t.Choice(exceptionSend, 0, "wfh.send")}, {t.Choice(exceptionAgain, 0, "back"), t.Choice(exceptionStop, 0, "stop")}},
	}, nil
}

func takeExceptionPreview(t *chat.Turn, d *exceptionDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed && reply.Agrees(in.Text): // as if the button was pressed
	case !in.Pressed:
		return atPreview(t, in.Text, func(text string) (string, error) { return exceptionDays(t, d, text) }, d.noted)
	case in.Choice == exceptionAgain:
		return "days", nil
	case in.Choice == exceptionStop:
		return chat.Stopped, nil
	case in.Choice != exceptionSend:
		return chat.Stay, nil
	}
	r, err := request.Submit(t.Do(), request.Ask{Person: d.Person, Slots: d.Slots, Note: d.Note, Exception: true})
	if err != nil {
		return chat.Stay, err
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("exception.sent", "name", d.Name, "days", r.Slots(rules.Pending))})
}
