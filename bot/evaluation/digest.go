package evaluation

import (
	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/store"
)

// digestPanels tell of the steps of the month's evaluation: in one's own, and in those that one scores or answers.
func digestPanels() []chat.Panel {
	own := []rules.Access{{Who: rules.Staff | rules.Head, Over: rules.Own}}
	return []chat.Panel{
		{
			Host: pilot.PlaceDigest, Name: "self_score", Order: 18, Whose: chat.OfPerson, May: own,
			Show: func(v chat.View, _ int64) (chat.Shown, error) {
				e, by, some, err := score.SelfOf(v.Do())
				if err != nil || !some {
					return chat.Shown{}, err
				}
				return chat.Shown{
					Text: rules.Msg("digest.self_score", "period", periodWord(e.From, e.To), "by", by, "late", v.Today > by),
					Rows: [][]store.Button{{openKey.Button(openPress{e.ID}, "digest.self_score.open")}},
				}, nil
			},
		},
		{
			Host: pilot.PlaceDigest, Name: "scoring", Order: 19, Whose: chat.OfPerson, May: own,
			Show: func(v chat.View, _ int64) (chat.Shown, error) { return scoringShown(v.Do()) },
		},
	}
}

// mostSteps is how many lines and petitions a digest names.
const mostSteps = 5

// scoringShown is what the reader has yet to score, publish and answer, and who among those below is late with it.
func scoringShown(do pilot.Do) (chat.Shown, error) {
	months, err := score.ScoringOf(do)
	if err != nil {
		return chat.Shown{}, err
	}
	petitions, err := score.PetitionsDue(do)
	if err != nil || len(months)+len(petitions) == 0 {
		return chat.Shown{}, err
	}
	var lines []rules.Message
	var rows [][]store.Button
	for _, m := range months {
		period := periodWord(m.From, m.From.MonthEnd())
		if m.Score+m.Publish > 0 {
			lines = append(lines, rules.Msg("digest.scoring.month", "period", period, "score", m.Score, "scoreby", m.ScoreBy, "scorelate", do.Today > m.ScoreBy,
				"publish", m.Publish, "publishby", m.PublishBy, "publishlate", do.Today > m.PublishBy))
			rows = append(rows, []store.Button{staffKey.Button(staffPress{Month: m.From}, "digest.scoring.open", "period", period)})
		}
		for _, l := range m.Late[:min(len(m.Late), mostSteps)] {
			lines = append(lines, rules.Msg("digest.scoring.late", "period", period, "name", l.Person.Called(), "score", l.Score, "publish", l.Publish))
		}
	}
	for _, d := range petitions[:min(len(petitions), mostSteps)] {
		person, err := do.Tx.Person(d.Evaluation.Person, do.Today)
		if err != nil {
			return chat.Shown{}, err
		}
		lines = append(lines, rules.Msg("digest.scoring.petition", "name", person.Called(), "mine", d.Evaluation.AnswerBy == do.By.Person, "answerer", d.Answerer.Called(),
			"until", d.Until, "late", d.Late))
		rows = append(rows, []store.Button{openKey.Button(openPress{d.Evaluation.ID}, "digest.scoring.petition_open", "name", person.Called())})
	}
	return chat.Shown{Text: rules.Msg("digest.scoring", "lines", lines), Rows: rows}, nil
}
