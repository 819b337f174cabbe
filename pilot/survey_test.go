package pilot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tainha/pilot"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
	"tainha/store"
)

func (a *agency) as(tx *store.Tx, code string) pilot.Do {
	return a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[code]})
}

func (a *agency) refusedAs(what, code string, fn func(pilot.Do) error, want ...string) {
	a.Helper()
	var err error
	_ = a.db.Write(a.Context(), func(tx *store.Tx) error {
		err = fn(a.as(tx, code))
		return err
	})
	var got []string
	if err != nil {
		r := (*rules.Refusal)(nil)
		if !errors.As(err, &r) {
			a.Fatalf("%s: %v", what, err)
		}
		for _, m := range r.Reasons {
			got = append(got, m.Key)
		}
	}
	if !slices.Equal(got, want) || len(want) == 0 && err != nil {
		a.Errorf("%s: %v (%v), want %v", what, got, err, want)
	}
}

// wave is one of citizens about the units P1 and P2.
func (a *agency) wave(kind survey.Kind, first, last rules.Date) (w survey.Wave) {
	a.must(func(tx *store.Tx) (err error) {
		w, err = surveys.Open(a.as(tx, "A2"), survey.Wave{Audience: survey.Citizens, Kind: kind, First: first, Last: last, Expected: 400, Units: []rules.UnitID{2, 3}})
		return err
	})
	return w
}

