package phrase

import (
	"testing"
	"time"

	"tainha/rules"
)

func entry(text string) Entry {
	return NewEntry(Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true)}, text)
}

func TestAnEntryReadsDaysThatASentenceDoesNotSay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"20/11/2026": "2026-11-20", "1/12": "2026-12-01", "1.12.26": "2026-12-01", "2028-05-31": "2028-05-31", "5/1": "2027-01-05", "20/6": "2026-06-20",
		"đầu tuần sau": "2026-11-30", "tháng sau": "2026-12-01", "thứ 5": "2026-11-26", "ngày 20 - 11": "2026-11-20", "31/11": "", "xyz": "", "1/1/9999": "",
		"ngày mai": "2026-11-24", "1/1/1": "2001-01-01",
	} {
		got := ""
		if d, ok := entry(text).Day(); ok {
			got = d.String()
		}
		if got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestAnEntryIsPartedAsItWasTyped(t *testing.T) {
	t.Parallel()
	rest, since, ok := entry("41/QĐ–STN ngày 20/11/2026, từ 1/12 đến 31/5/2027").Since()
	number, dated, found := rest.Dated()
	first, last, ends := since.Till()
	for name, got := range map[string]string{"41/QĐ–STN": number.Text(), "20/11/2026,": dated.Text(), "1/12": first.Text(), "31/5/2027": last.Text()} {
		if got != name {
			t.Errorf("%q, not %q", got, name)
		}
	}
	if !ok || !found || !ends {
		t.Error("a part is missing")
	}
	for text, want := range map[string][2]string{
		"sáng thứ Tư: Họp giao ban từ 25/11":    {"sáng thứ Tư: Họp giao ban", "25/11"},
		"sang thu tu Hop giao ban tu thu tu":    {"sang thu tu Hop giao ban", "thu tu"},
		"8:00-12:00, thứ Hai đến thứ Tư từ 4/1": {"8:00-12:00, thứ Hai đến thứ Tư", "4/1"},
	} {
		if rest, since, ok := entry(text).Since(); !ok || rest.Text() != want[0] || since.Text() != want[1] {
			t.Errorf("%q: %q since %q (%v)", text, rest.Text(), since.Text(), ok)
		}
	}
	if _, _, ok := entry("sáng thứ Tư: Họp giao ban").Since(); ok {
		t.Error("«thứ Tư» says since when")
	}
	if _, _, ok := entry("30%").Since(); ok {
		t.Error("a number has a day")
	}
}

func TestAnEntryReadsFigures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"30% từ 1/12": "30%", "12,5 %": "12,5 %", "1 / 3 đơn vị": "1 / 3", "2 ngày": "2", "-3": "-3", "không": "", "1.": "1", "1/": "1", "": ""} {
		if got := entry(text).Figure(); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"12": "12", "#12": "12", "đề nghị 12": "12", "request 123456": "123456", "Bình": "", "12 13": ""} {
		if got, _ := entry(text).RequestNumber(); got != want {
			t.Errorf("%q: request %q, not %q", text, got, want)
		}
	}
	for text, want := range map[string][3]int{"16:00": {16, 0, -1}, "15h30 trước 2 ngày": {15, 30, 2}, "24:00": {24, 0, -1}, "3 working days": {-1, -1, 3}, "8 giờ cùng ngày": {8, 0, -1}} {
		got := [3]int{-1, -1, -1}
		if h, m, ok := entry(text).Clock(); ok {
			got[0], got[1] = h, m
		}
		if n, ok := entry(text).DaysBefore(); ok {
			got[2] = n
		}
		if got != want {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
	if !entry("8 giờ cùng ngày").SameDay() || !entry("không giới hạn").Unlimited() || !entry("No limit").Unlimited() || entry("không nhận").Unlimited() || !entry("30% chuyển cấp trên").Above() || !entry("nua ngay").HalfDay() {
		t.Error("a word of an entry is not read")
	}
}

func TestAnEntryBeginsWithItsDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		rest string
		day  time.Weekday
		part rules.Part
		date bool
	}{
		"sáng thứ Hai hằng tuần Chào cờ":  {"Chào cờ", time.Monday, rules.Morning, false},
		"8/12 Kiểm tra – đợt 2":           {"Kiểm tra – đợt 2", -1, rules.Whole, true},
		"chiều t6 Giao ban":               {"Giao ban", time.Friday, rules.Afternoon, false},
		"every monday morning Assembly":   {"Assembly", time.Monday, rules.Morning, false},
		"chủ nhật trực":                   {"trực", time.Sunday, rules.Whole, false},
		"ngày 8/12/2026 Họp toàn cơ quan": {"Họp toàn cơ quan", -1, rules.Whole, true},
		"Chào cờ":                         {"Chào cờ", -1, rules.Whole, false},
	} {
		day, rest := entry(text).Lead()
		weekday, named := day.Weekday()
		if rest != want.rest || day.Part() != want.part || day.HasDate() != want.date || named != (want.day >= 0) || named && weekday != want.day {
			t.Errorf("%q: %q, %v %v, %v, %v", text, rest, weekday, named, day.Part(), day.HasDate())
		}
	}
}
