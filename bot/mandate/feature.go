// Package mandate is the feature of the bot by which heads name who else gives work; Feature
// says what it holds.
package mandate

import "tainha/bot/chat"

// Feature is who assigns and confirms for a head, or drafts what the head presses.
func Feature() chat.Feature {
	return chat.Feature{Name: "mandate", Commands: []chat.Command{cmdMandate()}, Intents: mandateIntents()}
}
