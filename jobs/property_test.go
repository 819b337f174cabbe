package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tainha/store"
)

// plans are schedules with what they mean, minute by minute, in words of our own.
var plans = map[string]func(time.Time) bool{
	"*/20 * * * *":   func(t time.Time) bool { return t.Minute()%20 == 0 },
	"30 7 * * *":     func(t time.Time) bool { return t.Hour() == 7 && t.Minute() == 30 },
	"0 9 * * 1":      func(t time.Time) bool { return t.Weekday() == time.Monday && t.Hour() == 9 && t.Minute() == 0 },
	"15 6,18 1 * *":  func(t time.Time) bool { return t.Day() == 1 && t.Minute() == 15 && (t.Hour() == 6 || t.Hour() == 18) },
	"0 8-16/4 * * *": func(t time.Time) bool { return t.Minute() == 0 && (t.Hour() == 8 || t.Hour() == 12 || t.Hour() == 16) },
}

// planned lists the moments of a plan after last and not after now.
func planned(plan func(time.Time) bool, last, now time.Time) (all []time.Time) {
	for m := last.Truncate(time.Minute).Add(time.Minute); !m.After(now); m = m.Add(time.Minute) {
		if plan(m.In(saigon)) {
			all = append(all, m)
		}
	}
	return all
}

// ledger is the oracle: which runs there must have been, from the ticks alone.
type ledger struct {
	plan   func(time.Time) bool
	missed Missed
	grace  time.Duration
	seen   time.Time // how far the schedule was dealt with
	want   []string
}

func (l *ledger) tick(now time.Time) {
	all := planned(l.plan, l.seen, now)
	if len(all) == 0 {
		return
	}
	l.seen = all[len(all)-1]
	switch {
	case l.missed == Roll:
		all = all[len(all)-1:]
	case l.missed == Drop && now.Sub(l.seen) > l.grace:
		all = nil
	case l.missed == Drop:
		all = all[len(all)-1:]
	}
	for _, m := range all {
		l.want = append(l.want, fmt.Sprint(m.Unix()))
	}
}

// However the clock moves and whenever the engine starts, fails and starts
// again, twice even, exactly those runs happen that the schedule and the job's
// word on missed runs ask for, in order, each once.
func TestExactlyTheRunsThatTheScheduleAsksFor(t *testing.T) {
	t.Parallel()
	specs := slices.SortedFunc(func(yield func(string) bool) {
		for s := range plans {
			if !yield(s) {
				return
			}
		}
	}, cmp.Compare[string])
	rapid.Check(t, func(rt *rapid.T) {
		spec := rapid.SampledFrom(specs).Draw(rt, "spec")
		missed := rapid.SampledFrom([]Missed{MakeUp, Roll, Drop}).Draw(rt, "missed")
		now := at("2026-11-20 00:00").Add(time.Duration(rapid.IntRange(0, 20000).Draw(rt, "start")) * time.Minute)
		l := &ledger{plan: plans[spec], missed: missed, grace: time.Hour + 30*time.Second, seen: now} // no whole minutes: what fails at its very end is run again a moment later
		h := newHouse(t, now)
		defer func() { _ = h.db.Close() }()
		chunks := rapid.IntRange(1, 3).Draw(rt, "chunks")
		crash := -1 // fails once at this chunk, the way a crash does: nothing of the chunk stays
		job := Job{Name: "job", Spec: spec, Missed: missed, Grace: l.grace, Run: func(r *Run) error {
			n, err := r.number()
			if err != nil {
				return err
			}
			if int(n) == crash {
				crash = -1
				return errors.New("crash")
			}
			if err := note(r, fmt.Sprint(r.Period.Unix())); err != nil {
				return err
			}
			r.Cursor = ""
			if int(n)+1 < chunks {
				r.Cursor = fmt.Sprint(n + 1)
			}
			return nil
		}}
		h.tick(h.engine(job), now)
		e := h.engine(job)
		for range rapid.IntRange(1, 25).Draw(rt, "ticks") {
			switch rapid.IntRange(0, 9).Draw(rt, "what") {
			case 0: // an outage, or a clock that jumps forward
				now = now.Add(time.Duration(rapid.IntRange(1, 14*24*60).Draw(rt, "down")) * time.Minute)
			case 1: // the clock is set back
				now = now.Add(-time.Duration(rapid.IntRange(1, 3*24*60).Draw(rt, "back")) * time.Minute)
			case 2:
				e = h.engine(job) // a second one on the same file
			default:
				now = now.Add(time.Duration(rapid.IntRange(0, 300).Draw(rt, "on")) * time.Minute)
			}
			if rapid.IntRange(0, 4).Draw(rt, "crash") == 0 {
				crash = rapid.IntRange(0, chunks-1).Draw(rt, "at")
			}
			l.tick(now)
			h.tick(e, now)
			crash = -1
			// The operator runs what failed again, without waiting.
			if read(h, func(tx *store.Tx) (bool, error) {
				mark, _, err := tx.JobProgress("job")
				return must(readProgress(mark.Cursor)).Period != 0, err
			}) {
				h.now = h.now.Add(time.Millisecond) // no moment twice
				h.runNow(e, "job")
			}
			if err := e.Tick(context.Background()); err != nil {
				rt.Fatal(err)
			}
		}
		var want []string
		for _, period := range l.want {
			for range chunks {
				want = append(want, period)
			}
		}
		if got := h.noted(); !slices.Equal(got, want) {
			rt.Fatalf("%s, missed %d, %d chunks: ran for %v, want %v", spec, missed, chunks, got, want)
		}
	})
}
