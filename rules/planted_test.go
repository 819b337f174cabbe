package rules_test

import (
	"testing"
	"time"

	"tainha/rules"
)

// Section 2: a unit's share and minimum, their modes too, are those of the day
// that is asked for, not of the day of asking.
func TestAUnitsLimitsAreThoseOfTheDayAskedFor(t *testing.T) {
	t.Parallel()
	tenth := rules.Share{Ratio: rules.Ratio{Num: 1, Den: 10}, Mode: rules.Block}
	five := rules.Quota{Max: 5, Mode: rules.ApproveAbove}
	f := world(home(chi, "2026-11-26", "2026-11-30", "2026-12-08"), func(f *rules.Facts) {
		f.Policies.Changes = []rules.PolicyChange{{Since: day("2026-11-30"), UnitShare: &tenth}}
		third := f.Policies.Base.UnitShare
		f.Policies.Units = map[string][]rules.PolicyChange{"VP": {{Since: day("2026-12-07"), UnitShare: &third, MinPresent: &five}}}
	})
	v := rules.Check(f, slots("2026-11-26", "2026-11-30", "2026-12-08"))
	same(t, "by today's numbers", keys(v.Days[0].Reasons), nil)
	same(t, "by the smaller share of its day", keys(v.Days[1].Reasons), []string{"limit.unit"})
	same(t, "by the share of its day again", keys(v.Days[2].Reasons), nil)
	same(t, "by the minimum of its day", keys(v.Days[2].Above), []string{"above.present"})
	for d, want := range map[string][2]int{"2026-11-26": {4, 3}, "2026-11-30": {2, 3}, "2026-12-08": {4, 5}} {
		h := f.Headcount(office, day(d))
		same(t, "most and least of "+d, [2]int{h.MaxHalves, h.Min}, want)
	}
}

// Section 1: the consent is to the present version of the notice.
func TestAConsentToAnOlderNoticeIsNone(t *testing.T) {
	t.Parallel()
	for version, want := range map[int][]string{0: {"refuse.consent"}, 1: {"refuse.consent"}, 2: nil, 3: nil} {
		f := world(func(f *rules.Facts) { f.Consent, f.Person.Consent = 2, version })
		same(t, "general", keys(rules.Check(f, slots("2026-11-26")).General), want)
	}
}

// Section 4: "up to the start of the day": at the moment itself it has begun,
// for each half at its own.
func TestADayHasBegunAtTheExactMoment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		now, slot string
		began     bool
	}{
		{"2026-11-25 07:29", "2026-11-25", false}, {"2026-11-25 07:30", "2026-11-25", true},
		{"2026-11-25 07:29", "2026-11-25/am", false}, {"2026-11-25 07:30", "2026-11-25/am", true},
		{"2026-11-25 12:59", "2026-11-25/pm", false}, {"2026-11-25 13:00", "2026-11-25/pm", true},
	} {
		t.Run(c.now+" "+c.slot, func(t *testing.T) {
			t.Parallel()
			var refused []string
			state := rules.Cancelled
			if c.began {
				refused, state = []string{"refuse.started"}, rules.Approved
			}
			v := rules.Check(world(exception, now(c.now)), slots(c.slot))
			same(t, "asked for", keys(v.Days[0].Reasons), refused)
			approved := rules.Request{ID: 7, Person: binh, Days: []rules.RequestDay{{Slot: slot(c.slot), State: rules.Approved}}}
			left, _ := desk(c.now).GiveUp(approved, an)
			same(t, "given up", states(left), []rules.RequestState{state})
			_, err := desk(c.now).Cancel(approved, rules.Act{By: binh})
			if (err != nil) != c.began {
				t.Errorf("cancelled: %v", err)
			}
			pending := approved
			pending.Days = []rules.RequestDay{{Slot: slot(c.slot), State: rules.Pending}}
			if _, expired := desk(c.now).Expire(pending); (len(expired) > 0) != c.began {
				t.Errorf("expired: %v", expired)
			}
			if _, err := desk(c.now).Reject(pending, rules.Act{By: an, Reason: "Họp", Slots: slots(c.slot)}); (err != nil) != c.began {
				t.Errorf("rejected: %v", err)
			}
		})
	}
}

