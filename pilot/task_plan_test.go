package pilot_test

import (
	"testing"

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
