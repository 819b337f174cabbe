package chat

import "tainha/rules"

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
