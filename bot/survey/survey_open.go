package survey

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// openDraft is a wave about to be opened.
type openDraft struct {
	Audience survey.Audience `json:"audience,omitempty"`
	Kind     survey.Kind     `json:"kind,omitempty"`
	Units    []rules.UnitID  `json:"units,omitempty"`
	First    rules.Date      `json:"first,omitempty"`
	Last     rules.Date      `json:"last,omitempty"`
	Expected int             `json:"expected,omitempty"`
}

func (d openDraft) wave() survey.Wave {
	return survey.Wave{Audience: d.Audience, Kind: d.Kind, First: d.First, Last: d.Last, Expected: d.Expected, Units: d.Units}
}

const (
	openWhom  int32 = iota + 1 // Arg: 0 citizens, 1 the staff
	openWhen                   // Arg: 0 before the pilot, 1 in it
	openUnit                   // Arg: the unit, in or out
	openAll                    // all units of the pilot
	openUnits                  // the units are chosen
	openDays                   // Arg: how many days from today
	openSize                   // Arg: how many answers
	openGo
	openBack
	openStop
)

func openFlow() chat.Flow[openDraft] {
	stop := chat.Choice{Name: "stop", Value: openStop, Arg: chat.NoArg}
	return chat.Flow[openDraft]{Name: "survey_open", Version: 1, Access: runs, Steps: []chat.Step[openDraft]{
		{Name: "audience", Ask: askWhom, Take: takeWhom, Choices: []chat.Choice{{Name: "whom", Value: openWhom, Arg: chat.AnItem}, stop}},
		{Name: "kind", Ask: askWhen, Take: takeWhen, Choices: []chat.Choice{{Name: "when", Value: openWhen, Arg: chat.AnItem}, stop}},
		{Name: "units", Ask: askUnits, Take: takeUnits, Main: openUnits, Choices: []chat.Choice{
			{Name: "unit", Value: openUnit, Arg: chat.AnID}, {Name: "all", Value: openAll, Arg: chat.NoArg}, {Name: "units", Value: openUnits, Arg: chat.NoArg}, stop,
		}},
		{Name: "days", Ask: askDays, Take: takeDays, Choices: []chat.Choice{{Name: "days", Value: openDays, Arg: chat.AnItem}, stop}},
		{Name: "size", Ask: askSize, Take: takeSize, Choices: []chat.Choice{{Name: "size", Value: openSize, Arg: chat.AnItem}, stop}},
		{Name: "sure", Ask: askOpenSure, Take: takeOpenSure, Sure: []int32{openGo}, Yes: openGo, Main: openGo, Choices: []chat.Choice{
			{Name: "go", Value: openGo, Arg: chat.NoArg, Confirms: true}, {Name: "back", Value: openBack, Arg: chat.NoArg}, stop,
		}},
	}}
}

func stopRow(t *chat.Turn) []store.Button { return []store.Button{t.Choice(openStop, 0, "stop")} }

func askWhom(t *chat.Turn, _ *openDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("survey.open.whom"), Rows: [][]store.Button{
		{t.Choice(openWhom, 0, "survey.open.citizens")}, {t.Choice(openWhom, 1, "survey.open.staff")}, stopRow(t),
	}}, nil
}

func takeWhom(_ *chat.Turn, d *openDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == openStop:
		return chat.Stopped, nil
	case !in.Pressed || in.Arg > 1:
		return chat.Stay, rules.Refuse("survey.pick")
	}
	d.Audience = []survey.Audience{survey.Citizens, survey.Staff}[in.Arg]
	return "kind", nil
}

func askWhen(t *chat.Turn, d *openDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("survey.open.when", "staff", d.Audience == survey.Staff), Rows: [][]store.Button{
		{t.Choice(openWhen, 0, "survey.open.baseline")}, {t.Choice(openWhen, 1, "survey.open.pilot")}, stopRow(t),
	}}, nil
}

