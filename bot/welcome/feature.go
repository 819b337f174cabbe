// Package welcome is the welcome feature of the bot; Feature says what it holds.
package welcome

import (
	"tainha/bot/chat"
)

// Feature is how people come in, choose a language, find their way and leave off.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "welcome",
		Commands: []chat.Command{cmdStart(), chat.CmdResume(), cmdLanguage(), cmdHelp(), chat.CmdCancel()},
		Intents:  append(smallTalk(), planIntent(), languageIntent()),
		Gate:     ready,
		Contact:  sharedNumber,
	}
}
