package chat

import (
	"time"

	"tainha/store"
)

// Jobs is what /jobs needs of the job engine.
type Jobs interface {
	// Names lists the jobs in the order of showing.
	Names() []string
	// Next lists the first n planned moments of a job after t.
	Next(name string, t time.Time, n int) []time.Time
	// RunNow plans a run at once; it begins after the transaction's commit. first
	// is false when it was asked for at that very moment before.
	RunNow(tx *store.Tx, asked time.Time, name string) (first bool, err error)
}
