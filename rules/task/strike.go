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
	return w, reason(a)
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
