package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"

	"tainha/report"
	"tainha/rules"
)

func saigon(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func phoneCalendar(t *testing.T) report.CalendarFile {
	t.Helper()
	zone := saigon(t)
	day := rules.MustDate("2026-11-26")
	return report.CalendarFile{
		Name: "Tại Nhà", Made: time.Date(2026, 11, 23, 9, 0, 0, 0, zone), Zone: zone,
		Events: []report.CalendarEvent{
			{UID: "7-2026-11-26@tainha", Sequence: 3, Slot: rules.Slot{Date: day}, Summary: "Làm việc tại nhà",
				Description: "Đã duyệt; xem, đổi hoặc hủy: gõ /lich, hoặc nhắn «hủy thứ Năm»\nTheo Quyết định 41, người ký: Nguyễn Thị Thu An"},
			{UID: "7-2026-11-27-am@tainha", Sequence: 3, Slot: rules.Slot{Date: day + 1, Part: rules.Morning}, Summary: "Làm việc tại nhà (sáng)",
				Start: (day + 1).At(450, zone), End: (day + 1).At(690, zone)},
			{UID: "8-2026-11-30@tainha", Sequence: 9, Slot: rules.Slot{Date: day + 4}, Summary: "Đã hủy: làm việc tại nhà", Cancelled: true},
		},
	}
}

func TestTheCalendarFileKeepsToTheStandard(t *testing.T) {
	t.Parallel()
	data, err := phoneCalendar(t).ICS()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) || !bytes.HasSuffix(data, []byte("END:VCALENDAR\r\n")) {
		t.Error("lines must end with CR LF")
	}
	for line := range strings.SplitSeq(string(data), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets, at most 75: %q", len(line), line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("a letter is torn by a fold: %q", line)
		}
	}
	unfolded := strings.ReplaceAll(string(data), "\r\n ", "")
	for _, want := range []string{
		"METHOD:PUBLISH\r\n", "VERSION:2.0\r\n",
		"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n", "TZOFFSETTO:+0700\r\n",
		"DTSTART;VALUE=DATE:20261126\r\n", "DTEND;VALUE=DATE:20261127\r\n",
		"DTSTART;TZID=Asia/Ho_Chi_Minh:20261127T073000\r\n", "DTEND;TZID=Asia/Ho_Chi_Minh:20261127T113000\r\n",
		"DTSTAMP:20261123T020000Z\r\n",
		`DESCRIPTION:Đã duyệt\; xem\, đổi hoặc hủy: gõ /lich\, hoặc nhắn «hủy thứ Năm»\nTheo Quyết định 41\, người ký: Nguyễn Thị Thu An` + "\r\n",
		"UID:8-2026-11-30@tainha\r\n", "STATUS:CANCELLED\r\n", "SEQUENCE:9\r\n", "TRANSP:TRANSPARENT\r\n",
	} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("no %q in\n%s", want, unfolded)
		}
	}
	if strings.Count(unfolded, "STATUS:CANCELLED") != 1 {
		t.Error("one event is cancelled, the others are not")
	}
}

func TestAnotherProgramReadsTheCalendarFile(t *testing.T) {
	t.Parallel()
	data, err := phoneCalendar(t).ICS()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.ParseCalendar(bytes.NewReader(data))
	if err != nil || len(cal.Events()) != 3 {
		t.Fatalf("%v, %v", cal, err)
	}
	start, err := cal.Events()[1].GetStartAt()
	if err != nil || !start.Equal(time.Date(2026, 11, 27, 0, 30, 0, 0, time.UTC)) {
		t.Errorf("the half day begins %v, %v", start, err)
	}
}

func TestAZoneWithSummerTimeIsRefused(t *testing.T) {
	t.Parallel()
	f := phoneCalendar(t)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	f.Zone = berlin
	if _, err := f.ICS(); err == nil {
		t.Error("written with half of the zone's rules")
	}
}
