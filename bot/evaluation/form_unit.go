package evaluation

import (
	"slices"
	"strings"

	score "tainha/pilot/evaluation"
	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/evaluation"
)

// unitList is what the forms of a unit are made of.
type unitList struct {
	unit     rules.Unit
	from, to rules.Date
	policy   evaluation.Policy
	rows     []score.Row
	caps     []evaluation.CapCheck
	names    map[rules.PersonID]string
}

func (u unitList) longer() bool { return u.to.MonthStart() != u.from }

// listForm is the list of a unit's results.
func (f *former) listForm(u unitList) sheet.Form {
	form := f.office(u.unit.Name, f.Key("evaluation.form.list"), periodWord(u.from, u.to))
	form.Wide = true
	form.Pages = []sheet.Page{{
		Tab: f.Word(periodWord(u.from, u.to)), Tables: []sheet.Table{f.results(u, u.rows)}, Notes: f.capNotes(u), Place: f.place(),
		Signatures: f.signed(f.Key("evaluation.form.maker"), f.Key("sheet.head"), f.Key("sheet.chief")),
	}}
	return form
}

// proposalForm is who is proposed for "xuất sắc", beside the cap: people decide.
func (f *former) proposalForm(u unitList) sheet.Form {
	rows := slices.DeleteFunc(slices.Clone(u.rows), func(r score.Row) bool { return r.Longer.Level != evaluation.Excellent })
	form := f.office(u.unit.Name, f.Key("evaluation.form.proposal"), periodWord(u.from, u.to))
	form.Wide = true
	t := f.results(u, rows)
	t.Empty = f.Key("evaluation.form.nobody_excellent")
	form.Pages = []sheet.Page{{
		Tab: f.Word(periodWord(u.from, u.to)), Lines: f.capNotes(u), Tables: []sheet.Table{t}, Notes: []string{f.Key("evaluation.form.people_decide")}, Place: f.place(),
		Signatures: f.signed(f.Key("evaluation.form.maker"), f.Key("sheet.head"), f.Key("sheet.chief")),
	}}
	return form
}

