package rules_test

import (
	"testing"

	"tainha/rules"
)

func noted(first, last string, part rules.Part) rules.Absence {
	return rules.Absence{Person: binh, First: day(first), Last: day(last), Part: part, Kind: rules.Leave}
}

func TestCheckAbsence(t *testing.T) {
	t.Parallel()
	others := []rules.Absence{
		noted("2026-12-01", "2026-12-03", rules.Whole),
		noted("2026-12-08", "2026-12-08", rules.Morning),
		{Person: chi, First: day("2026-12-10"), Last: day("2026-12-11"), Kind: rules.Sick},
	}
	for name, c := range map[string]struct {
		a    rules.Absence
		want []string
	}{
		"today":                       {noted("2026-11-23", "2026-11-23", rules.Whole), nil},
		"a range reversed":            {noted("2026-11-26", "2026-11-25", rules.Whole), []string{"absence.reversed"}},
		"begun before today":          {noted("2026-11-20", "2026-11-25", rules.Whole), []string{"absence.over"}},
		"longer than a year":          {noted("2026-11-23", "2027-12-01", rules.Whole), []string{"absence.long", "absence.overlap", "absence.overlap"}},
		"on a day noted before":       {noted("2026-12-03", "2026-12-04", rules.Whole), []string{"absence.overlap"}},
		"right after one":             {noted("2026-12-04", "2026-12-07", rules.Whole), nil},
		"the other half of a day":     {noted("2026-12-08", "2026-12-08", rules.Afternoon), nil},
		"the same half of a day":      {noted("2026-12-08", "2026-12-08", rules.Morning), []string{"absence.overlap"}},
		"while somebody else is away": {noted("2026-12-10", "2026-12-11", rules.Whole), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := rules.CheckAbsence(c.a, others, day("2026-11-23"))
			if c.want == nil {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			refusedWith(t, err, c.want...)
		})
	}
}

func TestBackFromAnAbsence(t *testing.T) {
	t.Parallel()
	a := noted("2026-11-25", "2026-11-27", rules.Whole)
	if left, ok := a.Back(day("2026-11-26")); !ok || left.First != a.First || left.Last != day("2026-11-25") {
		t.Errorf("back on the second day: %+v, %v, want the first day left", left, ok)
	}
	if _, ok := a.Back(day("2026-11-25")); ok {
		t.Error("back on the first day: something is left")
	}
	if left, _ := a.Back(day("2026-12-24")); left != a {
		t.Errorf("back after the end: %+v, want it as it was", left)
	}
}

func TestAnAbsenceHitsItsPartOfItsDays(t *testing.T) {
	t.Parallel()
	a := noted("2026-11-25", "2026-11-26", rules.Afternoon)
	for s, want := range map[string]bool{"2026-11-25": true, "2026-11-26/pm": true, "2026-11-26/am": false, "2026-11-27": false} {
		if got := a.Hits(slot(s)); got != want {
			t.Errorf("hits %s: %v, want %v", s, got, want)
		}
	}
}

// Somebody leaves: what has not begun ends on their behalf, what was decided or
// has begun stays on record.
func TestGiveUp(t *testing.T) {
	t.Parallel()
	r := rules.Request{ID: 1, Person: binh, Approver: an, Days: []rules.RequestDay{
		{Slot: slot("2026-11-23"), State: rules.Approved},
		{Slot: slot("2026-11-25"), State: rules.Approved},
		{Slot: slot("2026-11-26"), State: rules.Pending},
		{Slot: slot("2026-11-27"), State: rules.Rejected, DecidedBy: an},
	}}
	k := rules.Desk{Org: org(), Calendar: calendar2026(), Now: at("2026-11-23 09:00")}
	after, given := k.GiveUp(r, chi)
	same(t, "given up", given, slots("2026-11-25", "2026-11-26"))
	for i, want := range []rules.RequestState{rules.Approved, rules.Cancelled, rules.Withdrawn, rules.Rejected} {
		if got := after.Days[i].State; got != want {
			t.Errorf("day %d is %s, want %s", i+1, got, want)
		}
	}
	if d := after.Days[2]; d.DecidedBy != chi || d.OnBehalfOf != binh {
		t.Errorf("given up by %d on behalf of %d, want %d for %d", d.DecidedBy, d.OnBehalfOf, chi, binh)
	}
	if r.Days[2].State != rules.Pending {
		t.Error("the argument was changed")
	}
	same(t, "outcome", k.Outcome(after.Days[2]), rules.Msg("request.is_withdrawn", "slot", slot("2026-11-26"),
		"who", rules.Msg("request.by_delegate", "name", "Chi", "head", "Bình"), "at", k.Now))
	byList, _ := k.GiveUp(r, 0)
	same(t, "outcome of an import", k.Outcome(byList.Days[1]), rules.Msg("request.is_cancelled", "slot", slot("2026-11-25"),
		"who", rules.Msg("request.by_list"), "at", k.Now))
}

// What changes the organisation moves what waits at once, whatever the hour;
// whoever still sits there, or above, keeps it.
func TestMovedKnowsNoWorkingHours(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*rules.Org)
		moved  bool
		to     rules.PersonID
	}{
		"nothing changed":       {func(*rules.Org) {}, false, 0},
		"the head is away":      {onLeave(an, rules.Whole), true, director},
		"the head is away half": {onLeave(an, rules.Morning), false, 0},
		"handed over":           {handsOver(an, chi), true, chi},
		"another head":          {headed(chi), true, chi},
		"the requester heads":   {headed(binh), true, director},
		"nobody is left":        {func(o *rules.Org) { onLeave(an, rules.Whole)(o); onLeave(director, rules.Whole)(o) }, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := org()
			c.change(o)
			k := rules.Desk{Org: o, Calendar: calendar2026(), Now: at("2026-11-23 22:00")}
			s, due := k.Moved(friday)
			if due != c.moved || s.Seat.Approver != c.to {
				t.Fatalf("moved %v to %d, want %v to %d", due, s.Seat.Approver, c.moved, c.to)
			}
			if !due {
				return
			}
			after := k.Apply(friday, s)
			if after.Approver != c.to || !after.Asked.Equal(k.Now) && c.to != 0 {
				t.Errorf("waits for %d since %v", after.Approver, after.Asked)
			}
			if again, due := k.Moved(after); due && c.to != 0 {
				t.Errorf("moved again: %+v", again)
			}
		})
	}
}
