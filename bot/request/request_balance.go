package request

import (
	"cmp"
	"fmt"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot/request"
	"tainha/rules"
)

const weeksShown = 3 // weeks told one by one; of more only the months

// balanceLines tells, for each week and then for each month of the slots, how many
// days the person has besides them.
func balanceLines(f *rules.Facts, slots []rules.Slot) ([]rules.Message, error) {
	byWeek, byMonth := map[rules.Date]bool{}, map[rules.Date]bool{}
	var weeks, months []rules.Message
	for _, s := range slots {
		b, err := f.Balance(s.Date)
		if err != nil {
			return nil, fmt.Errorf("count the days used: %w", err)
		}
		month := tighter(b)
		if first := s.Date.MonthStart(); !byMonth[first] {
			byMonth[first] = true
			months = append(months, rules.Msg("balance.month", "month", s.Date, "used", rules.Days(month.Used), "used_max", limitText(month), "limited", month.Mode != rules.Off))
		}
		if monday := s.Date.Monday(); !byWeek[monday] {
			byWeek[monday] = true
			weeks = append(weeks, rules.Msg("balance", "from", monday, "to", monday+4, "week", rules.Days(b.Week.Used), "week_max", limitText(b.Week), "limited", b.Week.Mode != rules.Off))
		}
	}
	if len(weeks) > weeksShown {
		return months, nil
	}
	return append(weeks, months...), nil
}

func limitText(u rules.Use) rules.Message {
	if u.Mode == rules.Off {
		return rules.Msg("no_limit")
	}
	return rules.Days(u.Max)
}

// used tells how much of the limits is used: as it would be while something waits, as it
// is when all is decided.
func used(f *rules.Facts, all, waiting []rules.Slot) ([]rules.Message, error) {
	if len(waiting) == 0 {
		return balanceLines(f, all)
	}
	what, err := ifApproved(f, all, waiting)
	return []rules.Message{rules.Msg("then", "what", what)}, err
}

// ifApproved tells how much of the limits is used once the waiting slots are approved:
// in the weeks and months of all slots, which the facts leave out. It is the one way of
// counting where something is still to be decided; of many weeks only the months are told.
func ifApproved(f *rules.Facts, all, waiting []rules.Slot) (rules.Message, error) {
	var weeks, months []rules.Message
	byWeek, byMonth := firstIn(all, rules.Date.Monday), firstIn(all, rules.Date.MonthStart)
	for i, s := range all {
		b, err := f.BalanceWith(s.Date, waiting)
		if err != nil {
			return rules.Message{}, fmt.Errorf("count the days used: %w", err)
		}
		if monday := s.Date.Monday(); byWeek[monday] == i {
			weeks = append(weeks, rules.Msg("then.week", "from", monday, "to", monday+4, "dated", len(byWeek) > 1,
				"used", rules.Days(b.Week.Used), "max", rules.Days(b.Week.Max), "limited", b.Week.Mode != rules.Off))
		}
		if month := tighter(b); byMonth[s.Date.MonthStart()] == i {
			months = append(months, rules.Msg("then.month", "month", s.Date, "dated", len(byMonth) > 1,
				"used", rules.Days(month.Used), "max", rules.Days(month.Max), "limited", month.Mode != rules.Off))
		}
	}
	if len(weeks) > weeksShown {
		weeks = nil
	}
	return oneLine(append(weeks, months...)), nil
}

// firstIn is which slot is the first of each week, or month.
func firstIn(slots []rules.Slot, start func(rules.Date) rules.Date) map[rules.Date]int {
	first := map[rules.Date]int{}
	for i, s := range slots {
		if _, known := first[start(s.Date)]; !known {
			first[start(s.Date)] = i
		}
	}
	return first
}

// tighter is the limit of a month that ends first: its days, or its share.
func tighter(b rules.Balance) rules.Use {
	if b.Share.Mode != rules.Off && (b.Month.Mode == rules.Off || b.Share.Max < b.Month.Max) {
		return b.Share
	}
	return b.Month
}

// oneLine joins messages with commas.
func oneLine(parts []rules.Message) rules.Message {
	line := parts[len(parts)-1]
	for i := len(parts) - 2; i >= 0; i-- {
		line = rules.Msg("then.and", "one", parts[i], "other", line)
	}
	return line
}

// sayApprover answers who decides what the writer asks for: where something of theirs waits it is
// shown with for whom it waits.
func sayApprover(t *chat.Turn, _ chat.Saying) error {
	open, err := t.Tx.OpenOf(t.Person.ID)
	if err != nil {
		return fmt.Errorf("find what waits: %w", err)
	}
	if len(open) > 0 {
		if err := showWaiting(t); err != nil {
			return err
		}
	}
	who, err := request.WouldDecide(t.Do(), t.Person.ID, 0)
	if err != nil {
		return err
	}
	above, err := request.WouldDecide(t.Do(), t.Person.ID, 1)
	if err != nil {
		return err
	}
	if above == who {
		above = ""
	}
	return t.Say(rules.Msg("approver", "who", who, "above", above))
}

// sayUnanswered says what becomes of a request that nobody decides.
func sayUnanswered(t *chat.Turn, _ chat.Saying) error {
	who, err := request.WouldDecide(t.Do(), t.Person.ID, 0)
	if err != nil {
		return err
	}
	above, err := request.WouldDecide(t.Do(), t.Person.ID, 1)
	if err != nil {
		return err
	}
	if above == who {
		above = ""
	}
	return t.Say(rules.Msg("approver.silent", "who", who, "above", above))
}

