package jobs

import "tainha/pilot/team"

// callback shows heads that somebody whom they called back to the office has not
// answered in time.
func callback() Job {
	return Job{Name: "callback", Spec: "* * * * *", Missed: Roll, Run: func(r *Run) error { return team.ShowUnanswered(r.Do()) }}
}
