package jobs

import "tainha/rules"

// escalate brings requests to who decides them now: to the next level when nobody
// did in time, and to another person when the approver no longer sits there.
func escalate() Job {
	return Job{Name: "raise", Spec: "* * * * *", Missed: Roll, Run: walkAll(rules.StepEscalate, rules.StepMove)}
}
