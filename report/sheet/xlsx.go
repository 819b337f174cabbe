package sheet

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tainha/report"
)

const (
	bookFont   = "Times New Roman"
	paperA4    = 9
	textFormat = 49  // "@": what is edited later stays text, too
	perUnit    = 1.9 // millimetres of the page to a unit of a column's width
	perLine    = 15.5
	mostLines  = 22   // of a row: a spreadsheet has none that is higher than 409 points
	headShare  = 0.42 // of the width, for the office
	freeLines  = 4    // left free for a signature
	gapSize    = 4    // of the line between the place and who signs
)

// book is a workbook as it is being written; the first error is kept.
type book struct {
	Form
	file   *excelize.File
	err    error
	tab    string
	row    int // the next one
	edges  []float64
	wide   float64
	styles map[look]int
	ruler  *paper // measures texts
}

// look is how a cell looks.
type look struct {
	bold, border, shaded, left, number, grey, line bool
	size                                           float64
}

// XLSX writes the form on A4, one page wide; the heading of a page's last table stands on each page that it reaches.
func (f Form) XLSX(w io.Writer, made time.Time) error {
	b := &book{Form: f, file: excelize.NewFile(), styles: map[look]int{}, ruler: newPaper(f, made)}
	defer func() { _ = b.file.Close() }()
	stamp := made.UTC().Format(time.RFC3339)
	b.note(b.file.SetDocProps(&excelize.DocProperties{Title: report.Plain(f.Title), Creator: report.Plain(f.Unit), Created: stamp, Modified: stamp}))
	for i, p := range f.Pages {
		b.page(i, p)
	}
	b.file.SetActiveSheet(0)
	if b.err == nil {
		_, b.err = b.file.WriteTo(w)
	}
	if b.err != nil {
		return fmt.Errorf("write the form: %w", b.err)
	}
	return nil
}

func (b *book) note(err error) {
	if err != nil && b.err == nil {
		b.err = err
	}
}

func (b *book) page(i int, p Page) {
	b.tab = report.TabName(p.Tab)
	if i == 0 {
		b.note(b.file.SetSheetName(b.file.GetSheetName(0), b.tab))
	} else {
		_, err := b.file.NewSheet(b.tab)
		b.note(err)
	}
	b.row = 1
	b.columns(p)
	if i == 0 {
		b.letterhead()
	}
	b.line(p.Title, look{bold: true, left: true, size: 13})
	for _, l := range p.Lines {
		b.line(l, look{bold: slices.Contains(p.Strong, l), left: true, size: 12})
	}
	heading := 0
	for _, t := range p.Tables {
		b.row++
		if at := b.table(t); at > 0 {
			heading = at
		}
	}
	b.row++
	for _, n := range p.Notes {
		b.line(n, look{left: true, size: 11})
	}
	b.signatures(p)
	b.print(heading)
}

// columns are those of all tables of a page, laid over each other: a cell of one may cover several.
func (b *book) columns(p Page) {
	b.wide = b.ruler.width
	b.edges = []float64{0, math.Round(b.wide * headShare), b.wide}
	for _, t := range p.Tables {
		b.edges = append(b.edges, edgesOf(t, b.wide)...)
	}
	if n := len(p.Signatures); n > 0 {
		for i := range n {
			b.edges = append(b.edges, math.Round(b.wide*float64(i)/float64(n)))
		}
	}
	slices.Sort(b.edges)
	b.edges = slices.Compact(b.edges)
	for i := range len(b.edges) - 1 {
		name := b.column(i)
		b.note(b.file.SetColWidth(b.tab, name, name, (b.edges[i+1]-b.edges[i])/perUnit))
	}
}

// edgesOf are where a table's columns begin and end, in whole millimetres.
func edgesOf(t Table, width float64) []float64 {
	out, at := []float64{0}, 0.0
	for _, w := range t.shares(width) {
		at += w
		out = append(out, math.Round(at))
	}
	return out
}

func (b *book) column(i int) string {
	name, err := excelize.ColumnNumberToName(i + 1)
	b.note(err)
	return name
}

func (b *book) edge(at float64) int {
	i, _ := slices.BinarySearch(b.edges, at)
	return i
}

