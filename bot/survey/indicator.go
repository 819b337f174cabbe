package survey

import (
	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/rules/task"
	"tainha/store"
)

// indicatorPress acts on an indicator of the list, by its place.
type indicatorPress struct {
	N    int16
	What int8
}

// What a press of an indicator does.
const (
	toOne int8 = iota + 1
	toList
	toChange
	toDrop
	toMonths
	toNew
	toTakeOver
)

var indicatorKey = chat.DefinePress[indicatorPress]("si")

// cmdIndicators is the list of what the pilot is judged by.
func cmdIndicators() chat.Command {
	return chat.Command{
		Name: "indicators", Alias: "chiso", Place: 93, InMenu: true, Access: runs,
		Flows:   []chat.Conversation{indicatorFlow(), monthFlow()},
		Run:     func(t *chat.Turn, _ string) error { return indicators(t) },
		Presses: []chat.Presser{indicatorKey.On(runs, nil, pressIndicator)},
	}
}

// tenthsOf is a margin as it is said, in points.
func tenthsOf(margin int) rules.Message { return task.A(int64(margin), tenths).Message() }

// nameOf says which indicator it is.
func nameOf(i survey.Indicator) rules.Message {
	return rules.Msg("indicator.name", "key", i.Key, "name", i.Name)
}

func sourceOf(i survey.Indicator) rules.Message {
	return rules.Msg("indicator.source", "key", i.Key, "source", i.Source)
}

func nameIndicator(v chat.View, id int64, _ string) (rules.Message, error) {
	switch i, err := indicatorOf(v.Tx, survey.IndicatorID(id)); {
	case err != nil:
		return rules.Message{}, err
	case i.ID == 0:
		return chat.ByNumber(v, id, "")
	default:
		return nameOf(i), nil
	}
}

// indicators shows the list, with how far it is decided and whether it is frozen.
func indicators(t *chat.Turn) error {
	list, err := surveys.Indicators(t.Do())
	if err != nil {
		return err
	}
	first, err := surveys.FirstDay(t.Do())
	if err != nil {
		return err
	}
	const perRow = 4
	var lines []rules.Message
	var rows [][]store.Button
	var row []store.Button
	open := 0
	for n, l := range list {
		lines = append(lines, rules.Msg("indicator.line", "i", n+1, "name", nameOf(l.Indicator), "dropped", !l.Decided && !l.Open, "open", l.Open,
			"lower", l.Lower, "margin", tenthsOf(l.Margin), "source", sourceOf(l.Indicator)))
		if l.Open {
			open++
		}
		if row = append(row, indicatorKey.Button(indicatorPress{int16(n), toOne}, "indicator.one", "i", n+1)); len(row) == perRow {
			rows, row = append(rows, row), nil
		}
	}
	if len(row) > 0 {
		rows = append(rows, row)
	}
	if open > 0 {
		rows = append(rows, []store.Button{indicatorKey.Button(indicatorPress{What: toTakeOver}, "indicator.take_over", "n", open)})
	}
	rows = append(rows, []store.Button{indicatorKey.Button(indicatorPress{What: toNew}, "indicator.new")})
	return t.Show(store.Screen{
		Text: rules.Msg("indicator.home", "lines", lines, "open", open, "known", first != 0, "first", first, "frozen", first != 0 && first <= t.Today), Rows: rows,
	})
}

func pressIndicator(t *chat.Turn, p indicatorPress) error {
	switch p.What {
	case toList:
		return indicators(t)
	case toNew:
		return indicatorFlow().Start(t, "name", indicatorDraft{What: toNew})
	case toTakeOver:
		return startDeciding(t, indicatorDraft{What: toTakeOver})
	}
	list, err := surveys.Indicators(t.Do())
	if err != nil {
		return err
	}
	if p.N < 0 || int(p.N) >= len(list) {
		return t.Stale()
	}
	l := list[p.N]
	switch {
	case p.What == toOne:
		return showIndicator(t, p.N, l)
	case p.What == toChange:
		return indicatorFlow().Start(t, "margin", indicatorDraft{What: toChange, Indicator: l.Indicator})
	case p.What == toDrop && (l.Decided || l.Open):
		return startDeciding(t, indicatorDraft{What: toDrop, Indicator: l.Indicator})
	case p.What == toMonths && l.Decided && !l.Reckoned():
		return monthFlow().Start(t, "rows", monthDraft{ID: l.ID})
	}
	return t.Stale()
}

// mostMonths is how many months of an indicator a screen lists, the newest.
const mostMonths = 24

// showIndicator shows one, with the months that were handed in.
func showIndicator(t *chat.Turn, n int16, l surveys.Listed) error {
	var lines []rules.Message
	months, err := monthsOf(t, l)
	if err != nil {
		return err
	}
	for _, m := range months[max(0, len(months)-mostMonths):] {
		line, err := surveys.MonthLine(t.Do(), m)
		if err != nil {
			return err
		}
		lines = append(lines, line)
	}
	on := l.Decided || l.Open
	of := func(what int8, key string) store.Button { return indicatorKey.Button(indicatorPress{n, what}, key) }
	rows := [][]store.Button{{indicatorKey.Button(indicatorPress{n, toChange}, "indicator.change", "on", on)}}
	if on {
		rows[0] = append(rows[0], of(toDrop, "indicator.drop"))
	}
	if l.Decided && !l.Reckoned() {
		rows = append(rows, []store.Button{of(toMonths, "indicator.month.enter")})
	}
	rows = append(rows, []store.Button{of(toList, "indicator.list")})
	return t.Show(store.Screen{Text: rules.Msg("indicator.card", "name", nameOf(l.Indicator), "on", on, "open", l.Open, "lower", l.Lower, "margin", tenthsOf(l.Margin),
		"source", sourceOf(l.Indicator), "reckoned", l.Reckoned(), "n", len(months), "lines", lines, "more", max(0, len(months)-mostMonths)), Rows: rows})
}

// monthsOf are all months that were handed in of an indicator, those of the whole agency first.
func monthsOf(t *chat.Turn, l surveys.Listed) ([]survey.Month, error) {
	if l.ID == 0 || l.Reckoned() {
		return nil, nil
	}
	return t.Tx.Months(l.ID)
}
