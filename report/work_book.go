package report

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// WorkBook is some tables in one file, a sheet each, and one sheet that says what each column
// holds. Its texts are shown as they are given, and never read as formulas.
type WorkBook struct {
	Title, Author string
	Tables        []WorkTable
	About         string    // name of the sheet that explains the columns
	AboutHeads    [3]string // its headings: sheet, column, what it holds
}

// WorkTable is one sheet.
type WorkTable struct {
	Tab     string
	Title   string // above the table
	Columns []WorkColumn
	Rows    [][]WorkCell // each as long as Columns
	Lines   []string     // under the title where there is no table: method, notes
	Chart   *WorkChart   // below the table, beside a narrow one; nil: none
}

// WorkChart is a chart that the spreadsheet draws itself out of a table's columns, by their places from 0.
type WorkChart struct {
	Title  string
	Line   bool // else columns
	Labels int
	Series []int
}

// WorkColumn is one column; About says what it holds.
type WorkColumn struct {
	Head, About string
	Width       float64 // in characters
}

// WorkCell holds a text, a number or an instant; the zero cell is empty.
type WorkCell struct {
	Text   string
	Number *float64
	At     time.Time // by the calendar's clock
	Day    bool      // of At only the day is meant
}

// rowsAbove are the title and the headings of a table.
const rowsAbove = 3

// XLSX writes the tables, each with its headings in sight and a filter over them.
func (b WorkBook) XLSX(w io.Writer, made time.Time) error {
	p := &bookPage{file: excelize.NewFile()}
	defer func() { _ = p.file.Close() }()
	stamp := made.UTC().Format(time.RFC3339)
	p.note(p.file.SetDocProps(&excelize.DocProperties{Title: b.Title, Creator: b.Author, Created: stamp, Modified: stamp}))
	p.styles()
	about := WorkTable{Tab: b.About, Title: b.About, Columns: []WorkColumn{{Head: b.AboutHeads[0], Width: 30}, {Head: b.AboutHeads[1], Width: 24}, {Head: b.AboutHeads[2], Width: 80}}}
	for _, t := range b.Tables {
		for _, c := range t.Columns {
			about.Rows = append(about.Rows, []WorkCell{{Text: t.Tab}, {Text: c.Head}, {Text: c.About}})
		}
	}
	for i, t := range append(b.Tables, about) {
		p.table(i, t)
	}
	p.file.SetActiveSheet(0)
	if p.err == nil {
		_, p.err = p.file.WriteTo(w)
	}
	if p.err != nil {
		return fmt.Errorf("write the workbook: %w", p.err)
	}
	return nil
}

// bookPage writes the sheets; the first error is kept.
type bookPage struct {
	file                                 *excelize.File
	err                                  error
	title, head, text, number, day, time int
}

func (p *bookPage) note(err error) {
	if err != nil && p.err == nil {
		p.err = err
	}
}

