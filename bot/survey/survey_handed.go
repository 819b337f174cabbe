package survey

import (
	"strings"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// handedPress begins to enter the figures of an earlier survey.
type handedPress struct{}

var handedKey = chat.DefinePress[handedPress]("sh")

// handedDraft is an earlier survey whose figures are being entered.
type handedDraft struct {
	First rules.Date      `json:"first,omitempty"`
	Last  rules.Date      `json:"last,omitempty"`
	Rows  []survey.Handed `json:"rows,omitempty"`
}

const (
	handedSave int32 = iota + 1
	handedAgain
	handedStop
)

func handedFlow() chat.Flow[handedDraft] {
	stop := chat.Choice{Name: "stop", Value: handedStop, Arg: chat.NoArg}
	return chat.Flow[handedDraft]{Name: "survey_handed", Version: 1, Access: runs, Steps: []chat.Step[handedDraft]{
		{Name: "days", Ask: askHandedDays, Take: takeHandedDays, Choices: []chat.Choice{stop}, Raw: true},
		{Name: "rows", Ask: askHandedRows, Take: takeHandedRows, Choices: []chat.Choice{stop}, Raw: true},
		{Name: "sure", Ask: askHanded, Take: takeHanded, Sure: []int32{handedSave}, Yes: handedSave, Main: handedSave, Choices: []chat.Choice{
			{Name: "save", Value: handedSave, Arg: chat.NoArg, Confirms: true}, {Name: "again", Value: handedAgain, Arg: chat.NoArg}, stop,
		}},
	}}
}

func handedStopRow(t *chat.Turn) [][]store.Button {
	return [][]store.Button{{t.Choice(handedStop, 0, "stop")}}
}

func askHandedDays(t *chat.Turn, _ *handedDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("survey.handed.days"), Digits: true, Rows: handedStopRow(t)}, nil
}

// readPast reads the first and last day of a survey that is done, each with its year.
func readPast(text string) (first, last rules.Date, ok bool) {
	cells := dayCells(text)
	if len(cells) != 2 { //nolint:mnd // the first and the last
		return 0, 0, false
	}
	first, last = dayOf(cells[0]), dayOf(cells[1])
	return first, last, first >= rules.FirstDate && last != 0 && last <= rules.LastDate
}

func takeHandedDays(t *chat.Turn, d *handedDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	first, last, ok := readPast(in.Text)
	if !ok {
		return chat.Stay, rules.Refuse("survey.handed.days_unclear")
	}
	if err := surveys.CheckHandedDays(t.Do(), first, last); err != nil {
		return chat.Stay, err
	}
	d.First, d.Last = first, last
	return "rows", nil
}

func askHandedRows(t *chat.Turn, d *handedDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("survey.handed.rows", "first", d.First, "last", d.Last), Digits: true, Rows: handedStopRow(t)}, nil
}

func takeHandedRows(t *chat.Turn, d *handedDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	rows, err := readHanded(t, in.Text)
	if err != nil {
		return chat.Stay, err
	}
	if err := surveys.CheckHanded(t.Do(), d.First, d.Last, rows); err != nil {
		return chat.Stay, err
	}
	d.Rows = rows
	return "sure", nil
}

// readHanded reads lines of a unit, the answers, and how many of them were content with each question; lines without a number
// are titles.
func readHanded(t *chat.Turn, text string) (rows []survey.Handed, err error) {
	err = eachRow(text, func(n int, cells []string) error {
		row, err := readHandedRow(t, cells, n)
		rows = append(rows, row)
		return err
	})
	return rows, err
}

func readHandedRow(t *chat.Turn, cells []string, n int) (row survey.Handed, err error) {
	if len(cells) < 3 { //nolint:mnd // unit, answers, who was content
		return row, rules.Refuse("survey.handed.row", "row", n)
	}
	name := cells[0]
	units, err := t.Tx.FindUnits(name)
	switch {
	case err != nil:
		return row, err
	case len(units) != 1:
		return row, rules.Refuse("survey.handed.unit", "row", n, "unit", name)
	}
	row.Unit = units[0].ID
	all, ok := survey.ParseCount(cells[1])
	content := strings.Fields(strings.ReplaceAll(strings.Join(cells[2:], " "), " %", "%"))
	if !ok || len(content) != survey.Questions {
		return row, rules.Refuse("survey.handed.row", "row", n)
	}
	row.All = all
	for q, s := range content {
		of, ok, err := survey.ParseHanded(s, all)
		switch {
		case all > 0 && err != nil:
			return row, err
		case !ok:
			return row, rules.Refuse("survey.handed.row", "row", n)
		}
		row.Of[q] = of
	}
	return row, nil
}

func askHanded(t *chat.Turn, d *handedDraft) (store.Screen, error) {
	var lines []rules.Message
	for _, r := range d.Rows {
		u, err := t.Tx.Unit(r.Unit)
		if err != nil {
			return store.Screen{}, err
		}
		lines = append(lines, rules.Msg("survey.handed.line", "unit", u.Name, "n", r.All, "a", r.Of[0], "b", r.Of[1], "c", r.Of[2], "d", r.Of[3], "e", r.Of[4], "f", r.Of[5]))
	}
	return store.Screen{
		Text: rules.Msg("survey.handed.sure", "first", d.First, "last", d.Last, "lines", lines),
		Rows: [][]store.Button{{t.Choice(handedSave, 0, "survey.handed.save")}, {t.Choice(handedAgain, 0, "survey.forms.again"), t.Choice(handedStop, 0, "stop")}},
	}, nil
}

func takeHanded(t *chat.Turn, d *handedDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeHandedRows(t, d, in)
	case in.Choice == handedStop:
		return chat.Stopped, nil
	case in.Choice == handedAgain:
		return "rows", nil
	}
	if _, err := surveys.HandDown(t.Do(), d.First, d.Last, d.Rows); err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("survey.handed.saved", "n", len(d.Rows))); err != nil {
		return chat.Stay, err
	}
	return chat.End, home(t)
}
