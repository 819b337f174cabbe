package register

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/pilot/review"
	"tainha/rules"
	"tainha/store"
)

// lastDayDraft is another last day of a period.
type lastDayDraft struct {
	Unit rules.UnitID `json:"unit"`
	Last rules.Date   `json:"last"` // 0: open-ended
}

func lastDayFlow() chat.Flow[lastDayDraft] {
	stop := chat.Choice{Name: "stop", Value: registerStop, Arg: chat.NoArg}
	return ofEntry(func(d *lastDayDraft) rules.UnitID { return d.Unit }, chat.Flow[lastDayDraft]{Name: "last_day", Version: 2, Steps: []chat.Step[lastDayDraft]{
		{Name: "last", Ask: askLastDay, Take: takeLastDay, Choices: []chat.Choice{{Name: "day", Value: registerDay, Arg: chat.ADay}, stop}},
		{Name: "sure", Ask: askLastDaySure, Take: takeLastDaySure, Sure: []int32{registerGo}, Yes: registerGo, Main: registerGo, Choices: []chat.Choice{{Name: "go", Value: registerGo, Arg: chat.NoArg}, {Name: "again", Value: registerAgain, Arg: chat.NoArg}, stop}},
	}})
}

// period is the period of a unit that is not closed.
func period(t *chat.Turn, unit rules.UnitID) (rules.Unit, rules.Enrolment, error) {
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

func askLastDay(t *chat.Turn, d *lastDayDraft) (store.Screen, error) {
	u, e, err := period(t, d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	from := max(e.Last, t.Today) + 1
	rows := [][]store.Button{dayButtons(t, monthsOn(from, 1), monthsOn(from, 3), monthsOn(from, 6))}
	if e.Last != 0 {
		rows = append(rows, []store.Button{t.Choice(registerDay, 0, "register.open_end")})
	}
	return store.Screen{
		Text:   rules.Msg("last_day.ask", "unit", u.Name, "decision", e.Decision, "first", e.First, "last", e.Last, "open", e.Last == 0),
		Rows:   append(rows, stopRow(t)),
		Digits: true,
	}, nil
}

func takeLastDay(t *chat.Turn, d *lastDayDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == registerStop {
		return chat.Stopped, nil
	}
	last, err := lastDayIn(t, in)
	if err != nil {
		return chat.Stay, err
	}
	if _, err := register.LastDayEffect(t.Do(), d.Unit, last); err != nil {
		return chat.Stay, err
	}
	d.Last = last
	return "sure", nil
}

func askLastDaySure(t *chat.Turn, d *lastDayDraft) (store.Screen, error) {
	u, e, err := period(t, d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	effects, err := register.LastDayEffect(t.Do(), d.Unit, d.Last)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("last_day.sure", "unit", u.Name, "was", e.Last, "was_open", e.Last == 0, "last", d.Last, "open", d.Last == 0, "effect", effects.Text()),
		Rows: [][]store.Button{{t.Choice(registerGo, 0, "last_day.go")}, {t.Choice(registerAgain, 0, "register.other_day"), t.Choice(registerStop, 0, "stop")}},
	}, nil
}

func takeLastDaySure(t *chat.Turn, d *lastDayDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeLastDay(t, d, in)
	case in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Choice == registerAgain:
		return "last", nil
	case in.Choice != registerGo:
		return chat.Stay, nil
	}
	return carryOut(t, d.Unit, func(by register.Registrar) error { return register.SetLastDay(t.Do(), by, d.Last) })
}

// closeDraft is the end of a period.
type closeDraft struct {
	Unit    rules.UnitID     `json:"unit"`
	Closing register.Closing `json:"closing"`
}

// decidePress begins the decision about a unit from the card of its conditions.
type decidePress struct{ Unit rules.UnitID }

var decideKey = chat.DefinePress[decidePress]("rd")

func decide() chat.Presser {
	about := func(t *chat.Turn, p decidePress) (rules.Subject, error) { return t.Do().Subject(0, p.Unit) }
	return decideKey.On(changeRegister, about, func(t *chat.Turn, p decidePress) error {
		if _, _, err := period(t, p.Unit); err != nil {
			return err
		}
		return closeFlow().Start(t.Below(), "outcome", closeDraft{Unit: p.Unit})
	})
}

// closePanel stands on the card of a unit's conditions: what was measured and what is decided are one step apart.
func closePanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceChecks, Name: "close", Order: 10, Whose: chat.OfUnit, May: []rules.Access{changeRegister},
		Show: func(v chat.View, id int64) (chat.Shown, error) {
			u, err := v.Tx.Unit(rules.UnitID(id))
			if err != nil || u.OpenEnrolment() == nil {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: rules.Msg("close.decide"), Rows: [][]store.Button{{decideKey.Button(decidePress{u.ID}, "close.decides")}}}, nil
		},
	}
}

// startClosing asks for the outcome. Where a whole month of the pilot is over, the conditions as they were measured come first: their card
// leads on.
func startClosing(t *chat.Turn, unit rules.UnitID) error {
	some, err := measured(t)
	switch {
	case err != nil:
		return err
	case !some:
		return closeFlow().Start(t, "outcome", closeDraft{Unit: unit})
	}
	u, _, err := period(t, unit)
	if err != nil {
		return err
	}
	if err := t.Below().Say(rules.Msg("close.measuring", "unit", u.Name)); err != nil {
		return err
	}
	return t.ShowCardBelow(pilot.ChecksRef(unit))
}

