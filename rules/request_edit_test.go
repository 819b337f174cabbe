package rules_test

import (
	"testing"

	"tainha/rules"
)

// Section 4: "Editing a pending request … judges the days that it adds".
func TestAnEditJudgesWhatItAdds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pending []string
		now     string // of the edit
		edit    []string
		change  []func(*rules.Facts)
		want    []string
	}{
		"kept past the cut-off":             {[]string{"2026-11-25", "2026-11-27"}, "2026-11-23 17:00", []string{"2026-11-25"}, nil, nil},
		"halved past the cut-off":           {[]string{"2026-11-25"}, "2026-11-23 17:00", []string{"2026-11-25/pm"}, nil, nil},
		"made whole past the cut-off":       {[]string{"2026-11-25/am"}, "2026-11-23 17:00", []string{"2026-11-25"}, nil, []string{"refuse.cutoff"}},
		"the other half past the cut-off":   {[]string{"2026-11-25/am"}, "2026-11-23 17:00", []string{"2026-11-25/pm"}, nil, []string{"refuse.cutoff"}},
		"another day past its cut-off":      {[]string{"2026-11-27"}, "2026-11-23 17:00", []string{"2026-11-25"}, nil, []string{"refuse.cutoff"}},
		"another day in time":               {[]string{"2026-11-25"}, "2026-11-23 17:00", []string{"2026-11-27"}, nil, nil},
		"a limit that a kept day is beyond": {[]string{"2026-11-25", "2026-11-26"}, "2026-11-23 10:00", []string{"2026-11-25"}, []func(*rules.Facts){home(binh, "2026-11-23", "2026-11-27")}, nil},
		"a limit with the kept day":         {[]string{"2026-11-25"}, "2026-11-23 10:00", []string{"2026-11-25", "2026-11-26"}, []func(*rules.Facts){home(binh, "2026-11-27")}, []string{"limit.week"}},
		"in place of the dropped day":       {[]string{"2026-11-25"}, "2026-11-23 10:00", []string{"2026-11-26"}, []func(*rules.Facts){home(binh, "2026-11-27")}, nil},
		"twice the same day":                {[]string{"2026-11-25"}, "2026-11-23 10:00", []string{"2026-11-25", "2026-11-25/am"}, nil, []string{"refuse.taken_pending"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := world(c.change...)
			f.Now = at(c.now)
			homeIn(rules.Pending, 7, binh, c.pending...)(f)
			r := rules.Request{ID: 7, Person: binh, Unit: office, Rev: 1}
			for _, s := range slots(c.pending...) {
				r.Days = append(r.Days, rules.RequestDay{Slot: s, State: rules.Pending})
			}
			v := rules.CheckEdit(f, &r, slots(c.edit...))
			got, err := desk(c.now).Edit(r, rules.Act{By: binh}, "", v)
			if c.want != nil {
				refusedWith(t, err, c.want...)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, "pending", got.Slots(rules.Pending), slots(c.edit...))
		})
	}
}

