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

// sourcesTable is who recorded what, when, of how many who were asked, and who entered and checked it.
func (p *paper) sourcesTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.sources"), Columns: []sheet.Column{
		p.column("question", 24, true), p.column("recorded", 23, true), p.column("time_before", 18, false), p.column("time_during", 18, false), p.column("numbers", 25, true), p.column("entered", 20, true),
	}}
	for _, s := range p.r.Sources {
		var cells []sheet.Cell
		for _, text := range p.sourceCells(s) {
			cells = append(cells, sheet.T(text))
		}
		t.Rows = append(t.Rows, sheet.Row{Cells: cells})
	}
	return t
}

func (p *paper) sourceCells(s review.Source) []string {
	q, form := s.Question.Bare()
	return []string{
		p.question(review.Row{Question: s.Question, Name: s.Name}), p.w.Word(rules.Msg("review.source", "q", string(q), "form", form, "by", s.By)),
		p.between(s.BeforeFirst, s.BeforeLast), p.between(s.First, s.Last),
		p.w.Word(rules.Msg("review.asked", "numbers", p.numbers(s), "form", form, "staff", q == survey.KeyPulse, "n", s.Asked, "open", s.Open, "handed", s.Handed)),
		p.w.Word(rules.Msg("review.entered", "clerks", s.Clerks, "seconds", s.Seconds)),
	}
}

// share is a part of the whole in percent, with its counts.
func (p *paper) share(s review.Share) string {
	return p.w.Word(rules.Msg("review.share", "percent", percent(s.Value()), "of", s.Of, "all", s.All))
}

// gaps are where the documents of the months say another thing than a unit's comparisons.
func (p *paper) gaps(unit string) (out []string) {
	for _, g := range p.r.Gaps {
		if g.Unit == unit {
			out = append(out, p.gap(g))
		}
	}
	return out
}

func (p *paper) allGaps() (out []string) {
	for _, g := range p.r.Gaps {
		out = append(out, p.gap(g))
	}
	return out
}

func (p *paper) gap(g review.Gap) string {
	return p.w.Word(rules.Msg("review.gap", "question", p.question(review.Row{Question: g.Question, Name: g.Name}), "unit", p.unit(g.Unit), "before", g.Before, "first", p.month(g.First), "last", p.month(g.Last),
		"documents", p.share(g.Documents), "used", p.share(g.Used), "without", strings.Join(g.Without, ", "), "missing", strings.Join(g.Missing, ", ")))
}

// chance is how many verdicts chance alone would give.
func (p *paper) chance() string {
	const every = 40 // 2.5 % to each side
	n, better, lower := p.r.Comparisons(), 0, 0
	for _, r := range p.r.Rows {
		switch {
		case r.Hidden:
		case r.Verdict == review.Better:
			better++
		case r.Below, r.Verdict == review.Worse:
			lower++
		}
	}
	return p.w.Word(rules.Msg("review.method.many", "n", n, "from", n/every, "to", (n+every-1)/every, "better", better, "lower", lower))
}

func (p *paper) between(first, last rules.Date) string {
	return p.w.Word(rules.Msg("review.between", "some", first != 0, "first", first, "last", last))
}

// numbers is how much was counted before and during the pilot, in the whole that the review is about.
func (p *paper) numbers(s review.Source) string {
	asked, forms := s.Question.Bare()
	for _, r := range p.r.Rows {
		q, form := r.Question.Bare()
		same := form == forms && (q == asked || asked == survey.KeyPulse && q.Of(asked)) // which has no question of all
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
			"before", percent(l.Before), "after", percent(l.After), "at", l.At, "document", l.Document, "dated", l.Dated, "reason", strings.TrimSuffix(l.Reason, "."), "added", l.Added, "dropped", l.Dropped, "same", l.Before == l.After,
			"agency", l.Agency, "judged", l.Judged > 0, "by", percent(l.Judged), "frozen", frozen, "other", p.otherwise(l))))
	}
	return out
}

// otherwise is how many verdicts the changed margin would make others.
func (p *paper) otherwise(l review.Late) (n int) {
	for _, r := range p.r.Rows {
		if r.Hidden || r.Proposed || r.Verdict == review.Unreconciled || !r.Question.Of(l.Question) || r.Name != l.Name || l.Agency != "" && p.unit(r.Unit) != l.Agency {
			continue
		}
		if r.By(l.After) != r.Verdict {
			n++
		}
	}
	return n
}
