package team

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// callDraft is a call back being written.
type callDraft struct {
	Day    rules.Date     `json:"day"`
	Person rules.PersonID `json:"person,omitempty"`
	Minute int            `json:"minute,omitempty"` // of the day
	Reason string         `json:"reason,omitempty"`
}

const (
	callPerson int32 = iota + 1 // Arg: the person
	callHour                    // Arg: minutes from midnight
	callQuick                   // Arg: which reason
	callSend
	callBack
	callStop
)

// callFrom begins a call back from a day's list.
type callFrom struct{ Day rules.Date }

// callAnswer answers one.
type callAnswer struct {
	Callback rules.CallbackID
	Unable   bool
}

var (
	callKey       = chat.DefinePress[callFrom]("cb")
	callAnswerKey = chat.DefinePress[callAnswer]("ca")
)

var (
	callAccess   = pilot.DecideDays.Access
	answerAccess = pilot.AskHome.Access
)

func callFlow() chat.Flow[callDraft] {
	stop := chat.Choice{Name: "stop", Value: callStop, Arg: chat.NoArg}
	back := chat.Choice{Name: "back", Value: callBack, Arg: chat.NoArg}
	return chat.Flow[callDraft]{Name: "callback", Version: 1, Access: callAccess, About: aboutCalled, Steps: []chat.Step[callDraft]{
		{Name: "person", Ask: askCalled, Take: takeCalled, Choices: []chat.Choice{{Name: "person", Value: callPerson, Arg: chat.AnID}, stop}},
		{Name: "hour", Ask: askHour, Take: takeHour, Choices: []chat.Choice{{Name: "hour", Value: callHour, Arg: chat.AnID}, back, stop}},
		{Name: "reason", Ask: askCallReason, Take: takeCallReason, Free: true, Choices: []chat.Choice{{Name: "quick", Value: callQuick, Arg: chat.AnItem}, back, stop}},
		{Name: "sure", Ask: askCall, Take: takeCall, Sure: []int32{callSend}, Yes: callSend, Choices: []chat.Choice{{Name: "send", Value: callSend, Arg: chat.NoArg}, back, stop}},
	}}
}

// aboutCalled names whom a draft calls; before somebody is chosen it is about those
// whom the caller heads.
func aboutCalled(t *chat.Turn, d *callDraft) (rules.Subject, error) {
	if d.Person != 0 {
		return t.Subject(pilot.ObjectPerson, int64(d.Person))
	}
	for _, unit := range append(slices.Clone(t.Actor.HeadOf), t.Actor.ActsFor...) {
		return t.Do().Subject(0, unit)
	}
	return rules.Subject{}, nil
}

// cmdCallback lets a head ask somebody at home to the office for an hour.
func cmdCallback() chat.Command {
	refusal := unableFlow()
	return chat.Command{
		Name: "callback", Alias: "moivecoquan", Place: 56,
		Access: callAccess,
		Flows:  []chat.Conversation{callFlow(), refusal},
		Run: func(t *chat.Turn, args string) error {
			about, err := t.About(args)
			if err != nil {
				return err
			}
			c := phrase.Act{Wish: phrase.Wish{Selection: about.Selection}, Who: about.Who, Reason: about.Reason}
			if len(about.Who) == 0 && args != "" { // a code
				c.Who = []string{args}
			}
			c.Clock.Hour, c.Clock.Minute, c.Clock.Said = t.Entry(args).Clock()
			return beginCall(t, c)
		},
		Presses: []chat.Presser{
			callKey.On(callAccess, func(t *chat.Turn, _ callFrom) (rules.Subject, error) { return aboutCalled(t, &callDraft{}) }, func(t *chat.Turn, p callFrom) error {
				if p.Day < t.Today || p.Day > t.Today+chat.Farthest {
					return rules.Refuse("team.range")
				}
				return callFlow().StartBelow(t, "person", callDraft{Day: p.Day})
			}),
			callAnswerKey.On(answerAccess, func(t *chat.Turn, p callAnswer) (rules.Subject, error) {
				return t.Subject(pilot.ObjectCallback, int64(p.Callback))
			}, func(t *chat.Turn, p callAnswer) error { return answerCall(t, refusal, p) }),
		},
	}
}

// callbackIntent takes "mời chị Lan lên cơ quan 14h": whom it names is called on the day
// that it says.
func callbackIntent() chat.Intent {
	return chat.Intent{Kind: phrase.Callback, Access: callAccess, Take: func(t *chat.Turn, s chat.Saying) error { return beginCall(t, s.Act) }}
}