func takeWhen(t *chat.Turn, d *openDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == openStop:
		return chat.Stopped, nil
	case !in.Pressed || in.Arg > 1:
		return chat.Stay, rules.Refuse("survey.pick")
	}
	d.Kind = []survey.Kind{survey.Baseline, survey.Pilot}[in.Arg]
	units, err := inPilot(t)
	if len(units) > 0 {
		d.Units = units
	}
	return "units", err
}

// inPilot are the units that are, or will be, in the pilot.
func inPilot(t *chat.Turn) (out []rules.UnitID, err error) {
	all, err := t.Tx.Units()
	for _, u := range all {
		if e := u.OpenEnrolment(); u.Active && e != nil && (e.Last == 0 || e.Last >= t.Today) {
			out = append(out, u.ID)
		}
	}
	return out, err
}

// mostUnits is how many units buttons list; others are found by their code or name.
const mostUnits = 24

func askUnits(t *chat.Turn, d *openDraft) (store.Screen, error) {
	all, err := t.Tx.Units()
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, u := range all {
		if !u.Active || len(rows) == mostUnits {
			continue
		}
		rows = append(rows, []store.Button{t.Choice(openUnit, int32(u.ID), "survey.open.unit", "unit", u.Name, "in", slices.Contains(d.Units, u.ID))})
	}
	rows = append(rows, []store.Button{t.Choice(openAll, 0, "survey.open.all")}, []store.Button{t.Choice(openUnits, 0, "survey.open.units_done", "n", len(d.Units))}, stopRow(t))
	return store.Screen{Text: rules.Msg("survey.open.which", "n", len(d.Units)), Rows: rows}, nil
}

func takeUnits(t *chat.Turn, d *openDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == openStop {
		return chat.Stopped, nil
	}
	unit := rules.UnitID(in.Arg)
	switch {
	case !in.Pressed:
		found, err := t.Tx.FindUnits(in.Text)
		if err != nil {
			return chat.Stay, err
		}
		if len(found) != 1 {
			return chat.Stay, rules.Refuse("survey.unit_unclear", "n", len(found))
		}
		unit = found[0].ID
	case in.Choice == openAll:
		units, err := inPilot(t)
		d.Units = units
		return chat.Stay, err
	case in.Choice == openUnits:
		if len(d.Units) == 0 {
			return chat.Stay, rules.Refuse("survey.no_unit")
		}
		return "days", nil
	}
	if at := slices.Index(d.Units, unit); at >= 0 {
		d.Units = slices.Delete(d.Units, at, at+1)
	} else {
		d.Units = append(d.Units, unit)
	}
	return chat.Stay, nil
}

func askDays(t *chat.Turn, _ *openDraft) (store.Screen, error) {
	var rows [][]store.Button
	for _, n := range []int32{14, 30, 60} {
		rows = append(rows, []store.Button{t.Choice(openDays, n, "survey.open.for_days", "n", int(n), "last", t.Today+rules.Date(n-1))})
	}
	return store.Screen{Text: rules.Msg("survey.open.days"), Digits: true, Rows: append(rows, stopRow(t))}, nil
}

func takeDays(t *chat.Turn, d *openDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == openStop:
		return chat.Stopped, nil
	case in.Pressed && in.Arg > 0:
		d.First, d.Last = t.Today, t.Today+rules.Date(in.Arg-1)
	default:
		first, last, err := twoDays(t, in.Text)
		if err != nil {
			return chat.Stay, err
		}
		d.First, d.Last = first, last
	}
	w := d.wave()
	w.Expected = 1
	if _, err := surveys.Plan(t.Do(), w); err != nil {
		return chat.Stay, err
	}
	return "size", nil
}

// dayCells are what may be days in a text, written in numbers: "1/5/2026", "1.5.".
func dayCells(text string) []string {
	cells := strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789/.", r) })
	for i, s := range cells {
		cells[i] = strings.ReplaceAll(strings.Trim(s, "."), ".", "/")
	}
	return cells
}

