package evaluation

import (
	"errors"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// Case is an evaluation as it is shown to who acts.
type Case struct {
	Evaluation evaluation.Evaluation
	Person     rules.Person
	Mine       bool
	Criteria   evaluation.Criteria // the version that judges it, as it was
	Reckoning  Reckoning
	Before     *evaluation.Evaluation // the newest version of the month before, nil: none that the reader may see
	Scorer     rules.Person           // who scores, zero: nobody
	Answerer   rules.Person           // who answers a petition, zero: nobody or none

	// What who acts may do now.
	SelfScores, Scores, Publishes, Renews, Files, Answers bool

	SelfBy, ScoreBy, PublishBy rules.Date
	AwayUntil                  rules.Date // as a Line says
	FileUntil, AnswerUntil     rules.Date // of a published one; of a petitioned one; 0 too where the calendar doesn't know yet
}

// Sees reports whether who acts may see an evaluation: its person, whoever scores or scored it, the level above, and who
// was asked to answer its petition; coordinators and auditors, whose look is logged.
func Sees(do pilot.Do, e evaluation.Evaluation) (bool, error) {
	if do.By.Person == 0 || concerns(e, do.By.Person) {
		return do.By.Person != 0, nil
	}
	k, err := desk(do, e)
	if err != nil {
		return false, err
	}
	return sees(k, e, do.By.Person), nil
}

// concerns reports whether somebody has a part in an evaluation, whatever they head now.
func concerns(e evaluation.Evaluation, me rules.PersonID) bool {
	return slices.Contains([]rules.PersonID{e.Person, e.ScoredBy, e.AnswerBy}, me)
}

func sees(k evaluation.Desk, e evaluation.Evaluation, me rules.PersonID) bool {
	if concerns(e, me) || k.Org.People[me].Roles.Has(rules.Coordinator|rules.Auditor) {
		return true
	}
	over := k.Org.HeadsOver(e.Person)
	return slices.Contains(over[:min(len(over), 2)], me) //nolint:mnd // the scorer and the level above
}

// look loads an evaluation for whoever may see it.
func look(do pilot.Do, id evaluation.ID) (e evaluation.Evaluation, k evaluation.Desk, err error) {
	if e, k, err = begin(do, Step{ID: id}, pilot.ReadScores); err != nil {
		return e, k, err
	}
	if do.By.Person == 0 || !sees(k, e, do.By.Person) {
		return e, k, rules.Refuse("access.foreign")
	}
	return e, k, nil
}

// CaseOf is an evaluation with everything behind it, for whoever may see it; looks of others are for the caller to note
// (do.NoteRead). What a scorer gave is the person's to see once it is published.
func CaseOf(do pilot.Do, id evaluation.ID) (c Case, err error) {
	e, k, err := look(do, id)
	if err != nil {
		return c, err
	}
	c.Mine = e.Person == do.By.Person
	if c.Mine {
		e = ownView(e)
	}
	c.Evaluation, c.Criteria = e, k.Criteria
	if c.Person, err = do.Tx.Person(e.Person, do.Today); err != nil {
		return c, err
	}
	if c.Reckoning, err = reckoning(do, e, k.Criteria); err != nil {
		return c, err
	}
	if c.Before, err = before(do, e, c.Mine); err != nil {
		return c, err
	}
	if c.AwayUntil, err = awayOf(do, e); err != nil {
		return c, err
	}
	c.Scorer, c.Answerer = k.Org.People[k.Scorer(e.Person)], k.Org.People[e.AnswerBy]
	err = c.rights(do, k)
	return c, err
}

// ownView hides from a person what was given to them and is not published.
func ownView(e evaluation.Evaluation) evaluation.Evaluation {
	if e.Published.IsZero() {
		e.Given, e.Set, e.NotApplicable, e.Stated, e.StatedWhy = nil, nil, nil, evaluation.NoCase, ""
	}
	return e
}

// before is the newest version of the month before; its person sees it once it is published, others what they may.
func before(do pilot.Do, e evaluation.Evaluation, mine bool) (*evaluation.Evaluation, error) {
	from, to := Month(e.From - 1)
	b, err := do.Tx.EvaluationOf(e.Person, from, to)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if mine {
		b = ownView(b)
	}
	if seen, err := Sees(do, b); err != nil || !seen {
		return nil, err
	}
	return &b, nil
}

// reckoning is how a score comes about: as published, with what changed since; else as of now.
func reckoning(do pilot.Do, e evaluation.Evaluation, criteria evaluation.Criteria) (Reckoning, error) {
	if e.Published.IsZero() {
		return live(do, e, criteria)
	}
	then, err := thaw(do, e, criteria)
	then.Changed = e.Touched
	return then, err
}

// rights says what who acts may do now, and until when.
func (c *Case) rights(do pilot.Do, k evaluation.Desk) (err error) {
	e, me := c.Evaluation, do.By.Person
	open := slices.Contains([]evaluation.Stage{evaluation.Prompted, evaluation.SelfScored, evaluation.Scored}, e.Stage)
	scores := k.Scorer(e.Person) == me && me != 0
	c.SelfScores = c.Mine && (e.Stage == evaluation.Prompted || e.Stage == evaluation.SelfScored)
	c.Scores = scores && open
	c.Publishes = scores && e.Stage == evaluation.Scored && k.Over(e) == nil && c.Reckoning.Score.Complete()
	c.Renews = scores && (e.Stage == evaluation.Published || e.Stage == evaluation.Closed)
	cycle := do.Scoring.Policy.Cycle
	c.SelfBy, c.ScoreBy, c.PublishBy = deadline(e.From, cycle.SelfBy), deadline(e.From, cycle.ScoreBy), deadline(e.To+1, cycle.PublishBy)
	petitions := do.Scoring.Policy.Petitions[e.Profile]
	if !e.Published.IsZero() && e.PetitionAt.IsZero() {
		if c.FileUntil, err = evaluation.Told(petitions.FileUntil(do.Pilot.Today(e.Published), do.Calendar)); err != nil {
			return err
		}
		c.Files = c.Mine && e.Stage == evaluation.Published && (c.FileUntil == 0 || do.Today <= c.FileUntil)
	}
	if e.Stage == evaluation.Petitioned {
		if c.AnswerUntil, err = evaluation.Told(petitions.AnswerUntil(do.Pilot.Today(e.PetitionAt), do.Calendar)); err != nil {
			return err
		}
		over := k.Org.HeadsOver(e.Person)
		c.Answers = me != e.ScoredBy && slices.Contains(over, me) && slices.Index(over, me) > slices.Index(over, e.ScoredBy)
	}
	return nil
}

// ReckoningOf is how a score comes about, for whoever may see it: where each figure comes from (từ đâu?).
func ReckoningOf(do pilot.Do, id evaluation.ID) (Reckoning, error) {
	_, r, err := Reckoned(do, id)
	return r, err
}

// Reckoned is ReckoningOf with the evaluation itself.
func Reckoned(do pilot.Do, id evaluation.ID) (e evaluation.Evaluation, r Reckoning, err error) {
	e, k, err := look(do, id)
	if err != nil {
		return e, r, err
	}
	if e.Person == do.By.Person {
		e = ownView(e)
	}
	r, err = reckoning(do, e, k.Criteria)
	return e, r, err
}

// Mine are the newest versions of the evaluations of who acts, the newest period first.
func Mine(do pilot.Do) (out []evaluation.Evaluation, err error) {
	if err := do.Assert(pilot.ReadScores, rules.Subject{Person: do.By.Person}); err != nil {
		return nil, err
	}
	list, err := do.Tx.EvaluationsOf(do.By.Person, rules.FirstDate, rules.LastDate)
	for _, e := range slices.Backward(list) {
		if e.Stage != evaluation.Replaced {
			out = append(out, ownView(e))
		}
	}
	return out, err
}

// Versions are all versions of an evaluation, the first one first, for whoever may see it.
func Versions(do pilot.Do, id evaluation.ID) ([]evaluation.Evaluation, error) {
	e, _, err := look(do, id)
	if err != nil {
		return nil, err
	}
	list, err := do.Tx.EvaluationsOf(e.Person, e.From, e.From)
	list = slices.DeleteFunc(list, func(x evaluation.Evaluation) bool { return x.To != e.To })
	if e.Person == do.By.Person {
		for i := range list {
			list[i] = ownView(list[i])
		}
	}
	return list, err
}

// Line is somebody whom who acts scores, and how far it is.
type Line struct {
	Person     rules.Person
	Evaluation *evaluation.Evaluation // nil: none of the period
	AwayUntil  rules.Date             // not self-scored, and on leave over all the days for that: the last of it, else 0
}

// Staff lists whom who acts scores in the period that begins on a day, by name: those to be scored first.
func Staff(do pilot.Do, from rules.Date) ([]Line, error) {
	me, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return nil, err
	}
	if err := do.Assert(pilot.ReadScores, rules.Subject{Person: me.ID}); err != nil {
		return nil, err
	}
	from, to := Month(from)
	people, err := scoredIn(do, me.ID, from)
	if err != nil {
		return nil, err
	}
	ids := make([]rules.PersonID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	list, err := do.Tx.EvaluationsFor(ids, from, to)
	if err != nil {
		return nil, err
	}
	lines := make([]Line, len(people))
	for i, p := range people {
		lines[i].Person = p
		if j := slices.IndexFunc(list, func(e evaluation.Evaluation) bool { return e.Person == p.ID }); j >= 0 {
			lines[i].Evaluation = &list[j]
		}
	}
	if lines, err = withoutAccounts(do, lines); err != nil {
		return nil, err
	}
	if err := noteAway(do, lines, from); err != nil {
		return nil, err
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return a.place() - b.place() })
	return lines, nil
}