// answer gives n answers of which some are satisfied, by accounts of their own.
func (a *agency) answer(w survey.Wave, unit rules.UnitID, from, n, satisfied int) {
	a.Helper()
	a.must(func(tx *store.Tx) error {
		for i := range n {
			given := survey.Answer{2, 2, 2, 2, 2, 2}
			if i < satisfied {
				given = survey.Answer{5, 4, 5, 4, 5, 4}
			}
			g := surveys.Given{Wave: w.ID, Unit: unit, Who: survey.Citizen, By: store.Answerer(from + i), Answer: given}
			if err := surveys.Answer(a.pilot.Do(tx, a.now, pilot.Actor{}), g); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *agency) closed(w survey.Wave) (r surveys.Result) {
	a.Helper()
	a.must(func(tx *store.Tx) (err error) {
		if _, err = surveys.Close(a.as(tx, "A2"), w.ID); err != nil {
			return err
		}
		r, err = surveys.Results(a.as(tx, "A2"), w.ID)
		return err
	})
	return r
}

func TestAWaveSaysWhatItCanShowBeforeItOpensAndShowsNothingBeforeItIsClosed(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	today := rules.DateOf(a.now)
	var p surveys.Planned
	a.must(func(tx *store.Tx) (err error) {
		p, err = surveys.Plan(a.as(tx, "A2"), survey.Wave{Audience: survey.Citizens, Kind: survey.Pilot, First: today, Last: today + 13, Expected: 400, Units: []rules.UnitID{2, 3}})
		return err
	})
	if p.Needed != 844 || p.Fall < 0.0725 || p.Fall > 0.0735 || p.Measured { // rules section 9
		t.Errorf("%+v", p)
	}
	w := a.wave(survey.Pilot, today, today+13)
	open := func(do pilot.Do) error {
		_, err := surveys.Open(do, survey.Wave{Audience: survey.Citizens, Kind: survey.Pilot, First: today + 13, Last: today + 20, Expected: 1, Units: []rules.UnitID{3}})
		return err
	}
	a.refusedAs("one that overlaps", "A2", open, "survey.overlaps")
	a.refusedAs("one of a clerk's", "A3", open, "access.role")
	a.answer(w, 2, 5000, 12, 6)
	a.refusedAs("results of an open wave", "A2", func(do pilot.Do) error {
		_, err := surveys.Results(do, w.ID)
		return err
	}, "survey.not_closed")
	a.must(func(tx *store.Tx) error {
		enough, err := surveys.Progress(a.as(tx, "A2"), w)
		if !enough[2] || enough[3] {
			t.Errorf("%v", enough)
		}
		return err
	})
	if r := a.closed(w); len(r.Cells[survey.Phone]) != 2 || !r.Cells[survey.Phone][0].Shown || r.Cells[survey.Phone][0].Share(5).Of != 6 {
		t.Errorf("%+v", r)
	}
	a.refusedAs("closing it twice", "A2", func(do pilot.Do) error {
		_, err := surveys.Close(do, w.ID)
		return err
	}, "survey.closed_already")
}

func TestOneAnswerAnAccountAUnitAWaveAndNoneAfterIt(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	today := rules.DateOf(a.now)
	w := a.wave(survey.Pilot, today, today+3)
	given := surveys.Given{Wave: w.ID, Unit: 2, Who: survey.Business, By: 5000, Answer: survey.Answer{1, 2, 3, 4, 5, 1}}
	give := func(change func(*surveys.Given)) func(pilot.Do) error {
		g := given
		change(&g)
		return func(do pilot.Do) error {
			do.By = pilot.Actor{} // whoever it is
			return surveys.Answer(do, g)
		}
	}
	same := func(*surveys.Given) {}
	a.refusedAs("the first", "A3", give(same))
	a.refusedAs("the same phone twice", "A3", give(same), "survey.answered")
	a.refusedAs("for the other unit", "A3", give(func(g *surveys.Given) { g.Unit = 3 }))
	a.refusedAs("of a unit that it doesn't ask about", "A3", give(func(g *surveys.Given) { g.Unit = 1 }), "survey.over")
	a.refusedAs("half an answer", "A3", give(func(g *surveys.Given) { g.By, g.Answer[3] = 1, 0 }), "press.stale")
	a.refusedAs("as one of the staff", "A3", give(func(g *surveys.Given) { g.By, g.Who = 1, survey.Employee }), "press.stale")
	comment := func(text string, by store.Answerer) func(pilot.Do) error {
		return func(do pilot.Do) error {
			g := given
			g.By = by
			return surveys.Comment(do, g, text)
		}
	}
	a.refusedAs("a comment", "A3", comment("Nhanh", 5000))
	a.refusedAs("one of somebody who did not answer", "A3", comment("Nhanh", 5001), "press.stale")
	a.refusedAs("a long one", "A3", comment(strings.Repeat("x", 601), 5000), "survey.comment_long")
	a.now = a.now.AddDate(0, 0, 4)
	a.refusedAs("after its last day", "A3", give(func(g *surveys.Given) { g.By = 7 }), "survey.over")
	a.must(func(tx *store.Tx) error {
		do := a.pilot.Do(tx, a.now.AddDate(0, 0, surveys.Grace), pilot.Actor{Job: "survey"})
		if n, err := surveys.CloseOver(do); err != nil || n != 1 {
			t.Errorf("closed by itself: %d, %v", n, err)
		}
		do.Now = do.Now.AddDate(0, 0, 1)
		return nil
	})
}

func TestPrintedFormsAreCountedByOneCheckedByAnotherAndShownApart(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	today := rules.DateOf(a.now)
	w := a.wave(survey.Pilot, today, today+3)
	sheet := survey.Sheet{}
	for q := range sheet {
		sheet[q] = [survey.Levels]int{0, 2, 1, 10, 2}
	}
	var f survey.Forms
	a.must(func(tx *store.Tx) (err error) {
		f, err = surveys.EnterForms(a.as(tx, "A2"), survey.Forms{Wave: w.ID, Unit: 2, Who: survey.Citizen, Sheet: sheet})
		return err
	})
	check := func(do pilot.Do) error {
		_, err := surveys.CheckForms(do, f.ID, true)
		return err
	}
	a.refusedAs("by who entered them", "A2", check, "survey.form.own")
	a.refusedAs("by a clerk", "A3", check, "access.role")
	a.refusedAs("closing before they are checked", "A2", func(do pilot.Do) error {
		_, err := surveys.Close(do, w.ID)
		return err
	}, "survey.forms_wait")
	a.refusedAs("by the head above", "A1", check)
	a.refusedAs("once more", "A1", check, "survey.form.settled")
	a.answer(w, 2, 5000, 20, 10)
	r := a.closed(w)
	form, phone := r.Cells[survey.Form][0], r.Cells[survey.Phone][0]
	if form.N != 15 || form.Share(0).Of != 12 || phone.N != 20 || phone.Share(0).Of != 10 {
		t.Errorf("forms %+v, phones %+v", form, phone)
	}
}

func TestTheWaveIsHeldAgainstItsBaselineByTheMargin(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	today := rules.DateOf(a.now)
	handed := func(first, last string, rows ...survey.Handed) func(pilot.Do) error {
		return func(do pilot.Do) error {
			_, err := surveys.HandDown(do, rules.MustDate(first), rules.MustDate(last), rows)
			return err
		}
	}
	row := func(unit rules.UnitID, all, of int) survey.Handed {
		return survey.Handed{Unit: unit, All: all, Of: [survey.Questions]int{of, of, of, of, of, of}}
	}
	a.refusedAs("within the pilot of P1", "A2", handed("2026-08-15", "2026-09-15", row(2, 100, 84)), "survey.baseline_late")
	a.refusedAs("rows that can't be", "A2", handed("2026-07-01", "2026-07-31", row(2, 100, 120), row(2, 50, 50)), "survey.baseline.row", "survey.baseline.twice")
	a.refusedAs("nothing", "A2", handed("2026-07-01", "2026-07-31"), "survey.baseline.none")
	a.refusedAs("once with a slip", "A2", handed("2026-07-01", "2026-07-31", row(2, 500, 42)))
	a.refusedAs("put right", "A2", handed("2026-07-01", "2026-07-31", row(2, 500, 420)))
	w := a.wave(survey.Pilot, today, today+3)
	a.answer(w, 2, 5000, 500, 420)
	a.answer(w, 3, 9000, 40, 30)
	r := a.closed(w)
	a.must(func(tx *store.Tx) error {
		c, err := surveys.Compare(a.as(tx, "A2"), r)
		if err != nil {
			return err
		}
		if len(c.Rows) != survey.Questions || c.Rows[0].Judged.Verdict != review.NotWorse || c.Rows[0].Before != survey.Import || c.Rows[0].Unit != 2 {
			t.Errorf("%+v", c.Rows)
		}
		if !slices.Equal(c.Without, []rules.UnitID{3}) {
			t.Errorf("without a baseline: %v", c.Without)
		}
		p, err := surveys.Plan(a.as(tx, "A2"), survey.Wave{Audience: survey.Citizens, Kind: survey.Pilot, First: today, Last: today, Expected: 10, Units: []rules.UnitID{2}})
		if !p.Measured || p.Share != 0.84 {
			t.Errorf("planned by its own baseline: %+v", p)
		}
		return err
	})
}

func TestAUnitOfSixShowsNothing(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	today := rules.DateOf(a.now)
	w := a.wave(survey.Pilot, today, today+3)
	a.answer(w, 2, 5000, 6, 3)
	a.answer(w, 3, 6000, 30, 15)
	a.must(func(tx *store.Tx) error {
		return surveys.Comment(a.pilot.Do(tx, a.now, pilot.Actor{}), surveys.Given{Wave: w.ID, Unit: 2, Who: survey.Citizen, By: 5000}, "Chậm")
	})
	r := a.closed(w)
	for _, c := range r.Cells[survey.Phone] {
		if c.Unit != 0 && (c.Shown || c.N != 0) {
			t.Errorf("%+v", c)
		}
	}
	a.must(func(tx *store.Tx) error {
		list, err := r.Comments(a.as(tx, "A2"), 2)
		if len(list) > 0 {
			t.Errorf("a comment of one of six: %v", list)
		}
		return err
	})
}

func TestCommentsAreMasked(t *testing.T) {
	t.Parallel()
	staff := []string{"Phạm Thị Ngọc Lan", "Trần Quốc Bình", "Lê Hòa"}
	for text, want := range map[string]string{
		"Chị Lan ở quầy 3 rất nhiệt tình, gọi 0903 123 456 là có người": "Chị ••• ở quầy 3 rất nhiệt tình, gọi ••• là có người",
		"cam on chi lan va anh tran quoc binh":                          "cam on chi ••• va anh •••",
		"Tôi gặp bác Hoàng Văn Nam, hồ sơ 12345/2026":                   "Tôi gặp bác •••, hồ sơ •••",
		"Phạm Thị Ngọc Lan làm đúng hẹn. Ngọc Lan tốt":                  "••• làm đúng hẹn. ••• tốt",
		"Viết cho an@example.vn hoặc @an_nguyen":                        "Viết cho ••• hoặc •••",
		"Chờ 45 phút, 2 lần":                                            "Chờ 45 phút, 2 lần",
		"Tốt":                                                           "Tốt",
		"TRẦN QUỐC BÌNH chưa trả lời":                                   "••• chưa trả lời",
		"Cần hòa nhã hơn":                                               "Cần hòa nhã hơn",
		"Anh Hòa giải thích rõ":                                         "Anh ••• giải thích rõ",
		"CCCD 079 085 001 234":                                          "CCCD •••",
	} {
		if got := surveys.Mask(text, staff); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}
