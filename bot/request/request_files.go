package request

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/locale"
	"tainha/pilot/request"
	"tainha/report"
	"tainha/rules"
	"tainha/store"
)

// monthPress sends the picture of the presser's own month; Month is any day of
// it, 0 is the one in which there is something to see.
type monthPress struct{ Month rules.Date }

// calendarPress sends the presser's own days as a file for the phone's calendar.
type calendarPress struct{}

var (
	monthKey    = chat.DefinePress[monthPress]("mp")
	calendarKey = chat.DefinePress[calendarPress](request.CalendarButton)
)

// daysFiles are the pictures and files of /days.
func daysFiles() []chat.Object {
	own := []rules.Access{{Who: rules.Anyone, Over: rules.Own}}
	return []chat.Object{
		{Kind: "month", Whose: chat.OfReader, May: own, File: makeMonth},
		{Kind: "ics", Whose: chat.OfReader, May: own, File: makeCalendar},
	}
}

// sendMonth queues the picture of a month. It refuses months that are far off.
func sendMonth(t *chat.Turn, p monthPress) error {
	month := p.Month
	if month == 0 {
		requests, err := t.Tx.RequestsOf(t.Person.ID, t.Today, t.Today+chat.Farthest)
		if err != nil {
			return fmt.Errorf("list the days: %w", err)
		}
		if month, err = usefulMonth(t, requests); err != nil {
			return err
		}
	}
	if month < t.Today-chat.Farthest || month > t.Today+chat.Farthest {
		return rules.Refuse("month.range")
	}
	return t.SendFile(store.Ref{Kind: "month", Args: rules.Args{"month": month.MonthStart()}})
}

// usefulMonth begins the month in which there is something to see: that of the next own
// day, else the first in which a day can be chosen.
func usefulMonth(t *chat.Turn, requests []rules.Request) (rules.Date, error) {
	next := rules.Date(0)
	for _, r := range requests {
		for _, d := range r.Days {
			if d.Date >= t.Today && d.State.Counts() && (next == 0 || d.Date < next) {
				next = d.Date
			}
		}
	}
	if next != 0 {
		return next.MonthStart(), nil
	}
	d := wfhDraft{Month: t.Today}
	err := d.usefulMonth(t)
	return d.Month.MonthStart(), err
}

// makeMonth draws the reader's own month.
func makeMonth(v chat.View, ref store.Ref) (chat.Upload, error) {
	month, _ := ref.Args["month"].(rules.Date)
	from, to := rules.WindowMonth(month)
	f, err := v.Do().Facts(v.Reader.ID, from, to)
	if err != nil {
		return chat.Upload{}, err
	}
	unit := f.Units[v.Reader.Unit]
	w := chat.Wording{Texts: v}
	m := report.Month{
		Title: w.Word(rules.Msg("month.title", "month", month)), Name: w.Word(rules.Msg("month.name", "name", v.Reader.Name, "unit", unit.Name)),
		Blank: int(month - month.Monday()), Words: report.WordBoard(w.Word),
	}
	for i := range m.Weekdays {
		m.Weekdays[i] = locale.ShortWeekday(v.Lang, (month.Monday() + rules.Date(i)).Weekday())
	}
	for d := month; d <= month.MonthEnd(); d++ {
		m.Days = append(m.Days, report.MonthDay{Where: f.OwnWhereabouts(d), Today: d == v.Today})
		if kind, name := v.Pilot.Calendar.Kind(d); kind == rules.Holiday {
			m.Notes = append(m.Notes, w.Word(rules.Msg("board.note_holiday", "day", d, "name", name)))
		}
	}
	balance, err := f.Balance(balanceDay(month, v.Today))
	if err == nil { // a year without calendar: nothing can be counted, the days still show
		m.Gauges = gauges(&w, month, v.Today, balance)
	}
	if w.Err != nil {
		return chat.Upload{}, w.Err
	}
	data, err := m.PNG()
	if err != nil {
		return chat.Upload{}, err
	}
	days := homeLines(f, month)
	before, after := month.AddMonths(-1), month.AddMonths(1)
	return chat.Upload{
		Name: fmt.Sprintf("lich-%d-%02d.png", month.Year(), int(month.Month())), Data: data, Photo: true,
		Caption: rules.Msg("month.caption", "month", month, "n", len(days), "days", days),
		Rows: [][]store.Button{{
			monthKey.Button(monthPress{before}, "month.before", "month", before),
			monthKey.Button(monthPress{after}, "month.after", "month", after),
		}},
	}, nil
}

