package jobs

import (
	"fmt"
	"strconv"
	"strings"

	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// judge judges again what is approved or waits, whenever what it is judged by has
// changed, and once a night; then it tells whom that concerns. Chunks are small: the
// units in the queue first, a few changes at a time, then the messages.
func judge() Job {
	return Job{Name: "judge", Spec: "* * * * *", Missed: Roll, Run: func(r *Run) error {
		place, telling, err := readJudged(r.Cursor)
		if err != nil {
			return err
		}
		if r.Cursor == "" {
			if err := request.QueueJudging(r.Do()); err != nil {
				return err
			}
		}
		if !telling {
			more, err := request.JudgeNext(r.Do(), Chunk)
			if err != nil {
				return err
			}
			if more {
				n, _ := strconv.Atoi(r.Cursor) // "" at first
				r.Cursor = strconv.Itoa(n + 1)
				return nil
			}
		}
		next, more, err := request.TellConflicts(r.Do(), place, 2*Chunk)
		r.Cursor = ""
		if more {
			r.Cursor = fmt.Sprintf("told %d %d %s", next.Unit, next.Request, next.Slot)
		}
		return err
	}}
}

// readJudged reads where a run goes on: among the units, or among whom to tell.
func readJudged(cursor string) (place store.ConflictPlace, telling bool, err error) {
	rest, telling := strings.CutPrefix(cursor, "told ")
	if !telling {
		return place, false, nil
	}
	var slot string
	if _, err := fmt.Sscanf(rest, "%d %d %s", &place.Unit, &place.Request, &slot); err != nil {
		return place, true, fmt.Errorf("read where the telling stands: %w", err)
	}
	place.Slot, err = rules.ParseSlot(slot)
	return place, true, err
}
