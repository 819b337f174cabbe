package evaluation_test

import (
	"strings"
	"sync"
	"testing"

	"tainha/locale"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

var catalog = sync.OnceValues(func() (*locale.Catalog, error) { return locale.Load(saigon) })

// said are reasons as people read them in Vietnamese; each has its text in every language.
func said(t *testing.T, why []rules.Message) (text string) {
	t.Helper()
	texts, err := catalog()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range why {
		for _, lang := range locale.Languages {
			line, err := texts.Plain(lang, m)
			if err != nil {
				t.Fatal(err)
			}
			if lang == "vi" {
				text += line + "\n"
			}
		}
	}
	return text
}

func TestTheVersionOfADayIsTheOneThatBeganLast(t *testing.T) {
	t.Parallel()
	old, newer := criteria(), criteria()
	newer.Version, newer.Since = "2027", day("2026-07-01")
	gone := criteria()
	gone.Version, gone.Since, gone.Last = "gone", day("2026-08-01"), day("2026-08-31")
	for d, want := range map[string]string{"2026-06-30": "2026", "2026-07-01": "2027", "2026-08-31": "gone", "2026-09-01": "2027"} {
		if c, ok := evaluation.On([]evaluation.Criteria{newer, gone, old}, day(d)); !ok || c.Version != want {
			t.Errorf("%s: %s", d, c.Version)
		}
	}
	if _, ok := evaluation.On([]evaluation.Criteria{old}, day("2024-12-31")); ok {
		t.Error("a version holds before it begins")
	}
}

func TestMarksStayWithinTheirCriteria(t *testing.T) {
	t.Parallel()
	c := criteria()
	for _, x := range []struct {
		key  string
		mark evaluation.Mark
		says string
	}{
		{"I.1", evaluation.Mark{Points: task.N(5)}, ""},
		{"I.1", evaluation.Mark{Points: number("5.5")}, "5,5"},
		{"I.1", evaluation.Mark{Points: number("-1")}, "-1"},
		{"I.1", evaluation.Mark{NotApplicable: true, Reason: "chưa phát sinh"}, ""},
		{"I.1", evaluation.Mark{NotApplicable: true}, "lý do"},
		{"IX", evaluation.Mark{}, "2026"},
	} {
		m := full(c)
		m[x.key] = x.mark
		if got := said(t, m.Reasons(c)); (got == "") != (x.says == "") || !strings.Contains(got, x.says) {
			t.Errorf("%s %+v: %q", x.key, x.mark, got)
		}
	}
}

func TestASheetHoldsWhatItsProfileHas(t *testing.T) {
	t.Parallel()
	over := number("1.2")
	for _, x := range []struct {
		change func(*evaluation.Sheet)
		says   string
	}{
		{func(*evaluation.Sheet) {}, ""},
		{func(s *evaluation.Sheet) { s.Profile, s.Set = evaluation.Head, &over }, "1,2"},
		{func(s *evaluation.Sheet) {
			s.NotApplicable = map[evaluation.Component]string{evaluation.UnitWork: "không có"}
		}, "đ"},
		{func(s *evaluation.Sheet) { s.Stated = evaluation.Corruption }, "đứng đầu"},
		{func(s *evaluation.Sheet) { s.Profile, s.Stated = evaluation.Deputy, evaluation.Corruption }, ""},
		{func(s *evaluation.Sheet) { s.Stated = evaluation.Degradation }, ""},
	} {
		s := staff(evaluation.Reckoning{})
		x.change(&s)
		if got := said(t, s.Reasons()); (got == "") != (x.says == "") || !strings.Contains(got, x.says) {
			t.Errorf("%+v: %q", s, got)
		}
	}
}

func TestNoPointsComeFromWhatDoesNotApplyOrHasNoMark(t *testing.T) {
	t.Parallel()
	c := criteria()
	m := full(c)
	m["I.1"] = evaluation.Mark{Points: number("5"), NotApplicable: true, Reason: "không có"}
	delete(m, "II.1")
	if sum, missing := m.Sum(c); sum.String() != "22.5" || len(missing) != 1 || missing[0].Key != "II.1" {
		t.Errorf("%s, %v", sum, missing)
	}
}
