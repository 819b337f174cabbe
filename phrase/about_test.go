package phrase

import (
	"testing"

	"tainha/rules"
)

func TestWhatStandsBehindACommandNamesPeopleAndDays(t *testing.T) {
	t.Parallel()
	names := NewRoll([]string{"Trần Quốc Bình", "Võ Hoàng Nam", "Đặng Thị Kim Chi"})
	for _, c := range []struct{ text, who, days, rest, reason string }{
		{"Nam t5", "Nam", "2026-11-26", "Nam", ""},
		{"thứ 5 tuần sau cho anh Bình vì con ốm", "Bình", "2026-12-03", "cho anh Bình", "con ốm"},
		{"TN06 thứ 6", "", "2026-11-27", "TN06", ""},
		{"thứ 5", "", "2026-11-26", "", ""},
		{"", "", "", "", ""},
	} {
		s := About(Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: names}, c.text)
		who, days := "", ""
		for _, w := range s.Who {
			who += w
		}
		for _, d := range s.Days {
			days += d.String()
		}
		if who != c.who || days != c.days || s.Rest != c.rest || s.Reason != c.reason {
			t.Errorf("%q: %q, %q, %q, %q", c.text, who, days, s.Rest, s.Reason)
		}
	}
}
