package evaluation

import (
	"maps"
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

// givenDraft is a score as somebody gives it.
type givenDraft struct {
	ID    evaluation.ID                   `json:"id"`
	Rev   int                             `json:"rev"`
	Marks evaluation.Common               `json:"marks,omitempty"`
	Set   *task.Amount                    `json:"set,omitempty"`
	None  map[evaluation.Component]string `json:"none,omitempty"` // what does not apply, with the reason
	Case  evaluation.Case                 `json:"case,omitempty"`
	Why   string                          `json:"why,omitempty"` // what the case rests on
	At    int                             `json:"at,omitempty"`  // the criterion that is changed
	Given evaluation.Mark                 `json:"mark"`          // what it becomes, once there is a reason
	Of    evaluation.Component            `json:"of,omitempty"`  // what is marked as not applicable
}

const (
	givenSend   int32 = iota + 1
	givenEdit         // Arg: the criterion
	givenPoints       // Arg: which of the points that are offered
	givenNone         // it does not apply
	givenQuick        // Arg: which of the reasons that are offered
	givenOf           // Arg: the component that does not apply
	givenSet          // e is asked for
	givenSetTo        // Arg: in tenths
	givenCase         // a case of "không hoàn thành" is stated
	givenCaseIs       // Arg: which
	givenNoCase       // it was none
	givenBack
	givenStop
)

func givenFlow() chat.Flow[givenDraft] {
	to := func(name string, v int32) chat.Choice { return chat.Choice{Name: name, Value: v, Arg: chat.NoArg} }
	item := func(name string, v int32) chat.Choice { return chat.Choice{Name: name, Value: v, Arg: chat.AnItem} }
	stop, back := to("stop", givenStop), to("back", givenBack)
	return chat.Flow[givenDraft]{Name: "score_staff", Version: 1, Access: pilot.ScoreStaff.Access, About: aboutGivenDraft, Stop: func(t *chat.Turn, d *givenDraft) error { return t.ShowCard(score.Ref(d.ID)) },
		Steps: []chat.Step[givenDraft]{
			{Name: "sheet", Ask: askGiven, Take: takeGiven, Sure: []int32{givenSend}, Yes: givenSend, Main: givenSend, Choices: []chat.Choice{
				to("send", givenSend), item("edit", givenEdit), item("of", givenOf), to("set", givenSet), to("case", givenCase), stop,
			}},
			{Name: "points", Ask: askGivenPoints, Take: takeGivenPoints, Choices: []chat.Choice{item("points", givenPoints), to("none", givenNone), back, stop}},
			{Name: "why", Ask: askGivenWhy, Take: takeGivenWhy, Free: true, Choices: []chat.Choice{item("quick", givenQuick), back, stop}},
			{Name: "of_why", Ask: askOfWhy, Take: takeOfWhy, Free: true, Choices: []chat.Choice{back, stop}},
			{Name: "set", Ask: askSet, Take: takeSet, Choices: []chat.Choice{item("set", givenSetTo), back, stop}},
			{Name: "case", Ask: askCase, Take: takeCase, Choices: []chat.Choice{item("case", givenCaseIs), to("no_case", givenNoCase), back, stop}},
			{Name: "case_why", Ask: askCaseWhy, Take: takeCaseWhy, Free: true, Choices: []chat.Choice{back, stop}},
		}}
}

func aboutGivenDraft(t *chat.Turn, d *givenDraft) (rules.Subject, error) {
	return t.Subject(pilot.ObjectEvaluation, int64(d.ID))
}

// givenStart begins with what was given, else with the person's own marks, else with those of the period before.
func givenStart(e evaluation.Evaluation, before *evaluation.Evaluation) givenDraft {
	d := givenDraft{ID: e.ID, Rev: e.Rev, Marks: evaluation.Common{}, Set: e.Set, None: map[evaluation.Component]string{}, Case: e.Stated, Why: e.StatedWhy}
	from := e.Self
	switch {
	case len(e.Given) > 0:
		from = e.Given
	case before != nil && before.From == e.From: // the version that this one replaces
		from = before.Given
	case len(e.Self) == 0 && before != nil && before.Criteria == e.Criteria:
		from = withoutReasons(before.Given)
	}
	maps.Copy(d.Marks, from)
	maps.Copy(d.None, e.NotApplicable)
	return d
}

func (d *givenDraft) given() evaluation.Given {
	return evaluation.Given{Common: d.Marks, Set: d.Set, NotApplicable: d.None, Stated: d.Case, StatedWhy: d.Why}
}

// bill is the evaluation as it would be with what the draft holds.
func (d *givenDraft) bill(t *chat.Turn) (bill, error) {
	b, err := reckoned(t, d.ID)
	if err != nil {
		return b, err
	}
	s := b.sheet
	s.Common, s.Set, s.NotApplicable, s.Stated = d.Marks, d.Set, d.None, d.Case
	b.score = b.policy.Score(s)
	return b, nil
}

func askGiven(t *chat.Turn, d *givenDraft) (store.Screen, error) {
	b, err := d.bill(t)
	if err != nil {
		return store.Screen{}, err
	}
	rows := [][]store.Button{{t.Choice(givenSend, 0, "evaluation.give")}}
	rows = append(rows, criterionRows(t, givenEdit, b.criteria, d.Marks)...)
	var of []store.Button
	for _, f := range b.score.Figures {
		if f.Component == evaluation.AsSet {
			rows = append(rows, []store.Button{t.Choice(givenSet, 0, "evaluation.set_button", "known", f.Known, "value", f.Ratio.HalfUp(2).Message())}) //nolint:mnd // hundredths
		}
		if f.NotApplicable != "" || !f.Known {
			of = append(of, t.Choice(givenOf, int32(f.Component), "evaluation.of_button", "letter", f.Component.Letter(), "none", f.NotApplicable != ""))
		}
	}
	if len(of) > 0 {
		rows = append(rows, of)
	}
	rows = append(rows, []store.Button{t.Choice(givenCase, 0, "evaluation.case_button", "stated", d.Case != evaluation.NoCase)}, []store.Button{t.Choice(givenStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("evaluation.given", "name", b.person.Called(), "period", periodWord(b.From, b.To), "marks", markLines(b.criteria, d.Marks, b.Self), "self", len(b.Self) > 0,
		"note", b.SelfNote, "common", rules.Msg("evaluation.common", "points", shown(b.score.Common), "max", b.policy.Common.Message()), "figures", figureLines(b), "mean", meanLine(b.score, b.policy),
		"total", totalLine(b.score, b.policy), "stated", d.Case != evaluation.NoCase, "case", rules.Msg("evaluation.stated", "case", caseWord(d.Case), "why", d.Why)), Rows: rows}, nil
}

func takeGiven(t *chat.Turn, d *givenDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("typed.press")
	case in.Choice == givenStop:
		return chat.Stopped, nil
	case in.Choice == givenEdit:
		d.At = int(in.Arg)
		return "points", nil
	case in.Choice == givenSet:
		return "set", nil
	case in.Choice == givenCase:
		return "case", nil
	case in.Choice == givenOf:
		d.Of = evaluation.Component(in.Arg)
		if d.None[d.Of] != "" {
			delete(d.None, d.Of)
			return "sheet", nil
		}
		return "of_why", nil
	}
	if _, err := score.Score(t.Do(), score.Step{ID: d.ID, Rev: d.Rev, Chat: t.Chat}, d.given()); err != nil {
		return chat.Stay, err
	}
	return chat.End, showNext(t, d.ID)
}

// criterion is the one that is changed, with the evaluation.
func (d *givenDraft) criterion(t *chat.Turn) (x evaluation.Criterion, e evaluation.Evaluation, c evaluation.Criteria, err error) {
	e, c, err = criteriaOf(t, d.ID)
	if err != nil {
		return x, e, c, err
	}
	if all := c.All(); d.At >= 0 && d.At < len(all) {
		return all[d.At], e, c, nil
	}
	return x, e, c, rules.Refuse("press.stale")
}

// calledBy is how others are told of the person whose evaluation it is.
func calledBy(t *chat.Turn, e evaluation.Evaluation) (string, error) {
	p, err := t.Tx.Person(e.Person, t.Today)
	return p.Called(), err
}

func askGivenPoints(t *chat.Turn, d *givenDraft) (store.Screen, error) {
	x, e, _, err := d.criterion(t)
	if err != nil {
		return store.Screen{}, err
	}
	name, err := calledBy(t, e)
	own, owned := e.Self[x.Key]
	rows := append(pointRows(t, givenPoints, x.Max, true), []store.Button{t.Choice(givenNone, 0, "evaluation.none_button")}, []store.Button{t.Choice(givenBack, 0, "evaluation.back_given"), t.Choice(givenStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("evaluation.given.points", "name", name, "text", x.Text, "max", x.Max.Message(), "owned", owned, "own", own.Points.Message(), "none", own.NotApplicable, "reason", own.Reason), Rows: rows, Digits: true}, err
}

func takeGivenPoints(t *chat.Turn, d *givenDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == givenStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == givenBack:
		return "sheet", nil
	case in.Pressed && in.Choice == givenNone:
		d.Given = evaluation.Mark{NotApplicable: true}
		return "why", nil
	}
	x, e, c, err := d.criterion(t)
	if err != nil {
		return chat.Stay, err
	}
	p, err := pointsOf(x, in)
	if err != nil {
		return chat.Stay, err
	}
	d.Given = evaluation.Mark{Points: p}
	if own, owned := e.Self[x.Key]; !owned || !own.NotApplicable && own.Points.Equal(p) {
		d.mark(x.Key)
		if !owned {
			return d.next(c), nil
		}
		return "sheet", nil
	}
	return "why", nil
}

func (d *givenDraft) mark(key string) {
	if d.Marks == nil {
		d.Marks = evaluation.Common{}
	}
	d.Marks[key] = d.Given
}

// next is the next criterion without a mark, where the person gave none; else all of them.
func (d *givenDraft) next(c evaluation.Criteria) string {
	if i := unmarked(c, d.Marks); i >= 0 {
		d.At = i
		return "points"
	}
	return "sheet"
}

// quickReasons are how many reasons of a change are offered.
const quickReasons = 3

var reasonKeys = [quickReasons]string{"evaluation.reason.results", "evaluation.reason.talked", "evaluation.reason.checked"}

func askGivenWhy(t *chat.Turn, d *givenDraft) (store.Screen, error) {
	x, e, _, err := d.criterion(t)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for i, key := range reasonKeys {
		if !d.Given.NotApplicable {
			rows = append(rows, []store.Button{t.Choice(givenQuick, int32(i), key)})
		}
	}
	rows = append(rows, []store.Button{t.Choice(givenBack, 0, "evaluation.back_given"), t.Choice(givenStop, 0, "stop")})
	own := e.Self[x.Key]
	return store.Screen{Text: rules.Msg("evaluation.given.why", "text", x.Text, "none", d.Given.NotApplicable, "points", d.Given.Points.Message(), "own", own.Points.Message(), "own_none", own.NotApplicable), Rows: rows}, nil
}

func takeGivenWhy(t *chat.Turn, d *givenDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == givenStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == givenBack:
		return "points", nil
	case in.Pressed:
		if int(in.Arg) >= quickReasons {
			return chat.Stay, rules.Refuse("press.stale")
		}
		text, err := t.Text(rules.Msg(reasonKeys[in.Arg]))
		if err != nil {
			return chat.Stay, err
		}
		in.Text = text
	}
	if err := task.CheckText(in.Text); err != nil {
		return chat.Stay, err
	}
	x, _, _, err := d.criterion(t)
	if err != nil {
		return chat.Stay, err
	}
	d.Given.Reason = chat.Short(in.Text, chat.MaxNote)
	d.mark(x.Key)
	return "sheet", nil
}

func askOfWhy(t *chat.Turn, d *givenDraft) (store.Screen, error) {
	if d.Of == 0 || int(d.Of) >= len(componentKeys) {
		return store.Screen{}, rules.Refuse("press.stale")
	}
	return store.Screen{Text: rules.Msg("evaluation.given.of_why", "letter", d.Of.Letter(), "name", rules.Msg(componentKeys[d.Of])),
		Rows: [][]store.Button{{t.Choice(givenBack, 0, "evaluation.back_given"), t.Choice(givenStop, 0, "stop")}}}, nil
}

func takeOfWhy(_ *chat.Turn, d *givenDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == givenStop:
		return chat.Stopped, nil
	case in.Pressed:
		return "sheet", nil
	}
	if err := task.CheckText(in.Text); err != nil {
		return chat.Stay, err
	}
	if d.None == nil {
		d.None = map[evaluation.Component]string{}
	}
	d.None[d.Of] = chat.Short(strings.Join(strings.Fields(in.Text), " "), chat.MaxNote)
	return "sheet", nil
}

// setsOffered are the values of e on buttons, in tenths.
var setsOffered = []int32{10, 9, 8, 7, 6, 5, 3, 0}

func askSet(t *chat.Turn, _ *givenDraft) (store.Screen, error) {
	var rows [][]store.Button
	for i, n := range setsOffered {
		if i%4 == 0 { //nolint:mnd // four in a row
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], t.Choice(givenSetTo, n, "evaluation.set_to", "value", tenths(n).Message()))
	}
	rows = append(rows, []store.Button{t.Choice(givenBack, 0, "evaluation.back_given"), t.Choice(givenStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("evaluation.given.set"), Rows: rows, Digits: true}, nil
}

func tenths(n int32) task.Amount { return task.A(int64(n), 10) } //nolint:mnd // tenths

func takeSet(_ *chat.Turn, d *givenDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == givenStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == givenBack:
		return "sheet", nil
	}
	a := tenths(in.Arg)
	if !in.Pressed {
		var ok bool
		if a, ok = task.ParseAmount(strings.TrimSpace(in.Text)); !ok {
			return chat.Stay, rules.Refuse("evaluation.set_typed")
		}
	}
	if a.Sign() < 0 || a.Cmp(task.N(1)) > 0 {
		return chat.Stay, rules.Refuse("evaluation.set", "n", a.Message())
	}
	d.Set = &a
	return "sheet", nil
}

func askCase(t *chat.Turn, d *givenDraft) (store.Screen, error) {
	e, err := t.Tx.Evaluation(d.ID)
	if err != nil {
		return store.Screen{}, err
	}
	name, err := calledBy(t, e)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for c := evaluation.Degradation; c <= evaluation.Corruption; c++ {
		if c != evaluation.Corruption || e.Profile.Leads() {
			rows = append(rows, []store.Button{t.Choice(givenCaseIs, int32(c), caseKeys[c])})
		}
	}
	if d.Case != evaluation.NoCase {
		rows = append(rows, []store.Button{t.Choice(givenNoCase, 0, "evaluation.no_case")})
	}
	rows = append(rows, []store.Button{t.Choice(givenBack, 0, "evaluation.back_given"), t.Choice(givenStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("evaluation.given.case", "name", name), Rows: rows}, nil
}

func takeCase(_ *chat.Turn, d *givenDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("typed.press")
	case in.Choice == givenStop:
		return chat.Stopped, nil
	case in.Choice == givenBack:
		return "sheet", nil
	case in.Choice == givenNoCase:
		d.Case, d.Why = evaluation.NoCase, ""
		return "sheet", nil
	case !slices.Contains([]evaluation.Case{evaluation.Degradation, evaluation.Discipline, evaluation.Corruption}, evaluation.Case(in.Arg)):
		return chat.Stay, rules.Refuse("press.stale")
	}
	d.Case = evaluation.Case(in.Arg)
	return "case_why", nil
}

func askCaseWhy(t *chat.Turn, d *givenDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("evaluation.given.case_why", "case", caseWord(d.Case)), Rows: [][]store.Button{{t.Choice(givenBack, 0, "evaluation.back_given"), t.Choice(givenStop, 0, "stop")}}}, nil
}

func takeCaseWhy(_ *chat.Turn, d *givenDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == givenStop:
		return chat.Stopped, nil
	case in.Pressed:
		d.Case = evaluation.NoCase
		return "sheet", nil
	}
	if err := task.CheckText(in.Text); err != nil {
		return chat.Stay, err
	}
	d.Why = chat.Short(strings.Join(strings.Fields(in.Text), " "), chat.MaxNote)
	return "sheet", nil
}
