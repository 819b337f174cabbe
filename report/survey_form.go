package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// SurveyForm is one printed page for who has no Telegram. Its words are given.
type SurveyForm struct {
	Agency, Unit string
	Title        string
	Intro        string
	As           string   // what whoever answers is
	Who          []string // to be ticked
	Question     string   // the heading of the questions
	Levels       []string
	Questions    []string
	Words        string // what may be added
	Foot         string
}

// PDF writes the form as one page.
func (f SurveyForm) PDF(w io.Writer, made time.Time) error {
	pdf := NewPDF(made, f.Title)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.AddPage()
	pdf.SetTextColor(0, 0, 0)
	at := 14.0
	if f.Agency != "" && f.Agency != f.Unit {
		at = middled(pdf, at, "", 11, 5.5, 1, strings.ToUpper(Printable(f.Agency)))
	}
	at = middled(pdf, at, "B", 12, 6, 2, strings.ToUpper(Printable(f.Unit)))
	at = middled(pdf, at+6, "B", 16, 8, 2, f.Title)
	at = middled(pdf, at+1, "", 10.5, 5.2, 4, f.Intro) + 3
	const side = 16.0
	pdf.SetXY(side, at)
	pdf.SetFont("noto", "B", 12)
	pdf.CellFormat(52, 8, f.As, "", 0, "L", false, 0, "")
	x := side + 54
	pdf.SetFont("noto", "", 12)
	for _, who := range f.Who {
		tick(pdf, x, at+1.5)
		pdf.SetXY(x+6, at)
		pdf.CellFormat(50, 8, who, "", 0, "L", false, 0, "")
		x += 14 + pdf.GetStringWidth(who)
	}
	at = f.table(pdf, side, at+12)
	at = drawLines(pdf, side, at+6, pageWidth-2*side, "B", 12, 6.5, 1, f.Words) + 9
	pdf.SetDrawColor(150, 150, 150)
	for range 4 {
		pdf.Line(side, at, pageWidth-side, at)
		at += 9
	}
	pdf.SetTextColor(70, 70, 70)
	drawLines(pdf, side, at-2, pageWidth-2*side, "", 10.5, 5.2, 4, f.Foot)
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	return nil
}

const tickSize = 5.0

func tick(pdf *fpdf.Fpdf, x, y float64) {
	pdf.SetDrawColor(0, 0, 0)
	pdf.SetLineWidth(0.4)
	pdf.Rect(x, y, tickSize, tickSize, "D")
}

// table draws the questions with a box for each level, and returns where it ends.
func (f SurveyForm) table(pdf *fpdf.Fpdf, x, y float64) float64 {
	const (
		left   = 78.0
		level  = 20.0
		head   = 16.0
		height = 20.0
	)
	width := left + level*float64(len(f.Levels))
	pdf.SetDrawColor(120, 120, 120)
	pdf.SetLineWidth(0.25)
	pdf.SetFillColor(0xf1, 0xf3, 0xf6)
	pdf.Rect(x, y, width, head, "FD")
	drawLines(pdf, x+1, y+5, left-2, "B", 11, 5.5, 1, f.Question)
	for i, l := range f.Levels {
		at := x + left + level*float64(i)
		pdf.Line(at, y, at, y+head+height*float64(len(f.Questions)))
		pdf.SetFont("noto", "B", 9.5)
		lines := pdf.SplitText(l, level-1)
		for k, part := range lines {
			pdf.SetXY(at, y+head/2-2.3*float64(len(lines))+4.6*float64(k))
			pdf.CellFormat(level, 4.6, part, "", 0, "C", false, 0, "")
		}
	}
	y += head
	for i, q := range f.Questions {
		pdf.SetDrawColor(120, 120, 120)
		pdf.SetLineWidth(0.25)
		pdf.Rect(x, y, width, height, "D")
		pdf.SetFont("noto", "", 11)
		text := fmt.Sprintf("%d. %s", i+1, q)
		lines := min(len(pdf.SplitText(text, left-3)), 3) //nolint:mnd // what a row holds
		drawLines(pdf, x+1.5, y+height/2-2.5*float64(lines), left-3, "", 11, 5.3, 3, text)
		for k := range f.Levels {
			tick(pdf, x+left+level*float64(k)+(level-tickSize)/2, y+(height-tickSize)/2)
		}
		y += height
	}
	return y
}
