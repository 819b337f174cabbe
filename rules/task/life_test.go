package task_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tainha/rules"
	"tainha/rules/task"
)

// step is a decision that somebody may take; it returns the task as it is then.
type step struct {
	by   rules.PersonID
	from []task.State
	to   task.State // 0: the state stays
	do   func(task.Desk, task.Task, task.Act) (task.Task, error)
}

var open = []task.State{task.Assigned, task.Accepted, task.InProgress, task.Returned}

// steps are the ways of a task (rules section 5).
var steps = map[string]step{
	"issue":   {an, []task.State{task.Drafted}, task.Assigned, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) { return k.Issue(t, a) }},
	"accept":  {binh, []task.State{task.Assigned}, task.Accepted, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) { return k.Accept(t, a) }},
	"confirm": {an, []task.State{task.Submitted}, task.Confirmed, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) { return k.Confirm(t, a) }},
	"return": {an, []task.State{task.Submitted}, task.Returned, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		return k.Return(t, a, time.Time{})
	}},
	"reopen": {an, []task.State{task.Confirmed}, task.Submitted, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) { return k.Reopen(t, a) }},
	"take back": {binh, []task.State{task.Submitted}, task.InProgress, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		after, _, err := k.TakeBack(t, a, task.N(1), nil)
		return after, err
	}},
	"recall": {an, append([]task.State{task.Drafted}, open...), task.Recalled, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) { return k.Recall(t, a) }},
	"hand on": {an, open, task.HandedOn, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		giver, _, err := k.HandOn(t, a, chi)
		return giver, err
	}},
	"report": {binh, open, task.InProgress, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		after, _, err := k.Report(t, a, task.Progress{Done: task.N(1), Percent: -1}, nil)
		return after, err
	}},
	"submit": {binh, open, task.Submitted, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		after, _, err := k.Submit(t, a, nil, nil)
		return after, err
	}},
	"can't do": {binh, open, 0, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) { return k.CannotDo(t, a) }},
	"ask": {binh, append([]task.State{task.Submitted}, open...), 0, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		return t, k.MayAsk(t, a)
	}},
	"ask for time": {binh, open, 0, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		_, err := k.AskExtension(t, a, at("2026-11-30 15:00"))
		return t, err
	}},
	"extend": {an, open, 0, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		after, _, err := k.Extend(t, a, at("2026-11-30 15:00"))
		return after, err
	}},
	"block": {binh, open, 0, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		_, err := k.Block(t, a, giang, "")
		return t, err
	}},
	"strike": {an, []task.State{task.Submitted, task.Confirmed, task.Returned}, 0, func(k task.Desk, t task.Task, a task.Act) (task.Task, error) {
		_, err := k.Strike(t, a, task.QualityStrike)
		return t, err
	}},
}

var states = []task.State{task.Drafted, task.Assigned, task.Accepted, task.InProgress, task.Submitted, task.Confirmed, task.Returned, task.Recalled, task.HandedOn}

// Each decision is possible in the states that rules section 5 names and in no other;
// what is refused says what became of the task; an old button changes nothing.
func TestTheWaysOfATask(t *testing.T) {
	t.Parallel()
	for name, s := range steps {
		for _, from := range states {
			before := report(in(from))
			after, err := s.do(desk(), before, by(s.by, "có lý do"))
			if !slices.Contains(s.from, from) {
				refused(t, err, desk().Outcome(before).Key)
				continue
			}
			if err != nil {
				t.Fatalf("%s from %s: %v", name, from, err)
			}
			if want := s.to; want != 0 && after.State != want || want == 0 && after.State != from {
				t.Errorf("%s leads from %s to %s", name, from, after.State)
			}
			if s.to != 0 && after.Rev != before.Rev+1 {
				t.Errorf("%s leaves the revision at %d", name, after.Rev)
			}
			old := by(s.by, "có lý do")
			old.Rev = before.Rev + 1
			_, err = s.do(desk(), before, old)
			refused(t, err, "task.changed")
		}
	}
}

