package jobs

import "strconv"

// privacy reminds the coordinators on working mornings of the requests about
// personal data whose legal deadline is near or over.
func privacy() Job {
	return Job{Name: "privacy", Spec: "0 8 * * *", Missed: Roll, Run: func(r *Run) error {
		return r.Pilot.RemindData(r.Tx, r.Now, strconv.FormatInt(r.Period.UnixMilli(), 10))
	}}
}
