package review

import (
	"slices"

	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/review"
)

// conditions are the comparisons of a unit, each with whether what was asked of it is met.
func (p *paper) conditions(u review.Unit) sheet.Table {
	t := p.results(u.Code)
	t.Columns = append(t.Columns, p.column("met", 15, false))
	n, i := map[string]int{}, 0
	for _, r := range p.r.Rows {
		if r.Unit != u.Code {
			continue
		}
		met := condition(r)
		n[met]++
		t.Rows[i].Cells = append(t.Rows[i].Cells, sheet.T(p.w.Word(rules.Msg("review.met", "met", met))))
		i++
	}
	if n["none"] == len(t.Rows) && !slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return r.Unit == u.Code && !r.Hidden }) {
		t.Rows, t.Empty = nil, p.w.Key("review.hidden_all") // nothing of it is shown
	}
	t.Title = p.w.Word(rules.Msg("review.doc.conditions", "unit", u.Name, "some", n["met"]+n["failed"]+n["open"]+n["undecided"]+n["unreconciled"] > 0,
		"met", n["met"], "failed", n["failed"], "open", n["open"], "undecided", n["undecided"], "unreconciled", n["unreconciled"]))
	return t
}

// condition is whether "not worse by more than the margin" is met.
func condition(r review.Row) string {
	switch r.Verdict {
	case review.Better, review.NotWorse:
		return "met"
	case review.Worse:
		return "failed"
	case review.NotEnough:
		return "open"
	case review.Undecided:
		return "undecided"
	case review.Unreconciled:
		return "unreconciled"
	case review.NotCounted:
	}
	return "none"
}

// sum is how many comparisons there are of each verdict, and how many units have none.
func (p *paper) sum() string {
	n, lower := map[review.Verdict]int{}, 0
	told := map[string]bool{}
	for _, r := range p.r.Rows {
		if r.Hidden || r.Verdict == review.NotCounted {
			continue
		}
		n[r.Verdict]++
		told[r.Unit] = true
		if r.Verdict == review.NotWorse && r.Below {
			lower++
		}
	}
	silent, units := 0, 0
	for _, u := range p.r.Units {
		if u.Decision == "" {
			continue
		}
		if units++; !told[u.Code] {
			silent++
		}
	}
	return p.w.Word(rules.Msg("review.doc.sum", "n", p.r.Comparisons(), "better", n[review.Better], "not_worse", n[review.NotWorse], "lower", lower,
		"worse", n[review.Worse], "not_enough", n[review.NotEnough], "undecided", n[review.Undecided], "unreconciled", n[review.Unreconciled], "silent", silent, "units", units))
}
