package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Missed says what becomes of runs that were missed while the bot was down.
type Missed uint8

const (
	MakeUp Missed = iota + 1 // each is made up, oldest first
	Roll                     // they are rolled into one: the newest runs for all
	Drop                     // they are dropped; a run that is late by no more than Grace still counts
)

// Chunk is how many people or requests one transaction of a fan-out deals with.
const Chunk = 250

// Job is something that runs by the clock. Exactly one of Run and Outside is set.
type Job struct {
	Name   string
	Spec   string // where the configuration says nothing
	Missed Missed
	Grace  time.Duration // with Drop: how late a run may be
	After  string        // a job that comes before it in the list: while that one goes on, chunk by chunk, this one waits
	// Run works in a write transaction that commits together with the mark of
	// the run: it happens exactly once. It never waits. A fan-out deals with up to
	// Chunk items and sets Run.Cursor to be called again for the rest, in another
	// transaction.
	Run func(r *Run) error
	// Outside works outside any transaction; the mark follows when it has
	// succeeded. A crash in between repeats it, so it must bear that.
	Outside func(ctx context.Context, r *Run) error
}

// Run is one run of a job, or one chunk of it.
type Run struct {
	Job    string
	Period time.Time // the planned moment that it stands for; names it for ever
	Now    time.Time // in the agency's time zone
	Today  rules.Date
	Pilot  *pilot.Pilot
	DB     *store.DB // for Outside
	Tx     *store.Tx // nil in Outside
	Log    *slog.Logger

	// Cursor is where a fan-out goes on, empty at its beginning. Run sets it to
	// the place for the next chunk, or to nothing at the end.
	Cursor string

	state   progress
	written int
}

// Item does one item of a fan-out. When it fails or panics, what it wrote is
// undone and the others go on; the run counts as failed in the end. Only a fault
// of the database itself is returned.
func (r *Run) Item(what string, do func() error) error {
	err := r.Tx.Savepoint(do)
	if err == nil {
		return nil
	}
	if probe := r.Tx.Savepoint(func() error { return nil }); probe != nil {
		return err // the transaction is lost
	}
	r.Log.Error("an item of a job failed", "job", r.Job, "item", what, "err", err, "stack", stack(err))
	r.state.Faults++
	if r.state.Fault == "" {
		r.state.Fault = fmt.Sprintf("%s: %v", what, err)
	}
	return nil
}

func stack(err error) string {
	if p, ok := errors.AsType[*store.PanicError](err); ok {
		return string(p.Stack)
	}
	return ""
}

// Specs are the schedules that hold where the configuration says nothing.
func Specs() map[string]string {
	specs := map[string]string{}
	for _, j := range All(Backup{}) {
		specs[j.Name] = j.Spec
	}
	return specs
}

// All is the list of jobs, in the order in which those that are due together
// run: what expires is not escalated, and what is escalated is not reminded.
func All(b Backup) []Job {
	return []Job{
		expire(),
		judge(),
		escalate(),
		remind(),
		evening(),
		repeat(),
		scores(),
		digest(),
		plan(),
		nudge(),
		board(),
		callback(),
		remindPrivacy(),
		retention(),
		backup(b),
		audit(b),
	}
}

// Do is the run as the use cases take it.
func (r *Run) Do() pilot.Do { return r.Pilot.Do(r.Tx, r.Now, pilot.Actor{Job: r.Job}) }
