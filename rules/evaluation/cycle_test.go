package evaluation_test

import (
	"errors"
	"testing"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// An office in a department: a director over all, an heads the office, binh and chi are clerks, dung is a's delegate.
const (
	director rules.PersonID = 1
	an       rules.PersonID = 2
	dung     rules.PersonID = 5
)

func desk(now string) evaluation.Desk {
	o := &rules.Org{
		Zone: saigon, People: map[rules.PersonID]rules.Person{},
		Units:       map[rules.UnitID]rules.Unit{1: {ID: 1, Head: director, Active: true}, 2: {ID: 2, Parent: 1, Head: an, Active: true}},
		Delegations: []rules.Delegation{{From: an, To: dung, First: day("2026-11-01"), Last: day("2026-12-31")}},
	}
	for p, name := range map[rules.PersonID]string{director: "Giám đốc", an: "Ân", binh: "Bình", chi: "Chi", dung: "Dũng"} {
		unit := rules.UnitID(2)
		if p == director {
			unit = 1
		}
		o.People[p] = rules.Person{ID: p, Name: name, Unit: unit, Active: true, Linked: true}
	}
	return evaluation.Desk{Org: o, Calendar: calendar(), Now: at(now), Policy: evaluation.DefaultPolicy(), Criteria: criteria()}
}

func prompted(p rules.PersonID) evaluation.Evaluation {
	return evaluation.Evaluation{Person: p, From: day("2026-11-01"), To: day("2026-11-30"), Version: 1, Rev: 1, Stage: evaluation.Prompted, Profile: evaluation.CivilServant, Unit: 2, Criteria: "2026"}
}

func refused(t *testing.T, err error, key string) {
	t.Helper()
	var r *rules.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%v, want a refusal %s", err, key)
	}
	said(t, r.Reasons)
	for _, m := range r.Reasons {
		if m.Key == key {
			return
		}
	}
	t.Errorf("refused because of %v, want %s", r.Reasons, key)
}

// scored is bình's evaluation after an scored it as bình did.
func scored(t *testing.T, k evaluation.Desk) evaluation.Evaluation {
	t.Helper()
	e, err := k.SelfScore(prompted(binh), evaluation.Act{By: binh}, full(k.Criteria), "")
	if err != nil {
		t.Fatal(err)
	}
	if e, err = k.Score(e, evaluation.Act{By: an}, evaluation.Given{Common: full(k.Criteria)}); err != nil {
		t.Fatal(err)
	}
	return e
}

