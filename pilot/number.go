package pilot

import (
	"fmt"
	"reflect"

	"tainha/rules"
)

// Number is one of the pilot's numbers as the register shows and changes it.
type Number uint8

// The numbers of the register, in the order in which they are shown.
const (
	UnitShare Number = iota + 1
	MinPresent
	PerWeek
	PerMonth
	MonthShare
	Cutoff
	Presence
	OfficeDayLoad
)

// Numbers lists them all.
func Numbers() []Number {
	return []Number{UnitShare, MinPresent, PerWeek, PerMonth, MonthShare, Cutoff, Presence, OfficeDayLoad}
}

var numberNames = map[Number]string{
	UnitShare: "unit_share", MinPresent: "min_present", PerWeek: "per_week", PerMonth: "per_month",
	MonthShare: "month_share", Cutoff: "cutoff", Presence: "presence", OfficeDayLoad: "office_day_load",
}

// Key is the end of the keys of the number's texts.
func (n Number) Key() string { return numberNames[n] }

// of returns the number's value in a policy.
func (n Number) of(p rules.Policy) any {
	return map[Number]any{
		UnitShare: p.UnitShare, MinPresent: p.MinPresent, PerWeek: p.PerWeek, PerMonth: p.PerMonth,
		MonthShare: p.MonthShare, Cutoff: p.Cutoff, Presence: p.Presence, OfficeDayLoad: p.OfficeDayLoad,
	}[n]
}

// Same reports whether the number is the same in both policies.
func (n Number) Same(a, b rules.Policy) bool {
	if n == Presence && len(a.Presence)+len(b.Presence) == 0 {
		return true
	}
	return reflect.DeepEqual(n.of(a), n.of(b))
}

// Value words the number's value in a policy.
func (n Number) Value(p rules.Policy) rules.Message {
	switch n {
	case UnitShare:
		return shareValue("number.value.unit_share", p.UnitShare)
	case MonthShare:
		return shareValue("number.value.month_share", p.MonthShare)
	case MinPresent:
		return quotaValue("number.value.people", p.MinPresent, p.MinPresent.Max)
	case PerWeek:
		return quotaValue("number.value.days", p.PerWeek, rules.Days(p.PerWeek.Max))
	case PerMonth:
		return quotaValue("number.value.days", p.PerMonth, rules.Days(p.PerMonth.Max))
	case Cutoff:
		return rules.Msg("number.value.cutoff", "time", fmt.Sprintf("%d:%02d", p.Cutoff.Minute/60, p.Cutoff.Minute%60), "days", p.Cutoff.DaysBefore)
	case Presence:
		switch len(p.Presence) {
		case 0:
			return rules.Msg("number.value.none")
		case 1:
			return PresenceLine(p.Presence[0])
		}
		lines := make([]rules.Message, len(p.Presence))
		for i, q := range p.Presence {
			lines[i] = rules.Msg("number.presence.item", "line", PresenceLine(q))
		}
		return rules.Msg("number.value.presence", "lines", lines)
	}
	return rules.Msg("number.value.load", "load", p.OfficeDayLoad.Message(), "set", p.OfficeDayLoad != 0)
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
		if !n.Same(before, after) {
			lines = append(lines, rules.Msg("number.change", "label", rules.Msg("number.label."+n.Key()), "before", n.Value(before), "after", n.Value(after)))
		}
	}
	return lines
}
