package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

const selectEvaluation = `SELECT id, person_id, first_day, last_day, version, rev, stage, profile, unit_id, criteria, self, self_note, self_at, given, set_ratio,
	not_applicable, stated, stated_why, scored_by, scored_at, published_at, why, total, level, touched, petition, petition_at, answer_by, accepted, answer, answered_at
	FROM evaluation `

func scanEvaluation(r row) (e evaluation.Evaluation, err error) {
	var self, given, none, touched, set string
	err = r.Scan(&e.ID, &e.Person, &e.From, &e.To, &e.Version, &e.Rev, &e.Stage, &e.Profile, &e.Unit, &e.Criteria, &self, &e.SelfNote, &e.SelfAt, &given, &set,
		&none, &e.Stated, &e.StatedWhy, &e.ScoredBy, &e.ScoredAt, &e.Published, &e.Why, &e.Total, &e.Level, &touched, &e.Petition, &e.PetitionAt, &e.AnswerBy, &e.Accepted,
		&e.Answer, &e.AnsweredAt)
	if err != nil {
		return e, err
	}
	for text, into := range map[*string]any{&self: &e.Self, &given: &e.Given, &none: &e.NotApplicable, &touched: &e.Touched} {
		if err := json.Unmarshal([]byte(*text), into); err != nil {
			return e, fmt.Errorf("read evaluation %d: %w", e.ID, err)
		}
	}
	if set != "" {
		e.Set = new(task.Amount)
		err = e.Set.UnmarshalText([]byte(set))
	}
	return e, err
}

// evaluationArgs are what is kept of an evaluation but for what names it.
func evaluationArgs(e evaluation.Evaluation) ([]any, error) {
	args := []any{e.Rev, e.Stage}
	for _, v := range []any{nonNil(e.Self), nonNil(e.Given), nonNil(e.NotApplicable), append([]task.ID{}, e.Touched...)} {
		text, err := json.Marshal(v)
		if err != nil {
			return nil, fmt.Errorf("write an evaluation of person %d: %w", e.Person, err)
		}
		args = append(args, string(text))
	}
	set := ""
	if e.Set != nil {
		set = e.Set.String()
	}
	return append(args, e.SelfNote, e.SelfAt, set, e.Stated, e.StatedWhy, orNull(e.ScoredBy), e.ScoredAt, e.Published, e.Why, e.Total, e.Level,
		e.Petition, e.PetitionAt, orNull(e.AnswerBy), e.Accepted, e.Answer, e.AnsweredAt), nil
}

// nonNil is a map that is written as {} where there is none.
func nonNil[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return m
}

