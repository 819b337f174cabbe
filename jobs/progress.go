package jobs

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/store"
)

// progress is the run that is under way and how the job fares; it stands in the
// cursor of the job's mark.
type progress struct {
	Period   int64  `json:"period,omitempty"`   // unix ms of the run under way, 0: none
	Cursor   string `json:"cursor,omitempty"`   // where its fan-out goes on
	Rolled   bool   `json:"rolled,omitempty"`   // it stands for missed ones too
	Manual   bool   `json:"manual,omitempty"`   // an operator asked for it: it is no planned moment
	Attempts int    `json:"attempts,omitempty"` // how often in a row it failed
	RetryAt  int64  `json:"retry_at,omitempty"` // unix ms
	Failing  int64  `json:"failing,omitempty"`  // the period with which the streak of failures began, 0: all is well
	Faults   int    `json:"faults,omitempty"`   // items of the run that failed
	Fault    string `json:"fault,omitempty"`    // the first of them
}

const (
	firstRetry   = time.Minute // doubled with each further failure
	longestRetry = time.Hour
)

func readProgress(cursor string) (p progress, err error) {
	if cursor == "" {
		return p, nil
	}
	if err := json.Unmarshal([]byte(cursor), &p); err != nil {
		return p, fmt.Errorf("read where the job stands: %w", err)
	}
	return p, nil
}

func (p progress) String() string {
	if p == (progress{}) {
		return ""
	}
	data, _ := json.Marshal(p) // numbers, booleans and texts always can
	return string(data)
}

// waits reports whether the next attempt is still to come. A moment further off
// than any wait was set by a clock that has gone back since.
func (p progress) waits(now time.Time) bool {
	left := time.UnixMilli(p.RetryAt).Sub(now)
	return p.RetryAt != 0 && left > 0 && left <= longestRetry
}

// begin returns the run of the job that is due now, or nil: the one under way,
// else what the schedule asks for since the last planned moment that was dealt
// with. A job that was never seen starts from now.
func (e *Engine) begin(tx *store.Tx, j *scheduled, now time.Time) (*Run, error) {
	mark, known, err := tx.JobProgress(j.Name)
	if err != nil {
		return nil, err
	}
	if !known {
		return nil, tx.SaveJobProgress(j.Name, store.JobProgress{Last: now})
	}
	p, err := readProgress(mark.Cursor)
	if err != nil {
		return nil, err
	}
	if p.Period != 0 {
		return e.goOn(tx, j, mark, p, now)
	}
	period, more := j.due(mark.Last, now)
	switch {
	case period.IsZero():
		return nil, nil
	case j.late(period, now):
		return nil, e.drop(tx, j, period, now, p)
	}
	p.Period, p.Rolled = period.UnixMilli(), more && j.Missed == Roll
	return e.start(tx, j, p, now)
}

// due returns the planned moment to run for, zero for none, and whether it stands for others too.
func (j *scheduled) due(last, now time.Time) (period time.Time, more bool) {
	u := j.coming.Load()
	if u == nil || !u.after.Equal(last) {
		u = &upcoming{after: last, next: j.schedule.Next(last)}
		j.coming.Store(u)
	}
	if u.next.IsZero() || u.next.After(now) {
		return time.Time{}, false
	}
	if j.Missed != MakeUp {
		return j.schedule.newest(last, now)
	}
	return u.next, false
}

// late reports whether a run comes too late to be worth having.
func (j *scheduled) late(period, now time.Time) bool {
	return j.Missed == Drop && now.Sub(period) > j.Grace
}

// goOn takes up the run that is under way, unless it must wait for its next
// attempt, or has become too late.
func (e *Engine) goOn(tx *store.Tx, j *scheduled, mark store.JobProgress, p progress, now time.Time) (*Run, error) {
	if period := time.UnixMilli(p.Period); j.late(period, now) {
		if p.Manual {
			period = mark.Last
		}
		return nil, e.drop(tx, j, period, now, p)
	}
	if p.waits(now) {
		return nil, nil
	}
	return e.start(tx, j, p, now)
}

func (e *Engine) start(tx *store.Tx, j *scheduled, p progress, now time.Time) (*Run, error) {
	r := &Run{
		Job: j.Name, Period: time.UnixMilli(p.Period).In(now.Location()), Now: now, Today: rules.DateOf(now),
		Pilot: e.Pilot.In(tx), DB: e.DB, Tx: tx, Log: e.Log, Cursor: p.Cursor, state: p,
	}
	_, err := tx.StartRun(j.Name, r.Period, now)
	return r, err
}

// drop deals with a planned moment by leaving it out.
func (e *Engine) drop(tx *store.Tx, j *scheduled, period, now time.Time, p progress) error {
	at := period
	if p.Period != 0 {
		at = time.UnixMilli(p.Period)
	}
	if _, err := tx.StartRun(j.Name, at, now); err != nil {
		return err
	}
	if err := tx.FinishRun(store.JobRun{Job: j.Name, Period: at, Finished: now, Outcome: Dropped}); err != nil {
		return err
	}
	e.Log.Info("a job was dropped: it came too late", "job", j.Name, "period", at)
	return tx.SaveJobProgress(j.Name, store.JobProgress{Last: period, Cursor: progress{Failing: p.Failing}.String()})
}
