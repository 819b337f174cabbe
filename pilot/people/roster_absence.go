package people

import (
	"fmt"
	"slices"

	"tainha/pilot/request"
	"tainha/roster"
	"tainha/rules"
)

// AbsenceAdded is an absence that an import notes, or changes.
type AbsenceAdded struct {
	Person  rules.Person
	Absence rules.Absence
	Before  *rules.Absence // as it was recorded; nil: it is new
}

// Message says who is away, when and why.
func (a AbsenceAdded) Message() rules.Message {
	if a.Before != nil {
		return rules.Msg("roster.absent_changed", "code", a.Person.Code, "name", a.Person.Name,
			"kind", AbsenceKind(a.Absence.Kind), "said", a.Absence.Kind != rules.Away, "before", AbsenceSpan(*a.Before), "after", AbsenceSpan(a.Absence))
	}
	return rules.Msg("roster.absent", "code", a.Person.Code, "name", a.Person.Name,
		"kind", AbsenceKind(a.Absence.Kind), "said", a.Absence.Kind != rules.Away, "span", AbsenceSpan(a.Absence))
}

// toOthers says neither leave nor illness.
func (a AbsenceAdded) toOthers() AbsenceAdded {
	a.Absence.Kind = a.Absence.Kind.ToOthers()
	return a
}

// line is how whoever decides for the person reads it.
func (a AbsenceAdded) line() rules.Message {
	if a.Before != nil {
		return rules.Msg("notice.away_line_changed", "name", a.Person.Called(), "kind", AbsenceKind(a.Absence.Kind),
			"before", AbsenceSpan(*a.Before), "after", AbsenceSpan(a.Absence))
	}
	return rules.Msg("notice.away_line", "name", a.Person.Called(), "kind", AbsenceKind(a.Absence.Kind), "span", AbsenceSpan(a.Absence))
}

// knownAbsences are those that a row which is not over can overlap, by code.
func (i *rosterImport) knownAbsences() (map[string][]rules.Absence, error) {
	all, err := i.do.Tx.AbsencesFrom(i.do.Today.AddDays(-rules.LongestAbsence))
	if err != nil {
		return nil, fmt.Errorf("load the absences: %w", err)
	}
	known := map[string][]rules.Absence{}
	for _, a := range all {
		code := i.personCode[a.Person]
		a.Person = 0 // files know people by their codes
		known[code] = append(known[code], a)
	}
	return known, nil
}

// importAbsences notes the absences that are not over and not noted yet; one
// under way may have begun before today. Whoever decides for the people is told, as
// when somebody types an absence: of several in one message.
func (i *rosterImport) importAbsences(r roster.Roster) error {
	first := len(i.out.Absences)
	for _, row := range r.Absences {
		person, ok := i.people[row.Staff]
		if !ok {
			return fmt.Errorf("absence of person %q: %w", row.Staff, errUnread)
		}
		a := row.Absence
		a.Person = person.ID
		others, err := i.do.Tx.Absences(a.Person, a.First, a.Last)
		if err != nil {
			return fmt.Errorf("find the absences of person %q: %w", row.Staff, err)
		}
		if row.Instead == nil && a.Last < i.do.Today || slices.Contains(others, a) {
			continue
		}
		var before *rules.Absence
		if row.Instead != nil {
			was := *row.Instead
			was.Person = person.ID
			before = &was
			others = slices.DeleteFunc(others, func(x rules.Absence) bool { return x == was })
		}
		if err := rules.CheckAbsence(a, others, min(i.do.Today, a.First)); err != nil {
			return err
		}
		if err := i.changeAbsence(before, a); err != nil {
			return err
		}
		i.out.Absences = append(i.out.Absences, AbsenceAdded{person, a, before})
	}
	return i.tellAbsences(i.out.Absences[first:])
}

// changeAbsence notes an absence, in the place of one that it prolongs or shortens. It
// takes the days at home that it touches, as one that is new.
func (i *rosterImport) changeAbsence(before *rules.Absence, a rules.Absence) error {
	if before == nil {
		return keepAbsence(i.do, a)
	}
	if err := i.do.Tx.EndAbsence(*before, i.do.Now); err != nil {
		return fmt.Errorf("change the absence: %w", err)
	}
	if err := i.do.Tx.AddAbsence(a); err != nil {
		return fmt.Errorf("change the absence: %w", err)
	}
	if err := AuditPerson(i.do, "absence.change", a.Person, unsaid(*before), unsaid(a)); err != nil {
		return err
	}
	_, err := request.GiveUpForAbsence(i.do, a)
	return err
}

const absencesNamed = 20 // of one message

// tellAbsences tells everybody who decides for absent people of theirs.
func (i *rosterImport) tellAbsences(list []AbsenceAdded) error {
	var order []rules.PersonID
	of := map[rules.PersonID][]AbsenceAdded{}
	for _, a := range list {
		sits, ok, err := approverToday(i.do, a.Person.ID)
		if err != nil {
			return err
		}
		seat := sits.Approver
		if !ok || seat == i.do.By.Person {
			continue
		}
		if sits.OnBehalfOf() != 0 {
			a.Absence.Kind = a.Absence.Kind.ToOthers()
		}
		if of[seat] == nil {
			order = append(order, seat)
		}
		of[seat] = append(of[seat], a)
	}
	for _, seat := range order {
		list := of[seat]
		if len(list) == 1 && list[0].Before == nil {
			if err := tellAway(i.do, list[0].Absence, "notice.away"); err != nil {
				return err
			}
			continue
		}
		var lines []rules.Message
		for _, a := range list[:min(len(list), absencesNamed)] {
			lines = append(lines, a.line())
		}
		m := rules.Msg("notice.away_many", "n", len(list), "lines", lines, "more", len(list)-len(lines))
		if err := i.do.Notify(seat, "", m); err != nil {
			return err
		}
	}
	return nil
}
