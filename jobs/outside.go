package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"tainha/store"
)

// startOutside starts the due jobs that work outside a transaction, each on its
// own: a slow one keeps nobody waiting and never overlaps itself.
func (e *Engine) startOutside(ctx context.Context, now time.Time) error {
	var errs []error
	for _, j := range e.all {
		if j.Outside == nil || ctx.Err() != nil {
			continue
		}
		if _, busy := e.busy.LoadOrStore(j.Name, true); busy {
			continue
		}
		r, err := e.beginOutside(ctx, j, now)
		if err != nil || r == nil {
			e.busy.Delete(j.Name)
			errs = append(errs, err)
			continue
		}
		e.outside.Go(func() {
			defer e.busy.Delete(j.Name)
			if err := e.runOutside(ctx, j, r); err != nil {
				e.Log.Error("a job's end could not be noted: it will be repeated", "job", j.Name, "err", err)
			}
		})
	}
	return errors.Join(errs...)
}

// beginOutside notes that the job is under way.
func (e *Engine) beginOutside(ctx context.Context, j *scheduled, now time.Time) (r *Run, err error) {
	err = e.DB.Write(ctx, func(tx *store.Tx) error {
		if r, err = e.begin(tx, j, now); err != nil || r == nil {
			return err
		}
		mark, _, err := tx.JobProgress(j.Name)
		if err != nil {
			return err
		}
		mark.Cursor = r.state.String()
		return tx.SaveJobProgress(j.Name, mark)
	})
	if err != nil {
		return nil, fmt.Errorf("begin job %s: %w", j.Name, err)
	}
	return r, nil
}

// runOutside does the work and notes how it ended. A stop of the process leaves
// the run under way, for the next start.
func (e *Engine) runOutside(ctx context.Context, j *scheduled, r *Run) error {
	r.Tx = nil
	fault := contain(func() error { return j.Outside(ctx, r) })
	if fault != nil && ctx.Err() != nil {
		return nil //nolint:nilerr // torn by the stop, not failed
	}
	r.Now = e.Now().In(r.Now.Location())
	return e.DB.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		mark, _, err := tx.JobProgress(j.Name)
		if err != nil {
			return err
		}
		p, err := readProgress(mark.Cursor)
		if err != nil || p.Period != r.state.Period {
			return err // it was finished meanwhile, by another engine
		}
		if fault != nil {
			return e.fail(tx, j, r, fault)
		}
		return e.mark(tx, j, r)
	})
}

// contain turns a panic into an error.
func contain(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &store.PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return do()
}
