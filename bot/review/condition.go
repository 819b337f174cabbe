package review

import (
	"math"
	"slices"
	"strings"

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

// sum is how many comparisons of the whole there are of each verdict, how many of units, and how many units have none.
func (p *paper) sum() string {
	n, lower, whole, parts := map[review.Verdict]int{}, 0, 0, 0
	told := map[string]bool{}
	for _, r := range p.r.Rows {
		if r.Hidden || r.Verdict == review.NotCounted {
			continue
		}
		if told[r.Unit] = true; r.Unit != p.r.Scope {
			parts++
			continue
		}
		whole++
		n[r.Verdict]++
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
	return p.w.Word(rules.Msg("review.doc.sum", "whole", p.scope(), "n", whole, "parts", parts, "better", n[review.Better], "not_worse", n[review.NotWorse], "lower", lower,
		"worse", n[review.Worse], "not_enough", n[review.NotEnough], "undecided", n[review.Undecided], "unreconciled", n[review.Unreconciled], "silent", silent, "units", units))
}

// falls names what became worse, whatever the verdict, with its size; empty where nothing did.
func (p *paper) falls() string {
	var list []string
	for _, r := range p.r.Rows {
		if !r.Hidden && (r.Below || r.Verdict == review.Worse) {
			list = append(list, p.w.Word(rules.Msg("review.fall", "question", p.question(r), "unit", p.unit(r.Unit), "size", apart(math.Abs(r.Value), r.Margin))))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return p.w.Word(rules.Msg("review.falls", "n", len(list), "list", strings.Join(list, "; ")))
}
