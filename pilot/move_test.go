package pilot_test

import (
	"slices"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// states are those of a request's days, in order.
func (r registry) states(id rules.RequestID) (out []string) {
	r.Helper()
	r.read(func(tx *store.Tx) error {
		q, err := tx.Request(id)
		for _, d := range q.Days {
			out = append(out, d.Slot.String()+" "+d.State.String())
		}
		return err
	})
	return out
}

// headDoes lets the head of the unit decide.
func (r registry) headDoes(act func(pilot.Do, request.Decision) (rules.Request, error), d request.Decision) error {
	r.Helper()
	return r.do(func(tx *store.Tx) error {
		_, err := act(r.pilot.Do(tx, noon, pilot.Actor{Person: r.person("A1").ID}), d)
		return err
	})
}

// moved is an approved day of A3 and the request that would move it.
func (r registry) moved(from, to string) (old, move rules.RequestID) {
	r.Helper()
	day, _ := rules.ParseSlot(from)
	asked, err := r.submit("A3", request.Ask{Slots: []rules.Slot{day}})
	if err != nil {
		r.Fatal(err)
	}
	if err := r.headDoes(request.Approve, request.Decision{Request: asked.ID}); err != nil {
		r.Fatal(err)
	}
	target, _ := rules.ParseSlot(to)
	again, err := r.submit("A3", request.Ask{Slots: []rules.Slot{target}, Instead: map[rules.Slot]rules.MoveEnd{target: {Request: asked.ID, Day: day}}})
	if err != nil {
		r.Fatal(err)
	}
	return asked.ID, again.ID
}

// Section 4: a move holds the old day until the new one is decided.
func TestAMoveGivesTheOldDayUpWhenTheNewOneIsApproved(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	old, move := r.moved("2026-12-02", "2026-12-03")
	_, err := r.submit("A3", request.Ask{Slots: []rules.Slot{{Date: rules.MustDate("2026-12-04")}},
		Instead: map[rules.Slot]rules.MoveEnd{{Date: rules.MustDate("2026-12-04")}: {Request: old, Day: rules.Slot{Date: rules.MustDate("2026-12-02")}}}})
	refused(t, err, "move.twice")
	if got := r.states(old); !slices.Equal(got, []string{"2026-12-02 approved"}) {
		t.Errorf("while it waits: %v", got)
	}
	if err := r.headDoes(request.Approve, request.Decision{Request: move}); err != nil {
		t.Fatal(err)
	}
	if got := append(r.states(old), r.states(move)...); !slices.Equal(got, []string{"2026-12-02 cancelled", "2026-12-03 approved"}) {
		t.Errorf("approved: %v", got)
	}
	if err := r.headDoes(request.Undo, request.Decision{Request: move}); err != nil {
		t.Fatal(err)
	}
	if got := append(r.states(old), r.states(move)...); !slices.Equal(got, []string{"2026-12-02 approved", "2026-12-03 pending"}) {
		t.Errorf("undone: %v", got)
	}
	if err := r.headDoes(request.Revoke, request.Decision{Request: old, Reason: "Họp"}); err != nil {
		t.Fatal(err)
	}
	if got := append(r.states(old), r.states(move)...); !slices.Equal(got, []string{"2026-12-02 revoked", "2026-12-03 withdrawn"}) {
		t.Errorf("the held day is taken back: %v", got)
	}
}

// A place that somebody took meanwhile is not given back by an undo.
func TestAnUndoIsRefusedWhereTheOldDaysPlaceWasTaken(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	old, move := r.moved("2026-12-02", "2026-12-03")
	if err := r.headDoes(request.Approve, request.Decision{Request: move}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.submit("A3", request.Ask{Slots: []rules.Slot{{Date: rules.MustDate("2026-12-02"), Part: rules.Morning}}}); err != nil {
		t.Fatal(err)
	}
	refused(t, r.headDoes(request.Undo, request.Decision{Request: move}), "refuse.taken_pending")
	if got := append(r.states(old), r.states(move)...); !slices.Equal(got, []string{"2026-12-02 cancelled", "2026-12-03 approved"}) {
		t.Errorf("after a refused undo: %v", got)
	}
}

// Section 4: half a day of illness shortens a day at home, and who approved it is told;
// a list of staff does the same.
func TestIllnessTakesWhatItTouchesOfADayAtHome(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.approved("2026-11-26", "2026-11-27")
	before := a.told("A2")
	record := func(day string, part rules.Part) {
		a.must(func(tx *store.Tx) error {
			return people.RecordAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), []rules.Absence{{
				Person: a.who["A3"], First: rules.MustDate(day), Last: rules.MustDate(day), Part: part, Kind: rules.Sick,
			}})
		})
	}
	record("2026-11-26", rules.Afternoon)
	record("2026-11-27", rules.Whole)
	a.write(func(tx *store.Tx) error {
		q, err := tx.Request(id)
		got := []string{}
		for _, d := range q.Days {
			got = append(got, d.Slot.String()+" "+d.State.String())
		}
		if !slices.Equal(got, []string{"2026-11-26/am approved", "2026-11-26/pm cancelled", "2026-11-27 cancelled"}) {
			t.Errorf("the days are %v", got)
		}
		home, err2 := tx.HomeDays(a.who["A3"], rules.MustDate("2026-11-26"), rules.MustDate("2026-11-27"))
		if len(home) != 1 || home[0].Part != rules.Morning {
			t.Errorf("what counts: %+v", home)
		}
		if err == nil {
			err = err2
		}
		return err
	})
	if got := a.told("A2") - before; got != 4 { // of each: the absence, and the day
		t.Errorf("the head was told %d times, want twice of each", got)
	}
}