// InsertEvaluation keeps a new evaluation, and sets its ID. ErrTaken: the person has one of that period that no
// other has replaced.
func (tx *Tx) InsertEvaluation(e *evaluation.Evaluation) error {
	args, err := evaluationArgs(*e)
	if err != nil {
		return err
	}
	id, err := tx.insert(`INSERT INTO evaluation (rev, stage, self, given, not_applicable, touched, self_note, self_at, set_ratio, stated, stated_why, scored_by, scored_at,
		published_at, why, total, level, petition, petition_at, answer_by, accepted, answer, answered_at, person_id, first_day, last_day, version, profile, unit_id, criteria)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		append(args, e.Person, e.From, e.To, e.Version, e.Profile, e.Unit, e.Criteria)...)
	if err != nil {
		return fmt.Errorf("insert an evaluation of person %d: %w", e.Person, taken(err))
	}
	e.ID = evaluation.ID(id)
	return nil
}

// SaveEvaluation writes back what changes of one. ErrNotFound: it was never inserted.
func (tx *Tx) SaveEvaluation(e evaluation.Evaluation) error {
	args, err := evaluationArgs(e)
	if err != nil {
		return err
	}
	if err := tx.change(`UPDATE evaluation SET rev = ?, stage = ?, self = ?, given = ?, not_applicable = ?, touched = ?, self_note = ?, self_at = ?, set_ratio = ?, stated = ?,
		stated_why = ?, scored_by = ?, scored_at = ?, published_at = ?, why = ?, total = ?, level = ?, petition = ?, petition_at = ?, answer_by = ?, accepted = ?, answer = ?,
		answered_at = ? WHERE id = ?`, append(args, e.ID)...); err != nil {
		return fmt.Errorf("save evaluation %d: %w", e.ID, err)
	}
	return nil
}

// Evaluation loads one, or ErrNotFound.
func (tx *Tx) Evaluation(id evaluation.ID) (evaluation.Evaluation, error) {
	e, err := queryRow(tx, scanEvaluation, selectEvaluation+`WHERE id = ?`, id)
	if err != nil {
		return e, fmt.Errorf("load evaluation %d: %w", id, err)
	}
	return e, nil
}

// EvaluationOf loads the newest version of a person's evaluation of a period, or ErrNotFound.
func (tx *Tx) EvaluationOf(p rules.PersonID, from, to rules.Date) (evaluation.Evaluation, error) {
	e, err := queryRow(tx, scanEvaluation, selectEvaluation+`WHERE person_id = ? AND first_day = ? AND last_day = ? AND stage <> 7`, p, from, to)
	if err != nil {
		return e, fmt.Errorf("load the evaluation of person %d from %s: %w", p, from, err)
	}
	return e, nil
}

// EvaluationsOf lists all versions of a person's evaluations of periods that begin on from..to, by period and version.
func (tx *Tx) EvaluationsOf(p rules.PersonID, from, to rules.Date) ([]evaluation.Evaluation, error) {
	list, err := queryAll(tx, scanEvaluation, selectEvaluation+`WHERE person_id = ? AND first_day BETWEEN ? AND ? ORDER BY first_day, last_day, version`, p, from, to)
	if err != nil {
		return nil, fmt.Errorf("load the evaluations of person %d: %w", p, err)
	}
	return list, nil
}

// EvaluationsIn lists the newest versions of a unit's evaluations of periods that begin on from..to, by period and person.
func (tx *Tx) EvaluationsIn(unit rules.UnitID, from, to rules.Date) ([]evaluation.Evaluation, error) {
	list, err := queryAll(tx, scanEvaluation, selectEvaluation+`WHERE unit_id = ? AND first_day BETWEEN ? AND ? AND stage <> 7 ORDER BY first_day, person_id`, unit, from, to)
	if err != nil {
		return nil, fmt.Errorf("load the evaluations of unit %d: %w", unit, err)
	}
	return list, nil
}

// EvaluationsFor lists the newest versions of some people's evaluations of a period, by person.
func (tx *Tx) EvaluationsFor(people []rules.PersonID, from, to rules.Date) ([]evaluation.Evaluation, error) {
	list, err := queryAll(tx, scanEvaluation, selectEvaluation+`WHERE person_id IN (SELECT value FROM json_each(?)) AND first_day = ? AND last_day = ? AND stage <> 7 ORDER BY person_id`,
		idList(people), from, to)
	if err != nil {
		return nil, fmt.Errorf("load the evaluations of people from %s: %w", from, err)
	}
	return list, nil
}

// Evaluations lists the newest versions of everybody's evaluations of periods that begin on from..to.
func (tx *Tx) Evaluations(from, to rules.Date) ([]evaluation.Evaluation, error) {
	list, err := queryAll(tx, scanEvaluation, selectEvaluation+`INDEXED BY evaluation_period WHERE first_day BETWEEN ? AND ? AND stage <> 7 ORDER BY first_day, last_day, id`, from, to)
	if err != nil {
		return nil, fmt.Errorf("load the evaluations from %s: %w", from, err)
	}
	return list, nil
}

// EvaluationsAt lists what is at a stage and belongs to a period that ends by a day, by that day.
func (tx *Tx) EvaluationsAt(stage evaluation.Stage, until rules.Date) ([]evaluation.Evaluation, error) {
	list, err := queryAll(tx, scanEvaluation, selectEvaluation+`INDEXED BY evaluation_stage WHERE stage = ? AND stage < 6 AND last_day <= ? ORDER BY last_day, id`, stage, until)
	if err != nil {
		return nil, fmt.Errorf("load the evaluations at stage %d: %w", stage, err)
	}
	return list, nil
}

// PetitionsTo lists the petitions that a person was asked to answer, oldest first.
func (tx *Tx) PetitionsTo(p rules.PersonID) ([]evaluation.Evaluation, error) {
	list, err := queryAll(tx, scanEvaluation, selectEvaluation+`WHERE answer_by = ? AND stage = 5 ORDER BY petition_at, id`, p)
	if err != nil {
		return nil, fmt.Errorf("load the petitions to person %d: %w", p, err)
	}
	return list, nil
}

// PublishedOn is the last day of a period that holds a day and is published for one of some people, 0: none is.
func (tx *Tx) PublishedOn(people []rules.PersonID, day rules.Date) (rules.Date, error) {
	d, err := queryRow(tx, scalarDay, `SELECT coalesce(max(last_day), '') FROM evaluation
		WHERE person_id IN (SELECT value FROM json_each(?1)) AND first_day <= ?2 AND last_day >= ?2 AND stage IN (4, 5, 6)`, idList(people), day)
	if err != nil {
		return 0, fmt.Errorf("find who is scored on %s: %w", day, err)
	}
	return d, nil
}

func scalarDay(r row) (d rules.Date, err error) {
	err = r.Scan(&d)
	return d, err
}

// KeepReckoned keeps what a published score was made of.
func (tx *Tx) KeepReckoned(id evaluation.ID, text string) error {
	if err := tx.change(`UPDATE evaluation SET reckoned = ? WHERE id = ?`, text, id); err != nil {
		return fmt.Errorf("keep what evaluation %d was made of: %w", id, err)
	}
	return nil
}

// Reckoned is what KeepReckoned kept, {} before.
func (tx *Tx) Reckoned(id evaluation.ID) (string, error) {
	text, err := queryRow(tx, scalar[string], `SELECT reckoned FROM evaluation WHERE id = ?`, id)
	if err != nil {
		return "", fmt.Errorf("load what evaluation %d was made of: %w", id, err)
	}
	return text, nil
}

// Touch notes at evaluations of people that hold a day, and were scored already, that a task of theirs changed since.
func (tx *Tx) Touch(people []rules.PersonID, day rules.Date, id task.ID) error {
	if _, err := tx.exec(`UPDATE evaluation SET touched = json_insert(touched, '$[#]', ?3) WHERE person_id IN (SELECT value FROM json_each(?1)) AND first_day <= ?2 AND last_day >= ?2
		AND stage IN (3, 4, 5, 6) AND NOT EXISTS (SELECT 1 FROM json_each(evaluation.touched) j WHERE j.value = ?3)`, idList(people), day, id); err != nil {
		return fmt.Errorf("note that task %d changed after it was scored: %w", id, err)
	}
	return nil
}

// UseCriteria keeps a version of the common criteria as it is, the first time that somebody is judged by it.
func (tx *Tx) UseCriteria(c evaluation.Criteria, at time.Time) error {
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("keep criteria %s: %w", c.Version, err)
	}
	if _, err := tx.exec(`INSERT INTO criteria_used (version, text, used_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, c.Version, string(text), at); err != nil {
		return fmt.Errorf("keep criteria %s: %w", c.Version, err)
	}
	return nil
}

const selectCriteria = `SELECT text, (SELECT coalesce(max(e.last_day), '') FROM evaluation e WHERE e.criteria = criteria_used.version) FROM criteria_used `

func scanCriteria(r row) (c evaluation.Used, err error) {
	var text string
	if err = r.Scan(&text, &c.Until); err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(text), &c.Criteria)
}

