package rules_test

import (
	"errors"
	"testing"
	"time"

	"tainha/rules"
)

// Section 8: the official notices of 2026.
func TestCalendarKinds(t *testing.T) {
	t.Parallel()
	c := calendar2026()
	for d, want := range map[string]rules.DayKind{
		"2026-11-23": rules.Working, "2026-11-24": rules.Holiday, "2026-11-28": rules.Weekend, "2026-08-22": rules.Working,
		"2026-08-31": rules.Holiday, "2027-01-04": rules.Unknown, "2025-12-31": rules.Unknown,
	} {
		if got, _ := c.Kind(day(d)); got != want {
			t.Errorf("%s: kind %d, want %d", d, got, want)
		}
	}
}

// Section 8: a year without data is refused rather than guessed.
func TestCalendarNeverGuesses(t *testing.T) {
	t.Parallel()
	c := calendar2026()
	var unknown *rules.UnknownYearError
	_, err := c.WorkingDays(day("2026-12-30"), day("2027-01-02"))
	if !errors.As(err, &unknown) || unknown.Year != 2027 {
		t.Errorf("working days over the end of the data: %v", err)
	}
	if _, err = c.AddWorkingDays(day("2026-12-31"), 1); !errors.As(err, &unknown) {
		t.Errorf("the working day after the data: %v", err)
	}
	if _, err = c.NextOpen(at("2026-12-31 17:00")); !errors.As(err, &unknown) {
		t.Errorf("the hours after the data: %v", err)
	}
	if _, err = c.AddOpen(at("2026-12-31 16:00"), 2*time.Hour); !errors.As(err, &unknown) {
		t.Errorf("working time after the data: %v", err)
	}
	same(t, "the cut-off before the data", keys(rules.Check(world(func(f *rules.Facts) {
		f.Calendar.Years[2026].DaysOff[day("2026-01-01")] = ""
		f.Now = at("2025-12-30 09:00")
		enrolled("2026-01-01", "")(f)
	}), slots("2026-01-05")).Days[0].Reasons), []string{"refuse.unknown_year"})
}

func TestWorkingTime(t *testing.T) {
	t.Parallel()
	c := calendar2026()
	same(t, "November", must(c.WorkingDays(day("2026-11-01"), day("2026-11-30")))(t), 20)
	same(t, "the working day before", must(c.AddWorkingDays(day("2026-11-25"), -1))(t), day("2026-11-23"))
	same(t, "over a weekend", must(c.AddWorkingDays(day("2026-11-27"), 1))(t), day("2026-11-30"))
	for from, want := range map[string]string{
		"2026-11-23 06:00": "2026-11-23 07:30", "2026-11-23 11:30": "2026-11-23 13:00", "2026-11-23 17:00": "2026-11-25 07:30",
		"2026-11-23 09:10": "2026-11-23 09:10", "2026-11-28 09:00": "2026-11-30 07:30",
	} {
		same(t, "next open after "+from, must(c.NextOpen(at(from)))(t), at(want))
	}
	same(t, "over noon", must(c.AddOpen(at("2026-11-23 11:00"), time.Hour))(t), at("2026-11-23 13:30"))
	same(t, "over a holiday", must(c.AddOpen(at("2026-11-23 16:00"), 2*time.Hour))(t), at("2026-11-25 08:30"))
	for s, want := range map[string][2]string{
		"2026-11-25": {"07:30", "17:00"}, "2026-11-25/am": {"07:30", "11:30"}, "2026-11-25/pm": {"13:00", "17:00"},
	} {
		same(t, s, [2]string{c.Start(slot(s)).Format("15:04"), c.End(slot(s)).Format("15:04")}, want)
	}
	c.Hours = []rules.Span{{From: 8 * 60, To: 16 * 60}}
	same(t, "one span parts in its middle", c.Start(slot("2026-11-25/pm")).Format("15:04"), "12:00")
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	d := day("2026-11-26")
	same(t, "Monday", d.Monday(), day("2026-11-23"))
	same(t, "Monday of a Sunday", day("2026-11-29").Monday(), day("2026-11-23"))
	same(t, "month's end", day("2026-02-10").MonthEnd(), day("2026-02-28"))
	same(t, "months on", day("2026-11-30").AddMonths(3), day("2027-02-01"))
	if _, ok := rules.ValidDate(2026, 11, 31); ok {
		t.Error("31/11 exists")
	}
	for _, s := range []string{"2026-11-26", "2026-11-26/am", "2026-11-26/pm"} {
		same(t, s, slot(s).String(), s)
	}
	for _, s := range []string{"", "26/11", "2026-11-26/x"} {
		if got, err := rules.ParseSlot(s); err == nil {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

// §8: a year of which only the law's days off are known names them, and refuses
// to count the others.
func TestAProvisionalYearKnowsItsHolidaysAndGuessesNothingElse(t *testing.T) {
	t.Parallel()
	c := rules.Calendar{Location: time.UTC, Years: map[int]rules.Year{2027: {
		DaysOff: map[rules.Date]string{rules.MustDate("2027-01-01"): "Tết Dương lịch"}, Provisional: true,
	}}}
	for w := time.Monday; w <= time.Friday; w++ {
		c.Weekdays[w] = true
	}
	for d, want := range map[string]rules.DayKind{
		"2027-01-01": rules.Holiday, "2027-01-02": rules.Weekend, "2027-01-04": rules.Unknown, "2027-02-08": rules.Unknown,
	} {
		if got, _ := c.Kind(rules.MustDate(d)); got != want {
			t.Errorf("%s is of kind %d, want %d", d, got, want)
		}
	}
	if n, err := c.WorkingDays(rules.MustDate("2027-01-01"), rules.MustDate("2027-01-04")); err == nil {
		t.Errorf("%d working days counted in a year without a notice", n)
	}
}
