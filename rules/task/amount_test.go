package task_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"tainha/rules"
	"tainha/rules/task"
)

func TestAmountsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"5": "5", "5,5": "5.5", "0.25": "0.25", " 12 ": "12", "0": "0", "100000": "100000", "2,125": "2.125",
		"": "-", "-1": "-", "1/3": "-", "1e3": "-", "0x10": "-", "1.2345": "-", "100001": "-", "1.2.3": "-", "năm": "-", ".": "-",
	} {
		got := "-"
		if a, ok := task.ParseAmount(in); ok {
			got = a.String()
		}
		if got != want {
			t.Errorf("%q is read as %s, want %s", in, got, want)
		}
	}
}

// A third stays a third, so that shares sum to the whole (rules section 5).
func TestAmountsAreExact(t *testing.T) {
	t.Parallel()
	third := task.A(1, 3)
	if !third.Plus(third).Plus(third).Equal(task.N(1)) || third.String() != "1/3" {
		t.Errorf("three thirds are %s", third.Plus(third).Plus(third))
	}
	if n := task.A(27, 10).Times(task.N(3)); n.String() != "8.1" { // K 2.7 × 3: a vector of rules section 7
		t.Errorf("2.7 × 3 = %s", n)
	}
	for in, want := range map[string]int{"0": 0, "2": 2, "2.001": 3, "0.5": 1} {
		if a, _ := task.ParseAmount(in); a.Up() != want {
			t.Errorf("%s rounds up to %d", in, a.Up())
		}
	}
	say(t, third.Message(), task.N(2).Message(), task.A(5, 2).Message())
	if m := third.Message(); m.Args["decimals"] != "33" {
		t.Errorf("a third is shown as %v", m.Args)
	}
	if !task.OfWorkload(525).Equal(task.A(21, 4)) || !task.OfHalfHours(3).Equal(task.A(3, 2)) {
		t.Error("a workload or hours are read wrongly")
	}
}

func TestAmountsSurviveBeingStored(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := task.A(rapid.Int64Range(-1e9, 1e9).Draw(t, "num"), rapid.Int64Range(1, 1e6).Draw(t, "den"))
		text, err := json.Marshal(struct{ A task.Amount }{a})
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ A task.Amount }
		if err := json.Unmarshal(text, &back); err != nil || !back.A.Equal(a) {
			t.Fatalf("%s comes back as %s: %v", a, back.A, err)
		}
	})
	var a task.Amount
	if err := a.UnmarshalText([]byte("zwei")); err == nil {
		t.Error("a word is an amount")
	}
}

// The catalogue counts from its first day, the unit's own before the agency's (rules
// sections 3 and 12, Plans).
func TestTheCatalogueThatHoldsOnADay(t *testing.T) {
	t.Parallel()
	c := task.Catalogue{
		{ID: 1, Code: "BC", Name: "Báo cáo", K: task.N(1), Since: day("2026-11-01")},
		{ID: 2, Code: "BC", Name: "Báo cáo", K: task.N(2), Since: day("2026-12-01")},
		{ID: 3, Code: "BC", Name: "Báo cáo", K: task.N(3), Since: day("2026-11-10"), Unit: office},
		{ID: 4, Code: "TT", Name: "Tờ trình", K: task.N(4), Since: day("2026-11-01"), Last: day("2026-11-30")},
	}
	for _, x := range []struct {
		unit rules.UnitID
		on   string
		want []task.ProductID
	}{
		{office, "2026-10-31", nil}, {office, "2026-11-01", []task.ProductID{1, 4}}, {office, "2026-11-10", []task.ProductID{3, 4}},
		{branch, "2026-11-30", []task.ProductID{1, 4}}, {branch, "2026-12-01", []task.ProductID{2}}, {office, "2026-12-01", []task.ProductID{3}},
	} {
		var got []task.ProductID
		for _, p := range c.On(x.unit, day(x.on)) {
			got = append(got, p.ID)
		}
		same(t, x.on, got, x.want)
	}
}
