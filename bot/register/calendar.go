package register

import (
	"strconv"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// Buttons of the calendar.
var (
	calendarPress     = chat.DefinePress[calendarYear]("kl")
	calendarEnterKey  = chat.DefinePress[calendarBegun]("ke")
	calendarRemoveKey = chat.DefinePress[calendarRemoval]("kx")
	calendarEndKey    = chat.DefinePress[calendarEnding]("kt")
)

// calendarYear shows a year.
type calendarYear struct{ Year int32 }

// calendarBegun begins to enter something; Year is the one to be entered whole.
type calendarBegun struct {
	Kind calendarKind
	Year int32
}

// calendarRemoval asks whether an entry is to be removed.
type calendarRemoval struct{ ID int64 }

// calendarKind is what is entered into the calendar.
type calendarKind uint8

const (
	calendarOff calendarKind = iota + 1
	calendarExchange
	calendarPresence
	calendarWeek
	calendarWhole // a year
)

// name is the kind as the keys of its texts have it, empty for none.
func (k calendarKind) name() string {
	names := [...]string{calendarOff: "off", calendarExchange: "exchange", calendarPresence: "presence", calendarWeek: "week", calendarWhole: "year"}
	if int(k) >= len(names) {
		return ""
	}
	return names[k]
}

// calendarIntents take "24/12 nghỉ toàn cơ quan" and "đoàn kiểm tra 8/12": the entry that they
// mean is begun, as it was said where it can be read.
func calendarIntents() []chat.Intent {
	begin := func(kind calendarKind) func(t *chat.Turn, s chat.Saying) error {
		return func(t *chat.Turn, s chat.Saying) error {
			d := calendarDraft{Kind: kind, Year: t.Today.Year()}
			step, err := takeCalendar(t, &d, chat.Input{Text: s.Text})
			if _, refused := chat.IsRefusal(err); refused || err == nil && step == chat.Stay {
				return calendarFlow().Start(t, "what", calendarDraft{Kind: kind, Year: t.Today.Year()})
			}
			if err != nil {
				return err
			}
			return calendarFlow().Start(t, step, d)
		}
	}
	return []chat.Intent{
		{Words: &chat.Words{Name: "off", In: reply.OffForAll}, Access: changeRegister, Take: begin(calendarOff)},
		{Words: &chat.Words{Name: "presence", In: reply.Presence}, Access: changeRegister, Take: begin(calendarPresence)},
	}
}

// cmdCalendar is the agency's calendar (lịch nghỉ): days off, exchanged days, days of
// required presence and hours.
func cmdCalendar() chat.Command {
	return chat.Command{
		Name: "calendar", Alias: "lichnghi", Place: 95, InMenu: true,
		Access: readRegister,
		Flows:  []chat.Conversation{calendarFlow(), calendarRemovalFlow(), calendarEndFlow()},
		Run:    openCalendar,
		Presses: []chat.Presser{
			calendarPress.On(readRegister, nil, func(t *chat.Turn, p calendarYear) error { return showCalendar(t, int(p.Year)) }),
			calendarEnterKey.On(changeRegister, nil, beginCalendar),
			calendarRemoveKey.On(changeRegister, nil, func(t *chat.Turn, p calendarRemoval) error {
				if _, err := register.CalendarEntry(t.Do(), p.ID); err != nil {
					return err
				}
				return calendarRemovalFlow().Start(t, "sure", p)
			}),
			calendarEndKey.On(changeRegister, nil, beginCalendarEnd),
		},
	}
}

// openCalendar shows this year, or the one that was named after the command.
func openCalendar(t *chat.Turn, args string) error {
	if args == "" {
		return showCalendar(t, t.Today.Year())
	}
	year, err := strconv.Atoi(strings.TrimSpace(args))
	if err != nil || !rules.NewDate(year, 1, 1).InBounds() {
		return rules.Refuse("calendar.which", "query", chat.Short(args, chat.MaxName))
	}
	return showCalendar(t, year)
}

// showCalendar shows a year, with what a coordinator can enter and remove.
func showCalendar(t *chat.Turn, year int) error {
	if !rules.NewDate(year, 1, 1).InBounds() {
		return t.Stale()
	}
	v, err := register.Calendar(t.Do(), year)
	if err != nil {
		return err
	}
	var rows [][]store.Button
	if t.Actor.Sees(changeRegister) {
		if rows, err = calendarRows(t, v); err != nil {
			return err
		}
	}
	rows = append(rows, []store.Button{
		calendarPress.Button(calendarYear{int32(year - 1)}, "calendar.before", "year", year-1),
		calendarPress.Button(calendarYear{int32(year + 1)}, "calendar.after", "year", year+1),
	})
	return t.Show(store.Screen{Text: calendarText(t, v), Rows: rows})
}

func calendarText(t *chat.Turn, v register.CalendarYear) rules.Message {
	day := max(t.Today, rules.NewDate(v.Year, 1, 1))
	if day.Year() != v.Year {
		day = rules.NewDate(v.Year, 12, 31)
	}
	cal := t.Do().Calendar
	return rules.Msg("calendar.year", "year", v.Year, "known", v.Known, "provisional", v.Provisional,
		"off", v.Off, "n", len(v.Off),
		"worked", v.Worked, "exchanged", len(v.Worked),
		"presence", v.Presence, "required", len(v.Presence),
		"days", register.WeekdaysText(cal.WeekdaysOn(day)), "hours", rules.HoursText(cal.HoursOn(day)),
		"weeks", v.Weeks, "changed", len(v.Weeks))
}

// calendarRows are what a coordinator can do: enter, remove what has not begun, and end what has.
func calendarRows(t *chat.Turn, v register.CalendarYear) ([][]store.Button, error) {
	begin := func(k calendarKind, year int) store.Button {
		return calendarEnterKey.Button(calendarBegun{k, int32(year)}, "calendar.button."+k.name(), "year", year)
	}
	rows := [][]store.Button{
		{begin(calendarOff, 0), begin(calendarExchange, 0)},
		{begin(calendarPresence, 0), begin(calendarWeek, 0)},
	}
	for _, year := range v.Missing {
		rows = append(rows, []store.Button{begin(calendarWhole, year)})
	}
	for _, e := range v.Ahead {
		parts, err := register.CalendarParts(t.Do(), e.CalendarChange)
		if err != nil {
			return nil, err
		}
		if len(parts) > 0 && (e.Begins().Year() == v.Year || len(rows) < entriesListed) {
			rows = append(rows, []store.Button{calendarRemoveKey.Button(calendarRemoval{e.ID}, "calendar.remove",
				"line", parts[0], "more", len(parts)-1, "year", e.Year)})
		}
	}
	for _, e := range v.Running {
		parts, err := register.CalendarParts(t.Do(), e.After(t.Today))
		if err != nil {
			return nil, err
		}
		if len(parts) > 0 && (v.Year == t.Today.Year() || len(rows) < entriesListed) {
			rows = append(rows, []store.Button{calendarEndKey.Button(calendarEnding{e.ID}, "calendar.end", "line", parts[0], "more", len(parts)-1)})
		}
	}
	return rows, nil
}

const entriesListed = 12 // rows of buttons, when entries of other years are listed, too

// beginCalendar begins to enter something. A whole year that was entered meanwhile, and
// the button of something else than is offered, show the calendar as it is.
func beginCalendar(t *chat.Turn, p calendarBegun) error {
	year := int(p.Year)
	switch {
	case p.Kind == 0 || p.Kind.name() == "", p.Kind == calendarWhole && (year < t.Today.Year() || year > t.Today.Year()+1):
		return t.Stale()
	case p.Kind == calendarWhole && !register.MissingYear(t.Do().Calendar, year):
		return rules.Refuse("calendar.year_known", "year", year)
	}
	return calendarFlow().Start(t, "what", calendarDraft{Kind: p.Kind, Year: year})
}
