package rules_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tainha/rules"
)

var limitCases = map[string]struct {
	world []func(*rules.Facts)
	asked []rules.Slot
	want  [][]string // reasons of each slot
}{
	"two days a week": {nil, slots("2026-11-30", "2026-12-01", "2026-12-02"), [][]string{nil, nil, {"limit.week"}}},
	"pending and approved and done days count alike": {
		[]func(*rules.Facts){home(binh, "2026-12-01"), homeIn(rules.Pending, 9, binh, "2026-12-02")},
		slots("2026-12-03"), [][]string{{"limit.week"}}},
	"done days count": {[]func(*rules.Facts){homeIn(rules.Done, 9, binh, "2026-11-23"), homeIn(rules.Done, 9, binh, "2026-11-25")},
		slots("2026-11-26"), [][]string{{"limit.week"}}},
	"what ended otherwise does not count": {
		[]func(*rules.Facts){homeIn(rules.Cancelled, 9, binh, "2026-12-01", "2026-12-02"), homeIn(rules.Expired, 9, binh, "2026-12-03")},
		slots("2026-12-04"), [][]string{nil}},
	"halves count as 0.5": {[]func(*rules.Facts){home(binh, "2026-12-01", "2026-12-02/am")},
		slots("2026-12-03", "2026-12-04/pm"), [][]string{{"limit.week"}, nil}},
	"another week is another week": {[]func(*rules.Facts){home(binh, "2026-11-26", "2026-11-27")},
		slots("2026-11-30"), [][]string{nil}},
	"days a month": {[]func(*rules.Facts){numbers(func(p *rules.Policy) { p.PerMonth.Max = 4 }), home(binh, "2026-12-01", "2026-12-08")},
		slots("2026-12-17"), [][]string{{"limit.month"}}},
	"the month's share is strictly under half of its working days": { // December 2026 has 23: at most 11
		[]func(*rules.Facts){numbers(roomy), home(binh, "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07",
			"2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11", "2026-12-14")},
		slots("2026-12-17", "2026-12-18"), [][]string{nil, {"limit.share"}}},
	"a holiday makes the month's share smaller": { // November 2026 has 20 working days: at most 9.5
		[]func(*rules.Facts){numbers(roomy), home(binh, "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06",
			"2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12")},
		slots("2026-11-26", "2026-11-27/am"), [][]string{{"limit.share"}, nil}},
	"a third of six at home: two": {[]func(*rules.Facts){home(chi, "2026-11-26"), home(dung, "2026-11-26")},
		slots("2026-11-26"), [][]string{{"limit.unit"}}},
	"a half still fits": {[]func(*rules.Facts){home(chi, "2026-11-26"), home(dung, "2026-11-26/am")},
		slots("2026-11-26", "2026-11-26/pm"), [][]string{{"limit.unit"}, nil}},
	"two halves of one day asked at once": {[]func(*rules.Facts){home(chi, "2026-11-26"), home(dung, "2026-11-26/am")},
		slots("2026-11-26/am", "2026-11-26/pm"), [][]string{nil, {"limit.unit"}}},
	"the share is rounded down, but at least one may": {
		[]func(*rules.Facts){numbers(func(p *rules.Policy) { p.UnitShare.Ratio = rules.Ratio{Num: 1, Den: 10} })},
		slots("2026-11-26"), [][]string{nil}},
	"minimum present, counting leave": {
		[]func(*rules.Facts){away(chi, rules.Whole), away(dung, rules.Whole), away(em, rules.Whole)},
		slots("2026-11-26"), [][]string{{"limit.present"}}},
	"minimum present, half by half": {
		[]func(*rules.Facts){away(chi, rules.Whole), away(dung, rules.Whole), away(em, rules.Afternoon)},
		slots("2026-11-26", "2026-11-26/am"), [][]string{{"limit.present"}, nil}},
	"who is away oneself takes nobody from the office": {
		[]func(*rules.Facts){away(binh, rules.Whole), away(chi, rules.Whole), away(dung, rules.Whole)},
		slots("2026-11-26"), [][]string{{"refuse.absent"}}},
	"and whoever is away in a half not in that": {
		[]func(*rules.Facts){away(binh, rules.Morning), away(chi, rules.Whole), away(dung, rules.Whole)},
		slots("2026-11-26/am", "2026-11-26/pm"), [][]string{{"refuse.absent"}, nil}},
	"who is on leave at home counts once": {
		[]func(*rules.Facts){away(chi, rules.Whole), home(chi, "2026-11-26"), away(dung, rules.Whole)},
		slots("2026-11-26"), [][]string{nil}},
	"every limit is named at once": {
		[]func(*rules.Facts){home(binh, "2026-11-23", "2026-11-25"), home(chi, "2026-11-26"), home(dung, "2026-11-26"), away(em, rules.Whole)},
		slots("2026-11-26"), [][]string{{"limit.week", "limit.unit", "limit.present"}}},
	"no limit": {[]func(*rules.Facts){numbers(func(p *rules.Policy) {
		roomy(p)
		p.MonthShare.Mode, p.UnitShare.Mode = rules.Off, rules.Off
	}), home(chi, "2026-11-26"), home(dung, "2026-11-26"), home(binh, "2026-11-23", "2026-11-25")},
		slots("2026-11-26"), [][]string{nil}},
	"a refused day takes nothing from the next": {nil, slots("2026-11-24", "2026-11-25", "2026-11-26"),
		[][]string{{"refuse.holiday"}, nil, nil}},
	"the same day twice": {nil, slots("2026-11-26", "2026-11-26/am"), [][]string{nil, {"refuse.twice"}}},
}

