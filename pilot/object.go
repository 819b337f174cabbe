package pilot

import (
	"tainha/rules"
	"tainha/store"
)

// Objects as the audit and the cards name them. Each is declared by a feature of
// the bot, and a test holds the two together.
const (
	ObjectCalendar    = "calendar" // what was entered into it at once
	ObjectCallback    = "callback"
	ObjectDataRequest = "data_request"
	ObjectDay         = "day"          // of a person: the plan and what came of it
	ObjectDayReminder = "day_reminder" // that nothing was said on it
	ObjectDelegation  = "delegation"
	ObjectDigest      = "digest"     // of a person's day
	ObjectEvaluation  = "evaluation" // one version of a person's score of a period
	ObjectPerson      = "person"
	ObjectPilot       = "pilot" // the pilot as a whole; its id is 0
	ObjectPosition    = "position"
	ObjectPower       = "power_change"
	ObjectProof       = "proof" // a photo or document of a report on a task; see task.ProofRef
	ObjectRequest     = "request"
	ObjectTask        = "task"
	ObjectRosterFile  = "roster_file" // a staff list sent to the bot
	ObjectIntakeFile  = "intake_file" // another table sent to the bot
	ObjectUnit        = "unit"
	ObjectUnitGroup   = "unit_group"    // its id is the unit's
	ObjectWave        = "wave"          // of a survey
	ObjectIndicator   = "indicator"     // by which the pilot is judged
	ObjectChecks      = "review_checks" // the conditions of a unit for widening; its id is the unit's
)

// Places where other features show something, each named by its host: a card, or a
// draft that is shown before it is sent. The bot refuses a panel at any other.
const (
	PlaceRequestOwn    = "request.own"    // the requester's card
	PlaceRequestDecide = "request.decide" // the card of whoever decides, or decided
	PlaceRequestDraft  = "request.draft"  // the preview of what is asked for
	PlaceUnit          = "register.unit"  // a unit's card in the register
	PlaceChecks        = "review.checks"  // the conditions for widening a unit, as they were measured
	PlaceDigest        = "digest"         // the day's one message; each panel a line or more, with what settles it
)

// DataRequestRef names the card of a data request.
func DataRequestRef(id rules.DataRequestID) store.Ref {
	return store.Ref{Kind: ObjectDataRequest, ID: int64(id)}
}

// CallbackRef names the card of a call back to the office.
func CallbackRef(id rules.CallbackID) store.Ref {
	return store.Ref{Kind: ObjectCallback, ID: int64(id)}
}

// RequestRef names a request's card.
func RequestRef(id rules.RequestID) store.Ref { return store.Ref{Kind: ObjectRequest, ID: int64(id)} }

// ChecksRef names the card of a unit's conditions for widening, which takes long to make.
func ChecksRef(id rules.UnitID) store.Ref { return store.Ref{Kind: ObjectChecks, ID: int64(id)} }

// PowerRef names the card of a change of power.
func PowerRef(id rules.PowerChangeID) store.Ref { return store.Ref{Kind: ObjectPower, ID: int64(id)} }

// RosterFileRef names the card, and the reading, of a staff list sent to the bot.
func RosterFileRef(id store.RosterFileID) store.Ref {
	return store.Ref{Kind: ObjectRosterFile, ID: int64(id)}
}

// IntakeFileRef names the card, and the reading, of a table sent to the bot.
func IntakeFileRef(id store.IntakeFileID) store.Ref {
	return store.Ref{Kind: ObjectIntakeFile, ID: int64(id)}
}

// GroupRef names the card on which a unit's group is offered to its new head.
func GroupRef(unit rules.UnitID) store.Ref {
	return store.Ref{Kind: ObjectUnitGroup, ID: int64(unit)}
}

// DigestRef names a person's digest of the day.
func DigestRef(id rules.PersonID) store.Ref { return store.Ref{Kind: ObjectDigest, ID: int64(id)} }

// dayBits are the lower bits of a day's number, which name the date.
const dayBits = 20

// DayRef names the card of a person's day.
func DayRef(id rules.PersonID, day rules.Date) store.Ref {
	return store.Ref{Kind: ObjectDay, ID: int64(id)<<dayBits | int64(day)}
}

// DayReminderRef names the reminder of a person's day.
func DayReminderRef(id rules.PersonID, day rules.Date) store.Ref {
	return store.Ref{Kind: ObjectDayReminder, ID: DayRef(id, day).ID}
}

// DayOf is whose day a number names, and which.
func DayOf(id int64) (rules.PersonID, rules.Date) {
	return rules.PersonID(id >> dayBits), rules.Date(id & (1<<dayBits - 1))
}

// UnitRef names a unit's card in the register.
func UnitRef(id rules.UnitID) store.Ref { return store.Ref{Kind: ObjectUnit, ID: int64(id)} }

// PersonRef names a person's card.
func PersonRef(id rules.PersonID) store.Ref { return store.Ref{Kind: ObjectPerson, ID: int64(id)} }
