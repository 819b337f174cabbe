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
		out = append(out, fmt.Sprint(c.Person, " ", c.Slot, ": ", keys(c.Reasons)))
	}
	return out
}

// askedAt says that the days of a request were asked for at another moment.
func askedAt(req rules.RequestID, moment string) func(*rules.Facts) {
	return func(f *rules.Facts) {
		for i := range f.Days {
			if f.Days[i].Request == req {
				f.Days[i].Asked = at(moment)
			}
		}
	}
}

// Sections 2 and 4: what is judged again, and what is left out.
func TestWhichDaysAChangePutsInConflict(t *testing.T) {
	t.Parallel()
	base := []func(*rules.Facts){
		home(binh, "2026-11-25", "2026-11-26"), homeIn(rules.Pending, 91, chi, "2026-11-26"),
		homeIn(rules.Rejected, 92, dung, "2026-11-26"), homeIn(rules.Done, 93, em, "2026-11-20"),
	}
	for name, c := range map[string]struct {
		change func(*rules.Facts)
		want   []string
	}{
		"nothing":       {func(*rules.Facts) {}, nil},
		"a day a week":  {numbers(func(p *rules.Policy) { p.PerWeek.Max = 2 }), []string{"3 2026-11-26: [limit.week]"}},
		"one at a time": {numbers(func(p *rules.Policy) { p.UnitShare.Ratio = rules.Ratio{Num: 1, Den: 6} }), []string{"4 2026-11-26: [limit.unit]"}},
		"what needs approval above is no conflict": {numbers(func(p *rules.Policy) {
			p.UnitShare = rules.Share{Ratio: rules.Ratio{Num: 1, Den: 6}, Mode: rules.ApproveAbove}
		}), nil},
		"five present": {numbers(func(p *rules.Policy) { p.MinPresent.Max = 5 }), []string{"4 2026-11-26: [limit.present]"}},
		"looser":       {numbers(func(p *rules.Policy) { p.UnitShare.Mode = rules.Off }), nil},
		"a required half": {numbers(func(p *rules.Policy) {
			p.Presence = []rules.Presence{{Weekday: time.Wednesday, Part: rules.Morning, Name: "Giao ban"}}
		}), []string{"3 2026-11-25: [refuse.presence_half]"}},
		"an inspection": {func(f *rules.Facts) {
			f.Calendar.Presence = []rules.Presence{{Date: day("2026-11-26"), Name: "Đoàn kiểm tra"}}
		}, []string{"3 2026-11-26: [refuse.presence]", "4 2026-11-26: [refuse.presence]"}},
		"an earlier end": {enrolled("2026-10-01", "2026-11-25"), []string{"3 2026-11-26: [refuse.after_pilot]", "4 2026-11-26: [refuse.after_pilot]"}},
		"a closed position": {func(f *rules.Facts) { f.Positions = map[rules.PositionID]rules.Position{1: {ID: 1}} },
			[]string{"3 2026-11-25: [refuse.position_closed]", "3 2026-11-26: [refuse.position_closed]", "4 2026-11-26: [refuse.position_closed]"}},
		"a colleague falls ill": {func(f *rules.Facts) { away(dung, rules.Whole)(f); away(em, rules.Whole)(f) }, []string{"4 2026-11-26: [limit.present]"}},
		"from a later day": {func(f *rules.Facts) {
			f.Policies = f.Policies.With("VP", rules.PolicyChange{Since: day("2026-11-26"), MinPresent: &rules.Quota{Max: 6, Mode: rules.Block}})
		}, []string{"3 2026-11-26: [limit.present]", "4 2026-11-26: [limit.present]"}},
		"neither consent, commitment, account, cut-off nor horizon": {func(f *rules.Facts) {
			f.Consent, f.Commitment, f.Policies.Base.Cutoff = 9, 9, rules.Cutoff{DaysBefore: 30}
		}, nil},
		"a year without data": {func(f *rules.Facts) { f.Calendar.Years = nil },
			[]string{"3 2026-11-25: [refuse.unknown_year]", "3 2026-11-26: [refuse.unknown_year]", "4 2026-11-26: [refuse.unknown_year]"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, after := world(base...), world(base...)
			c.change(after)
			got := rules.NewConflicts(before, after, office)
			same(t, "new conflicts", told(got.Conflicts), c.want)
			same(t, "days off", told(got.Off), nil)
		})
	}
}

