package evaluation

import (
	"fmt"
	"time"

	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// inspectPress makes the inspection file of the period of an evaluation.
type inspectPress struct{ ID evaluation.ID }

var inspectKey = chat.DefinePress[inspectPress]("ei")

const inspectFileKind = "evaluation_inspection"

// sendInspection queues the inspection file; that it is made is audited, and its person can read it.
func sendInspection(t *chat.Turn, p inspectPress) error {
	e, err := t.Tx.Evaluation(p.ID)
	if err != nil {
		return err
	}
	if err := score.NoteInspection(t.Do(), e.Person, e.From, e.To); err != nil {
		return err
	}
	return t.SendFile(store.Ref{Kind: inspectFileKind, ID: int64(e.Person), Args: rules.Args{"from": e.From, "to": e.To}})
}

func inspectionFile() chat.Object {
	return chat.Object{Kind: inspectFileKind, Whose: chat.OfPerson, May: pilot.SurveyScores.Any(), Protect: true, File: func(v chat.View, ref store.Ref) (chat.Upload, error) {
		from, _ := ref.Args["from"].(rules.Date)
		to, _ := ref.Args["to"].(rules.Date)
		x, err := score.InspectionOf(v.Do(), rules.PersonID(ref.ID), from, to)
		if err != nil {
			return chat.Upload{}, err
		}
		f, err := newFormer(v, x.Unit.ID)
		if err != nil {
			return chat.Upload{}, err
		}
		form := f.inspectionForm(x)
		return f.upload(form, true, fileName("ho-so-kiem-tra", x.Person.Code, from, to, ""), rules.Msg("evaluation.caption", "what", form.Title, "name", x.Person.Called(), "period", periodWord(from, to)))
	}}
}

// inspectionForm is all of it on paper, section by section.
func (f *former) inspectionForm(x score.Inspection) sheet.Form {
	form := f.office(x.Unit.Name, f.Key("evaluation.inspect.title"), periodWord(x.From, x.To))
	form.Wide = true
	form.Pages = []sheet.Page{{
		Tab: f.Key("evaluation.inspect.title"), Lines: []string{f.Word(rules.Msg("evaluation.form.name", "name", x.Person.Called(), "code", x.Person.Code))},
		Tables: []sheet.Table{f.askedTable(x), f.planTable(x), f.workTable(x), f.versionTable(x), f.auditTable(x)},
		Notes:  []string{f.Key("evaluation.inspect.verify"), f.Word(rules.Msg("evaluation.form.made", "at", f.Now))},
	}}
	return form
}

func (f *former) table(title string, shares []float64, heads ...string) sheet.Table {
	t := sheet.Table{Title: title, Empty: f.Key("evaluation.inspect.none")}
	for i, h := range heads {
		t.Columns = append(t.Columns, sheet.Column{Head: h, Share: shares[i], Left: true})
	}
	return t
}

func texts(list ...string) sheet.Row {
	var r sheet.Row
	for _, s := range list {
		r.Cells = append(r.Cells, sheet.T(s))
	}
	return r
}

// at is an instant in numbers; none is empty.
func (f *former) at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return f.Word(rules.Msg("evaluation.inspect.at", "at", t))
}

func (f *former) askedTable(x score.Inspection) sheet.Table {
	t := f.table(f.Key("evaluation.inspect.requests"), []float64{20, 16, 20, 22, 18, 34}, f.Key("evaluation.inspect.day"), f.Key("evaluation.inspect.asked"), f.Key("evaluation.inspect.state"),
		f.Key("evaluation.inspect.by"), f.Key("evaluation.inspect.when"), f.Key("evaluation.inspect.reason"))
	for _, r := range x.Requests {
		for _, d := range r.Days {
			if d.Date >= x.From && d.Date <= x.To {
				t.Rows = append(t.Rows, texts(f.Word(rules.Msg("evaluation.inspect.slot", "slot", d.Slot)), f.at(d.Asked), f.Word(rules.Msg("state."+d.State.String())), x.Names[d.DecidedBy], f.at(d.DecidedAt), d.Reason))
			}
		}
	}
	return t
}

