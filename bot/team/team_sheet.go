package team

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/locale"
	"tainha/pilot/team"
	"tainha/report"
	"tainha/rules"
	"tainha/store"
)

// sheetAccess is who may have the time sheet of a unit: its head and those above, and
// the coordinators. Auditors look at boards and take no copies away.
var sheetAccess = []rules.Access{teamBranch, {Who: rules.Coordinator, Over: rules.Everyone}}

// timeSheetFile is a unit's month as a workbook, to be printed, signed and filed.
func timeSheetFile() chat.Object {
	return chat.Object{Kind: "time_sheet", Whose: chat.OfUnit, May: sheetAccess, File: makeTimeSheet}
}

// sheetText is what a month is called on a button.
func sheetText(t *chat.Turn, month rules.Date) []any {
	return []any{"month", int(month.Month()), "year", month.Year(), "so_far", month == t.Today.MonthStart()}
}

// chooseSheet offers the months of which there is a time sheet. Who is no head of the
// unit itself is offered, apart, the one that tells illness: they are told that it is noted.
func chooseSheet(t *chat.Turn, press chat.Press[teamPress], p teamPress) error {
	unit, err := t.Tx.Unit(p.Unit)
	if err != nil {
		return fmt.Errorf("load the unit: %w", err)
	}
	row := func(what uint8, key string) []store.Button {
		var row []store.Button
		for _, month := range team.SheetMonths(t.Today) {
			row = append(row, press.Button(teamPress{p.Unit, month, what}, key, sheetText(t, month)...))
		}
		return row
	}
	rows := [][]store.Button{row(teamSheetFile, "sheet.of_month")}
	own := unit.Head != 0 && unit.Head == t.Person.ID
	if !own {
		for _, b := range row(teamSheetKinds, "sheet.with_kinds") {
			rows = append(rows, []store.Button{b})
		}
	}
	rows = append(rows, []store.Button{press.Button(teamPress{p.Unit, t.Today, teamWeek}, "sheet.back")})
	return t.Show(store.Screen{Text: rules.Msg("sheet.choose", "unit", unit.Name, "own", own), Rows: rows})
}

// sendSheet queues the time sheet of a month and notes for everybody in it that it was
// read. It refuses whom it is not for, and what SheetOf refuses.
func sendSheet(t *chat.Turn, s rules.Subject, press chat.Press[teamPress], p teamPress) error {
	if !rules.MayAny(t.Actor, sheetAccess, s) {
		return rules.Refuse("access.foreign")
	}
	if p.What == teamSheet {
		return chooseSheet(t, press, p)
	}
	kinds := p.What == teamSheetKinds
	sheet, err := team.SheetOf(t.Do(), p.Unit, p.Day, kinds)
	if err != nil {
		return err
	}
	if err := team.NoteSheet(t.Do(), sheet); err != nil {
		return err
	}
	return t.SendFile(store.Ref{Kind: "time_sheet", ID: int64(p.Unit), Args: rules.Args{"month": p.Day, "kinds": kinds}})
}

func makeTimeSheet(v chat.View, ref store.Ref) (chat.Upload, error) {
	month, _ := ref.Args["month"].(rules.Date)
	kinds, _ := ref.Args["kinds"].(bool)
	s, err := team.SheetOf(v.Do(), rules.UnitID(ref.ID), month, kinds)
	if err != nil {
		return chat.Upload{}, err
	}
	sheet, err := timeSheet(v, s)
	if err != nil {
		return chat.Upload{}, err
	}
	var out bytes.Buffer
	if err := sheet.XLSX(&out, v.Now); err != nil {
		return chat.Upload{}, err
	}
	return chat.Upload{
		Name: fmt.Sprintf("bang-cham-cong-%s-%d-%02d.xlsx", chat.FileName(s.Unit.Code), month.Year(), int(month.Month())), Data: out.Bytes(),
		Caption: rules.Msg("sheet.caption", "unit", s.Unit.Name, "month", int(month.Month()), "year", month.Year(),
			"until", s.Until, "so_far", s.Until < s.Last(), "n", len(s.Rows), "kinds", s.Kinds),
		Protect: v.Pilot.Sheet.Protect,
	}, nil
}

