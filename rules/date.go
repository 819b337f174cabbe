package rules

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Date is a calendar day, never an instant: days since 1 January 1970. The
// zero Date means "no date". Dates compare and subtract as integers.
type Date int32

const dateLayout = "2006-01-02"

// NewDate returns the day of the proleptic Gregorian calendar; out-of-range
// months and days are normalised as time.Date does. Use ValidDate for input
// that people typed.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ValidDate is NewDate for input that people typed: ok is false for a day that
// does not exist, such as 31/11.
func ValidDate(year int, month time.Month, day int) (d Date, ok bool) {
	d = NewDate(year, month, day)
	y, m, dd := d.Civil()
	return d, y == year && m == month && dd == day
}

// DateOf is the day on which t falls in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(dateLayout, s)
	if err != nil {
		return 0, fmt.Errorf("day %q is not YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for constants and tests; it panics.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func (d Date) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Civil returns year, month and day of the month.
func (d Date) Civil() (year int, month time.Month, day int) { return d.utc().Date() }

// Year is the calendar year.
func (d Date) Year() int { return d.utc().Year() }

// Month is the month of the year.
func (d Date) Month() time.Month { return d.utc().Month() }

// Day is the day of the month.
func (d Date) Day() int { return d.utc().Day() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// AddDays returns the day n days later; n may be negative.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths returns the first day of the month n months after d's month.
func (d Date) AddMonths(n int) Date {
	y, m, _ := d.Civil()
	return NewDate(y, m+time.Month(n), 1)
}

// Monday returns the first day of d's week: weeks begin on Monday.
func (d Date) Monday() Date { return d - Date((int(d.Weekday())+6)%7) }

// Sunday returns the last day of d's week.
func (d Date) Sunday() Date { return d.Monday() + 6 }

// MonthStart returns the first day of d's month.
func (d Date) MonthStart() Date { return d.AddMonths(0) }

// MonthEnd returns the last day of d's month.
func (d Date) MonthEnd() Date { return d.AddMonths(1) - 1 }

// At is the instant of the clock time on this day in loc; minutes are counted
// from midnight.
func (d Date) At(minutes int, loc *time.Location) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, m, day, minutes/60, minutes%60, 0, 0, loc)
}

// AtTimeOf is the instant on this day in loc at which the clock shows what it shows at another one, to the minute.
func (d Date) AtTimeOf(at time.Time, loc *time.Location) time.Time {
	at = at.In(loc)
	return d.At(at.Hour()*60+at.Minute(), loc) //nolint:mnd // minutes
}

// String is YYYY-MM-DD, the form in which days are stored.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(dateLayout)
}

// The bounds of a day that a button or a text names. What a person can mean lies
// well within them, and so does everything that is computed from it.
const (
	FirstDate Date = 10957 // 1 January 2000
	LastDate  Date = 47846 // 31 December 2100
)

// InBounds reports whether a button or a text may name the day.
func (d Date) InBounds() bool { return d >= FirstDate && d <= LastDate }

// Writable reports whether the day so many days later can be written so that it
// can be read back: its year has four digits.
func (d Date) Writable(later int) bool {
	y := time.Unix((int64(d)+int64(later))*86400, 0).UTC().Year()
	return y >= 1 && y <= 9999
}

// MarshalText writes YYYY-MM-DD, and an empty text for no date. A day that
// UnmarshalText could not read back is refused.
func (d Date) MarshalText() ([]byte, error) {
	if !d.Writable(0) {
		return nil, fmt.Errorf("day %d is in no year from 1 to 9999", int32(d))
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Part is how much of a day is meant.
type Part uint8

// The parts of a day.
const (
	Whole     Part = iota // cả ngày
	Morning               // buổi sáng
	Afternoon             // buổi chiều
)

// Halves is the part's size in half-days: limits count halves, never floats.
func (p Part) Halves() int {
	if p == Whole {
		return 2
	}
	return 1
}

// Overlaps reports whether two parts of the same day share time.
func (p Part) Overlaps(q Part) bool { return p == Whole || q == Whole || p == q }

// String is "", "am" or "pm".
func (p Part) String() string {
	switch p {
	case Morning:
		return "am"
	case Afternoon:
		return "pm"
	}
	return ""
}

// ParsePart reads what String wrote.
func ParsePart(s string) (Part, error) {
	switch s {
	case "":
		return Whole, nil
	case "am":
		return Morning, nil
	case "pm":
		return Afternoon, nil
	}
	return 0, fmt.Errorf("part of a day %q is none of \"\", am, pm", s)
}

// MarshalText writes String.
func (p Part) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads String.
func (p *Part) UnmarshalText(b []byte) error {
	v, err := ParsePart(string(b))
	if err != nil {
		return err
	}
	*p = v
	return nil
}

// halves lists the halves of a day that the part covers: 0 the morning, 1 the
// afternoon.
func (p Part) halves() []int {
	switch p {
	case Morning:
		return []int{0}
	case Afternoon:
		return []int{1}
	}
	return []int{0, 1}
}

// Slot is a day or half of it: what a person asks for.
type Slot struct {
	Date Date
	Part Part
}

// String is YYYY-MM-DD, with /am or /pm for a half.
func (s Slot) String() string {
	if s.Part == Whole {
		return s.Date.String()
	}
	return s.Date.String() + "/" + s.Part.String()
}

// ParseSlot reads what String wrote.
func ParseSlot(s string) (Slot, error) {
	day, part, _ := strings.Cut(s, "/")
	d, err := ParseDate(day)
	if err != nil {
		return Slot{}, err
	}
	p, err := ParsePart(part)
	return Slot{d, p}, err
}

// Overlaps reports whether two slots share time.
func (s Slot) Overlaps(o Slot) bool { return s.Date == o.Date && s.Part.Overlaps(o.Part) }

// compareSlots orders by day, then by part of the day.
func compareSlots(a, b Slot) int {
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Part, b.Part))
}

// MarshalText writes String.
func (s Slot) MarshalText() ([]byte, error) {
	if _, err := s.Date.MarshalText(); err != nil {
		return nil, err
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads String.
func (s *Slot) UnmarshalText(b []byte) error {
	if len(b) == 0 { // no day, as of a Date
		*s = Slot{}
		return nil
	}
	v, err := ParseSlot(string(b))
	if err != nil {
		return err
	}
	*s = v
	return nil
}
