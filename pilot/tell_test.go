package pilot_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// approved lets Chín (A3) have days that Bình (A2) approved.
func (a *agency) approved(days ...string) rules.RequestID {
	a.Helper()
	r := rules.Request{Rev: 1, Created: a.now, Asked: a.now, Person: a.who["A3"], Unit: a.unit("P1")}
	for _, day := range days {
		r.Days = append(r.Days, rules.RequestDay{
			Slot: rules.Slot{Date: rules.MustDate(day)}, State: rules.Approved, DecidedBy: a.who["A2"], DecidedAt: a.now,
		})
	}
	a.write(func(tx *store.Tx) error { return tx.InsertRequest(&r) })
	return r.ID
}

// Each step is told once: giving up a second day of a request is another step.
func TestEveryDayGivenUpIsToldToWhoApprovedIt(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.approved("2026-12-08", "2026-12-09", "2026-12-10")
	for i, day := range []string{"2026-12-09", "2026-12-10", "2026-12-08"} {
		a.must(func(tx *store.Tx) error {
			_, err := request.Cancel(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), request.Decision{Request: id, Slots: []rules.Slot{{Date: rules.MustDate(day)}}})
			return err
		})
		if n := a.told("A2"); n != i+1 {
			t.Errorf("after %d days given up the head was told %d times", i+1, n)
		}
	}
}

func TestCoordinatorsHearEachTimeThatNobodyDecides(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	head := func(code string) {
		a.now = a.now.Add(time.Minute)
		a.must(a.appoint("P1", code))
	}
	nobody := func() (n int) {
		a.write(func(tx *store.Tx) error {
			all, err := tx.Waiting(a.now, -1, 0, 1000)
			for _, o := range all {
				if o.Body.Screen != nil && o.Body.Screen.Text.Key == "notice.nobody_decides" {
					n++
				}
			}
			return err
		})
		return n
	}
	a.must(a.appoint("SO", ""))
	head("")
	id := a.ask("A3", "2026-12-08")
	for i := range 2 {
		head("A4")
		a.expect("with a head", id, "A4")
		head("")
		a.expect("without", id, "nobody")
		if n := nobody(); n != i+1 {
			t.Errorf("the place is vacant for the %d. time: told %d times", i+1, n)
		}
	}
}

// Section 4: what the head above decided and takes back waits again for whom it waited for, who gets its card
// anew; whoever takes back their own decision has it where they pressed.
func TestAnUndoBringsTheCardBackToWhomItWaitsFor(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]int{"A1": 1, "A2": 0} {
		a := openAgency(t)
		id := a.ask("A3", "2026-12-08")
		cards := func() (n int) {
			a.write(func(tx *store.Tx) error {
				all, err := tx.Waiting(a.now, -1, 0, 1000)
				for _, o := range all {
					if o.Body.Card != nil && o.Person == a.who["A2"] {
						n++
					}
				}
				return err
			})
			return n
		}
		do := func(act func(pilot.Do, request.Decision) (rules.Request, error), d request.Decision) {
			a.now = a.now.Add(time.Minute)
			a.must(func(tx *store.Tx) error {
				_, err := act(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[code]}), d)
				return err
			})
		}
		do(request.Reject, request.Decision{Request: id, Reason: "Họp"})
		before := cards()
		do(request.Undo, request.Decision{Request: id})
		a.expect("it waits again", id, "A2")
		if got := cards() - before; got != want {
			t.Errorf("undone by %s: %d cards more to the head, want %d", code, got, want)
		}
	}
}

// Section 4: each is told of a conflict once: a coordinator whose own day it is reads it as their own, not as
// somebody's as well.
func TestACoordinatorReadsOfTheirOwnConflictOnce(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	j.home("A2", rules.Approved, noon, "2026-11-25")
	j.pilot.Calendar.Presence = []rules.Presence{{Date: rules.MustDate("2026-11-25"), Name: "Đoàn kiểm tra"}}
	j.judge()
	told := map[rules.PersonID]string{}
	j.read(func(tx *store.Tx) error {
		all, err := tx.Waiting(j.now, -1, 0, 1000)
		for _, o := range all {
			if s := o.Body.Screen; s != nil && s.Text.Key == "notice.conflict" {
				told[o.Person] += fmt.Sprintf("own %v, of others %v.", s.Text.Args["mine"], s.Text.Args["others"])
			}
		}
		return err
	})
	for code, want := range map[string]string{"A2": "own 1, of others 0.", "A0": "own 0, of others 1."} {
		if got := told[j.person(code).ID]; got != want {
			t.Errorf("%s is told %q, want %q", code, got, want)
		}
	}
}

// Section 4: a conflict is told to the head who may settle it: of a request that went up for good that is who
// sits at its floor, not the head below.
func TestAConflictOfWhatWentUpIsToldAtItsFloor(t *testing.T) {
	t.Parallel()
	for floor, want := range map[int]map[string]int{
		0: {"A0": 1, "A1": 1, "A2": 1, "A3": 1}, // A0 and A2 are coordinators
		1: {"A0": 1, "A2": 1, "A3": 1},
	} {
		j := openJudged(t)
		id := j.home("A3", rules.Approved, noon, "2026-11-25")
		j.write(func(tx *store.Tx) error {
			r, err := tx.Request(id)
			r.Floor, r.Level = floor, floor
			return errors.Join(err, tx.SaveRequest(r))
		})
		j.pilot.Calendar.Presence = []rules.Presence{{Date: rules.MustDate("2026-11-25"), Name: "Đoàn kiểm tra"}}
		j.judge()
		if diff := cmp.Diff(want, j.letters()); diff != "" {
			t.Errorf("floor %d (-want +got):\n%s", floor, diff)
		}
	}
}

// Section 4: a whole day that its person changes into its two halves is the same day: each half is in
// conflict as it was, and nobody is told again.
func TestAConflictStaysWithBothHalvesOfADay(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	day := rules.MustDate("2026-11-26")
	id := j.home("A3", rules.Pending, noon, day.String())
	j.do("a position", func(tx *store.Tx) error { return register.OpenPosition(j.as(tx, "A2"), 1, false) })
	j.judge()
	j.do("change", func(tx *store.Tx) error {
		_, err := request.Edit(j.as(tx, "A3"), id, 1, request.Ask{Person: j.person("A3").ID, Slots: []rules.Slot{{Date: day, Part: rules.Morning}, {Date: day, Part: rules.Afternoon}}}, 0)
		return err
	})
	halves := []string{"A3 2026-11-26/am: refuse.position_closed (open)", "A3 2026-11-26/pm: refuse.position_closed (open)"}
	j.expect("at once", halves...)
	told := j.letters() // with the changed card
	j.judge()
	j.expect("judged again", halves...)
	if diff := cmp.Diff(told, j.letters()); diff != "" {
		t.Errorf("told again (-before +after):\n%s", diff)
	}
}

// Section 4: what is decided, undone and decided the same way again within one moment is told as often, so that
// the last that its person reads is true.
func TestWhatIsDecidedAgainAtOnceIsToldAgain(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.ask("A3", "2026-12-08")
	before := a.told("A3")
	for i, act := range []func(pilot.Do, request.Decision) (rules.Request, error){request.Approve, request.Undo, request.Approve, request.Undo} {
		a.must(func(tx *store.Tx) error {
			_, err := act(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), request.Decision{Request: id})
			return err
		})
		if got := a.told("A3") - before; got != i+1 {
			t.Errorf("after %d decisions A3 was told %d times", i+1, got)
		}
	}
}
