// Package intake is the feature of the bot that takes tables which people send; what they hold is
// other features'. Feature says what it holds.
package intake

import "tainha/bot/chat"

// Feature is tables: what kind one is, which of its columns means what, what it would change.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "intake",
		Commands: []chat.Command{cmdFiles()},
		Objects:  []chat.Object{intakeFile()},
		Document: takeFile,
	}
}
