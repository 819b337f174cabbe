package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tainha/store"
)

// clocked is a job that writes the moment it ran for.
func clocked(name, spec string, missed Missed, grace time.Duration) Job {
	return Job{Name: name, Spec: spec, Missed: missed, Grace: grace, Run: func(r *Run) error {
		return note(r, name+" "+r.Period.Format("02 15:04"))
	}}
}

// Each run happens once, and each job says what becomes of missed ones.
func TestMissedRuns(t *testing.T) {
	t.Parallel()
	start := "2026-11-23 08:00"
	for name, c := range map[string]struct {
		ticks                []string
		makeUp, rolled, drop string // what ran, "day hour:minute"
	}{
		"on time": {[]string{"2026-11-23 09:00", "2026-11-23 10:00"},
			"23 09:00,23 10:00", "23 09:00,23 10:00", "23 09:00,23 10:00"},
		"nothing before its time": {[]string{"2026-11-23 08:59"}, "", "", ""},
		"twice at the same time":  {[]string{"2026-11-23 09:00", "2026-11-23 09:00", "2026-11-23 09:01"}, "23 09:00", "23 09:00", "23 09:00"},
		"down for a minute":       {[]string{"2026-11-23 09:01"}, "23 09:00", "23 09:00", "23 09:00"},
		"down for five minutes to the second": {[]string{"2026-11-23 09:05"},
			"23 09:00", "23 09:00", "23 09:00"},
		"down for five minutes and more": {[]string{"2026-11-23 09:06"},
			"23 09:00", "23 09:00", ""},
		"down for three hours": {[]string{"2026-11-23 11:30"},
			"23 09:00,23 10:00,23 11:00", "23 11:00", ""},
		"down, and back just at a run": {[]string{"2026-11-23 11:00"},
			"23 09:00,23 10:00,23 11:00", "23 11:00", "23 11:00"},
		"the clock jumps forward and back": {[]string{"2026-11-23 12:00", "2026-11-23 09:00", "2026-11-23 10:30", "2026-11-23 12:30", "2026-11-23 13:00"},
			"23 09:00,23 10:00,23 11:00,23 12:00,23 13:00", "23 12:00,23 13:00", "23 12:00,23 13:00"},
		"the clock jumps back before the start": {[]string{"2026-11-20 12:00", "2026-11-23 09:00"}, "23 09:00", "23 09:00", "23 09:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, at(start))
			list := []Job{clocked("up", "@hourly", MakeUp, 0), clocked("roll", "@hourly", Roll, 0), clocked("drop", "@hourly", Drop, 5*time.Minute)}
			h.tick(h.engine(list...), at(start)) // seen for the first time: starts from now
			for i, s := range c.ticks {
				if i%2 == 1 {
					h.restart()
				}
				h.tick(h.engine(list...), at(s))
				h.tick(h.engine(list...), at(s)) // a second start
			}
			got := map[string][]string{}
			for _, s := range h.noted() {
				job, moment, _ := strings.Cut(s, " ")
				got[job] = append(got[job], moment)
			}
			for job, want := range map[string]string{"up": c.makeUp, "roll": c.rolled, "drop": c.drop} {
				if s := strings.Join(got[job], ","); s != want {
					t.Errorf("%s ran for %s, want %s", job, s, want)
				}
			}
		})
	}
}

func TestTwoWeeksDown(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 08:00"))
	list := []Job{clocked("up", "@daily", MakeUp, 0), clocked("roll", "*/5 * * * *", Roll, 0), clocked("drop", "30 7 * * *", Drop, 4*time.Hour)}
	h.tick(h.engine(list...), h.now)
	h.tick(h.engine(list...), at("2026-12-07 13:00"))
	if n := len(h.noted()); n != 14+1 {
		t.Errorf("%d runs, want 14 days made up and one for all the others", n)
	}
	if got := h.runs("roll")[0]; got.Outcome != Rolled || !got.Period.Equal(at("2026-12-07 13:00")) || got.Written != 1 {
		t.Errorf("%+v, want the newest, rolled, with one message", got)
	}
	if got := h.runs("drop")[0]; got.Outcome != Dropped || !got.Period.Equal(at("2026-12-07 07:30")) {
		t.Errorf("%+v, want the newest dropped", got)
	}
	if got := h.runs("up")[0]; got.Outcome != Done || !got.Period.Equal(at("2026-12-07 00:00")) {
		t.Errorf("%+v, want the last day done", got)
	}
}