// Section 2: each limit, with what counts already and with what is asked for at once.
func TestLimits(t *testing.T) {
	t.Parallel()
	for name, c := range limitCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := rules.Check(world(c.world...), c.asked)
			for i, d := range v.Days {
				same(t, d.String(), keys(d.Reasons), c.want[i])
			}
		})
	}
}

func away(p rules.PersonID, part rules.Part) func(*rules.Facts) {
	return func(f *rules.Facts) {
		f.Absences = append(f.Absences, rules.Absence{Person: p, First: day("2026-11-26"), Last: day("2026-11-26"), Part: part, Kind: rules.Sick})
	}
}

// Section 2: approve_above allows the day, but one level higher.
func TestApproveAboveGoesOneLevelHigher(t *testing.T) {
	t.Parallel()
	f := world(home(binh, "2026-11-23", "2026-11-25"), func(f *rules.Facts) { f.Policies.Base.PerWeek.Mode = rules.ApproveAbove })
	v := rules.Check(f, slots("2026-11-26", "2026-12-01"))
	if !v.Allowed() || v.Level != 1 {
		t.Fatalf("allowed %v, level %d", v.Allowed(), v.Level)
	}
	same(t, "above", keys(v.Days[0].Above), []string{"above.week"})
	same(t, "open", v.Open(), slots("2026-11-26", "2026-12-01"))
	same(t, "clean", v.Clean(), slots("2026-12-01"))
}

// Every limit of the table of numbers limits: alone and as tight as can be, it
// refuses a day, or asks for the level above.
func TestEveryLimitLimits(t *testing.T) {
	t.Parallel()
	for _, mode := range []rules.Mode{rules.Block, rules.ApproveAbove} {
		for _, n := range rules.Numbers() {
			tight := rules.PolicyChange{Since: day("2026-11-01")}
			for _, other := range rules.Numbers() {
				switch other.Get(rules.DefaultPolicy()).(type) {
				case rules.Quota:
					other.Set(&tight, rules.Quota{Mode: rules.Off})
				case rules.Share:
					other.Set(&tight, rules.Share{Mode: rules.Off})
				}
			}
			switch most := map[rules.Form]int{rules.FormDays: 1, rules.FormPeople: 1000}; n.Get(rules.DefaultPolicy()).(type) {
			case rules.Quota:
				n.Set(&tight, rules.Quota{Max: most[n.Form], Mode: mode})
			case rules.Share:
				n.Set(&tight, rules.Share{Ratio: rules.Ratio{Num: 1, Den: 1000}, Mode: mode})
			default:
				continue
			}
			f := world(home(chi, "2026-11-26"), func(f *rules.Facts) { f.Policies.Changes = []rules.PolicyChange{tight} })
			said := rules.Check(f, slots("2026-11-26")).Days[0]
			if mode == rules.Block && len(said.Reasons) != 1 || mode == rules.ApproveAbove && len(said.Above) != 1 {
				t.Errorf("the limit %s, with mode %v, limits nothing: %v, above %v (see rules/limits.go)", n.Key, mode, said.Reasons, said.Above)
			}
		}
	}
}

// Section 2: "so that last month is judged by last month's numbers".
func TestNumbersOfTheDateHold(t *testing.T) {
	t.Parallel()
	one, three := rules.Quota{Max: 2, Mode: rules.Block}, rules.Quota{Max: 6, Mode: rules.Block}
	f := world(func(f *rules.Facts) {
		f.Policies.Changes = []rules.PolicyChange{{Since: day("2026-11-30"), PerWeek: &one}}
		f.Policies.Units = map[string][]rules.PolicyChange{"VP": {{Since: day("2026-12-07"), PerWeek: &three}}}
	})
	asked := slots("2026-11-26", "2026-11-27", "2026-12-01", "2026-12-02", "2026-12-08", "2026-12-09", "2026-12-10")
	same(t, "open", rules.Check(f, asked).Open(), slots("2026-11-26", "2026-11-27", "2026-12-01", "2026-12-08", "2026-12-09", "2026-12-10"))
}

