package rules_test

import (
	"testing"
	"time"

	"tainha/rules"
)

var timelineCases = map[string]struct {
	r    rules.Request
	org  func(*rules.Org)
	now  string
	want []rules.StepKind
	at   string // of the last step
}{
	"nothing yet":                                 {friday, nil, "2026-11-23 14:29", nil, ""},
	"the reminder, over the noon break":           {friday, nil, "2026-11-23 14:30", []rules.StepKind{rules.StepRemind}, "2026-11-23 14:30"},
	"reminded once":                               {reminded(friday), nil, "2026-11-23 16:59", nil, ""},
	"never in the evening":                        {friday, nil, "2026-11-23 17:00", nil, ""},
	"never on a holiday":                          {friday, nil, "2026-11-24 09:00", nil, ""},
	"escalated after 8 working hours":             {reminded(friday), nil, "2026-11-25 09:00", []rules.StepKind{rules.StepEscalate}, "2026-11-25 09:00"},
	"not before":                                  {reminded(friday), nil, "2026-11-25 08:59", nil, ""},
	"a late reminder gives way to the escalation": {friday, nil, "2026-11-25 09:00", []rules.StepKind{rules.StepEscalate}, "2026-11-25 09:00"},
	"due at the end of the day: next morning": {waiting("2026-11-23 13:00", "2026-11-27"), nil, "2026-11-25 07:30",
		[]rules.StepKind{rules.StepRemind}, "2026-11-25 07:30"},
	"escalated to beyond the top": {escalated(friday), nil, "2026-11-25 09:00", []rules.StepKind{rules.StepEscalate}, "2026-11-25 09:00"},
	"beyond the top nothing more": {beyond(friday), nil, "2026-11-26 16:00", nil, ""},
	"expires whatever the hour":   {waiting("2026-11-25 09:00", "2026-11-27"), nil, "2026-11-28 02:00", []rules.StepKind{rules.StepExpire}, "2026-11-27 07:30"},
	"half of what is left":        {waiting("2026-11-25 15:00", "2026-11-26"), nil, "2026-11-25 16:00", []rules.StepKind{rules.StepRemind}, "2026-11-25 16:00"},
	"not before half":             {waiting("2026-11-25 15:00", "2026-11-26"), nil, "2026-11-25 15:59", nil, ""},
	"three quarters of what is left": {reminded(waiting("2026-11-25 15:00", "2026-11-26")), nil, "2026-11-25 16:30",
		[]rules.StepKind{rules.StepEscalate}, "2026-11-25 16:30"},
	"not before three quarters": {reminded(waiting("2026-11-25 15:00", "2026-11-26")), nil, "2026-11-25 16:29", nil, ""},
	"the first pending half counts, not the first day": {waiting("2026-11-25 15:00", "2026-11-26/pm", "2026-11-27"), nil, "2026-11-26 08:30",
		[]rules.StepKind{rules.StepRemind}, "2026-11-26 08:30"}, // W = 2 + 4 hours: half of it is 3
	"a second escalation measures from the first": {wentUp(waiting("2026-11-25 09:00", "2026-11-26"), "2026-11-25 13:45"), nil, "2026-11-25 16:12",
		[]rules.StepKind{rules.StepEscalate}, "2026-11-25 16:11"}, // 3 h 15 min were left: three quarters are 2 h 26 min 15 s
	"whoever was asked later is never reminded": {wentUp(waiting("2026-11-25 09:00", "2026-11-27"), "2026-11-25 13:45"), nil, "2026-11-26 09:00", nil, ""},
	"measured from an undo":                     {since(friday, "2026-11-25 15:00"), nil, "2026-11-26 07:31", nil, ""},
	"no working time left: both levels at once, whatever the hour": {waiting("2026-11-25 21:00", "2026-11-26"), nil, "2026-11-25 21:00",
		[]rules.StepKind{rules.StepEscalate}, "2026-11-25 21:00"},
	"no working time left and nobody decides: that was told": {unasked(waiting("2026-11-25 21:00", "2026-11-26")), func(o *rules.Org) {
		headed(0)(o)
		changed(director, func(p *rules.Person) { p.Linked = false })(o)
	}, "2026-11-25 21:01", nil, ""},
	"no working time left: but once": {wentUp(waiting("2026-11-25 21:00", "2026-11-26"), "2026-11-25 21:00"), nil, "2026-11-25 21:01", nil, ""},
	"expires when the day starts":    {friday, nil, "2026-11-27 07:30", []rules.StepKind{rules.StepExpire}, "2026-11-27 07:30"},
	"a half expires when it starts":  {waiting("2026-11-27 09:30", "2026-11-27/pm"), nil, "2026-11-27 13:00", []rules.StepKind{rules.StepExpire}, "2026-11-27 13:00"},
	"the rest still waits":           {waiting("2026-11-25 09:00", "2026-11-26", "2026-11-27"), nil, "2026-11-26 07:30", []rules.StepKind{rules.StepExpire, rules.StepRemind}, "2026-11-25 14:30"},
	"the head went on leave: moved":  {friday, onLeave(an, rules.Whole), "2026-11-23 10:00", []rules.StepKind{rules.StepMove}, "2026-11-23 10:00"},
	"the head handed over: moved":    {friday, handsOver(an, chi), "2026-11-23 10:00", []rules.StepKind{rules.StepMove}, "2026-11-23 10:00"},
	"the head was replaced: moved":   {friday, headed(chi), "2026-11-23 10:00", []rules.StepKind{rules.StepMove}, "2026-11-23 10:00"},
	"decided: nothing":               {rules.Request{Person: binh, Approver: an, Asked: at("2026-11-23 09:00"), Days: []rules.RequestDay{{Slot: slot("2026-11-27"), State: rules.Approved}}}, nil, "2026-11-26 09:00", nil, ""},
	"the clock went back":            {waiting("2026-11-26 09:00", "2026-11-27"), nil, "2026-11-23 10:00", nil, ""},
}

