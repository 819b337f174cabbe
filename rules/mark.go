package rules

import "slices"

// MarkKind is how a day stands in a person's month calendar.
type MarkKind uint8

// The marks of a day.
const (
	MarkFree     MarkKind = iota // the whole day may be asked for
	MarkPartial                  // only a half may
	MarkFull                     // a limit is reached
	MarkTaken                    // asked for or approved already
	MarkLate                     // after the cut-off
	MarkRequired                 // presence is required, at least for a half
	MarkAway                     // leave, illness, duty elsewhere
	MarkClosed                   // weekend or holiday
	MarkPast
	MarkOutside // not in the pilot on that day
	MarkUnknown // the calendar has no data for the year
)

// Mark is what the month calendar shows of one day.
type Mark struct {
	Kind  MarkKind
	Free  []Part    // what may still be asked for: the whole day first
	Own   []HomeDay // what the person asked for or got already
	Above bool      // what is free goes one level higher
	Name  string    // of the holiday or the presence
}

// DayMark says how d stands in the calendar of a person who has picked some
// slots but not sent them: those on other days count as if asked for.
func DayMark(f *Facts, picked []Slot, d Date) Mark {
	m := Mark{Own: f.own(d)}
	kind, name := f.Calendar.Kind(d)
	switch {
	case d < f.today():
		m.Kind = MarkPast
		return m
	case kind == Unknown:
		m.Kind = MarkUnknown
		return m
	case kind != Working:
		m.Kind, m.Name = MarkClosed, name
		return m
	}
	others := picked
	if slices.ContainsFunc(picked, func(s Slot) bool { return s.Date == d }) {
		others = slices.DeleteFunc(slices.Clone(picked), func(s Slot) bool { return s.Date == d })
	}
	for _, part := range [...]Part{Whole, Morning, Afternoon} {
		if v := f.judge(Slot{d, part}, others); len(v.Reasons) == 0 {
			m.Above = len(v.Above) > 0 && (m.Above || len(m.Free) == 0)
			m.Free = append(m.Free, part)
		}
	}
	m.Kind, m.Name = f.markOpen(d, m)
	return m
}

// markOpen names the foremost thing to say of a working day that is not over.
func (f *Facts) markOpen(d Date, m Mark) (kind MarkKind, name string) {
	required := f.presences(d)
	switch none := len(m.Free) == 0; {
	case len(m.Own) > 0:
		return MarkTaken, ""
	case len(f.postingReasons(d)) > 0 || len(f.enrolmentReasons(d)) > 0:
		return MarkOutside, ""
	case none && f.late(d):
		return MarkLate, ""
	case none && f.awayAllDay(d):
		return MarkAway, ""
	case len(required) > 0:
		return MarkRequired, required[0].Name
	case none:
		return MarkFull, ""
	case m.Free[0] == Whole:
		return MarkFree, ""
	}
	return MarkPartial, ""
}

// late reports whether d can't be asked for now: the cut-off is over, the afternoon has
// begun, or d lies too far ahead.
func (f *Facts) late(d Date) bool {
	_, closed := f.closedReason(Slot{d, Afternoon})
	return closed || len(f.cutoffReasons(d))+len(f.horizonReasons(d)) > 0
}

func (f *Facts) awayAllDay(d Date) bool {
	_, morning := f.absence(Slot{d, Morning})
	_, afternoon := f.absence(Slot{d, Afternoon})
	return morning && afternoon
}
