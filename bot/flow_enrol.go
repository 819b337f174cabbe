package bot

import (
	"fmt"

	"tainha/pilot"
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

func enrolFlow() Flow[enrolDraft] {
	about := func(t *Turn, d *enrolDraft) (rules.Subject, error) { return t.subject(pilot.ObjectUnit, int64(d.Unit)) }
	day, stop := Choice{"day", registerDay, ADay}, Choice{"stop", registerStop, NoArg}
	return Flow[enrolDraft]{Name: "enrol", Version: 2, Access: changeRegister, About: about, Steps: []Step[enrolDraft]{
		{Name: "decision", Ask: askDecision, Take: takeDecision, Choices: []Choice{stop}},
		{Name: "decided", Ask: askDecided, Take: takeDecided, Choices: []Choice{day, stop}},
		{Name: "first", Ask: askFirst, Take: takeFirst, Choices: []Choice{day, stop}},
		{Name: "last", Ask: askEnrolLast, Take: takeEnrolLast, Choices: []Choice{day, stop}},
		{Name: "sure", Ask: askEnrolSure, Take: takeEnrolSure, Sure: []int32{registerGo}, Choices: []Choice{{"go", registerGo, NoArg}, {"again", registerAgain, NoArg}, stop}},
	}}
}

func (t *Turn) stopRow() []store.Button { return []store.Button{t.Choice(registerStop, 0, "stop")} }

// dayButtons offer days, each once.
func (t *Turn) dayButtons(days ...rules.Date) []store.Button {
	return t.dayButtonsAs("register.day", days...)
}

func (t *Turn) dayButtonsAs(key string, days ...rules.Date) []store.Button {
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

func (t *Turn) unitName(unit rules.UnitID) (string, error) {
	u, err := t.Tx.Unit(unit)
	if err != nil {
		return "", fmt.Errorf("load the unit: %w", err)
	}
	return u.Name, nil
}

func askDecision(t *Turn, d *enrolDraft) (store.Screen, error) {
	name, err := t.unitName(d.Unit)
	return store.Screen{Text: rules.Msg("enrol.ask.decision", "unit", name), Rows: [][]store.Button{t.stopRow()}, Digits: true}, err
}

func takeDecision(t *Turn, d *enrolDraft, in Input) (string, error) {
	if in.Pressed {
		return t.backToEntry(d.Unit)
	}
	read := rules.Enrolment{}
	if err := t.readDecision(in.Text, &read); err != nil {
		return Stay, err
	}
	d.Period = read
	return d.next(t)
}

// next names the first step that is still open, the preview when none is. What
// the register would refuse already is refused at once.
func (d *enrolDraft) next(t *Turn) (string, error) {
	u, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return Stay, fmt.Errorf("load the unit: %w", err)
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
		return Stay, err
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

func askDecided(t *Turn, d *enrolDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("enrol.ask.decided", "decision", d.Period.Decision),
		Rows: [][]store.Button{t.dayButtons(t.Today), {t.Choice(registerDay, 0, "enrol.undated")}, t.stopRow()}, Digits: true,
	}, nil
}

func takeDecided(t *Turn, d *enrolDraft, in Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return t.backToEntry(d.Unit)
	case in.Pressed && in.Choice != registerDay:
		return Stay, nil
	case in.Pressed:
		day, err := in.dayOrNone()
		if err != nil {
			return Stay, err
		}
		d.Period.DecidedOn = day
	default:
		day, ok := t.readDate(in.Text)
		if !ok {
			return Stay, rules.Refuse("register.no_day", "value", in.Text)
		}
		d.Period.DecidedOn = day
	}
	if _, err := d.next(t); err != nil {
		return Stay, err
	}
	return "first", nil
}

func askFirst(t *Turn, d *enrolDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("enrol.ask.first", "decision", d.Period.Decision),
		Rows: [][]store.Button{t.dayButtons(t.Today.Monday()+7, t.Today.AddMonths(1)), t.stopRow()}, Digits: true,
	}, nil
}

func takeFirst(t *Turn, d *enrolDraft, in Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return t.backToEntry(d.Unit)
	case in.Pressed && in.Choice != registerDay:
		return Stay, nil
	case in.Pressed:
		day, err := in.day()
		if err != nil {
			return Stay, err
		}
		d.Period.First, d.Period.Last = day, 0
	default:
		if _, since := splitSince(in.Text); since != "" {
			in.Text = since
		}
		if err := t.readPeriod(in.Text, &d.Period); err != nil {
			return Stay, err
		}
	}
	return d.next(t)
}

func askEnrolLast(t *Turn, d *enrolDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("enrol.ask.last", "first", d.Period.First),
		Rows: [][]store.Button{
			t.dayButtons(monthsOn(d.Period.First, 3), monthsOn(d.Period.First, 6), monthsOn(d.Period.First, 12)),
			{t.Choice(registerDay, 0, "register.open_end")}, t.stopRow(),
		}, Digits: true,
	}, nil
}

func takeEnrolLast(t *Turn, d *enrolDraft, in Input) (string, error) {
	if in.Pressed && in.Choice == registerStop {
		return t.backToEntry(d.Unit)
	}
	last, err := t.lastDayIn(in)
	if err != nil {
		return Stay, err
	}
	return "sure", d.end(t, last)
}

// lastDayIn reads a pressed or typed last day, 0 for an open end.
func (t *Turn) lastDayIn(in Input) (rules.Date, error) {
	if in.Pressed && in.Choice != registerDay {
		return 0, rules.Refuse("press.stale")
	}
	if in.Pressed {
		return in.dayOrNone()
	}
	day, ok := t.readDate(in.Text)
	if !ok {
		return 0, rules.Refuse("register.no_day", "value", in.Text)
	}
	return day, nil
}

// end sets the last day when the register would take the period so.
func (d *enrolDraft) end(t *Turn, last rules.Date) error {
	u, err := t.Tx.Unit(d.Unit)
	if err != nil {
		return fmt.Errorf("load the unit: %w", err)
	}
	d.Period.Last = last
	return u.CheckEnrolment(d.Period, t.Today)
}

func askEnrolSure(t *Turn, d *enrolDraft) (store.Screen, error) {
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

func takeEnrolSure(t *Turn, d *enrolDraft, in Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeDecision(t, d, in)
	case in.Choice == registerStop:
		return t.backToEntry(d.Unit)
	case in.Choice == registerAgain:
		return "decision", nil
	case in.Choice != registerGo:
		return Stay, nil
	}
	return t.register(d.Unit, func(by register.Registrar) error { return register.Enrol(t.Do(), by, d.Period) })
}

// effectText words what a change means for the days that wait or are approved.
func effectText(effects []register.Effect) rules.Message {
	var lines []rules.Message
	unnamed := 0
	for _, e := range effects {
		own, more := e.Lines()
		unnamed += more
		if len(effects) > 1 && len(own) > 0 {
			lines = append(lines, rules.Msg("effect.unit", "unit", e.Unit.Name, "n", len(e.Conflicts)))
		}
		lines = append(lines, own...)
	}
	return rules.Msg("effect", "n", register.Count(effects), "lines", lines[:min(len(lines), effectShown)], "more", max(0, len(lines)-effectShown)+unnamed)
}

const effectShown = 25 // lines
