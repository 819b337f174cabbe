package register

import (
	"tainha/bot/chat"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// calendarEnding begins to end an entry that has begun.
type calendarEnding struct{ ID int64 }

// calendarEndDraft is an entry of the calendar about to be given its last day.
type calendarEndDraft struct {
	ID   int64      `json:"id"`
	Last rules.Date `json:"last"`
}

func beginCalendarEnd(t *chat.Turn, p calendarEnding) error {
	if _, err := register.RunningEntry(t.Do(), p.ID); err != nil {
		return err
	}
	return calendarEndFlow().Start(t, "last", calendarEndDraft{ID: p.ID})
}

func calendarEndFlow() chat.Flow[calendarEndDraft] {
	stop := chat.Choice{Name: "stop", Value: registerStop, Arg: chat.NoArg}
	return chat.Flow[calendarEndDraft]{Name: "calendar_end", Version: 1, Access: changeRegister, Stop: func(t *chat.Turn, _ *calendarEndDraft) error { return showCalendar(t, t.Today.Year()) }, Steps: []chat.Step[calendarEndDraft]{
		{Name: "last", Ask: askCalendarLast, Take: takeCalendarLast, Choices: []chat.Choice{{Name: "day", Value: registerDay, Arg: chat.ADay}, stop}},
		{Name: "sure", Ask: askCalendarEndSure, Take: takeCalendarEndSure, Sure: []int32{registerGo}, Yes: registerGo, Choices: []chat.Choice{
			{Name: "go", Value: registerGo, Arg: chat.NoArg, Confirms: true}, {Name: "again", Value: registerAgain, Arg: chat.NoArg}, stop}},
	}}
}

func askCalendarLast(t *chat.Turn, d *calendarEndDraft) (store.Screen, error) {
	e, err := register.RunningEntry(t.Do(), d.ID)
	if err != nil {
		return store.Screen{}, err
	}
	lines, err := register.CalendarLines(t.Do(), e.CalendarChange)
	if err != nil {
		return store.Screen{}, err
	}
	var days []rules.Date
	for _, day := range []rules.Date{t.Today, t.Today.Monday() + 6, t.Today.MonthEnd()} {
		if e.CheckEnd(day, t.Today) == nil {
			days = append(days, day)
		}
	}
	return store.Screen{
		Text:   rules.Msg("calendar.ask.end", "lines", lines),
		Rows:   [][]store.Button{dayButtons(t, days...), stopRow(t)},
		Digits: true,
	}, nil
}

func takeCalendarLast(t *chat.Turn, d *calendarEndDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == registerStop {
		return chat.Stopped, nil
	}
	last, err := lastDayIn(t, in)
	if err != nil {
		return chat.Stay, err
	}
	if _, err := register.PreviewEnd(t.Do(), d.ID, last); err != nil {
		return chat.Stay, err
	}
	d.Last = last
	return "sure", nil
}

func askCalendarEndSure(t *chat.Turn, d *calendarEndDraft) (store.Screen, error) {
	p, err := register.PreviewEnd(t.Do(), d.ID, d.Last)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("calendar.end_sure", "last", d.Last, "lines", p.Lines, "effect", p.Effects.Text()),
		Rows: [][]store.Button{
			{t.Choice(registerStop, 0, "stop"), t.Choice(registerAgain, 0, "register.other_day")},
			{t.Choice(registerGo, 0, "calendar.end_go")},
		},
	}, nil
}

func takeCalendarEndSure(t *chat.Turn, d *calendarEndDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeCalendarLast(t, d, in)
	case in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Choice == registerAgain:
		return "last", nil
	}
	if err := register.EndCalendar(t.Do(), d.ID, d.Last); err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("calendar.ended", "last", d.Last)); err != nil {
		return chat.Stay, err
	}
	return chat.End, showCalendar(t, t.Today.Year())
}
