package task_test

import (
	"testing"

	"tainha/rules/task"
)

// Of a task never more is planned over all days than is left of it; who works on it with
// others plans their share (rules sections 3 and 5).
func TestAPlanLeavesWhatOtherDaysHold(t *testing.T) {
	t.Parallel()
	k, tasks := desk(), []task.Task{report(), report(func(t *task.Task) { t.ID, t.Due = 8, at("2026-11-30 15:00") })}
	need := task.Need{Measure: task.Products, Volume: task.N(6), Halves: 2}
	taken := task.Taken{7: task.N(3)}
	same(t, "proposed", k.Propose(binh, need, tasks, nil, taken), []task.Item{{7, task.N(1)}, {8, task.N(3)}})
	refused(t, k.CheckPlan(binh, []task.Item{{7, task.N(2)}}, tasks, taken), "task.plan_amount")
	same(t, "cut to what is left", k.Fit(binh, []task.Item{{7, task.N(4)}, {8, task.N(9)}, {9, task.N(1)}, {8, task.N(1)}}, tasks, taken),
		[]task.Item{{7, task.N(1)}, {8, task.N(4)}})
	same(t, "nothing is left", k.Fit(binh, []task.Item{{7, task.N(1)}}, tasks, task.Taken{7: task.N(5)}), nil)
	if n := k.Added(binh, need, []task.Item{{7, task.N(1)}}, tasks[1], tasks, taken); !n.Equal(task.N(3)) {
		t.Errorf("added: %s", n)
	}
	if n := k.Added(binh, task.Need{Measure: task.Products}, nil, tasks[1], tasks, nil); !n.Equal(task.N(4)) {
		t.Errorf("added beyond the need: %s", n)
	}
	together := report(func(t *task.Task) { t.Owner, t.Shares = an, task.Together(an, binh) })
	if n := k.Added(binh, need, nil, together, []task.Task{together}, nil); !n.Equal(task.N(4)) {
		t.Errorf("without a share, added by hand: %s", n)
	}
	same(t, "without a share, proposed", k.Propose(binh, need, []task.Task{together}, nil, nil), nil)
}

// Nobody is to commit to everything that has no volume: a few such tasks are proposed.
func TestAProposalHoldsFewTasksWithoutAVolume(t *testing.T) {
	t.Parallel()
	var tasks []task.Task
	for i := range 9 {
		tasks = append(tasks, report(func(t *task.Task) { t.ID, t.Work = task.ID(i+1), task.Work{} }))
	}
	for halves, want := range map[int]int{1: 2, 2: 4} {
		need := task.Need{Measure: task.Hours, Volume: task.N(4 * halves), Halves: halves}
		if items := desk().Propose(binh, need, tasks, nil, nil); len(items) != want {
			t.Errorf("%d half-days hold %d of them, want %d", halves, len(items), want)
		}
	}
}

// A day that becomes half keeps what half of it needs, in order; the rest is free.
func TestThePlanOfAShortenedDayIsParted(t *testing.T) {
	t.Parallel()
	tasks := []task.Task{report(), report(func(t *task.Task) { t.ID = 8 })}
	need := task.Need{Measure: task.Products, Volume: task.N(4), Halves: 1}
	kept, rest := desk().Part(need, []task.Item{{7, task.N(2)}, {9, task.N(1)}, {8, task.N(4)}}, tasks)
	same(t, "kept", kept, []task.Item{{7, task.N(2)}, {9, task.N(1)}, {8, task.N(1)}}) // 3 of 4, and one more of 1.5
	same(t, "free", rest, []task.Item{{8, task.N(3)}})
}

func TestAPlanIsChangedByWholeSteps(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		from task.Amount
		step task.Amount
		up   bool
		want string
	}{
		{task.N(3), task.N(1), true, "4"}, {task.N(3), task.N(1), false, "2"}, {task.A(11, 2), task.N(1), true, "6"}, {task.A(11, 2), task.N(1), false, "5"},
		{task.N(1), task.A(1, 2), false, "0.5"}, {task.A(1, 2), task.A(1, 2), false, "0"}, {task.A(1, 3), task.N(1), false, "0"},
	} {
		if got := task.Stepped(x.from, x.step, x.up); got.String() != x.want {
			t.Errorf("%s by %s: %s, want %s", x.from, x.step, got, x.want)
		}
	}
	for _, x := range []struct {
		got  task.Amount
		want int
	}{{task.A(36, 10), 90}, {task.A(399, 100), 99}, {task.N(4), 100}, {task.N(5), 125}} {
		e := task.Equivalence{Need: task.Need{Volume: task.N(4)}, Got: x.got}
		if e.Percent() != x.want {
			t.Errorf("%s of 4: %d%%, want %d%%", x.got, e.Percent(), x.want)
		}
	}
}
