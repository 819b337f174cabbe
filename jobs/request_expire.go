package jobs

import (
	"fmt"
	"strconv"

	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
)

// expire ends what still waits when its day begins, what no second confirmer
// confirmed in time, and marks approved days done when they are over.
func expire() Job {
	return Job{Name: "expire", Spec: "* * * * *", Missed: Roll, Run: func(r *Run) error {
		after, err := r.number()
		if err != nil {
			return err
		}
		if after >= 0 {
			last, more, err := walk(r, rules.RequestID(after), rules.StepExpire)
			if err != nil {
				return err
			}
			if more {
				r.Cursor = strconv.FormatInt(int64(last), 10)
				return nil
			}
			after = 0
			if err := r.Item("changes of power", func() error { return people.ExpirePower(r.Do()) }); err != nil {
				return err
			}
		}
		return complete(r, after)
	}}
}

// complete marks one chunk of days done. Its cursor counts the chunks down from
// -1: numbers below zero are no requests.
func complete(r *Run, chunk int64) error {
	ids, err := request.DaysOver(r.Do(), Chunk)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := r.Item(fmt.Sprintf("request %d", id), func() error { return request.Complete(r.Do(), id) }); err != nil {
			return err
		}
	}
	r.Cursor = ""
	if len(ids) == Chunk && r.state.Faults == 0 { // one that failed is found again: the next run comes to it
		r.Cursor = strconv.FormatInt(chunk-1, 10)
	}
	return nil
}
