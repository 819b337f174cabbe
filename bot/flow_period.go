package bot

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// lastDayDraft is another last day of a period.
type lastDayDraft struct {
	Unit rules.UnitID `json:"unit"`
	Last rules.Date   `json:"last"` // 0: open-ended
}

func lastDayFlow() Flow[lastDayDraft] {
	about := func(t *Turn, d *lastDayDraft) (rules.Subject, error) {
		return t.subject(pilot.ObjectUnit, int64(d.Unit))
	}
	stop := Choice{"stop", registerStop, NoArg}
	return Flow[lastDayDraft]{Name: "last_day", Version: 2, Access: changeRegister, About: about, Steps: []Step[lastDayDraft]{
		{Name: "last", Ask: askLastDay, Take: takeLastDay, Choices: []Choice{{"day", registerDay, ADay}, stop}},
		{Name: "sure", Ask: askLastDaySure, Take: takeLastDaySure, Sure: []int32{registerGo}, Choices: []Choice{{"go", registerGo, NoArg}, {"again", registerAgain, NoArg}, stop}},
	}}
}

// period is the period of a unit that is not closed.
func (t *Turn) period(unit rules.UnitID) (rules.Unit, rules.Enrolment, error) {
	u, err := t.Tx.Unit(unit)
	if err != nil {
		return u, rules.Enrolment{}, fmt.Errorf("load the unit: %w", err)
	}
	e := u.OpenEnrolment()
	if e == nil {
		return u, rules.Enrolment{}, rules.Refuse("register.not_open", "unit", u.Name)
	}
	return u, *e, nil
}

func askLastDay(t *Turn, d *lastDayDraft) (store.Screen, error) {
	u, e, err := t.period(d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	from := max(e.Last, t.Today) + 1
	rows := [][]store.Button{t.dayButtons(monthsOn(from, 1), monthsOn(from, 3), monthsOn(from, 6))}
	if e.Last != 0 {
		rows = append(rows, []store.Button{t.Choice(registerDay, 0, "register.open_end")})
	}
	return store.Screen{
		Text:   rules.Msg("last_day.ask", "unit", u.Name, "decision", e.Decision, "first", e.First, "last", e.Last, "open", e.Last == 0),
		Rows:   append(rows, t.stopRow()),
		Digits: true,
	}, nil
}

func takeLastDay(t *Turn, d *lastDayDraft, in Input) (string, error) {
	if in.Pressed && in.Choice == registerStop {
		return t.backToEntry(d.Unit)
	}
	last, err := t.lastDayIn(in)
	if err != nil {
		return Stay, err
	}
	if _, err := register.LastDayEffect(t.Do(), d.Unit, last); err != nil {
		return Stay, err
	}
	d.Last = last
	return "sure", nil
}

func askLastDaySure(t *Turn, d *lastDayDraft) (store.Screen, error) {
	_, e, err := t.period(d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	effect, err := register.LastDayEffect(t.Do(), d.Unit, d.Last)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("last_day.sure", "unit", effect.Unit.Name, "was", e.Last, "was_open", e.Last == 0, "last", d.Last, "open", d.Last == 0,
			"effect", effectText([]register.Effect{effect})),
		Rows: [][]store.Button{{t.Choice(registerGo, 0, "last_day.go")}, {t.Choice(registerAgain, 0, "register.other_day"), t.Choice(registerStop, 0, "stop")}},
	}, nil
}

func takeLastDaySure(t *Turn, d *lastDayDraft, in Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeLastDay(t, d, in)
	case in.Choice == registerStop:
		return t.backToEntry(d.Unit)
	case in.Choice == registerAgain:
		return "last", nil
	case in.Choice != registerGo:
		return Stay, nil
	}
	return t.register(d.Unit, func(by register.Registrar) error { return register.SetLastDay(t.Do(), by, d.Last) })
}

// closeDraft is the end of a period.
type closeDraft struct {
	Unit    rules.UnitID     `json:"unit"`
	Closing register.Closing `json:"closing"`
}