// measured reports whether there is anything to decide on.
func measured(t *chat.Turn) (bool, error) {
	_, err := review.SpanOf(t.Do(), 0)
	if _, refused := chat.IsRefusal(err); refused {
		return false, nil
	}
	return err == nil, err
}

func closeFlow() chat.Flow[closeDraft] {
	stop := chat.Choice{Name: "stop", Value: registerStop, Arg: chat.NoArg}
	return ofEntry(func(d *closeDraft) rules.UnitID { return d.Unit }, chat.Flow[closeDraft]{Name: "close", Version: 2, Steps: []chat.Step[closeDraft]{
		{Name: "outcome", Ask: askOutcome, Take: takeOutcome, Choices: []chat.Choice{{Name: "quick", Value: registerQuick, Arg: chat.AnItem}, stop}},
		{Name: "reason", Ask: askOutcomeReason, Take: takeOutcomeReason, Free: true, Choices: []chat.Choice{stop}},
		{Name: "last", Ask: askCloseDay, Take: takeCloseDay, Choices: []chat.Choice{{Name: "day", Value: registerDay, Arg: chat.ADay}, stop}},
		{Name: "sure", Ask: askCloseSure, Take: takeCloseSure, Sure: []int32{registerGo}, Yes: registerGo, Main: registerGo, Choices: []chat.Choice{{Name: "go", Value: registerGo, Arg: chat.NoArg, Confirms: true}, {Name: "again", Value: registerAgain, Arg: chat.NoArg}, stop}},
	}})
}

// outcomes in the order of their buttons.
func outcomes() []rules.Outcome { return []rules.Outcome{rules.Widened, rules.Kept, rules.Stopped} }

func askOutcome(t *chat.Turn, d *closeDraft) (store.Screen, error) {
	u, e, err := period(t, d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	some, err := measured(t)
	if err != nil {
		return store.Screen{}, err
	}
	var row []store.Button
	for i, o := range outcomes() {
		row = append(row, t.Choice(registerQuick, int32(i), "close.outcome."+string(o)))
	}
	return store.Screen{
		Text: rules.Msg("close.ask", "unit", u.Name, "decision", e.Decision, "first", e.First, "last", e.Last, "open", e.Last == 0, "measured", some),
		Rows: [][]store.Button{row, stopRow(t)},
	}, nil
}

func takeOutcome(_ *chat.Turn, d *closeDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == registerStop:
		return chat.Stopped, nil
	case !in.Pressed || in.Choice != registerQuick || in.Arg < 0 || int(in.Arg) >= len(outcomes()):
		return chat.Stay, rules.Refuse("enrol.no_outcome")
	}
	d.Closing.Outcome = outcomes()[in.Arg]
	return "reason", nil
}

func askOutcomeReason(t *chat.Turn, d *closeDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("close.reason", "outcome", register.OutcomeText(d.Closing.Outcome)),
		Rows: [][]store.Button{stopRow(t)}, Digits: true,
	}, nil
}

func takeOutcomeReason(_ *chat.Turn, d *closeDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	if n := len([]rune(in.Text)); n > chat.MaxNote {
		return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
	}
	d.Closing.Reason = in.Text
	return "last", nil
}

func askCloseDay(t *chat.Turn, d *closeDraft) (store.Screen, error) {
	_, e, err := period(t, d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	days := []rules.Date{max(t.Today, e.First), max(t.Today.MonthEnd(), e.First)}
	if e.Last != 0 {
		days = append(days, e.Last)
	}
	slices.Sort(days)
	return store.Screen{Text: rules.Msg("close.last"), Rows: [][]store.Button{dayButtons(t, days...), stopRow(t)}, Digits: true}, nil
}

func takeCloseDay(t *chat.Turn, d *closeDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == registerStop {
		return chat.Stopped, nil
	}
	last, err := lastDayIn(t, in)
	if err != nil {
		return chat.Stay, err
	}
	closing := d.Closing
	closing.Last = last
	if _, err := register.CloseEffect(t.Do(), d.Unit, closing); err != nil {
		return chat.Stay, err
	}
	d.Closing = closing
	return "sure", nil
}

func askCloseSure(t *chat.Turn, d *closeDraft) (store.Screen, error) {
	u, _, err := period(t, d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	effects, err := register.CloseEffect(t.Do(), d.Unit, d.Closing)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("close.sure", "unit", u.Name, "outcome", register.OutcomeText(d.Closing.Outcome), "reason", d.Closing.Reason,
			"last", d.Closing.Last, "effect", effects.Text()),
		Rows: [][]store.Button{{t.Choice(registerAgain, 0, "register.again"), t.Choice(registerStop, 0, "stop")}, {t.Choice(registerGo, 0, "close.go")}},
	}, nil
}

func takeCloseSure(t *chat.Turn, d *closeDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeCloseDay(t, d, in)
	case in.Choice == registerStop:
		return chat.Stopped, nil
	case in.Choice == registerAgain:
		return "outcome", nil
	case in.Choice != registerGo:
		return chat.Stay, nil
	}
	return carryOut(t, d.Unit, func(by register.Registrar) error { return register.Close(t.Do(), by, d.Closing) })
}
