package rules_test

import (
	"testing"
	"time"

	"tainha/rules"
)

// held is Bình's approved Wednesday 25 and a request that would move it to Friday 27.
func held(t *testing.T) (old, move rules.Request, f *rules.Facts) {
	t.Helper()
	f = world(homeIn(rules.Approved, 6, binh, "2026-11-25"))
	old = rules.Request{ID: 6, Person: binh, Unit: office, Rev: 1, Days: []rules.RequestDay{
		{Slot: slot("2026-11-25"), State: rules.Approved, DecidedBy: an, DecidedAt: at("2026-11-20 10:00")},
	}}
	end := rules.MoveEnd{Request: 6, Day: slot("2026-11-25")}
	k := desk("2026-11-23 09:00")
	if err := k.CheckMove(map[rules.Slot]rules.MoveEnd{slot("2026-11-27"): end}, map[rules.RequestID]rules.Request{6: old}, nil); err != nil {
		t.Fatal(err)
	}
	asked := world(homeIn(rules.Approved, 6, binh, "2026-11-25"))
	asked.LeaveOut([]rules.MoveEnd{end})
	move, err := k.Submit(rules.Request{ID: 7, Person: binh, Unit: office}, rules.Check(asked, slots("2026-11-27")))
	if err != nil {
		t.Fatal(err)
	}
	move.Days[0].Move = end
	f.Days = append(f.Days, rules.HomeDay{Request: 7, Person: binh, Unit: office, Slot: slot("2026-11-27"), State: rules.Pending, Move: end})
	return old, move, f
}

// Section 4: "judging the new one leaves the old out".
func TestAMoveIsJudgedWithoutTheOldDay(t *testing.T) {
	t.Parallel()
	full := func(f *rules.Facts) {
		homeIn(rules.Approved, 6, binh, "2026-11-25")(f)
		home(binh, "2026-11-26")(f) // the second day of a week that holds two
	}
	refusedWith(t, rules.Check(world(full), slots("2026-11-27")).Refusal(), "limit.week")
	f := world(full)
	f.LeaveOut([]rules.MoveEnd{{Request: 6, Day: slot("2026-11-25")}})
	if err := rules.Check(f, slots("2026-11-27")).Refusal(); err != nil {
		t.Errorf("moved: %v", err)
	}
	half := world(full)
	half.LeaveOut([]rules.MoveEnd{{Request: 6, Day: slot("2026-11-25/am")}})
	refusedWith(t, rules.Check(half, slots("2026-11-27")).Refusal(), "limit.week")
	if err := rules.Check(half, slots("2026-11-27/pm")).Refusal(); err != nil {
		t.Errorf("half a day for half a day: %v", err)
	}
	_, move, f := held(t)
	home(binh, "2026-11-26")(f)
	if v := rules.CheckApproval(f, &move); !v.Allowed() {
		t.Errorf("at approval: %+v", v)
	}
}

// Judging again, too: the day that waits is no conflict for want of the old one's room.
func TestAMoveIsJudgedAgainWithoutTheOldDay(t *testing.T) {
	t.Parallel()
	end := rules.MoveEnd{Request: 6, Day: slot("2026-11-26")}
	f := world(func(f *rules.Facts) {
		for i, s := range slots("2026-11-25", "2026-11-26") {
			f.Days = append(f.Days, rules.HomeDay{Request: 6, Person: binh, Unit: office, Slot: s, State: rules.Approved, Asked: at("2026-11-20 09:00").Add(time.Duration(i))})
		}
		f.Days = append(f.Days, rules.HomeDay{Request: 7, Person: binh, Unit: office, Slot: slot("2026-11-27"), State: rules.Pending, Asked: f.Now, Move: end})
	})
	same(t, "conflicts", rules.JudgeAgain(f, office).Count(), 0)
	f.Days[2].Move = rules.MoveEnd{}
	same(t, "a third day", rules.JudgeAgain(f, office).Count(), 1)
	f.Days[2].Move = rules.MoveEnd{Request: 6, Day: slot("2026-11-26/am")}
	same(t, "a day for half a day", rules.JudgeAgain(f, office).Count(), 1)
}

