package team

import (
	"bytes"
	"fmt"
	"strings"

	"tainha/bot/chat"
	"tainha/locale"
	"tainha/pilot/team"
	"tainha/report"
	"tainha/rules"
	"tainha/store"
)

// weekListFile is the approved days of a unit's week, to be printed and signed.
func weekListFile() chat.Object {
	return chat.Object{Kind: "week_list", Whose: chat.OfUnit, May: []rules.Access{teamBranch, teamAll}, File: makeWeekList}
}

// sendWeekList queues the list of a unit's week. It refuses a unit without people, and
// readers who don't see all of it.
func sendWeekList(t *chat.Turn, p teamPress, full bool) error {
	if !full {
		return rules.Refuse("access.foreign")
	}
	shown, err := team.TeamOf(t.Do(), p.Unit, p.Day.Monday(), p.Day.Monday()+6, false)
	if err != nil {
		return err
	}
	if len(shown.Members) == 0 {
		return rules.Refuse("team.nobody")
	}
	return t.SendFile(store.Ref{Kind: "week_list", ID: int64(p.Unit), Args: rules.Args{"day": p.Day}})
}

func makeWeekList(v chat.View, ref store.Ref) (chat.Upload, error) {
	day, _ := ref.Args["day"].(rules.Date)
	monday := day.Monday()
	shown, err := team.TeamOf(v.Do(), rules.UnitID(ref.ID), monday, monday+6, false)
	if err != nil {
		return chat.Upload{}, err
	}
	b := board{Texts: v, team: shown, today: v.Today}
	list, err := b.weekList(v, monday)
	if err != nil {
		return chat.Upload{}, err
	}
	var out bytes.Buffer
	if err := list.PDF(&out, v.Now); err != nil {
		return chat.Upload{}, err
	}
	return chat.Upload{
		Name: fmt.Sprintf("danh-sach-%s-%s.pdf", chat.FileName(shown.Unit.Code), monday), Data: out.Bytes(),
		Caption: rules.Msg("week_list.caption", "unit", shown.Unit.Name, "from", monday, "to", b.lastDay(monday), "n", len(list.Rows)),
	}, nil
}

// weekList words the approved days at home: a row for whoever has one.
func (b board) weekList(v chat.View, monday rules.Date) (report.WeekList, error) {
	w := chat.Wording{Texts: v}
	l := report.WeekList{
		Unit: strings.ToUpper(b.team.Unit.Name), Motto: []string{w.Key("week_list.state"), w.Key("week_list.motto")},
		Title: w.Key("week_list.title"), Period: w.Word(rules.Msg("week_list.period", "from", monday, "to", b.lastDay(monday))),
		Number: w.Key("week_list.number"), Name: w.Key("week_list.name"), Position: w.Key("week_list.position"), Total: w.Key("week_list.total"),
		Page: w.Key("week_list.page"), Empty: w.Key("week_list.empty"),
		Signatures: []string{w.Key("week_list.by"), w.Key("week_list.head")}, Below: w.Key("week_list.sign"),
	}
	var err error
	if l.Agency, err = agencyAbove(v, b.team.Unit); err != nil {
		return l, err
	}
	for _, d := range b.team.Days {
		l.Days = append(l.Days, locale.ShortWeekday(v.Lang, d.Date.Weekday())+"\n"+w.Word(rules.Msg("board.date", "day", d.Date)))
	}
	halves := 0
	for _, m := range b.team.Members {
		row, n, err := b.weekRow(v, &w, m)
		if err != nil {
			return l, err
		}
		if n > 0 {
			l.Rows, halves = append(l.Rows, row), halves+n
		}
	}
	l.Notes = []string{w.Word(rules.Msg("week_list.sum", "days", rules.Days(halves), "n", len(l.Rows))), w.Word(rules.Msg("week_list.made", "at", v.Now))}
	return l, w.Err
}

// agencyAbove is the name of the unit above one as a printed sheet has it; empty for the top.
func agencyAbove(v chat.View, u rules.Unit) (string, error) {
	if u.Parent == 0 {
		return "", nil
	}
	above, err := v.Tx.Unit(u.Parent)
	if err != nil {
		return "", fmt.Errorf("load the unit above: %w", err)
	}
	return strings.ToUpper(above.Name), nil
}

// weekRow is one person's row, with how many half-days at home it holds.
func (b board) weekRow(v chat.View, w *chat.Wording, m rules.Person) (report.WeekRow, int, error) {
	row := report.WeekRow{Name: m.Called()}
	halves := 0
	for _, d := range b.team.Days {
		part, home := partAt(b.team.Where(m.ID, d.Date), rules.AtHome)
		switch {
		case home:
			halves += part.Halves()
			row.Days = append(row.Days, w.Word(rules.Msg("week_list.part", "part", part.String())))
		case !d.Working():
			row.Days = append(row.Days, w.Key("week_list.off"))
		default:
			row.Days = append(row.Days, "")
		}
	}
	if halves == 0 {
		return row, 0, nil
	}
	position, err := v.Tx.Position(m.Position)
	if err != nil {
		return row, 0, fmt.Errorf("load the position: %w", err)
	}
	row.Position, row.Total = position.Name, w.Word(rules.Days(halves))
	return row, halves, nil
}
