package review_test

import (
	"slices"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
)

// pulse is an agency of whose staff so many were asked and so many answered, before and during.
func pulse(agency string, asked, answered int) review.Report {
	c := review.Change{Earlier: review.Share{Of: answered / 2, All: answered}, Later: review.Share{Of: answered / 2, All: answered}}
	r := agencyOf(agency)
	for _, unit := range []string{"", "P1"} {
		for _, q := range []review.Question{"pulse_health", "pulse_tools", "satisfaction"} {
			r.Rows = append(r.Rows, review.Shares(q, review.AgainstBefore, unit, c, 0.2, false))
		}
	}
	r.Sources = []review.Source{{Question: "pulse", Asked: asked, First: r.First, Last: r.Last}, {Question: "satisfaction", Open: true, First: r.First, Last: r.Last}}
	return r
}

// Where more answered than were asked nothing is said of the answers, of the whole or of a unit, alone or joined with others; what nobody was
// asked by name has no such bound.
func TestMoreAnswersThanWereAskedGiveNoVerdict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked   int
		excess  int
		verdict review.Verdict
	}{{400, 0, review.NotWorse}, {399, 1, review.Unreconciled}} {
		r := pulse("Sở Một", c.asked, 400)
		r.Doubt()
		if got := r.Excesses(); len(got) != c.excess || c.excess > 0 && (got[0].Answers != 400 || got[0].Asked != 399) {
			t.Errorf("of %d: %+v", c.asked, got)
		}
		for _, row := range r.Rows {
			want := c.verdict
			if row.Question == "satisfaction" {
				want = review.NotWorse
			}
			if row.Verdict != want {
				t.Errorf("of %d: %s of %q is %s", c.asked, row.Question, row.Unit, row.Verdict)
			}
		}
	}
	before := pulse("Sở Một", 0, 400)
	before.Sources[0].AskedBefore = 300
	if e := before.Excesses(); len(e) != 1 || !e[0].Before || e[0].Asked != 300 {
		t.Errorf("%+v", e)
	}
	joined, err := review.Merge("Thành phố", []review.Report{pulse("Sở Một", 240, 400), pulse("Sở Hai", 500, 401)})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range joined.Rows {
		if q := row.Question != "satisfaction"; (row.Verdict == review.Unreconciled) != (q && row.Unit != "2") {
			t.Errorf("%s of %q is %s", row.Question, row.Unit, row.Verdict)
		}
	}
	if e := joined.Excesses(); len(e) != 1 || e[0].Source.Unit != "1" {
		t.Errorf("%+v", e)
	}
}

// Each agency keeps its own line of each source, with its own days and counts, those of one question beside each other.
func TestEachAgencyKeepsItsOwnSources(t *testing.T) {
	t.Parallel()
	one, two := pulse("Sở Một", 240, 120), pulse("Sở Hai", 500, 130)
	two.Sources[0].First = rules.MustDate("2026-10-01")
	joined, err := review.Merge("Thành phố", []review.Report{one, two})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range joined.Sources {
		got = append(got, string(s.Question)+" "+s.Unit)
	}
	if want := []string{"pulse 1", "pulse 2", "satisfaction 1", "satisfaction 2"}; !slices.Equal(got, want) || joined.Sources[0].Asked != 240 || joined.Sources[1].First != rules.MustDate("2026-10-01") {
		t.Errorf("%v, %+v", got, joined.Sources)
	}
}

// Months of the pilot without a document are counted, of the agency and of a unit.
func TestMonthsWithoutADocumentAreCounted(t *testing.T) {
	t.Parallel()
	change := review.Change{Earlier: review.Share{Of: 190, All: 200}, Later: review.Share{Of: 380, All: 400}}
	r := handedIn(change, month("", "2026-07", 190, 200), month("", "2026-09", 380, 400))
	if r.Reconcile(); len(r.Lacks) != 1 || r.Lacks[0].Has != 1 || r.Lacks[0].Of != 2 || r.Rows[0].Verdict != review.NotWorse {
		t.Errorf("%+v, %s", r.Lacks, r.Rows[0].Verdict)
	}
	r = handedIn(change, month("A", "2026-07", 190, 200), month("A", "2026-09", 180, 190), month("A", "2026-10", 200, 210))
	if r.Reconcile(); len(r.Lacks) != 0 {
		t.Errorf("%+v", r.Lacks)
	}
}

