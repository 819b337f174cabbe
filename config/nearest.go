package config

import (
	"strings"

	"github.com/hbollon/go-edlib"
)

// didYouMean is "; did you mean NAME?" for the known name nearest to a
// misspelt one, "; known: …" when none is near and the list is short, else "".
func didYouMean(word string, known []string) Said {
	best, bestAt := len(word)/2+1, -1
	for i, name := range known {
		if d := edlib.LevenshteinDistance(strings.ToLower(word), name); d < best {
			best, bestAt = d, i
		}
	}
	switch {
	case bestAt >= 0:
		return Say("; did you mean %s?", known[bestAt])
	case len(known) > 0 && len(known) <= 12:
		return Say("; known: %s", strings.Join(known, ", "))
	}
	return Say("")
}
