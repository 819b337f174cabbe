package task_test

import (
	"testing"

	"pgregory.net/rapid"

	"tainha/rules"
	"tainha/rules/task"
)

var bc = task.Catalogue{{ID: 1, Code: "BC", Name: "Báo cáo", K: task.A(3, 2), Since: day("2026-11-25")}}

func unit() rules.Unit { return org().Units[office] }

func slot(s string) rules.Slot {
	v, err := rules.ParseSlot(s)
	if err != nil {
		panic(err)
	}
	return v
}

// office_day_load: position in the unit, else position, else unit, else the pilot's; half
// a day is 0.5; no load is an error; without a catalogue an office day is its working
// hours (rules sections 3 and 12, Plans).
func TestWhatADayAtHomeNeeds(t *testing.T) {
	t.Parallel()
	loads := []task.PositionLoad{
		{Position: "CV", Load: 400, Since: day("2026-01-01")}, {Position: "CV", Load: 450, Since: day("2026-11-27")},
		{Position: "CV", Unit: "VP", Load: 300, Since: day("2026-01-01")}, {Position: "TP", Unit: "CC", Load: 900, Since: day("2026-01-01")},
		{Position: "KT", Load: 700, Since: day("2026-12-01")},
	}
	numbers := rules.Policy{OfficeDayLoad: 500}
	for name, x := range map[string]struct {
		position, slot string
		unit           rules.UnitID
		want           string
		in             task.Measure
	}{
		"position in the unit": {"CV", "2026-11-27", office, "3", task.Products},
		"position":             {"CV", "2026-11-26", branch, "4", task.Products},
		"the newer position":   {"CV", "2026-11-27", branch, "4.5", task.Products},
		"not yet":              {"KT", "2026-11-27", office, "5", task.Products},
		"of another unit":      {"TP", "2026-11-27", office, "5", task.Products},
		"half":                 {"CV", "2026-11-27/am", office, "1.5", task.Products},
		"before the catalogue": {"CV", "2026-11-23", office, "8", task.Hours},
		"half, before it":      {"CV", "2026-11-23/pm", office, "4", task.Hours},
		"of no position":       {"", "2026-11-27", office, "5", task.Products},
	} {
		k := desk()
		k.Policy.PositionLoads = loads
		n, err := k.Need(slot(x.slot), bc, org().Units[x.unit], x.position, numbers)
		outcome(t, err, "")
		if n.Volume.String() != x.want || n.Measure != x.in {
			t.Errorf("%s: %s in %d", name, n.Volume, n.Measure)
		}
	}
	k := desk()
	_, err := k.Need(slot("2026-11-27"), bc, unit(), "CV", rules.Policy{})
	refused(t, err, "task.no_load")
	k.Policy.Equivalence = task.A(9, 10)
	n, err := k.Need(slot("2026-11-27"), bc, unit(), "", numbers)
	outcome(t, err, "")
	if n.Volume.String() != "4.5" || n.Load.String() != "5" {
		t.Errorf("90 %% of 5: %s of %s", n.Volume, n.Load)
	}
}

