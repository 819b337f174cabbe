// Package evaluation holds what becomes of the evaluations of a period: opened by time, scored by the person, then by
// the head, published with everything behind each figure, petitioned, answered.
package evaluation

import (
	"errors"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// Step is what somebody who acts does to one evaluation.
type Step struct {
	ID   evaluation.ID
	Rev  int   // of the card that was pressed, 0: typed
	Chat int64 // where it was pressed: that card is edited by the caller
}

func (s Step) act(do pilot.Do) evaluation.Act { return evaluation.Act{By: do.By.Person, Rev: s.Rev} }

// Ref names an evaluation's card.
func Ref(id evaluation.ID) store.Ref { return store.Ref{Kind: pilot.ObjectEvaluation, ID: int64(id)} }

// Month is the period that a day belongs to.
func Month(d rules.Date) (from, to rules.Date) { return d.MonthStart(), d.MonthEnd() }

// desk is where an evaluation is dealt with by who acts.
func desk(do pilot.Do, e evaluation.Evaluation) (evaluation.Desk, error) {
	people := []rules.PersonID{e.Person, do.By.Person, e.ScoredBy, e.AnswerBy}
	slices.Sort(people)
	people = slices.DeleteFunc(slices.Compact(people), func(p rules.PersonID) bool { return p == 0 })
	d, err := do.Desk(people...)
	if err != nil {
		return evaluation.Desk{}, err
	}
	criteria, err := do.Tx.Criteria(e.Criteria)
	return evaluation.Desk{Org: d.Org, Calendar: do.Calendar, Now: do.Now, Policy: do.Scoring.Policy, Criteria: criteria}, err
}

// subject is whose evaluation it is, for the access rules.
func subject(do pilot.Do, p rules.PersonID) (rules.Subject, error) {
	person, err := do.Tx.Person(p, do.Today)
	if err != nil {
		return rules.Subject{}, fmt.Errorf("find whose evaluation it is: %w", err)
	}
	return do.Subject(person.ID, person.Unit)
}

// begin loads an evaluation for whoever has the right over it.
func begin(do pilot.Do, s Step, right pilot.Right) (e evaluation.Evaluation, k evaluation.Desk, err error) {
	if e, err = do.Tx.Evaluation(s.ID); err != nil {
		return e, k, err
	}
	about, err := subject(do, e.Person)
	if err != nil {
		return e, k, err
	}
	if err := do.Assert(right, about); err != nil {
		return e, k, err
	}
	k, err = desk(do, e)
	return e, k, err
}

// save keeps what became of an evaluation, audits it and refreshes its cards.
func save(do pilot.Do, s Step, action string, before, after evaluation.Evaluation) error {
	if err := do.Tx.SaveEvaluation(after); err != nil {
		return err
	}
	if err := audit(do, action, before, after); err != nil {
		return err
	}
	if err := do.Tx.RefreshAll(do.Now, s.Chat, Ref(after.ID)); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

func audit(do pilot.Do, action string, before any, after evaluation.Evaluation) error {
	return do.Audit(store.Entry{Action: action, Object: pilot.ObjectEvaluation, ObjectID: int64(after.ID), Before: before, After: after})
}

// Open begins the evaluation of a person's period. opened is false where there is nothing to begin: one stands already,
// there are no criteria on the last day, the person is not on the staff of a unit in the pilot then and heads none, or
// away all the period's working days.
func Open(do pilot.Do, p rules.PersonID, from, to rules.Date) (e evaluation.Evaluation, opened bool, err error) {
	about, err := subject(do, p)
	if err != nil {
		return e, false, err
	}
	if err := do.Assert(pilot.OpenScores, about); err != nil {
		return e, false, err
	}
	criteria, some := evaluation.On(do.Scoring.Criteria, to)
	if !some {
		return e, false, nil
	}
	e, err = do.Tx.EvaluationOf(p, from, to)
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return e, false, err
	}
	if e, some, err = blank(do, p, from, to); err != nil || !some {
		return e, false, err
	}
	e.Criteria = criteria.Version
	if err := do.Tx.UseCriteria(criteria, do.Now); err != nil {
		return e, false, err
	}
	if err := do.Tx.InsertEvaluation(&e); err != nil {
		return e, false, err
	}
	if do.By.Job != "" { // that time passed is nobody's decision
		return e, true, nil
	}
	return e, true, audit(do, "evaluation.open", nil, e)
}

// blank is an evaluation as it begins; some is false where the person is not to be scored.
func blank(do pilot.Do, p rules.PersonID, from, to rules.Date) (e evaluation.Evaluation, some bool, err error) {
	person, err := do.Tx.Person(p, to)
	if err != nil || !person.Active || person.Unit == 0 {
		return e, false, err
	}
	unit, err := do.Tx.Unit(person.Unit)
	if err != nil || !unit.InPilot(to) {
		return e, false, err
	}
	heads, err := do.Tx.HeadOf(p)
	if err != nil || !isScored(person, len(heads) > 0) {
		return e, false, err
	}
	away, err := awayAll(do, p, from, to)
	if err != nil || away {
		return e, false, err
	}
	position, err := do.Tx.Position(person.Position)
	if err != nil {
		return e, false, err
	}
	return evaluation.Evaluation{
		Person: p, From: from, To: to, Version: 1, Rev: 1, Stage: evaluation.Prompted, Profile: do.Scoring.ProfileOf(len(heads) > 0, position.Code), Unit: person.Unit,
	}, true, nil
}

// SelfScore keeps the own marks of who acts, all of them, until the scorer has scored.
func SelfScore(do pilot.Do, s Step, marks evaluation.Common, note string) (evaluation.Evaluation, error) {
	before, k, err := begin(do, s, pilot.ScoreSelf)
	if err != nil {
		return before, err
	}
	after, err := k.SelfScore(before, s.act(do), marks, note)
	if err != nil {
		return before, err
	}
	return after, save(do, s, "evaluation.self", before, after)
}

// Score keeps the marks that who acts gives, and what they state.
func Score(do pilot.Do, s Step, g evaluation.Given) (evaluation.Evaluation, error) {
	before, k, err := begin(do, s, pilot.ScoreStaff)
	if err != nil {
		return before, err
	}
	after, err := k.Score(before, s.act(do), g)
	if err != nil {
		return before, err
	}
	return after, save(do, s, "evaluation.score", before, after)
}

// Publish shows the score to its person, with everything that it was made of, which stays as it is from then on.
func Publish(do pilot.Do, s Step) (evaluation.Evaluation, error) {
	before, k, err := begin(do, s, pilot.ScoreStaff)
	if err != nil {
		return before, err
	}
	if err := k.Over(before); err != nil {
		return before, err
	}
	r, err := live(do, before, k.Criteria)
	if err != nil {
		return before, err
	}
	after, err := k.Publish(before, s.act(do), r.Score)
	if err != nil {
		return before, err
	}
	text, err := freeze(r)
	if err != nil {
		return before, err
	}
	if err := do.Tx.KeepReckoned(after.ID, text); err != nil {
		return before, err
	}
	if err := save(do, s, "evaluation.publish", before, after); err != nil {
		return before, err
	}
	return after, tell(do, after, after.Person, "notice.evaluation.published")
}

// Renew begins a new version of a published score, with a reason; its person is told.
func Renew(do pilot.Do, s Step, why string) (evaluation.Evaluation, error) {
	before, k, err := begin(do, s, pilot.ScoreStaff)
	if err != nil {
		return before, err
	}
	old, renewed, err := k.Renew(before, s.act(do), why)
	if err != nil {
		return before, err
	}
	if err := replace(do, s, before, old, &renewed); err != nil {
		return before, err
	}
	return renewed, tell(do, renewed, renewed.Person, "notice.evaluation.renewed")
}

// replace puts a new version in the place of an old one.
func replace(do pilot.Do, s Step, before, old evaluation.Evaluation, renewed *evaluation.Evaluation) error {
	if err := save(do, s, "evaluation.renew", before, old); err != nil {
		return err
	}
	if err := do.Tx.InsertEvaluation(renewed); err != nil {
		return err
	}
	return audit(do, "evaluation.open", nil, *renewed)
}

// File keeps a petition of who acts against their score; the level above whoever scored is asked to answer it, and who
// scored hears of it.
func File(do pilot.Do, s Step, text string) (evaluation.Evaluation, error) {
	before, k, err := begin(do, s, pilot.ScoreSelf)
	if err != nil {
		return before, err
	}
	after, err := k.File(before, s.act(do), text)
	if err != nil {
		return before, err
	}
	if err := save(do, s, "evaluation.petition", before, after); err != nil {
		return before, err
	}
	if err := tell(do, after, after.AnswerBy, "notice.evaluation.petition"); err != nil {
		return before, err
	}
	return after, tell(do, after, after.ScoredBy, "notice.evaluation.petitioned")
}

// AnswerPetition keeps the answer of the level above, with its reason. Accepted, a new version waits for the scorer, and
// is what is returned. The person is told, and who scored.
func AnswerPetition(do pilot.Do, s Step, accepted bool, answer string) (evaluation.Evaluation, error) {
	before, k, err := begin(do, s, pilot.ScoreStaff)
	if err != nil {
		return before, err
	}
	old, renewed, err := k.AnswerPetition(before, s.act(do), accepted, answer)
	if err != nil {
		return before, err
	}
	after := old
	if renewed != nil {
		if err := replace(do, s, before, old, renewed); err != nil {
			return before, err
		}
		after = *renewed
		if err := tell(do, after, old.ScoredBy, "notice.evaluation.redo"); err != nil {
			return before, err
		}
	} else if err := save(do, s, "evaluation.answer", before, old); err != nil {
		return before, err
	}
	return after, tell(do, old, old.Person, "notice.evaluation.answered")
}
