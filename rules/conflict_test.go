package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tainha/rules"
)

// told is each conflict as "person day: reasons".
func told(all []rules.Conflict) []string {
	var out []string
	for _, c := range all {
		out = append(out, fmt.Sprint(c.Person, " ", c.Slot, ": ", keys(slices.Concat(c.Reasons, c.Above))))
	}
	return out
}

func TestWhichDaysAChangePutsInConflict(t *testing.T) {
	t.Parallel()
	base := []func(*rules.Facts){
		home(binh, "2026-11-25", "2026-11-26"), homeIn(rules.Pending, 91, chi, "2026-11-26"),
		homeIn(rules.Rejected, 92, dung, "2026-11-26"), homeIn(rules.Done, 93, em, "2026-11-20"),
	}
	from := day("2026-11-23")
	for name, c := range map[string]struct {
		change func(*rules.Facts)
		want   []string
	}{
		"nothing":       {func(*rules.Facts) {}, nil},
		"a day a week":  {numbers(func(p *rules.Policy) { p.PerWeek.Max = 2 }), []string{"3 2026-11-26: [limit.week]"}},
		"one at a time": {numbers(func(p *rules.Policy) { p.UnitShare.Ratio = rules.Ratio{Num: 1, Den: 6} }), []string{"4 2026-11-26: [limit.unit]"}},
		"one at a time, above": {numbers(func(p *rules.Policy) {
			p.UnitShare = rules.Share{Ratio: rules.Ratio{Num: 1, Den: 6}, Mode: rules.ApproveAbove}
		}), []string{"4 2026-11-26: [above.unit]"}},
		"five present": {numbers(func(p *rules.Policy) { p.MinPresent.Max = 5 }), []string{"4 2026-11-26: [limit.present]"}},
		"looser":       {numbers(func(p *rules.Policy) { p.UnitShare.Mode = rules.Off }), nil},
		"a required half": {numbers(func(p *rules.Policy) {
			p.Presence = []rules.Presence{{Weekday: time.Wednesday, Part: rules.Morning, Name: "Giao ban"}}
		}), []string{"3 2026-11-25: [refuse.presence_half]"}},
		"an earlier end": {enrolled("2026-10-01", "2026-11-25"), []string{"3 2026-11-26: [refuse.after_pilot]", "4 2026-11-26: [refuse.after_pilot]"}},
		"a closed position": {func(f *rules.Facts) { f.Positions = map[rules.PositionID]rules.Position{1: {ID: 1}} },
			[]string{"3 2026-11-25: [refuse.position_closed]", "3 2026-11-26: [refuse.position_closed]", "4 2026-11-26: [refuse.position_closed]"}},
		"from a later day": {func(f *rules.Facts) {
			f.Policies = f.Policies.With("VP", rules.PolicyChange{Since: day("2026-11-26"), MinPresent: &rules.Quota{Max: 6, Mode: rules.Block}})
		}, []string{"3 2026-11-26: [limit.present]", "4 2026-11-26: [limit.present]"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, after := world(base...), world(base...)
			c.change(after)
			same(t, "new conflicts", told(rules.NewConflicts(before, after, from)), c.want)
		})
	}
}

// What conflicts already is not blamed on the change, and days that are over or
// lie before it are let be.
func TestOnlyNewConflictsAreTold(t *testing.T) {
	t.Parallel()
	days := home(binh, "2026-11-25", "2026-11-26", "2026-11-27")
	before, after := world(days), world(days, numbers(func(p *rules.Policy) { p.PerWeek.Max = 2 }))
	same(t, "before", told(rules.Conflicts(before, day("2026-11-23"))), []string{"3 2026-11-27: [limit.week]"})
	same(t, "new", told(rules.NewConflicts(before, after, day("2026-11-23"))), []string{"3 2026-11-26: [limit.week]"})
	same(t, "from Friday on", told(rules.NewConflicts(before, after, day("2026-11-27"))), nil)
}

// The ledger counts as the judge of a single request does: every day is asked
// again, in the same order, beside those let in before it.
func TestConflictsAgreeWithTheJudge(t *testing.T) {
	t.Parallel()
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 7))
		f := randomDays(random)
		want := asked(f)
		slices.Sort(want)
		got := told(rules.Conflicts(f, day("2026-11-25")))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: conflicts\n%v\nwant\n%v", seed, got, want)
		}
	}
}

// randomDays is a world with many days under small limits of either mode.
func randomDays(random *rand.Rand) *rules.Facts {
	mode := func() rules.Mode { return rules.Mode(random.IntN(3)) }
	f := world(numbers(func(p *rules.Policy) {
		p.PerWeek, p.PerMonth = rules.Quota{Max: 1 + random.IntN(5), Mode: mode()}, rules.Quota{Max: 3 + random.IntN(9), Mode: mode()}
		p.MonthShare = rules.Share{Ratio: rules.Ratio{Num: 1, Den: 3 + random.IntN(4)}, Mode: mode()}
		p.UnitShare = rules.Share{Ratio: rules.Ratio{Num: 1, Den: 2 + random.IntN(4)}, Mode: mode()}
		p.MinPresent = rules.Quota{Max: 1 + random.IntN(5), Mode: mode()}
	}), away(dung, rules.Afternoon))
	request := rules.RequestID(0)
	for d := day("2026-11-02"); d < day("2026-12-31"); d++ {
		for p := an; p <= phuc; p++ {
			if !f.Calendar.IsWorking(d) || random.IntN(3) > 0 {
				continue
			}
			request++
			h := rules.HomeDay{Request: request, Person: p, Unit: office, Slot: rules.Slot{Date: d, Part: rules.Part(random.IntN(3))}, State: rules.Approved}
			if random.IntN(2) == 0 {
				h.State = rules.Pending
			}
			f.Days = append(f.Days, h)
		}
	}
	return f
}

// asked judges the days one by one through Check.
func asked(f *rules.Facts) (out []string) {
	days := slices.Clone(f.Days)
	slices.SortStableFunc(days, func(a, b rules.HomeDay) int {
		if a.Date != b.Date {
			return int(a.Date - b.Date)
		}
		if a.State != b.State { // approved before pending
			return int(b.State) - int(a.State)
		}
		return int(a.Request - b.Request)
	})
	one := *f
	one.Days, one.Exception = nil, true
	for _, h := range days {
		if h.Date < day("2026-11-25") {
			one.Days = append(one.Days, h)
			continue
		}
		one.Person = person(h.Person, "", office)
		v := rules.Check(&one, []rules.Slot{h.Slot}).Days[0]
		v.Reasons = slices.DeleteFunc(v.Reasons, func(m rules.Message) bool { return m.Key == "refuse.absent" }) // a day at home that turned into leave
		if len(v.Reasons) == 0 {
			one.Days = append(one.Days, h)
		}
		if len(v.Reasons)+len(v.Above) > 0 {
			out = append(out, fmt.Sprint(h.Person, " ", h.Slot, ": ", keys(slices.Concat(v.Reasons, v.Above))))
		}
	}
	return out
}
