// Package sheet prints forms that people sign and file: one value, written as a workbook and as a PDF that
// look alike. It knows what a page looks like, and nothing of what stands on it.
package sheet

// Form is some pages under the head of an office. Its texts are shown as they are given, and never read as formulas.
type Form struct {
	Agency, Unit  string   // above, to the left
	Motto         []string // above, to the right
	Number, Dated string   // of a document: under the office and under the motto, to be filled in; empty: none
	Title, Period string
	Says          string // what the form is not: under the title, and at the foot of each page
	Pages         []Page
	Wide          bool   // landscape
	Page          string // "Trang %s/%s"
	Decree        bool   // the PDF is laid out as an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I)
}

// Page is a sheet of the workbook, and begins a page of the PDF.
type Page struct {
	Tab        string   // name of the sheet
	Title      string   // empty on the first page, which bears the form's
	Grounds    []string // căn cứ, before the lines
	Lines      []string
	Strong     []string // those of Lines that are bold
	Tables     []Table
	Notes      []string
	Place      string // over the last signature: place and date, to be filled in
	Signatures []Signature
	Annex      bool   // in an administrative document: its title stands in the middle
	Number     string // of an annex, over its title
	With       string // what an annex belongs to, below its title
	Flows      bool   // in an administrative document: it goes on where the page before ended
}

// Signature is a place for one.
type Signature struct {
	Who, Below string // the office, and what stands under it: (ký, ghi rõ họ tên)
	Name       string // under the place, empty: to be filled in
}

// Table is a table, or a word in its place when there is nothing to list.
type Table struct {
	Title   string // above it, may be empty
	Columns []Column
	Rows    []Row
	Empty   string
	Below   []string // under it
}

// Column is one column; Share is its part of the page's width, beside the others'.
type Column struct {
	Head  string
	Share float64
	Left  bool // a text; else in the middle
}

// Row is a line of a table, as long as its columns. Strong is a heading or a sum: bold and shaded.
type Row struct {
	Cells  []Cell
	Strong bool
}

// Cell holds a text; where Number is set, the workbook holds that instead. Over says how many
// columns it covers besides its own, whose cells are left out.
type Cell struct {
	Text   string
	Number *float64
	Over   int
}

// T is a cell with a text.
func T(text string) Cell { return Cell{Text: text} }

// N is a cell with a number that reads as text.
func N(text string, n float64) Cell { return Cell{Text: text, Number: &n} }

// shares are the widths of a table's columns on a page of a width.
func (t Table) shares(width float64) []float64 {
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Share
	}
	out := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = c.Share / sum * width
	}
	return out
}
