package evaluation

import (
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// wordDraft is what somebody writes about an evaluation: a petition, its answer, why a new version is opened.
type wordDraft struct {
	ID   evaluation.ID `json:"id"`
	Rev  int           `json:"rev"`
	Do   actDo         `json:"do"`
	Text string        `json:"text,omitempty"`
}

const (
	wordSend int32 = iota + 1
	wordBack
	wordStop
)

func aboutWord(t *chat.Turn, d *wordDraft) (rules.Subject, error) {
	return t.Subject(pilot.ObjectEvaluation, int64(d.ID))
}

// wordFlow asks for a text, shows it back and sends it.
func wordFlow(name string, access rules.Access) chat.Flow[wordDraft] {
	to := func(name string, v int32) chat.Choice { return chat.Choice{Name: name, Value: v, Arg: chat.NoArg} }
	stop := to("stop", wordStop)
	return chat.Flow[wordDraft]{Name: name, Version: 1, Access: access, About: aboutWord, Stop: func(t *chat.Turn, d *wordDraft) error { return t.ShowCard(score.Ref(d.ID)) }, Steps: []chat.Step[wordDraft]{
		{Name: "text", Ask: askWord, Take: takeWord, Free: true, Choices: []chat.Choice{stop}},
		{Name: "sure", Ask: askWordSure, Take: takeWordSure, Free: true, Sure: []int32{wordSend}, Yes: wordSend, Main: wordSend, Choices: []chat.Choice{to("send", wordSend), to("back", wordBack), stop}},
	}}
}

func petitionFlow() chat.Flow[wordDraft] { return wordFlow("petition", pilot.ScoreSelf.Access) }
func answerFlow() chat.Flow[wordDraft]   { return wordFlow("score_word", pilot.ScoreStaff.Access) }

func askWord(t *chat.Turn, d *wordDraft) (store.Screen, error) {
	e, name, err := calledOf(t, d.ID)
	if err != nil {
		return store.Screen{}, err
	}
	period := periodWord(e.From, e.To)
	var text rules.Message
	switch d.Do {
	case doAccept:
		text = rules.Msg("evaluation.ask.accept", "period", period, "name", name, "petition", e.Petition)
	case doUphold:
		text = rules.Msg("evaluation.ask.uphold", "period", period, "name", name, "petition", e.Petition)
	case doRenew:
		text = rules.Msg("evaluation.ask.renew", "period", period, "name", name)
	default:
		until, left, err := fileUntil(t, e)
		if err != nil {
			return store.Screen{}, err
		}
		text = rules.Msg("evaluation.ask.petition", "period", period, "until", until, "left", left, "dated", until != 0)
	}
	return store.Screen{Text: text, Rows: [][]store.Button{{t.Choice(wordStop, 0, "stop")}}}, err
}

// calledOf is an evaluation with how others are told of its person.
func calledOf(t *chat.Turn, id evaluation.ID) (e evaluation.Evaluation, name string, err error) {
	if e, err = t.Tx.Evaluation(id); err != nil {
		return e, "", err
	}
	name, err = calledBy(t, e)
	return e, name, err
}

// fileUntil is the last day of a petition, and how many working days are left, today among them; 0 where the calendar doesn't know it yet.
func fileUntil(t *chat.Turn, e evaluation.Evaluation) (until rules.Date, left int, err error) {
	p := t.Pilot.Scoring.Policy.Petitions[e.Profile]
	if until, err = evaluation.Told(p.FileUntil(t.Pilot.Today(e.Published), t.Pilot.Calendar)); err != nil || until < t.Today {
		return until, 0, err
	}
	left, err = t.Pilot.Calendar.WorkingDays(t.Today, until)
	return until, left, err
}

func takeWord(_ *chat.Turn, d *wordDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	text := strings.Join(strings.Fields(in.Text), " ")
	if err := task.CheckText(text); err != nil {
		return chat.Stay, err
	}
	d.Text = chat.Short(text, maxPetition)
	return "sure", nil
}

// maxPetition is how long a petition may be, in characters: a message holds it beside the rest.
const maxPetition = 2000

func askWordSure(t *chat.Turn, d *wordDraft) (store.Screen, error) {
	e, name, err := calledOf(t, d.ID)
	period := periodWord(e.From, e.To)
	var text rules.Message
	switch d.Do {
	case doAccept:
		text = rules.Msg("evaluation.sure.accept", "period", period, "name", name, "text", d.Text)
	case doUphold:
		text = rules.Msg("evaluation.sure.uphold", "period", period, "name", name, "text", d.Text)
	case doRenew:
		text = rules.Msg("evaluation.sure.renew", "period", period, "name", name, "text", d.Text)
	default:
		text = rules.Msg("evaluation.sure.petition", "period", period, "text", d.Text)
	}
	return store.Screen{
		Text: text, Rows: [][]store.Button{{t.Choice(wordSend, 0, "evaluation.send")}, {t.Choice(wordBack, 0, "evaluation.rewrite"), t.Choice(wordStop, 0, "stop")}},
	}, err
}

func takeWordSure(t *chat.Turn, d *wordDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeWord(t, d, in)
	case in.Choice == wordStop:
		return chat.Stopped, nil
	case in.Choice == wordBack:
		return "text", nil
	}
	step := score.Step{ID: d.ID, Rev: d.Rev, Chat: t.Chat}
	id, said := d.ID, rules.Msg("evaluation.filed")
	var err error
	switch d.Do {
	case doPetition:
		_, err = score.File(t.Do(), step, d.Text)
	case doRenew:
		var e evaluation.Evaluation
		e, err = score.Renew(t.Do(), step, d.Text)
		id, said = e.ID, rules.Msg("evaluation.renewed")
	default:
		_, err = score.AnswerPetition(t.Do(), step, d.Do == doAccept, d.Text)
		said = rules.Msg("evaluation.answered")
	}
	if err != nil {
		return chat.Stay, err
	}
	return chat.End, t.AnswerCard(said, score.Ref(id))
}

