package task_test

import (
	"testing"

	"tainha/rules"
	"tainha/rules/task"
)

func home(slot string, s rules.RequestState) rules.HomeDay {
	v, err := rules.ParseSlot(slot)
	if err != nil {
		panic(err)
	}
	return rules.HomeDay{Person: binh, Unit: office, Slot: v, State: s}
}

// Progress is quantity done or percent, dated, and marked home or office by the calendar
// of approved days; a late report is kept and marked (rules section 5).
func TestReporting(t *testing.T) {
	t.Parallel()
	k := desk()
	days := []rules.HomeDay{home("2026-11-23/am", rules.Approved), home("2026-11-20", rules.Done), home("2026-11-23/pm", rules.Pending)}
	for name, x := range map[string]struct {
		p    task.Progress
		done string
		at   [2]bool
		late bool
	}{
		"quantity":        {task.Progress{Done: task.N(3), Percent: -1}, "3", [2]bool{true, false}, false},
		"percent":         {task.Progress{Percent: 75}, "3", [2]bool{true, false}, false},
		"nothing yet":     {task.Progress{Percent: 0}, "0", [2]bool{true, false}, false},
		"a part of one":   {task.Progress{Percent: 33}, "1.32", [2]bool{true, false}, false},
		"so many more":    {task.Progress{Done: task.N(2), Percent: -1, More: true}, "3", [2]bool{true, false}, false},
		"a surplus":       {task.Progress{Done: task.N(6), Percent: -1, Surplus: true}, "6", [2]bool{true, false}, false},
		"of Friday":       {task.Progress{Percent: 50, Day: day("2026-11-20")}, "2", [2]bool{true, true}, true},
		"Friday's pm":     {task.Progress{Percent: 50, Day: day("2026-11-20"), Part: rules.Afternoon}, "2", [2]bool{false, true}, true},
		"today's pm":      {task.Progress{Percent: 50, Day: day("2026-11-23"), Part: rules.Afternoon}, "2", [2]bool{}, false},
		"of the whole of": {task.Progress{Percent: 50, Day: day("2026-11-23")}, "2", [2]bool{true, false}, false},
	} {
		after, r, err := k.Report(report(func(t *task.Task) { t.Done = task.N(1) }), by(binh), x.p, days)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if after.Done.String() != x.done || r.Done.String() != x.done || r.Home != x.at || r.Late != x.late || after.State != task.InProgress || after.Accepted.IsZero() {
			t.Errorf("%s: done %s, %+v", name, after.Done, r)
		}
	}
	k.Now = at("2026-11-23 14:00")
	_, r, err := k.Report(report(), by(binh), task.Progress{Percent: 10}, days)
	outcome(t, err, "")
	if r.Part != rules.Afternoon || r.Home != [2]bool{} {
		t.Errorf("an afternoon's: %+v", r)
	}
}

func TestWhatAReportMayNotSay(t *testing.T) {
	t.Parallel()
	k := desk()
	k.Scored = day("2026-11-20")
	for name, x := range map[string]struct {
		p    task.Progress
		want string
	}{
		"over the quantity":  {task.Progress{Done: task.N(5), Percent: -1}, "task.over"},
		"more than all":      {task.Progress{Percent: 101}, "task.percent"},
		"under nothing":      {task.Progress{Done: task.N(-2), Percent: -1, More: true}, "task.done"},
		"beyond any surplus": {task.Progress{Done: task.N(100_001), Percent: -1, Surplus: true}, "task.done"},
		"tomorrow":           {task.Progress{Percent: 10, Day: day("2026-11-24")}, "task.report_ahead"},
		"before it was made": {task.Progress{Percent: 10, Day: day("2026-11-19")}, "task.report_before"},
		"scored":             {task.Progress{Percent: 10, Day: day("2026-11-20")}, "task.report_scored"},
		"too many files":     {task.Progress{Percent: 10, Files: make([]task.File, task.MaxFiles+1)}, "task.report_files"},
		"secret":             {task.Progress{Percent: 10, Note: "kèm bản tuyệt mật"}, "task.secret"},
	} {
		_, _, err := k.Report(report(func(t *task.Task) { t.Done = task.N(1) }), by(binh), x.p, nil)
		if err == nil {
			t.Errorf("%s is kept", name)
			continue
		}
		refused(t, err, x.want)
	}
	_, _, err := k.Report(report(), by(an), task.Progress{Percent: 10}, nil)
	refused(t, err, "task.not_yours")
	plain := report(func(t *task.Task) { t.Work = task.Work{} })
	_, _, err = k.Report(plain, by(binh), task.Progress{Done: task.N(2), Percent: -1, Surplus: true}, nil)
	refused(t, err, "task.percent") // of what is unmeasured there is no surplus
}

// After the period is scored a report is put right by a dated correction, whatever became
// of the task (rules section 5).
func TestCorrecting(t *testing.T) {
	t.Parallel()
	k := desk()
	k.Scored = day("2026-11-20")
	after, r, err := k.Report(report(in(task.Confirmed)), by(binh), task.Progress{Done: task.N(3), Percent: -1, Day: day("2026-11-20"), Corrects: 5}, nil)
	outcome(t, err, "")
	if after.State != task.Confirmed || r.Corrects != 5 || r.Day != day("2026-11-20") || !r.At.Equal(k.Now) {
		t.Errorf("corrected: %s, %+v", after.State, r)
	}
	_, _, err = k.Report(report(in(task.Recalled)), by(binh), task.Progress{Percent: 10, Corrects: 5}, nil)
	refused(t, err, "task.is_recalled")
}

func TestSubmittingLessOrMore(t *testing.T) {
	t.Parallel()
	k := desk()
	after, r, err := k.Submit(report(), by(binh), &task.Progress{Done: task.N(3), Percent: -1, Note: "còn một"}, nil)
	outcome(t, err, "")
	if after.State != task.Submitted || !after.Done.Equal(task.N(3)) || r.Note != "còn một" {
		t.Errorf("submitted: %s of 4", after.Done)
	}
	surplus := report(in(task.InProgress), func(t *task.Task) { t.Done = task.N(6) })
	after, _, err = k.Submit(surplus, by(binh), nil, nil)
	outcome(t, err, "")
	if !after.Done.Equal(task.N(6)) {
		t.Errorf("a surplus of %s is lost", after.Done)
	}
	_, _, err = k.Submit(report(func(t *task.Task) { t.Shares = task.Together(binh, chi) }), by(chi), nil, nil)
	refused(t, err, "task.not_yours") // a co-worker does not hand in for who leads
}
