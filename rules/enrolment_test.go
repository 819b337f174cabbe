package rules_test

import (
	"testing"

	"tainha/rules"
)

func TestWhatTheRegisterRefuses(t *testing.T) {
	t.Parallel()
	today := day("2026-11-23")
	first := rules.Enrolment{ID: 1, Decision: "12/QĐ", First: day("2026-10-01"), Last: day("2026-12-31")}
	good := rules.Enrolment{Decision: "20/QĐ", DecidedOn: day("2026-11-20"), First: day("2027-01-01"), Last: day("2027-06-30")}
	for name, c := range map[string]struct {
		unit   func(*rules.Unit)
		period func(*rules.Enrolment)
		want   []string
	}{
		"a good one":             {},
		"open-ended":             {period: func(e *rules.Enrolment) { e.Last = 0 }},
		"entered late":           {unit: func(u *rules.Unit) { u.Enrolments = nil }, period: func(e *rules.Enrolment) { e.DecidedOn, e.First = 0, day("2026-11-02") }},
		"without a head":         {unit: func(u *rules.Unit) { u.Head = 0 }, want: []string{"enrol.no_head"}},
		"no longer active":       {unit: func(u *rules.Unit) { u.Active = false }, want: []string{"enrol.inactive"}},
		"without a decision":     {period: func(e *rules.Enrolment) { e.Decision = "" }, want: []string{"enrol.no_decision"}},
		"without a day":          {period: func(e *rules.Enrolment) { e.First = 0 }, want: []string{"enrol.no_first"}},
		"decided tomorrow":       {period: func(e *rules.Enrolment) { e.DecidedOn = today + 1 }, want: []string{"enrol.decided_later"}},
		"before its decision":    {unit: func(u *rules.Unit) { u.Enrolments = nil }, period: func(e *rules.Enrolment) { e.First = day("2026-11-19") }, want: []string{"enrol.before_decision"}},
		"reversed":               {period: func(e *rules.Enrolment) { e.Last = e.First - 1 }, want: []string{"enrol.reversed"}},
		"over":                   {unit: func(u *rules.Unit) { u.Enrolments = nil }, period: func(e *rules.Enrolment) { e.DecidedOn, e.First, e.Last = 0, today-9, today-1 }, want: []string{"enrol.over"}},
		"twice":                  {period: func(e *rules.Enrolment) { e.First = day("2026-12-31") }, want: []string{"enrol.twice"}},
		"around another":         {period: func(e *rules.Enrolment) { e.DecidedOn, e.First, e.Last = 0, day("2026-09-01"), 0 }, want: []string{"enrol.twice"}},
		"itself, changed":        {period: func(e *rules.Enrolment) { e.ID, e.First, e.Last = 1, day("2026-12-01"), 0 }},
		"everything at once":     {unit: func(u *rules.Unit) { u.Head = 0 }, period: func(e *rules.Enrolment) { e.Decision, e.Last = "", e.First-1 }, want: []string{"enrol.no_head", "enrol.no_decision", "enrol.reversed"}},
		"the day after the last": {period: func(e *rules.Enrolment) { e.First = day("2027-01-01") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := rules.Unit{ID: office, Name: "Văn phòng", Head: an, Active: true, Enrolments: []rules.Enrolment{first}}
			e := good
			if c.unit != nil {
				c.unit(&u)
			}
			if c.period != nil {
				c.period(&e)
			}
			err := u.CheckEnrolment(e, today)
			if c.want == nil && err != nil {
				t.Fatal(err)
			}
			if c.want != nil {
				refusedWith(t, err, c.want...)
			}
		})
	}
}

func TestAUnitHasPeriods(t *testing.T) {
	t.Parallel()
	closed := rules.Enrolment{ID: 1, Decision: "1", First: day("2026-01-01"), Last: day("2026-03-31"), Outcome: rules.Kept}
	present := rules.Enrolment{ID: 2, Decision: "2", First: day("2026-10-01"), Last: day("2026-11-30")}
	next := rules.Enrolment{ID: 3, Decision: "3", First: day("2026-12-15")}
	u := rules.Unit{Active: true, Enrolments: []rules.Enrolment{closed, present, next}}
	for _, c := range []struct {
		day  string
		id   rules.EnrolmentID
		runs bool
	}{
		{"2025-12-31", 1, false}, {"2026-03-31", 1, true}, {"2026-04-01", 2, false}, {"2026-10-01", 2, true},
		{"2026-11-30", 2, true}, {"2026-12-01", 3, false}, {"2027-12-15", 3, true},
	} {
		if e := u.Enrolment(day(c.day)); e == nil || e.ID != c.id || u.InPilot(day(c.day)) != c.runs {
			t.Errorf("%s: period %+v, in the pilot %v, want %d and %v", c.day, e, u.InPilot(day(c.day)), c.id, c.runs)
		}
	}
	same(t, "to be closed", u.OpenEnrolment().ID, 2)
	u.Enrolments = u.Enrolments[:1]
	if e := u.Enrolment(day("2026-12-01")); e.ID != 1 || u.OpenEnrolment() != nil {
		t.Errorf("after the last: %+v, open %+v", e, u.OpenEnrolment())
	}
	if (rules.Unit{Active: true}).InPilot(day("2026-12-01")) {
		t.Error("a unit that was never enrolled is in the pilot")
	}
	u.Active = false
	if u.InPilot(day("2026-02-01")) {
		t.Error("a unit that is gone is in the pilot")
	}
}

