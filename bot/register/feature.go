// Package register is the register feature of the bot; Feature says what it holds.
package register

import (
	"tainha/bot/chat"
	"tainha/pilot"
)

// Feature is the register of the pilot (sổ thí điểm): units, positions, limits.
func Feature() chat.Feature {
	return chat.Feature{
		Name:     "register",
		Commands: []chat.Command{cmdPilot(), cmdCalendar()},
		Intents:  append(registerIntents(), calendarIntents()...),
		Panels:   []chat.Panel{digestPanel(), closePanel()},
		Objects: []chat.Object{
			unitCard(),
			{Kind: pilot.ObjectCalendar, Whose: chat.OfNobody, Name: chat.ByNumber},
			{Kind: pilot.ObjectPosition, Whose: chat.OfNobody, Name: chat.ByNumber},
			{Kind: pilot.ObjectPilot, Whose: chat.OfNobody, Name: chat.ByNumber},
		},
	}
}
