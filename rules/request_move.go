package rules

import (
	"slices"
	"time"
)

// MoveEnd is the other day of a move (dời ngày). A day that is asked for in
// place of an approved one names that: it is held until the new day is decided.
// One that was given up so names the day that took its place.
type MoveEnd struct {
	Request RequestID // 0: no move
	Day     Slot
}

// Moving reports whether the day waits to take the place of an approved one.
func (d RequestDay) Moving() bool { return d.State == Pending && d.Move.Request != 0 }

// Moved lists what the pending days of a request would take the place of.
func (r *Request) Moved() []MoveEnd {
	var out []MoveEnd
	for _, d := range r.Days {
		if d.Moving() {
			out = append(out, d.Move)
		}
	}
	return out
}

// Without returns what is left of the slot when a part of its day is taken away;
// ok is false when nothing is.
func (s Slot) Without(taken Part) (left Slot, ok bool) {
	switch {
	case !s.Part.Overlaps(taken):
		return s, true
	case s.Part != Whole || taken == Whole:
		return Slot{}, false
	}
	return Slot{s.Date, taken.other()}, true
}

// other is the other half of the day.
func (p Part) other() Part {
	switch p {
	case Morning:
		return Afternoon
	case Afternoon:
		return Morning
	}
	return Whole
}

// covers reports whether all of o is in the slot.
func (s Slot) covers(o Slot) bool { return s.Date == o.Date && (s.Part == Whole || s.Part == o.Part) }

// LeaveOut takes days that a move would give up out of the facts: judging the
// new day leaves the old one out.
func (f *Facts) LeaveOut(old []MoveEnd) {
	if len(old) == 0 {
		return
	}
	var days []HomeDay
	for _, h := range f.Days {
		left := true
		for _, o := range old {
			if left && h.Request == o.Request && h.Slot.Overlaps(o.Day) {
				h.Slot, left = h.Slot.Without(o.Day.Part)
			}
		}
		if left {
			days = append(days, h)
		}
	}
	f.Days = days
}

// Begins is the moment at which a day can no longer be decided: its start, in a
// move the earlier of both starts.
func (k Desk) Begins(d RequestDay) time.Time {
	start := k.Calendar.Start(d.Slot)
	if d.Move.Request == 0 {
		return start
	}
	if old := k.Calendar.Start(d.Move.Day); old.Before(start) {
		return old
	}
	return start
}

// divide parts whole days into their halves where an act names one half: each
// keeps what is known of the day.
func (k Desk) divide(r Request, named []Slot, states ...RequestState) Request {
	for _, s := range named {
		i := slices.IndexFunc(r.Days, func(d RequestDay) bool {
			return s.Part != Whole && d.Slot == Slot{Date: s.Date} && slices.Contains(states, d.State)
		})
		if i < 0 {
			continue
		}
		morning, afternoon := r.Days[i], r.Days[i]
		morning.Part, afternoon.Part = Morning, Afternoon
		r.Days = slices.Replace(slices.Clone(r.Days), i, i+1, morning, afternoon)
	}
	return r
}

// CheckMove refuses a move of days that the person has not got to give up: each
// must be approved, not begun, and not about to be moved already; open are the
// person's open requests, old those that hold the days. pairs leads from a new
// day to the old one.
func (k Desk) CheckMove(pairs map[Slot]MoveEnd, old map[RequestID]Request, open []Request) error {
	var why []Message
	for _, to := range sortedSlots(pairs) {
		from := pairs[to]
		r := old[from.Request]
		i := slices.IndexFunc(r.Days, func(d RequestDay) bool { return d.State == Approved && d.Slot.covers(from.Day) })
		switch start := k.Calendar.Start(from.Day); {
		case i < 0:
			why = append(why, Msg("move.not_approved", "slot", from.Day))
		case !k.Now.Before(start):
			why = append(why, Msg("move.begun", "slot", from.Day, "at", start))
		case slices.ContainsFunc(open, func(o Request) bool { return o.moves(from) }):
			why = append(why, Msg("move.twice", "slot", from.Day))
		case from.Day.Overlaps(to):
			why = append(why, Msg("move.same", "slot", from.Day))
		}
	}
	return refusal(why)
}

