package when

import (
	"slices"
	"time"
)

// A day and month without a year is this year's unless that lies more than
// backDays back (then next year's) or more than aheadDays ahead (then last year's).
const (
	backDays  = 183
	aheadDays = 300
)

// resolver turns days as said into dates, seen from today.
type resolver struct {
	today Date
	cal   Calendar
	lists *lists
}

// found is the outcome for one day: its possible dates, best first.
type found struct {
	dates  []Date
	doubts []Doubt
	bad    bool // no such day
	open   bool // only the person knows
}

func one(d Date, doubts ...Doubt) found {
	return found{dates: []Date{d}, doubts: doubts}
}

func doubt(key DoubtKey, namesAndValues ...any) Doubt { return newDoubt(key, namesAndValues...) }

// day resolves d; with a start, the first such day from start on is meant.
func (r resolver) day(d day, start Date) found {
	f := r.single(d, start)
	if d.also == nil || f.bad || f.open {
		return f
	}
	g := r.single(*d.also, start)
	if g.bad || g.open {
		return g
	}
	if date, doubts, ok := r.agree(d, *d.also, f, g); ok {
		return one(date, doubts...)
	}
	return found{dates: []Date{f.dates[0], g.dates[0]}}
}

// agree finds the date that two sayings of one day share. A weekday without a week
// agrees with any date on it; the weekday settles which month is meant, but a
// year that was not said stays a doubt.
func (r resolver) agree(a, b day, f, g found) (Date, []Doubt, bool) {
	if a.kind == byDate {
		a, b, f, g = b, a, g, f
	}
	if a.kind == byWeekday && a.week == nil && a.qual == qualNone && b.kind == byDate {
		switch {
		case b.month == 0 && b.monthOff == nil:
			if date := r.matchingMonth(a, b); date != 0 {
				return date, nil, true
			}
		case g.dates[0].Weekday() == a.weekday:
			return g.dates[0], g.doubts, true
		}
	}
	for _, x := range f.dates {
		if slices.Contains(g.dates, x) {
			return x, g.doubts, true
		}
	}
	return 0, nil, false
}

// matchingMonth: "thứ 5 ngày 3" is the coming 3rd that is a Thursday, in this
// month or the next.
func (r resolver) matchingMonth(w, d day) Date {
	for off := range 2 {
		first := r.today.AddMonths(off)
		date, ok := ValidDate(first.Year(), first.Month(), d.dayOf)
		if ok && date >= r.today && date.Weekday() == w.weekday {
			return date
		}
	}
	return 0
}

func (r resolver) single(d day, start Date) found {
	switch d.kind {
	case byOffset:
		date := r.today.AddDays(max(-Horizon*9, min(d.offset, Horizon*9)))
		if d.doubt != "" {
			return one(date, doubt(d.doubt, "day", date))
		}
		return one(date)
	case byWeekday:
		return r.weekday(d, start)
	case byWorking:
		return r.workingDay(d.offset)
	}
	return r.date(d, start)
}

// nextWeekday is the first day of weekday w from d on.
func nextWeekday(d Date, w time.Weekday) Date {
	return d.AddDays((int(w) - int(d.Weekday()) + 7) % 7)
}

func (r resolver) weekday(d day, start Date) found {
	inWeek := r.today.Monday().AddDays(isoWeekday(d.weekday) - 1)
	coming := nextWeekday(r.today, d.weekday)
	switch {
	case d.week != nil:
		date := inWeek.AddDays(7 * *d.week)
		if d.doubt != "" {
			return one(date, doubt(d.doubt, "day", date))
		}
		return one(date)
	case d.qual == qualComing:
		date := nextWeekday(r.today+1, d.weekday)
		return one(date, doubt(DoubtComing, "day", date))
	case d.qual == qualNext:
		date := inWeek.AddDays(7)
		return one(date, doubt(DoubtNextWeek, "day", date))
	case d.qual == qualLast:
		return one(nextWeekday(r.today-7, d.weekday))
	case start != 0:
		return one(nextWeekday(start, d.weekday))
	case d.qual == qualThis && inWeek < r.today:
		return one(coming, doubt(DoubtComing, "day", coming))
	case coming == r.today:
		return found{dates: []Date{coming, coming.AddDays(7)}}
	}
	return one(coming)
}

func (r resolver) date(d day, start Date) found {
	if d.month == 0 {
		return r.dayOfMonth(d, start)
	}
	if d.year != 0 {
		return r.exact(d.year, d.month, d.dayOf)
	}
	if d.yearOff != nil {
		return r.exact(r.today.Year()+*d.yearOff, d.month, d.dayOf)
	}
	year := r.today.Year()
	this, ok := ValidDate(year, time.Month(d.month), d.dayOf)
	if !ok {
		next := r.exact(year+1, d.month, d.dayOf) // 29/2
		if !next.bad {
			next.doubts = append(next.doubts, doubt(DoubtNextYear, "day", next.dates[0]))
		}
		return next
	}
	next, _ := ValidDate(year+1, time.Month(d.month), d.dayOf)
	last, lastOK := ValidDate(year-1, time.Month(d.month), d.dayOf)
	switch {
	case start != 0 && this < start && next != 0 && next-start <= backDays && start >= r.today:
		return one(next, doubt(DoubtNextYear, "day", next))
	case r.today-this > backDays:
		return one(next, doubt(DoubtNextYear, "day", next))
	case this-r.today > aheadDays && lastOK:
		return one(last)
	}
	return one(this)
}

func (r resolver) exact(year, month, dayOf int) found {
	date, ok := ValidDate(year, time.Month(month), dayOf)
	if !ok || date == 0 {
		return found{bad: true}
	}
	return one(date)
}

// dayOfMonth resolves a day without a month: this month's, or next month's when it
// is over; "mùng 3" that is over may be of the lunar month and is asked.
func (r resolver) dayOfMonth(d day, start Date) found {
	if d.monthOff != nil {
		first := r.today.AddMonths(*d.monthOff)
		return r.exact(first.Year(), int(first.Month()), d.dayOf)
	}
	if d.number && d.dayOf < 8 {
		return found{open: true}
	}
	from := max(r.today, start)
	for off := range 3 {
		first := from.AddMonths(off)
		date, ok := ValidDate(first.Year(), first.Month(), d.dayOf)
		switch {
		case !ok || date < from:
			continue
		case d.number:
			return one(date, doubt(DoubtNumber))
		case d.mung && off > 0:
			return found{open: true}
		case off > 0:
			return one(date, doubt(DoubtNextMonth, "day", date))
		}
		return one(date)
	}
	return found{bad: true}
}

// span returns the first and the last day of a week, month or year.
func (r resolver) span(s span) (from, to Date) {
	switch s.unit {
	case unitWeek:
		from = r.today.Monday().AddDays(7 * max(-60, min(s.off, 9*60)))
		return from, from.AddDays(6)
	case unitYear:
		year := r.today.Year() + s.off
		return NewDate(year, 1, 1), NewDate(year, 12, 31)
	}
	from = r.today.AddMonths(s.off)
	if s.month != 0 {
		year := s.year
		if year == 0 {
			if year = r.today.Year(); time.Month(s.month) < r.today.Month() {
				year++
			}
		}
		from = NewDate(year, time.Month(s.month), 1)
	}
	return from, from.MonthEnd()
}
