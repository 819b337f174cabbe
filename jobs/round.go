package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tainha/store"
)

// Outcomes of a run, as they stand in store.JobRun.
const (
	Done    = "done"
	Rolled  = "rolled"  // done, for the missed ones before it too
	Dropped = "dropped" // left out: it came too late
	Failed  = "failed"
	Joined  = "joined" // asked for while another one was under way, which went on at once
)

const runsKept = 200 // finished runs that stay on record for each job

// rounds lets the jobs take steps in turn until none has more to do: one that
// has much to make up doesn't keep the others waiting.
func (e *Engine) rounds(ctx context.Context, now time.Time) error {
	var errs []error
	list := e.inside
	for len(list) > 0 && ctx.Err() == nil {
		again, err := e.round(ctx, now, list)
		errs = append(errs, err)
		list = again
	}
	return errors.Join(errs...)
}

// round lets each job take one step, and returns those that have more to do.
// Jobs with nothing to say share a transaction; one that wrote something ends
// it, so that nobody waits long for the writer. A step that breaks the
// transaction for all is found by taking them one by one.
func (e *Engine) round(ctx context.Context, now time.Time, list []*scheduled) (again []*scheduled, err error) {
	var errs []error
	for len(list) > 0 {
		taken := 0
		var more []*scheduled
		err := e.DB.Write(ctx, func(tx *store.Tx) error {
			for taken < len(list) {
				j := list[taken]
				taken++
				if j.waits(again) || j.waits(more) {
					more = append(more, j)
					continue
				}
				s, err := e.step(tx, j, now)
				if err != nil {
					return err
				}
				if s.more {
					more = append(more, j)
				}
				if s.wrote > 0 {
					break
				}
			}
			return nil
		})
		switch {
		case err == nil:
			again = append(again, more...)
		case taken <= 1:
			errs = append(errs, e.broke(ctx, list[:taken], now, err))
		default:
			for _, j := range list[:taken] {
				if j.waits(again) {
					again = append(again, j)
					continue
				}
				more, err := e.round(ctx, now, []*scheduled{j})
				again, errs = append(again, more...), append(errs, err)
			}
		}
		list = list[max(taken, 1):]
	}
	return again, errors.Join(errs...)
}

// waits reports whether a job comes after one that is among those that have more to do.
func (j *scheduled) waits(more []*scheduled) bool {
	return j.After != "" && slices.ContainsFunc(more, func(o *scheduled) bool { return o.Name == j.After })
}

// broke records that a job's step took its transaction with it.
func (e *Engine) broke(ctx context.Context, list []*scheduled, now time.Time, fault error) error {
	if len(list) == 0 || ctx.Err() != nil {
		return fault
	}
	err := e.DB.Write(ctx, func(tx *store.Tx) error {
		r, err := e.begin(tx, list[0], now)
		if err != nil || r == nil {
			return err
		}
		return e.fail(tx, list[0], r, fault)
	})
	if err != nil {
		return fmt.Errorf("job %s: %w", list[0].Name, errors.Join(fault, err))
	}
	return nil
}

// taken is what a step did.
type taken struct {
	more  bool // there is more to do at once
	wrote int  // messages
}

// step runs a job that is due, for one chunk, in the transaction. What fails or
// panics is undone and planned again; err means that the database itself failed.
func (e *Engine) step(tx *store.Tx, j *scheduled, now time.Time) (taken, error) {
	r, err := e.begin(tx, j, now)
	if err != nil || r == nil {
		return taken{}, err
	}
	before, err := tx.LastOut()
	if err != nil {
		return taken{}, err
	}
	at, state := r.Cursor, r.state
	fault := tx.Savepoint(func() error {
		if err := j.Run(r); err != nil {
			return err
		}
		if r.Cursor != "" && r.Cursor == at {
			return fmt.Errorf("the fan-out does not get on from %q", at)
		}
		return nil
	})
	if fault != nil {
		r.state = state
		return taken{}, e.fail(tx, j, r, fault)
	}
	if r.written, err = tx.OutSince(before); err != nil {
		return taken{}, err
	}
	// A made-up run is followed by the next one, a chunk by the next chunk.
	return taken{true, r.written}, e.mark(tx, j, r)
}

// mark notes how far a run has come: in its middle, or at its end.
func (e *Engine) mark(tx *store.Tx, j *scheduled, r *Run) error {
	mark, _, err := tx.JobProgress(j.Name)
	if err != nil {
		return err
	}
	run := store.JobRun{Job: j.Name, Period: r.Period, Written: r.written}
	p := r.state
	p.Cursor, p.Attempts, p.RetryAt = r.Cursor, 0, 0
	if p.Cursor == "" {
		if p, err = e.end(tx, j, r, &run, &mark); err != nil {
			return err
		}
	}
	if err := tx.FinishRun(run); err != nil {
		return err
	}
	mark.Cursor = p.String()
	return tx.SaveJobProgress(j.Name, mark)
}

// end closes a run and returns how the job fares after it.
func (e *Engine) end(tx *store.Tx, j *scheduled, r *Run, run *store.JobRun, mark *store.JobProgress) (progress, error) {
	run.Finished, run.Outcome = r.Now, Done
	if r.state.Rolled {
		run.Outcome = Rolled
	}
	if !r.state.Manual {
		mark.Last = r.Period
	}
	after := progress{Failing: r.state.Failing}
	if r.state.Faults > 0 {
		run.Outcome, run.Error = Failed, short(fmt.Sprintf("%d × %s", r.state.Faults, r.state.Fault))
		if after.Failing == 0 {
			after.Failing = r.state.Period
			return after, e.tellFailed(tx, r, run.Error, time.Time{})
		}
		return after, nil
	}
	if after.Failing != 0 {
		if err := e.tellWell(tx, r); err != nil {
			return after, err
		}
		after.Failing = 0
	}
	return after, tx.PruneRuns(j.Name, runsKept)
}

// fail notes that a run failed and when it is tried again. The operators hear
// of it once, until the job is well again.
func (e *Engine) fail(tx *store.Tx, j *scheduled, r *Run, fault error) error {
	e.Log.Error("job failed", "job", j.Name, "period", r.Period, "attempt", r.state.Attempts+1, "err", fault, "stack", stack(fault))
	p := r.state
	retry := r.Now.Add(min(firstRetry<<min(p.Attempts, 10), longestRetry))
	p.Attempts++
	p.RetryAt = retry.UnixMilli()
	if p.Failing == 0 {
		p.Failing = p.Period
		if err := e.tellFailed(tx, r, short(fault.Error()), retry); err != nil {
			return err
		}
	}
	err := tx.FinishRun(store.JobRun{Job: j.Name, Period: r.Period, Finished: r.Now, Outcome: Failed, Error: short(fault.Error())})
	if err != nil {
		return err
	}
	mark, _, err := tx.JobProgress(j.Name)
	if err != nil {
		return err
	}
	mark.Cursor = p.String()
	return tx.SaveJobProgress(j.Name, mark)
}

const errorLimit = 300 // characters of an error that are kept

func short(s string) string {
	r := []rune(s)
	if len(r) <= errorLimit {
		return s
	}
	return string(r[:errorLimit-1]) + "…"
}
