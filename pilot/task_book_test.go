package pilot_test

import (
	"testing"

	work "tainha/pilot/task"
	"tainha/rules/task"
	"tainha/store"
)

// A unit's book holds what was reported on the unit's tasks, whoever reported: what a member
// does for another unit stays out of it.
func TestAUnitsBookHoldsTheReportsOnItsOwnTasksAlone(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	ours := w.assign()
	theirs := task.Task{Unit: w.unit("SO"), Title: "Việc của phòng khác", Due: w.due(3), Owner: w.who["A3"], Assigner: w.who["A1"], State: task.Accepted, Made: w.now, Rev: 1}
	var book work.Book
	unit := w.unit("P1")
	w.must(func(tx *store.Tx) error {
		do := w.as(tx, "A2")
		if err := tx.InsertTask(&theirs); err != nil {
			return err
		}
		for _, x := range []task.Task{ours, theirs} {
			if err := tx.AddReport(&task.Report{Task: x.ID, By: w.who["A3"], Day: do.Today, At: w.now, Percent: 50}); err != nil {
				return err
			}
		}
		var err error
		book, err = work.UnitBook(do, unit, do.Today.MonthStart())
		return err
	})
	if len(book.Reports) != 1 || book.Reports[0].Task != ours.ID || len(book.Of) != 1 {
		t.Errorf("the book of P1 holds %+v, not the report on task %d alone", book.Reports, ours.ID)
	}
}
