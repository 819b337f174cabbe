package jobs

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"tainha/pilot"
	"tainha/pilot/task"
	"tainha/rules"
)

// plan sends whoever is at home the one message of their day, which is edited from then on.
// After the morning, or the noon, it is no longer worth having.
func plan() Job {
	return Job{Name: "plan", Spec: "30 7,12 * * *", Missed: Drop, Grace: 4 * time.Hour, After: "digest", Run: func(r *Run) error {
		if _, today := r.opensToday(); !today {
			return nil
		}
		return eachPerson(r, "plan of person", task.PlanReaders, task.QueuePlan)
	}}
}

// nudge reminds once, before the end of a day at home, whoever said nothing of it.
func nudge() Job {
	return Job{Name: "nudge", Spec: "*/10 * * * *", Missed: Roll, Run: func(r *Run) error {
		return eachPerson(r, "reminder of person", task.NudgeReaders, task.QueueNudge)
	}}
}

// eachPerson does something for a list of people, chunk by chunk.
func eachPerson(r *Run, what string, list func(pilot.Do) ([]rules.PersonID, error), do func(pilot.Do, rules.PersonID) error) error {
	after, err := r.number()
	if err != nil {
		return err
	}
	r.Cursor = ""
	people, err := list(r.Do())
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(p rules.PersonID) bool { return int64(p) <= after })
	if len(people) > Chunk {
		people = people[:Chunk]
		r.Cursor = strconv.FormatInt(int64(people[Chunk-1]), 10)
	}
	for _, p := range people {
		if err := r.Item(fmt.Sprint(what, " ", p), func() error { return do(r.Do(), p) }); err != nil {
			return err
		}
	}
	return nil
}
