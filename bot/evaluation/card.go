package evaluation

import (
	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// openPress opens an evaluation; whyPress leads from one of its figures to what is behind it.
type (
	openPress struct{ ID evaluation.ID }
	whyPress  struct {
		ID   evaluation.ID
		What uint8 // a component, 0: the common criteria
		Page int16
	}
	// actPress is what a scorer does to one from its card.
	actPress struct {
		ID  evaluation.ID
		Rev int32
		Do  actDo
	}
	// ownPress is what a person does to their own.
	ownPress struct {
		ID  evaluation.ID
		Rev int32
		Do  actDo
	}
)

type actDo uint8

const (
	doKeep actDo = iota + 1
	doChange
	doPublish
	doRenew
	doAccept
	doUphold
	doSelf
	doPetition
	doNext
)

var (
	openKey = chat.DefinePress[openPress](score.OpenPress)
	whyKey  = chat.DefinePress[whyPress]("ew")
	actKey  = chat.DefinePress[actPress]("ea")
	ownKey  = chat.DefinePress[ownPress]("eo")
)

// reads is who may press what only shows: whose it is says aboutScore.
var reads = rules.Access{Who: rules.Anyone, Over: rules.NoData}

// aboutScore refuses whoever may not read an evaluation, and one that there is not.
func aboutScore(t *chat.Turn, id evaluation.ID) (rules.Subject, error) {
	s, err := t.Subject(pilot.ObjectEvaluation, int64(id))
	if err != nil {
		return s, err
	}
	e, err := t.Tx.Evaluation(id)
	if err != nil {
		return s, err
	}
	sees, err := score.Sees(t.Do(), e)
	if err == nil && !sees {
		err = rules.Refuse("access.foreign")
	}
	return s, err
}

// card shows an evaluation: to its person, to the scorer and above, to the auditor and the coordinator.
func card() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectEvaluation,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			e, err := v.Tx.Evaluation(evaluation.ID(id))
			return chat.Owner{Person: e.Person}, err
		},
		May: []rules.Access{pilot.ReadScores.Access},
		Also: func(v chat.View, id int64) (bool, error) {
			e, err := v.Tx.Evaluation(evaluation.ID(id))
			if err != nil {
				return false, err
			}
			return score.Sees(v.Do(), e)
		},
		Name: func(_ chat.View, id int64, whose string) (rules.Message, error) {
			return rules.Msg("audit.on.evaluation", "id", id, "name", whose), nil
		},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			b, err := billOf(v.Do(), evaluation.ID(ref.ID))
			if err != nil {
				return store.Screen{}, err
			}
			return store.Screen{Text: cardText(v, b), Rows: cardRows(v, b)}, nil
		},
	}
}

// open tells whether the reader sees what the scorer gave: its person does once it is published.
func (b bill) open(reader rules.PersonID) bool {
	return b.scored() && (reader != b.Evaluation.Person || !b.Published.IsZero())
}

// told is the score as the reader may know it: before that, of the person's own marks alone.
func (b bill) told(reader rules.PersonID) bill {
	if b.open(reader) {
		return b
	}
	b.Given, b.Set, b.NotApplicable, b.Stated, b.StatedWhy = nil, nil, nil, evaluation.NoCase, ""
	s := b.sheet
	s.Common, s.Set, s.NotApplicable, s.Stated = b.Self, nil, nil, evaluation.NoCase
	b.score = b.policy.Score(s)
	return b
}

func cardText(v chat.View, b bill) rules.Message {
	own, open := v.Reader.ID == b.Evaluation.Person, b.open(v.Reader.ID)
	b = b.told(v.Reader.ID)
	marks, beside := b.Self, evaluation.Common(nil)
	if open {
		marks, beside = b.Given, b.Self
	}
	return rules.Msg("evaluation.card", "period", periodWord(b.From, b.To), "name", b.person.Called(), "unit", b.unitName, "stage", stageWord(b.Evaluation), "version", b.Version, "why", b.Why,
		"due", dueLine(b, v.Today), "marks", markLines(b.criteria, marks, beside), "marked", len(marks) > 0, "open", open, "common", rules.Msg("evaluation.common", "points", shown(b.score.Common), "max", b.policy.Common.Message()),
		"figures", figureLines(b), "mean", meanLine(b.score, b.policy), "total", totalLine(b.score, b.policy), "stated", b.Stated != evaluation.NoCase,
		"case", statedLine(b), "note", b.SelfNote, "before", beforeLine(b, own), "places", placeLine(b), "parts", partLines(b), "by", b.names[b.ScoredBy], "petition", petitionLines(b),
		"changed", len(b.Reckoning.Changed), "no_field", b.Reckoning.NoField)
}

func statedLine(b bill) rules.Message {
	return rules.Msg("evaluation.stated", "case", caseWord(b.Stated), "why", b.StatedWhy)
}

// dueLine says what comes next, and until when.
func dueLine(b bill, today rules.Date) rules.Message {
	return rules.Msg("evaluation.due", "stage", int(b.Stage), "self", b.SelfBy, "score", b.ScoreBy, "publish", b.PublishBy, "scorer", b.Scorer.Called(), "file", b.FileUntil,
		"answer", b.AnswerUntil, "answerer", b.names[b.AnswerBy], "again", b.Version > 1, "selflate", today > b.SelfBy, "scorelate", today > b.ScoreBy, "publishlate", today > b.PublishBy,
		"filedated", b.FileUntil != 0, "filelate", today > b.FileUntil, "answerdated", b.AnswerUntil != 0, "answerlate", today > b.AnswerUntil,
		"isaway", b.AwayUntil != 0, "away", b.AwayUntil)
}

