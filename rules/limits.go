package rules

// limits judges one slot by every limit, on top of what counts already
// and of the slots accepted before it in the same asking. Beyond a limit that
// blocks, the slot is refused; beyond one that asks for approval above, it goes
// one level higher.
func (f *Facts) limits(s Slot, accepted []Slot) (blocked, above []Message) {
	working, err := f.Calendar.WorkingDays(s.Date.MonthStart(), s.Date.MonthEnd())
	if err != nil {
		return []Message{unknownYear(s.Date, err)}, nil
	}
	policy := f.policy(s.Date)
	why := limitReasons{noneAbove: f.NoneAbove}
	why.personal(f.used(s.Date, accepted), usedDay{Slot: s, policy: policy}, working)
	if posting, ok := f.posting(s.Date); ok {
		h := f.Headcount(posting.Unit, s.Date)
		for _, a := range accepted { // the other half of the same day
			if a.Date == s.Date {
				h.HomeHalves += a.Part.Halves()
			}
		}
		why.ofUnit(policy, h, f.Units[posting.Unit].Name, s, f.awayIn(s.Date))
	}
	if why.refused {
		why.blocked = append(why.blocked, Msg("refuse.none_above"))
	}
	return why.blocked, why.above
}

// limitReasons collects what a slot is beyond: limits that block, and limits
// that ask for approval one level higher, which block where no seat stands there.
type limitReasons struct {
	blocked, above []Message
	noneAbove      bool
	refused        bool // for want of that seat
}

func (r *limitReasons) say(mode Mode, refuse, escalate string, namesAndValues ...any) {
	if mode == Block || r.noneAbove {
		r.blocked = append(r.blocked, Msg(refuse, namesAndValues...))
		r.refused = r.refused || mode != Block
	} else {
		r.above = append(r.above, Msg(escalate, namesAndValues...))
	}
}

// usedDay is a day of a person that counts, with the numbers that hold on it.
type usedDay struct {
	Slot
	policy  Policy
	request RequestID
}

// period is a stretch of days over which a limit counts: the first and the last of
// the days that count with a day.
type period struct{ first, last func(Date) Date }

// same reports whether two days count together.
func (p period) same(a, b Date) bool { return p.first(a) == p.first(b) }

var (
	weekly  = period{Date.Monday, Date.Sunday}
	monthly = period{Date.MonthStart, Date.MonthEnd}
)

// Around returns the first and last of the days that count, by any limit of one
// person, with the days between two, both included.
func Around(first, last Date) (from, to Date) {
	from, to = first, last
	for _, l := range personalLimits {
		from, to = min(from, l.period.first(first)), max(to, l.period.last(last))
	}
	return from, to
}

// personalLimits are the limits of one person: over which days each counts, and what
// is said beyond it.
var personalLimits = []personalLimit{
	{weekly, func(b Balance) Use { return b.Week }, "limit.week", "above.week", func(_ Policy, _ Balance, s Slot) []any {
		return []any{"from", s.Date.Monday(), "to", s.Date.Sunday()}
	}},
	{monthly, func(b Balance) Use { return b.Month }, "limit.month", "above.month", func(_ Policy, _ Balance, s Slot) []any {
		return []any{"month", s.Date.MonthStart()}
	}},
	{monthly, func(b Balance) Use { return b.Share }, "limit.share", "above.share", func(p Policy, b Balance, s Slot) []any {
		return []any{"month", s.Date.MonthStart(), "working", b.WorkingDays, "share", p.MonthShare.Ratio.String()}
	}},
}

type personalLimit struct {
	period           period
	use              func(Balance) Use
	refuse, escalate string
	args             func(p Policy, b Balance, s Slot) []any
}

// personal judges a day by the limits of one person, whose other days are used.
// The days of a week (or month) may have numbers that differ: the day is beyond the
// limit if any of them, itself included, would be beyond its own. A limit that
// blocks is named before one that asks above, then the lowest. working counts the
// working days of the day's month.
func (r *limitReasons) personal(used []usedDay, s usedDay, working int) {
	for _, l := range personalLimits {
		others := 0
		near := []usedDay{s}
		for _, u := range used {
			if l.period.same(u.Date, s.Date) {
				others += u.Part.Halves()
				near = append(near, u)
			}
		}
		var worst Balance
		var by Policy
		for _, u := range near {
			b := u.policy.balance(others, others, working)
			now, was := l.use(b), l.use(worst)
			if now.over(s.Part.Halves()) && (was.Mode == Off || now.Mode == Block && was.Mode != Block || now.Mode == was.Mode && now.Max < was.Max) {
				worst, by = b, u.policy
			}
		}
		if u := l.use(worst); u.Mode != Off {
			args := []any{"slot", s.Slot, "used", Days(u.Used), "max", Days(u.Max)}
			r.say(u.Mode, l.refuse, l.escalate, append(args, l.args(by, worst, s.Slot)...)...)
		}
	}
}

// ofUnit judges the slot by the unit's share at home and by the minimum present
// in each half of the day; h counts the others. Who is away in a half was not present
// in it, and so takes nobody from the office.
func (r *limitReasons) ofUnit(p Policy, h Headcount, unit string, s Slot, away [2]bool) {
	if share := (Use{h.HomeHalves, h.MaxHalves, p.UnitShare.Mode}); share.over(s.Part.Halves()) {
		r.say(share.Mode, "limit.unit", "above.unit", "slot", s, "unit", unit, "max", Days(share.Max),
			"full", share.Used >= share.Max)
	}
	if p.MinPresent.Mode == Off {
		return
	}
	for _, part := range [...]Part{Morning, Afternoon} {
		if present := h.Present[part-Morning]; part.Overlaps(s.Part) && present <= h.Min && !(away[part-Morning] && present == h.Min) {
			r.say(p.MinPresent.Mode, "limit.present", "above.present", "slot", Slot{s.Date, part}, "unit", unit,
				"present", present, "min", h.Min)
			return
		}
	}
}