func (f *former) results(u unitList, rows []score.Row) sheet.Table {
	t := sheet.Table{Empty: f.Key("evaluation.form.nobody"), Columns: []sheet.Column{
		{Head: f.Key("week_list.number"), Share: 6}, {Head: f.Key("sheet.code"), Share: 9}, {Head: f.Key("week_list.name"), Share: 28, Left: true},
		{Head: f.Key("week_list.position"), Share: 24, Left: true}, {Head: f.Key("evaluation.form.common"), Share: 11}, {Head: f.Key("evaluation.form.result"), Share: 11},
		{Head: f.Key("evaluation.form.total"), Share: 9}, {Head: f.Key("evaluation.form.level"), Share: 30, Left: true}, {Head: f.Key("evaluation.form.state"), Share: 26, Left: true},
	}}
	for i, r := range rows {
		row := sheet.Row{Cells: []sheet.Cell{f.i(i + 1), sheet.T(r.Person.Code), sheet.T(r.Person.Called()), sheet.T(r.Position.Name), {}, {}, {}, sheet.T(f.Word(levelWord(r.Longer.Level))), sheet.T(f.Word(stateWord(u, r)))}}
		if r.Rated() {
			row.Cells[6] = f.total(u.policy, r.Longer.Mean)
			if !u.longer() {
				row.Cells[4], row.Cells[5] = f.n(r.Common), f.n(r.Results)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if u.longer() { // of a mean no part is told
		t.Columns = slices.Delete(t.Columns, 4, 6)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, 4, 6)
		}
	}
	return t
}

// stateWord words how far somebody's evaluation is; of a longer period, how many months have a total.
func stateWord(u unitList, r score.Row) rules.Message {
	if u.longer() {
		return rules.Msg("evaluation.form.months", "n", r.Longer.Scored)
	}
	return stageWord(r.Newest)
}

// stageKeys are the texts that name the stages.
var stageKeys = [...]string{
	"evaluation.stage.none", evaluation.Prompted: "evaluation.stage.prompted", evaluation.SelfScored: "evaluation.stage.self", evaluation.Scored: "evaluation.stage.scored",
	evaluation.Published: "evaluation.stage.published", evaluation.Petitioned: "evaluation.stage.petitioned", evaluation.Closed: "evaluation.stage.closed",
	evaluation.Replaced: "evaluation.stage.replaced",
}

// stageWord says how far an evaluation is.
func stageWord(e evaluation.Evaluation) rules.Message {
	if e.Version > 1 && e.Stage == evaluation.SelfScored {
		return rules.Msg("evaluation.stage.again")
	}
	return rules.Msg(stageKeys[e.Stage])
}

// capNotes hold the ratings against the cap, and name who stands where.
func (f *former) capNotes(u unitList) (notes []string) {
	for _, c := range u.caps {
		notes = append(notes, f.Word(capLine(u, c)))
	}
	return notes
}

func capLine(u unitList, c evaluation.CapCheck) rules.Message {
	var who []string
	for _, r := range c.Excellent {
		who = append(who, u.names[r.Person])
	}
	slices.Sort(who)
	share := u.policy.ExcellentShare
	return rules.Msg("evaluation.cap", "unit", u.unit.Name, "group", c.Group, "good", c.Good, "allowed", c.Allowed, "n", len(c.Excellent), "over", c.Over(),
		"who", strings.Join(who, ", "), "share", percent(share))
}

// noticeForm tells somebody their result.
func (f *former) noticeForm(b bill) sheet.Form {
	form := f.office(b.unitName, f.Key("evaluation.form.notice"), periodWord(b.From, b.To))
	lines := append([]string{f.Word(rules.Msg("evaluation.form.to", "name", b.person.Called(), "code", b.person.Code, "unit", b.unitName)), f.Word(rules.Msg("evaluation.form.told"))},
		f.Word(rules.Msg("evaluation.common", "points", shown(b.score.Common), "max", b.policy.Common.Message())))
	for _, x := range b.score.Figures {
		lines = append(lines, f.Word(figureLine(x, b.own)))
	}
	lines = append(lines, f.Word(meanLine(b.score, b.policy)), f.Word(totalLine(b.score, b.policy)))
	if b.Stated != evaluation.NoCase {
		lines = append(lines, f.Word(rules.Msg("evaluation.stated", "case", caseWord(b.Stated), "why", b.StatedWhy)))
	}
	if b.FileUntil != 0 {
		lines = append(lines, f.Word(rules.Msg("evaluation.form.may_petition", "day", b.FileUntil)))
	}
	form.Pages = []sheet.Page{{Tab: f.Key("evaluation.form.tab"), Lines: lines, Notes: f.notes(b)[min(1, len(b.SelfNote)):], Place: f.place(), Signatures: []sheet.Signature{
		{Who: f.Key("evaluation.form.receiver"), Below: f.Key("week_list.sign"), Name: b.person.Called()}, {Who: f.Key("evaluation.form.scorer"), Below: f.Key("week_list.sign"), Name: b.names[b.ScoredBy]},
	}}}
	return form
}

// petitionForm is a petition with its answer.
func (f *former) petitionForm(b bill) sheet.Form {
	form := f.office(b.unitName, f.Key("evaluation.form.petition"), periodWord(b.From, b.To))
	row := func(key, text string) sheet.Row {
		return sheet.Row{Cells: []sheet.Cell{sheet.T(f.Key(key)), sheet.T(text)}}
	}
	t := sheet.Table{Columns: []sheet.Column{{Head: f.Key("evaluation.form.what"), Share: 1, Left: true}, {Head: f.Key("evaluation.form.content"), Share: 3, Left: true}}, Rows: []sheet.Row{
		row("evaluation.form.petition_by", b.person.Called()), row("evaluation.form.petition_at", f.Word(rules.Msg("evaluation.form.day", "at", b.PetitionAt))),
		row("evaluation.form.petition_about", f.Word(totalLine(b.score, b.policy))), row("evaluation.form.petition_text", b.Petition),
	}}
	if !b.AnsweredAt.IsZero() {
		t.Rows = append(t.Rows, row("evaluation.form.answer_by", b.names[b.AnswerBy]), row("evaluation.form.answer_at", f.Word(rules.Msg("evaluation.form.day", "at", b.AnsweredAt))),
			row("evaluation.form.outcome", f.Word(rules.Msg("evaluation.outcome", "accepted", b.Accepted))), row("evaluation.form.answer", b.Answer))
	} else {
		t.Rows = append(t.Rows, row("evaluation.form.outcome", f.Word(rules.Msg("evaluation.form.answer_until", "day", b.AnswerUntil, "dated", b.AnswerUntil != 0, "name", b.names[b.AnswerBy]))))
	}
	form.Pages = []sheet.Page{{Tab: f.Key("evaluation.form.petition_tab"), Lines: f.who(b), Tables: []sheet.Table{t}, Notes: []string{f.Word(rules.Msg("evaluation.form.made", "at", f.Now))}, Place: f.place(),
		Signatures: []sheet.Signature{
			{Who: f.Key("evaluation.form.petitioner"), Below: f.Key("week_list.sign"), Name: b.person.Called()}, {Who: f.Key("evaluation.form.answerer"), Below: f.Key("week_list.sign"), Name: b.names[b.AnswerBy]},
		}}}
	return form
}