// balanceDay is the day of the month for which limits are told: today when it is
// in the month, else the first.
func balanceDay(month, today rules.Date) rules.Date {
	if today.MonthStart() == month {
		return today
	}
	return month
}

// homeLines are the person's own days at home of a month, asked for or approved.
func homeLines(f *rules.Facts, month rules.Date) []rules.Message {
	var out []rules.Message
	for _, h := range f.Days {
		if h.Person == f.Person.ID && h.Date.MonthStart() == month && h.State.Counts() {
			out = append(out, rules.Msg("days.line", "slot", h.Slot, "state", rules.Msg("state."+h.State.String())))
		}
	}
	return out
}

// gauges show each limit of the person: of the week only in the present month.
func gauges(w *chat.Wording, month, today rules.Date, b rules.Balance) []report.Gauge {
	var out []report.Gauge
	add := func(label rules.Message, u rules.Use) {
		g := report.Gauge{Label: w.Word(label), Used: u.Used, Max: u.Max}
		if u.Mode == rules.Off {
			g.Max = 0
		}
		g.Text = w.Word(rules.Msg("month.used", "used", rules.Days(u.Used), "limit", rules.Days(u.Max), "limited", g.Max > 0))
		out = append(out, g)
	}
	if today.MonthStart() == month {
		add(rules.Msg("month.week", "from", today.Monday(), "to", today.Monday()+6), b.Week)
	}
	add(rules.Msg("month.month", "month", month), b.Month)
	if b.Share.Mode != rules.Off {
		add(rules.Msg("month.share", "n", b.WorkingDays), b.Share)
	}
	return out
}

// How far back and ahead the phone's calendar is kept right, in days: a day that
// was given up stays in the file as cancelled that long.
const (
	calendarBack  = 60
	calendarAhead = 400
)

// sendCalendar queues the file with the person's approved days. It refuses while
// there are none, and none that were given up.
func sendCalendar(t *chat.Turn) error {
	events, err := request.CalendarDays(t.Do(), t.Person.ID, t.Today-calendarBack, t.Today+calendarAhead)
	if err != nil {
		return err
	}
	if len(events) == 0 {
		return rules.Refuse("ics.none")
	}
	return t.SendFile(store.Ref{Kind: "ics"})
}

// makeCalendar writes the reader's own days for a phone's calendar.
func makeCalendar(v chat.View, _ store.Ref) (chat.Upload, error) {
	days, err := request.CalendarDays(v.Do(), v.Reader.ID, v.Today-calendarBack, v.Today+calendarAhead)
	if err != nil {
		return chat.Upload{}, err
	}
	cal := v.Pilot.Calendar
	w := chat.Wording{Texts: v}
	f := report.CalendarFile{Name: w.Key("ics.name"), Made: v.Now, Zone: cal.Location}
	live, gone := 0, 0
	for _, d := range days {
		key := "ics.summary"
		if d.Cancelled {
			key = "ics.cancelled"
			gone++
		} else {
			live++
		}
		f.Events = append(f.Events, report.CalendarEvent{
			UID: fmt.Sprintf("%d-%s@%s.tainha", d.Request, chat.FileName(d.Slot.String()), v.BotName()), Sequence: int(d.Revision),
			Slot: d.Slot, Start: cal.Start(d.Slot), End: cal.End(d.Slot), Cancelled: d.Cancelled,
			Summary: w.Word(rules.Msg(key, "part", d.Slot.Part.String())), Description: w.Key("ics.description"),
		})
	}
	if w.Err != nil {
		return chat.Upload{}, w.Err
	}
	data, err := f.ICS()
	if err != nil {
		return chat.Upload{}, err
	}
	return chat.Upload{Name: "tai-nha.ics", Data: data, Caption: rules.Msg("ics.caption", "n", live, "gone", gone)}, nil
}
