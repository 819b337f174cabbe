package bot

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// typedButton finds the button that a typed text means: its words, in any case
// and with or without diacritics, or its place counted from 1.
func (t *Turn) typedButton() (data string, ok bool, err error) {
	k, err := t.Tx.Keyboard(t.Chat)
	if err != nil || len(k.Keys) == 0 {
		return "", false, err
	}
	want := fold(t.in.Text)
	if want == "" {
		return "", false, nil
	}
	for _, key := range k.Keys {
		if fold(key.Label) == want {
			return key.Data, true, nil
		}
	}
	if n, err := strconv.Atoi(want); err == nil && !k.Digits && n >= 1 && n <= len(k.Keys) {
		return k.Keys[n-1].Data, true, nil
	}
	return "", false, nil
}

// fold is a text as people compare it: lower case, without diacritics, marks
// and pictures; words and numbers stay, apart by one space.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
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
