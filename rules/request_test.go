package rules_test

import (
	"testing"
	"time"

	"tainha/rules"
)

func desk(now string) rules.Desk {
	return rules.Desk{Org: org(), Calendar: calendar2026(), Now: at(now)}
}

// sent is Bình's request for two days, sent on Monday at nine.
func sent(t *testing.T) (rules.Request, *rules.Facts) {
	t.Helper()
	f := world()
	r, err := desk("2026-11-23 09:00").Submit(rules.Request{ID: 7, Person: binh, Unit: office}, rules.Check(f, slots("2026-11-25", "2026-11-26")))
	if err != nil {
		t.Fatal(err)
	}
	homeIn(rules.Pending, 7, binh, "2026-11-25", "2026-11-26")(f)
	return r, f
}

func states(r rules.Request) []rules.RequestState {
	var out []rules.RequestState
	for _, d := range r.Days {
		out = append(out, d.State)
	}
	return out
}

func TestSubmitAsksTheHead(t *testing.T) {
	t.Parallel()
	r, _ := sent(t)
	same(t, "approver", r.Approver, an)
	same(t, "asked", r.Asked, at("2026-11-23 09:00"))
	same(t, "states", states(r), []rules.RequestState{rules.Pending, rules.Pending})
	_, err := desk("2026-11-23 09:00").Submit(rules.Request{Person: binh}, rules.Check(world(), slots("2026-11-24")))
	refusedWith(t, err, "refuse.holiday")
	_, err = desk("2026-11-23 09:00").Submit(rules.Request{Person: binh}, rules.Check(world(), nil))
	refusedWith(t, err, "request.no_days")
}

// Section 4: without somebody above, the top head's own request and what needs
// approval above are refused when asked for, with that reason.
func TestWithoutASeatAboveNothingThatNeedsItIsAskedFor(t *testing.T) {
	t.Parallel()
	top := func(f *rules.Facts) { f.NoSuperior, f.NoneAbove = true, true }
	refusedWith(t, rules.Check(world(top), slots("2026-11-26")).Refusal(), "refuse.no_superior")
	_, err := desk("2026-11-23 09:00").Submit(rules.Request{Person: director}, rules.Check(world(), slots("2026-11-26")))
	refusedWith(t, err, "refuse.no_superior")

	k := desk("2026-11-23 09:00")
	delete(k.Org.Units, department)
	above := func(f *rules.Facts) { f.Policies.Base.PerWeek.Mode = rules.ApproveAbove }
	one := func(f *rules.Facts) { f.NoneAbove = true }
	days := home(binh, "2026-11-23", "2026-11-25")
	refusedWith(t, rules.Check(world(days, above, one), slots("2026-11-26")).Refusal(), "limit.week", "refuse.none_above")
	_, err = k.Submit(rules.Request{ID: 7, Person: binh, Unit: office}, rules.Check(world(days, above), slots("2026-11-26")))
	refusedWith(t, err, "refuse.none_above")
	if v := rules.Check(world(above, one), slots("2026-11-26")); v.Refusal() != nil {
		t.Errorf("within the limits it is refused: %v", v.Refusal())
	}
}

// Section 4: approve_above lifts the floor where somebody sits above; else the lower
// head is asked, who can't approve it.
func TestApproveAboveAsksAboveWhereSomebodySitsThere(t *testing.T) {
	t.Parallel()
	f := world(home(binh, "2026-11-23", "2026-11-25"), func(f *rules.Facts) { f.Policies.Base.PerWeek.Mode = rules.ApproveAbove })
	v := rules.Check(f, slots("2026-11-26"))
	k := desk("2026-11-23 09:00")
	r, err := k.Submit(rules.Request{ID: 7, Person: binh, Unit: office}, v)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "asked", []int{r.Floor, r.Level, int(r.Approver)}, []int{1, 1, int(director)})
	_, err = k.Approve(r, rules.Act{By: an}, rules.CheckApproval(f, &r))
	refusedWith(t, err, "request.not_yours")

	onLeave(director, rules.Whole)(k.Org)
	r, err = k.Submit(rules.Request{ID: 7, Person: binh, Unit: office}, v)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "nobody above", []int{r.Floor, r.Level, int(r.Approver)}, []int{0, 0, int(an)})
	_, err = k.Approve(r, rules.Act{By: an}, rules.CheckApproval(f, &r))
	refusedWith(t, err, "request.needs_above")
}

