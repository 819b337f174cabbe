package review

import (
	"slices"
	"strings"

	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
)

// document is the review laid out as an administrative report: the numbers are filled in, what they mean is left to its author.
func (p *paper) document() sheet.Form {
	f := sheet.Form{
		Agency: p.w.Word(rules.Msg("review.doc.above", "name", upper(p.r.Above))), Unit: upper(p.r.Agency), Motto: []string{p.w.Key("week_list.state"), p.w.Key("week_list.motto")},
		Title: p.w.Key("review.doc.title"), Period: p.about(), Number: p.w.Word(rules.Msg("review.doc.number", "mark", p.mark())), Dated: p.w.Key("review.doc.place"), Decree: true,
	}
	opening := p.w.Word(rules.Msg("review.doc.opening", "agency", p.r.Agency))
	direct := p.direct()
	f.Pages = []sheet.Page{
		{Tab: p.w.Key("review.doc.title"), Grounds: p.grounds(), Lines: []string{opening}},
		p.part("review.doc.summary", p.brief()...), p.part("review.doc.results", append(p.home(), direct)...), p.part("review.doc.scope"), p.part("review.doc.uses"),
		p.part("review.doc.judgement", p.w.Key("review.doc.blank")),
	}
	const results, scope, uses, judgement = 2, 3, 4, 5
	table := p.results(p.r.Scope)
	table.Below = slices.Concat(table.Below, []string{p.marginNote()}, p.readers(p.r.Scope), p.returns(), p.unchecked(), p.uneven(), p.gaps(p.r.Scope), p.others())
	const brief = 1
	f.Pages[brief].Strong, f.Pages[results].Strong = slices.Concat(p.fell(), p.same()), []string{direct}
	f.Pages[results].Tables, f.Pages[scope].Tables, f.Pages[uses].Tables = []sheet.Table{table}, []sheet.Table{p.scopeTable()}, []sheet.Table{p.usesTable()}
	f.Pages[judgement].Signatures = []sheet.Signature{{Who: p.w.Key("review.doc.to"), Below: p.w.Key("review.doc.to_list")}, {Who: p.w.Word(rules.Msg("review.doc.head", "title", upper(p.r.Signs))), Below: p.w.Key("review.doc.sign")}}
	for _, annex := range p.annexes() {
		annex.Annex = true
		f.Pages = append(f.Pages, annex)
	}
	return f
}

// about is what the report is about (trích yếu).
func (p *paper) about() string {
	return p.w.Word(rules.Msg("review.doc.about", "scope", p.scope(), "first", p.r.First, "last", p.r.Last, "joined", p.r.Joined, "n", len(p.r.Units), "names", p.agencies()))
}

// part is one of the document that goes on where the one before ended.
func (p *paper) part(key string, lines ...string) sheet.Page {
	title := p.w.Key(key)
	return sheet.Page{Tab: title, Title: title, Lines: lines, Flows: true}
}

// brief is the summary: how many comparisons of each verdict, of which days, and what they do not say.
func (p *paper) brief() []string {
	out := append([]string{p.sum()}, p.fell()...)
	out = append(append(out, p.same()...), p.uneven()...)
	out = append(out, p.direct())
	out = append(append(out, p.period()), p.open()...)
	out = append(out, p.drawnAt(len(p.r.Sources) > 0), p.w.Key("review.doc.means"))
	if p.r.Joined {
		out = append(out, p.w.Key("review.doc.joined"))
	}
	return append(append(out, p.late()...), p.w.Key("review.doc.sipas"))
}

