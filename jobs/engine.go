// Package jobs does what the clock asks for: reminders, escalation, expiry, the
// morning's digest, backups. Jobs read, let the rules decide and queue messages;
// they never send. The engine makes each planned run happen once, whatever
// restarts, outages and jumps of the clock come between.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tainha/pilot"
	"tainha/store"
)

// Deps is what main gives the engine.
type Deps struct {
	DB    *store.DB
	Pilot *pilot.Pilot
	Now   func() time.Time // the one clock
	Log   *slog.Logger
}

// Engine runs the jobs. It is safe for concurrent use.
type Engine struct {
	Deps
	all    []*scheduled
	inside []*scheduled // those that run in a transaction

	poke    chan struct{}
	ticking sync.Mutex // one tick at a time
	outside sync.WaitGroup
	busy    sync.Map // names of the jobs that run outside a transaction just now
}

type scheduled struct {
	Job
	schedule Schedule
	coming   atomic.Pointer[upcoming]
}

// upcoming is the first planned moment after another. Every tick asks for it, and a plan
// for few days of a year is searched through day by day.
type upcoming struct{ after, next time.Time }

// New checks the jobs and their schedules: specs replace those of the jobs by
// name. It refuses a spec that ParseSchedule refuses and one of an unknown job,
// with all faults at once.
func New(d Deps, list []Job, specs map[string]string) (*Engine, error) {
	e := &Engine{Deps: d, poke: make(chan struct{}, 1)}
	var errs []error
	for _, j := range list {
		if e.find(j.Name) != nil {
			errs = append(errs, fmt.Errorf("two jobs are called %q", j.Name))
		}
		if (j.Run == nil) == (j.Outside == nil) || j.Missed < MakeUp || j.Missed > Drop {
			errs = append(errs, fmt.Errorf("job %s: it must say how it runs and what becomes of missed runs", j.Name))
		}
		if spec, given := specs[j.Name]; given {
			j.Spec = spec
		}
		schedule, err := ParseSchedule(j.Spec, d.Pilot.Calendar.Location)
		if err != nil {
			errs = append(errs, fmt.Errorf("job %s: %w", j.Name, err))
		}
		s := &scheduled{Job: j, schedule: schedule}
		e.all = append(e.all, s)
		if j.Run != nil {
			e.inside = append(e.inside, s)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(specs)) {
		if e.find(name) == nil {
			errs = append(errs, fmt.Errorf("no job is called %q: there are %s", name, strings.Join(e.Names(), ", ")))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("schedule the jobs: %w", err)
	}
	return e, nil
}

func (e *Engine) find(name string) *scheduled {
	i := slices.IndexFunc(e.all, func(j *scheduled) bool { return j.Name == name })
	if i < 0 {
		return nil
	}
	return e.all[i]
}

// Names lists the jobs in the order of the list.
func (e *Engine) Names() []string {
	names := make([]string, len(e.all))
	for i, j := range e.all {
		names[i] = j.Name
	}
	return names
}

// Next lists the first n planned moments of a job after t, none for an unknown job.
func (e *Engine) Next(name string, t time.Time, n int) []time.Time {
	j := e.find(name)
	if j == nil {
		return nil
	}
	var out []time.Time
	for range n {
		if t = j.schedule.Next(t); t.IsZero() {
			break
		}
		out = append(out, t)
	}
	return out
}

// longestWait is how long the engine sleeps at most, so that a clock which
// jumped is noticed soon, and a failed run is tried again in time.
const longestWait = time.Minute

// Run lets the jobs run by the clock until ctx ends: at once, for what was
// missed, and then whenever one is due. It waits for what works outside a
// transaction before it returns.
func (e *Engine) Run(ctx context.Context) {
	defer e.outside.Wait()
	for ctx.Err() == nil {
		if err := e.tick(ctx); err != nil && ctx.Err() == nil {
			e.Log.Error("jobs can't run", "err", err)
		}
		e.sleep(ctx)
	}
}

// sleep waits for the next planned moment, a poke, or the end of ctx.
func (e *Engine) sleep(ctx context.Context) {
	now := e.Now()
	wait := longestWait
	for _, j := range e.all {
		if next := j.schedule.Next(now); !next.IsZero() {
			wait = min(wait, next.Sub(now))
		}
	}
	timer := time.NewTimer(max(wait, time.Millisecond))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-e.poke:
	case <-timer.C:
	}
}

// Wake lets Run look at the clock again: it was moved, or RunNow was called.
func (e *Engine) Wake() {
	select {
	case e.poke <- struct{}{}:
	default:
	}
}

// Tick runs everything that is due now and waits until it is done. The error
// says that the database failed; a job that fails is no error here.
func (e *Engine) Tick(ctx context.Context) error {
	defer e.outside.Wait()
	return e.tick(ctx)
}

func (e *Engine) tick(ctx context.Context) error {
	e.ticking.Lock()
	defer e.ticking.Unlock()
	now := e.Now().In(e.Pilot.Calendar.Location)
	return errors.Join(e.rounds(ctx, now), e.startOutside(ctx, now))
}

// RunNow plans a run at once, beside the planned ones, in the transaction of
// whoever asks; it begins after the commit. The moment of asking names it, so
// that asking twice for the same moment runs it once: first is false then. A run
// that is under way, or waits for another attempt, goes on instead.
func (e *Engine) RunNow(tx *store.Tx, asked time.Time, name string) (first bool, err error) {
	if e.find(name) == nil {
		return false, fmt.Errorf("run a job now: none is called %q", name)
	}
	mark, known, err := tx.JobProgress(name)
	if err != nil {
		return false, err
	}
	if !known {
		mark.Last = asked
	}
	p, err := readProgress(mark.Cursor)
	if err != nil {
		return false, err
	}
	period := ownPeriod(asked)
	if first, err = tx.StartRun(name, period, asked); err != nil || !first {
		return false, err
	}
	p.RetryAt = 0
	if p.Period == 0 {
		p.Period, p.Manual = period.UnixMilli(), true
	} else if err := tx.FinishRun(store.JobRun{Job: name, Period: period, Finished: asked, Outcome: Joined}); err != nil {
		return false, err
	}
	mark.Cursor = p.String()
	if err := tx.SaveJobProgress(name, mark); err != nil {
		return false, err
	}
	e.Wake() // it waits for the writer, hence for the commit
	return true, nil
}

// ownPeriod is the moment under which a run that was asked for is known: never a
// whole second, as those that schedules plan are.
func ownPeriod(asked time.Time) time.Time {
	at := asked.UnixMilli()
	if at%1000 == 0 {
		at++
	}
	return time.UnixMilli(at)
}
