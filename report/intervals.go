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
	Rest            func(drawn int) string // names the rows for which there is no room
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
)

// PNG draws as many rows as a picture holds.
func (p Intervals) PNG() ([]byte, error) {
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	y := c.wrapped(p.Title, p.Subtitle)
	y += 24
	side := style{minText, true, muted}
	c.text(edgePx, y, p.Worse, side)
	c.text(Width-edgePx-c.width(p.Better, side), y, p.Better, side)
	y += 30
	reach := leastReach
	for _, r := range p.Rows {
		if r.Known {
			reach = max(reach, -r.Lo, r.Hi, r.Margin)
		}
	}
	reach *= 1.08
	list := append([]string{p.Margin}, p.Notes...)
	notes := c.below(list)
	drawn, rest := c.fitting(len(p.Rows), MaxHeight-y-notes, p.Rest, func(rows int) int { return rows * intervalRow })
	for i, r := range p.Rows[:drawn] {
		c.interval(r, image.Rect(edgePx, y, Width-edgePx, y+intervalRow), reach, i%2 == 0)
		y += intervalRow
	}
	y = c.left(rest, y+34)
	y = c.notes(y-20, list)
	return c.png(min(y+edgePx/2, MaxHeight))
}

// below is how much stands below the last row of a picture: how it is read, and the edges.
func (c *canvas) below(notes []string) int {
	lines := 0
	for _, n := range notes {
		lines += len(c.wrap(n, Width-2*edgePx, style{size: minText, ink: muted}))
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
		for _, l := range c.wrap(line.text, Width-2*edgePx, line.is) {
			c.text(edgePx, y, l, line.is)
			y += line.step
		}
	}
	return y
}

// fitting is how many rows a picture has room for, by how high so many of them are, and what it says of the others.
func (c *canvas) fitting(all, room int, says func(drawn int) string, high func(rows int) int) (drawn int, rest []string) {
	if high(all) <= room {
		return all, nil
	}
	for drawn = all - 1; drawn > 0; drawn-- {
		if says != nil {
			rest = c.flow(says(drawn), Width-2*edgePx, MaxHeight, style{minText, true, ink})
		}
		if high(drawn)+len(rest)*restLine <= room {
			break
		}
	}
	return drawn, rest
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
	says := style{minText, false, muted}
	room := c.width(r.Says, says)
	c.text(at.Max.X-room-8, at.Min.Y+28, r.Says, says)
	c.text(at.Min.X+8, at.Min.Y+28, c.fit(r.Name, at.Dx()-room-40, style{30, true, ink}), style{30, true, ink})
	if !r.Known {
		return
	}
	x := func(v float64) int {
		return at.Min.X + 8 + int((v+reach)/(2*reach)*float64(at.Dx()-16)) //nolint:mnd // both sides
	}
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