// Section 4: reminded in working hours, then escalated, then expired at the start
// of the day; each once.
func TestTimeline(t *testing.T) {
	t.Parallel()
	p := policy() // reminded after 4 working hours, escalated after 8
	for name, c := range timelineCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := desk(c.now)
			if c.org != nil {
				c.org(k.Org)
			}
			steps := k.Due(always(p), c.r)
			var kinds []rules.StepKind
			for _, s := range steps {
				kinds = append(kinds, s.Kind)
			}
			same(t, "steps", kinds, c.want)
			if c.at != "" {
				same(t, "due at", steps[len(steps)-1].At.Truncate(time.Minute), at(c.at))
			}
			r := c.r
			for _, s := range steps {
				r = k.Apply(r, s)
			}
			same(t, "applied steps are no longer due", k.Due(always(p), r), nil)
		})
	}
}

func TestTimelineEndsWithTheCoordinator(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-23 10:00")
	r := waiting("2026-11-23 09:00", "2026-12-18")
	p := policy()
	var seen []rules.Step
	for k.Now = at("2026-11-23 09:00"); k.Now.Before(at("2026-12-18 08:00")); k.Now = k.Now.Add(10 * time.Minute) {
		for _, s := range k.Due(always(p), r) {
			seen = append(seen, s)
			r = k.Apply(r, s)
		}
	}
	kinds, found := []rules.StepKind{}, []bool{}
	for _, s := range seen {
		kinds, found = append(kinds, s.Kind), append(found, s.Found)
	}
	same(t, "steps", kinds, []rules.StepKind{rules.StepRemind, rules.StepEscalate, rules.StepEscalate, rules.StepExpire})
	same(t, "the last escalation finds nobody", found, []bool{false, true, false, false})
	same(t, "it stays with the last one asked", r.Approver, director)
}