// A plan is equivalent when its volume is at least the need; the shortfall is exact (rules
// section 3).
func TestEquivalence(t *testing.T) {
	t.Parallel()
	hours := report(func(t *task.Task) { t.ID, t.Work = 8, task.Work{HalfHours: 6} })
	plain := report(func(t *task.Task) { t.ID, t.Work = 9, task.Work{} })
	tasks := []task.Task{report(), hours, plain}
	need := task.Need{Measure: task.Products, Load: task.N(5), Volume: task.N(5)}
	for name, x := range map[string]struct {
		need   task.Need
		items  []task.Item
		short  string
		silent int
	}{
		"enough":   {need, []task.Item{{7, task.N(4)}}, "0", 0}, // 4 × 1.5 = 6
		"short":    {need, []task.Item{{7, task.N(3)}, {8, task.N(3)}, {9, task.N(1)}}, "0.5", 2},
		"just":     {need, []task.Item{{7, task.A(10, 3)}}, "0", 0},
		"nothing":  {need, nil, "5", 0},
		"unknown":  {need, []task.Item{{70, task.N(4)}}, "5", 1},
		"in hours": {task.Need{Measure: task.Hours, Volume: task.N(4)}, []task.Item{{8, task.N(3)}, {7, task.N(4)}}, "1", 1},
	} {
		e := desk().Equivalent(x.need, x.items, tasks)
		if e.Short.String() != x.short || e.Silent != x.silent || e.Blocks {
			t.Errorf("%s: short by %s, %d silent", name, e.Short, e.Silent)
		}
		outcome(t, e.Refusal(slot("2026-11-27")), "") // the default only warns
	}
	k := desk()
	k.Policy.EquivalenceMode = task.Block
	e := k.Equivalent(need, nil, tasks)
	refused(t, e.Refusal(slot("2026-11-27/am")), "task.plan_short")
	_, err := k.Commit(task.Plan{}, e, "Tôi cam kết hoàn thành kế hoạch này.")
	refused(t, err, "task.plan_short")
	_, err = k.Commit(task.Plan{}, task.Equivalence{}, " ")
	refused(t, err, "task.plan_uncommitted")
	e = desk().Equivalent(need, []task.Item{{7, task.N(3)}}, tasks)
	p, err := desk().Commit(task.Plan{Person: binh}, e, "Tôi cam kết hoàn thành kế hoạch này.")
	outcome(t, err, "")
	if !p.Committed.Equal(desk().Now) || p.Volume.String() != "4.5" || p.Load.String() != "5" || p.Commitment == "" {
		t.Errorf("sent: %+v", p)
	}
}

// The bot's proposal: not blocked, overdue first, then by deadline, each whole, the last
// rounded up to one product or half an hour (rules section 12, Plans).
func TestTheProposedPlan(t *testing.T) {
	t.Parallel()
	x := func(id task.ID, due string, quantity int, change ...func(*task.Task)) task.Task {
		return report(func(t *task.Task) {
			t.ID, t.Due, t.Work.Quantity = id, at(due), task.N(quantity)
			for _, c := range change {
				c(t)
			}
		})
	}
	tasks := []task.Task{
		x(1, "2026-12-01 15:00", 9), x(2, "2026-11-20 15:00", 1), x(3, "2026-11-27 15:00", 1, in(task.Submitted)),
		x(4, "2026-11-26 15:00", 2), x(5, "2026-11-26 14:00", 3, func(t *task.Task) { t.Shares = []task.Share{{binh, task.A(1, 3)}, {chi, task.A(2, 3)}} }),
	}
	need := task.Need{Measure: task.Products, Volume: task.N(8)}
	for name, c := range map[string]struct {
		need    task.Need
		blocked map[task.ID]bool
		want    []task.Item
	}{
		// 1.5 + 1.5 (a third of 3) + 3 leave 2 of 8: 1⅓ products of 1.5 are two
		"in order":  {need, nil, []task.Item{{2, task.N(1)}, {5, task.N(1)}, {4, task.N(2)}, {1, task.N(2)}}},
		"blocked":   {need, map[task.ID]bool{4: true, 2: true}, []task.Item{{5, task.N(1)}, {1, task.N(5)}}},
		"at once":   {task.Need{Measure: task.Products, Volume: task.N(1)}, nil, []task.Item{{2, task.N(1)}}},
		"all of it": {task.Need{Measure: task.Products, Volume: task.N(100)}, nil, []task.Item{{2, task.N(1)}, {5, task.N(1)}, {4, task.N(2)}, {1, task.N(9)}}},
	} {
		same(t, name, desk().Propose(binh, c.need, tasks, c.blocked, nil), c.want)
	}
	hours := []task.Task{
		x(1, "2026-11-26 15:00", 0, func(t *task.Task) { t.Work, t.Done = task.Work{HalfHours: 7}, task.A(7, 8) }), // 2.625 hours are left
		x(2, "2026-11-27 15:00", 0, func(t *task.Task) { t.Work = task.Work{} }),
		x(3, "2026-11-28 15:00", 0, func(t *task.Task) { t.Work = task.Work{HalfHours: 20} }),
	}
	same(t, "hours", desk().Propose(binh, task.Need{Measure: task.Hours, Volume: task.N(8), Halves: 2}, hours, nil, nil),
		[]task.Item{{1, task.A(21, 8)}, {2, task.N(1)}, {3, task.A(11, 2)}}) // 5.375 hours are 5.5
}

