package report

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// TimeSheet is who of a unit was where on each day of a month, to be printed, signed and
// filed. Its texts are shown as they are given, and never read as formulas.
type TimeSheet struct {
	Agency, Unit         string   // above, to the left
	Motto                []string // above, to the right
	Title, Period        string
	Number, Code         string // headings
	Name, Position       string // headings
	DaysHead, TotalsHead string // over the days, over the sums
	Days                 []SheetDay
	Totals               []string // headings of the sums
	Rows                 []SheetRow
	Sum                  string // label of the last row, which sums up all rows
	Notes                []string
	Place                string   // over the last signature: place and date, to be filled in
	Signatures           []string // places for them, from left to right
	Below                string   // under each of them
	Page                 string   // "Trang %s/%s"
	Tab                  string   // name of the sheet
}

// SheetDay is one column of days.
type SheetDay struct {
	Number, Weekday string
	Off             bool // no working day: shaded
}

// SheetRow is one person.
type SheetRow struct {
	Code, Name, Position string
	Days                 []string  // as many as Days
	Totals               []float64 // as many as Totals
}

const (
	sheetFont    = "Times New Roman"
	paperA4      = 9
	textFormat   = 49 // "@": what is edited later stays text, too
	sheetFirst   = 4  // columns before the days
	sheetHead    = 8  // the middle one of the three rows of the heading
	signatureGap = 5  // rows left free for a signature
	longestTab   = 31
)

// sheetPage writes one sheet; the first error is kept.
type sheetPage struct {
	TimeSheet
	file   *excelize.File
	err    error
	styles map[sheetStyle]int
}

// sheetStyle is how a cell looks.
type sheetStyle struct {
	bold, border, shaded, left, wrap bool
	number                           bool // a sum, not a text
	size                             float64
}

// XLSX writes the sheet on A4, landscape, one page wide; the table's heading stands on
// each page.
func (s TimeSheet) XLSX(w io.Writer, made time.Time) error {
	s.Tab = TabName(s.Tab)
	p := &sheetPage{TimeSheet: s, file: excelize.NewFile(), styles: map[sheetStyle]int{}}
	defer func() { _ = p.file.Close() }()
	p.note(p.file.SetSheetName(p.file.GetSheetName(0), s.Tab))
	stamp := made.UTC().Format(time.RFC3339)
	p.note(p.file.SetDocProps(&excelize.DocProperties{Title: s.Title, Creator: s.Unit, Created: stamp, Modified: stamp}))
	p.columns()
	p.letterhead()
	p.head()
	for i, row := range s.Rows {
		p.row(sheetHead+2+i, fmt.Sprint(i+1), row)
	}
	last := p.end(sheetHead + 2 + len(s.Rows))
	p.print(last)
	if p.err == nil {
		_, p.err = p.file.WriteTo(w)
	}
	if p.err != nil {
		return fmt.Errorf("write the time sheet: %w", p.err)
	}
	return nil
}

func (p *sheetPage) note(err error) {
	if err != nil && p.err == nil {
		p.err = err
	}
}

// width is how many columns there are.
func (p *sheetPage) width() int { return sheetFirst + len(p.Days) + len(p.Totals) }

func (p *sheetPage) columns() {
	wide := func(from, to int, width float64) {
		if from <= to {
			p.note(p.file.SetColWidth(p.Tab, p.column(from), p.column(to), width))
		}
	}
	wide(1, 1, 3.5)
	wide(2, 2, 7)
	wide(3, 3, 19)
	wide(4, 4, 14)
	wide(sheetFirst+1, sheetFirst+len(p.Days), 3.3)
	wide(sheetFirst+len(p.Days)+1, p.width(), 5.2)
}

func (p *sheetPage) column(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	p.note(err)
	return name
}

func (p *sheetPage) at(column, row int) string { return fmt.Sprint(p.column(column), row) }

