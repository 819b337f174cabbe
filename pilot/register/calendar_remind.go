package register

import (
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/rules"
)

// remindedDays is on how many working days a reminder can still be given, where the bot
// was down on the first of them.
const remindedDays = 3

// RemindCalendar tells the coordinators that the next year is not in the calendar: from
// October on once a month, in December once a week, early on its first working days.
func RemindCalendar(do pilot.Do) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	today := do.Today
	next := today.Year() + 1
	if today.Month() < time.October || !do.Calendar.IsWorking(today) || !MissingYear(do.Calendar, next) {
		return nil
	}
	since := today.MonthStart()
	if today.Month() == time.December {
		since = max(since, today.Monday())
	}
	n, err := do.Calendar.WorkingDays(since, today)
	if err != nil || n > remindedDays {
		return nil //nolint:nilerr // today is known to be worked; days before it that are not were no reminder's
	}
	return do.TellCoordinators(fmt.Sprintf("calendar:%d:%s", next, since), rules.Msg("notice.calendar.missing", "year", next), 0)
}
