package task

import (
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// PlanKey is the name under which the message of a person's day is queued, once.
func PlanKey(day rules.Date, p rules.PersonID) string { return fmt.Sprintf("plan:%s:%d", day, p) }

// PlanReaders finds who gets the message of their day today: who is at home, and where the
// settings say so who is at the office and has something to do; by id.
func PlanReaders(do pilot.Do) (list []rules.PersonID, err error) {
	homes, err := do.Tx.HomeOn(do.Today)
	if err != nil {
		return nil, err
	}
	for _, h := range homes {
		list = append(list, h.Person)
	}
	if do.Tasks.OfficePlan {
		owners, err := do.Tx.LiveOwners()
		if err != nil {
			return nil, err
		}
		list = append(list, owners...)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// QueuePlan queues the message of a person's day, once, when the half in which they are at
// home begins; the lights that it carries are noted. Without tasks there is none. That of
// an afternoon at home waits for the end of the morning, so that its lights are those of noon.
func QueuePlan(do pilot.Do, p rules.PersonID) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	d, err := WorkDayAt(do, p, do.Today)
	if err != nil || len(d.Items) == 0 {
		return err
	}
	if d.Past(do) || d.Home && d.Part == rules.Afternoon && do.Now.Before(do.Calendar.End(rules.Slot{Date: d.Date, Part: rules.Morning})) {
		return nil
	}
	at := time.Time{}
	if begins := do.Calendar.Start(rules.Slot{Date: d.Date, Part: d.Part}); begins.After(do.Now) {
		at = begins
	}
	ref := pilot.DayRef(p, d.Date)
	queued, err := do.QueueNew(store.Out{Person: p, Dedupe: PlanKey(do.Today, p), NotBefore: at, Body: store.Body{Card: &ref}, Anchor: ref.Anchor()})
	if err != nil || !queued {
		return err
	}
	m, err := theMorning(do)
	if err != nil {
		return err
	}
	for _, l := range m.own[p] {
		if err := do.Tx.TellLight(l, task.MessagePlan, do.Now); err != nil {
			return err
		}
	}
	return sayUnheard(do, d)
}

// sayUnheard notes that the plan tells of the lights of one's own tasks of which a digest was to tell that may not
// have arrived: the next one doesn't.
func sayUnheard(do pilot.Do, d WorkDay) error {
	unheard, err := do.Unheard(d.Person)
	if err != nil || len(unheard) == 0 {
		return err
	}
	var ids []task.ID
	for _, x := range d.Items {
		if x.Task.Owner == d.Person && x.Lamp != task.Dark {
			ids = append(ids, x.Task.ID)
		}
	}
	return do.Tx.SayLights(d.Person, ids, unheard, do.Now)
}

// NudgeReaders finds who is at home until soon, by id: the reminder of a day on which
// nothing was said is worth having then.
func NudgeReaders(do pilot.Do) (list []rules.PersonID, err error) {
	homes, err := do.Tx.HomeOn(do.Today)
	if err != nil || do.Tasks.RemindBefore == 0 {
		return nil, err
	}
	last := map[rules.PersonID]time.Time{}
	for _, h := range homes {
		if end := do.Calendar.End(h.Slot); end.After(last[h.Person]) {
			last[h.Person] = end
		}
	}
	for p, end := range last {
		if from := end.Add(-do.Tasks.RemindBefore); !do.Now.Before(from) && do.Now.Before(end) {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return list, nil
}

// QueueNudge reminds a person, once a day, that nothing was said of work that is left.
func QueueNudge(do pilot.Do, p rules.PersonID) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	d, err := WorkDayAt(do, p, do.Today)
	if err != nil || !d.Silent() {
		return err
	}
	if blocks, err := blockedToday(do, p); err != nil || blocks {
		return err
	}
	ref := pilot.DayReminderRef(p, d.Date)
	return do.Queue(store.Out{Person: p, Dedupe: fmt.Sprintf("nudge:%s:%d", do.Today, p), Body: store.Body{Card: &ref}, Anchor: ref.Anchor()})
}

// Past reports that what is at home of a day, or the day, is over.
func (d WorkDay) Past(do pilot.Do) bool {
	return d.Over || d.Home && !do.Now.Before(do.Calendar.End(rules.Slot{Date: d.Date, Part: d.Part}))
}

// Silent reports that nothing was said of a day on which something is left.
func (d WorkDay) Silent() bool { return !d.Said && len(d.Left()) > 0 }

// blockedToday reports whether a person said today what they wait for: that is an answer.
func blockedToday(do pilot.Do, p rules.PersonID) (bool, error) {
	list, err := do.Tx.BlockersBy(p)
	return slices.ContainsFunc(list, func(b task.Blocker) bool { return do.Pilot.Today(b.Since) == do.Today }), err
}
