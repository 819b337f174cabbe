package rules_test

import (
	"testing"

	"tainha/rules"
)

// crowded is a unit of 40 people with a quarter's days.
func crowded() *rules.Facts {
	f := world(func(f *rules.Facts) { f.Policies.Base.MinPresent.Max = 10 })
	for id := rules.PersonID(100); id < 134; id++ {
		f.Postings = append(f.Postings, rules.Posting{Person: id, Unit: office, Position: 1, From: day("2026-01-01")})
		for d := day("2026-11-02") + rules.Date(id%5); d < day("2026-12-31"); d += 7 {
			home(id, d.String())(f)
		}
	}
	return f
}

func BenchmarkCheck(b *testing.B) {
	f, asked := crowded(), slots("2026-11-25", "2026-11-26", "2026-12-01", "2026-12-02/am", "2026-12-03")
	for b.Loop() {
		rules.Check(f, asked)
	}
}

func BenchmarkAlternatives(b *testing.B) {
	f, asked := crowded(), slots("2026-11-24", "2026-11-25")
	for b.Loop() {
		rules.Alternatives(f, asked, asked[0], 3)
	}
}

func BenchmarkDayMarkMonth(b *testing.B) {
	f, picked := crowded(), slots("2026-12-02")
	for b.Loop() {
		for d := day("2026-12-01"); d <= day("2026-12-31"); d++ {
			rules.DayMark(f, picked, d)
		}
	}
}