const nearDays = 14 // days in which one that can still be asked for is looked for

// sayCutoff answers until when a day may be asked for: of the days that are named, else of the
// nearest that still can be.
func sayCutoff(t *chat.Turn, s chat.Saying) error {
	asked := daysInOrder(s)
	named := len(asked) > 0
	if !named {
		for d := t.Today; d < t.Today+nearDays; d++ {
			asked = append(asked, rules.Slot{Date: d})
		}
	}
	f, err := t.Do().FactsFor(t.Person.ID, asked, 0)
	if err != nil {
		return err
	}
	var lines []rules.Message
	for _, slot := range asked {
		if !t.Pilot.Calendar.IsWorking(slot.Date) {
			if named {
				lines = append(lines, t.ClosedMessage(slot))
			}
			continue
		}
		at, err := f.CutoffAt(slot.Date)
		if err != nil {
			return fmt.Errorf("tell until when a day is asked for: %w", err)
		}
		over := !t.Now.Before(at)
		switch {
		case named:
			lines = append(lines, rules.Msg("cutoff.day", "day", slot.Date, "at", at, "over", over))
		case !over && len(lines) == 0:
			lines = append(lines, rules.Msg("cutoff.nearest", "day", slot.Date, "at", at))
		}
	}
	return t.Say(rules.Msg("cutoff", "lines", lines))
}

// sayFree answers which days the writer may still have: of the week that is named, else of this
// one and the next.
func sayFree(t *chat.Turn, s chat.Saying) error {
	from, to := t.Today, t.Today.Monday()+13 //nolint:mnd // the end of next week
	if len(s.Days) > 0 {
		from, to = max(s.Days[0].Date, t.Today), s.Days[len(s.Days)-1].Date
	}
	var all []rules.Slot
	for d := from; d <= to; d++ {
		all = append(all, rules.Slot{Date: d})
	}
	if len(all) == 0 {
		return rules.Refuse("wfh.past_day")
	}
	f, err := t.Do().FactsFor(t.Person.ID, all, 0)
	if err != nil {
		return err
	}
	var lines []rules.Message
	n := 0
	for monday := from.Monday(); monday <= to; monday += 7 {
		line, free, err := freeOfWeek(f, monday, from, to)
		if err != nil {
			return err
		}
		n += free
		lines = append(lines, line)
	}
	return t.Say(rules.Msg("free", "n", n, "lines", lines))
}

// freeOfWeek tells which days of a week, within two days, can still be asked for.
func freeOfWeek(f *rules.Facts, monday, from, to rules.Date) (line rules.Message, n int, err error) {
	var free []rules.Slot
	for d := max(monday, from); d <= min(monday.Sunday(), to); d++ {
		if m := rules.DayMark(f, nil, d); len(m.Free) > 0 && len(m.Own) == 0 {
			free = append(free, rules.Slot{Date: d, Part: m.Free[0]})
		}
	}
	b, err := f.Balance(max(monday, from))
	if err != nil {
		return line, 0, fmt.Errorf("count the days used: %w", err)
	}
	week := leftLine("balance.left.week", b.Week, "from", monday, "to", monday+4) //nolint:mnd // Friday
	return rules.Msg("free.week", "week", week, "days", free, "n", len(free)), len(free), nil
}

// ruleLine says how many days of a week and of a month there are at most.
func ruleLine(t *chat.Turn) (rules.Message, error) {
	f, err := t.Do().FactsFor(t.Person.ID, []rules.Slot{{Date: t.Today}}, 0)
	if err != nil {
		return rules.Message{}, err
	}
	b, err := f.Balance(t.Today)
	if err != nil {
		return rules.Message{}, fmt.Errorf("count the days used: %w", err)
	}
	return rules.Msg("balance.rule", "week", limitText(b.Week), "month", limitText(tighter(b))), nil
}

const (
	holidaysAhead = 120 // days in which days off are told
	holidaysTold  = 4
)

// sayHolidays answers whether the days that are named are off, else which come.
func sayHolidays(t *chat.Turn, s chat.Saying) error {
	asked := daysInOrder(s)
	var lines []rules.Message
	for _, x := range asked {
		kind, name := t.Pilot.Calendar.Kind(x.Date)
		lines = append(lines, rules.Msg("holidays.day", "day", x.Date, "working", kind == rules.Working, "name", name))
	}
	if len(asked) == 0 {
		for d := t.Today; d < t.Today+holidaysAhead && len(lines) < holidaysTold; d++ {
			if kind, name := t.Pilot.Calendar.Kind(d); kind == rules.Holiday {
				lines = append(lines, rules.Msg("holidays.day", "day", d, "working", false, "name", name))
			}
		}
	}
	return t.Say(rules.Msg("holidays", "lines", lines, "n", len(lines), "named", len(asked) > 0))
}

// daysInOrder are the days that a question names in their order, as many as are listed.
func daysInOrder(s chat.Saying) []rules.Slot {
	days := daysNamed(s.Selection)
	slices.SortFunc(days, func(a, b rules.Slot) int { return cmp.Compare(a.Date, b.Date) })
	return days[:min(len(days), chat.Listed)]
}
