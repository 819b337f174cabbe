package store

import (
	"encoding/json"
	"fmt"
	"time"
)

// JobProgress is how far a job has come.
type JobProgress struct {
	Last   time.Time // the last planned moment that was dealt with
	Cursor string    // the engine's own notes: the run under way, and where its fan-out goes on
}

// JobProgress loads how far a job has come; ok is false for a job that is new.
func (tx *Tx) JobProgress(job string) (s JobProgress, ok bool, err error) {
	all, err := keptAll(tx, func(r row) (s namedProgress, err error) {
		err = r.Scan(&s.job, &s.Last, &s.Cursor)
		return s, err
	}, `SELECT job, last, cursor FROM job_slot`)
	if err != nil {
		return s, false, fmt.Errorf("load the progress of job %s: %w", job, err)
	}
	for _, x := range all {
		if x.job == job {
			return x.JobProgress, true, nil
		}
	}
	return s, false, nil
}

type namedProgress struct {
	job string
	JobProgress
}

// SaveJobProgress stores how far a job has come, in the transaction of what it
// wrote. Last never goes back, whatever the clock did.
func (tx *Tx) SaveJobProgress(job string, s JobProgress) error {
	_, err := tx.exec(`INSERT INTO job_slot (job, last, cursor) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET last = max(last, excluded.last), cursor = excluded.cursor`, job, s.Last, s.Cursor)
	if err != nil {
		return fmt.Errorf("save the progress of job %s: %w", job, err)
	}
	return nil
}

// JobRun is one run of a job for one planned moment.
type JobRun struct {
	Job               string
	Period            time.Time // the planned moment
	Started, Finished time.Time // Finished zero: under way, or cut off by a stop
	Written           int       // messages
	Outcome           string    // empty while under way; done, rolled, dropped, failed, joined
	Error             string
}

// StartRun notes that a run began; first is false when the period has been
// begun before, and nothing is changed.
func (tx *Tx) StartRun(job string, period, at time.Time) (first bool, err error) {
	n, err := tx.count(`INSERT INTO job_run (job, period, started_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, job, period, at)
	if err != nil {
		return false, fmt.Errorf("start job %s: %w", job, err)
	}
	return n == 1, nil
}

// FinishRun records how a started run ended; Written is added to what earlier
// chunks of it wrote. ErrNotFound: it was never started.
func (tx *Tx) FinishRun(r JobRun) error {
	err := tx.change(`UPDATE job_run SET finished_at = ?, written = written + ?, outcome = ?, error = ? WHERE job = ? AND period = ?`,
		r.Finished, r.Written, r.Outcome, r.Error, r.Job, r.Period)
	if err != nil {
		return fmt.Errorf("finish job %s: %w", r.Job, err)
	}
	return nil
}

func scanJobRun(r row) (j JobRun, err error) {
	err = r.Scan(&j.Job, &j.Period, &j.Started, &j.Finished, &j.Written, &j.Outcome, &j.Error)
	return j, err
}

// RunsOfJobs lists up to limit runs of each of some jobs, newest first.
func (tx *Tx) RunsOfJobs(jobs []string, limit int) (map[string][]JobRun, error) {
	names, err := json.Marshal(append([]string{}, jobs...))
	if err != nil {
		return nil, fmt.Errorf("list the runs of jobs: %w", err)
	}
	list, err := queryAll(tx, scanJobRun, `SELECT r.job, r.period, r.started_at, r.finished_at, r.written, r.outcome, r.error FROM json_each(?1) j
		JOIN job_run r ON r.job = j.value AND r.period >= (SELECT min(period) FROM (SELECT period FROM job_run WHERE job = j.value ORDER BY period DESC LIMIT ?2))
		ORDER BY r.job, r.period DESC`, string(names), limit)
	if err != nil {
		return nil, fmt.Errorf("list the runs of jobs: %w", err)
	}
	of := map[string][]JobRun{}
	for _, r := range list {
		of[r.Job] = append(of[r.Job], r)
	}
	return of, nil
}

// JobRuns lists a job's runs, newest first.
func (tx *Tx) JobRuns(job string, limit int) ([]JobRun, error) {
	return queryAll(tx, scanJobRun, `SELECT job, period, started_at, finished_at, written, outcome, error FROM job_run WHERE job = ? ORDER BY period DESC LIMIT ?`,
		job, limit)
}

// PruneRuns forgets all but the newest runs of a job.
func (tx *Tx) PruneRuns(job string, keep int) error {
	_, err := tx.exec(`DELETE FROM job_run WHERE job = ?1 AND period < (
		SELECT period FROM job_run WHERE job = ?1 ORDER BY period DESC LIMIT 1 OFFSET ?2 - 1)`, job, keep)
	if err != nil {
		return fmt.Errorf("forget old runs of job %s: %w", job, err)
	}
	return nil
}

// LastOut is the number of the newest message of the outbox, 0 when it is empty.
func (tx *Tx) LastOut() (int64, error) {
	return queryRow(tx, scalar[int64], `SELECT COALESCE(MAX(id), 0) FROM outbox`)
}

// OutSince counts the messages queued after the one with that number.
func (tx *Tx) OutSince(last int64) (int, error) {
	return queryRow(tx, scalar[int], `SELECT COUNT(*) FROM outbox WHERE id > ?`, last)
}
