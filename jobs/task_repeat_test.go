package jobs

import (
	"testing"

	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules/task"
	"tainha/store"
)

// An occurrence is made once in its time, whatever runs twice; who gave it stands in the
// repetition, and nobody gets a message.
func TestARepeatingTaskIsMadeOnceInItsTime(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-25 12:00"))
	o := newOffice(h)
	x := h.give(o, o.lan, o.an, "Báo cáo tuần", "2026-11-27 16:00")
	h.write(func(tx *store.Tx) error {
		do := h.pilot.Do(tx, h.now, pilot.Actor{Person: o.an})
		_, err := work.BeginRepeat(do, x, task.Pace{Rhythm: task.Weekly, Every: 1, Last: day("2026-12-11")})
		return err
	})
	run := func(now string) (made int, r task.Repeat) {
		h.write(func(tx *store.Tx) error {
			do := h.pilot.Do(tx, at(now), pilot.Actor{Job: "repeat"})
			for _, r := range must(work.Repeats(do, 0)) {
				must(0, work.RunRepeat(do, r))
			}
			made = len(must(tx.LiveTasksOf(o.lan)))
			r = must(tx.Repeat(1))
			return nil
		})
		return made, r
	}
	for _, c := range []struct {
		now  string
		made int
		over bool
	}{{"2026-11-27 07:20", 1, false}, {"2026-11-30 07:20", 2, false}, {"2026-11-30 07:21", 2, false}, {"2026-12-07 07:20", 3, true}, {"2026-12-14 07:20", 3, true}} {
		if made, r := run(c.now); made != c.made || !r.Ended.IsZero() != c.over {
			t.Errorf("%s: %d made, over %v; want %d, %v", c.now, made, !r.Ended.IsZero(), c.made, c.over)
		}
	}
}