// Section 4: "a mark of exception stays only with the days that needed it"; a move goes
// on with the next day that is added.
func TestWhatAnEditKeepsOfADay(t *testing.T) {
	t.Parallel()
	end := rules.MoveEnd{Request: 6, Day: slot("2026-11-30")}
	r := rules.Request{ID: 7, Person: binh, Unit: office, Rev: 1, Exception: chi, Days: []rules.RequestDay{
		{Slot: slot("2026-11-25"), State: rules.Pending, Excepted: true},
		{Slot: slot("2026-11-27"), State: rules.Pending, Move: end},
	}}
	edit := func(days ...string) rules.Request {
		f := world()
		got, err := desk("2026-11-23 10:00").Edit(r, rules.Act{By: binh}, "", rules.CheckEdit(f, &r, slots(days...)))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	kept := edit("2026-11-25/am", "2026-11-26")
	same(t, "halved and moved elsewhere", kept.Days, []rules.RequestDay{
		{Slot: slot("2026-11-25/am"), State: rules.Pending, Excepted: true},
		{Slot: slot("2026-11-26"), State: rules.Pending, Asked: at("2026-11-23 10:00"), Move: end},
	})
	same(t, "who allowed it", kept.Exception, chi)
	without := edit("2026-11-27")
	same(t, "kept", without.Days, []rules.RequestDay{{Slot: slot("2026-11-27"), State: rules.Pending, Move: end}})
	same(t, "nobody allowed anything", without.Exception, 0)
	alone := edit("2026-11-25")
	same(t, "the move is dropped", alone.Days, []rules.RequestDay{{Slot: slot("2026-11-25"), State: rules.Pending, Excepted: true}})
}

// Section 4: an exception lifts the cut-off alone, and marks only the days that needed it.
func TestAnExceptionMarksTheDaysThatNeededIt(t *testing.T) {
	t.Parallel()
	f := world(func(f *rules.Facts) { f.Now, f.Exception = at("2026-11-23 17:00"), true })
	r := rules.Request{Exception: chi, Days: []rules.RequestDay{{Slot: slot("2026-11-25"), State: rules.Pending}, {Slot: slot("2026-11-27"), State: rules.Pending}}}
	r.MarkExceptions(f)
	same(t, "late", r.Days[0].Excepted, true)
	same(t, "in time", r.Days[1].Excepted, false)
	same(t, "by", r.Exception, chi)
	r.Days = r.Days[1:]
	r.MarkExceptions(f)
	same(t, "none was late", r.Exception, 0)
	f.Calendar.Presence = []rules.Presence{{Date: day("2026-11-25"), Name: "Kiểm tra"}}
	refusedWith(t, rules.Check(f, slots("2026-11-25")).Refusal(), "refuse.presence")
}

// Section 4: "Half a day of illness or leave on a whole day at home leaves the other
// half"; section 12: over all of the day cancels it. Nothing that has begun changes.
func TestWhatAnAbsenceTakesOfDaysAtHome(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		day    string
		state  rules.RequestState
		part   rules.Part
		now    string
		given  []string
		states []rules.RequestState
	}{
		"half of an approved day":   {"2026-11-25", rules.Approved, rules.Afternoon, "2026-11-24 09:00", []string{"2026-11-25/pm"}, two(rules.Approved, rules.Cancelled)},
		"half of a waiting day":     {"2026-11-25", rules.Pending, rules.Morning, "2026-11-24 09:00", []string{"2026-11-25/am"}, two(rules.Withdrawn, rules.Pending)},
		"all of an approved day":    {"2026-11-25", rules.Approved, rules.Whole, "2026-11-24 09:00", []string{"2026-11-25"}, []rules.RequestState{rules.Cancelled}},
		"all of a waiting day":      {"2026-11-25", rules.Pending, rules.Whole, "2026-11-24 09:00", []string{"2026-11-25"}, []rules.RequestState{rules.Withdrawn}},
		"the half at home":          {"2026-11-25/am", rules.Approved, rules.Morning, "2026-11-24 09:00", []string{"2026-11-25/am"}, []rules.RequestState{rules.Cancelled}},
		"the other half":            {"2026-11-25/am", rules.Approved, rules.Afternoon, "2026-11-24 09:00", nil, []rules.RequestState{rules.Approved}},
		"ill at noon":               {"2026-11-25", rules.Approved, rules.Afternoon, "2026-11-25 12:00", []string{"2026-11-25/pm"}, two(rules.Approved, rules.Cancelled)},
		"ill after the start":       {"2026-11-25", rules.Approved, rules.Whole, "2026-11-25 08:00", []string{"2026-11-25/pm"}, two(rules.Approved, rules.Cancelled)},
		"a half that has begun":     {"2026-11-25", rules.Approved, rules.Morning, "2026-11-25 08:00", nil, []rules.RequestState{rules.Approved}},
		"a day that was worked":     {"2026-11-25", rules.Done, rules.Whole, "2026-11-24 09:00", nil, []rules.RequestState{rules.Done}},
		"a day that was given up":   {"2026-11-25", rules.Cancelled, rules.Whole, "2026-11-24 09:00", nil, []rules.RequestState{rules.Cancelled}},
		"a day outside the absence": {"2026-11-26", rules.Approved, rules.Whole, "2026-11-24 09:00", nil, []rules.RequestState{rules.Approved}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rules.Request{Person: binh, Days: []rules.RequestDay{{Slot: slot(c.day), State: c.state, DecidedBy: an}}}
			a := rules.Absence{Person: binh, First: day("2026-11-25"), Last: day("2026-11-25"), Part: c.part, Kind: rules.Sick}
			got, given := desk(c.now).Absent(r, a, binh)
			same(t, "given up", given, slots(c.given...))
			same(t, "states", states(got), c.states)
		})
	}
}

// Section 4: "Up to the start of the day" is the start of the half that is meant: one
// half of a whole day can be given back until it begins.
func TestHalfOfADayIsGivenBackUntilItBegins(t *testing.T) {
	t.Parallel()
	r := rules.Request{Person: binh, Rev: 1, Days: []rules.RequestDay{{Slot: slot("2026-11-25"), State: rules.Approved, DecidedBy: an}}}
	got, err := desk("2026-11-25 12:59").Cancel(r, rules.Act{By: binh, Slots: slots("2026-11-25/pm")})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "halves", states(got), two(rules.Approved, rules.Cancelled))
	same(t, "the decision on the other stays", got.Days[0].DecidedBy, an)
	unchanged, err := desk("2026-11-25 13:00").Cancel(r, rules.Act{By: binh, Slots: slots("2026-11-25/pm")})
	refusedWith(t, err, "request.cancel_started")
	same(t, "nothing is parted", unchanged, r)
	r.Days[0].State = rules.Pending
	got, err = desk("2026-11-24 09:00").Withdraw(r, rules.Act{By: binh, Slots: slots("2026-11-25/am")})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "of a waiting day", states(got), two(rules.Withdrawn, rules.Pending))
}
