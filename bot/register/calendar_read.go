package register

import (
	"strconv"
	"strings"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
)

// readCalendar reads what was typed as the change that is being entered.
func readCalendar(t *chat.Turn, d *calendarDraft, text string) (rules.CalendarChange, error) {
	switch d.Kind {
	case calendarExchange:
		return readExchange(t, text)
	case calendarPresence:
		return readRequired(t, text)
	case calendarWeek:
		return readWeek(t, text)
	case calendarWhole:
		return readYear(t, d, text)
	}
	var x rules.CalendarChange
	err := eachLine(text, 0, func(line string) *rules.Refusal {
		days, ok := readDays(t, line, 0)
		if !ok || days.Name == "" {
			return rules.Refuse("calendar.read.off", "value", chat.Short(line, chat.MaxName))
		}
		x.Off = append(x.Off, days)
		return fits(days.Name)
	})
	return x, err
}

// fits refuses a name that is too long.
func fits(name string) *rules.Refusal {
	if n := len([]rune(name)); n > chat.MaxName {
		return rules.Refuse("calendar.read.long", "n", n, "max", chat.MaxName)
	}
	return nil
}

// eachLine reads a list line by line, and names every bad one with its number; of a
// single line only what is wrong with it.
func eachLine(text string, skipped int, read func(line string) *rules.Refusal) error {
	lines := strings.Split(text, "\n")
	var bad []rules.Message
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		why := read(strings.TrimSpace(line))
		switch {
		case why == nil:
		case len(lines)+skipped == 1:
			return why
		default:
			bad = append(bad, rules.Msg("calendar.read.line", "n", i+1+skipped, "why", why.Reasons))
		}
	}
	if len(bad) > mostBad {
		bad = append(bad[:mostBad], rules.Msg("calendar.read.more", "n", len(bad)-mostBad))
	}
	if len(bad) > 0 {
		return &rules.Refusal{Reasons: bad}
	}
	return nil
}

const mostBad = 10 // bad lines that are named

// readDays reads the days with which a line begins, with their name.
func readDays(t *chat.Turn, line string, year int) (rules.NamedDays, bool) {
	n, ok := phrase.ReadNotice(line, t.Today, year)
	return rules.NamedDays{First: n.First, Last: n.Last, Name: n.Name}, ok
}

const halfAYear = 183 // days back, from which a last day without its year is next year's

// readExchange reads a day worked and the day off for it.
func readExchange(t *chat.Turn, text string) (x rules.CalendarChange, err error) {
	worked, off, reason, ok := phrase.ReadExchange(text, t.Today)
	if !ok {
		return x, rules.Refuse("calendar.read.exchange", "value", chat.Short(text, chat.MaxName))
	}
	names := [2]string{reason, reason}
	if reason == "" {
		if names[0], err = t.Text(rules.Msg("calendar.name.off", "day", worked)); err != nil {
			return x, err
		}
		if names[1], err = t.Text(rules.Msg("calendar.name.worked", "day", off)); err != nil {
			return x, err
		}
	}
	if why := fits(names[0]); why != nil {
		return x, why
	}
	x.Off = []rules.NamedDays{{First: off, Last: off, Name: names[0]}}
	x.Worked = []rules.NamedDays{{First: worked, Last: worked, Name: names[1]}}
	return x, nil
}

// readRequired reads when presence is required: dated, «sáng 8/12: Đoàn kiểm tra», or
// every week, «sáng thứ Hai: Chào cờ từ 1/1 đến 31/3», from tomorrow where nothing is said.
func readRequired(t *chat.Turn, text string) (x rules.CalendarChange, err error) {
	if days, ok := phrase.ReadNotice(text, t.Today, 0); ok {
		if days.Name == "" {
			return x, rules.Refuse("calendar.no_reason")
		}
		if why := fits(days.Name); why != nil {
			return x, why
		}
		for d := days.First; d <= days.Last; d++ {
			if kind, _ := t.Do().Calendar.Kind(d); days.First == days.Last || kind == rules.Working {
				x.Presence = append(x.Presence, rules.Presence{Date: d, Part: days.Part, Name: days.Name})
			}
		}
		if len(x.Presence) == 0 {
			return x, rules.Refuse("calendar.presence_off", "day", days.First, "name", "")
		}
		return x, nil
	}
	rest, since, said := t.Entry(text).Since()
	q, err := readPresence(t, rest.Text())
	switch {
	case err != nil || q.Date != 0 || reply.NamesWeek(rest.Text()):
		return x, rules.Refuse("calendar.read.presence", "value", chat.Short(text, chat.MaxName))
	case said:
		q.First, q.Last, err = readFromTo(t, since.Text())
	default:
		q.First = t.Today + 1
	}
	x.Presence = []rules.Presence{q}
	return x, err
}

