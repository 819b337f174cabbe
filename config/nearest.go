package config

import (
	"slices"
	"strings"
)

// didYouMean is "; did you mean NAME?" for the known name nearest to a
// misspelt one, "; known: …" when none is near and the list is short, else "".
func didYouMean(word string, known []string) string {
	best, bestAt := len(word)/2+1, -1
	for i, name := range known {
		if d := editDistance(strings.ToLower(word), name); d < best {
			best, bestAt = d, i
		}
	}
	switch {
	case bestAt >= 0:
		return "; did you mean " + known[bestAt] + "?"
	case len(known) > 0 && len(known) <= 12:
		return "; known: " + strings.Join(known, ", ")
	}
	return ""
}

// editDistance counts the insertions, deletions and substitutions between two
// words (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], slices.Min([]int{diagonal + cost, row[j] + 1, row[j+1] + 1})
		}
	}
	return row[len(b)]
}
