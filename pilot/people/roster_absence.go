package people

import (
	"fmt"
	"slices"

	"tainha/roster"
	"tainha/rules"
)

// AbsenceAdded is an absence that an import notes.
type AbsenceAdded struct {
	Person  rules.Person
	Absence rules.Absence
}

// Message says who is away, when and why.
func (a AbsenceAdded) Message() rules.Message {
	return rules.Msg("roster.absent", "code", a.Person.Code, "name", a.Person.Name,
		"kind", AbsenceKind(a.Absence.Kind), "span", AbsenceSpan(a.Absence))
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
		if a.Last < i.do.Today || slices.Contains(others, a) {
			continue
		}
		if err := rules.CheckAbsence(a, others, min(i.do.Today, a.First)); err != nil {
			return err
		}
		if err := keepAbsence(i.do, a); err != nil {
			return err
		}
		i.out.Absences = append(i.out.Absences, AbsenceAdded{person, a})
	}
	return i.tellAbsences(i.out.Absences[first:])
}

const absencesNamed = 20 // of one message

// tellAbsences tells everybody who decides for absent people of theirs.
func (i *rosterImport) tellAbsences(list []AbsenceAdded) error {
	var order []rules.PersonID
	of := map[rules.PersonID][]AbsenceAdded{}
	for _, a := range list {
		seat, ok, err := approverToday(i.do, a.Person.ID)
		if err != nil {
			return err
		}
		if !ok || seat == i.do.By.Person {
			continue
		}
		if of[seat] == nil {
			order = append(order, seat)
		}
		of[seat] = append(of[seat], a)
	}
	for _, seat := range order {
		list := of[seat]
		if len(list) == 1 {
			if err := tellAway(i.do, list[0].Absence, "notice.away"); err != nil {
				return err
			}
			continue
		}
		var lines []rules.Message
		for _, a := range list[:min(len(list), absencesNamed)] {
			lines = append(lines, rules.Msg("notice.away_line", "name", a.Person.Called(),
				"kind", AbsenceKind(a.Absence.Kind), "span", AbsenceSpan(a.Absence)))
		}
		m := rules.Msg("notice.away_many", "n", len(list), "lines", lines, "more", len(list)-len(lines))
		if err := i.do.Notify(seat, "", m); err != nil {
			return err
		}
	}
	return nil
}
