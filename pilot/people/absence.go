package people

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// RecordAbsence notes that a person is away: they are counted absent, nobody
// chases them, and what waits for them whole days goes on. It decides nothing
// about the leave itself. Overlaps and days that are over are refused, and then
// nothing is kept. Whoever decides for the person is told. Only the person may.
func RecordAbsence(do pilot.Do, list []rules.Absence) error {
	for _, a := range list {
		if err := do.Assert(pilot.TakeLeave, rules.Subject{Person: a.Person}); err != nil {
			return err
		}
	}
	for _, a := range list {
		others, err := do.Tx.Absences(a.Person, a.First, a.Last)
		if err != nil {
			return fmt.Errorf("find the absences: %w", err)
		}
		if err := rules.CheckAbsence(a, others, do.Today); err != nil {
			return err
		}
		if err := keepAbsence(do, a); err != nil {
			return err
		}
		if err := tellAway(do, a, "notice.away"); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return nil
	}
	return request.Reroute(do)
}

// keepAbsence stores an absence and audits by whom. Leave and illness take the days
// at home that they touch, or the half of them.
func keepAbsence(do pilot.Do, a rules.Absence) error {
	if err := do.Tx.AddAbsence(a); err != nil {
		return fmt.Errorf("note the absence: %w", err)
	}
	if err := AuditPerson(do, "absence.add", a.Person, nil, unsaid(a)); err != nil {
		return err
	}
	_, err := request.GiveUpForAbsence(do, a)
	return err
}

// EndAbsence takes an absence back from today on: one that is ahead as a whole,
// one under way from today. One that is over or gone is refused.
func EndAbsence(do pilot.Do, a rules.Absence) error {
	if err := do.Assert(pilot.TakeLeave, rules.Subject{Person: a.Person}); err != nil {
		return err
	}
	today := do.Today
	kept, err := do.Tx.Absences(a.Person, a.First, a.Last)
	if err != nil {
		return fmt.Errorf("find the absences: %w", err)
	}
	if a.Last < today || !slices.Contains(kept, a) {
		return rules.Refuse("leave.gone")
	}
	if err := do.Tx.EndAbsence(a, do.Now); err != nil {
		return fmt.Errorf("end the absence: %w", err)
	}
	var after any
	if left, ok := a.Back(today); ok {
		if err := do.Tx.AddAbsence(left); err != nil {
			return fmt.Errorf("shorten the absence: %w", err)
		}
		after = unsaid(left)
	}
	if err := AuditPerson(do, "absence.end", a.Person, unsaid(a), after); err != nil {
		return err
	}
	a.First = max(a.First, today)
	if err := tellAway(do, a, "notice.back_early"); err != nil {
		return err
	}
	return request.Reroute(do)
}

// unsaid is an absence as the audit keeps it, which is read by others and never forgets.
func unsaid(a rules.Absence) rules.Absence {
	a.Kind = a.Kind.ToOthers()
	return a
}

// tellAway tells whoever decides for the person today; nobody there: nobody.
func tellAway(do pilot.Do, a rules.Absence, key string) error {
	seat, ok, err := approverToday(do, a.Person)
	if err != nil || !ok {
		return err
	}
	who, err := do.Tx.Person(a.Person, do.Today)
	if err != nil {
		return fmt.Errorf("load who is away: %w", err)
	}
	kind := a.Kind
	if seat.OnBehalfOf() != 0 {
		kind = kind.ToOthers() // a delegate for a day is no head
	}
	return do.Notify(seat.Approver, "", rules.Msg(key, "name", who.Called(), "kind", AbsenceKind(kind), "said", kind != rules.Away, "span", AbsenceSpan(a)))
}

// approverToday is who decides for a person today, if anybody does.
func approverToday(do pilot.Do, person rules.PersonID) (rules.Seat, bool, error) {
	desk, err := do.Desk(person)
	if err != nil {
		return rules.Seat{}, false, err
	}
	seat, ok := desk.Org.Approver(person, 0, do.Today)
	return seat, ok, nil
}

// AbsenceKind words the kind of an absence.
func AbsenceKind(kind rules.AbsenceKind) rules.Message { return rules.Msg("absence." + string(kind)) }

// AbsenceSpan words the days of an absence: one day or half of it, or from a
// day to a day.
func AbsenceSpan(a rules.Absence) rules.Message {
	if a.First == a.Last {
		return rules.Msg("leave.one", "slot", rules.Slot{Date: a.First, Part: a.Part})
	}
	return rules.Msg("leave.span."+partName(a.Part), "first", a.First, "last", a.Last)
}

func partName(p rules.Part) string {
	switch p {
	case rules.Morning:
		return "am"
	case rules.Afternoon:
		return "pm"
	}
	return "whole"
}

// Clash is a day at home on which the person is away.
type Clash struct {
	Request rules.RequestID
	Rev     int
	Day     rules.RequestDay
}

// Clashes lists the days at home, asked for or approved and not begun, that the
// absences touch.
func Clashes(do pilot.Do, list []rules.Absence) ([]Clash, error) {
	var out []Clash
	for _, a := range list {
		requests, err := do.Tx.RequestsOf(a.Person, a.First, a.Last)
		if err != nil {
			return nil, fmt.Errorf("find the days at home: %w", err)
		}
		for _, r := range requests {
			for _, d := range r.Days {
				live := d.State == rules.Pending || d.State == rules.Approved && do.Now.Before(do.Calendar.Start(d.Slot))
				if live && a.Hits(d.Slot) {
					out = append(out, Clash{r.ID, r.Rev, d})
				}
			}
		}
	}
	return out, nil
}
