package rules

import (
	"cmp"
	"slices"
)

// Verdict is what the rules say of days asked for together.
type Verdict struct {
	General []Message // why the person may not telework at all
	Days    []DayVerdict
	Level   int // 1: an allowed day goes one level higher than usual
}

// DayVerdict is what the rules say of one slot.
type DayVerdict struct {
	Slot
	Reasons []Message // why it is refused: all of them
	Above   []Message // why it is decided one level higher
}

// Allowed reports whether everything asked for may be.
func (v Verdict) Allowed() bool {
	return len(v.General) == 0 && !slices.ContainsFunc(v.Days, func(d DayVerdict) bool { return len(d.Reasons) > 0 })
}

// Open returns the slots that break no rule.
func (v Verdict) Open() []Slot {
	return v.slots(func(d DayVerdict) bool { return len(d.Reasons) == 0 })
}

// Clean returns the slots that break no rule and need no higher level.
func (v Verdict) Clean() []Slot {
	return v.slots(func(d DayVerdict) bool { return len(d.Reasons) == 0 && len(d.Above) == 0 })
}

func (v Verdict) slots(ok func(DayVerdict) bool) []Slot {
	var out []Slot
	for _, d := range v.Days {
		if len(v.General) == 0 && ok(d) {
			out = append(out, d.Slot)
		}
	}
	return out
}

// Day returns the verdict on one slot.
func (v Verdict) Day(s Slot) (DayVerdict, bool) {
	i := slices.IndexFunc(v.Days, func(d DayVerdict) bool { return d.Slot == s })
	if i < 0 {
		return DayVerdict{}, false
	}
	return v.Days[i], true
}

// Refusal returns a *Refusal with every reason, or nil when all is allowed.
func (v Verdict) Refusal() error {
	why := slices.Clone(v.General)
	for _, d := range v.Days {
		why = append(why, d.Reasons...)
	}
	return refusal(why)
}

// Check judges slots asked for together, in the order of their days: each
// allowed one counts when the next is judged. Without slots it says whether the
// person may ask at all today. It is the one judge, at submission as at approval.
func Check(f *Facts, slots []Slot) Verdict {
	v := Verdict{General: f.personReasons()}
	if len(slots) == 0 {
		v.General = append(v.General, f.postingReasons(f.today())...)
		return v
	}
	days := make([]RequestDay, len(slots))
	for i, s := range slices.SortedFunc(slices.Values(slots), compareSlots) {
		days[i].Slot = s
	}
	v.judge(days, func(RequestDay) *Facts { return f }, false)
	v.lift(f)
	return v
}

// judge adds the verdicts on days in their order, each by the facts that it has:
// what is allowed counts when the next is judged; what waits does so in any case.
func (v *Verdict) judge(days []RequestDay, facts func(RequestDay) *Facts, wait bool) {
	var counted []Slot
	for _, day := range days {
		d := facts(day).judge(day.Slot, counted)
		if wait || len(d.Reasons) == 0 {
			counted = append(counted, day.Slot)
		}
		if len(d.Reasons) == 0 && len(d.Above) > 0 {
			v.Level = 1
		}
		v.Days = append(v.Days, d)
	}
}

// CheckApproval judges the request's pending days again, in the order in which they
// were asked for, beside what is approved and the pending days that were asked for
// earlier; the cut-off and the horizon no longer matter. What it refuses has changed since.
func CheckApproval(f *Facts, r *Request) Verdict {
	again := *f
	again.Except, again.Exception, again.Asked = r.ID, true, true
	again.LeaveOut(r.Moved())
	pending := slices.DeleteFunc(slices.Clone(r.Days), func(d RequestDay) bool { return d.State != Pending })
	if len(pending) == 0 {
		return Verdict{}
	}
	slices.SortFunc(pending, func(a, b RequestDay) int { return cmp.Or(a.Asked.Compare(b.Asked), compareSlots(a.Slot, b.Slot)) })
	v := Verdict{General: again.personReasons()}
	v.judge(pending, func(d RequestDay) *Facts { return again.InTurn(r, d) }, true)
	slices.SortFunc(v.Days, func(a, b DayVerdict) int { return compareSlots(a.Slot, b.Slot) })
	v.lift(&again)
	return v
}

