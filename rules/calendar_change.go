package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// NamedDays are days in a row with what they are.
type NamedDays struct {
	First Date   `json:"first"`
	Last  Date   `json:"last"`
	Name  string `json:"name"`
}

// CalendarChange is what a coordinator entered into the calendar at once: a whole year,
// days off, an exchange of days, days of required presence or another working week.
type CalendarChange struct {
	Year     int         `json:"year,omitempty"` // a whole year, from its official notice
	Off      []NamedDays `json:"off,omitempty"`
	Worked   []NamedDays `json:"worked,omitempty"` // days worked in exchange
	Presence []Presence  `json:"presence,omitempty"`
	Week     *Week       `json:"week,omitempty"`
}

// With is the calendar with what was entered beside it: the one place where the two
// meet, and what was entered wins. A whole year takes the place of what the calendar
// says of that year; on it, and on the years of the calendar, lie the single days, the
// later over the earlier. A day of a year without data stays unknown. Presences add up.
func (c *Calendar) With(changes []CalendarChange) *Calendar {
	if len(changes) == 0 {
		return c
	}
	out := *c
	out.Weeks, out.Presence = slices.Clone(c.Weeks), slices.Clone(c.Presence)
	out.Years = make(map[int]Year, len(c.Years)+1)
	for n, y := range c.Years {
		out.Years[n] = Year{DaysOff: cloneDays(y.DaysOff), WorkedDays: cloneDays(y.WorkedDays), Provisional: y.Provisional}
	}
	for _, x := range changes {
		if x.Year != 0 {
			out.Years[x.Year] = Year{DaysOff: map[Date]string{}, WorkedDays: map[Date]string{}}
			out.enter(x)
		}
	}
	for _, x := range changes {
		if x.Year == 0 {
			out.enter(x)
		}
		out.Presence = append(out.Presence, x.Presence...)
		if x.Week != nil {
			out.Weeks = append(out.Weeks, *x.Week)
		}
	}
	return &out
}

func cloneDays(m map[Date]string) map[Date]string {
	if m == nil {
		return map[Date]string{}
	}
	return maps.Clone(m)
}

// enter puts the days of a change over those of their years.
func (c *Calendar) enter(x CalendarChange) {
	put := func(list []NamedDays, in, out func(Year) map[Date]string) {
		for _, n := range list {
			for d := n.First; d <= n.Last; d++ {
				if y, known := c.Years[d.Year()]; known {
					in(y)[d] = n.Name
					delete(out(y), d)
				}
			}
		}
	}
	off, worked := func(y Year) map[Date]string { return y.DaysOff }, func(y Year) map[Date]string { return y.WorkedDays }
	put(x.Off, off, worked)
	put(x.Worked, worked, off)
}

// Begins is the first day that the change is about, 0 for an empty one.
func (x CalendarChange) Begins() (first Date) {
	if x.Year != 0 {
		return NewDate(x.Year, 1, 1)
	}
	for _, d := range x.days() {
		if first == 0 || d < first {
			first = d
		}
	}
	return first
}

// days are the days that a change names.
func (x CalendarChange) days() (days []Date) {
	for _, n := range slices.Concat(x.Off, x.Worked) {
		for d := n.First; d <= n.Last; d++ {
			days = append(days, d)
		}
	}
	for _, p := range x.Presence {
		days = append(days, max(p.Date, p.First))
	}
	if x.Week != nil {
		days = append(days, x.Week.First)
	}
	return days
}

// Ends is the last day that the change is about, 0 where it does not end.
func (x CalendarChange) Ends() (last Date) {
	for _, n := range slices.Concat(x.Off, x.Worked) {
		last = max(last, n.Last)
	}
	for _, p := range x.Presence {
		if p.Date == 0 && p.Last == 0 {
			return 0
		}
		last = max(last, p.Date, p.Last)
	}
	switch {
	case x.Year != 0:
		return NewDate(x.Year, 12, 31)
	case x.Week != nil && x.Week.Last == 0:
		return 0
	case x.Week != nil:
		return max(last, x.Week.Last)
	}
	return last
}

