package rules_test

import (
	"testing"
	"time"

	"tainha/rules"
)

func TestWhereaboutsOfAMember(t *testing.T) {
	t.Parallel()
	f := world(
		homeIn(rules.Approved, 1, binh, "2026-11-25", "2026-11-26/pm"),
		homeIn(rules.Pending, 2, binh, "2026-11-27"),
		home(chi, "2026-11-25"),
		func(f *rules.Facts) {
			f.Calendar.Presence = []rules.Presence{{Weekday: time.Monday, Part: rules.Morning, Name: "Chào cờ"}}
			f.Absences = append(f.Absences, rules.Absence{Person: chi, First: day("2026-11-25"), Last: day("2026-11-26"), Part: rules.Morning, Kind: rules.Sick})
		},
	)
	at := func(morning, afternoon rules.Place) rules.Whereabouts {
		return rules.Whereabouts{Halves: [2]rules.Place{morning, afternoon}}
	}
	must := at(rules.AtOffice, rules.AtOffice)
	must.Required[0] = true
	for name, x := range map[string]struct {
		who  rules.PersonID
		day  string
		want rules.Whereabouts
	}{
		"at home all day":                   {binh, "2026-11-25", at(rules.AtHome, rules.AtHome)},
		"at home in the afternoon":          {binh, "2026-11-26", at(rules.AtOffice, rules.AtHome)},
		"a day that waits for its decision": {binh, "2026-11-27", at(rules.HomeAsked, rules.HomeAsked)},
		"absence comes before home":         {chi, "2026-11-25", at(rules.IsAway, rules.AtHome)},
		"absent for half a day":             {chi, "2026-11-26", at(rules.IsAway, rules.AtOffice)},
		"presence required in the morning":  {binh, "2026-11-23", must},
		"a holiday":                         {binh, "2026-11-24", at(rules.DayOff, rules.DayOff)},
		"a Saturday":                        {binh, "2026-11-28", at(rules.DayOff, rules.DayOff)},
		"a year without calendar":           {binh, "2027-03-01", at(rules.DayOff, rules.DayOff)},
		"of another unit":                   {director, "2026-11-25", at(rules.NotPosted, rules.NotPosted)},
	} {
		same(t, name, f.Whereabouts(office, x.who, day(x.day)), x.want)
	}
}

func TestOwnWhereaboutsFollowThePosting(t *testing.T) {
	t.Parallel()
	f := world(home(binh, "2026-11-25"), func(f *rules.Facts) {
		for i := range f.Postings {
			if f.Postings[i].Person == binh {
				f.Postings[i].From = day("2026-11-25")
			}
		}
	})
	same(t, "before the first posting", f.OwnWhereabouts(day("2026-11-23")).Halves, [2]rules.Place{rules.NotPosted, rules.NotPosted})
	same(t, "a holiday before it", f.OwnWhereabouts(day("2026-11-24")).Halves, [2]rules.Place{rules.DayOff, rules.DayOff})
	same(t, "from then on", f.OwnWhereabouts(day("2026-11-25")).Halves, [2]rules.Place{rules.AtHome, rules.AtHome})
}
