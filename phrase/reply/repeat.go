package reply

import (
	"strconv"
	"strings"

	"tainha/fold"
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
	maxEvery      = 12
)

// Repeats reads "mỗi thứ 6", "hàng tuần", "2 tuần một lần", "hằng tháng", "mỗi ngày làm việc":
// in which rhythm, and every how many weeks or months.
func Repeats(s string) (p Pace, every int) {
	t := newText(s)
	every = 1
	switch {
	case t.has(classWorkdays):
		return PaceWorkdays, 1
	case t.has(classTwice):
		return PaceWeeks, 2 //nolint:mnd // that is what it says
	case t.has(classWeeks), t.has(classEachDay):
		p = PaceWeeks
	case t.has(classMonths):
		p = PaceMonths
	}
	words := strings.Fields(fold.Text(s))
	for i := 0; i+3 < len(words); i++ {
		n, err := strconv.Atoi(words[i])
		if err != nil || n < 1 || n > maxEvery || words[i+3] != "lan" || words[i+2] != "mot" && words[i+2] != "1" {
			continue
		}
		switch words[i+1] {
		case "tuan":
			return PaceWeeks, n
		case "thang":
			return PaceMonths, n
		}
	}
	return p, every
}