// Section 4: day by day or all at once; approve_above asks the level above.
func TestApprove(t *testing.T) {
	t.Parallel()
	r, f := sent(t)
	k := desk("2026-11-23 10:00")
	v := rules.CheckApproval(f, &r)
	one, err := k.Approve(r, rules.Act{By: an, Slots: slots("2026-11-26")}, v)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "one day", states(one), []rules.RequestState{rules.Pending, rules.Approved})
	same(t, "who and when", one.Days[1], rules.RequestDay{
		Slot: slot("2026-11-26"), State: rules.Approved, Asked: at("2026-11-23 09:00"), DecidedBy: an, DecidedAt: k.Now})
	same(t, "the argument stays", states(r), []rules.RequestState{rules.Pending, rules.Pending})
	all, err := k.Approve(r, rules.Act{By: an, Rev: 1}, v)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "all days", states(all), []rules.RequestState{rules.Approved, rules.Approved})

	home(chi, "2026-11-26")(f)
	home(dung, "2026-11-26")(f)
	_, err = k.Approve(r, rules.Act{By: an}, rules.CheckApproval(f, &r))
	refusedWith(t, err, "limit.unit")
	if _, err = k.Approve(r, rules.Act{By: an, Slots: slots("2026-11-26")}, rules.Verdict{}); err == nil {
		t.Error("a day without a verdict was approved")
	}
	f.Policies.Base.UnitShare.Mode = rules.ApproveAbove
	_, err = k.Approve(r, rules.Act{By: an, Stay: true}, rules.CheckApproval(f, &r))
	refusedWith(t, err, "request.needs_above")
	up, err := k.Approve(r, rules.Act{By: an}, rules.CheckApproval(f, &r))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the press sends it up", []int{up.Floor, up.Level, int(up.Approver), len(up.Slots(rules.Pending))}, []int{1, 1, int(director), 2})
	same(t, "and is seen to", rules.SentUp(r, up), true)
	if _, err = k.Approve(r, rules.Act{By: director}, rules.CheckApproval(f, &r)); err != nil {
		t.Errorf("the level above is refused: %v", err)
	}
}

