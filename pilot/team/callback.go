package team

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Call is a wish to have somebody at home back at the office for an hour.
type Call struct {
	Person rules.PersonID
	Due    time.Time
	Reason string
}

// CallBack asks somebody at home to the office for an hour (mời về cơ quan), by
// whoever may decide for them. The day at home stays as it is. The person is asked to
// answer; see ShowUnanswered.
func CallBack(do pilot.Do, call Call) (rules.Callback, error) {
	c := rules.Callback{Person: call.Person, By: do.By.Person, Due: call.Due, Reason: call.Reason}
	desk, err := do.Desk(call.Person, do.By.Person)
	if err != nil {
		return c, err
	}
	if err := do.AssertDecides(desk, rules.Request{Person: call.Person}); err != nil {
		return c, err
	}
	day := rules.DateOf(call.Due.In(do.Calendar.Location))
	home, err := do.Tx.HomeDays(call.Person, day, day)
	if err != nil {
		return c, fmt.Errorf("find the day at home: %w", err)
	}
	others, err := do.Tx.CallbacksOf(call.Person, day, day)
	if err != nil {
		return c, err
	}
	if c, err = desk.CallBack(c, home, others); err != nil {
		return c, err
	}
	if err := do.Tx.AddCallback(&c); err != nil {
		return c, err
	}
	if err := auditCallback(do, "callback.ask", nil, c); err != nil {
		return c, err
	}
	ref := pilot.CallbackRef(c.ID)
	return c, do.Queue(store.Out{Person: c.Person, Lane: store.LaneNotice, Dedupe: fmt.Sprintf("callback:%d", c.ID),
		Body: store.Body{Card: &ref}, Anchor: ref.Anchor()})
}

func auditCallback(do pilot.Do, action string, before any, after rules.Callback) error {
	return do.Audit(store.Entry{OnBehalfOf: after.OnBehalfOf, Action: action, Object: pilot.ObjectCallback, ObjectID: int64(after.ID), Before: before, After: after})
}

// CallbackReply is the answer of who is called back.
type CallbackReply struct {
	Callback rules.CallbackID
	Answer   rules.CallbackAnswer
	Note     string // why not
	Chat     int64  // where it was pressed: that card is edited by the caller
}

// AnswerCallback keeps the person's answer and tells whoever called.
func AnswerCallback(do pilot.Do, reply CallbackReply) error {
	before, err := do.Tx.Callback(reply.Callback)
	if err != nil {
		return err
	}
	if err := do.Assert(pilot.AskHome, rules.Subject{Person: before.Person}); err != nil {
		return err
	}
	desk := rules.Desk{Calendar: do.Calendar, Now: do.Now}
	after, err := desk.AnswerCallback(before, do.By.Person, reply.Answer, reply.Note)
	if err != nil {
		return err
	}
	if err := do.Tx.SaveCallback(after); err != nil {
		return err
	}
	after.OnBehalfOf = 0 // it is the person's own answer
	if err := auditCallback(do, "callback.answer", before, after); err != nil {
		return err
	}
	if err := do.Tx.Refresh(do.Now, pilot.CallbackRef(after.ID), reply.Chat); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	person, err := do.Tx.Person(after.Person, do.Today)
	if err != nil {
		return fmt.Errorf("find who answers: %w", err)
	}
	m := rules.Msg("notice.callback.received", "name", person.Called(), "at", after.Due)
	if after.Answer == rules.CallbackUnable {
		m = rules.Msg("notice.callback.unable", "name", person.Called(), "at", after.Due, "note", after.Note)
	}
	return do.Notify(after.By, fmt.Sprintf("callback:%d:%s", after.ID, after.Answer), m)
}

const callbacksAtOnce = 200

