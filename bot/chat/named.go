package chat

import (
	"strings"

	"tainha/fold"
)

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
