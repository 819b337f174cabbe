package when

import (
	"time"
)

// repeated expands "mỗi thứ 4 đến hết tháng 12" from today, or from the start that
// is said, to its end. Without an end the end is asked, without a weekday the days.
func (r resolver) repeated(d draft) (Selection, *Series) {
	var weekdays, except, rest []term
	for _, t := range d.terms {
		switch {
		case t.except:
			except = append(except, t)
		case t.kind == termDay && t.from.plainWeekday():
			weekdays = append(weekdays, t)
		case t.kind == termRange && t.from.plainWeekday() && t.to.plainWeekday():
			weekdays = append(weekdays, weekdayRange(t)...)
		case t.kind == termRange && t.from.plainWeekday():
			weekdays = append(weekdays, term{kind: termDay, from: t.from})
			rest = append(rest, term{kind: termUntil, to: t.to})
		default:
			rest = append(rest, t)
		}
	}
	if len(weekdays) == 0 && d.every {
		return Selection{Open: true}, nil
	}
	from, to, a := r.window(rest)
	if d.daily && len(weekdays) == 0 {
		friday := weekdayItem(time.Friday)
		weekdays = weekdayRange(term{from: weekdayItem(time.Monday), to: &friday})
	}
	series := &Series{Until: to}
	halves := map[time.Weekday]half{}
	for _, t := range weekdays {
		if _, twice := halves[t.from.day.weekday]; !twice {
			series.Weekdays = append(series.Weekdays, t.from.day.weekday)
		}
		halves[t.from.day.weekday] = bothHalves(halves[t.from.day.weekday], t.from.day.half)
	}
	if to == 0 {
		return Selection{Open: true, Invalid: a.invalid}, series
	}
	if to-r.today > Horizon {
		return Selection{Open: true, Doubts: []Doubt{doubt(DoubtTooFar, "day", to)}}, series
	}
	a.alts = [][]mark{nil}
	for day := max(from, r.today); day <= to; day++ {
		if h, ok := halves[day.Weekday()]; ok {
			a.alts[0] = append(a.alts[0], mark{Slot: Slot{Date: day, Part: h.part()}})
		}
	}
	r.subtract(&a, except)
	return r.classify(a), series
}

func weekdayItem(w time.Weekday) item {
	return item{kind: itDay, day: day{kind: byWeekday, weekday: w}}
}

func weekdayRange(t term) []term {
	var out []term
	for n := isoWeekday(t.from.day.weekday); n <= isoWeekday(t.to.day.weekday); n++ {
		it := weekdayItem(time.Weekday(n % 7))
		it.day.half = t.from.day.half
		out = append(out, term{kind: termDay, from: it})
	}
	return out
}

// window finds the first and last day between which something repeats; to is 0
// where no end is said.
func (r resolver) window(terms []term) (from, to Date, a answer) {
	from = r.today
	for _, t := range terms {
		switch t.kind {
		case termUntil:
			to, a = r.end(*t.to, from)
		case termRange:
			if starts, _ := r.starts(t.from); len(starts) > 0 {
				from = starts[0]
			}
			to, a = r.end(*t.to, from)
		case termSpan:
			from, to = r.span(t.from.span)
		case termOpen:
			if t.from.kind == itDay {
				if f := r.day(t.from.day, 0); len(f.dates) > 0 {
					from = f.dates[0]
				}
			} else if t.from.kind == itSpan {
				from, _ = r.span(t.from.span)
			}
		case termBad:
			a.invalid = append(a.invalid, t.from.day.text)
		}
	}
	return from, to, a
}
