package rules

import (
	"fmt"
	"slices"
	"time"
)

// ask lets a request wait anew: for whoever sits lowest over the person or, where a
// limit asks for approval above and somebody sits there, from that level up.
func (k Desk) ask(r Request, level int) Request {
	b := k.Org.benchOf(&r, k.today())
	r.Floor, r.Level, r.Reminded = 0, 0, time.Time{}
	r.WentUp, r.Since, r.Topped = 0, time.Time{}, false
	s, ok := Seat{}, false
	if level > 0 {
		s, ok = b.from(level)
	}
	if !ok {
		s, ok = b.from(0)
	}
	return k.lift(r, s, ok)
}

// askAgain lets a request wait again whose decision was undone, or which was reopened:
// between the same floor and level, for whom it waited for while they sit there, with a
// ladder that measures from now.
func (k Desk) askAgain(r Request) Request {
	b := k.Org.benchOf(&r, k.today())
	r.Reminded, r.WentUp, r.Since, r.Topped = time.Time{}, 0, k.Now, false
	if b.waits(r) {
		r.Asked = k.Now
		return r
	}
	s, ok := b.top(r.Floor, r.Level)
	if !ok {
		s, ok = b.from(b.floor(r.Level) + 1)
	}
	return k.lift(r, s, ok)
}

// lift lets the request wait at a seat. One higher than any that was asked is
// its new floor: nobody below decides it any more. Without a seat it waits for
// nobody, at the levels where it was.
func (k Desk) lift(r Request, s Seat, ok bool) Request {
	r.Approver, r.Asked = 0, k.Now
	if !ok {
		return r
	}
	r.Approver = s.Approver
	if s.Level > r.Level {
		r.Floor, r.Level = s.Level, s.Level
	}
	return r
}

// Approve approves pending days that the present verdict (CheckApproval)
// allows; where one does not fit, none is approved. Where a day is beyond a limit
// that asks for approval above, and the actor sits lowest, the request goes up
// instead, with all its waiting days: its floor lifts, and no day is decided. It is
// refused where nobody sits above.
func (k Desk) Approve(r Request, a Act, v Verdict) (Request, error) {
	right, days, err := k.deciding(r, a)
	if err != nil {
		return r, err
	}
	why := slices.Clone(v.General)
	var above []Message
	for _, i := range days {
		d, checked := v.Day(r.Days[i].Slot)
		if !checked {
			return r, fmt.Errorf("approve %s of request %d: no verdict on it", r.Days[i].Slot, r.ID)
		}
		why = append(why, d.Reasons...)
		if len(d.Above) > 0 && right.Level < 1 {
			above = append(above, Msg("request.needs_above", "slot", d.Slot, "why", d.Above))
		}
	}
	if err := refusal(why); err != nil {
		return r, err
	}
	if len(above) > 0 {
		s, ok := k.Above(&r)
		if !ok || a.Stay {
			return r, refusal(above)
		}
		return k.goUp(r, s), nil
	}
	return k.mark(r, days, Approved, RequestDay{DecidedBy: a.By, OnBehalfOf: right.OnBehalfOf, Reason: clean(a.Reason)}), nil
}

// Above returns who would be asked if the request had to go above the lowest seat
// today. ok is false when nobody sits there.
func (k Desk) Above(r *Request) (s Seat, ok bool) {
	return k.Org.benchOf(r, k.today()).from(1)
}

// goUp sends a request above its floor, for good. Whoever was not asked before
// has the ladder's time from now on.
func (k Desk) goUp(r Request, s Seat) Request {
	if s.Level > r.Level {
		r.Level, r.WentUp, r.Since, r.Topped = s.Level, r.WentUp+1, k.Now, false
	}
	r.Floor, r.Approver, r.Asked = s.Level, s.Approver, k.Now
	return r
}

// SentUp reports whether a press that was to approve days sent the request up
// instead: before and after it.
func SentUp(before, after Request) bool { return after.Floor > before.Floor }