// withoutAccounts leaves out who has no sheet since they can't have one.
func withoutAccounts(do pilot.Do, lines []Line) ([]Line, error) {
	if !slices.ContainsFunc(lines, func(l Line) bool { return l.Evaluation == nil && !isScored(l.Person, false) }) {
		return lines, nil
	}
	units, err := do.Tx.Units()
	return slices.DeleteFunc(lines, func(l Line) bool { return l.Evaluation == nil && !isScored(l.Person, heads(l.Person.ID, units)) }), err
}

// place orders what is to be scored first, then what is to be published, what is done, and whoever has none.
func (l Line) place() int {
	switch {
	case l.Evaluation == nil:
		return int(evaluation.Closed) + 1
	case l.Evaluation.Stage == evaluation.SelfScored:
		return 0
	}
	return int(l.Evaluation.Stage)
}

// PetitionsTo lists the petitions that who acts was asked to answer, the oldest first.
func PetitionsTo(do pilot.Do) ([]evaluation.Evaluation, error) {
	if err := do.Assert(pilot.ReadScores, rules.Subject{Person: do.By.Person}); err != nil {
		return nil, err
	}
	return do.Tx.PetitionsTo(do.By.Person)
}

// Criteria is the version of the common criteria that judges who acts: that of their newest open evaluation, else the
// one that holds today; some is false where there is none.
func Criteria(do pilot.Do) (c evaluation.Criteria, some bool, err error) {
	mine, err := Mine(do)
	if err != nil {
		return c, false, err
	}
	if len(mine) > 0 && mine[0].To >= do.Today {
		c, err = do.Tx.Criteria(mine[0].Criteria)
		return c, err == nil, err
	}
	c, some = evaluation.On(do.Scoring.Criteria, do.Today)
	return c, some, nil
}
