package bot

import (
	"errors"
	"fmt"
	"strings"

	"tainha/rules"
	"tainha/store"
)

// aboutPerson names whom a person's card concerns, for the access check.
func (t *Turn) aboutPerson(id rules.PersonID) (rules.Subject, error) {
	person, err := t.Tx.Person(id, t.Today)
	if errors.Is(err, store.ErrNotFound) {
		return rules.Subject{}, rules.Refuse("press.stale")
	}
	if err != nil {
		return rules.Subject{}, fmt.Errorf("load the person: %w", err)
	}
	return t.Pilot.Subject(t.Tx, id, person.Unit)
}

func unitNames(units []rules.Unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return strings.Join(names, ", ")
}

// units lists the active units that fit what was typed.
func (t *Turn) units(query string) ([]rules.Unit, error) {
	all, err := t.Tx.Units()
	if err != nil {
		return nil, fmt.Errorf("load the units: %w", err)
	}
	return fitting(all, query, func(u rules.Unit) (string, string, bool) { return u.Code, u.Name, u.Active }), nil
}

// fitting picks what has the code, or else the words in its name; no words fit
// everything.
func fitting[T any](all []T, query string, of func(T) (code, name string, open bool)) []T {
	want := fold(query)
	var out []T
	for _, x := range all {
		code, name, open := of(x)
		switch {
		case !open:
		case want != "" && fold(code) == want:
			return []T{x}
		case strings.Contains(fold(name), want):
			out = append(out, x)
		}
	}
	return out
}
