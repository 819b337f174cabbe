package team

import (
	"tainha/bot/chat"
)

// Feature is who is where: a unit, all units, a group chat.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "team",
		Commands: []chat.Command{cmdTeam()},
		Intents:  []chat.Intent{teamIntent()},
		Objects:  teamPictures(),
		Jobs:     []string{"board"},
	}
}
