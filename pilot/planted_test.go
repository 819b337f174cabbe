package pilot_test

import (
	"slices"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/register"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// submit lets somebody ask for days, with an account; past the cut-off the
// coordinator asks.
func (r registry) submit(code string, ask request.Ask) (q rules.Request, err error) {
	r.Helper()
	ask.Person = r.person(code).ID
	r.write(func(tx *store.Tx) error {
		if _, err := tx.Account(ask.Person); err == nil {
			return nil
		}
		return tx.Link(store.Account{Person: ask.Person, Chat: 2000 + int64(ask.Person), Language: "vi", Linked: noon})
	})
	by := ask.Person
	if ask.Exception {
		by = r.person("A2").ID
	}
	err = r.do(func(tx *store.Tx) error {
		q, err = request.Submit(r.pilot.Do(tx, noon, pilot.Actor{Person: by}), ask)
		return err
	})
	return q, err
}

// Section 2: what is decided in the chat after the request came in holds at its
// approval, as what the configuration says does.
func TestAnApprovalIsJudgedByNumbersDecidedSinceTheConfiguration(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	q, err := r.submit("A3", request.Ask{Slots: []rules.Slot{{Date: rules.MustDate("2026-12-02")}, {Date: rules.MustDate("2026-12-03")}}})
	if err != nil {
		t.Fatal(err)
	}
	unit := r.unit("P1").ID
	if err := r.change(r.by("A0", unit), perWeek("2026-12-01", 2)); err != nil {
		t.Fatal(err)
	}
	approve := func(slots ...rules.Slot) error {
		return r.do(func(tx *store.Tx) error {
			_, err := request.Approve(r.pilot.Do(tx, noon, pilot.Actor{Person: r.person("A1").ID}), request.Decision{Request: q.ID, Slots: slots})
			return err
		})
	}
	refused(t, approve(), "limit.week")
	if err := r.change(r.by("A0", unit), perWeek("2026-12-01", 4)); err != nil {
		t.Fatal(err)
	}
	if err := approve(); err != nil {
		t.Error(err)
	}
}

// Whoever lifts the cut-off answers for it: the audit names the coordinator.
func TestTheAuditOfAnExceptionNamesTheCoordinator(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	coordinator := r.person("A2").ID
	late, err := r.submit("A3", request.Ask{Slots: []rules.Slot{{Date: rules.MustDate("2026-11-25")}}, Exception: true})
	if err != nil {
		t.Fatal(err)
	}
	own, err := r.submit("A3", request.Ask{Slots: []rules.Slot{{Date: rules.MustDate("2026-12-09")}}})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[rules.RequestID]rules.PersonID{late.ID: coordinator, own.ID: r.person("A3").ID} {
		r.read(func(tx *store.Tx) error {
			rows, err := tx.AuditOf(pilot.ObjectRequest, int64(id), 10)
			if len(rows) != 1 || rows[0].Actor != want || rows[0].Action != "request.submit" {
				t.Errorf("request %d, by %d: the audit says %+v", id, want, rows)
			}
			return err
		})
	}
}

// Section 4: "approved → done when the day is over": a morning is not done at
// noon while the afternoon is still to come.
func TestTheHalvesOfADayAreDoneTogether(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	var id rules.RequestID
	a.write(func(tx *store.Tx) error {
		p, err := tx.Person(a.who["A3"], rules.DateOf(a.now))
		if err != nil {
			return err
		}
		r := rules.Request{Person: p.ID, Unit: p.Unit, Rev: 1, Created: a.now, Asked: a.now}
		for _, part := range []rules.Part{rules.Morning, rules.Afternoon} {
			r.Days = append(r.Days, rules.RequestDay{Slot: rules.Slot{Date: rules.MustDate("2026-11-25"), Part: part}, State: rules.Approved})
		}
		err = tx.InsertRequest(&r)
		id = r.ID
		return err
	})
	for _, c := range []struct {
		hour, minute int
		over         bool
	}{{11, 30, false}, {16, 59, false}, {17, 0, true}} {
		now := time.Date(2026, 11, 25, c.hour, c.minute, 0, 0, zone)
		a.must(func(tx *store.Tx) error {
			over, err := request.DaysOver(a.pilot.Do(tx, now, pilot.Actor{}), 10)
			if (len(over) > 0) != c.over {
				t.Errorf("at %02d:%02d the days of %v are over", c.hour, c.minute, over)
			}
			for _, id := range over {
				if err := request.Complete(a.pilot.Do(tx, now, pilot.Actor{Job: "test"}), id); err != nil {
					return err
				}
			}
			return err
		})
	}
	a.must(func(tx *store.Tx) error {
		r, err := tx.Request(id)
		if n := len(r.Slots(rules.Done)); n != 2 {
			t.Errorf("%d halves are done, want both", n)
		}
		return err
	})
}

// The end of a leave is a change of who sits: what nobody could decide goes on
// at once.
func TestTheEndOfALeaveSendsOnWhatWaits(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	leave := func(code string) (rules.Absence, func(*store.Tx) error) {
		x := rules.Absence{Person: a.who[code], First: rules.MustDate("2026-11-23"), Last: rules.MustDate("2026-11-27"), Kind: rules.Leave}
		return x, func(tx *store.Tx) error {
			return people.RecordAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: x.Person}), []rules.Absence{x})
		}
	}
	end := func(x rules.Absence) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return people.EndAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: x.Person}), x)
		}
	}
	id := a.ask("A3", "2026-12-04")
	above, away := leave("A1")
	a.must(away)
	head, away := leave("A2")
	a.must(away)
	a.expect("nobody is there", id, "nobody")
	a.must(end(head))
	a.expect("the head is back", id, "A2")
	a.must(end(above))
	a.expect("the head above is back", id, "A2")
}

