package review

import (
	"slices"
	"strings"

	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// drawnAt is when the figures were drawn, and where their own days are told.
func (p *paper) drawnAt(sources bool) string {
	return p.w.Word(rules.Msg("review.doc.drawn", "at", p.r.Made, "sources", sources))
}

// sourcesTable is who recorded what, when.
func (p *paper) sourcesTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.sources"), Columns: []sheet.Column{
		p.column("question", 26, true), p.column("recorded", 26, true), p.column("time_before", 18, false), p.column("time_during", 18, false), p.column("numbers", 16, false),
	}}
	for _, s := range p.r.Sources {
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{
			sheet.T(p.question(review.Row{Question: s.Question, Name: s.Name})), sheet.T(p.w.Word(rules.Msg("review.source", "q", string(s.Question), "by", s.By))),
			sheet.T(p.between(s.BeforeFirst, s.BeforeLast)), sheet.T(p.between(s.First, s.Last)), sheet.T(p.numbers(s)),
		}})
	}
	return t
}

func (p *paper) between(first, last rules.Date) string {
	return p.w.Word(rules.Msg("review.between", "some", first != 0, "first", first, "last", last))
}

// numbers is how much was counted before and during the pilot, in the whole that the review is about.
func (p *paper) numbers(s review.Source) string {
	for _, r := range p.r.Rows {
		q, _ := r.Question.Bare()
		same := q == s.Question || s.Question == survey.KeyPulse && q.Of(s.Question) // which has no question of all
		if !same || r.Name != s.Name || r.Unit != p.r.Scope || r.Hidden {
			continue
		}
		switch {
		case r.Later != nil && r.Against != review.AgainstOthers:
			before := 0
			if r.Earlier != nil {
				before = r.Earlier.All
			}
			return p.w.Word(rules.Msg("review.numbers", "of", countedIn(r), "before", before, "during", r.Later.All))
		case r.Persons > 0 && s.Question == review.Volume:
			return p.w.Word(rules.Msg("review.numbers", "of", countedIn(r), "before", 0, "during", r.Persons))
		}
	}
	return "–"
}

// late are the changes of what the review is judged by that came after the first day, each with what it would change.
func (p *paper) late() (out []string) {
	for _, l := range p.r.Late {
		frozen := !slices.ContainsFunc(p.r.Late, func(o review.Late) bool { return o.Added && o.Question == l.Question && o.Agency == l.Agency })
		out = append(out, p.w.Word(rules.Msg("review.method.late", "question", p.question(review.Row{Question: l.Question, Name: l.Name}),
			"before", percent(l.Before), "after", percent(l.After), "at", l.At, "reason", strings.TrimSuffix(l.Reason, "."), "added", l.Added, "dropped", l.Dropped, "same", l.Before == l.After,
			"agency", l.Agency, "judged", l.Judged > 0, "by", percent(l.Judged), "frozen", frozen, "other", p.otherwise(l))))
	}
	return out
}

// otherwise is how many verdicts the changed margin would make others.
func (p *paper) otherwise(l review.Late) (n int) {
	for _, r := range p.r.Rows {
		if r.Hidden || r.Proposed || !r.Question.Of(l.Question) || r.Name != l.Name || l.Agency != "" && p.unit(r.Unit) != l.Agency {
			continue
		}
		if r.By(l.After) != r.Verdict {
			n++
		}
	}
	return n
}