// A document that bears another agency's mark, or another's number, is marked; one's own and a unit's are not.
func TestADocumentOfAnotherAgencyIsMarked(t *testing.T) {
	t.Parallel()
	change := review.Change{Earlier: review.Share{Of: 190, All: 200}, Later: review.Share{Of: 380, All: 400}}
	handed := func(agency string, documents ...string) review.Report {
		r := handedIn(change, month("", "2026-07", 190, 200), month("", "2026-09", 380, 400))
		r.Agency = agency
		for i, d := range documents {
			r.Handed[i].Document = d
		}
		return r
	}
	joined, err := review.Merge("Thành phố", []review.Report{
		handed("Sở Thử nghiệm", "45/BC-STN", "60/BC-STN ngày 5/10/2026"), handed("Ủy ban nhân dân Quận 1", "45/BC-STN", "7/BC-UBNDQ"), handed("Sở Ảnh", "3/BC-VP", "Sổ tay"), handed("Sở Đo", "3/BC-VP", "4/BC-SĐ"),
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []bool
	for _, h := range joined.Handed {
		got = append(got, h.Foreign)
	}
	if want := []bool{false, false, true, false, true, false, true, false}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for name, want := range map[string]string{"Sở Nội vụ": "SNV", "Ủy ban nhân dân": "UBND", "Sở Kế hoạch – Đầu tư": "SKHĐT"} {
		if got := review.Initials(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Two files whose figures are the same are asked about: all that is compared, the days at home, or the persons.
func TestFilesThatAgreeAreAskedAbout(t *testing.T) {
	t.Parallel()
	used := func(r review.Report, halves int) review.Report {
		r.Uses = []review.Use{{Halves: halves, Persons: 190}}
		return r
	}
	copied, other := pulse("B", 240, 120), pulse("B", 240, 122)
	people := func(r review.Report) review.Report {
		r.Staff, r.Took = new(240), new(96)
		return r
	}
	ab := []string{"A", "B"}
	for _, c := range []struct {
		one, two review.Report
		want     []review.Alike
	}{
		{pulse("A", 240, 120), copied, []review.Alike{{What: review.AlikeRows, Agencies: ab}}},
		{used(pulse("A", 240, 120), 1210), used(other, 1210), []review.Alike{{What: review.AlikeUses, Agencies: ab}}},
		{people(pulse("A", 240, 120)), people(other), []review.Alike{{What: review.AlikePeople, Agencies: ab}}},
		{used(pulse("A", 240, 120), 1210), used(other, 1211), nil},
		{agencyOf("A"), agencyOf("B"), nil},
	} {
		joined, err := review.Merge("Thành phố", []review.Report{c.one, c.two})
		if err != nil || !slices.EqualFunc(joined.Alike, c.want, func(a, b review.Alike) bool { return a.What == b.What && slices.Equal(a.Agencies, b.Agencies) }) {
			t.Errorf("%+v, want %+v (%v)", joined.Alike, c.want, err)
		}
	}
}

// Which units take part, and which they are held against, is known of each agency that is joined.
func TestTheUnitsOfJoinedAgenciesAreKept(t *testing.T) {
	t.Parallel()
	one := agencyOf("Một")
	one.Units = []review.Unit{{Code: "SO", Name: "Một"}, {Code: "P1", Name: "Phòng 1", Depth: 1, Decision: "12/QĐ", Staff: new(20)}, {Code: "P2", Name: "Phòng 2", Depth: 1, Control: true}, {Code: "P3", Name: "Phòng 3", Depth: 1}, {Code: "P4", Name: "Tổ 4", Depth: 2}}
	joined, err := review.Merge("Thành phố", []review.Report{one, agencyOf("Hai")})
	if err != nil {
		t.Fatal(err)
	}
	if p := joined.Parts; len(p) != 2 || p[0].Code != "1/P1" || p[0].Of != "1" || *p[0].Staff != 20 || !p[1].Control || len(joined.Units) != 2 {
		t.Errorf("%+v", p)
	}
	if b := joined.Beside; len(b) != 2 || b[0].Code != "1/P2" || b[1].Code != "1/P3" || b[1].Of != "1" {
		t.Errorf("beside it are %+v", b)
	}
}
