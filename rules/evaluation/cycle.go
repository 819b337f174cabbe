package evaluation

import (
	"slices"
	"strings"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// ID identifies an evaluation in the store; 0 is none.
type ID int64

// Stage is how far an evaluation has come.
type Stage uint8

// The stages.
const (
	Prompted   Stage = iota + 1 // chờ tự chấm
	SelfScored                  // đã tự chấm, chờ chấm điểm
	Scored                      // đã chấm, chờ công bố
	Published                   // đã công bố
	Petitioned                  // có kiến nghị, chờ trả lời
	Closed                      // đã khép
	Replaced                    // a newer version stands in its place
)

// Evaluation is one version of a person's evaluation of a period.
type Evaluation struct {
	ID       ID
	Person   rules.PersonID
	From, To rules.Date
	Version  int // the first is 1; a change after publication is a new one, never an overwrite
	Rev      int // grows with every change; buttons of an older one are dead
	Stage    Stage
	Profile  Profile
	Unit     rules.UnitID // of the person on the period's last day
	Criteria string       // the version that holds on the period's last day

	Self     Common // the person's own marks
	SelfNote string
	SelfAt   time.Time

	Given         Common // the scorer's marks
	Set           *task.Amount
	NotApplicable map[Component]string
	Stated        Case
	StatedWhy     string
	ScoredBy      rules.PersonID
	ScoredAt      time.Time
	Published     time.Time
	Total         task.Amount // as published
	Level         Level
	Touched       []task.ID // tasks that changed since it was scored
	Why           string    // of a new version

	Petition   string
	PetitionAt time.Time
	AnswerBy   rules.PersonID // the level above the scorer, when the petition was filed
	Accepted   bool
	Answer     string
	AnsweredAt time.Time
}

// Act is somebody's wish to change an evaluation.
type Act struct {
	By  rules.PersonID
	Rev int // the revision that the button was made for, 0 when typed
}

// Desk is what a change of an evaluation is judged against. Its methods take one by value and return the changed
// one; what they refuse is a *rules.Refusal.
type Desk struct {
	Org      *rules.Org
	Calendar *rules.Calendar
	Now      time.Time
	Policy   Policy
	Criteria Criteria // the version of the evaluation
}

func (k Desk) today() rules.Date { return rules.DateOf(k.Now.In(k.Calendar.Location)) }

// Scorer is who scores a person: the head of their unit, or the next above where that seat is vacant or the person's
// own. A delegate of days doesn't score. 0: nobody.
func (k Desk) Scorer(p rules.PersonID) rules.PersonID {
	if over := k.Org.HeadsOver(p); len(over) > 0 {
		return over[0]
	}
	return 0
}

// Answers is who answers a petition against a score: the next level above whoever scored. 0: nobody.
func (k Desk) Answers(e Evaluation) rules.PersonID {
	over := k.Org.HeadsOver(e.Person)
	if i := slices.Index(over, e.ScoredBy); i >= 0 {
		over = over[i+1:]
	}
	if len(over) == 0 || over[0] == e.ScoredBy {
		return 0
	}
	return over[0]
}

// at refuses a button of an older revision, and an evaluation at another stage.
func (k Desk) at(e Evaluation, a Act, stages ...Stage) error {
	switch {
	case a.Rev != 0 && a.Rev != e.Rev:
		return rules.Refuse("evaluation.changed")
	case slices.Contains(stages, e.Stage):
		return nil
	case e.Stage == Published || e.Stage == Petitioned || e.Stage == Closed:
		return rules.Refuse("evaluation.published", "day", rules.DateOf(e.Published.In(k.Calendar.Location)))
	case e.Stage == Replaced:
		return rules.Refuse("evaluation.replaced")
	}
	return rules.Refuse("evaluation.stage")
}

// scores refuses whoever does not score the person.
func (k Desk) scores(e Evaluation, a Act) error {
	scorer := k.Scorer(e.Person)
	switch {
	case a.By == e.Person:
		return rules.Refuse("evaluation.own")
	case scorer == 0:
		return rules.Refuse("evaluation.no_scorer", "name", k.Org.People[e.Person].Called())
	case scorer != a.By:
		return rules.Refuse("evaluation.not_scorer", "name", k.Org.People[e.Person].Called(), "scorer", k.Org.People[scorer].Called())
	}
	return nil
}

// SelfScore keeps the person's own marks, all of them, until the scorer has scored.
func (k Desk) SelfScore(e Evaluation, a Act, marks Common, note string) (Evaluation, error) {
	if a.By != e.Person {
		return e, rules.Refuse("evaluation.not_yours")
	}
	if err := k.at(e, a, Prompted, SelfScored); err != nil {
		return e, err
	}
	if err := k.whole(marks, note); err != nil {
		return e, err
	}
	e.Self, e.SelfNote, e.SelfAt, e.Stage = marks, clean(note), k.Now, SelfScored
	e.Rev++
	return e, nil
}

// whole refuses marks of which one is missing or out of bounds, and a text that can't be kept.
func (k Desk) whole(marks Common, texts ...string) error {
	why := marks.Reasons(k.Criteria)
	if _, missing := marks.Sum(k.Criteria); len(missing) > 0 {
		why = append(why, rules.Msg("evaluation.marks_missing", "n", len(missing), "text", missing[0].Text))
	}
	if len(why) > 0 {
		return &rules.Refusal{Reasons: why}
	}
	for _, s := range texts {
		if err := task.CheckText(s); err != nil {
			return err
		}
	}
	return nil
}

// Given are what a scorer gives: marks of which each that differs from the person's own has its reason, and what
// people state.
type Given struct {
	Common        Common
	Set           *task.Amount
	NotApplicable map[Component]string
	Stated        Case
	StatedWhy     string
}

// Score keeps the scorer's marks, again and again until they are published. Whoever has not scored themselves in time
// is scored all the same.
func (k Desk) Score(e Evaluation, a Act, g Given) (Evaluation, error) {
	if err := k.scores(e, a); err != nil {
		return e, err
	}
	if err := k.at(e, a, Prompted, SelfScored, Scored); err != nil {
		return e, err
	}
	texts := []string{g.StatedWhy}
	for _, why := range g.NotApplicable {
		texts = append(texts, why)
	}
	for _, m := range g.Common {
		texts = append(texts, m.Reason)
	}
	if err := k.whole(g.Common, texts...); err != nil {
		return e, err
	}
	if why := k.givenReasons(e, g); len(why) > 0 {
		return e, &rules.Refusal{Reasons: why}
	}
	e.Given, e.Set, e.NotApplicable, e.Stated, e.StatedWhy = g.Common, g.Set, g.NotApplicable, g.Stated, clean(g.StatedWhy)
	e.ScoredBy, e.ScoredAt, e.Stage, e.Touched = a.By, k.Now, Scored, nil
	e.Rev++
	return e, nil
}

// givenReasons says what stands against a score but for its marks: a change without a reason, a case without one.
func (k Desk) givenReasons(e Evaluation, g Given) []rules.Message {
	why := Sheet{Profile: e.Profile, Criteria: k.Criteria, Set: g.Set, NotApplicable: g.NotApplicable, Stated: g.Stated}.Reasons()
	for _, c := range k.Criteria.All() {
		self, marked := e.Self[c.Key]
		given := g.Common[c.Key]
		same := self.NotApplicable == given.NotApplicable && self.Points.Equal(given.Points)
		if marked && !same && clean(given.Reason) == "" {
			why = append(why, rules.Msg("evaluation.change_reason", "text", c.Text))
		}
	}
	if g.Stated != NoCase && clean(g.StatedWhy) == "" {
		why = append(why, rules.Msg("evaluation.case_reason"))
	}
	return why
}

// Publish shows a score to its person, by who scored it, once nothing of it is missing.
func (k Desk) Publish(e Evaluation, a Act, s Score) (Evaluation, error) {
	if err := k.scores(e, a); err != nil {
		return e, err
	}
	if err := k.at(e, a, Scored); err != nil {
		return e, err
	}
	if len(s.Missing) > 0 {
		return e, rules.Refuse("evaluation.components_missing", "letters", strings.Join(letters(s.Missing), ", "))
	}
	e.Stage, e.Published, e.Total, e.Level, e.Touched = Published, k.Now, s.Total, s.Level, nil
	e.Rev++
	return e, nil
}

// Over refuses to publish before the period is over: what is still to be done would count as not done.
func (k Desk) Over(e Evaluation) error {
	if k.today() <= e.To {
		return rules.Refuse("evaluation.not_over", "day", e.To)
	}
	return nil
}

func letters(list []Component) (out []string) {
	for _, c := range list {
		out = append(out, c.Letter())
	}
	return out
}

// Renew begins a new version of a published evaluation, with a reason, by who scores the person; the old one stays
// as it was, replaced.
func (k Desk) Renew(e Evaluation, a Act, why string) (old, renewed Evaluation, err error) {
	if err := k.scores(e, a); err != nil {
		return e, e, err
	}
	if err := k.at(e, a, Published, Closed); err != nil {
		return e, e, err
	}
	if err := needed(why); err != nil {
		return e, e, err
	}
	old, renewed = k.renew(e, why)
	return old, renewed, nil
}

func (k Desk) renew(e Evaluation, why string) (old, renewed Evaluation) {
	old = e
	old.Stage = Replaced
	old.Rev++
	renewed = Evaluation{
		Person: e.Person, From: e.From, To: e.To, Version: e.Version + 1, Rev: 1, Stage: SelfScored, Profile: e.Profile, Unit: e.Unit,
		Criteria: e.Criteria, Self: e.Self, SelfNote: e.SelfNote, SelfAt: e.SelfAt, Why: clean(why),
	}
	return old, renewed
}

func needed(text string) error {
	if clean(text) == "" {
		return rules.Refuse("evaluation.no_reason")
	}
	return task.CheckText(text)
}

// File keeps a person's petition (kiến nghị) against a published score: once, within its days. Who answers is the
// level above whoever scored.
func (k Desk) File(e Evaluation, a Act, text string) (Evaluation, error) {
	if a.By != e.Person {
		return e, rules.Refuse("evaluation.not_yours")
	}
	if !e.PetitionAt.IsZero() {
		return e, rules.Refuse("evaluation.petition_twice", "day", rules.DateOf(e.PetitionAt.In(k.Calendar.Location)))
	}
	if e.Stage < Published || e.Stage == Replaced {
		return e, rules.Refuse("evaluation.not_published")
	}
	until, err := Told(k.Policy.Petitions[e.Profile].FileUntil(rules.DateOf(e.Published.In(k.Calendar.Location)), k.Calendar))
	if err != nil {
		return e, err
	}
	if until != 0 && k.today() > until {
		return e, rules.Refuse("evaluation.petition_late", "day", until)
	}
	if err := k.at(e, a, Published, Closed); err != nil {
		return e, err
	}
	if err := needed(text); err != nil {
		return e, err
	}
	answers := k.Answers(e)
	if answers == 0 {
		return e, rules.Refuse("evaluation.nobody_above")
	}
	e.Stage, e.Petition, e.PetitionAt, e.AnswerBy = Petitioned, clean(text), k.Now, answers
	e.Rev++
	return e, nil
}

// AnswerPetition keeps what the level above answers, with its reason. Accepted, a new version waits for the scorer, with
// the answer as its reason; else the score stands, and the evaluation is closed.
func (k Desk) AnswerPetition(e Evaluation, a Act, accepted bool, answer string) (old Evaluation, renewed *Evaluation, err error) {
	if over := k.Org.HeadsOver(e.Person); a.By == e.ScoredBy || !slices.Contains(over, a.By) || slices.Index(over, a.By) < slices.Index(over, e.ScoredBy) {
		return e, nil, rules.Refuse("evaluation.not_answerer", "name", k.Org.People[e.AnswerBy].Called())
	}
	if err := k.at(e, a, Petitioned); err != nil {
		return e, nil, err
	}
	if err := needed(answer); err != nil {
		return e, nil, err
	}
	e.AnswerBy, e.Accepted, e.Answer, e.AnsweredAt = a.By, accepted, clean(answer), k.Now
	if !accepted {
		e.Stage = Closed
		e.Rev++
		return e, nil, nil
	}
	old, next := k.renew(e, answer)
	return old, &next, nil
}

// clean is a text on one line, without what can't be seen.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
