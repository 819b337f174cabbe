package rules

import (
	"slices"
	"time"
)

// CallbackID identifies a call back to the office.
type CallbackID int64

// CallbackAnswer is what somebody who is called back answers.
type CallbackAnswer string

// The answers.
const (
	CallbackOpen     CallbackAnswer = ""
	CallbackReceived CallbackAnswer = "received" // đã nhận
	CallbackUnable   CallbackAnswer = "unable"   // chưa về được
)

// Callback asks somebody at home to the office for an hour (mời về cơ quan). The
// day at home stays as it is: it is counted apart from revoking.
type Callback struct {
	ID         CallbackID
	Person     PersonID
	Unit       UnitID // in which the person is at home
	By         PersonID
	OnBehalfOf PersonID // the head for whom a delegate does
	Day        Date
	Due        time.Time // when to be at the office
	Reason     string
	Asked      time.Time
	Answer     CallbackAnswer
	Note       string // why not
	Answered   time.Time
	Shown      time.Time // when the head was told that no answer came
}

// CallBack asks somebody back for the hour. home are the person's days at home of
// that day, others what they were asked already. It refuses whoever may not decide
// for the person, a call without a reason, an hour that is over or at which the
// person is not at home, and a second call for the same hour.
func (k Desk) CallBack(c Callback, home []HomeDay, others []Callback) (Callback, error) {
	right, err := k.Org.bench(c.Person, k.today()).may(c.By, 0, 0)
	if err != nil {
		return c, err
	}
	name := k.Org.People[c.Person].Called()
	i := slices.IndexFunc(home, func(h HomeDay) bool {
		return h.Person == c.Person && h.State == Approved && !c.Due.Before(k.Calendar.Start(h.Slot)) && c.Due.Before(k.Calendar.End(h.Slot))
	})
	switch {
	case clean(c.Reason) == "":
		return c, Refuse("callback.no_reason")
	case !k.Now.Before(c.Due):
		return c, Refuse("callback.over", "at", c.Due)
	case i < 0, !k.Calendar.Open(c.Due):
		return c, Refuse("callback.not_home", "name", name, "at", c.Due)
	case slices.ContainsFunc(others, func(o Callback) bool { return o.Due.Equal(c.Due) }):
		return c, Refuse("callback.twice", "name", name, "at", c.Due)
	}
	c.Unit, c.OnBehalfOf, c.Asked, c.Reason = home[i].Unit, right.OnBehalfOf, k.Now, clean(c.Reason)
	c.Day = DateOf(c.Due.In(k.Calendar.Location))
	return c, nil
}

// AnswerCallback keeps the person's answer: that they come, or why they can't. A
// call that was answered, and one whose day at the office is over, takes none.
func (k Desk) AnswerCallback(c Callback, by PersonID, answer CallbackAnswer, note string) (Callback, error) {
	switch {
	case by != c.Person:
		return c, Refuse("callback.not_yours")
	case c.Answer != CallbackOpen:
		return c, Refuse("callback.answered", "received", c.Answer == CallbackReceived, "at", c.Answered)
	case !k.Now.Before(k.Calendar.End(Slot{Date: c.Day})):
		return c, Refuse("callback.late", "at", c.Due)
	case answer == CallbackUnable && clean(note) == "":
		return c, Refuse("callback.no_reason")
	}
	c.Answer, c.Note, c.Answered = answer, clean(note), k.Now
	return c, nil
}

// Unanswered reports whether the head is to be shown that no answer came.
func (c Callback) Unanswered(now time.Time, within time.Duration) bool {
	return c.Answer == CallbackOpen && c.Shown.IsZero() && !now.Before(c.Asked.Add(within))
}
