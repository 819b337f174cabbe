package pilot

import (
	"time"

	"tainha/rules"
	"tainha/store"
)

// Do is one action: a turn, a job's run or a command line, inside its one
// transaction. Whoever opens the transaction makes it, once, and every use case
// takes it: the clock is read once, the day of Now is known everywhere, and so is
// who acts (see Right).
type Do struct {
	*Pilot
	Tx    *store.Tx
	Now   time.Time
	Today rules.Date // the day of Now in the agency's time zone
	By    Actor      // who does it: no use case takes anybody's word for that
}

// Horizon is how many days ahead anybody can have asked for.
const Horizon = 400

// Do begins an action at a moment, under the calendar as it stands in the transaction.
func (p *Pilot) Do(tx *store.Tx, now time.Time, by Actor) Do {
	return Do{Pilot: p.In(tx), Tx: tx, Now: now, Today: rules.DateOf(now.In(p.Calendar.Location)), By: by}
}
