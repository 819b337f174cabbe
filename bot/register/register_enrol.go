package register

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// enrolDraft is a period being entered into the register.
type enrolDraft struct {
	Unit   rules.UnitID    `json:"unit"`
	Period rules.Enrolment `json:"period"`
}

// Choices of the register's flows. Arg is a day where one is chosen.
const (
	registerDay    int32 = iota + 1 // Arg: the day, 0: none
	registerGo                      // carry it out
	registerQuick                   // Arg: which of the values offered
	registerNumber                  // Arg: which number
	registerFollow
	registerMode // Arg: what happens beyond the limit
	registerDrop // Arg: which required presence
	registerPreview
	registerAgain
	registerStop
)

// ofEntry is a change of a unit's entry, or of the whole pilot's: what it is about, and the
// entry that is shown again when it stops.
func ofEntry[D any](unit func(*D) rules.UnitID, f chat.Flow[D]) chat.Flow[D] {
	f.Access = changeRegister
	f.About = func(t *chat.Turn, d *D) (rules.Subject, error) { return aboutEntry(t, entryPressed{unit(d)}) }
	f.Stop = func(t *chat.Turn, d *D) error { return showEntry(t, unit(d)) }
	return f
}

func enrolFlow() chat.Flow[enrolDraft] {
	day, stop := chat.Choice{Name: "day", Value: registerDay, Arg: chat.ADay}, chat.Choice{Name: "stop", Value: registerStop, Arg: chat.NoArg}
	return ofEntry(func(d *enrolDraft) rules.UnitID { return d.Unit }, chat.Flow[enrolDraft]{Name: "enrol", Version: 2, Steps: []chat.Step[enrolDraft]{
		{Name: "decision", Ask: askDecision, Take: takeDecision, Choices: []chat.Choice{stop}},
		{Name: "decided", Ask: askDecided, Take: takeDecided, Choices: []chat.Choice{day, stop}},
		{Name: "first", Ask: askFirst, Take: takeFirst, Choices: []chat.Choice{day, stop}},
		{Name: "last", Ask: askEnrolLast, Take: takeEnrolLast, Choices: []chat.Choice{day, stop}},
		{Name: "sure", Ask: askEnrolSure, Take: takeEnrolSure, Sure: []int32{registerGo}, Yes: registerGo, Main: registerGo, Choices: []chat.Choice{{Name: "go", Value: registerGo, Arg: chat.NoArg}, {Name: "again", Value: registerAgain, Arg: chat.NoArg}, stop}},
	}})
}

func stopRow(t *chat.Turn) []store.Button { return []store.Button{t.Choice(registerStop, 0, "stop")} }

// dayButtons offer days, each once.
func dayButtons(t *chat.Turn, days ...rules.Date) []store.Button {
	return dayButtonsAs(t, "register.day", days...)
}

func dayButtonsAs(t *chat.Turn, key string, days ...rules.Date) []store.Button {
	var row []store.Button
	seen := map[rules.Date]bool{}
	for _, d := range days {
		if !seen[d] {
			seen[d] = true
			row = append(row, t.Choice(registerDay, int32(d), key, "day", d))
		}
	}
	return row
}

// monthsOn is the day before the same day so many months later: a period of
// whole months.
func monthsOn(first rules.Date, months int) rules.Date {
	start := first.AddMonths(months)
	return min(start+rules.Date(first.Day())-1, start.MonthEnd()+1) - 1
}

func unitName(t *chat.Turn, unit rules.UnitID) (string, error) {
	u, err := t.Tx.Unit(unit)
	if err != nil {
		return "", fmt.Errorf("load the unit: %w", err)
	}
	return u.Name, nil
}

func askDecision(t *chat.Turn, d *enrolDraft) (store.Screen, error) {
	name, err := unitName(t, d.Unit)
	return store.Screen{Text: rules.Msg("enrol.ask.decision", "unit", name), Rows: [][]store.Button{stopRow(t)}, Digits: true}, err
}

func takeDecision(t *chat.Turn, d *enrolDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	read := rules.Enrolment{}
	if err := readDecision(t, in.Text, &read); err != nil {
		return chat.Stay, err
	}
	d.Period = read
	return d.next(t)
}

// next names the first step that is still open, the preview when none is. What
// the register would refuse already is refused at once.
func (d *enrolDraft) next(t *chat.Turn) (string, error) {
	u, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return chat.Stay, fmt.Errorf("load the unit: %w", err)
	}
	sofar := d.Period
	if sofar.First == 0 {
		sofar.First = max(t.Today, sofar.DecidedOn)
		sofar.Last = sofar.First
		u.Enrolments = nil // whether it overlaps is known with its days
	}
	if sofar.Last == 0 {
		u.Enrolments = nil
	}
	if err := u.CheckEnrolment(sofar, t.Today); err != nil {
		return chat.Stay, err
	}
	switch {
	case d.Period.First == 0 && d.Period.DecidedOn == 0:
		return "decided", nil
	case d.Period.First == 0:
		return "first", nil
	case d.Period.Last == 0:
		return "last", nil
	}
	return "sure", nil
}

