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
	unclear := n["open"] + n["undecided"] + n["unreconciled"]
	fell := 0
	for _, key := range []string{"fell_open", "others_open", "office_open", "fell_undecided", "others_undecided", "office_undecided"} {
		fell += n[key]
	}
	t.Title = p.w.Word(rules.Msg("review.doc.conditions", "unit", u.Name, "all", n["met"]+n["better"]+n["failed"]+fell+unclear, "met", n["met"], "better", n["better"], "failed", n["failed"], "unclear", unclear,
		"fell_open", n["fell_open"], "others_open", n["others_open"], "office_open", n["office_open"],
		"fell_undecided", n["fell_undecided"], "others_undecided", n["others_undecided"], "office_undecided", n["office_undecided"]))
	t.Below = append(t.Below, p.readers(u.Code)...)
	return t
}

// condition is whether "not worse by more than the margin" is met.
func condition(r review.Row) string {
	switch r.Verdict {
	case review.Better, review.NotWorse:
		if r.Proposed { // better than before takes no margin
			return "better"
		}
		return "met"
	case review.Worse:
		return "failed"
	case review.NotEnough:
		return lower(r, "open")
	case review.Undecided:
		return lower(r, "undecided")
	case review.Unreconciled:
		return "unreconciled"
	case review.NotCounted:
	}
	return "none"
}

// lower is what is open of a row, told apart where it got worse, or is worse than what it stands beside.
func lower(r review.Row, open string) string {
	switch {
	case !r.Below:
		return open
	case r.Against == review.AgainstOthers, r.Against == review.AgainstOffice:
		return string(r.Against) + "_" + open
	}
	return "fell_" + open
}

// hidesWhole reports whether a result of the whole is not published.
func (p *paper) hidesWhole() bool {
	return slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return r.Unit == p.r.Scope && r.Hidden })
}

// comparisons is how many there are of what the review is about, or of the units in it.
func (p *paper) comparisons(whole bool) (n int) {
	for _, r := range p.r.Rows {
		if !r.Hidden && r.Verdict != review.NotCounted && whole == (r.Unit == p.r.Scope) {
			n++
		}
	}
	return n
}

// sum is how many results there are of each verdict in what the review is about; those of its units are counted apart, and so are the
// units that have none.
func (p *paper) sum() string {
	n, lower := map[review.Verdict]int{}, map[review.Verdict]int{}
	told := map[string]bool{}
	for _, r := range p.r.Rows {
		if r.Hidden || r.Verdict == review.NotCounted {
			continue
		}
		told[r.Unit] = true
		if r.Unit != p.r.Scope {
			continue
		}
		n[r.Verdict]++
		if r.Below {
			lower[r.Verdict]++
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
	return p.w.Word(rules.Msg("review.doc.sum", "n", p.comparisons(true), "parts", p.comparisons(false), "whole", p.scope(), "joined", p.r.Joined, "better", n[review.Better], "not_worse", n[review.NotWorse], "lower", lower[review.NotWorse], "open_lower", lower[review.NotEnough], "undecided_lower", lower[review.Undecided],
		"worse", n[review.Worse], "not_enough", n[review.NotEnough]-lower[review.NotEnough], "undecided", n[review.Undecided]-lower[review.Undecided], "unreconciled", n[review.Unreconciled], "silent", silent, "units", units, "plain", p.plain()))
}