// Nobody but whom it concerns takes a step, and nobody confirms their own work (rules
// section 5).
func TestWhoMayTakeAStep(t *testing.T) {
	t.Parallel()
	for name, s := range steps {
		for _, p := range []rules.PersonID{director, an, binh, chi, dung, giang, chairman, gone} {
			before := report(in(s.from[0]), func(t *task.Task) { t.Shares = []task.Share{{Person: binh, Part: task.N(1)}, {Person: chi}} })
			_, err := s.do(desk(), before, by(p, "có lý do"))
			head := p == an || p == director || p == chairman
			may := p == s.by || s.by == an && head && name != "reopen" || s.by == binh && p == chi && (name == "report" || name == "ask" || name == "block")
			if may != (err == nil) {
				t.Errorf("%s by %d: %v", name, p, err)
			}
		}
	}
	own := report(in(task.Submitted), func(t *task.Task) { t.Owner, t.Shares = an, task.Together(an, director) })
	for _, p := range []rules.PersonID{an, director} { // a co-worker without a share, too
		_, err := desk().Confirm(own, by(p))
		refused(t, err, "task.own")
	}
	after, err := desk().Confirm(own, by(chairman))
	outcome(t, err, "")
	if after.DecidedBy != chairman || !after.Decided.Equal(desk().Now) {
		t.Errorf("confirmed: %+v", after)
	}
	extra := report(func(t *task.Task) { t.Extra, t.Assigner = true, binh })
	_, err = desk().Recall(extra, by(binh))
	outcome(t, err, "")
	_, err = desk().Recall(report(func(t *task.Task) { t.Extra = true }), by(binh))
	refused(t, err, "task.own")
}

// Reasons are asked for where the rules ask for one.
func TestWhatNeedsAReason(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"return", "can't do", "ask", "ask for time", "block", "strike"} {
		s := steps[name]
		from := s.from[len(s.from)-1]
		_, err := s.do(desk(), report(in(from)), by(s.by, " "))
		refused(t, err, "task.no_reason")
		_, err = s.do(desk(), report(in(from)), by(s.by, "theo công văn tối mật"))
		refused(t, err, "task.secret")
	}
	for _, name := range []string{"confirm", "recall", "accept", "submit"} {
		s := steps[name]
		if _, err := s.do(desk(), report(in(s.from[0])), by(s.by)); err != nil {
			t.Errorf("%s asks for a reason: %v", name, err)
		}
	}
}

// Finished is when it is submitted; returned work counts from its new submission or its
// first, as the setting says (rules section 5).
func TestWhenATaskIsFinished(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-27 14:00")
	first, _, err := k.Submit(report(), by(binh), nil, nil)
	outcome(t, err, "")
	if p := k.Policy; !first.Finished(p).Equal(k.Now) || first.Late(p, at("2026-12-20 09:00")) || !first.Done.Equal(task.N(4)) {
		t.Errorf("submitted: %+v", first)
	}
	k.Now = at("2026-11-27 16:00")
	back, err := k.Return(first, by(an, "thiếu số liệu tháng 10"), time.Time{})
	outcome(t, err, "")
	if !back.Finished(k.Policy).IsZero() || !back.Late(k.Policy, k.Now) {
		t.Error("returned work is finished")
	}
	k.Now = at("2026-11-30 08:00")
	again, _, err := k.Submit(back, by(binh), nil, nil)
	outcome(t, err, "")
	if !again.Finished(k.Policy).Equal(k.Now) || !again.Late(k.Policy, k.Now) {
		t.Errorf("the new submission counts at %v", again.Finished(k.Policy))
	}
	k.Policy.Returned = task.FromFirst
	if !again.Finished(k.Policy).Equal(at("2026-11-27 14:00")) || again.Late(k.Policy, k.Now) {
		t.Errorf("the first submission counts at %v", again.Finished(k.Policy))
	}
	due := at("2026-12-02 15:00")
	back, err = k.Return(again, by(an, "làm lại mục 3"), due)
	outcome(t, err, "")
	if !back.Due.Equal(due) {
		t.Error("the deadline given with the return is lost")
	}
	_, err = k.Return(again, by(an, "làm lại mục 3"), at("2026-11-28 15:00"))
	refused(t, err, "task.due_past")
	unable, err := k.CannotDo(back, by(binh, "ốm"))
	outcome(t, err, "")
	if unable.Unable.IsZero() || !unable.Assigned().Equal(task.N(4)) {
		t.Errorf("what can't be done leaves the denominator: %+v", unable)
	}
	goes, _, err := k.Report(unable, by(binh), task.Progress{Percent: 60}, nil)
	outcome(t, err, "")
	if !goes.Unable.IsZero() {
		t.Error("what goes on can't be done")
	}
	done, _, err := k.Submit(unable, by(binh), nil, nil)
	outcome(t, err, "")
	if !done.Unable.IsZero() {
		t.Error("what was submitted can't be done")
	}
}

