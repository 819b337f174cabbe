package rules

// Place is where somebody of a unit is for half a day.
type Place uint8

// The places. At the office is who is nowhere else.
const (
	AtOffice  Place = iota
	AtHome          // approved
	HomeAsked       // waits for a decision
	IsAway          // leave, illness or duty elsewhere
	DayOff          // a holiday, a weekend, or a day of which the calendar knows nothing
	NotPosted       // not in the unit that day
)

// Whereabouts is where somebody is in the morning and in the afternoon, and in
// which of them presence is required.
type Whereabouts struct {
	Halves   [2]Place
	Required [2]bool
}

// Whereabouts says where a person is on d, as a member of the unit. Absence
// comes before a day at home, and both before required presence.
func (f *Facts) Whereabouts(unit UnitID, p PersonID, d Date) Whereabouts {
	if !f.Calendar.IsWorking(d) {
		return both(DayOff)
	}
	if !f.posted(unit, p, d) {
		return both(NotPosted)
	}
	var w Whereabouts
	for _, presence := range f.PresencesIn(unit, d) {
		for _, half := range presence.Part.halves() {
			w.Required[half] = true
		}
	}
	put := func(part Part, place Place) {
		for _, half := range part.halves() {
			w.Halves[half], w.Required[half] = place, false
		}
	}
	for _, h := range f.Days {
		switch {
		case h.Person != p || h.Unit != unit || h.Date != d || !f.counts(h):
		case h.State == Pending:
			put(h.Part, HomeAsked)
		default:
			put(h.Part, AtHome)
		}
	}
	for _, a := range f.Absences {
		if a.Person == p && a.covers(d) {
			put(a.Part, IsAway)
		}
	}
	return w
}

// PresencesIn returns every presence required of a unit on d, by the calendar
// and by the unit's own numbers: none unless d is a working day.
func (f *Facts) PresencesIn(unit UnitID, d Date) []Presence {
	if !f.Calendar.IsWorking(d) {
		return nil
	}
	return presencesOn(f.Calendar.Presences(unit, d), f.Policies.At(f.Units[unit].Code, d).Presence, unit, d)
}

func (f *Facts) posted(unit UnitID, p PersonID, d Date) bool {
	f.within(d)
	for _, g := range f.Postings {
		if g.Person == p && g.Unit == unit && g.covers(d) {
			return true
		}
	}
	return false
}

func both(p Place) Whereabouts { return Whereabouts{Halves: [2]Place{p, p}} }

// OwnWhereabouts says where the person of the facts is on d, in whichever unit
// they work then.
func (f *Facts) OwnWhereabouts(d Date) Whereabouts {
	p, ok := f.posting(d)
	if !ok && f.Calendar.IsWorking(d) {
		return both(NotPosted)
	}
	return f.Whereabouts(p.Unit, f.Person.ID, d)
}