// Section 2: the limits are checked again at approval, without counting the
// request itself, and without the cut-off.
func TestApprovalChecksAgain(t *testing.T) {
	t.Parallel()
	r := rules.Request{ID: 7, Person: binh, Days: []rules.RequestDay{
		{Slot: slot("2026-11-25"), State: rules.Pending}, {Slot: slot("2026-11-26"), State: rules.Pending}}}
	pending := homeIn(rules.Pending, 7, binh, "2026-11-25", "2026-11-26")
	late := func(f *rules.Facts) { f.Now = at("2026-11-24 17:00") }
	f := world(pending, late)
	if v := rules.CheckApproval(f, &r); !v.Allowed() {
		t.Fatalf("refused: %v", v.Refusal())
	}
	f = world(pending, late, home(chi, "2026-11-26"), home(dung, "2026-11-26"))
	v := rules.CheckApproval(f, &r)
	same(t, "what broke since", keys(v.Days[1].Reasons), []string{"limit.unit"})
	same(t, "what may be approved still", v.Open(), slots("2026-11-25"))
}

func TestAlternatives(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		world   []func(*rules.Facts)
		asked   []rules.Slot
		refused string
		want    []rules.Slot
	}{
		"the nearest day that is open, the later one first": {
			[]func(*rules.Facts){home(chi, "2026-11-26"), home(dung, "2026-11-26")}, slots("2026-11-26"), "2026-11-26",
			slots("2026-11-27", "2026-11-25", "2026-11-30")},
		"the free half of the same day first": {
			[]func(*rules.Facts){home(chi, "2026-11-26"), home(dung, "2026-11-26/am")}, slots("2026-11-26"), "2026-11-26",
			slots("2026-11-26/am", "2026-11-26/pm", "2026-11-27")},
		"the week's days are used up: the next week": {
			nil, slots("2026-11-25", "2026-11-26", "2026-11-27"), "2026-11-27", slots("2026-11-30", "2026-12-01", "2026-12-02")},
		"a half is answered with halves": {
			nil, slots("2026-11-24/am"), "2026-11-24/am", slots("2026-11-25/am", "2026-11-26/am", "2026-11-27/am")},
		"never what needs a higher level": {
			[]func(*rules.Facts){func(f *rules.Facts) { f.Policies.Base.UnitShare.Mode = rules.ApproveAbove },
				home(chi, "2026-11-25", "2026-11-27"), home(dung, "2026-11-25", "2026-11-27")}, slots("2026-11-24"), "2026-11-24",
			slots("2026-11-26", "2026-11-30", "2026-12-01")},
		"nothing for a person who may not at all": {
			[]func(*rules.Facts){func(f *rules.Facts) { f.Person.Linked = false }}, slots("2026-11-24"), "2026-11-24", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same(t, "alternatives", rules.Alternatives(world(c.world...), c.asked, slot(c.refused), 3), c.want)
		})
	}
}

