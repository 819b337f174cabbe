// Package report makes files out of plain values: what is printed, sent or
// opened in another program. It reads no database and decides nothing.
package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"

	"tainha/rules"
)

// Noto Sans in two weights, with every Vietnamese letter.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	notoRegular []byte
	//go:embed fonts/NotoSans-Bold.ttf
	notoBold []byte
)

// A serif face with the measures of the one that official documents are written in, with every Vietnamese letter.
var (
	//go:embed fonts/Serif-Regular.ttf
	serifRegular []byte
	//go:embed fonts/Serif-Bold.ttf
	serifBold []byte
	//go:embed fonts/Serif-Italic.ttf
	serifItalic []byte
	//go:embed fonts/Serif-BoldItalic.ttf
	serifBoldItalic []byte
)

// Serif adds the faces of official documents, as "serif".
func Serif(pdf *fpdf.Fpdf) {
	for style, font := range map[string][]byte{"": serifRegular, "B": serifBold, "I": serifItalic, "BI": serifBoldItalic} {
		pdf.AddUTF8FontFromBytes("serif", style, bytes.Clone(font))
	}
}

// QRSheet is the invitations of one unit, to be printed, cut and handed out.
type QRSheet struct {
	Agency  string // of the unit; empty or the unit itself: shown once
	Unit    string
	Bot     string     // its user name, without @
	Expires rules.Date // the last day on which the links work
	Cards   []QRCard
}

// QRCard is one person's invitation.
type QRCard struct {
	Name, Code string
	Link       string
}

// The page is A4 and holds cards in two columns and four rows; lengths are in
// millimetres.
const (
	pageWidth, pageHeight = 210.0, 297.0
	edge                  = 10.0
	header                = 20.0
	across, down          = 2, 4
	cardWidth             = (pageWidth - 2*edge) / across
	cardHeight            = (pageHeight - 2*edge - header) / down
	inset                 = 5.0
	codeSize              = 40.0 // of the QR code with its quiet zone
	quietZone             = 4    // modules around a QR code, as its standard asks
)

// NewPDF is an empty document on A4 with the fonts.
func NewPDF(made time.Time, title string) *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("noto", "", bytes.Clone(notoRegular)) // it writes into the font that it cuts down
	pdf.AddUTF8FontFromBytes("noto", "B", bytes.Clone(notoBold))
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetTitle(title, true)
	pdf.SetCatalogSort(true)
	return pdf
}

// WriteQRSheets writes a PDF with each unit on pages of its own. Names are shown
// as they are given: they should be in NFC.
func WriteQRSheets(w io.Writer, made time.Time, sheets ...QRSheet) error {
	pdf := NewPDF(made, "Thư mời Tại Nhà")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	for _, s := range sheets {
		if err := s.draw(pdf); err != nil {
			return fmt.Errorf("draw the sheet of %s: %w", s.Unit, err)
		}
	}
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("write the sheets: %w", err)
	}
	return nil
}

func (s QRSheet) draw(pdf *fpdf.Fpdf) error {
	const perPage = across * down
	pages := (len(s.Cards) + perPage - 1) / perPage
	for i, card := range s.Cards {
		if i%perPage == 0 {
			pdf.AddPage()
			s.drawHeader(pdf, i/perPage+1, pages)
			drawCutLines(pdf, (min(perPage, len(s.Cards)-i)+across-1)/across)
		}
		x := edge + float64(i%across)*cardWidth
		y := edge + header + float64(i%perPage/across)*cardHeight
		if err := s.drawCard(pdf, x, y, card); err != nil {
			return fmt.Errorf("card of %s: %w", card.Code, err)
		}
	}
	return nil
}

func (s QRSheet) drawHeader(pdf *fpdf.Fpdf, page, pages int) {
	pdf.SetTextColor(0, 0, 0)
	pdf.SetXY(edge, edge)
	title := s.Unit
	if s.Agency != "" && s.Agency != s.Unit {
		title = s.Agency + " · " + s.Unit
	}
	const number = 25
	pdf.SetFont("noto", "B", 12)
	pdf.CellFormat(pageWidth-2*edge-number, 7, fitted(pdf, Printable(title), pageWidth-2*edge-number), "", 0, "L", false, 0, "")
	pdf.SetFont("noto", "", 9)
	pdf.CellFormat(number, 7, fmt.Sprintf("Trang %d/%d", page, pages), "", 0, "R", false, 0, "")
	pdf.SetTextColor(90, 90, 90)
	drawLines(pdf, edge, edge+7.5, pageWidth-2*edge, "", 9, 4.4, 2,
		"Thư mời liên kết Telegram với trợ lý «Tại Nhà»: đăng ký, duyệt và theo dõi ngày làm việc tại nhà trong đợt thí điểm. Cắt theo đường kẻ, trao tận tay từng người.")
}

