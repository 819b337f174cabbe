package chat

import (
	"fmt"
	"strings"

	"tainha/fold"
	"tainha/rules"
)

// Texts is somebody's language: a Turn's or a View's.
type Texts interface {
	Text(m rules.Message) (string, error)
}

// Wording turns messages into the plain texts of a picture; the first error is kept.
type Wording struct {
	Texts
	Err error
}

// Word is a message as plain text, empty once one could not be had.
func (w *Wording) Word(m rules.Message) string {
	s, err := w.Text(m)
	if err != nil && w.Err == nil {
		w.Err = err
	}
	return s
}

// Key is Word for a message without arguments.
func (w *Wording) Key(key string) string { return w.Word(rules.Msg(key)) }

// FileName keeps what every system allows in a file's name.
func FileName(s string) string {
	return strings.ReplaceAll(fold.Text(s), " ", "-")
}

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

// TakeOne takes the only one that a typed text found. It refuses a text that found none,
// under the key unknown; of several the text is kept in query, by which they are offered.
func TakeOne[T any](found []T, typed, unknown string, query *string, take func(T) (next string, err error)) (string, error) {
	short := Short(typed, MaxName)
	switch len(found) {
	case 0:
		return Stay, rules.Refuse(unknown, "query", short)
	case 1:
		return take(found[0])
	}
	*query = short
	return Stay, nil
}

// UnitOf is the name of the unit in which somebody works, which tells people of one name
// apart; empty for who works in none.
func (t *Turn) UnitOf(p rules.Person) (string, error) {
	if p.Unit == 0 {
		return "", nil
	}
	unit, err := t.Tx.Unit(p.Unit)
	if err != nil {
		return "", fmt.Errorf("tell people apart: %w", err)
	}
	return unit.Name, nil
}

// Named tells which of some full names are meant by a given name in a text: those
// that bear it, and of these those of which the text says most ("Lê Bình", where two
// are called Bình). More than one is still several people.
func Named(text, given string, names []string) (which []int) {
	said := " " + fold.Text(text) + " "
	most := 0
	for i, name := range names {
		words := strings.Fields(fold.Text(name))
		n := 0
		for k := len(words) - 1; k >= 0 && strings.Contains(said, " "+strings.Join(words[k:], " ")+" "); k-- {
			n = len(words) - k
		}
		switch {
		case len(words) == 0 || words[len(words)-1] != fold.Text(given):
		case n > most:
			most, which = n, []int{i}
		case n == most:
			which = append(which, i)
		}
	}
	return which
}
