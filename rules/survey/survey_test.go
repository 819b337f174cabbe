package survey_test

import (
	"errors"
	"slices"
	"testing"

	"tainha/rules"
	"tainha/rules/survey"
)

var today = rules.MustDate("2026-11-23")

func wave(change func(*survey.Wave)) survey.Wave {
	w := survey.Wave{Audience: survey.Citizens, Kind: survey.Pilot, First: today, Last: today + 13, Expected: 400, Units: []rules.UnitID{2, 3}}
	change(&w)
	return w
}

func reasons(t *testing.T, err error) (keys []string) {
	t.Helper()
	var r *rules.Refusal
	if err != nil && !errors.As(err, &r) {
		t.Fatal(err)
	}
	if r != nil {
		for _, m := range r.Reasons {
			keys = append(keys, m.Key)
		}
	}
	return keys
}

func TestAWaveThatCantBeIsRefusedWithEveryReason(t *testing.T) {
	t.Parallel()
	other := wave(func(w *survey.Wave) { w.ID, w.First, w.Last, w.Units = 7, today+13, today+20, []rules.UnitID{3, 4} })
	for _, x := range []struct {
		name   string
		change func(*survey.Wave)
		want   []string
	}{
		{"one that fits", func(w *survey.Wave) { w.Last = today + 12 }, nil},
		{"one that shares a day and a unit", func(*survey.Wave) {}, []string{"survey.overlaps"}},
		{"other units in the same days", func(w *survey.Wave) { w.Units = []rules.UnitID{2} }, nil},
		{"the staff in the same days", func(w *survey.Wave) { w.Audience = survey.Staff }, nil},
		{"no unit, no answers", func(w *survey.Wave) { w.Units, w.Expected = nil, 0 }, []string{"survey.no_unit", "survey.expected"}},
		{"one that ends before it begins", func(w *survey.Wave) { w.Last = today - 1 }, []string{"absence.reversed"}},
		{"one that is over", func(w *survey.Wave) { w.First, w.Last = today-9, today-1 }, []string{"survey.past"}},
		{"one without an end in sight", func(w *survey.Wave) { w.Last, w.Units = today+200, []rules.UnitID{2} }, []string{"survey.too_long"}},
		{"a baseline within the pilot", func(w *survey.Wave) { w.Kind, w.Last = survey.Baseline, today+7 }, []string{"survey.baseline_late"}},
		{"a baseline up to its eve", func(w *survey.Wave) { w.Kind, w.Last = survey.Baseline, today+6 }, nil},
	} {
		w := wave(x.change)
		got := reasons(t, w.Check(today, []survey.Wave{other}, map[rules.UnitID]rules.Date{2: today + 7}))
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}

func TestAnAnswerIsPackedInTheOrderOfItsQuestions(t *testing.T) {
	t.Parallel()
	a := survey.Answer{}
	for q := range survey.Questions {
		if a.Next() != q || a.Whole() {
			t.Fatalf("after %d answers the next is %d", q, a.Next())
		}
		a[q] = int8(1 + q%survey.Levels)
		if back, ok := survey.Unpack(a.Pack()); !ok || back != a {
			t.Fatalf("%v comes back as %v", a, back)
		}
	}
	if a.Next() != survey.Questions || !a.Whole() {
		t.Error("all are answered, and one is asked")
	}
	for _, forged := range []int32{6, -1, 1 << 30, survey.Answer{0, 3}.Pack()} {
		if got, ok := survey.Unpack(forged); ok {
			t.Errorf("%d is taken for %v", forged, got)
		}
	}
}

func TestABaselineIsHandedDownAsNumbersOrPercentages(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		text string
		n    int
		ok   bool
		why  string
	}{
		{"84", 84, true, ""}, {" 84 % ", 168, true, ""}, {"83,5%", 167, true, ""}, {"100%", 200, true, ""}, {"0", 0, true, ""},
		{"120%", 0, true, "survey.baseline.percent"}, {"201", 201, true, "survey.baseline.more"},
		{"-3", 0, false, ""}, {"nhiều", 0, false, ""}, {"NaN%", 0, false, ""}, {"", 0, false, ""},
	} {
		n, ok, err := survey.ParseHanded(x.text, 200)
		got := reasons(t, err)
		if n != x.n || ok != x.ok || x.why == "" && got != nil || x.why != "" && !slices.Equal(got, []string{x.why}) {
			t.Errorf("%q: %d %v %v", x.text, n, ok, err)
		}
	}
}

