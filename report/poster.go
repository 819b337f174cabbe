package report

import (
	"fmt"
	"image"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"
)

// Poster asks whoever comes to a unit for their opinion: an A4 page to be hung up. Its words are given, so that it is in
// the reader's language.
type Poster struct {
	Agency, Unit string
	Ask          string   // one sentence, large
	How          string   // what to do with the code
	Notes        []string // how long it takes, that nobody is known
	Until        string
	Link         string
}

const posterCode = 124.0 // millimetres of the code with its quiet zone

// PDF writes the poster as one page.
func (p Poster) PDF(w io.Writer, made time.Time) error {
	pdf := NewPDF(made, p.Unit)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.AddPage()
	pdf.SetFillColor(0x12, 0x3a, 0x63)
	const band = 50.0
	pdf.Rect(0, 0, pageWidth, band, "F")
	pdf.SetTextColor(255, 255, 255)
	at := 12.0
	if p.Agency != "" && p.Agency != p.Unit {
		at = middled(pdf, at, "", 15, 7.5, 1, strings.ToUpper(Printable(p.Agency))) + 3
	}
	middled(pdf, at, "B", 27, 13, 2, Printable(p.Unit))
	pdf.SetTextColor(0x1b, 0x1f, 0x24)
	at = middled(pdf, band+7, "B", 36, 15, 2, p.Ask)
	if err := drawQR(pdf, (pageWidth-posterCode)/2, at-2, posterCode, p.Link); err != nil {
		return err
	}
	at = middled(pdf, at+posterCode-3, "B", 24, 11, 1, p.How) + 2
	for _, note := range p.Notes {
		at = middled(pdf, at, "", 15, 6.6, 2, note) + 1
	}
	pdf.SetTextColor(90, 90, 90)
	at = middled(pdf, at+2, "", 13, 6.5, 1, p.Until)
	middled(pdf, at, "", 10, 5, 1, p.Link)
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("write the poster: %w", err)
	}
	return nil
}

// middled writes a text in at most so many lines in the middle of the page, and returns where the next one goes.
func middled(pdf *fpdf.Fpdf, y float64, font string, size, height float64, most int, text string) float64 {
	const side = 16.0
	pdf.SetFont("noto", font, size)
	lines := pdf.SplitText(text, pageWidth-2*side)
	if len(lines) == 2 { //nolint:mnd // a sentence that takes two lines
		lines = evenly(text, pdf.GetStringWidth)
	}
	if len(lines) > most {
		lines = append(lines[:most-1], fitted(pdf, strings.Join(lines[most-1:], " "), pageWidth-2*side))
	}
	for _, l := range lines {
		pdf.SetXY(side, y)
		pdf.CellFormat(pageWidth-2*side, height, l, "", 0, "C", false, 0, "")
		y += height
	}
	return y
}

// evenly breaks a text into two lines that are as alike in width as its words allow: no word is left alone.
func evenly(text string, width func(string) float64) []string {
	words := strings.Fields(text)
	var best []string
	least := 0.0
	for i := 1; i < len(words); i++ {
		two := []string{strings.Join(words[:i], " "), strings.Join(words[i:], " ")}
		if wide := max(width(two[0]), width(two[1])); best == nil || wide < least {
			best, least = two, wide
		}
	}
	if best == nil {
		return []string{text}
	}
	return best
}

// The picture has the shape of the page.
const (
	posterHeight = Width * 297 / 210
	codePx       = 600
)

// PNG is the poster as a picture, for screens and chats.
func (p Poster) PNG() ([]byte, error) {
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	white := style{30, false, paper}
	const band = 270
	c.fill(image.Rect(0, 0, Width, band), accent)
	y := 30
	if p.Agency != "" && p.Agency != p.Unit {
		y = c.lines(y, 50, 1, strings.ToUpper(Printable(p.Agency)), white) + 10
	}
	c.lines(y, 78, 2, Printable(p.Unit), style{54, true, paper})
	y = c.lines(band+30, 84, 2, p.Ask, style{66, true, ink})
	if err := c.code((Width-codePx)/2, y-14, codePx, p.Link); err != nil {
		return nil, err
	}
	y = c.lines(y+codePx-20, 62, 1, p.How, style{48, true, ink}) + 10
	for _, note := range p.Notes {
		y = c.lines(y, 36, 2, note, style{28, false, ink}) + 6
	}
	y = c.lines(y+8, 44, 1, p.Until, style{30, false, muted})
	c.lines(y, 40, 1, p.Link, style{minText, false, muted})
	return c.png(posterHeight)
}

// lines writes a text in at most so many lines in the middle of the picture, and returns where the next one goes.
func (c *canvas) lines(y, height, most int, text string, st style) int {
	const side = 60
	var list []string
	for word := range strings.FieldsSeq(text) {
		if n := len(list); n > 0 && (n == most || c.width(list[n-1]+" "+word, st) <= Width-2*side) {
			list[n-1] += " " + word
			continue
		}
		list = append(list, word)
	}
	if len(list) == 2 { //nolint:mnd // a sentence that takes two lines
		list = evenly(text, func(s string) float64 { return float64(c.width(s, st)) })
	}
	for _, l := range list {
		for c.width(l, st) > Width-2*side && len([]rune(l)) > 2 { //nolint:mnd // a letter and the mark that it goes on
			r := []rune(l)
			l = string(r[:len(r)-2]) + "…"
		}
		c.textCentred(image.Rect(0, y, Width, y+height), l, st)
		y += height
	}
	return y
}

// code draws a link's code in whole pixels a module.
func (c *canvas) code(x, y, size int, link string) error {
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		return fmt.Errorf("encode the link: %w", err)
	}
	module := size / (code.Size + 2*quietZone)
	left, top := x+(size-module*code.Size)/2, y+(size-module*code.Size)/2
	for row := range code.Size {
		for col := range code.Size {
			if code.Black(col, row) {
				c.fill(image.Rect(left+col*module, top+row*module, left+(col+1)*module, top+(row+1)*module), ink)
			}
		}
	}
	return nil
}
