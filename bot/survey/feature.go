// Package survey is the surveys' feature of the bot; Feature says what it holds.
package survey

import (
	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/intake"
	surveys "tainha/pilot/survey"
)

// Feature is the surveys of citizens and staff: waves, answers, results; and what the pilot is judged by.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "survey",
		Commands: []chat.Command{cmdSurvey(), cmdIndicators(), cmdAnswer()},
		Tables:   []intake.Kind{surveys.MonthTable()},
		Links:    []chat.Link{{Prefix: linkPrefix, Take: openLink}},
		Panels:   []chat.Panel{pulsePanel()},
		Objects: []chat.Object{
			{Kind: pilot.ObjectIndicator, Whose: chat.OfNobody, Name: nameIndicator},
			{Kind: pilot.ObjectWave, Whose: chat.OfNobody, Name: nameWave},
			{Kind: posterKind, Whose: chat.OfUnit, May: posters, File: makePoster},
			{Kind: formKind, Whose: chat.OfUnit, May: posters, File: makeForm},
		},
	}
}
