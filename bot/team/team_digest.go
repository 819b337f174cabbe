package team

import (
	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/team"
	"tainha/rules"
	"tainha/store"
)

// digestPanel says once a month where the boards of units go.
func digestPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "groups", Order: 95, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Coordinator | rules.Head, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			m, some, err := team.Groups(v.Do(), v.Reader.Roles.Has(rules.Coordinator))
			if err != nil || !some {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: m, Rows: [][]store.Button{{v.Opens("team", "digest.groups.open")}}}, nil
		},
	}
}