func (f *former) planTable(x score.Inspection) sheet.Table {
	t := f.table(f.Key("evaluation.inspect.plans"), []float64{20, 10, 12, 18, 60}, f.Key("evaluation.inspect.day"), f.Key("evaluation.inspect.items"), f.Key("evaluation.inspect.volume"), f.Key("evaluation.inspect.when"),
		f.Key("evaluation.inspect.commitment"))
	for _, p := range x.Plans {
		t.Rows = append(t.Rows, texts(f.Word(rules.Msg("evaluation.inspect.slot", "slot", p.Slot)), fmt.Sprint(len(p.Items)), f.Word(shown(p.Volume)), f.at(p.Committed), p.Commitment))
	}
	return t
}

func (f *former) workTable(x score.Inspection) sheet.Table {
	t := f.table(f.Key("evaluation.inspect.work"), []float64{34, 16, 44, 16, 22, 16}, f.Key("evaluation.form.task"), f.Key("evaluation.form.due"), f.Key("evaluation.inspect.reports"), f.Key("evaluation.inspect.handed_in"),
		f.Key("evaluation.inspect.confirmed"), f.Key("evaluation.inspect.when"))
	for _, w := range x.Work {
		var lines []rules.Message
		for _, r := range w.Reports {
			lines = append(lines, rules.Msg("evaluation.work.report", "day", r.Day, "done", r.Done.Message(), "total", w.Task.Work.Total().Message(), "home", r.Home[0] || r.Home[1], "note", ""))
		}
		for _, s := range w.Strikes {
			lines = append(lines, rules.Msg("evaluation.work.check", "day", s.Day, "late", s.Kind == task.Delay, "form", s.Kind != task.Delay && s.Kind != task.QualityStrike, "note", ""))
		}
		t.Rows = append(t.Rows, texts(f.Pilot.Tasks.Title(w.Task), f.at(w.Task.Due), f.Word(rules.Msg("evaluation.form.lines", "lines", lines)), f.at(w.Task.Submitted), x.Names[w.Task.DecidedBy], f.at(w.Task.Decided)))
	}
	return t
}

func (f *former) versionTable(x score.Inspection) sheet.Table {
	t := f.table(f.Key("evaluation.inspect.scores"), []float64{10, 24, 12, 26, 22, 16, 36, 36}, f.Key("evaluation.inspect.version"), f.Key("evaluation.form.state"), f.Key("evaluation.form.total"), f.Key("evaluation.form.level"),
		f.Key("evaluation.inspect.by"), f.Key("evaluation.inspect.published"), f.Key("evaluation.form.petition_text"), f.Key("evaluation.form.answer"))
	for _, e := range x.Versions {
		total := ""
		if !e.Published.IsZero() {
			total = f.Word(f.Pilot.Scoring.Policy.Shown(e.Total).Message())
		}
		t.Rows = append(t.Rows, texts(fmt.Sprint(e.Version), f.Word(stageWord(e)), total, f.Word(levelWord(e.Level)), x.Names[e.ScoredBy], f.at(e.Published), e.Petition, e.Answer))
	}
	return t
}

func (f *former) auditTable(x score.Inspection) sheet.Table {
	t := f.table(f.Key("evaluation.inspect.audit"), []float64{8, 18, 26, 34, 70}, f.Key("week_list.number"), f.Key("evaluation.inspect.when"), f.Key("evaluation.inspect.by"), f.Key("evaluation.inspect.did"), f.Key("evaluation.inspect.hash"))
	for _, r := range x.Records {
		t.Rows = append(t.Rows, texts(fmt.Sprint(r.ID), f.at(r.At), x.Names[r.Actor], f.Word(rules.Msg("audit.did."+r.Action)), x.Hashes[r.ID]))
	}
	return t
}
