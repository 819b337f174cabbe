package task

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/locale"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/report"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

const (
	ownBookKind  = "work_book"
	unitBookKind = "unit_work_book"
)

// books are the workbooks of tasks and of the daily log: one's own, and that of a unit.
func books() []chat.Object {
	return []chat.Object{
		{Kind: ownBookKind, Whose: chat.OfPerson, May: []rules.Access{readsDiary}, File: func(v chat.View, ref store.Ref) (chat.Upload, error) {
			month, _ := ref.Args["month"].(rules.Date)
			b, err := work.OwnBook(v.Do(), month)
			if err != nil {
				return chat.Upload{}, err
			}
			return bookFile(v, b, v.Reader.Code)
		}},
		{Kind: unitBookKind, Whose: chat.OfUnit, May: []rules.Access{seeBook}, File: func(v chat.View, ref store.Ref) (chat.Upload, error) {
			month, _ := ref.Args["month"].(rules.Date)
			b, err := work.UnitBook(v.Do(), rules.UnitID(ref.ID), month)
			if err != nil {
				return chat.Upload{}, err
			}
			return bookFile(v, b, b.Unit.Code)
		}},
	}
}

func bookFile(v chat.View, b work.Book, code string) (chat.Upload, error) {
	w := chat.Wording{Texts: v}
	args := []any{"month", int(b.First.Month()), "year", b.First.Year(), "unit", b.Unit.Name}
	book := report.WorkBook{
		Title: w.Word(rules.Msg("task.book.title", args...)), Author: b.Unit.Name, About: w.Key("task.book.about"),
		AboutHeads: [3]string{w.Key("task.book.about.sheet"), w.Key("task.book.about.column"), w.Key("task.book.about.holds")},
		Tables:     []report.WorkTable{taskTable(&w, v, b, args), logTable(&w, v, b, args)},
	}
	if w.Err != nil {
		return chat.Upload{}, w.Err
	}
	var out bytes.Buffer
	if err := book.XLSX(&out, v.Now); err != nil {
		return chat.Upload{}, err
	}
	return chat.Upload{
		Name: fmt.Sprintf("cong-viec-%s-%d-%02d.xlsx", chat.FileName(code), b.First.Year(), int(b.First.Month())), Data: out.Bytes(),
		Caption: rules.Msg("task.book.caption", append(args, "tasks", len(b.Tasks), "reports", len(b.Reports))...), Protect: true,
	}, nil
}

// column is a column of a table, named by its key; wide is in characters.
type column struct {
	key  string
	wide float64
}

// The columns of the tasks, in their order. What the official system's form takes stands first.
var taskColumns = []column{
	{"id", 8}, {"official", 14}, {"title", 44}, {"document", 18}, {"document_day", 13}, {"owner_code", 10}, {"owner", 22}, {"assigner", 22}, {"made", 17}, {"due", 17},
	{"product", 22}, {"quantity", 10}, {"k", 8}, {"volume", 12}, {"hours", 9}, {"percent", 9}, {"state", 22}, {"submitted", 17}, {"late", 12}, {"decided", 17},
	{"decider", 22}, {"extra", 11},
}

// The columns of the daily log.
var logColumns = []column{
	{"day", 13}, {"weekday", 10}, {"part", 9}, {"place", 12}, {"by_code", 10}, {"by", 22}, {"id", 8}, {"official", 14}, {"title", 44}, {"done", 10}, {"total", 10},
	{"percent", 9}, {"note", 44}, {"files", 8}, {"at", 17}, {"written", 14},
}

func heads(w *chat.Wording, columns []column) []report.WorkColumn {
	out := make([]report.WorkColumn, len(columns))
	for i, c := range columns {
		out[i] = report.WorkColumn{Head: w.Key("task.book.column." + c.key), About: w.Key("task.book.holds." + c.key), Width: c.wide}
	}
	return out
}

func words(s string) report.WorkCell { return report.WorkCell{Text: s} }

func figure(f float64) report.WorkCell { return report.WorkCell{Number: &f} }

func taskTable(w *chat.Wording, v chat.View, b work.Book, args []any) report.WorkTable {
	out := report.WorkTable{Tab: w.Key("task.book.tasks"), Title: w.Word(rules.Msg("task.book.title", args...)), Columns: heads(w, taskColumns)}
	for _, t := range b.Tasks {
		out.Rows = append(out.Rows, taskRow(w, v, b, t))
	}
	return out
}

