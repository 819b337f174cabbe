package phrase

import (
	"strings"

	"tainha/rules"
)

// Notation writes the reading as the two columns of testdata/dates-vi.tsv.
// Several wishes are joined by '+' in both columns, in the same order:
// "cancel+home", "2026-11-26+2026-11-27". A part without such days is left out;
// the order is invalid, past, closed, then the days or what is asked.
func (r Reading) Notation() (intent, expect string) {
	intents := make([]string, len(r.Wishes))
	expects := make([]string, len(r.Wishes))
	for i, w := range r.Wishes {
		intents[i] = string(w.Intent)
		expects[i] = w.notation()
		if w.From != nil {
			expects[i] = w.From.notation() + ">" + expects[i]
		}
	}
	return strings.Join(intents, "+"), strings.Join(expects, "+")
}

// Explain is Notation as one line: intent, a tab, the days.
func (r Reading) Explain() string {
	intent, expect := r.Notation()
	return intent + "\t" + expect
}

func (s *Selection) notation() string {
	var parts []string
	if len(s.Invalid) > 0 {
		parts = append(parts, "invalid")
	}
	if len(s.Past) > 0 {
		parts = append(parts, "past:"+joinSlots(s.Past))
	}
	if len(s.Closed) > 0 {
		parts = append(parts, "closed:"+joinSlots(s.Closed))
	}
	switch {
	case len(s.Options) > 0:
		options := make([]string, len(s.Options))
		for i, o := range s.Options {
			options[i] = joinSlots(o)
		}
		parts = append(parts, "ask:"+strings.Join(options, "|"))
	case s.Open:
		parts = append(parts, "ask")
	case len(s.Days) > 0 && len(s.Doubts) > 0:
		parts = append(parts, "~"+joinSlots(s.Days))
	case len(s.Days) > 0:
		parts = append(parts, joinSlots(s.Days))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ";")
}

func joinSlots(slots []rules.Slot) string {
	words := make([]string, len(slots))
	for i, s := range slots {
		words[i] = s.String()
	}
	return strings.Join(words, ",")
}
