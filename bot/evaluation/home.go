package evaluation

import (
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// backPress shows where a month's evaluation stands, for the reader.
type backPress struct{ Month rules.Date }

var backKey = chat.DefinePress[backPress]("eb")

// cmdScore is evaluation: one's own sheet, whom one scores, what is published.
func cmdScore() chat.Command {
	return chat.Command{
		Name: "score", Alias: "danhgia", Place: 42, InMenu: true, Access: pilot.ReadScores.Access,
		Flows: []chat.Conversation{selfFlow(), givenFlow(), answerFlow()},
		Run:   func(t *chat.Turn, _ string) error { return showHome(t, backPress{}) },
		Presses: append(unitPresses(),
			backKey.On(pilot.ReadScores.Access, chat.AboutSelf[backPress], showHome),
			openKey.On(reads, func(t *chat.Turn, p openPress) (rules.Subject, error) { return aboutScore(t, p.ID) }, open),
			whyKey.On(reads, func(t *chat.Turn, p whyPress) (rules.Subject, error) { return aboutScore(t, p.ID) }, showWhy),
			workKey.On(reads, func(t *chat.Turn, p workPress) (rules.Subject, error) { return aboutScore(t, p.ID) }, showWork),
			filesKey.On(reads, func(t *chat.Turn, p filesPress) (rules.Subject, error) { return aboutScore(t, p.ID) }, showFiles),
			fileKey.On(reads, func(t *chat.Turn, p filePress) (rules.Subject, error) { return aboutScore(t, p.ID) }, sendFile),
			ownKey.On(pilot.ScoreSelf.Access, func(t *chat.Turn, p ownPress) (rules.Subject, error) {
				return t.Subject(pilot.ObjectEvaluation, int64(p.ID))
			}, pressOwn),
			actKey.On(pilot.ScoreStaff.Access, func(t *chat.Turn, p actPress) (rules.Subject, error) {
				return t.Subject(pilot.ObjectEvaluation, int64(p.ID))
			}, pressAct),
			staffKey.On(scoresStaff, chat.AboutSelf[staffPress], showStaff),
			allKey.On(publishes, chat.AboutSelf[allPress], publishAll)),
	}
}

// open shows an evaluation: in the place of what leads back to it, below what told of it.
func open(t *chat.Turn, p openPress) error { return t.ShowCard(score.Ref(p.ID)) }

// mineOf is the reader's own evaluation of a month, nil: there is none.
func mineOf(t *chat.Turn, month rules.Date) (*evaluation.Evaluation, error) {
	mine, err := score.Mine(t.Do())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(mine, func(e evaluation.Evaluation) bool { return e.From == month.MonthStart() })
	if i < 0 {
		return nil, nil //nolint:nilnil // there is none
	}
	return &mine[i], nil
}

// newest is the month that is dealt with: this one once its evaluation has begun, else the one before.
func newest(t *chat.Turn) rules.Date {
	this := t.Today.MonthStart()
	if t.Today.Day() < t.Pilot.Scoring.Policy.Cycle.SelfFrom {
		return this.AddMonths(-1)
	}
	return this
}

// showHome shows a month: the reader's own sheet, whom they score, the petitions to answer. Who has nothing but their
// own sheet sees that at once.
func showHome(t *chat.Turn, p backPress) error {
	month := p.Month
	if month == 0 {
		month = newest(t)
	}
	own, err := mineOf(t, month)
	if err != nil {
		return err
	}
	staff, err := score.Staff(t.Do(), month)
	if err != nil {
		return err
	}
	asked, err := score.PetitionsTo(t.Do())
	if err != nil {
		return err
	}
	if p.Month == 0 && own != nil && len(staff)+len(asked) == 0 && !t.Actor.Sees(pilot.SurveyScores.Access) {
		return t.ShowCard(score.Ref(own.ID))
	}
	names := map[rules.UnitID]string{}
	for _, id := range t.Actor.HeadOf {
		u, err := t.Tx.Unit(id)
		if err != nil {
			return err
		}
		names[id] = u.Name
	}
	return t.Show(homeScreen(t, month.MonthStart(), own, staff, asked, names))
}

func homeScreen(t *chat.Turn, month rules.Date, own *evaluation.Evaluation, staff []score.Line, asked []evaluation.Evaluation, names map[rules.UnitID]string) store.Screen {
	var rows [][]store.Button
	stage := stageWord(evaluation.Evaluation{})
	if own != nil {
		stage = stageWord(*own)
		row := []store.Button{openKey.Button(openPress{own.ID}, "evaluation.own_button")}
		if own.Stage == evaluation.Prompted {
			row = append([]store.Button{ownKey.Button(ownPress{own.ID, int32(own.Rev), doSelf}, "evaluation.score_self")}, row...)
		}
		rows = append(rows, row)
	}
	n, c := countStages(staff), countWaiting(t, staff)
	if len(staff) > 0 {
		rows = append(rows, []store.Button{staffKey.Button(staffPress{Month: month}, "evaluation.staff_button", "n", c.waits)})
	}
	for _, e := range asked[:min(len(asked), 2)] { //nolint:mnd // more stand behind /petition
		rows = append(rows, []store.Button{openKey.Button(openPress{e.ID}, "evaluation.petition_button")})
	}
	for _, unit := range t.Actor.HeadOf {
		rows = append(rows, []store.Button{unitKey.Button(unitPress{unit, month, 1}, "evaluation.results_button", "several", len(t.Actor.HeadOf) > 1, "unit", names[unit])})
	}
	if t.Actor.Sees(pilot.SurveyScores.Access) {
		rows = append(rows, []store.Button{spreadKey.Button(spreadPress{First: month}, "evaluation.spread_button")})
	}
	turn := []store.Button{backKey.Button(backPress{month.AddMonths(-1)}, "evaluation.before_button", "period", periodWord(month.AddMonths(-1), month-1))}
	if next := month.AddMonths(1); next <= t.Today {
		turn = append(turn, backKey.Button(backPress{next}, "evaluation.after_button", "period", periodWord(next, next.MonthEnd())))
	}
	rows = append(rows, turn, []store.Button{longerKey.Button(longerPress{First: month}, "evaluation.longer_button"), criteriaKey.Button(criteriaPress{}, "evaluation.criteria")})
	return store.Screen{Text: rules.Msg("evaluation.home", "period", periodWord(month, month.MonthEnd()), "own", own != nil, "stage", stage, "from", selfFrom(t, month), "opens", selfFrom(t, month) > t.Today,
		"staff", len(staff), "waits", c.waits, "unscored", c.unscored, "prompted", c.inTime, "scored", n[evaluation.Scored], "done", n[evaluation.Published]+n[evaluation.Petitioned]+n[evaluation.Closed],
		"petitions", len(asked)), Rows: rows}
}

// selfFrom is the day from which a month is scored.
func selfFrom(t *chat.Turn, month rules.Date) rules.Date {
	return month.MonthStart().AddDays(t.Pilot.Scoring.Policy.Cycle.SelfFrom - 1)
}

func countStages(staff []score.Line) (n [evaluation.Replaced + 1]int) {
	for _, l := range staff {
		if l.Evaluation != nil {
			n[l.Evaluation.Stage]++
		}
	}
	return n
}

// waiting is how many wait for who scores them, how many of these have not scored themselves, and how many still can in time.
type waiting struct{ waits, unscored, inTime int }

// countWaiting counts as the digest does.
func countWaiting(t *chat.Turn, staff []score.Line) (c waiting) {
	for _, l := range staff {
		switch {
		case l.Evaluation == nil:
		case !score.Waits(t.Do(), *l.Evaluation):
			if l.Evaluation.Stage == evaluation.Prompted {
				c.inTime++
			}
		default:
			c.waits++
			if l.Evaluation.Stage == evaluation.Prompted {
				c.unscored++
			}
		}
	}
	return c
}

// pressOwn does what somebody does to their own evaluation.
func pressOwn(t *chat.Turn, p ownPress) error {
	e, err := t.Tx.Evaluation(p.ID)
	switch {
	case err != nil:
		return err
	case e.Rev != int(p.Rev):
		return shownAfter(t, p.ID, rules.Message{}, rules.Refuse("evaluation.changed"))
	case p.Do == doSelf:
		return startSelf(t, e)
	case p.Do == doPetition:
		return startPetition(t, e)
	}
	return t.Stale()
}

// pressAct does what the scorer, or the level above, does to an evaluation.
func pressAct(t *chat.Turn, p actPress) error {
	e, err := t.Tx.Evaluation(p.ID)
	switch {
	case err != nil:
		return err
	case p.Do == doNext:
		return showNext(t, p.ID)
	case e.Rev != int(p.Rev):
		return shownAfter(t, p.ID, rules.Message{}, rules.Refuse("evaluation.changed"))
	}
	step := score.Step{ID: p.ID, Rev: int(p.Rev), Chat: t.Chat}
	switch p.Do {
	case doKeep:
		return keep(t, e, step)
	case doChange:
		before, err := versionBefore(t, e)
		if err != nil {
			return err
		}
		return givenFlow().Start(t, "sheet", givenStart(e, before))
	case doPublish:
		_, err := score.Publish(t.Do(), step)
		return shownAfter(t, p.ID, rules.Msg("evaluation.published_done"), err)
	case doRenew, doAccept, doUphold:
		if p.Do != doRenew && t.Person.ID == e.ScoredBy {
			above, err := t.Tx.Person(e.AnswerBy, t.Today)
			if err != nil {
				return err
			}
			return rules.Refuse("evaluation.not_answerer", "name", above.Called())
		}
		return answerFlow().Start(t, "text", wordDraft{ID: p.ID, Rev: int(p.Rev), Do: p.Do})
	}
	return t.Stale()
}

// keep scores with the person's own marks; where more is needed, it asks for that.
func keep(t *chat.Turn, e evaluation.Evaluation, step score.Step) error {
	d := givenStart(e, nil)
	if e.Profile.Leads() && d.Set == nil && d.None[evaluation.AsSet] == "" {
		return givenFlow().Start(t, "set", d)
	}
	if _, err := score.Score(t.Do(), step, d.given()); err != nil {
		return shownAfter(t, e.ID, rules.Message{}, err)
	}
	return showNext(t, e.ID)
}

// shownAfter answers what was done to an evaluation and shows its card; a refusal beside it.
func shownAfter(t *chat.Turn, id evaluation.ID, said rules.Message, err error) error {
	r, refused := chat.IsRefusal(err)
	switch {
	case refused:
		if err := t.ShowCard(score.Ref(id)); err != nil {
			return err
		}
		return t.Refuse(r, nil)
	case err != nil:
		return err
	}
	return t.AnswerCard(said, score.Ref(id))
}
