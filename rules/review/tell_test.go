package review_test

import (
	"testing"

	"tainha/rules"
	"tainha/rules/review"
)

// Whatever got worse is told once with its size: what nobody decided a margin of, what stays within it, and what is beyond it.
func TestWhateverGotWorseIsTold(t *testing.T) {
	t.Parallel()
	row := func(unit string, before, during, all int) review.Row {
		return onTime(unit, review.Share{Of: before, All: all}, review.Share{Of: during, All: all}, 0.05)
	}
	open := row("P2", 9000, 8000, 10000)
	open.Propose()
	r := agencyOf("Một", row("", 9000, 8900, 10000), row("SO", 9000, 8900, 10000), row("P1", 90, 88, 100), open, row("P3", 9000, 8000, 10000), row("P4", 9000, 9100, 10000), review.Row{Unit: "P5", Hidden: true})
	var got string
	for _, x := range r.Falls() {
		got += " " + x.Unit + ":" + x.Verdict.String()
	}
	if want := " :not_worse P2:undecided P3:worse"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A verdict that one case more or less turns over stands on its edge.
func TestAVerdictThatOneCaseTurnsStandsOnTheEdge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of    int
		close bool
		want  review.Verdict
	}{{4434, true, review.Better}, {4433, true, review.NotWorse}, {4460, false, review.Better}, {4400, false, review.NotWorse}} {
		if r := onTime("", review.Share{Of: 5477, All: 6024}, review.Share{Of: c.of, All: 4820}, 0.02); r.Verdict != c.want || r.Close() != c.close {
			t.Errorf("%d: %s, on the edge: %v", c.of, r.Verdict, r.Close())
		}
	}
	if (review.Row{Verdict: review.Better}).Close() {
		t.Error("of pairs it can't be said")
	}
}

// Where a month counts by more than a quarter more or less than a month before did, that is told.
func TestMonthsThatCountMuchMoreAreUneven(t *testing.T) {
	t.Parallel()
	r := agencyOf("Một")
	for m, n := range map[string]int{"2026-07": 500, "2026-08": 504, "2026-09": 1600, "2026-10": 1614} {
		r.Months = append(r.Months, review.Month{Question: review.OnTime, Month: rules.MustDate(m + "-01"), Share: review.Share{All: n}})
	}
	r.Handed = []review.Handed{month("", "2026-07", 95, 100), month("", "2026-09", 110, 120), month("P1", "2026-09", 1, 1000)}
	got := r.Paces()
	if len(got) != 2 || !got[0].Uneven() || got[0].Before != 502 || got[0].During != 1607 || got[0].MonthsBefore != 2 || got[1].Uneven() || got[1].During != 120 {
		t.Errorf("%+v", got)
	}
}

// Days at home are a part of all working days of all staff.
func TestDaysAtHomeAreAPartOfAllWorkingDays(t *testing.T) {
	t.Parallel()
	r := agencyOf("Một")
	r.Staff, r.Workdays, r.Uses = new(212), 63, []review.Use{{Halves: 1210, Persons: 190}, {Unit: "P1", Halves: 400, Persons: 60}}
	if days, all := r.AtHome(); days != 605 || all != 13356 {
		t.Errorf("%v of %v", days, all)
	}
	r.Staff = nil
	if _, all := r.AtHome(); all != 0 {
		t.Errorf("of a staff that is not told it is %v", all)
	}
}
