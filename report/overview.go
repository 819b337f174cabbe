package report

import (
	"fmt"
	"image"
	"image/color"
)

// UnitsPerOverview is how many units one picture holds.
const UnitsPerOverview = 30

// Overview is many units over some days: units × days, with how many are at
// home of how many may be. All texts are in the reader's language.
type Overview struct {
	Title, Period string
	Page, Pages   int
	Days          []BoardDay // their totals are not shown
	Units         []OverviewUnit
	Corner        string   // above the units
	Notes         []string // what the numbers and bars mean
}

// OverviewUnit is a row; Loads are as many as the overview's days.
type OverviewUnit struct {
	Name  string
	Loads []Load
}

// Load is one unit on one day. Used and Max are in the same measure; Max 0 is no
// limit. Short says that too few would be present.
type Load struct {
	Text      string // "1,5/3"
	Used, Max int
	Short     bool
	Off       bool
}

const unitHeight = 68

// PNG draws the overview. It refuses more units than a picture holds, and a row
// whose loads are not as many as the days.
func (o Overview) PNG() ([]byte, error) {
	if len(o.Units) > UnitsPerOverview {
		return nil, fmt.Errorf("draw the overview: %d units, at most %d fit", len(o.Units), UnitsPerOverview)
	}
	for _, u := range o.Units {
		if len(u.Loads) != len(o.Days) {
			return nil, fmt.Errorf("draw the overview: %s has %d loads for %d days", u.Name, len(u.Loads), len(o.Days))
		}
	}
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	return c.png(o.draw(c))
}

func (o Overview) draw(c *canvas) int {
	y := c.heading(o.Title, o.Period, o.Page, o.Pages)
	g := newGrid(len(o.Days), y)
	g.head(c, o.Corner, o.Days)
	y += headHeight
	for i, u := range o.Units {
		if i%2 == 1 {
			c.fill(image.Rect(edgePx, y, Width-edgePx, y+unitHeight), shade)
		}
		st := style{size: minText, ink: ink}
		lines := c.wrap(u.Name, g.name-16, st)
		at := y + unitHeight/2 - (len(lines)-1)*16
		for _, l := range lines {
			c.text(edgePx+8, at, l, st)
			at += 32
		}
		for d, load := range u.Loads {
			c.load(g.cell(d, y, unitHeight), load)
		}
		y += unitHeight
	}
	g.lines(c, o.Days, y)
	return c.notes(y+24, o.Notes)
}

// load shows the numbers above a bar. A full one is dark all along; one with too
// few present has a «!» before its numbers.
func (c *canvas) load(r image.Rectangle, l Load) {
	if l.Off {
		c.fill(r, closed)
		c.fill(centred(r, 22, 4), muted)
		return
	}
	text := l.Text
	st := style{size: bodySize, ink: ink, bold: l.Max > 0 && l.Used >= l.Max}
	if l.Short {
		text = "! " + text
		st.bold = true
		c.fill(r.Inset(cellGap), must)
	}
	c.textCentred(image.Rect(r.Min.X, r.Min.Y+4, r.Max.X, r.Max.Y-22), text, st)
	if l.Max > 0 {
		c.bar(image.Rect(r.Min.X+14, r.Max.Y-22, r.Max.X-14, r.Max.Y-8), l.Used, l.Max)
	}
}

// bar fills a frame in proportion, dark when it is full.
func (c *canvas) bar(r image.Rectangle, used, limit int) {
	c.fill(r, paper)
	with := color.Color(home)
	if used >= limit {
		with = accent
	}
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+r.Dx()*min(used, limit)/limit, r.Max.Y), with)
	c.frame(r, 2, homeRim)
}
