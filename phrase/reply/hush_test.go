package reply_test

import (
	"testing"
	"time"

	"tainha/phrase/reply"
)

// An hour is one of the day behind a word for until or beside a part of the day; else it is how long.
func TestAnHourIsUntilWhenOrHowLong(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2 giờ": "23 12:00", "2h": "23 12:00", "im 2h nha": "23 12:00", "hai tiếng": "23 12:00", "2 tiếng rưỡi": "23 12:30", "2h30": "23 12:30", "1 giờ 30 phút": "23 11:30",
		"45p": "23 10:45", "90 phút": "23 11:30", "trong 3 giờ nữa": "23 13:00", "đến 2 giờ nữa": "23 12:00", "10 phút nữa": "23 10:10", "2 hours": "23 12:00",
		"tới 2h": "23 14:00", "đến 2 giờ": "23 14:00", "tới 2h chiều": "23 14:00", "den 2h chieu": "23 14:00", "đến lúc 15h30": "23 15:30", "15:30": "23 15:30", "until 3 pm": "23 15:00",
		"đến 9h tối": "23 21:00", "9h tối": "23 21:00", "9 giờ tối nay": "23 21:00", "đến 11 giờ trưa": "23 11:00", "đến 1h trưa": "23 13:00", "đến 12 giờ đêm": "24 00:00", "đến 10 giờ đêm": "23 22:00",
		"đến 9h sáng": "24 09:00", "đến 2 giờ sáng": "24 02:00", "đến 12h trưa": "23 12:00", "đến 8 rưỡi": "", "đến 16 giờ 15": "23 16:15", "đến 1 giờ chiều": "23 13:00", "ba giờ chiều": "23 15:00",
		"đến thứ 2": "", "đến 15/12": "", "tạm im": "", "đến 25h": "", "0 giờ": "", "": "",
	} {
		h, ok := reply.HushOf(text)
		got := ""
		if ok {
			got = h.At(now, now).Format("02 15:04")
		}
		if got != want {
			t.Errorf("%q is %q, not %q (%+v)", text, got, want, h)
		}
	}
	if h, _ := reply.HushOf("đến 9h sáng"); !h.At(now, now.AddDate(0, 0, 2)).Equal(now.AddDate(0, 0, 2).Add(-time.Hour)) {
		t.Error("an hour of a day that is named is one of another")
	}
}
