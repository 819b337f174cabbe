package evaluation

import (
	"slices"

	"tainha/bot/chat"
	score "tainha/pilot/evaluation"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// workPress shows what was said of a task behind a figure.
type workPress struct {
	ID   evaluation.ID
	What uint8
	Task task.ID
}

var workKey = chat.DefinePress[workPress]("et")

// perWhy is how many tasks a page of what is behind a figure holds.
const perWhy = 6

// showWhy shows what is behind a figure, task by task; its buttons lead to the reports.
func showWhy(t *chat.Turn, p whyPress) error {
	b, err := billOf(t.Do(), p.ID)
	if err != nil {
		return err
	}
	b = b.told(t.Person.ID)
	c := evaluation.Component(p.What)
	if c == 0 {
		return t.Show(commonScreen(b))
	}
	i := slices.IndexFunc(b.score.Figures, func(f evaluation.Figure) bool { return f.Component == c })
	if i < 0 {
		return t.Stale()
	}
	figure := b.score.Figures[i]
	lines, at := behind(b, c)
	first := 0
	if n := int(p.Page) * perWhy; n > 0 && n < len(lines) {
		first = n
	}
	last := min(first+perWhy, len(lines))
	rows := whyButtons(b, p, at, first, last)
	return t.Show(store.Screen{
		Text: rules.Msg("evaluation.why_text", "name", b.person.Called(), "period", periodWord(b.From, b.To), "figure", figureLine(figure, b.own), "lines", lines[first:last],
			"kind", c.Letter(), "more", len(lines)-last, "no_field", b.Reckoning.NoField, "by", b.names[b.ScoredBy], "known", figure.Known),
		Rows: append(rows, []store.Button{openKey.Button(openPress{b.ID}, "evaluation.back_card")}),
	})
}

// behindOf is what a line of a figure leads to: a task, or somebody's evaluation.
type behindOf struct {
	task  task.ID
	title string
	score evaluation.ID
}

func whyButtons(b bill, p whyPress, at []behindOf, first, last int) (rows [][]store.Button) {
	for _, x := range at[first:last] {
		switch {
		case x.task != 0:
			rows = append(rows, []store.Button{workKey.Button(workPress{b.ID, p.What, x.task}, "evaluation.why_task", "title", chat.Short(x.title, chat.MaxName/3))}) //nolint:mnd // a label is short
		case x.score != 0:
			rows = append(rows, []store.Button{openKey.Button(openPress{x.score}, "evaluation.why_task", "title", x.title)})
		}
	}
	var turn []store.Button
	if first > 0 {
		turn = append(turn, whyKey.Button(whyPress{p.ID, p.What, p.Page - 1}, "evaluation.less"))
	}
	if last < len(at) {
		turn = append(turn, whyKey.Button(whyPress{p.ID, p.What, p.Page + 1}, "evaluation.more"))
	}
	if len(turn) > 0 {
		rows = append(rows, turn)
	}
	return rows
}

// behind are the lines under a figure, and what each leads to: task by task for a, b and c; the subordinates for d;
// what speaks against the unit's work for đ.
func behind(b bill, c evaluation.Component) (lines []rules.Message, at []behindOf) {
	piece := func(x evaluation.Piece, line rules.Message) {
		lines, at = append(lines, line), append(at, behindOf{task: x.Task, title: x.Title})
	}
	only := b.Mine && b.Profile == evaluation.Deputy // who leads a field scores nobody: whether the condition is met is all that d tells
	switch c {
	case evaluation.Quantity, evaluation.Quality, evaluation.Progress:
		for _, l := range b.own.Lines {
			piece(l.Piece, workLine(c, l, b.policy))
		}
		for _, x := range b.own.Uncounted {
			piece(x, rules.Msg("evaluation.line.uncounted", "title", x.Title, "due", x.Due))
		}
	case evaluation.Subordinates:
		for _, s := range b.Reckoning.Subordinates {
			lines, at = append(lines, rules.Msg("evaluation.line.d", "name", s.Person.Called(), "level", levelWord(s.Level), "left_out", s.Level == evaluation.NotRated,
				"only", only && s.Level > evaluation.NotRated, "reached", s.Level > evaluation.Failed)), append(at, behindOf{title: s.Person.Called(), score: s.Evaluation})
			if only {
				at[len(at)-1].score = 0
			}
		}
	case evaluation.UnitWork:
		for _, x := range b.unit.Against {
			piece(x, againstLine(x))
		}
	}
	return lines, at
}

// commonScreen shows the criteria with both marks and the reasons.
func commonScreen(b bill) store.Screen {
	marks, self := b.Given, b.Self
	if len(marks) == 0 {
		marks, self = b.Self, nil
	}
	return store.Screen{
		Text: rules.Msg("evaluation.why_common_text", "name", b.person.Called(), "period", periodWord(b.From, b.To), "common", rules.Msg("evaluation.common", "points", shown(b.score.Common), "max", b.policy.Common.Message()),
			"lines", markLines(b.criteria, marks, self), "marked", len(marks) > 0, "version", b.Evaluation.Criteria, "by", b.names[b.ScoredBy]),
		Rows: [][]store.Button{{criteriaKey.Button(criteriaPress{b.ID}, "evaluation.criteria"), openKey.Button(openPress{b.ID}, "evaluation.back_card")}},
	}
}

// showWork shows the reports, checks and waivers of a task behind a figure.
func showWork(t *chat.Turn, p workPress) error {
	r, err := score.ReckoningOf(t.Do(), p.ID)
	if err != nil {
		return err
	}
	w, some := r.Work[p.Task]
	if !some {
		return t.Stale()
	}
	rows := [][]store.Button{{whyKey.Button(whyPress{ID: p.ID, What: p.What}, "evaluation.back_why")}}
	if sees, err := work.Sees(t.Do(), w.Task); err != nil {
		return err
	} else if sees {
		rows = append([][]store.Button{{work.OpenButton(w.Task.ID)}}, rows...)
	}
	return t.Show(store.Screen{Text: workText(t, w), Rows: rows})
}

func workText(t *chat.Turn, w score.Work) rules.Message {
	x := w.Task
	var reports, checks []rules.Message
	for _, r := range w.Reports[max(0, len(w.Reports)-chat.Listed):] {
		reports = append(reports, rules.Msg("evaluation.work.report", "day", r.Day, "done", r.Done.Message(), "total", x.Work.Total().Message(), "home", r.Home[0] || r.Home[1], "note", noteOf(t, r.Note)))
	}
	for _, s := range w.Strikes {
		checks = append(checks, rules.Msg("evaluation.work.check", "day", s.Day, "late", s.Kind == task.Delay, "form", s.Kind != task.Delay && s.Kind != task.QualityStrike, "note", noteOf(t, s.Note)))
	}
	for _, v := range w.Waivers {
		checks = append(checks, rules.Msg("evaluation.waiver", "reason", noteOf(t, v.Reason)))
	}
	return rules.Msg("evaluation.work", "title", t.Pilot.Tasks.Title(x), "due", x.Due, "state", x.State.Message(), "submitted", x.Submitted, "handed_in", !x.Submitted.IsZero() && !x.TakenBack(), "done", x.Done.Message(),
		"total", x.Work.Total().Message(), "reports", reports, "n", len(w.Reports), "earlier", max(0, len(w.Reports)-chat.Listed), "checks", checks, "home", w.Home, "office", w.Office)
}

// noteOf is a text about work as it may leave through Telegram.
func noteOf(t *chat.Turn, note string) string {
	if t.Pilot.Tasks.Minimal {
		return ""
	}
	return note
}
