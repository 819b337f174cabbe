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
				if int(p.Thing) >= len(things) {
					return t.Stale()
				}
				return t.Begin(things[p.Thing].command, things[p.Thing].args)
			}),
			allPress.On(rules.Access{Who: rules.Anyone, Over: rules.NoData}, nil, func(t *chat.Turn, _ allPressed) error {
				return t.Say(rules.Msg("help.all", "commands", helpLines(t)))
			}),
		},
	}
}

// firstPressed begins one of things; allPress lists every command.
type (
	firstPressed struct{ Thing uint8 }
	allPressed   struct{}
)

var (
	firstPress = chat.DefinePress[firstPressed]("h2")
	allPress   = chat.DefinePress[allPressed]("ha")
)

// thing is a command, with what would be typed behind it, and what its button says.
type thing struct{ command, args, label string }

// Places in things, which buttons carry: new ones come last.
const (
	askThing uint8 = iota
	daysThing
	leftThing
	waitingThing
	homeThing
	pilotThing
	findThing
	dataThing
	jobsThing
	auditThing
)

var things = [...]thing{
	askThing:     {"wfh", "", "first.wfh"},
	daysThing:    {"days", "", "first.days"},
	leftThing:    {"days", "balance", "first.balance"},
	waitingThing: {"approve", "", "first.approve"},
	homeThing:    {"team", "", "first.team"},
	pilotThing:   {"pilot", "", "first.pilot"},
	findThing:    {"people", "", "first.people"},
	dataThing:    {"mydata", "requests", "first.data"},
	jobsThing:    {"jobs", "", "first.jobs"},
	auditThing:   {"audit", "", "first.audit"},
}

// firstThings are the three things that somebody's roles do most; of several roles
// that which stands first here counts.
func firstThings(a rules.Actor) []uint8 {
	for _, x := range []struct {
		role   rules.Roles
		things []uint8
	}{
		{rules.Head, []uint8{waitingThing, homeThing, askThing}},
		{rules.Coordinator, []uint8{pilotThing, findThing, dataThing}},
		{rules.Operator, []uint8{jobsThing, askThing, daysThing}},
		{rules.Auditor, []uint8{auditThing, pilotThing, findThing}},
	} {
		if a.Sees(rules.Access{Who: x.role, Over: rules.NoData}) {
			return x.things
		}
	}
	return []uint8{askThing, daysThing, leftThing}
}

// opening is a text with the three things that the person's roles do most, and the
// rest one button away.
func opening(t *chat.Turn, text rules.Message) store.Screen {
	s := store.Screen{Text: text}
	for _, at := range firstThings(t.Actor) {
		for _, c := range t.Commands() {
			if c.Name == things[at].command && t.Actor.Sees(c.Access) {
				s.Rows = append(s.Rows, []store.Button{firstPress.Button(firstPressed{at}, things[at].label)})
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
