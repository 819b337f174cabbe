package review

import (
	"math"
	"slices"
	"strconv"

	"tainha/report"
	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/review"
)

// count is a number, with its thousands told apart where it is read.
func (p *paper) count(n int) sheet.Cell {
	return sheet.N(p.w.Word(rules.Msg("review.number", "number", n)), float64(n))
}

// countIf is a number that may be hidden.
func (p *paper) countIf(n *int) sheet.Cell {
	if n == nil {
		return sheet.T(p.w.Key("review.hidden"))
	}
	return p.count(*n)
}

func (p *paper) figureIf(n *int) report.WorkCell {
	if n == nil {
		return words(p.w.Key("review.hidden"))
	}
	return figure(float64(*n))
}

// book is the review as a workbook: a sheet a question, with charts that the spreadsheet draws, the method, and what is open.
func (p *paper) book() report.WorkBook {
	b := report.WorkBook{
		Title: p.w.Word(rules.Msg("review.title", "scope", p.scope())), Author: p.r.Agency, About: p.w.Key("task.book.about"),
		AboutHeads: [3]string{p.w.Key("task.book.about.sheet"), p.w.Key("task.book.about.column"), p.w.Key("task.book.about.holds")},
	}
	for i, q := range p.questions() {
		t := p.sheetOf(q)
		t.Tab = strconv.Itoa(i+1) + " " + t.Tab // names of sheets are cut, and none may be there twice
		b.Tables = append(b.Tables, t)
	}
	if len(p.r.Handed) > 0 {
		b.Tables = append(b.Tables, p.handedSheet())
	}
	if len(p.r.Months) > 0 {
		b.Tables = append(b.Tables, p.monthSheet())
	}
	b.Tables = append(b.Tables, p.scopeSheet(), p.useSheet())
	if len(p.r.Sources) > 0 {
		b.Tables = append(b.Tables, p.sourceSheet())
	}
	lines := slices.Concat([]string{p.sum()}, p.fell(), p.same(), []string{p.during()}, p.times(), p.open(), []string{p.drawnAt(false)}, p.home(), []string{p.direct(), p.marginNote()}, p.readers(p.r.Scope), p.uneven(), p.others(), p.controls(), p.late(), p.doubts(every), p.method(), []string{p.w.Key("review.doc.sipas")})
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	b.Tables = append(b.Tables, p.openSheet(), report.WorkTable{Tab: p.w.Key("review.tab.method"), Title: p.w.Key("review.tab.method"), Lines: lines})
	return b
}

// asked is a question with the office's own name for it.
type asked struct {
	q    review.Question
	name string
}

func (p *paper) questions() (out []asked) {
	seen := map[asked]bool{}
	for _, r := range p.r.Rows {
		if a := (asked{r.Question, r.Name}); !seen[a] {
			seen[a] = true
			out = append(out, a)
		}
	}
	return out
}

func (p *paper) head(key string, width float64) report.WorkColumn {
	return report.WorkColumn{Head: p.w.Key("review.column." + key), About: p.w.Key("review.holds." + key), Width: width}
}

func words(s string) report.WorkCell { return report.WorkCell{Text: s} }

func figure(f float64) report.WorkCell { return report.WorkCell{Number: &f} }

// inPercent is a part of the whole as the workbook holds it: in percent, with two decimals.
func inPercent(f float64) report.WorkCell {
	const hundredths = 10000
	return figure(float64(int(f*hundredths+sign(f)/2)) / (hundredths / 100)) //nolint:mnd // percent
}

// decided is a row's margin, a word where nobody decided it.
func (p *paper) decided(r review.Row) report.WorkCell {
	if r.Proposed {
		return words(p.margin(r))
	}
	return inPercent(r.Margin)
}

func sign(f float64) float64 {
	if f < 0 {
		return -1
	}
	return 1
}

// sheetOf holds all comparisons of one question.
func (p *paper) sheetOf(a asked) report.WorkTable {
	t := report.WorkTable{
		Tab: p.question(review.Row{Question: a.q, Name: a.name}), Title: p.question(review.Row{Question: a.q, Name: a.name}),
		Columns: []report.WorkColumn{
			p.head("unit", 34), p.head("against", 26), p.head("later", 12), p.head("earlier", 14), p.head("of", 10), p.head("all", 10), p.head("of_before", 12), p.head("all_before", 12),
			p.head("persons", 12), p.head("home", 12), p.head("office", 12), p.head("change", 12), p.head("low", 10), p.head("high", 10), p.head("margin", 12), p.head("verdict", 24), p.head("takes", 44),
		},
		Chart: &report.WorkChart{Title: p.question(review.Row{Question: a.q, Name: a.name}), Labels: 0, Series: []int{2, 3}},
	}
	counted := false
	for _, r := range p.r.Rows {
		if (asked{r.Question, r.Name}) != a {
			continue
		}
		counted = counted || r.Later != nil
		row := []report.WorkCell{words(p.unit(r.Unit)), words(p.against(r)), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, p.decided(r), words(p.verdict(r)), words(p.more(r))}
		for i, s := range []*review.Share{r.Later, r.Earlier} {
			if s != nil && s.All > 0 {
				row[2+i], row[4+2*i], row[5+2*i] = inPercent(s.Value()), figure(float64(s.Of)), figure(float64(s.All))
			}
		}
		if r.Persons > 0 {
			row[8] = figure(float64(r.Persons))
		}
		if r.Home != nil && r.Office != nil {
			row[9], row[10] = inPercent(*r.Home), inPercent(*r.Office)
		}
		if r.Verdict != review.NotCounted {
			row[11], row[12], row[13] = inPercent(r.Value), inPercent(r.Interval.Lo), inPercent(r.Interval.Hi)
		}
		if r.Hidden {
			row[15] = words(p.w.Key("review.hidden"))
		}
		t.Rows = append(t.Rows, row)
	}
	if !counted { // pairs alone
		t.Chart.Series = []int{10, 9}
	}
	return t
}