func TestAPeriodIsClosedOnceWithAReason(t *testing.T) {
	t.Parallel()
	now := at("2026-11-23 09:00")
	e := rules.Enrolment{ID: 1, Decision: "12/QĐ", First: day("2026-10-01")}
	got, err := e.Close(rules.Stopped, "Thiếu việc", day("2026-11-30"), now)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "closed", got, rules.Enrolment{ID: 1, Decision: "12/QĐ", First: day("2026-10-01"), Last: day("2026-11-30"),
		Outcome: rules.Stopped, Reason: "Thiếu việc", Closed: now})
	_, err = got.Close(rules.Kept, "Khác", day("2026-11-30"), now)
	refusedWith(t, err, "enrol.closed")
	_, err = e.Close("fine", "Tốt", day("2026-11-30"), now)
	refusedWith(t, err, "enrol.no_outcome")
	_, err = e.Close(rules.Kept, "", day("2026-11-30"), now)
	refusedWith(t, err, "enrol.no_reason")
	_, err = e.Close(rules.Kept, "Tốt", day("2026-09-30"), now)
	refusedWith(t, err, "enrol.reversed")
}

// A position that serves citizens or handles procedures is never open (section 1).
func TestWhichPositionsMayBeOpened(t *testing.T) {
	t.Parallel()
	refusedWith(t, rules.Position{CitizenFacing: true}.CheckOpen(), "refuse.citizen_facing")
	refusedWith(t, rules.Position{HandlesProcedures: true}.CheckOpen(), "refuse.procedures")
	refusedWith(t, rules.Position{CitizenFacing: true, HandlesProcedures: true}.CheckOpen(), "refuse.citizen_facing", "refuse.procedures")
	if err := (rules.Position{}).CheckOpen(); err != nil {
		t.Error(err)
	}
}

func TestParseLoad(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"5": "5", "5,5": "5.5", "5.25": "5.25", " 0,05 ": "0.05", "1000": "1000",
		"0": "", "0,00": "", "5,255": "", "1000,01": "", "-1": "", "1/2": "", "1e2": "", "năm": "", "": "",
	} {
		l, err := rules.ParseWorkload(in)
		if want == "" {
			refusedWith(t, err, "policy.load")
			continue
		}
		if err != nil || l.String() != want {
			t.Errorf("%q: %v, %v, want %s", in, l, err, want)
		}
	}
	p := policy()
	p.OfficeDayLoad = 100_001
	refusedWith(t, p.Validate(), "policy.load")
}

// B10: "A unit without a head can't have its period shortened": it can, and can't be
// given a longer one.
func TestTheLastDayOfAUnitWithoutAHead(t *testing.T) {
	t.Parallel()
	e := rules.Enrolment{ID: 1, Decision: "12/QĐ", First: day("2026-10-01"), Last: day("2026-12-31")}
	u := rules.Unit{ID: office, Name: "Văn phòng", Active: true, Enrolments: []rules.Enrolment{e}}
	today := day("2026-11-23")
	for last, want := range map[string][]string{
		"2026-12-30": nil, "2026-11-23": nil, "2026-11-22": {"enrol.over"}, "2027-01-31": {"enrol.no_head"}, "": {"enrol.no_head"},
	} {
		after := e
		after.Last = 0
		if last != "" {
			after.Last = day(last)
		}
		err := u.CheckLastDay(e, after, today)
		if want == nil && err != nil {
			t.Errorf("until %s: %v", last, err)
		} else if want != nil {
			refusedWith(t, err, want...)
		}
	}
	open := e
	open.Last = 0
	if err := u.CheckLastDay(open, e, today); err != nil {
		t.Errorf("an open end gets a last day: %v", err)
	}
}