var lifeCases = map[string]struct {
	from   rules.RequestState // of both days
	now    string
	do     change
	states []rules.RequestState
	refuse []string
}{
	"reject with a reason":              {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: an, Reason: "Họp"}), two(rules.Rejected, rules.Rejected), nil},
	"reject needs a reason":             {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: an, Reason: " "}), nil, []string{"request.reason_missing"}},
	"reject one day":                    {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: an, Reason: "Họp", Slots: slots("2026-11-25")}), two(rules.Rejected, rules.Pending), nil},
	"no decision once the day began":    {rules.Pending, "2026-11-25 07:30", reject(rules.Act{By: an, Reason: "Họp", Slots: slots("2026-11-25")}), nil, []string{"request.started"}},
	"no deciding one's own":             {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: binh, Reason: "Họp"}), nil, []string{"request.own"}},
	"no deciding by a colleague":        {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: chi, Reason: "Họp"}), nil, []string{"request.not_yours"}},
	"a head above may":                  {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: director, Reason: "Họp"}), two(rules.Rejected, rules.Rejected), nil},
	"a second press says who and when":  {rules.Approved, "2026-11-23 11:00", reject(rules.Act{By: director, Reason: "Họp", Rev: 1}), nil, []string{"request.is_approved", "request.is_approved"}},
	"an old button is dead":             {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: an, Reason: "Họp", Rev: 9}), nil, []string{"request.changed"}},
	"a day that was edited away":        {rules.Pending, "2026-11-23 10:00", reject(rules.Act{By: an, Reason: "Họp", Slots: slots("2026-11-27")}), nil, []string{"request.changed"}},
	"withdraw":                          {rules.Pending, "2026-11-23 10:00", withdraw(rules.Act{By: binh}), two(rules.Withdrawn, rules.Withdrawn), nil},
	"only the person withdraws":         {rules.Pending, "2026-11-23 10:00", withdraw(rules.Act{By: an}), nil, []string{"request.not_yours"}},
	"what is approved is not withdrawn": {rules.Approved, "2026-11-23 10:00", withdraw(rules.Act{By: binh}), nil, []string{"request.is_approved", "request.is_approved"}},
	"cancel":                            {rules.Approved, "2026-11-25 07:29", cancel(rules.Act{By: binh}), two(rules.Cancelled, rules.Cancelled), nil},
	"cancel up to the start of the day": {rules.Approved, "2026-11-25 07:30", cancel(rules.Act{By: binh, Slots: slots("2026-11-25")}), nil, []string{"request.cancel_started"}},
	"of days named, one has begun":      {rules.Approved, "2026-11-25 07:30", cancel(rules.Act{By: binh, Slots: slots("2026-11-25", "2026-11-26")}), nil, []string{"request.cancel_started"}},
	"cancel what has not begun":         {rules.Approved, "2026-11-25 07:30", cancel(rules.Act{By: binh}), two(rules.Approved, rules.Cancelled), nil},
	"cancel needs something approved":   {rules.Pending, "2026-11-23 10:00", cancel(rules.Act{By: binh}), nil, []string{"request.is_pending", "request.is_pending"}},
	"revoke with a reason":              {rules.Approved, "2026-11-24 10:00", revoke(rules.Act{By: an, Reason: "Đoàn kiểm tra"}), two(rules.Revoked, rules.Revoked), nil},
	"revoke needs a reason":             {rules.Approved, "2026-11-24 10:00", revoke(rules.Act{By: an}), nil, []string{"request.reason_missing"}},
	"revoke during the day":             {rules.Approved, "2026-11-25 10:00", revoke(rules.Act{By: an, Reason: "Họp", Slots: slots("2026-11-25")}), two(rules.Revoked, rules.Approved), nil},
	"no revoking when the day is over":  {rules.Approved, "2026-11-25 17:00", revoke(rules.Act{By: an, Reason: "Họp", Slots: slots("2026-11-25")}), nil, []string{"request.revoke_over"}},
	"the person does not revoke":        {rules.Approved, "2026-11-24 10:00", revoke(rules.Act{By: binh, Reason: "Họp"}), nil, []string{"request.own"}},
}

// Section 4: the transitions, who may do them, and until when.
func TestLifeOfARequest(t *testing.T) {
	t.Parallel()
	pending, f := sent(t)
	approved, err := desk("2026-11-23 10:00").Approve(pending, rules.Act{By: an}, rules.CheckApproval(f, &pending))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range lifeCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := pending
			if c.from == rules.Approved {
				from = approved
			}
			got, err := c.do(desk(c.now), from)
			if c.refuse != nil {
				refusedWith(t, err, c.refuse...)
				same(t, "changed nothing", got, from)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, "states", states(got), c.states)
		})
	}
}