// An escalation that finds nobody, because the level above is away, takes the request
// from nobody: the head may still decide it.
func TestEscalationToNobodyLeavesItWithTheHead(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-25 10:00")
	onLeave(director, rules.Whole)(k.Org)
	r := reminded(waiting("2026-11-23 09:00", "2026-12-18"))
	steps := k.Due(always(policy()), r)
	same(t, "steps", steps, []rules.Step{{Kind: rules.StepEscalate, At: at("2026-11-25 09:00")}})
	r = k.Apply(r, steps[0])
	same(t, "approver", r.Approver, an)
	same(t, "nothing more is due", k.Due(always(policy()), r), nil)
	if _, err := k.Org.MayDecide(an, &r, day("2026-11-25")); err != nil {
		t.Error(err)
	}
}

// always gives the same numbers for every day.
func always(p rules.Policy) rules.NumbersOn { return func(rules.Date) rules.Policy { return p } }

func waiting(asked string, days ...string) rules.Request {
	r := rules.Request{ID: 7, Person: binh, Unit: office, Approver: an, Created: at(asked), Asked: at(asked)}
	for _, s := range slots(days...) {
		r.Days = append(r.Days, rules.RequestDay{Slot: s, State: rules.Pending, Asked: r.Created})
	}
	return r
}

func reminded(r rules.Request) rules.Request { r.Reminded = at("2026-11-23 14:00"); return r }

func since(r rules.Request, moment string) rules.Request { r.Since = at(moment); return r }

func wentUp(r rules.Request, moment string) rules.Request {
	r.Level, r.Approver, r.WentUp = 1, director, 1
	return since(r, moment)
}

func escalated(r rules.Request) rules.Request { return wentUp(r, "2026-11-23 09:00") }

func beyond(r rules.Request) rules.Request { r = escalated(r); r.Topped = true; return r }

// friday waits since Monday at nine.
var friday = waiting("2026-11-23 09:00", "2026-11-27")

// Section 4: "never" stays never, however little time is left.
func TestNeverStaysNever(t *testing.T) {
	t.Parallel()
	p := policy()
	p.RemindAfter, p.RaiseAfter = 0, 0
	for _, c := range []struct{ asked, now string }{{"2026-11-25 15:00", "2026-11-25 16:59"}, {"2026-11-25 21:00", "2026-11-25 21:00"}} {
		k := desk(c.now)
		r := waiting(c.asked, "2026-11-26")
		same(t, "steps", k.Due(always(p), r), nil)
		_, due := k.Urgent(always(p), r)
		same(t, "urgent", due, false)
	}
}

// Section 12: the ladder goes by the numbers of the day asked for.
func TestTheLadderGoesByTheNumbersOfTheDayAskedFor(t *testing.T) {
	t.Parallel()
	numbers := func(on rules.Date) rules.Policy {
		p := policy()
		if on >= day("2026-12-01") {
			p.RemindAfter = time.Hour
		}
		return p
	}
	k := desk("2026-11-25 10:00")
	same(t, "a day in November", k.Due(numbers, waiting("2026-11-25 09:00", "2026-11-30")), nil)
	steps := k.Due(numbers, waiting("2026-11-25 09:00", "2026-12-01"))
	same(t, "a day in December", steps, []rules.Step{{Kind: rules.StepRemind, At: k.Now}})
}

// Section 4: an escalation lifts the level; every seat between may decide, and it
// stays up when the lower head is back. When nobody sits below, the floor lifts too.
func TestFloorAndLevel(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-25 09:00")
	r := waiting("2026-11-23 09:00", "2026-12-18")
	up := k.Apply(r, k.Due(always(policy()), r)[0])
	same(t, "an escalation", []int{up.Floor, up.Level, int(up.Approver)}, []int{0, 1, int(director)})
	for _, who := range []rules.PersonID{an, director} {
		if _, err := k.Org.MayDecide(who, &up, day("2026-11-25")); err != nil {
			t.Errorf("%d may not decide what went up: %v", who, err)
		}
	}
	away := desk("2026-11-25 09:00")
	onLeave(director, rules.Whole)(away.Org)
	s, due := away.Moved(up)
	same(t, "the upper head leaves: back to who still sits", []any{due, s.Seat.Approver}, []any{true, an})
	back := away.Apply(up, s)
	same(t, "it stays up", []int{back.Floor, back.Level, int(back.Approver)}, []int{0, 1, int(an)})

	absent := desk("2026-11-25 09:00")
	onLeave(an, rules.Whole)(absent.Org)
	s, _ = absent.Moved(r)
	moved := absent.Apply(r, s)
	same(t, "nobody sits below", []int{moved.Floor, moved.Level, int(moved.Approver)}, []int{1, 1, int(director)})
	_, due = desk("2026-11-26 09:00").Moved(moved)
	same(t, "the lower head is back: it stays", due, false)
	_, err := k.Org.MayDecide(an, &moved, day("2026-11-26"))
	refusedWith(t, err, "request.not_yours")

	onLeave(director, rules.Whole)(absent.Org)
	s, _ = absent.Moved(r)
	stuck := absent.Apply(r, s)
	same(t, "nobody anywhere: nothing lifts", []int{stuck.Floor, stuck.Level, int(stuck.Approver)}, []int{0, 0, 0})
}

