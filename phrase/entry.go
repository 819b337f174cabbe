package phrase

import (
	"strings"
	"time"
	"unicode"

	"tainha/rules"
)

// Entry is a text typed where one thing is asked for: a day, a number, an hour, a
// period. It is read by the same words as a sentence, for what a sentence does not
// say: days long past and far ahead, values, what a decision is called.
type Entry struct {
	l     *look
	text  string
	runes []rune // of the text, where its tokens have their places in it
}

// NewEntry takes a text that a person typed on a day.
func NewEntry(c Context, text string) Entry {
	c.Asked = true
	e := Entry{l: newLook(c, text), text: text}
	if runes := []rune(text); e.l.s.Fits(runes) {
		e.runes = runes
	}
	return e
}

// written is the text from token i up to j as it was typed.
func (e Entry) written(i, j int) string {
	switch {
	case i >= j:
		return ""
	case e.runes == nil:
		return strings.TrimSpace(e.l.s.Text(i, j))
	}
	from, to := e.l.s.At(i, j)
	if i == 0 {
		from = 0
	}
	if j == e.l.s.Len() {
		to = len(e.runes)
	}
	return strings.TrimSpace(string(e.runes[from:to]))
}

// from is the text from a token on as an entry of its own.
func (e Entry) from(i, j int) Entry {
	return NewEntry(Context{Today: e.l.today, Calendar: e.l.cal.Calendar}, e.written(i, j))
}

// cut parts the text at the first phrase of a class that something follows. No part of a
// weekday is one: «thứ Tư» holds no «từ».
func (e Entry) cut(c class) (before, after Entry, found bool) {
	for i := 0; i < e.l.s.Len(); i++ {
		if _, next, ok := e.weekdayAt(i); ok {
			i = next - 1
			continue
		}
		if h, ok := e.l.s.Find(i, c.id()); ok && i+h.N < e.l.s.Len() {
			return e.from(0, i), e.from(i+h.N, e.l.s.Len()), true
		}
	}
	return e, Entry{}, false
}

// Since parts "30% từ 1/12" into what is said and since when; found is false when no
// day is named.
func (e Entry) Since() (rest, since Entry, found bool) { return e.cut(cSince) }

// Till parts "1/12 đến 31/5" at the word between.
func (e Entry) Till() (first, last Entry, found bool) { return e.cut(cTill) }

// Dated parts "41/QĐ-STN ngày 20/11/2026" before the day.
func (e Entry) Dated() (number, day Entry, found bool) {
	for i := 1; i < e.l.s.Len(); i++ {
		h, ok := e.l.s.Find(i, cDated.id())
		if !ok || i+h.N == e.l.s.Len() || e.l.s.Glued(i) && !e.l.s.Sign(i-1, ",;") {
			continue
		}
		return e.from(0, i), e.from(i+h.N, e.l.s.Len()), true
	}
	return e, Entry{}, false
}

// Text is the text as it was typed.
func (e Entry) Text() string { return e.text }

// halfAYear is how far back a day without its year may lie before it is next year's,
// in days.
const halfAYear = 183

// Day reads one day. Without a year it is this year's, or next year's when this
// year's is more than half a year back: a day just over stays over. ok is false when
// no day was found.
func (e Entry) Day() (rules.Date, bool) {
	day, ok := e.day()
	return day, ok && day.InBounds()
}

func (e Entry) day() (rules.Date, bool) {
	if d, found, ok := e.dated(); found {
		return d, ok
	}
	switch {
	case e.all(cNextWeek):
		return e.l.today.Monday() + 7, true
	case e.all(cNextMonth):
		return e.l.today.AddMonths(1), true
	}
	w := e.l.understand().Reading().Wishes[0]
	for _, list := range [][]rules.Slot{w.Days, w.Closed, w.Past} {
		if len(list) > 0 && len(w.Options) == 0 {
			return list[0].Date, true
		}
	}
	return 0, false
}

// HasDate reports a day and month in digits, whether there is such a day or not.
func (e Entry) HasDate() bool {
	_, found, _ := e.dated()
	return found
}

// dated reads "2026-12-01", "1/12", "1.12.26"; found is true for what has that form.
func (e Entry) dated() (d rules.Date, found, ok bool) {
	s := e.l.s
	for i := range s.Len() {
		a, isA := s.Number(i)
		b, isB := s.Number(i + 2)
		if !isA || !isB || !s.Sign(i+1, "/.-") {
			continue
		}
		c, isC := s.Number(i + 4)
		isC = isC && s.Sign(i+3, "/.-")
		if a > 99 && isC {
			d, ok = rules.ValidDate(a, time.Month(b), c)
			return d, true, ok
		}
		if a > 31 || b > 99 {
			continue
		}
		if isC {
			if c < 100 {
				c += 2000
			}
			d, ok = rules.ValidDate(c, time.Month(b), a)
			return d, true, ok
		}
		year := e.l.today.Year()
		if d, ok = rules.ValidDate(year, time.Month(b), a); ok && d < e.l.today-halfAYear {
			d, ok = rules.ValidDate(year+1, time.Month(b), a)
		}
		return d, true, ok
	}
	return 0, false, false
}

// all reports that the text is a phrase of a class and nothing else.
func (e Entry) all(c class) bool {
	h, ok := e.l.s.Find(0, c.id())
	return ok && h.N == e.words()
}

// words is how many tokens there are, signs at the end left out.
func (e Entry) words() int {
	n := e.l.s.Len()
	for n > 0 && e.l.s.Sign(n-1, ".,;!") {
		n--
	}
	return n
}

