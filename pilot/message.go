package pilot

import (
	"fmt"
	"slices"
	"time"

	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Class is why a message is none that the budget counts; Unasked is one that it counts
// (rules section 6).
type Class uint8

// The classes.
const (
	_        Class = iota
	Unasked        // a digest, plan, reminder, light, prompt, recap, survey: see task.MessageKind
	Answer         // it answers what somebody did or asked
	Asks           // it asks for a decision, or says that one waits
	Own            // a decision on one's own request, or a step of it
	News           // what somebody did just now to what is the reader's: their days, seat, unit or people
	Security       // about accounts, roles and power
	Alarm          // the bot itself, or a chat of it, does not work as it should
	ToGroup        // to a group, not to a person
)

// Spoken is what a message is to the budget.
type Spoken struct {
	Class Class
	Kind  task.MessageKind // of Unasked
}

// Card is the name under which a card stands in the list of messages.
func Card(kind string) string { return "card:" + kind }

// Messages is THE LIST of what is said to people outside of answers: by the key of its
// text, or Card of the kind of its card. What is not in it can't be queued.
func Messages() map[string]Spoken {
	list := map[string]Spoken{
		Card(ObjectDigest):      {Unasked, task.MessageDigest},
		Card(ObjectDay):         {Unasked, task.MessagePlan},
		Card(ObjectDayReminder): {Unasked, task.MessageReminder},
	}
	for class, names := range map[Class][]string{
		Answer: {Card(ObjectRosterFile), Card(ObjectIntakeFile)},
		Asks: {
			Card(ObjectRequest), Card(ObjectUnitGroup), Card(ObjectDataRequest), Card(ObjectPower), Card(ObjectCallback), Card(ObjectTask),
			"notice.evaluation.petition", "notice.evaluation.redo", "notice.back", "notice.conflict", "notice.data_due", "notice.nobody_decides", "notice.top", "notice.callback.unanswered",
		},
		Own: {
			"notice.approved", "notice.rejected", "notice.revoked", "notice.undone", "notice.reopened", "notice.kept",
			"notice.evening", "notice.exception", "notice.expired", "notice.escalated", "notice.urgent", "notice.sent_up", "notice.moved", "notice.stuck", "notice.topped",
			"notice.move_dropped", "notice.move_ended", "notice.transferred", "notice.data_done", "notice.data_refused",
			"notice.evaluation.published", "notice.evaluation.renewed", "notice.evaluation.answered",
		},
		News: {
			"notice.away", "notice.away_line", "notice.away_many", "notice.back_early", "notice.cancelled", "notice.cancelled_away", "notice.gave_way", "notice.joins", "notice.left",
			"notice.evaluation.petitioned", "notice.callback.received", "notice.callback.unable", "notice.consent_withdrawn",
			"notice.task.recalled", "notice.task.imported", "notice.task.imported_unit", "notice.task.handed_on", "notice.task.question", "notice.task.unable", "notice.task.confirmed", "notice.task.confirmed_many", "notice.task.reopened", "notice.task.strike",
			"notice.task.waived", "notice.task.extended", "notice.task.not_extended", "notice.task.waive_asked", "notice.task.unblocked", "notice.task.mandate", "notice.task.mandate_ended",
			"notice.delegated", "notice.delegated_unit", "notice.delegation_ended", "notice.delegate_gone", "notice.register", "notice.group_linked",
		},
		Security: {
			"notice.power_account", "notice.power_asked", "notice.power_back", "notice.power_back_you", "notice.power_cut", "notice.power_head", "notice.power_leave", "notice.power_roles",
			"notice.power_settled", "notice.head_now", "notice.head_no_more", "notice.roles", "notice.erased",
			"unlink.told", "unlink.cut", "unlink.replaced", "unlink.replacing",
		},
		Alarm:   {"job.failed", "job.well", "notice.unreachable", "notice.group_lost", "notice.group_shut"},
		ToGroup: {"group.board", "group.moved"},
	} {
		for _, name := range names {
			list[name] = Spoken{Class: class}
		}
	}
	return list
}

// spoken is THE LIST, made once.
var spoken = Messages()

// said names what a body says, as THE LIST does; empty for one that says nothing.
func said(b store.Body) string {
	switch {
	case b.Screen != nil:
		return b.Screen.Text.Key
	case b.Card != nil:
		return Card(b.Card.Kind)
	}
	return ""
}

// Queue says something outside of an answer: every use case and job says it here, and
// nowhere else. It refuses what THE LIST of messages doesn't hold. What the budget counts
// is queued when it may be heard, later today, or not at all.
func (do Do) Queue(o store.Out) error {
	name := said(o.Body)
	what, known := spoken[name]
	switch {
	case !known && name != "":
		return fmt.Errorf("queue a message: the list of messages doesn't say what %q is to the budget", name)
	case what.Class == Unasked:
		_, err := do.unasked(what.Kind, o)
		return err
	case what.Class == ToGroup && o.Person != 0:
		return fmt.Errorf("queue a message: %q is for groups", name)
	}
	return do.Tx.Queue(do.Now, o)
}

// QueueNew is Queue of what nobody asked for, and reports whether it was queued now: what a message tells
// once is noted with it.
func (do Do) QueueNew(o store.Out) (queued bool, err error) {
	what := spoken[said(o.Body)]
	if what.Class != Unasked {
		return false, fmt.Errorf("queue an unsolicited message: %q is none", said(o.Body))
	}
	return do.unasked(what.Kind, o)
}

// unasked queues a message that nobody asked for, once, and notes it in the ledger.
func (do Do) unasked(kind task.MessageKind, o store.Out) (queued bool, err error) {
	if o.Person == 0 || o.Dedupe == "" {
		return false, fmt.Errorf("queue an unsolicited message: it needs a person and a name by which it is told once")
	}
	if known, err := do.Tx.Queued(o.Dedupe); err != nil || known {
		return false, err
	}
	at := do.Now
	if o.NotBefore.After(at) {
		at = o.NotBefore
	}
	at, ok, err := do.hearsAt(o.Person, kind, at)
	if err != nil || !ok {
		return false, err
	}
	o.Lane, o.NotBefore = store.LaneBroadcast, time.Time{}
	if at.After(do.Now) {
		o.NotBefore = at
	}
	if err := do.Tx.NoteTold(o.Person, do.Pilot.Today(at), kind, do.Now); err != nil {
		return false, err
	}
	return true, do.Tx.Queue(do.Now, o)
}

// Unsaid takes a message back from the ledger that had nothing to say when it was to be
// sent, and the lights that it was to tell of; of any other message it changes nothing.
func (do Do) Unsaid(o store.Out) error {
	what := spoken[said(o.Body)]
	if what.Class != Unasked || o.Person == 0 {
		return nil
	}
	day := do.Pilot.Today(o.Created)
	if o.NotBefore.After(o.Created) && o.Attempts == 0 {
		day = do.Pilot.Today(o.NotBefore)
	}
	if err := do.Tx.ForgetLights(o.Person, what.Kind, o.Created); err != nil {
		return err
	}
	return do.Tx.ForgetTold(o.Person, day, what.Kind)
}

// Said takes back of what a message that nobody asked for was to tell, once it is sent, the lights whose cause was gone
// by then: where it comes back they are told. Of any other message it changes nothing.
func (do Do) Said(o store.Out) error {
	what := spoken[said(o.Body)]
	if what.Class != Unasked || o.Person == 0 || o.EditOf != 0 {
		return nil
	}
	return do.Tx.ForgetSilent(o.Person, what.Kind, o.Created)
}

// UnheardOuts lists which messages that nobody asked for may not have reached a person, oldest
// first: the next digest tells what they were to tell.
func (do Do) UnheardOuts(p rules.PersonID) ([]store.Out, error) {
	list, err := do.Tx.HeldFor(p)
	return slices.DeleteFunc(list, func(o store.Out) bool { return o.Broken != "" || spoken[said(o.Body)].Class != Unasked }), err
}

// Unheard is UnheardOuts, by what they were and when they were queued.
func (do Do) Unheard(p rules.PersonID) (out []store.Said, err error) {
	list, err := do.UnheardOuts(p)
	for _, o := range list {
		out = append(out, store.Said{Kind: spoken[said(o.Body)].Kind, At: o.Created})
	}
	return out, err
}

// hearsAt is when on the day of a moment, from then on, a person may get an unsolicited
// message: after a snooze, in the half in which they are there. ok is false for not on
// that day.
func (do Do) hearsAt(p rules.PersonID, kind task.MessageKind, at time.Time) (when time.Time, ok bool, err error) {
	day := do.Pilot.Today(at)
	sent, err := do.Tx.ToldOn(p, day)
	if err != nil {
		return at, false, err
	}
	n, where, err := do.listener(p, day)
	if err != nil || !where.reached {
		return at, false, err
	}
	const turns = 4 // a snooze, the break at noon, the afternoon
	for range turns {
		k := task.Desk{Calendar: do.Calendar, Now: at, Policy: do.Tasks}
		switch k.MayTell(n, k.Day(where.Whereabouts, sent), kind) {
		case task.Audible:
			return at, true, nil
		case task.QuietSnooze:
			at = n.Snooze
		case task.QuietDay:
			noon := do.Calendar.Start(rules.Slot{Date: day, Part: rules.Afternoon})
			opens, err := do.Calendar.NextOpen(at)
			if err != nil {
				return at, false, nil //nolint:nilerr // a year without calendar: there are no working hours
			}
			if !opens.After(at) { // it is open, and they are not there
				opens = noon
			}
			if !opens.After(at) {
				return at, false, nil
			}
			at = opens
		default:
			return at, false, nil
		}
		if do.Pilot.Today(at) != day {
			return at, false, nil
		}
	}
	return at, false, nil
}

// MayQueue reports whether a person may get one more unsolicited message of a kind today.
func (do Do) MayQueue(p rules.PersonID, kind task.MessageKind) (bool, error) {
	_, ok, err := do.hearsAt(p, kind, do.Now)
	return ok, err
}

// Hears reports whether a person may hear at this moment what was queued for them: leave,
// a snooze and a stop count that began since.
func (do Do) Hears(p rules.PersonID, kind task.MessageKind) (bool, error) {
	n, where, err := do.listener(p, do.Today)
	if err != nil || !where.reached {
		return false, err
	}
	k := task.Desk{Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks}
	return k.MayTell(n, k.Day(where.Whereabouts, 0), kind) == task.Audible, nil
}

// whereabouts is where somebody is, and whether a message reaches them at all.
type whereabouts struct {
	rules.Whereabouts
	reached bool
}

// listener is what a person wants to hear, and where they are on a day.
func (do Do) listener(p rules.PersonID, day rules.Date) (n task.Notify, where whereabouts, err error) {
	if n, err = do.Tx.NotifyOf(p); err != nil {
		return n, where, err
	}
	f, err := do.Window(day, day)
	if err != nil {
		return n, where, err
	}
	if f.Person, err = do.Tx.Person(p, day); err != nil {
		return n, where, fmt.Errorf("load who is told: %w", err)
	}
	if f.Postings, _, err = do.Tx.Career(p); err != nil {
		return n, where, fmt.Errorf("load where they work: %w", err)
	}
	if f.Days, err = do.Tx.HomeDays(p, day, day); err != nil {
		return n, where, fmt.Errorf("load their days at home: %w", err)
	}
	if f.Absences, err = do.Tx.Absences(p, day, day); err != nil {
		return n, where, fmt.Errorf("load their absences: %w", err)
	}
	return n, whereabouts{f.OwnWhereabouts(day), f.Person.Linked && f.Person.Active}, nil
}
