package survey

import (
	"strconv"
	"strings"
	"unicode"

	"tainha/bot/chat"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// formsDraft is a pile of printed forms being counted.
type formsDraft struct {
	Wave  survey.WaveID `json:"wave"`
	Unit  rules.UnitID  `json:"unit,omitempty"`
	Who   survey.Who    `json:"who,omitempty"`
	Sheet survey.Sheet  `json:"sheet"`
	Given int           `json:"given,omitempty"` // how many were given out
}

// checkPress looks at forms that wait, says that they are right, or lays them aside.
type checkPress struct {
	Forms int32
	What  int8
}

const (
	checkLook int8 = iota
	checkRight
	checkWrong
)

const (
	formsUnit int32 = iota + 1 // Arg: the unit
	formsWho                   // Arg: which of those who are asked
	formsSave
	formsAgain
	formsStop
	formsUnknown // how many were given out
)

var (
	checkKey = chat.DefinePress[checkPress]("sk")
	formsKey = chat.DefinePress[wavePress]("sn")
)

func formsFlow() chat.Flow[formsDraft] {
	stop := chat.Choice{Name: "stop", Value: formsStop, Arg: chat.NoArg}
	return chat.Flow[formsDraft]{Name: "survey_forms", Version: 2, Access: sees, Steps: []chat.Step[formsDraft]{
		{Name: "unit", Ask: askFormsUnit, Take: takeFormsUnit, Choices: []chat.Choice{{Name: "unit", Value: formsUnit, Arg: chat.AnID}, stop}},
		{Name: "who", Ask: askFormsWho, Take: takeFormsWho, Choices: []chat.Choice{{Name: "who", Value: formsWho, Arg: chat.AnItem}, stop}},
		{Name: "given", Ask: askGiven, Take: takeGiven, Choices: []chat.Choice{{Name: "unknown", Value: formsUnknown, Arg: chat.NoArg}, stop}},
		{Name: "numbers", Ask: askNumbers, Take: takeNumbers, Choices: []chat.Choice{stop}},
		{Name: "sure", Ask: askForms, Take: takeForms, Sure: []int32{formsSave}, Yes: formsSave, Main: formsSave, Choices: []chat.Choice{
			{Name: "save", Value: formsSave, Arg: chat.NoArg, Confirms: true}, {Name: "again", Value: formsAgain, Arg: chat.NoArg}, stop,
		}},
	}}
}

func formsStopRow(t *chat.Turn) []store.Button { return []store.Button{t.Choice(formsStop, 0, "stop")} }

// showForms lists what waits to be checked in a wave.
func showForms(t *chat.Turn, w survey.Wave, seen map[rules.UnitID]bool) error {
	if !w.Closed.IsZero() || w.Audience != survey.Citizens {
		return t.Stale()
	}
	list, err := t.Tx.FormsWaiting(w.ID)
	if err != nil {
		return err
	}
	var lines []rules.Message
	var rows [][]store.Button
	for _, f := range list {
		if seen != nil && !seen[f.Unit] || len(rows) == mostUnits {
			continue
		}
		line, err := formsLine(t, f)
		if err != nil {
			return err
		}
		lines = append(lines, rules.Msg("survey.forms.item", "i", len(lines)+1, "line", line))
		rows = append(rows, []store.Button{checkKey.Button(checkPress{Forms: int32(f.ID)}, "survey.forms.check", "i", len(lines))})
	}
	rows = append(rows, []store.Button{formsKey.Button(wavePress{Wave: int32(w.ID)}, "survey.forms.enter")})
	return t.Show(store.Screen{Text: rules.Msg("survey.forms", "wave", titleOf(w), "n", len(lines), "lines", lines), Rows: rows})
}

// formsLine says whose forms they are, how many, and who entered them.
func formsLine(t *chat.Turn, f survey.Forms) (rules.Message, error) {
	u, err := t.Tx.Unit(f.Unit)
	if err != nil {
		return rules.Message{}, err
	}
	by, err := t.Tx.Person(f.By, t.Today)
	return rules.Msg("survey.forms.line", "unit", u.Name, "who", rules.Msg("survey.group."+whoName(f.Who)), "n", f.Sheet.Forms(), "given", f.Issued, "by", by.Called()), err
}

// sheetLines are the numbers of a sheet, question by question.
func sheetLines(s survey.Sheet) (lines []rules.Message) {
	for q, row := range s {
		lines = append(lines, rules.Msg("survey.forms.numbers", "i", q+1, "question", rules.Msg("survey.short."+survey.Citizens.Keys()[q]), "a", row[0], "b", row[1], "c", row[2], "d", row[3], "e", row[4]))
	}
	return lines
}

func beginForms(t *chat.Turn, p wavePress) error {
	w, err := t.Tx.Wave(survey.WaveID(p.Wave))
	if err != nil {
		return err
	}
	if !w.Closed.IsZero() || w.Audience != survey.Citizens {
		return t.Stale()
	}
	return formsFlow().Start(t, "unit", formsDraft{Wave: w.ID})
}

func askFormsUnit(t *chat.Turn, d *formsDraft) (store.Screen, error) {
	w, err := t.Tx.Wave(d.Wave)
	if err != nil {
		return store.Screen{}, err
	}
	seen, err := own(t)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, id := range w.Units {
		if seen != nil && !seen[id] || len(rows) == mostUnits {
			continue
		}
		u, err := t.Tx.Unit(id)
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{t.Choice(formsUnit, int32(id), "survey.forms.of", "unit", u.Name)})
	}
	return store.Screen{Text: rules.Msg("survey.forms.unit"), Rows: append(rows, formsStopRow(t))}, nil
}

