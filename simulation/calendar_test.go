package simulation

import (
	"maps"
	"slices"
	"time"

	"tainha/rules"
)

var saigon = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

func date(s string) rules.Date { return rules.MustDate(s) }

// clock is an instant of a day, in minutes from midnight.
func clock(d rules.Date, minute int) time.Time {
	return time.Unix(int64(d)*86400, 0).UTC().Add(time.Duration(minute)*time.Minute - 7*time.Hour).In(saigon)
}

func dateOf(t time.Time) rules.Date { return rules.Date((t.Unix() + 7*3600) / 86400) }

func civil(d rules.Date) (year int, month time.Month, weekday time.Weekday) {
	t := time.Unix(int64(d)*86400, 0).UTC()
	return t.Year(), t.Month(), t.Weekday()
}

// calendar is the working calendar as section 8 tells it: data and nothing else.
type calendar struct {
	off      map[rules.Date]string
	worked   map[rules.Date]bool
	known    map[int]bool
	presence []rules.Presence
}

// The official days off, and Saturdays worked, of section 8; those of 2027 as a notice might have them.
func officialCalendar() calendar {
	c := calendar{off: map[rules.Date]string{}, worked: map[rules.Date]bool{}, known: map[int]bool{2026: true, 2027: true}}
	for _, s := range []string{
		"2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27", "2026-04-30",
		"2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24",
		"2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-16", "2027-04-30",
	} {
		c.off[date(s)] = "nghỉ lễ"
	}
	for _, s := range []string{"2026-01-10", "2026-08-22", "2027-01-30"} {
		c.worked[date(s)] = true
	}
	c.presence = []rules.Presence{{Weekday: time.Monday, Part: rules.Morning, Name: "Chào cờ"}}
	return c
}

func (c calendar) clone() calendar {
	return calendar{off: maps.Clone(c.off), worked: maps.Clone(c.worked), known: maps.Clone(c.known), presence: slices.Clone(c.presence)}
}

// forPilot is the same calendar as the program takes it.
func (c calendar) forPilot() *rules.Calendar {
	out := &rules.Calendar{
		Location: saigon, Weekdays: [7]bool{false, true, true, true, true, true, false},
		Hours: []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}}, Years: map[int]rules.Year{}, Presence: slices.Clone(c.presence),
	}
	for y := range c.known {
		year := rules.Year{DaysOff: map[rules.Date]string{}, WorkedDays: map[rules.Date]string{}}
		for d, name := range c.off {
			if dy, _, _ := civil(d); dy == y {
				year.DaysOff[d] = name
			}
		}
		for d := range c.worked {
			if dy, _, _ := civil(d); dy == y {
				year.WorkedDays[d] = "làm bù"
			}
		}
		out.Years[y] = year
	}
	return out
}

const (
	aWorkday = iota
	aWeekend
	aHoliday
	anUnknown
)

func (c calendar) kind(d rules.Date) int {
	year, _, weekday := civil(d)
	switch {
	case !c.known[year]:
		return anUnknown
	case c.off[d] != "":
		return aHoliday
	case c.worked[d]:
		return aWorkday
	case weekday == time.Saturday || weekday == time.Sunday:
		return aWeekend
	}
	return aWorkday
}

// workday is the n-th working day after d, before it for a negative n; ok is false
// where the calendar does not know.
func (c calendar) workday(d rules.Date, n int) (rules.Date, bool) {
	step := rules.Date(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		switch c.kind(d) {
		case anUnknown:
			return 0, false
		case aWorkday:
			n--
		}
	}
	return d, true
}

// workdays counts the working days of d's month.
func (c calendar) workdays(d rules.Date) (n int) {
	for x := monthStart(d); sameMonth(x, d); x++ {
		if c.kind(x) == aWorkday {
			n++
		}
	}
	return n
}

func sameMonth(a, b rules.Date) bool {
	ya, ma, _ := civil(a)
	yb, mb, _ := civil(b)
	return ya == yb && ma == mb
}

func monthStart(d rules.Date) rules.Date {
	for sameMonth(d, d-1) {
		d--
	}
	return d
}

func monday(d rules.Date) rules.Date {
	_, _, w := civil(d)
	return d - rules.Date((int(w)+6)%7)
}

// spans are the hours of a working day, in minutes from midnight.
var spans = [2][2]int{{450, 690}, {780, 1020}}

func begins(s rules.Slot) time.Time {
	if s.Part == rules.Afternoon {
		return clock(s.Date, spans[1][0])
	}
	return clock(s.Date, spans[0][0])
}

func ends(s rules.Slot) time.Time {
	if s.Part == rules.Morning {
		return clock(s.Date, spans[0][1])
	}
	return clock(s.Date, spans[1][1])
}

// open tells whether t lies in working hours: the last moment of a span does not.
func (c calendar) open(t time.Time) bool {
	d := dateOf(t)
	if c.kind(d) != aWorkday {
		return false
	}
	for _, s := range spans {
		if !t.Before(clock(d, s[0])) && t.Before(clock(d, s[1])) {
			return true
		}
	}
	return false
}

// worktime is the working time from a to b.
func (c calendar) worktime(a, b time.Time) (sum time.Duration) {
	for d := dateOf(a); d <= dateOf(b); d++ {
		if c.kind(d) != aWorkday {
			continue
		}
		for _, s := range spans {
			from, to := clock(d, s[0]), clock(d, s[1])
			if a.After(from) {
				from = a
			}
			if b.Before(to) {
				to = b
			}
			if to.After(from) {
				sum += to.Sub(from)
			}
		}
	}
	return sum
}

// halves are those that a slot holds: 0 the morning, 1 the afternoon.
func halves(p rules.Part) []int {
	switch p {
	case rules.Morning:
		return []int{0}
	case rules.Afternoon:
		return []int{1}
	}
	return []int{0, 1}
}

func part(h []int) rules.Part {
	switch {
	case len(h) == 2:
		return rules.Whole
	case h[0] == 0:
		return rules.Morning
	}
	return rules.Afternoon
}

func touches(a, b rules.Part) bool { return a == rules.Whole || b == rules.Whole || a == b }

// without is what is left of a part when another is taken out of it.
func without(p, taken rules.Part) (left rules.Part, ok bool) {
	var h []int
	for _, i := range halves(p) {
		if !slices.Contains(halves(taken), i) {
			h = append(h, i)
		}
	}
	if len(h) == 0 {
		return 0, false
	}
	return part(h), true
}
