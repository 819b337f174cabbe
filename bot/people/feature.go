// Package people is the people feature of the bot; Feature says what it holds.
package people

import (
	"tainha/bot/chat"
	"tainha/pilot/intake"
)

// Feature is who works where, as what, with which account.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "people",
		Commands: []chat.Command{cmdPeople()},
		Intents:  []chat.Intent{findIntent(), orderIntent()},
		Objects:  []chat.Object{personCard(), powerCard(), rosterFile()},
		Tables:   []intake.Kind{rosterTable()},
		Panels:   []chat.Panel{digestPanel()},
	}
}