func takeFormsUnit(t *chat.Turn, d *formsDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == formsStop:
		return chat.Stopped, nil
	case !in.Pressed:
		return chat.Stay, rules.Refuse("survey.pick")
	}
	seen, err := own(t)
	if err != nil {
		return chat.Stay, err
	}
	d.Unit = rules.UnitID(in.Arg)
	if seen != nil && !seen[d.Unit] {
		return chat.Stay, rules.Refuse("access.foreign")
	}
	return "who", nil
}

func askFormsWho(t *chat.Turn, _ *formsDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("survey.forms.who"), Rows: [][]store.Button{
		{t.Choice(formsWho, 0, "survey.as.citizen")}, {t.Choice(formsWho, 1, "survey.as.business")}, formsStopRow(t),
	}}, nil
}

func takeFormsWho(_ *chat.Turn, d *formsDraft, in chat.Input) (string, error) {
	asked := survey.Citizens.Asked()
	switch {
	case in.Pressed && in.Choice == formsStop:
		return chat.Stopped, nil
	case !in.Pressed || int(in.Arg) >= len(asked):
		return chat.Stay, rules.Refuse("survey.pick")
	}
	d.Who = asked[in.Arg]
	return "given", nil
}

func askGiven(t *chat.Turn, _ *formsDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("survey.forms.given"), Digits: true, Rows: [][]store.Button{{t.Choice(formsUnknown, 0, "survey.forms.unknown")}, formsStopRow(t)}}, nil
}

func takeGiven(_ *chat.Turn, d *formsDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == formsStop:
		return chat.Stopped, nil
	case in.Pressed:
		d.Given = 0
		return "numbers", nil
	}
	n, ok := survey.ParseCount(in.Text)
	if !ok || n < 1 || n > survey.MostForms {
		return chat.Stay, rules.Refuse("survey.forms.given_unclear", "most", survey.MostForms)
	}
	d.Given = n
	return "numbers", nil
}

func askNumbers(t *chat.Turn, _ *formsDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("survey.forms.type"), Digits: true, Rows: [][]store.Button{formsStopRow(t)}}, nil
}

