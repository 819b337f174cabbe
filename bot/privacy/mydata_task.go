package privacy

import (
	"strings"

	"tainha/pilot/privacy"
	"tainha/report"
	"tainha/rules"
	"tainha/rules/task"
)

func (c *copier) tasks(list []privacy.MyTask) report.Section {
	s := c.section("tasks")
	for _, t := range list {
		s.Rows = append(s.Rows, []string{t.Title, c.at(t.Due), c.message(t.State.Message()), c.volume(t.Work), t.Done, t.Part, t.By, t.Document, t.Note})
	}
	return s
}

// volume words how much a task is: so many of a product at its K, or hours.
func (c *copier) volume(w task.Work) string {
	switch w.Measure() {
	case task.Products:
		return w.Quantity.String() + " × " + w.Kind + " (K " + w.K.String() + ")"
	case task.Hours:
		return c.Text("mydata.hours", "n", w.Volume().Message())
	}
	return w.Kind
}

func (c *copier) progress(list []privacy.MyProgress) report.Section {
	s := c.section("progress")
	for _, p := range list {
		s.Rows = append(s.Rows, []string{c.at(p.At), p.Task, c.message(progressKind(p.What)), p.Text, p.By})
	}
	return s
}

func progressKind(what string) rules.Message {
	switch what {
	case privacy.ProgressBlocker:
		return rules.Msg("mydata.progress.blocker")
	case privacy.ProgressExtension:
		return rules.Msg("mydata.progress.extension")
	case privacy.ProgressStrike:
		return rules.Msg("mydata.progress.strike")
	case privacy.ProgressWaiver:
		return rules.Msg("mydata.progress.waiver")
	}
	return rules.Msg("mydata.progress.report")
}

func (c *copier) plans(list []privacy.MyPlan) report.Section {
	s := c.section("plans")
	for _, p := range list {
		s.Rows = append(s.Rows, []string{c.Text("mydata.day", "day", p.Slot), strings.Join(p.Tasks, "; "), p.Commitment, c.at(p.Committed)})
	}
	return s
}
