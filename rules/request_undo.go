package rules

import (
	"slices"
	"time"
)

// RequestPolicy is how long what people may take back can be taken back, and how
// long an answer is waited for.
type RequestPolicy struct {
	UndoWithin   time.Duration // after a decision, by whoever made it
	AnswerWithin time.Duration // until somebody who was called back counts as not having answered
}

// DefaultRequestPolicy is what holds where the configuration is silent.
func DefaultRequestPolicy() RequestPolicy {
	return RequestPolicy{UndoWithin: 10 * time.Minute, AnswerWithin: 15 * time.Minute}
}

// undoable are the states that a decision leads to and back from.
func undoable(s RequestState) bool { return s == Approved || s == Rejected }

// LastDecision returns the days of the newest decision that the person made on
// the request and that can be undone by its kind, whatever the time.
func (r *Request) LastDecision(by PersonID) []Slot {
	var newest time.Time
	var slots []Slot
	for _, d := range r.Days {
		if d.DecidedBy != by || !undoable(d.State) {
			continue
		}
		switch {
		case slots == nil || d.DecidedAt.After(newest):
			newest, slots = d.DecidedAt, []Slot{d.Slot}
		case d.DecidedAt.Equal(newest):
			slots = append(slots, d.Slot)
		}
	}
	return slots
}

// Undo makes days wait again that the actor decided within the time given, while
// none of them has begun. place is CheckPlace of those that were rejected. Without
// slots it is about the newest decision. Whoever comes too late learns who
// decided what and when.
func (k Desk) Undo(r Request, a Act, within time.Duration, place Verdict) (Request, error) {
	if a.Rev != 0 && a.Rev != r.Rev {
		return r, Refuse("request.changed")
	}
	if a.Slots == nil {
		a.Slots = r.LastDecision(a.By)
	}
	if len(a.Slots) == 0 {
		return r, Refuse("undo.none")
	}
	var why []Message
	for _, s := range a.Slots {
		i := slices.IndexFunc(r.Days, func(d RequestDay) bool { return d.Slot == s })
		if i < 0 {
			return r, Refuse("request.changed")
		}
		d := r.Days[i]
		switch start := k.Begins(d); {
		case !undoable(d.State):
			why = append(why, k.Outcome(d))
		case d.DecidedBy != a.By:
			why = append(why, Msg("undo.of_another", "outcome", k.Outcome(d)))
		case !k.Now.Before(start):
			why = append(why, Msg("undo.started", "slot", d.Slot, "at", start, "outcome", k.Outcome(d)))
		case !k.Now.Before(d.DecidedAt.Add(within)):
			why = append(why, Msg("undo.late", "minutes", int(within.Minutes()), "outcome", k.Outcome(d)))
		}
	}
	if err := refusal(why); err != nil {
		return r, err
	}
	return k.waitAgain(r, a.Slots, place)
}

// Reopen makes rejected days wait again that have not begun, by whoever may
// decide the request now. place is CheckPlace of them.
func (k Desk) Reopen(r Request, a Act, place Verdict) (Request, error) {
	if _, err := k.Org.MayDecide(a.By, &r, k.today()); err != nil {
		return r, err
	}
	days, err := k.pick(r, a, Rejected)
	if err != nil {
		return r, err
	}
	if days, err = k.before(r, a, days, "undo.begun"); err != nil {
		return r, err
	}
	slots := make([]Slot, len(days))
	for i, d := range days {
		slots[i] = r.Days[d].Slot
	}
	return k.waitAgain(r, slots, place)
}

// waitAgain makes decided days pending. The ladder measures from now on; the
// place in the order keeps the time of asking.
func (k Desk) waitAgain(r Request, slots []Slot, place Verdict) (Request, error) {
	var why []Message
	var days []int
	for i, d := range r.Days {
		if !slices.Contains(slots, d.Slot) {
			continue
		}
		days = append(days, i)
		if v, checked := place.Day(d.Slot); checked && d.State == Rejected {
			why = append(why, v.Reasons...)
		}
	}
	if err := refusal(why); err != nil {
		return r, err
	}
	r = k.mark(r, days, Pending, RequestDay{})
	for _, i := range days {
		r.Days[i].DecidedAt = time.Time{}
	}
	return k.askAgain(r), nil
}

// CheckPlace says whether days have still got their place: each half itself, and
// every limit, with approved and pending days alike. Nothing else is asked.
func CheckPlace(f *Facts, slots []Slot) Verdict {
	var v Verdict
	var accepted []Slot
	for _, s := range slices.SortedFunc(slices.Values(slots), compareSlots) {
		d := DayVerdict{Slot: s, Reasons: f.takenReasons(s)}
		if !slices.ContainsFunc(f.own(s.Date), func(h HomeDay) bool { return h.Overlaps(s) }) {
			blocked, above := f.limits(s, accepted)
			d.Reasons, d.Above = append(d.Reasons, blocked...), above
		}
		if len(d.Reasons) == 0 {
			accepted = append(accepted, s)
		}
		v.Days = append(v.Days, d)
	}
	return v
}
