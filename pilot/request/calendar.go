package request

import (
	"fmt"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// CalendarButton is the data of the button that sends a person their own days as
// a file for the phone's calendar.
const CalendarButton = "ics"

// calendarRows offers that file below a notice that changes what it holds.
func calendarRows(notice string) [][]store.Button {
	if notice != "notice.approved" && notice != "notice.revoked" {
		return nil
	}
	return [][]store.Button{{{Label: rules.Msg("ics.update"), Data: CalendarButton}}}
}

// CalendarDay is a day that is, or was, agreed: what a phone's calendar shows.
type CalendarDay struct {
	rules.Slot
	Request   rules.RequestID
	Revision  int64 // grows with every change of the request
	Cancelled bool  // given up, taken back or become a day off after it was approved
}

// CalendarDays lists a person's approved days from a day to a day, and those
// that were given up since.
func CalendarDays(do pilot.Do, person rules.PersonID, from, to rules.Date) ([]CalendarDay, error) {
	requests, err := do.Tx.RequestsOf(person, from, to)
	if err != nil {
		return nil, fmt.Errorf("list the requests: %w", err)
	}
	var out []CalendarDay
	for _, r := range requests {
		revision, err := do.Tx.Revision(pilot.ObjectRequest, int64(r.ID))
		if err != nil {
			return nil, fmt.Errorf("find how often the request changed: %w", err)
		}
		for _, d := range r.Days {
			cancelled := d.State == rules.Cancelled || d.State == rules.Revoked || d.State == rules.Released
			if d.Date < from || d.Date > to || !cancelled && d.State != rules.Approved && d.State != rules.Done {
				continue
			}
			out = append(out, CalendarDay{Slot: d.Slot, Request: r.ID, Revision: revision, Cancelled: cancelled})
		}
	}
	return out, nil
}