// annexes are what stands behind the report: unit by unit, where the figures come from, what is missing, how they were made.
func (p *paper) annexes() (out []sheet.Page) {
	addAs := func(title string, lines []string, tables ...sheet.Table) {
		a := sheet.Page{Tab: title, Title: title, Lines: lines}
		a.Number, a.Title, a.Tables, a.Flows = p.w.Word(rules.Msg("review.doc.annex", "n", roman(len(out)))), upper(a.Title), tables, false // each begins a page, with numbers of its own
		a.With = p.w.Word(rules.Msg("review.doc.annex_of", "mark", p.mark(), "agency", p.r.Agency))
		out = append(out, a)
	}
	add := func(key string, lines []string, tables ...sheet.Table) { addAs(p.w.Key(key), lines, tables...) }
	if checks := p.checkTables(); len(checks) > 0 {
		addAs(p.w.Word(rules.Msg("review.doc.checks", "joined", p.r.Joined)), []string{p.w.Word(rules.Msg("review.doc.checks_note", "joined", p.r.Joined))}, checks...)
	}
	var tables []sheet.Table
	if len(p.r.Sources) > 0 {
		t := p.sourcesTable()
		t.Title = ""
		tables = append(tables, t)
	}
	if len(p.r.Handed) > 0 {
		tables = append(tables, p.handedTable())
	}
	if len(tables) > 0 {
		add("review.doc.sources", nil, tables...)
	}
	open := p.openTable()
	open.Title = ""
	add("review.doc.open", []string{p.w.Key("review.doc.open_note")}, open)
	add("review.tab.method", p.method())
	return out
}

// grounds are the decisions by which units take part (căn cứ).
func (p *paper) grounds() (out []string) {
	var list []review.Unit
	for _, u := range p.r.Units {
		if u.Decision != "" && !slices.ContainsFunc(list, func(o review.Unit) bool { return o.Decision == u.Decision }) {
			list = append(list, u)
		}
	}
	for i, u := range list {
		out = append(out, p.w.Word(rules.Msg("review.doc.ground", "decision", u.Decision, "dated", u.DecidedOn != 0, "day", u.DecidedOn.Day(), "month", int(u.DecidedOn.Month()), "year", u.DecidedOn.Year(), "last", i == len(list)-1)))
	}
	return out
}

func (p *paper) column(key string, share float64, left bool) sheet.Column {
	return sheet.Column{Head: p.w.Key("review.column." + key), Share: share, Left: left}
}

