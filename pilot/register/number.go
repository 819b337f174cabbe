package register

import (
	"fmt"
	"slices"

	"tainha/rules"
)

// Number is one of the pilot's numbers as the register shows and changes it.
type Number rules.NumberID

// Numbers lists those of the register, in the order in which they are shown.
func Numbers() []Number {
	var list []Number
	for _, n := range rules.Numbers() {
		if n.NotInRegister == "" {
			list = append(list, Number(n.ID))
		}
	}
	return list
}

// Row is the number's row in the table of rules; empty for none of it.
func (n Number) Row() rules.Number {
	all := rules.Numbers()
	i := slices.IndexFunc(all, func(x rules.Number) bool { return x.ID == rules.NumberID(n) })
	if i < 0 {
		return rules.Number{}
	}
	return all[i]
}

// Key is the end of the keys of the number's texts.
func (n Number) Key() string { return n.Row().Key }

// Value words the number's value in a policy.
func (n Number) Value(p rules.Policy) rules.Message {
	row := n.Row()
	switch v := row.Get(p).(type) {
	case rules.Share:
		return shareValue("number.value."+row.Key, v)
	case rules.Quota:
		if row.Form == rules.FormPeople {
			return quotaValue("number.value.people", v, v.Max)
		}
		return quotaValue("number.value.days", v, rules.Days(v.Max))
	case rules.Cutoff:
		return rules.Msg("number.value.cutoff", "time", rules.Clock(v.Minute), "days", v.DaysBefore)
	case []rules.Presence:
		return presenceValue(v)
	case rules.Workload:
		return rules.Msg("number.value.load", "load", v.Message(), "set", v != 0)
	}
	panic(fmt.Sprintf("the register has no words for a value of %s", row.Key)) // a test words every number of the register
}

func presenceValue(list []rules.Presence) rules.Message {
	switch len(list) {
	case 0:
		return rules.Msg("number.value.none")
	case 1:
		return PresenceLine(list[0])
	}
	lines := make([]rules.Message, len(list))
	for i, q := range list {
		lines[i] = rules.Msg("number.presence.item", "line", PresenceLine(q))
	}
	return rules.Msg("number.value.presence", "lines", lines)
}

func shareValue(key string, s rules.Share) rules.Message {
	if s.Mode == rules.Off {
		return rules.Msg("no_limit")
	}
	return rules.Msg(key, "ratio", s.Ratio.String(), "above", s.Mode == rules.ApproveAbove)
}

func quotaValue(key string, q rules.Quota, limit any) rules.Message {
	if q.Mode == rules.Off {
		return rules.Msg("no_limit")
	}
	return rules.Msg(key, "max", limit, "above", q.Mode == rules.ApproveAbove)
}

// PresenceLine words a day on which presence is required: "sáng thứ Hai hằng
// tuần (Chào cờ)".
func PresenceLine(q rules.Presence) rules.Message {
	if q.Date != 0 {
		return rules.Msg("number.presence.dated", "slot", rules.Slot{Date: q.Date, Part: q.Part}, "name", q.Name)
	}
	sunday := rules.MustDate("2026-11-22") // any one: only its weekday shows
	return rules.Msg("number.presence.weekly", "slot", rules.Slot{Date: sunday + rules.Date(q.Weekday), Part: q.Part}, "name", q.Name)
}

// Line words the number with its value.
func (n Number) Line(p rules.Policy) rules.Message {
	return rules.Msg("number.line", "label", rules.Msg("number.label."+n.Key()), "value", n.Value(p))
}

// changedLines words every number that differs, before → after.
func changedLines(before, after rules.Policy) []rules.Message {
	var lines []rules.Message
	for _, n := range Numbers() {
		if !n.Row().Same(before, after) {
			lines = append(lines, rules.Msg("number.change", "label", rules.Msg("number.label."+n.Key()), "before", n.Value(before), "after", n.Value(after)))
		}
	}
	return lines
}
