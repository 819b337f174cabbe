package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

var november = rules.MustDate("2026-11-01")

func criteria2026() evaluation.Criteria {
	return evaluation.Criteria{Version: "2026", Since: rules.MustDate("2026-01-01"), Groups: []evaluation.Group{
		{Name: "Nhóm I", Criteria: []evaluation.Criterion{{Key: "I.1", Text: "Tư tưởng chính trị", Max: task.N(30)}}},
	}}
}

func (o office) evaluation(p rules.PersonID) evaluation.Evaluation {
	half := task.A(1, 3)
	return evaluation.Evaluation{
		Person: p, From: november, To: november + 29, Version: 1, Rev: 3, Stage: evaluation.Published, Profile: evaluation.Head, Unit: o.planning, Criteria: "2026",
		Self: evaluation.Common{"I.1": {Points: task.A(55, 2)}}, SelfNote: "Đã xong", SelfAt: now, Given: evaluation.Common{"I.1": {NotApplicable: true, Reason: "Không áp dụng"}},
		Set: &half, NotApplicable: map[evaluation.Component]string{evaluation.Quantity: "Không được giao việc"}, Stated: evaluation.Discipline, StatedWhy: "12/QĐ",
		ScoredBy: o.an, ScoredAt: now, Published: now, Total: task.A(901, 10), Level: evaluation.Failed, Touched: []task.ID{7}, Why: "Bổ sung",
		Petition: "Thiếu việc", PetitionAt: now, AnswerBy: o.an, Accepted: true, Answer: "Đúng", AnsweredAt: now,
	}
}

func TestAnEvaluationIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	e := o.evaluation(o.lan)
	write(t, db, func(tx *Tx) error {
		must(0, tx.InsertEvaluation(&e))
		if diff := cmp.Diff(e, must(tx.Evaluation(e.ID)), cmp.Comparer(task.Amount.Equal)); diff != "" {
			t.Error(diff)
		}
		again := o.evaluation(o.lan)
		again.Version = 2
		if err := tx.InsertEvaluation(&again); !errors.Is(err, ErrTaken) {
			t.Errorf("two newest versions of a period: %v", err)
		}
		e.Stage, e.Set, e.Self = evaluation.Replaced, nil, nil
		must(0, tx.SaveEvaluation(e))
		must(0, tx.InsertEvaluation(&again))
		e.Self = evaluation.Common{}
		if diff := cmp.Diff([]evaluation.Evaluation{e, again}, must(tx.EvaluationsOf(o.lan, november, november)), cmp.Comparer(task.Amount.Equal)); diff != "" {
			t.Error(diff)
		}
		if got := must(tx.EvaluationOf(o.lan, november, november+29)); got.Version != 2 {
			t.Errorf("the newest is version %d", got.Version)
		}
		if _, err := tx.EvaluationOf(o.an, november, november+29); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		if d := must(tx.PublishedOn([]rules.PersonID{o.an, o.lan}, november)); d != november+29 {
			t.Errorf("published until %s", d)
		}
		if d := must(tx.PublishedOn([]rules.PersonID{o.lan}, november-1)); d != 0 {
			t.Errorf("a day before is published until %s", d)
		}
		return nil
	})
}

func TestWhatChangesAfterScoringMarksThePeriodThatHoldsIt(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		e, other := o.evaluation(o.lan), o.evaluation(o.minh)
		other.Stage = evaluation.SelfScored
		must(0, tx.InsertEvaluation(&e))
		must(0, tx.InsertEvaluation(&other))
		for range 2 {
			must(0, tx.Touch([]rules.PersonID{o.lan, o.minh}, november+29, 9))
		}
		must(0, tx.Touch([]rules.PersonID{o.lan}, november+30, 10))
		if got := must(tx.Evaluation(e.ID)).Touched; !cmp.Equal(got, []task.ID{7, 9}) {
			t.Errorf("marked by %v", got)
		}
		if got := must(tx.Evaluation(other.ID)).Touched; len(got) != 1 {
			t.Errorf("what is not scored yet is marked by %v", got)
		}
		return nil
	})
}

func TestCriteriaInUseStayAsTheyWere(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		c := criteria2026()
		must(0, tx.UseCriteria(c, now))
		changed := criteria2026()
		changed.Groups[0].Criteria[0].Text = "Khác"
		must(0, tx.UseCriteria(changed, now))
		e := o.evaluation(o.lan)
		must(0, tx.InsertEvaluation(&e))
		want := []evaluation.Used{{Criteria: c, Until: november + 29}}
		if diff := cmp.Diff(want, must(tx.CriteriaUsed()), cmp.Comparer(task.Amount.Equal)); diff != "" {
			t.Error(diff)
		}
		if got := must(tx.Criteria("2026")); got.Differs(c, november) {
			t.Errorf("%+v", got)
		}
		if _, err := tx.Criteria("2027"); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		return nil
	})
}

func TestWhatAScoreWasMadeOfIsKeptBesideIt(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		e := o.evaluation(o.lan)
		must(0, tx.InsertEvaluation(&e))
		before := must(tx.Reckoned(e.ID))
		must(0, tx.KeepReckoned(e.ID, `{"v":1}`))
		if got := must(tx.Reckoned(e.ID)); before != "{}" || got != `{"v":1}` {
			t.Errorf("%s, then %s", before, got)
		}
		return nil
	})
}

func evaluations(tx *Tx, o office) []func() error {
	e := o.evaluation(o.lan)
	must(0, tx.InsertEvaluation(&e))
	must(0, tx.UseCriteria(criteria2026(), now))
	return []func() error{
		func() error { return tx.SaveEvaluation(e) },
		func() error { _, err := tx.Evaluation(e.ID); return err },
		func() error { _, err := tx.EvaluationOf(o.lan, e.From, e.To); return err },
		func() error { _, err := tx.EvaluationsOf(o.lan, e.From, e.To); return err },
		func() error { _, err := tx.EvaluationsIn(o.planning, e.From, e.To); return err },
		func() error { _, err := tx.EvaluationsFor([]rules.PersonID{o.lan}, e.From, e.To); return err },
		func() error { _, err := tx.Evaluations(e.From, e.To); return err },
		func() error { _, err := tx.EvaluationsAt(evaluation.Prompted, day); return err },
		func() error { _, err := tx.PetitionsTo(o.an); return err },
		func() error { _, err := tx.PublishedOn([]rules.PersonID{o.lan}, day); return err },
		func() error { return tx.KeepReckoned(e.ID, "{}") },
		func() error { _, err := tx.Reckoned(e.ID); return err },
		func() error { return tx.Touch([]rules.PersonID{o.lan}, day, 1) },
		func() error { return tx.UseCriteria(criteria2026(), now) },
		func() error { _, err := tx.CriteriaUsed(); return err },
		func() error { _, err := tx.Criteria("2026"); return err },
		func() error { _, err := tx.ExtraOf(o.lan, now, now); return err },
		func() error { _, err := tx.ExtraIn(o.planning, now, now); return err },
		func() error { _, err := tx.ReportsOf(1, 2); return err },
	}
}
