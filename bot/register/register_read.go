package register

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/fold"
	"tainha/phrase"
	"tainha/pilot/register"
	"tainha/rules"
)

// What people type where the register asks for a day or a number.
var (
	typedISO    = regexp.MustCompile(`(\d{4})-(\d{1,2})-(\d{1,2})`)
	typedDate   = regexp.MustCompile(`(?:^|\D)(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?`)
	typedSince  = regexp.MustCompile(`(?i)(?:^|[\s,;])(?:kể\s+từ|ke\s+tu|từ|tu|from)\s+(.+)$`)
	typedUntil  = regexp.MustCompile(`(?i)(?:^|[\s,;])(?:đến|den|tới|until|to)\s+(.+)$`)
	typedDated  = regexp.MustCompile(`(?i)[\s,;]+(?:ký\s+ngày|ngày|ngay|dated|of)\s+(.+)$`)
	typedNumber = regexp.MustCompile(`-?\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?\s*%?`)
	typedTime   = regexp.MustCompile(`(?i)(\d{1,2})\s*(?::|h|giờ|gio|g)\s*(\d{2})?`)
	typedBefore = regexp.MustCompile(`(?i)(\d{1,2})\s*(?:ngày|ngay|working|days?)`)
)

// readDate reads one day. Without a year it is this year's, or next year's when
// this year's is more than half a year back: a day just over stays over. ok is
// false when no day was found.
func readDate(t *chat.Turn, text string) (rules.Date, bool) {
	day, ok := dateIn(t, text)
	return day, ok && day.InBounds()
}

func dateIn(t *chat.Turn, text string) (rules.Date, bool) {
	if m := typedISO.FindStringSubmatch(text); m != nil {
		return rules.ValidDate(atoi(m[1]), time.Month(atoi(m[2])), atoi(m[3]))
	}
	if m := typedDate.FindStringSubmatch(text); m != nil {
		day, month, year := atoi(m[1]), atoi(m[2]), t.Today.Year()
		if m[3] != "" {
			year = atoi(m[3])
			if len(m[3]) == 2 {
				year += 2000
			}
		}
		d, ok := rules.ValidDate(year, time.Month(month), day)
		if ok && m[3] == "" && d < t.Today-halfAYear {
			d, ok = rules.ValidDate(year+1, time.Month(month), day)
		}
		return d, ok
	}
	switch fold.Text(text) {
	case "tuan sau", "dau tuan sau", "next week":
		return t.Today.Monday() + 7, true
	case "thang sau", "dau thang sau", "next month":
		return t.Today.AddMonths(1), true
	}
	w := phrase.Read(text, t.Today, t.Pilot.Calendar).Wishes[0]
	for _, list := range [][]rules.Slot{w.Days, w.Closed, w.Past} {
		if len(list) > 0 && len(w.Options) == 0 {
			return list[0].Date, true
		}
	}
	return 0, false
}

const halfAYear = 183 // days

// splitSince parts "30% từ 1/12" into what is said and since when; since is empty
// when no day is named.
func splitSince(text string) (rest, since string) {
	m := typedSince.FindStringSubmatchIndex(text)
	if m == nil {
		return text, ""
	}
	return strings.TrimSpace(text[:m[0]]), text[m[2]:m[3]]
}

// unlimited reports whether a text takes a limit away.
func unlimited(text string) bool {
	switch fold.Text(text) {
	case "khong gioi han", "khong", "bo gioi han", "no limit", "none", "off", "unlimited":
		return true
	}
	return false
}

// modeIn finds what a text says should happen beyond the limit.
func modeIn(text string, otherwise rules.Mode) rules.Mode {
	words := fold.Text(text)
	switch {
	case strings.Contains(words, "cap tren"), strings.Contains(words, "chuyen cap"), strings.Contains(words, "above"):
		return rules.ApproveAbove
	case strings.Contains(words, "khong nhan"), strings.Contains(words, "tu choi"), strings.Contains(words, "block"), strings.Contains(words, "refuse"):
		return rules.Block
	case otherwise == rules.Off:
		return rules.Block
	}
	return otherwise
}

