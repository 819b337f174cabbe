package jobs

import (
	"fmt"
	"strconv"

	"tainha/pilot/task"
	rule "tainha/rules/task"
)

// repeat makes what repeats anew in its time, each once; what was missed is looked at once.
func repeat() Job {
	return Job{Name: "repeat", Spec: "20 7 * * *", Missed: Roll, Run: func(r *Run) error {
		after, err := r.number()
		if err != nil {
			return err
		}
		r.Cursor = ""
		list, err := task.Repeats(r.Do(), rule.RepeatID(after))
		if err != nil || len(list) == 0 {
			return err
		}
		for _, x := range list {
			if err := r.Item(fmt.Sprint("repetition ", x.ID), func() error { return task.RunRepeat(r.Do(), x) }); err != nil {
				return err
			}
		}
		r.Cursor = strconv.FormatInt(int64(list[len(list)-1].ID), 10)
		return nil
	}}
}
