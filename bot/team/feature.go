// Package team is the team feature of the bot; Feature says what it holds.
package team

import (
	"tainha/bot/chat"
	"tainha/pilot/team"
)

// Feature is who is where: a unit, all units, a group chat.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "team",
		Commands: []chat.Command{cmdTeam(), cmdCallback()},
		Intents:  append(answersIntents(), teamIntent(), allUnitsIntent(), roomIntent(), callbackIntent()),
		Objects:  append(teamPictures(), callCard(), groupCard(), weekListFile(), timeSheetFile()),
		Panels:   []chat.Panel{digestPanel()},
		Jobs:     []string{"board", "callback"},
		Removed:  team.GroupLost,
		Shut:     team.GroupShut,
	}
}