// CriteriaUsed lists the versions that people were judged by, by name.
func (tx *Tx) CriteriaUsed() ([]evaluation.Used, error) {
	list, err := queryAll(tx, scanCriteria, selectCriteria+`ORDER BY version`)
	if err != nil {
		return nil, fmt.Errorf("load the criteria in use: %w", err)
	}
	return list, nil
}

// Criteria loads a version that people were judged by, or ErrNotFound.
func (tx *Tx) Criteria(version string) (evaluation.Criteria, error) {
	c, err := keptRow(tx, scanText, `SELECT text FROM criteria_used WHERE version = ?`, version)
	if err != nil {
		return evaluation.Criteria{}, fmt.Errorf("load criteria %s: %w", version, err)
	}
	return c, nil
}

func scanText(r row) (c evaluation.Criteria, err error) {
	var text string
	if err = r.Scan(&text); err != nil {
		return c, err
	}
	err = json.Unmarshal([]byte(text), &c)
	return c, err
}

// ExtraOf lists the extra tasks that a person owns or works on and that may have been handed in within a stretch.
func (tx *Tx) ExtraOf(p rules.PersonID, from, to time.Time) ([]task.Task, error) {
	return tx.tasks(selectTask+`INDEXED BY task_extra_owner WHERE t.extra = 1 AND t.owner_id = ?1 AND t.submitted_at >= ?2 AND t.first_submitted_at < ?3
		UNION `+selectTask+`WHERE t.id IN (SELECT task_id FROM task_share WHERE person_id = ?1) AND t.extra = 1 AND t.submitted_at >= ?2 AND t.first_submitted_at < ?3
		ORDER BY 5, 1`, p, from, to)
}

// ExtraIn lists the extra tasks of a unit that may have been handed in within a stretch.
func (tx *Tx) ExtraIn(unit rules.UnitID, from, to time.Time) ([]task.Task, error) {
	return tx.tasks(selectTask+`INDEXED BY task_extra_unit WHERE t.extra = 1 AND t.unit_id = ? AND t.submitted_at >= ? AND t.first_submitted_at < ? ORDER BY t.due_at, t.id`, unit, from, to)
}

// ReportsOf lists the reports on tasks, by task, oldest first.
func (tx *Tx) ReportsOf(ids ...task.ID) ([]task.Report, error) {
	list, err := queryAll(tx, scanReport, selectReport+`WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY task_id, id`, idList(ids))
	if err != nil {
		return nil, fmt.Errorf("load the reports on tasks: %w", err)
	}
	return list, nil
}
