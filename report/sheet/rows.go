package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Rows is a table that another program reads: the names of its fields, and its rows, each as long.
type Rows struct {
	Fields []string
	Rows   [][]string
}

// CSV is the rows in UTF-8 with a mark that spreadsheets know it by; what a spreadsheet would reckon is
// kept from it by an apostrophe. A number is a number, also where it is below 0.
func (r Rows) CSV() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range slices.Concat([][]string{r.Fields}, r.Rows) {
		safe := make([]string, len(row))
		for i, s := range row {
			if safe[i] = s; s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) && !number(s) {
				safe[i] = "'" + s
			}
		}
		if err := w.Write(safe); err != nil {
			return nil, fmt.Errorf("write a row: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write the rows: %w", err)
	}
	return b.Bytes(), nil
}

// number reports whether a text is a plain number below 0: a minus, digits, and decimals behind a point.
func number(s string) bool {
	whole, decimals, parted := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	digits := func(s string) bool {
		return s != "" && strings.Trim(s, "0123456789") == ""
	}
	return digits(whole) && (!parted || digits(decimals))
}

// JSON is the rows as a list of objects, their fields in order.
func (r Rows) JSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[")
	for i, row := range r.Rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  {")
		for k, s := range row {
			if k > 0 {
				b.WriteString(", ")
			}
			name, err := json.Marshal(r.Fields[k])
			if err != nil {
				return nil, fmt.Errorf("write a field: %w", err)
			}
			value, err := json.Marshal(s)
			if err != nil {
				return nil, fmt.Errorf("write a field: %w", err)
			}
			b.Write(name)
			b.WriteString(": ")
			b.Write(value)
		}
		b.WriteString("}")
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}
