package config

import (
	"strings"
	"testing"

	"tainha/rules"
)

// The working week, its hours and weekly presence begin and end on dates; what makes no
// sense is named with its line.
func TestWeeksAndWeeklyPresenceBeginAndEndOnDates(t *testing.T) {
	t.Parallel()
	const head = "calendar:\n  weekdays: [mon, tue, wed, thu, fri]\n  hours: [7:30-11:30, 13:00-17:00]\n"
	parsed, err := Parse("config.yaml", []byte(head+`  changes:
    - from: 2026-04-15
      to: 2026-10-14
      hours: [7:00-11:30, 13:30-17:00]
    - from: 2026-06-01
      weekdays: [mon, sat]
  years:
    2026:
      days_off: {1/1: Tết}
  required_presence:
    weekly:
      - {weekday: mon, part: am, name: Chào cờ, from: 2026-05-01, to: 2026-05-31}
`))
	if err != nil {
		t.Fatal(err)
	}
	c := parsed.Calendar
	for d, want := range map[string]int{"2026-04-14": 450, "2026-04-15": 420, "2026-10-14": 420, "2026-10-15": 450} {
		if got := c.HoursOn(rules.MustDate(d))[0].From; got != want {
			t.Errorf("%s begins at minute %d, want %d", d, got, want)
		}
	}
	if c.IsWorking(rules.MustDate("2026-05-30")) || !c.IsWorking(rules.MustDate("2026-06-06")) || c.IsWorking(rules.MustDate("2026-06-02")) {
		t.Error("the weekdays don't follow the dates")
	}
	if len(c.Presences(0, rules.MustDate("2026-05-04"))) != 1 || len(c.Presences(0, rules.MustDate("2026-06-01"))) != 0 {
		t.Error("the weekly presence does not follow its dates")
	}
	_, err = Parse("config.yaml", []byte(head+`  changes:
    - hours: [8:00-12:00, 11:00-13:00]
    - {from: 2026-05-02, to: 2026-05-01}
  years:
    2026:
      days_off: {1/1: Tết}
  required_presence:
    weekly:
      - {weekday: mon, name: Chào cờ, from: 2026-05-02, to: 2026-05-01}
`))
	if err == nil {
		t.Fatal("taken")
	}
	for _, want := range []string{"has no first day", "begins before the stretch above it ends", "changes neither weekdays nor hours", "changes[1]: ends before it begins", "weekly[0]: ends before it begins"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not said in:\n%v", want, err)
		}
	}
}