// Section 2: a week may hold different numbers on different days, and a day is
// refused if any counted day, it included, would pass the number of its own day.
func TestTheOrderOfAskingChangesNothingUnderNumbersOfTheirOwn(t *testing.T) {
	t.Parallel()
	tight := func(f *rules.Facts) { // from Thursday on one day a week, two before
		f.Policies = f.Policies.With("VP", rules.PolicyChange{Since: day("2026-11-26"), PerWeek: &rules.Quota{Max: 2, Mode: rules.Block}})
	}
	for _, order := range [][2]string{{"2026-11-25", "2026-11-26"}, {"2026-11-26", "2026-11-25"}} {
		f := world(tight, home(binh, order[0]))
		same(t, order[1]+" second", keys(rules.Check(f, slots(order[1])).Days[0].Reasons), []string{"limit.week"})
		f = world(tight, homeIn(rules.Approved, 90, binh, order[0]), askedAt(90, "2026-11-20 09:00"),
			homeIn(rules.Approved, 91, binh, order[1]), askedAt(91, "2026-11-20 10:00"))
		same(t, "judged again", told(rules.JudgeAgain(f, office).Conflicts), []string{"3 " + order[1] + ": [limit.week]"})
	}
	// The lowest of the numbers that are passed is named, one that blocks before one that asks above.
	f := world(tight, home(binh, "2026-11-25"))
	most := rules.Check(f, slots("2026-11-27")).Days[0].Reasons[0].Args["max"]
	same(t, "the number named", most, any(rules.Days(2)))
}

// Section 2: a week over the end of a month has its own month's numbers on each side.
func TestAWeekOverTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	f := world(home(binh, "2026-11-30"))
	f.Policies = &rules.PolicyBook{Base: policy(), Changes: []rules.PolicyChange{
		{Since: day("2026-11-30"), PerWeek: &rules.Quota{Max: 2, Mode: rules.Block}},
		{Since: day("2026-12-01"), PerWeek: &rules.Quota{Max: 6, Mode: rules.Block}, PerMonth: &rules.Quota{Max: 2, Mode: rules.Block}},
	}}
	same(t, "Tuesday passes Monday's number", keys(rules.Check(f, slots("2026-12-01")).Days[0].Reasons), []string{"limit.week"})
	f = world(home(binh, "2026-12-02"), func(f *rules.Facts) { f.Policies.Base.PerMonth.Max = 2 })
	same(t, "Monday is of another month", keys(rules.Check(f, slots("2026-11-30")).Days[0].Reasons), nil)
	same(t, "Thursday is not", keys(rules.Check(f, slots("2026-12-03")).Days[0].Reasons), []string{"limit.month"})
}

// Section 12: at the same moment the lower request number comes first, within a
// request the earlier half; the newest is in conflict, waiting or not.
func TestTheNewestIsInConflict(t *testing.T) {
	t.Parallel()
	one := numbers(func(p *rules.Policy) { p.UnitShare.Ratio = rules.Ratio{Num: 1, Den: 6} })
	for name, c := range map[string]struct {
		days []func(*rules.Facts)
		want []string
	}{
		"the later moment": {[]func(*rules.Facts){
			home(binh, "2026-11-26"), askedAt(90, "2026-11-20 10:00"),
			homeIn(rules.Pending, 91, chi, "2026-11-26"), askedAt(91, "2026-11-20 09:00"),
		}, []string{"3 2026-11-26: [limit.unit]"}},
		"the higher number": {[]func(*rules.Facts){homeIn(rules.Approved, 91, chi, "2026-11-26"), home(binh, "2026-11-26")}, []string{"4 2026-11-26: [limit.unit]"}},
		"the later half": {[]func(*rules.Facts){homeIn(rules.Approved, 91, chi, "2026-11-26/am"), home(binh, "2026-11-26/pm", "2026-11-26/am")},
			[]string{"4 2026-11-26/am: [limit.unit]"}},
		"one in conflict counts all the same": {[]func(*rules.Facts){
			homeIn(rules.Approved, 80, chi, "2026-11-26"), homeIn(rules.Approved, 81, dung, "2026-11-26"), homeIn(rules.Pending, 82, em, "2026-11-26"),
		}, []string{"5 2026-11-26: [limit.unit]", "6 2026-11-26: [limit.unit]"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same(t, "conflicts", told(rules.JudgeAgain(world(append(c.days, one)...), office).Conflicts), c.want)
		})
	}
}

