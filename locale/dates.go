package locale

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tainha/rules"
)

var weekdays = map[string][7]string{
	"vi": {"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"},
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

var shortWeekdays = map[string][7]string{
	"vi": {"CN", "T2", "T3", "T4", "T5", "T6", "T7"},
	"en": {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
}

var parts = map[string][3]string{
	"vi": {"", "sáng ", "chiều "},
	"en": {"", " morning", " afternoon"},
}

// Weekday is the name of a day of the week in lang: "thứ Năm", "Thursday".
func Weekday(lang string, w time.Weekday) string { return weekdays[Known(lang)][w] }

// ShortWeekday is the two or three letters for narrow places: "T5", "Thu".
func ShortWeekday(lang string, w time.Weekday) string { return shortWeekdays[Known(lang)][w] }

// Day shows a day or half of it inside a text.
type Day struct {
	rules.Slot
	lang string
}

// String names the weekday and the full date: "sáng thứ Năm 26/11/2026",
// "Thursday 26 Nov 2026, morning".
func (d Day) String() string {
	y, m, day := d.Date.Civil()
	if d.lang == "en" {
		return fmt.Sprintf("%s %d %s %d%s", weekdays["en"][d.Date.Weekday()], day, m.String()[:3], y, parts["en"][d.Part])
	}
	return fmt.Sprintf("%s%s %02d/%02d/%d", parts["vi"][d.Part], weekdays["vi"][d.Date.Weekday()], day, int(m), y)
}

// Near is String without the year, for lists of days that are close.
func (d Day) Near() string {
	_, m, day := d.Date.Civil()
	if d.lang == "en" {
		return fmt.Sprintf("%s %d %s%s", weekdays["en"][d.Date.Weekday()], day, m.String()[:3], parts["en"][d.Part])
	}
	return fmt.Sprintf("%s%s %02d/%02d", parts["vi"][d.Part], weekdays["vi"][d.Date.Weekday()], day, int(m))
}

// Short is for narrow places: "T5 26/11", "sáng T5 26/11".
func (d Day) Short() string {
	_, m, day := d.Date.Civil()
	if d.lang == "en" {
		return fmt.Sprintf("%s %d/%d%s", shortWeekdays["en"][d.Date.Weekday()], day, int(m), parts["en"][d.Part])
	}
	return fmt.Sprintf("%s%s %02d/%02d", parts["vi"][d.Part], shortWeekdays["vi"][d.Date.Weekday()], day, int(m))
}

// Weekly is "sáng thứ Hai", "Monday morning": the day in every week.
func (d Day) Weekly() string {
	if d.lang == "en" {
		return weekdays["en"][d.Date.Weekday()] + parts["en"][d.Part]
	}
	return parts["vi"][d.Part] + weekdays["vi"][d.Date.Weekday()]
}

// Numeric is "26/11/2026", "26 Nov 2026".
func (d Day) Numeric() string {
	y, m, day := d.Date.Civil()
	if d.lang == "en" {
		return fmt.Sprintf("%d %s %d", day, m.String()[:3], y)
	}
	return fmt.Sprintf("%02d/%02d/%d", day, int(m), y)
}

// Num is "26/11".
func (d Day) Num() string {
	_, m, day := d.Date.Civil()
	return fmt.Sprintf("%02d/%02d", day, int(m))
}

// Month is "tháng 11/2026", "November 2026".
func (d Day) Month() string {
	y, m, _ := d.Date.Civil()
	if d.lang == "en" {
		return fmt.Sprintf("%s %d", m, y)
	}
	return fmt.Sprintf("tháng %d/%d", int(m), y)
}

// MonthNumber is "tháng 11", "Nov".
func (d Day) MonthNumber() string {
	_, m, _ := d.Date.Civil()
	if d.lang == "en" {
		return m.String()[:3]
	}
	return fmt.Sprintf("tháng %d", int(m))
}

// Days shows several days inside a text.
type Days struct {
	slots []rules.Slot
	lang  string
}

// String names each day with weekday and full date, one line each when there
// are more than one.
func (d Days) String() string {
	lines := make([]string, len(d.slots))
	for i, s := range d.slots {
		lines[i] = capital(Day{Slot: s, lang: d.lang}.String())
		if len(d.slots) > 1 {
			lines[i] = "• " + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// Inline names every day in one line: "T5 26/11, T6 27/11".
func (d Days) Inline() string {
	names := make([]string, len(d.slots))
	for i, s := range d.slots {
		names[i] = Day{Slot: s, lang: d.lang}.Short()
	}
	return strings.Join(names, ", ")
}

// Line names every day with its weekday and full date in one line: "thứ Sáu
// 27/11/2026, thứ Hai 30/11/2026"; of many that follow each other the first and the
// last, of others the first ones, and how many more.
func (d Days) Line() string {
	if n := len(d.slots); n > daysInShort {
		first, last := d.slots[0], d.slots[n-1]
		whole := !slices.ContainsFunc(d.slots, func(s rules.Slot) bool { return s.Part != rules.Whole })
		if whole && int(last.Date-first.Date) == n-1 {
			return fmt.Sprintf("%s – %s", Day{Slot: first, lang: d.lang}, Day{Slot: last, lang: d.lang})
		}
		return d.Short()
	}
	names := make([]string, len(d.slots))
	for i, s := range d.slots {
		names[i] = Day{Slot: s, lang: d.lang}.String()
	}
	return strings.Join(names, ", ")
}

const daysInShort = 3

// Short names the first days in one line and counts the rest: "T5 26/11, T6 27/11 (+2)".
func (d Days) Short() string {
	first := Days{d.slots[:min(len(d.slots), daysInShort)], d.lang}.Inline()
	if more := len(d.slots) - daysInShort; more > 0 {
		return fmt.Sprintf("%s (+%d)", first, more)
	}
	return first
}

// Instant shows a moment inside a text, in the agency's time zone.
type Instant struct {
	time.Time
	lang string
}

// String is "16:00 thứ Tư 25/11/2026".
func (i Instant) String() string {
	return i.Format("15:04 ") + Day{Slot: rules.Slot{Date: rules.DateOf(i.Time)}, lang: i.lang}.String()
}

// Clock is "16:00".
func (i Instant) Clock() string { return i.Format("15:04") }

// Near is "16:00 thứ Tư 25/11".
func (i Instant) Near() string {
	return i.Format("15:04 ") + Day{Slot: rules.Slot{Date: rules.DateOf(i.Time)}, lang: i.lang}.Near()
}

// capital raises the first letter of a text or a value that shows as text; a
// leading tag is passed over.
func capital(v any) string {
	s := fmt.Sprint(v)
	skip := 0
	for strings.HasPrefix(s[skip:], "<") {
		end := strings.IndexByte(s[skip:], '>')
		if end < 0 {
			return s
		}
		skip += end + 1
	}
	r, n := utf8.DecodeRuneInString(s[skip:])
	return s[:skip] + string(unicode.ToUpper(r)) + s[skip+n:]
}
