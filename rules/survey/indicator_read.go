package survey

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tainha/rules"
)

// ParseMargin reads a margin in percentage points ("2", "0,5", "1.5 điểm"); it is kept in tenths. ok is false for what is none, and for
// one that can't be.
func ParseMargin(text string) (tenths int, ok bool) {
	number, rest := strings.TrimSpace(text), ""
	if at := strings.IndexFunc(number, func(r rune) bool { return !unicode.IsDigit(r) && r != ',' && r != '.' }); at >= 0 {
		number, rest = number[:at], number[at:]
	}
	points, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", "."), 64)
	const ten = 10
	tenths = int(math.Round(points * ten))
	whole := math.Abs(points*ten-float64(tenths)) < rounding
	return tenths, err == nil && !strings.ContainsFunc(rest, unicode.IsDigit) && whole && tenths >= 1 && tenths <= MostMargin
}

// rounding is how far a number typed with one decimal may be from its tenths.
const rounding = 1e-6

// ParseMonth reads a month with its year, as it is typed or as a spreadsheet shows it: "8/2026", "tháng 08-2026", "2026-08",
// "01/08/2026". It is the month's first day.
func ParseMonth(text string) (rules.Date, bool) {
	var n []int
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }) {
		x, err := strconv.Atoi(s)
		if err != nil {
			return 0, false
		}
		n = append(n, x)
	}
	const day, months, firstYear = 31, 12, 1000
	switch {
	case len(n) == 2 && n[0] >= firstYear: // 2026-08
		n = []int{n[1], n[0]}
	case len(n) == 2: //nolint:mnd // 8/2026
	case len(n) >= 3 && n[0] >= firstYear: // 2026-08-01, with or without an hour
		n = []int{n[1], n[0]}
	case len(n) == 3 && n[0] <= day: //nolint:mnd // 01/08/2026
		n = n[1:]
	default:
		return 0, false
	}
	if n[0] < 1 || n[0] > months || n[1] < firstYear {
		return 0, false
	}
	d := rules.NewDate(n[1], time.Month(n[0]), 1)
	return d, d.InBounds()
}