// Section 4: "When either begins undecided the move lapses and the old day stands."
func TestAMoveLapsesWhenEitherDayBegins(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from, to, before, begins string
	}{
		"the old day first":  {"2026-11-25", "2026-11-27", "2026-11-25 07:29", "2026-11-25 07:30"},
		"the new day first":  {"2026-11-27", "2026-11-25", "2026-11-25 07:29", "2026-11-25 07:30"},
		"halves of one day":  {"2026-11-25/pm", "2026-11-25/am", "2026-11-25 07:29", "2026-11-25 07:30"},
		"an afternoon first": {"2026-11-25/pm", "2026-11-26", "2026-11-25 12:59", "2026-11-25 13:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rules.Request{ID: 7, Person: binh, Unit: office, Rev: 1, Approver: an, Days: []rules.RequestDay{
				{Slot: slot(c.to), State: rules.Pending, Move: rules.MoveEnd{Request: 6, Day: slot(c.from)}},
			}}
			_, gone := desk(c.before).Expire(r)
			same(t, "a minute before", gone, nil)
			late := desk(c.begins)
			_, err := late.Approve(r, rules.Act{By: an}, rules.Verdict{Days: []rules.DayVerdict{{Slot: slot(c.to)}}})
			refusedWith(t, err, "request.started")
			lapsed, gone := late.Expire(r)
			same(t, "lapsed", gone, slots(c.to))
			same(t, "outcome", late.Outcome(lapsed.Days[0]).Key, "request.is_lapsed")
		})
	}
}

// Section 4: "Approving the new one gives the old up in the same decision", and undoing
// that gives it back.
func TestAnApprovedMoveGivesTheOldDayUp(t *testing.T) {
	t.Parallel()
	old, move, _ := held(t)
	k := desk("2026-11-23 10:00")
	taker := rules.MoveEnd{Request: move.ID, Day: slot("2026-11-27")}
	gone, err := k.GiveWay(old, slot("2026-11-25"), an, taker)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the old day", states(gone), []rules.RequestState{rules.Cancelled})
	same(t, "is told as", k.Outcome(gone.Days[0]), rules.Msg("request.is_moved", "slot", slot("2026-11-25"), "to", slot("2026-11-27"),
		"who", rules.Msg("request.by", "name", "An"), "at", k.Now))
	_, err = k.GiveWay(gone, slot("2026-11-25"), an, taker)
	refusedWith(t, err, "move.not_approved")
	back, err := k.TakeBack(gone, slot("2026-11-25"), rules.Authority{}, an)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "given back", back.Days, []rules.RequestDay{{Slot: slot("2026-11-25"), State: rules.Approved, DecidedBy: an, DecidedAt: k.Now}})
	_, err = k.TakeBack(old, slot("2026-11-25"), rules.Authority{}, an)
	refusedWith(t, err, "undo.old_gone")

	half, err := k.GiveWay(old, slot("2026-11-25/am"), an, taker)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "half a day", states(half), []rules.RequestState{rules.Cancelled, rules.Approved})
	same(t, "the other half", half.Slots(rules.Approved), slots("2026-11-25/pm"))
}

// Section 12: "Cancelling or revoking the held day ends the move."
func TestGivingTheHeldDayUpEndsTheMove(t *testing.T) {
	t.Parallel()
	_, move, _ := held(t)
	k := desk("2026-11-23 10:00")
	_, none := k.EndMoves(move, []rules.MoveEnd{{Request: 6, Day: slot("2026-11-26")}}, binh)
	same(t, "another day", none, nil)
	_, none = k.EndMoves(move, []rules.MoveEnd{{Request: 5, Day: slot("2026-11-25")}}, binh)
	same(t, "another request", none, nil)
	for by, behalf := range map[rules.PersonID]rules.PersonID{binh: 0, an: binh} {
		ended, slots := k.EndMoves(move, []rules.MoveEnd{{Request: 6, Day: slot("2026-11-25/am")}}, by)
		same(t, "ended", slots, []rules.Slot{slot("2026-11-27")})
		same(t, "by", ended.Days[0].DecidedBy, by)
		same(t, "for", ended.Days[0].OnBehalfOf, behalf)
		same(t, "state", ended.Days[0].State, rules.Withdrawn)
	}
}