func TestTakingAConfirmationBack(t *testing.T) {
	t.Parallel()
	k := desk()
	_, err := k.Reopen(report(in(task.Confirmed)), by(director))
	refused(t, err, "task.reopen_other")
	k.Published = day("2026-11-26")
	_, err = k.Reopen(report(in(task.Confirmed)), by(an))
	outcome(t, err, "")
	k.Published = day("2026-11-27")
	_, err = k.Reopen(report(in(task.Confirmed)), by(an))
	refused(t, err, "task.published")
}

// What was handed in and nobody decided on can be taken back by its owner: it is as if it had not been handed in, unless
// it had been once before; what was decided of that is over.
func TestTakingBackWhatWasHandedIn(t *testing.T) {
	t.Parallel()
	k := desk()
	submitted, _, err := k.Submit(report(in(task.InProgress)), by(binh), nil, nil)
	outcome(t, err, "")
	after, r, err := k.TakeBack(submitted, by(binh), task.A(1, 2), nil)
	outcome(t, err, "")
	if !after.TakenBack() || after.Finished(k.Policy) != (time.Time{}) || !after.FirstSubmitted.IsZero() || !after.Done.Equal(task.A(1, 2)) || !r.Done.Equal(task.A(1, 2)) {
		t.Errorf("taken back: %+v, reported %v", after, r.Done)
	}
	_, err = k.Confirm(after, by(an))
	refused(t, err, "task.is_taken_back")

	k.Now = k.Now.Add(time.Hour)
	again, _, err := k.Submit(after, by(binh), nil, nil)
	outcome(t, err, "")
	if again.TakenBack() || !again.FirstSubmitted.Equal(k.Now) {
		t.Errorf("handed in again: first at %v", again.FirstSubmitted)
	}
	returned, err := k.Return(again, by(an, "thiếu phụ lục"), time.Time{})
	outcome(t, err, "")
	if returned.TakenBack() {
		t.Error("returned work was not taken back")
	}
	first := again.FirstSubmitted
	k.Now = k.Now.Add(time.Hour)
	third, _, err := k.Submit(returned, by(binh), nil, nil)
	outcome(t, err, "")
	after, _, err = k.TakeBack(third, by(binh), task.N(1), nil)
	outcome(t, err, "")
	if !after.TakenBack() || !after.FirstSubmitted.Equal(first) || after.Reason != "" {
		t.Errorf("taken back once more: first at %v, reason %q", after.FirstSubmitted, after.Reason)
	}
	k.Published = day("2026-11-27")
	_, _, err = k.TakeBack(third, by(binh), task.N(1), nil)
	refused(t, err, "task.published_owner")
}

