package rules

import (
	"fmt"
	"slices"
	"time"
)

// Span is a stretch of a working day in minutes from midnight, end excluded.
type Span struct{ From, To int }

// Year is what the official notices say of one year.
type Year struct {
	DaysOff    map[Date]string // ngày nghỉ lễ, with its name
	WorkedDays map[Date]string // Saturdays worked in exchange (làm bù), with the reason
	// Provisional says that the official notice is not out: the days off are those of
	// the law alone, so no other day of the working week is known to be worked.
	Provisional bool
}

// Presence is a day on which presence at the office is required: a weekly day
// such as the Monday flag ceremony (chào cờ), or a dated one such as an inspection.
type Presence struct {
	Weekday time.Weekday `json:"weekday"` // used when Date is zero
	Date    Date         `json:"date,omitempty"`
	Part    Part         `json:"part"`
	Name    string       `json:"name"`
	Unit    UnitID       `json:"unit,omitempty"`  // whose; 0: the whole agency's, or whose numbers it stands in
	First   Date         `json:"first,omitempty"` // when a weekly one begins, 0: it always was
	Last    Date         `json:"last,omitempty"`  // and ends, 0: it does not
}

// Week is another working week, from a day on and until a day.
type Week struct {
	First    Date     `json:"first"`
	Last     Date     `json:"last,omitempty"`     // 0: it does not end
	Weekdays *[7]bool `json:"weekdays,omitempty"` // nil: as they are otherwise
	Hours    []Span   `json:"hours,omitempty"`    // nil: as they are otherwise
}

// Calendar is the working calendar as data. It never guesses: a year without
// data is Unknown, and counting in it is refused.
type Calendar struct {
	Location *time.Location
	Weekdays [7]bool // indexed by time.Weekday; outside of Weeks
	Hours    []Span  // of a working day, in order; the first half ends with the first span; outside of Weeks
	Weeks    []Week  // where they overlap, the one that began last holds
	Years    map[int]Year
	Presence []Presence
}

// WeekdaysOn are the days of the week that are worked, as it is on d.
func (c *Calendar) WeekdaysOn(d Date) [7]bool {
	if w := c.week(d, func(w *Week) bool { return w.Weekdays != nil }); w != nil {
		return *w.Weekdays
	}
	return c.Weekdays
}

// HoursOn are the hours of a working day, as they are on d.
func (c *Calendar) HoursOn(d Date) []Span {
	if w := c.week(d, func(w *Week) bool { return len(w.Hours) > 0 }); w != nil {
		return w.Hours
	}
	return c.Hours
}

// week is, of those that say what is asked for, the one that holds on d: it began
// last, and of two that began together it was entered last. nil for none.
func (c *Calendar) week(d Date, says func(*Week) bool) (holds *Week) {
	for i := range c.Weeks {
		w := &c.Weeks[i]
		if w.First <= d && (w.Last == 0 || d <= w.Last) && says(w) && (holds == nil || holds.First <= w.First) {
			holds = w
		}
	}
	return holds
}

// DayKind is what the calendar says of a day.
type DayKind uint8

// The kinds of a day.
const (
	Working DayKind = iota
	Weekend
	Holiday
	Unknown // a year without data
)

// UnknownYearError says that the calendar holds no data for a year, so working
// days can't be counted in it.
type UnknownYearError struct{ Year int }

func (e *UnknownYearError) Error() string {
	return fmt.Sprintf("the calendar has no data for %d", e.Year)
}

// Kind says what sort of day d is, with the name of a holiday.
func (c *Calendar) Kind(d Date) (kind DayKind, name string) {
	y, ok := c.Years[d.Year()]
	if !ok {
		return Unknown, ""
	}
	if name, off := y.DaysOff[d]; off {
		return Holiday, name
	}
	if name, worked := y.WorkedDays[d]; worked {
		return Working, name
	}
	switch {
	case !c.WeekdaysOn(d)[d.Weekday()]:
		return Weekend, ""
	case y.Provisional:
		return Unknown, ""
	}
	return Working, ""
}

// IsWorking reports whether d is known to be a working day.
func (c *Calendar) IsWorking(d Date) bool {
	k, _ := c.Kind(d)
	return k == Working
}

// LastWorking is the last working day from one day to another, 0 where there is none.
func (c *Calendar) LastWorking(from, to Date) Date {
	for d := to; d >= from; d-- {
		if c.IsWorking(d) {
			return d
		}
	}
	return 0
}

// Required returns the first presence required of everybody on d, and whether there is any.
func (c *Calendar) Required(d Date) (Presence, bool) {
	all := c.Presences(0, d)
	if len(all) == 0 {
		return Presence{}, false
	}
	return all[0], true
}

// Presences returns every presence required of a unit on d, of everybody for unit 0:
// none unless d is a working day. A weekly one and a dated one may fall on the same day.
func (c *Calendar) Presences(unit UnitID, d Date) []Presence {
	if !c.IsWorking(d) {
		return nil
	}
	return presencesOn(nil, c.Presence, unit, d)
}

