package pilot

import (
	"fmt"
	"time"

	"tainha/rules"
	"tainha/store"
)

// Facts loads what the rules need to judge days of a person between two days,
// both included (see rules.Window and rules.WindowMonth).
func (p *Pilot) Facts(tx *store.Tx, now time.Time, person rules.PersonID, from, to rules.Date) (*rules.Facts, error) {
	policies, err := p.PolicyBook(tx)
	if err != nil {
		return nil, err
	}
	f := &rules.Facts{
		Now: now, Calendar: p.Calendar, Policies: policies,
		Consent: p.Consent.Version, Commitment: p.Commitment.Version,
		Units: map[rules.UnitID]rules.Unit{}, Positions: map[rules.PositionID]rules.Position{},
	}
	if f.Person, err = tx.Person(person, p.today(now)); err != nil {
		return nil, fmt.Errorf("load the person: %w", err)
	}
	own, err := tx.Postings(person)
	if err != nil {
		return nil, fmt.Errorf("load the postings: %w", err)
	}
	for _, posting := range own {
		if posting.From > to || posting.To != 0 && posting.To < from {
			continue
		}
		if err := p.unitFacts(tx, f, posting, from, to); err != nil {
			return nil, err
		}
	}
	days, err := tx.HomeDays(person, from, to)
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
func (p *Pilot) unitFacts(tx *store.Tx, f *rules.Facts, posting rules.Posting, from, to rules.Date) error {
	if _, loaded := f.Positions[posting.Position]; !loaded {
		position, err := tx.Position(posting.Position)
		if err != nil {
			return fmt.Errorf("load the position: %w", err)
		}
		f.Positions[position.ID] = position
	}
	if _, loaded := f.Units[posting.Unit]; loaded {
		return nil
	}
	unit, err := tx.Unit(posting.Unit)
	if err != nil {
		return fmt.Errorf("load the unit: %w", err)
	}
	f.Units[unit.ID] = unit
	postings, err := tx.PostingsIn(unit.ID, from, to)
	if err != nil {
		return fmt.Errorf("load who works in the unit: %w", err)
	}
	days, err := tx.HomeDaysIn(unit.ID, from, to)
	if err != nil {
		return fmt.Errorf("load who is at home: %w", err)
	}
	absences, err := tx.AbsencesIn(unit.ID, from, to)
	if err != nil {
		return fmt.Errorf("load who is absent: %w", err)
	}
	f.Postings, f.Days, f.Absences = append(f.Postings, postings...), append(f.Days, days...), append(f.Absences, absences...)
	return nil
}

// FactsFor loads the facts to judge slots of a person, leaving out the pending
// days of one request (0: none).
func (p *Pilot) FactsFor(tx *store.Tx, now time.Time, person rules.PersonID, slots []rules.Slot, except rules.RequestID) (*rules.Facts, error) {
	from, to := rules.Window(slots, p.today(now))
	f, err := p.Facts(tx, now, person, from, to)
	if err != nil {
		return nil, err
	}
	f.Except = except
	return f, nil
}

// desk is where a request of the person is dealt with.
func (p *Pilot) desk(tx *store.Tx, now time.Time, people ...rules.PersonID) (rules.Desk, error) {
	org, err := tx.Org(p.today(now), people...)
	if err != nil {
		return rules.Desk{}, fmt.Errorf("load the organisation: %w", err)
	}
	org.Consented = p.Consent.Version > 0
	return rules.Desk{Org: org, Calendar: p.Calendar, Now: now}, nil
}
