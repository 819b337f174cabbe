package phrase

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

func readNow(t *testing.T, text string) Reading {
	t.Helper()
	return Read(text, rules.MustDate("2026-11-23"), testCalendar(true))
}

func TestARepeatingWishNamesItsWeekdaysAndItsEnd(t *testing.T) {
	t.Parallel()
	w := readNow(t, "mỗi thứ 2 và thứ 4 đến hết tháng 12").Wishes[0]
	if w.Series == nil || !slices.Equal(w.Series.Weekdays, []time.Weekday{time.Monday, time.Wednesday}) || w.Series.Until != rules.MustDate("2026-12-31") {
		t.Errorf("series is %+v", w.Series)
	}
	if w := readNow(t, "thứ 4 hàng tuần").Wishes[0]; w.Series == nil || w.Series.Until != 0 || !w.Open {
		t.Errorf("without an end the end is asked: %+v", w)
	}
	if w := readNow(t, "thứ 4, thứ 6").Wishes[0]; w.Series != nil {
		t.Errorf("a list is no series: %+v", w.Series)
	}
}

func TestTheReasonIsKeptAsWrittenAndNamesNoDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Mốt em xin wfh vì Bé Na ốm":                     "Bé Na ốm",
		"vì con ốm, mốt em xin làm ở nhà":                "con ốm",
		"mốt em xin wfh vì con ốm, sốt từ hôm qua. Nhé!": "con ốm, sốt từ hôm qua",
		"Lý do: sửa nhà. Thứ 5 em ở nhà":                 "sửa nhà",
		"wfh thursday because my child is ill":           "my child is ill",
		"thứ 5 em làm ở nhà":                             "",
	} {
		if got := readNow(t, text).Note; got != want {
			t.Errorf("%q: note %q, want %q", text, got, want)
		}
	}
}

func TestEveryDoubtHasItsOwnReason(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"5/1":                            DoubtNextYear,
		"ngày 3":                         DoubtNextMonth,
		"thứ 5 tới":                      DoubtComing,
		"next thursday":                  DoubtNextWeek,
		"ngày kia":                       DoubtKia,
		"thứ 7 27/11":                    DoubtOnly,
		"từ t5 đến t3":                   DoubtWrapped,
		"từ 27/11 đến 25/11":             DoubtReversed,
		"thứ 2 tuần sau và thứ 4":        DoubtSameWeek,
		"làm ở nhà đến thứ 6":            DoubtFromToday,
		"chiều t4, t6":                   DoubtPart,
		"8h-11h t5":                      DoubtHours,
		"chiều em xin làm ở nhà":         DoubtToday,
		"thứ 5 em không lên cơ quan":     DoubtAbsent,
		"wfh 26":                         DoubtNumber,
		"3 ngày từ thứ 4":                DoubtCount,
		"lùi t5 sang tuần sau":           DoubtShift,
		"26/11/2030":                     DoubtTooFar,
		"từ 1/12/2026 đến 31/3/2027":     DoubtTooMany,
		"tối t5":                         DoubtEvening,
		"từ 1/6/2027 đến ngày 30/6/2029": DoubtTooFar,
	} {
		w := readNow(t, text).Wishes[0]
		if !slices.ContainsFunc(w.Doubts, func(m rules.Message) bool { return m.Key == want }) {
			t.Errorf("%q: doubts %v lack %s", text, w.Doubts, want)
		}
	}
}

func TestWhatIsKnownStaysWhenTheRestIsAsked(t *testing.T) {
	t.Parallel()
	w := readNow(t, "thứ 5 và tuần sau nữa").Wishes[0]
	if !w.Open || len(w.Days) != 1 || w.Days[0].Date != rules.MustDate("2026-11-26") {
		t.Errorf("got %+v", w.Selection)
	}
}

func TestTextBeyondTheLimitIsNotRead(t *testing.T) {
	t.Parallel()
	if got := readNow(t, strings.Repeat("a ", 4096/2)+"t5").Explain(); got != "none\tnone" {
		t.Errorf("got %s", got)
	}
	if got := readNow(t, strings.Repeat(" ", 4096-2)+"t5").Explain(); got != "home\t2026-11-26" {
		t.Errorf("got %s", got)
	}
}
