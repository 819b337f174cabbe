package task

import (
	"time"

	"tainha/rules"
)

// Blocker is what a task waits for (vướng mắc). It stands beside the state and does not
// move the deadline. It is asked of who can lift it, never of the reporter.
type Blocker struct {
	ID       BlockerID
	Task     ID
	By       rules.PersonID // who reported it
	Reason   string
	WaitsFor rules.PersonID // who can lift it, 0: somebody outside of the agency
	Outside  string         // whom it waits for outside
	Since    time.Time
	Closed   time.Time // zero: open
	ClosedBy rules.PersonID
	Answer   string // of who lifted it
}

// Extension is another deadline that was asked for or granted before the present one.
type Extension struct {
	ID        ExtensionID
	Task      ID
	By        rules.PersonID // who asked, or who granted it without being asked
	Old, New  time.Time
	Reason    string
	Asked     time.Time
	State     ExtensionState
	Decided   time.Time
	DecidedBy rules.PersonID
	Answer    string // why not
}

// ExtensionState is what became of an extension.
type ExtensionState uint8

// The states of an extension.
const (
	ExtensionAsked ExtensionState = iota + 1
	ExtensionGranted
	ExtensionRefused
	ExtensionVoid // the task was submitted, recalled or handed on meanwhile
)

// StrikeKind is what a strike counts against.
type StrikeKind uint8

// The kinds of strikes.
const (
	QualityStrike StrikeKind = iota + 1 // a check that failed on a major content error
	Delay                               // a lateness
	Form                                // a matter of form: a note, no strike
)

// Strike is a failed check or a lateness of a task, with the waiver that took it away.
type Strike struct {
	ID   StrikeID
	Task ID
	Kind StrikeKind
	Day  rules.Date // of the check, or of the finish that came late
	Note string
	By   rules.PersonID // who noted it
	At   time.Time
}

// Waiver takes strikes away for an objective cause, with a reason, by the level that
// the configuration names; who confirmed it is kept.
type Waiver struct {
	Task   ID
	Strike StrikeID // 0: everything of Kind
	Kind   StrikeKind
	Reason string
	By     rules.PersonID // who confirmed it
	For    rules.PersonID // the head for whom a delegate did
	At     time.Time
}

// Mandate is what a head hands to somebody else about tasks: to assign and confirm, for
// some people or a field, until a day; or only to draft what the head then presses once.
// It ends with the office that it came from (rules sections 5 and 11).
type Mandate struct {
	ID     MandateID
	Unit   rules.UnitID
	Head   rules.PersonID // who gave it
	To     rules.PersonID
	Field  string           // empty: any
	People []rules.PersonID // none: the whole unit and what is below it
	First  rules.Date
	Last   rules.Date // 0: it does not end by itself
	Drafts bool       // drafts alone: the head presses
}