func TestASheetOfFormsIsAnsweredEveryQuestionByAll(t *testing.T) {
	t.Parallel()
	s := survey.Sheet{}
	if got := reasons(t, s.Check()); !slices.Equal(got, []string{"survey.form.none"}) {
		t.Error(got)
	}
	for q := range s {
		s[q] = [survey.Levels]int{0, 1, 2, 30, 7}
	}
	if err := s.Check(); err != nil || s.Forms() != 40 {
		t.Error(err)
	}
	s[2][0], s[4][1] = 1, 0
	if got := reasons(t, s.Check()); !slices.Equal(got, []string{"survey.form.sum", "survey.form.sum"}) {
		t.Error(got)
	}
	s[2][0] = -1
	if got := reasons(t, s.Check()); !slices.Equal(got, []string{"survey.form.number"}) {
		t.Error(got)
	}
}

// counted are so many answers of a unit, of whom some are satisfied with everything.
func counted(unit rules.UnitID, source survey.Source, who survey.Who, all, satisfied int) (out []survey.Count) {
	for q := range survey.Questions {
		out = append(out, survey.Count{Unit: unit, Source: source, Who: who, Question: q, Level: 5, N: satisfied}, survey.Count{Unit: unit, Source: source, Who: who, Question: q, Level: 2, N: all - satisfied})
	}
	return out
}

func TestFewAnswersAreNotShownNorWhatTheyCouldBeComputedFrom(t *testing.T) {
	t.Parallel()
	parent := func(u rules.UnitID) rules.UnitID { return map[rules.UnitID]rules.UnitID{2: 1, 3: 1, 4: 3, 5: 3}[u] }
	counts := slices.Concat(
		counted(2, survey.Phone, survey.Citizen, 40, 30), counted(4, survey.Phone, survey.Citizen, 6, 5), counted(5, survey.Phone, survey.Business, 25, 20),
		counted(2, survey.Form, survey.Citizen, 9, 1),
	)
	cells := survey.Cells(counts, survey.Phone, survey.Least, parent)
	if len(cells) != 6 { // the wave, three units, two kinds: a unit without answers of its own is none of the tree
		t.Fatalf("%+v", cells)
	}
	for _, c := range cells {
		if c.Unit == 4 && (c.Shown || c.N != 0 || c.Top != [survey.Questions]int{}) {
			t.Errorf("six answers are shown: %+v", c)
		}
		if c.Unit == 5 && c.Shown {
			t.Errorf("what is left of the wave beside it are the six: %+v", c)
		}
		if c.Unit == 0 && c.Who == "" && (!c.Shown || c.N != 71 || c.Share(0).Of != 55) {
			t.Errorf("the wave: %+v", c)
		}
	}
	if got := survey.Cells(counts, survey.Form, survey.Least, parent); len(got) != 2 || got[0].Shown || got[1].Shown {
		t.Errorf("nine forms: %+v", got)
	}
	if got := survey.Cells(counts, survey.Import, survey.Least, parent); got != nil {
		t.Errorf("nothing was handed down: %+v", got)
	}
	above := survey.Cells(slices.Concat(counted(3, survey.Phone, survey.Citizen, 30, 20), counted(4, survey.Phone, survey.Citizen, 20, 12)), survey.Phone, survey.Least, parent)
	var own, whole survey.Cell
	for _, c := range above {
		if c.Unit == 3 && c.Own {
			own = c
		} else if c.Unit == 3 {
			whole = c
		}
	}
	if own.N != 30 || whole.N != 50 || !own.Shown || !whole.Shown {
		t.Errorf("answered to the unit itself %+v, with those below %+v", own, whole)
	}
}
