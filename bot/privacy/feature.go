// Package privacy is the privacy feature of the bot; Feature says what it holds.
package privacy

import (
	"tainha/bot/chat"
)

// Feature is what people can do about their data, and what was done with it.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "privacy",
		Commands: []chat.Command{cmdMyData(), cmdAudit()},
		Intents:  []chat.Intent{inboxIntent()},
		Objects:  []chat.Object{dataCard(), myDataFile()},
		Jobs:     []string{"privacy", "retention", "audit"},
	}
}
