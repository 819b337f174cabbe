// Package request is the request feature of the bot; Feature says what it holds.
package request

import (
	"slices"

	"tainha/bot/chat"
	"tainha/pilot/request"
)

// Feature is days at home: asked for, decided, given up.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "request",
		Commands: []chat.Command{cmdWFH(), cmdDays(), cmdApprove(), cmdUndo(), cmdException()},
		Intents:  slices.Concat(daysIntents(), decideIntents(), otherIntents(), []chat.Intent{homeIntent()}),
		Objects:  append(daysFiles(), requestCard()),
		Jobs:     []string{"remind", "raise", "expire", "evening", "judge"},
		Panels:   digestPanels(),
		Lines:    decideLines,
		Meant:    ofWhatWaits,
		Returned: request.OfferAgain,
	}
}
