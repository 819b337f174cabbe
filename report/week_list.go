package report

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// WeekList is who of a unit works at home on which days of a week, to be printed and
// signed. Its texts are shown as they are given.
type WeekList struct {
	Agency, Unit string   // above, to the left
	Motto        []string // above, to the right: the state, and below it the motto
	Title        string
	Period       string
	Number, Name string   // headings of the first columns
	Position     string   // heading
	Days         []string // headings, a line of the weekday and one of the date
	Total        string   // heading
	Page         string   // "Trang %d/%d"
	Rows         []WeekRow
	Empty        string // where there are none
	Notes        []string
	Signatures   []string // places for them, from left to right, each with a line beneath
	Below        string   // under each of them
}

// WeekRow is one person.
type WeekRow struct {
	Name, Position string
	Days           []string // as many as Days
	Total          string
}

const (
	listLine   = 6.0 // of text, in millimetres
	listRow    = 8.0 // of the table
	listFooter = 12.0
	signRoom   = 45.0 // for the places of signatures
	numberWide = 10.0
	nameWide   = 46.0
	totalWide  = 16.0
	dayWide    = 14.5
)

// listPage draws the list page by page.
type listPage struct {
	*fpdf.Fpdf
	WeekList
	position float64 // width of that column
}

// PDF writes the list on as many pages of A4 as it takes; the table's heading stands
// on each, the places for signatures stay together.
func (l WeekList) PDF(w io.Writer, made time.Time) error {
	pdf := NewPDF(made, l.Title)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(edge, edge, edge)
	pdf.AliasNbPages("{pages}")
	p := listPage{pdf, l, pageWidth - 2*edge - numberWide - nameWide - totalWide - float64(len(l.Days))*dayWide}
	p.newPage()
	p.letterhead()
	p.tableHead()
	for i, row := range l.Rows {
		if p.GetY()+listRow > pageHeight-edge-listFooter {
			p.newPage()
			p.tableHead()
		}
		p.row(i+1, row)
	}
	if len(l.Rows) == 0 {
		p.SetFont("noto", "", 10)
		p.CellFormat(0, listRow, l.Empty, "1", 1, "C", false, 0, "")
	}
	p.end()
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("write the list of the week: %w", err)
	}
	return nil
}

// newPage begins a page with its number at the foot.
func (p listPage) newPage() {
	p.AddPage()
	p.SetFont("noto", "", 8)
	p.SetTextColor(90, 90, 90)
	p.SetXY(edge, pageHeight-edge-listLine)
	p.CellFormat(0, listLine, fmt.Sprintf(p.Page, p.PageNo(), "{pages}"), "", 0, "R", false, 0, "")
	p.SetTextColor(0, 0, 0)
	p.SetXY(edge, edge)
}

func (p listPage) letterhead() {
	half := (pageWidth - 2*edge) / 2
	at := p.GetY()
	left := drawLines(p.Fpdf, edge, at, half, "", 10, 5, 2, p.Agency)
	left = drawLines(p.Fpdf, edge, left, half, "B", 10, 5, 2, p.Unit)
	right := at
	for _, line := range p.Motto {
		p.SetFont("noto", "B", 10)
		p.SetXY(edge+half, right)
		p.CellFormat(half, 5, fitted(p.Fpdf, line, half), "", 0, "C", false, 0, "")
		right += 5
	}
	p.SetXY(edge, max(left, right)+listLine)
	p.SetFont("noto", "B", 13)
	p.CellFormat(0, 8, p.Title, "", 1, "C", false, 0, "")
	p.SetFont("noto", "", 10)
	p.CellFormat(0, listLine, p.Period, "", 1, "C", false, 0, "")
	p.Ln(3)
}

func (p listPage) tableHead() {
	p.SetFont("noto", "B", 9)
	p.SetFillColor(235, 235, 235)
	p.SetDrawColor(120, 120, 120)
	p.SetLineWidth(0.2)
	height := 2 * listLine
	p.CellFormat(numberWide, height, p.Number, "1", 0, "C", true, 0, "")
	p.CellFormat(nameWide, height, p.Name, "1", 0, "C", true, 0, "")
	p.CellFormat(p.position, height, p.Position, "1", 0, "C", true, 0, "")
	x, y := p.GetX(), p.GetY()
	for i, day := range p.Days {
		p.SetXY(x+float64(i)*dayWide, y)
		p.MultiCell(dayWide, listLine, day, "1", "C", true)
	}
	p.SetXY(x+float64(len(p.Days))*dayWide, y)
	p.CellFormat(totalWide, height, p.Total, "1", 1, "C", true, 0, "")
}

func (p listPage) row(number int, r WeekRow) {
	p.SetFont("noto", "", 9)
	p.CellFormat(numberWide, listRow, fmt.Sprint(number), "1", 0, "C", false, 0, "")
	p.CellFormat(nameWide, listRow, fitted(p.Fpdf, r.Name, nameWide), "1", 0, "L", false, 0, "")
	p.CellFormat(p.position, listRow, fitted(p.Fpdf, r.Position, p.position), "1", 0, "L", false, 0, "")
	for _, d := range r.Days {
		p.CellFormat(dayWide, listRow, fitted(p.Fpdf, d, dayWide), "1", 0, "C", false, 0, "")
	}
	p.CellFormat(totalWide, listRow, r.Total, "1", 1, "C", false, 0, "")
}

// end writes the notes and the places for signatures, together on one page.
func (p listPage) end() {
	if p.GetY()+float64(len(p.Notes))*listLine+signRoom > pageHeight-edge-listFooter {
		p.newPage()
	}
	p.Ln(3)
	p.SetFont("noto", "", 9)
	for _, note := range p.Notes {
		p.CellFormat(0, listLine, fitted(p.Fpdf, note, pageWidth-2*edge), "", 1, "L", false, 0, "")
	}
	p.Ln(4)
	if len(p.Signatures) == 0 {
		return
	}
	width := (pageWidth - 2*edge) / float64(len(p.Signatures))
	for _, style := range []struct {
		font  string
		texts func(string) string
	}{{"B", func(s string) string { return s }}, {"", func(string) string { return p.Below }}} {
		p.SetFont("noto", style.font, 10)
		for _, s := range p.Signatures {
			p.CellFormat(width, listLine, fitted(p.Fpdf, style.texts(s), width), "", 0, "C", false, 0, "")
		}
		p.Ln(listLine)
	}
}
