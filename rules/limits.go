package rules

// limitReasons judges one slot by every limit, on top of what counts already
// and of the slots accepted before it in the same asking. Beyond a limit that
// blocks, the slot is refused; beyond one that asks for approval above, it goes
// one level higher.
func (f *Facts) limitReasons(s Slot, accepted []Slot) (blocked, above []Message) {
	say := func(mode Mode, refuse, raise string, namesAndValues ...any) {
		if mode == Block {
			blocked = append(blocked, Msg(refuse, namesAndValues...))
		} else {
			above = append(above, Msg(raise, namesAndValues...))
		}
	}
	halves := s.Part.Halves()
	b, err := f.balance(s.Date, accepted)
	if err != nil {
		return []Message{unknownYear(s.Date, err)}, nil
	}
	if b.Week.over(halves) {
		monday := s.Date.Monday()
		say(b.Week.Mode, "limit.week", "above.week", "slot", s, "used", Days(b.Week.Used), "max", Days(b.Week.Max),
			"from", monday, "to", monday+6)
	}
	if b.Month.over(halves) {
		say(b.Month.Mode, "limit.month", "above.month", "slot", s, "used", Days(b.Month.Used), "max", Days(b.Month.Max),
			"month", s.Date.MonthStart())
	}
	if b.Share.over(halves) {
		p := f.policy(s.Date)
		say(b.Share.Mode, "limit.share", "above.share", "slot", s, "used", Days(b.Share.Used), "max", Days(b.Share.Max),
			"month", s.Date.MonthStart(), "working", b.WorkingDays, "share", p.MonthShare.Ratio.String())
	}
	f.unitLimits(s, accepted, say)
	return blocked, above
}

type sayLimit func(mode Mode, refuse, raise string, namesAndValues ...any)

// unitLimits judges the slot by the unit's share at home and by the minimum
// present in each half of the day.
func (f *Facts) unitLimits(s Slot, accepted []Slot, say sayLimit) {
	posting, ok := f.posting(s.Date)
	if !ok {
		return
	}
	policy := f.policy(s.Date)
	h := f.Headcount(posting.Unit, s.Date)
	for _, a := range accepted { // the other half of the same day
		if a.Date == s.Date {
			h.HomeHalves += a.Part.Halves()
		}
	}
	unit := f.Units[posting.Unit].Name
	if share := (Use{h.HomeHalves, h.MaxHalves, policy.UnitShare.Mode}); share.over(s.Part.Halves()) {
		say(share.Mode, "limit.unit", "above.unit", "slot", s, "unit", unit, "used", Days(share.Used), "max", Days(share.Max),
			"full", share.Used >= share.Max)
	}
	if policy.MinPresent.Mode == Off {
		return
	}
	for _, part := range [...]Part{Morning, Afternoon} {
		if present := h.Present[part-Morning]; part.Overlaps(s.Part) && present <= h.Min {
			say(policy.MinPresent.Mode, "limit.present", "above.present", "slot", Slot{s.Date, part}, "unit", unit,
				"present", present, "min", h.Min)
			return
		}
	}
}
