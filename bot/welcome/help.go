package welcome

import (
	"tainha/bot/chat"
	"tainha/rules"
	"tainha/store"
)

func cmdHelp() chat.Command {
	return chat.Command{
		Name: "help", Alias: "trogiup", Place: 150, InMenu: true, Groups: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.NoData},
		BeforeConsent: true, KeepsFlow: true,
		Run: func(t *chat.Turn, _ string) error {
			if !t.Private() {
				return t.Say(rules.Msg("group.help"))
			}
			return t.Send(opening(t, rules.Msg("help")))
		},
		Presses: []chat.Presser{
			firstPress.On(rules.Access{Who: rules.Anyone, Over: rules.NoData}, nil, func(t *chat.Turn, p firstPressed) error {
				return t.Begin(int(p.Place))
			}),
			allPress.On(rules.Access{Who: rules.Anyone, Over: rules.NoData}, nil, func(t *chat.Turn, _ allPressed) error {
				return t.Say(rules.Msg("help.all", "commands", helpLines(t)))
			}),
		},
	}
}

// firstPressed begins the command at a place of the menu; allPressed lists them all.
type (
	firstPressed struct{ Place uint8 }
	allPressed   struct{}
)

var (
	firstPress = chat.DefinePress[firstPressed]("h1")
	allPress   = chat.DefinePress[allPressed]("ha")
)

// thing is a command with what its button says.
type thing struct{ command, label string }

var (
	homeThing  = thing{"wfh", "first.wfh"}
	daysThing  = thing{"days", "first.days"}
	findThing  = thing{"people", "first.people"}
	pilotThing = thing{"pilot", "first.pilot"}
)

// firstThings are the three things that somebody's roles do most; of several roles
// that which stands first here counts.
func firstThings(a rules.Actor) []thing {
	for _, x := range []struct {
		role   rules.Roles
		things []thing
	}{
		{rules.Head, []thing{{"approve", "first.approve"}, {"team", "first.team"}, daysThing}},
		{rules.Coordinator, []thing{findThing, pilotThing, {"exception", "first.exception"}}},
		{rules.Operator, []thing{{"jobs", "first.jobs"}, homeThing, daysThing}},
		{rules.Auditor, []thing{{"audit", "first.audit"}, pilotThing, findThing}},
	} {
		if a.Sees(rules.Access{Who: x.role, Over: rules.NoData}) {
			return x.things
		}
	}
	return []thing{homeThing, daysThing, {"leave", "first.leave"}}
}

// opening is a text with the three things that the person's roles do most, and the
// rest one button away.
func opening(t *chat.Turn, text rules.Message) store.Screen {
	s := store.Screen{Text: text}
	for _, thing := range firstThings(t.Actor) {
		for _, c := range t.Commands() {
			if c.Name == thing.command && t.Actor.Sees(c.Access) {
				s.Rows = append(s.Rows, []store.Button{firstPress.Button(firstPressed{uint8(c.Place)}, thing.label)})
			}
		}
	}
	s.Rows = append(s.Rows, []store.Button{allPress.Button(allPressed{}, "help.more")})
	return s
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
