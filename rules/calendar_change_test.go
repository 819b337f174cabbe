package rules_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"tainha/rules"
)

func off(first, last, name string) rules.NamedDays {
	return rules.NamedDays{First: day(first), Last: day(last), Name: name}
}

// Section 2: the calendar's weekdays and hours can begin and end on a date; of those
// that overlap the one that began last holds.
func TestAWorkingWeekBeginsAndEndsOnDatesAndTheOneThatBeganLastHolds(t *testing.T) {
	t.Parallel()
	c := calendar2026()
	six := c.Weekdays
	six[time.Saturday] = true
	c.Weeks = []rules.Week{
		{First: day("2026-12-07"), Last: day("2026-12-20"), Hours: []rules.Span{{From: 8 * 60, To: 12 * 60}}},
		{First: day("2026-12-01"), Weekdays: &six, Hours: []rules.Span{{From: 7 * 60, To: 11 * 60}, {From: 13 * 60, To: 16 * 60}}},
	}
	for d, want := range map[string][2]string{
		"2026-11-30": {"07:30", "17:00"}, "2026-12-01": {"07:00", "16:00"}, "2026-12-07": {"08:00", "12:00"},
		"2026-12-20": {"08:00", "12:00"}, "2026-12-21": {"07:00", "16:00"},
	} {
		s := slot(d)
		same(t, d, [2]string{c.Start(s).Format("15:04"), c.End(s).Format("15:04")}, want)
	}
	for d, want := range map[string]bool{"2026-11-28": false, "2026-12-05": true, "2026-12-12": true, "2026-12-13": false} {
		same(t, d, c.IsWorking(day(d)), want)
	}
	same(t, "open by the hours of the day", [2]bool{c.Open(at("2026-12-08 13:30")), c.Open(at("2026-12-22 13:30"))}, [2]bool{false, true})
	same(t, "over days of other hours", must(c.AddOpen(at("2026-11-30 16:30"), time.Hour))(t), at("2026-12-01 07:30"))
	same(t, "working time between", must(c.OpenBetween(at("2026-12-07 00:00"), at("2026-12-08 00:00")))(t), 4*time.Hour)
	same(t, "next open", must(c.NextOpen(at("2026-12-04 18:00")))(t), at("2026-12-05 07:00"))
}

// Section 2: so can weekly presence, and presences add up; one unit's concerns it alone.
func TestWeeklyPresenceBeginsAndEndsOnDatesAndPresencesAddUp(t *testing.T) {
	t.Parallel()
	c := calendar2026()
	c.Presence = []rules.Presence{
		{Weekday: time.Thursday, Name: "Giao ban", First: day("2026-11-26"), Last: day("2026-12-03")},
		{Weekday: time.Thursday, Name: "Chào cờ", Part: rules.Morning},
		{Date: day("2026-12-03"), Name: "Kiểm tra", Unit: 2},
	}
	for d, want := range map[string][2]int{"2026-11-19": {1, 1}, "2026-11-26": {2, 2}, "2026-12-03": {2, 3}, "2026-12-10": {1, 1}, "2026-12-04": {0, 0}} {
		same(t, d, [2]int{len(c.Presences(1, day(d))), len(c.Presences(2, day(d)))}, want)
	}
	f := world(func(f *rules.Facts) {
		f.Calendar.Presence = []rules.Presence{{Date: day("2026-11-26"), Name: "Kiểm tra", Unit: 99}}
	})
	same(t, "another unit's", len(rules.Check(f, slots("2026-11-26")).Days[0].Reasons), 0)
}

