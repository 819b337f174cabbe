package request

import (
	"fmt"

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
