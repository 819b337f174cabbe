package review

import (
	"slices"
	"strings"

	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/review"
)

// document is the review laid out as an administrative report: the numbers are filled in, what they mean is left to its author.
func (p *paper) document() sheet.Form {
	f := sheet.Form{
		Agency: p.w.Word(rules.Msg("review.doc.above", "name", p.r.Above)), Unit: upper(p.r.Agency), Motto: []string{p.w.Key("week_list.state"), p.w.Key("week_list.motto")},
		Title: p.w.Key("review.doc.title"), Period: p.w.Word(rules.Msg("review.doc.about", "scope", p.scope(), "first", p.r.First, "last", p.r.Last, "joined", p.r.Joined, "n", len(p.r.Units), "names", p.agencies())),
		Number: p.w.Key("review.doc.number"), Dated: p.w.Key("review.doc.place"),
		Says: p.w.Key("review.sipas"), Page: p.w.Key("sheet.page"),
	}
	first := sheet.Page{Tab: p.w.Key("review.doc.title"), Lines: p.grounds()}
	first.Lines = append(first.Lines, p.period(), p.drawnAt(len(p.r.Sources) > 0), p.means())
	if p.r.Joined {
		first.Lines = append(first.Lines, p.w.Key("review.doc.joined"))
	}
	first.Tables = []sheet.Table{p.results(p.r.Scope), p.scopeTable(), p.usesTable()}
	first.Tables[0].Title = p.w.Key("review.doc.results")
	if len(p.r.Sources) > 0 {
		first.Tables = append(first.Tables, p.sourcesTable())
	}
	if len(p.r.Handed) > 0 {
		first.Tables = append(first.Tables, p.handedTable())
	}
	f.Pages = append(f.Pages, first)
	if checks := p.checkTables(); len(checks) > 0 {
		f.Pages = append(f.Pages, sheet.Page{Tab: p.w.Key("review.doc.checks"), Title: p.w.Key("review.doc.checks"), Lines: []string{p.w.Key("review.doc.checks_note"), p.sum()}, Tables: checks})
	}
	f.Pages = append(f.Pages, sheet.Page{
		Tab: p.w.Key("review.doc.judgement"), Title: p.w.Key("review.doc.judgement"), Lines: []string{p.w.Key("review.doc.blank")},
		Tables: []sheet.Table{p.openTable()}, Notes: p.method(),
		Signatures: []sheet.Signature{{Who: p.w.Key("review.doc.to"), Below: p.w.Key("review.doc.to_list")}, {Who: p.w.Key("review.doc.head"), Below: p.w.Key("review.doc.sign")}},
	})
	return f
}

// means is what "better than before" means, and what it does not.
func (p *paper) means() string {
	var whole review.Use
	for _, u := range p.r.Uses {
		if u.Unit == p.r.Scope && !u.Hidden {
			whole = u
		}
	}
	return p.w.Word(rules.Msg("review.doc.means", "some", whole.Persons > 0, "days", days(whole.Average())))
}

// grounds are the decisions by which units take part (căn cứ).
func (p *paper) grounds() (out []string) {
	seen := map[string]bool{}
	for _, u := range p.r.Units {
		if u.Decision != "" && !seen[u.Decision] {
			seen[u.Decision] = true
			out = append(out, p.w.Word(rules.Msg("review.doc.ground", "decision", u.Decision, "dated", u.DecidedOn != 0, "on", u.DecidedOn)))
		}
	}
	return out
}

func (p *paper) column(key string, share float64, left bool) sheet.Column {
	return sheet.Column{Head: p.w.Key("review.column." + key), Share: share, Left: left}
}

// results are the comparisons of a unit, or of the whole.
func (p *paper) results(unit string) sheet.Table {
	t := sheet.Table{Empty: p.w.Key("review.nothing"), Columns: []sheet.Column{
		p.column("question", 30, true), p.column("measured", 43, true), p.column("margin", 13, false), p.column("verdict", 18, false),
	}}
	agencies := p.r.Joined && unit == ""
	if agencies {
		t.Columns = append(t.Columns, p.column("agencies", 16, false))
	}
	for _, r := range p.r.Rows {
		if r.Unit == unit {
			t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.ways(r)), sheet.T(p.measured(r)), sheet.T(p.margin(r)), sheet.T(p.verdict(r))}})
			if last := &t.Rows[len(t.Rows)-1]; agencies {
				last.Cells = append(last.Cells, sheet.T(p.w.Word(rules.Msg("review.agencies", "n", len(r.Agencies), "all", len(p.r.Units), "names", strings.Join(r.Agencies, ", ")))))
			}
		}
	}
	return t
}

// agencies are the names of those whose reviews were joined.
func (p *paper) agencies() string {
	var names []string
	for _, u := range p.r.Units {
		names = append(names, u.Name)
	}
	return strings.Join(names, ", ")
}

