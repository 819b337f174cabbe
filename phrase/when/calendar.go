package when

import "time"

// Date is a calendar day: days since 1 January 1970. The zero Date means none.
type Date int32

// NewDate is the day of the Gregorian calendar; what is out of range runs over.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ValidDate is NewDate where ok is false for a day that does not exist.
func ValidDate(year int, month time.Month, day int) (d Date, ok bool) {
	d = NewDate(year, month, day)
	y, m, dd := d.civil()
	return d, y == year && m == month && dd == day
}

func (d Date) utc() time.Time                                   { return time.Unix(int64(d)*86400, 0).UTC() }
func (d Date) civil() (year int, month time.Month, dayOfIt int) { return d.utc().Date() }

// Year is the calendar year.
func (d Date) Year() int { return d.utc().Year() }

// Month is the month of the year.
func (d Date) Month() time.Month { return d.utc().Month() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths returns the first day of the month n months after d's month.
func (d Date) AddMonths(n int) Date {
	y, m, _ := d.civil()
	return NewDate(y, m+time.Month(n), 1)
}

// Monday is the first day of d's week.
func (d Date) Monday() Date { return d - Date((int(d.Weekday())+6)%7) }

// MonthEnd is the last day of d's month.
func (d Date) MonthEnd() Date { return d.AddMonths(1) - 1 }

// String is YYYY-MM-DD.
func (d Date) String() string { return d.utc().Format(time.DateOnly) }

// Part is a day or a half of it.
type Part uint8

// The parts of a day.
const (
	Whole Part = iota
	Morning
	Afternoon
)

// Slot is a day or a half of it.
type Slot struct {
	Date Date
	Part Part
}

// Calendar says which days are worked.
type Calendar interface {
	// Closed reports a day off or outside the working week; known is false in a
	// year without data, where only the working week counts.
	Closed(d Date) (closed, known bool)
	// Weekend reports a weekday outside the working week.
	Weekend(w time.Weekday) bool
}

// Doubt is why a reading has to be said in words before it is taken.
type Doubt struct {
	Key  DoubtKey
	Args []any // names and values in turn
}

func newDoubt(key DoubtKey, args ...any) Doubt { return Doubt{key, args} }

// Arg is the value of a named argument, or nil.
func (d Doubt) Arg(name string) any {
	for k := 0; k+1 < len(d.Args); k += 2 {
		if d.Args[k] == name {
			return d.Args[k+1]
		}
	}
	return nil
}
