package simulation

import (
	"context"
	"time"

	"tainha/store"
)

// outage is a network that is down for a second to ten minutes, while the jobs go on: what people
// press meanwhile comes in one poll, at the same moment, in one transaction.
func (w *world) outage() {
	w.Helper()
	until := w.now.Add(time.Duration(1+w.random.IntN(600)) * time.Second)
	w.note("the network is down until %s", until.Format("15:04:05"))
	for at := w.now.Truncate(time.Minute).Add(time.Minute); at.Before(until); at = at.Add(time.Minute) {
		w.now = at
		w.tick()
	}
	w.now = until
	w.tick()
	if err := w.db.Write(context.Background(), func(tx *store.Tx) error {
		w.poll = tx
		defer func() { w.poll = nil }()
		for range 2 + w.random.IntN(5) {
			w.act()
		}
		return nil
	}); err != nil {
		w.fail("a poll: %v", err)
	}
	w.seen["outage"]++
}

// clockGoesBack sets the clock back by a second to an hour: what comes next happens before what
// happened, and the minutes that were looked at are not looked at again.
func (w *world) clockGoesBack() {
	w.Helper()
	w.now = w.now.Add(-time.Duration(1+w.random.IntN(3600)) * time.Second)
	w.note("the clock goes back")
	w.tick()
	w.act()
	w.seen["clock back"]++
}
