package survey

import (
	"slices"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// monthDraft is months of an indicator that are being entered.
type monthDraft struct {
	ID   survey.IndicatorID `json:"id"`
	Rows []survey.Month     `json:"rows,omitempty"`
}

const (
	monthSave int32 = iota + 1
	monthAgain
	monthStop
)

func monthFlow() chat.Flow[monthDraft] {
	stop := chat.Choice{Name: "stop", Value: monthStop, Arg: chat.NoArg}
	return chat.Flow[monthDraft]{Name: "indicator_month", Version: 1, Access: runs, Steps: []chat.Step[monthDraft]{
		{Name: "rows", Ask: askMonths, Take: takeMonths, Choices: []chat.Choice{stop}, Raw: true},
		{Name: "sure", Ask: askMonthsSure, Take: takeMonthsSure, Sure: []int32{monthSave}, Yes: monthSave, Main: monthSave, Choices: []chat.Choice{
			{Name: "save", Value: monthSave, Arg: chat.NoArg, Confirms: true}, {Name: "again", Value: monthAgain, Arg: chat.NoArg}, stop,
		}},
	}}
}

// indicatorOf is an indicator that was decided about; without ID: there is none of that number.
func indicatorOf(tx *store.Tx, id survey.IndicatorID) (survey.Indicator, error) {
	list, err := tx.Indicators()
	at := slices.IndexFunc(list, func(i survey.Indicator) bool { return i.ID == id })
	if err != nil || at < 0 {
		return survey.Indicator{}, err
	}
	return list[at], nil
}

func askMonths(t *chat.Turn, d *monthDraft) (store.Screen, error) {
	i, err := indicatorOf(t.Tx, d.ID)
	last := t.Today.MonthStart() - 1
	before := last.MonthStart() - 1
	return store.Screen{
		Text: rules.Msg("indicator.month.ask", "name", nameOf(i), "earlier", int(before.Month()), "earlier_year", before.Year(), "month", int(last.Month()), "year", last.Year()), Digits: true, Rows: [][]store.Button{{t.Choice(monthStop, 0, "stop")}},
	}, err
}

func takeMonths(t *chat.Turn, d *monthDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	rows, err := readMonths(t, d.ID, in.Text)
	if err != nil {
		return chat.Stay, err
	}
	if err := surveys.CheckMonths(t.Do(), rows); err != nil {
		return chat.Stay, err
	}
	d.Rows = rows
	return "sure", nil
}

// readMonths reads lines of a month, n, N, the document and, where it is not the whole agency, the unit; lines without a number are titles.
func readMonths(t *chat.Turn, id survey.IndicatorID, text string) (rows []survey.Month, err error) {
	err = eachRow(text, func(n int, cells []string) error {
		row, why, err := readMonth(t, cells)
		if err != nil {
			return err
		}
		if why.Key != "" {
			return rules.Refuse("indicator.month.row", "row", n, "why", why)
		}
		row.Indicator = id
		rows = append(rows, row)
		return nil
	})
	return rows, err
}

// readMonth reads the cells of a line; why says what is wrong with it.
func readMonth(t *chat.Turn, cells []string) (m survey.Month, why rules.Message, err error) {
	const fewest, most = 4, 5
	if len(cells) < fewest || len(cells) > most {
		return m, rules.Msg("indicator.month.cells"), nil
	}
	var ok bool
	if m.Month, ok = survey.ParseMonth(cells[0]); !ok {
		return m, rules.Msg("indicator.month.month"), nil
	}
	if m.Share, why, _ = surveys.ReadShare(cells[1], cells[2]); why.Key != "" {
		return m, why, nil
	}
	m.Document = cells[3]
	if len(cells) < most {
		return m, rules.Message{}, nil
	}
	units, err := t.Tx.FindUnits(cells[4])
	if err != nil || len(units) != 1 {
		return m, rules.Msg("indicator.month.unit"), err
	}
	m.Unit = units[0].ID
	return m, rules.Message{}, nil
}

func askMonthsSure(t *chat.Turn, d *monthDraft) (store.Screen, error) {
	i, err := indicatorOf(t.Tx, d.ID)
	if err != nil {
		return store.Screen{}, err
	}
	var lines []rules.Message
	for _, m := range d.Rows {
		line, err := surveys.MonthLine(t.Do(), m)
		if err != nil {
			return store.Screen{}, err
		}
		lines = append(lines, line)
	}
	return store.Screen{
		Text: rules.Msg("indicator.month.sure", "name", nameOf(i), "lines", lines),
		Rows: [][]store.Button{{t.Choice(monthSave, 0, "indicator.month.save", "n", len(d.Rows))}, {t.Choice(monthAgain, 0, "survey.forms.again"), t.Choice(monthStop, 0, "stop")}},
	}, nil
}

func takeMonthsSure(t *chat.Turn, d *monthDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeMonths(t, d, in)
	case in.Choice == monthStop:
		return chat.Stopped, nil
	case in.Choice == monthAgain:
		return "rows", nil
	}
	kept, err := surveys.KeepMonths(t.Do(), d.Rows)
	if err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("indicator.month.saved", "added", kept.Added, "changed", kept.Changed, "same", kept.Same)); err != nil {
		return chat.Stay, err
	}
	return chat.End, indicators(t)
}
