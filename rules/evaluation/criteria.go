package evaluation

import (
	"slices"

	"tainha/rules"
	"tainha/rules/task"
)

// Criterion is one of the common criteria (tiêu chí chung) with the most points it gives.
type Criterion struct {
	Key  string // stable within its version
	Text string
	Max  task.Amount
}

// Group is a group of common criteria.
type Group struct {
	Name     string
	Criteria []Criterion
}

// Criteria is one version of the common criteria and the days on which it holds. The version that a
// period is judged by is the one that holds on its last day.
type Criteria struct {
	Version     string
	Since, Last rules.Date // Last 0: until another begins
	Groups      []Group
}

// All are the criteria of all groups, in order.
func (c Criteria) All() []Criterion {
	var all []Criterion
	for _, g := range c.Groups {
		all = append(all, g.Criteria...)
	}
	return all
}

// Sum is the most points that the criteria give together.
func (c Criteria) Sum() task.Amount {
	var sum task.Amount
	for _, x := range c.All() {
		sum = sum.Plus(x.Max)
	}
	return sum
}

// Differs reports whether another text bears the name of a version that people were judged by, or ends before the
// last day of such a period. That it ends, later, is no other text.
func (c Criteria) Differs(now Criteria, until rules.Date) bool {
	same := c.Version == now.Version && c.Since == now.Since && slices.EqualFunc(c.Groups, now.Groups, func(a, b Group) bool {
		return a.Name == b.Name && slices.EqualFunc(a.Criteria, b.Criteria, func(x, y Criterion) bool { return x.Key == y.Key && x.Text == y.Text && x.Max.Equal(y.Max) })
	})
	return !same || now.Last != 0 && now.Last < until
}

// Used is a version that people were judged by, and the last day of such a period.
type Used struct {
	Criteria
	Until rules.Date
}

// On is the version that holds on a day, of several the one that began last; false: none does.
func On(versions []Criteria, d rules.Date) (c Criteria, ok bool) {
	for _, v := range versions {
		if v.Since <= d && (v.Last == 0 || d <= v.Last) && (!ok || v.Since >= c.Since) {
			c, ok = v, true
		}
	}
	return c, ok
}

// Mark is what somebody was given for a criterion: points, or that it does not apply.
type Mark struct {
	Points        task.Amount
	NotApplicable bool
	Reason        string // of a change, and of what does not apply
}

// Common are the marks by the criteria's keys.
type Common map[string]Mark

// Reasons says what stands against marks: more points than the criterion gives or fewer than none, a
// criterion of another version, one that does not apply without a reason.
func (m Common) Reasons(c Criteria) []rules.Message {
	var why []rules.Message
	known := 0
	for _, x := range c.All() {
		mark, marked := m[x.Key]
		if !marked {
			continue
		}
		known++
		switch {
		case mark.NotApplicable && mark.Reason == "":
			why = append(why, rules.Msg("evaluation.not_applicable_reason", "text", x.Text))
		case !mark.NotApplicable && (mark.Points.Sign() < 0 || mark.Points.Cmp(x.Max) > 0):
			why = append(why, rules.Msg("evaluation.points", "text", x.Text, "points", mark.Points.Message(), "max", x.Max.Message()))
		}
	}
	if known < len(m) {
		why = append(why, rules.Msg("evaluation.other_version", "version", c.Version))
	}
	return why
}

// Sum is the points of all criteria, and which of them have no mark yet: while there is one, the sum is
// not that of a score. What does not apply is left out, and the others are not rescaled (rules section 12).
func (m Common) Sum(c Criteria) (sum task.Amount, missing []Criterion) {
	for _, x := range c.All() {
		switch mark, marked := m[x.Key]; {
		case !marked:
			missing = append(missing, x)
		case !mark.NotApplicable:
			sum = sum.Plus(mark.Points)
		}
	}
	return sum, missing
}