func TestWhatCanNotBeMoved(t *testing.T) {
	t.Parallel()
	old, move, _ := held(t)
	end := rules.MoveEnd{Request: 6, Day: slot("2026-11-25")}
	for name, c := range map[string]struct {
		now  string
		to   string
		end  rules.MoveEnd
		open []rules.Request
		want string
	}{
		"a day that is not approved": {"2026-11-23 09:00", "2026-11-27", rules.MoveEnd{Request: 6, Day: slot("2026-11-26")}, nil, "move.not_approved"},
		"a day of nobody's":          {"2026-11-23 09:00", "2026-11-27", rules.MoveEnd{Request: 99, Day: slot("2026-11-25")}, nil, "move.not_approved"},
		"a day that began":           {"2026-11-25 07:30", "2026-11-27", end, nil, "move.begun"},
		"a day that is moved":        {"2026-11-23 09:00", "2026-11-26", end, []rules.Request{move}, "move.twice"},
		"half of it":                 {"2026-11-23 09:00", "2026-11-26", rules.MoveEnd{Request: 6, Day: slot("2026-11-25/am")}, []rules.Request{move}, "move.twice"},
		"onto itself":                {"2026-11-23 09:00", "2026-11-25/pm", end, nil, "move.same"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusedWith(t, desk(c.now).CheckMove(map[rules.Slot]rules.MoveEnd{slot(c.to): c.end}, map[rules.RequestID]rules.Request{6: old}, c.open), c.want)
		})
	}
}

// Section 4: "A decision can be undone by whoever made it within ten minutes, while the
// day has not begun".
func TestUndo(t *testing.T) {
	t.Parallel()
	pending, f := sent(t)
	decided := desk("2026-11-25 07:25")
	approved, err := decided.Approve(pending, rules.Act{By: an, Slots: slots("2026-11-26")}, rules.CheckApproval(f, &pending))
	if err != nil {
		t.Fatal(err)
	}
	rejected, err := decided.Reject(pending, rules.Act{By: an, Reason: "Họp", Slots: slots("2026-11-25")})
	if err != nil {
		t.Fatal(err)
	}
	taken := rules.Verdict{Days: []rules.DayVerdict{{Slot: slot("2026-11-25"), Reasons: []rules.Message{rules.Msg("limit.unit")}}}}
	const within = 10 * time.Minute
	for name, c := range map[string]struct {
		r      rules.Request
		now    string
		act    rules.Act
		place  rules.Verdict
		states []rules.RequestState
		refuse []string
	}{
		"an approval":                 {approved, "2026-11-25 07:29", rules.Act{By: an}, rules.Verdict{}, two(rules.Pending, rules.Pending), nil},
		"a refusal":                   {rejected, "2026-11-25 07:29", rules.Act{By: an}, rules.Verdict{}, two(rules.Pending, rules.Pending), nil},
		"after ten minutes":           {approved, "2026-11-25 07:35", rules.Act{By: an}, rules.Verdict{}, nil, []string{"undo.late"}},
		"a minute before":             {approved, "2026-11-25 07:34", rules.Act{By: an}, rules.Verdict{}, two(rules.Pending, rules.Pending), nil},
		"by somebody else":            {approved, "2026-11-25 07:29", rules.Act{By: director, Slots: slots("2026-11-26")}, rules.Verdict{}, nil, []string{"undo.of_another"}},
		"by who decided nothing":      {approved, "2026-11-25 07:29", rules.Act{By: director}, rules.Verdict{}, nil, []string{"undo.none"}},
		"a day that began":            {rejected, "2026-11-25 07:30", rules.Act{By: an}, rules.Verdict{}, nil, []string{"undo.started"}},
		"a place that was taken":      {rejected, "2026-11-25 07:29", rules.Act{By: an}, taken, nil, []string{"limit.unit"}},
		"a day that waits":            {approved, "2026-11-25 07:29", rules.Act{By: an, Slots: slots("2026-11-25")}, rules.Verdict{}, nil, []string{"request.is_pending"}},
		"from before an edit":         {approved, "2026-11-25 07:29", rules.Act{By: an, Rev: 9}, rules.Verdict{}, nil, []string{"request.changed"}},
		"a day that there is not":     {approved, "2026-11-25 07:29", rules.Act{By: an, Slots: slots("2026-11-27")}, rules.Verdict{}, nil, []string{"request.changed"}},
		"a place that it still holds": {approved, "2026-11-25 07:29", rules.Act{By: an}, taken, two(rules.Pending, rules.Pending), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := desk(c.now)
			got, err := k.Undo(c.r, c.act, within, c.place)
			if c.refuse != nil {
				refusedWith(t, err, c.refuse...)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, "states", states(got), c.states)
			same(t, "nobody decided", got.Days[1].DecidedBy, 0)
			same(t, "the ladder measures from now", got.Asked, k.Now)
			same(t, "asked of", got.Approver, an)
		})
	}
}

