package report

import (
	"fmt"
	"image"

	"tainha/rules"
)

// Month is one person's month. All texts are in the reader's language.
type Month struct {
	Title, Name string    // "Tháng 11/2026", the person
	Weekdays    [7]string // from Monday
	Blank       int       // days of the first week that belong to the month before
	Days        []MonthDay
	Gauges      []Gauge
	Notes       []string
	Words       BoardWords
}

// MonthDay is one day of it, in order.
type MonthDay struct {
	Where rules.Whereabouts
	Today bool
}

// Gauge is how much of a limit is used. Max 0 shows the text alone.
type Gauge struct {
	Label, Text string
	Used, Max   int
}

const (
	dayWidth  = (Width - 2*edgePx) / 7
	dayHeight = 128
)

// PNG draws the month. It refuses one with more than 31 days.
func (m Month) PNG() ([]byte, error) {
	if len(m.Days) > 31 || m.Blank < 0 || m.Blank > 6 {
		return nil, fmt.Errorf("draw a month of %d days after %d of another", len(m.Days), m.Blank)
	}
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	return c.png(m.draw(c))
}

func (m Month) draw(c *canvas) int {
	y := c.heading(m.Title, m.Name, 1, 1)
	for i, w := range m.Weekdays {
		x := edgePx + i*dayWidth
		c.textCentred(image.Rect(x, y, x+dayWidth, y+52), w, style{size: bodySize, bold: true, ink: muted})
	}
	y += 56
	used := map[rules.Place]bool{}
	required := false
	var today image.Rectangle
	for i, d := range m.Days {
		at := i + m.Blank
		x, top := edgePx+at%7*dayWidth, y+at/7*dayHeight
		r := image.Rect(x, top, x+dayWidth, top+dayHeight)
		c.day(r, i+1, d, m.Words)
		if d.Today {
			today = r
		}
		used[d.Where.Halves[0]], used[d.Where.Halves[1]] = true, true
		required = required || d.Where.Required[0] || d.Where.Required[1]
	}
	if !today.Empty() {
		c.frame(today.Inset(-3), 6, accent)
	}
	y += (m.Blank + len(m.Days) + 6) / 7 * dayHeight
	y = c.legend(y+24, m.Words, used, required)
	for _, g := range m.Gauges {
		y = c.gauge(y+10, g)
	}
	return c.notes(y+12, m.Notes)
}

// day is a cell of the calendar: its number above the mark.
func (c *canvas) day(r image.Rectangle, n int, d MonthDay, w BoardWords) {
	number := style{size: 30, bold: true, ink: ink}
	off := d.Where.Halves == [2]rules.Place{rules.DayOff, rules.DayOff}
	if off {
		c.fill(r, closed)
		number.bold, number.ink = false, muted
	}
	c.frame(r, 1, line)
	if d.Today {
		c.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+46), accent)
		number.ink = paper
	}
	c.text(r.Min.X+12, r.Min.Y+24, fmt.Sprint(n), number)
	c.whereabouts(image.Rect(r.Min.X+4, r.Min.Y+48, r.Max.X-4, r.Max.Y-4), d.Where, w)
}

// gauge shows a limit: what it is and how much is used above a bar.
func (c *canvas) gauge(y int, g Gauge) int {
	value := style{size: 30, bold: true, ink: ink}
	c.text(edgePx, y+18, c.fit(g.Label, Width-2*edgePx-c.width(g.Text, value)-24, style{size: 30}), style{size: 30, ink: ink})
	c.text(Width-edgePx-c.width(g.Text, value), y+18, g.Text, value)
	if g.Max == 0 {
		return y + 44
	}
	c.bar(image.Rect(edgePx, y+42, Width-edgePx, y+60), g.Used, g.Max)
	return y + 72
}
