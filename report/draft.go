package report

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// WriteDraft writes a paper as a PDF, with a mark at the head of every page. The text is of the few forms of
// Markdown that our papers have: # and ## headings, > remarks, - items, paragraphs, ** around what is bold.
func WriteDraft(w io.Writer, made time.Time, mark, text string) error {
	const size, line = 11.0, 5.6
	pdf := NewPDF(made, mark)
	pdf.SetMargins(25, 28, 20)
	pdf.SetAutoPageBreak(true, 20)
	pdf.SetHeaderFunc(func() {
		pdf.SetXY(25, 14)
		pdf.SetFont("noto", "B", 9)
		pdf.SetTextColor(160, 30, 30)
		pdf.CellFormat(0, 5, mark, "B", 0, "C", false, 0, "")
		pdf.SetXY(25, 28)
		pdf.SetTextColor(0, 0, 0)
	})
	pdf.SetFooterFunc(func() {
		pdf.SetXY(25, -14)
		pdf.SetFont("noto", "", 9)
		pdf.CellFormat(0, 5, fmt.Sprint(pdf.PageNo()), "", 0, "C", false, 0, "")
	})
	pdf.AddPage()
	for paragraph := range strings.Lines(text) {
		paragraph = Printable(paragraph)
		switch {
		case paragraph == "":
			pdf.Ln(1.5)
		case strings.HasPrefix(paragraph, "> "): // the mark itself
		case strings.HasPrefix(paragraph, "# "):
			pdf.SetFont("noto", "B", 14)
			pdf.MultiCell(0, 7, paragraph[2:], "", "C", false)
		case strings.HasPrefix(paragraph, "## "):
			pdf.Ln(1)
			pdf.SetFont("noto", "B", 12)
			pdf.MultiCell(0, 6.4, paragraph[3:], "", "L", false)
		default:
			left := 25.0
			if item, ok := strings.CutPrefix(paragraph, "- "); ok {
				pdf.SetFont("noto", "", size)
				pdf.SetX(left)
				pdf.CellFormat(5, line, "–", "", 0, "L", false, 0, "")
				paragraph, left = item, left+5
			}
			pdf.SetLeftMargin(left)
			pdf.SetX(left)
			for i, run := range strings.Split(paragraph, "**") {
				pdf.SetFont("noto", []string{"", "B"}[i%2], size)
				pdf.Write(line, run)
			}
			pdf.Ln(line)
			pdf.SetLeftMargin(25)
			pdf.SetX(25)
		}
	}
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("write the draft: %w", err)
	}
	return nil
}
