package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/rules/task"
)

// A repetition is read as it was kept, and makes the task of one of its days once.
func TestAnOccurrenceOfARepetitionIsKeptOnce(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		x := o.work("Báo cáo", now)
		must(0, tx.InsertTask(&x))
		again := task.Repeat{Newest: x.ID, Unit: x.Unit, Pace: task.Pace{Rhythm: task.Monthly, Every: 1, Day: 25, Last: day + 90}, Minute: 960, First: day, Made: day}
		must(0, tx.AddRepeat(&again))
		if got := must(tx.Task(x.ID)); got.Repeat != again.ID || got.RepeatDay != day {
			t.Errorf("its task is of %d on %s", got.Repeat, got.RepeatDay)
		}
		next := o.work("Báo cáo", now)
		next.Repeat, next.RepeatDay = again.ID, day+7
		must(0, tx.InsertTask(&next))
		twice := next
		if err := tx.InsertTask(&twice); !errors.Is(err, ErrTaken) {
			t.Errorf("made twice: %v", err)
		}
		again.Newest, again.Made = next.ID, day+7
		must(0, tx.SaveRepeat(again))
		if diff := cmp.Diff(again, must(tx.Repeat(again.ID))); diff != "" {
			t.Error(diff)
		}
		if list := must(tx.Repeats(0, 10)); len(list) != 1 {
			t.Errorf("%d run", len(list))
		}
		again.Ended, again.Why = now, task.EndedMoved
		must(0, tx.SaveRepeat(again))
		if run, over := must(tx.Repeats(0, 10)), must(tx.RepeatsEnded(now)); len(run) != 0 || len(over) != 1 {
			t.Errorf("%d run, %d ended", len(run), len(over))
		}
		return nil
	})
}
