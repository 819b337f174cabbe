package evaluation_test

import (
	"testing"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

func months(totals ...string) []evaluation.Month {
	policy := evaluation.DefaultPolicy()
	var list []evaluation.Month
	for i, s := range totals {
		m := evaluation.Month{Month: day("2026-01-01").AddMonths(i)}
		switch s {
		case "":
		case "absent":
			m.Level = evaluation.NotRated
		default:
			m.Total, m.Known, m.Level = number(s), true, policy.LevelOf(number(s))
		}
		list = append(list, m)
	}
	return list
}

func TestLongerPeriodsWeighTheirMonthsAlikeAndMissNone(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	for _, x := range []struct {
		name   string
		months []evaluation.Month
		year   bool
		mean   string
		scored int
		level  evaluation.Level
	}{
		{"a quarter", months("90", "80", "71"), false, "241/3", 3, evaluation.Good},
		{"almost the next level", months("89.96", "89.96", "89.96"), false, "89.96", 3, evaluation.Good},
		{"a month is missing", months("90", "", "71"), false, "0", 2, evaluation.NoLevel},
		{"a month of absence", months("90", "absent", "92"), false, "91", 2, evaluation.Excellent},
		{"a quarter of absence", months("absent", "absent", "absent"), false, "0", 0, evaluation.NotRated},
		{"five months of a year", months("90", "90", "90", "90", "90"), true, "90", 5, evaluation.NotRated},
		{"six months of a year", months("90", "90", "90", "90", "90", "90"), true, "90", 6, evaluation.Excellent},
		{"six scored, one missing", months("90", "90", "90", "90", "90", "90", ""), true, "0", 6, evaluation.NoLevel},
		{"five scored, one missing", months("90", "90", "90", "90", "90", ""), true, "0", 5, evaluation.NoLevel},
		{"five scored, the rest absent", months("90", "90", "90", "90", "90", "absent", "absent"), true, "90", 5, evaluation.NotRated},
	} {
		got := policy.Longer(x.months, x.year)
		if got.Mean.String() != x.mean || got.Scored != x.scored || got.Level != x.level {
			t.Errorf("%s: mean %s of %d, level %d", x.name, got.Mean, got.Scored, got.Level)
		}
	}
}

func TestAStatedCaseOfAMonthBindsThePeriodsThatHoldIt(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	list := months("95", "95", "95", "95", "95", "95")
	list[3].Case, list[3].Level = evaluation.Discipline, evaluation.Failed
	if got := policy.Longer(list, true); got.Level != evaluation.Failed || got.CaseIn != day("2026-04-01") || got.Mean.String() != "95" {
		t.Errorf("%+v", got)
	}
	if got := policy.Longer(list[:3], false); got.Level != evaluation.Excellent {
		t.Errorf("a quarter without it: %+v", got)
	}
	list[3].Known, list[3].Total = false, task.Amount{}
	if got := policy.Longer(list[3:], false); got.Level != evaluation.Failed || len(got.Missing) != 1 || !got.Mean.IsZero() {
		t.Errorf("its total is not known: %+v", got)
	}
}

func TestTheCapIsTheFloorOfAShareOfThoseRatedGoodInUnitsAndGroupsApart(t *testing.T) {
	t.Parallel()
	policy := evaluation.DefaultPolicy()
	var list []evaluation.Rated
	add := func(n int, unit rules.UnitID, group string, level evaluation.Level) {
		for range n {
			list = append(list, evaluation.Rated{Person: rules.PersonID(len(list) + 1), Unit: unit, Group: group, Level: level, Total: task.N(len(list))})
		}
	}
	add(9, 1, "chuyên viên", evaluation.Good)
	add(2, 1, "chuyên viên", evaluation.Excellent)
	add(4, 2, "chuyên viên", evaluation.Good)
	add(1, 2, "", evaluation.Excellent)
	add(3, 2, "", evaluation.Completed)
	got := policy.CheckCap(list, map[rules.UnitID]bool{2: true})
	want := []struct {
		unit                       rules.UnitID
		good, allowed, excel, over int
	}{{0, 13, 2, 2, 0}, {1, 9, 1, 2, 1}, {2, 4, 1, 1, 0}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if c := got[i]; c.Unit != w.unit || c.Good != w.good || c.Allowed != w.allowed || len(c.Excellent) != w.excel || c.Over() != w.over {
			t.Errorf("%+v, want %+v", c, w)
		}
	}
	if first := got[1].Excellent[0]; first.Person != 11 {
		t.Errorf("the highest total does not stand first: %+v", got[1].Excellent)
	}
}

func TestPetitionsAreFiledAndAnsweredWithinTheirDays(t *testing.T) {
	t.Parallel()
	petitions := evaluation.DefaultPolicy().Petitions
	// published on Thursday 19 November 2026; the 24th is a holiday
	for profile, want := range map[evaluation.Profile][2]string{
		evaluation.CivilServant:   {"2026-11-27", "2026-12-01"},
		evaluation.PublicEmployee: {"2026-11-24", "2026-12-04"},
	} {
		file, err := petitions[profile].FileUntil(day("2026-11-19"), calendar())
		answer, err2 := petitions[profile].AnswerUntil(day("2026-11-19"), calendar())
		if err != nil || err2 != nil || file != day(want[0]) || answer != day(want[1]) {
			t.Errorf("profile %d: until %s, answered until %s, want %v", profile, file, answer, want)
		}
	}
	if _, err := petitions[evaluation.Head].FileUntil(day("2026-12-30"), calendar()); err == nil {
		t.Error("working days of a year without data were counted")
	}
}

func TestUnderTheCapNobodyIsTooMany(t *testing.T) {
	t.Parallel()
	c := evaluation.CapCheck{Allowed: 3, Excellent: make([]evaluation.Rated, 1)}
	if n := c.Over(); n != 0 {
		t.Errorf("over by %d", n)
	}
	c.Allowed = 0
	if n := c.Over(); n != 1 {
		t.Errorf("over by %d", n)
	}
}