func (e Entry) has(c class) bool {
	for i := range e.l.s.Len() {
		if _, ok := e.l.s.Find(i, c.id()); ok {
			return true
		}
	}
	return false
}

// Unlimited reports a text that takes a limit away.
func (e Entry) Unlimited() bool { return e.all(cNoLimit) }

// Above reports that what is beyond a limit goes to the superior.
func (e Entry) Above() bool { return e.has(cAbove) }

// Refuses reports that what is beyond a limit is not taken.
func (e Entry) Refuses() bool { return e.has(cRefuses) }

// SameDay reports an hour of the day itself.
func (e Entry) SameDay() bool { return e.has(cSameDay) }

// HalfDay reports half a day in words.
func (e Entry) HalfDay() bool {
	_, ok := e.l.s.Find(0, cHalfDay.id())
	return ok
}

// Clock reads the first time of day, 24:00 as its end.
func (e Entry) Clock() (hour, minute int, ok bool) {
	for i := range e.l.s.Len() {
		if hour, minute, _, ok = e.l.s.Clock(i); ok {
			return hour, minute, true
		}
	}
	return 0, 0, false
}

// DaysBefore reads "2 ngày", "3 working days".
func (e Entry) DaysBefore() (int, bool) {
	for i := range e.l.s.Len() {
		if n, ok := e.l.s.Number(i); ok && n < 100 && e.l.is(i+1, cDayunit, cWorkday) {
			return n, true
		}
	}
	return 0, false
}

// Weekday reads the day of the week that is named first.
func (e Entry) Weekday() (time.Weekday, bool) {
	for i := range e.l.s.Len() {
		if day, _, ok := e.weekdayAt(i); ok {
			return day, true
		}
	}
	return 0, false
}

func (e Entry) weekdayAt(i int) (day time.Weekday, next int, ok bool) {
	if h, ok := e.l.s.Find(i, e.l.words.own[oWeekday]); ok {
		return time.Weekday(h.Value), i + h.N, true
	}
	if !e.l.own(i, oThu) {
		return 0, i, false
	}
	n, numbered := e.l.s.Number(i + 1)
	if h, ok := e.l.s.Find(i+1, e.l.words.own[oDigit]); ok && !numbered {
		n, numbered = h.Value, true
	}
	if !numbered || n < 2 || n > 7 {
		return 0, i, false
	}
	return time.Weekday(n - 1), i + 2, true
}

// Part is the half of the day that is named.
func (e Entry) Part() rules.Part {
	for i := range e.l.s.Len() {
		switch {
		case e.l.own(i, oMorning):
			return rules.Morning
		case e.l.own(i, oAfternoon):
			return rules.Afternoon
		}
	}
	return rules.Whole
}

// Lead parts "sáng thứ Hai hằng tuần Chào cờ" after the words for the day with which
// it begins; rest is the text itself without them.
func (e Entry) Lead() (day Entry, rest string) {
	i, named := 0, false
	for i < e.l.s.Len() {
		h, ok := e.l.s.Find(i, cEachWeek.id())
		switch {
		case ok:
			i += h.N
			continue
		case e.l.own(i, oMorning, oAfternoon), e.l.own(i, oDay) && !named:
			i++
			continue
		}
		next := e.dayAt(i)
		if next == i || named {
			break
		}
		i, named = next, true
	}
	if !named {
		return e.from(0, 0), e.text
	}
	return e.from(0, i), e.written(i, e.l.s.Len())
}

// dayAt steps over a weekday or a date at i.
func (e Entry) dayAt(i int) int {
	if _, next, ok := e.weekdayAt(i); ok {
		return next
	}
	_, isA := e.l.s.Number(i)
	_, isB := e.l.s.Number(i + 2)
	if !isA || !isB || !e.l.s.Sign(i+1, "/.-") {
		return i
	}
	if _, isC := e.l.s.Number(i + 4); isC && e.l.s.Sign(i+3, "/.-") {
		return i + 5
	}
	return i + 3
}

// Figure is the first number with its decimals, what it is of and its percent sign:
// "12,5%", "1/3"; empty without one.
func (e Entry) Figure() string {
	runes := []rune(e.text)
	digits := func(i int) int {
		for i < len(runes) && unicode.IsDigit(runes[i]) {
			i++
		}
		return i
	}
	spaces := func(i int) int {
		for i < len(runes) && unicode.IsSpace(runes[i]) {
			i++
		}
		return i
	}
	for i := range runes {
		if !unicode.IsDigit(runes[i]) {
			continue
		}
		end := digits(i)
		if end+1 < len(runes) && (runes[end] == '.' || runes[end] == ',') && unicode.IsDigit(runes[end+1]) {
			end = digits(end + 1)
		}
		if k := spaces(end); k < len(runes) && runes[k] == '/' {
			if of := spaces(k + 1); digits(of) > of {
				end = digits(of)
			}
		}
		if k := spaces(end); k < len(runes) && runes[k] == '%' {
			end = k + 1
		}
		if i > 0 && runes[i-1] == '-' {
			i--
		}
		return string(runes[i:end])
	}
	return ""
}

// RequestNumber reads how a request is named: "12", "#12", "đề nghị 12".
func (e Entry) RequestNumber() (digits string, ok bool) {
	i := 0
	if h, named := e.l.s.Find(0, cNumberOf.id()); named {
		i = h.N
	}
	if i+1 != e.words() {
		return "", false
	}
	digits = e.l.s.Text(i, i+1)
	for _, r := range digits {
		if r < '0' || r > '9' {
			return "", false
		}
	}
	return digits, digits != ""
}