func published(t *testing.T, k evaluation.Desk) evaluation.Evaluation {
	t.Helper()
	e, err := k.Publish(scored(t, k), evaluation.Act{By: an}, evaluation.Score{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestOnlyThePersonScoresThemselfAndEachCriterionNeedsItsMark(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-24 09:00")
	marks := full(k.Criteria)
	_, err := k.SelfScore(prompted(binh), evaluation.Act{By: chi}, marks, "")
	refused(t, err, "evaluation.not_yours")
	delete(marks, "II.2")
	_, err = k.SelfScore(prompted(binh), evaluation.Act{By: binh}, marks, "")
	refused(t, err, "evaluation.marks_missing")
	marks["II.2"] = evaluation.Mark{Points: task.N(3)}
	_, err = k.SelfScore(prompted(binh), evaluation.Act{By: binh}, marks, "")
	refused(t, err, "evaluation.points")
	_, err = k.SelfScore(prompted(binh), evaluation.Act{By: binh}, full(k.Criteria), "kế hoạch (Tối mật)")
	refused(t, err, "task.secret")
	e, err := k.SelfScore(prompted(binh), evaluation.Act{By: binh}, full(k.Criteria), "  hoàn thành  ")
	if err != nil || e.Stage != evaluation.SelfScored || e.SelfNote != "hoàn thành" || e.Rev != 2 {
		t.Fatal(e, err)
	}
	_, err = k.SelfScore(scored(t, k), evaluation.Act{By: binh}, full(k.Criteria), "")
	refused(t, err, "evaluation.stage")
	_, err = k.SelfScore(e, evaluation.Act{By: binh, Rev: 1}, full(k.Criteria), "")
	refused(t, err, "evaluation.changed")
}

func TestTheHeadOfTheUnitScoresNoDelegateAndNobodyThemself(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-26 09:00")
	given := evaluation.Given{Common: full(k.Criteria)}
	for by, key := range map[rules.PersonID]string{binh: "evaluation.own", dung: "evaluation.not_scorer", director: "evaluation.not_scorer"} {
		_, err := k.Score(prompted(binh), evaluation.Act{By: by}, given)
		refused(t, err, key)
	}
	if k.Scorer(an) != director {
		t.Errorf("a head is scored by %d", k.Scorer(an))
	}
	_, err := k.Score(prompted(director), evaluation.Act{By: an}, given)
	refused(t, err, "evaluation.no_scorer")
	office := k.Org.Units[2]
	office.Head = 0
	k.Org.Units[2] = office
	if k.Scorer(binh) != director {
		t.Error("where the seat is vacant the next above scores")
	}
}

func TestEachChangeOfASelfScoreHasItsReason(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-26 09:00")
	e, err := k.SelfScore(prompted(binh), evaluation.Act{By: binh}, full(k.Criteria), "")
	if err != nil {
		t.Fatal(err)
	}
	given := evaluation.Given{Common: full(k.Criteria)}
	given.Common["I.1"] = evaluation.Mark{Points: task.N(4)}
	_, err = k.Score(e, evaluation.Act{By: an}, given)
	refused(t, err, "evaluation.change_reason")
	given.Common["I.1"] = evaluation.Mark{Points: task.N(4), Reason: "hai lần họp muộn"}
	given.Stated = evaluation.Discipline
	_, err = k.Score(e, evaluation.Act{By: an}, given)
	refused(t, err, "evaluation.case_reason")
	given.StatedWhy = "Quyết định 12/QĐ ngày 03/11/2026"
	if e, err = k.Score(e, evaluation.Act{By: an}, given); err != nil || e.Stage != evaluation.Scored || e.ScoredBy != an || e.StatedWhy == "" {
		t.Error(e, err)
	}
	if _, err = k.Score(prompted(binh), evaluation.Act{By: an}, evaluation.Given{Common: full(k.Criteria)}); err != nil {
		t.Error("who has not scored themself is not scored:", err)
	}
}

func TestWhatIsMissingIsNotPublishedAndWhatIsPublishedIsNotEdited(t *testing.T) {
	t.Parallel()
	k := desk("2026-12-04 09:00")
	e := scored(t, k)
	_, err := k.Publish(e, evaluation.Act{By: an}, evaluation.Score{Missing: []evaluation.Component{evaluation.Quantity, evaluation.UnitWork}})
	refused(t, err, "evaluation.components_missing")
	_, err = k.Publish(e, evaluation.Act{By: director}, evaluation.Score{})
	refused(t, err, "evaluation.not_scorer")
	e = published(t, k)
	_, err = k.Score(e, evaluation.Act{By: an}, evaluation.Given{Common: full(k.Criteria)})
	refused(t, err, "evaluation.published")
	_, _, err = k.Renew(e, evaluation.Act{By: an}, " ")
	refused(t, err, "evaluation.no_reason")
	old, renewed, err := k.Renew(e, evaluation.Act{By: an}, "sót một việc đã nộp")
	if err != nil || old.Stage != evaluation.Replaced || renewed.Version != 2 || renewed.Stage != evaluation.SelfScored || len(renewed.Given) != 0 || !old.Published.Equal(e.Published) {
		t.Error(old, renewed, err)
	}
	_, err = k.Score(old, evaluation.Act{By: an}, evaluation.Given{Common: full(k.Criteria)})
	refused(t, err, "evaluation.replaced")
}

func TestAPetitionIsFiledOnceInItsDaysAndAnsweredByTheLevelAbove(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-19 09:00")
	e := published(t, k)
	_, err := k.File(scored(t, k), evaluation.Act{By: binh}, "tính thiếu")
	refused(t, err, "evaluation.not_published")
	_, err = k.File(e, evaluation.Act{By: chi}, "tính thiếu")
	refused(t, err, "evaluation.not_yours")
	_, err = k.File(e, evaluation.Act{By: binh}, "")
	refused(t, err, "evaluation.no_reason")
	k.Now = at("2026-11-28 00:10")
	_, err = k.File(e, evaluation.Act{By: binh}, "tính thiếu")
	refused(t, err, "evaluation.petition_late")
	k.Now = at("2026-11-27 23:50")
	filed, err := k.File(e, evaluation.Act{By: binh}, "tính thiếu một báo cáo")
	if err != nil || filed.AnswerBy != director || filed.Stage != evaluation.Petitioned {
		t.Fatal(filed, err)
	}
	_, err = k.File(filed, evaluation.Act{By: binh}, "lần nữa")
	refused(t, err, "evaluation.petition_twice")
	for _, by := range []rules.PersonID{an, binh, dung} {
		_, _, err = k.AnswerPetition(filed, evaluation.Act{By: by}, true, "đúng")
		refused(t, err, "evaluation.not_answerer")
	}
	_, _, err = k.AnswerPetition(filed, evaluation.Act{By: director}, true, "")
	refused(t, err, "evaluation.no_reason")
	old, renewed, err := k.AnswerPetition(filed, evaluation.Act{By: director}, true, "bổ sung báo cáo quý")
	if err != nil || renewed == nil || renewed.Version != 2 || renewed.Why != "bổ sung báo cáo quý" || old.Stage != evaluation.Replaced || !old.Accepted {
		t.Error(old, renewed, err)
	}
	stands, renewed, err := k.AnswerPetition(filed, evaluation.Act{By: director}, false, "đã tính đủ")
	if err != nil || renewed != nil || stands.Stage != evaluation.Closed || stands.Accepted || stands.Answer != "đã tính đủ" {
		t.Error(stands, renewed, err)
	}
	_, err = k.File(stands, evaluation.Act{By: binh}, "lần nữa")
	refused(t, err, "evaluation.petition_twice")
}

func TestAboveTheHighestScorerAPetitionHasItsWayInWriting(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-19 09:00")
	e := published(t, k)
	e.Person, e.ScoredBy = an, director
	_, err := k.File(e, evaluation.Act{By: an}, "tính thiếu")
	refused(t, err, "evaluation.nobody_above")
}