// Section 1: "every reason listed at once", of every day.
func TestTheReasonsOfEveryRefusedDayAreSaid(t *testing.T) {
	t.Parallel()
	asked := slots("2026-11-24", "2026-11-26", "2026-11-28", "2026-12-05")
	refusedWith(t, rules.Check(world(), asked).Refusal(), "refuse.holiday", "refuse.weekend", "refuse.weekend")
	r, f := sent(t)
	for _, d := range []string{"2026-11-25", "2026-11-26"} {
		home(chi, d)(f)
		home(dung, d)(f)
	}
	_, err := desk("2026-11-23 10:00").Approve(r, rules.Act{By: an}, rules.CheckApproval(f, &r))
	refusedWith(t, err, "limit.unit", "limit.unit")
}

// Section 1: presence that a unit's own numbers require refuses as the calendar's
// does, in that unit alone; an exception lifts neither.
func TestPresenceOfTheUnitRefusesAndNoExceptionLiftsIt(t *testing.T) {
	t.Parallel()
	own := func(code string, q rules.Presence) func(*rules.Facts) {
		return func(f *rules.Facts) {
			f.Policies.Units = map[string][]rules.PolicyChange{code: {{Since: day("2026-11-01"), Presence: &[]rules.Presence{q}}}}
		}
	}
	meeting := rules.Presence{Weekday: time.Thursday, Name: "Giao ban"}
	morning := rules.Presence{Date: day("2026-11-26"), Part: rules.Morning, Name: "Giao ban"}
	for name, c := range map[string]struct {
		world func(*rules.Facts)
		slot  string
		want  []string
	}{
		"the unit's, for the whole day":     {own("VP", meeting), "2026-11-26", []string{"refuse.presence"}},
		"the unit's, on another day":        {own("VP", meeting), "2026-11-27", nil},
		"the unit's, for a half":            {own("VP", morning), "2026-11-26", []string{"refuse.presence_half"}},
		"only the other half":               {own("VP", morning), "2026-11-26/pm", nil},
		"another unit's":                    {own("P2", meeting), "2026-11-26", nil},
		"the whole pilot's":                 {func(f *rules.Facts) { f.Policies.Base.Presence = []rules.Presence{meeting} }, "2026-11-26", []string{"refuse.presence"}},
		"the calendar's, for the whole day": {inspection, "2026-11-30", []string{"refuse.presence"}},
		"the calendar's, for a half":        {flag, "2026-11-30", []string{"refuse.presence_half"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, lift := range []func(*rules.Facts){func(*rules.Facts) {}, exception} {
				v := rules.Check(world(c.world, lift), slots(c.slot))
				same(t, "reasons", keys(v.Days[0].Reasons), c.want)
			}
		})
	}
}

// Section 12: one person on several seats holds the lowest: a delegate who stands in
// for both heads is asked once. While the upper head is away too nobody is above, and
// the coordinator is told; back, they are asked themselves.
func TestAnEscalationNeverAsksTheSameDelegateAgain(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-25 10:00")
	onLeave(director, rules.Whole)(k.Org)
	handsOver(an, dung)(k.Org)
	handsOver(director, dung)(k.Org)
	r := waiting("2026-11-23 09:00", "2026-12-18")
	r.Approver, r.Reminded = dung, at("2026-11-23 14:30")
	steps := k.Due(always(policy()), r)
	same(t, "steps", steps, []rules.Step{{Kind: rules.StepEscalate, At: at("2026-11-25 09:00")}})
	r = k.Apply(r, steps[0])
	same(t, "stays with", r.Approver, dung)
	same(t, "nothing more is due", k.Due(always(policy()), r), nil)
	k.Now = at("2026-11-26 07:30")
	steps = k.Due(always(policy()), r)
	same(t, "steps", steps, []rules.Step{{Kind: rules.StepEscalate, At: at("2026-11-25 09:00"), Found: true,
		Seat: rules.Seat{Level: 1, Unit: department, Head: director, Approver: director}}})
}

