package reply

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tainha/rules"
)

// Pace is in which rhythm a sentence lets something come again.
type Pace uint8

// The paces.
const (
	PaceUnsaid Pace = iota
	PaceWeeks
	PaceMonths
	PaceWorkdays
)

const (
	classWorkdays = "repeat.workdays"
	classWeeks    = "repeat.weeks"
	classMonths   = "repeat.months"
	classTwice    = "repeat.two"
	classEachDay  = "repeat.weekday"
	classEach     = "repeat.each"
	classOnce     = "repeat.once"
	classRepeats  = "repeat.again"
	classNoMore   = "repeat.stop"
	classUntil    = "repeat.until"
	classFor      = "repeat.for"
	classTimes    = "repeat.times"
	classDeadline = "repeat.due"
	classYear     = "repeat.year"
	classMonth    = "repeat.month"
	classQuarter  = "repeat.quarter"
	classWeek     = "repeat.week"
	maxEvery      = 12
	maxTimes      = 600
)

// Repeating is what a sentence says of how something comes again.
type Repeating struct {
	Pace  Pace
	Every int        // so many weeks or months
	Until rules.Date // 0 unsaid
	Times int        // 0 unsaid
	Rest  string     // the sentence without it
}

// repeatReader reads a sentence word by word; drop marks what is no part of the rest.
type repeatReader struct {
	text
	from, to []int // of the words
	drop     []bool
	today    rules.Date
	Repeating
}

// Repeats reads "mỗi thứ 6", "hàng tuần", "2 tuần một lần", "hằng tháng", "mỗi ngày làm việc",
// and until when: "đến hết năm", "tới 31/3", "10 lần", "trong 3 tháng".
func Repeats(s string, today rules.Date) Repeating {
	r := newRepeatReader(s, today)
	s = norm.NFC.String(s)
	for i := 0; i < len(r.words); {
		i += r.pace(i)
	}
	if r.Pace == PaceUnsaid {
		r.Every, r.Rest = 1, s
		return r.Repeating
	}
	for i := 0; i < len(r.words); {
		i += max(1, r.end(i))
	}
	r.Rest = r.left(s)
	return r.Repeating
}

// RepeatsUntil reads "đến hết năm", "10 lần"; bare, where nothing else is asked for, "31/3" too.
func RepeatsUntil(s string, today rules.Date, bare bool) (until rules.Date, times int) {
	r := newRepeatReader(s, today)
	for i := 0; i < len(r.words); {
		n := r.end(i)
		if bare && n == 0 && r.Until == 0 && r.Times == 0 {
			r.Until, _ = r.day(i)
		}
		i += max(1, n)
	}
	return r.Until, r.Times
}

// StopsRepeating reports "dừng lặp", "thôi lặp lại", "không lặp nữa".
func StopsRepeating(s string) bool { return newText(s).has(classNoMore) }

func newRepeatReader(s string, today rules.Date) *repeatReader {
	s = norm.NFC.String(s)
	r := &repeatReader{text: newText(s), today: today}
	start := -1
	for i, c := range s + " " {
		word := unicode.IsLetter(c) || unicode.IsDigit(c)
		if word && start < 0 {
			start = i
		}
		if !word && start >= 0 {
			r.from, r.to, start = append(r.from, start), append(r.to, i), -1
		}
	}
	r.drop = make([]bool, len(r.words))
	r.Every = 1
	return r
}

// take marks n words from i on as said.
func (r *repeatReader) take(i, n int) int {
	for k := i; k < i+n; k++ {
		r.drop[k] = true
	}
	return n
}

func (r *repeatReader) number(i, most int) int {
	if i >= len(r.words) {
		return 0
	}
	n, err := strconv.Atoi(r.words[i])
	if err != nil || n < 1 || n > most {
		return 0
	}
	return n
}

// pace reads the rhythm at word i, and returns how many words that is, one where it is none.
func (r *repeatReader) pace(i int) int {
	set := func(p Pace, every, n int) int {
		r.Pace, r.Every = p, every
		return r.take(i, n)
	}
	if n := r.at(i, classWorkdays); n > 0 {
		if r.portion(i, n) {
			return n
		}
		return set(PaceWorkdays, 1, n)
	}
	if n := r.at(i, classTwice); n > 0 {
		return set(PaceWeeks, 2, n) //nolint:mnd // that is what it says
	}
	if n := r.at(i, classWeeks); n > 0 {
		return set(PaceWeeks, 1, n)
	}
	if n := r.at(i, classMonths); n > 0 {
		return set(PaceMonths, 1, n)
	}
	if n := r.at(i, classEachDay); n > 0 { // the weekday stays
		return set(PaceWeeks, 1, 1) + n - 1
	}
	each := r.at(i, classEach)
	if every := r.number(i+each, maxEvery); every > 0 {
		unit, p := r.unit(i + each + 1)
		once := r.at(i+each+1+unit, classOnce)
		if unit > 0 && (each > 0 || once > 0) {
			return set(p, every, each+1+unit+once)
		}
	}
	if n := r.at(i, classRepeats); n > 0 {
		return r.take(i, n)
	}
	return 1
}