// drawCutLines draws where the page is cut, around the rows that are used.
func drawCutLines(pdf *fpdf.Fpdf, rows int) {
	pdf.SetDrawColor(150, 150, 150)
	pdf.SetLineWidth(0.2)
	pdf.SetDashPattern([]float64{2, 1.5}, 0)
	top := edge + header
	for i := range rows + 1 {
		y := top + float64(i)*cardHeight
		pdf.Line(edge, y, pageWidth-edge, y)
	}
	for i := range across + 1 {
		x := edge + float64(i)*cardWidth
		pdf.Line(x, top, x, top+float64(rows)*cardHeight)
	}
	pdf.SetDashPattern(nil, 0)
}

// drawCard draws one invitation: the code to the left, whom it is for and what
// to do with it to the right, until when it works beneath.
func (s QRSheet) drawCard(pdf *fpdf.Fpdf, x, y float64, card QRCard) error {
	if err := drawQR(pdf, x+inset-2, y+inset-1, codeSize, card.Link); err != nil {
		return err
	}
	left := x + inset + codeSize
	width := cardWidth - 2*inset - codeSize
	pdf.SetTextColor(0, 0, 0)
	at := drawLines(pdf, left, y+inset, width, "B", 12, 5.2, 3, Printable(card.Name))
	pdf.SetTextColor(90, 90, 90)
	at = drawLines(pdf, left, at+0.8, width, "", 8.5, 4, 2, Printable(s.Unit))
	at = drawLines(pdf, left, at, width, "", 8.5, 4, 1, "Mã: "+Printable(card.Code))
	pdf.SetTextColor(0, 0, 0)
	at += 1.5
	for _, step := range []string{"1. Cài Telegram trước.", "2. Quét mã bằng máy ảnh.", "3. Bấm «Bắt đầu» (Start).", "4. Làm theo lời nhắn."} {
		at = drawLines(pdf, left, at, width, "", 9, 4.5, 1, step)
	}
	_, month, day := s.Expires.Civil()
	pdf.SetTextColor(90, 90, 90)
	drawLines(pdf, x+inset, y+cardHeight-inset-10, cardWidth-2*inset, "", 8, 4, 3, fmt.Sprintf(
		"%s mời riêng anh/chị tới @%s trên Telegram (thí điểm làm việc tại nhà). Dùng một lần, đến hết ngày %02d/%02d/%d; xin đừng đưa cho người khác.",
		s.inviter(), s.Bot, day, int(month), s.Expires.Year()))
	return nil
}

// inviter is who invites, in a few words.
func (s QRSheet) inviter() string {
	name := []rune(Printable(s.Agency))
	if len(name) == 0 {
		name = []rune(Printable(s.Unit))
	}
	const most = 60
	if len(name) > most {
		name = append(name[:most-1], '…')
	}
	return string(name)
}

// Printable leaves out what the font can't hold, such as pictures in a name.
func Printable(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r > 0xffff {
			return -1
		}
		return r
	}, s)), " ")
}

// drawLines writes a text in at most so many lines, the last cut short if need
// be, and returns where the next one goes.
func drawLines(pdf *fpdf.Fpdf, x, y, width float64, style string, size, lineHeight float64, most int, text string) float64 {
	pdf.SetFont("noto", style, size)
	lines := pdf.SplitText(text, width)
	if len(lines) > most {
		rest := lines[most-1]
		for _, l := range lines[most:] {
			rest += " " + l
		}
		lines = append(lines[:most-1], fitted(pdf, rest, width))
	}
	for _, l := range lines {
		pdf.SetXY(x, y)
		pdf.CellFormat(width, lineHeight, l, "", 0, "L", false, 0, "")
		y += lineHeight
	}
	return y
}

// fitted cuts a text that is wider than width in the present font.
func fitted(pdf *fpdf.Fpdf, text string, width float64) string {
	const padding = 2.1 // what a cell keeps free at its sides
	r := []rune(text)
	if pdf.GetStringWidth(text) <= width-padding {
		return text
	}
	for len(r) > 0 && pdf.GetStringWidth(string(r)+"…") > width-padding {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// drawQR draws a link's code as filled runs of modules: sharp at any size.
func drawQR(pdf *fpdf.Fpdf, x, y, size float64, link string) error {
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		return fmt.Errorf("encode the link: %w", err)
	}
	module := size / float64(code.Size+2*quietZone)
	x, y = x+quietZone*module, y+quietZone*module
	pdf.SetFillColor(0, 0, 0)
	for row := range code.Size {
		for from := 0; from < code.Size; {
			to := from
			for to < code.Size && code.Black(to, row) {
				to++
			}
			if to > from {
				pdf.Rect(x+float64(from)*module, y+float64(row)*module, float64(to-from)*module, module, "F")
			}
			from = to + 1
		}
	}
	return nil
}
