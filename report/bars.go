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
	Rest            func(from, to int) string // where one picture can't hold all rows: names those that are not in the one with these
}

// BarRow is a row. Without Known there is only its name and what is said of it.
type BarRow struct {
	Name, Says   string
	Known        [2]bool
	Values       [2]float64
	Labels       [2]string
	Limit        float64 // 0: none
	LimitSays    string  // beside its line
	WithInterval bool
	Lo, Hi       [2]float64 // 95 % of each value
}

const (
	barHead  = 62 // height of a row's name
	barTail  = 18 // under its bars
	barThick = 40
	barLabel = 150 // room for a value right of its bar
)

// PNGs draws all rows, on as many pictures as they take.
func (p Bars) PNGs() ([][]byte, error) {
	return pictures(len(p.Rows), p.draw)
}

func (p Bars) draw(from int) (data []byte, drawn int, err error) {
	c, err := newCanvas()
	if err != nil {
		return nil, 0, err
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
	tall := func(to int) (sum int) {
		for _, r := range p.Rows[from:to] {
			sum += r.high() + c.besides(r.Name, r.Says)
		}
		return sum
	}
	drawn, rest := c.fitting(from, len(p.Rows), MaxHeight-y-notes, p.Rest, tall)
	for i, r := range p.Rows[from : from+drawn] {
		high := r.high() + c.besides(r.Name, r.Says)
		c.barRow(r, image.Rect(edgePx, y, Width-edgePx, y+high), most, i%2 == 0)
		y += high
	}
	y = c.left(rest, y+34)
	y = c.notes(y-20, p.Notes)
	data, err = c.png(min(y+edgePx/2, MaxHeight))
	return data, drawn, err
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
	at.Min.Y += c.named(r.Name, r.Says, at)
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
		at, is := end+14, style{minText, true, ink}
		if limit := x(r.Limit); r.Limit > 0 && at < limit+14 && at+c.width(r.Labels[i], is) > limit-14 {
			at = limit + 28 + c.width(r.LimitSays, is) // not across the line
		}
		c.text(at, y+barThick/2, r.Labels[i], is)
		y += barThick + 6
	}
	if r.Limit > 0 {
		for at := top - 6; at < y; at += 14 {
			c.fill(image.Rect(x(r.Limit)-2, at, x(r.Limit)+2, at+8), lightRed)
		}
		c.text(x(r.Limit)+14, top+barThick/2, r.LimitSays, style{minText, true, lightRed})
	}
}

// whisker is an interval about the end of a bar.
func (c *canvas) whisker(from, to, y int) {
	c.fill(image.Rect(from, y-2, to, y+2), ink)
	for _, x := range []int{from, to} {
		c.fill(image.Rect(x-2, y-10, x+2, y+10), ink)
	}
}
