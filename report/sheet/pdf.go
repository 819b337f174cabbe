package sheet

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tainha/report"
)

// The page is A4; lengths are in millimetres.
const (
	shortSide, longSide = 210.0, 297.0
	left, right         = 18.0, 12.0
	top, bottom         = 14.0, 16.0
	line                = 4.4 // of a table's text
	pad                 = 1.2 // in a cell, above and below
	signatureRoom       = 20.0
	leastRoom           = 11.0 // of it, rather than a page with nothing else
	fontSize            = 9.0
	fewLines            = 6 // of a long row, with which its table may begin
	lineSize            = 10.0
	lineStep            = 5.0 // of a paragraph
)

// face is how a paper's texts look, and where they stand.
type face struct {
	font             string
	left, right, top float64
	bottom           float64
	cells, step      float64 // size of a table's text, and the height of its lines
	text, below      float64 // size of a paragraph's text, and the height of its lines
	notes            float64 // size of what stands below
}

func plainFace() face {
	return face{"noto", left, right, top, bottom, fontSize, line, lineSize, lineStep, 8.5}
}

// paper is a PDF as it is being drawn, from the top down.
type paper struct {
	Form
	face
	pdf   *fpdf.Fpdf
	y     float64
	width float64 // between the edges
	end   float64 // where the lowest line ends
	ahead int     // pages before the one that is numbered 1
}

// PDF writes the form; a table's heading stands on each page that it reaches.
func (f Form) PDF(w io.Writer, made time.Time) error {
	p := newPaper(f, made)
	for i, page := range f.Pages {
		if !page.Flows || !f.Decree || i == 0 {
			p.next()
			if page.Annex {
				p.ahead = p.pdf.PageNo() - 1
			}
		}
		switch {
		case i == 0 && f.Decree:
			p.decreeHead()
		case i == 0:
			p.letterhead()
		}
		p.page(page)
	}
	if err := p.pdf.Output(w); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	return nil
}

func newPaper(f Form, made time.Time) *paper {
	p := &paper{Form: f, face: plainFace(), pdf: report.NewPDF(made, report.Printable(f.Title))}
	if f.Decree {
		report.Serif(p.pdf)
		p.face = decreeFace()
	}
	p.width, p.end = shortSide-p.left-p.right, longSide-p.bottom
	if f.Wide {
		p.width, p.end = longSide-p.left-p.right, shortSide-p.bottom
	}
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetMargins(0, 0, 0)
	p.pdf.SetCellMargin(0)
	p.pdf.AliasNbPages("{nb}")
	if f.Decree {
		p.pdf.SetFooterFunc(p.decreeNumber)
		return p
	}
	p.pdf.SetFooterFunc(func() {
		p.pdf.SetTextColor(90, 90, 90)
		p.cell(p.left, p.end+4, p.width-25, 4, "", 7.5, "L", p.fitted(f.Says, 7.5, p.width-25))
		p.cell(p.left+p.width-25, p.end+4, 25, 4, "", 7.5, "R", fmt.Sprintf(f.Page, fmt.Sprint(p.pdf.PageNo()), "{nb}"))
		p.pdf.SetTextColor(0, 0, 0)
	})
	return p
}

// next begins a page.
func (p *paper) next() {
	p.pdf.AddPageFormat(map[bool]string{false: "P", true: "L"}[p.Wide], fpdf.SizeType{Wd: shortSide, Ht: longSide})
	p.y = p.top
}

// need begins a page where less than so much is left.
func (p *paper) need(height float64) {
	if p.y+height > p.end {
		p.next()
	}
}

func (p *paper) cell(x, y, width, height float64, style string, size float64, align, text string) {
	p.pdf.SetFont(p.font, style, size)
	p.pdf.SetXY(x, y)
	p.pdf.CellFormat(width, height, text, "", 0, align, false, 0, "")
}

// lines breaks a text; what the font can't hold is left out.
func (p *paper) lines(text, style string, size, width float64) []string {
	p.pdf.SetFont(p.font, style, size)
	var out []string
	for part := range strings.SplitSeq(text, "\n") {
		if part = report.Printable(part); part == "" {
			out = append(out, "")
			continue
		}
		out = append(out, p.split(part, style, size, width)...)
	}
	return out
}

