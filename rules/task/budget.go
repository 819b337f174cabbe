package task

import (
	"time"

	"tainha/rules"
)

// Profile is how much somebody wants to hear unasked (rules section 12, Lights).
type Profile uint8

// The profiles.
const (
	Standard   Profile = iota // as the budget allows
	Light                     // at most one message a day
	DigestOnly                // digest and plan alone
)

// Notify is what a person chose to hear.
type Notify struct {
	Person  rules.PersonID
	Profile Profile
	Snooze  time.Time  // until then nothing unasked
	Stop    rules.Date // nothing unasked up to and on this day; it ends by itself, 0: none
}

// MessageKind is a kind of unsolicited message.
type MessageKind uint8

// The kinds that the budget counts. Answers, cards that ask for a decision, decisions on
// and steps of one's own request, security notices and operators' alarms are none of them.
const (
	MessageDigest MessageKind = iota + 1
	MessagePlan
	MessageReminder
	MessageLight
	MessagePrompt
	MessageRecap
	MessageSurvey
)

// Told is a light that a recipient was told of, for the deadline that held then: a
// granted extension arms all of them anew.
type Told struct {
	Task  ID
	To    rules.PersonID
	Light Lamp
	Due   time.Time
}

// Lamp is one of the three lights of the city's own project (rules section 6).
type Lamp uint8

// The lights.
const (
	Dark   Lamp = iota
	Green       // less than 24 hours to the deadline: the owner
	Yellow      // overdue, up to 48 hours: the owner and the head of the unit
	Red         // overdue more than 48 hours: the head one level up, too
)
