package pilot

import (
	"fmt"

	"tainha/rules"
)

// Facts loads what the rules need to judge days of a person between two days,
// both included (see rules.Window and rules.WindowMonth).
func (do Do) Facts(person rules.PersonID, from, to rules.Date) (*rules.Facts, error) {
	policies, err := do.PolicyBook()
	if err != nil {
		return nil, err
	}
	f := &rules.Facts{
		Now: do.Now, Calendar: do.Calendar, Policies: policies,
		Consent: do.Consent.Version, Commitment: do.Commitment.Version,
		Units: map[rules.UnitID]rules.Unit{}, Positions: map[rules.PositionID]rules.Position{},
	}
	if f.Person, err = do.Tx.Person(person, do.Today); err != nil {
		return nil, fmt.Errorf("load the person: %w", err)
	}
	own, err := do.Tx.Postings(person)
	if err != nil {
		return nil, fmt.Errorf("load the postings: %w", err)
	}
	for _, posting := range own {
		if posting.From > to || posting.To != 0 && posting.To < from {
			continue
		}
		if err := do.unitFacts(f, posting, from, to); err != nil {
			return nil, err
		}
	}
	days, err := do.Tx.HomeDays(person, from, to)
	if err != nil {
		return nil, fmt.Errorf("load the person's days: %w", err)
	}
	for _, d := range days { // those in the person's units are there already
		if _, loaded := f.Units[d.Unit]; !loaded {
			f.Days = append(f.Days, d)
		}
	}
	if len(f.Units) == 0 {
		f.Postings = own
	}
	return f, nil
}

// unitFacts adds the unit and position of one posting, with everybody there.
func (do Do) unitFacts(f *rules.Facts, posting rules.Posting, from, to rules.Date) error {
	if _, loaded := f.Positions[posting.Position]; !loaded {
		position, err := do.Tx.Position(posting.Position)
		if err != nil {
			return fmt.Errorf("load the position: %w", err)
		}
		f.Positions[position.ID] = position
	}
	if _, loaded := f.Units[posting.Unit]; loaded {
		return nil
	}
	unit, err := do.Tx.Unit(posting.Unit)
	if err != nil {
		return fmt.Errorf("load the unit: %w", err)
	}
	f.Units[unit.ID] = unit
	postings, err := do.Tx.PostingsIn(unit.ID, from, to)
	if err != nil {
		return fmt.Errorf("load who works in the unit: %w", err)
	}
	days, err := do.Tx.HomeDaysIn(unit.ID, from, to)
	if err != nil {
		return fmt.Errorf("load who is at home: %w", err)
	}
	absences, err := do.Tx.AbsencesIn(unit.ID, from, to)
	if err != nil {
		return fmt.Errorf("load who is absent: %w", err)
	}
	f.Postings, f.Days, f.Absences = append(f.Postings, postings...), append(f.Days, days...), append(f.Absences, absences...)
	return nil
}

// FactsFor loads the facts to judge slots of a person, leaving out the pending
// days of one request (0: none).
func (do Do) FactsFor(person rules.PersonID, slots []rules.Slot, except rules.RequestID) (*rules.Facts, error) {
	from, to := rules.Window(slots, do.Today)
	f, err := do.Facts(person, from, to)
	if err != nil {
		return nil, err
	}
	f.Except = except
	return f, nil
}

// Desk is where a request of the person is dealt with.
func (do Do) Desk(people ...rules.PersonID) (rules.Desk, error) {
	org, err := do.Tx.Org(do.Today, people...)
	if err != nil {
		return rules.Desk{}, fmt.Errorf("load the organisation: %w", err)
	}
	org.Consented = do.Consent.Version > 0
	return rules.Desk{Org: org, Calendar: do.Calendar, Now: do.Now}, nil
}
