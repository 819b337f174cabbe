package pilot_test

import (
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// ratio is a component as a decimal with three digits, or why there is none.
func ratio(r score.Reckoning, c evaluation.Component) string {
	for _, f := range r.Score.Figures {
		switch {
		case f.Component != c:
		case f.NotApplicable != "":
			return "n/a"
		case !f.Known:
			return "missing"
		default:
			return f.Ratio.HalfUp(3).String()
		}
	}
	return "none"
}

// Work with a colleague counts by shares, what is handed on stays with who did it and is extra for the taker, extra
// work counts as done alone where it was handed in, and a waiver takes a delay away (rules section 12).
func TestWhatCountsForWhomIsLoadedAsItWasDone(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	kind := s.product("X", task.N(1))
	shared := s.assign(func(a *work.Assignment) {
		a.Task = task.Task{Title: "Chung", Due: moment("2025-11-20 17:00"), Owner: s.who["A3"], Work: task.Work{Product: kind, Quantity: task.N(4)}, Shares: []task.Share{
			{Person: s.who["A3"], Part: task.A(3, 4)}, {Person: s.who["A4"], Part: task.A(1, 4)},
		}}
		a.Product = kind
	}).ID
	handed := s.gives("A3", "Chuyển", "2025-11-21 17:00", kind, task.N(2))
	late := s.gives("A4", "Muộn", "2025-11-13 17:00", kind, task.N(2))
	s.at("2025-11-14 09:00")
	s.submits("A4", late, task.Amount{})
	s.mustBy("A1", func(do pilot.Do) error {
		_, err := work.Waive(do, work.Step{Task: late, Reason: "mất điện cả tuần"}, task.Delay, 0)
		return err
	})
	s.mustBy("A3", func(do pilot.Do) error {
		_, _, err := work.Report(do, work.Step{Task: handed}, task.Progress{Done: task.N(1), Percent: -1})
		return err
	})
	var rest task.Task
	s.mustBy("A2", func(do pilot.Do) (err error) {
		rest, err = work.HandOn(do, work.Step{Task: handed, Reason: "cân đối việc"}, s.who["A4"])
		return err
	})
	s.at("2025-11-18 09:00")
	s.submits("A3", shared, task.Amount{})
	s.submits("A4", rest.ID, task.Amount{})
	s.at("2025-11-25 09:00")
	chin, dung := s.caseOf("A3", s.open("A3")).Reckoning, s.caseOf("A4", s.open("A4")).Reckoning
	sums := func(r evaluation.Reckoning) string {
		return r.Assigned.String() + " " + r.Done.String() + " " + r.Progress.String()
	}
	equal(t, "Chín: 3 of the shared one, 1 of what was handed on", sums(chin.Sheet.Own), "4 4 4")
	equal(t, "Dung: 2 late and waived, 1 of the shared one, 1 taken over", sums(dung.Sheet.Own), "3 4 4")
	if w := dung.Work[late]; len(w.Waivers) != 1 || len(w.Reports) != 1 {
		t.Errorf("behind the late one: %+v", w)
	}
}

// Work is as it stood at the period's end: what was reported later, of later days, is of the next one.
func TestWorkCountsAsItStoodAtThePeriodsEnd(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	kind := s.product("X", task.N(1))
	x := s.gives("A3", "Việc", "2025-11-27 17:00", kind, task.N(4))
	s.at("2025-11-25 09:00")
	id := s.open("A3")
	s.mustBy("A3", func(do pilot.Do) error {
		_, _, err := work.Report(do, work.Step{Task: x}, task.Progress{Done: task.N(1), Percent: -1})
		return err
	})
	s.at("2025-12-02 09:00")
	s.mustBy("A3", func(do pilot.Do) error { // a late report of a day of the month
		_, _, err := work.Report(do, work.Step{Task: x}, task.Progress{Done: task.N(2), Percent: -1, Day: rules.MustDate("2025-11-28")})
		return err
	})
	s.submits("A3", x, task.Amount{})
	r := s.caseOf("A3", id).Reckoning
	equal(t, "a", ratio(r, evaluation.Quantity), "0.5")
	if d := r.Sheet.Own.Lines[0].Delays; len(d) != 1 || r.Sheet.Own.Lines[0].DelayCount != 1 {
		t.Errorf("unfinished at the end: %+v", d)
	}
}

// Who reported from home and from the office stands at each piece, by half-days.
func TestHomeStandsBesideOfficeAtEachPiece(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	x := s.gives("A3", "Việc", "2025-11-27 17:00", s.product("X", task.N(1)), task.N(4))
	s.must(func(tx *store.Tx) error {
		p, err := tx.Person(s.who["A3"], rules.MustDate("2025-11-04"))
		if err != nil {
			return err
		}
		r := rules.Request{Person: p.ID, Unit: p.Unit, Rev: 1, Created: s.now, Asked: s.now, Days: []rules.RequestDay{
			{Slot: rules.Slot{Date: rules.MustDate("2025-11-04")}, State: rules.Approved, Asked: s.now},
		}}
		return tx.InsertRequest(&r)
	})
	for _, when := range []string{"2025-11-04 09:00", "2025-11-04 15:00", "2025-11-05 15:00"} {
		s.at(when)
		s.mustBy("A3", func(do pilot.Do) error {
			_, _, err := work.Report(do, work.Step{Task: x}, task.Progress{Done: task.N(1), Percent: -1, More: true})
			return err
		})
	}
	s.at("2025-11-25 09:00")
	w := s.caseOf("A3", s.open("A3")).Reckoning.Work[x]
	equal(t, "halves at home and at the office", [2]int{w.Home, w.Office}, [2]int{2, 1})
}

// A head is scored over the unit's work, with d by the levels of whom they score and đ by the unit's work; a deputy over
// the field that was handed over.
// Of two fields that were handed over for different people each counts for its own.
func TestADeputyIsScoredOverEachFieldForThosePeopleForWhomItWasHandedOver(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	kind := s.product("X", task.N(1))
	for _, field := range []string{"Thống kê", "Văn thư"} {
		s.assign(func(a *work.Assignment) {
			a.Task = task.Task{Title: field, Field: field, Due: moment("2025-11-20 17:00"), Owner: s.who["A4"], Work: task.Work{Product: kind, Quantity: task.N(2)}}
			a.Product = kind
		})
	}
	s.mustBy("A2", func(do pilot.Do) error {
		if _, err := work.Give(do, task.Mandate{Unit: s.unit("P1").ID, To: s.who["A5"], Field: "thống kê", First: do.Today}); err != nil {
			return err
		}
		_, err := work.Give(do, task.Mandate{Unit: s.unit("P1").ID, To: s.who["A5"], Field: "văn thư", First: do.Today, People: []rules.PersonID{s.who["A3"]}})
		return err
	})
	deputy := s.caseOf("A2", s.open("A5")).Reckoning
	if n := len(deputy.Sheet.Unit.Lines); n != 1 {
		t.Errorf("%d pieces count, not that of the statistics alone", n)
	}
}

func TestAHeadAndADeputyAreScoredOverWhatTheyLead(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	kind := s.product("X", task.N(1))
	field := func(code, field string, n int) task.ID {
		return s.assign(func(a *work.Assignment) {
			a.Task = task.Task{Title: field, Field: field, Due: moment("2025-11-20 17:00"), Owner: s.who[code], Work: task.Work{Product: kind, Quantity: task.N(n)}}
			a.Product = kind
		}).ID
	}
	one, two := field("A3", "Thống kê", 2), field("A4", "Văn thư", 2)
	s.mustBy("A2", func(do pilot.Do) error {
		_, err := work.Give(do, task.Mandate{Unit: s.unit("P1").ID, To: s.who["A5"], Field: "thống kê", First: do.Today})
		return err
	})
	s.at("2025-11-18 09:00")
	s.submits("A3", one, task.Amount{})
	_ = two
	s.at("2025-11-26 09:00")
	ids := map[string]evaluation.ID{}
	for _, code := range []string{"A2", "A3", "A4", "A5"} {
		ids[code] = s.open(code)
	}
	head, deputy := s.caseOf("A1", ids["A2"]).Reckoning, s.caseOf("A2", ids["A5"]).Reckoning
	if head.Sheet.Profile != evaluation.Head || deputy.Sheet.Profile != evaluation.Deputy {
		t.Fatal(head.Sheet.Profile, deputy.Sheet.Profile)
	}
	equal(t, "the head's a: half of the unit's", ratio(head, evaluation.Quantity), "0.5")
	equal(t, "đ: one is late", ratio(head, evaluation.UnitWork), "0.5")
	equal(t, "d: nobody has a level yet", ratio(head, evaluation.Subordinates), "missing")
	equal(t, "the deputy's a: all of the field", ratio(deputy, evaluation.Quantity), "1")
	equal(t, "đ of the field", ratio(deputy, evaluation.UnitWork), "1")
	s.at("2025-12-02 09:00")
	set := task.N(1)
	for _, code := range []string{"A3", "A4"} {
		s.score("A2", ids[code], evaluation.Given{Stated: map[string]evaluation.Case{"A4": evaluation.Discipline}[code], StatedWhy: "Quyết định 12/QĐ"})
		s.publish("A2", ids[code])
	}
	s.score("A2", ids["A5"], evaluation.Given{Set: &set})
	s.publish("A2", ids["A5"])
	head = s.caseOf("A1", ids["A2"]).Reckoning
	equal(t, "d: one did not reach it", ratio(head, evaluation.Subordinates), "0.5")
	if len(head.Subordinates) != 3 {
		t.Errorf("%d subordinates", len(head.Subordinates))
	}
	equal(t, "e is missing", s.by("A1", func(do pilot.Do) error {
		if _, err := score.Score(do, score.Step{ID: ids["A2"]}, evaluation.Given{Common: fullMarks()}); err != nil {
			return err
		}
		_, err := score.Publish(do, score.Step{ID: ids["A2"]})
		return err
	}), []string{"evaluation.components_missing"})
	s.score("A1", ids["A2"], evaluation.Given{Set: &set})
	e := s.publish("A1", ids["A2"])
	after := s.caseOf("A2", ids["A2"]).Reckoning
	if !after.AsPublished || !after.Score.Total.Equal(e.Total) || len(after.Subordinates) != 3 || len(after.Changed) > 0 {
		t.Errorf("as published: %s, now %s, changed %v", e.Total, after.Score.Total, after.Changed)
	}
}

// A deputy without a field is scored over their own work, and that is said.
func TestADeputyWithoutAFieldIsScoredOverTheirOwnWork(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	s.gives("A5", "Việc", "2025-11-20 17:00", s.product("X", task.N(1)), task.N(1))
	s.at("2025-11-26 09:00")
	r := s.caseOf("A5", s.open("A5")).Reckoning
	if !r.NoField || len(r.Sheet.Own.Lines) != 1 || ratio(r, evaluation.UnitWork) != "missing" {
		t.Errorf("%v %d %s", r.NoField, len(r.Sheet.Own.Lines), ratio(r, evaluation.UnitWork))
	}
}

// Where a unit has no catalogue hours stand for K, and the reckoning says so; a unit without tasks leaves a, b and c
// missing, until the scorer says why they don't apply.
func TestAUnitWithoutACatalogueCountsHoursAndOneWithoutTasksNothing(t *testing.T) {
	t.Parallel()
	s := openScoring(t)
	x := s.gives("A3", "Việc", "2025-11-20 17:00", 0, task.Amount{})
	s.at("2025-11-18 09:00")
	s.submits("A3", x, task.Amount{})
	s.at("2025-11-26 09:00")
	chin, dung := s.open("A3"), s.open("A4")
	if r := s.caseOf("A3", chin).Reckoning; r.Sheet.Own.Measure != task.Hours || ratio(r, evaluation.Quantity) != "1" || r.Period.Catalogue {
		t.Errorf("%+v", r.Sheet.Own)
	}
	equal(t, "without a task", ratio(s.caseOf("A4", dung).Reckoning, evaluation.Quantity), "missing")
	s.at("2025-12-02 09:00")
	s.score("A2", dung, evaluation.Given{})
	if c := s.caseOf("A2", dung); c.Publishes {
		t.Error("what is missing can be published")
	}
	none := map[evaluation.Component]string{}
	for _, c := range []evaluation.Component{evaluation.Quantity, evaluation.Quality, evaluation.Progress} {
		none[c] = "không được giao việc trong tháng"
	}
	s.score("A2", dung, evaluation.Given{NotApplicable: none})
	if e := s.publish("A2", dung); e.Level != evaluation.NotRated {
		t.Errorf("level %d", e.Level)
	}
}
