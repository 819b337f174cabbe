// Package notify is what people choose to hear unasked: their profile, a snooze, a stop
// that ends by itself. Each is the person's own.
package notify

import (
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
)

// Of is what the person who acts chose to hear; what is over counts no more.
func Of(do pilot.Do) (task.Notify, error) {
	n, err := do.Tx.NotifyOf(do.By.Person)
	if err != nil {
		return n, err
	}
	if !do.Now.Before(n.Snooze) {
		n.Snooze = time.Time{}
	}
	if n.Stop < do.Today {
		n.Stop = 0
	}
	return n, nil
}

// SetProfile chooses how much the person wants to hear. It refuses what is no profile.
func SetProfile(do pilot.Do, p task.Profile) (task.Notify, error) {
	return change(do, func(_ task.Desk, n task.Notify) (task.Notify, error) {
		if p > task.DigestOnly {
			return n, rules.Refuse("press.stale")
		}
		n.Profile = p
		return n, nil
	})
}

// Snooze keeps quiet for a while. It refuses what task.Desk.Snooze refuses.
func Snooze(do pilot.Do, c task.SnoozeChoice) (task.Notify, error) {
	return change(do, func(k task.Desk, n task.Notify) (task.Notify, error) { return k.Snooze(n, c) })
}

// SnoozeUntil keeps quiet until an hour. It refuses what task.Desk.SnoozeUntil refuses.
func SnoozeUntil(do pilot.Do, at time.Time) (task.Notify, error) {
	return change(do, func(k task.Desk, n task.Notify) (task.Notify, error) { return k.SnoozeUntil(n, at) })
}

// Stop keeps quiet up to and on a day; it ends by itself. It refuses what task.Desk.Stop
// refuses.
func Stop(do pilot.Do, until rules.Date) (task.Notify, error) {
	return change(do, func(k task.Desk, n task.Notify) (task.Notify, error) { return k.Stop(n, until) })
}

// Resume ends a snooze and a stop now.
func Resume(do pilot.Do) (task.Notify, error) {
	return change(do, func(_ task.Desk, n task.Notify) (task.Notify, error) {
		n.Snooze, n.Stop = time.Time{}, 0
		return n, nil
	})
}

// change saves what the person who acts chooses.
func change(do pilot.Do, how func(task.Desk, task.Notify) (task.Notify, error)) (task.Notify, error) {
	if err := do.Assert(pilot.OwnAccount, rules.Subject{Person: do.By.Person}); err != nil {
		return task.Notify{}, err
	}
	n, err := Of(do)
	if err != nil {
		return n, err
	}
	if n, err = how(task.Desk{Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks}, n); err != nil {
		return n, err
	}
	if err := do.Tx.SaveNotify(n); err != nil {
		return n, fmt.Errorf("save what somebody wants to hear: %w", err)
	}
	return n, nil
}
