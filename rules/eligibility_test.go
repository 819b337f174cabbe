package rules_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

var dayCases = map[string]struct {
	world func(*rules.Facts)
	slot  string
	want  []string
}{
	"a working day before the cut-off is allowed":       {nil, "2026-11-26", nil},
	"a past day is refused, never rolled forward":       {nil, "2026-11-20", []string{"refuse.past"}},
	"a holiday is refused by name":                      {nil, "2026-11-24", []string{"refuse.holiday"}},
	"a weekend is refused":                              {nil, "2026-11-28", []string{"refuse.weekend"}},
	"a year without data is refused":                    {nil, "2027-01-05", []string{"refuse.unknown_year"}},
	"a Saturday worked is a working day":                {now("2026-08-20 09:00"), "2026-08-22", []string{"refuse.before_pilot"}},
	"the cut-off is on the working day before":          {now("2026-11-23 15:59"), "2026-11-25", nil},
	"at the cut-off it is too late":                     {now("2026-11-23 16:00"), "2026-11-25", []string{"refuse.cutoff"}},
	"an exception lifts the cut-off":                    {func(f *rules.Facts) { now("2026-11-23 16:30")(f); exception(f) }, "2026-11-25", nil},
	"an exception lifts nothing else":                   {exception, "2026-11-24", []string{"refuse.holiday"}},
	"a day that has begun is refused, exception or not": {exception, "2026-11-23", []string{"refuse.started"}},
	"the afternoon is open until it begins":             {exception, "2026-11-23/pm", nil},
	"required presence for the whole day":               {inspection, "2026-11-30", []string{"refuse.presence"}},
	"required presence in the morning refuses the day":  {flag, "2026-11-30", []string{"refuse.presence_half"}},
	"only the other half is asked for":                  {flag, "2026-11-30/pm", nil},
	"two presences on one day are both named":           {func(f *rules.Facts) { flag(f); inspection(f) }, "2026-11-30", []string{"refuse.presence", "refuse.presence"}},
	"already asked for":                                 {homeIn(rules.Pending, 9, binh, "2026-11-26/am"), "2026-11-26", []string{"refuse.taken_pending"}},
	"already approved":                                  {home(binh, "2026-11-26"), "2026-11-26/pm", []string{"refuse.taken_approved"}},
	"the other half of an approved one is open":         {home(binh, "2026-11-26/am"), "2026-11-26/pm", nil},
	"a rejected day may be asked for again":             {homeIn(rules.Rejected, 9, binh, "2026-11-26"), "2026-11-26", nil},
	"the end of the next month can be asked for":        {nil, "2026-12-31", nil},
	"the month after the next can't yet":                {years(2027), "2027-01-04", []string{"refuse.too_far"}},
	"an exception lifts no horizon":                     {func(f *rules.Facts) { years(2027)(f); exception(f) }, "2027-01-04", []string{"refuse.too_far"}},
	"the horizon is the number of the day":              {func(f *rules.Facts) { years(2027)(f); f.Policies.Base.MonthsAhead = 2 }, "2027-01-04", nil},
	"this month alone":                                  {func(f *rules.Facts) { f.Policies.Base.MonthsAhead = 0 }, "2026-12-01", []string{"refuse.too_far"}},
	"on leave":                                          {leave(rules.Whole), "2026-11-26", []string{"refuse.absent"}},
	"half a day's leave leaves the other half":          {leave(rules.Morning), "2026-11-26/pm", nil},
	"before the unit's first day":                       {enrolled("2026-12-01", ""), "2026-11-26", []string{"refuse.before_pilot"}},
	"after the unit's last day":                         {enrolled("2026-10-01", "2026-11-25"), "2026-11-26", []string{"refuse.after_pilot"}},
	"all reasons at once": {func(f *rules.Facts) {
		now("2026-11-25 17:00")(f)
		enrolled("2026-10-01", "2026-11-20")(f)
		leave(rules.Whole)(f)
		f.Calendar.Presence = []rules.Presence{{Weekday: time.Thursday, Name: "Họp"}}
	}, "2026-11-26", []string{"refuse.after_pilot", "refuse.cutoff", "refuse.presence", "refuse.absent"}},
}

// Section 1: every condition, and all reasons at once.
func TestEligibilityOfADay(t *testing.T) {
	t.Parallel()
	for name, c := range dayCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := world()
			if c.world != nil {
				c.world(f)
			}
			v := rules.Check(f, slots(c.slot))
			same(t, "general", keys(v.General), nil)
			same(t, "reasons", keys(v.Days[0].Reasons), c.want)
		})
	}
}

func enrolled(first, last string) func(*rules.Facts) {
	return func(f *rules.Facts) {
		e := rules.Enrolment{Decision: "12/QĐ", First: day(first)}
		if last != "" {
			e.Last = day(last)
		}
		u := f.Units[office]
		u.Enrolments = []rules.Enrolment{e}
		f.Units[office] = u
	}
}

