package welcome

import (
	"tainha/bot/chat"
	"tainha/rules"
)

func cmdHelp() chat.Command {
	return chat.Command{
		Name: "help", Alias: "trogiup", Place: 150, Words: []string{"huong dan", "menu", "giup", "giup toi", "giup em"}, InMenu: true, Groups: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.NoData},
		BeforeConsent: true, KeepsFlow: true,
		Run: func(t *chat.Turn, _ string) error {
			if !t.Private() {
				return t.Say(rules.Msg("group.help"))
			}
			return t.Say(rules.Msg("help", "commands", helpLines(t)))
		},
	}
}

// helpLines lists the commands that the person may use, in their language.
func helpLines(t *chat.Turn) []rules.Message {
	var lines []rules.Message
	for _, c := range t.Commands() {
		if c.InMenu && t.Actor.Sees(c.Access) {
			lines = append(lines, rules.Msg("help.line", "command", "/"+c.NameIn(t.Lang), "what", rules.Msg("menu."+c.Name)))
		}
	}
	return lines
}
