package team

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/locale"
	"tainha/pilot/team"
	"tainha/report"
	"tainha/rules"
	"tainha/store"
)

// sendTeamPictures queues the board of a unit's week, in as many pictures as its
// people take.
func sendTeamPictures(t *chat.Turn, p teamPress) error {
	team, err := team.TeamOf(t.Do(), p.Unit, p.Day.Monday(), p.Day.Monday()+6, false)
	if err != nil {
		return err
	}
	if len(team.Members) == 0 {
		return rules.Refuse("team.nobody")
	}
	return sendPictures(t, "team", p, len(team.Members))
}

// sendPictures queues the pictures of a unit's week.
func sendPictures(t *chat.Turn, kind string, p teamPress, people int) error {
	for page := range pictures(people) {
		err := t.SendFile(store.Ref{Kind: kind, ID: int64(p.Unit), Args: rules.Args{"day": p.Day, "page": page}})
		if err != nil {
			return err
		}
	}
	return nil
}

// pictures is how many pictures a unit of so many people takes.
func pictures(people int) int {
	return max((people+report.PeoplePerBoard-1)/report.PeoplePerBoard, 1)
}

// makeTeamBoard draws one picture of a unit's week.
func makeTeamBoard(v chat.View, ref store.Ref) (chat.Upload, error) {
	unit := rules.UnitID(ref.ID)
	day, _ := ref.Args["day"].(rules.Date)
	page, _ := ref.Args["page"].(int)
	actor, err := v.Actor()
	if err != nil {
		return chat.Upload{}, err
	}
	subject, err := v.Do().Subject(0, unit)
	if err != nil {
		return chat.Upload{}, err
	}
	_, full, _ := teamButton(actor, subject)
	monday := day.Monday()
	team, err := team.TeamOf(v.Do(), unit, monday, monday+6, full)
	if err != nil {
		return chat.Upload{}, err
	}
	b := board{Texts: v, team: team, today: v.Today, full: full}
	drawn, err := b.drawing(v.Lang, monday, page)
	if err != nil {
		return chat.Upload{}, err
	}
	data, err := drawn.PNG()
	if err != nil {
		return chat.Upload{}, err
	}
	name := fmt.Sprintf("nhom-%s-%s-%d.png", chat.FileName(team.Unit.Code), monday, drawn.Page)
	return chat.Upload{Name: name, Data: data, Photo: true, Caption: rules.Msg("team.caption",
		"unit", team.Unit.Name, "from", monday, "to", b.lastDay(monday), "page", drawn.Page, "pages", drawn.Pages)}, nil
}

// drawing is the board as plain values: the people of one page, evenly spread
// over the pages.
func (b board) drawing(lang string, monday rules.Date, page int) (report.Board, error) {
	n := len(b.team.Members)
	pages := pictures(n)
	page = min(max(page, 0), pages-1)
	w := chat.Wording{Texts: b.Texts}
	out := report.Board{
		Unit: b.team.Unit.Name, Page: page + 1, Pages: pages, Words: report.WordBoard(w.Word),
		Period: w.Word(rules.Msg("team.period", "from", monday, "to", b.lastDay(monday))),
		Days:   columns(&w, lang, b.team.Days, b.today), Notes: notes(&w, b.team.Days),
	}
	if least := b.team.Days; len(least) > 0 && least[0].Count.Min > 0 {
		out.Words.PresentTotal = w.Word(rules.Msg("board.present_min", "min", least[0].Count.Min))
	}
	for _, m := range b.team.Members[n*page/pages : n*(page+1)/pages] {
		row := report.BoardPerson{Name: m.Called()}
		for _, d := range b.team.Days {
			row.Cells = append(row.Cells, b.team.Where(m.ID, d.Date))
		}
		out.People = append(out.People, row)
	}
	return out, w.Err
}

func columns(w *chat.Wording, lang string, days []team.TeamDay, today rules.Date) []report.BoardDay {
	var out []report.BoardDay
	for _, d := range days {
		c := report.BoardDay{
			Weekday: locale.ShortWeekday(lang, d.Date.Weekday()), Date: w.Word(rules.Msg("board.date", "day", d.Date)),
			Today: d.Date == today, Off: !d.Working(),
		}
		if d.Working() {
			c.Home, c.Present = w.Word(ratio(d.Count)), w.Word(rules.Msg("board.present", "am", d.Count.Present[0], "pm", d.Count.Present[1],
				"same", d.Count.Present[0] == d.Count.Present[1]))
		}
		out = append(out, c)
	}
	return out
}

// notes name the holidays and the days of required presence.
func notes(w *chat.Wording, days []team.TeamDay) []string {
	var out []string
	for _, d := range days {
		if d.Holiday != "" && !d.Working() {
			out = append(out, w.Word(rules.Msg("board.note_holiday", "day", d.Date, "name", d.Holiday)))
		}
		for _, r := range d.Required {
			out = append(out, w.Word(rules.Msg("board.note_required", "slot", rules.Slot{Date: d.Date, Part: r.Part}, "name", r.Name)))
		}
	}
	return out
}

// makeOverview draws the units in the pilot over a week.
func makeOverview(v chat.View, ref store.Ref) (chat.Upload, error) {
	day, _ := ref.Args["day"].(rules.Date)
	page, _ := ref.Args["page"].(int)
	monday := day.Monday()
	units, err := team.InPilot(v.Do(), monday, monday+6)
	if err != nil {
		return chat.Upload{}, err
	}
	part, pages := chat.PageOf(units, page, overviewUnits)
	shown, err := team.Overview(v.Do(), part, monday, monday+6)
	if err != nil {
		return chat.Upload{}, err
	}
	w := chat.Wording{Texts: v}
	o := report.Overview{
		Title: w.Key("overview.title"), Period: w.Word(rules.Msg("team.period", "from", monday, "to", monday+4)),
		Page: page + 1, Pages: pages, Corner: w.Key("overview.unit"), Notes: []string{w.Key("overview.note")},
	}
	for i, team := range shown {
		if i == 0 {
			o.Days = columns(&w, v.Lang, team.Days, v.Today)
		}
		row := report.OverviewUnit{Name: team.Unit.Name}
		for _, d := range team.Days {
			row.Loads = append(row.Loads, report.Load{
				Text: w.Word(ratio(d.Count)), Used: d.Count.HomeHalves, Max: d.Count.MaxHalves, Short: d.Short(), Off: !d.Working(),
			})
		}
		o.Units = append(o.Units, row)
	}
	if w.Err != nil {
		return chat.Upload{}, w.Err
	}
	data, err := o.PNG()
	if err != nil {
		return chat.Upload{}, err
	}
	return chat.Upload{
		Name: fmt.Sprintf("toan-co-quan-%s-%d.png", monday, page+1), Data: data, Photo: true,
		Caption: rules.Msg("overview.caption", "from", monday, "to", monday+4, "n", len(units)),
	}, nil
}
