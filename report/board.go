package report

import (
	"fmt"
	"image"

	"tainha/rules"
)

// PeoplePerBoard is how many people one picture holds at a size that a phone
// shows well; longer lists take several pictures.
const PeoplePerBoard = 25

// Board is one unit over some days: people × days. All texts are in the
// reader's language.
type Board struct {
	Unit, Period string // "Phòng Kế hoạch – Tổng hợp", "Tuần 23/11–27/11/2026"
	Page, Pages  int    // from 1
	Days         []BoardDay
	People       []BoardPerson // at most PeoplePerBoard
	Notes        []string      // what the holidays and the days of required presence are called
	Words        BoardWords
}

// BoardDay is a column.
type BoardDay struct {
	Weekday, Date string // "T2", "23/11"
	Today, Off    bool
	Home, Present string // the totals below: "2/2", "4" or "S 4 · C 5"; empty on days off
}

// BoardPerson is a row; Cells are as many as the board's days.
type BoardPerson struct {
	Name  string
	Cells []rules.Whereabouts
}

// BoardWords are the fixed words of a board. Morning, Afternoon and Away are one
// or two letters; the others explain the marks.
type BoardWords struct {
	Person, HomeTotal, PresentTotal                            string
	Morning, Afternoon, Away                                   string
	Home, HomeMorning, HomeAfternoon, Asked, Absent, Must, Off string
	Office                                                     string
}

// Measures of a board in pixels.
const (
	titleSize  = 44
	bodySize   = 32
	letterSize = 34
	headHeight = 100
	rowHeight  = 68
	nameWidth  = 378
	cellGap    = 5
)

// PNG draws the board. It refuses more people than a picture holds, and a row
// whose cells are not as many as the days.
func (b Board) PNG() ([]byte, error) {
	if len(b.People) > PeoplePerBoard {
		return nil, fmt.Errorf("draw the board of %s: %d people, at most %d fit", b.Unit, len(b.People), PeoplePerBoard)
	}
	for _, p := range b.People {
		if len(p.Cells) != len(b.Days) {
			return nil, fmt.Errorf("draw the board of %s: a row has %d cells for %d days", b.Unit, len(p.Cells), len(b.Days))
		}
	}
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	return c.png(b.draw(c))
}

// draw draws the board and returns its height.
func (b Board) draw(c *canvas) int {
	y := c.heading(b.Unit, b.Period, b.Page, b.Pages)
	g := newGrid(len(b.Days), y)
	g.head(c, b.Words.Person, b.Days)
	y += headHeight
	for i, p := range b.People {
		if i%2 == 1 {
			c.fill(image.Rect(edgePx, y, Width-edgePx, y+rowHeight), shade)
		}
		st := style{size: bodySize, ink: ink}
		c.text(edgePx+8, y+rowHeight/2, c.fitName(p.Name, g.name-16, st), st)
		for d, w := range p.Cells {
			c.whereabouts(g.cell(d, y, rowHeight), w, b.Words)
		}
		y += rowHeight
	}
	y = b.totals(c, g, y)
	g.lines(c, b.Days, y)
	used := map[rules.Place]bool{}
	required := false
	for _, p := range b.People {
		for _, w := range p.Cells {
			used[w.Halves[0]], used[w.Halves[1]] = true, true
			required = required || w.Required[0] || w.Required[1]
		}
	}
	y = c.legend(y+24, b.Words, used, required)
	return c.notes(y, b.Notes)
}

// heading writes the title and what it covers, and returns where the rest begins.
func (c *canvas) heading(title, under string, page, pages int) int {
	st := style{size: titleSize, bold: true, ink: ink}
	room := Width - 2*edgePx
	if pages > 1 {
		n := fmt.Sprintf("%d/%d", page, pages)
		small := style{size: bodySize, bold: true, ink: muted}
		c.text(Width-edgePx-c.width(n, small), edgePx+22, n, small)
		room -= c.width(n, small) + 24
	}
	y := edgePx + 22
	for _, l := range c.wrap(title, room, st) {
		c.text(edgePx, y, l, st)
		y += 54
	}
	c.text(edgePx, y, c.fit(under, Width-2*edgePx, style{size: 36}), style{size: 36, ink: muted})
	return y + 44
}

// grid is where the columns of days stand.
type grid struct{ top, name, cellWidth, n int }

func newGrid(days, top int) grid {
	g := grid{top: top, n: days, cellWidth: (Width - 2*edgePx - nameWidth) / max(days, 5)}
	g.name = Width - 2*edgePx - days*g.cellWidth
	return g
}

func (g grid) cell(day, y, height int) image.Rectangle {
	x := edgePx + g.name + day*g.cellWidth
	return image.Rect(x, y, x+g.cellWidth, y+height)
}

// head writes the days above their columns; today's is dark.
func (g grid) head(c *canvas, corner string, days []BoardDay) {
	c.text(edgePx+8, g.top+headHeight-30, corner, style{size: minText, ink: muted})
	for i, d := range days {
		r := g.cell(i, g.top, headHeight)
		dark, light := ink, muted
		if d.Today {
			c.fill(r, accent)
			dark, light = paper, paper
		}
		c.textCentred(image.Rect(r.Min.X, r.Min.Y+6, r.Max.X, r.Min.Y+54), d.Weekday, style{size: 36, bold: true, ink: dark})
		c.textCentred(image.Rect(r.Min.X, r.Min.Y+50, r.Max.X, r.Max.Y-4), d.Date, style{size: 30, ink: light})
	}
}

// lines draws the grid down to y, and today's column in a strong frame.
func (g grid) lines(c *canvas, days []BoardDay, y int) {
	c.fill(image.Rect(edgePx, g.top+headHeight-2, Width-edgePx, g.top+headHeight), muted)
	for i := range g.n + 1 {
		x := edgePx + g.name + i*g.cellWidth
		c.fill(image.Rect(x-1, g.top+headHeight, x+1, y), line)
	}
	c.fill(image.Rect(edgePx, y-2, Width-edgePx, y), muted)
	for i, d := range days {
		if d.Today {
			r := g.cell(i, g.top, y-g.top)
			c.frame(r.Inset(-2), 5, accent)
		}
	}
}

// totals writes who is at home of how many may be, and who is present.
func (b Board) totals(c *canvas, g grid, y int) int {
	c.fill(image.Rect(edgePx, y, Width-edgePx, y+3), muted)
	y += 3
	for _, row := range []struct {
		label string
		value func(BoardDay) string
	}{
		{b.Words.HomeTotal, func(d BoardDay) string { return d.Home }},
		{b.Words.PresentTotal, func(d BoardDay) string { return d.Present }},
	} {
		label := style{size: 30, bold: true, ink: ink}
		c.text(edgePx+8, y+rowHeight/2, c.fit(row.label, g.name-16, label), label)
		for i, d := range b.Days {
			r := g.cell(i, y, rowHeight)
			if d.Off {
				c.fill(r, closed)
				continue
			}
			st := style{size: letterSize, bold: true, ink: ink}
			if c.width(row.value(d), st) > r.Dx()-8 {
				st.size = minText
			}
			c.textCentred(r, row.value(d), st)
		}
		y += rowHeight
	}
	return y
}
