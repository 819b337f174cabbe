package storetest

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Worked says what people did over some months: each has tasks that are due on Tuesdays and Thursdays, handed in on time with a
// luck of their own, and reports what they did on each of these days.
type Worked struct {
	People    []rules.Person
	From, To  rules.Date
	HomeFrom  rules.Date // from which day on a half of them work at home on Thursdays, every other week; 0: nobody
	Zone      *time.Location
	OnTime    float64 // of tasks due before HomeFrom
	Later     float64 // of tasks due from then on
	Returned  float64 // of tasks handed in
	Seed      uint64
	tx        *store.Tx
	luck      *rand.Rand
	thursdays int
}

// Work writes it.
func Work(t testing.TB, db *store.DB, w Worked) {
	t.Helper()
	w.luck = rand.New(rand.NewPCG(w.Seed, 1)) //nolint:gosec // the same each time
	err := db.Write(context.Background(), func(tx *store.Tx) error {
		w.tx = tx
		for d := w.From; d <= w.To; d++ {
			if d.Weekday() != time.Tuesday && d.Weekday() != time.Thursday {
				continue
			}
			if d.Weekday() == time.Thursday {
				w.thursdays++
			}
			for i, p := range w.People {
				if err := w.day(d, i, p); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *Worked) day(d rules.Date, i int, p rules.Person) error {
	const morning, evening, hours = 8 * 60, 17 * 60, 16
	home := w.HomeFrom != 0 && d >= w.HomeFrom && d.Weekday() == time.Thursday && (i+w.thursdays)%2 == 0
	at := d.At(morning, w.Zone)
	if home {
		q := rules.Request{Person: p.ID, Unit: p.Unit, Rev: 1, Created: at.AddDate(0, 0, -7), Asked: at, Days: []rules.RequestDay{{Slot: rules.Slot{Date: d}, State: rules.Done}}}
		if err := w.tx.InsertRequest(&q); err != nil {
			return err
		}
	}
	luck := w.OnTime
	if w.HomeFrom != 0 && d >= w.HomeFrom {
		luck = w.Later
	}
	end := d.At(evening, w.Zone)
	x := task.Task{
		Unit: p.Unit, Title: "Báo cáo", Due: end, Work: task.Work{HalfHours: hours}, Assigner: p.ID, Owner: p.ID, State: task.Confirmed, Rev: 1,
		Done: task.N(hours / 2), Made: at, FirstSubmitted: end.Add(-time.Hour), //nolint:mnd // in hours
	}
	if w.luck.Float64() >= luck {
		x.FirstSubmitted = end.AddDate(0, 0, 1)
	}
	if x.Submitted = x.FirstSubmitted; w.luck.Float64() < w.Returned {
		x.Submitted = x.Submitted.Add(time.Minute)
	}
	if err := w.tx.InsertTask(&x); err != nil {
		return err
	}
	r := task.Report{Task: x.ID, By: p.ID, Day: d, At: end, Done: task.A(int64(6+w.luck.IntN(5)), 1), Percent: -1, Home: [2]bool{home, home}} //nolint:mnd // around a day
	return w.tx.AddReport(&r)
}