// Section 12: days that have begun count always, whenever they were asked for, and
// are not judged.
func TestDaysThatHaveBegunCountAlways(t *testing.T) {
	t.Parallel()
	one := numbers(func(p *rules.Policy) { p.PerWeek.Max = 1 })
	days := []func(*rules.Facts){one, homeIn(rules.Approved, 90, binh, "2026-11-25/am"), askedAt(90, "2026-11-20 10:00"),
		homeIn(rules.Approved, 91, binh, "2026-11-23/am"), askedAt(91, "2026-11-20 11:00")}
	f := world(days...) // Monday, 09:00
	same(t, "Monday's half has begun", told(rules.JudgeAgain(f, office).Conflicts), []string{"3 2026-11-25/am: [limit.week]"})
	f = world(days...)
	f.Now = at("2026-11-23 07:29")
	same(t, "a minute before it begins", told(rules.JudgeAgain(f, office).Conflicts), []string{"3 2026-11-23/am: [limit.week]"})
}

// Section 4: a day that became a day off releases itself, from pending too, and
// counts nowhere; one that has begun stays.
func TestADayOffIsReleased(t *testing.T) {
	t.Parallel()
	f := world(numbers(func(p *rules.Policy) { p.PerWeek.Max = 2 }),
		homeIn(rules.Pending, 80, binh, "2026-11-26"), homeIn(rules.Approved, 81, binh, "2026-11-27"), homeIn(rules.Approved, 82, chi, "2026-11-26", "2026-11-23"),
		homeIn(rules.Approved, 83, dung, "2026-11-28"))
	f.Calendar.Years[2026].DaysOff[day("2026-11-26")] = "Nghỉ bù"
	f.Calendar.Years[2026].DaysOff[day("2026-11-23")] = "Nghỉ bù"
	got := rules.JudgeAgain(f, office)
	same(t, "released", told(got.Off), []string{"3 2026-11-26: [refuse.holiday]", "4 2026-11-26: [refuse.holiday]", "5 2026-11-28: [refuse.weekend]"})
	same(t, "in conflict", told(got.Conflicts), nil) // Friday alone fits

	k := desk("2026-11-23 09:00")
	k.Calendar = f.Calendar
	r := rules.Request{ID: 82, Person: chi, Rev: 3, Days: []rules.RequestDay{
		{Slot: slot("2026-11-23"), State: rules.Approved}, {Slot: slot("2026-11-26"), State: rules.Approved, DecidedBy: an, Asked: at("2026-11-20 09:00")},
		{Slot: slot("2026-11-27"), State: rules.Pending},
	}}
	after, changed := k.Release(r, slots("2026-11-23", "2026-11-26", "2026-11-27"))
	same(t, "changed", changed, slots("2026-11-26"))
	same(t, "the day", after.Days[1], rules.RequestDay{Slot: slot("2026-11-26"), State: rules.Released, Reason: "Nghỉ bù", Asked: at("2026-11-20 09:00"), DecidedAt: k.Now})
	if after.Days[1].State.Counts() || k.Outcome(after.Days[1]).Key != "request.is_released" {
		t.Errorf("a released day counts, or is said to be something else: %v", k.Outcome(after.Days[1]))
	}
}

// What conflicts already is not blamed on the change; a reason more is told alone.
func TestOnlyNewConflictsAreTold(t *testing.T) {
	t.Parallel()
	days := home(binh, "2026-11-25", "2026-11-26", "2026-11-27")
	before, after := world(days), world(days, numbers(func(p *rules.Policy) { p.PerWeek.Max = 2 }))
	same(t, "before", told(rules.JudgeAgain(before, office).Conflicts), []string{"3 2026-11-27: [limit.week]"})
	same(t, "new", told(rules.NewConflicts(before, after, office).Conflicts), []string{"3 2026-11-26: [limit.week]"})
	after = world(days, func(f *rules.Facts) {
		f.Calendar.Presence = []rules.Presence{{Date: day("2026-11-27"), Name: "Đoàn kiểm tra"}}
	})
	same(t, "a reason more", told(rules.NewConflicts(before, after, office).Conflicts), []string{"3 2026-11-27: [refuse.presence]"})
}

// A cause is the same as long as what it speaks of is.
func TestACauseIsWhatItSpeaksOf(t *testing.T) {
	t.Parallel()
	whole := rules.Msg("refuse.presence", "slot", slot("2026-11-26"), "name", "Chào cờ")
	for name, c := range map[string]struct {
		m    rules.Message
		same bool
	}{
		"a half of it":       {rules.Msg("refuse.presence_half", "slot", slot("2026-11-26/am"), "name", "Chào cờ", "free", slot("2026-11-26/pm")), true},
		"another one":        {rules.Msg("refuse.presence", "slot", slot("2026-11-26"), "name", "Đoàn kiểm tra"), false},
		"something else":     {rules.Msg("limit.week", "used", rules.Days(2)), false},
		"only a number more": {rules.Msg("refuse.presence", "name", "Chào cờ", "used", rules.Days(3)), true},
	} {
		if got := rules.Cause(c.m) == rules.Cause(whole); got != c.same {
			t.Errorf("%s: the same cause %v, want %v", name, got, c.same)
		}
	}
}