// ways is a question, with which way is better where that is down.
func (p *paper) ways(r review.Row) string {
	return p.w.Word(rules.Msg("review.ways", "question", p.question(r), "lower", r.Lower))
}

func (p *paper) margin(r review.Row) string {
	return p.w.Word(rules.Msg("review.margin", "n", percent(r.Margin), "proposed", r.Proposed))
}

// scopeTable is which units take part.
func (p *paper) scopeTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.scope"), Empty: p.w.Key("review.doc.no_units"), Columns: []sheet.Column{
		p.column("unit", 40, true), p.column("decision", 26, false), p.column("from", 17, false), p.column("to", 17, false),
	}}
	for _, u := range p.r.Units {
		if u.Decision == "" && p.r.Joined {
			t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(u.Name), {Text: p.w.Key("review.doc.no_decision"), Over: 2}}})
		}
		if u.Decision != "" {
			t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(u.Name), sheet.T(u.Decision), sheet.T(p.day(u.First)), sheet.T(p.day(u.Last))}})
		}
	}
	return t
}

func (p *paper) day(d rules.Date) string {
	return p.w.Word(rules.Msg("review.day", "some", d != 0, "day", d))
}

// usesTable is how much of the pilot was used.
func (p *paper) usesTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.uses"), Empty: p.w.Key("review.doc.no_uses"), Columns: []sheet.Column{
		p.column("unit", 40, true), p.column("days", 14, false), p.column("persons", 16, false), p.column("above", 15, false), p.column("lifted", 15, false),
	}}
	for _, u := range p.r.Uses {
		if u.Hidden {
			t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.unit(u.Unit)), {Text: p.w.Key("review.hidden"), Over: 3}}})
			continue
		}
		days := float64(u.Halves) / 2 //nolint:mnd // halves of a day
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.unit(u.Unit)), sheet.N(p.w.Word(rules.Days(u.Halves)), days), count(u.Persons), p.countIf(u.Above), p.countIf(u.Lifted)}})
	}
	return t
}

// handedTable is what was counted elsewhere, month by month, with the document that it comes from.
func (p *paper) handedTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.handed"), Columns: []sheet.Column{
		p.column("question", 30, true), p.column("unit", 24, true), p.column("month", 10, false), p.column("measured", 18, false), p.column("document", 18, false),
	}}
	for _, h := range p.r.Handed {
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.question(review.Row{Question: h.Question, Name: h.Name})), sheet.T(p.unit(h.Unit)), sheet.T(p.month(h.Month)),
			sheet.T(p.w.Word(rules.Msg("review.share", "percent", percent(h.Share.Value()), "of", h.Share.Of, "all", h.Share.All))), sheet.T(h.Document)}})
	}
	return t
}

func (p *paper) month(m rules.Date) string {
	return p.w.Word(rules.Msg("review.month", "month", int(m.Month()), "year", m.Year()))
}

// checkTables are the conditions for widening, a table for each unit that takes part, or for each agency.
func (p *paper) checkTables() (out []sheet.Table) {
	some := slices.ContainsFunc(p.r.Units, func(u review.Unit) bool { return u.Decision != "" })
	for _, u := range p.r.Units {
		if some && !p.r.Joined && u.Decision == "" { // of agencies beside each other all are shown
			continue
		}
		out = append(out, p.conditions(u))
	}
	return out
}

// openTable is what can't be said yet, and what it would take.
func (p *paper) openTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.open"), Empty: p.w.Key("review.doc.nothing_open"), Columns: []sheet.Column{
		p.column("unit", 26, true), p.column("question", 30, true), p.column("takes", 44, true),
	}}
	for _, r := range p.r.Rows {
		if r.More != nil {
			t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.unit(r.Unit)), sheet.T(p.question(r)), sheet.T(p.more(r))}})
		}
	}
	return t
}

// method is how the figures were made, and what they are not.
func (p *paper) method() []string {
	out := []string{
		p.w.Key("review.method.cause"), p.w.Key("review.method.shares"), p.w.Key("review.method.verdicts"), p.w.Key("review.method.pairs"), p.w.Key("review.method.months"),
		p.w.Key("review.method.hidden"), p.w.Word(rules.Msg("review.method.many", "n", p.r.Comparisons())), p.w.Key("review.sipas"),
	}
	if slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return answered(r.Question) }) {
		out = append(out, p.w.Key("review.method.survey"))
	}
	out = append(out, p.late()...)
	if len(p.r.Undecided) > 0 {
		var names []string
		for _, q := range p.r.Undecided {
			names = append(names, p.question(review.Row{Question: q}))
		}
		out = append(out, p.w.Word(rules.Msg("review.method.undecided", "questions", strings.Join(names, "; "))))
	}
	return out
}