// One that fails or panics keeps nobody from running, leaves nothing behind, is
// tried again after growing waits, and is told once until it is well again.
func TestAFailingJob(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func() error{
		"error": func() error { return errors.New("no such table") },
		"panic": func() error { panic("nil map") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, at("2026-11-23 08:00"))
			newOffice(h)
			broken := true
			var tries []string
			bad := Job{Name: "bad", Spec: "@hourly", Missed: Roll, Run: func(r *Run) error {
				tries = append(tries, r.Now.Format("15:04"))
				if err := note(r, "bad "+r.Period.Format("15:04")); err != nil || !broken {
					return err
				}
				return fault()
			}}
			list := []Job{bad, clocked("good", "@hourly", Roll, 0)}
			for now := at("2026-11-23 08:00"); !now.After(at("2026-11-23 10:30")); now = now.Add(time.Minute) {
				broken = now.Before(at("2026-11-23 09:40"))
				h.tick(h.engine(list...), now)
			}
			if want := []string{"09:00", "09:01", "09:03", "09:07", "09:15", "09:31", "10:03", "10:03"}; !slices.Equal(tries, want) {
				t.Errorf("tried at %v, want %v", tries, want)
			}
			if got, want := h.noted(), []string{"good 23 09:00", "good 23 10:00", "bad 09:00", "bad 10:00"}; !slices.Equal(got, want) {
				t.Errorf("wrote %v, want %v", got, want)
			}
			var told []string
			for _, o := range h.outbox() {
				if o.Chat != -1 {
					told = append(told, o.Body.Screen.Text.Key+" "+o.Created.In(saigon).Format("15:04"))
				}
			}
			if want := []string{"job.failed 09:00", "job.well 10:03"}; !slices.Equal(told, want) {
				t.Errorf("operators heard %v, want %v", told, want)
			}
		})
	}
}

// A fault of the engine's own, which costs the transaction, is found and kept apart.
func TestAJobThatBreaksTheTransactionBreaksItsOwn(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 08:00"))
	list := []Job{clocked("first", "@hourly", Roll, 0), clocked("bad", "@hourly", Roll, 0), clocked("last", "@hourly", Roll, 0)}
	h.tick(h.engine(list...), h.now)
	h.write(func(tx *store.Tx) error { return tx.SaveJobProgress("bad", store.JobProgress{Cursor: "no JSON"}) })
	for _, s := range []string{"2026-11-23 09:00", "2026-11-23 10:00"} {
		h.now = at(s)
		if err := h.engine(list...).Tick(context.Background()); err == nil || !strings.Contains(err.Error(), "job bad") {
			t.Errorf("error %v, want it to name the job", err)
		}
	}
	if got, want := h.noted(), []string{"first 23 09:00", "last 23 09:00", "first 23 10:00", "last 23 10:00"}; !slices.Equal(got, want) {
		t.Errorf("wrote %v, want %v", got, want)
	}
}

// fanOut writes the numbers 1..n in chunks of ten; it fails before the chunk
// that begins after failAt while broken says so.
func fanOut(n, failAt int, broken *bool) Job {
	return Job{Name: "fan", Spec: "@daily", Missed: Roll, Run: func(r *Run) error {
		after, err := r.number()
		if err != nil {
			return err
		}
		for i := int(after) + 1; i <= min(int(after)+10, n); i++ {
			if err := note(r, fmt.Sprint(r.Period.Format("02"), " ", i)); err != nil {
				return err
			}
		}
		if int(after) == failAt && *broken {
			return errors.New("power cut")
		}
		r.Cursor = ""
		if int(after)+10 < n {
			r.Cursor = fmt.Sprint(int(after) + 10)
		}
		return nil
	}}
}

func TestAFanOutGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	for failAt := 0; failAt < 95; failAt += 10 {
		h := newHouse(t, at("2026-11-23 08:00"))
		broken := true
		job := fanOut(95, failAt, &broken)
		h.tick(h.engine(job), h.now)
		h.tick(h.engine(job), at("2026-11-24 00:00"))
		if got := len(h.noted()); got != failAt {
			t.Fatalf("failing at %d: %d written, want what stands before it", failAt, got)
		}
		broken = false
		h.restart()
		h.tick(h.engine(job), at("2026-11-26 03:00")) // goes on with its own day, then rolls the others
		var want []string
		for _, day := range []string{"24", "26"} {
			for i := range 95 {
				want = append(want, fmt.Sprint(day, " ", i+1))
			}
		}
		if got := h.noted(); !slices.Equal(got, want) {
			t.Errorf("failing at %d: wrote %v", failAt, got)
		}
		if got := h.runs("fan"); len(got) != 2 || got[1].Written != 95 || got[0].Written != 95 || got[1].Outcome != Done {
			t.Errorf("failing at %d: runs %+v", failAt, got)
		}
	}
}

func TestAFanOutThatStandsStillFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 08:00"))
	job := Job{Name: "still", Spec: "@hourly", Missed: Roll, Run: func(r *Run) error {
		r.Cursor = "7"
		return nil
	}}
	h.tick(h.engine(job), h.now)
	h.tick(h.engine(job), at("2026-11-23 09:00"))
	if got := h.runs("still"); len(got) != 1 || got[0].Outcome != Failed || !strings.Contains(got[0].Error, "does not get on") {
		t.Errorf("runs %+v, want it failed", got)
	}
}

func TestOneBadItemDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 08:00"))
	newOffice(h)
	job := Job{Name: "items", Spec: "@hourly", Missed: Roll, Run: func(r *Run) error {
		for i := range 5 {
			err := r.Item(fmt.Sprint("item ", i), func() error {
				if err := note(r, fmt.Sprint(i)); err != nil {
					return err
				}
				if i == 2 && r.Now.Before(at("2026-11-23 11:00")) {
					panic("bad item")
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}}
	for _, s := range []string{"2026-11-23 08:00", "2026-11-23 09:00", "2026-11-23 09:30", "2026-11-23 10:00", "2026-11-23 11:00"} {
		h.tick(h.engine(job), at(s))
	}
	if got, want := strings.Join(h.noted(), ""), "0134"+"0134"+"01234"; got != want {
		t.Errorf("wrote %s, want %s", got, want)
	}
	runs := h.runs("items")
	if len(runs) != 3 || runs[2].Outcome != Failed || runs[1].Outcome != Failed || runs[0].Outcome != Done || !strings.Contains(runs[2].Error, "item 2") {
		t.Errorf("runs %+v", runs)
	}
	if got := len(h.outbox()) - len(h.noted()); got != 2 {
		t.Errorf("%d notices to the operator, want one of the failure and one of the end", got)
	}
}

// Run now: beside the schedule, under a moment of its own, also for a job that
// was never seen, and instead of waiting for the next attempt.
func TestRunNow(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 09:00"))
	job := clocked("job", "@hourly", MakeUp, 0)
	ask := func(now string, want bool) {
		h.write(func(tx *store.Tx) error {
			first, err := h.engine(job).RunNow(tx, at(now), "job")
			if first != want {
				t.Errorf("asked at %s: %v, want %v", now, first, want)
			}
			return err
		})
	}
	ask("2026-11-23 09:00", true)
	h.restart()
	h.tick(h.engine(job), h.now)
	ask("2026-11-23 09:00", false) // pressed again
	h.tick(h.engine(job), h.now)
	ask("2026-11-23 09:05", true)
	ask("2026-11-23 09:06", true) // joins the run before it
	h.tick(h.engine(job), at("2026-11-23 09:06"))
	h.tick(h.engine(job), at("2026-11-23 10:00"))
	if got, want := h.noted(), []string{"job 23 09:00", "job 23 09:05", "job 23 10:00"}; !slices.Equal(got, want) {
		t.Errorf("wrote %v, want %v", got, want)
	}
	seen := map[time.Time]bool{}
	for _, r := range h.runs("job") {
		if seen[r.Period] || r.Outcome != Done && !(r.Outcome == Joined && r.Written == 0) {
			t.Errorf("run %+v: want done, under a moment of its own", r)
		}
		seen[r.Period] = true
	}
	err := h.db.Write(context.Background(), func(tx *store.Tx) error {
		_, err := h.engine(job).RunNow(tx, h.now, "none")
		return err
	})
	if err == nil {
		t.Error("an unknown job was taken")
	}
}

func TestRunNowDoesNotWaitForTheNextAttempt(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 08:00"))
	broken := true
	job := Job{Name: "job", Spec: "@hourly", Missed: Roll, Run: func(r *Run) error {
		if broken {
			return errors.New("broken")
		}
		return note(r, r.Period.Format("15:04"))
	}}
	h.tick(h.engine(job), h.now)
	h.tick(h.engine(job), at("2026-11-23 09:00"))
	broken = false
	h.tick(h.engine(job), at("2026-11-23 09:00"))
	if got := h.noted(); len(got) != 0 {
		t.Fatalf("tried at once: %v", got)
	}
	h.runNow(h.engine(job), "job")
	h.tick(h.engine(job), h.now)
	if got := h.noted(); !slices.Equal(got, []string{"09:00"}) {
		t.Errorf("wrote %v, want the run that had failed", got)
	}
}

func TestAWaitSetByAClockThatWentBackIsOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 08:00"))
	broken := true
	job := Job{Name: "job", Spec: "@hourly", Missed: Roll, Run: func(r *Run) error {
		if broken {
			return errors.New("broken")
		}
		return note(r, r.Period.Format("02 15:04"))
	}}
	h.tick(h.engine(job), h.now)
	h.tick(h.engine(job), at("2026-11-29 09:00")) // a wrong clock
	broken = false
	h.tick(h.engine(job), at("2026-11-23 09:00"))
	if got := h.noted(); !slices.Equal(got, []string{"29 09:00"}) {
		t.Errorf("wrote %v, want the failed run, now", got)
	}
}

// What works outside a transaction is marked after its success: torn by a stop
// it is repeated, failed it is tried again, panicking it stops nobody.
func TestOutsideJobs(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 08:00"))
	ctx, stop := context.WithCancel(context.Background())
	var did []string
	what := func(*Run) error { return nil }
	job := Job{Name: "out", Spec: "@hourly", Missed: Roll, Outside: func(_ context.Context, r *Run) error {
		did = append(did, r.Period.Format("15:04")+" at "+r.Now.Format("15:04"))
		return what(r)
	}}
	h.tick(h.engine(job), h.now)
	what = func(*Run) error { stop(); return ctx.Err() }
	h.now = at("2026-11-23 09:00")
	_ = h.engine(job).Tick(ctx)
	what = func(*Run) error { panic("disk") }
	h.tick(h.engine(job), at("2026-11-23 09:02"))
	what = func(*Run) error { return nil }
	h.tick(h.engine(job), at("2026-11-23 09:02")) // waits
	h.tick(h.engine(job), at("2026-11-23 09:03"))
	h.tick(h.engine(job), at("2026-11-23 09:04")) // done
	if want := []string{"09:00 at 09:00", "09:00 at 09:02", "09:00 at 09:03"}; !slices.Equal(did, want) {
		t.Errorf("did %v, want %v", did, want)
	}
	if got := h.runs("out"); len(got) != 1 || got[0].Outcome != Done {
		t.Errorf("runs %+v", got)
	}
}

// Run sleeps until something is due, wakes for a moved clock, and ends with its context.
func TestTheEngineRunsByTheClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC) // where the clock of a bubble begins
		h := newHouse(t, start)
		skew := time.Duration(0)
		job := Job{Name: "job", Spec: "*/7 * * * *", Missed: Roll, Run: func(r *Run) error { return note(r, r.Now.UTC().Format("15:04:05")) }}
		e := h.engine(job)
		e.Now = func() time.Time { return start.Add(time.Since(start) + skew) }
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { e.Run(ctx); close(done) }()
		time.Sleep(15 * time.Minute)
		synctest.Wait()
		skew = time.Hour
		e.Wake()
		synctest.Wait()
		stop()
		<-done
		if got, want := h.noted(), []string{"00:07:00", "00:14:00", "01:15:00"}; !slices.Equal(got, want) {
			t.Errorf("ran at %v, want %v", got, want)
		}
	})
}
