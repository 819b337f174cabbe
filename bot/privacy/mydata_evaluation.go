package privacy

import (
	"fmt"
	"strings"

	"tainha/pilot/privacy"
	"tainha/report"
)

func (c *copier) evaluations(list []privacy.MyEvaluation) report.Section {
	s := c.section("evaluations")
	for _, e := range list {
		var marks []string
		for _, m := range e.Marks {
			marks = append(marks, c.Text("mydata.mark", "criterion", m.Criterion, "self", m.Self, "given", m.Given, "reason", m.Reason))
		}
		s.Rows = append(s.Rows, []string{
			c.Text("mydata.evaluation", "from", e.From, "to", e.To, "version", e.Version), e.Total, strings.Join(marks, "; "), e.By, c.at(e.Published),
			strings.Trim(fmt.Sprintf("%s; %s", e.SelfNote, e.Note), "; "), e.Petition, e.Answer,
		})
	}
	return s
}
