// Package ops is the ops feature of the bot; Feature says what it holds.
package ops

import (
	"tainha/bot/chat"
)

// Feature is what keeps the bot running.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "ops",
		Commands: []chat.Command{cmdJobs()},
		Objects:  []chat.Object{{Kind: objectJob, Whose: chat.OfNobody, Name: chat.ByNumber}},
		Jobs:     []string{"backup"},
	}
}
