package rules_test

import (
	"encoding/json"
	"testing"
	"time"

	"tainha/rules"
)

func TestDefaultPolicyIsValid(t *testing.T) {
	t.Parallel()
	p := rules.DefaultPolicy()
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	same(t, "cut-off", p.Cutoff, rules.Cutoff{DaysBefore: 1, Minute: 16 * 60})
	same(t, "share of the month", p.MonthShare.Ratio, rules.Ratio{Num: 1, Den: 2})
}

// Bad input: a limit of 0 or 500 %, each a clear refusal.
func TestPolicyBounds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*rules.Policy)
		want   []string
	}{
		"0 days a week":               {func(p *rules.Policy) { p.PerWeek.Max = 0 }, []string{"policy.week"}},
		"8 days a week":               {func(p *rules.Policy) { p.PerWeek.Max = 16 }, []string{"policy.week"}},
		"no limit a week":             {func(p *rules.Policy) { p.PerWeek = rules.Quota{} }, nil},
		"0 days a month":              {func(p *rules.Policy) { p.PerMonth.Max = 0 }, []string{"policy.month"}},
		"a share of 0":                {func(p *rules.Policy) { p.UnitShare.Ratio = rules.Ratio{Den: 1} }, []string{"policy.unit_share"}},
		"a share of 500 %":            {func(p *rules.Policy) { p.UnitShare.Ratio = rules.Ratio{Num: 5, Den: 1} }, []string{"policy.unit_share"}},
		"a month's share of 500 %":    {func(p *rules.Policy) { p.MonthShare.Ratio = rules.Ratio{Num: 5, Den: 1} }, []string{"policy.month_share"}},
		"no share":                    {func(p *rules.Policy) { p.MonthShare = rules.Share{} }, nil},
		"nobody present":              {func(p *rules.Policy) { p.MinPresent.Max = 0 }, []string{"policy.min_present"}},
		"a cut-off at 25:00":          {func(p *rules.Policy) { p.Cutoff.Minute = 25 * 60 }, []string{"policy.cutoff_time"}},
		"a cut-off after the day":     {func(p *rules.Policy) { p.Cutoff.DaysBefore = -1 }, []string{"policy.cutoff_days"}},
		"negative times":              {func(p *rules.Policy) { p.RemindAfter = -1 }, []string{"policy.times"}},
		"remind after the escalation": {func(p *rules.Policy) { p.RemindAfter = 9 * time.Hour }, []string{"policy.remind_before_raise"}},
		"a presence without name":     {func(p *rules.Policy) { p.Presence = []rules.Presence{{}} }, []string{"policy.presence_name"}},
		"all at once": {func(p *rules.Policy) { p.PerWeek.Max, p.MinPresent.Max = 0, -1 },
			[]string{"policy.min_present", "policy.week"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := rules.DefaultPolicy()
			c.change(&p)
			err := p.Validate()
			if c.want == nil {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			refusedWith(t, err, c.want...)
			refusedWith(t, (&rules.PolicyBook{Base: p}).Validate(), c.want...)
		})
	}
	p := policy()
	refusedWith(t, p.ValidateFor(3), "policy.min_above_staff")
	if err := p.ValidateFor(4); err != nil {
		t.Error(err)
	}
}

func TestPolicyBook(t *testing.T) {
	t.Parallel()
	week := func(halves int) *rules.Quota { return &rules.Quota{Max: halves, Mode: rules.Block} }
	book := &rules.PolicyBook{Base: policy()}
	book = book.With("", rules.PolicyChange{Since: day("2026-10-01"), PerWeek: week(2)})
	book = book.With("VP", rules.PolicyChange{Since: day("2026-11-01"), PerWeek: week(6)})
	book = book.With("VP", rules.PolicyChange{Since: day("2026-10-15"), PerMonth: week(8)})
	book = book.With("VP", rules.PolicyChange{Since: day("2026-12-01"), Follow: true, PerMonth: week(10)})
	for _, c := range []struct {
		unit, day   string
		week, month int
	}{
		{"VP", "2026-09-30", 4, 12},
		{"VP", "2026-10-01", 2, 12},
		{"VP", "2026-10-15", 2, 8},
		{"VP", "2026-11-30", 6, 8},
		{"VP", "2026-12-01", 2, 10},
		{"KT", "2026-11-30", 2, 12},
	} {
		p := book.At(c.unit, day(c.day))
		if p.PerWeek.Max != c.week || p.PerMonth.Max != c.month {
			t.Errorf("%s on %s: %d a week and %d a month, want %d and %d", c.unit, c.day, p.PerWeek.Max, p.PerMonth.Max, c.week, c.month)
		}
	}
	if err := book.Validate(); err != nil {
		t.Error(err)
	}
	refusedWith(t, book.With("VP", rules.PolicyChange{Since: day("2027-01-01"), PerWeek: week(0)}).Validate(), "policy.from")
	refusedWith(t, book.With("VP", rules.PolicyChange{}).Validate(), "policy.no_start")
	refusedWith(t, (&rules.PolicyBook{Base: policy(), Changes: []rules.PolicyChange{{Since: 20}, {Since: 10}}}).Validate(), "policy.order")
}

func TestPolicyChangeSurvivesJSON(t *testing.T) {
	t.Parallel()
	want := rules.PolicyChange{Since: day("2026-12-01"), Cutoff: &rules.Cutoff{DaysBefore: 1, Minute: 900},
		UnitShare: &rules.Share{Ratio: rules.Ratio{Num: 1, Den: 3}, Mode: rules.ApproveAbove}, PerWeek: &rules.Quota{},
		Presence: &[]rules.Presence{{Weekday: time.Monday, Part: rules.Morning, Name: "Chào cờ"}, {Date: day("2026-12-08"), Name: "Kiểm tra"}}}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got rules.PolicyChange
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	same(t, "change", got, want)
}

func TestParseRatio(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"30%": "30%", "30 %": "30%", "33,5%": "33.5%", "1/3": "1/3", "0.4": "40%", "0,4": "40%", "25": "25%", "100%": "100%", "1": "100%",
		"0": "", "0%": "", "500%": "", "500": "", "101%": "", "-5%": "", "": "", "%": "", "1/0": "", "nửa": "", "1e3": "", "9999999999999999999": "",
	} {
		r, err := rules.ParseRatio(in)
		if want == "" {
			refusedWith(t, err, "policy.ratio")
			continue
		}
		if err != nil || r.String() != want {
			t.Errorf("%q: %v, %v, want %s", in, r, err, want)
		}
		back, err := rules.ParseRatio(r.String())
		if err != nil || back.Of(600) != r.Of(600) {
			t.Errorf("%q comes back as %v, %v", in, back, err)
		}
	}
}

func TestParseHalves(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]int{"2": 4, "2,5": 5, "0.5": 1, "2.0": 4,
		"0": 0, "0,0": 0, "2,3": 0, "-1": 0, "": 0, "ba": 0, "9999": 0} {
		got, err := rules.ParseHalves(in)
		if want == 0 {
			refusedWith(t, err, "policy.days")
			continue
		}
		if err != nil || got != want {
			t.Errorf("%q: %d, %v", in, got, err)
		}
	}
}
