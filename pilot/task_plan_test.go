package pilot_test

import (
	"testing"

	"tainha/pilot"
	"tainha/pilot/request"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// planned sends the plans that are proposed for some days of a request.
func (w working) planned(code string, id rules.RequestID, slots ...rules.Slot) {
	w.Helper()
	w.must(func(tx *store.Tx) error {
		do := w.as(tx, code)
		s, err := work.OpenSheet(do, w.who[code], slots, work.Beside{Request: id})
		if err != nil {
			return err
		}
		days := make([]work.Day, len(slots))
		for i, slot := range slots {
			days[i] = work.Day{Slot: slot}
		}
		for i, p := range s.Plan(days) {
			days[i].Items, days[i].Kept = p.Plan.Items, true
		}
		return work.SavePlans(do, w.who[code], id, days, "Tôi cam kết hoàn thành kế hoạch này.", nil)
	})
}

// hours is how much of the only task the plan of a slot holds.
func (w working) hours(code string, slot rules.Slot) string {
	w.Helper()
	var sum task.Amount
	w.read(func(tx *store.Tx) error {
		p, err := work.PlanOf(w.as(tx, code), w.who[code], slot)
		for _, i := range p.Items {
			sum = sum.Plus(i.Amount)
		}
		return err
	})
	return sum.String()
}

// free is how much the next proposal for a day would hold.
func (w working) free(code, day string) string {
	w.Helper()
	var got string
	w.read(func(tx *store.Tx) error {
		p, err := work.ProposePlan(w.as(tx, code), w.who[code], rules.Slot{Date: rules.MustDate(day)})
		got = p.Is.Got.String()
		return err
	})
	return got
}

// A day that is shortened, refused, asked for again, moved, given back or revoked takes its
// plan along, and the next proposal has what became free (rules section 3).
func TestThePlanFollowsItsDay(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	w.assign(func(a *work.Assignment) { a.Task.Work = task.Work{HalfHours: 24} }) // 12 hours
	thursday, friday := rules.Slot{Date: rules.MustDate("2026-11-26")}, rules.Slot{Date: rules.MustDate("2026-11-27")}
	morning := rules.Slot{Date: thursday.Date, Part: rules.Morning}
	id := w.ask("A3", "2026-11-26")
	w.planned("A3", id, thursday)
	step := func(what string, do func(d request.Decision, tx *store.Tx) error, planned, free string) {
		t.Helper()
		w.must(func(tx *store.Tx) error {
			return do(request.Decision{Request: id, Reason: "họp đột xuất"}, tx)
		})
		equal(t, what+": planned", w.hours("A3", thursday), planned)
		equal(t, what+": free", w.free("A3", "2026-11-30"), free)
	}
	equal(t, "planned", w.hours("A3", thursday), "8")
	equal(t, "free beside it", w.free("A3", "2026-11-30"), "4")
	step("refused", func(d request.Decision, tx *store.Tx) error {
		_, err := request.Reject(w.as(tx, "A2"), d)
		return err
	}, "0", "8")
	step("waits again", func(d request.Decision, tx *store.Tx) error {
		_, err := request.Reopen(w.as(tx, "A2"), d)
		return err
	}, "8", "4")
	step("approved", func(d request.Decision, tx *store.Tx) error {
		_, err := request.Approve(w.as(tx, "A2"), d)
		return err
	}, "8", "4")
	step("shortened", func(d request.Decision, tx *store.Tx) error {
		d.Slots = []rules.Slot{{Date: thursday.Date, Part: rules.Afternoon}}
		_, err := request.Cancel(w.as(tx, "A3"), d)
		return err
	}, "4", "8")
	step("moved", func(_ request.Decision, tx *store.Tx) error {
		r, err := request.Submit(w.as(tx, "A3"), request.Ask{Person: w.who["A3"], Slots: []rules.Slot{friday}, Instead: map[rules.Slot]rules.MoveEnd{friday: {Request: id, Day: morning}}})
		if err != nil {
			return err
		}
		_, err = request.Approve(w.as(tx, "A2"), request.Decision{Request: r.ID})
		return err
	}, "0", "8")
	equal(t, "it went along", w.hours("A3", friday), "4")
	w.must(func(tx *store.Tx) error {
		open, err := tx.RequestsOf(w.who["A3"], friday.Date, friday.Date)
		if err != nil {
			return err
		}
		_, err = request.Revoke(w.as(tx, "A2"), request.Decision{Request: open[0].ID, Reason: "họp đột xuất"})
		return err
	})
	equal(t, "revoked", w.hours("A3", friday), "0")
}

// What a refused day held may have been planned elsewhere since: asked for again it holds
// what is left.
func TestARefusedDayThatWaitsAgainHoldsWhatIsFree(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	w.assign(func(a *work.Assignment) { a.Task.Work = task.Work{HalfHours: 20} }) // 10 hours
	thursday, friday := rules.Slot{Date: rules.MustDate("2026-11-26")}, rules.Slot{Date: rules.MustDate("2026-11-27")}
	id := w.ask("A3", "2026-11-26")
	w.planned("A3", id, thursday)
	w.must(func(tx *store.Tx) error {
		_, err := request.Reject(w.as(tx, "A2"), request.Decision{Request: id, Reason: "họp đột xuất"})
		return err
	})
	other := w.ask("A3", "2026-11-27")
	w.planned("A3", other, friday)
	equal(t, "planned elsewhere", w.hours("A3", friday), "8")
	w.must(func(tx *store.Tx) error {
		_, err := request.Reopen(w.as(tx, "A2"), request.Decision{Request: id})
		return err
	})
	equal(t, "what is left", w.hours("A3", thursday), "2")
}

// What was done of today's plan since the morning is no longer planned.
func TestWhatIsDoneOfTodaysPlanIsFreeOfIt(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	x := w.assign(func(a *work.Assignment) { a.Task.Work = task.Work{HalfHours: 24} }) // 12 hours
	id := w.ask("A3", "2026-11-26")
	w.planned("A3", id, rules.Slot{Date: rules.MustDate("2026-11-26")})
	w.now = w.now.AddDate(0, 0, 3) // on that day
	w.must(func(tx *store.Tx) error {
		_, _, err := work.Report(w.as(tx, "A3"), work.Step{Task: x.ID}, task.Progress{Done: task.N(6), Percent: -1})
		return err
	})
	equal(t, "12 less 6 done and 2 of today", w.free("A3", "2026-11-30"), "4")
}

// From the card of a request whoever decides it gives work into the plan of the first day that
// falls short; where none does it stands in no plan. A request that changed since is left alone.
func TestWorkIsGivenIntoAPlanByWhoDecidesTheRequest(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	w.assign(func(a *work.Assignment) { a.Task.Work = task.Work{HalfHours: 8} }) // 4 hours
	thursday := rules.Slot{Date: rules.MustDate("2026-11-26")}
	id := w.ask("A3", "2026-11-26")
	w.planned("A3", id, thursday)
	give := func(tx *store.Tx, by string, rev int) (bool, error) {
		a := work.Assignment{Task: task.Task{Title: "Tờ trình", Due: w.due(3), Owner: w.who["A3"], Work: task.Work{HalfHours: 8}}}
		_, full, err := work.AssignPlanned(w.as(tx, by), a, id, rev)
		return full, err
	}
	var rev int
	w.read(func(tx *store.Tx) error {
		r, err := tx.Request(id)
		rev = r.Rev
		return err
	})
	w.refused("another revision", func(tx *store.Tx) error { _, err := give(tx, "A2", rev+1); return err }, "plan.changed")
	w.refused("a colleague", func(tx *store.Tx) error { _, err := give(tx, "A4", rev); return err }, "request.not_yours")
	for _, full := range []bool{false, true} { // 4 of 8 hours are missing, then none
		w.must(func(tx *store.Tx) error {
			got, err := give(tx, "A2", rev)
			if got != full {
				t.Errorf("the plans are full: %v, want %v", got, full)
			}
			return err
		})
		equal(t, "planned", w.hours("A3", thursday), "8")
	}
	w.read(func(tx *store.Tx) error {
		list, err := tx.AuditOf(pilot.ObjectRequest, int64(id), 100)
		if len(list) != 1 || list[0].Action != "request.plan" {
			t.Errorf("the audit says %+v", list)
		}
		return err
	})
}

// The messages of the day of all who work on a task are put right with it, reminders too.
func TestEverybodysMessagesOfTheDayFollowATask(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	x := w.assign(func(a *work.Assignment) { a.Task.Shares = task.Together(w.who["A3"], w.who["A4"]) })
	today := rules.DateOf(w.now)
	ref := pilot.DayReminderRef(w.who["A4"], today)
	w.must(func(tx *store.Tx) error {
		if _, err := tx.SetLive(ref.Anchor(), 4004, 77, true); err != nil {
			return err
		}
		_, err := work.Submit(w.as(tx, "A3"), work.Step{Task: x.ID}, nil)
		return err
	})
	w.read(func(tx *store.Tx) error {
		all, err := tx.Waiting(w.now, -1, 0, 1000)
		for _, o := range all {
			if o.EditOf == 77 && o.Chat == 4004 {
				return err
			}
		}
		t.Error("the reminder of who works on it, too, stays as it was")
		return err
	})
}

// A week with a worked Saturday ends on it; no heading tells of days that are to come.
func TestTheDiaryOfAWeekEndsOnItsLastWorkingDay(t *testing.T) {
	t.Parallel()
	w := openWorking(t)
	calendar := *w.pilot.Calendar
	year := calendar.Years[2026]
	year.WorkedDays = map[rules.Date]string{rules.MustDate("2026-11-28"): "làm bù"}
	calendar.Years = map[int]rules.Year{2026: year}
	for now, want := range map[string]string{"2026-11-29": "2026-11-28", "2026-11-28": "2026-11-28", "2026-11-25": "2026-11-25", "2026-11-22": "2026-11-20"} {
		on := rules.MustDate(now)
		w.read(func(tx *store.Tx) error {
			do := w.pilot.Do(tx, on.At(10*60, calendar.Location), pilot.Actor{Person: w.who["A3"]})
			do.Calendar = &calendar
			d, err := work.DiaryOf(do, on.Monday(), on.Sunday())
			if d.To.String() != want {
				t.Errorf("on %s it ends on %s, want %s", now, d.To, want)
			}
			return err
		})
	}
}
