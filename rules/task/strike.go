package task

import "tainha/rules"

// Strike notes a check that failed on a major content error, or a matter of form as a
// note that is no strike (rules section 5): who may confirm the task, once it was submitted.
func (k Desk) Strike(t Task, a Act, kind StrikeKind) (Strike, error) {
	s := Strike{Task: t.ID, Kind: kind, Day: k.today(), Note: clean(a.Reason), By: a.By, At: k.Now}
	if _, err := k.decides(t, a.By); err != nil {
		return s, err
	}
	if err := k.in(t, a, Submitted, Confirmed, Returned); err != nil {
		return s, err
	}
	return s, reason(a)
}

// Waive takes a strike away, or all of a kind, for an objective cause: by the level that
// the settings name, default the level above the head, or the highest there is. Who
// confirmed it is kept (rules section 5).
func (k Desk) Waive(t Task, a Act, kind StrikeKind, strike StrikeID) (Waiver, error) {
	w := Waiver{Task: t.ID, Strike: strike, Kind: kind, Reason: clean(a.Reason), By: a.By, At: k.Now}
	if t.Works(a.By) {
		return w, rules.Refuse("task.own")
	}
	level := k.Policy.WaiverLevel
	right, err := k.Org.MayDecide(a.By, &rules.Request{Person: t.Owner, Floor: level, Level: level}, k.today())
	if err != nil {
		return w, rules.Refuse("task.waive_level", "name", k.Org.People[k.Waiver(t)].Called())
	}
	w.For = right.OnBehalfOf
	if err := k.in(t, a, append(open(), Submitted, Confirmed, HandedOn)...); err != nil {
		return w, err
	}
	return w, reason(a)
}

// AskWaiver asks the level that waives to do so, with a reason, and returns who that is: once the
// work was handed in, by who works on it or decides it. It refuses that level's own wish,
// which needs no asking, and where there is nobody.
func (k Desk) AskWaiver(t Task, a Act) (rules.PersonID, error) {
	if !t.Works(a.By) {
		if _, err := k.decides(t, a.By); err != nil {
			return 0, err
		}
	}
	if err := k.in(t, a, Submitted, Confirmed); err != nil {
		return 0, err
	}
	level := k.Waiver(t)
	switch level {
	case 0:
		return 0, rules.Refuse("task.waive_nobody")
	case a.By:
		return 0, rules.Refuse("task.waive_yours")
	}
	return level, reason(a)
}

// Waiver is who waives what counts against a task's owner, by the level that the settings
// name; 0: nobody.
func (k Desk) Waiver(t Task) rules.PersonID {
	seat, ok := k.Org.Approver(t.Owner, min(k.Policy.WaiverLevel, max(0, k.Org.Levels(t.Owner)-1)), k.today())
	if !ok {
		return 0
	}
	return seat.Approver
}

// Counted are the strikes of a kind that no waiver takes away: a waiver takes what it
// names, else all of its kind (rules section 12, Scores).
func Counted(kind StrikeKind, strikes []Strike, waivers []Waiver) []Strike {
	var left []Strike
	for _, s := range strikes {
		waived := false
		for _, w := range waivers {
			waived = waived || w.Task == s.Task && w.Kind == s.Kind && (w.Strike == 0 || w.Strike == s.ID)
		}
		if s.Kind == kind && !waived {
			left = append(left, s)
		}
	}
	return left
}