// judge gives the verdict on one slot, beside the slots accepted before it.
func (f *Facts) judge(s Slot, accepted []Slot) DayVerdict {
	d := DayVerdict{Slot: s}
	if why, closed := f.closedReason(s); closed {
		d.Reasons = []Message{why}
		return d
	}
	d.Reasons = slices.Concat(f.postingReasons(s.Date), f.enrolmentReasons(s.Date), f.cutoffReasons(s.Date), f.horizonReasons(s.Date),
		f.presenceReasons(s), f.takenReasons(s))
	if slices.ContainsFunc(accepted, s.Overlaps) {
		d.Reasons = append(d.Reasons, Msg("refuse.twice", "slot", s))
	}
	if slices.ContainsFunc(f.own(s.Date), func(h HomeDay) bool { return h.Overlaps(s) }) {
		return d // it counts already: how much would still fit says nothing
	}
	blocked, above := f.limits(s, accepted)
	d.Reasons = append(d.Reasons, blocked...)
	d.Above = above
	return d
}

// lift moves the reasons of unit and position to the general ones when the
// person works in the same posting on every day: they are said once.
func (v *Verdict) lift(f *Facts) {
	first, ok := f.posting(v.Days[0].Date)
	same := func(d DayVerdict) bool {
		p, _ := f.posting(d.Date)
		return p.Unit == first.Unit && p.Position == first.Position
	}
	if !ok || slices.ContainsFunc(v.Days, func(d DayVerdict) bool { return !same(d) }) {
		return
	}
	general := f.postingReasons(v.Days[0].Date)
	if len(general) == 0 {
		return
	}
	v.General = append(v.General, general...)
	for i := range v.Days {
		v.Days[i].Reasons = slices.DeleteFunc(v.Days[i].Reasons, func(m Message) bool {
			return slices.ContainsFunc(general, func(g Message) bool { return g.Key == m.Key })
		})
	}
}

// Alternatives returns at most n other slots that may be had in place of a
// refused one, beside the rest of what is asked, without a higher level: the
// halves of the same day first, then other days of its week and the next,
// nearest first.
func Alternatives(f *Facts, asked []Slot, refused Slot, n int) []Slot {
	if len(f.personReasons()) > 0 {
		return nil
	}
	rest := slices.DeleteFunc(slices.Clone(asked), func(s Slot) bool { return s == refused })
	if len(rest) > 0 { // without slots the judge speaks of today
		rest = Check(f, rest).Open()
	}
	var candidates []Slot
	if refused.Part == Whole {
		candidates = []Slot{{refused.Date, Morning}, {refused.Date, Afternoon}}
	}
	monday := max(refused.Date, f.today()).Monday()
	for d := monday; d < monday+14; d++ {
		if d != refused.Date {
			candidates = append(candidates, Slot{d, refused.Part})
		}
	}
	slices.SortStableFunc(candidates, func(a, b Slot) int {
		return cmp.Or(cmp.Compare(distance(a, refused), distance(b, refused)), cmp.Compare(b.Date, a.Date))
	})
	var out []Slot
	for _, s := range candidates {
		if len(out) == n {
			break
		}
		if f.fits(s, rest) {
			out = append(out, s)
		}
	}
	return out
}

func distance(a, b Slot) Date { return max(a.Date-b.Date, b.Date-a.Date) }

// fits reports whether a slot breaks no rule and needs no higher level beside
// the given ones, and takes nothing from them.
func (f *Facts) fits(s Slot, beside []Slot) bool {
	d := f.judge(s, beside)
	return len(d.Reasons) == 0 && len(d.Above) == 0
}
