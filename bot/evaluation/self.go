package evaluation

import (
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// selfDraft is somebody's own marks as they give them.
type selfDraft struct {
	ID    evaluation.ID     `json:"id"`
	Rev   int               `json:"rev"`
	Marks evaluation.Common `json:"marks,omitempty"`
	Note  string            `json:"note,omitempty"`
	At    int               `json:"at,omitempty"`   // which criterion is being marked
	Once  bool              `json:"once,omitempty"` // one mark is changed, then all are shown
	From  rules.Date        `json:"from,omitempty"` // the first day of the period whose marks these were; 0: none
}

const (
	selfPoints int32 = iota + 1 // Arg: which of the points that are offered
	selfNone                    // it does not apply
	selfEdit                    // Arg: the criterion
	selfNote                    // a note beside the marks
	selfNoNote                  // without one
	selfSend
	selfBack
	selfStop
)

func selfFlow() chat.Flow[selfDraft] {
	to := func(name string, v int32) chat.Choice { return chat.Choice{Name: name, Value: v, Arg: chat.NoArg} }
	stop, back := to("stop", selfStop), to("back", selfBack)
	return chat.Flow[selfDraft]{Name: "score_self", Version: 1, Access: pilot.ScoreSelf.Access, About: aboutSelfDraft, Steps: []chat.Step[selfDraft]{
		{Name: "mark", Ask: askMark, Take: takeMark, Choices: []chat.Choice{{Name: "points", Value: selfPoints, Arg: chat.AnItem}, to("none", selfNone), back, stop}},
		{Name: "why", Ask: askSelfWhy, Take: takeSelfWhy, Free: true, Choices: []chat.Choice{back, stop}},
		{Name: "note", Ask: askSelfNote, Take: takeSelfNote, Free: true, Choices: []chat.Choice{to("no_note", selfNoNote), back, stop}},
		{Name: "sure", Ask: askSelfSure, Take: takeSelfSure, Sure: []int32{selfSend}, Yes: selfSend, Main: selfSend, Choices: []chat.Choice{
			to("send", selfSend), {Name: "edit", Value: selfEdit, Arg: chat.AnItem}, to("note", selfNote), stop,
		}},
	}}
}

func aboutSelfDraft(t *chat.Turn, d *selfDraft) (rules.Subject, error) {
	return t.Subject(pilot.ObjectEvaluation, int64(d.ID))
}

// startSelf begins with the person's own marks, else with those of the period before, else with the first criterion.
func startSelf(t *chat.Turn, e evaluation.Evaluation) error {
	if e.Stage > evaluation.SelfScored {
		return t.ShowCard(score.Ref(e.ID))
	}
	c, err := t.Tx.Criteria(e.Criteria)
	if err != nil {
		return err
	}
	d := selfDraft{ID: e.ID, Rev: e.Rev, Marks: e.Self, Note: e.SelfNote}
	if len(d.Marks) == 0 {
		before, err := monthBefore(t, e)
		if err != nil {
			return err
		}
		if before != nil && before.Criteria == e.Criteria && len(before.Self) > 0 {
			d.Marks, d.From = withoutReasons(before.Self), before.From
		}
	}
	if d.At = unmarked(c, d.Marks); d.At >= 0 {
		return selfFlow().Start(t, "mark", d)
	}
	d.At = 0
	return selfFlow().Start(t, "sure", d)
}

// withoutReasons are marks as a new period begins with them; what did not apply is asked again.
func withoutReasons(m evaluation.Common) evaluation.Common {
	out := evaluation.Common{}
	for key, x := range m {
		if !x.NotApplicable {
			out[key] = evaluation.Mark{Points: x.Points}
		}
	}
	return out
}

// unmarked is the first criterion without a mark, below 0 where each has one.
func unmarked(c evaluation.Criteria, m evaluation.Common) int {
	return slices.IndexFunc(c.All(), func(x evaluation.Criterion) bool { _, marked := m[x.Key]; return !marked })
}

// offered are the points that buttons offer for a criterion, the most first.
func offered(most task.Amount) (list []task.Amount) {
	const steps = 10
	step := task.A(1, 2) //nolint:mnd // half a point
	if most.Cmp(task.N(steps/2)) > 0 {
		step = most.Over(task.N(steps))
	}
	for p := most; p.Sign() >= 0 && len(list) <= steps; p = p.Minus(step) {
		list = append(list, p)
	}
	return list
}

// pointRows are the buttons with points, some in a row; named ones say what the number is.
func pointRows(t *chat.Turn, choice int32, most task.Amount, named bool) (rows [][]store.Button) {
	const inRow = 4
	for i, p := range offered(most) {
		b := t.Choice(choice, int32(i), "evaluation.points_button", "points", p.Message(), "named", named)
		if i%inRow == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	return rows
}

// pointsOf are the points that were pressed or typed.
func pointsOf(x evaluation.Criterion, in chat.Input) (task.Amount, error) {
	if in.Pressed {
		list := offered(x.Max)
		if int(in.Arg) >= len(list) {
			return task.Amount{}, rules.Refuse("press.stale")
		}
		return list[in.Arg], nil
	}
	p, ok := task.ParseAmount(strings.TrimSpace(in.Text))
	if !ok {
		return p, rules.Refuse("evaluation.points_typed", "max", x.Max.Message())
	}
	one := evaluation.Common{x.Key: evaluation.Mark{Points: p}}
	if why := one.Reasons(evaluation.Criteria{Groups: []evaluation.Group{{Criteria: []evaluation.Criterion{x}}}}); len(why) > 0 {
		return p, &rules.Refusal{Reasons: why}
	}
	return p, nil
}

// criterion is the one that is marked, with the version that it stands in.
func (d *selfDraft) criterion(t *chat.Turn) (x evaluation.Criterion, c evaluation.Criteria, err error) {
	_, c, err = criteriaOf(t, d.ID)
	if err != nil {
		return x, c, err
	}
	if all := c.All(); d.At >= 0 && d.At < len(all) {
		return all[d.At], c, nil
	}
	return x, c, rules.Refuse("press.stale")
}

// criteriaOf is an evaluation with the version that judges it.
func criteriaOf(t *chat.Turn, id evaluation.ID) (e evaluation.Evaluation, c evaluation.Criteria, err error) {
	if e, err = t.Tx.Evaluation(id); err != nil {
		return e, c, err
	}
	c, err = t.Tx.Criteria(e.Criteria)
	return e, c, err
}

func askMark(t *chat.Turn, d *selfDraft) (store.Screen, error) {
	x, c, err := d.criterion(t)
	if err != nil {
		return store.Screen{}, err
	}
	rows := append(pointRows(t, selfPoints, x.Max, false), []store.Button{t.Choice(selfNone, 0, "evaluation.none_button")}, []store.Button{t.Choice(selfBack, 0, "back"), t.Choice(selfStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("evaluation.self.mark", "i", d.At+1, "of", len(c.All()), "group", groupOf(c, x.Key), "text", x.Text, "max", x.Max.Message()), Rows: rows, Digits: true}, nil
}

// groupOf is the name of a criterion's group.
func groupOf(c evaluation.Criteria, key string) string {
	for _, g := range c.Groups {
		if slices.ContainsFunc(g.Criteria, func(x evaluation.Criterion) bool { return x.Key == key }) {
			return g.Name
		}
	}
	return ""
}

func takeMark(t *chat.Turn, d *selfDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == selfStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == selfNone:
		return "why", nil
	case in.Pressed && in.Choice == selfBack && d.Once:
		return "sure", nil
	case in.Pressed && in.Choice == selfBack:
		d.At = max(0, d.At-1)
		return "mark", nil
	}
	x, c, err := d.criterion(t)
	if err != nil {
		return chat.Stay, err
	}
	p, err := pointsOf(x, in)
	if err != nil {
		return chat.Stay, err
	}
	d.mark(x.Key, evaluation.Mark{Points: p})
	return d.next(c), nil
}

func (d *selfDraft) mark(key string, m evaluation.Mark) {
	if d.Marks == nil {
		d.Marks = evaluation.Common{}
	}
	d.Marks[key] = m
}

// next is the next criterion without a mark, else all of them.
func (d *selfDraft) next(c evaluation.Criteria) string {
	if i := unmarked(c, d.Marks); !d.Once && i >= 0 {
		d.At = i
		return "mark"
	}
	d.Once = true
	return "sure"
}

func askSelfWhy(t *chat.Turn, d *selfDraft) (store.Screen, error) {
	x, _, err := d.criterion(t)
	return store.Screen{Text: rules.Msg("evaluation.self.why", "text", x.Text), Rows: [][]store.Button{{t.Choice(selfBack, 0, "back"), t.Choice(selfStop, 0, "stop")}}}, err
}

func takeSelfWhy(t *chat.Turn, d *selfDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == selfStop:
		return chat.Stopped, nil
	case in.Pressed:
		return "mark", nil
	}
	if err := task.CheckText(in.Text); err != nil {
		return chat.Stay, err
	}
	x, c, err := d.criterion(t)
	if err != nil {
		return chat.Stay, err
	}
	d.mark(x.Key, evaluation.Mark{NotApplicable: true, Reason: chat.Short(in.Text, chat.MaxNote)})
	return d.next(c), nil
}

func askSelfNote(t *chat.Turn, d *selfDraft) (store.Screen, error) {
	rows := [][]store.Button{{t.Choice(selfBack, 0, "back"), t.Choice(selfStop, 0, "stop")}}
	if d.Note != "" {
		rows = append([][]store.Button{{t.Choice(selfNoNote, 0, "evaluation.self.no_note")}}, rows...)
	}
	return store.Screen{Text: rules.Msg("evaluation.self.note_ask", "note", d.Note), Rows: rows}, nil
}

func takeSelfNote(_ *chat.Turn, d *selfDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == selfStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == selfNoNote:
		d.Note = ""
	case !in.Pressed:
		if err := task.CheckText(in.Text); err != nil {
			return chat.Stay, err
		}
		d.Note = chat.Short(in.Text, chat.MaxNote)
	}
	return "sure", nil
}

func askSelfSure(t *chat.Turn, d *selfDraft) (store.Screen, error) {
	b, err := reckoned(t, d.ID)
	if err != nil {
		return store.Screen{}, err
	}
	sum, _ := d.Marks.Sum(b.criteria)
	rows := [][]store.Button{{t.Choice(selfSend, 0, "evaluation.self.send")}}
	rows = append(rows, criterionRows(t, selfEdit, b.criteria, d.Marks)...)
	rows = append(rows, []store.Button{t.Choice(selfNote, 0, "evaluation.self.note"), t.Choice(selfStop, 0, "stop")})
	return store.Screen{
		Text: rules.Msg("evaluation.self.sure", "period", periodWord(b.From, b.To), "start", d.From != 0, "before", periodWord(d.From, d.From.MonthEnd()), "lines", markLines(b.criteria, d.Marks, nil),
			"sum", sum.Message(), "max", b.policy.Common.Message(), "figures", figureLines(b), "note", d.Note),
		Rows: rows,
	}, nil
}

// criterionRows are buttons with a criterion and its mark each, two in a row.
func criterionRows(t *chat.Turn, choice int32, c evaluation.Criteria, m evaluation.Common) (rows [][]store.Button) {
	for i, x := range c.All() {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		mark, marked := m[x.Key]
		rows[len(rows)-1] = append(rows[len(rows)-1], t.Choice(choice, int32(i), "evaluation.criterion_button", "key", x.Key, "marked", marked, "points", mark.Points.Message(), "none", mark.NotApplicable))
	}
	return rows
}

// markLines are the criteria with their marks; beside them those of the person's own where other marks are shown.
func markLines(c evaluation.Criteria, m, self evaluation.Common) (lines []rules.Message) {
	for _, x := range c.All() {
		mark, marked := m[x.Key]
		own, owned := self[x.Key]
		lines = append(lines, rules.Msg("evaluation.mark", "key", x.Key, "text", x.Text, "max", x.Max.Message(), "marked", marked, "points", mark.Points.Message(), "none", mark.NotApplicable,
			"reason", mark.Reason, "differs", owned && marked && (own.NotApplicable != mark.NotApplicable || !own.Points.Equal(mark.Points)), "self", own.Points.Message(), "self_none", own.NotApplicable))
	}
	return lines
}

// figureLines are the figures of the task results.
func figureLines(b bill) (lines []rules.Message) {
	for _, x := range b.score.Figures {
		lines = append(lines, figureLine(x, b.own))
	}
	return lines
}

func takeSelfSure(t *chat.Turn, d *selfDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("typed.press")
	case in.Choice == selfStop:
		return chat.Stopped, nil
	case in.Choice == selfNote:
		return "note", nil
	case in.Choice == selfEdit:
		d.At, d.Once = int(in.Arg), true
		return "mark", nil
	}
	if _, err := score.SelfScore(t.Do(), score.Step{ID: d.ID, Rev: d.Rev, Chat: t.Chat}, d.Marks, d.Note); err != nil {
		return chat.Stay, err
	}
	return chat.End, t.AnswerCard(rules.Msg("evaluation.self.done"), score.Ref(d.ID))
}
