package register

import (
	"regexp"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/fold"
	"tainha/rules"
)

// readPresence reads a day of required presence: "sáng thứ Hai: Chào cờ" is
// weekly, "8/12 Kiểm tra" is that day only. It refuses one without a day or name,
// and a day that is over.
func readPresence(t *chat.Turn, text string) (rules.Presence, error) {
	words, name, found := strings.Cut(text, ":")
	if !found {
		words, name = splitPresence(text)
	}
	name = strings.TrimSpace(name)
	q := rules.Presence{Name: name, Part: partIn(words)}
	if name == "" || len([]rune(name)) > chat.MaxName {
		return q, rules.Refuse("register.presence")
	}
	if typedDate.MatchString(words) {
		d, ok := readDate(t, words)
		if !ok {
			return q, rules.Refuse("register.no_day", "value", words)
		}
		if d < t.Today {
			return q, rules.Refuse("register.past", "day", d, "today", t.Today)
		}
		q.Date = d
		return q, nil
	}
	if weekday, ok := weekdayIn(words); ok {
		q.Weekday = weekday
		return q, nil
	}
	return q, rules.Refuse("register.presence")
}

// weekdayIn finds the day of the week that a text names, in either language.
func weekdayIn(text string) (time.Weekday, bool) {
	words := " " + fold.Text(text) + " "
	for w, names := range weekdayNames {
		for _, name := range names {
			if strings.Contains(words, " "+name+" ") {
				return time.Weekday(w), true
			}
		}
	}
	return 0, false
}

var weekdayNames = [7][]string{
	{"chu nhat", "cn", "sunday"},
	{"thu hai", "thu 2", "t2", "monday"},
	{"thu ba", "thu 3", "t3", "tuesday"},
	{"thu tu", "thu 4", "t4", "wednesday"},
	{"thu nam", "thu 5", "t5", "thursday"},
	{"thu sau", "thu 6", "t6", "friday"},
	{"thu bay", "thu 7", "t7", "saturday"},
}

// dayWords are the words at the start of a presence that name its day.
var dayWords = regexp.MustCompile(`(?i)^\s*(?:(?:mỗi|moi|hằng tuần|hàng tuần|hang tuan|every|cả ngày|ca ngay|sáng|sang|chiều|chieu|morning|afternoon|ngày|ngay|on)\s+)*` +
	`(?:thứ\s*\S+|thu\s*\S+|t[2-7]|chủ nhật|cn|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?)(?:\s+(?:hằng tuần|hàng tuần|morning|afternoon))?`)

func splitPresence(text string) (words, name string) {
	end := len(dayWords.FindString(text))
	return text[:end], text[end:]
}

// partIn finds the half of the day that a text names.
func partIn(text string) rules.Part {
	for w := range strings.FieldsSeq(fold.Text(text)) {
		switch w {
		case "sang", "morning":
			return rules.Morning
		case "chieu", "afternoon":
			return rules.Afternoon
		}
	}
	return rules.Whole
}