// portion reports "200 phiếu, mỗi ngày 50": so many a day of so many in all, which comes once.
func (r *repeatReader) portion(i, n int) bool {
	a := r.number(i+n, maxPortion)
	at := i
	if a == 0 && i > 1 { // "50 phiếu mỗi ngày"
		at = i - 2 //nolint:mnd // the number and what it counts
		a = r.number(at, maxPortion)
	}
	for k := 0; a > 0 && k+1 < at; k++ {
		if b := r.number(k, maxPortion); b > a && r.number(k+1, maxPortion) == 0 {
			return true
		}
	}
	return false
}

// Portion are the words of a text for how much of it is done a day, as written; empty without.
func Portion(s string, today rules.Date) string {
	r := newRepeatReader(s, today)
	s = norm.NFC.String(s)
	for i := range r.words {
		n := r.at(i, classWorkdays)
		if n == 0 || !r.portion(i, n) {
			continue
		}
		from, to := i, i+n
		if r.number(i+n, maxPortion) == 0 {
			from = i - 2 //nolint:mnd // the number and what it counts
		} else {
			to++
			if to < len(r.words) && r.number(to, maxPortion) == 0 && !strings.ContainsAny(s[r.to[to-1]:r.from[to]], ",.;") {
				to++
			}
		}
		return s[r.from[from]:r.to[to-1]]
	}
	return ""
}

const maxPortion = 99999

func (r *repeatReader) unit(i int) (n int, p Pace) {
	if n = r.at(i, classWeek); n > 0 {
		return n, PaceWeeks
	}
	return r.at(i, classMonth), PaceMonths
}

// end reads until when at word i, and returns how many words that is, 0 for none.
func (r *repeatReader) end(i int) int {
	if r.drop[i] {
		return 0
	}
	if times := r.number(i, maxTimes); times > 1 {
		if n := r.at(i+1, classTimes); n > 0 {
			r.Times = times
			return r.take(i, 1+n)
		}
	}
	if n := r.at(i, classFor); n > 0 {
		count := r.number(i+n, maxEvery*2) //nolint:mnd // two years
		unit, p := r.unit(i + n + 1)
		switch {
		case count == 0 || unit == 0:
			return 0
		case p == PaceMonths:
			r.Until = r.today.AddMonths(count).MonthStart() + rules.Date(r.today.Day()) - 1
		default:
			r.Until = r.today + rules.Date(7*count) //nolint:mnd // a week
		}
		return r.take(i, n+1+unit)
	}
	n := r.at(i, classUntil)
	if n == 0 || i > 0 && r.is(i-1, 1, classDeadline) {
		return 0
	}
	until, words := r.day(i + n)
	if words == 0 {
		return 0
	}
	r.Until = until
	return r.take(i, n+words)
}

// day reads the last day of a year, a quarter or a month, or a date, at word i.
func (r *repeatReader) day(i int) (d rules.Date, n int) {
	const months, quarters, day, first = 12, 4, 31, 1900
	if n = r.at(i, classYear); n > 0 {
		if y := r.number(i+n, 9999); y > first { //nolint:mnd // four figures
			return rules.NewDate(y, time.December, day), n + 1
		}
		return rules.NewDate(r.today.Year(), time.December, day), n
	}
	if n = r.at(i, classQuarter); n > 0 {
		if q := r.number(i+n, quarters); q > 0 {
			return r.monthEnd(3 * q), n + 1 //nolint:mnd // months of a quarter
		}
	}
	if n = r.at(i, classMonth); n > 0 {
		if m := r.number(i+n, months); m > 0 {
			return r.monthEnd(m), n + 1
		}
	}
	x, m := r.number(i, day), r.number(i+1, months)
	if x == 0 || m == 0 || r.to[i]+1 != r.from[i+1] {
		return 0, 0
	}
	if y := r.number(i+2, 9999); y > first && r.to[i+1]+1 == r.from[i+2] { //nolint:mnd // four figures
		return dayOf(y, m, x), 3 //nolint:mnd // three words
	}
	if d = dayOf(r.today.Year(), m, x); d < r.today {
		d = dayOf(r.today.Year()+1, m, x)
	}
	return d, 2 //nolint:mnd // two words
}

// dayOf is a day of a month, the last one of a shorter month.
func dayOf(y, m, d int) rules.Date {
	first := rules.NewDate(y, time.Month(m), 1)
	return min(first+rules.Date(d)-1, first.MonthEnd())
}

// monthEnd is the last day of the next month of that number, this one included.
func (r *repeatReader) monthEnd(m int) rules.Date {
	if end := dayOf(r.today.Year(), m, 31); end >= r.today { //nolint:mnd // the last day
		return end
	}
	return dayOf(r.today.Year()+1, m, 31) //nolint:mnd // the last day
}

// left is what was not taken, with its signs.
func (r *repeatReader) left(s string) string {
	var b strings.Builder
	at := 0
	for i, out := range r.drop {
		if out {
			b.WriteString(s[at:r.from[i]])
			at = r.to[i]
		}
	}
	b.WriteString(s[at:])
	return strings.Trim(strings.Join(strings.Fields(b.String()), " "), " ,;/")
}
