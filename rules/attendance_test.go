package rules_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

const (
	sheetOutside = rules.AttendOutside
	sheetWeekend = rules.AttendWeekend
	sheetHoliday = rules.AttendHoliday
	sheetOffice  = rules.AttendOffice
	atHome       = rules.AttendHome
)

// attendanceFacts are of the days from Friday 20 to Friday 27 November 2026, with the
// holiday of the 24th and a Saturday worked on the 21st.
func attendanceFacts() *rules.Facts {
	c := &rules.Calendar{Location: time.FixedZone("", 7*3600), Years: map[int]rules.Year{2026: {
		DaysOff:    map[rules.Date]string{rules.MustDate("2026-11-24"): "Ngày Văn hóa Việt Nam"},
		WorkedDays: map[rules.Date]string{rules.MustDate("2026-11-21"): "Làm bù"},
	}}}
	for w := time.Monday; w <= time.Friday; w++ {
		c.Weekdays[w] = true
	}
	return &rules.Facts{
		From: rules.MustDate("2026-11-20"), To: rules.MustDate("2026-11-27"), Calendar: c,
		Postings: []rules.Posting{{Person: 1, Unit: 1, From: rules.MustDate("2020-01-01")}},
	}
}

func homeOn(day string, part rules.Part, state rules.RequestState) rules.HomeDay {
	return rules.HomeDay{Person: 1, Unit: 1, Slot: rules.Slot{Date: rules.MustDate(day), Part: part}, State: state}
}

func awayOn(day string, part rules.Part, kind rules.AbsenceKind) rules.Absence {
	d := rules.MustDate(day)
	return rules.Absence{Person: 1, First: d, Last: d, Part: part, Kind: kind}
}

// rules.md 8 and 4: days off, Saturdays worked, halves; what is approved and done counts,
// what waits does not.
func TestATimeSheetTellsEachHalf(t *testing.T) {
	t.Parallel()
	both := func(a rules.Attended) rules.Attendance { return rules.Attendance{a, a} }
	for name, c := range map[string]struct {
		change func(*rules.Facts)
		day    string
		want   rules.Attendance
	}{
		"nothing is said":      {func(*rules.Facts) {}, "2026-11-20", both(sheetOffice)},
		"a Saturday is worked": {func(*rules.Facts) {}, "2026-11-21", both(sheetOffice)},
		"Sunday":               {func(*rules.Facts) {}, "2026-11-22", both(sheetWeekend)},
		"a holiday":            {func(*rules.Facts) {}, "2026-11-24", both(sheetHoliday)},
		"a day is approved":    {func(f *rules.Facts) { f.Days = append(f.Days, homeOn("2026-11-25", rules.Whole, rules.Approved)) }, "2026-11-25", both(atHome)},
		"a day is done":        {func(f *rules.Facts) { f.Days = append(f.Days, homeOn("2026-11-20", rules.Whole, rules.Done)) }, "2026-11-20", both(atHome)},
		"a day waits":          {func(f *rules.Facts) { f.Days = append(f.Days, homeOn("2026-11-25", rules.Whole, rules.Pending)) }, "2026-11-25", both(sheetOffice)},
		"half a day":           {func(f *rules.Facts) { f.Days = append(f.Days, homeOn("2026-11-25", rules.Afternoon, rules.Done)) }, "2026-11-25", rules.Attendance{sheetOffice, atHome}},
		"the days of elsewhere": {func(f *rules.Facts) {
			f.Days = []rules.HomeDay{{Person: 1, Unit: 2, Slot: rules.Slot{Date: rules.MustDate("2026-11-25")}, State: rules.Done}}
		}, "2026-11-25", both(sheetOffice)},
		"absent and at home": {func(f *rules.Facts) {
			f.Days = append(f.Days, homeOn("2026-11-25", rules.Whole, rules.Approved))
			f.Absences = append(f.Absences, awayOn("2026-11-25", rules.Morning, rules.Duty))
		}, "2026-11-25", rules.Attendance{rules.AttendDuty, atHome}},
		"absent on a day off": {func(f *rules.Facts) { f.Absences = append(f.Absences, awayOn("2026-11-24", rules.Whole, rules.Leave)) }, "2026-11-24", both(sheetHoliday)},
		"not there yet":       {func(f *rules.Facts) { f.Postings[0].From = rules.MustDate("2026-11-26") }, "2026-11-25", both(sheetOutside)},
		"the first day":       {func(f *rules.Facts) { f.Postings[0].From = rules.MustDate("2026-11-26") }, "2026-11-26", both(sheetOffice)},
		"the last day":        {func(f *rules.Facts) { f.Postings[0].To = rules.MustDate("2026-11-25") }, "2026-11-25", both(sheetOffice)},
		"gone":                {func(f *rules.Facts) { f.Postings[0].To = rules.MustDate("2026-11-25") }, "2026-11-26", both(sheetOutside)},
		"gone on a day off":   {func(f *rules.Facts) { f.Postings[0].To = rules.MustDate("2026-11-20") }, "2026-11-24", both(sheetOutside)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := attendanceFacts()
			c.change(f)
			got := f.Attendance(1, f.From, f.To)[1][rules.MustDate(c.day)-f.From]
			if got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// rules.md 10: who is not told of an illness can't infer it from what is said of leave.
func TestLeaveAndIllnessAreOneToOthers(t *testing.T) {
	t.Parallel()
	got := map[rules.AbsenceKind]rules.AbsenceKind{}
	for _, k := range []rules.AbsenceKind{rules.Leave, rules.Sick, rules.Duty, rules.Away} {
		got[k] = k.ToOthers()
	}
	want := map[rules.AbsenceKind]rules.AbsenceKind{rules.Leave: rules.Away, rules.Sick: rules.Away, rules.Duty: rules.Duty, rules.Away: rules.Away}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestADayIsWrittenWithTheOfficesSigns(t *testing.T) {
	t.Parallel()
	form := rules.DefaultSheetForm()
	for _, c := range []struct {
		day  rules.Attendance
		want string
	}{
		{rules.Attendance{sheetOffice, sheetOffice}, "+"}, {rules.Attendance{atHome, atHome}, "TN"}, {rules.Attendance{sheetOffice, atHome}, "TN/2"}, {rules.Attendance{atHome, sheetOffice}, "TN/2"},
		{rules.Attendance{atHome, rules.AttendLeave}, "TN-P"}, {rules.Attendance{rules.AttendSick, atHome}, "Ô-TN"}, {rules.Attendance{sheetWeekend, sheetWeekend}, ""},
		{rules.Attendance{sheetOutside, sheetOutside}, "–"}, {rules.Attendance{sheetHoliday, sheetHoliday}, "NL"},
	} {
		if got := form.Sign(c.day); got != c.want {
			t.Errorf("%v is written %q, want %q", c.day, got, c.want)
		}
	}
	form.Half = nil
	if got := form.Sign(rules.Attendance{sheetOffice, atHome}); got != "+-TN" {
		t.Errorf("without a sign for half a day it is written %q", got)
	}
}
