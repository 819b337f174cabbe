package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
)

// calendarFile is the calendar as the file writes it: as in the official
// notices, days are day/month under their year.
type calendarFile struct {
	Weekdays []weekday        `yaml:"weekdays"`
	Hours    []hours          `yaml:"hours"`
	Changes  []weekFile       `yaml:"changes"`
	Years    map[int]yearFile `yaml:"years"`
	Required requiredFile     `yaml:"required_presence"`
}

// weekFile is another working week, from a day on and until a day.
type weekFile struct {
	From     rules.Date `yaml:"from"`
	To       rules.Date `yaml:"to"`
	Weekdays []weekday  `yaml:"weekdays"`
	Hours    []hours    `yaml:"hours"`
}

type yearFile struct {
	DaysOff    map[dayRange]string `yaml:"days_off"`
	WorkedDays map[dayRange]string `yaml:"worked_days"`
	// Provisional: the notice is not out, only the law's days off are known.
	Provisional bool `yaml:"provisional"`
}

// requiredFile lists when presence at the office is required.
type requiredFile struct {
	Weekly []weeklyPresence `yaml:"weekly"`
	Dated  []datedPresence  `yaml:"dated"`
}

type weeklyPresence struct {
	Weekday weekday `yaml:"weekday"`
	Part    part    `yaml:"part"`
	Name    string  `yaml:"name"`

	From rules.Date `yaml:"from"` // none: it always was
	To   rules.Date `yaml:"to"`   // none: it does not end
}

type datedPresence struct {
	Day  rules.Date `yaml:"day"`
	Part part       `yaml:"part"`
	Name string     `yaml:"name"`
}

// part is a day or half of it: whole, am or pm.
type part rules.Part

func (p *part) UnmarshalText(b []byte) (err error) {
	*p, err = choice(string(b), []string{"whole", "am", "pm"},
		[]part{part(rules.Whole), part(rules.Morning), part(rules.Afternoon)})
	return err
}

// hours is a stretch of a working day, written 7:30-11:30.
type hours rules.Span

func (h *hours) UnmarshalText(b []byte) error {
	from, to, _ := strings.Cut(string(b), "-")
	var start, end clock
	if start.UnmarshalText([]byte(from)) != nil || end.UnmarshalText([]byte(to)) != nil {
		return Say("%q is not a stretch of time such as 7:30-11:30", b)
	}
	if start >= end {
		return Say("%q ends before it begins", b)
	}
	*h = hours{From: int(start), To: int(end)}
	return nil
}

// night is a stretch of time that may go over midnight, written 20:00-6:30; empty: none.
type night rules.Span

func (n *night) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*n = night{}
		return nil
	}
	from, to, _ := strings.Cut(string(b), "-")
	var start, end clock
	if start.UnmarshalText([]byte(from)) != nil || end.UnmarshalText([]byte(to)) != nil {
		return Say("%q is not a stretch of time such as 20:00-6:30", b)
	}
	*n = night{From: int(start), To: int(end)}
	return nil
}

// dayRange is a day of a year or several in a row, written 27/4 or 16/2-20/2.
type dayRange struct{ fromDay, fromMonth, toDay, toMonth int }

