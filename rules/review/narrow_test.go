package review_test

import (
	"testing"

	"tainha/rules/review"
)

// beside is an agency of five units, of which two are hidden, with what is counted of the whole and of the other three.
func beside(q review.Question, against review.Against, whole review.Row, shown ...review.Row) review.Report {
	r := review.Report{Format: review.Format, Agency: "Sở", Units: []review.Unit{{Code: "SO"}}}
	top := whole
	top.Unit = "SO"
	r.Rows = []review.Row{whole, top}
	for i, code := range []string{"P1", "P2", "P3", "P4", "P5"} {
		r.Units = append(r.Units, review.Unit{Code: code, Depth: 1, Decision: "12/QĐ"})
		row := review.Row{Hidden: true}
		if i < len(shown) {
			row = shown[i]
		}
		row.Unit = code
		r.Rows = append(r.Rows, row)
	}
	for i := range r.Rows {
		r.Rows[i].Question, r.Rows[i].Against = q, against
	}
	return r
}

func counted(of, all, before, allBefore int) review.Row {
	return review.Row{Later: &review.Share{Of: of, All: all}, Earlier: &review.Share{Of: before, All: allBefore}}
}

// left is what is known of the hidden units of a table: each count of the whole less that of the units that are shown.
func left(r review.Report) (out []int, shown int) {
	counts := func(x review.Row) []int {
		if x.Against == review.AgainstOffice {
			return []int{x.Persons}
		}
		return []int{x.Later.Of, x.Later.All, x.Earlier.Of, x.Earlier.All}
	}
	out = counts(r.Rows[0])
	for _, x := range r.Rows[2:] {
		if x.Hidden {
			continue
		}
		shown++
		for i, n := range counts(x) {
			out[i] -= n
		}
	}
	return out, shown
}

// What is hidden can't be narrowed to under ten by taking what is shown from the whole: persons, answers, errors; nobody is under ten, too.
func TestTheWholeLessWhatIsShownNarrowsNothingHidden(t *testing.T) {
	t.Parallel()
	persons := func(n int) review.Row { return review.Row{Persons: n} }
	for name, c := range map[string]struct {
		r     review.Report
		shown int
	}{
		"pairs":       {beside(review.OnTime, review.AgainstOffice, persons(64), persons(18), persons(20), persons(22)), 2},
		"answers":     {beside("pulse_health", review.AgainstBefore, counted(77, 110, 95, 136), counted(25, 38, 30, 47), counted(17, 26, 20, 32), counted(35, 46, 45, 57)), 2},
		"errors":      {beside(review.Strikes, review.AgainstBefore, counted(36, 4820, 44, 6024), counted(0, 1450, 12, 1812), counted(2, 1120, 10, 1400), counted(26, 1680, 16, 2100)), 2},
		"few errors":  {beside(review.Strikes, review.AgainstBefore, counted(4, 4820, 5, 6024), counted(0, 1450, 2, 1812), counted(2, 1120, 1, 1400), counted(1, 1680, 1, 2100)), 0},
		"enough left": {beside(review.OnTime, review.AgainstBefore, counted(4434, 4820, 5477, 6024), counted(1300, 1450, 1600, 1812), counted(1000, 1120, 1300, 1400), counted(1500, 1680, 1900, 2100)), 3},
	} {
		c.r.Narrow(10)
		rest, shown := left(c.r)
		if shown != c.shown || c.r.Rows[0].Hidden || c.r.Rows[1].Hidden {
			t.Errorf("%s: %d units are shown, not %d: %+v", name, shown, c.shown, c.r.Rows)
		}
		for _, n := range rest {
			if n < 10 && shown > 0 {
				t.Errorf("%s: of what is hidden it is known that it is %v", name, rest)
			}
		}
		for _, x := range c.r.Rows {
			if x.Hidden && (x.Later != nil || x.Persons > 0 || x.Verdict != review.NotCounted) {
				t.Errorf("%s: hidden, and told: %+v", name, x)
			}
		}
	}
}

// Staff, those at home and their days are sums as others are.
func TestStaffAndDaysAtHomeNarrowNothingHidden(t *testing.T) {
	t.Parallel()
	r := beside(review.OnTime, review.AgainstOffice, review.Row{Hidden: true})
	r.Staff, r.Took, r.Units[0].Staff, r.Units[0].Took = new(103), new(45), new(103), new(45)
	r.Uses = []review.Use{{Halves: 1210, Persons: 190, Above: new(40), Lifted: new(40)}}
	for i, n := range []int{30, 32, 36} {
		r.Units[i+1].Staff, r.Units[i+1].Took = new(n), new(n/3)
		r.Uses = append(r.Uses, review.Use{Unit: r.Units[i+1].Code, Halves: 400 + i, Persons: 60 + i, Above: new(4 + i), Lifted: new(10)})
	}
	r.Uses = append(r.Uses, review.Use{Unit: "P4", Hidden: true}, review.Use{Unit: "P5", Hidden: true})
	r.Narrow(10)
	if r.Units[1].Staff != nil || r.Units[2].Staff == nil || r.Units[3].Staff == nil || r.Staff == nil {
		t.Errorf("103 less 30, 32 and 36 are 5: %+v", r.Units)
	}
	if r.Units[1].Took == nil { // 45 less 10, 10 and 12 are 13
		t.Errorf("hidden for nothing: %+v", r.Units)
	}
	if !r.Uses[1].Hidden || r.Uses[1].Halves != 0 || r.Uses[2].Hidden || r.Uses[2].Above == nil && r.Uses[3].Above == nil {
		t.Errorf("1210 less 400, 401 and 402 are 7: %+v", r.Uses)
	}
}

// What documents say of units is no secret, and nothing is hidden where nothing was.
func TestNothingIsHiddenBesideWhatIsNoSecret(t *testing.T) {
	t.Parallel()
	r := beside("on_time", review.AgainstBefore, counted(95, 100, 95, 100), counted(30, 32, 30, 32), counted(30, 33, 30, 33), counted(33, 34, 33, 34))
	r.Handed = []review.Handed{{Question: "on_time"}}
	r.Narrow(10)
	if _, shown := left(r); shown != 3 {
		t.Errorf("%d units are shown", shown)
	}
	r = beside(review.Rework, review.AgainstBefore, counted(6, 99, 6, 99), counted(1, 32, 1, 32), counted(2, 33, 2, 33), counted(3, 34, 3, 34))
	r.Rows = r.Rows[:5] // the others did nothing
	r.Narrow(10)
	if _, shown := left(r); shown != 3 {
		t.Errorf("%d units are shown", shown)
	}
}
