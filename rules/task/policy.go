package task

import (
	"strconv"
	"time"

	"tainha/rules"
)

// ReturnedFrom says from which submission returned work counts as finished.
type ReturnedFrom uint8

// The choices.
const (
	FromNewest ReturnedFrom = iota // its new submission
	FromFirst                      // its first one
)

// PositionLoad is the volume of a normal office day in a position, in one unit or in
// all of them, from a day on.
type PositionLoad struct {
	Position string // code
	Unit     string // code, empty: in every unit
	Load     rules.Workload
	Since    rules.Date
}

// Policy is the settings about tasks. No regulation gives these numbers.
type Policy struct {
	Equivalence     Amount         // a day at home is at least so much of an office day
	EquivalenceMode Mode           // what falling short does
	PositionLoads   []PositionLoad // beside the loads of unit and pilot, which stand in rules.Policy
	WaitingStops    bool           // a blocked task has no lights
	Returned        ReturnedFrom   // from which submission returned work counts
	WaiverLevel     int            // the seat over the owner that waives: 0 the head, 1 the level above
	GreenWithin     time.Duration  // before the deadline, by the clock
	RedAfter        time.Duration  // after it, by the clock
	ConfirmWithin   time.Duration  // working time until what waits for confirmation stands first
	AtHome          int            // unsolicited messages a day
	AtOffice        int
	DigestAlways    bool          // a head hears each working morning, also that nothing waits
	OfficePlan      bool          // the morning's plan on days at the office, too
	RemindBefore    time.Duration // before the end of a day at home on which nothing was said, 0: never
	PulseEvery      int           // working days after which a pulse of the staff that is open stands in the digest again, 0: never
	RepeatAhead     int           // so many days before its deadline the next occurrence of a repeating task is made
	RepeatMonths    int           // how long a task repeats where nobody says so; 0: to the end of the year
	Minimal         bool          // content: minimal — neither titles nor summaries leave through Telegram
}

// Title is how a task is called in a message: by its title, or with minimal content by
// its number alone (rules section 11).
func (p Policy) Title(t Task) string {
	if p.Minimal {
		return "#" + strconv.FormatInt(int64(t.ID), 10)
	}
	return t.Title
}

// Mode is what a plan under the equivalent does to a request.
type Mode uint8

// The modes.
const (
	Warn  Mode = iota // it is shown to the person and to the approver
	Block             // the request is refused
)

// DefaultPolicy is what holds where the configuration is silent.
func DefaultPolicy() Policy {
	return Policy{
		Equivalence: N(1), EquivalenceMode: Warn, WaiverLevel: 1,
		GreenWithin: 24 * time.Hour, RedAfter: 48 * time.Hour, ConfirmWithin: 16 * time.Hour,
		AtHome: 2, AtOffice: 1, RemindBefore: time.Hour, RepeatAhead: 5, PulseEvery: 5, //nolint:mnd // days
	}
}
