package roster

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"tainha/rules"
)

// Limits that no agency meets, so that a broken or hostile file can't fill the
// memory.
const (
	maxFile     = 32 << 20  // bytes of a file
	maxUnpacked = 256 << 20 // bytes of an XLSX file's content
	maxRows     = 100_000   // rows that hold anything, of one sheet
	maxColumns  = 200
)

// File is one file as it was given.
type File struct {
	Name string // for messages, and for the kind of a CSV file's table
	Data []byte
}

// sheet is a grid of cells.
type sheet struct {
	order int    // among all sheets of all files
	file  string // its name without folders
	name  string // of an XLSX sheet, else empty
	title string // what names the kind of its first table
	epoch rules.Date
	lines []line
}

// line is a row that holds anything.
type line struct {
	number int // as the spreadsheet or editor counts
	cells  []string
}

// problem notes something wrong with the sheet as a whole.
func (s *sheet) problem(what rules.Message) Problem {
	return Problem{File: s.file, Sheet: s.name, What: what, sheet: s.order}
}

// sheets reads a file's grids. What can't be read at all is the one problem.
func (f File) sheets(order int) ([]sheet, *Problem) {
	base := filepath.Base(f.Name)
	whole := sheet{order: order, file: base, title: strings.TrimSuffix(base, filepath.Ext(base)), epoch: excelEpoch}
	fault := func(key string, args ...any) ([]sheet, *Problem) {
		p := whole.problem(rules.Msg("roster.file."+key, args...))
		return nil, &p
	}
	switch {
	case len(f.Data) > maxFile:
		return fault("too_large", "limit", maxFile>>20)
	case len(bytes.TrimSpace(f.Data)) == 0:
		return fault("empty")
	case bytes.HasPrefix(f.Data, []byte("\xd0\xcf\x11\xe0")):
		return fault("old_excel") // .xls, or an .xlsx with a password
	case bytes.HasPrefix(f.Data, []byte("PK")):
		found, err := readXLSX(whole, f.Data)
		if errors.Is(err, errTooLarge) {
			return fault("too_many_rows", "limit", maxRows)
		}
		if err != nil {
			return fault("not_xlsx")
		}
		return found, nil
	}
	lines, broken := readCSV(f.Data)
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

var errTooLarge = errors.New("the sheet has too many rows")

// readXLSX reads every sheet that holds anything. Cells come as they are stored
// (a day is a number, a phone has all its digits), not as they are shown.
func readXLSX(whole sheet, data []byte) (_ []sheet, err error) {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	if properties, err := book.GetWorkbookProps(); err == nil && properties.Date1904 != nil && *properties.Date1904 {
		whole.epoch = macEpoch
	}
	var out []sheet
	for i, name := range book.GetSheetList() {
		s := whole
		s.order += i
		s.name, s.title = name, name
		if s.lines, err = readRows(book, name); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func readRows(book *excelize.File, name string) (lines []line, err error) {
	rows, err := book.Rows(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		if lines = addLine(lines, number, cells); len(lines) > maxRows {
			return nil, errTooLarge
		}
	}
	return lines, rows.Error()
}

// addLine appends the cells in clean form, unless none holds anything.
func addLine(lines []line, number int, cells []string) []line {
	cells = cells[:min(len(cells), maxColumns)]
	last := 0
	for i, c := range cells {
		if cells[i] = clean(c); cells[i] != "" {
			last = i + 1
		}
	}
	if last == 0 {
		return lines
	}
	return append(lines, line{number, cells[:last]})
}