// timeSheet words a time sheet.
func timeSheet(v chat.View, s team.Sheet) (report.TimeSheet, error) {
	w := chat.Wording{Texts: v}
	form := v.Pilot.Sheet
	month := []any{"month", int(s.First.Month()), "year", s.First.Year()}
	out := report.TimeSheet{
		Unit: strings.ToUpper(s.Unit.Name), Motto: []string{w.Key("week_list.state"), w.Key("week_list.motto")},
		Title:  w.Word(rules.Msg("sheet.title", month...)),
		Period: w.Word(rules.Msg("sheet.period", "until", s.Until, "so_far", s.Until < s.Last())),
		Number: w.Key("week_list.number"), Code: w.Key("sheet.code"), Name: w.Key("week_list.name"), Position: w.Key("week_list.position"),
		DaysHead: w.Key("sheet.days"), TotalsHead: w.Key("sheet.totals"), Sum: w.Key("sheet.sum"),
		Place:      w.Word(rules.Msg("sheet.place", "year", v.Today.Year())),
		Signatures: []string{w.Key("sheet.keeper"), w.Key("sheet.head"), w.Key("sheet.chief")}, Below: w.Key("week_list.sign"),
		Page: w.Key("sheet.page"), Tab: w.Word(rules.Msg("sheet.tab", month...)),
	}
	var err error
	if out.Agency, err = agencyAbove(v, s.Unit); err != nil {
		return out, err
	}
	for d := s.First; d <= s.Last(); d++ {
		out.Days = append(out.Days, report.SheetDay{
			Number: fmt.Sprint(d.Day()), Weekday: locale.ShortWeekday(v.Lang, d.Weekday()), Off: !v.Pilot.Calendar.IsWorking(d),
		})
	}
	sums := sheetSums(s)
	for _, kind := range sums {
		out.Totals = append(out.Totals, w.Key("sheet.sum."+attendedNames[kind]))
	}
	for _, r := range s.Rows {
		out.Rows = append(out.Rows, sheetRow(form, s, r, sums))
	}
	out.Notes = sheetNotes(&w, v, s)
	return out, w.Err
}

// attendedNames are the names by which the texts know what a time sheet tells apart.
var attendedNames = map[rules.Attended]string{
	rules.AttendOffice: "office", rules.AttendHome: "home", rules.AttendLeave: "leave", rules.AttendSick: "sick", rules.AttendDuty: "duty",
	rules.AttendAway: "away", rules.AttendHoliday: "holiday", rules.AttendWeekend: "weekend", rules.AttendOutside: "outside",
}

// sheetSums are the kinds that are summed up: without telling kinds of absence apart
// there are none of leave and illness.
func sheetSums(s team.Sheet) []rules.Attended {
	return slices.DeleteFunc(rules.AttendedKinds(), func(k rules.Attended) bool {
		return !s.Kinds && (k == rules.AttendLeave || k == rules.AttendSick)
	})
}

// sheetRow is one person's row; days that have not come are empty.
func sheetRow(form rules.SheetForm, s team.Sheet, r team.SheetRow, sums []rules.Attended) report.SheetRow {
	row := report.SheetRow{Code: r.Code, Name: r.Name, Position: r.Position, Days: make([]string, s.Last()-s.First+1), Totals: make([]float64, len(sums))}
	for i, a := range r.Days {
		row.Days[i] = form.Sign(a)
		for k, kind := range sums {
			row.Totals[k] += float64(a.Halves(kind)) / 2 //nolint:mnd // halves of a day
		}
	}
	return row
}

// sheetNotes are the legend of the signs, and what the sheet does not tell.
func sheetNotes(w *chat.Wording, v chat.View, s team.Sheet) []string {
	form := v.Pilot.Sheet
	var signs []string
	kinds := append(sheetSums(s), rules.AttendHoliday, rules.AttendWeekend, rules.AttendOutside)
	for _, k := range kinds {
		name := w.Key("sheet.sign." + attendedNames[k])
		if whole := form.Whole[k]; whole != "" {
			signs = append(signs, w.Word(rules.Msg("sheet.sign", "sign", whole, "name", name)))
		}
		if half := form.Half[k]; half != "" {
			signs = append(signs, w.Word(rules.Msg("sheet.half", "sign", half, "name", name)))
		}
	}
	mixed := form.Sign(rules.Attendance{rules.AttendHome, rules.AttendDuty})
	notes := []string{w.Word(rules.Msg("sheet.legend", "signs", strings.Join(signs, "; "), "mixed", mixed))}
	if !s.Kinds {
		notes = append(notes, w.Key("sheet.no_kinds"))
	}
	return append(notes, w.Word(rules.Msg("sheet.made", "at", v.Now)))
}
