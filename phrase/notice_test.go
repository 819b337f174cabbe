package phrase

import (
	"slices"
	"testing"

	"tainha/rules"
)

func TestALineOfANoticeIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	today := rules.MustDate("2026-11-23")
	for text, want := range map[string]string{
		"01/01 Tết Dương lịch": "2027-01-01 2027-01-01 Tết Dương lịch", "24/12: Nghỉ": "2026-12-24 2026-12-24 Nghỉ", "20.11 Nghỉ": "2026-11-20 2026-11-20 Nghỉ",
		"16/02–20/02 Tết": "2027-02-16 2027-02-20 Tết", "16-20/2 Tết": "2027-02-16 2027-02-20 Tết", "• từ ngày 16/02/2027 đến ngày 20/02/2027: Tết": "2027-02-16 2027-02-20 Tết",
		"sáng 8/12 – Họp": "2026-12-08/am 2026-12-08 Họp", "chiều ngày 8/12 Họp": "2026-12-08/pm 2026-12-08 Họp", "29/12/2026 - 2/1/2027 Nghỉ": "2026-12-29 2027-01-02 Nghỉ",
		"31/11 Nghỉ": "", "20/02–16/02 Tết": "", "1/1–31/12 Nghỉ": "", "Tết 16/02": "", "": "",
	} {
		got := ""
		if n, ok := ReadNotice(text, today, 0); ok {
			got = rules.Slot{Date: n.First, Part: n.Part}.String() + " " + n.Last.String() + " " + n.Name
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if n, ok := ReadNotice("1/9-2/9 Quốc khánh", today, 2025); !ok || n.First != rules.MustDate("2025-09-01") || n.Last != rules.MustDate("2025-09-02") {
		t.Errorf("of a given year: %v", n)
	}
	if rest, words := CutWorked("- làm bù: 10/01 Bù"); rest != "10/01 Bù" || words != "làm bù" {
		t.Errorf("%q, %q", rest, words)
	}
	for text, want := range map[string]int{"Năm 2027": 2027, "2027:": 2027, "01/01/2027": 0, "năm nay": 0} {
		if got := NoticeYear(text); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
}

func TestAnExchangeNamesWhichDayIsWorked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"làm 26/12, nghỉ 28/12": "2026-12-26 2026-12-28 ", "nghỉ 28/12 làm bù 26/12: Cuối năm": "2026-12-26 2026-12-28 Cuối năm", "26/12 28/12": "2026-12-26 2026-12-28 ",
		"off 28/12, worked 26/12": "2026-12-26 2026-12-28 ", "26/12": "", "26/12 28/12 30/12": "", "25/12-26/12 nghỉ 28/12": "", "31/11 28/12": "",
	} {
		got := ""
		if worked, off, reason, ok := ReadExchange(text, rules.MustDate("2026-11-23")); ok {
			got = worked.String() + " " + off.String() + " " + reason
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAWorkingWeekIsReadWithHoursAndDays(t *testing.T) {
	t.Parallel()
	hours, days, ok := ReadWeek("7h30–11h30, 13:00 - 17:00, T2–T7")
	if want := []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}}; !ok || !slices.Equal(hours, want) || days == nil || *days != [7]bool{false, true, true, true, true, true, true} {
		t.Errorf("%v %v %v", hours, days, ok)
	}
	if hours, days, ok = ReadWeek("thứ 2 đến chủ nhật"); !ok || hours != nil || *days != [7]bool{true, true, true, true, true, true, true} {
		t.Errorf("%v %v %v", hours, days, ok)
	}
	for _, text := range []string{"sáng", "7:70-11:30", "25-26", "T6–T2 7:30-11:30"} {
		if hours, days, ok := ReadWeek(text); ok {
			t.Errorf("%q: %v %v", text, hours, days)
		}
	}
}
