package chat

import (
	"maps"
	"slices"
	"strings"

	"tainha/rules"
)

// Command is one thing people can ask for. Everything that belongs to it stands
// in one file: its names, who may use it, its flows and buttons.
type Command struct {
	Name   string   // English, as in /wfh; the menu text is the message "menu.NAME"
	Words  []string // what people call it, folded: "huong dan"
	Alias  string   // Vietnamese without diacritics, as in /tainha
	Access rules.Access
	Place  int // where it stands in menus and the help, from the top: no two in one
	InMenu bool
	// Groups says that it may be used in a group, where nothing personal is shown.
	Groups bool
	// BeforeConsent says that it may be used before the data notice was agreed to.
	BeforeConsent bool
	// KeepsFlow says that it leaves the open flow as it is.
	KeepsFlow bool
	Run       func(t *Turn, args string) error

	Flows   []Conversation
	Presses []Presser
}

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

// CmdCancel leaves what is open, for good.
func CmdCancel() Command {
	return Command{
		Name: "cancel", Alias: "huy", Place: 160, InMenu: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true},
		BeforeConsent: true, KeepsFlow: true,
		Flows: []Conversation{typedFlow()},
		Run: func(t *Turn, _ string) error {
			f, known := t.b.flows[t.conv.Flow]
			if !known {
				return t.Say(rules.Msg("cancel.nothing"))
			}
			return f.stop(t, t.conv)
		},
	}
}

// CmdResume shows the open question again, or takes up the one that another
// command replaced.
func CmdResume() Command {
	return Command{
		Name: "resume", Alias: "tiep", Place: 100, InMenu: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true},
		BeforeConsent: true, KeepsFlow: true,
		Run: func(t *Turn, _ string) error {
			f, known := t.b.flows[t.conv.Flow]
			if !known {
				return t.Say(rules.Msg("resume.nothing"))
			}
			if may, err := t.b.mayGoOn(t, f); err != nil || !may {
				return err
			}
			return f.again(t, t.conv)
		},
		Presses: []Presser{
			restKey.On(rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true}, AboutSelf[restPress], beginRest),
		},
	}
}