// What a delegate decides stands in the audit as done for the head.
func TestTheAuditOfADelegatesDecisionNamesTheHead(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.must(a.delegate("A2", "A4", "2026-11-23", "2026-11-27"))
	id := a.ask("A3", "2026-12-08")
	for _, c := range []struct{ by, want string }{{"A4", "request.reject A4 A2"}, {"A2", "request.reject A2 -"}} {
		if c.by == "A2" {
			id = a.ask("A3", "2026-12-09")
		}
		a.must(func(tx *store.Tx) error {
			_, err := request.Reject(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[c.by]}), request.Decision{Request: id, Reason: "Họp"})
			return err
		})
		if got := a.audit(1); !slices.Equal(got, []string{c.want}) {
			t.Errorf("decided by %s, the audit says %v", c.by, got)
		}
	}
}

// Section 4: an exception is entered by a coordinator for somebody else, who is told.
func TestAnExceptionIsForSomebodyElseWhoIsTold(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]int{"A3": 1, "A2": 0} {
		r := openRegister(t)
		late, err := r.submit(code, request.Ask{Slots: []rules.Slot{{Date: rules.MustDate("2026-11-25")}}, Exception: true})
		if code == "A2" { // who enters it
			refused(t, err, "exception.own")
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		r.read(func(tx *store.Tx) error {
			all, err := tx.Waiting(noon, -1, 0, 100)
			n := 0
			for _, o := range all {
				if o.Person == late.Person && o.Body.Screen != nil && o.Body.Screen.Text.Key == "notice.exception" {
					n++
				}
			}
			if n != want {
				t.Errorf("an exception for %s, by A2: told %d times, want %d", code, n, want)
			}
			return err
		})
	}
}

// A unit leaves the pilot at the end of a day that has not passed: today is the
// first that can be named.
func TestAUnitsPeriodCanBeClosedWithTodayAndNotBefore(t *testing.T) {
	t.Parallel()
	r := openRegister(t)
	p1, today := r.unit("P1").ID, rules.DateOf(noon)
	end := func(last rules.Date) error {
		return r.do(func(tx *store.Tx) error {
			c := register.Closing{Outcome: rules.Kept, Reason: "Ổn định", Last: last}
			return register.Close(r.pilot.Do(tx, noon, r.by("A0", p1).actor()), r.by("A0", p1).Registrar, c)
		})
	}
	refused(t, end(today-1), "enrol.over")
	if err := end(today); err != nil {
		t.Errorf("closed with today: %v", err)
	}
	if got := r.unit("P1").Enrolments[0].Last; got != today {
		t.Errorf("closed with %s, want %s", got, today)
	}
}
