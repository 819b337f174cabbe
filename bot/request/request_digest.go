package request

import (
	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// digestPanels are what requests say in a digest: what waits for a decision, who is at
// home today.
func digestPanels() []chat.Panel {
	own := []rules.Access{{Who: rules.Head, Over: rules.Own}}
	return []chat.Panel{
		{
			Host: pilot.PlaceDigest, Name: "waiting", Order: 10, Whose: chat.OfPerson, May: own,
			Show: func(v chat.View, _ int64) (chat.Shown, error) {
				n, err := request.WaitingHere(v.Do())
				if err != nil || n == 0 {
					return chat.Shown{}, err
				}
				return chat.Shown{Text: rules.Msg("digest.waiting", "n", n), Rows: [][]store.Button{{v.Opens("approve", "digest.waiting.open", "n", n)}}}, nil
			},
		},
		{
			Host: pilot.PlaceDigest, Name: "home", Order: 90, Whose: chat.OfPerson, May: own,
			Show: func(v chat.View, _ int64) (chat.Shown, error) {
				blocks, err := request.HomeToday(v.Do())
				if err != nil || len(blocks) == 0 {
					return chat.Shown{}, err
				}
				return chat.Shown{Text: rules.Msg("morning", "units", blocks)}, nil
			},
		},
	}
}
