package evaluation

import (
	"strconv"

	"tainha/bot/chat"
	score "tainha/pilot/evaluation"
	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// levelNames are the levels as another program reads them.
var levelNames = [...]string{
	evaluation.NoLevel: "", evaluation.NotRated: "not_rated", evaluation.Failed: "failed", evaluation.Completed: "completed", evaluation.Good: "good", evaluation.Excellent: "excellent",
}

// rowsFile is the results as rows that the official software takes.
func (f *former) rowsFile(u unitList, what unitFile) (chat.Upload, error) {
	out := sheet.Rows{Fields: []string{"person_code", "unit_code", "position_code", "from", "to", "common_points", "result_points", "total", "level", "criteria", "published_on"}}
	for _, r := range u.rows {
		row := []string{r.Person.Code, u.unit.Code, r.Position.Code, u.from.String(), u.to.String(), "", "", "", levelNames[r.Longer.Level], r.Newest.Criteria, ""}
		if r.Rated() {
			row[7] = r.Longer.Mean.HalfUp(3).String() //nolint:mnd // thousandths
			if !u.longer() {
				row[5], row[6] = r.Common.HalfUp(3).String(), r.Results.HalfUp(3).String() //nolint:mnd // thousandths
			}
		}
		if !r.Newest.Published.IsZero() && (!u.longer() || r.Longer.Level != evaluation.NoLevel) {
			row[10] = f.Pilot.Today(r.Newest.Published).String()
		}
		out.Rows = append(out.Rows, row)
	}
	data, ending, err := readable(out, what == unitJSON)
	return chat.Upload{
		Name: fileName("dong-danh-gia", u.unit.Code, u.from, u.to, ending), Data: data, Protect: true,
		Caption: rules.Msg("evaluation.rows_caption", "unit", u.unit.Name, "period", periodWord(u.from, u.to), "n", len(out.Rows)),
	}, err
}

func readable(out sheet.Rows, asJSON bool) (data []byte, ending string, err error) {
	if asJSON {
		data, err = out.JSON()
		return data, "json", err
	}
	data, err = out.CSV()
	return data, "csv", err
}

// workFile is the work behind the results as rows that the official software takes, with its ids of tasks and products. Whose
// sheet the reader may not see is left out.
func (f *former) workFile(u unitList, what unitFile) (chat.Upload, error) {
	out := sheet.Rows{Fields: []string{
		"person_code", "task_id", "task_official_id", "product_code", "product_official_id", "k", "assigned", "done", "quality", "progress", "strikes", "delays", "due_on", "handed_in_on",
	}}
	catalogue, err := f.Tx.Catalogue(u.unit.ID)
	if err != nil {
		return chat.Upload{}, err
	}
	products := map[task.ProductID]task.Product{}
	for _, p := range catalogue {
		products[p.ID] = p
	}
	for _, r := range u.rows {
		b, err := score.ReckoningOf(f.Do(), r.Newest.ID)
		if _, refused := chat.IsRefusal(err); refused {
			continue
		}
		if err != nil {
			return chat.Upload{}, err
		}
		for _, l := range b.Sheet.Own.Lines {
			x := b.Work[l.Task].Task
			p := products[x.Work.Product]
			handed := ""
			if !x.Submitted.IsZero() && !x.TakenBack() {
				handed = f.Pilot.Today(x.Submitted).String()
			}
			n := func(a task.Amount) string { return a.HalfUp(3).String() } //nolint:mnd // thousandths
			out.Rows = append(out.Rows, []string{
				r.Person.Code, strconv.FormatInt(int64(l.Task), 10), x.Official, p.Code, p.Official, n(l.K), n(l.Assigned), n(l.Done), n(l.Quality), n(l.Progress), //nolint:mnd // decimal
				strconv.Itoa(len(l.Strikes)), strconv.Itoa(l.DelayCount), f.Pilot.Today(l.Due).String(), handed,
			})
		}
	}
	data, ending, err := readable(out, what == unitWorkJSON)
	return chat.Upload{
		Name: fileName("viec-danh-gia", u.unit.Code, u.from, u.to, ending), Data: data, Protect: true,
		Caption: rules.Msg("evaluation.work_caption", "unit", u.unit.Name, "period", periodWord(u.from, u.to), "n", len(out.Rows)),
	}, err
}
