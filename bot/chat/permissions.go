package chat

import (
	"maps"
	"slices"
	"strings"

	"tainha/rules"
)

// Permission is what one entry point declares: who may use it, on whose data.
type Permission struct {
	Kind   string // command, button, start (of a flow by a link or contact)
	Name   string
	Of     string // the command that a button belongs to
	Access rules.Access
}

// Permissions lists every entry point with its declaration, for the document
// and the test that walks them all.
func (b *Bot) Permissions() []Permission {
	var out []Permission
	for _, c := range b.list {
		out = append(out, Permission{"command", c.Name, c.Name, c.Access})
		presses := slices.SortedFunc(slices.Values(c.Presses), func(x, y Presser) int { return strings.Compare(x.name(), y.name()) })
		for _, p := range presses {
			out = append(out, Permission{"button", p.name(), c.Name, p.access()})
		}
	}
	return out
}

// Objects lists the kinds of objects that the features declare.
func (b *Bot) Objects() []string { return slices.Sorted(maps.Keys(b.objects)) }