var dayRangeForm = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})(?: ?- ?(\d{1,2})/(\d{1,2}))?$`)

func (r *dayRange) UnmarshalText(b []byte) error {
	m := dayRangeForm.FindSubmatch(b)
	if m == nil {
		return Say("%q is not a day/month such as 27/4, nor a range such as 16/2-20/2", b)
	}
	n := make([]int, 4)
	for i := range n {
		n[i], _ = strconv.Atoi(string(m[i+1])) // digits, or nothing: then 0
	}
	if n[2] == 0 {
		n[2], n[3] = n[0], n[1]
	}
	*r = dayRange{n[0], n[1], n[2], n[3]}
	return nil
}

// dates are the days of the range in a year, or an error for days that don't
// exist and for a range that runs backwards.
func (r dayRange) dates(year int) ([]rules.Date, error) {
	from, ok := rules.ValidDate(year, time.Month(r.fromMonth), r.fromDay)
	if !ok {
		return nil, Say("there is no %d/%d/%d", r.fromDay, r.fromMonth, year)
	}
	to, ok := rules.ValidDate(year, time.Month(r.toMonth), r.toDay)
	if !ok {
		return nil, Say("there is no %d/%d/%d", r.toDay, r.toMonth, year)
	}
	if from > to {
		return nil, Say("the range runs backwards")
	}
	var days []rules.Date
	for d := from; d <= to; d++ {
		days = append(days, d)
	}
	return days, nil
}

// build turns the file's calendar into the rules' one and records what makes no
// sense in t.
func (c *calendarFile) build(t *tree, location *time.Location) rules.Calendar {
	calendar := rules.Calendar{Location: location, Years: make(map[int]rules.Year, len(c.Years))}
	if len(c.Weekdays) == 0 {
		t.faultAt("calendar.weekdays", "names no working day")
	}
	for _, day := range c.Weekdays {
		calendar.Weekdays[day] = true
	}
	if len(c.Hours) == 0 {
		t.faultAt("calendar.hours", "names no working hours")
	}
	calendar.Hours = spans(t, "calendar.hours", c.Hours)
	for i, w := range c.Changes {
		calendar.Weeks = append(calendar.Weeks, w.build(t, fmt.Sprintf("calendar.changes[%d]", i)))
	}
	for year, data := range c.Years {
		path := fmt.Sprintf("calendar.years.%d", year)
		if year < 2000 || year > 2100 {
			t.faultAt(path, "is not a year between 2000 and 2100")
			continue
		}
		calendar.Years[year] = data.build(t, path, year, &calendar)
	}
	calendar.Presence = c.Required.build(t, "calendar.required_presence")
	return calendar
}

// spans are the hours of a day, in order.
func spans(t *tree, path string, list []hours) (out []rules.Span) {
	for i, h := range list {
		if i > 0 && h.From < list[i-1].To {
			t.faultAt(fmt.Sprintf("%s[%d]", path, i), "begins before the stretch above it ends")
		}
		out = append(out, rules.Span(h))
	}
	return out
}

func (w weekFile) build(t *tree, path string) rules.Week {
	if w.From.IsZero() {
		t.faultAt(path, "has no first day; write from")
	}
	if len(w.Weekdays)+len(w.Hours) == 0 {
		t.faultAt(path, "changes neither weekdays nor hours")
	}
	endsAfter(t, path, w.From, w.To)
	week := rules.Week{First: w.From, Last: w.To, Hours: spans(t, join(path, "hours"), w.Hours)}
	if len(w.Weekdays) > 0 {
		week.Weekdays = new([7]bool)
		for _, day := range w.Weekdays {
			week.Weekdays[day] = true
		}
	}
	return week
}

// endsAfter records a last day that lies before the first.
func endsAfter(t *tree, path string, from, to rules.Date) {
	if !to.IsZero() && to < from {
		t.faultAt(path, "ends before it begins")
	}
}

func (y yearFile) build(t *tree, path string, year int, calendar *rules.Calendar) rules.Year {
	off := namedDays(t, join(path, "days_off"), year, y.DaysOff)
	worked := namedDays(t, join(path, "worked_days"), year, y.WorkedDays)
	if len(off) == 0 {
		t.faultAt(path, "names no day off; leave a year without a notice out, then nobody counts working days in it")
	}
	for day := range worked {
		switch _, both := off[day]; {
		case both:
			t.faultAt(join(path, "worked_days"), "%s is a day off as well", day)
		case calendar.WeekdaysOn(day)[day.Weekday()]:
			t.faultAt(join(path, "worked_days"), "%s is a working day already", day)
		}
	}
	return rules.Year{DaysOff: off, WorkedDays: worked, Provisional: y.Provisional}
}

// namedDays spreads ranges into days. Ranges are taken in a fixed order, so that
// the same file always gives the same faults.
func namedDays(t *tree, path string, year int, ranges map[dayRange]string) map[rules.Date]string {
	days := make(map[rules.Date]string)
	keys := make([]dayRange, 0, len(ranges))
	for r := range ranges {
		keys = append(keys, r)
	}
	slices.SortFunc(keys, func(a, b dayRange) int {
		return (a.fromMonth-b.fromMonth)*10000 + (a.fromDay-b.fromDay)*100 + a.toDay - b.toDay
	})
	for _, r := range keys {
		dates, err := r.dates(year)
		if err != nil {
			t.faultAt(path, "%v", err)
		}
		if strings.TrimSpace(ranges[r]) == "" {
			t.faultAt(path, "%d/%d has no name", r.fromDay, r.fromMonth)
		}
		for _, day := range dates {
			if _, twice := days[day]; twice {
				t.faultAt(path, "%s is named twice", day)
			}
			days[day] = ranges[r]
		}
	}
	return days
}

func (r *requiredFile) build(t *tree, path string) []rules.Presence {
	var out []rules.Presence
	add := func(at string, p rules.Presence) {
		if strings.TrimSpace(p.Name) == "" {
			t.faultAt(at, "has no name; people read it as the reason for a refusal")
		}
		out = append(out, p)
	}
	for i, d := range r.Dated {
		at := fmt.Sprintf("%s.dated[%d]", path, i)
		if d.Day.IsZero() {
			t.faultAt(at, "has no day")
		}
		add(at, rules.Presence{Date: d.Day, Part: rules.Part(d.Part), Name: d.Name})
	}
	for i, w := range r.Weekly {
		at := fmt.Sprintf("%s.weekly[%d]", path, i)
		endsAfter(t, at, w.From, w.To)
		add(at, rules.Presence{Weekday: time.Weekday(w.Weekday), Part: rules.Part(w.Part), Name: w.Name, First: w.From, Last: w.To})
	}
	return out
}
