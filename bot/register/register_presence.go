package register

import (
	"strings"

	"tainha/bot/chat"
	"tainha/rules"
)

// readPresence reads a day of required presence: "sáng thứ Hai: Chào cờ" is
// weekly, "8/12 Kiểm tra" is that day only. It refuses one without a day or name,
// and a day that is over.
func readPresence(t *chat.Turn, text string) (rules.Presence, error) {
	words, name, found := strings.Cut(text, ":")
	e := t.Entry(words)
	if !found {
		e, name = e.Lead()
	}
	name = strings.TrimSpace(name)
	q := rules.Presence{Name: name, Part: e.Part()}
	if name == "" || len([]rune(name)) > chat.MaxName {
		return q, rules.Refuse("register.presence")
	}
	if e.HasDate() {
		d, ok := e.Day()
		if !ok {
			return q, rules.Refuse("register.no_day", "value", e.Text())
		}
		if d < t.Today {
			return q, rules.Refuse("register.past", "day", d, "today", t.Today)
		}
		q.Date = d
		return q, nil
	}
	if weekday, ok := e.Weekday(); ok {
		q.Weekday = weekday
		return q, nil
	}
	return q, rules.Refuse("register.presence")
}
