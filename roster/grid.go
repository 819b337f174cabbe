package roster

import (
	"slices"

	"tainha/fold"
	"tainha/rules"
)

// Grid is one sheet of a file as people see it, for tables that are no roster.
type Grid struct {
	Sheet string // empty in a CSV file
	Lines []GridLine

	of sheet
}

// GridLine is a row that holds anything.
type GridLine struct {
	Number int // as the spreadsheet or editor counts
	Cells  []string
}

// Text is what a cell holds, empty where there is none.
func (l GridLine) Text(cell int) string {
	if cell < 0 || cell >= len(l.Cells) {
		return ""
	}
	return l.Cells[cell]
}

// Grids reads the cells of a file within the bounds of a roster's. What can't be read at all is an *Error.
func Grids(f File) ([]Grid, error) {
	sheets, unreadable := f.sheets(0, newHeld())
	if unreadable != nil {
		return nil, &Error{Problems: []Problem{*unreadable}}
	}
	var out []Grid
	for _, s := range sheets {
		if len(s.lines) == 0 || s.name != "" && slices.Contains(asideSheets, fold.Letters(s.name)) {
			continue
		}
		g := Grid{Sheet: s.name, of: s}
		for _, l := range s.lines {
			g.Lines = append(g.Lines, GridLine{l.number, l.cells})
		}
		out = append(out, g)
	}
	if len(out) == 0 {
		p := Problem{File: f.Name, What: rules.Msg("roster.file.empty")}
		return nil, &Error{Problems: []Problem{p}}
	}
	return out, nil
}

// Roster is how many columns of a roster's the sheet's headings name, and whether one of its tables can be
// read.
func (g Grid) Roster() (known int, whole bool) {
	s := g.of
	s.lines = slices.Clone(s.lines)
	for _, t := range s.tables(&problems{}) {
		n := 0
		for _, c := range t.at {
			if c.id != 0 {
				n++
			}
		}
		known, whole = max(known, n), whole || t.ok
	}
	return known, whole
}

// ColumnLetter is a column's name in a spreadsheet: A, B, … Z, AA.
func ColumnLetter(cell int) string { return letter(cell) }

// Day reads a day as files write it.
func Day(s string) (rules.Date, bool) {
	d, wrong := readDate(s, excelEpoch)
	return d, wrong == ""
}

// Spoilt is the key of what is wrong with the letters of a text, empty for nothing: an old
// encoding, letters lost.
func Spoilt(s string) string {
	if wrong := legacy(s); wrong != "" {
		return "roster.cell." + wrong
	}
	return ""
}