// What coordinators entered wins over the configuration; a whole year takes the place of
// its year, single days lie on top whichever came first, and an unknown year stays so.
func TestWhatWasEnteredLiesOnTopOfTheConfiguration(t *testing.T) {
	t.Parallel()
	c := calendar2026()
	c.Years[2027] = rules.Year{Provisional: true, DaysOff: map[rules.Date]string{day("2027-01-01"): "Luật", day("2027-09-02"): "Quốc khánh"}}
	is := c.With([]rules.CalendarChange{
		{Off: []rules.NamedDays{off("2026-12-28", "2026-12-28", "Nghỉ"), off("2028-01-03", "2028-01-03", "Nghỉ")}, Worked: []rules.NamedDays{off("2026-12-26", "2026-12-26", "Bù")}},
		{Off: []rules.NamedDays{off("2027-03-01", "2027-03-01", "Riêng")}},
		{Year: 2027, Off: []rules.NamedDays{off("2027-01-01", "2027-01-01", "Tết Dương lịch"), off("2027-02-05", "2027-02-11", "Tết")}},
		{Worked: []rules.NamedDays{off("2026-12-28", "2026-12-28", "Lại làm")}},
	})
	for d, want := range map[string]struct {
		kind rules.DayKind
		name string
	}{
		"2026-11-24": {rules.Holiday, "Ngày Văn hóa"}, "2026-12-26": {rules.Working, "Bù"}, "2026-12-28": {rules.Working, "Lại làm"},
		"2027-01-01": {rules.Holiday, "Tết Dương lịch"}, "2027-02-08": {rules.Holiday, "Tết"}, "2027-03-01": {rules.Holiday, "Riêng"},
		"2027-09-02": {rules.Working, ""}, "2028-01-03": {rules.Unknown, ""},
	} {
		kind, name := is.Kind(day(d))
		if kind != want.kind || name != want.name {
			t.Errorf("%s is %d (%s), want %d (%s)", d, kind, name, want.kind, want.name)
		}
	}
	if kind, _ := c.Kind(day("2026-12-28")); kind != rules.Working || len(c.Years[2027].DaysOff) != 2 {
		t.Error("the configuration's calendar was changed")
	}
	if c.With(nil) != c {
		t.Error("nothing entered makes another calendar")
	}
}

