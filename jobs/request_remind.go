package jobs

import "tainha/rules"

// remind sends approvers the cards of requests that have waited for them long
// enough, once each, in working hours.
func remind() Job {
	return Job{Name: "remind", Spec: "* * * * *", Missed: Roll, Run: walkAll(rules.StepRemind)}
}
