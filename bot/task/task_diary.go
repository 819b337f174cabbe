package task

import (
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/store"
)

// diaryPress shows the reader's own week that begins on a Monday.
type diaryPress struct{ Monday rules.Date }

// ownBookPress sends the workbook of a month of the reader's own.
type ownBookPress struct{ Month rules.Date }

// bookPress sends that of a unit.
type bookPress struct {
	Unit  rules.UnitID
	Month rules.Date
}

var (
	diaryKey    = chat.DefinePress[diaryPress]("td")
	bookKey     = chat.DefinePress[ownBookPress]("tb1")
	unitBookKey = chat.DefinePress[bookPress]("tb2")
)

// seeBook: the month of a unit is for who heads it and those above; it names everybody's work.
var seeBook = rules.Access{Who: rules.Head, Over: rules.Branch}

// readsDiary: auditors, who had the old name of their log, are told the new one.
var readsDiary = rules.Access{Who: rules.Staff | rules.Head | rules.Auditor, Over: rules.Own}

// cmdDiary shows one's own diary, week by week.
func cmdDiary() chat.Command {
	return chat.Command{
		Name: "diary", Alias: "nhatky", Place: 33, InMenu: true, Access: readsDiary,
		Run: func(t *chat.Turn, _ string) error { return showDiary(t, diaryPress{t.Today.Monday()}) },
		Presses: []chat.Presser{
			diaryKey.On(readsDiary, chat.AboutSelf[diaryPress], showDiary),
			bookKey.On(readsDiary, chat.AboutSelf[ownBookPress], sendOwnBook),
			unitBookKey.On(seeBook, func(t *chat.Turn, p bookPress) (rules.Subject, error) { return t.Subject(unitBookKind, int64(p.Unit)) }, sendUnitBook),
		},
	}
}

// diaryIntent takes "nhật ký tuần trước", "tháng này tui làm được mấy việc". What is to be written
// into it is told how.
func diaryIntent() chat.Intent {
	return chat.Intent{Words: &chat.Words{Name: "diary", In: reply.Diary, Apart: true}, Access: readsDiary, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
		if reply.WritesDiary(s.Text) {
			return t.Say(rules.Msg("task.diary.written"))
		}
		about, err := t.About(s.Text)
		if err != nil {
			return err
		}
		if len(about.Who) > 0 {
			return t.Say(rules.Msg("task.diary.theirs", "who", about.Who[0], "head", len(t.Actor.HeadOf) > 0))
		}
		week := t.Today
		if days := slices.Concat(about.Past, about.Days, about.Closed); len(days) > 0 {
			week = days[len(days)-1].Date
		}
		return showDiary(t, diaryPress{week})
	}}
}

// showDiary shows a week; one that has not begun is this one.
func showDiary(t *chat.Turn, p diaryPress) error {
	this := t.Today.Monday()
	monday := min(max(p.Monday.Monday(), this-chat.Farthest), this).Monday()
	d, err := work.DiaryOf(t.Do(), monday, monday.Sunday())
	if err != nil {
		return err
	}
	var days []rules.Message
	for _, x := range d.Days {
		days = append(days, diaryDay(x))
	}
	turn := []store.Button{diaryKey.Button(diaryPress{monday - 7}, "task.diary.before")} //nolint:mnd // days of a week
	if monday < this {
		turn = append(turn, diaryKey.Button(diaryPress{monday + 7}, "task.diary.after")) //nolint:mnd // days of a week
	}
	rows := [][]store.Button{turn}
	for _, month := range work.BookMonths(t.Today) {
		if month == monday.MonthStart() || month == monday.Sunday().MonthStart() {
			rows = append(rows, []store.Button{bookKey.Button(ownBookPress{month}, "task.diary.book", "month", int(month.Month()), "year", month.Year())})
		}
	}
	return t.Show(store.Screen{Text: rules.Msg("task.diary", "from", monday, "to", d.To, "this", monday == this,
		"days", days, "reports", d.Reports, "finished", d.Finished, "auditor", t.Actor.Roles.Has(rules.Auditor)), Rows: rows})
}

// diaryDay words a day and what was reported on it.
func diaryDay(x work.DiaryDay) rules.Message {
	var lines []rules.Message
	for _, l := range x.Lines {
		total := l.Task.Work.Total()
		lines = append(lines, rules.Msg("task.diary.line", "title", l.Title, "percent", l.Percent, "counted", l.Task.Work.Measure() != 0,
			"done", l.Done.Message(), "total", total.Message(), "submitted", l.Submitted, "files", l.Files, "late", l.Late, "note", strings.Join(l.Notes, "; ")))
	}
	return rules.Msg("task.diary.day", "day", x.Day, "morning", x.Home[0], "afternoon", x.Home[1], "lines", lines)
}

func sendOwnBook(t *chat.Turn, p ownBookPress) error {
	if _, err := work.OwnBook(t.Do(), p.Month); err != nil {
		return err
	}
	return t.SendFile(store.Ref{Kind: ownBookKind, ID: int64(t.Person.ID), Args: rules.Args{"month": p.Month}})
}

func sendUnitBook(t *chat.Turn, p bookPress) error {
	b, err := work.UnitBook(t.Do(), p.Unit, p.Month)
	if err != nil {
		return err
	}
	if err := work.NoteBook(t.Do(), b); err != nil {
		return err
	}
	return t.SendFile(store.Ref{Kind: unitBookKind, ID: int64(p.Unit), Args: rules.Args{"month": p.Month}})
}

const mostBooks = 3 // units whose months are offered beside a list

// unitBookRows offer this month of the units that the reader heads.
func unitBookRows(t *chat.Turn) ([][]store.Button, error) {
	var units []rules.Unit
	for _, id := range t.Actor.HeadOf {
		unit, err := t.Tx.Unit(id)
		if err != nil {
			return nil, err
		}
		units = append(units, unit)
	}
	return bookRows(t.Today.MonthStart(), units), nil
}

// bookRows offer a month of some units, which are named where they are several.
func bookRows(month rules.Date, units []rules.Unit) (rows [][]store.Button) {
	for _, u := range units[:min(len(units), mostBooks)] {
		name := u.Name
		if len(units) == 1 {
			name = ""
		}
		rows = append(rows, []store.Button{unitBookKey.Button(bookPress{u.ID, month}, "task.diary.unit_book", "month", int(month.Month()), "year", month.Year(), "unit", name)})
	}
	return rows
}
