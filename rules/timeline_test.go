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
	"escalated to beyond the top":   {escalated(friday), nil, "2026-11-25 09:00", []rules.StepKind{rules.StepEscalate}, "2026-11-25 09:00"},
	"beyond the top nothing more":   {beyond(friday), nil, "2026-11-26 16:00", nil, ""},
	"expires when the day starts":   {friday, nil, "2026-11-27 07:30", []rules.StepKind{rules.StepExpire}, "2026-11-27 07:30"},
	"a half expires when it starts": {waiting("2026-11-27 09:30", "2026-11-27/pm"), nil, "2026-11-27 13:00", []rules.StepKind{rules.StepExpire}, "2026-11-27 13:00"},
	"the rest still waits":          {waiting("2026-11-25 09:00", "2026-11-26", "2026-11-27"), nil, "2026-11-26 07:30", []rules.StepKind{rules.StepExpire, rules.StepRemind}, "2026-11-25 14:30"},
	"the head went on leave: moved": {friday, onLeave(an, rules.Whole), "2026-11-23 10:00", []rules.StepKind{rules.StepMove}, "2026-11-23 10:00"},
	"the head handed over: moved":   {friday, handsOver(an, chi), "2026-11-23 10:00", []rules.StepKind{rules.StepMove}, "2026-11-23 10:00"},
	"the head was replaced: moved":  {friday, headed(chi), "2026-11-23 10:00", []rules.StepKind{rules.StepMove}, "2026-11-23 10:00"},
	"decided: nothing":              {rules.Request{Person: binh, Approver: an, Asked: at("2026-11-23 09:00"), Days: []rules.RequestDay{{Slot: slot("2026-11-27"), State: rules.Approved}}}, nil, "2026-11-26 09:00", nil, ""},
	"the clock went back":           {waiting("2026-11-26 09:00", "2026-11-27"), nil, "2026-11-23 10:00", nil, ""},
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
			steps := k.Due(p, c.r)
			var kinds []rules.StepKind
			for _, s := range steps {
				kinds = append(kinds, s.Kind)
			}
			same(t, "steps", kinds, c.want)
			if c.at != "" {
				same(t, "due at", steps[len(steps)-1].At, at(c.at))
			}
			r := c.r
			for _, s := range steps {
				r = k.Apply(r, s)
			}
			same(t, "applied steps are no longer due", k.Due(p, r), nil)
		})
	}
}

func TestTimelineEndsWithTheCoordinator(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-23 10:00")
	r := rules.Request{Person: binh, Approver: an, Asked: at("2026-11-23 09:00"), Days: []rules.RequestDay{{Slot: slot("2026-12-18"), State: rules.Pending}}}
	p := policy()
	var seen []rules.Step
	for k.Now = at("2026-11-23 09:00"); k.Now.Before(at("2026-12-18 08:00")); k.Now = k.Now.Add(10 * time.Minute) {
		for _, s := range k.Due(p, r) {
			seen = append(seen, s)
			r = k.Apply(r, s)
		}
	}
	kinds, found := []rules.StepKind{}, []bool{}
	for _, s := range seen {
		kinds, found = append(kinds, s.Kind), append(found, s.Found)
	}
	same(t, "steps", kinds, []rules.StepKind{rules.StepRemind, rules.StepEscalate, rules.StepRemind, rules.StepEscalate, rules.StepExpire})
	same(t, "the last raise finds nobody", found, []bool{false, true, false, false, false})
	same(t, "it stays with the last one asked", r.Approver, director)
}

// An escalation that finds nobody, because the level above is away, takes the request
// from nobody: the head may still decide it.
func TestEscalationToNobodyLeavesItWithTheHead(t *testing.T) {
	t.Parallel()
	k := desk("2026-11-25 10:00")
	onLeave(director, rules.Whole)(k.Org)
	r := rules.Request{Person: binh, Approver: an, Asked: at("2026-11-23 09:00"), Days: []rules.RequestDay{{Slot: slot("2026-12-18"), State: rules.Pending}}}
	steps := k.Due(policy(), r)
	same(t, "steps", steps, []rules.Step{{Kind: rules.StepEscalate, At: at("2026-11-25 09:00")}})
	r = k.Apply(r, steps[0])
	same(t, "approver", r.Approver, an)
	same(t, "nothing more is due", k.Due(policy(), r), nil)
	if _, err := k.Org.MayDecide(an, &r, day("2026-11-25")); err != nil {
		t.Error(err)
	}
}

func waiting(asked string, days ...string) rules.Request {
	r := rules.Request{ID: 7, Person: binh, Unit: office, Approver: an, Asked: at(asked)}
	for _, s := range slots(days...) {
		r.Days = append(r.Days, rules.RequestDay{Slot: s, State: rules.Pending})
	}
	return r
}

func reminded(r rules.Request) rules.Request { r.Reminded = at("2026-11-23 14:00"); return r }

func escalated(r rules.Request) rules.Request { r.Level, r.Approver = 1, director; return r }

func beyond(r rules.Request) rules.Request { r.Level, r.Approver = 2, director; return r }

// friday waits since Monday at nine.
var friday = waiting("2026-11-23 09:00", "2026-11-27")