// dayOf is the day of a cell with its year, 0: it is none.
func dayOf(cell string) rules.Date {
	at, err := time.Parse("2/1/2006", cell)
	if err != nil {
		return 0
	}
	return rules.DateOf(at)
}

// writtenDays are two days written in numbers, with or without a year: a wave lasts longer than what else is planned in words.
func writtenDays(text string, today rules.Date) (first, last rules.Date, ok bool) {
	cells := dayCells(text)
	if len(cells) != 2 { //nolint:mnd // the first and the last
		return 0, 0, false
	}
	day := func(cell string, year int) rules.Date {
		return cmp.Or(dayOf(cell), dayOf(cell+"/"+strconv.Itoa(year)))
	}
	first = day(cells[0], today.Year())
	last = day(cells[1], first.Year())
	if last < first && last+survey.Longest > first {
		last = 0 // the wrong way round
	} else if last < first {
		last = day(cells[1], first.Year()+1)
	}
	return first, last, first >= today && last >= first && last.InBounds()
}

// twoDays reads a first and a last day.
func twoDays(t *chat.Turn, text string) (first, last rules.Date, err error) {
	if first, last, ok := writtenDays(text, t.Today); ok {
		return first, last, nil
	}
	span, doubts, err := t.ReadSpan(text)
	switch {
	case err != nil:
		return 0, 0, err
	case len(doubts) > 0:
		return 0, 0, &rules.Refusal{Reasons: doubts}
	}
	return span.First, span.Last, nil
}

func askSize(t *chat.Turn, _ *openDraft) (store.Screen, error) {
	var row []store.Button
	for _, n := range []int32{30, 100, 400, 1000} {
		row = append(row, t.Choice(openSize, n, "survey.open.size", "n", int(n)))
	}
	return store.Screen{Text: rules.Msg("survey.open.how_many"), Digits: true, Rows: [][]store.Button{row, stopRow(t)}}, nil
}

func takeSize(t *chat.Turn, d *openDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == openStop {
		return chat.Stopped, nil
	}
	n := int(in.Arg)
	if !in.Pressed {
		var ok bool
		if n, ok = survey.ParseCount(in.Text); !ok {
			return chat.Stay, rules.Refuse("survey.expected", "most", survey.MostExpected)
		}
	}
	d.Expected = n
	if _, err := surveys.Plan(t.Do(), d.wave()); err != nil {
		return chat.Stay, err
	}
	return "sure", nil
}

func askOpenSure(t *chat.Turn, d *openDraft) (store.Screen, error) {
	p, err := surveys.Plan(t.Do(), d.wave())
	if err != nil {
		return store.Screen{}, err
	}
	var units []rules.Message
	for _, id := range d.Units {
		u, err := t.Tx.Unit(id)
		if err != nil {
			return store.Screen{}, err
		}
		units = append(units, rules.Msg("survey.open.line", "unit", u.Name))
	}
	text := rules.Msg("survey.open.sure", "wave", titleOf(d.wave()), "units", units, "n", d.Expected, "fall", points(p.Fall), "share", points(p.Share), "measured", p.Measured,
		"margin", points(p.Margin), "needed", p.Needed, "enough", d.Expected >= p.Needed, "few", d.Expected < survey.Least)
	return store.Screen{Text: text, Rows: [][]store.Button{{t.Choice(openGo, 0, "survey.open.go")}, {t.Choice(openBack, 0, "survey.open.back"), t.Choice(openStop, 0, "stop")}}}, nil
}

func takeOpenSure(t *chat.Turn, d *openDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("survey.pick")
	case in.Choice == openStop:
		return chat.Stopped, nil
	case in.Choice == openBack:
		return "days", nil
	}
	w, err := surveys.Open(t.Do(), d.wave())
	if err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("survey.opened", "wave", titleOf(w))); err != nil {
		return chat.Stay, err
	}
	return chat.End, home(t)
}
