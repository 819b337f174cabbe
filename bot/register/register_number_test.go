package register

import (
	"reflect"
	"testing"
	"time"

	"tainha/locale"
	"tainha/phrase"
	"tainha/pilot/register"
	"tainha/rules"
)

// A number of the register has its words in both languages, and what its buttons
// offer can be read: a row that is added to the table without them is red.
func TestEveryNumberOfTheRegisterHasItsWordsAndItsForm(t *testing.T) {
	t.Parallel()
	texts, err := locale.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	said := func(m rules.Message) {
		for _, lang := range []string{"vi", "en"} {
			if _, err := texts.Plain(lang, m); err != nil {
				t.Error(err)
			}
		}
	}
	now := rules.DefaultPolicy()
	for _, n := range register.Numbers() {
		row := n.Row()
		said(n.Line(now))
		said(rules.Msg("number.button." + row.Key))
		typed := append([]string{}, row.Quick...)
		switch {
		case row.Form == rules.FormPresence: // a step of its own
			continue
		case row.IsLimit():
			typed = append(typed, "không giới hạn")
		case row.Form == rules.FormLoad:
			typed = append(typed, "8")
		}
		said(rules.Msg("number.hint." + row.Key))
		if len(typed) == 0 {
			t.Errorf("the register reads nothing for %s", row.Key)
		}
		for _, text := range typed {
			var c rules.PolicyChange
			if err := readNumber(n, phrase.NewEntry(phrase.Context{}, text), now, &c); err != nil {
				t.Errorf("%q is no value of %s: %v", text, row.Key, err)
				continue
			}
			after := c.On(now)
			if want := reflect.TypeOf(row.Get(now)); reflect.TypeOf(row.Get(after)) != want {
				t.Errorf("%q of %s is read as %T", text, row.Key, row.Get(after))
			}
			for _, other := range rules.Numbers() {
				if other.ID != row.ID && !other.Same(now, after) {
					t.Errorf("%q of %s changes %s", text, row.Key, other.Key)
				}
			}
			said(n.Line(after))
		}
	}
	var c rules.PolicyChange
	for _, wrong := range []rules.NumberID{0, 9, 99} {
		if row := register.Number(wrong).Row(); row.NotInRegister == "" && row.Key != "" {
			t.Errorf("%s is in the register", row.Key)
		}
	}
	if err := readNumber(99, phrase.NewEntry(phrase.Context{}, "1"), now, &c); err == nil {
		t.Error("a number of no row was read")
	}
}