// beforeLine tells the period before: its total, once its person knows it.
func beforeLine(b bill, own bool) []rules.Message {
	if b.Before == nil || b.Before.Published.IsZero() && own {
		return nil
	}
	return []rules.Message{rules.Msg("evaluation.before", "period", periodWord(b.Before.From, b.Before.To), "published", !b.Before.Published.IsZero(), "total", b.policy.Shown(b.Before.Total).Message(),
		"level", levelWord(b.Before.Level), "rated", b.Before.Level > evaluation.NotRated)}
}

// placeLine tells from where was reported: at home beside at the office.
func placeLine(b bill) []rules.Message {
	if b.home+b.office == 0 {
		return nil
	}
	return []rules.Message{rules.Msg("evaluation.places", "home", b.home, "office", b.office)}
}

// partLines say whose the parts of the period are, where there are several.
func partLines(b bill) (lines []rules.Message) {
	if len(b.Reckoning.Parts) < 2 { //nolint:mnd // one is no change
		return nil
	}
	for _, p := range b.Reckoning.Parts {
		lines = append(lines, rules.Msg("evaluation.part", "from", p.From, "to", p.To, "unit", p.Unit.Name, "position", p.Position.Name, "head", b.names[p.Head]))
	}
	return lines
}

func petitionLines(b bill) []rules.Message {
	if b.Petition == "" {
		return nil
	}
	return []rules.Message{rules.Msg("evaluation.petition", "text", b.Petition, "at", b.PetitionAt, "answered", !b.AnsweredAt.IsZero(), "outcome", rules.Msg("evaluation.outcome", "accepted", b.Accepted),
		"answer", b.Answer, "by", b.names[b.AnswerBy])}
}

// cardRows are the reader's buttons: what to do first, then what is behind each figure, then the files.
func cardRows(v chat.View, b bill) (rows [][]store.Button) {
	own := v.Reader.ID == b.Evaluation.Person
	switch {
	case own:
		rows = ownRows(b)
	case b.Scores || b.Renews:
		rows = scorerRows(b)
	}
	if b.Answers {
		rows = append(rows, []store.Button{actKey.Button(actPress{b.ID, int32(b.Rev), doAccept}, "evaluation.accept"), actKey.Button(actPress{b.ID, int32(b.Rev), doUphold}, "evaluation.uphold")})
	}
	return append(append(rows, whyRows(v, b)...), []store.Button{filesKey.Button(filesPress{b.ID}, "evaluation.files"), backKey.Button(backPress{b.From}, "evaluation.all")})
}

func ownRows(b bill) (rows [][]store.Button) {
	press := func(do actDo, key string, args ...any) {
		rows = append(rows, []store.Button{ownKey.Button(ownPress{b.ID, int32(b.Rev), do}, key, args...)})
	}
	switch b.Stage {
	case evaluation.Prompted:
		press(doSelf, "evaluation.score_self")
	case evaluation.SelfScored:
		press(doSelf, "evaluation.score_self_again")
	case evaluation.Published:
		if b.fileLeft >= 0 {
			press(doPetition, "evaluation.file", "left", b.fileLeft, "dated", b.FileUntil != 0)
		}
	}
	return rows
}

func scorerRows(b bill) (rows [][]store.Button) {
	press := func(do actDo, key string) store.Button { return actKey.Button(actPress{b.ID, int32(b.Rev), do}, key) }
	switch b.Stage {
	case evaluation.Prompted, evaluation.SelfScored:
		if b.keeps() {
			rows = append(rows, []store.Button{press(doKeep, "evaluation.keep")})
		}
		rows = append(rows, []store.Button{press(doChange, "evaluation.change"), press(doNext, "evaluation.next")})
	case evaluation.Scored:
		row := []store.Button{press(doChange, "evaluation.change")}
		if b.Publishes {
			row = append(row, press(doPublish, "evaluation.publish"))
		}
		rows = append(rows, row, []store.Button{press(doNext, "evaluation.next")})
	case evaluation.Published, evaluation.Closed:
		rows = append(rows, []store.Button{press(doRenew, "evaluation.renew")})
	}
	return rows
}

// keeps reports whether the person's own marks can be kept as they are, with one tap.
func (b bill) keeps() bool {
	_, missing := b.Self.Sum(b.criteria)
	return len(missing) == 0
}

// whyRows lead to what is behind the figures.
func whyRows(v chat.View, b bill) [][]store.Button {
	var row, second []store.Button
	for _, f := range b.told(v.Reader.ID).score.Figures {
		button := whyKey.Button(whyPress{ID: b.ID, What: uint8(f.Component)}, "evaluation.why", "letter", f.Component.Letter(), "known", f.Known, "none", f.NotApplicable != "", "percent", percent(f.Ratio),
			"ratio", f.Component > evaluation.Progress, "value", f.Ratio.HalfUp(2).Message()) //nolint:mnd // hundredths
		if f.Component <= evaluation.Progress {
			row = append(row, button)
		} else {
			second = append(second, button)
		}
	}
	rows := [][]store.Button{row}
	if len(second) > 0 {
		rows = append(rows, second)
	}
	return append(rows, []store.Button{whyKey.Button(whyPress{ID: b.ID}, "evaluation.why_common")})
}
