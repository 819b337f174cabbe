package evaluation

import (
	"slices"

	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// personForm is the sheet on which somebody scores themself and is scored; below it each task.
func (f *former) personForm(b bill) sheet.Form {
	form := f.office(b.unitName, f.Key("evaluation.form.own"), periodWord(b.From, b.To))
	form.Pages = []sheet.Page{
		{
			Tab:   f.Key("evaluation.form.tab"),
			Lines: f.who(b), Tables: []sheet.Table{f.marks(b)}, Notes: f.notes(b), Place: f.place(),
			Signatures: f.signed(f.Key("evaluation.form.person"), f.Key("evaluation.form.scorer")),
		},
		{
			Tab: f.Key("evaluation.form.tasks_tab"), Title: f.Key("evaluation.form.tasks"), Tables: []sheet.Table{f.tasks(b)},
			Notes: []string{f.Word(rules.Msg("evaluation.form.delays", "unit", delayUnits[b.policy.DelayUnit], "strike", percent(b.policy.StrikeOff), "delay", percent(b.policy.DelayOff)))},
		},
	}
	return form
}

func (f *former) who(b bill) []string {
	return []string{
		f.Word(rules.Msg("evaluation.form.name", "name", b.person.Name, "code", b.person.Code)),
		f.Word(rules.Msg("evaluation.form.position", "position", b.position, "unit", b.unitName)),
		f.Word(rules.Msg("evaluation.form.criteria", "version", b.Evaluation.Criteria, "since", b.criteria.Since)),
	}
}

// marks are the criteria with both marks, then the figures with their arithmetic, the total and the level.
func (f *former) marks(b bill) sheet.Table {
	t := sheet.Table{Columns: []sheet.Column{
		{Head: f.Key("week_list.number"), Share: 6}, {Head: f.Key("evaluation.form.criterion"), Share: 38, Left: true}, {Head: f.Key("evaluation.form.max"), Share: 8},
		{Head: f.Key("evaluation.form.self"), Share: 8}, {Head: f.Key("evaluation.form.given"), Share: 9}, {Head: f.Key("evaluation.form.reason"), Share: 24, Left: true},
	}}
	for i, g := range b.criteria.Groups {
		one := evaluation.Criteria{Groups: []evaluation.Group{g}}
		self, _ := b.Self.Sum(one)
		given, _ := b.Given.Sum(one)
		head := sheet.Row{Strong: true, Cells: []sheet.Cell{sheet.T(roman(i + 1)), sheet.T(g.Name), f.n(one.Sum()), f.n(self), f.n(given), sheet.T("")}}
		if len(b.Self) == 0 {
			head.Cells[3] = sheet.T("")
		}
		if len(b.Given) == 0 {
			head.Cells[4] = sheet.T("")
		}
		t.Rows = append(t.Rows, head)
		for _, c := range g.Criteria {
			t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{
				sheet.T(c.Key), sheet.T(c.Text), f.n(c.Max), f.mark(b.Self, c.Key), f.mark(b.Given, c.Key), sheet.T(firstOf(b.Given[c.Key].Reason, b.Self[c.Key].Reason)),
			}})
		}
	}
	over := func(key string, m rules.Message, strong bool) {
		t.Rows = append(t.Rows, sheet.Row{Strong: strong, Cells: []sheet.Cell{sheet.T(key), {Text: f.Word(m), Over: len(t.Columns) - 2}}}) //nolint:mnd // but the first
	}
	over("", rules.Msg("evaluation.form.results", "max", b.policy.Results.Message()), true)
	for _, x := range b.score.Figures {
		over(x.Component.Letter(), figureLine(x, b.own), false)
	}
	over("", meanLine(b.score, b.policy), false)
	over("", totalLine(b.score, b.policy), true)
	if b.Stated != evaluation.NoCase {
		over("", rules.Msg("evaluation.stated", "case", caseWord(b.Stated), "why", b.StatedWhy), false)
	}
	return t
}

// tasks are the pieces of work behind a, b and c.
func (f *former) tasks(b bill) sheet.Table {
	t := sheet.Table{Empty: f.Key("evaluation.form.no_tasks"), Columns: []sheet.Column{
		{Head: f.Key("week_list.number"), Share: 6}, {Head: f.Key("evaluation.form.task"), Share: 30, Left: true}, {Head: f.Key("evaluation.form.due"), Share: 15},
		{Head: f.Key("evaluation.form.assigned"), Share: 14}, {Head: f.Key("evaluation.form.done"), Share: 10}, {Head: f.Key("evaluation.form.quality"), Share: 12},
		{Head: f.Key("evaluation.form.progress"), Share: 13}, {Head: f.Key("evaluation.form.why"), Share: 34, Left: true},
	}}
	for i, l := range b.own.Lines {
		var why []rules.Message
		for _, c := range []evaluation.Component{evaluation.Quality, evaluation.Progress} {
			if len(l.Strikes) > 0 && c == evaluation.Quality || l.DelayCount > 0 && c == evaluation.Progress || len(waived(c, l.Waived)) > 0 {
				why = append(why, workLine(c, l, b.policy))
			}
		}
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{
			f.i(i + 1), sheet.T(l.Title), sheet.T(f.Word(rules.Msg("evaluation.form.day", "at", l.Due))), f.n(l.Assigned), f.n(l.Done), f.n(l.Quality), f.n(l.Progress),
			sheet.T(f.Word(rules.Msg("evaluation.form.lines", "lines", why))),
		}})
	}
	for i, x := range b.own.Uncounted {
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{
			f.i(len(b.own.Lines) + i + 1), sheet.T(x.Title), sheet.T(f.Word(rules.Msg("evaluation.form.day", "at", x.Due))), {}, {}, {}, {}, sheet.T(f.Key("evaluation.form.uncounted")),
		}})
	}
	if len(t.Rows) > 0 {
		t.Rows = append(t.Rows, sheet.Row{Strong: true, Cells: []sheet.Cell{{}, sheet.T(f.Key("sheet.sum")), {}, f.n(b.own.Assigned), f.n(b.own.Done), f.n(b.own.Quality), f.n(b.own.Progress), {}}})
	}
	return t
}

func (f *former) notes(b bill) (notes []string) {
	if b.SelfNote != "" {
		notes = append(notes, f.Word(rules.Msg("evaluation.form.self_note", "note", b.SelfNote)))
	}
	if b.Version > 1 {
		notes = append(notes, f.Word(rules.Msg("evaluation.form.version", "n", b.Version, "why", b.Why)))
	}
	return append(notes, f.Word(rules.Msg("evaluation.form.made", "at", f.Now)))
}

func firstOf(texts ...string) string {
	i := slices.IndexFunc(texts, func(s string) bool { return s != "" })
	if i < 0 {
		return ""
	}
	return texts[i]
}

// roman is the number of a group.
func roman(n int) string {
	list := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}
	return list[min(n, len(list)-1)]
}

// i is a cell with a number of a row.
func (f *former) i(n int) sheet.Cell { return sheet.T(f.Word(task.N(n).Message())) }