// Until is the change with its last day on d: what comes later is left out.
func (x CalendarChange) Until(d Date) CalendarChange {
	named := func(list []NamedDays) (out []NamedDays) {
		for _, n := range list {
			if n.Last = min(n.Last, d); n.First <= n.Last {
				out = append(out, n)
			}
		}
		return out
	}
	x.Off, x.Worked = named(x.Off), named(x.Worked)
	var required []Presence
	for _, p := range x.Presence {
		if max(p.Date, p.First) > d {
			continue
		}
		if p.Date == 0 && (p.Last == 0 || p.Last > d) {
			p.Last = d
		}
		required = append(required, p)
	}
	x.Presence = required
	if w := x.Week; w != nil && (w.Last == 0 || w.Last > d) {
		cut := *w
		if cut.Last, x.Week = d, &cut; cut.First > d {
			x.Week = nil
		}
	}
	return x
}

// After is what of the change still holds after d: days in a row from the next day on,
// what holds over a time as it is.
func (x CalendarChange) After(d Date) CalendarChange {
	named := func(list []NamedDays) (out []NamedDays) {
		for _, n := range list {
			if n.First = max(n.First, d+1); n.First <= n.Last {
				out = append(out, n)
			}
		}
		return out
	}
	x.Off, x.Worked = named(x.Off), named(x.Worked)
	x.Presence = slices.DeleteFunc(slices.Clone(x.Presence), func(p Presence) bool {
		return p.Date != 0 && p.Date <= d || p.Date == 0 && p.Last != 0 && p.Last <= d
	})
	if w := x.Week; w != nil && w.Last != 0 && w.Last <= d {
		x.Week = nil
	}
	return x
}

// CanEnd reports whether the change has begun and goes on after today: then it can be
// given a last day. A whole year is never ended.
func (x CalendarChange) CanEnd(today Date) bool {
	first, last := x.Begins(), x.Ends()
	return x.Year == 0 && first != 0 && first <= today && (last == 0 || last > today)
}

// CheckEnd returns a *Refusal with why a change that CanEnd can't end with a day: it is
// over, or the change ends by then anyway.
func (x CalendarChange) CheckEnd(d, today Date) error {
	switch last := x.Ends(); {
	case d < today:
		return Refuse("calendar.end_over", "day", d)
	case last != 0 && d >= last:
		return Refuse("calendar.end_late", "last", last)
	}
	return nil
}

// CheckChange returns a *Refusal with every reason why a change can't be entered on a
// day into the calendar: it begins too early or too late, or says what is so already.
func (c *Calendar) CheckChange(x CalendarChange, today Date) error {
	if x.Year != 0 {
		return refusal(c.yearReasons(x, today))
	}
	var bad []Message
	last := NewDate(today.Year()+1, 12, 31)
	for _, d := range x.days() {
		switch _, known := c.Years[d.Year()]; {
		case d <= today:
			bad = append(bad, Msg("calendar.past", "day", d))
		case d > last:
			bad = append(bad, Msg("calendar.far", "day", d, "last", last))
		case !known && x.Week == nil:
			bad = append(bad, Msg("calendar.no_year", "day", d, "year", d.Year()))
		}
	}
	if len(bad) > 0 {
		return &Refusal{Reasons: bad[:1]} // the rest follows from it
	}
	switch {
	case x.Week != nil:
		bad = x.Week.reasons()
	case len(x.Presence) > 0:
		bad = c.presenceFaults(x.Presence)
	default:
		bad = c.dayReasons(x)
	}
	return refusal(bad)
}