// style is the number of a style, made once.
func (p *sheetPage) style(s sheetStyle) int {
	if id, known := p.styles[s]; known {
		return id
	}
	style := &excelize.Style{
		Font:      &excelize.Font{Family: sheetFont, Size: s.size, Bold: s.bold},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: s.wrap, ShrinkToFit: !s.wrap},
		NumFmt:    textFormat,
	}
	if s.number {
		style.NumFmt = 0
	}
	if s.left {
		style.Alignment.Horizontal = "left"
	}
	if s.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
		}
	}
	if s.shaded {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6E6E6"}}
	}
	id, err := p.file.NewStyle(style)
	p.note(err)
	p.styles[s] = id
	return id
}

// text writes a text into a cell, or into several made one.
func (p *sheetPage) text(column, row, toColumn, toRow int, text string, s sheetStyle) {
	from, to := p.at(column, row), p.at(toColumn, toRow)
	p.note(p.file.SetCellStr(p.Tab, from, Plain(text)))
	p.note(p.file.SetCellStyle(p.Tab, from, to, p.style(s)))
	if from != to {
		p.note(p.file.MergeCell(p.Tab, from, to))
	}
}

// number writes a sum; none is left empty.
func (p *sheetPage) number(column, row int, n float64, s sheetStyle) {
	cell := p.at(column, row)
	if n != 0 {
		p.note(p.file.SetCellFloat(p.Tab, cell, n, 1, 64))
	}
	s.number = true
	p.note(p.file.SetCellStyle(p.Tab, cell, cell, p.style(s)))
}

func (p *sheetPage) letterhead() {
	half := sheetFirst + len(p.Days)/2
	p.text(1, 1, sheetFirst+2, 1, p.Agency, sheetStyle{size: 13})
	p.text(1, 2, sheetFirst+2, 2, p.Unit, sheetStyle{size: 13, bold: true})
	for i, line := range p.Motto {
		p.text(half, 1+i, p.width(), 1+i, line, sheetStyle{size: 13, bold: true})
	}
	p.text(1, 4, p.width(), 4, p.Title, sheetStyle{size: 17, bold: true})
	p.text(1, 5, p.width(), 5, p.Period, sheetStyle{size: 11})
	p.note(p.file.SetRowHeight(p.Tab, 4, 24))
}

// head is the heading in two rows.
func (p *sheetPage) head() {
	s := sheetStyle{size: 11, bold: true, border: true, wrap: true}
	for i, text := range []string{p.Number, p.Code, p.Name, p.Position} {
		p.text(i+1, sheetHead-1, i+1, sheetHead+1, text, s)
	}
	p.text(sheetFirst+1, sheetHead-1, sheetFirst+len(p.Days), sheetHead-1, p.DaysHead, s)
	for i, d := range p.Days {
		day := sheetStyle{size: 10, bold: true, border: true, shaded: d.Off}
		p.text(sheetFirst+1+i, sheetHead, sheetFirst+1+i, sheetHead, d.Number, day)
		p.text(sheetFirst+1+i, sheetHead+1, sheetFirst+1+i, sheetHead+1, d.Weekday, day)
	}
	first := sheetFirst + len(p.Days) + 1
	p.text(first, sheetHead-1, p.width(), sheetHead-1, p.TotalsHead, s)
	s.size = 9
	for i, text := range p.Totals {
		p.text(first+i, sheetHead, first+i, sheetHead+1, text, s)
	}
	p.note(p.file.SetRowHeight(p.Tab, sheetHead+1, 28))
}

// row is one person; the last row, of sums, has no days.
func (p *sheetPage) row(at int, number string, r SheetRow) {
	left := sheetStyle{size: 11, border: true, left: true}
	names := left
	names.wrap = true // Excel makes the row as high as they need
	p.text(1, at, 1, at, number, sheetStyle{size: 11, border: true})
	p.text(2, at, 2, at, r.Code, left)
	p.text(3, at, 3, at, r.Name, names)
	p.text(4, at, 4, at, r.Position, names)
	for i, sign := range r.Days {
		p.text(sheetFirst+1+i, at, sheetFirst+1+i, at, sign, sheetStyle{size: 11, border: true, shaded: p.Days[i].Off})
	}
	for i, n := range r.Totals {
		p.number(sheetFirst+len(p.Days)+1+i, at, n, sheetStyle{size: 11, border: true})
	}
}