func (b *book) style(l look) int {
	if id, known := b.styles[l]; known {
		return id
	}
	s := &excelize.Style{
		Font: &excelize.Font{Family: bookFont, Size: l.size, Bold: l.bold}, NumFmt: textFormat,
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	}
	if l.left {
		s.Alignment.Horizontal = "left"
		if l.border { // not on the line itself
			s.Alignment.Indent = 1
		}
	}
	if l.line {
		s.Font.Underline = "single"
	}
	if l.grey {
		s.Font.Color = "595959"
	}
	if l.number {
		form := "0.0##"
		s.NumFmt, s.CustomNumFmt = 0, &form
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
		}
	}
	if l.shaded {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8E8E8"}}
	}
	id, err := b.file.NewStyle(s)
	b.note(err)
	b.styles[l] = id
	return id
}

// put writes a cell between two edges of the page.
func (b *book) put(row int, from, to float64, c Cell, l look) {
	first, last := fmt.Sprint(b.column(b.edge(from)), row), fmt.Sprint(b.column(b.edge(to)-1), row)
	if c.Number != nil {
		l.number = true
		b.note(b.file.SetCellFloat(b.tab, first, *c.Number, -1, 64))
	} else {
		b.note(b.file.SetCellStr(b.tab, first, lined(c.Text)))
	}
	b.note(b.file.SetCellStyle(b.tab, first, last, b.style(l)))
	if first != last {
		b.note(b.file.MergeCell(b.tab, first, last))
	}
}

// lined keeps the breaks of lines, and leaves out whatever else no cell can hold.
func lined(s string) string {
	parts := strings.Split(s, "\n")
	for i, p := range parts {
		parts[i] = report.Plain(p)
	}
	return strings.Join(parts, "\n")
}

// high makes a row as high as its text needs: a spreadsheet doesn't where cells are merged.
func (b *book) high(row, lines int, size float64) {
	const tallest = 409
	b.note(b.file.SetRowHeight(b.tab, row, min(float64(lines)*perLine*size/11+3, tallest)))
}

// line writes a text over the whole width; none takes no row.
func (b *book) line(text string, l look) {
	if text == "" {
		return
	}
	b.put(b.row, 0, b.wide, T(text), l)
	b.high(b.row, len(b.ruler.lines(text, "", l.size*0.95, b.wide-4)), l.size)
	b.row++
}

func (b *book) letterhead() {
	half := math.Round(b.wide * headShare)
	heads := [][2]string{{b.Agency, ""}, {b.Unit, ""}}
	for i, m := range b.Motto {
		if i < len(heads) {
			heads[i][1] = m
		}
	}
	for i, h := range heads {
		b.put(b.row, 0, half, T(h[0]), look{bold: i > 0, size: 12})
		b.put(b.row, half, b.wide, T(h[1]), look{bold: true, line: i > 0, size: 12})
		lines := max(len(b.ruler.lines(h[0], "B", 11, half-4)), len(b.ruler.lines(h[1], "B", 11, b.wide-half-4)))
		b.high(b.row, lines, 12)
		b.row++
	}
	if b.Number != "" {
		b.put(b.row, 0, half, T(b.Number), look{size: 12})
		b.put(b.row, half, b.wide, T(b.Dated), look{size: 12})
		b.row++
	}
	b.row++
	b.line(b.Title, look{bold: true, size: 15})
	b.line(b.Period, look{size: 12})
	b.line(b.Says, look{size: 10, grey: true})
}

// table writes a table from the next row on and returns the row of its heading, 0 for none.
func (b *book) table(t Table) (heading int) {
	b.line(t.Title, look{bold: true, left: true, size: 12})
	if len(t.Rows) == 0 {
		b.line(t.Empty, look{left: true, size: 11})
		return 0
	}
	edges := edgesOf(t, b.wide)
	heading = b.row
	head := Row{Strong: true}
	for _, c := range t.Columns {
		head.Cells = append(head.Cells, T(c.Head))
	}
	b.cells(t, edges, head, true)
	for _, r := range t.Rows {
		b.cells(t, edges, r, false)
	}
	return heading
}