// results are the comparisons of a unit, or of the whole.
func (p *paper) results(unit string) sheet.Table {
	t := sheet.Table{Empty: p.w.Key("review.nothing"), Columns: []sheet.Column{
		p.column("question", 27, true), p.column("measured", 38, true), p.column("margin", 17, false), p.column("verdict", 20, false),
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
	if unit == p.r.Scope {
		t.Below = p.hides(hidden(t, p.w.Key("review.hidden")))
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

// scopeTable is which units take part, with how many of their staff were at home.
func (p *paper) scopeTable() sheet.Table {
	t := sheet.Table{Empty: p.w.Key("review.doc.no_units"), Columns: []sheet.Column{
		p.column("unit", 30, true), p.column("decision", 24, false), p.column("from", 16, false), p.column("to", 16, false), p.column("staff", 14, false), p.column("took", 17, false),
	}}
	for _, u := range p.taking() {
		people := []sheet.Cell{p.countIf(u.Staff), p.countIf(u.Took)}
		if u.Control {
			t.Rows = append(t.Rows, p.idleRow(u))
			continue
		}
		if u.Decision == "" {
			t.Rows = append(t.Rows, sheet.Row{Cells: append([]sheet.Cell{sheet.T(u.Name), {Text: p.w.Key("review.doc.no_decision"), Over: 2}}, people...)})
			continue
		}
		name := u.Name
		if u.Of != "" {
			name = p.w.Word(rules.Msg("review.part", "unit", u.Name))
		}
		t.Rows = append(t.Rows, sheet.Row{Cells: append([]sheet.Cell{sheet.T(name), sheet.T(u.Decision), sheet.T(p.day(u.First)), sheet.T(p.day(u.Last))}, people...)})
	}
	if len(t.Rows) > 0 && (p.r.Staff != nil || p.r.Took != nil) {
		whole := sheet.Row{Cells: []sheet.Cell{{Text: p.w.Key("review.agency"), Over: 3}, p.countIf(p.r.Staff), p.countIf(p.r.Took)}} //nolint:mnd // the columns of a decision
		t.Rows = append([]sheet.Row{whole}, t.Rows...)
	}
	idle := p.idle()
	if len(idle) > 0 && !p.r.Joined {
		t.Rows = append(t.Rows, p.idleRow(p.together(idle)))
	}
	note := p.w.Word(rules.Msg("review.doc.people_note", "last", p.r.Last, "idle", len(idle) > 0))
	t.Below = slices.Concat(p.hides(hidden(t, p.w.Key("review.hidden"))), []string{note}, p.controls())
	return t
}

// idleRow closes the sum: the units that take no part, with how many are in them.
func (p *paper) idleRow(all review.Unit) sheet.Row {
	return sheet.Row{Cells: []sheet.Cell{{Text: p.w.Word(rules.Msg("review.idle", "names", all.Name)), Over: 3}, p.countIf(all.Staff), sheet.T("–")}} //nolint:mnd // the columns of a decision
}

// together are units that take no part as one; how many are in them is told where that of each is.
func (p *paper) together(idle []review.Unit) review.Unit {
	all, shown := 0, true
	for _, u := range idle {
		all, shown = all+number(u.Staff), shown && u.Staff != nil
	}
	out := review.Unit{Name: p.idleNames(idle), Control: true}
	if shown {
		out.Staff = &all
	}
	return out
}

// idle are the units that take no part, those on top of each branch; of joined reviews those of all agencies.
func (p *paper) idle() []review.Unit {
	if p.r.Joined {
		return p.r.Beside
	}
	return slices.DeleteFunc(p.r.Idle(), func(u review.Unit) bool { return u.Name == p.r.Agency })
}

// beside are those of an agency whose review is joined.
func (p *paper) beside(agency review.Unit) (out []review.Unit) {
	for _, u := range p.r.Beside {
		if p.r.Joined && u.Of == agency.Code {
			out = append(out, u)
		}
	}
	return out
}

func (p *paper) idleNames(idle []review.Unit) string {
	const named = 6
	var names []string
	for _, u := range idle[:min(len(idle), named)] {
		names = append(names, u.Name)
	}
	return p.w.Word(rules.Msg("review.names", "names", strings.Join(names, ", "), "more", max(0, len(idle)-named)))
}

// hidden reports whether a cell of a table is not published.
func hidden(t sheet.Table, word string) bool {
	return slices.ContainsFunc(t.Rows, func(r sheet.Row) bool {
		return slices.ContainsFunc(r.Cells, func(c sheet.Cell) bool { return c.Text == word })
	})
}

// hides is why some figures are not published, where there are some.
func (p *paper) hides(some bool) []string {
	if !some {
		return nil
	}
	return []string{p.w.Key("review.hides")}
}

// taking are the units that take part; of several agencies each, with those of its own below it.
func (p *paper) taking() (out []review.Unit) {
	for _, u := range p.r.Units {
		if p.r.Joined || u.Decision != "" {
			out = append(out, u)
		}
		for _, x := range p.r.Parts {
			if x.Of == u.Code && x.Decision != "" {
				out = append(out, x)
			}
		}
		if beside := p.beside(u); len(beside) > 0 {
			out = append(out, p.together(beside))
		}
	}
	return out
}

// mark is what the numbers of the issuer's documents end with, empty where nobody is named.
func (p *paper) mark() string {
	if strings.HasPrefix(p.r.Agency, "[") {
		return ""
	}
	return review.Initials(p.r.Agency)
}

// roman is a small number from 0 on, counted from 1.
func roman(n int) string {
	return []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII"}[min(n, 7)] //nolint:mnd // the last of them
}

// papers is the document of a month, marked where it seems to be another agency's.
func (p *paper) papers(h review.Handed) string {
	return p.w.Word(rules.Msg("review.document", "document", h.Document, "foreign", h.Foreign))
}

// readers says of whom the answers are, and who reports the volume, where a unit's rows hold them.
func (p *paper) readers(unit string) []string {
	some := func(is func(review.Question) bool) bool {
		return slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return r.Unit == unit && !r.Hidden && is(r.Question) })
	}
	citizens, staff := some(func(q review.Question) bool { return q.Of(survey.KeySatisfaction) }), some(func(q review.Question) bool { return q.Of(pulse) })
	volume := some(func(q review.Question) bool { return q == review.Volume })
	if !citizens && !staff && !volume {
		return nil
	}
	return []string{p.w.Word(rules.Msg("review.doc.readers", "citizens", citizens, "staff", staff, "volume", volume))}
}

func (p *paper) day(d rules.Date) string {
	return p.w.Word(rules.Msg("review.day", "some", d != 0, "day", d))
}

// usesTable is how much of the pilot was used.
func (p *paper) usesTable() sheet.Table {
	t := sheet.Table{Empty: p.w.Key("review.doc.no_uses"), Columns: []sheet.Column{
		p.column("unit", 37, true), p.column("days", 14, false), p.column("persons", 19, false), p.column("above", 15, false), p.column("lifted", 15, false),
	}}
	for _, u := range p.r.Uses {
		if u.Hidden {
			t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.unit(u.Unit)), {Text: p.w.Key("review.hidden"), Over: 3}}})
			continue
		}
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.unit(u.Unit)), sheet.N(p.w.Word(days(u.Days())), u.Days()), p.count(u.Persons), p.countIf(u.Above), p.countIf(u.Lifted)}})
	}
	t.Below = p.hides(hidden(t, p.w.Key("review.hidden")))
	return t
}

