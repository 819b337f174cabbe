package report

import (
	"image"
	"image/color"

	"golang.org/x/image/vector"
)

// Intervals is a picture of changes with their intervals, each against its margin: a dot with a line through it, and a broken
// line where "not worse" ends. To the right is better.
type Intervals struct {
	Title, Subtitle string
	Worse, Better   string // over the two sides
	Margin          string // what the broken line is
	Notes           []string
	Rows            []IntervalRow
	Tick            func(v float64) string    // words a place of the axis
	Rest            func(from, to int) string // where one picture can't hold all rows: names those that are not in the one with these
}

// IntervalRow is one change, of which positive is better. Without Known there is only its name and what is said of it.
type IntervalRow struct {
	Name, Says    string
	Known         bool
	Value, Lo, Hi float64
	Margin        float64 // 0: none was decided
}

const (
	intervalRow = 118  // height of a row
	leastReach  = 0.02 // of the axis, to each side
	headLines   = 6    // of a title, and of what a picture covers
)

// PNGs draws all rows, on as many pictures as they take.
func (p Intervals) PNGs() ([][]byte, error) {
	return pictures(len(p.Rows), p.draw)
}

// pictures draws rows from one on until there are none left; draw says how many it drew.
func pictures(rows int, draw func(from int) (data []byte, drawn int, err error)) (out [][]byte, err error) {
	for from := 0; from < rows || from == 0; {
		data, drawn, err := draw(from)
		if err != nil {
			return nil, err
		}
		out = append(out, data)
		from += max(drawn, 1)
	}
	return out, nil
}

func (p Intervals) draw(from int) (data []byte, drawn int, err error) {
	c, err := newCanvas()
	if err != nil {
		return nil, 0, err
	}
	y := c.wrapped(p.Title, p.Subtitle)
	y += 24
	side := style{minText, true, muted}
	c.text(edgePx, y, p.Worse, side)
	c.text(Width-edgePx-c.width(p.Better, side), y, p.Better, side)
	y += 44
	reach := leastReach
	for _, r := range p.Rows {
		if r.Known {
			reach = max(reach, -r.Lo, r.Hi, r.Margin)
		}
	}
	reach *= 1.08
	y = c.ticks(reach, y, p.Tick)
	list := append([]string{p.Margin}, p.Notes...)
	notes := c.below(list)
	drawn, rest := c.fitting(from, len(p.Rows), MaxHeight-y-notes, p.Rest, func(to int) (sum int) {
		for _, r := range p.Rows[from:to] {
			sum += intervalRow + c.besides(r.Name, r.Says)
		}
		return sum
	})
	for i, r := range p.Rows[from : from+drawn] {
		high := intervalRow + c.besides(r.Name, r.Says)
		c.interval(r, image.Rect(edgePx, y, Width-edgePx, y+high), reach, i%2 == 0)
		y += high
	}
	y = c.left(rest, y+34)
	y = c.notes(y-20, list)
	data, err = c.png(min(y+edgePx/2, MaxHeight))
	return data, drawn, err
}

// below is how much stands below the last row of a picture: how it is read, and the edges.
func (c *canvas) below(notes []string) int {
	lines := 0
	for _, n := range notes {
		lines += len(c.flow(n, Width-2*edgePx, noteLines, style{size: minText, ink: muted}))
	}
	return 34 - 20 + lines*noteLine + edgePx
}

// wrapped is heading where what the picture covers takes more than a line.
func (c *canvas) wrapped(title, subtitle string) (y int) {
	y = edgePx + 26
	for _, line := range []struct {
		text string
		is   style
		step int
	}{{title, style{42, true, ink}, 54}, {subtitle, style{30, false, muted}, 40}} {
		for _, l := range c.flow(line.text, Width-2*edgePx, headLines, line.is) {
			c.text(edgePx, y, l, line.is)
			y += line.step
		}
	}
	return y
}

// fitting is how many rows from one on a picture has room for, by how high those up to another are, and what it says of the others.
func (c *canvas) fitting(from, all, room int, says func(from, to int) string, high func(to int) int) (drawn int, rest []string) {
	if from == 0 && high(all) <= room {
		return all, nil
	}
	for to := all; to > from; to-- {
		if high(to) > room {
			continue
		}
		if says != nil {
			rest = c.flow(says(from, to), Width-2*edgePx, MaxHeight, style{minText, true, ink})
		}
		if drawn = to - from; high(to)+len(rest)*restLine <= room {
			break
		}
	}
	return drawn, rest
}

