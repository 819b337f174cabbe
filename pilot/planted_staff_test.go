package pilot_test

import (
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// A transfer that has begun is history: only a planned one is taken back, and
// whoever was to move is told.
func TestOnlyAPlannedTransferIsTakenBackAndTold(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	drop := func(day string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return people.DropTransfer(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), a.who["A3"], rules.MustDate(day))
		}
	}
	a.must(a.transfer("A3", "P2", "2026-11-30"))
	before := a.told("A3")
	a.must(drop("2026-11-30"))
	if got := a.told("A3"); got != before+1 {
		t.Errorf("taken back: %d messages more, want 1", got-before)
	}
	a.must(a.transfer("A3", "P2", "2026-11-30"))
	a.now = time.Date(2026, 11, 30, 8, 0, 0, 0, zone)
	a.refused("begun today", drop("2026-11-30"), "people.no_plan")
}

// Only the head of a unit that somebody comes to is told: not of another
// position in their own unit.
func TestAHeadHearsWhoComesAndOfNoOtherChange(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.must(a.appoint("P2", "A5"))
	var clerk rules.PositionID
	a.write(func(tx *store.Tx) (err error) {
		clerk, _, err = tx.UpsertPosition(rules.Position{Code: "VT", Name: "Văn thư", OpenToPilot: true})
		return err
	})
	transfer := func(unit string, position rules.PositionID) {
		before := map[string]int{"A2": a.told("A2"), "A3": a.told("A3"), "A5": a.told("A5")}
		to := a.unit(unit)
		a.must(func(tx *store.Tx) error {
			return people.TransferPerson(a.pilot.Do(tx, a.now, pilot.Actor{Shell: true}), people.Transfer{
				Person: a.who["A3"], Unit: to, Position: position, From: rules.DateOf(a.now),
			})
		})
		want := map[string]int{"A2": 0, "A3": 1, "A5": 0}
		if unit == "P2" {
			want["A5"] = 1
		}
		for code, n := range want {
			if got := a.told(code) - before[code]; got != n {
				t.Errorf("to %s as %d: %s got %d messages, want %d", unit, position, code, got, n)
			}
		}
	}
	transfer("P1", clerk)
	transfer("P2", clerk)
}

// Whoever takes somebody off the list knows it; another head is told.
func TestTheHeadHearsWhoLeftUnlessTheyDidItThemselves(t *testing.T) {
	t.Parallel()
	for by, want := range map[string]int{"": 1, "A2": 0} { // the shell, or the head
		a := openAgency(t)
		before := a.told("A2")
		a.must(func(tx *store.Tx) error {
			return people.Deactivate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[by], Shell: by == ""}), a.who["A3"], false)
		})
		if got := a.told("A2") - before; got != want {
			t.Errorf("taken off by %q: the head got %d messages, want %d", by, got, want)
		}
	}
}