// readFromTo reads «1/12 đến 31/12», or the first day alone. A last day without its
// year is of the first one's, or of the next where it would lie long before it.
func readFromTo(t *chat.Turn, text string) (first, last rules.Date, err error) {
	from, to, ends := t.Entry(text).Till()
	first, ok := from.Day()
	if ok && ends {
		last, ok = to.Day()
		if y, m, d := last.Civil(); ok && !strings.Contains(to.Text(), strconv.Itoa(y)) {
			last, ok = rules.ValidDate(first.Year(), m, d)
			if last < first-halfAYear {
				last, ok = rules.ValidDate(first.Year()+1, m, d) // over the end of a year
			}
		}
	}
	if !ok {
		return 0, 0, rules.Refuse("register.no_day", "value", chat.Short(text, chat.MaxName))
	}
	return first, last, nil
}

// readWeek reads another working week: «7:30-11:30, 13:00-17:00, T2–T6 từ 1/12 đến 31/12».
func readWeek(t *chat.Turn, text string) (x rules.CalendarChange, err error) {
	rest, since, said := t.Entry(text).Since()
	w := rules.Week{First: t.Today + 1}
	if said {
		if w.First, w.Last, err = readFromTo(t, since.Text()); err != nil {
			return x, err
		}
	}
	hours, weekdays, ok := phrase.ReadWeek(rest.Text())
	if !ok {
		return x, rules.Refuse("calendar.read.week", "value", chat.Short(text, chat.MaxName))
	}
	w.Hours, w.Weekdays = hours, weekdays
	x.Week = &w
	return x, nil
}

// readYear reads the list of a whole year: a line for each day or range off, one that
// begins with «làm bù» for a day worked. Its first line may name the year. Every bad line
// is named with its number.
func readYear(t *chat.Turn, d *calendarDraft, text string) (rules.CalendarChange, error) {
	x, skipped := rules.CalendarChange{Year: d.Year}, 0
	if first, rest, _ := strings.Cut(text, "\n"); phrase.NoticeYear(first) != 0 {
		x.Year, text, skipped = phrase.NoticeYear(first), rest, 1
	}
	seen := map[rules.Date]bool{}
	err := eachLine(text, skipped, func(line string) *rules.Refusal {
		rest, worked := phrase.CutWorked(line)
		days, ok := readDays(t, rest, x.Year)
		switch {
		case !ok:
			return rules.Refuse("calendar.read.days", "value", chat.Short(line, chat.MaxName))
		case days.Name == "" && worked == "":
			return rules.Refuse("calendar.read.no_name", "value", chat.Short(line, chat.MaxName))
		case days.First.Year() != x.Year || days.Last.Year() != x.Year:
			return rules.Refuse("calendar.other_year", "day", days.First, "year", x.Year)
		}
		for day := days.First; day <= days.Last; day++ {
			if seen[day] {
				return rules.Refuse("calendar.twice", "day", day)
			}
			seen[day] = true
			if worked != "" && t.Do().Calendar.WeekdaysOn(day)[day.Weekday()] {
				return rules.Refuse("calendar.works", "day", day)
			}
		}
		if worked == "" {
			x.Off = append(x.Off, days)
			return fits(days.Name)
		}
		if days.Name == "" {
			days.Name = worked
		}
		x.Worked = append(x.Worked, days)
		return fits(days.Name)
	})
	return x, err
}
