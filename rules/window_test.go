package rules_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"tainha/rules"
)

// The judge, the ways out and the calendar ask nothing beyond the windows that
// they name, wherever the days lie: facts of exactly that window are enough.
func TestTheWindowsCoverWhatTheJudgeAsks(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		f := world()
		today := day("2026-11-23")
		slots := make([]rules.Slot, r.IntN(4))
		for i := range slots {
			slots[i] = rules.Slot{Date: today - 40 + rules.Date(r.IntN(120)), Part: rules.Part(r.IntN(3))}
		}
		f.From, f.To = rules.Window(slots, today)
		if len(slots) == 0 {
			rules.Check(f, nil)
			continue
		}
		for _, d := range rules.Check(f, slots).Days {
			rules.Alternatives(f, slots, d.Slot, 99)
			if _, err := f.Balance(d.Date); err != nil && !errors.As(err, new(*rules.UnknownYearError)) {
				t.Fatal(err)
			}
		}
		month := slots[0].Date
		f.From, f.To = rules.WindowMonth(month)
		for d := month.MonthStart(); d <= month.MonthEnd(); d++ {
			rules.DayMark(f, nil, d)
			f.OwnWhereabouts(d)
		}
	}
}

func TestFactsRefuseADayOfWhichTheyKnowNothing(t *testing.T) {
	t.Parallel()
	for name, ask := range map[string]func(*rules.Facts){
		"judge":   func(f *rules.Facts) { rules.Check(f, []rules.Slot{{Date: day("2026-12-01")}}) },
		"balance": func(f *rules.Facts) { _, _ = f.Balance(day("2026-12-01")) },
		"count":   func(f *rules.Facts) { f.Headcount(office, day("2026-10-31")) },
		"mark":    func(f *rules.Facts) { rules.DayMark(f, nil, day("2026-12-01")) },
		"where":   func(f *rules.Facts) { f.OwnWhereabouts(day("2026-12-01")) },
		// The week reaches into December: its days there are not known.
		"a week cut in two": func(f *rules.Facts) { _, _ = f.Balance(day("2026-11-30")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := world()
			f.From, f.To = day("2026-11-01"), day("2026-11-30")
			defer func() {
				var outside *rules.OutsideError
				if err, ok := recover().(error); !ok || !errors.As(err, &outside) {
					t.Errorf("it answered as if nothing were known of that day")
				}
			}()
			ask(f)
		})
	}
}