// beginCall begins a call at what was not said of whom, when and why.
func beginCall(t *chat.Turn, c phrase.Act) error {
	d := callDraft{Day: callDay(t), Reason: chat.Short(c.Reason, chat.MaxNote)}
	if len(c.Days) > 0 && c.Days[0].Date <= t.Today+chat.Farthest {
		d.Day = c.Days[0].Date
	}
	list, err := team.Callable(t.Do(), d.Day)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return nobodyToCall(t, d.Day, c.Who)
	}
	if len(c.Who) != 1 {
		return callFlow().Start(t, "person", d)
	}
	found := called(list, c.Who[0])
	if len(found) != 1 {
		return callFlow().Start(t, "person", d)
	}
	d.Person = found[0].Person.ID
	if d.Minute = c.Clock.Hour*60 + c.Clock.Minute; !c.Clock.Said || d.Minute >= 24*60 || !t.Now.Before(d.at(t)) { //nolint:mnd // minutes
		d.Minute = 0
		return callFlow().Start(t, "hour", d)
	}
	step := "sure"
	if d.Reason == "" {
		step = "reason"
	}
	return callFlow().Start(t, step, d)
}

// nobodyToCall says that nobody is at home on a day, and where whoever is named is.
func nobodyToCall(t *chat.Turn, day rules.Date, who []string) error {
	if err := t.Say(rules.Msg("callback.nobody", "day", day)); err != nil || len(who) == 0 {
		return err
	}
	return t.Serve(chat.Saying{Act: phrase.Act{Wish: phrase.Wish{Intent: phrase.Who, Selection: phrase.Selection{Days: []rules.Slot{{Date: day}}}}, Who: who}, Text: t.Said()})
}

// callDay is the day for which somebody is called: today, after hours the next
// working day.
func callDay(t *chat.Turn) rules.Date {
	if t.Pilot.Calendar.IsWorking(t.Today) && t.Now.Before(t.Pilot.Calendar.End(rules.Slot{Date: t.Today})) {
		return t.Today
	}
	return t.NextWorking(t.Today)
}

// called are those of a list whom a name or code means.
func called(list []team.AtHome, text string) (found []team.AtHome) {
	names := make([]string, len(list))
	for i, a := range list {
		if names[i] = a.Person.Name; strings.EqualFold(a.Person.Code, strings.TrimSpace(text)) {
			return list[i : i+1]
		}
	}
	for _, i := range chat.Named(text, text, names) {
		found = append(found, list[i])
	}
	return found
}

const calledShown = 20 // people on the buttons

