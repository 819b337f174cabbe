package jobs

import (
	"fmt"
	"strconv"

	"tainha/pilot/request"
	"tainha/rules"
)

// evening tells requesters how the next working day stands when the office closes: that
// nobody has decided and what that means, or that it is approved. What was missed then
// is told in the next working hours, as long as the day has not begun.
func evening() Job {
	return Job{Name: "evening", Spec: "* * * * *", Missed: Roll, Run: func(r *Run) error {
		e, ok := request.EveningNow(r.Do())
		after, err := r.number()
		if err != nil || !ok {
			r.Cursor = ""
			return err
		}
		ids, err := e.Waiting(r.Do(), rules.RequestID(after), Chunk)
		if err != nil {
			return err
		}
		r.Cursor = ""
		for _, id := range ids {
			if err := r.Item(fmt.Sprintf("request %d", id), func() error { return e.Tell(r.Do(), id) }); err != nil {
				return err
			}
			if len(ids) == Chunk {
				r.Cursor = strconv.FormatInt(int64(id), 10)
			}
		}
		return nil
	}}
}
