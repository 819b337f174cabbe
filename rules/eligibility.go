package rules

import (
	"errors"
	"time"
)

// personReasons says why the person may not telework on any day: every reason,
// none when nothing stands in the way.
func (f *Facts) personReasons() []Message {
	var why []Message
	if !f.Person.Active {
		return []Message{Msg("refuse.inactive")}
	}
	if f.NoSuperior {
		why = append(why, Msg("refuse.no_superior"))
	}
	if !f.Person.Linked {
		why = append(why, Msg("refuse.unlinked"))
	}
	if f.Person.Consent < f.Consent {
		why = append(why, Msg("refuse.consent"))
	}
	switch {
	case f.Person.Commitment >= f.Commitment:
	case f.Person.Commitment == 0:
		why = append(why, Msg("refuse.commitment"))
	default:
		why = append(why, Msg("refuse.commitment_old"))
	}
	return why
}

// postingReasons says why the unit or the position in which the person works on
// d is not open to telework.
func (f *Facts) postingReasons(d Date) []Message {
	p, ok := f.posting(d)
	if !ok {
		return []Message{Msg("refuse.no_posting", "day", d)}
	}
	var why []Message
	unit, position := f.Units[p.Unit], f.Positions[p.Position]
	if len(unit.Enrolments) == 0 || !unit.Active {
		why = append(why, Msg("refuse.not_enrolled", "unit", unit.Name))
	}
	if position.CitizenFacing {
		why = append(why, Msg("refuse.citizen_facing", "position", position.Name))
	}
	if position.HandlesProcedures {
		why = append(why, Msg("refuse.procedures", "position", position.Name))
	}
	if !position.OpenToPilot && !position.CitizenFacing && !position.HandlesProcedures {
		why = append(why, Msg("refuse.position_closed", "position", position.Name))
	}
	if position.CheckOpen() == nil && position.OpenToPilot && !unit.Opens(p.Position) {
		why = append(why, Msg("refuse.position_closed_here", "position", position.Name, "unit", unit.Name))
	}
	return why
}

// enrolmentReasons says whether d is in the pilot period of the unit.
func (f *Facts) enrolmentReasons(d Date) []Message {
	p, _ := f.posting(d)
	unit := f.Units[p.Unit]
	e := unit.Enrolment(d)
	switch {
	case e == nil || !unit.Active || e.Covers(d):
		return nil
	case d < e.First:
		return []Message{Msg("refuse.before_pilot", "unit", unit.Name, "first", e.First)}
	default:
		return []Message{Msg("refuse.after_pilot", "unit", unit.Name, "last", e.Last)}
	}
}

// closedReason says why nobody can ask for the slot: it is over or has begun,
// it is no working day, or the calendar knows nothing of it.
func (f *Facts) closedReason(s Slot) (Message, bool) {
	if s.Date < f.today() {
		return Msg("refuse.past", "day", s.Date), true
	}
	switch kind, name := f.Calendar.Kind(s.Date); kind {
	case Unknown:
		return Msg("refuse.unknown_year", "day", s.Date, "year", s.Date.Year()), true
	case Holiday:
		return Msg("refuse.holiday", "day", s.Date, "name", name), true
	case Weekend:
		return Msg("refuse.weekend", "day", s.Date), true
	}
	if start := f.Calendar.Start(s); !f.Now.Before(start) {
		return Msg("refuse.started", "slot", s, "at", start), true
	}
	return Message{}, false
}

// CutoffAt is the moment before which d must be asked for. It returns an *UnknownYearError
// when the calendar cannot tell the working days before d.
func (f *Facts) CutoffAt(d Date) (time.Time, error) {
	c := f.policy(d).Cutoff
	day, err := f.Calendar.AddWorkingDays(d, -c.DaysBefore)
	if err != nil {
		return time.Time{}, err
	}
	return day.At(c.Minute, f.Calendar.Location), nil
}

func (f *Facts) cutoffReasons(d Date) []Message {
	if f.Exception {
		return nil
	}
	at, err := f.CutoffAt(d)
	switch {
	case err != nil:
		return []Message{unknownYear(d, err)}
	case !f.Now.Before(at):
		return []Message{Msg("refuse.cutoff", "day", d, "at", at)}
	}
	return nil
}

// horizonReasons says that d lies beyond the last day that can be asked for today.
func (f *Facts) horizonReasons(d Date) []Message {
	n := f.policy(d).MonthsAhead
	last := f.today().AddMonths(n).MonthEnd()
	if f.Asked || d <= last {
		return nil
	}
	return []Message{Msg("refuse.too_far", "day", d, "last", last, "opens", d.AddMonths(-n))}
}

// presences returns the presence required on d, by the calendar and by the unit.
func (f *Facts) presences(d Date) []Presence {
	p, _ := f.posting(d)
	return presencesOn(f.Calendar.Presences(p.Unit, d), f.policy(d).Presence, p.Unit, d)
}

// presenceReasons names the presence that the slot meets; asking for the other
// half only is allowed.
func (f *Facts) presenceReasons(s Slot) []Message {
	return presenceReasons(f.presences(s.Date), s)
}

func presenceReasons(required []Presence, s Slot) []Message {
	var why []Message
	for _, p := range required {
		switch {
		case !p.Part.Overlaps(s.Part):
		case len(required) == 1 && p.Part != Whole:
			free := Slot{s.Date, Morning}
			if p.Part == Morning {
				free.Part = Afternoon
			}
			why = append(why, Msg("refuse.presence_half", "slot", Slot{s.Date, p.Part}, "name", p.Name, "free", free))
		default:
			why = append(why, Msg("refuse.presence", "slot", Slot{s.Date, p.Part}, "name", p.Name))
		}
	}
	return why
}

// takenReasons says that the person asked for the slot already, or is absent.
func (f *Facts) takenReasons(s Slot) []Message {
	var why []Message
	for _, h := range f.own(s.Date) {
		if !h.Overlaps(s) {
			continue
		}
		switch h.State {
		case Pending:
			why = append(why, Msg("refuse.taken_pending", "slot", h.Slot))
		default:
			why = append(why, Msg("refuse.taken_approved", "slot", h.Slot))
		}
	}
	if a, ok := f.absence(s); ok {
		why = append(why, absentReason(s, a))
	}
	return why
}

// absentReason is read by approvers, delegates and coordinators too: it says neither leave nor illness.
func absentReason(s Slot, a Absence) Message {
	return Msg("refuse.absent", "slot", Slot{s.Date, a.Part}, "kind", absenceName(a.Kind.ToOthers()))
}

func absenceName(k AbsenceKind) Message {
	if k == Duty {
		return Msg("absence.duty")
	}
	return Msg("absence.away")
}

// unknownYear says that days cannot be counted for want of the calendar's data.
func unknownYear(d Date, err error) Message {
	year := d.Year()
	if e, ok := errors.AsType[*UnknownYearError](err); ok {
		year = e.Year
	}
	return Msg("refuse.unknown_year", "day", d, "year", year)
}
