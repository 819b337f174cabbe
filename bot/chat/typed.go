package chat

import (
	"strconv"
	"strings"

	"tainha/fold"
	"tainha/rules"
	"tainha/store"
)

// typedButton finds the button that a typed text means: its words or the first
// of them, in any case and with or without diacritics, or its place counted
// from 1. A number means only what answered the person: a card that came by
// itself in between must not be decided by it.
func (t *Turn) typedButton() (data string, ok bool, err error) {
	keyboards, err := t.Tx.Keyboards(t.Chat)
	want := fold.Text(t.in.Text)
	if err != nil || want == "" {
		return "", false, err
	}
	for _, k := range keyboards {
		if n, err := strconv.Atoi(want); err == nil && k.Asked && !k.Digits && n >= 1 && n <= len(k.Keys) {
			return k.Keys[n-1].Data, true, nil
		}
	}
	for _, k := range keyboards {
		if data, ok := onlyKey(k.Keys, func(label string) bool { return label == want }); ok {
			t.unasked = !k.Asked
			return data, true, nil
		}
	}
	begins := func(label string) bool { return strings.HasPrefix(label, want+" ") }
	var meant []string
	for _, k := range keyboards {
		if data, ok := onlyKey(k.Keys, begins); ok {
			t.unasked = !k.Asked
			return data, true, nil
		}
		for _, key := range k.Keys {
			if begins(words(key.Label)) {
				meant = append(meant, "«"+key.Label+"»")
			}
		}
	}
	if len(meant) > 1 {
		return "", false, rules.Refuse("typed.several", "labels", strings.Join(meant, ", "))
	}
	return "", false, nil
}

// words is a label as it is typed: without the number before it.
func words(label string) string {
	folded := fold.Text(label)
	if number, rest, ok := strings.Cut(folded, " "); ok {
		if _, err := strconv.Atoi(number); err == nil {
			return rest
		}
	}
	return folded
}

// Agrees reports whether a typed text says yes: what people write instead of
// pressing the one button that goes on.
func Agrees(text string) bool {
	switch fold.Text(text) {
	case "ok", "oke", "okie", "vang", "da", "da vang", "vang a", "da duoc", "duoc", "u", "uh", "co", "dung", "dung roi", "dong y", "toi dong y",
		"gui", "gui di", "gui luon", "cam ket", "toi cam ket", "yes", "send", "agree", "i agree":
		return true
	}
	return false
}

// onlyKey finds the one button whose words fit; two that do are told apart by
// nobody, so neither is meant.
func onlyKey(keys []store.Key, means func(string) bool) (data string, ok bool) {
	for _, k := range keys {
		switch fits := means(words(k.Label)); {
		case fits && ok && k.Data != data:
			return "", false
		case fits:
			data, ok = k.Data, true
		}
	}
	return data, ok
}