// Handed on: what was done stays with who did it, the rest is the taker's as extra
// (rules sections 5 and 12).
func TestHandingOn(t *testing.T) {
	t.Parallel()
	k := desk()
	before := report(in(task.InProgress), func(t *task.Task) {
		t.Done, t.Shares = task.N(1), []task.Share{{Person: binh, Part: task.A(1, 2)}, {Person: chi, Part: task.A(1, 4)}, {Person: dung, Part: task.A(1, 4)}}
	})
	giver, taker, err := k.HandOn(before, by(an), chi)
	outcome(t, err, "")
	if giver.State != task.HandedOn || !giver.Assigned().Equal(task.N(1)) || !giver.Done.Equal(task.N(1)) || giver.DecidedBy != an {
		t.Errorf("the giver keeps %s of %s", giver.Assigned(), giver.Done)
	}
	if !taker.Extra || taker.Owner != chi || taker.From != before.ID || !taker.Work.Quantity.Equal(task.N(3)) || !taker.Assigned().IsZero() || taker.State != task.Assigned {
		t.Errorf("the taker has %+v", taker)
	}
	same(t, "shares", taker.Shares, []task.Share{{Person: chi, Part: task.A(3, 4)}, {Person: dung, Part: task.A(1, 4)}})
	_, _, err = k.HandOn(before, by(an), binh)
	refused(t, err, "task.same_owner")
	_, _, err = k.HandOn(before, by(an), giang) // of another unit: not An's to give
	refused(t, err, "task.not_over")
	_, _, err = k.HandOn(before, by(an), an)
	refused(t, err, "task.own")
	before.Done = task.N(4)
	_, _, err = k.HandOn(before, by(an), chi)
	refused(t, err, "task.nothing_left")

	hours := report(func(t *task.Task) { t.Work, t.Done = task.Work{HalfHours: 7}, task.A(7, 8) }) // 25 % of 3.5 hours
	_, taker, err = k.HandOn(hours, by(an), chi)
	outcome(t, err, "")
	if taker.Work.HalfHours != 6 { // 2.625 hours are three
		t.Errorf("%d half-hours are left", taker.Work.HalfHours)
	}
	plain := report(func(t *task.Task) { t.Work, t.Done = task.Work{}, task.A(1, 2) })
	_, taker, err = k.HandOn(plain, by(an), chi)
	outcome(t, err, "")
	if taker.Work.Measure() != task.Unmeasured || plain.Percent() != 50 {
		t.Errorf("of what is unmeasured %+v is left", taker.Work)
	}
}

// Assigned leaves both sides with a recall, and an extra one counts as done alone (rules
// section 5).
func TestWhatCountsAsAssigned(t *testing.T) {
	t.Parallel()
	for _, s := range states {
		got := report(in(s), func(t *task.Task) { t.Done = task.N(3) })
		want := map[task.State]int{task.Drafted: 0, task.Recalled: 0, task.HandedOn: 3}
		n, other := want[s]
		if !other {
			n = 4
		}
		if !got.Assigned().Equal(task.N(n)) {
			t.Errorf("%s: %s of 4 are assigned", s, got.Assigned())
		}
	}
	if !report(func(t *task.Task) { t.Extra = true }).Assigned().IsZero() {
		t.Error("an extra task is assigned")
	}
	for _, s := range append(states, 0) {
		say(t, s.Message())
	}
	if task.State(99).String() != "unknown" {
		t.Error("a state without a name has one")
	}
}

// Whatever people do in whatever order: nobody who works on a task decides it, what is
// over stays so but for a reopened confirmation, revisions only grow, and a submitted
// task is never late by waiting.
func TestNoWayOfATaskBreaksTheRules(t *testing.T) {
	t.Parallel()
	names := make([]string, 0, len(steps))
	for name := range steps {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		k := desk()
		x := report(func(t *task.Task) { t.Shares = task.Together(binh, chi) })
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			k.Now = k.Now.Add(time.Duration(rapid.IntRange(1, 400).Draw(t, "minutes")) * time.Minute)
			name := rapid.SampledFrom(names).Draw(t, "step")
			who := rapid.SampledFrom([]rules.PersonID{director, an, binh, chi, dung}).Draw(t, "who")
			before := x
			after, err := steps[name].do(k, before, by(who, "có lý do"))
			if err != nil {
				continue
			}
			x = after
			switch {
			case after.Rev < before.Rev:
				t.Fatalf("%s takes revision %d to %d", name, before.Rev, after.Rev)
			case after.Decided.Equal(k.Now) && after.Works(after.DecidedBy):
				t.Fatalf("%s: %d decided their own work", name, after.DecidedBy)
			case before.State == task.Recalled || before.State == task.HandedOn:
				t.Fatalf("%s changes what is %s", name, before.State)
			case before.State == task.Confirmed && after.State != task.Confirmed && name != "reopen":
				t.Fatalf("%s changes what is confirmed", name)
			case after.State == task.Submitted && after.Late(k.Policy, k.Now) != after.Submitted.After(after.Due):
				t.Fatal("waiting for confirmation is a delay")
			}
		}
	})
}