// readNumber reads a value of a number into a change, keeping of the present
// policy what the text doesn't name. It refuses what isn't such a value.
func readNumber(n register.Number, text string, now rules.Policy, c *rules.PolicyChange) error {
	number := strings.TrimSpace(typedNumber.FindString(text))
	switch {
	case number == "" && strings.HasPrefix(fold.Text(text), "nua ngay"), number == "" && strings.HasPrefix(fold.Text(text), "half a day"):
		number = "0.5"
	case number == "":
		number = text
	}
	row := n.Row()
	if row.Key == "" {
		return rules.Refuse("register.pick")
	}
	value, err := readForm(row.Form, number, text, row.Get(now))
	if err != nil {
		return err
	}
	row.Set(c, value)
	return nil
}

// readForm reads a value in the form of the one that holds now. It refuses a form
// that isn't typed here.
func readForm(form rules.Form, number, text string, now any) (any, error) {
	off := unlimited(text)
	switch was := now.(type) {
	case rules.Share:
		if off {
			return rules.Share{}, nil
		}
		ratio, err := rules.ParseRatio(number)
		return rules.Share{Ratio: ratio, Mode: modeIn(text, was.Mode)}, err
	case rules.Quota:
		if off {
			return rules.Quota{}, nil
		}
		most, err := readCount(form, number, text)
		return rules.Quota{Max: most, Mode: modeIn(text, was.Mode)}, err
	case rules.Cutoff:
		return readCutoff(text, was)
	case rules.Load:
		return rules.ParseLoad(number)
	}
	return nil, rules.Refuse("register.pick")
}

// readCount reads a number of people, or of days in halves.
func readCount(form rules.Form, number, text string) (int, error) {
	if form == rules.FormDays {
		return rules.ParseHalves(number)
	}
	people, err := strconv.Atoi(number)
	if err != nil {
		return 0, rules.Refuse("register.people", "value", text)
	}
	return people, nil
}

// readCutoff reads "16:00", "15h30 trước 2 ngày", "8h cùng ngày".
func readCutoff(text string, now rules.Cutoff) (rules.Cutoff, error) {
	at, before, words := typedTime.FindStringSubmatch(text), typedBefore.FindStringSubmatch(text), fold.Text(text)
	sameDay := strings.Contains(words, "cung ngay") || strings.Contains(words, "trong ngay") || strings.Contains(words, "same day")
	if at == nil && before == nil && !sameDay {
		return now, rules.Refuse("register.cutoff", "value", text)
	}
	if at != nil {
		minutes := 0
		if at[2] != "" {
			minutes = atoi(at[2])
		}
		if atoi(at[1]) > 24 || minutes > 59 {
			return now, rules.Refuse("register.cutoff", "value", text)
		}
		now.Minute = atoi(at[1])*60 + minutes
	}
	switch {
	case sameDay:
		now.DaysBefore = 0
	case before != nil:
		now.DaysBefore = atoi(before[1])
	}
	return now, nil
}

// readDecision reads "41/QĐ-STN ngày 20/11/2026, từ 1/12 đến 31/5/2027" as far as
// it is said into a period. It refuses a day that can't be read.
func readDecision(t *chat.Turn, text string, e *rules.Enrolment) error {
	number, period := splitSince(text)
	if m := typedDated.FindStringSubmatchIndex(number); m != nil {
		d, ok := readDate(t, number[m[2]:m[3]])
		if !ok {
			return rules.Refuse("register.no_day", "value", number[m[2]:m[3]])
		}
		e.DecidedOn, number = d, number[:m[0]]
	}
	number = strings.Trim(number, " ,;")
	if number == "" || len([]rune(number)) > chat.MaxName {
		return rules.Refuse("enrol.no_decision")
	}
	e.Decision = number
	if period == "" {
		return nil
	}
	return readPeriod(t, period, e)
}

// readPeriod reads "1/12 đến 31/5/2027", or the first day alone.
func readPeriod(t *chat.Turn, text string, e *rules.Enrolment) error {
	first, last := text, ""
	if m := typedUntil.FindStringSubmatchIndex(text); m != nil {
		first, last = text[:m[0]], text[m[2]:m[3]]
	}
	d, ok := readDate(t, first)
	if !ok {
		return rules.Refuse("register.no_day", "value", first)
	}
	e.First = d
	if last == "" {
		return nil
	}
	if e.Last, ok = readDate(t, last); !ok {
		return rules.Refuse("register.no_day", "value", last)
	}
	return nil
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1 // more digits than a number holds
	}
	return n
}
