// Package fold brings texts into the one form in which they are compared, whoever
// typed them and on whatever keyboard.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Text is a text as people compare it: lower case, đ as d, without diacritics,
// signs and pictures; its words and numbers stay, apart by one space.
func Text(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch r = unicode.ToLower(r); {
		case r == 'đ':
			b.WriteByte('d')
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Letters is Text without the spaces: headings and codes are written with and
// without.
func Letters(s string) string { return strings.ReplaceAll(Text(s), " ", "") }
