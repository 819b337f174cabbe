package sheet

import (
	"fmt"
	"slices"
	"strings"

	"tainha/report"
)

// decreeFace is that of an administrative document: margins of 20, 20, 30 and 15 mm, and sizes from 13 to 14, in tables 11 (Nghị định
// 30/2020/NĐ-CP, Phụ lục I, mục I).
func decreeFace() face { return face{"serif", 30, 15, 20, 20, 11, 4.8, 13, 6, 11} }

const (
	indent     = 10.0 // of a paragraph's first line
	paraSpace  = 1.2
	signedHigh = 48.0 // of a signature with its place
	numberTop  = 10.0 // of a page's number
)

// decreeNumber is the page's number, in the middle above the text; the first page has none. Each annex has numbers of its own.
func (p *paper) decreeNumber() {
	if n := p.pdf.PageNo() - p.ahead; n > 1 {
		p.cell(p.left, numberTop, p.width, 6, "", 13, "C", fmt.Sprint(n))
	}
}

// decreeHead is the head of an administrative document: who issues it and who is above that, quốc hiệu and tiêu ngữ, number, place and day,
// its kind and what it is about.
func (p *paper) decreeHead() {
	half := p.width * 0.42
	from := p.y
	p.para(p.left, half, "", 12, 5.5, "C", p.Agency)
	p.para(p.left, half, "B", 12, 5.5, "C", p.Unit)
	p.rule(p.left+half/2, half/5)
	ends := p.y
	p.y = from
	right, wide := p.left+half, p.width-half
	for i, l := range p.Motto {
		p.para(right, wide, "B", 12+float64(min(i, 1)), 5.5, "C", l)
	}
	if n := len(p.Motto); n > 0 {
		p.pdf.SetFont(p.font, "B", 13)
		p.rule(right+wide/2, p.pdf.GetStringWidth(p.Motto[n-1])/2)
	}
	p.y = max(ends, p.y) + 2
	from = p.y
	p.para(p.left, half, "", 13, 6, "C", p.Number)
	p.y = from
	p.para(right, wide, "I", 13, 6, "C", p.Dated)
	p.y += 6
	p.para(p.left, p.width, "B", 14, 7, "C", p.Title)
	p.para(p.left+8, p.width-16, "B", 14, 6.5, "C", p.Period)
	p.rule(p.left+p.width/2, p.width/5)
	p.y += 5
}

// decreeTexts are a part's title, what it rests on, and its paragraphs.
func (p *paper) decreeTexts(page Page) {
	if page.Title != "" {
		p.y += 2
		above := 8.0
		if page.Annex {
			above += 20 // its number, and what it belongs to
		}
		p.need(above + p.begins(page))
		align := "L"
		if page.Annex {
			align = "C"
			p.para(p.left, p.width, "B", 14, 7, align, page.Number)
		}
		p.para(p.left, p.width, "B", 14, 7, align, page.Title)
		if page.Annex && page.With != "" {
			p.para(p.left, p.width, "I", 13, 6, align, page.With)
		}
		p.y++
	}
	for _, l := range page.Grounds {
		p.paragraph("I", l)
	}
	for _, l := range page.Lines {
		style := ""
		if slices.Contains(page.Strong, l) {
			style = "B"
		}
		p.paragraph(style, l)
	}
}

// begins is how much of a part has to stand on the page of its title: its first lines, or its first table's head and row; a part that is
// signed stands together.
func (p *paper) begins(page Page) float64 {
	switch {
	case len(page.Signatures) > 0:
		lines := 0
		for _, l := range page.Lines {
			lines += 1 + strings.Count(l, "\n")
		}
		return float64(lines)*(p.below+1) + signedHigh + 6
	case len(page.Lines) > 0 || len(page.Tables) == 0:
		return 3 * p.below //nolint:mnd // lines
	}
	t := page.Tables[0]
	if len(t.Rows) == 0 {
		return 3 * p.below //nolint:mnd // lines
	}
	widths := t.shares(p.width)
	head := Row{Strong: true}
	for _, c := range t.Columns {
		head.Cells = append(head.Cells, T(c.Head))
	}
	return 4 + p.height(t, head, widths) + p.height(t, t.Rows[0], widths)
}

// dots is what is left for a hand to fill in: it reaches to the edge.
const dots = "…"