// The ledger counts as the judge of a single request does: every day is asked
// again, in the order of asking, beside those asked for before it.
func TestConflictsAgreeWithTheJudge(t *testing.T) {
	t.Parallel()
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 7))
		f := randomDays(random)
		want := askedAgain(f)
		slices.Sort(want)
		got := told(rules.JudgeAgain(f, office).Conflicts)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: conflicts\n%v\nwant\n%v", seed, got, want)
		}
	}
}

// randomDays is a world with many days under small limits of either mode, which
// change within weeks and months.
func randomDays(random *rand.Rand) *rules.Facts {
	mode := func() rules.Mode { return rules.Mode(random.IntN(3)) }
	f := world(numbers(func(p *rules.Policy) {
		p.PerWeek, p.PerMonth = rules.Quota{Max: 1 + random.IntN(5), Mode: mode()}, rules.Quota{Max: 3 + random.IntN(9), Mode: mode()}
		p.MonthShare = rules.Share{Ratio: rules.Ratio{Num: 1, Den: 3 + random.IntN(4)}, Mode: mode()}
		p.UnitShare = rules.Share{Ratio: rules.Ratio{Num: 1, Den: 2 + random.IntN(4)}, Mode: mode()}
		p.MinPresent = rules.Quota{Max: 1 + random.IntN(5), Mode: mode()}
	}), away(dung, rules.Afternoon))
	for range random.IntN(4) {
		since := day("2026-11-16") + rules.Date(random.IntN(40))
		f.Policies = f.Policies.With([]string{"", "VP"}[random.IntN(2)], rules.PolicyChange{Since: since,
			PerWeek: &rules.Quota{Max: 1 + random.IntN(5), Mode: mode()}, PerMonth: &rules.Quota{Max: 3 + random.IntN(9), Mode: mode()}})
	}
	request := rules.RequestID(0)
	for d := day("2026-11-02"); d < day("2026-12-31"); d++ {
		for p := an; p <= phuc; p++ {
			if !f.Calendar.IsWorking(d) || random.IntN(3) > 0 {
				continue
			}
			request++
			h := rules.HomeDay{Request: request, Person: p, Unit: office, Slot: rules.Slot{Date: d, Part: rules.Part(random.IntN(3))}, State: rules.Approved,
				Asked: at("2026-10-01 08:00").Add(time.Duration(random.IntN(50)) * time.Minute)}
			if random.IntN(2) == 0 {
				h.State = rules.Pending
			}
			f.Days = append(f.Days, h)
		}
	}
	return f
}

// askedAgain judges the days one by one through Check.
func askedAgain(f *rules.Facts) (out []string) {
	days := slices.Clone(f.Days)
	slices.SortFunc(days, func(a, b rules.HomeDay) int {
		if c := a.Asked.Compare(b.Asked); c != 0 {
			return c
		}
		return int(a.Request - b.Request)
	})
	one := *f
	one.Days, one.Exception = nil, true
	begun := func(h rules.HomeDay) bool { return !f.Now.Before(f.Calendar.Start(h.Slot)) }
	for _, h := range days {
		if begun(h) {
			one.Days = append(one.Days, h)
		}
	}
	for _, h := range days {
		if begun(h) {
			continue
		}
		one.Person = person(h.Person, "", office)
		v := rules.Check(&one, []rules.Slot{h.Slot}).Days[0]
		one.Days = append(one.Days, h)
		if len(v.Reasons) > 0 {
			out = append(out, fmt.Sprint(h.Person, " ", h.Slot, ": ", keys(v.Reasons)))
		}
	}
	return out
}

