package people

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/fold"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Profile is what a coordinator sees of a person.
type Profile struct {
	Person   rules.Person
	Unit     rules.Unit     // zero before the first posting
	Position rules.Position // as above
	Heads    []rules.Unit
	Invite   store.Invite // the last one, zero for none
	Planned  []Planned    // transfers to come
	Waiting  int          // requests of theirs that wait
	Deciding int          // requests that wait for them
	Away     []rules.Absence
	Given    []rules.Delegation // by them, not over
}

// Planned is a transfer that has not begun.
type Planned struct {
	From     rules.Date
	Unit     rules.Unit
	Position rules.Position
}

// Invited reports whether the last invitation can still be used.
func (f Profile) Invited(now time.Time) bool {
	return f.Invite.Used.IsZero() && now.Before(f.Invite.Expires)
}

// ProfileOf loads a person's profile, or store.ErrNotFound.
func ProfileOf(do pilot.Do, id rules.PersonID) (f Profile, err error) {
	today := do.Today
	if f.Person, err = do.Tx.Person(id, today); err != nil {
		return f, fmt.Errorf("load the person: %w", err)
	}
	if f.Person.Unit != 0 {
		if f.Unit, f.Position, err = Place(do.Tx, f.Person.Unit, f.Person.Position); err != nil {
			return f, err
		}
	}
	if err := planned(do, &f, today); err != nil {
		return f, err
	}
	heads, err := do.Tx.HeadOf(id)
	if err != nil {
		return f, fmt.Errorf("find the units headed: %w", err)
	}
	for _, unit := range heads {
		u, err := do.Tx.Unit(unit)
		if err != nil {
			return f, fmt.Errorf("load the unit: %w", err)
		}
		f.Heads = append(f.Heads, u)
	}
	if f.Invite, err = do.Tx.LastInvite(id); err != nil && !errors.Is(err, store.ErrNotFound) {
		return f, fmt.Errorf("find the invitation: %w", err)
	}
	err = profileWork(do, &f, today)
	return f, err
}

// planned fills the transfers to come.
func planned(do pilot.Do, f *Profile, today rules.Date) error {
	postings, err := do.Tx.Postings(f.Person.ID)
	if err != nil {
		return fmt.Errorf("load the postings: %w", err)
	}
	for _, x := range postings {
		if x.From <= today {
			continue
		}
		next := Planned{From: x.From}
		if next.Unit, next.Position, err = Place(do.Tx, x.Unit, x.Position); err != nil {
			return err
		}
		f.Planned = append(f.Planned, next)
	}
	return nil
}

// profileWork fills what waits, absences and delegations.
func profileWork(do pilot.Do, f *Profile, today rules.Date) error {
	var err error
	if f.Waiting, f.Deciding, err = do.Tx.CountOpen(f.Person.ID); err != nil {
		return fmt.Errorf("find what waits: %w", err)
	}
	if f.Away, err = do.Tx.Absences(f.Person.ID, today, today.AddDays(pilot.Horizon)); err != nil {
		return fmt.Errorf("find the absences: %w", err)
	}
	if f.Given, err = do.Tx.Delegations(f.Person.ID, today); err != nil {
		return fmt.Errorf("find the delegations: %w", err)
	}
	f.Given = slices.DeleteFunc(f.Given, func(d rules.Delegation) bool { return d.From != f.Person.ID })
	return nil
}

// Place is the unit and the position of a posting, each empty for 0.
func Place(tx *store.Tx, unit rules.UnitID, position rules.PositionID) (rules.Unit, rules.Position, error) {
	u, err := tx.Unit(unit)
	if err != nil {
		return u, rules.Position{}, fmt.Errorf("load the unit: %w", err)
	}
	x, err := tx.Position(position)
	if err != nil {
		return u, x, fmt.Errorf("load the position: %w", err)
	}
	return u, x, nil
}

// FindPeople finds people by name, code or phone number, exact names before
// near ones. A number tells whose it is, so it is for those who may know that.
func FindPeople(do pilot.Do, query string, limit int) ([]rules.Person, error) {
	number := digits(query)
	if len(number) >= 9 && !strings.ContainsFunc(query, func(r rune) bool { return r > '9' }) {
		found, err := do.Tx.PeopleByPhone("84"+strings.TrimPrefix(strings.TrimPrefix(number, "84"), "0"), do.Today)
		if err != nil {
			return nil, fmt.Errorf("look the number up: %w", err)
		}
		return found[:min(limit, len(found))], nil
	}
	return FindNamed(do, query, limit)
}

// FindGiven finds people whose given name it is, with or without its marks.
func FindGiven(do pilot.Do, given string, limit int) ([]rules.Person, error) {
	found, err := FindNamed(do, given, limit)
	return slices.DeleteFunc(found, func(x rules.Person) bool {
		name := fold.Text(x.Name)
		return !x.Active || name != fold.Text(given) && !strings.HasSuffix(name, " "+fold.Text(given))
	}), err
}

// FindNamed finds people by name or code only.
func FindNamed(do pilot.Do, query string, limit int) ([]rules.Person, error) {
	found, err := do.Tx.FindPeople(query, do.Today, limit)
	if err != nil {
		return nil, fmt.Errorf("find people: %w", err)
	}
	return found, nil
}
