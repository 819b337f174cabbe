package task

import (
	"slices"
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

// Day is what the budget asks about a recipient's day.
type Day struct {
	Where rules.Whereabouts // of the recipient today
	Half  rules.Part        // the half that it is now
	Open  bool              // it is within the working hours of a working day
	Sent  int               // unsolicited messages that the recipient got today
}

// Day is the day of a recipient as it is now.
func (k Desk) Day(where rules.Whereabouts, sent int) Day {
	return Day{Where: where, Half: k.half(), Open: k.Calendar.Open(k.Now), Sent: sent}
}

// Allowance is how many unsolicited messages a recipient may get today, over all jobs
// together (rules section 6): 2 on a day at home, half of it too, 1 on an office day, none
// on leave, holidays and in closed hours. Half a leave silences its half.
func (p Policy) Allowance(d Day) int {
	now := d.Where.Halves[0]
	if d.Half == rules.Afternoon {
		now = d.Where.Halves[1]
	}
	silent := func(at rules.Place) bool { return at == rules.IsAway || at == rules.DayOff || at == rules.NotPosted }
	switch {
	case !d.Open || silent(now):
		return 0
	case slices.Contains(d.Where.Halves[:], rules.AtHome):
		return p.AtHome
	}
	return p.AtOffice
}

// Quiet says why an unsolicited message is not sent now.
type Quiet uint8

// The reasons. What is deferred is asked again as long as its cause holds.
const (
	Audible     Quiet = iota
	QuietDay          // leave, a holiday, closed hours
	QuietSpent        // the budget of the day is used up
	QuietSnooze       // the recipient said later
	QuietStop         // the recipient stopped it until a day
	QuietKind         // not in the recipient's profile
)

// MayTell says whether a recipient may get an unsolicited message of a kind now.
func (k Desk) MayTell(n Notify, d Day, kind MessageKind) Quiet {
	most := k.Policy.Allowance(d)
	if n.Profile == Light {
		most = min(most, 1)
	}
	switch {
	case most == 0:
		return QuietDay
	case n.Stop != 0 && k.today() <= n.Stop:
		return QuietStop
	case k.Now.Before(n.Snooze):
		return QuietSnooze
	case n.Profile == DigestOnly && kind != MessageDigest && kind != MessagePlan:
		return QuietKind
	case d.Sent >= most:
		return QuietSpent
	}
	return Audible
}

// SnoozeChoice is how long somebody asks for quiet.
type SnoozeChoice uint8

// The choices (rules section 6).
const (
	SnoozeHalfHour SnoozeChoice = iota + 1
	SnoozeHour
	SnoozeMorning // until tomorrow morning: the next working day's first hour
)

// Snooze keeps quiet for a while. It refuses what is no choice, and a morning that the
// calendar does not know.
func (k Desk) Snooze(n Notify, c SnoozeChoice) (Notify, error) {
	switch c {
	case SnoozeHalfHour:
		n.Snooze = k.Now.Add(30 * time.Minute)
	case SnoozeHour:
		n.Snooze = k.Now.Add(time.Hour)
	case SnoozeMorning:
		next, err := k.Calendar.NextOpen((k.today() + 1).At(0, k.Calendar.Location))
		if err != nil {
			return n, rules.Refuse("task.due_unknown", "day", k.today()+1, "year", (k.today() + 1).Year())
		}
		n.Snooze = next
	default:
		return n, rules.Refuse("task.snooze")
	}
	return n, nil
}

// SnoozeUntil keeps quiet until an hour that comes, of today or a later day. It refuses one
// that is over or too far.
func (k Desk) SnoozeUntil(n Notify, at time.Time) (Notify, error) {
	if !at.After(k.Now) || rules.DateOf(at.In(k.Calendar.Location)) > k.today()+MaxStop {
		return n, rules.Refuse("task.stop_until", "first", k.today(), "last", k.today()+MaxStop)
	}
	n.Snooze = at
	return n, nil
}

// MaxStop is how many days ahead messages may be stopped.
const MaxStop = 92

// Stop stops unsolicited messages up to and on a day; it ends by itself. The zero day
// ends it now. A day that is over or too far is refused.
func (k Desk) Stop(n Notify, until rules.Date) (Notify, error) {
	if until != 0 && (until < k.today() || until > k.today()+MaxStop) {
		return n, rules.Refuse("task.stop_until", "first", k.today(), "last", k.today()+MaxStop)
	}
	n.Stop = until
	return n, nil
}
