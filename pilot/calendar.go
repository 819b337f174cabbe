package pilot

import (
	"slices"

	"tainha/rules"
	"tainha/store"
)

// In is the pilot under its calendar as it stands in a transaction: the configuration's,
// and on top of it what the coordinators entered in the chat (rules.Calendar.With). A
// calendar that can't be read knows no year: nothing is counted by it, and all is refused.
func (p *Pilot) In(tx *store.Tx) *Pilot {
	p = p.Configured()
	if tx == nil {
		return p
	}
	entries, err := tx.CalendarEntries()
	if err != nil {
		return p.under(&rules.Calendar{Location: p.Calendar.Location})
	}
	if len(entries) == 0 {
		return p
	}
	ids := make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	if known, ok := tx.Kept(calendarKey{}).(keptCalendar); ok && known.of == p && slices.Equal(known.ids, ids) {
		return known.is
	}
	changes := make([]rules.CalendarChange, len(entries))
	for i, e := range entries {
		changes[i] = e.CalendarChange
	}
	is := p.under(p.Calendar.With(changes))
	tx.Keep(calendarKey{}, keptCalendar{p, ids, is})
	return is
}

// Configured is the pilot as the configuration alone has it.
func (p *Pilot) Configured() *Pilot {
	if p.file != nil {
		return p.file
	}
	return p
}

// under is the pilot under another calendar.
func (p *Pilot) under(c *rules.Calendar) *Pilot {
	is := *p
	is.Calendar, is.file = c, p
	return &is
}

// calendarKey is the key of the calendar in what a transaction keeps.
type calendarKey struct{}

// keptCalendar is a pilot with the entries that its calendar holds: each has a number
// of its own, and none is ever changed.
type keptCalendar struct {
	of  *Pilot
	ids []int64
	is  *Pilot
}