// Section 1: the person, the unit and the position, said once for all days.
func TestEligibilityOfAPerson(t *testing.T) {
	t.Parallel()
	position := func(p rules.Position) func(*rules.Facts) {
		return func(f *rules.Facts) { f.Positions[1] = p }
	}
	for name, c := range map[string]struct {
		world func(*rules.Facts)
		want  []string
	}{
		"nothing stands in the way":             {func(*rules.Facts) {}, nil},
		"inactive":                              {func(f *rules.Facts) { f.Person.Active = false }, []string{"refuse.inactive"}},
		"not linked":                            {func(f *rules.Facts) { f.Person.Linked = false }, []string{"refuse.unlinked"}},
		"no consent to the notice":              {func(f *rules.Facts) { f.Person.Consent = 0 }, []string{"refuse.consent"}},
		"commitment not signed":                 {func(f *rules.Facts) { f.Person.Commitment = 0 }, []string{"refuse.commitment"}},
		"commitment signed in an older version": {func(f *rules.Facts) { f.Person.Commitment = 1 }, []string{"refuse.commitment_old"}},
		"no text is asked for":                  {func(f *rules.Facts) { f.Consent, f.Commitment, f.Person.Consent, f.Person.Commitment = 0, 0, 0, 0 }, nil},
		"unit not enrolled":                     {func(f *rules.Facts) { u := f.Units[office]; u.Enrolments = nil; f.Units[office] = u }, []string{"refuse.not_enrolled"}},
		"unit closed":                           {func(f *rules.Facts) { u := f.Units[office]; u.Active = false; f.Units[office] = u }, []string{"refuse.not_enrolled"}},
		"position not open":                     {position(rules.Position{}), []string{"refuse.position_closed"}},
		"position faces citizens":               {position(rules.Position{CitizenFacing: true, OpenToPilot: true}), []string{"refuse.citizen_facing"}},
		"position handles procedures":           {position(rules.Position{HandlesProcedures: true, OpenToPilot: true}), []string{"refuse.procedures"}},
		"all at once": {func(f *rules.Facts) {
			f.Person.Linked, f.Person.Consent, f.Person.Commitment = false, 0, 0
			f.Positions[1] = rules.Position{HandlesProcedures: true, CitizenFacing: true}
		}, []string{"refuse.unlinked", "refuse.consent", "refuse.commitment", "refuse.citizen_facing", "refuse.procedures"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := world(c.world)
			for _, asked := range [][]rules.Slot{nil, slots("2026-11-26", "2026-11-27")} {
				v := rules.Check(f, asked)
				same(t, "general", keys(v.General), c.want)
				if v.Allowed() != (c.want == nil) {
					t.Errorf("allowed %v with %v", v.Allowed(), v.General)
				}
				for _, d := range v.Days {
					same(t, "the day repeats nothing", keys(d.Reasons), nil)
				}
			}
		})
	}
}

// Section 1: "in that unit and position on that date".
func TestPostingOfTheDateCounts(t *testing.T) {
	t.Parallel()
	f := world(func(f *rules.Facts) {
		f.Positions[2] = rules.Position{ID: 2, Name: "Một cửa", CitizenFacing: true}
		f.Postings[1].To = day("2026-11-26")
		f.Postings = append(f.Postings, rules.Posting{Person: binh, Unit: office, Position: 2, From: day("2026-11-27"), To: day("2026-11-30")})
	})
	v := rules.Check(f, slots("2026-11-26", "2026-11-27", "2026-12-01"))
	same(t, "general", keys(v.General), nil)
	same(t, "before the move", keys(v.Days[0].Reasons), nil)
	same(t, "after the move", keys(v.Days[1].Reasons), []string{"refuse.citizen_facing"})
	same(t, "no posting", keys(v.Days[2].Reasons), []string{"refuse.no_posting"})
}

func flag(f *rules.Facts) {
	f.Calendar.Presence = []rules.Presence{{Weekday: time.Monday, Part: rules.Morning, Name: "Chào cờ"}}
}

func inspection(f *rules.Facts) {
	f.Calendar.Presence = append(f.Calendar.Presence, rules.Presence{Date: day("2026-11-30"), Name: "Kiểm tra"})
}

// years gives the calendar another year.
func years(more int) func(*rules.Facts) {
	return func(f *rules.Facts) { f.Calendar.Years[more] = rules.Year{} }
}

func leave(part rules.Part) func(*rules.Facts) {
	return func(f *rules.Facts) {
		f.Absences = []rules.Absence{{Person: binh, First: day("2026-11-25"), Last: day("2026-11-27"), Part: part, Kind: rules.Leave}}
	}
}

func now(s string) func(*rules.Facts) { return func(f *rules.Facts) { f.Now = at(s) } }

func exception(f *rules.Facts) { f.Exception = true }

// Section 10: a reason is read by delegates and coordinators, too: it says neither leave nor illness.
func TestNoReasonNamesIllness(t *testing.T) {
	t.Parallel()
	for kind, want := range map[rules.AbsenceKind]string{rules.Leave: "absence.away", rules.Sick: "absence.away", rules.Away: "absence.away", rules.Duty: "absence.duty"} {
		f := world()
		leave(rules.Whole)(f)
		for i := range f.Absences {
			f.Absences[i].Kind = kind
		}
		why := rules.Check(f, slots("2026-11-26")).Days[0].Reasons
		if got, _ := why[0].Args["kind"].(rules.Message); got.Key != want {
			t.Errorf("%s is told as %q, want %q", kind, got.Key, want)
		}
		overlap := rules.CheckAbsence(f.Absences[0], f.Absences, f.Absences[0].First)
		if data, err := json.Marshal(overlap); err != nil || strings.Contains(string(data), string(kind)) {
			t.Errorf("%v: an overlap says %s", err, data)
		}
	}
}
