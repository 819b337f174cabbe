package task_test

import (
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// Green is less than 24 hours to the deadline, yellow up to 48 hours overdue, red more,
// by hours of the clock; submitted and confirmed work is dark (rules sections 6 and 12).
func TestTheLampOfATask(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]task.Lamp{
		"2026-11-26 15:00": task.Dark, "2026-11-26 15:01": task.Green, "2026-11-27 15:00": task.Green,
		"2026-11-27 15:01": task.Yellow, "2026-11-29 15:00": task.Yellow, "2026-11-29 15:01": task.Red, "2026-12-20 09:00": task.Red,
	} {
		for _, s := range states {
			expect := want
			if !s.Open() {
				expect = task.Dark
			}
			if got := report(in(s)).Lamp(task.DefaultPolicy(), true, at(now)); got != expect {
				t.Errorf("%s at %s: %d, want %d", s, now, got, expect)
			}
		}
	}
	stops := task.DefaultPolicy()
	stops.WaitingStops = true
	if report().Lamp(stops, true, at("2026-12-20 09:00")) != task.Dark || report().Lamp(stops, false, at("2026-12-20 09:00")) != task.Red {
		t.Error("a blocked task shines, or an unblocked one does not, where waiting stops the lights")
	}
}

// Each light reaches each recipient once; yellow the head too, red the level above too; an
// owner who is the head gets yellow alone; at the top red goes to the named authority; an
// extension arms them anew (rules sections 6 and 12).
func TestWhoIsToldOfALight(t *testing.T) {
	t.Parallel()
	green, yellow, red := "2026-11-27 09:00", "2026-11-28 09:00", "2026-11-30 09:00"
	for _, x := range []struct {
		owner rules.PersonID
		now   string
		to    []rules.PersonID
	}{
		{binh, "2026-11-23 09:00", nil},
		{binh, green, []rules.PersonID{binh}},
		{binh, yellow, []rules.PersonID{binh, an}},
		{binh, red, []rules.PersonID{binh, an, director}},
		{an, yellow, []rules.PersonID{an}},
		{an, red, []rules.PersonID{an, director}},
		{director, yellow, []rules.PersonID{director}},
		{director, red, []rules.PersonID{director, chairman}},
	} {
		k, task1 := desk(x.now), report(func(t *task.Task) { t.Owner = x.owner })
		k.Org.Delegations = []rules.Delegation{{ID: 1, From: an, To: chi, First: day("2026-11-01"), Last: day("2026-12-31")}} // delegates get none
		lights := k.Lights(task1, false, nil)
		var to []rules.PersonID
		for _, l := range lights {
			to = append(to, l.To)
		}
		same(t, x.now, to, x.to)
		if again := k.Lights(task1, false, lights); len(again) != 0 {
			t.Errorf("%s: told twice: %+v", x.now, again)
		}
		if len(lights) > 1 {
			same(t, "what one was not told", k.Lights(task1, false, lights[:1]), lights[1:])
		}
	}
	k := desk(green)
	told := k.Lights(report(), false, nil)
	extended := report(func(t *task.Task) { t.Due = at("2026-11-27 17:00") })
	if again := k.Lights(extended, false, told); len(again) != 1 {
		t.Errorf("an extension arms %d lights", len(again))
	}
	k.Now = at(red) // yellow was overtaken: it is not caught up
	for _, l := range k.Lights(report(), false, told) {
		if l.Lamp != task.Red {
			t.Errorf("told of %d", l.Lamp)
		}
	}
}

// What waits over two working days for confirmation stands first, the longest first; the
// wait is counted in working time (rules sections 5 and 12).
func TestTheOrderOfADigest(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-30 09:00")
	x := func(id task.ID, s task.State, when string) task.Task {
		return report(in(s), func(t *task.Task) {
			t.ID = id
			if s == task.Submitted {
				t.Submitted = at(when)
			} else {
				t.Due = at(when)
			}
		})
	}
	tasks := []task.Task{
		x(1, task.InProgress, "2026-12-10 15:00"), x(2, task.InProgress, "2026-11-30 15:00"), x(3, task.Submitted, "2026-11-27 09:01"),
		x(4, task.Assigned, "2026-11-29 15:00"), x(5, task.Assigned, "2026-11-26 15:00"), x(6, task.Submitted, "2026-11-26 08:59"),
		x(7, task.Submitted, "2026-11-23 09:00"), x(8, task.Confirmed, "2026-11-01 15:00"), x(9, task.InProgress, "2026-12-11 15:00"),
		x(10, task.Submitted, "2026-11-26 09:00"), // just two working days
	}
	var got []task.ID
	listed := 0
	for _, l := range k.Digest(tasks, map[task.ID]bool{9: true}) {
		got = append(got, l.Task.ID)
		if l.Listed {
			listed++
		}
	}
	same(t, "order", got, []task.ID{7, 6, 5, 4, 9, 10, 3, 2, 1})
	if listed != 8 {
		t.Errorf("%d are listed", listed)
	}
	for _, l := range k.Digest(tasks, nil) {
		if l.Task.ID == 6 && l.Waits != 16*time.Hour+time.Minute {
			t.Errorf("it has waited %s of working time", l.Waits)
		}
	}
	k.Now = at("2027-01-04 09:00") // a year without data: nothing is claimed of the wait
	if lines := k.Digest(tasks[2:3], nil); lines[0].Rank != task.RankSubmitted {
		t.Errorf("rank %d", lines[0].Rank)
	}
}
