package survey

import (
	"strings"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// indicatorDraft is a change of the list about to be decided.
type indicatorDraft struct {
	survey.Indicator
	What int8 `json:"what"`
	survey.Why
}

// after is the indicator as it is to be.
func (d *indicatorDraft) after() survey.Indicator {
	i := d.Indicator
	i.Decided = d.What != toDrop
	return i
}

const (
	indicatorWay    int32 = iota + 1 // Arg: 0 better when higher, 1 when lower
	indicatorMargin                  // Arg: in tenths of a point
	indicatorKeep                    // the source as it is
	indicatorSave
	indicatorStop
)

// indicatorFlow decides about an indicator, or takes over all that is proposed. Once the list is frozen it asks for the reason.
func indicatorFlow() chat.Flow[indicatorDraft] {
	stop := chat.Choice{Name: "stop", Value: indicatorStop, Arg: chat.NoArg}
	return chat.Flow[indicatorDraft]{Name: "indicator", Version: 2, Access: runs, Steps: []chat.Step[indicatorDraft]{
		{Name: "name", Ask: askIndicatorName, Take: takeIndicatorName, Free: true, Choices: []chat.Choice{stop}},
		{Name: "way", Ask: askWay, Take: takeWay, Choices: []chat.Choice{{Name: "way", Value: indicatorWay, Arg: chat.AnItem}, stop}},
		{Name: "margin", Ask: askMargin, Take: takeMargin, Choices: []chat.Choice{{Name: "margin", Value: indicatorMargin, Arg: chat.AnItem}, stop}},
		{Name: "source", Ask: askSource, Take: takeSource, Free: true, Choices: []chat.Choice{{Name: "keep", Value: indicatorKeep, Arg: chat.NoArg}, stop}},
		{Name: "reason", Ask: askLateReason, Take: takeLateReason, Free: true, Choices: []chat.Choice{stop}},
		{Name: "document", Ask: askDocument, Take: takeDocument, Choices: []chat.Choice{stop}, Raw: true},
		{Name: "sure", Ask: askIndicatorSure, Take: takeIndicatorSure, Sure: []int32{indicatorSave}, Yes: indicatorSave, Main: indicatorSave, Choices: []chat.Choice{
			{Name: "save", Value: indicatorSave, Arg: chat.NoArg, Confirms: true}, stop,
		}},
	}}
}

func indicatorStopRow(t *chat.Turn) []store.Button {
	return []store.Button{t.Choice(indicatorStop, 0, "stop")}
}

// deciding is the step that comes when all is said: the reason, where the list is frozen.
func deciding(t *chat.Turn) (string, error) {
	frozen, err := surveys.Frozen(t.Do())
	if frozen {
		return "reason", err
	}
	return "sure", err
}

func startDeciding(t *chat.Turn, d indicatorDraft) error {
	if d.What == toTakeOver {
		if _, err := surveys.StillOpen(t.Do()); err != nil {
			return err
		}
	}
	step, err := deciding(t)
	if err != nil {
		return err
	}
	return indicatorFlow().Start(t, step, d)
}

func askIndicatorName(t *chat.Turn, _ *indicatorDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("indicator.ask_name"), Rows: [][]store.Button{indicatorStopRow(t)}}, nil
}

func takeIndicatorName(t *chat.Turn, d *indicatorDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	d.Name, d.Margin = strings.Join(strings.Fields(in.Text), " "), 1
	if _, err := surveys.CheckIndicator(t.Do(), d.after()); err != nil {
		return chat.Stay, err
	}
	return "way", nil
}

func askWay(t *chat.Turn, d *indicatorDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("indicator.ask_way", "name", d.Name), Rows: [][]store.Button{
		{t.Choice(indicatorWay, 0, "indicator.higher")}, {t.Choice(indicatorWay, 1, "indicator.lower")}, indicatorStopRow(t),
	}}, nil
}

func takeWay(_ *chat.Turn, d *indicatorDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == indicatorStop:
		return chat.Stopped, nil
	case !in.Pressed || in.Arg > 1:
		return chat.Stay, rules.Refuse("survey.pick")
	}
	d.Lower = in.Arg == 1
	return "margin", nil
}

func askMargin(t *chat.Turn, d *indicatorDraft) (store.Screen, error) {
	var row []store.Button
	for _, n := range []int{10, 20, 30, 50, 100} {
		row = append(row, t.Choice(indicatorMargin, int32(n), "indicator.points", "n", tenthsOf(n)))
	}
	return store.Screen{Text: rules.Msg("indicator.ask_margin", "name", nameOf(d.Indicator), "now", tenthsOf(d.Margin), "known", d.What != toNew), Digits: true, Rows: [][]store.Button{row, indicatorStopRow(t)}}, nil
}