func TestDayMark(t *testing.T) {
	t.Parallel()
	monday := func(f *rules.Facts) {
		f.Calendar.Presence = []rules.Presence{{Weekday: time.Monday, Part: rules.Morning, Name: "Chào cờ"}}
	}
	three := []rules.Part{rules.Whole, rules.Morning, rules.Afternoon}
	for name, c := range map[string]struct {
		world  []func(*rules.Facts)
		picked []rules.Slot
		day    string
		kind   rules.MarkKind
		free   []rules.Part
	}{
		"free":                     {nil, nil, "2026-11-26", rules.MarkFree, three},
		"past":                     {nil, nil, "2026-11-20", rules.MarkPast, nil},
		"holiday":                  {nil, nil, "2026-11-24", rules.MarkClosed, nil},
		"weekend":                  {nil, nil, "2026-11-28", rules.MarkClosed, nil},
		"no data":                  {nil, nil, "2027-01-04", rules.MarkUnknown, nil},
		"after the cut-off":        {nil, nil, "2026-11-23", rules.MarkLate, nil},
		"presence in the morning":  {[]func(*rules.Facts){monday}, nil, "2026-11-30", rules.MarkRequired, []rules.Part{rules.Afternoon}},
		"own request":              {[]func(*rules.Facts){home(binh, "2026-11-26/am")}, nil, "2026-11-26", rules.MarkTaken, []rules.Part{rules.Afternoon}},
		"the unit is full":         {[]func(*rules.Facts){home(chi, "2026-11-26"), home(dung, "2026-11-26")}, nil, "2026-11-26", rules.MarkFull, nil},
		"a half is free":           {[]func(*rules.Facts){home(chi, "2026-11-26"), home(dung, "2026-11-26/am")}, nil, "2026-11-26", rules.MarkPartial, three[1:]},
		"picked days use the week": {nil, slots("2026-11-25", "2026-11-27"), "2026-11-26", rules.MarkFull, nil},
		"a picked day itself":      {nil, slots("2026-11-25", "2026-11-26"), "2026-11-26", rules.MarkFree, three},
		"on leave":                 {[]func(*rules.Facts){away(binh, rules.Whole)}, nil, "2026-11-26", rules.MarkAway, nil},
		"half a day on leave":      {[]func(*rules.Facts){away(binh, rules.Morning)}, nil, "2026-11-26", rules.MarkPartial, three[2:]},
		"outside the pilot":        {[]func(*rules.Facts){enrolled("2026-12-01", "")}, nil, "2026-11-26", rules.MarkOutside, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := rules.DayMark(world(c.world...), c.picked, day(c.day))
			same(t, "kind", m.Kind, c.kind)
			same(t, "free", m.Free, c.free)
		})
	}
}

func TestHeadcountAndBalance(t *testing.T) {
	t.Parallel()
	f := world(home(binh, "2026-11-26/am"), home(chi, "2026-11-26"), away(dung, rules.Afternoon))
	h := f.Headcount(office, day("2026-11-26"))
	same(t, "halves at home", h.HomeHalves, 3)
	same(t, "most at home", h.MaxHalves, 4)
	same(t, "present", h.Present, [2]int{4, 4})
	b, err := f.Balance(day("2026-11-25"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "balance", b, rules.Balance{
		Week:        rules.Use{Used: 1, Max: 4, Mode: rules.Block},
		Month:       rules.Use{Used: 1, Max: 12, Mode: rules.Block},
		Share:       rules.Use{Used: 1, Max: 19, Mode: rules.Block},
		WorkingDays: 20,
	})
}

// Facts over the window decide as facts over all time do.
func TestWindowIsEnough(t *testing.T) {
	t.Parallel()
	var all []func(*rules.Facts)
	for d := day("2026-01-01"); d < day("2026-12-31"); d += 2 {
		all = append(all, home(binh, d.String()+"/am"))
	}
	asked := slots("2026-11-30", "2026-12-02")
	whole, cut := world(all...), world(all...)
	from, to := rules.Window(asked, day("2026-11-23"))
	cut.Days = slices.DeleteFunc(cut.Days, func(h rules.HomeDay) bool { return h.Date < from || h.Date > to })
	if len(cut.Days) == len(whole.Days) {
		t.Fatal("the window cuts nothing: the test shows nothing")
	}
	same(t, "verdict", fmt.Sprint(rules.Check(cut, asked)), fmt.Sprint(rules.Check(whole, asked)))
	same(t, "alternatives", rules.Alternatives(cut, asked, asked[0], 9), rules.Alternatives(whole, asked, asked[0], 9))
}

func numbers(change func(*rules.Policy)) func(*rules.Facts) {
	return func(f *rules.Facts) { change(&f.Policies.Base) }
}

// roomy leaves the shares as the only limits.
func roomy(p *rules.Policy) {
	p.PerWeek.Mode, p.PerMonth.Mode, p.MinPresent.Mode = rules.Off, rules.Off, rules.Off
}

// Section 4: at approval what counts is what is approved and what waits and was asked for earlier,
// whether that could be approved itself or not: a day of the same request holds its place, too.
func TestAnEarlierDayThatCantBeApprovedCountsAllTheSame(t *testing.T) {
	t.Parallel()
	f := world(home(chi, "2026-11-25"), home(dung, "2026-11-25")) // the unit is full, and the week holds two days
	r := waiting("2026-11-23 09:00", "2026-11-25", "2026-11-26", "2026-11-27")
	homeIn(rules.Pending, r.ID, binh, "2026-11-25", "2026-11-26", "2026-11-27")(f)
	v := rules.CheckApproval(f, &r)
	var got []string
	for _, d := range v.Days {
		got = append(got, d.Slot.String())
		got = append(got, keys(d.Reasons)...)
	}
	same(t, "reasons", got, []string{"2026-11-25", "limit.unit", "2026-11-26", "2026-11-27", "limit.week"})
}
