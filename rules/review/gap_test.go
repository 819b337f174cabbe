package review_test

import (
	"slices"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
)

// handedIn is an agency of two units whose months of an indicator come from documents.
func handedIn(whole review.Change, list ...review.Handed) review.Report {
	for i := range list {
		list[i].Question = "on_time"
	}
	return review.Report{
		Format: review.Format, Agency: "Sở Một", First: rules.MustDate("2026-09-01"), Last: rules.MustDate("2026-10-31"), Handed: list,
		Units: []review.Unit{{Code: "SO", Name: "Sở Một"}, {Code: "A", Name: "Phòng A", Depth: 1}, {Code: "B", Name: "Phòng B", Depth: 1}},
		Rows:  []review.Row{review.Shares("on_time", review.AgainstBefore, "", whole, 0.05, false)},
	}
}

func month(unit, month string, of, all int) review.Handed {
	return review.Handed{Unit: unit, Month: rules.MustDate(month + "-01"), Share: review.Share{Of: of, All: all}, Document: "1/BC"}
}

// What the documents sum to is what is compared; where it is not, and nobody can say why, there is no verdict.
func TestDocumentsSumToWhatIsCompared(t *testing.T) {
	t.Parallel()
	change := review.Change{Earlier: review.Share{Of: 190, All: 200}, Later: review.Share{Of: 380, All: 400}}
	before, a, b := month("A", "2026-07", 95, 100), month("A", "2026-09", 190, 200), month("B", "2026-09", 190, 200)
	for _, c := range []struct {
		why              string
		list             []review.Handed
		gaps             int
		without, missing []string
		verdict          review.Verdict
	}{
		{"the units' documents", []review.Handed{before, month("B", "2026-07", 95, 100), a, b}, 0, nil, nil, review.NotWorse},
		{"the agency's own", []review.Handed{month("", "2026-07", 190, 200), month("", "2026-09", 380, 400)}, 0, nil, nil, review.NotWorse},
		{"both alike", []review.Handed{month("", "2026-07", 190, 200), before, month("B", "2026-07", 95, 100), month("", "2026-09", 380, 400), a, b}, 0, nil, nil, review.NotWorse},
		{"one more than is compared", []review.Handed{before, month("B", "2026-07", 95, 100), a, month("B", "2026-09", 191, 200)}, 1, nil, nil, review.Unreconciled},
		{"more cases than the agency says", []review.Handed{month("", "2026-07", 190, 200), month("", "2026-09", 380, 400), a, month("B", "2026-09", 200, 211)}, 1, nil, nil, review.Unreconciled},
		{"only one of them has its own", []review.Handed{month("", "2026-07", 190, 200), month("", "2026-09", 380, 400), a}, 1, nil, []string{"Phòng B"}, review.Unreconciled},
		{"a month of one is missing", []review.Handed{month("", "2026-07", 190, 200), month("", "2026-09", 200, 210), month("", "2026-10", 180, 190), a, month("B", "2026-09", 10, 10), month("B", "2026-10", 100, 100)}, 1, nil, []string{"Phòng A"}, review.Unreconciled},
		{"all have theirs, and they sum to less", []review.Handed{month("", "2026-07", 190, 200), month("", "2026-09", 380, 400), a, month("B", "2026-09", 180, 190)}, 1, nil, nil, review.Unreconciled},
		{"of one nothing is known of before", []review.Handed{month("A", "2026-07", 190, 200), month("A", "2026-09", 380, 400), month("B", "2026-09", 50, 60)}, 1, []string{"Phòng B"}, nil, review.NotWorse},
	} {
		r := handedIn(change, c.list...)
		r.Reconcile()
		if len(r.Gaps) != c.gaps || r.Rows[0].Verdict != c.verdict {
			t.Errorf("%s: %s, %+v", c.why, r.Rows[0].Verdict, r.Gaps)
		}
		for _, g := range r.Gaps {
			if !slices.Equal(g.Without, c.without) || !slices.Equal(g.Missing, c.missing) || g.Explained() != (c.verdict != review.Unreconciled) {
				t.Errorf("%s: %+v", c.why, g)
			}
		}
	}
}

// Joined with others it stays unreconciled, and so does the sum; a file of before the documents were held against it is looked at then.
func TestWhatIsNotReconciledStaysSoWhereAgenciesAreJoined(t *testing.T) {
	t.Parallel()
	change := review.Change{Earlier: review.Share{Of: 190, All: 200}, Later: review.Share{Of: 380, All: 400}}
	one, two := handedIn(change, month("", "2026-07", 190, 200), month("", "2026-09", 381, 400)), handedIn(change)
	two.Agency = "Sở Hai"
	joined, err := review.Merge("Thành phố", []review.Report{one, two})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range joined.Rows {
		got = append(got, r.Unit+":"+r.Verdict.String())
	}
	if want := []string{":unreconciled", "1:unreconciled", "2:not_worse"}; !slices.Equal(got, want) || len(joined.Gaps) != 1 || joined.Gaps[0].Unit != "1" {
		t.Errorf("%v, %+v", got, joined.Gaps)
	}
}
