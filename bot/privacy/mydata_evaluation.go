package privacy

import (
	"fmt"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/privacy"
	"tainha/report"
	"tainha/rules"
	"tainha/rules/evaluation"
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

// evaluationName names an evaluation in the audit.
func evaluationName() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectEvaluation,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			e, err := v.Tx.Evaluation(evaluation.ID(id))
			return chat.Owner{Person: e.Person}, err
		},
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.evaluation", "id", id, "name", whose), nil
		},
	}
}
