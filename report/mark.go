package report

import (
	"image"

	"tainha/rules"
)

// whereabouts marks one day of one person: the left half is the morning. Every
// mark differs in its shape or letter, none in its colour alone.
func (c *canvas) whereabouts(cell image.Rectangle, w rules.Whereabouts, words BoardWords) {
	letters := [2]string{words.Morning, words.Afternoon}
	if w.Halves[0] == w.Halves[1] && w.Required[0] == w.Required[1] {
		c.place(cell, w.Halves[0], w.Required[0], "", words.Away)
		return
	}
	middle := (cell.Min.X + cell.Max.X) / 2
	for i, r := range [2]image.Rectangle{
		image.Rect(cell.Min.X, cell.Min.Y, middle, cell.Max.Y), image.Rect(middle, cell.Min.Y, cell.Max.X, cell.Max.Y),
	} {
		c.place(r, w.Halves[i], w.Required[i], letters[i], words.Away)
	}
}

// place marks a day or, with the letter of the half, half a day.
func (c *canvas) place(r image.Rectangle, p rules.Place, required bool, half, away string) {
	in := r.Inset(cellGap)
	if half != "" { // two halves stand close together
		in = image.Rect(r.Min.X+4, r.Min.Y+cellGap, r.Max.X-4, r.Max.Y-cellGap)
	}
	bold := style{size: letterSize, bold: true, ink: ink}
	if in.Dx() < 40 {
		bold.size = minText
	}
	switch p {
	case rules.AtHome:
		c.fill(in, home)
		c.frame(in, 4, homeRim)
		if half != "" {
			c.textCentred(in, half, bold)
			return
		}
		size := min(36, in.Dy()-12)
		c.house((in.Min.X+in.Max.X-size)/2, (in.Min.Y+in.Max.Y-size)/2, size, ink)
	case rules.HomeAsked:
		c.dashes(in, 4, homeRim)
		c.textCentred(in, half+"?", bold)
	case rules.IsAway:
		c.stripes(in, stripe)
		c.textCentred(in, away, bold)
	case rules.DayOff:
		c.fill(r, closed)
		c.fill(centred(r, 22, 4), muted)
	case rules.NotPosted:
	default:
		if required {
			c.fill(in, must)
			c.textCentred(in, "!", bold)
			return
		}
		c.fill(centred(r, 8, 8), muted)
	}
}

// centred is a rectangle of a size in the middle of another.
func centred(r image.Rectangle, width, height int) image.Rectangle {
	x, y := (r.Min.X+r.Max.X-width)/2, (r.Min.Y+r.Max.Y-height)/2
	return image.Rect(x, y, x+width, y+height)
}

// Measures of the legend in pixels.
const (
	legendLine  = 58
	sampleWidth = 84
)

// legend explains the marks that the picture shows, in as many lines as they
// take, and returns where it ends.
func (c *canvas) legend(y int, w BoardWords, used map[rules.Place]bool, required bool) int {
	mark := func(morning, afternoon rules.Place) rules.Whereabouts {
		return rules.Whereabouts{Halves: [2]rules.Place{morning, afternoon}}
	}
	x := edgePx
	for _, e := range []struct {
		shown bool
		mark  rules.Whereabouts
		text  string
	}{
		{used[rules.AtHome], mark(rules.AtHome, rules.AtHome), w.Home},
		{used[rules.AtHome], mark(rules.AtHome, rules.AtOffice), w.HomeMorning},
		{used[rules.AtHome], mark(rules.AtOffice, rules.AtHome), w.HomeAfternoon},
		{used[rules.HomeAsked], mark(rules.HomeAsked, rules.HomeAsked), w.Asked},
		{used[rules.IsAway], mark(rules.IsAway, rules.IsAway), w.Absent},
		{required, rules.Whereabouts{Required: [2]bool{true, true}}, w.Must},
		{used[rules.DayOff], mark(rules.DayOff, rules.DayOff), w.Off},
		{used[rules.AtOffice], mark(rules.AtOffice, rules.AtOffice), w.Office},
	} {
		if !e.shown {
			continue
		}
		st := style{size: minText, ink: ink}
		need := sampleWidth + 14 + c.width(e.text, st)
		if x > edgePx && x+need > Width-edgePx {
			x, y = edgePx, y+legendLine
		}
		r := image.Rect(x, y, x+sampleWidth, y+legendLine-8)
		c.frame(r, 1, line)
		c.whereabouts(r, e.mark, w)
		c.text(x+sampleWidth+14, y+(legendLine-8)/2, e.text, st)
		x += need + 30
	}
	return y + legendLine + 6
}

const (
	noteLine  = 42
	noteLines = 16 // at most of a note
)

// notes writes remarks below a picture and returns where it ends.
func (c *canvas) notes(y int, notes []string) int {
	st := style{size: minText, ink: muted}
	for _, note := range notes {
		for _, l := range c.flow(note, Width-2*edgePx, noteLines, st) {
			c.text(edgePx, y+20, l, st)
			y += noteLine
		}
	}
	return y + edgePx/2
}
