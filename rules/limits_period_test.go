package rules

import (
	"testing"
	"time"
)

// A limit of one person counts all days of its period, also those on which nobody asks:
// the window of facts reaches over them, and the balance and the judge see the same.
func TestEveryLimitOfOnePersonCountsEveryDayOfItsPeriod(t *testing.T) {
	t.Parallel()
	const from, to = 20_400, 21_000 // days, well beyond the period of any day below
	f := &Facts{
		Now: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), Calendar: &Calendar{Location: time.UTC, Years: map[int]Year{}},
		Policies: &PolicyBook{Base: DefaultPolicy()}, Person: Person{ID: 1}, Units: map[UnitID]Unit{},
	}
	for year := Date(from).Year(); year <= Date(to).Year(); year++ {
		f.Calendar.Years[year] = Year{}
	}
	for d := Date(from); d <= to; d += 3 {
		f.Days = append(f.Days, HomeDay{Request: 1, Person: 1, Slot: Slot{Date: d}, State: Approved})
	}
	for _, l := range personalLimits {
		for d := Date(from + 150); d < to-150; d++ {
			first, last := l.period.first(d), l.period.last(d)
			if !l.period.same(first, d) || !l.period.same(last, d) || l.period.same(first-1, d) || l.period.same(last+1, d) {
				t.Fatalf("%s: of the period of %s, %s is not the first day or %s not the last", l.refuse, d, first, last)
			}
			want := 0
			for _, h := range f.Days {
				if l.period.same(h.Date, d) {
					want += h.Part.Halves()
				}
			}
			f.From, f.To = Window([]Slot{{Date: d}}, d)
			b, err := f.Balance(d)
			if err != nil {
				t.Fatal(err)
			}
			if got := l.use(b).Used; got != want {
				t.Fatalf("%s: around %s %d half-days count, and the balance (rules/facts.go) holds %d", l.refuse, d, want, got)
			}
		}
	}
}
