package rules

// limits judges one slot by every limit, on top of what counts already
// and of the slots accepted before it in the same asking. Beyond a limit that
// blocks, the slot is refused; beyond one that asks for approval above, it goes
// one level higher.
func (f *Facts) limits(s Slot, accepted []Slot) (blocked, above []Message) {
	b, err := f.balance(s.Date, accepted)
	if err != nil {
		return []Message{unknownYear(s.Date, err)}, nil
	}
	policy := f.policy(s.Date)
	var why limitReasons
	why.personal(policy, b, s)
	if posting, ok := f.posting(s.Date); ok {
		h := f.Headcount(posting.Unit, s.Date)
		for _, a := range accepted { // the other half of the same day
			if a.Date == s.Date {
				h.HomeHalves += a.Part.Halves()
			}
		}
		why.ofUnit(policy, h, f.Units[posting.Unit].Name, s)
	}
	return why.blocked, why.above
}

// limitReasons collects what a slot is beyond: limits that block, and limits
// that ask for approval one level higher.
type limitReasons struct{ blocked, above []Message }

func (r *limitReasons) say(mode Mode, refuse, escalate string, namesAndValues ...any) {
	if mode == Block {
		r.blocked = append(r.blocked, Msg(refuse, namesAndValues...))
	} else {
		r.above = append(r.above, Msg(escalate, namesAndValues...))
	}
}

// personalLimits are the limits of one person: what is said beyond each.
var personalLimits = []struct {
	use              func(Balance) Use
	refuse, escalate string
	args             func(p Policy, b Balance, s Slot) []any
}{
	{func(b Balance) Use { return b.Week }, "limit.week", "above.week", func(_ Policy, _ Balance, s Slot) []any {
		return []any{"from", s.Date.Monday(), "to", s.Date.Monday() + 6}
	}},
	{func(b Balance) Use { return b.Month }, "limit.month", "above.month", func(_ Policy, _ Balance, s Slot) []any {
		return []any{"month", s.Date.MonthStart()}
	}},
	{func(b Balance) Use { return b.Share }, "limit.share", "above.share", func(p Policy, b Balance, s Slot) []any {
		return []any{"month", s.Date.MonthStart(), "working", b.WorkingDays, "share", p.MonthShare.Ratio.String()}
	}},
}

// personal judges the slot by the limits of one person, of whom b counts already.
func (r *limitReasons) personal(p Policy, b Balance, s Slot) {
	for _, l := range personalLimits {
		if u := l.use(b); u.over(s.Part.Halves()) {
			args := []any{"slot", s, "used", Days(u.Used), "max", Days(u.Max)}
			r.say(u.Mode, l.refuse, l.escalate, append(args, l.args(p, b, s)...)...)
		}
	}
}

// ofUnit judges the slot by the unit's share at home and by the minimum present
// in each half of the day; h counts the others.
func (r *limitReasons) ofUnit(p Policy, h Headcount, unit string, s Slot) {
	if share := (Use{h.HomeHalves, h.MaxHalves, p.UnitShare.Mode}); share.over(s.Part.Halves()) {
		r.say(share.Mode, "limit.unit", "above.unit", "slot", s, "unit", unit, "used", Days(share.Used), "max", Days(share.Max),
			"full", share.Used >= share.Max)
	}
	if p.MinPresent.Mode == Off {
		return
	}
	for _, part := range [...]Part{Morning, Afternoon} {
		if present := h.Present[part-Morning]; part.Overlaps(s.Part) && present <= h.Min {
			r.say(p.MinPresent.Mode, "limit.present", "above.present", "slot", Slot{s.Date, part}, "unit", unit,
				"present", present, "min", h.Min)
			return
		}
	}
}
