package chat

import (
	"tainha/rules"
)

func CmdCancel() Command {
	return Command{
		Name: "cancel", Alias: "huy", Place: 160, InMenu: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true},
		BeforeConsent: true, KeepsFlow: true,
		Run: func(t *Turn, _ string) error {
			if t.conv.Flow == "" {
				return t.Say(rules.Msg("cancel.nothing"))
			}
			if err := t.endFlow(); err != nil {
				return err
			}
			return t.sayOver(rules.Msg("stopped"))
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
	}
}
