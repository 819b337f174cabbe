package evaluation

import (
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// stretch is some whole months.
type stretch struct {
	First  rules.Date
	Months uint8
}

func (s stretch) last() rules.Date { return s.First.AddMonths(int(s.Months)) - 1 }

// stretches are the month of a day with the quarter, half-year and year that hold it.
func stretches(d rules.Date) (out []stretch) {
	for _, n := range []int{1, 3, 6, 12} {
		out = append(out, stretch{d.MonthStart().AddMonths(-((int(d.Month()) - 1) % n)), uint8(n)})
	}
	return out
}

type (
	// unitPress shows the results of a unit; unitFilePress sends a file of them.
	unitPress struct {
		Unit   rules.UnitID
		First  rules.Date
		Months uint8
	}
	unitFilePress struct {
		Unit   rules.UnitID
		First  rules.Date
		Months uint8
		What   unitFile
	}
	// longerPress shows the reader's own longer periods; spreadPress the spread over all units.
	longerPress struct {
		First  rules.Date
		Months uint8
	}
	spreadPress struct {
		First rules.Date
		Page  int16
	}
)

// unitFile is which file of a unit it is.
type unitFile uint8

const (
	unitListXLSX unitFile = iota + 1
	unitListPDF
	unitBestXLSX
	unitBestPDF
	unitCSV
	unitJSON
	unitWorkCSV
	unitWorkJSON
)

var (
	unitKey     = chat.DefinePress[unitPress]("eu")
	unitFileKey = chat.DefinePress[unitFilePress]("ex")
	longerKey   = chat.DefinePress[longerPress]("eq")
	spreadKey   = chat.DefinePress[spreadPress]("es")
)

const unitFileKind = "evaluation_unit_file"

// aboutUnit refuses whoever may not read a unit's results.
func aboutUnit(t *chat.Turn, unit rules.UnitID) (rules.Subject, error) {
	s, err := t.Do().Subject(0, unit)
	if err == nil && !rules.MayAny(t.Actor, pilot.ReadUnitScores.Any(), s) {
		err = rules.Refuse("access.foreign")
	}
	return s, err
}

func loadUnit(v chat.View, unit rules.UnitID, s stretch) (u unitList, err error) {
	if u.unit, err = v.Tx.Unit(unit); err != nil {
		return u, err
	}
	rows, caps, err := score.UnitRows(v.Do(), unit, s.First, s.last())
	u.from, u.to, u.policy, u.rows, u.caps, u.names = s.First, s.last(), v.Pilot.Scoring.Policy, rows, caps, map[rules.PersonID]string{}
	for _, r := range rows {
		u.names[r.Person.ID] = r.Person.Called()
	}
	return u, err
}

// showUnit shows a unit's results: how many stand at each level, and the cap; names stand in the files.
func showUnit(t *chat.Turn, p unitPress) error {
	if p.Months == 0 || p.Months > 12 { //nolint:mnd // a year
		return t.Stale()
	}
	u, err := loadUnit(t.Look(), p.Unit, stretch{p.First, p.Months})
	if err != nil {
		return err
	}
	var n [evaluation.Excellent + 1]int
	for _, r := range u.rows {
		n[r.Longer.Level]++
	}
	var caps []rules.Message
	for _, c := range u.caps {
		caps = append(caps, rules.Msg("evaluation.unit_cap", "line", capLine(u, c)))
		for _, r := range c.Excellent { // who is named
			if slices.Contains(t.Actor.HeadOf, p.Unit) {
				continue
			}
			if err := t.Do().NoteRead(r.Person, pilot.ObjectEvaluation); err != nil {
				return err
			}
		}
	}
	file := func(what unitFile, key string) store.Button {
		return unitFileKey.Button(unitFilePress{p.Unit, p.First, p.Months, what}, key)
	}
	rows := [][]store.Button{
		{file(unitListXLSX, "evaluation.unit.list_xlsx"), file(unitListPDF, "evaluation.unit.list_pdf")},
		{file(unitBestXLSX, "evaluation.unit.best_xlsx"), file(unitBestPDF, "evaluation.unit.best_pdf")},
		{file(unitCSV, "evaluation.unit.csv"), file(unitJSON, "evaluation.unit.json")},
	}
	if p.Months == 1 {
		rows = append(rows, []store.Button{file(unitWorkCSV, "evaluation.unit.work_csv"), file(unitWorkJSON, "evaluation.unit.work_json")})
	}
	var turn []store.Button
	for _, s := range stretches(u.to) {
		if s.Months != p.Months {
			turn = append(turn, unitKey.Button(unitPress{p.Unit, s.First, s.Months}, "evaluation.stretch", "period", periodWord(s.First, s.last())))
		}
	}
	rows = append(rows, turn, []store.Button{backKey.Button(backPress{u.to.MonthStart()}, "evaluation.all")})
	return t.Show(store.Screen{Text: rules.Msg("evaluation.unit", "unit", u.unit.Name, "period", periodWord(u.from, u.to), "n", len(u.rows), "excellent", n[evaluation.Excellent], "good", n[evaluation.Good],
		"completed", n[evaluation.Completed], "failed", n[evaluation.Failed], "not_rated", n[evaluation.NotRated], "none", n[evaluation.NoLevel], "caps", caps), Rows: rows})
}

// sendUnitFile queues a file of a unit, and notes for everybody in it that it was read.
func sendUnitFile(t *chat.Turn, p unitFilePress) error {
	if p.Months == 0 || p.Months > 12 || p.What < unitListXLSX || p.What > unitWorkJSON || p.What >= unitWorkCSV && p.Months > 1 { //nolint:mnd // a year
		return t.Stale()
	}
	u, err := loadUnit(t.Look(), p.Unit, stretch{p.First, p.Months})
	if err != nil {
		return err
	}
	for _, r := range u.rows {
		if err := t.Do().NoteRead(r.Person.ID, pilot.ObjectEvaluation); err != nil {
			return err
		}
	}
	return t.SendFile(store.Ref{Kind: unitFileKind, ID: int64(p.Unit), Args: rules.Args{"first": p.First, "months": int(p.Months), "what": int(p.What)}})
}

func unitFiles() chat.Object {
	return chat.Object{Kind: unitFileKind, Whose: chat.OfUnit, May: pilot.ReadUnitScores.Any(), Protect: true, File: func(v chat.View, ref store.Ref) (chat.Upload, error) {
		first, _ := ref.Args["first"].(rules.Date)
		months, _ := ref.Args["months"].(int)
		what, _ := ref.Args["what"].(int)
		u, err := loadUnit(v, rules.UnitID(ref.ID), stretch{first, uint8(months)})
		if err != nil {
			return chat.Upload{}, err
		}
		f, err := newFormer(v, u.unit.ID)
		if err != nil {
			return chat.Upload{}, err
		}
		return f.unitFile(u, unitFile(what))
	}}
}

func (f *former) unitFile(u unitList, what unitFile) (chat.Upload, error) {
	switch what {
	case unitCSV, unitJSON:
		return f.rowsFile(u, what)
	case unitWorkCSV, unitWorkJSON:
		return f.workFile(u, what)
	case unitBestXLSX, unitBestPDF:
		form := f.proposalForm(u)
		return f.upload(form, what == unitBestPDF, fileName("de-nghi-xuat-sac", u.unit.Code, u.from, u.to, ""), rules.Msg("evaluation.caption", "what", form.Title, "name", u.unit.Name, "period", periodWord(u.from, u.to)))
	}
	form := f.listForm(u)
	return f.upload(form, what == unitListPDF, fileName("tong-hop-danh-gia", u.unit.Code, u.from, u.to, ""), rules.Msg("evaluation.caption", "what", form.Title, "name", u.unit.Name, "period", periodWord(u.from, u.to)))
}

// showLonger shows the reader's own quarter, half-year and year.
func showLonger(t *chat.Turn, p longerPress) error {
	first := p.First
	if first == 0 {
		first = newest(t)
	}
	var lines []rules.Message
	for _, s := range stretches(first)[1:] {
		l, months, err := score.LongerOf(t.Do(), s.First, s.last())
		if err != nil {
			return err
		}
		var each []rules.Message
		for _, e := range months {
			each = append(each, rules.Msg("evaluation.month_line", "period", periodWord(e.From, e.To), "published", !e.Published.IsZero(), "rated", e.Level > evaluation.NotRated,
				"total", t.Pilot.Scoring.Policy.Shown(e.Total).Message(), "level", levelWord(e.Level), "stage", stageWord(e)))
		}
		lines = append(lines, rules.Msg("evaluation.longer_line", "period", periodWord(s.First, s.last()), "n", l.Scored, "missing", len(l.Missing), "rated", l.Level > evaluation.NotRated,
			"mean", t.Pilot.Scoring.Policy.Shown(l.Mean).Message(), "level", levelWord(l.Level), "months", each, "year", s.Months == 12, "least", t.Pilot.Scoring.Policy.YearMonths)) //nolint:mnd // months of a year
	}
	return t.Show(store.Screen{Text: rules.Msg("evaluation.longer", "lines", lines), Rows: [][]store.Button{{backKey.Button(backPress{first}, "evaluation.all")}}})
}

// showSpread shows coordinators and auditors how a month's levels spread by unit and scorer, and leads to each unit.
func showSpread(t *chat.Turn, p spreadPress) error {
	list, err := score.Spreads(t.Do(), p.First, p.First.MonthEnd())
	if err != nil {
		return err
	}
	part, pages := chat.PageOf(list, int(p.Page), chat.Listed)
	var lines []rules.Message
	var rows [][]store.Button
	seen := map[rules.UnitID]bool{}
	for _, s := range part {
		lines = append(lines, rules.Msg("evaluation.spread_line", "unit", s.Unit.Name, "scorer", s.Scorer.Called(), "excellent", s.N[evaluation.Excellent], "good", s.N[evaluation.Good],
			"completed", s.N[evaluation.Completed], "failed", s.N[evaluation.Failed], "not_rated", s.N[evaluation.NotRated]))
		if !seen[s.Unit.ID] {
			seen[s.Unit.ID] = true
			rows = append(rows, []store.Button{unitKey.Button(unitPress{s.Unit.ID, p.First, 1}, "evaluation.unit_button", "unit", s.Unit.Name)})
		}
	}
	if pages > 1 {
		rows = append(rows, []store.Button{spreadKey.Button(spreadPress{p.First, int16((int(p.Page) + 1) % pages)}, "evaluation.page_button", "page", int(p.Page)%pages+1, "pages", pages)})
	}
	rows = append(rows, []store.Button{backKey.Button(backPress{p.First}, "evaluation.all")})
	return t.Show(store.Screen{Text: rules.Msg("evaluation.spread", "period", periodWord(p.First, p.First.MonthEnd()), "lines", lines, "n", len(list)), Rows: rows})
}

func unitPresses() []chat.Presser {
	return []chat.Presser{
		unitKey.On(reads, func(t *chat.Turn, p unitPress) (rules.Subject, error) { return aboutUnit(t, p.Unit) }, showUnit),
		unitFileKey.On(reads, func(t *chat.Turn, p unitFilePress) (rules.Subject, error) { return aboutUnit(t, p.Unit) }, sendUnitFile),
		longerKey.On(pilot.ReadScores.Access, chat.AboutSelf[longerPress], showLonger),
		spreadKey.On(pilot.SurveyScores.Access, nil, showSpread),
		inspectKey.On(pilot.SurveyScores.Access, func(t *chat.Turn, p inspectPress) (rules.Subject, error) {
			return t.Subject(pilot.ObjectEvaluation, int64(p.ID))
		}, sendInspection),
	}
}
