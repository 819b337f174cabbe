package register

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// calendarDraft is something about to be entered into the calendar.
type calendarDraft struct {
	Kind   calendarKind         `json:"kind"`
	Year   int                  `json:"year"` // with calendarWhole
	Change rules.CalendarChange `json:"change"`
	Query  string               `json:"query"` // words of a unit's name
}

func calendarFlow() chat.Flow[calendarDraft] {
	stop := chat.Choice{Name: "stop", Value: registerStop, Arg: chat.NoArg}
	again := chat.Choice{Name: "again", Value: registerAgain, Arg: chat.NoArg}
	return chat.Flow[calendarDraft]{Name: "calendar", Version: 1, Access: changeRegister, Stop: func(t *chat.Turn, d *calendarDraft) error { return showCalendar(t, d.shows(t)) }, Steps: []chat.Step[calendarDraft]{
		{Name: "what", Ask: askCalendar, Take: takeCalendar, Raw: true, Choices: []chat.Choice{stop}},
		{Name: "where", Ask: askCalendarUnit, Take: takeCalendarUnit, Choices: []chat.Choice{
			{Name: "everybody", Value: registerFollow, Arg: chat.NoArg}, {Name: "unit", Value: registerQuick, Arg: chat.AnID}, again, stop}},
		{Name: "sure", Ask: askCalendarSure, Take: takeCalendarSure, Raw: true, Sure: []int32{registerGo}, Yes: registerGo, Choices: []chat.Choice{
			{Name: "go", Value: registerGo, Arg: chat.NoArg, Confirms: true}, again, stop}},
	}}
}

// shows is the year that is shown when the flow is over.
func (d *calendarDraft) shows(t *chat.Turn) int {
	if first := d.Change.Begins(); first != 0 {
		return first.Year()
	}
	if d.Year != 0 {
		return d.Year
	}
	return t.Today.Year()
}

func askCalendar(t *chat.Turn, d *calendarDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("calendar.ask."+d.Kind.name(), "year", d.Year), Rows: [][]store.Button{stopRow(t)}, Digits: true}, nil
}

func takeCalendar(t *chat.Turn, d *calendarDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	change, err := readCalendar(t, d, in.Text)
	if err != nil {
		return chat.Stay, err
	}
	if err := t.Do().Calendar.CheckChange(change, t.Today); err != nil {
		return chat.Stay, err
	}
	d.Change, d.Query = change, ""
	if d.Kind == calendarPresence {
		return "where", nil
	}
	return "sure", nil
}

const unitsChosenFrom = 8 // units that a word may mean

func askCalendarUnit(t *chat.Turn, d *calendarDraft) (store.Screen, error) {
	lines, err := register.CalendarLines(t.Do(), d.Change)
	if err != nil {
		return store.Screen{}, err
	}
	rows := [][]store.Button{{t.Choice(registerFollow, 0, "calendar.everybody")}}
	found := 0
	if d.Query != "" {
		units, err := t.Tx.FindUnits(d.Query)
		if err != nil {
			return store.Screen{}, err
		}
		found = len(units)
		for _, u := range units[:min(len(units), unitsChosenFrom)] {
			rows = append(rows, []store.Button{t.Choice(registerQuick, int32(u.ID), "calendar.unit", "unit", u.Name)})
		}
	}
	return store.Screen{
		Text: rules.Msg("calendar.where", "lines", lines, "query", d.Query, "n", found),
		Rows: append(rows, []store.Button{t.Choice(registerAgain, 0, "register.again"), t.Choice(registerStop, 0, "stop")}),
	}, nil
}

func takeCalendarUnit(t *chat.Turn, d *calendarDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == registerAgain:
		return "what", nil
	case in.Pressed && in.Choice == registerFollow:
		return d.in(t, 0)
	case in.Pressed && in.Choice == registerQuick:
		return d.in(t, rules.UnitID(in.Arg))
	case in.Pressed:
		return chat.Stay, nil
	}
	units, err := t.Tx.FindUnits(in.Text)
	if err != nil {
		return chat.Stay, err
	}
	return chat.TakeOne(units, in.Text, "calendar.no_unit", &d.Query, func(u rules.Unit) (string, error) { return d.in(t, u.ID) })
}

// in says where presence is required, 0 for everywhere.
func (d *calendarDraft) in(t *chat.Turn, unit rules.UnitID) (string, error) {
	if unit != 0 {
		if _, err := t.Tx.Unit(unit); err != nil {
			return chat.Stay, fmt.Errorf("load the unit: %w", err)
		}
	}
	change := d.Change
	change.Presence = make([]rules.Presence, len(d.Change.Presence))
	for i, p := range d.Change.Presence {
		p.Unit = unit
		change.Presence[i] = p
	}
	if err := t.Do().Calendar.CheckChange(change, t.Today); err != nil {
		return chat.Stay, err
	}
	d.Change = change
	return "sure", nil
}

func askCalendarSure(t *chat.Turn, d *calendarDraft) (store.Screen, error) {
	p, err := register.PreviewCalendar(t.Do(), d.Change)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("calendar.sure", "year", d.Change.Year, "lines", p.Lines, "dropped", p.Dropped, "left", len(p.Dropped), "effect", p.Effects.Text()),
		Rows: [][]store.Button{
			{t.Choice(registerStop, 0, "stop"), t.Choice(registerAgain, 0, "register.again")},
			{t.Choice(registerGo, 0, "calendar.go")},
		},
	}, nil
}

func takeCalendarSure(t *chat.Turn, d *calendarDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeCalendar(t, d, in)
	case in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Choice == registerAgain:
		return "what", nil
	}
	if err := register.EnterCalendar(t.Do(), d.Change); err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("calendar.saved")); err != nil {
		return chat.Stay, err
	}
	return chat.End, showCalendar(t, d.shows(t))
}

func calendarRemovalFlow() chat.Flow[calendarRemoval] {
	return chat.Flow[calendarRemoval]{Name: "calendar_remove", Version: 1, Access: changeRegister, Stop: func(t *chat.Turn, _ *calendarRemoval) error { return showCalendar(t, t.Today.Year()) }, Steps: []chat.Step[calendarRemoval]{
		{Name: "sure", Ask: askCalendarRemoval, Take: takeCalendarRemoval, Sure: []int32{registerGo}, Yes: registerGo, Takes: true, Choices: []chat.Choice{
			{Name: "go", Value: registerGo, Arg: chat.NoArg, Confirms: true}, {Name: "stop", Value: registerStop, Arg: chat.NoArg}}},
	}}
}

func askCalendarRemoval(t *chat.Turn, d *calendarRemoval) (store.Screen, error) {
	p, err := register.PreviewRemoval(t.Do(), d.ID)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("calendar.remove_sure", "lines", p.Lines, "effect", p.Effects.Text()),
		Rows: [][]store.Button{{t.Choice(registerStop, 0, "stop"), t.Choice(registerGo, 0, "calendar.remove_go")}},
	}, nil
}

func takeCalendarRemoval(t *chat.Turn, d *calendarRemoval, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("register.pick")
	case in.Choice == registerStop:
		return chat.Stopped, nil
	}
	e, err := register.CalendarEntry(t.Do(), d.ID)
	if err != nil {
		return chat.Stay, err
	}
	if err := register.RemoveCalendar(t.Do(), d.ID); err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("calendar.removed")); err != nil {
		return chat.Stay, err
	}
	return chat.End, showCalendar(t, e.Begins().Year())
}
