package register

import (
	"time"

	"tainha/pilot"
	"tainha/rules"
)

// CalendarReaders finds whose digest tells that the next year is not in the calendar: the
// coordinators, from October on once a month, in December once a week.
func CalendarReaders(do pilot.Do) (out []rules.PersonID, err error) {
	list, err := do.LinkedWithRole(rules.Coordinator)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		_, missing, err := calendarMissing(do, p)
		if err != nil {
			return nil, err
		}
		if missing {
			out = append(out, p)
		}
	}
	return out, nil
}

// CalendarMissing is the year that the coordinator who reads is to enter; missing is false
// where it is there, or they were told in this period.
func CalendarMissing(do pilot.Do) (year int, missing bool, err error) {
	return calendarMissing(do, do.By.Person)
}

func calendarMissing(do pilot.Do, reader rules.PersonID) (year int, missing bool, err error) {
	today := do.Today
	year = today.Year() + 1
	if today.Month() < time.October || !MissingYear(do.Calendar, year) {
		return year, false, nil
	}
	since := today.MonthStart()
	if today.Month() == time.December {
		since = max(since, today.Monday())
	}
	first, err := do.FirstSince(since, reader)
	return year, first, err
}
