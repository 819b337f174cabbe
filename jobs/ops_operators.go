package jobs

import (
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// tellFailed tells the operators that a job fails; retry zero means that its
// next planned run comes first.
func (e *Engine) tellFailed(tx *store.Tx, r *Run, reason string, retry time.Time) error {
	return tellOperators(tx, r, "failed", rules.Msg("job.failed", "job", rules.Msg("job.name."+r.Job), "at", r.Now,
		"reason", reason, "again", !retry.IsZero(), "retry", retry))
}

// tellWell tells them that it runs again.
func (e *Engine) tellWell(tx *store.Tx, r *Run) error {
	return tellOperators(tx, r, "well", rules.Msg("job.well", "job", rules.Msg("job.name."+r.Job), "at", r.Now))
}

// tellOperators queues a notice to every operator, once for a run.
func tellOperators(tx *store.Tx, r *Run, what string, m rules.Message) error {
	list, err := tx.PeopleWithRole(rules.Operator, r.Today)
	if err != nil {
		return fmt.Errorf("find the operators: %w", err)
	}
	for _, p := range list {
		if !p.Linked {
			continue
		}
		err := r.Pilot.Do(tx, r.Now, pilot.Actor{Job: r.Job}).Queue(store.Out{
			Person: p.ID, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: m}},
			Dedupe: fmt.Sprintf("job:%s:%s:%d:%d", r.Job, what, r.Period.UnixMilli(), p.ID),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
