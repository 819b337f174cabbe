package people

import (
	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// digestPanel tells coordinators once a week who has not linked an account.
func digestPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "unlinked", Order: 30, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Coordinator, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			m, some, err := people.Unlinked(v.Do())
			if err != nil || !some {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: m, Rows: [][]store.Button{{v.Opens("people", "digest.unlinked.open")}}}, nil
		},
	}
}
