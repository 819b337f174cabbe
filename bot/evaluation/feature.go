// Package evaluation is the feature of the bot by which periods are scored; Feature says what it holds.
package evaluation

import (
	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
)

// Feature is how people are scored, by what, and what it is made of.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "evaluation",
		Commands: []chat.Command{cmdScore(), cmdCriteria(), cmdPetition()},
		Intents: []chat.Intent{{Words: &chat.Words{Name: "score", In: reply.OfScore}, Access: pilot.ReadScores.Access, Answers: true,
			Take: func(t *chat.Turn, _ chat.Saying) error { return showHome(t, backPress{}) }}},
		Objects: []chat.Object{card(), scoreFile(), unitFiles(), inspectionFile()},
		Panels:  digestPanels(),
		Jobs:    []string{"scores"},
	}
}
