// Package notify is the notify feature of the bot; Feature says what it holds.
package notify

import (
	"tainha/bot/chat"
)

// Feature is what people hear unasked: the day's one digest, and how much they want.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "notify",
		Commands: []chat.Command{cmdSettings()},
		Intents:  []chat.Intent{quietIntent()},
		Objects:  []chat.Object{digestCard()},
		Jobs:     []string{"digest"},
	}
}