// cmdPetition files a petition against one's newest published score; whoever is to answer some sees these.
func cmdPetition() chat.Command {
	return chat.Command{
		Name: "petition", Alias: "kiennghi", Place: 46, InMenu: true, Access: pilot.ScoreSelf.Access,
		Flows: []chat.Conversation{petitionFlow()},
		Run:   func(t *chat.Turn, _ string) error { return beginPetition(t) },
	}
}

// beginPetition begins with the newest score that was published; where it can't be petitioned it says why.
func beginPetition(t *chat.Turn) error {
	asked, err := score.PetitionsTo(t.Do())
	if err != nil {
		return err
	}
	if len(asked) > 0 {
		return showPetitions(t, asked)
	}
	mine, err := score.Mine(t.Do())
	if err != nil {
		return err
	}
	for _, e := range mine {
		if e.Published.IsZero() {
			continue
		}
		return startPetition(t, e)
	}
	return rules.Refuse("evaluation.not_published")
}

// startPetition asks for the text, unless it is too late or was filed already.
func startPetition(t *chat.Turn, e evaluation.Evaluation) error {
	until, _, err := fileUntil(t, e)
	switch {
	case err != nil:
		return err
	case !e.PetitionAt.IsZero():
		return rules.Refuse("evaluation.petition_twice", "day", t.Pilot.Today(e.PetitionAt))
	case until != 0 && until < t.Today:
		return rules.Refuse("evaluation.petition_late", "day", until)
	}
	return petitionFlow().Start(t, "text", wordDraft{ID: e.ID, Rev: e.Rev, Do: doPetition})
}

// showPetitions lists the petitions that wait for the reader's answer.
func showPetitions(t *chat.Turn, list []evaluation.Evaluation) error {
	var rows [][]store.Button
	for _, e := range list[:min(len(list), chat.Listed)] {
		p, err := t.Tx.Person(e.Person, t.Today)
		if err != nil {
			return err
		}
		rows = append(rows, []store.Button{openKey.Button(openPress{e.ID}, "evaluation.person_button", "name", p.Called(), "stage", stageWord(e), "mark", "")})
	}
	return t.Show(store.Screen{Text: rules.Msg("evaluation.petitions", "n", len(list)), Rows: rows})
}
