package evaluation

import (
	"errors"

	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// bill is one evaluation with all that is behind its figures, as the forms and the screens tell it.
type bill struct {
	evaluation.Evaluation
	score.Case

	policy    evaluation.Policy
	criteria  evaluation.Criteria
	sheet     evaluation.Sheet
	score     evaluation.Score
	own, unit evaluation.Reckoning
	person    rules.Person
	unitName  string
	position  string
	names     map[rules.PersonID]string
	fileLeft  int // working days in which it can still be petitioned, today among them; below 0: it can't
	home      int // half-days on which was reported from home
	office    int
}

// billOf loads an evaluation for whoever may see it.
func billOf(do pilot.Do, id evaluation.ID) (b bill, err error) {
	c, err := score.CaseOf(do, id)
	if err != nil {
		return b, err
	}
	r := c.Reckoning
	b = bill{
		Evaluation: c.Evaluation, Case: c, policy: r.Policy, criteria: c.Criteria, sheet: r.Sheet, score: r.Score, own: r.Sheet.Own, unit: r.Sheet.Unit, person: c.Person,
		names: map[rules.PersonID]string{c.Scorer.ID: c.Scorer.Called(), c.Answerer.ID: c.Answerer.Called()}, fileLeft: -1,
	}
	unit, err := do.Tx.Unit(b.Evaluation.Unit)
	if err != nil {
		return b, err
	}
	b.unitName = unit.Name
	ids := []rules.PersonID{b.ScoredBy, b.AnswerBy}
	for _, p := range r.Parts {
		ids, b.position = append(ids, p.Head), p.Position.Name
	}
	for _, id := range ids {
		if _, known := b.names[id]; known || id == 0 {
			continue
		}
		p, err := do.Tx.Person(id, do.Today)
		if err != nil {
			return b, err
		}
		b.names[id] = p.Called()
	}
	counted := map[task.ID]bool{}
	for _, l := range b.own.Lines {
		if w := r.Work[l.Task]; !counted[l.Task] {
			counted[l.Task] = true
			b.home, b.office = b.home+w.Home, b.office+w.Office
		}
	}
	switch {
	case c.Files && c.FileUntil == 0:
		b.fileLeft = 0
	case c.Files:
		b.fileLeft, err = do.Calendar.WorkingDays(do.Today, c.FileUntil)
	}
	return b, err
}

// reckoned is an evaluation with its figures alone, for whoever gives marks.
func reckoned(t *chat.Turn, id evaluation.ID) (b bill, err error) {
	e, r, err := score.Reckoned(t.Do(), id)
	if err != nil {
		return b, err
	}
	b.Evaluation = e
	b.policy, b.criteria, b.sheet, b.score, b.own, b.unit = r.Policy, r.Sheet.Criteria, r.Sheet, r.Score, r.Sheet.Own, r.Sheet.Unit
	if b.person = t.Person; e.Person != t.Person.ID {
		b.person, err = t.Tx.Person(e.Person, t.Today)
	}
	return b, err
}

// monthBefore is somebody's evaluation of the month before, nil: there is none.
func monthBefore(t *chat.Turn, e evaluation.Evaluation) (*evaluation.Evaluation, error) {
	from, to := score.Month(e.From - 1)
	b, err := t.Tx.EvaluationOf(e.Person, from, to)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // there is none
	}
	return &b, err
}

// versionBefore is the version that an evaluation replaces; of the first one, the evaluation of the month before.
func versionBefore(t *chat.Turn, e evaluation.Evaluation) (*evaluation.Evaluation, error) {
	if e.Version == 1 {
		return monthBefore(t, e)
	}
	list, err := t.Tx.EvaluationsOf(e.Person, e.From, e.From)
	for i := range list {
		if list[i].To == e.To && list[i].Version == e.Version-1 {
			return &list[i], err
		}
	}
	return nil, err
}

// scored reports whether the scorer gave marks.
func (b bill) scored() bool { return len(b.Given) > 0 }