func sortedSlots(pairs map[Slot]MoveEnd) []Slot {
	list := make([]Slot, 0, len(pairs))
	for s := range pairs {
		list = append(list, s)
	}
	slices.SortFunc(list, compareSlots)
	return list
}

// moves reports whether a pending day of the request would take the place of any
// part of a day.
func (r *Request) moves(old MoveEnd) bool {
	return slices.ContainsFunc(r.Moved(), func(m MoveEnd) bool { return m.Request == old.Request && m.Day.Overlaps(old.Day) })
}

// GiveWay gives up an approved day, or half of it, whose place a day takes that
// was just approved by a person. It refuses when the day is no longer there to be
// given up.
func (k Desk) GiveWay(old Request, slot Slot, by PersonID, taker MoveEnd) (Request, error) {
	old = k.divide(old, []Slot{slot}, Approved)
	i := slices.IndexFunc(old.Days, func(d RequestDay) bool { return d.Slot == slot && d.State == Approved })
	if i < 0 {
		return old, Refuse("move.not_approved", "slot", slot)
	}
	old = k.mark(old, []int{i}, Cancelled, RequestDay{DecidedBy: by, OnBehalfOf: old.Person})
	old.Days[i].Move = taker
	return old, nil
}

// TakeBack makes a day approved again that gave way to one whose approval is
// undone, by whoever undoes it.
func (k Desk) TakeBack(old Request, slot Slot, right Authority, by PersonID) (Request, error) {
	i := slices.IndexFunc(old.Days, func(d RequestDay) bool {
		return d.Slot == slot && d.State == Cancelled && d.Move.Request != 0
	})
	if i < 0 {
		return old, Refuse("undo.old_gone", "slot", slot)
	}
	old = k.mark(old, []int{i}, Approved, RequestDay{DecidedBy: by, OnBehalfOf: right.OnBehalfOf})
	old.Days[i].Move = MoveEnd{}
	return old, nil
}

// EndMoves ends the waiting days of a request that would have taken the place of
// days which are given up now: nothing is left to be moved. It returns the slots
// that it changed.
func (k Desk) EndMoves(r Request, gone []MoveEnd, by PersonID) (Request, []Slot) {
	var days []int
	var slots []Slot
	for i, d := range r.Days {
		ended := d.Moving() && slices.ContainsFunc(gone, func(g MoveEnd) bool { return g.Request == d.Move.Request && g.Day.Overlaps(d.Move.Day) })
		if ended {
			days, slots = append(days, i), append(slots, d.Slot)
		}
	}
	if days == nil {
		return r, nil
	}
	on := RequestDay{DecidedBy: by, OnBehalfOf: r.Person}
	if by == r.Person {
		on.OnBehalfOf = 0
	}
	return k.mark(r, days, Withdrawn, on), slots
}

// moveOutcome tells what became of a day of a move, where that is more than what
// is said of any day.
func (k Desk) moveOutcome(d RequestDay) (Message, bool) {
	switch {
	case d.Move.Request == 0:
		return Message{}, false
	case d.State == Expired:
		return Msg("request.is_lapsed", "slot", d.Slot, "from", d.Move.Day), true
	case d.State == Cancelled:
		return Msg("request.is_moved", "slot", d.Slot, "to", d.Move.Day, "who", Msg("request.by", "name", k.Org.People[d.DecidedBy].Called()), "at", d.DecidedAt), true
	case d.State == Withdrawn && d.OnBehalfOf != 0:
		return Msg("request.is_move_ended", "slot", d.Slot, "from", d.Move.Day, "at", d.DecidedAt), true
	case d.State == Pending:
		return Msg("request.is_moving", "slot", d.Slot, "from", d.Move.Day), true
	}
	return Message{}, false
}
