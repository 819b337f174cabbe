package locale

import (
	"fmt"
	"strings"
)

// dots writes a whole number as Vietnamese does: 1.234. What is no number stays as it is.
func dots(v any) string { return grouped(fmt.Sprint(v), ".") }

// commas writes it as English does: 1,234.
func commas(v any) string { return grouped(fmt.Sprint(v), ",") }

const group = 3

func grouped(s, by string) string {
	sign := strings.TrimRight(s, "0123456789")
	digits := s[len(sign):]
	if strings.Trim(sign, "+-") != "" {
		return s
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%group == 0 {
			b.WriteString(by)
		}
		b.WriteRune(d)
	}
	return b.String()
}
