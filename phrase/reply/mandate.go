package reply

import "strings"

// The classes of words.tsv that tell what somebody may do about work.
const (
	classMandateGives  = "mandate.gives"
	classMandateDrafts = "mandate.drafts"
	classMandateTo     = "mandate.to"
	classMandateUntil  = "mandate.until"
	classMandateFrom   = "mandate.from"
)

// Mandate is the power over work that a text gives to somebody.
type Mandate struct {
	Name   string // as it stands there
	Until  string // the words that may tell until when, empty for none
	Drafts bool   // they draft what is then pressed
}

// MandateIn takes apart what follows the words that hand power over: "Lan giao việc thay tôi đến 31/12", "giao việc cho
// Lan". ok is whether it is power over work.
func MandateIn(s string) (m Mandate, ok bool) {
	t := newText(s)
	for i := range t.words {
		n := t.at(i, classMandateGives)
		if n == 0 {
			n = t.at(i, classMandateDrafts)
			m.Drafts = n > 0
		}
		if n == 0 {
			continue
		}
		until, day := len(t.words), len(t.words)
		for j := i + n; j < len(t.words); j++ {
			k := t.at(j, classMandateUntil)
			if k > 0 || t.at(j, classMandateFrom) > 0 {
				until, day = j, j+k
				break
			}
		}
		name := t.words[:i]
		if i == 0 { // it is said behind the work whose it is
			name = nil
			for j := n; j < until; j++ {
				if k := t.at(j, classMandateTo); k > 0 {
					name = t.words[j+k : until]
					break
				}
			}
		}
		m.Name = strings.Join(name, " ")
		if day < len(t.words) { // as it is typed: a date is more than its words
			m.Until = s[strings.LastIndex(s, t.words[until]):]
			m.Until = strings.TrimSpace(strings.TrimPrefix(m.Until, strings.Join(t.words[until:day], " ")))
		}
		return m, true
	}
	return Mandate{}, false
}
