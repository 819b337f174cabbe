package pilot

import (
	"errors"
	"fmt"
	"slices"

	"tainha/rules"
	"tainha/store"
)

// Facts loads what the rules need to judge days of a person between two days,
// both included (see rules.Window and rules.WindowMonth). The facts may reach
// further: a turn that asks again shares one load.
func (do Do) Facts(person rules.PersonID, from, to rules.Date) (*rules.Facts, error) {
	from, to = do.widen(person, from, to)
	f, err := do.Window(from, to)
	if err != nil {
		return nil, err
	}
	if f.Person, err = do.Tx.Person(person, do.Today); err != nil {
		return nil, fmt.Errorf("load the person: %w", err)
	}
	own, positions, err := do.Tx.Career(person)
	if err != nil {
		return nil, fmt.Errorf("load the postings: %w", err)
	}
	f.Positions = positions
	var units []rules.UnitID
	for _, posting := range own {
		if posting.From > to || posting.To != 0 && posting.To < from || slices.Contains(units, posting.Unit) {
			continue
		}
		units = append(units, posting.Unit)
		if err := do.StaffFacts(f, posting.Unit); err != nil {
			return nil, err
		}
	}
	if f.Days, err = do.Tx.HomeDaysAround(person, units, from, to); err != nil {
		return nil, fmt.Errorf("load who is at home: %w", err)
	}
	if len(f.Units) == 0 {
		f.Postings = own
	}
	return f, nil
}

// widened is the key of the window in which a person's facts were loaded.
type widened rules.PersonID

// widen makes a window reach to what today's questions need, and to what this
// action asked of the person before.
func (do Do) widen(person rules.PersonID, from, to rules.Date) (rules.Date, rules.Date) {
	first, last := rules.Window(nil, do.Today)
	from, to = min(from, first), max(to, last)
	if w, ok := do.Tx.Kept(widened(person)).([2]rules.Date); ok {
		from, to = min(from, w[0]), max(to, w[1])
	}
	do.Tx.Keep(widened(person), [2]rules.Date{from, to})
	return from, to
}

// Window begins facts about the days between two days, both included: the one
// place where facts are made. Nobody is in them yet.
func (do Do) Window(from, to rules.Date) (*rules.Facts, error) {
	policies, err := do.PolicyBook()
	if err != nil {
		return nil, err
	}
	return &rules.Facts{
		From: from, To: to, Now: do.Now, Calendar: do.Calendar, Policies: policies,
		Consent: do.Consent.Version, Commitment: do.Commitment.Version,
		Units: map[rules.UnitID]rules.Unit{}, Positions: map[rules.PositionID]rules.Position{},
	}, nil
}

// StaffFacts adds a unit to facts, with who works there and who is absent; the
// days at home are the caller's to add.
func (do Do) StaffFacts(f *rules.Facts, id rules.UnitID) error {
	unit, err := do.Tx.Unit(id)
	if err != nil {
		return fmt.Errorf("load the unit: %w", err)
	}
	f.Units[id] = unit
	postings, err := do.Tx.PostingsIn(id, f.From, f.To)
	if err != nil {
		return fmt.Errorf("load who works in the unit: %w", err)
	}
	absences, err := do.Tx.AbsencesIn(id, f.From, f.To)
	if err != nil {
		return fmt.Errorf("load who is absent: %w", err)
	}
	f.Postings, f.Absences = append(f.Postings, postings...), append(f.Absences, absences...)
	return nil
}

// UnitFacts loads who of a unit is where between two days, both included.
func (do Do) UnitFacts(unit rules.UnitID, from, to rules.Date) (*rules.Facts, error) {
	f, err := do.Window(from, to)
	if err != nil {
		return nil, err
	}
	if err := do.StaffFacts(f, unit); err != nil {
		return nil, err
	}
	if f.Days, err = do.Tx.HomeDaysIn(unit, from, to); err != nil {
		return nil, fmt.Errorf("load who is at home: %w", err)
	}
	return f, nil
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
	levels, err := do.levels(f.Person)
	if err != nil {
		return nil, err
	}
	f.NoSuperior, f.NoneAbove = levels == 0, levels < 2 //nolint:mnd // one who decides, and one above
	return f, nil
}

// levels is how many seats stand above a person, vacant or not.
func (do Do) levels(person rules.Person) (int, error) {
	org := &rules.Org{Units: map[rules.UnitID]rules.Unit{}, People: map[rules.PersonID]rules.Person{person.ID: person}}
	if person.Unit != 0 {
		unit, err := do.Tx.Unit(person.Unit)
		if err != nil {
			return 0, fmt.Errorf("load the unit: %w", err)
		}
		up, err := do.Tx.Ancestors(person.Unit)
		if err != nil {
			return 0, fmt.Errorf("load the units above: %w", err)
		}
		for _, u := range append(up, unit) {
			org.Units[u.ID] = u
		}
	}
	authority, err := do.authority()
	if err != nil {
		return 0, err
	}
	if authority != 0 {
		if org.People[authority], err = do.Tx.Person(authority, do.Today); err != nil {
			return 0, fmt.Errorf("load the named authority: %w", err)
		}
		org.Authority = authority
	}
	return org.Levels(person.ID), nil
}

// Desk is where a request of the person is dealt with.
func (do Do) Desk(people ...rules.PersonID) (rules.Desk, error) {
	authority, err := do.authority()
	if err != nil {
		return rules.Desk{}, err
	}
	if authority != 0 {
		people = append(slices.Clone(people), authority)
	}
	org, err := do.Tx.OrgOf(do.Today, people...)
	if err != nil {
		return rules.Desk{}, fmt.Errorf("load the organisation: %w", err)
	}
	do.complete(org, authority)
	return rules.Desk{Org: org, Calendar: do.Calendar, Now: do.Now}, nil
}

// Org is the whole organisation, with the people named: what a change of the tree or
// of who holds power is judged by.
func (do Do) Org(people ...rules.PersonID) (*rules.Org, error) {
	authority, err := do.authority()
	if err != nil {
		return nil, err
	}
	if authority != 0 {
		people = append(slices.Clone(people), authority)
	}
	org, err := do.Tx.Org(do.Today, people...)
	if err != nil {
		return nil, fmt.Errorf("load the organisation: %w", err)
	}
	do.complete(org, authority)
	return org, nil
}

// complete adds what the configuration says of an organisation.
func (do Do) complete(org *rules.Org, authority rules.PersonID) {
	org.Consented, org.Zone, org.Authority = do.Consent.Version > 0, do.Calendar.Location, authority
}

// authority is who is named to decide above the top, 0 for nobody: also where the
// name is no staff's, as check says.
func (do Do) authority() (rules.PersonID, error) {
	if do.Authority == "" {
		return 0, nil
	}
	if id, ok := do.Tx.Kept(authorityKey{}).(rules.PersonID); ok {
		return id, nil
	}
	p, err := do.Tx.PersonByCode(do.Authority, do.Today)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return 0, fmt.Errorf("find the named authority: %w", err)
	}
	do.Tx.Keep(authorityKey{}, p.ID)
	return p.ID, nil
}

// authorityKey is the key of the named authority in what a transaction keeps.
type authorityKey struct{}