// handedTable is what was counted elsewhere, month by month, with the document that it comes from.
func (p *paper) handedTable() sheet.Table {
	t := sheet.Table{Title: p.w.Key("review.doc.handed"), Columns: []sheet.Column{
		p.column("question", 30, true), p.column("unit", 24, true), p.column("month", 10, false), p.column("measured", 18, false), p.column("document", 18, false),
	}}
	for _, h := range p.r.Handed {
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.T(p.question(review.Row{Question: h.Question, Name: h.Name})), sheet.T(p.unit(h.Unit)), sheet.T(p.month(h.Month)),
			sheet.T(p.share(h.Share)), sheet.T(p.papers(h))}})
	}
	if len(p.r.Sources) == 0 {
		t.Below = p.doubts(every)
	}
	if len(p.r.Gaps) == 0 && !p.r.Joined {
		t.Below = []string{p.w.Key("review.gap.none")}
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
	if i := slices.IndexFunc(out, func(t sheet.Table) bool { return hidden(t, p.w.Key("review.hidden")) }); i >= 0 { // once
		out[i].Below = append(p.hides(true), out[i].Below...)
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

// cause is what comparing with before does not tell, and whether units without the pilot help to.
func (p *paper) cause() string {
	idle := ""
	if list := p.idle(); len(list) > 0 {
		idle = p.idleNames(list)
	}
	return p.w.Word(rules.Msg("review.method.cause", "idle", idle, "others", slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return r.Against == review.AgainstOthers })))
}

// method is how the figures were made, and what they are not.
func (p *paper) method() []string {
	out := []string{
		p.cause(), p.w.Key("review.method.shares"), p.w.Key("review.method.verdicts"), p.w.Key("review.method.pairs"), p.w.Key("review.method.months"),
		p.w.Key("review.method.hidden"), p.w.Key("review.method.differences"), p.chance(),
	}
	if slices.ContainsFunc(p.r.Rows, func(r review.Row) bool { return answered(r.Question) }) {
		out = append(out, p.w.Key("review.method.survey"))
	}
	if len(p.r.Undecided) > 0 {
		var names []string
		for _, q := range p.r.Undecided {
			names = append(names, p.question(review.Row{Question: q}))
		}
		out = append(out, p.w.Word(rules.Msg("review.method.undecided", "questions", strings.Join(names, "; "))))
	}
	return out
}