// Section 12: "Reopened … by whoever may decide it now."
func TestReopen(t *testing.T) {
	t.Parallel()
	pending, _ := sent(t)
	r, err := desk("2026-11-23 10:00").Reject(pending, rules.Act{By: an, Reason: "Họp"})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		now    string
		act    rules.Act
		states []rules.RequestState
		refuse []string
	}{
		"by the head, hours later": {"2026-11-24 16:00", rules.Act{By: an}, two(rules.Pending, rules.Pending), nil},
		"by the head above":        {"2026-11-24 16:00", rules.Act{By: director, Slots: slots("2026-11-26")}, two(rules.Rejected, rules.Pending), nil},
		"what has not begun":       {"2026-11-25 08:00", rules.Act{By: an}, two(rules.Rejected, rules.Pending), nil},
		"a day that began":         {"2026-11-25 08:00", rules.Act{By: an, Slots: slots("2026-11-25")}, nil, []string{"undo.begun"}},
		"by a colleague":           {"2026-11-24 16:00", rules.Act{By: chi}, nil, []string{"request.not_yours"}},
		"by the requester":         {"2026-11-24 16:00", rules.Act{By: binh}, nil, []string{"request.own"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := desk(c.now).Reopen(r, c.act, rules.Verdict{})
			if c.refuse != nil {
				refusedWith(t, err, c.refuse...)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, "states", states(got), c.states)
		})
	}
}

// Section 12: "Its place": the half itself, and every limit with approved and pending
// days counted; nothing else.
func TestThePlaceOfADay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change []func(*rules.Facts)
		want   []string
	}{
		"free":                 {nil, nil},
		"taken by another":     {[]func(*rules.Facts){homeIn(rules.Pending, 9, binh, "2026-11-26/am")}, []string{"refuse.taken_pending"}},
		"a full week":          {[]func(*rules.Facts){home(binh, "2026-11-25", "2026-11-27")}, []string{"limit.week"}},
		"a full unit, pending": {[]func(*rules.Facts){homeIn(rules.Pending, 8, chi, "2026-11-26"), homeIn(rules.Pending, 9, dung, "2026-11-26")}, []string{"limit.unit"}},
		"past the cut-off":     {[]func(*rules.Facts){func(f *rules.Facts) { f.Now = at("2026-11-25 20:00") }}, nil},
		"a closed position":    {[]func(*rules.Facts){func(f *rules.Facts) { f.Positions = map[rules.PositionID]rules.Position{1: {ID: 1}} }}, nil},
		"presence is required": {[]func(*rules.Facts){func(f *rules.Facts) {
			f.Calendar.Presence = []rules.Presence{{Date: day("2026-11-26"), Name: "Kiểm tra"}}
		}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := rules.CheckPlace(world(c.change...), slots("2026-11-26"))
			same(t, "reasons", keys(v.Days[0].Reasons), c.want)
		})
	}
}

// Section 12: in a move W runs to the earlier of both starts; after an undo the ladder
// measures from that moment.
func TestTheLadderOfAMoveFitsTheEarlierStart(t *testing.T) {
	t.Parallel()
	numbers := func(rules.Date) rules.Policy { return rules.DefaultPolicy() } // reminded after four hours
	_, move, _ := held(t)                                                     // 6.5 hours are left to Wednesday's start
	plain := move
	plain.Days = []rules.RequestDay{move.Days[0]}
	plain.Days[0].Move = rules.MoveEnd{}
	undone := plain
	undone.Since = at("2026-11-23 10:00")
	undone.Asked = undone.Since
	for name, c := range map[string]struct {
		r             rules.Request
		before, after string
	}{
		"a move":                    {move, "2026-11-23 13:44", "2026-11-23 13:45"},
		"the new day alone":         {plain, "2026-11-23 14:29", "2026-11-23 14:30"},
		"after an undo, an hour on": {undone, "2026-11-23 15:29", "2026-11-23 15:30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same(t, "a minute before", len(desk(c.before).Due(numbers, c.r)), 0)
			steps := desk(c.after).Due(numbers, c.r)
			if len(steps) != 1 || steps[0].Kind != rules.StepRemind {
				t.Errorf("at %s: %+v, want a reminder", c.after, steps)
			}
		})
	}
}