// A proposal never asks for what is not there, and meets the need wherever it can be met.
func TestAProposalIsAlwaysAPlan(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := desk()
		var tasks []task.Task
		var all task.Amount
		for i := range rapid.IntRange(1, task.MaxItems).Draw(t, "tasks") {
			x := report(func(x *task.Task) {
				x.ID, x.Due = task.ID(i+1), at("2026-11-20 09:00").AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "day"))
				x.Work.Quantity, x.Work.K = task.A(rapid.Int64Range(1, 40).Draw(t, "quantity"), 4), task.A(rapid.Int64Range(1, 50).Draw(t, "k"), 10)
				x.Done = x.Work.Quantity.Times(task.A(rapid.Int64Range(0, 100).Draw(t, "percent"), 100))
			})
			tasks, all = append(tasks, x), all.Plus(x.LeftVolume())
		}
		need := task.Need{Measure: task.Products, Volume: task.A(rapid.Int64Range(1, 200).Draw(t, "need"), 10)}
		items := k.Propose(binh, need, tasks, nil, nil)
		if len(items) > 0 {
			if err := k.CheckPlan(binh, items, tasks, nil); err != nil {
				t.Fatal(err)
			}
		}
		e := k.Equivalent(need, items, tasks)
		if !e.Short.IsZero() && !e.Got.Equal(all) {
			t.Fatalf("short by %s with %s of %s planned", e.Short, e.Got, all)
		}
	})
}

func TestWhatAPlanMayNotSay(t *testing.T) {
	t.Parallel()
	k, tasks := desk(), []task.Task{report(), report(in(task.Submitted), func(t *task.Task) { t.ID = 8 }), report(func(t *task.Task) { t.ID, t.Owner = 9, chi })}
	for _, x := range []struct {
		items []task.Item
		want  []string
	}{
		{[]task.Item{{7, task.N(4)}}, nil},
		{nil, []string{"task.plan_empty"}},
		{[]task.Item{{7, task.N(0)}}, []string{"task.plan_amount"}},
		{[]task.Item{{7, task.N(5)}}, []string{"task.plan_amount"}},
		{[]task.Item{{7, task.N(1)}, {7, task.N(1)}}, []string{"task.plan_twice"}},
		{[]task.Item{{8, task.N(1)}, {9, task.N(1)}}, []string{"task.is_submitted", "task.not_yours"}},
	} {
		if err := k.CheckPlan(binh, x.items, tasks, nil); x.want == nil {
			outcome(t, err, "")
		} else {
			refused(t, err, x.want...)
		}
	}
	var many []task.Item
	for i := range task.MaxItems + 1 {
		x := report(func(t *task.Task) { t.ID = task.ID(100 + i) })
		tasks, many = append(tasks, x), append(many, task.Item{Task: x.ID, Amount: task.N(1)})
	}
	refused(t, k.CheckPlan(binh, many, tasks, nil), "task.plan_many")
}

// With minimal content neither titles nor summaries leave through Telegram (rules section 11).
func TestMinimalContentNamesATaskByItsNumber(t *testing.T) {
	t.Parallel()
	k := desk()
	k.Policy.Minimal = true
	for _, s := range states {
		if m := k.Outcome(report(in(s))); m.Args["title"] != "#7" {
			t.Errorf("%s says %v", m.Key, m.Args["title"])
		}
	}
}