func askCalled(t *chat.Turn, d *callDraft) (store.Screen, error) {
	list, err := team.Callable(t.Do(), d.Day)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, a := range list[:min(len(list), calledShown)] {
		rows = append(rows, []store.Button{t.Choice(callPerson, int32(a.Person.ID), "callback.person", "name", a.Person.Called())})
	}
	rows = append(rows, []store.Button{t.Choice(callStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("callback.who", "day", d.Day, "n", len(list)), Rows: rows}, nil
}

func takeCalled(t *chat.Turn, d *callDraft, in chat.Input) (string, error) {
	list, err := team.Callable(t.Do(), d.Day)
	if err != nil {
		return chat.Stay, err
	}
	switch {
	case in.Pressed && in.Choice == callStop:
		return chat.Stopped, nil
	case !in.Pressed && reply.CallsOff(in.Text):
		return chat.Stopped, nil
	case !in.Pressed:
		found := called(list, in.Text)
		if len(found) != 1 {
			return chat.Stay, rules.Refuse("callback.press_whom")
		}
		d.Person = found[0].Person.ID
		return "hour", nil
	}
	id := rules.PersonID(in.Arg)
	if !slices.ContainsFunc(list, func(a team.AtHome) bool { return a.Person.ID == id }) {
		return chat.Stay, rules.Refuse("press.stale")
	}
	d.Person = id
	return "hour", nil
}

// at is the moment that the draft names.
func (d *callDraft) at(t *chat.Turn) time.Time { return d.Day.At(d.Minute, t.Pilot.Calendar.Location) }

func askHour(t *chat.Turn, d *callDraft) (store.Screen, error) {
	list, err := team.Callable(t.Do(), d.Day)
	if err != nil {
		return store.Screen{}, err
	}
	var row []store.Button
	for _, a := range list {
		for _, at := range a.Hours {
			if a.Person.ID == d.Person {
				row = append(row, t.Choice(callHour, int32(at.Hour()*60+at.Minute()), "callback.hour", "at", at)) //nolint:mnd // minutes
			}
		}
	}
	rows := slices.Collect(slices.Chunk(row, 4)) //nolint:mnd // that many fit on a phone
	name, err := nameOf(t, d.Person)
	if err != nil {
		return store.Screen{}, err
	}
	rows = append(rows, []store.Button{t.Choice(callBack, 0, "back"), t.Choice(callStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("callback.when", "name", name, "day", d.Day), Rows: rows, Digits: true}, nil
}

func nameOf(t *chat.Turn, id rules.PersonID) (string, error) {
	p, err := t.Tx.Person(id, t.Today)
	if err != nil {
		return "", fmt.Errorf("find who is called back: %w", err)
	}
	return p.Called(), nil
}

func takeHour(t *chat.Turn, d *callDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == callStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == callBack:
		d.Person = 0
		return "person", nil
	case in.Pressed:
		d.Minute = int(in.Arg)
	default:
		hour, minute, ok := t.Entry(in.Text).Clock()
		if !ok {
			return chat.Stay, rules.Refuse("callback.hour_unclear")
		}
		d.Minute = hour*60 + minute //nolint:mnd // minutes
	}
	if d.Minute >= 24*60 || !t.Now.Before(d.at(t)) {
		return chat.Stay, rules.Refuse("callback.over", "at", d.at(t))
	}
	if d.Reason != "" { // the sentence gave it
		return "sure", nil
	}
	return "reason", nil
}

const callReasons = 3

func askCallReason(t *chat.Turn, d *callDraft) (store.Screen, error) {
	name, err := nameOf(t, d.Person)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for i := range int32(callReasons) {
		rows = append(rows, []store.Button{t.Choice(callQuick, i, fmt.Sprintf("callback.reason.%d", i))})
	}
	rows = append(rows, []store.Button{t.Choice(callBack, 0, "back"), t.Choice(callStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("callback.why", "name", name, "at", d.at(t)), Rows: rows}, nil
}

func takeCallReason(t *chat.Turn, d *callDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == callStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == callBack:
		return "hour", nil
	case !in.Pressed && reply.CallsOff(in.Text):
		return chat.Stopped, nil
	case !in.Pressed:
		if n := len([]rune(in.Text)); n > chat.MaxNote {
			return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
		}
		if reply.Agrees(in.Text) || reply.Asks(in.Text) {
			return chat.Stay, rules.Refuse("callback.no_reason")
		}
		d.Reason = in.Text
		return "sure", nil
	case in.Arg < 0 || in.Arg >= callReasons:
		return chat.Stay, nil
	}
	text, err := t.Text(rules.Msg(fmt.Sprintf("callback.reason.%d", in.Arg)))
	d.Reason = text
	return "sure", err
}

func askCall(t *chat.Turn, d *callDraft) (store.Screen, error) {
	name, err := nameOf(t, d.Person)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("callback.sure", "name", name, "at", d.at(t), "reason", d.Reason),
		Rows: [][]store.Button{{t.Choice(callSend, 0, "callback.send")}, {t.Choice(callBack, 0, "back"), t.Choice(callStop, 0, "stop")}},
	}, nil
}

func takeCall(t *chat.Turn, d *callDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeCallReason(t, d, in)
	case in.Choice == callStop:
		return chat.Stopped, nil
	case in.Choice == callBack:
		return "reason", nil
	}
	c, err := team.CallBack(t.Do(), team.Call{Person: d.Person, Due: d.at(t), Reason: d.Reason})
	if err != nil {
		return chat.Stay, err
	}
	return chat.End, t.AnswerCard(rules.Msg("callback.toast"), pilot.CallbackRef(c.ID))
}

// callsLine counts the calls back of a unit over some days for those who see all of
// it; ok is false where there are none.
func callsLine(t *chat.Turn, unit rules.UnitID, from, to rules.Date) (rules.Message, bool, error) {
	list, err := t.Tx.CallbacksIn(unit, from, to)
	if err != nil || len(list) == 0 {
		return rules.Message{}, false, err
	}
	received, unable := 0, 0
	for _, c := range list {
		switch c.Answer {
		case rules.CallbackReceived:
			received++
		case rules.CallbackUnable:
			unable++
		}
	}
	return rules.Msg("team.callbacks", "n", len(list), "received", received, "unable", unable, "open", len(list)-received-unable), true, nil
}

// callRow offers to call back somebody who is at home on the day shown, to whoever
// heads the unit or acts in it.
func callRow(t *chat.Turn, p teamPress, shown team.Team) [][]store.Button {
	heads := slices.Contains(t.Actor.HeadOf, p.Unit) || slices.Contains(t.Actor.ActsFor, p.Unit)
	over := !t.Now.Before(t.Pilot.Calendar.End(rules.Slot{Date: p.Day}))
	home := slices.ContainsFunc(shown.Facts.Days, func(h rules.HomeDay) bool { return h.Date == p.Day && h.State == rules.Approved })
	if p.What != teamDay || !heads || over || !home {
		return nil
	}
	return [][]store.Button{{callKey.Button(callFrom{p.Day}, "callback.begin")}}
}
