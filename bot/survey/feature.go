// Package survey is the surveys' feature of the bot; Feature says what it holds.
package survey

import (
	"tainha/bot/chat"
	"tainha/pilot"
)

// Feature is the surveys of citizens and staff: waves, answers, results.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "survey",
		Commands: []chat.Command{cmdSurvey(), cmdAnswer()},
		Links:    []chat.Link{{Prefix: linkPrefix, Take: openLink}},
		Panels:   []chat.Panel{pulsePanel()},
		Objects: []chat.Object{
			{Kind: pilot.ObjectWave, Whose: chat.OfNobody, Name: nameWave},
			{Kind: posterKind, Whose: chat.OfUnit, May: posters, File: makePoster},
			{Kind: formKind, Whose: chat.OfUnit, May: posters, File: makeForm},
		},
	}
}