func (p *paper) fitted(text string, size, width float64) string {
	lines := p.lines(text, "", size, width)
	if len(lines) > 1 {
		return lines[0] + " …"
	}
	return strings.Join(lines, "")
}

// para writes a paragraph between two edges and moves down.
func (p *paper) para(x, width float64, style string, size, height float64, align, text string) {
	for _, l := range p.lines(text, style, size, width) {
		p.need(height)
		p.cell(x, p.y, width, height, style, size, align, l)
		p.y += height
	}
}

func (p *paper) letterhead() {
	half := p.width * 0.45
	from := p.y
	p.para(p.left, half, "", 10, 5, "C", p.Agency)
	p.para(p.left, half, "B", 10, 5, "C", p.Unit)
	p.rule(p.left+half/2, 14)
	ends := p.y
	p.y = from
	for _, l := range p.Motto {
		p.para(p.left+half, p.width-half, "B", 10, 5, "C", l)
	}
	p.rule(p.left+half+(p.width-half)/2, 26)
	p.y = max(ends, p.y) + 6
	if p.Number != "" {
		p.y -= 3
		from = p.y
		p.para(p.left, half, "", 10, 5, "C", p.Number)
		p.y = from
		p.para(p.left+half, p.width-half, "", 10, 5, "C", p.Dated)
		p.y += 6
	}
	p.para(p.left, p.width, "B", 14, 7, "C", p.Title)
	p.para(p.left, p.width, "", 10, 5, "C", p.Period)
	p.pdf.SetTextColor(90, 90, 90)
	p.para(p.left, p.width, "", 8.5, 4.4, "C", p.Says)
	p.pdf.SetTextColor(0, 0, 0)
	p.y += 3
}

// rule is the short line under a heading, about a middle.
func (p *paper) rule(middle, half float64) {
	p.pdf.SetDrawColor(0, 0, 0)
	p.pdf.SetLineWidth(0.25)
	p.pdf.Line(middle-half, p.y+0.8, middle+half, p.y+0.8)
	p.y++
}

func (p *paper) page(page Page) {
	if p.Decree {
		p.decreeTexts(page)
	} else {
		p.texts(page)
	}
	for _, t := range page.Tables {
		p.y += 2
		p.table(t)
	}
	p.y += 2
	for _, n := range page.Notes {
		p.para(p.left, p.width, "", p.notes, p.step, "L", n)
	}
	if p.Decree {
		p.decreeSignatures(page)
	} else {
		p.signatures(page)
	}
}

func (p *paper) texts(page Page) {
	if page.Title != "" {
		p.para(p.left, p.width, "B", 12, 6.5, "L", page.Title)
		p.y += 1.5
	}
	for _, l := range page.Lines {
		p.para(p.left, p.width, "", p.text, p.below, "L", l)
	}
}

// table draws a table. Its title stands on the page of its heading and first row.
func (p *paper) table(t Table) {
	if len(t.Rows) == 0 {
		p.title(t, 24)
		p.para(p.left, p.width, "", p.cells, p.below, "L", t.Empty)
		p.under(t)
		return
	}
	widths := t.shares(p.width)
	head := Row{Strong: true}
	for _, c := range t.Columns {
		head.Cells = append(head.Cells, T(c.Head))
	}
	p.title(t, p.height(t, head, widths)+min(p.height(t, t.Rows[0], widths), fewLines*p.step))
	p.row(t, head, widths, nil)
	for _, r := range t.Rows {
		p.row(t, r, widths, &head)
	}
	p.under(t)
}

// under writes what stands below a table.
func (p *paper) under(t Table) {
	if len(t.Below) > 0 {
		p.y += 1.5
	}
	for _, l := range t.Below {
		p.para(p.left, p.width, "", p.cells, p.step, "L", l)
	}
}

