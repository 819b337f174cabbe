package pilot_test

import (
	"testing"

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
			return people.DropTransfer(a.pilot.Do(tx, a.now), a.who["A3"], rules.MustDate(day), a.who["A2"])
		}
	}
	a.must(a.transfer("A3", "P2", "2026-11-30"))
	before := a.told("A3")
	a.must(drop("2026-11-30"))
	if got := a.told("A3"); got != before+1 {
		t.Errorf("taken back: %d messages more, want 1", got-before)
	}
	today := rules.DateOf(a.now).String()
	a.must(a.transfer("A3", "P2", today))
	a.refused("begun today", drop(today), "people.no_plan")
}
