package chat

import (
	"strings"

	"tainha/fold"
	"tainha/rules"
)

// How much is listed and kept, wherever people choose or write.
const (
	Listed   = 8   // things of a list shown at once
	MaxName  = 120 // characters of a name, a query, a heading
	MaxNote  = 500 // characters of a note, a reason
	Farthest = 400 // days from today that boards, months and buttons reach
)

// PageOf cuts a list into pages and returns one of them, the first for a number
// that there is not.
func PageOf[T any](list []T, page, size int) (part []T, pages int) {
	pages = max((len(list)+size-1)/size, 1)
	if page < 0 || page >= pages {
		page = 0
	}
	return list[page*size : min((page+1)*size, len(list))], pages
}

// UnitNames is the names of units on one line.
func UnitNames(units []rules.Unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return strings.Join(names, ", ")
}

// Fitting picks what has the code, or else the words in its name; no words fit
// everything.
func Fitting[T any](all []T, query string, of func(T) (code, name string)) []T {
	want := fold.Text(query)
	var out []T
	for _, x := range all {
		code, name := of(x)
		switch {
		case want != "" && fold.Text(code) == want:
			return []T{x}
		case strings.Contains(fold.Text(name), want):
			out = append(out, x)
		}
	}
	return out
}
