package people

import (
	"fmt"
	"slices"

	"tainha/pilot"
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
// under way may have begun before today. Nobody is told each of them: unlike one
// that somebody types, they come from those who keep the list of leave.
func (i *rosterImport) importAbsences(p *pilot.Pilot, r roster.Roster) error {
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
		if err := keepAbsence(p.Do(i.do.Tx, i.do.Now), a, i.actor); err != nil {
			return err
		}
		i.out.Absences = append(i.out.Absences, AbsenceAdded{person, a})
	}
	return nil
}
