package survey

import (
	"strings"

	"tainha/rules"
)

// mostRows is how many lines are typed at once.
const mostRows = 24

// eachRow calls fn with the cells of each typed line that holds a number, the first is 1; lines
// without one are titles. It refuses more than mostRows lines and ends with the first error.
func eachRow(text string, fn func(n int, cells []string) error) error {
	n := 0
	for line := range strings.Lines(text) {
		if !strings.ContainsAny(line, "0123456789") {
			continue
		}
		if n++; n > mostRows {
			return rules.Refuse("survey.handed.many", "most", mostRows)
		}
		cells := strings.FieldsFunc(line, func(r rune) bool { return r == ';' || r == '\t' || r == '|' })
		for i := range cells {
			cells[i] = strings.Join(strings.Fields(cells[i]), " ")
		}
		if err := fn(n, cells); err != nil {
			return err
		}
	}
	return nil
}
