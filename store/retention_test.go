package store

import (
	"testing"
	"time"

	"tainha/rules"
)

// A card can change as long as a day of its request is ahead; long after, nobody
// has to remember where it stood.
func TestCardsOfRequestsThatAreLongOverAreForgotten(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	over, half := o.ask(o.lan, "2026-11-25", "2026-11-26"), o.ask(o.minh, "2026-11-25", "2026-12-30")
	insert(t, db, &over, &half)
	slot := func(r rules.Request) string { return Ref{Kind: "request", ID: int64(r.ID)}.Anchor() }
	write(t, db, func(tx *Tx) error {
		for i, s := range []string{slot(over), slot(half), "card:person:1", "flow:1"} {
			must(tx.SetLive(s, 1, int64(i), true))
		}
		must(tx.SetLive(slot(over), 2, 1, true))
		if n := must(tx.Purge(OldCards, time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC), 9)); n != 0 {
			t.Errorf("%d cards forgotten on the last day", n)
		}
		if n := must(tx.Purge(OldCards, time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC), 1)); n != 1 {
			t.Errorf("%d cards forgotten at once, want 1", n)
		}
		must(tx.Purge(OldCards, time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC), 9))
		for s, want := range map[string]int{slot(over): 0, slot(half): 1, "card:person:1": 1, "flow:1": 1} {
			if live := must(tx.LiveMessages(s)); len(live) != want {
				t.Errorf("%s is shown in %d messages, want %d", s, len(live), want)
			}
		}
		return nil
	})
}