func closeFlow() Flow[closeDraft] {
	about := func(t *Turn, d *closeDraft) (rules.Subject, error) { return t.subject(pilot.ObjectUnit, int64(d.Unit)) }
	stop := Choice{"stop", registerStop, NoArg}
	return Flow[closeDraft]{Name: "close", Version: 2, Access: changeRegister, About: about, Steps: []Step[closeDraft]{
		{Name: "outcome", Ask: askOutcome, Take: takeOutcome, Choices: []Choice{{"quick", registerQuick, AnItem}, stop}},
		{Name: "reason", Ask: askOutcomeReason, Take: takeOutcomeReason, Choices: []Choice{stop}},
		{Name: "last", Ask: askCloseDay, Take: takeCloseDay, Choices: []Choice{{"day", registerDay, ADay}, stop}},
		{Name: "sure", Ask: askCloseSure, Take: takeCloseSure, Sure: []int32{registerGo}, Choices: []Choice{{"go", registerGo, NoArg}, {"again", registerAgain, NoArg}, stop}},
	}}
}

// outcomes in the order of their buttons.
func outcomes() []rules.Outcome { return []rules.Outcome{rules.Widened, rules.Kept, rules.Stopped} }

func askOutcome(t *Turn, d *closeDraft) (store.Screen, error) {
	u, e, err := t.period(d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	var row []store.Button
	for i, o := range outcomes() {
		row = append(row, t.Choice(registerQuick, int32(i), "close.outcome."+string(o)))
	}
	return store.Screen{
		Text: rules.Msg("close.ask", "unit", u.Name, "decision", e.Decision, "first", e.First, "last", e.Last, "open", e.Last == 0),
		Rows: [][]store.Button{row, t.stopRow()},
	}, nil
}

func takeOutcome(t *Turn, d *closeDraft, in Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return t.backToEntry(d.Unit)
	case !in.Pressed || in.Choice != registerQuick || in.Arg < 0 || int(in.Arg) >= len(outcomes()):
		return Stay, rules.Refuse("enrol.no_outcome")
	}
	d.Closing.Outcome = outcomes()[in.Arg]
	return "reason", nil
}

func askOutcomeReason(t *Turn, d *closeDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("close.reason", "outcome", register.OutcomeText(d.Closing.Outcome)),
		Rows: [][]store.Button{t.stopRow()}, Digits: true,
	}, nil
}

func takeOutcomeReason(t *Turn, d *closeDraft, in Input) (string, error) {
	if in.Pressed {
		return t.backToEntry(d.Unit)
	}
	if n := len([]rune(in.Text)); n > maxNote {
		return Stay, rules.Refuse("wfh.note.long", "n", n, "max", maxNote)
	}
	d.Closing.Reason = in.Text
	return "last", nil
}

func askCloseDay(t *Turn, d *closeDraft) (store.Screen, error) {
	_, e, err := t.period(d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	days := []rules.Date{max(t.Today, e.First), max(t.Today.MonthEnd(), e.First)}
	if e.Last != 0 {
		days = append(days, e.Last)
	}
	slices.Sort(days)
	return store.Screen{Text: rules.Msg("close.last"), Rows: [][]store.Button{t.dayButtons(days...), t.stopRow()}, Digits: true}, nil
}

func takeCloseDay(t *Turn, d *closeDraft, in Input) (string, error) {
	if in.Pressed && in.Choice == registerStop {
		return t.backToEntry(d.Unit)
	}
	last, err := t.lastDayIn(in)
	if err != nil {
		return Stay, err
	}
	closing := d.Closing
	closing.Last = last
	if _, err := register.CloseEffect(t.Do(), d.Unit, closing); err != nil {
		return Stay, err
	}
	d.Closing = closing
	return "sure", nil
}

func askCloseSure(t *Turn, d *closeDraft) (store.Screen, error) {
	effect, err := register.CloseEffect(t.Do(), d.Unit, d.Closing)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("close.sure", "unit", effect.Unit.Name, "outcome", register.OutcomeText(d.Closing.Outcome), "reason", d.Closing.Reason,
			"last", d.Closing.Last, "effect", effectText([]register.Effect{effect})),
		Rows: [][]store.Button{{t.Choice(registerGo, 0, "close.go")}, {t.Choice(registerAgain, 0, "register.again"), t.Choice(registerStop, 0, "stop")}},
	}, nil
}

func takeCloseSure(t *Turn, d *closeDraft, in Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeCloseDay(t, d, in)
	case in.Choice == registerStop:
		return t.backToEntry(d.Unit)
	case in.Choice == registerAgain:
		return "outcome", nil
	case in.Choice != registerGo:
		return Stay, nil
	}
	return t.register(d.Unit, func(by register.Registrar) error { return register.Close(t.Do(), by, d.Closing) })
}