// cells writes a row of a table; one that is too long for a row of a spreadsheet goes on in the next.
func (b *book) cells(t Table, edges []float64, r Row, head bool) {
	style := map[bool]string{true: "B"}[r.Strong]
	at, most := 0, 1
	var rest Row
	for _, c := range r.Cells {
		if at >= len(t.Columns) {
			break
		}
		to := min(at+1+c.Over, len(t.Columns))
		lines := b.ruler.lines(c.Text, style, 10, edges[to]-edges[at]-5)
		over := Cell{Over: c.Over}
		if len(lines) > mostLines {
			c.Text, over.Text = strings.Join(lines[:mostLines], " "), strings.Join(lines[mostLines:], " ")
			rest.Cells = append(rest.Cells, over)
			rest.Strong = true
		} else {
			rest.Cells = append(rest.Cells, over)
		}
		l := look{bold: r.Strong, border: true, shaded: r.Strong, left: !head && (t.Columns[at].Left || c.Over > 0), size: 11}
		b.put(b.row, edges[at], edges[to], c, l)
		most = max(most, min(len(lines), mostLines))
		at = to
	}
	b.high(b.row, most, 11)
	b.row++
	if rest.Strong {
		rest.Strong = r.Strong
		b.cells(t, edges, rest, head)
	}
}

// signatures stand in one row, which no page cuts in two.
func (b *book) signatures(p Page) {
	n := len(p.Signatures)
	if n == 0 {
		return
	}
	b.row++
	most := 0
	for i, s := range p.Signatures {
		from, to := math.Round(b.wide*float64(i)/float64(n)), math.Round(b.wide*float64(i+1)/float64(n))
		above := ""
		if i == n-1 {
			above = lined(p.Place)
		}
		font := func(bold bool) *excelize.Font { return &excelize.Font{Family: bookFont, Size: 12, Bold: bold} }
		who, below, name := lined(s.Who), lined(s.Below), lined(s.Name)
		b.put(b.row, from, to, T(who), look{size: 12})
		b.note(b.file.SetCellRichText(b.tab, fmt.Sprint(b.column(b.edge(from)), b.row), []excelize.RichTextRun{
			{Font: font(false), Text: above + "\n"}, {Font: &excelize.Font{Family: bookFont, Size: gapSize}, Text: "\n"}, {Font: font(true), Text: who + "\n"},
			{Font: font(false), Text: below + strings.Repeat("\n", freeLines+1)}, {Font: font(true), Text: name + " "},
		}))
		most = max(most, freeLines+4+len(b.ruler.lines(who, "B", 11, to-from-2)))
	}
	b.high(b.row, most, 12)
	b.row++
}

// print sets the page up, with the row of a heading that stands on each page; 0: none does.
func (b *book) print(heading int) {
	size, orientation, once, tall := paperA4, "portrait", 1, 0
	if b.Wide {
		orientation = "landscape"
	}
	b.note(b.file.SetPageLayout(b.tab, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &once, FitToHeight: &tall}))
	fit, middle := true, true
	side, end, foot := 0.5, 0.7, 0.3
	b.note(b.file.SetSheetProps(b.tab, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.note(b.file.SetPageMargins(b.tab, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &side, Bottom: &end, Header: &foot, Footer: &foot, Horizontally: &middle,
	}))
	says := strings.ReplaceAll(report.Plain(b.Says), "&", "&&")
	const most = 180 // a spreadsheet takes 255 of the whole foot
	if r := []rune(says); len(r) > most {
		says = strings.TrimRight(string(r[:most]), "&") + "…"
	}
	b.note(b.file.SetHeaderFooter(b.tab, &excelize.HeaderFooterOptions{OddFooter: "&L&8 " + says + "&R&8 " + fmt.Sprintf(b.Page, "&P", "&N")}))
	in := "'" + strings.ReplaceAll(b.tab, "'", "''") + "'!"
	if heading > 0 {
		b.note(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: b.tab, RefersTo: fmt.Sprintf("%s$%d:$%d", in, heading, heading)}))
	}
	b.note(b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", Scope: b.tab, RefersTo: fmt.Sprintf("%s$A$1:$%s$%d", in, b.column(len(b.edges)-2), b.row),
	}))
}