// Section 4: editing makes the old buttons dead and asks anew.
func TestEdit(t *testing.T) {
	t.Parallel()
	r, f := sent(t)
	k := desk("2026-11-23 11:00")
	f.Except = r.ID
	r, err := k.Reject(r, rules.Act{By: an, Slots: slots("2026-11-25"), Reason: "Họp"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := k.Edit(r, rules.Act{By: binh, Rev: 1}, "đổi ngày", rules.CheckEdit(f, &r, slots("2026-11-27", "2026-11-26/pm")))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "days", got.Slots(rules.Pending), slots("2026-11-26/pm", "2026-11-27"))
	same(t, "decided days stay", got.Slots(rules.Rejected), slots("2026-11-25"))
	same(t, "revision", got.Rev, 2)
	same(t, "asked anew", got.Asked, k.Now)
	_, err = k.Approve(got, rules.Act{By: an, Rev: 1}, rules.CheckApproval(f, &got))
	refusedWith(t, err, "request.changed")
	_, err = k.Edit(r, rules.Act{By: binh}, "", rules.CheckEdit(f, &r, slots("2026-11-25")))
	refusedWith(t, err, "request.edit_decided")
	_, err = k.Edit(r, rules.Act{By: an}, "", rules.Check(f, slots("2026-11-27")))
	refusedWith(t, err, "request.not_yours")
	_, err = k.Edit(r, rules.Act{By: binh}, "", rules.Verdict{})
	refusedWith(t, err, "request.no_days")
}

// Section 4: pending expires at the start of the day, approved is done at its end.
func TestTimePasses(t *testing.T) {
	t.Parallel()
	r, _ := sent(t)
	before, none := desk("2026-11-25 07:29").Expire(r)
	same(t, "not yet", none, nil)
	same(t, "unchanged", before, r)
	r, changed := desk("2026-11-25 07:30").Expire(r)
	same(t, "expired", changed, slots("2026-11-25"))
	same(t, "states", states(r), []rules.RequestState{rules.Expired, rules.Pending})

	r = rules.Request{Days: []rules.RequestDay{{Slot: slot("2026-11-25/am"), State: rules.Approved, DecidedBy: an, DecidedAt: at("2026-11-23 10:00")}}}
	_, none = desk("2026-11-25 11:29").Complete(r)
	same(t, "not over", none, nil)
	r, changed = desk("2026-11-25 11:30").Complete(r)
	same(t, "done", changed, slots("2026-11-25/am"))
	same(t, "the decision stays", r.Days[0].DecidedAt, at("2026-11-23 10:00"))
}

// "Bình, thay An": an outcome names the delegate and the head.
func TestOutcomeNamesDelegateAndHead(t *testing.T) {
	t.Parallel()
	r, f := sent(t)
	k := desk("2026-11-23 10:00")
	k.Org.Delegations = []rules.Delegation{{ID: 1, From: an, To: chi, First: day("2026-11-23"), Last: day("2026-11-27")}}
	r, err := k.Approve(r, rules.Act{By: chi, Slots: slots("2026-11-25")}, rules.CheckApproval(f, &r))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "outcome", k.Outcome(r.Days[0]), rules.Msg("request.is_approved", "slot", slot("2026-11-25"),
		"who", rules.Msg("request.by_delegate", "name", "Chi", "head", "An"), "at", k.Now, "reason", ""))
	for state := rules.Pending; state <= rules.Done; state++ {
		if m := k.Outcome(rules.RequestDay{State: state, DecidedAt: time.Unix(0, 0)}); (m.Key == "request.is_pending") != (state == rules.Pending) {
			t.Errorf("%v is told as %s", state, m.Key)
		}
	}
}

type change func(rules.Desk, rules.Request) (rules.Request, error)

func reject(a rules.Act) change {
	return func(k rules.Desk, r rules.Request) (rules.Request, error) { return k.Reject(r, a) }
}

func withdraw(a rules.Act) change {
	return func(k rules.Desk, r rules.Request) (rules.Request, error) { return k.Withdraw(r, a) }
}

func cancel(a rules.Act) change {
	return func(k rules.Desk, r rules.Request) (rules.Request, error) { return k.Cancel(r, a) }
}

func revoke(a rules.Act) change {
	return func(k rules.Desk, r rules.Request) (rules.Request, error) { return k.Revoke(r, a) }
}

func two(a, b rules.RequestState) []rules.RequestState { return []rules.RequestState{a, b} }
