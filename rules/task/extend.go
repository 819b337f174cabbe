package task

import (
	"time"

	"tainha/rules"
)

// AskExtension asks for a later deadline, with a reason, before the present one: only
// the owner does. Nothing changes until it is granted.
func (k Desk) AskExtension(t Task, a Act, due time.Time) (Extension, error) {
	if err := k.owns(t, a, open()...); err != nil {
		return Extension{}, err
	}
	if err := reason(a); err != nil {
		return Extension{}, err
	}
	if err := k.later(t, due); err != nil {
		return Extension{}, err
	}
	return Extension{Task: t.ID, By: a.By, Old: t.Due, New: due, Reason: clean(a.Reason), Asked: k.Now, State: ExtensionAsked}, nil
}

// later refuses a deadline that is over, and another that is not later.
func (k Desk) later(t Task, due time.Time) error {
	switch {
	case k.Now.After(t.Due):
		return rules.Refuse("task.extend_late", "due", t.Due)
	case !due.After(t.Due):
		return rules.Refuse("task.extend_earlier", "due", t.Due)
	}
	return refusal(k.dueReasons(due))
}

// Extend gives a later deadline without being asked, before the present one. It arms the
// lights anew.
func (k Desk) Extend(t Task, a Act, due time.Time) (Task, Extension, error) {
	if _, err := k.decides(t, a.By); err != nil {
		return t, Extension{}, err
	}
	if err := k.in(t, a, open()...); err != nil {
		return t, Extension{}, err
	}
	if err := k.later(t, due); err != nil {
		return t, Extension{}, err
	}
	x := Extension{Task: t.ID, By: a.By, Old: t.Due, New: due, Reason: clean(a.Reason), Asked: k.Now,
		State: ExtensionGranted, Decided: k.Now, DecidedBy: a.By}
	t.Due = due
	t.Rev++
	return t, x, nil
}

// Grant decides an extension that was asked for before the deadline: granted, or refused
// with a reason. Asked in time it can be granted after the deadline, too: the wait for an
// answer is nobody's delay.
func (k Desk) Grant(t Task, x Extension, a Act, yes bool) (Task, Extension, error) {
	if _, err := k.decides(t, a.By); err != nil {
		return t, x, err
	}
	if err := k.in(t, a, open()...); err != nil {
		return t, x, err
	}
	switch {
	case x.State != ExtensionAsked || x.Task != t.ID || !x.Old.Equal(t.Due):
		return t, x, rules.Refuse("task.extend_decided")
	case !yes && clean(a.Reason) == "":
		return t, x, rules.Refuse("task.no_reason")
	}
	if err := CheckText(a.Reason); err != nil {
		return t, x, err
	}
	x.State, x.Decided, x.DecidedBy, x.Answer = ExtensionRefused, k.Now, a.By, clean(a.Reason)
	if yes {
		if err := refusal(k.dueReasons(x.New)); err != nil {
			return t, x, err
		}
		x.State, t.Due = ExtensionGranted, x.New
	}
	t.Rev++
	return t, x, nil
}

// Block notes what a task waits for, and who can lift it: somebody here, or somebody
// outside by name. The owner and co-workers report it; the deadline stays.
func (k Desk) Block(t Task, a Act, waitsFor rules.PersonID, outside string) (Blocker, error) {
	outside = clean(outside)
	b := Blocker{Task: t.ID, By: a.By, Reason: clean(a.Reason), WaitsFor: waitsFor, Outside: outside, Since: k.Now}
	if !t.Works(a.By) {
		return b, rules.Refuse("task.not_yours")
	}
	if err := k.in(t, a, open()...); err != nil {
		return b, err
	}
	if err := reason(a); err != nil {
		return b, err
	}
	switch who := k.Org.People[waitsFor]; {
	case waitsFor == 0 && outside == "":
		return b, rules.Refuse("task.block_nobody")
	case waitsFor != 0 && !who.Active:
		return b, rules.Refuse("task.owner_gone", "name", who.Called())
	}
	return b, CheckText(outside)
}

// Unblock closes a blocker: who reported it, who can lift it, or who may confirm the task.
func (k Desk) Unblock(t Task, b Blocker, a Act) (Blocker, error) {
	if a.By != b.By && a.By != b.WaitsFor && a.By != t.Owner {
		if _, err := k.decides(t, a.By); err != nil {
			return b, err
		}
	}
	if !b.Closed.IsZero() {
		return b, rules.Refuse("task.unblocked", "name", k.Org.People[b.ClosedBy].Called(), "at", b.Closed)
	}
	if a.Rev != 0 && a.Rev != t.Rev {
		return b, rules.Refuse("task.changed")
	}
	if err := CheckText(a.Reason); err != nil {
		return b, err
	}
	b.Closed, b.ClosedBy, b.Answer = k.Now, a.By, clean(a.Reason)
	return b, nil
}

// Lifts is who is asked each working morning to lift a blocker: who can, never its
// reporter. Where it waits for somebody outside, or the reporter could lift it, that is
// the head (rules sections 6 and 12). 0: nobody.
func (k Desk) Lifts(t Task, b Blocker) rules.PersonID {
	switch {
	case !b.Closed.IsZero() || !t.State.Open():
		return 0
	case b.WaitsFor != 0 && b.WaitsFor != b.By && k.Org.People[b.WaitsFor].Active:
		return b.WaitsFor
	}
	return k.Org.Superior(t.Owner, b.By)
}