func takeNumbers(_ *chat.Turn, d *formsDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	s, ok := readSheet(in.Text)
	if !ok {
		return chat.Stay, rules.Refuse("survey.forms.unclear")
	}
	if err := s.Check(); err != nil {
		return chat.Stay, err
	}
	if d.Given > 0 && s.Forms() > d.Given {
		return chat.Stay, rules.Refuse("survey.form.over_given", "n", s.Forms(), "given", d.Given)
	}
	d.Sheet = s
	return "sure", nil
}

// readSheet reads a line of five numbers for each question, in the order of the form.
func readSheet(text string) (s survey.Sheet, ok bool) {
	q := 0
	for line := range strings.Lines(text) {
		numbers := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsDigit(r) })
		if len(numbers) == 0 {
			continue
		}
		if len(numbers) == survey.Levels+1 && numbers[0] == strconv.Itoa(q+1) { // the question's own number
			numbers = numbers[1:]
		}
		if q == survey.Questions || len(numbers) != survey.Levels {
			return s, false
		}
		for l, x := range numbers {
			n, err := strconv.Atoi(x)
			if err != nil {
				return s, false
			}
			s[q][l] = n
		}
		q++
	}
	return s, q == survey.Questions
}

func askForms(t *chat.Turn, d *formsDraft) (store.Screen, error) {
	line, err := formsLine(t, survey.Forms{Unit: d.Unit, Who: d.Who, Sheet: d.Sheet, Issued: d.Given, By: t.Person.ID})
	return store.Screen{
		Text: rules.Msg("survey.forms.sure", "line", line, "lines", sheetLines(d.Sheet)),
		Rows: [][]store.Button{{t.Choice(formsSave, 0, "survey.forms.save")}, {t.Choice(formsAgain, 0, "survey.forms.again"), t.Choice(formsStop, 0, "stop")}},
	}, err
}

func takeForms(t *chat.Turn, d *formsDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeNumbers(t, d, in)
	case in.Choice == formsStop:
		return chat.Stopped, nil
	case in.Choice == formsAgain:
		return "given", nil
	}
	if _, err := surveys.EnterForms(t.Do(), survey.Forms{Wave: d.Wave, Unit: d.Unit, Who: d.Who, Sheet: d.Sheet, Issued: d.Given}); err != nil {
		return chat.Stay, err
	}
	if err := t.Answer(rules.Msg("survey.forms.saved", "n", d.Sheet.Forms())); err != nil {
		return chat.Stay, err
	}
	return chat.End, home(t)
}

// pressCheck shows forms to whoever checks them, and takes what they say.
func pressCheck(t *chat.Turn, p checkPress) error {
	f, err := t.Tx.FormsBy(survey.FormID(p.Forms))
	if err != nil {
		return err
	}
	seen, err := own(t)
	if err != nil {
		return err
	}
	switch {
	case seen != nil && !seen[f.Unit]:
		return rules.Refuse("access.foreign")
	case f.State != survey.FormsWait:
		return rules.Refuse("survey.form.settled")
	case p.What == checkRight, p.What == checkWrong:
		if _, err := surveys.CheckForms(t.Do(), f.ID, p.What == checkRight); err != nil {
			return err
		}
		if err := t.Answer(rules.Msg("survey.forms.checked", "right", p.What == checkRight, "n", f.Sheet.Forms())); err != nil {
			return err
		}
		return home(t)
	case p.What != checkLook:
		return t.Stale()
	}
	line, err := formsLine(t, f)
	if err != nil {
		return err
	}
	return t.Show(store.Screen{Text: rules.Msg("survey.forms.look", "line", line, "lines", sheetLines(f.Sheet), "own", f.By == t.Person.ID), Rows: [][]store.Button{
		{checkKey.Button(checkPress{int32(f.ID), checkRight}, "survey.forms.right")}, {checkKey.Button(checkPress{int32(f.ID), checkWrong}, "survey.forms.wrong")},
	}})
}
