package chat

import (
	"fmt"
	"strings"

	"tainha/fold"
	"tainha/rules"
)

func UnitNames(units []rules.Unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return strings.Join(names, ", ")
}

// Units lists the active units that fit what was typed.
func (t *Turn) Units(query string) ([]rules.Unit, error) {
	all, err := t.Tx.Units()
	if err != nil {
		return nil, fmt.Errorf("load the units: %w", err)
	}
	return Fitting(all, query, func(u rules.Unit) (string, string, bool) { return u.Code, u.Name, u.Active }), nil
}

// Fitting picks what has the code, or else the words in its name; no words fit
// everything.
func Fitting[T any](all []T, query string, of func(T) (code, name string, open bool)) []T {
	want := fold.Text(query)
	var out []T
	for _, x := range all {
		code, name, open := of(x)
		switch {
		case !open:
		case want != "" && fold.Text(code) == want:
			return []T{x}
		case strings.Contains(fold.Text(name), want):
			out = append(out, x)
		}
	}
	return out
}
