package team

import (
	"fmt"
	"strconv"

	"tainha/bot/chat"
	"tainha/pilot/team"
	"tainha/report"
	"tainha/rules"
	"tainha/store"
)

// sendWeekLoads queues the week of a unit with the open tasks of each, for who sees what waits in it.
func sendWeekLoads(t *chat.Turn, p teamPress, full bool) error {
	if !full {
		return rules.Refuse("access.foreign")
	}
	x, err := team.TeamOf(t.Do(), p.Unit, p.Day.Monday(), p.Day.Monday()+6, false)
	if err != nil {
		return err
	}
	if len(x.Members) == 0 {
		return rules.Refuse("team.nobody")
	}
	return sendPictures(t, "team_load", p, len(x.Members))
}

// makeWeekLoad draws one picture of who is at home on which day, and of the open tasks of each by light.
func makeWeekLoad(v chat.View, ref store.Ref) (chat.Upload, error) {
	unit := rules.UnitID(ref.ID)
	day, _ := ref.Args["day"].(rules.Date)
	page, _ := ref.Args["page"].(int)
	monday := day.Monday()
	x, err := team.TeamOf(v.Do(), unit, monday, monday+6, true)
	if err != nil {
		return chat.Upload{}, err
	}
	loads, err := team.Loads(v.Do(), unit)
	if err != nil {
		return chat.Upload{}, err
	}
	b := board{Texts: v, team: x, today: v.Today, full: true}
	drawn, err := b.drawing(v.Lang, monday, page)
	if err != nil {
		return chat.Upload{}, err
	}
	w := chat.Wording{Texts: v}
	out := report.WeekLoad{
		Unit: drawn.Unit, Period: drawn.Period, Page: drawn.Page, Pages: drawn.Pages, Days: drawn.Days,
		Words: report.LoadWords{
			Board: drawn.Words, Tasks: w.Key("board.tasks"), None: w.Key("board.no_tasks"),
			Lights: [4]string{w.Key("board.red"), w.Key("board.yellow"), w.Key("board.green"), w.Key("board.later")},
			Marks:  [4]string{w.Key("board.red_mark"), w.Key("board.yellow_mark"), w.Key("board.green_mark"), ""},
		},
	}
	for i, d := range x.Days { // the columns are narrow, and the period names the month
		_, _, day := d.Date.Civil()
		out.Days[i].Date = strconv.Itoa(day)
	}
	n := len(x.Members)
	for i, m := range x.Members[n*(drawn.Page-1)/drawn.Pages : n*drawn.Page/drawn.Pages] {
		out.People = append(out.People, report.LoadPerson{Name: m.Called(), Cells: drawn.People[i].Cells, Tasks: loads[m.ID]})
	}
	if w.Err != nil {
		return chat.Upload{}, w.Err
	}
	data, err := out.PNG()
	if err != nil {
		return chat.Upload{}, err
	}
	name := fmt.Sprintf("tai-viec-%s-%d-%d.png", chat.FileName(x.Unit.Code), monday, drawn.Page)
	return chat.Upload{Name: name, Data: data, Photo: true, Caption: rules.Msg("team.load_caption",
		"unit", x.Unit.Name, "from", monday, "to", b.lastDay(monday), "page", drawn.Page, "pages", drawn.Pages, "now", v.Now)}, nil
}