func takeMargin(_ *chat.Turn, d *indicatorDraft, in chat.Input) (string, error) {
	n, ok := int(in.Arg), true
	switch {
	case in.Pressed && in.Choice == indicatorStop:
		return chat.Stopped, nil
	case !in.Pressed:
		n, ok = survey.ParseMargin(in.Text)
	}
	if !ok || n < 1 || n > survey.MostMargin {
		return chat.Stay, rules.Refuse("indicator.margin_unclear")
	}
	d.Margin = n
	return "source", nil
}

func askSource(t *chat.Turn, d *indicatorDraft) (store.Screen, error) {
	return store.Screen{
		Text: rules.Msg("indicator.ask_source", "name", nameOf(d.Indicator), "source", sourceOf(d.Indicator)),
		Rows: [][]store.Button{{t.Choice(indicatorKeep, 0, "indicator.keep_source")}, indicatorStopRow(t)},
	}, nil
}

func takeSource(t *chat.Turn, d *indicatorDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == indicatorStop:
		return chat.Stopped, nil
	case !in.Pressed:
		d.Source = strings.Join(strings.Fields(in.Text), " ")
	}
	if _, err := surveys.CheckIndicator(t.Do(), d.after()); err != nil {
		return chat.Stay, err
	}
	return deciding(t)
}

func askLateReason(t *chat.Turn, d *indicatorDraft) (store.Screen, error) {
	first, err := surveys.FirstDay(t.Do())
	return store.Screen{
		Text: rules.Msg("indicator.ask_reason", "first", first, "all", d.What == toTakeOver, "name", nameOf(d.Indicator)), Rows: [][]store.Button{indicatorStopRow(t)},
	}, err
}

func takeLateReason(_ *chat.Turn, d *indicatorDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	if n := len([]rune(in.Text)); n > chat.MaxNote {
		return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
	}
	d.Reason = in.Text
	return "document", nil
}

func askDocument(t *chat.Turn, _ *indicatorDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("indicator.ask_document"), Digits: true, Rows: [][]store.Button{indicatorStopRow(t)}}, nil
}

// takeDocument reads the number of a document, and its day.
func takeDocument(t *chat.Turn, d *indicatorDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	number, dated, found := t.Entry(in.Text).Dated()
	if !found {
		return chat.Stay, rules.Refuse("indicator.no_document")
	}
	day, ok := dated.Day()
	if !ok {
		return chat.Stay, rules.Refuse("indicator.no_document")
	}
	d.Document, d.Dated = strings.Trim(number.Text(), " ,;"), day
	if err := surveys.CheckDocument(t.Do(), d.Why); err != nil {
		return chat.Stay, err
	}
	return "sure", nil
}

func askIndicatorSure(t *chat.Turn, d *indicatorDraft) (store.Screen, error) {
	frozen, err := surveys.Frozen(t.Do())
	if err != nil {
		return store.Screen{}, err
	}
	rows := [][]store.Button{{t.Choice(indicatorSave, 0, "indicator.save")}, indicatorStopRow(t)}
	if d.What == toTakeOver {
		list, err := surveys.StillOpen(t.Do())
		var lines []rules.Message
		for _, i := range list {
			lines = append(lines, rules.Msg("indicator.all_line", "name", nameOf(i), "margin", tenthsOf(i.Margin)))
		}
		return store.Screen{Text: rules.Msg("indicator.sure_all", "lines", lines, "late", frozen, "reason", d.Reason, "document", d.Document, "dated", d.Dated), Rows: rows}, err
	}
	before, err := surveys.CheckIndicator(t.Do(), d.after())
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{Text: rules.Msg("indicator.sure", "name", nameOf(d.Indicator), "drop", d.What == toDrop, "new", d.What == toNew, "lower", d.Lower,
		"before", tenthsOf(before.Margin), "margin", tenthsOf(d.Margin), "changed", before.Margin != d.Margin, "source", sourceOf(d.Indicator), "late", frozen, "reason", d.Reason, "document", d.Document, "dated", d.Dated), Rows: rows}, nil
}

func takeIndicatorSure(t *chat.Turn, d *indicatorDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("survey.pick")
	case in.Choice == indicatorStop:
		return chat.Stopped, nil
	}
	frozen, err := surveys.Frozen(t.Do())
	switch {
	case err != nil:
		return chat.Stay, err
	case frozen && d.Document == "": // it froze while the draft lay there
		return "reason", nil
	}
	n := 1
	if d.What == toTakeOver {
		n, err = surveys.TakeOver(t.Do(), d.Why)
	} else {
		_, err = surveys.DecideIndicator(t.Do(), d.after(), d.Why)
	}
	if err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("indicator.done", "n", n, "all", d.What == toTakeOver, "drop", d.What == toDrop, "name", nameOf(d.Indicator))); err != nil {
		return chat.Stay, err
	}
	return chat.End, indicators(t)
}
