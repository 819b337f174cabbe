package jobs

import "tainha/pilot/evaluation"

// scores opens the evaluations of a month once its day has come, before the digest that asks people to score themselves;
// what was missed is looked at once.
func scores() Job {
	return Job{Name: "scores", Spec: "10 7 * * *", Missed: Roll, Run: func(r *Run) error {
		return eachPerson(r, "evaluation of person", evaluation.ToOpen, evaluation.OpenDue)
	}}
}
