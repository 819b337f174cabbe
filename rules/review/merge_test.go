package review_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
)

func agencyOf(name string, rows ...review.Row) review.Report {
	return review.Report{Format: review.Format, Agency: name, First: rules.MustDate("2026-09-01"), Last: rules.MustDate("2026-11-30"), Rows: rows}
}

func onTime(unit string, earlier, later review.Share, margin float64) review.Row {
	return review.Shares(review.OnTime, review.AgainstBefore, unit, review.Change{Earlier: earlier, Later: later}, margin, false)
}

func TestReviewsOfAgenciesAreJoinedWithTheirNarrowestMargin(t *testing.T) {
	t.Parallel()
	got, err := review.Merge("Thành phố", []review.Report{
		agencyOf("Một", onTime("", review.Share{Of: 80, All: 100}, review.Share{Of: 85, All: 100}, 0.05), onTime("P1", review.Share{Of: 8, All: 10}, review.Share{Of: 9, All: 10}, 0.05)),
		agencyOf("Hai", onTime("", review.Share{Of: 160, All: 200}, review.Share{Of: 150, All: 200}, 0.02)),
		agencyOf("Ba", review.Row{Question: review.OnTime, Against: review.AgainstBefore, Hidden: true}),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Units) != 3 || len(got.Rows) != 4 {
		t.Fatalf("%d units and %d rows: %+v", len(got.Units), len(got.Rows), got.Rows)
	}
	whole := got.Rows[0]
	if whole.Unit != "" || *whole.Earlier != (review.Share{Of: 240, All: 300}) || *whole.Later != (review.Share{Of: 235, All: 300}) || whole.Margin != 0.02 {
		t.Errorf("the whole is %+v", whole)
	}
	if strings.Join(whole.Agencies, ",") != "Một,Hai" {
		t.Errorf("the whole is of %v", whole.Agencies)
	}
	if last := got.Rows[3]; !last.Hidden || last.Later != nil || last.Unit != "3" {
		t.Errorf("what was hidden is %+v", last)
	}
}

// What one agency alone counted is no figure of all, and whoever takes part does so by a decision that is named.
func TestWhatOneAgencyAloneCountedIsNoFigureOfAll(t *testing.T) {
	t.Parallel()
	one, two := agencyOf("Một", onTime("", review.Share{Of: 80, All: 100}, review.Share{Of: 85, All: 100}, 0.05)), agencyOf("Hai")
	one.Units = []review.Unit{{Code: "SO"}, {Code: "P1", Decision: "12/QĐ", DecidedOn: rules.MustDate("2026-08-20")}, {Code: "P2", Decision: "12/QĐ", DecidedOn: rules.MustDate("2026-08-20")}}
	got, err := review.Merge("Thành phố", []review.Report{one, two})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 1 || got.Rows[0].Unit != "1" {
		t.Errorf("%+v", got.Rows)
	}
	if u := got.Units[0]; u.Decision != "12/QĐ" || u.DecidedOn != rules.MustDate("2026-08-20") || got.Units[1].Decision != "" {
		t.Errorf("%+v", got.Units)
	}
}

// Where one agency has not decided its margin, the sum has no verdict by it either; the others keep theirs.
func TestAMarginThatNobodyDecidedGivesNoVerdict(t *testing.T) {
	t.Parallel()
	worse, better := onTime("", review.Share{Of: 900, All: 1000}, review.Share{Of: 700, All: 1000}, 0.05), onTime("", review.Share{Of: 700, All: 1000}, review.Share{Of: 900, All: 1000}, 0.05)
	one, two := agencyOf("Một", worse), agencyOf("Hai", worse)
	one.Undecided = []review.Question{review.OnTime}
	got, err := review.Merge("Thành phố", []review.Report{one, two})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []review.Verdict{review.Undecided, review.Undecided, review.Worse} {
		if r := got.Rows[i]; r.Verdict != want || r.Proposed != (want == review.Undecided) || r.Below != r.Proposed || r.More != nil {
			t.Errorf("row %d is %+v", i, r)
		}
	}
	if one.Rows[0].Proposed {
		t.Error("what was joined was changed")
	}
	factor := agencyOf("Ba", better, worse, worse)
	factor.Rows[1].Question, factor.Rows[2].Question = "satisfaction_access_form", "on_time"
	factor.Undecided = []review.Question{review.OnTime, "satisfaction"}
	factor.Propose()
	for i, want := range []review.Verdict{review.Better, review.Undecided, review.Worse} {
		if r := factor.Rows[i]; r.Verdict != want || r.Proposed != (i < 2) {
			t.Errorf("row %d is %+v", i, r)
		}
	}
}

func TestWhatIsNoReviewOfAnAgencyIsNotJoined(t *testing.T) {
	t.Parallel()
	good := agencyOf("Một", onTime("", review.Share{Of: 80, All: 100}, review.Share{Of: 85, All: 100}, 0.05))
	bad := map[string]func(r *review.Report){
		"twice":       func(*review.Report) {},
		"units (P1)":  func(r *review.Report) { r.Agency, r.Scope = "Hai", "P1" },
		"format 2":    func(r *review.Report) { r.Agency, r.Format = "Hai", 2 },
		"no agency":   func(r *review.Report) { r.Agency = "" },
		"101 of 100":  func(r *review.Report) { r.Agency, r.Rows[0].Later = "Hai", &review.Share{Of: 101, All: 100} },
		"is hidden":   func(r *review.Report) { r.Agency, r.Rows[0] = "Hai", review.Row{Hidden: true, Persons: 3} },
		"can't be":    func(r *review.Report) { r.Agency, r.Last = "Hai", rules.MustDate("2026-01-31") },
		"a margin of": func(r *review.Report) { r.Agency, r.Rows[0].Margin = "Hai", 2 },
	}
	for want, spoil := range bad {
		r := agencyOf("Một", onTime("", review.Share{Of: 80, All: 100}, review.Share{Of: 85, All: 100}, 0.05))
		spoil(&r)
		if _, err := review.Merge("Thành phố", []review.Report{good, r}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestAReviewReadsBackFromItsFile(t *testing.T) {
	t.Parallel()
	r := agencyOf("Một", onTime("", review.Share{Of: 80, All: 100}, review.Share{Of: 60, All: 100}, 0.05))
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back review.Report
	if err := json.Unmarshal(data, &back); err != nil || back.Rows[0].Verdict != review.Worse || !strings.Contains(string(data), `"verdict":"worse"`) {
		t.Errorf("it reads back as %+v (%v)", back.Rows[0], err)
	}
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(data), "worse", "splendid")), &back); err == nil {
		t.Error("a verdict that there is not was read")
	}
}

// A row says of pairs what its interval says, with how many more people it would take.
func TestPairsAreJudgedByTheirMargin(t *testing.T) {
	t.Parallel()
	p := review.Pairs{Persons: 20, Value: 0.01, Interval: review.Interval{Lo: -0.09, Hi: 0.11}, Known: true}
	r := review.Paired(review.Volume, "", p, 0.05, false)
	if r.Verdict != review.NotEnough || r.More == nil || r.More.Later < 30 || r.More.Later > 45 {
		t.Errorf("%+v, %+v", r, r.More)
	}
	p.Value, p.Interval = -0.2, review.Interval{Lo: -0.3, Hi: -0.1}
	if r := review.Paired(review.Volume, "", p, 0.05, false); r.Verdict != review.Worse {
		t.Errorf("%+v", r)
	}
	if r := review.Paired(review.Volume, "", review.Pairs{Persons: 1, Value: 1}, 0.05, false); r.Verdict != review.NotCounted {
		t.Errorf("%+v", r)
	}
}
