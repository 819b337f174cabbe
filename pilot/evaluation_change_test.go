package pilot_test

import (
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/pilot/privacy"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// Who changed unit within the period is scored by the head of the last day's unit over all their work; whose part was
// where is said.
func TestWhoMovedWithinThePeriodIsScoredOnceAndEachPartIsStated(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.gives("A3", "Việc", "2025-11-10 17:00", s.product("X", task.N(1)), task.N(1))
	s.must(func(tx *store.Tx) error {
		p, err := tx.Person(s.who["A3"], rules.MustDate("2025-11-03"))
		if err != nil {
			return err
		}
		vc, err := tx.PositionByCode("VC")
		if err != nil {
			return err
		}
		return tx.Move(p.ID, rules.MustDate("2025-11-17"), s.unit("P2").ID, vc.ID)
	})
	s.at("2025-11-26 09:00")
	id := s.open("A3")
	c := s.caseOf("B1", id)
	if c.Evaluation.Profile != evaluation.PublicEmployee || c.Scorer.ID != s.who["B1"] || !c.Scores || len(c.Reckoning.Sheet.Own.Lines) != 1 {
		t.Errorf("%+v", c.Evaluation)
	}
	var got []string
	for _, p := range c.Reckoning.Parts {
		got = append(got, p.Unit.Code+" "+p.Position.Code+" "+p.From.String()+" "+p.To.String())
	}
	equal(t, "parts", got, []string{"P1 CV 2025-11-01 2025-11-16", "P2 VC 2025-11-17 2025-11-30"})
	if c.Reckoning.Parts[0].Head != s.who["A2"] {
		t.Error("whose part the first was is not said")
	}
	equal(t, "the former head", s.by("A2", func(do pilot.Do) error {
		_, err := score.Score(do, score.Step{ID: id}, evaluation.Given{Common: fullMarks()})
		return err
	}), []string{"access.foreign"})
}

// Nobody is asked about a month in which they were away all working days, were not in the pilot, or have left; who
// leaves later is scored by the head alone.
func TestWhoWasAwayAllTheMonthOrLeftIsNotAsked(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.must(func(tx *store.Tx) error {
		for code, kind := range map[string]rules.AbsenceKind{"A3": rules.Sick, "A4": rules.Duty} {
			if err := tx.AddAbsence(rules.Absence{Person: s.who[code], First: rules.MustDate("2025-11-01"), Last: rules.MustDate("2025-11-30"), Kind: kind}); err != nil {
				return err
			}
		}
		return tx.SetActive(s.who["A5"], false, s.now)
	})
	s.at("2025-11-26 09:00")
	opened := map[string]bool{}
	for _, code := range []string{"A1", "A2", "A3", "A4", "A5"} {
		s.must(func(tx *store.Tx) error {
			do := s.pilot.Do(tx, s.now, pilot.Actor{Job: "scores"})
			from, to := score.Month(do.Today)
			_, ok, err := score.Open(do, s.who[code], from, to)
			if ok {
				opened[code] = true
			}
			return err
		})
	}
	equal(t, "opened", opened, map[string]bool{"A2": true, "A4": true})
	var dung evaluation.ID
	s.must(func(tx *store.Tx) error {
		e, err := tx.EvaluationOf(s.who["A4"], rules.MustDate("2025-11-01"), rules.MustDate("2025-11-30"))
		dung = e.ID
		if err != nil {
			return err
		}
		return tx.SetActive(s.who["A4"], false, s.now)
	})
	equal(t, "who left", s.by("A4", func(do pilot.Do) error {
		_, err := score.SelfScore(do, score.Step{ID: dung}, fullMarks(), "")
		return err
	}), []string{"access.role"})
	s.score("A2", dung, evaluation.Given{})
}

// A confirmation is taken back while the period is not published: that marks a score; after publication it is refused,
// and until a new version is begun.
func TestATaskReopenedAfterScoringMarksThePeriod(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	x := s.gives("A3", "Việc", "2025-11-20 17:00", s.product("X", task.N(1)), task.N(2))
	other := s.gives("A3", "Khác", "2025-12-19 17:00", 0, task.Amount{})
	s.at("2025-11-19 09:00")
	s.submits("A3", x, task.Amount{})
	confirm := func() {
		s.mustBy("A2", func(do pilot.Do) error { _, err := work.Confirm(do, work.Step{Task: x}); return err })
	}
	reopen := func() []string {
		return s.by("A2", func(do pilot.Do) error { _, err := work.Reopen(do, work.Step{Task: x}); return err })
	}
	confirm()
	s.at("2025-12-02 09:00")
	s.must(func(tx *store.Tx) error {
		_, _, err := score.Open(s.pilot.Do(tx, s.now, pilot.Actor{Job: "scores"}), s.who["A3"], rules.MustDate("2025-11-01"), rules.MustDate("2025-11-30"))
		return err
	})
	var id evaluation.ID
	s.mustBy("A3", func(do pilot.Do) error {
		list, err := score.Mine(do)
		if err == nil {
			id = list[0].ID
		}
		return err
	})
	s.score("A2", id, evaluation.Given{})
	if why := reopen(); len(why) > 0 {
		t.Errorf("before it is published: %v", why)
	}
	equal(t, "marked by", s.caseOf("A2", id).Evaluation.Touched, []task.ID{x})
	confirm()
	s.publish("A2", id)
	equal(t, "once published", reopen(), []string{"task.published"})
	equal(t, "a report of a published day", s.by("A3", func(do pilot.Do) error {
		_, _, err := work.Report(do, work.Step{Task: other}, task.Progress{Percent: 10, Day: rules.MustDate("2025-11-28")})
		return err
	}), []string{"task.report_scored"})
	s.strikes(x, 1)
	c := s.caseOf("A3", id)
	equal(t, "a check after publication marks it", [2][]task.ID{c.Evaluation.Touched, c.Reckoning.Changed}, [2][]task.ID{{x}, {x}})
	if ratio(c.Reckoning, evaluation.Quality) != "1" {
		t.Error("what was published has changed")
	}
	var next evaluation.Evaluation
	s.mustBy("A2", func(do pilot.Do) (err error) {
		next, err = score.Renew(do, score.Step{ID: id}, "kiểm tra lại chất lượng")
		return err
	})
	if why := reopen(); len(why) > 0 {
		t.Errorf("while a new version is scored: %v", why)
	}
	equal(t, "b of the new version", ratio(s.caseOf("A2", next.ID).Reckoning, evaluation.Quality), "0.75")
}

// A petition comes once, in its days; a score is nobody's to change but the scorer's; a delegate does not score.
func TestWhatIsRefusedAlongTheWayOfAnEvaluation(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.handbook()
	s.at("2025-11-25 09:00")
	id := s.open("A3")
	over := fullMarks()
	over["II.1"] = evaluation.Mark{Points: task.N(3)}
	try := map[string]func(do pilot.Do) error{
		"a score over its criterion": func(do pilot.Do) error {
			_, err := score.SelfScore(do, score.Step{ID: id}, over, "")
			return err
		},
		"themself": func(do pilot.Do) error {
			_, err := score.Score(do, score.Step{ID: id}, evaluation.Given{Common: fullMarks()})
			return err
		},
		"a petition before": func(do pilot.Do) error { _, err := score.File(do, score.Step{ID: id}, "thiếu"); return err },
	}
	want := map[string]string{"a score over its criterion": "evaluation.points", "themself": "access.role", "a petition before": "evaluation.not_published"}
	for name, do := range try {
		equal(t, name, s.by("A3", do), []string{want[name]})
	}
	s.must(func(tx *store.Tx) error {
		_, err := tx.AddDelegation(rules.Delegation{From: s.who["A2"], To: s.who["A5"], First: rules.MustDate("2025-11-25"), Last: rules.MustDate("2025-12-31")})
		return err
	})
	equal(t, "a delegate", s.by("A5", try["themself"]), []string{"evaluation.not_scorer"})
	equal(t, "the level above", s.by("A1", try["themself"]), []string{"evaluation.not_scorer"})
	s.score("A2", id, evaluation.Given{})
	equal(t, "before the period is over", s.by("A2", func(do pilot.Do) error { _, err := score.Publish(do, score.Step{ID: id}); return err }), []string{"evaluation.not_over"})
	s.at("2025-12-02 09:00")
	s.publish("A2", id)
	equal(t, "a published one", s.by("A2", try["themself"]), []string{"evaluation.published"})
	s.at("2025-12-10 09:00")
	equal(t, "a petition after its days", s.by("A3", try["a petition before"]), []string{"evaluation.petition_late"})
	s.at("2025-12-09 16:00")
	s.mustBy("A3", try["a petition before"])
	equal(t, "twice", s.by("A3", try["a petition before"]), []string{"evaluation.petition_twice"})
	equal(t, "answered by who scored", s.by("A2", func(do pilot.Do) error {
		_, err := score.AnswerPetition(do, score.Step{ID: id}, true, "đúng")
		return err
	}), []string{"evaluation.not_answerer"})
	s.mustBy("A3", func(do pilot.Do) error {
		m, err := privacy.CopyOf(do, s.who["A3"])
		if err == nil && (len(m.Evaluations) != 1 || m.Evaluations[0].Petition != "thiếu" || len(m.Evaluations[0].Marks) != 10) {
			t.Errorf("the copy holds %+v", m.Evaluations)
		}
		return err
	})
}