func presencesOn(to, all []Presence, unit UnitID, d Date) []Presence {
	for _, p := range all {
		if (p.Unit == 0 || p.Unit == unit) && p.on(d) {
			to = append(to, p)
		}
	}
	return to
}

func (p Presence) on(d Date) bool {
	if p.Date != 0 {
		return p.Date == d
	}
	return p.Weekday == d.Weekday() && p.First <= d && (p.Last == 0 || d <= p.Last)
}

// Start is the beginning of the first working span of the slot.
func (c *Calendar) Start(s Slot) time.Time {
	from, _ := c.hours(s)
	return s.Date.At(from, c.Location)
}

// End is the end of the last working span of the slot.
func (c *Calendar) End(s Slot) time.Time {
	_, to := c.hours(s)
	return s.Date.At(to, c.Location)
}

// hours gives a part of a working day in minutes from midnight. The morning is
// the first span and the afternoon the rest; a single span parts in its middle.
func (c *Calendar) hours(s Slot) (from, to int) {
	all := c.HoursOn(s.Date)
	if len(all) == 0 {
		return 0, 24 * 60
	}
	first, last := all[0], all[len(all)-1]
	noon, afternoon := (first.From+first.To)/2, (first.From+first.To)/2
	if len(all) > 1 {
		noon, afternoon = first.To, all[1].From
	}
	switch s.Part {
	case Morning:
		return first.From, noon
	case Afternoon:
		return afternoon, last.To
	}
	return first.From, last.To
}

// WorkingDays counts the working days from..to, both included. It returns an
// *UnknownYearError when the range touches a year without data.
func (c *Calendar) WorkingDays(from, to Date) (int, error) {
	n := 0
	for d := from; d <= to; d++ {
		switch k, _ := c.Kind(d); k {
		case Unknown:
			return 0, &UnknownYearError{d.Year()}
		case Working:
			n++
		}
	}
	return n, nil
}

// AddWorkingDays returns the n-th working day after d (n > 0) or before it
// (n < 0); n = 0 is d itself. It returns an *UnknownYearError when it would
// have to leave the years with data.
func (c *Calendar) AddWorkingDays(d Date, n int) (Date, error) {
	step := Date(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		switch k, _ := c.Kind(d); k {
		case Unknown:
			return 0, &UnknownYearError{d.Year()}
		case Working:
			n--
		}
	}
	return d, nil
}

// Open reports whether t is inside the working hours of a working day.
func (c *Calendar) Open(t time.Time) bool {
	t = t.In(c.Location)
	d := DateOf(t)
	if !c.IsWorking(d) {
		return false
	}
	m := t.Hour()*60 + t.Minute()
	return slices.ContainsFunc(c.HoursOn(d), func(s Span) bool { return s.From <= m && m < s.To })
}

// NextOpen returns t when it is in working hours, else the start of the next
// ones: what must only be sent in working hours is sent then. It returns an
// *UnknownYearError when no data says when that is.
func (c *Calendar) NextOpen(t time.Time) (time.Time, error) {
	if c.Open(t) {
		return t, nil
	}
	local := t.In(c.Location)
	for d := DateOf(local); ; d++ {
		switch k, _ := c.Kind(d); k {
		case Unknown:
			return time.Time{}, &UnknownYearError{d.Year()}
		case Working:
			for _, s := range c.HoursOn(d) {
				if at := d.At(s.From, c.Location); !at.Before(t) {
					return at, nil
				}
			}
		}
	}
}

// AddOpen returns the instant at which dur of working time has passed since t:
// the end of a span of hours when it passes just then. It returns an
// *UnknownYearError when no data says when that is.
func (c *Calendar) AddOpen(t time.Time, dur time.Duration) (time.Time, error) {
	for {
		open, err := c.NextOpen(t)
		if err != nil {
			return time.Time{}, err
		}
		local := open.In(c.Location)
		d, m := DateOf(local), local.Hour()*60+local.Minute()
		hours := c.HoursOn(d)
		i := slices.IndexFunc(hours, func(s Span) bool { return s.From <= m && m < s.To })
		end := d.At(hours[i].To, c.Location)
		if left := end.Sub(open); dur > left {
			dur -= left
			t = end
			continue
		}
		return open.Add(dur), nil
	}
}

// OpenBetween is the working time from one instant to a later one, 0 when it is not
// later. It returns an *UnknownYearError when days without data lie between.
func (c *Calendar) OpenBetween(from, to time.Time) (time.Duration, error) {
	var sum time.Duration
	last := DateOf(to.In(c.Location))
	for d := DateOf(from.In(c.Location)); d <= last && from.Before(to); d++ {
		switch k, _ := c.Kind(d); k {
		case Unknown:
			return 0, &UnknownYearError{d.Year()}
		case Working:
			for _, s := range c.HoursOn(d) {
				start, end := d.At(s.From, c.Location), d.At(s.To, c.Location)
				if start.Before(from) {
					start = from
				}
				if end.After(to) {
					end = to
				}
				sum += max(0, end.Sub(start))
			}
		}
	}
	return sum, nil
}