func (p *bookPage) styles() {
	border := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
	}
	style := func(s excelize.Style) int {
		s.Border = border
		if s.Font == nil {
			s.Font = &excelize.Font{Family: sheetFont, Size: 11}
		}
		id, err := p.file.NewStyle(&s)
		p.note(err)
		return id
	}
	const dayForm, timeForm = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
	day, clock := dayForm, timeForm
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	var err error
	p.title, err = p.file.NewStyle(&excelize.Style{Font: &excelize.Font{Family: sheetFont, Size: 14, Bold: true}})
	p.note(err)
	p.head = style(excelize.Style{
		Font:      &excelize.Font{Family: sheetFont, Size: 11, Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6E6E6"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	})
	p.text = style(excelize.Style{NumFmt: textFormat, Alignment: top})
	p.number = style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}})
	p.day = style(excelize.Style{CustomNumFmt: &day, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
	p.time = style(excelize.Style{CustomNumFmt: &clock, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
}

func (p *bookPage) table(n int, t WorkTable) {
	tab := TabName(t.Tab)
	if n == 0 {
		p.note(p.file.SetSheetName(p.file.GetSheetName(0), tab))
	} else {
		_, err := p.file.NewSheet(tab)
		p.note(err)
	}
	p.note(p.file.SetCellStr(tab, "A1", Plain(t.Title)))
	p.note(p.file.SetCellStyle(tab, "A1", "A1", p.title))
	for i, c := range t.Columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		p.note(err)
		p.note(p.file.SetColWidth(tab, name, name, c.Width))
		at := fmt.Sprint(name, rowsAbove)
		p.note(p.file.SetCellStr(tab, at, Plain(c.Head)))
		p.note(p.file.SetCellStyle(tab, at, at, p.head))
	}
	p.high(tab, rowsAbove, t.Columns, func(k int) string { return t.Columns[k].Head })
	for i, row := range t.Rows {
		for k, cell := range row {
			p.cell(tab, k+1, rowsAbove+1+i, cell)
		}
		p.high(tab, rowsAbove+1+i, t.Columns, func(k int) string { return row[k].Text })
	}
	p.lines(tab, t.Lines)
	p.chart(tab, t)
	if len(t.Columns) > 0 {
		p.heading(tab, t)
	}
	p.print(tab) // last: a filter forgets the fit
}

// heading keeps a table's headings in sight, with a filter over them, and on each page.
func (p *bookPage) heading(tab string, t WorkTable) {
	last, err := excelize.CoordinatesToCellName(len(t.Columns), rowsAbove+len(t.Rows))
	p.note(err)
	p.note(p.file.AutoFilter(tab, fmt.Sprintf("A%d:%s", rowsAbove, last), nil))
	p.note(p.file.SetPanes(tab, &excelize.Panes{Freeze: true, YSplit: rowsAbove, TopLeftCell: fmt.Sprint("A", rowsAbove+1), ActivePane: "bottomLeft"}))
	p.note(p.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", tab, rowsAbove, rowsAbove), Scope: tab}))
}

// print sets a sheet up on A4, one page wide.
func (p *bookPage) print(tab string) {
	landscape, paper, wide, tall := "landscape", paperA4, 1, 0
	fit := true
	p.note(p.file.SetSheetProps(tab, &excelize.SheetPropsOptions{FitToPage: &fit}))
	p.note(p.file.SetPageLayout(tab, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &paper, FitToWidth: &wide, FitToHeight: &tall}))
}

// high makes a row as high as its longest text needs: not every spreadsheet does when it opens the file.
func (p *bookPage) high(tab string, row int, columns []WorkColumn, text func(column int) string) {
	const line, tallest = 15, 409
	most := 1
	for k, c := range columns {
		most = max(most, int(math.Ceil(float64(len([]rune(text(k))))/max(c.Width-1, 1))))
	}
	if most > 1 {
		p.note(p.file.SetRowHeight(tab, row, min(float64(most*line), tallest)))
	}
}

// lines writes paragraphs, a row each.
func (p *bookPage) lines(tab string, lines []string) {
	const width, perLine, high = 110, 115, 15.5
	if len(lines) > 0 {
		p.note(p.file.SetColWidth(tab, "A", "A", width))
	}
	for i, l := range lines {
		at := fmt.Sprint("A", rowsAbove+i)
		p.note(p.file.SetCellStr(tab, at, Plain(l)))
		p.note(p.file.SetCellStyle(tab, at, at, p.text))
		p.note(p.file.SetRowHeight(tab, rowsAbove+i, high*float64(1+len([]rune(l))/perLine)))
	}
}

func (p *bookPage) chart(tab string, t WorkTable) {
	if t.Chart == nil || len(t.Rows) == 0 {
		return
	}
	in := "'" + strings.ReplaceAll(tab, "'", "''") + "'!"
	column := func(i int) string {
		name, err := excelize.ColumnNumberToName(i + 1)
		p.note(err)
		return name
	}
	cells := func(i int) string {
		return fmt.Sprintf("%s$%s$%d:$%s$%d", in, column(i), rowsAbove+1, column(i), rowsAbove+len(t.Rows))
	}
	c := &excelize.Chart{
		Type: excelize.Col, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: Plain(t.Chart.Title)}}}, Legend: excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 380}, //nolint:mnd // pixels
	}
	if t.Chart.Line {
		c.Type = excelize.Line
	}
	for _, i := range t.Chart.Series {
		c.Series = append(c.Series, excelize.ChartSeries{Name: fmt.Sprintf("%s$%s$%d", in, column(i), rowsAbove), Categories: cells(t.Chart.Labels), Values: cells(i)})
	}
	const narrow = 80 // characters: beside a wider table the page would shrink with it
	wide := 0.0
	for _, x := range t.Columns {
		wide += x.Width
	}
	at := fmt.Sprint(column(0), rowsAbove+len(t.Rows)+2) //nolint:mnd // a row is left free
	if wide <= narrow {
		at = fmt.Sprint(column(len(t.Columns)+1), rowsAbove)
	}
	p.note(p.file.AddChart(tab, at, c))
}

func (p *bookPage) cell(tab string, column, row int, c WorkCell) {
	at, err := excelize.CoordinatesToCellName(column, row)
	p.note(err)
	style := p.text
	switch {
	case c.Number != nil:
		style = p.number
		p.note(p.file.SetCellFloat(tab, at, *c.Number, -1, 64))
	case !c.At.IsZero():
		if style = p.time; c.Day {
			style = p.day
		}
		y, m, d := c.At.Date()
		p.note(p.file.SetCellValue(tab, at, time.Date(y, m, d, c.At.Hour(), c.At.Minute(), 0, 0, time.UTC)))
	case c.Text != "":
		p.note(p.file.SetCellStr(tab, at, Plain(c.Text)))
	}
	p.note(p.file.SetCellStyle(tab, at, at, style))
}
