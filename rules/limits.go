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

func (r *limitReasons) say(mode Mode, refuse, raise string, namesAndValues ...any) {
	if mode == Block {
		r.blocked = append(r.blocked, Msg(refuse, namesAndValues...))
	} else {
		r.above = append(r.above, Msg(raise, namesAndValues...))
	}
}

// personal judges the slot by the limits of one person, of whom b counts already.
func (r *limitReasons) personal(p Policy, b Balance, s Slot) {
	halves := s.Part.Halves()
	if b.Week.over(halves) {
		monday := s.Date.Monday()
		r.say(b.Week.Mode, "limit.week", "above.week", "slot", s, "used", Days(b.Week.Used), "max", Days(b.Week.Max),
			"from", monday, "to", monday+6)
	}
	if b.Month.over(halves) {
		r.say(b.Month.Mode, "limit.month", "above.month", "slot", s, "used", Days(b.Month.Used), "max", Days(b.Month.Max),
			"month", s.Date.MonthStart())
	}
	if b.Share.over(halves) {
		r.say(b.Share.Mode, "limit.share", "above.share", "slot", s, "used", Days(b.Share.Used), "max", Days(b.Share.Max),
			"month", s.Date.MonthStart(), "working", b.WorkingDays, "share", p.MonthShare.Ratio.String())
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