// yearReasons says why a whole year can't be entered.
func (c *Calendar) yearReasons(x CalendarChange, today Date) (bad []Message) {
	y, known := c.Years[x.Year]
	switch {
	case x.Year < today.Year() || x.Year > today.Year()+1:
		return []Message{Msg("calendar.year_far", "year", x.Year, "first", today.Year(), "last", today.Year()+1)}
	case known && !y.Provisional:
		return []Message{Msg("calendar.year_known", "year", x.Year)}
	case len(x.Off) == 0:
		return []Message{Msg("calendar.year_empty", "year", x.Year)}
	}
	seen := map[Date]bool{}
	for _, d := range x.days() {
		switch {
		case d.Year() != x.Year:
			bad = append(bad, Msg("calendar.other_year", "day", d, "year", x.Year))
		case seen[d]:
			bad = append(bad, Msg("calendar.twice", "day", d))
		}
		seen[d] = true
	}
	for _, n := range x.Worked {
		for d := n.First; d <= n.Last; d++ {
			if c.WeekdaysOn(d)[d.Weekday()] {
				bad = append(bad, Msg("calendar.works", "day", d))
			}
		}
	}
	return bad
}

// dayReasons says why days off, or an exchange, can't be entered: of several days off
// some must be new.
func (c *Calendar) dayReasons(x CalendarChange) (bad []Message) {
	for _, n := range x.Worked {
		for d := n.First; d <= n.Last; d++ {
			switch kind, name := c.Kind(d); {
			case kind == Holiday:
				bad = append(bad, Msg("calendar.works_off", "day", d, "name", name))
			case kind != Weekend:
				bad = append(bad, Msg("calendar.works", "day", d))
			}
		}
	}
	var off []Message
	some := false
	for _, n := range x.Off {
		for d := n.First; d <= n.Last; d++ {
			switch kind, name := c.Kind(d); kind {
			case Holiday:
				off = append(off, Msg("calendar.off_already", "day", d, "name", name))
			case Weekend:
				off = append(off, Msg("calendar.weekend", "day", d))
			default:
				some = true
			}
		}
	}
	if !some {
		bad = append(bad, off[:min(len(off), 1)]...)
	}
	return bad
}

// presenceFaults says why presence can't be required.
func (c *Calendar) presenceFaults(list []Presence) (bad []Message) {
	for _, p := range list {
		switch kind, name := c.Kind(p.Date); {
		case strings.TrimSpace(p.Name) == "":
			return []Message{Msg("calendar.no_reason")}
		case p.Date == 0 && p.Last != 0 && p.Last < p.First:
			bad = append(bad, Msg("calendar.backwards", "first", p.First, "last", p.Last))
		case p.Date != 0 && (kind == Holiday || kind == Weekend):
			bad = append(bad, Msg("calendar.presence_off", "day", p.Date, "name", name))
		case slices.Contains(c.Presence, p):
			bad = append(bad, Msg("calendar.presence_known", "name", p.Name))
		}
	}
	return bad
}

// reasons says what is wrong with another working week.
func (w *Week) reasons() (bad []Message) {
	if w.Last != 0 && w.Last < w.First {
		bad = append(bad, Msg("calendar.backwards", "first", w.First, "last", w.Last))
	}
	for i, s := range w.Hours {
		switch {
		case s.To <= s.From:
			bad = append(bad, Msg("calendar.hours_backwards", "from", Clock(s.From), "to", Clock(s.To)))
		case i > 0 && s.From < w.Hours[i-1].To:
			bad = append(bad, Msg("calendar.hours_overlap", "from", Clock(s.From), "to", Clock(s.To)))
		}
	}
	return bad
}

// Clock writes a minute of the day, "7:30".
func Clock(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) } //nolint:mnd // minutes of an hour

// HoursText writes hours as people do: "7:30–11:30, 13:00–17:00".
func HoursText(spans []Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = Clock(s.From) + "–" + Clock(s.To)
	}
	return strings.Join(parts, ", ")
}
