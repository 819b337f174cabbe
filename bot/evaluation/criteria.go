package evaluation

import (
	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// criteriaPress shows the criteria of an evaluation; of none: those that judge the reader.
type criteriaPress struct{ ID evaluation.ID }

var criteriaKey = chat.DefinePress[criteriaPress]("ec")

// cmdCriteria shows the version of the common criteria that judges who asks.
func cmdCriteria() chat.Command {
	return chat.Command{
		Name: "criteria", Alias: "tieuchi", Place: 44, InMenu: true, Access: pilot.ReadScores.Access,
		Run: func(t *chat.Turn, _ string) error { return showCriteria(t, criteriaPress{}) },
		Presses: []chat.Presser{
			criteriaKey.On(reads, func(t *chat.Turn, p criteriaPress) (rules.Subject, error) {
				if p.ID == 0 {
					return chat.AboutSelf(t, p)
				}
				return aboutScore(t, p.ID)
			}, showCriteria),
		},
	}
}

func showCriteria(t *chat.Turn, p criteriaPress) error {
	var c evaluation.Criteria
	var some bool
	var err error
	var rows [][]store.Button
	if p.ID == 0 {
		c, some, err = score.Criteria(t.Do())
	} else {
		_, c, err = criteriaOf(t, p.ID)
		some = true
		rows = [][]store.Button{{openKey.Button(openPress(p), "evaluation.back_card")}}
	}
	if err != nil {
		return err
	}
	if !some {
		return t.Show(store.Screen{Text: rules.Msg("evaluation.no_criteria")})
	}
	return t.Show(store.Screen{Text: criteriaText(t.Pilot.Scoring.Policy, c), Rows: rows})
}

func criteriaText(p evaluation.Policy, c evaluation.Criteria) rules.Message {
	var lines []rules.Message
	for i, g := range c.Groups {
		one := evaluation.Criteria{Groups: []evaluation.Group{g}}
		lines = append(lines, rules.Msg("evaluation.criteria_group", "n", roman(i+1), "name", g.Name, "max", one.Sum().Message()))
		for _, x := range g.Criteria {
			lines = append(lines, rules.Msg("evaluation.criteria_line", "key", x.Key, "text", x.Text, "max", x.Max.Message()))
		}
	}
	return rules.Msg("evaluation.criteria_text", "version", c.Version, "since", c.Since, "ends", c.Last != 0, "last", c.Last, "max", c.Sum().Message(), "lines", lines, "results", p.Results.Message(),
		"strike", percent(p.StrikeOff), "delay", percent(p.DelayOff), "unit", delayUnits[p.DelayUnit], "excellent", p.Excellent.Message(), "good", p.Good.Message(), "done", p.Done.Message())
}