// Section 12: judging again, days that have begun count always, from their first moment on and when
// they are done; a day that became a day off counts nowhere. Two days a week may be had here.
func TestWhatCountsWhenDaysAreJudgedAgain(t *testing.T) {
	t.Parallel()
	asked := func(req rules.RequestID, state rules.RequestState, on, moment string) func(*rules.Facts) {
		return func(f *rules.Facts) {
			homeIn(state, req, binh, on)(f)
			askedAt(req, moment)(f)
		}
	}
	now := func(s string) func(*rules.Facts) { return func(f *rules.Facts) { f.Now = at(s) } }
	two := func(f *rules.Facts) {
		asked(91, rules.Approved, "2026-11-26", "2026-11-20 09:00")(f)
		asked(92, rules.Approved, "2026-11-27", "2026-11-20 10:00")(f)
	}
	newest := asked(93, rules.Approved, "2026-11-25", "2026-11-20 11:00")
	for name, c := range map[string]struct {
		world []func(*rules.Facts)
		want  []string
	}{
		"before it begins the newest":  {[]func(*rules.Facts){two, newest, now("2026-11-25 07:29")}, []string{"3 2026-11-25: [limit.week]"}},
		"as it begins the next newest": {[]func(*rules.Facts){two, newest, now("2026-11-25 07:30")}, []string{"3 2026-11-27: [limit.week]"}},
		"done":                         {[]func(*rules.Facts){two, asked(93, rules.Done, "2026-11-23", "2026-11-20 11:00")}, []string{"3 2026-11-27: [limit.week]"}},
		"a day off":                    {[]func(*rules.Facts){two, asked(93, rules.Approved, "2026-11-28", "2026-11-20 08:00")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same(t, "conflicts", told(rules.JudgeAgain(world(c.world...), office).Conflicts), c.want)
		})
	}
}

// Section 4: a move has begun with the earlier of both days, and what has begun is not undone:
// the old day, which is over by then, would come back.
func TestAMoveWhoseOldDayBeganIsNotUndone(t *testing.T) {
	t.Parallel()
	r := rules.Request{ID: 8, Person: binh, Unit: office, Days: []rules.RequestDay{{
		Slot: slot("2026-11-26"), State: rules.Approved, DecidedBy: an, DecidedAt: at("2026-11-25 07:25"),
		Move: rules.MoveEnd{Request: 7, Day: slot("2026-11-25")},
	}}}
	_, err := desk("2026-11-25 07:29").Undo(r, rules.Act{By: an}, 10*time.Minute, rules.Verdict{})
	same(t, "before the old day", err, nil)
	_, err = desk("2026-11-25 07:30").Undo(r, rules.Act{By: an}, 10*time.Minute, rules.Verdict{})
	refusedWith(t, err, "undo.started")
}

// Section 4: who is at home in the morning is called back in the morning; where the
// afternoon begins as it ends, that moment is the afternoon's.
func TestTheEndOfAHalfIsNoHourOfIt(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-25 09:00")
	hours := *k.Calendar
	hours.Hours = []rules.Span{{From: 7*60 + 30, To: 12 * 60}, {From: 12 * 60, To: 16 * 60}}
	k.Calendar = &hours
	for due, want := range map[string][2]string{"2026-11-25 11:59": {"", "callback.not_home"}, "2026-11-25 12:00": {"callback.not_home", ""}} {
		for i, half := range []string{"2026-11-25/am", "2026-11-25/pm"} {
			home := []rules.HomeDay{{Person: binh, Unit: office, Slot: slot(half), State: rules.Approved}}
			_, err := k.CallBack(rules.Callback{Person: binh, By: an, Due: at(due), Reason: "Họp"}, home, nil)
			if want[i] == "" {
				same(t, due+" in "+half, err, nil)
			} else {
				refusedWith(t, err, want[i])
			}
		}
	}
}

// Section 4: a head calls back from home, and who stands in for the head of the unit; a
// delegate of the head above, whom nobody asked, does not.
func TestADelegateCallsBackForTheirOwnHeadAlone(t *testing.T) {
	t.Parallel()
	home := []rules.HomeDay{{Person: binh, Unit: office, Slot: slot("2026-11-25"), State: rules.Approved}}
	call := func(from rules.PersonID) error {
		k := desk("2026-11-25 09:00")
		k.Org.Delegations = []rules.Delegation{{ID: 1, From: from, To: chi, First: day("2026-11-23"), Last: day("2026-11-27")}}
		_, err := k.CallBack(rules.Callback{Person: binh, By: chi, Due: at("2026-11-25 14:00"), Reason: "Họp"}, home, nil)
		return err
	}
	same(t, "of the unit's head", call(an), nil)
	refusedWith(t, call(director), "request.not_yours")
}
