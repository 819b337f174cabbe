package request

import (
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// sayBalance tells how many days the person has and may still have.
func sayBalance(t *chat.Turn) error {
	f, err := t.Do().FactsFor(t.Person.ID, nil, 0)
	if err != nil {
		return err
	}
	b, err := f.Balance(t.Today)
	if err != nil {
		return fmt.Errorf("count the days used: %w", err)
	}
	month := b.Month
	if b.Share.Mode != rules.Off && (month.Mode == rules.Off || b.Share.Max < month.Max) {
		month = b.Share
	}
	monday := t.Today.Monday()
	return t.Say(rules.Msg("balance.left", "from", monday, "to", monday+4, "month", t.Today,
		"week", leftText(b.Week), "week_used", rules.Days(b.Week.Used), "week_max", limitText(b.Week),
		"left", leftText(month), "used", rules.Days(month.Used), "used_max", limitText(month)))
}

// leftText is what may still be had.
func leftText(u rules.Use) rules.Message {
	if u.Mode == rules.Off {
		return rules.Msg("no_limit")
	}
	return rules.Days(max(0, u.Max-u.Used))
}

// sayOwnDays answers "lịch tuần sau của em": the person's days at home and absences
// of the days asked about, all that come where none is named.
func sayOwnDays(t *chat.Turn, s chat.Saying) error {
	days := slices.Concat(s.Past, s.Days, s.Closed)
	if len(days) == 0 {
		return listDays(t)
	}
	first, last := days[0].Date, days[0].Date
	for _, d := range days {
		first, last = min(first, d.Date), max(last, d.Date)
	}
	requests, err := t.Tx.RequestsOf(t.Person.ID, first, last)
	if err != nil {
		return fmt.Errorf("list the days: %w", err)
	}
	within := func(d rules.Date) bool {
		return slices.ContainsFunc(days, func(s rules.Slot) bool { return s.Date == d })
	}
	for i, r := range requests {
		requests[i].Days = slices.DeleteFunc(slices.Clone(r.Days), func(d rules.RequestDay) bool { return !within(d.Date) })
	}
	lines, rows := comingDays(requests, first)
	absences, err := t.Tx.Absences(t.Person.ID, first, last)
	if err != nil {
		return fmt.Errorf("list the absences: %w", err)
	}
	for _, a := range absences {
		lines = append(lines, rules.Msg("leave.line", "span", people.AbsenceSpan(a), "kind", people.AbsenceKind(a.Kind)))
	}
	rows = append(rows, []store.Button{monthKey.Button(monthPress{first}, "days.month_of", "month", first)})
	return t.Show(store.Screen{Text: rules.Msg("days.within", "first", first, "last", last, "one", first == last, "days", lines, "n", len(lines)), Rows: rows})
}
