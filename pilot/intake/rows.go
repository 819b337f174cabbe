package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tainha/fold"
	"tainha/roster"
	"tainha/rules"
)

// MaxRows is how many rows a table may have: more than a unit gives in a quarter.
const MaxRows = 500

// Input is a table as it is to be taken in.
type Input struct {
	Unit  rules.UnitID // 0: the whole agency
	Name  string       // of the file
	Since rules.Date   // from when it holds
	Whole bool         // it is all that there is
	Next  bool         // what can't be due then is due in the next working hour
	Rows  []Row
	Mute  bool // what the cells hold is not to travel

	columns map[string]int
	heads   roster.GridLine
}

// Row is a row of a table.
type Row struct {
	Number int // as the spreadsheet counts
	cells  map[string]string
	all    []string
}

// Text is what the row holds in a column; empty without one.
func (r Row) Text(column string) string { return r.cells[column] }

// All is every cell of the row, those that mean nothing too.
func (r Row) All() []string { return r.all }

// Outcome is what taking a table in changes.
type Outcome struct {
	Added   int `json:"added,omitempty"`
	Changed int `json:"changed,omitempty"`
	Same    int `json:"same,omitempty"`
	Gone    int `json:"gone,omitempty"`
	Late    int `json:"late,omitempty"`  // rows whose deadline can't be, and that can be due in the next working hour
	Moved   int `json:"moved,omitempty"` // … and are

	Lines []rules.Message `json:"lines,omitempty"` // the changes
	Wrong []rules.Message `json:"wrong,omitempty"` // rows that are left out, with the reason
	Later []rules.Message `json:"later,omitempty"` // what changes anew after that day
	Told  int             `json:"told,omitempty"`  // people who are told
}

// nothing reports that nothing is changed.
func (o Outcome) nothing() bool { return o.Added+o.Changed+o.Gone == 0 }

// Faults is why a table is not taken in at all, by row and column.
type Faults struct{ List []rules.Message }

func (f *Faults) Error() string {
	return fmt.Sprintf("intake: %d faults, the first: %s", len(f.List), f.List[0].Key)
}

// longestFound is how many letters of a cell are said back.
const longestFound = 40

// Place says where something stands, what is there and what is wrong with it. What is secret is not said back.
func (in *Input) Place(r Row, column string, why rules.Message) rules.Message {
	letter, heading, found := "", "", ""
	if i, has := in.columns[column]; has {
		letter, heading, found = roster.ColumnLetter(i), in.heads.Text(i), short(r.Text(column))
	}
	if why.Key == "task.secret" || in.Mute {
		found = ""
	}
	return rules.Msg("intake.place", "row", r.Number, "column", letter, "heading", short(heading), "found", found, "why", why)
}

func short(s string) string {
	if utf8.RuneCountInString(s) <= longestFound {
		return s
	}
	return string([]rune(s)[:longestFound-1]) + "…"
}

// rows are the rows beneath the headings. What is no data is left out: the row of column numbers, headings that
// are repeated, titles of groups, totals, and what follows the last row that holds all that is needed.
func (k Kind) rows(h header, columns map[string]int) (rows []Row, aside []int) {
	for _, l := range h.grid.Lines[h.at+1:] {
		r := Row{Number: l.Number, cells: map[string]string{}, all: l.Cells}
		for id, i := range columns {
			r.cells[id] = strings.TrimSpace(l.Text(i))
		}
		if numbers(l) && l.Number == h.line().Number+1 || repeats(l, h.line()) {
			continue
		}
		if filled(l) < 2 || total(l) || k.holds(r) == 0 { //nolint:mnd // one alone is a title
			aside = append(aside, l.Number)
			continue
		}
		rows = append(rows, r)
	}
	last := len(rows)
	for last > 0 && k.holds(rows[last-1]) < k.needs() && !tailed(k, rows[last-1]) {
		last--
	}
	for _, r := range rows[last:] {
		aside = append(aside, r.Number)
	}
	if last == 0 { // nothing is whole: then all of it is data, and said to be wrong
		return rows, nil
	}
	return rows[:last], aside
}

// tailed reports whether a row that lacks something begins as one of the table does: with a number.
func tailed(k Kind, r Row) bool {
	return len(r.all) > 0 && r.all[0] != "" && strings.IndexFunc(r.all[0], func(c rune) bool { return !unicode.IsDigit(c) && c != '.' }) < 0 && k.holds(r) > 0
}

// holds is how many of the columns that are needed a row fills, needs how many there are.
func (k Kind) holds(r Row) (n int) {
	for _, c := range k.Columns {
		if c.Required && r.Text(c.ID) != "" {
			n++
		}
	}
	return n
}

func (k Kind) needs() (n int) {
	for _, c := range k.Columns {
		if c.Required {
			n++
		}
	}
	return n
}

// numbers is the row of column numbers that forms have beneath the headings: (1), (2) or 1, 2, 3.
func numbers(l roster.GridLine) bool {
	for i, c := range l.Cells {
		bare := strings.Trim(c, "()")
		if c != "" && bare != fmt.Sprint(i+1) && bare != string(rune('A'+i)) {
			return false
		}
	}
	return true
}

func repeats(l, heads roster.GridLine) bool {
	for i, c := range l.Cells {
		if c != "" && !strings.EqualFold(c, heads.Text(i)) {
			return false
		}
	}
	return true
}

// total is a row of sums.
func total(l roster.GridLine) bool {
	for _, c := range l.Cells {
		if c == "" {
			continue
		}
		switch fold.Letters(c) {
		case "tong", "tongcong", "tongso", "cong", "total":
			return true
		}
		return false
	}
	return false
}

// Has reports whether the table has a column.
func (in *Input) Has(column string) bool {
	_, has := in.columns[column]
	return has
}