// ticks writes the axis: round places to both sides of no change.
func (c *canvas) ticks(reach float64, y int, says func(v float64) string) int {
	if says == nil {
		return y
	}
	step := 0.01
	for _, s := range []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5} {
		if step = s; reach/s <= 3.2 { //nolint:mnd // at most three to a side
			break
		}
	}
	is := style{minText, false, muted}
	for n := -3; n <= 3; n++ {
		v := float64(n) * step
		if v < -reach || v > reach {
			continue
		}
		x := axisAt(image.Rect(edgePx, 0, Width-edgePx, 0), v, reach)
		text := says(v)
		wide := c.width(text, is)
		c.text(min(max(x-wide/2, edgePx), Width-edgePx-wide), y, text, is)
		c.fill(image.Rect(x-1, y+20, x+1, y+32), muted)
	}
	return y + 36
}

// axisAt is where a change stands between the edges of a row.
func axisAt(at image.Rectangle, v, reach float64) int {
	return at.Min.X + 8 + int((v+reach)/(2*reach)*float64(at.Dx()-16)) //nolint:mnd // both sides
}

const restLine = 38

// left says which rows are not drawn.
func (c *canvas) left(rest []string, y int) int {
	for _, l := range rest {
		c.text(edgePx, y, l, style{minText, true, ink})
		y += restLine
	}
	return y
}

// interval draws one row: its name and verdict above, its dot and line below.
func (c *canvas) interval(r IntervalRow, at image.Rectangle, reach float64, shaded bool) {
	if shaded {
		c.fill(at, shade)
	}
	at.Min.Y += c.named(r.Name, r.Says, at)
	if !r.Known {
		return
	}
	x := func(v float64) int { return axisAt(at, v, reach) }
	middle := at.Min.Y + 82
	c.fill(image.Rect(x(0)-1, at.Min.Y+52, x(0)+1, at.Max.Y-4), muted)
	for y := at.Min.Y + 52; r.Margin > 0 && y < at.Max.Y-4; y += 14 {
		c.fill(image.Rect(x(-r.Margin)-2, y, x(-r.Margin)+2, y+8), homeRim)
	}
	c.fill(image.Rect(x(r.Lo), middle-3, x(r.Hi)+1, middle+3), ink)
	for _, end := range []float64{r.Lo, r.Hi} {
		c.fill(image.Rect(x(end)-2, middle-12, x(end)+2, middle+12), ink)
	}
	c.dot(x(r.Value), middle, 13, ink)
}

const nameLine = 40

// besides is how much higher a row is whose name and what is said of it do not stand beside each other.
func (c *canvas) besides(name, says string) int {
	if c.width(name, style{30, true, ink})+c.width(says, style{minText, false, muted})+48 <= Width-2*edgePx {
		return 0
	}
	return nameLine * (len(c.wrap(name, Width-2*edgePx-16, style{30, true, ink})) + max(0, len(c.saying(says, Width-2*edgePx-16))-1))
}

// saying is what is said of a row in as many lines as it takes.
func (c *canvas) saying(says string, room int) []string {
	const most = 3
	return c.flow(says, room, most, style{minText, false, muted})
}

// named writes a row's name, with what is said of it to the right, or below; it returns how much higher the row is.
func (c *canvas) named(name, says string, at image.Rectangle) int {
	with, strong := style{minText, false, muted}, style{30, true, ink}
	lower := c.besides(name, says)
	lines := c.saying(says, at.Dx()-16)
	for i, l := range lines {
		c.text(at.Max.X-c.width(l, with)-8, at.Min.Y+28+lower-nameLine*(len(lines)-1-i), l, with)
	}
	for i, l := range c.wrap(name, at.Dx()-16, strong) {
		c.text(at.Min.X+8, at.Min.Y+28+i*nameLine, l, strong)
	}
	return lower
}

// dot draws a full circle about a point.
func (c *canvas) dot(x, y, radius int, with color.Color) {
	size := 2*radius + 2
	r := vector.NewRasterizer(size, size)
	o, k := float32(radius)+1, float32(radius)*0.5523 // of a quarter of a circle
	R := float32(radius)
	r.MoveTo(o+R, o)
	r.CubeTo(o+R, o+k, o+k, o+R, o, o+R)
	r.CubeTo(o-k, o+R, o-R, o+k, o-R, o)
	r.CubeTo(o-R, o-k, o-k, o-R, o, o-R)
	r.CubeTo(o+k, o-R, o+R, o-k, o+R, o)
	r.ClosePath()
	mask := image.NewAlpha(image.Rect(x-radius-1, y-radius-1, x+radius+1, y+radius+1))
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	c.blend(mask, with)
}