// paragraph writes one with its first line set in, even on both sides.
func (p *paper) paragraph(style, text string) {
	for part := range strings.SplitSeq(text, "\n") {
		part = p.kept(report.Printable(part))
		open := strings.HasSuffix(part, dots)
		part = strings.TrimSpace(strings.TrimRight(part, dots))
		in := indent
		if part == "" && open {
			in = 0
		}
		for part != "" || open {
			l, rest := p.first(part, style, p.text, p.width-in)
			p.need(p.below)
			p.even(p.left+in, p.width-in, style, l, rest == "")
			if rest == "" && open {
				p.fill(p.left+in, p.width-in, l)
				open = false
			}
			p.y += p.below
			part, in = rest, 0
		}
	}
	p.y += paraSpace
}

// fill draws dots behind a text up to the edge.
func (p *paper) fill(x, width float64, text string) {
	p.pdf.SetFont(p.font, "", p.text)
	wide, each := p.pdf.GetStringWidth(text+" "), p.pdf.GetStringWidth(dots)
	if text == "" {
		wide = 0
	}
	if n := int((width - wide) / each); n > 0 {
		p.cell(x+wide, p.y, width-wide, p.below, "", p.text, "L", strings.Repeat(dots, n))
	}
}

// kept keeps a number and its percent sign on one line, in an administrative document.
func (p *paper) kept(text string) string {
	if !p.Decree {
		return text
	}
	return report.Unbroken(text)
}

// split breaks a text into lines; a word that is longer than one is broken, too.
func (p *paper) split(text, style string, size, width float64) (out []string) {
	if !p.Decree {
		return p.pdf.SplitText(text, width)
	}
	for text = p.kept(text); text != ""; {
		var line string
		if line, text = p.first(text, style, size, width); p.pdf.GetStringWidth(line) > width {
			out = append(out, p.pdf.SplitText(line, width)...)
			continue
		}
		out = append(out, line)
	}
	return out
}

// words are the words of a text: what is kept together is one.
func words(text string) []string {
	return slices.DeleteFunc(strings.Split(text, " "), func(s string) bool { return s == "" })
}

// first is as much of a text as a line holds.
func (p *paper) first(text, style string, size, width float64) (line, rest string) {
	p.pdf.SetFont(p.font, style, size)
	words := words(text)
	if len(words) == 0 {
		return "", ""
	}
	n, sum, space := 0, 0.0, p.pdf.GetStringWidth(" ")
	for _, w := range words {
		wide := p.pdf.GetStringWidth(w)
		if n > 0 && sum+space+wide > width {
			break
		}
		if sum += wide; n > 0 {
			sum += space
		}
		n++
	}
	return strings.Join(words[:n], " "), strings.Join(words[n:], " ")
}

// even writes a line from one edge to the other; the last of a paragraph ends where it ends.
func (p *paper) even(x, width float64, style, text string, last bool) {
	words := words(text)
	if last || len(words) < 2 { //nolint:mnd // nothing lies between
		p.cell(x, p.y, width, p.below, style, p.text, "L", text)
		return
	}
	p.pdf.SetFont(p.font, style, p.text)
	free := width
	for _, w := range words {
		free -= p.pdf.GetStringWidth(w)
	}
	gap := free / float64(len(words)-1)
	for i, w := range words {
		if i < len(words)-1 {
			w += " " // so that it reads as words where it is copied
		}
		wide := p.pdf.GetStringWidth(strings.TrimSuffix(w, " "))
		p.cell(x, p.y, wide+gap, p.below, style, p.text, "L", w)
		x += wide + gap
	}
}

// decreeSignatures is who gets it, to the left, and who signs.
func (p *paper) decreeSignatures(page Page) {
	if len(page.Signatures) == 0 {
		return
	}
	const high = signedHigh
	p.y += 4
	p.need(high)
	each := p.width / float64(len(page.Signatures))
	from := p.y
	for i, s := range page.Signatures {
		p.y = from
		x := p.left + float64(i)*each
		if i == 0 && len(page.Signatures) > 1 {
			p.para(x, each, "BI", 12, 5.5, "L", s.Who)
			p.para(x, each, "", 11, 5, "L", s.Below)
			continue
		}
		p.para(x, each, "B", 14, 6.5, "C", s.Who)
		p.para(x, each, "I", 13, 6, "C", s.Below)
		p.y = from + high - 6
		p.cell(x, p.y, each, 6, "B", 14, "C", p.fitted(s.Name, 14, each))
	}
	p.y = from + high
}