// end writes the sums, the notes and the places for signatures from a row on, and
// returns the last row.
func (p *sheetPage) end(at int) int {
	sums := make([]float64, len(p.Totals))
	for _, r := range p.Rows {
		for i, n := range r.Totals {
			sums[i] += n
		}
	}
	bold := sheetStyle{size: 11, bold: true, border: true}
	p.text(1, at, sheetFirst+len(p.Days), at, p.Sum, bold)
	for i, n := range sums {
		p.number(sheetFirst+len(p.Days)+1+i, at, n, bold)
	}
	at += 2
	for _, note := range p.Notes {
		p.text(1, at, p.width(), at, note, sheetStyle{size: 11, left: true, wrap: true})
		if lines := 1 + len([]rune(note))/sheetLine; lines > 1 {
			p.note(p.file.SetRowHeight(p.Tab, at, 15*float64(lines)))
		}
		at++
	}
	at++
	places := len(p.Signatures)
	if places == 0 {
		return at
	}
	p.text(p.placeAt(places-1), at, p.width(), at, p.Place, sheetStyle{size: 12})
	for i, who := range p.Signatures {
		from, to := p.placeAt(i), p.placeAt(i+1)-1
		p.text(from, at+1, to, at+1, who, sheetStyle{size: 12, bold: true})
		p.text(from, at+2, to, at+2, p.Below, sheetStyle{size: 11})
	}
	return at + 2 + signatureGap
}

// sheetLine is how many characters of a note fit into a line, at the least.
const sheetLine = 150

// placeAt is the first column of a place for a signature: the columns before the days
// are wide, so that the first place has few of them.
func (p *sheetPage) placeAt(i int) int {
	if i == 0 {
		return 1
	}
	rest := p.width() - sheetFirst
	return sheetFirst + 1 + (i-1)*rest/max(len(p.Signatures)-1, 1)
}

// print sets the page up.
func (p *sheetPage) print(last int) {
	size, landscape, wide, tall := paperA4, "landscape", 1, 0
	p.note(p.file.SetPageLayout(p.Tab, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}))
	fit, middle, edge, foot := true, true, 0.4, 0.6
	p.note(p.file.SetSheetProps(p.Tab, &excelize.SheetPropsOptions{FitToPage: &fit}))
	p.note(p.file.SetPageMargins(p.Tab, &excelize.PageLayoutMarginsOptions{
		Left: &edge, Right: &edge, Top: &foot, Bottom: &foot, Header: &edge, Footer: &edge, Horizontally: &middle,
	}))
	p.note(p.file.SetHeaderFooter(p.Tab, &excelize.HeaderFooterOptions{OddFooter: "&R&8" + fmt.Sprintf(p.Page, "&P", "&N")}))
	in := "'" + strings.ReplaceAll(p.Tab, "'", "''") + "'!"
	p.note(p.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: p.Tab, RefersTo: fmt.Sprintf("%s$%d:$%d", in, sheetHead-1, sheetHead+1)}))
	p.note(p.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: p.Tab, RefersTo: fmt.Sprintf("%s$A$1:$%s$%d", in, p.column(p.width()), last)}))
	p.note(p.file.SetPanes(p.Tab, &excelize.Panes{
		Freeze: true, XSplit: 3, YSplit: sheetHead + 1, TopLeftCell: p.at(4, sheetHead+2), ActivePane: "bottomRight",
	}))
}

// Plain leaves out what no cell can hold.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
}

// TabName is a name that a sheet may bear.
func TabName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`[]:*?/\`, r) {
			return '-'
		}
		return r
	}, s), "' ")
	if r := []rune(s); len(r) > longestTab {
		s = string(r[:longestTab])
	}
	if s == "" {
		return "1"
	}
	return s
}
