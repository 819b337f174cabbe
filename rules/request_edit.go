package rules

import "slices"

// kept returns the pending day of the request that goes on in a slot: the same
// one, or the whole day of which the slot is a half. A half made whole, or changed
// for the other, is another day.
func (r *Request) kept(s Slot) (RequestDay, bool) {
	for _, d := range r.Days {
		if d.State == Pending && d.Slot.covers(s) {
			return d, true
		}
	}
	return RequestDay{}, false
}

// CheckEdit judges the pending days of a request replaced by others: it judges
// those that the edit adds, beside those that it keeps. What is kept, or halved,
// was asked for in time and has its place; only whether it goes one level higher is
// told of it.
func CheckEdit(f *Facts, r *Request, slots []Slot) Verdict {
	again := *f
	again.Except = r.ID
	again.Days = slices.Clone(f.Days)
	again.LeaveOut(r.Moved())
	var added, kept []Slot
	for _, s := range slots {
		if _, ok := r.kept(s); ok && !slices.ContainsFunc(kept, s.Overlaps) {
			kept = append(kept, s)
		} else {
			added = append(added, s)
		}
	}
	alone := again
	alone.Exception = true
	var v Verdict
	for i, s := range kept {
		d := DayVerdict{Slot: s}
		_, d.Above = alone.limits(s, kept[:i])
		if len(d.Above) > 0 {
			v.Level = 1
		}
		v.Days = append(v.Days, d)
	}
	if len(added) > 0 {
		for _, s := range kept {
			posting, _ := again.posting(s.Date)
			again.Days = append(again.Days, HomeDay{Person: r.Person, Unit: posting.Unit, Slot: s, State: Pending})
		}
		judged := Check(&again, added)
		v.General, v.Level = judged.General, max(v.Level, judged.Level)
		v.Days = append(v.Days, judged.Days...)
	}
	slices.SortFunc(v.Days, func(x, y DayVerdict) int { return compareSlots(x.Slot, y.Slot) })
	return v
}

// Edit replaces the pending days and the note, and makes the old buttons dead:
// the revision grows, and the approver is asked anew. v is CheckEdit of the new
// days. A day that is kept or halved keeps its time of asking, its mark of an
// exception and what it moves; a move whose new day is given up goes to the next
// day that is added. What was decided stays; a day that was decided in this
// request cannot be asked for in it again.
func (k Desk) Edit(r Request, a Act, note string, v Verdict) (Request, error) {
	if a.By != r.Person {
		return r, Refuse("request.not_yours")
	}
	if _, err := k.pick(r, Act{Rev: a.Rev}, Pending); err != nil {
		return r, err
	}
	if err := v.Refusal(); err != nil {
		return r, err
	}
	if len(v.Days) == 0 {
		return r, Refuse("request.no_days")
	}
	days := slices.DeleteFunc(slices.Clone(r.Days), func(d RequestDay) bool { return d.State == Pending })
	var why []Message
	for _, d := range days {
		if _, again := v.Day(d.Slot); again {
			why = append(why, Msg("request.edit_decided", "slot", d.Slot))
		}
	}
	if err := refusal(why); err != nil {
		return r, err
	}
	days = append(days, k.edited(r, v)...)
	slices.SortFunc(days, func(x, y RequestDay) int { return compareSlots(x.Slot, y.Slot) })
	r.Days, r.Note = days, note
	if !slices.ContainsFunc(days, func(d RequestDay) bool { return d.Excepted }) {
		r.Exception = 0
	}
	r.Rev++
	return k.ask(r, v.Level), nil
}

// edited are the pending days after an edit.
func (k Desk) edited(r Request, v Verdict) []RequestDay {
	free := r.Moved()
	var days []RequestDay
	var added []int
	for _, d := range v.Days {
		old, ok := r.kept(d.Slot)
		if !ok {
			days = append(days, RequestDay{Slot: d.Slot, State: Pending, Asked: k.Now})
			added = append(added, len(days)-1)
			continue
		}
		old.Slot = d.Slot
		if old.Move.Request != 0 && !slices.Contains(free, old.Move) { // its other half moves it
			old.Move = MoveEnd{}
		}
		free = slices.DeleteFunc(free, func(m MoveEnd) bool { return m == old.Move })
		days = append(days, old)
	}
	for n, i := range added[:min(len(added), len(free))] {
		days[i].Move = free[n]
	}
	return days
}

// MarkExceptions marks the pending days that nobody could ask for any more but by
// an exception, and leaves the mark of who allowed it only where there are some.
func (r *Request) MarkExceptions(f *Facts) {
	strict := *f
	strict.Exception = false
	some := false
	for i, d := range r.Days {
		r.Days[i].Excepted = r.Exception != 0 && d.State == Pending && len(strict.cutoffReasons(d.Date)) > 0
		some = some || r.Days[i].Excepted
	}
	if !some {
		r.Exception = 0
	}
}

// Absent gives up what an absence takes of the days at home of a request: all
// of a day, or the half that it touches, of which the other half stays. Halves that
// have begun stay as they are. by is who notes the absence, 0 for a list. It returns
// the slots given up.
func (k Desk) Absent(r Request, a Absence, by PersonID) (Request, []Slot) {
	on := RequestDay{DecidedBy: by, OnBehalfOf: r.Person}
	if by == r.Person {
		on.OnBehalfOf = 0
	}
	var given []Slot
	for _, d := range slices.Clone(r.Days) {
		if d.State != Pending && d.State != Approved || !a.Hits(d.Slot) {
			continue
		}
		gone, some := k.notBegun(d.Slot, a.Part)
		if !some {
			continue
		}
		r = k.divide(r, []Slot{gone}, d.State)
		i := slices.IndexFunc(r.Days, func(x RequestDay) bool { return x.Slot == gone })
		state := Withdrawn
		if d.State == Approved {
			state = Cancelled
		}
		r, given = k.mark(r, []int{i}, state, on), append(given, gone)
	}
	return r, given
}

// notBegun is what of a slot an absence takes that has not begun.
func (k Desk) notBegun(s Slot, taken Part) (Slot, bool) {
	gone := s
	if taken != Whole {
		gone.Part = taken
	}
	if k.Now.Before(k.Calendar.Start(gone)) {
		return gone, true
	}
	gone.Part = Afternoon
	return gone, s.Part == Whole && taken == Whole && k.Now.Before(k.Calendar.Start(gone))
}
