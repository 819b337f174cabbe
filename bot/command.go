package bot

import (
	"tainha/phrase"
	"tainha/rules"
	"tainha/store"
)

// Command is one thing people can ask for. Everything that belongs to it stands
// in one file: its names, who may use it, its flow, buttons, cards and sentences.
type Command struct {
	Name   string   // English, as in /wfh; the menu text is the message "menu.NAME"
	Words  []string // what people call it, folded: "huong dan"
	Alias  string   // Vietnamese without diacritics, as in /tainha
	Access rules.Access
	InMenu bool
	// Groups says that it may be used in a group, where nothing personal is shown.
	Groups bool
	// BeforeConsent says that it may be used before the data notice was agreed to.
	BeforeConsent bool
	// KeepsFlow says that it leaves the open flow as it is.
	KeepsFlow bool
	Run       func(t *Turn, args string) error

	Flows   []conversation
	Presses []presser
	Cards   []Card
	Files   []File
	// Intent is what kind of sentence starts the command filled in; nil: none.
	Intent func(t *Turn, r phrase.Reading) (taken bool, err error)
	// Eager says that Intent knows words of its own, and is asked before others.
	Eager bool
}

// Card renders an object for one reader at the moment of sending.
type Card struct {
	Kind   string
	Render func(v View, ref store.Ref) (store.Screen, error)
}

// commands is the list: a new command is one new file and one line here. It
// also makes the menus and the help.
func (b *Bot) commands() []Command {
	return []Command{
		b.cmdStart(),
		b.cmdWFH(),
		b.cmdDays(),
		b.cmdTeam(),
		b.cmdLeave(),
		b.cmdApprove(),
		b.cmdDelegate(),
		b.cmdException(),
		b.cmdPeople(),
		b.cmdPilot(),
		b.cmdResume(),
		b.cmdMyData(),
		b.cmdAudit(),
		b.cmdLanguage(),
		b.cmdJobs(),
		b.cmdHelp(),
		b.cmdCancel(),
	}
}
