package reply_test

import (
	"testing"

	"tainha/phrase/reply"
	"tainha/rules"
)

func TestInWhichRhythmWorkRepeats(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		pace  reply.Pace
		every int
	}{
		"giao Lan báo cáo tuần, mỗi thứ 6 16h, tới hết năm":    {reply.PaceWeeks, 1},
		"giao Lan báo cáo, hàng tuần thứ 6":                    {reply.PaceWeeks, 1},
		"giao Lan bao cao, 2 tuan mot lan vao thu 6":           {reply.PaceWeeks, 2},
		"giao Lan báo cáo hai tuần một lần":                    {reply.PaceWeeks, 2},
		"giao Lan tổng hợp số liệu, hằng tháng ngày 25":        {reply.PaceMonths, 1},
		"giao Lan báo cáo 3 tháng một lần":                     {reply.PaceMonths, 3},
		"giao Lan nhập dữ liệu mỗi ngày làm việc":              {reply.PaceWorkdays, 1},
		"giao Lan báo cáo tuần hạn thứ 6":                      {reply.PaceUnsaid, 1},
		"giao Bình và An mỗi người 5 hồ sơ hạn 4/12":           {reply.PaceUnsaid, 1},
		"giao Lan báo cáo tháng 11 hạn ngày 25":                {reply.PaceUnsaid, 1},
		"giao Lan soạn báo cáo 2 tuần đầu tháng 12, hạn thứ 6": {reply.PaceUnsaid, 1},
	} {
		if r := reply.Repeats(text, today); r.Pace != want.pace || r.Every != want.every {
			t.Errorf("%q: %d every %d, want %d every %d", text, r.Pace, r.Every, want.pace, want.every)
		}
	}
}

var today = rules.MustDate("2026-11-23")

// Until when, and what is left of the sentence: who, what and when, without the rhythm.
func TestUntilWhenWorkRepeats(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		until string
		times int
		rest  string
	}{
		"giao Lan báo cáo tuần, mỗi thứ 6 16h, tới hết năm":           {"2026-12-31", 0, "giao Lan báo cáo tuần, thứ 6 16h"},
		"giao Lan báo cáo tuần, thứ 6 hàng tuần 16h, đến 31/12":       {"2026-12-31", 0, "giao Lan báo cáo tuần, thứ 6 16h"},
		"giao Lan báo cáo tuần, mỗi thứ 6 16h, 10 lần":                {"", 10, "giao Lan báo cáo tuần, thứ 6 16h"},
		"giao Lan báo cáo tuần, mỗi thứ 6 16h, đến hết quý 1":         {"2027-03-31", 0, "giao Lan báo cáo tuần, thứ 6 16h"},
		"giao Lan báo cáo tuần, mỗi thứ 6, trong 3 tháng":             {"2027-02-23", 0, "giao Lan báo cáo tuần, thứ 6"},
		"giao Lan báo cáo tuần, 2 tuần một lần vào thứ 6":             {"", 0, "giao Lan báo cáo tuần, vào thứ 6"},
		"giao Lan tổng hợp số liệu, hằng tháng ngày 25":               {"", 0, "giao Lan tổng hợp số liệu, ngày 25"},
		"giao Lan tổng hợp, hạn đến 25/12, lặp lại mỗi 3 tháng":       {"", 0, "giao Lan tổng hợp, hạn đến 25/12"},
		"giao Lan tổng hợp mỗi ngày làm việc 16h30 đến hết tháng 12":  {"2026-12-31", 0, "giao Lan tổng hợp 16h30"},
		"giao Lan báo cáo hằng tháng, hạn 25/12, đến 30/6/2027":       {"2027-06-30", 0, "giao Lan báo cáo , hạn 25/12"},
		"giao Lan báo cáo tháng 11 hạn ngày 25":                       {"", 0, "giao Lan báo cáo tháng 11 hạn ngày 25"},
		"giao Lan trình 3 lần dự thảo đến hết năm, hạn 31/12":         {"", 0, "giao Lan trình 3 lần dự thảo đến hết năm, hạn 31/12"},
		"assign Lan the weekly report every friday 16:00 until 31/12": {"2026-12-31", 0, "assign Lan the report friday 16:00"},
	} {
		r := reply.Repeats(text, today)
		if until := dayText(r.Until); until != want.until || r.Times != want.times || r.Rest != want.rest {
			t.Errorf("%q: until %q, %d times, rest %q; want %q, %d, %q", text, until, r.Times, r.Rest, want.until, want.times, want.rest)
		}
	}
	for text, want := range map[string]string{
		"đến hết năm": "2026-12-31", "hết năm 2027": "2027-12-31", "31/3": "2027-03-31", "tháng 12": "2026-12-31", "đến 30/6/2027": "2027-06-30", "trong 2 tuần": "2026-12-07", "chưa biết": "",
	} {
		if until, _ := reply.RepeatsUntil(text, today, true); dayText(until) != want {
			t.Errorf("%q: until %s, want %s", text, dayText(until), want)
		}
	}
	if _, times := reply.RepeatsUntil("10 lần", today, false); times != 10 {
		t.Errorf("%d times, want 10", times)
	}
	if until, _ := reply.RepeatsUntil("2/12 10h", today, false); until != 0 {
		t.Errorf("a deadline is no end: %s", until)
	}
}

func dayText(d rules.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func TestWhoStopsARepetitionInWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"dừng lặp": true, "thôi không lặp nữa": true, "ngừng lặp lại việc này": true, "lặp lại mỗi thứ 6": false, "báo cáo này": false} {
		if got := reply.StopsRepeating(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
