package store

import (
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// What a report takes back was not made on the day that claimed it, and what is claimed again
// is made on the later day alone: the days of a task add up to what it came to (rules section 9).
func TestAVolumeThatIsTakenBackIsCountedOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		done []task.Amount // what each day says is done in all
		want []float64     // what was made on each
	}{
		"up":             {[]task.Amount{task.N(1), task.N(3)}, []float64{1, 2}},
		"down and up":    {[]task.Amount{task.N(3), task.N(1), task.N(3)}, []float64{1, 0, 2}},
		"a slip":         {[]task.Amount{task.N(4), task.A(1, 2), task.N(1)}, []float64{0.5, 0, 0.5}},
		"a part of one":  {[]task.Amount{task.A(4, 3), task.N(2)}, []float64{4. / 3, 2. / 3}},
		"all taken back": {[]task.Amount{task.N(2), task.N(0)}, []float64{0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := setup(t)
			o := newOffice(t, db)
			monday := day - rules.Date(day.Weekday()-time.Monday)
			write(t, db, func(tx *Tx) error {
				x := o.work("Báo cáo", now)
				x.State, x.Work.K = task.InProgress, task.N(1)
				p := task.Product{Code: "BC", Name: "Báo cáo", K: task.N(1), Since: monday}
				must(0, tx.AddProduct(&p))
				x.Work.Product = p.ID
				must(0, tx.InsertTask(&x))
				for i, done := range c.done {
					must(0, tx.AddReport(&task.Report{Task: x.ID, By: o.lan, Day: monday + rules.Date(i), At: now, Done: done, Percent: -1}))
				}
				return nil
			})
			list := read(t, db, func(tx *Tx) ([]DaysOf, error) {
				return tx.ReviewVolume(ReviewAsked{Units: []rules.UnitID{o.planning}, First: monday, Last: monday + 6, Zone: time.UTC})
			})
			got := make([]float64, len(c.done))
			for _, d := range list {
				got[d.Weekday-time.Monday] += d.Sum
			}
			for i := range got {
				if diff := got[i] - c.want[i]; diff > 1e-9 || diff < -1e-9 {
					t.Fatalf("the days made %v, not %v", got, c.want)
				}
			}
		})
	}
}
