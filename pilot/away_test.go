package pilot_test

import (
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

func (a *agency) delegate(from, to, first, last string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		_, err := people.Delegate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[from]}), rules.Delegation{
			From: a.who[from], To: a.who[to], First: rules.MustDate(first), Last: rules.MustDate(last),
		})
		return err
	}
}

func TestADelegateIsAskedInTheHeadsDays(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	chin, dung := a.ask("A3", "2026-11-26"), a.ask("A4", "2026-12-04")
	a.must(a.delegate("A2", "A4", "2026-11-23", "2026-11-25"))
	a.expect("from the first day", chin, "A4")
	a.expect("never one's own: the head, who is there", dung, "A2")
	a.now = time.Date(2026, 11, 26, 8, 0, 0, 0, zone)
	a.must(func(tx *store.Tx) error { return request.Reroute(a.pilot.Do(tx, a.now, pilot.Actor{Job: "test"})) })
	a.expect("after the last day", chin, "A2")
	a.must(a.delegate("A2", "A3", "2026-12-01", "2026-12-04"))
	a.expect("before the first day", chin, "A2")
	a.refused("an overlap", a.delegate("A2", "A4", "2026-12-04", "2026-12-07"), "delegate.overlap")
	a.refused("a circle", a.delegate("A1", "A1", "2026-12-01", "2026-12-04"), "delegate.self")
	a.refused("by a clerk", a.delegate("A3", "A4", "2026-12-01", "2026-12-04"), "access.role")
	a.refused("reversed", a.delegate("A1", "A3", "2026-12-04", "2026-12-01"), "delegate.reversed")
	a.must(func(tx *store.Tx) error { return tx.Unlink(a.who["A4"]) })
	a.refused("without an account", a.delegate("A1", "A4", "2026-12-01", "2026-12-04"), "delegate.unlinked")
}

// The delegate and the clerks of the unit are told, each once.
func TestADelegationIsTold(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.must(a.delegate("A2", "A3", "2026-11-25", "2026-11-27"))
	for code, want := range map[string]int{"A1": 0, "A2": 0, "A3": 1, "A4": 1, "A5": 0} {
		if got := a.told(code); got != want {
			t.Errorf("%s got %d messages, want %d", code, got, want)
		}
	}
}

func TestOnlyTheHeadEndsTheirDelegation(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.ask("A3", "2026-11-26")
	a.must(a.delegate("A2", "A4", "2026-11-23", "2026-11-27"))
	end := func(by string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return people.EndDelegation(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[by]}), 1)
		}
	}
	a.refused("by the delegate", end("A4"), "access.role")
	a.must(end("A2"))
	a.expect("ended early", id, "A2")
	a.refused("twice", end("A2"), "delegate.ended")
	a.must(a.delegate("A2", "A4", "2026-11-23", "2026-11-27"))
	a.must(a.appoint("P1", "A3"))
	a.write(func(tx *store.Tx) error {
		left, err := tx.Delegations(a.who["A2"], rules.DateOf(a.now))
		if len(left) > 0 {
			t.Errorf("a former head still hands over: %+v", left)
		}
		return err
	})
}

// Whoever is away whole days is not asked; the note is kept or refused as a whole.
func TestNobodyIsChasedWhileAway(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.ask("A3", "2026-11-27")
	absent := func(code, first, last string, part rules.Part) rules.Absence {
		return rules.Absence{Person: a.who[code], First: rules.MustDate(first), Last: rules.MustDate(last), Part: part, Kind: rules.Sick}
	}
	record := func(list ...rules.Absence) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return people.RecordAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: list[0].Person}), list)
		}
	}
	a.must(record(absent("A2", "2026-11-23", "2026-11-23", rules.Afternoon)))
	a.expect("away for half a day", id, "A2")
	long := absent("A2", "2026-11-24", "2026-11-26", rules.Whole)
	a.must(record(long))
	a.expect("away from tomorrow", id, "A2")
	a.refused("one of two overlaps", record(absent("A2", "2026-12-01", "2026-12-01", rules.Whole), absent("A2", "2026-11-26", "2026-11-27", rules.Whole)),
		"absence.overlap")
	a.now = time.Date(2026, 11, 25, 8, 0, 0, 0, zone)
	a.must(func(tx *store.Tx) error { return request.Reroute(a.pilot.Do(tx, a.now, pilot.Actor{Job: "test"})) })
	a.expect("away today", id, "A1")
	a.must(func(tx *store.Tx) error {
		return people.EndAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: long.Person}), long)
	})
	a.refused("ended twice", func(tx *store.Tx) error {
		return people.EndAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: long.Person}), long)
	}, "leave.gone")
	a.write(func(tx *store.Tx) error {
		left, err := tx.Absences(a.who["A2"], rules.MustDate("2026-11-24"), rules.MustDate("2026-11-30"))
		if len(left) != 1 || left[0].Last != rules.MustDate("2026-11-24") {
			t.Errorf("back on the second day: %+v, want the first alone", left)
		}
		return err
	})
}

func TestDaysAtHomeThatAnAbsenceTouches(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.ask("A3", "2026-11-26")
	a.ask("A3", "2026-11-30")
	a.write(func(tx *store.Tx) error {
		got, err := people.Clashes(a.pilot.Do(tx, a.now, pilot.Actor{}), []rules.Absence{{
			Person: a.who["A3"], First: rules.MustDate("2026-11-25"), Last: rules.MustDate("2026-11-27"), Kind: rules.Leave,
		}})
		if len(got) != 1 || got[0].Day.Date != rules.MustDate("2026-11-26") {
			t.Errorf("touched: %+v, want 26 November alone", got)
		}
		return err
	})
}

// Rules, section 10: illness is "vắng" to all but the person and the head, and a
// delegate for a day is no head.
func TestADelegateReadsIllnessAsAway(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		delegated bool
		reader    string
		kind      string
	}{"the head": {false, "A2", "absence.sick"}, "the delegate": {true, "A4", "absence.away"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := openAgency(t)
			if c.delegated {
				a.must(a.delegate("A2", "A4", "2026-11-23", "2026-11-27"))
			}
			a.must(func(tx *store.Tx) error {
				today := rules.DateOf(a.now)
				sick := rules.Absence{Person: a.who["A3"], First: today, Last: today, Kind: rules.Sick}
				return people.RecordAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), []rules.Absence{sick})
			})
			var kind string
			a.must(func(tx *store.Tx) error {
				list, err := tx.Waiting(a.now, -1, 0, 1000)
				for _, o := range list {
					if o.Person == a.who[c.reader] && o.Body.Screen != nil && o.Body.Screen.Text.Key == "notice.away" {
						m, _ := o.Body.Screen.Text.Args["kind"].(rules.Message)
						kind = m.Key
					}
				}
				return err
			})
			if kind != c.kind {
				t.Errorf("%s reads %q, want %q", c.reader, kind, c.kind)
			}
		})
	}
}