// Every entry is refused that begins too early or late, or says what is so already.
func TestAnEntryOfTheCalendarIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	today := day("2026-11-23")
	offs := func(first, last string) rules.CalendarChange {
		return rules.CalendarChange{Off: []rules.NamedDays{off(first, last, "Nghỉ")}}
	}
	exchange := func(worked, free string) rules.CalendarChange {
		x := offs(free, free)
		x.Worked = []rules.NamedDays{off(worked, worked, "Bù")}
		return x
	}
	presence := func(p rules.Presence) rules.CalendarChange {
		return rules.CalendarChange{Presence: []rules.Presence{p}}
	}
	week := func(first, last string, hours ...rules.Span) rules.CalendarChange {
		w := rules.Week{First: day(first), Hours: hours}
		if last != "" {
			w.Last = day(last)
		}
		return rules.CalendarChange{Week: &w}
	}
	year := func(n int, list ...rules.NamedDays) rules.CalendarChange {
		return rules.CalendarChange{Year: n, Off: list}
	}
	worked := year(2027, off("2027-01-01", "2027-01-01", "Tết"))
	worked.Worked = []rules.NamedDays{off("2027-01-04", "2027-01-04", "Bù")}
	for name, c := range map[string]struct {
		change rules.CalendarChange
		want   []string
	}{
		"a day off":                       {offs("2026-11-25", "2026-11-25"), nil},
		"today":                           {offs("2026-11-23", "2026-11-23"), []string{"calendar.past"}},
		"a day already off":               {offs("2026-11-24", "2026-11-24"), []string{"calendar.off_already"}},
		"a Saturday":                      {offs("2026-11-28", "2026-11-28"), []string{"calendar.weekend"}},
		"a range with something new":      {offs("2026-11-24", "2026-11-30"), nil},
		"a year that is not there":        {offs("2027-03-01", "2027-03-01"), []string{"calendar.no_year"}},
		"beyond the next year":            {offs("2028-01-03", "2028-01-03"), []string{"calendar.far"}},
		"an exchange":                     {exchange("2026-11-28", "2026-11-30"), nil},
		"an exchange of two working days": {exchange("2026-11-27", "2026-11-30"), []string{"calendar.works"}},
		"an exchange for a day off":       {exchange("2026-11-28", "2026-11-24"), []string{"calendar.off_already"}},
		"a holiday worked":                {exchange("2026-11-24", "2026-11-30"), []string{"calendar.works_off"}},
		"presence":                        {presence(rules.Presence{Date: day("2026-11-26"), Name: "Kiểm tra"}), nil},
		"presence without a reason":       {presence(rules.Presence{Date: day("2026-11-26"), Name: " "}), []string{"calendar.no_reason"}},
		"presence on a day off":           {presence(rules.Presence{Date: day("2026-11-24"), Name: "Kiểm tra"}), []string{"calendar.presence_off"}},
		"presence that is there":          {presence(rules.Presence{Date: day("2026-11-27"), Name: "Đã có"}), []string{"calendar.presence_known"}},
		"weekly presence backwards":       {presence(rules.Presence{Name: "Chào cờ", First: day("2026-12-07"), Last: day("2026-12-01")}), []string{"calendar.backwards"}},
		"weekly presence":                 {presence(rules.Presence{Name: "Chào cờ", First: day("2027-01-04")}), []string{"calendar.no_year"}},
		"hours":                           {week("2027-01-04", "", rules.Span{From: 480, To: 960}), nil},
		"hours that end before they begin": {week("2026-12-01", "2026-11-30", rules.Span{From: 960, To: 480}),
			[]string{"calendar.backwards", "calendar.hours_backwards"}},
		"hours that overlap":   {week("2026-12-01", "", rules.Span{From: 480, To: 720}, rules.Span{From: 700, To: 960}), []string{"calendar.hours_overlap"}},
		"hours from today on":  {week("2026-11-23", "", rules.Span{From: 480, To: 960}), []string{"calendar.past"}},
		"a year":               {year(2027, off("2027-01-01", "2027-01-01", "Tết")), nil},
		"a year that is there": {year(2026, off("2026-01-01", "2026-01-01", "Tết")), []string{"calendar.year_known"}},
		"a year far ahead":     {year(2028, off("2028-01-01", "2028-01-01", "Tết")), []string{"calendar.year_far"}},
		"a year of nothing":    {year(2027), []string{"calendar.year_empty"}},
		"a day twice, and another year's": {year(2027, off("2027-01-01", "2027-01-02", "Tết"), off("2027-01-02", "2027-01-02", "Tết"), off("2026-12-31", "2026-12-31", "?")),
			[]string{"calendar.twice", "calendar.other_year"}},
		"a year that works on a Monday": {worked, []string{"calendar.works"}},
	} {
		cal := calendar2026()
		cal.Presence = []rules.Presence{{Date: day("2026-11-27"), Name: "Đã có"}}
		var got []string
		if refusal, ok := errors.AsType[*rules.Refusal](cal.CheckChange(c.change, today)); ok {
			got = keys(refusal.Reasons)
		}
		same(t, name, got, c.want)
	}
}

