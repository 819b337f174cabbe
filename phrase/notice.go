package phrase

import (
	"cmp"
	_ "embed" // the words of notices
	"regexp"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
)

//go:embed notice.txt
var noticeFile string

// noticeForm compiles a pattern in which %NAME% stands for the words of that name.
func noticeForm(pattern string) *regexp.Regexp {
	for line := range strings.SplitSeq(noticeFile, "\n") {
		if name, words, ok := strings.Cut(line, " = "); ok {
			pattern = strings.ReplaceAll(pattern, "%"+name+"%", "(?:"+words+")")
		}
	}
	return regexp.MustCompile("(?i)" + pattern)
}

// How days and hours stand in official notices: 24/12, 24/12/2026, 16/02–20/02, 16–20/02;
// 7:30–11:30; T2–T7. The words among them are in notice.txt.
var (
	noticeDays   = noticeForm(`(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?\s*[/.]\s*(\d{1,2})(?:\s*[/.]\s*(\d{4}))?(?:\s*(?:[-–—]|%till%)\s*(?:%day%\s+)?(\d{1,2})\s*[/.]\s*(\d{1,2})(?:\s*[/.]\s*(\d{4}))?)?`)
	noticeLead   = noticeForm(`^[\s•*+-]*(?:(?:(%morning%)|(%afternoon%))\s+)?(?:(?:%from%\s+)?%day%\s+|%from%\s+)?`)
	noticeWorked = noticeForm(`^[\s•*+-]*%worked%\s*:?\s*`)
	noticeYear   = noticeForm(`^(?:%year%\s+)?(20\d\d)\s*:?$`)
	noticeHours  = noticeForm(`(\d{1,2})(?:[:hg](\d{2})?)?\s*[-–—]\s*(\d{1,2})(?:[:hg](\d{2})?)?`)
	noticeWeek   = noticeForm(`%weekday%\s*([2-7])\s*(?:[-–—]|%till%)\s*(?:%weekday%\s*)?([2-7]|%sunday%)`)
	noticeOff    = noticeForm(`%off%`)
)

const (
	aroundName = " \t:,;.–—-" // between the days and what they are called
	mostInRow  = 31           // days of one entry
)

// NoticeLine is a line of a notice: days in a row, and what they are called.
type NoticeLine struct {
	Part        rules.Part
	First, Last rules.Date
	Name        string
}

// ReadNotice reads the days with which a line begins, and what is said behind as their
// name. Days without a year are of the given one; for year 0 of this one, or of the next
// where they are long past. ok is false where there is no such day, they run backwards,
// or are more than a month.
func ReadNotice(text string, today rules.Date, year int) (line NoticeLine, ok bool) {
	lead := noticeLead.FindStringSubmatch(text)
	switch {
	case lead[1] != "":
		line.Part = rules.Morning
	case lead[2] != "":
		line.Part = rules.Afternoon
	}
	rest := text[len(lead[0]):]
	m := noticeDays.FindStringSubmatch(rest)
	if len(m) == 0 || !strings.HasPrefix(rest, m[0]) {
		return line, false
	}
	line.First, line.Last, ok = noticeSpan(m, today, year)
	line.Name = strings.Trim(rest[len(m[0]):], aroundName)
	return line, ok
}

// noticeSpan is the days that a match of noticeDays names.
func noticeSpan(m []string, today rules.Date, year int) (first, last rules.Date, ok bool) {
	number := func(i int) int {
		n, _ := strconv.Atoi(m[i]) // digits, or nothing: then 0
		return n
	}
	year = cmp.Or(number(4), number(7), year)
	first, ok = rules.ValidDate(year, time.Month(number(3)), number(1))
	if year == 0 {
		first, ok = rules.ValidDate(today.Year(), time.Month(number(3)), number(1))
		if ok && first < today-halfAYear {
			first, ok = rules.ValidDate(today.Year()+1, time.Month(number(3)), number(1))
		}
	}
	if !ok {
		return 0, 0, false
	}
	last = first
	switch {
	case m[2] != "":
		last, ok = rules.ValidDate(first.Year(), time.Month(number(3)), number(2))
	case m[5] != "" && m[7] != "":
		last, ok = rules.ValidDate(number(7), time.Month(number(6)), number(5))
	case m[5] != "":
		last, ok = rules.ValidDate(first.Year(), time.Month(number(6)), number(5))
	}
	return first, last, ok && first <= last && last < first+mostInRow && first.InBounds()
}

// CutWorked takes the words for a day worked in exchange off the beginning of a line.
func CutWorked(line string) (rest, words string) {
	words = noticeWorked.FindString(line)
	return line[len(words):], strings.Trim(words, aroundName)
}

// NoticeYear is the year that a line names by itself, 0 for none.
func NoticeYear(line string) int {
	m := noticeYear.FindStringSubmatch(strings.TrimSpace(line))
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1]) // four digits
	return year
}

// ReadExchange reads two days, one worked and one off: «làm 26/12, nghỉ 28/12», the
// worked one first where no word says which is off. A reason stands behind a colon.
func ReadExchange(text string, today rules.Date) (worked, off rules.Date, reason string, ok bool) {
	words, reason, _ := strings.Cut(text, ":")
	found := noticeDays.FindAllStringSubmatch(words, -1)
	if len(found) != 2 { //nolint:mnd // one worked, one off
		return 0, 0, "", false
	}
	var days [2]rules.Date
	for i, m := range found {
		first, last, exists := noticeSpan(m, today, 0)
		if !exists || first != last {
			return 0, 0, "", false
		}
		days[i] = first
	}
	worked, off = days[0], days[1]
	before, _, _ := strings.Cut(words, found[0][0])
	if noticeOff.MatchString(before) {
		worked, off = off, worked
	}
	return worked, off, strings.TrimSpace(reason), true
}

// ReadWeek reads hours and days of the week: «7:30–11:30, 13:00–17:00, T2–T7». weekdays
// is nil where none are named. ok is false where neither is, or a time is none.
func ReadWeek(text string) (hours []rules.Span, weekdays *[7]bool, ok bool) {
	if m := noticeWeek.FindStringSubmatch(text); m != nil {
		text = strings.Replace(text, m[0], "", 1)
		if weekdays = weekdaysFrom(m[1], m[2]); weekdays == nil {
			return nil, nil, false
		}
	}
	for _, m := range noticeHours.FindAllStringSubmatch(text, -1) {
		from, known := minuteOf(m[1], m[2])
		to, fine := minuteOf(m[3], m[4])
		if !known || !fine {
			return nil, nil, false
		}
		hours = append(hours, rules.Span{From: from, To: to})
	}
	return hours, weekdays, weekdays != nil || len(hours) > 0
}

// weekdaysFrom are the days from one to another, as Vietnamese numbers them: 2 is Monday;
// nil where they run backwards.
func weekdaysFrom(first, last string) *[7]bool {
	from, _ := strconv.Atoi(first) // 2 to 7
	to, err := strconv.Atoi(last)
	if err != nil {
		to = 8 // Sunday
	}
	if to < from {
		return nil
	}
	var days [7]bool
	for n := from; n <= to; n++ {
		days[(n-1)%len(days)] = true
	}
	return &days
}

func minuteOf(hour, minute string) (int, bool) {
	h, _ := strconv.Atoi(hour)   // digits
	m, _ := strconv.Atoi(minute) // digits, or nothing: then 0
	return h*60 + m, m < 60 && h*60+m <= 24*60
}