func askDecided(t *chat.Turn, d *enrolDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("enrol.ask.decided", "decision", d.Period.Decision),
		Rows: [][]store.Button{dayButtons(t, t.Today), {t.Choice(registerDay, 0, "enrol.undated")}, stopRow(t)}, Digits: true,
	}, nil
}

func takeDecided(t *chat.Turn, d *enrolDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice != registerDay:
		return chat.Stay, nil
	case in.Pressed:
		day, err := in.DayOrNone()
		if err != nil {
			return chat.Stay, err
		}
		d.Period.DecidedOn = day
	default:
		day, ok := t.Entry(in.Text).Day()
		if !ok {
			return chat.Stay, rules.Refuse("register.no_day", "value", in.Text)
		}
		d.Period.DecidedOn = day
	}
	if _, err := d.next(t); err != nil {
		return chat.Stay, err
	}
	return "first", nil
}

func askFirst(t *chat.Turn, d *enrolDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("enrol.ask.first", "decision", d.Period.Decision),
		Rows: [][]store.Button{dayButtons(t, t.Today.Monday()+7, t.Today.AddMonths(1)), stopRow(t)}, Digits: true,
	}, nil
}

func takeFirst(t *chat.Turn, d *enrolDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice != registerDay:
		return chat.Stay, nil
	case in.Pressed:
		day, err := in.Day()
		if err != nil {
			return chat.Stay, err
		}
		d.Period.First, d.Period.Last = day, 0
	default:
		period := t.Entry(in.Text)
		if _, since, said := period.Since(); said {
			period = since
		}
		if err := readPeriod(period, &d.Period); err != nil {
			return chat.Stay, err
		}
	}
	return d.next(t)
}

func askEnrolLast(t *chat.Turn, d *enrolDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("enrol.ask.last", "first", d.Period.First),
		Rows: [][]store.Button{
			dayButtons(t, monthsOn(d.Period.First, 3), monthsOn(d.Period.First, 6), monthsOn(d.Period.First, 12)),
			{t.Choice(registerDay, 0, "register.open_end")}, stopRow(t),
		}, Digits: true,
	}, nil
}

func takeEnrolLast(t *chat.Turn, d *enrolDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == registerStop {
		return chat.Stopped, nil
	}
	last, err := lastDayIn(t, in)
	if err != nil {
		return chat.Stay, err
	}
	return "sure", d.end(t, last)
}

// lastDayIn reads a pressed or typed last day, 0 for an open end.
func lastDayIn(t *chat.Turn, in chat.Input) (rules.Date, error) {
	if in.Pressed && in.Choice != registerDay {
		return 0, rules.Refuse("press.stale")
	}
	if in.Pressed {
		return in.DayOrNone()
	}
	day, ok := t.Entry(in.Text).Day()
	if !ok {
		return 0, rules.Refuse("register.no_day", "value", in.Text)
	}
	return day, nil
}

// end sets the last day when the register would take the period so.
func (d *enrolDraft) end(t *chat.Turn, last rules.Date) error {
	u, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return fmt.Errorf("load the unit: %w", err)
	}
	d.Period.Last = last
	return u.CheckEnrolment(d.Period, t.Today)
}

func askEnrolSure(t *chat.Turn, d *enrolDraft) (store.Screen, error) {
	e, err := register.Entry(t.Do(), d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	open := 0
	for _, x := range e.Positions {
		if x.OpenToPilot {
			open += x.Staff
		}
	}
	p := d.Period
	return store.Screen{
		Text: rules.Msg("enrol.sure", "unit", e.Unit.Name, "head", e.Head, "staff", e.Staff, "eligible", open, "decision", p.Decision,
			"decided", p.DecidedOn, "dated", p.DecidedOn != 0, "first", p.First, "last", p.Last, "open", p.Last == 0),
		Rows: [][]store.Button{{t.Choice(registerGo, 0, "enrol.go")}, {t.Choice(registerAgain, 0, "register.again"), t.Choice(registerStop, 0, "stop")}},
	}, nil
}

func takeEnrolSure(t *chat.Turn, d *enrolDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeDecision(t, d, in)
	case in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Choice == registerAgain:
		return "decision", nil
	case in.Choice != registerGo:
		return chat.Stay, nil
	}
	return carryOut(t, d.Unit, func(by register.Registrar) error { return register.Enrol(t.Do(), by, d.Period) })
}
