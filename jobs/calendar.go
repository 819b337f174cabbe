package jobs

import "tainha/pilot/register"

// calendar tells the coordinators from October on that next year's calendar is missing,
// until it is entered.
func calendar() Job {
	return Job{Name: "calendar", Spec: "0 8 * 10-12 *", Missed: Roll, Run: func(r *Run) error { return register.RemindCalendar(r.Do()) }}
}
