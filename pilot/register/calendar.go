package register

import (
	"errors"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// CalendarYear is what the calendar holds of a year, the configuration's and what was
// entered in the chat as one.
type CalendarYear struct {
	Year               int
	Known, Provisional bool
	Off, Worked        []rules.Message // a line each
	Presence           []rules.Message // dated ones of the year, and weekly ones that are not over
	Weeks              []rules.Message // other working weeks that reach into the year
	Ahead              []store.CalendarEntry
	Running            []store.CalendarEntry // entered, begun, and going on after today
	Missing            []int                 // of this year and the next, those whose notice is to be entered
}

// Calendar is a year of the calendar, with what was entered and has not begun yet.
func Calendar(do pilot.Do, year int) (CalendarYear, error) {
	c := do.Calendar
	data, known := c.Years[year]
	v := CalendarYear{Year: year, Known: known, Provisional: data.Provisional}
	first, last := rules.NewDate(year, 1, 1), rules.NewDate(year, 12, 31)
	var err error
	if v.Off, err = CalendarLines(do, rules.CalendarChange{Off: inRows(data.DaysOff)}); err != nil {
		return v, err
	}
	if v.Worked, err = CalendarLines(do, rules.CalendarChange{Worked: inRows(data.WorkedDays)}); err != nil {
		return v, err
	}
	var required []rules.Presence
	for _, p := range c.Presence {
		if p.Date != 0 && first <= p.Date && p.Date <= last || p.Date == 0 && p.First <= last && (p.Last == 0 || first <= p.Last) {
			required = append(required, p)
		}
	}
	slices.SortStableFunc(required, func(a, b rules.Presence) int { return int(a.Date - b.Date) })
	if v.Presence, err = CalendarLines(do, rules.CalendarChange{Presence: required}); err != nil {
		return v, err
	}
	for _, w := range c.Weeks {
		if w.First <= last && (w.Last == 0 || first <= w.Last) {
			v.Weeks = append(v.Weeks, rules.Msg("calendar.item", "line", weekLine(w)))
		}
	}
	for _, y := range []int{do.Today.Year(), do.Today.Year() + 1} {
		if MissingYear(c, y) {
			v.Missing = append(v.Missing, y)
		}
	}
	entries, err := do.Tx.CalendarEntries()
	if err != nil {
		return v, err
	}
	for _, e := range entries {
		switch {
		case e.Begins() > do.Today:
			v.Ahead = append(v.Ahead, e)
		case e.CanEnd(do.Today):
			v.Running = append(v.Running, e)
		}
	}
	return v, nil
}

// MissingYear reports a year whose official notice is not in the calendar yet.
func MissingYear(c *rules.Calendar, year int) bool {
	data, known := c.Years[year]
	return !known || data.Provisional
}

// inRows joins days in a row of one name.
func inRows(days map[rules.Date]string) (out []rules.NamedDays) {
	list := make([]rules.Date, 0, len(days))
	for d := range days {
		list = append(list, d)
	}
	slices.Sort(list)
	for _, d := range list {
		if n := len(out) - 1; n >= 0 && out[n].Last == d-1 && out[n].Name == days[d] {
			out[n].Last = d
			continue
		}
		out = append(out, rules.NamedDays{First: d, Last: d, Name: days[d]})
	}
	return out
}

// CalendarPreview is what a change of the calendar would do.
type CalendarPreview struct {
	Lines   []rules.Message
	Dropped []rules.Message // days off that the calendar has of the year, and its list does not name
	Effects request.Effects
}

// PreviewCalendar says what a change would do to the days that wait or are approved. It
// refuses what rules.Calendar.CheckChange refuses.
func PreviewCalendar(do pilot.Do, x rules.CalendarChange) (p CalendarPreview, err error) {
	if err := do.Calendar.CheckChange(x, do.Today); err != nil {
		return p, err
	}
	if p.Lines, err = CalendarLines(do, x); err != nil {
		return p, err
	}
	after, err := calendarWith(do, 0, x)
	if err != nil {
		return p, err
	}
	if x.Year != 0 {
		for _, n := range inRows(do.Calendar.Years[x.Year].DaysOff) {
			if kind, _ := after.Kind(n.First); kind != rules.Holiday {
				p.Dropped = append(p.Dropped, rules.Msg("calendar.item", "line", namedLine("calendar.line.off", n)))
			}
		}
	}
	p.Effects, err = request.CalendarEffects(do, after)
	return p, err
}

// calendarWith is the calendar with what was entered and what else would be: in the place of
// one entry, which is left out, with 0 after all of them.
func calendarWith(do pilot.Do, instead int64, also ...rules.CalendarChange) (*rules.Calendar, error) {
	entries, err := do.Tx.CalendarEntries()
	if err != nil {
		return nil, err
	}
	var list []rules.CalendarChange
	for _, e := range entries {
		if e.ID != instead {
			list = append(list, e.CalendarChange)
			continue
		}
		list = append(list, also...)
	}
	if instead == 0 {
		list = append(list, also...)
	}
	return do.Configured().Calendar.With(list), nil
}

// EnterCalendar enters a change into the calendar. Days that it hits are judged again
// after the commit, and those whom they concern are told then; the head of a unit in
// which presence is required is told at once.
func EnterCalendar(do pilot.Do, x rules.CalendarChange) error {
	if err := do.Assert(pilot.ChangeRegister, rules.Subject{}); err != nil {
		return err
	}
	if err := do.Calendar.CheckChange(x, do.Today); err != nil {
		return err
	}
	id, err := do.Tx.AddCalendarChange(x, do.By.Person, do.Now)
	if err != nil {
		return err
	}
	if err := do.Audit(store.Entry{Action: "calendar.enter", Object: pilot.ObjectCalendar, ObjectID: id, After: x}); err != nil {
		return err
	}
	return tellPresence(do, id, x, "notice.calendar.presence", 0)
}

// tellPresence tells the head of a unit of presence that is required there, or no more,
// or no more after a day.
func tellPresence(do pilot.Do, id int64, x rules.CalendarChange, key string, last rules.Date) error {
	if len(x.Presence) == 0 || x.Presence[0].Unit == 0 {
		return nil
	}
	u, err := do.Tx.Unit(x.Presence[0].Unit)
	if err != nil {
		return err
	}
	lines, err := CalendarLines(do, x)
	if err != nil {
		return err
	}
	return tellHeads(do, store.Ref{Kind: pilot.ObjectCalendar, ID: id}, []rules.Unit{u}, func(u rules.Unit) rules.Message {
		return rules.Msg(key, "unit", u.Name, "lines", lines, "last", last, "later", last != 0)
	})
}

// entered is an entry of the calendar. It refuses one that is gone.
func entered(do pilot.Do, id int64) (store.CalendarEntry, error) {
	entries, err := do.Tx.CalendarEntries()
	if err != nil {
		return store.CalendarEntry{}, err
	}
	i := slices.IndexFunc(entries, func(e store.CalendarEntry) bool { return e.ID == id })
	if i < 0 {
		return store.CalendarEntry{}, rules.Refuse("calendar.gone")
	}
	return entries[i], nil
}

// CalendarEntry is an entry that can be removed: it has not begun.
func CalendarEntry(do pilot.Do, id int64) (store.CalendarEntry, error) {
	e, err := entered(do, id)
	if err == nil && e.Begins() <= do.Today {
		err = rules.Refuse("calendar.begun", "day", e.Begins(), "ends", e.CanEnd(do.Today))
	}
	return e, err
}

// PreviewRemoval says what it would do to take an entry out of the calendar. It refuses
// one that has begun or is gone.
func PreviewRemoval(do pilot.Do, id int64) (p CalendarPreview, err error) {
	e, err := CalendarEntry(do, id)
	if err != nil {
		return p, err
	}
	if p.Lines, err = CalendarLines(do, e.CalendarChange); err != nil {
		return p, err
	}
	after, err := calendarWith(do, id)
	if err != nil {
		return p, err
	}
	p.Effects, err = request.CalendarEffects(do, after)
	return p, err
}

// RemoveCalendar takes an entry out of the calendar before it begins.
func RemoveCalendar(do pilot.Do, id int64) error {
	if err := do.Assert(pilot.ChangeRegister, rules.Subject{}); err != nil {
		return err
	}
	e, err := CalendarEntry(do, id)
	if err != nil {
		return err
	}
	err = do.Tx.RemoveCalendarChange(id, do.By.Person, do.Now)
	if errors.Is(err, store.ErrNotFound) {
		return rules.Refuse("calendar.gone")
	}
	if err != nil {
		return err
	}
	if err := do.Audit(store.Entry{Action: "calendar.remove", Object: pilot.ObjectCalendar, ObjectID: id, Before: e.CalendarChange}); err != nil {
		return err
	}
	return tellPresence(do, id, e.CalendarChange, "notice.calendar.presence_gone", 0)
}

// CalendarParts words what a change names.
func CalendarParts(do pilot.Do, x rules.CalendarChange) (parts []rules.Message, err error) {
	for _, n := range x.Off {
		parts = append(parts, namedLine("calendar.line.off", n))
	}
	for _, n := range x.Worked {
		parts = append(parts, namedLine("calendar.line.worked", n))
	}
	presence, err := presenceParts(do, x.Presence)
	if err != nil {
		return nil, err
	}
	parts = append(parts, presence...)
	if x.Week != nil {
		parts = append(parts, weekLine(*x.Week))
	}
	return parts, nil
}

// CalendarLines words a change, a line for each that it names.
func CalendarLines(do pilot.Do, x rules.CalendarChange) ([]rules.Message, error) {
	parts, err := CalendarParts(do, x)
	return items(parts), err
}

func items(parts []rules.Message) []rules.Message {
	lines := make([]rules.Message, len(parts))
	for i, p := range parts {
		lines[i] = rules.Msg("calendar.item", "line", p)
	}
	return lines
}

func namedLine(key string, n rules.NamedDays) rules.Message {
	return rules.Msg(key, "first", n.First, "last", n.Last, "several", n.First != n.Last, "name", n.Name)
}

// presenceParts words required presence, each with its unit.
func presenceParts(do pilot.Do, list []rules.Presence) ([]rules.Message, error) {
	lines := make([]rules.Message, len(list))
	for i, p := range list {
		unit := ""
		if p.Unit != 0 {
			u, err := do.Tx.Unit(p.Unit)
			if err != nil {
				return nil, fmt.Errorf("load the unit of a required presence: %w", err)
			}
			unit = u.Name
		}
		lines[i] = rules.Msg("calendar.line.presence", "line", PresenceLine(p), "unit", unit,
			"first", p.First, "begins", p.First != 0, "last", p.Last, "ends", p.Last != 0)
	}
	return lines, nil
}

// weekLine words another working week.
func weekLine(w rules.Week) rules.Message {
	days := rules.Msg("calendar.same_days")
	if w.Weekdays != nil {
		days = WeekdaysText(*w.Weekdays)
	}
	return rules.Msg("calendar.line.week", "hours", rules.HoursText(w.Hours), "days", days,
		"first", w.First, "last", w.Last, "ends", w.Last != 0)
}

// WeekdaysText words the days of the week that are worked, those in a row by the first
// and the last.
func WeekdaysText(days [7]bool) rules.Message {
	monday := rules.MustDate("2026-11-23") // any one: only its weekday shows
	from := 0
	for from < len(days) && !days[(monday+rules.Date(from)).Weekday()] {
		from++
	}
	to := from
	for to+1 < len(days) && days[(monday+rules.Date(to+1)).Weekday()] {
		to++
	}
	if from == len(days) {
		return rules.Msg("calendar.no_days")
	}
	var rest [7]bool
	more := false
	for i := to + 1; i < len(days); i++ {
		w := (monday + rules.Date(i)).Weekday()
		rest[w] = days[w]
		more = more || days[w]
	}
	return rules.Msg("calendar.weekdays", "from", monday+rules.Date(from), "to", monday+rules.Date(to), "several", to > from,
		"more", more, "rest", WeekdaysText(rest))
}