// Section 12: a transfer begins floor and level anew by the new line; the time of
// asking stays.
func TestATransferBeginsAnewByTheNewLine(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-26 10:00")
	withTeam(k.Org)
	changed(binh, func(p *rules.Person) { p.Unit = team })(k.Org)
	r := wentUp(waiting("2026-11-23 09:00", "2026-12-18"), "2026-11-25 09:00")
	r.Floor = 1
	steps := k.Due(always(policy()), r)
	got := k.Apply(r, steps[0])
	same(t, "step", steps[0].Kind, rules.StepMove)
	same(t, "asked anew", []int{got.Floor, got.Level, int(got.Approver), int(got.Unit), got.WentUp}, []int{0, 0, int(chi), int(team), 0})
	same(t, "the time of asking", got.Created, r.Created)
	same(t, "the ladder measures from it", k.Due(always(policy()), got)[0].Kind, rules.StepEscalate)
}

// Section 12: only the first approver is reminded, once. Where the same person heads the new
// unit too, a transfer neither keeps the reminder from coming nor brings it twice.
func TestATransferUnderTheSameHeadLeavesTheReminderAsItWas(t *testing.T) {
	t.Parallel()
	later := func(r rules.Request) []rules.Step {
		k := desk("2026-11-23 10:00")
		withTeam(k.Org)
		u := k.Org.Units[team]
		u.Head = an
		k.Org.Units[team] = u
		changed(binh, func(p *rules.Person) { p.Unit = team })(k.Org)
		s, due := k.Moved(r)
		same(t, "it moves to the new line", due, true)
		r = k.Apply(r, s)
		same(t, "the same person is asked", r.Approver, an)
		k.Now = at("2026-11-23 15:00")
		return k.Due(always(policy()), r)
	}
	steps := later(friday)
	same(t, "reminded", len(steps) == 1 && steps[0].Kind == rules.StepRemind, true)
	same(t, "once", len(later(reminded(friday))), 0)
}

func unasked(r rules.Request) rules.Request {
	r.Approver = 0
	return r
}

// Section 4: each further raise measures from the one before. A press that sends a request up to
// whom was asked before is none; and what is moved goes to the highest of the seats that were asked.
func TestWhoWasAskedBeforeIsAskedNoSooner(t *testing.T) {
	t.Parallel()
	r := wentUp(waiting("2026-11-23 09:00", "2026-12-18"), "2026-11-25 09:00")
	r.Level, r.Approver = 1, director
	above := rules.Verdict{Days: []rules.DayVerdict{{Slot: slot("2026-12-18"), Above: []rules.Message{rules.Msg("above.week")}}}}
	k := desk("2026-11-25 10:00")
	up, err := k.Approve(r, rules.Act{By: an}, above)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "it is up", []int{up.Floor, up.Level, int(up.Approver), up.WentUp}, []int{1, 1, int(director), 1})
	same(t, "the ladder goes on", up.Since, at("2026-11-25 09:00"))
	r.Approver = chi
	s, due := k.Moved(r)
	same(t, "due", due, true)
	same(t, "the highest that was asked", s.Seat.Approver, director)
}
