package report

import "image"

// Bars is a picture of pairs of values, a row each: two bars from one axis, told apart by shade, order and name, with their values; and
// where there is one, a broken line that is not to be passed.
type Bars struct {
	Title, Subtitle string
	First, Second   string // what the two bars are
	Limit           string // what the broken line is, empty: there is none
	Notes           []string
	Rows            []BarRow
	Rest            func(drawn int) string // names the rows for which there is no room
}

// BarRow is a row. Without Known there is only its name and what is said of it.
type BarRow struct {
	Name, Says   string
	Known        [2]bool
	Values       [2]float64
	Labels       [2]string
	Limit        float64 // 0: none
	WithInterval bool
	Lo, Hi       [2]float64 // 95 % of each value
}

const (
	barHead  = 62 // height of a row's name
	barTail  = 18 // under its bars
	barThick = 40
	barLabel = 150 // room for a value right of its bar
)

// PNG draws as many rows as a picture holds.
func (p Bars) PNG() ([]byte, error) {
	c, err := newCanvas()
	if err != nil {
		return nil, err
	}
	y := c.wrapped(p.Title, p.Subtitle)
	y = c.barLegend(p, y+24)
	most := 0.0
	for _, r := range p.Rows {
		for i, v := range r.Values {
			if r.Known[i] {
				most = max(most, v, r.Hi[i], r.Limit)
			}
		}
	}
	notes := c.below(p.Notes)
	tall := func(rows int) (sum int) {
		for _, r := range p.Rows[:rows] {
			sum += r.high()
		}
		return sum
	}
	drawn, rest := c.fitting(len(p.Rows), MaxHeight-y-notes, p.Rest, tall)
	for i, r := range p.Rows[:drawn] {
		high := r.high()
		c.barRow(r, image.Rect(edgePx, y, Width-edgePx, y+high), most, i%2 == 0)
		y += high
	}
	y = c.left(rest, y+34)
	y = c.notes(y-20, p.Notes)
	return c.png(min(y+edgePx/2, MaxHeight))
}

// high is how high a row is.
func (r BarRow) high() int {
	high := barHead
	for _, known := range r.Known {
		if known {
			high += barThick + 6 //nolint:mnd // a bar and the gap to the next
		}
	}
	if high > barHead {
		high += barTail - 6 //nolint:mnd // no gap after the last
	}
	return high
}

// barLegend says what the bars and the line are.
func (c *canvas) barLegend(p Bars, y int) int {
	st := style{minText, true, ink}
	x := edgePx
	for i, name := range []string{p.First, p.Second} {
		if name == "" {
			continue
		}
		c.pairBar(image.Rect(x, y-14, x+44, y+14), i)
		c.text(x+58, y, name, st)
		x += 58 + c.width(name, st) + 48
	}
	if p.Limit != "" {
		for at := x; at < x+44; at += 14 {
			c.fill(image.Rect(at, y-3, at+8, y+3), lightRed)
		}
		c.text(x+58, y, p.Limit, st)
	}
	return y + 44
}

// pairBar fills one: the first dark, the second light with a rim.
func (c *canvas) pairBar(r image.Rectangle, which int) {
	if which == 0 {
		c.fill(r, homeRim)
		return
	}
	c.fill(r, home)
	c.frame(r, 2, homeRim)
}

func (c *canvas) barRow(r BarRow, at image.Rectangle, most float64, shaded bool) {
	if shaded {
		c.fill(at, shade)
	}
	says := style{minText, false, muted}
	room := c.width(r.Says, says)
	c.text(at.Max.X-room-8, at.Min.Y+28, r.Says, says)
	c.text(at.Min.X+8, at.Min.Y+28, c.fit(r.Name, at.Dx()-room-40, style{30, true, ink}), style{30, true, ink})
	left, long := at.Min.X+8, at.Dx()-16-barLabel
	x := func(v float64) int {
		if most <= 0 {
			return left
		}
		return left + int(v/most*float64(long))
	}
	top := at.Min.Y + 56
	y := top
	for i := range r.Values {
		if !r.Known[i] {
			continue
		}
		c.pairBar(image.Rect(left, y, max(x(r.Values[i]), left+3), y+barThick), i)
		end := x(r.Values[i])
		if r.WithInterval {
			c.whisker(x(r.Lo[i]), x(r.Hi[i]), y+barThick/2)
			end = max(end, x(r.Hi[i]))
		}
		c.text(end+14, y+barThick/2, r.Labels[i], style{minText, true, ink})
		y += barThick + 6
	}
	if r.Limit > 0 {
		for at := top - 6; at < y; at += 14 {
			c.fill(image.Rect(x(r.Limit)-2, at, x(r.Limit)+2, at+8), lightRed)
		}
	}
}

// whisker is an interval about the end of a bar.
func (c *canvas) whisker(from, to, y int) {
	c.fill(image.Rect(from, y-2, to, y+2), ink)
	for _, x := range []int{from, to} {
		c.fill(image.Rect(x-2, y-10, x+2, y+10), ink)
	}
}
