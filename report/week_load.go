package report

import (
	"fmt"
	"image"
	"image/color"
	"strconv"

	"tainha/rules"
)

// WeekLoad is one unit over some days, with the open tasks of each person: people × days, and a bar. All texts
// are in the reader's language.
type WeekLoad struct {
	Unit, Period string
	Page, Pages  int // from 1
	Days         []BoardDay
	People       []LoadPerson // at most PeoplePerBoard
	Words        LoadWords
}

// LoadPerson is a row; Cells are as many as the days. Tasks are the open ones: overdue for long, overdue, due
// within a day, later.
type LoadPerson struct {
	Name  string
	Cells []rules.Whereabouts
	Tasks [4]int
}

// LoadWords are the fixed words of the picture; Lights name the parts of a bar in the order of LoadPerson.Tasks.
type LoadWords struct {
	Board       BoardWords
	Tasks, None string
	Lights      [4]string
	Marks       [4]string // one letter or sign each, so that nobody needs to see hues
}

// The parts of a bar differ in lightness and have a sign besides.
var (
	lightRed    = color.RGBA{0x8c, 0x1d, 0x18, 0xff}
	lightYellow = color.RGBA{0xf4, 0xc4, 0x30, 0xff}
	lightGreen  = color.RGBA{0xb7, 0xe1, 0xc0, 0xff}
	lightNone   = color.RGBA{0xe6, 0xe8, 0xeb, 0xff}
)

func lightOf(i int) (fill, text color.Color) {
	switch i {
	case 0:
		return lightRed, paper
	case 1:
		return lightYellow, ink
	case 2: //nolint:mnd // the third
		return lightGreen, ink
	}
	return lightNone, ink
}

// Measures in pixels.
const (
	loadName  = 300
	loadCell  = 68
	leastPart = 64 // of a bar: room for a sign and a number
	barHeight = 44
)

// PNG draws the picture. It refuses more people than one holds, and a row whose cells are not as many as the days.
func (w WeekLoad) PNG() ([]byte, error) {
	if len(w.People) > PeoplePerBoard {
		return nil, fmt.Errorf("draw the loads of %s: %d people, at most %d fit", w.Unit, len(w.People), PeoplePerBoard)
	}
	for _, p := range w.People {
		if len(p.Cells) != len(w.Days) {
			return nil, fmt.Errorf("draw the loads of %s: a row has %d cells for %d days", w.Unit, len(p.Cells), len(w.Days))
		}
	}
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	return c.png(w.draw(c))
}

func (w WeekLoad) draw(c *canvas) int {
	y := c.heading(w.Unit, w.Period, w.Page, w.Pages)
	g := grid{top: y, name: loadName, cellWidth: loadCell, n: len(w.Days)}
	g.head(c, w.Words.Board.Person, w.Days)
	bars := edgePx + loadName + loadCell*len(w.Days) + 16
	c.text(bars, y+headHeight-30, c.fit(w.Words.Tasks, Width-edgePx-bars, style{size: minText}), style{size: minText, ink: muted})
	y += headHeight
	most := 1
	for _, p := range w.People {
		most = max(most, p.Tasks[0]+p.Tasks[1]+p.Tasks[2]+p.Tasks[3])
	}
	used := map[rules.Place]bool{}
	required := false
	for i, p := range w.People {
		if i%2 == 1 {
			c.fill(image.Rect(edgePx, y, Width-edgePx, y+rowHeight), shade)
		}
		st := style{size: 30, ink: ink}
		c.text(edgePx+8, y+rowHeight/2, c.fitName(p.Name, g.name-16, st), st)
		for d, x := range p.Cells {
			c.whereabouts(g.cell(d, y, rowHeight), x, w.Words.Board)
			used[x.Halves[0]], used[x.Halves[1]] = true, true
			required = required || x.Required[0] || x.Required[1]
		}
		w.bar(c, image.Rect(bars, y+(rowHeight-barHeight)/2, Width-edgePx-8, y+(rowHeight+barHeight)/2), p.Tasks, most)
		y += rowHeight
	}
	g.lines(c, w.Days, y)
	y = c.legend(y+24, w.Words.Board, used, required)
	return w.legend(c, y)
}

// bar draws the tasks of a person, as long as they are many; each part has room for its number.
func (w WeekLoad) bar(c *canvas, r image.Rectangle, tasks [4]int, most int) {
	if tasks == [4]int{} {
		c.text(r.Min.X, (r.Min.Y+r.Max.Y)/2, w.Words.None, style{size: minText, ink: muted})
		return
	}
	least := min(leastPart, r.Dx()/len(tasks))
	room := r.Dx() - least*len(tasks)
	x := r.Min.X
	for i, n := range tasks {
		if n == 0 {
			continue
		}
		wide := least + room*n/most
		fill, text := lightOf(i)
		part := image.Rect(x, r.Min.Y, x+wide, r.Max.Y)
		c.fill(part, fill)
		c.frame(part, 2, muted)
		c.textCentred(part, w.Words.Marks[i]+strconv.Itoa(n), style{size: minText, bold: true, ink: text})
		x += wide
	}
}

// legend says what the parts of a bar are, and returns where the picture ends.
func (w WeekLoad) legend(c *canvas, y int) int {
	x := edgePx
	st := style{size: minText, ink: ink}
	const box, gap = 44, 40
	for i, text := range w.Words.Lights {
		if wide := box + 12 + c.width(text, st); x > edgePx && x+wide > Width-edgePx {
			x, y = edgePx, y+box+12
		}
		fill, dark := lightOf(i)
		part := image.Rect(x, y, x+box, y+box)
		c.fill(part, fill)
		c.frame(part, 2, muted)
		c.textCentred(part, w.Words.Marks[i], style{size: minText, bold: true, ink: dark})
		c.text(x+box+12, y+box/2, text, st)
		x += box + 12 + c.width(text, st) + gap
	}
	return y + box + edgePx
}