// title draws a table's title, if it has one, where what follows has its place below.
func (p *paper) title(t Table, below float64) {
	size, height := p.text, p.below+0.5
	if t.Title == "" {
		p.need(below)
		return
	}
	p.need(float64(len(p.lines(t.Title, "B", size, p.width)))*height + 1 + below)
	p.para(p.left, p.width, "B", size, height, "L", t.Title)
	p.y++
}

// laid is a cell with its place and lines.
type laid struct {
	x, width float64
	lines    []string
	align    string
	style    string
}

func (p *paper) lay(t Table, r Row, widths []float64) (cells []laid, most int) {
	style := map[bool]string{true: "B"}[r.Strong]
	x, at := p.left, 0
	for _, c := range r.Cells {
		if at >= len(widths) {
			break
		}
		l := laid{x: x, align: "C", style: style}
		if t.Columns[at].Left || c.Over > 0 {
			l.align = "L"
		}
		for range min(c.Over+1, len(widths)-at) {
			l.width += widths[at]
			at++
		}
		l.lines = p.lines(c.Text, style, p.cells, l.width-2*pad)
		most = max(most, len(l.lines))
		x += l.width
		cells = append(cells, l)
	}
	return cells, most
}

func (p *paper) height(t Table, r Row, widths []float64) float64 {
	_, most := p.lay(t, r, widths)
	return float64(most)*p.step + 2*pad
}

// row draws a row whole, on the next page with the heading where it fits there, and in parts where none holds it.
func (p *paper) row(t Table, r Row, widths []float64, head *Row) {
	cells, most := p.lay(t, r, widths)
	if head == nil { // a heading's lines stand in the middle
		for i := range cells {
			cells[i].align = "C"
		}
	}
	for most > 0 {
		room := int((p.end - p.y - 2*pad) / p.step)
		whole := int((p.end - p.top - 2*pad) / p.step)
		if head != nil && room < most && (most <= fewLines || room < fewLines/2 || most <= whole-fewLines && room < most/2) {
			p.next()
			p.row(t, *head, widths, nil)
			room = int((p.end - p.y - 2*pad) / p.step)
		}
		now := min(most, max(room, 1))
		p.part(cells, now, r.Strong)
		most -= now
	}
}

// part draws the next so many lines of a row in a frame of their own.
func (p *paper) part(cells []laid, lines int, strong bool) {
	height := float64(lines)*p.step + 2*pad
	p.pdf.SetDrawColor(110, 110, 110)
	p.pdf.SetFillColor(232, 232, 232)
	p.pdf.SetLineWidth(0.2)
	for i := range cells {
		c := &cells[i]
		p.pdf.Rect(c.x, p.y, c.width, height, map[bool]string{false: "D", true: "DF"}[strong])
		n := min(lines, len(c.lines))
		y := p.y + pad + float64(lines-n)*p.step/2
		if !strong && c.align == "L" {
			y = p.y + pad
		}
		for _, l := range c.lines[:n] {
			p.cell(c.x+pad, y, c.width-2*pad, p.step, c.style, p.cells, c.align, l)
			y += p.step
		}
		c.lines = c.lines[n:]
	}
	p.y += height
}

// signatures keeps the places for signatures on one page.
func (p *paper) signatures(page Page) {
	if len(page.Signatures) == 0 {
		return
	}
	p.y += 3
	const heads, name = 21.0, 6.0
	p.need(heads + leastRoom + name)
	room := min(max(p.end-p.y-heads-name, leastRoom), signatureRoom)
	each := p.width / float64(len(page.Signatures))
	p.cell(p.left+p.width-each, p.y, each, 5, "", 10, "C", p.fitted(page.Place, 10, each))
	p.y += 5.5
	from, low := p.y, p.y
	for i, s := range page.Signatures {
		x := p.left + float64(i)*each
		p.y = from
		p.para(x+1, each-2, "B", 10, 5, "C", s.Who)
		p.para(x+1, each-2, "", 8.5, 4.4, "C", s.Below)
		low = max(low, p.y)
	}
	p.y = low + room
	for i, s := range page.Signatures {
		p.cell(p.left+float64(i)*each, p.y, each, 5, "B", 10, "C", p.fitted(s.Name, 10, each))
	}
	p.y += 6
}
