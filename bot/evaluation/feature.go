// Package evaluation is the feature of the bot by which periods are scored; Feature says what it holds.
package evaluation

import "tainha/bot/chat"

// Feature is how people are scored, by what, and what it is made of.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "evaluation",
		Commands: []chat.Command{cmdScore(), cmdCriteria(), cmdPetition()},
		Objects:  []chat.Object{card(), scoreFile(), unitFiles(), inspectionFile()},
		Panels:   digestPanels(),
		Jobs:     []string{"scores"},
	}
}
