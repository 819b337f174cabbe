package roster

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tainha/rules"
)

// Limits that no agency meets, so that a broken or hostile file can't fill the
// memory: whatever a file holds, reading it takes less than 200 MB.
const (
	maxRows    = 100_000 // rows that hold anything, of one sheet
	maxRecords = 30_000  // rows of all tables of one import: what they become stands in memory at once
	maxColumns = 200
	maxText    = 24 << 20  // bytes of the texts of all files together
	maxCells   = 1_500_000 // cells of all files together
)

// MaxFile is how many bytes a file may have.
const MaxFile = 20 << 20

// longestCell is how many bytes of a cell are read: more than the longest text that
// is taken, so that a longer one is told.
const longestCell = 1024

// File is one file as it was given.
type File struct {
	Name string // for messages, and for the kind of a CSV file's table
	Data []byte
}

// held is what the files that are read may still hold.
type held struct{ text, cell int }

func newHeld() *held { return &held{maxText, maxCells} }

// take counts a text; false: the files hold too much.
func (h *held) take(s string) bool {
	h.text -= len(s)
	return h.text >= 0
}

// cells counts cells.
func (h *held) cells(n int) bool {
	h.cell -= max(n, 0)
	return h.cell >= 0
}

// brief is a text in its clean form, of which a page in a cell keeps only the
// beginning. It holds on to nothing longer than itself.
func brief(s string) string {
	if len(s) > longestCell {
		s = strings.ToValidUTF8(s[:longestCell], "")
	}
	return strings.Clone(clean(s))
}

// sheet is a grid of cells.
type sheet struct {
	order int    // among all sheets of all files
	file  string // its name without folders
	name  string // of an XLSX sheet, else empty
	title string // what names the kind of its first table
	epoch rules.Date
	lines []line
	spans []span
	notes []Problem // what was left out
}

// line is a row that holds anything.
type line struct {
	number int // as the spreadsheet or editor counts
	cells  []string
	dates  []int // cells that Excel holds as days
}

func (l line) isDay(cell int) bool { return slices.Contains(l.dates, cell) }

func (l line) text(cell int) string {
	if cell < 0 || cell >= len(l.cells) {
		return ""
	}
	return l.cells[cell]
}

// problem notes something wrong with the sheet as a whole.
func (s *sheet) problem(what rules.Message) Problem {
	return Problem{File: s.file, Sheet: s.name, What: what, sheet: s.order}
}

// aside notes what is left out of the sheet.
func (s *sheet) aside(row int, key string, args ...any) {
	if len(s.notes) >= maxNotes {
		return
	}
	p := s.problem(rules.Msg("roster.aside."+key, args...))
	p.Row = row
	s.notes = append(s.notes, p)
}

// sheets reads a file's grids. What can't be read at all is the one problem.
func (f File) sheets(order int, held *held) ([]sheet, *Problem) {
	base := filepath.Base(f.Name)
	whole := sheet{order: order, file: base, title: strings.TrimSuffix(base, filepath.Ext(base)), epoch: excelEpoch}
	fault := func(key string, args ...any) ([]sheet, *Problem) {
		p := whole.problem(rules.Msg("roster.file."+key, args...))
		return nil, &p
	}
	switch {
	case len(f.Data) > MaxFile:
		return fault("too_large", "limit", MaxFile>>20)
	case len(bytes.TrimSpace(f.Data)) == 0:
		return fault("empty")
	case bytes.HasPrefix(f.Data, []byte("\xd0\xcf\x11\xe0")):
		return fault("old_excel") // .xls, or an .xlsx with a password
	case bytes.HasPrefix(f.Data, []byte("PK")):
		found, err := readXLSX(whole, f.Data, held)
		if errors.Is(err, errTooLarge) {
			return fault("too_much", "limit", maxRows)
		}
		if err != nil {
			return fault("not_xlsx")
		}
		return found, nil
	}
	lines, broken := readCSV(f.Data, held)
	if broken != nil {
		p := whole.problem(broken.what)
		p.Row = broken.row
		return nil, &p
	}
	whole.lines = lines
	return []sheet{whole}, nil
}

// excelEpoch is day 0 of Excel's day numbers: 1 is 1 January 1900, counted with
// a 29 February 1900 that never was.
var excelEpoch = rules.NewDate(1899, 12, 30)

// macEpoch is day 0 of workbooks that count from 1904.
var macEpoch = rules.NewDate(1904, 1, 1)

// readXLSX reads every sheet. What is hidden in Excel is left out, and said to be.
func readXLSX(whole sheet, data []byte, held *held) ([]sheet, error) {
	book, err := openBook(data, held)
	if err != nil {
		return nil, err
	}
	whole.epoch = book.epoch
	out := make([]sheet, 0, len(book.tabs))
	for i, t := range book.tabs {
		s := whole
		s.order += i
		s.name, s.title = t.name, t.name
		if t.hidden {
			s.aside(0, "sheet")
			out = append(out, s)
			continue
		}
		g, err := book.readGrid(t)
		if err != nil {
			return nil, err
		}
		s.lines, s.spans = g.lines, g.spans
		if len(g.hidden.held) > 0 {
			var names []string
			for cell := range maxColumns {
				if g.hidden.held[cell] {
					names = append(names, letter(cell))
				}
			}
			s.aside(0, "columns", "columns", strings.Join(names, ", "))
		}
		if n := len(g.hidden.rows); n > 0 {
			s.aside(0, "rows", "n", n, "rows", ranges(g.hidden.rows))
		}
		out = append(out, s)
	}
	return out, nil
}

// ranges writes numbers as 5, 8–12; a long list is cut.
func ranges(numbers []int) string {
	slices.Sort(numbers)
	var parts []string
	for i := 0; i < len(numbers); {
		k := i
		for k+1 < len(numbers) && numbers[k+1] <= numbers[k]+1 {
			k++
		}
		part := strconv.Itoa(numbers[i])
		if numbers[k] > numbers[i] {
			part += "–" + strconv.Itoa(numbers[k])
		}
		const most = 12
		if parts = append(parts, part); len(parts) == most && k+1 < len(numbers) {
			return strings.Join(parts, ", ") + ", …"
		}
		i = k + 1
	}
	return strings.Join(parts, ", ")
}

// letter is a column's name: A, B, … Z, AA.
func letter(cell int) string {
	name := ""
	for n := cell + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// addLine appends the cells, which are in clean form, unless none holds anything.
func addLine(lines []line, number int, cells []string) []line {
	last := 0
	for i, c := range cells {
		if c != "" {
			last = i + 1
		}
	}
	if last == 0 {
		return lines
	}
	return append(lines, line{number: number, cells: slices.Clone(cells[:last])})
}