// What has begun can be given a last day: what it said until then stays as it was, and the
// rest is gone.
func TestWhatHasBegunCanEnd(t *testing.T) {
	t.Parallel()
	named := func(first, last string) []rules.NamedDays {
		return []rules.NamedDays{{day(first), day(last), "Nghỉ"}}
	}
	weekly := func(last rules.Date) []rules.Presence {
		return []rules.Presence{{Weekday: time.Wednesday, Name: "Họp", First: day("2026-11-25"), Last: last}}
	}
	dated := func(days ...string) (list []rules.Presence) {
		for _, d := range days {
			list = append(list, rules.Presence{Date: day(d), Name: "Kiểm tra"})
		}
		return list
	}
	week := func(first, last rules.Date) *rules.Week { return &rules.Week{First: first, Last: last} }
	for name, c := range map[string]struct {
		x, until, after rules.CalendarChange
		can             bool
		late            bool // it ends by then anyway
	}{
		"days in a row": {rules.CalendarChange{Off: named("2026-11-25", "2026-11-30")},
			rules.CalendarChange{Off: named("2026-11-25", "2026-11-27")}, rules.CalendarChange{Off: named("2026-11-28", "2026-11-30")}, true, false},
		"an exchange": {rules.CalendarChange{Off: named("2026-11-30", "2026-11-30"), Worked: named("2026-11-21", "2026-11-21")},
			rules.CalendarChange{Worked: named("2026-11-21", "2026-11-21")}, rules.CalendarChange{Off: named("2026-11-30", "2026-11-30")}, true, false},
		"weekly presence":        {rules.CalendarChange{Presence: weekly(0)}, rules.CalendarChange{Presence: weekly(day("2026-11-27"))}, rules.CalendarChange{Presence: weekly(0)}, true, false},
		"one with its last day":  {rules.CalendarChange{Presence: weekly(day("2026-12-09"))}, rules.CalendarChange{Presence: weekly(day("2026-11-27"))}, rules.CalendarChange{Presence: weekly(day("2026-12-09"))}, true, false},
		"one that ends before":   {rules.CalendarChange{Presence: weekly(day("2026-11-27"))}, rules.CalendarChange{Presence: weekly(day("2026-11-27"))}, rules.CalendarChange{}, true, true},
		"days of presence":       {rules.CalendarChange{Presence: dated("2026-11-25", "2026-11-27", "2026-11-30")}, rules.CalendarChange{Presence: dated("2026-11-25", "2026-11-27")}, rules.CalendarChange{Presence: dated("2026-11-30")}, true, false},
		"a week":                 {rules.CalendarChange{Week: week(day("2026-11-26"), 0)}, rules.CalendarChange{Week: week(day("2026-11-26"), day("2026-11-27"))}, rules.CalendarChange{Week: week(day("2026-11-26"), 0)}, true, false},
		"one of today alone":     {rules.CalendarChange{Week: week(day("2026-11-26"), day("2026-11-26"))}, rules.CalendarChange{Week: week(day("2026-11-26"), day("2026-11-26"))}, rules.CalendarChange{}, false, true},
		"one until tomorrow":     {rules.CalendarChange{Week: week(day("2026-11-26"), day("2026-11-27"))}, rules.CalendarChange{Week: week(day("2026-11-26"), day("2026-11-27"))}, rules.CalendarChange{}, true, true},
		"one that is to begin":   {rules.CalendarChange{Week: week(day("2026-11-28"), 0)}, rules.CalendarChange{}, rules.CalendarChange{Week: week(day("2026-11-28"), 0)}, false, false},
		"a whole year is it not": {rules.CalendarChange{Year: 2026}, rules.CalendarChange{Year: 2026}, rules.CalendarChange{Year: 2026}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			today, last := day("2026-11-26"), day("2026-11-27")
			was := rules.CalendarChange{Off: slices.Clone(c.x.Off), Worked: slices.Clone(c.x.Worked), Presence: slices.Clone(c.x.Presence)}
			same(t, "can end", c.x.CanEnd(today), c.can)
			same(t, "until", c.x.Until(last), c.until)
			same(t, "after", c.x.After(last), c.after)
			same(t, "is changed", []any{c.x.Off, c.x.Worked, c.x.Presence}, []any{was.Off, was.Worked, was.Presence})
			if c.late {
				refusedWith(t, c.x.CheckEnd(last, today), "calendar.end_late")
			} else {
				same(t, "refused", c.x.CheckEnd(last, today), nil)
			}
			refusedWith(t, c.x.CheckEnd(today-1, today), "calendar.end_over")
		})
	}
}
