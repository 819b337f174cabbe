package task

import (
	"math/big"
	"time"

	"tainha/rules"
)

// Confirm confirms a submitted task (xác nhận hoàn thành): whoever has the right over
// its owner, and never somebody who worked on it.
func (k Desk) Confirm(t Task, a Act) (Task, error) {
	right, err := k.decides(t, a.By)
	if err != nil {
		return t, err
	}
	if err := k.in(t, a, Submitted); err != nil {
		return t, err
	}
	return k.decided(t, Confirmed, a, right), nil
}

// Return sends submitted work back with a reason, and with another deadline where one is
// given, zero: none.
func (k Desk) Return(t Task, a Act, due time.Time) (Task, error) {
	right, err := k.decides(t, a.By)
	if err != nil {
		return t, err
	}
	if err := k.in(t, a, Submitted); err != nil {
		return t, err
	}
	if err := reason(a); err != nil {
		return t, err
	}
	if !due.IsZero() {
		if err := refusal(k.dueReasons(due)); err != nil {
			return t, err
		}
		t.Due = due
	}
	return k.decided(t, Returned, a, right), nil
}

// Reopen takes a confirmation back (hủy xác nhận): whoever made it, while the period of
// the deadline is not published.
func (k Desk) Reopen(t Task, a Act) (Task, error) {
	right, err := k.decides(t, a.By)
	if err != nil {
		return t, err
	}
	if err := k.in(t, a, Confirmed); err != nil {
		return t, err
	}
	switch {
	case a.By != t.DecidedBy:
		return t, rules.Refuse("task.reopen_other", "who", k.decider(t))
	case k.overPublished(t):
		return t, rules.Refuse("task.published", "last", k.Published)
	}
	return k.decided(t, Submitted, a, right), nil
}

// overPublished reports a task whose period is published.
func (k Desk) overPublished(t Task) bool {
	return rules.DateOf(t.Due.In(k.Calendar.Location)) <= k.Published
}

// Recall takes an assigned task back before it is submitted (thu hồi việc đã giao): it
// leaves both sides of the ratio.
func (k Desk) Recall(t Task, a Act) (Task, error) {
	right, err := k.takesBack(t, a.By)
	if err != nil {
		return t, err
	}
	if err := k.in(t, a, append(open(), Drafted)...); err != nil {
		return t, err
	}
	if err := CheckText(a.Reason); err != nil {
		return t, err
	}
	return k.decided(t, Recalled, a, right), nil
}

// HandOn gives what is left of a task to somebody else (chuyển người thực hiện). What was
// done stays with who did it: the giver keeps assigned = done, the taker has the rest as
// extra (rules section 12, Scores).
func (k Desk) HandOn(t Task, a Act, to rules.PersonID) (giver, taker Task, err error) {
	right, err := k.decides(t, a.By)
	if err != nil {
		return t, t, err
	}
	if err := k.in(t, a, open()...); err != nil {
		return t, t, err
	}
	name := k.Org.People[to].Called()
	switch left := t.Left(); {
	case to == t.Owner:
		return t, t, rules.Refuse("task.same_owner", "name", name)
	case left.IsZero():
		return t, t, rules.Refuse("task.nothing_left", "title", k.Policy.Title(t))
	}
	taker = Task{Title: t.Title, Field: t.Field, Due: t.Due, Work: t.Work.left(t.Left()), Proof: t.Proof, Owner: to,
		Shares: handed(t, to), Document: t.Document, Official: t.Official, Extra: true, From: t.ID}
	if to == a.By {
		return t, t, rules.Refuse("task.own")
	}
	if taker, err = k.Assign(taker, a); err != nil {
		return t, t, err
	}
	return k.decided(t, HandedOn, a, right), taker, nil
}

// left is a work of which so much is left, hours rounded up to half an hour.
func (w Work) left(n Amount) Work {
	switch w.Measure() {
	case Products:
		w.Quantity = n
	case Hours:
		w.HalfHours = n.Times(N(2)).Up() //nolint:mnd // half-hours
	}
	return w
}

// handed are the shares of a task whose owner's part goes to somebody else, who may be
// one of the co-workers.
func handed(t Task, to rules.PersonID) []Share {
	if len(t.Shares) == 0 {
		return nil
	}
	shares := []Share{{Person: to, Part: t.PartOf(t.Owner).Plus(t.PartOf(to))}}
	for _, s := range t.Shares {
		if s.Person != t.Owner && s.Person != to {
			shares = append(shares, s)
		}
	}
	return shares
}

// Assigned is how much of Work.Total counts as assigned: what was handed on keeps what
// was done of it, what was recalled or only drafted nothing, and so does what is extra.
func (t Task) Assigned() Amount {
	switch {
	case t.State == HandedOn:
		return t.Done
	case t.State == Recalled, t.State == Drafted, t.Extra:
		return Amount{}
	}
	return t.Work.Total()
}

// Late reports whether a task was finished after its deadline, or is not finished and
// past it at a moment.
func (t Task) Late(p Policy, now time.Time) bool {
	if at := t.Finished(p); !at.IsZero() {
		return at.After(t.Due)
	}
	return t.State.Open() && now.After(t.Due)
}

// Percent is how much of the task is done, rounded down.
func (t Task) Percent() int {
	part := t.Done.Over(t.Work.Total()).Times(N(maxPercent)).value()
	return int(new(big.Int).Quo(part.Num(), part.Denom()).Int64())
}