// Section 2: at approval what counts is what is approved and the pending days that
// were asked for earlier: where there is room for one and two wait, the first can be
// approved.
func TestAtApprovalWhatWasAskedForLaterDoesNotCount(t *testing.T) {
	t.Parallel()
	f := world(numbers(func(p *rules.Policy) { p.UnitShare.Ratio = rules.Ratio{Num: 1, Den: 6} }),
		homeIn(rules.Pending, 1, binh, "2026-11-26"), askedAt(1, "2026-11-20 09:00"),
		homeIn(rules.Pending, 2, chi, "2026-11-26"), askedAt(2, "2026-11-20 09:00"))
	first := rules.Request{ID: 1, Person: binh, Days: []rules.RequestDay{{Slot: slot("2026-11-26"), State: rules.Pending, Asked: at("2026-11-20 09:00")}}}
	second := first
	second.ID, second.Person = 2, chi
	if v := rules.CheckApproval(f, &first); !v.Allowed() {
		t.Errorf("the first of two can't be approved: %v", v.Refusal())
	}
	f.Person = person(chi, "", office)
	refusedWith(t, rules.CheckApproval(f, &second).Refusal(), "limit.unit")

	// Within a request, too, the day that was asked for earlier comes first.
	f = world(numbers(func(p *rules.Policy) { p.PerWeek.Max = 2 }))
	edited := rules.Request{ID: 3, Person: binh, Days: []rules.RequestDay{
		{Slot: slot("2026-11-25"), State: rules.Pending, Asked: at("2026-11-20 10:00")}, {Slot: slot("2026-11-26"), State: rules.Pending, Asked: at("2026-11-20 09:00")}}}
	v := rules.CheckApproval(f, &edited)
	same(t, "the day added later", keys(v.Days[0].Reasons), []string{"limit.week"})
	same(t, "the first day", keys(v.Days[1].Reasons), nil)
}

// Section 4: a day kept or halved keeps its time of asking through an edit; a half
// made whole, or changed for the other, is added anew.
func TestAnEditKeepsTheTimeOfAsking(t *testing.T) {
	t.Parallel()
	first, later := at("2026-11-23 09:00"), "2026-11-23 10:00"
	f := world(numbers(roomy))
	r, err := desk("2026-11-23 09:00").Submit(rules.Request{ID: 1, Person: binh, Unit: office}, rules.Check(f, slots("2026-11-25", "2026-11-26", "2026-11-27/am", "2026-12-02/am")))
	if err != nil {
		t.Fatal(err)
	}
	f.Except = 1
	got, err := desk(later).Edit(r, rules.Act{By: binh}, "", rules.Check(f, slots("2026-11-25", "2026-11-26/pm", "2026-11-27", "2026-12-02/pm", "2026-12-03")))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]time.Time{"2026-11-25": first, "2026-11-26/pm": first, "2026-11-27": at(later), "2026-12-02/pm": at(later), "2026-12-03": at(later)}
	for _, d := range got.Days {
		if !d.Asked.Equal(want[d.Slot.String()]) {
			t.Errorf("%s was asked for at %s, want %s", d.Slot, d.Asked, want[d.Slot.String()])
		}
	}
	decided, err := desk(later).Reject(got, rules.Act{By: an, Reason: "họp"})
	if err != nil || !decided.Days[0].Asked.Equal(first) {
		t.Errorf("a decision forgot the time of asking: %+v, %v", decided.Days[0], err)
	}
}

// Section 4: judging the new day of a move leaves the old one out; others are judged
// beside both.
func TestAMovedDayIsJudgedWithoutTheOneItReplaces(t *testing.T) {
	t.Parallel()
	moving := func(f *rules.Facts) { f.Days[len(f.Days)-1].Move = rules.MoveEnd{Request: 90, Day: slot("2026-11-25")} }
	one := numbers(func(p *rules.Policy) { p.PerWeek.Max = 2 })
	f := world(one, home(binh, "2026-11-25"), homeIn(rules.Pending, 91, binh, "2026-11-26"), moving)
	same(t, "in the place of Wednesday", told(rules.JudgeAgain(f, office).Conflicts), nil)
	f = world(one, home(binh, "2026-11-25"), homeIn(rules.Pending, 91, binh, "2026-11-26"))
	same(t, "beside Wednesday", told(rules.JudgeAgain(f, office).Conflicts), []string{"3 2026-11-26: [limit.week]"})
	share := numbers(func(p *rules.Policy) { p.UnitShare.Ratio, p.MinPresent.Max = rules.Ratio{Num: 1, Den: 6}, 5 })
	f = world(share, home(binh, "2026-11-25"), homeIn(rules.Pending, 91, binh, "2026-11-25/am"), moving)
	same(t, "halved on its own day", told(rules.JudgeAgain(f, office).Conflicts), nil)
	f = world(share, home(binh, "2026-11-25"), homeIn(rules.Pending, 91, binh, "2026-11-26"), moving, homeIn(rules.Pending, 92, chi, "2026-11-25/am"))
	same(t, "a colleague", told(rules.JudgeAgain(f, office).Conflicts), []string{"4 2026-11-25/am: [limit.unit limit.present]"})
}