// ShowUnanswered tells, in working hours, whoever called somebody back that no
// answer came in time, once for each call.
func ShowUnanswered(do pilot.Do) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	if !do.Calendar.Open(do.Now) {
		return nil
	}
	list, err := do.Tx.CallbacksUnanswered(do.Now.Add(-do.Requests.AnswerWithin), callbacksAtOnce)
	if err != nil {
		return err
	}
	for _, before := range list {
		if !before.Unanswered(do.Now, do.Requests.AnswerWithin) {
			continue
		}
		after := before
		after.Shown = do.Now
		if err := do.Tx.SaveCallback(after); err != nil {
			return err
		}
		if err := auditCallback(do, "callback.unanswered", before, after); err != nil {
			return err
		}
		person, err := do.Tx.Person(after.Person, do.Today)
		if err != nil {
			return fmt.Errorf("find who did not answer: %w", err)
		}
		if err := do.Notify(after.By, fmt.Sprintf("callback:%d:unanswered", after.ID), rules.Msg("notice.callback.unanswered",
			"name", person.Called(), "at", after.Due, "phone", person.Phone, "minutes", int(do.Requests.AnswerWithin.Minutes()))); err != nil {
			return err
		}
	}
	return nil
}

// CallbackCase is a call back as its card shows it.
type CallbackCase struct {
	rules.Callback
	Person, By string // their names
}

// CallbackCaseOf loads one.
func CallbackCaseOf(do pilot.Do, id rules.CallbackID) (CallbackCase, error) {
	c, err := do.Tx.Callback(id)
	if err != nil {
		return CallbackCase{}, err
	}
	person, err := do.Tx.Person(c.Person, do.Today)
	if err != nil {
		return CallbackCase{}, fmt.Errorf("find who is called back: %w", err)
	}
	by, err := do.Tx.Person(c.By, do.Today)
	if err != nil {
		return CallbackCase{}, fmt.Errorf("find who called: %w", err)
	}
	return CallbackCase{c, person.Called(), by.Called()}, nil
}

// AtHome is somebody whom the actor may call back, with the hours at which they can be.
type AtHome struct {
	Person rules.Person
	Hours  []time.Time
}

// Callable lists who of the units that the actor heads or acts in is at home on a
// day and can still be called back, by name.
func Callable(do pilot.Do, day rules.Date) ([]AtHome, error) {
	me, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who calls: %w", err)
	}
	actor, err := do.Actor(me, do.Today)
	if err != nil {
		return nil, err
	}
	var out []AtHome
	for _, unit := range slices.Concat(actor.HeadOf, actor.ActsFor) {
		home, err := do.Tx.HomeDaysIn(unit, day, day)
		if err != nil {
			return nil, fmt.Errorf("find who is at home: %w", err)
		}
		for _, h := range home {
			hours := hoursOf(do, h)
			if len(hours) == 0 || h.Person == me.ID {
				continue
			}
			if i := slices.IndexFunc(out, func(a AtHome) bool { return a.Person.ID == h.Person }); i >= 0 {
				out[i].Hours = append(out[i].Hours, hours...)
				continue
			}
			person, err := do.Tx.Person(h.Person, day)
			if err != nil {
				return nil, fmt.Errorf("find who is at home: %w", err)
			}
			out = append(out, AtHome{person, hours})
		}
	}
	slices.SortStableFunc(out, func(a, b AtHome) int { return cmp.Compare(a.Person.Called(), b.Person.Called()) })
	return out, nil
}

// hoursOf are the full hours ahead, in working hours, at which somebody is at home.
func hoursOf(do pilot.Do, h rules.HomeDay) []time.Time {
	if h.State != rules.Approved {
		return nil
	}
	var hours []time.Time
	start, end := do.Calendar.Start(h.Slot), do.Calendar.End(h.Slot)
	for at := h.Date.At(start.Hour()*60, do.Calendar.Location); at.Before(end); at = at.Add(time.Hour) { //nolint:mnd // minutes
		if at.After(do.Now) && !at.Before(start) && do.Calendar.Open(at) {
			hours = append(hours, at)
		}
	}
	return hours
}
