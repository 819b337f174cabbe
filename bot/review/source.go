package review

import (
	"strings"

	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// drawnAt is when the figures were drawn, and where their own days are told.
func (p *paper) drawnAt(sources bool) string {
	annex := ""
	if sources {
		annex = p.sourceAnnex()
	}
	return p.w.Word(rules.Msg("review.doc.drawn", "at", p.r.Made, "annex", annex))
}

// sourcesTable is who recorded what, when, of how many who were asked, and who entered and checked it.
func (p *paper) sourcesTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.sources"), Columns: []sheet.Column{
		p.column("question", 24, true), p.column("recorded", 23, true), p.column("time_before", 18, false), p.column("time_during", 18, false), p.column("numbers", 25, true), p.column("entered", 20, true),
	}}
	if p.r.Joined {
		t.Columns = append([]sheet.Column{p.column("agency", 18, true)}, t.Columns...)
	}
	t.Below = p.doubts(every)
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
	if p.r.Joined {
		return append([]string{p.unit(s.Unit)}, p.sourced(s, q, form)...)
	}
	return p.sourced(s, q, form)
}

func (p *paper) sourced(s review.Source, q review.Question, form bool) []string {
	return []string{
		p.question(review.Row{Question: s.Question, Name: s.Name}), p.w.Word(rules.Msg("review.source", "q", string(q), "form", form, "by", s.By)),
		p.between(s.BeforeFirst, s.BeforeLast), p.between(s.First, s.Last),
		p.w.Word(rules.Msg("review.asked", "numbers", p.numbers(s), "open", s.Open, "handed", s.Handed)),
		p.w.Word(rules.Msg("review.entered", "clerks", s.Clerks, "seconds", s.Seconds)),
	}
}

// share is a part of the whole in percent, with its counts.
func (p *paper) share(s review.Share) string {
	return p.w.Word(rules.Msg("review.share", "percent", percent(s.Value()), "of", s.Of, "all", s.All))
}

// gaps are where the documents of the months say another thing than a unit's comparisons.
func (p *paper) gaps(unit string) []string {
	return p.doubts(func(of string) bool { return of == unit || p.r.Joined && unit == "" })
}

func (p *paper) gap(g review.Gap) string {
	return p.w.Word(rules.Msg("review.gap", "question", p.question(review.Row{Question: g.Question, Name: g.Name}), "unit", p.unit(g.Unit), "before", g.Before, "first", p.month(g.First), "last", p.month(g.Last),
		"documents", p.share(g.Documents), "used", p.share(g.Used), "without", strings.Join(g.Without, ", "), "missing", strings.Join(g.Missing, ", "),
		"partial", g.Partial(), "has", g.Documents.All, "all", g.Used.All))
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

// numbers is how much was counted before and during the pilot, in the whole that the review is about or the agency whose source it is; of
// whom was asked by name or given a form, with the part that answered.
func (p *paper) numbers(s review.Source) string {
	before, during, of := p.answers(s)
	_, form := s.Question.Bare()
	switch {
	case during == 0:
		return nothing
	case s.Asked+s.AskedBefore > 0:
		return p.w.Word(rules.Msg("review.responses", "form", form, "before", before, "rate_before", p.rate(before, s.AskedBefore), "during", during, "rate", p.rate(during, s.Asked)))
	}
	return p.w.Word(rules.Msg("review.numbers", "of", of, "before", before, "during", during))
}

// nothing was counted.
const nothing = "–"

// answers is how much was counted of a source, before and during the pilot, and of what.
func (p *paper) answers(s review.Source) (before, during int, of string) {
	asked, forms := s.Question.Bare()
	unit := p.r.Scope
	if p.r.Joined {
		unit = s.Unit
	}
	for _, r := range p.r.Rows {
		q, form := r.Question.Bare()
		same := form == forms && (q == asked || asked == survey.KeyPulse && q.Of(asked)) // which has no question of all
		if !same || r.Name != s.Name || r.Unit != unit || r.Hidden {
			continue
		}
		if before, during = countedBy(r, s); during > 0 {
			return before, during, countedIn(r)
		}
	}
	return 0, 0, ""
}

// countedBy is how much a row of a source counts, before and during the pilot; 0 where it is no row of what the source counts.
func countedBy(r review.Row, s review.Source) (before, during int) {
	switch {
	case r.Later != nil && r.Against != review.AgainstOthers:
		if r.Earlier != nil {
			before = r.Earlier.All
		}
		return before, r.Later.All
	case s.Question == review.Volume:
		return 0, r.Persons
	}
	return 0, 0
}

// rate is how many of those who were asked answered, empty where nobody knows how many were.
func (p *paper) rate(n, asked int) string {
	if asked == 0 {
		return ""
	}
	return p.w.Word(rules.Msg("review.rate", "n", n, "asked", asked, "percent", percent(float64(n)/float64(asked))))
}
