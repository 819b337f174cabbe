package jobs

import (
	"strconv"

	"tainha/pilot/privacy"
)

// privacy reminds the coordinators on working mornings of the requests about
// personal data whose legal deadline is near or over.
func remindPrivacy() Job {
	return Job{Name: "privacy", Spec: "0 8 * * *", Missed: Roll, Run: func(r *Run) error {
		return privacy.RemindData(r.Do(), strconv.FormatInt(r.Period.UnixMilli(), 10))
	}}
}