func (p *paper) against(r review.Row) string {
	return p.w.Word(rules.Msg("review.against", "against", string(r.Against)))
}

func (p *paper) monthSheet() report.WorkTable {
	t := report.WorkTable{
		Tab: p.w.Key("review.tab.months"), Title: p.w.Key("review.tab.months"),
		Columns: []report.WorkColumn{p.head("month", 12), p.head("percent", 12), p.head("of_month", 10), p.head("all_month", 10), p.head("period", 20)},
		Chart:   &report.WorkChart{Title: p.w.Key("review.tab.months"), Line: true, Labels: 0, Series: []int{1}},
	}
	for _, m := range p.r.Months {
		t.Rows = append(t.Rows, []report.WorkCell{words(p.month(m.Month)), inPercent(m.Share.Value()), figure(float64(m.Share.Of)), figure(float64(m.Share.All)), words(p.w.Word(rules.Msg("review.phase", "before", m.Month < p.r.First)))})
	}
	return t
}

func (p *paper) handedSheet() report.WorkTable {
	t := report.WorkTable{
		Tab: p.w.Key("review.tab.handed"), Title: p.w.Key("review.doc.handed"),
		Columns: []report.WorkColumn{p.head("question", 40), p.head("unit", 34), p.head("counted_in", 12), p.head("percent", 12), p.head("of_month", 10), p.head("all_month", 10), p.head("document", 30)},
	}
	for _, h := range p.r.Handed {
		t.Rows = append(t.Rows, []report.WorkCell{words(p.question(review.Row{Question: h.Question, Name: h.Name})), words(p.unit(h.Unit)), words(p.month(h.Month)),
			inPercent(h.Share.Value()), figure(float64(h.Share.Of)), figure(float64(h.Share.All)), words(p.papers(h))})
	}
	return t
}

func (p *paper) useSheet() report.WorkTable {
	t := report.WorkTable{
		Tab: p.w.Key("review.tab.use"), Title: p.w.Key("review.tab.use"),
		Columns: []report.WorkColumn{p.head("unit", 34), p.head("days", 14), p.head("persons", 14), p.head("average", 16), p.head("limit", 16), p.head("above", 16), p.head("lifted", 16)},
		Chart:   &report.WorkChart{Title: p.w.Key("review.tab.use"), Labels: 0, Series: []int{3, 4}},
	}
	for _, u := range p.r.Uses {
		row := []report.WorkCell{words(p.unit(u.Unit)), {}, {}, {}, {}, {}, {}}
		if u.Hidden {
			row[1] = words(p.w.Key("review.hidden"))
		} else {
			row[1], row[2], row[5], row[6] = figure(u.Days()), figure(float64(u.Persons)), p.figureIf(u.Above), p.figureIf(u.Lifted)
			row[3] = figure(math.Round(u.Average()*100) / 100) //nolint:mnd // two decimals
			if u.Limit > 0 {
				row[4] = figure(u.LimitDays())
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p *paper) openSheet() report.WorkTable {
	t := report.WorkTable{
		Tab: p.w.Key("review.doc.open"), Title: p.w.Key("review.doc.open"),
		Columns: []report.WorkColumn{p.head("unit", 34), p.head("question", 40), p.head("takes", 70)},
	}
	for _, r := range p.r.Rows {
		if r.More != nil {
			t.Rows = append(t.Rows, []report.WorkCell{words(p.unit(r.Unit)), words(p.question(r)), words(p.more(r))})
		}
	}
	return t
}

// scopeSheet is which units take part, with how many of their staff were at home.
func (p *paper) scopeSheet() report.WorkTable {
	t := report.WorkTable{
		Tab: p.w.Key("review.tab.scope"), Title: p.w.Key("review.tab.scope"),
		Columns: []report.WorkColumn{p.head("unit", 40), p.head("decision", 26), p.head("from", 14), p.head("to", 14), p.head("staff", 16), p.head("took", 16)},
	}
	t.Rows = append(t.Rows, []report.WorkCell{words(p.w.Key("review.agency")), {}, {}, {}, p.figureIf(p.r.Staff), p.figureIf(p.r.Took)})
	taking := p.taking()
	if idle := p.idle(); len(idle) > 0 && !p.r.Joined {
		taking = append(taking, p.together(idle))
	}
	for _, u := range taking {
		if u.Control {
			t.Rows = append(t.Rows, []report.WorkCell{words(p.w.Word(rules.Msg("review.idle", "names", u.Name))), {}, {}, {}, p.figureIf(u.Staff), {}})
			continue
		}
		t.Rows = append(t.Rows, []report.WorkCell{words(u.Name), words(u.Decision), words(p.day(u.First)), words(p.day(u.Last)), p.figureIf(u.Staff), p.figureIf(u.Took)})
	}
	return t
}

// sourceSheet is who recorded what, when, and who entered and checked it.
func (p *paper) sourceSheet() report.WorkTable {
	t := report.WorkTable{
		Tab: p.w.Key("review.doc.sources"), Title: p.w.Key("review.doc.sources"),
		Columns: []report.WorkColumn{p.head("agency", 30), p.head("question", 40), p.head("recorded", 40), p.head("time_before", 26), p.head("time_during", 26), p.head("numbers", 50), p.head("entered", 40)},
	}
	if !p.r.Joined {
		t.Columns = t.Columns[1:]
	}
	for _, s := range p.r.Sources {
		var row []report.WorkCell
		for _, text := range p.sourceCells(s) {
			row = append(row, words(text))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