// Section 4: "unanswered after 15 minutes is shown to the head", once.
func TestACallBackWithoutAnAnswerIsShownOnce(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.approved("2026-11-26")
	a.now = time.Date(2026, 11, 26, 9, 0, 0, 0, zone)
	call := func(by string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			_, err := team.CallBack(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[by]}), team.Call{Person: a.who["A3"], Due: a.now.Add(5 * time.Hour), Reason: "Họp"})
			return err
		}
	}
	a.refused("by a colleague", call("A4"), "request.not_yours")
	a.must(call("A2"))
	a.refused("twice", call("A2"), "callback.twice")
	show := func(tx *store.Tx) error { return team.ShowUnanswered(a.pilot.Do(tx, a.now, pilot.Actor{Job: "test"})) }
	before := a.told("A2")
	for minutes, want := range []int{14: 0, 15: 1, 16: 1} {
		a.now = time.Date(2026, 11, 26, 9, minutes, 0, 0, zone)
		if a.must(show); minutes >= 14 && a.told("A2")-before != want {
			t.Errorf("after %d minutes the head was told %d times, want %d", minutes, a.told("A2")-before, want)
		}
	}
	answer := func(by string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return team.AnswerCallback(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[by]}), team.CallbackReply{Callback: 1, Answer: rules.CallbackReceived})
		}
	}
	a.refused("for somebody else", answer("A4"), "access.foreign")
	a.must(answer("A3"))
	a.refused("answered twice", answer("A3"), "callback.answered")
	if got, want := a.audit(3), []string{"callback.ask A2 -", "callback.unanswered - -", "callback.answer A3 -"}; !slices.Equal(got, want) {
		t.Errorf("audited %v, want %v", got, want)
	}
}

// Section 4: leave over both days of a move takes the old one, and with it the move ends: once, and
// not a second time as a day of its own.
func TestLeaveOverBothDaysOfAMoveEndsItOnce(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	old, move := r.moved("2026-12-02", "2026-12-03")
	who := r.person("A3").ID
	r.write(func(tx *store.Tx) error {
		return people.RecordAbsence(r.pilot.Do(tx, noon, pilot.Actor{Person: who}), []rules.Absence{{
			Person: who, First: rules.MustDate("2026-12-02"), Last: rules.MustDate("2026-12-03"), Kind: rules.Leave,
		}})
	})
	if got := append(r.states(old), r.states(move)...); !slices.Equal(got, []string{"2026-12-02 cancelled", "2026-12-03 withdrawn"}) {
		t.Errorf("the days are %v", got)
	}
	r.read(func(tx *store.Tx) error {
		trail, err := tx.AuditOf(pilot.ObjectRequest, int64(move), 5)
		var did []string
		for _, x := range trail {
			did = append(did, x.Action)
		}
		if !slices.Equal(did, []string{"request.move_end", "request.submit"}) {
			t.Errorf("the move's audit is %v", did)
		}
		return err
	})
}

// Section 1: who is on the staff may be at home. A day that was refused to somebody who left since
// is not reopened: nobody would be told.
func TestNothingIsReopenedForSomebodyWhoLeft(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	asked, err := r.submit("A3", request.Ask{Slots: []rules.Slot{{Date: rules.MustDate("2026-12-02")}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.headDoes(request.Reject, request.Decision{Request: asked.ID, Reason: "Họp"}); err != nil {
		t.Fatal(err)
	}
	r.write(func(tx *store.Tx) error {
		return people.Deactivate(r.pilot.Do(tx, noon, pilot.Actor{Person: r.person("A2").ID}), r.person("A3").ID, false)
	})
	for _, act := range []func(pilot.Do, request.Decision) (rules.Request, error){request.Reopen, request.Undo} {
		err := r.headDoes(act, request.Decision{Request: asked.ID})
		refused(t, err, "undo.left")
		for _, lang := range []string{"vi", "en"} {
			if text, err := r.texts.Plain(lang, rules.Msg("undo.left", "name", "Đỗ Chi")); err != nil || text == "" {
				t.Errorf("%s: %q, %v", lang, text, err)
			}
		}
	}
	if got := r.states(asked.ID); !slices.Equal(got, []string{"2026-12-02 rejected"}) {
		t.Errorf("it is %v", got)
	}
}
