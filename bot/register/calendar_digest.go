package register

import (
	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// digestPanel tells coordinators that the next year's calendar is missing.
func digestPanel() chat.Panel {
	return chat.Panel{
		Host: pilot.PlaceDigest, Name: "calendar", Order: 20, Whose: chat.OfPerson, May: []rules.Access{{Who: rules.Coordinator, Over: rules.Own}},
		Show: func(v chat.View, _ int64) (chat.Shown, error) {
			year, missing, err := register.CalendarMissing(v.Do())
			if err != nil || !missing {
				return chat.Shown{}, err
			}
			return chat.Shown{Text: rules.Msg("notice.calendar.missing", "year", year), Rows: [][]store.Button{{v.Opens("calendar", "digest.calendar.open")}}}, nil
		},
	}
}
