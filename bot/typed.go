package bot

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tainha/rules"
	"tainha/store"
)

// typedButton finds the button that a typed text means: its words or the first
// of them, in any case and with or without diacritics, or its place counted from 1.
func (t *Turn) typedButton() (data string, ok bool, err error) {
	k, err := t.Tx.Keyboard(t.Chat)
	if err != nil || len(k.Keys) == 0 {
		return "", false, err
	}
	want := fold(t.in.Text)
	if want == "" {
		return "", false, nil
	}
	if data, ok := onlyKey(k.Keys, func(label string) bool { return label == want }); ok {
		return data, true, nil
	}
	if n, err := strconv.Atoi(want); err == nil && !k.Digits && n >= 1 && n <= len(k.Keys) {
		return k.Keys[n-1].Data, true, nil
	}
	begins := func(label string) bool { return strings.HasPrefix(label, want+" ") }
	if data, ok := onlyKey(k.Keys, begins); ok {
		return data, true, nil
	}
	var meant []string
	for _, key := range k.Keys {
		if begins(fold(key.Label)) {
			meant = append(meant, "«"+key.Label+"»")
		}
	}
	if len(meant) > 1 {
		return "", false, rules.Refuse("typed.several", "labels", strings.Join(meant, ", "))
	}
	return "", false, nil
}

// onlyKey finds the one button whose words fit; two that do are told apart by
// nobody, so neither is meant.
func onlyKey(keys []store.Key, means func(string) bool) (data string, ok bool) {
	for _, k := range keys {
		switch fits := means(fold(k.Label)); {
		case fits && ok && k.Data != data:
			return "", false
		case fits:
			data, ok = k.Data, true
		}
	}
	return data, ok
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
