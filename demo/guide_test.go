package demo

import (
	"slices"
	"testing"
	"time"

	"tainha/config"
	"tainha/phrase"
	"tainha/rules"
	"tainha/sandbox"
)

func exampleCalendar(t *testing.T) *rules.Calendar {
	t.Helper()
	config, err := config.Read("../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &config.Calendar
}

func TestTheGuidesWordsNameADayThatCanBeHadOnWhicheverDayTheDemoBegins(t *testing.T) {
	t.Parallel()
	calendar := exampleCalendar(t)
	for now := time.Date(2026, time.January, 1, 10, 0, 0, 0, calendar.Location); now.Year() < 2028; now = now.AddDate(0, 0, 1) {
		today := rules.DateOf(Begin(calendar, now))
		words, err := wishFor(calendar, today)
		if err != nil {
			t.Fatalf("on %s: %v", today, err)
		}
		want, err := freeDay(calendar, today, guideAhead)
		if err != nil {
			t.Fatal(err)
		}
		w := phrase.Read(words, today, calendar).Wishes[0]
		if w.Intent != phrase.Home || len(w.Days) != 1 || w.Days[0] != (rules.Slot{Date: want}) || w.Open || len(w.Options) > 0 {
			t.Errorf("on %s %q is read as %v %v, not %s", today, words, w.Intent, w.Days, want)
		}
	}
}

// The clock's buttons walk through a day, and from its evening to the next working day.
func TestTheClocksButtonsLeadFromMorningToNoonToEveningOfWorkingDays(t *testing.T) {
	t.Parallel()
	calendar := exampleCalendar(t)
	s := &Script{Calendar: calendar, Machine: func() time.Time { return time.Time{} }}
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, calendar.Location)
	for _, step := range []struct{ id, want string }{
		{"noon", "2026-11-23T12:30"},
		{"evening", "2026-11-23T16:30"},
		{"morning", "2026-11-25T07:30"}, // the 24th is a holiday
		{"noon", "2026-11-25T12:30"},
		{"noon", "2026-11-26T12:30"},
		{"evening", "2026-11-26T16:30"},
		{"morning", "2026-11-27T07:30"},
		{"morning", "2026-11-30T07:30"}, // a Monday
	} {
		presets := s.presets(now)
		at := slices.IndexFunc(presets, func(p sandbox.Preset) bool { return p.ID == step.id })
		if at < 0 {
			t.Fatalf("at %s there is no button %s", now, step.id)
		}
		if got := presets[at].To.Format("2006-01-02T15:04"); got != step.want {
			t.Fatalf("at %s %s leads to %s, not %s", now, step.id, got, step.want)
		}
		now = presets[at].To
	}
}

// One button of the clock leads to the month's evaluation: to the day on which people score themselves, then to the first
// working day after the month.
func TestTheClocksButtonOfTheEvaluationLeadsToItsSteps(t *testing.T) {
	t.Parallel()
	calendar := exampleCalendar(t)
	s := &Script{Calendar: calendar, SelfFrom: 20}
	now := time.Date(2026, time.September, 23, 9, 0, 0, 0, calendar.Location)
	for _, want := range []string{"2026-10-01T07:30", "2026-10-20T07:30", "2026-11-02T07:30", "2026-11-20T07:30", "2026-12-01T07:30", "2026-12-21T07:30"} {
		to, known := s.scoring(now)
		if got := to.Format("2006-01-02T15:04"); !known || got != want {
			t.Fatalf("at %s it leads to %s, not %s", now, got, want)
		}
		now = to
	}
	if to, known := s.scoring(now); known {
		t.Errorf("in a year that nobody has entered it leads to %s", to)
	}
}

func TestADemoBeginsInWorkingHours(t *testing.T) {
	t.Parallel()
	calendar := exampleCalendar(t)
	at := func(s string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02T15:04", s, calendar.Location)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for _, c := range []struct{ rule, now, want string }{
		{"in working hours it is now", "2026-11-23T10:15", "2026-11-23T10:15"},
		{"before them it is nine", "2026-11-23T06:00", "2026-11-23T09:00"},
		{"in the evening it is nine on the next working day", "2026-11-23T21:00", "2026-11-25T09:00"},
		{"at the weekend it is Monday", "2026-11-28T10:00", "2026-11-30T09:00"},
		{"in a year without data it is a day of one that has them", "2031-05-05T10:00", "2026-11-23T09:00"},
	} {
		if got := Begin(calendar, at(c.now)); !got.Equal(at(c.want)) {
			t.Errorf("%s: at %s the demo begins at %s", c.rule, c.now, got)
		}
	}
}