func taskRow(w *chat.Wording, v chat.View, b work.Book, t task.Task) []report.WorkCell {
	at := func(x time.Time) report.WorkCell {
		if x.IsZero() {
			return report.WorkCell{}
		}
		return report.WorkCell{At: x.In(v.Pilot.Calendar.Location)}
	}
	name := func(p rules.PersonID) report.WorkCell { return words(b.People[p].Called()) }
	cells := map[string]report.WorkCell{
		"id": figure(float64(t.ID)), "official": words(t.Official), "title": words(v.Pilot.Tasks.Title(t)), "owner_code": words(b.People[t.Owner].Code), "owner": name(t.Owner),
		"assigner": name(t.Assigner), "made": at(t.Made), "due": at(t.Due), "percent": figure(float64(t.Percent())), "state": words(w.Word(t.State.Message())),
		"submitted": at(t.Submitted), "decided": at(t.Decided), "decider": name(t.DecidedBy), "late": words(w.Word(rules.Msg("task.book.lateness", "late", lateAtEnd(v, t), "open", t.State.Open()))),
		"extra": words(w.Word(rules.Msg("task.book.is_extra", "extra", t.Extra))),
	}
	if !v.Pilot.Tasks.Minimal {
		cells["document"] = words(t.Document.Number)
		if t.Document.Date != 0 {
			cells["document_day"] = report.WorkCell{At: t.Document.Date.At(0, v.Pilot.Calendar.Location), Day: true}
		}
	}
	switch t.Work.Measure() {
	case task.Products:
		cells["product"], cells["quantity"], cells["k"] = words(t.Work.Kind), figure(t.Work.Quantity.Float()), figure(t.Work.K.Float())
		cells["volume"] = figure(t.Work.Volume().Float())
	case task.Hours:
		cells["hours"] = figure(t.Work.Volume().Float())
	}
	return rowOf(taskColumns, cells)
}

// lateAtEnd reports whether a task was handed in after its deadline, or is open after it.
func lateAtEnd(v chat.View, t task.Task) bool {
	if end := t.Finished(v.Pilot.Tasks); !end.IsZero() {
		return end.After(t.Due)
	}
	return t.Late(v.Pilot.Tasks, v.Now)
}

func rowOf(columns []column, cells map[string]report.WorkCell) []report.WorkCell {
	row := make([]report.WorkCell, len(columns))
	for i, c := range columns {
		row[i] = cells[c.key]
	}
	return row
}

func logTable(w *chat.Wording, v chat.View, b work.Book, args []any) report.WorkTable {
	out := report.WorkTable{Tab: w.Key("task.book.log"), Title: w.Word(rules.Msg("task.book.log_title", args...)), Columns: heads(w, logColumns)}
	zone := v.Pilot.Calendar.Location
	for _, r := range b.Reports {
		t := b.Of[r.Task]
		cells := map[string]report.WorkCell{
			"day": {At: r.Day.At(0, zone), Day: true}, "weekday": words(locale.ShortWeekday(v.Lang, r.Day.Weekday())),
			"part": words(w.Word(rules.Msg("task.book.half", "part", r.Part.String()))), "place": words(w.Word(rules.Msg("task.book.where", "morning", r.Home[0], "afternoon", r.Home[1]))),
			"by_code": words(b.People[r.By].Code), "by": words(b.People[r.By].Called()), "id": figure(float64(t.ID)), "official": words(t.Official), "title": words(v.Pilot.Tasks.Title(t)),
			"percent": figure(float64(work.PercentOf(t, r))), "files": figure(float64(len(r.Files))), "at": {At: r.At.In(zone)},
			"written": words(w.Word(rules.Msg("task.book.timely", "late", r.Late, "corrects", r.Corrects != 0))),
		}
		if t.Work.Measure() != task.Unmeasured {
			cells["done"], cells["total"] = figure(r.Done.Float()), figure(t.Work.Total().Float())
		}
		if !v.Pilot.Tasks.Minimal {
			cells["note"] = words(r.Note)
		}
		out.Rows = append(out.Rows, rowOf(logColumns, cells))
	}
	return out
}

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
		if from, ok := monthAsked(t, s.Text); ok {
			return doneIn(t, phrase.Due{Kind: phrase.DueRange, Day: from, To: from.MonthEnd()}, nil)
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

// monthAsked is the first day of the month of which a text asks what its writer did in it.
func monthAsked(t *chat.Turn, text string) (from rules.Date, ok bool) {
	this, before := reply.OfMonth(text)
	switch {
	case !reply.AsksDone(text):
		return 0, false
	case before:
		return (t.Today.MonthStart() - 1).MonthStart(), true
	}
	return t.Today.MonthStart(), this
}
