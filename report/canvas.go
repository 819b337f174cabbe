package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// A picture is Width pixels wide: what a phone of 390 points shows sharply. The
// smallest text has minText pixels, which is 10 points there.
const (
	Width   = 1080
	edgePx  = 36
	minText = 28
	// MaxHeight is the highest picture that Telegram keeps at its full size.
	MaxHeight = 2560
)

// The colours differ in lightness and are told apart by marks besides, so that
// nobody needs to see hues. Text has a contrast of at least 7 : 1 on each.
var (
	paper   = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink     = color.RGBA{0x1b, 0x1f, 0x24, 0xff}
	muted   = color.RGBA{0x4a, 0x52, 0x5c, 0xff}
	line    = color.RGBA{0xc4, 0xcb, 0xd3, 0xff}
	shade   = color.RGBA{0xf1, 0xf3, 0xf6, 0xff} // every other row
	closed  = color.RGBA{0xe6, 0xe8, 0xeb, 0xff}
	stripe  = color.RGBA{0xcf, 0xd4, 0xda, 0xff} // on closed, and of absences
	home    = color.RGBA{0xa9, 0xd3, 0xf5, 0xff}
	homeRim = color.RGBA{0x0b, 0x4f, 0x8a, 0xff}
	must    = color.RGBA{0xff, 0xe2, 0xa6, 0xff}
	accent  = color.RGBA{0x12, 0x3a, 0x63, 0xff} // the head of today, with white text
)

// canvas is a picture being drawn. Coordinates are pixels from the top left.
type canvas struct {
	img   *image.RGBA
	fonts *fontSet
	err   error // the first; drawing goes on so that callers check once
}

// fontSet holds the faces of one picture by weight and size: faces keep state,
// so pictures that are drawn at the same time share none.
type fontSet struct {
	regular, bold *opentype.Font
	faces         map[faceKey]font.Face
	buf           sfnt.Buffer
}

type faceKey struct {
	bold bool
	size int
}

func newFontSet() (*fontSet, error) {
	regular, err := opentype.Parse(notoRegular)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	bold, err := opentype.Parse(notoBold)
	if err != nil {
		return nil, fmt.Errorf("read the bold font: %w", err)
	}
	return &fontSet{regular: regular, bold: bold, faces: map[faceKey]font.Face{}}, nil
}

func (f *fontSet) face(bold bool, size int) (font.Face, error) {
	key := faceKey{bold, size}
	if face, made := f.faces[key]; made {
		return face, nil
	}
	src := f.regular
	if bold {
		src = f.bold
	}
	face, err := opentype.NewFace(src, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("make a face of %d px: %w", size, err)
	}
	f.faces[key] = face
	return face, nil
}

// newCanvas is a white canvas of the greatest height; png cuts it where the
// drawing ends.
func newCanvas() (*canvas, error) {
	fonts, err := newFontSet()
	if err != nil {
		return nil, err
	}
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, Width, MaxHeight)), fonts: fonts}
	c.fill(c.img.Rect, paper)
	return c, nil
}

func (c *canvas) fill(r image.Rectangle, with color.Color) {
	draw.Draw(c.img, r, image.NewUniform(with), image.Point{}, draw.Src)
}

// frame draws the rim of a rectangle, inside it.
func (c *canvas) frame(r image.Rectangle, thick int, with color.Color) {
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+thick), with)
	c.fill(image.Rect(r.Min.X, r.Max.Y-thick, r.Max.X, r.Max.Y), with)
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+thick, r.Max.Y), with)
	c.fill(image.Rect(r.Max.X-thick, r.Min.Y, r.Max.X, r.Max.Y), with)
}

// dashes draws a broken rim inside a rectangle.
func (c *canvas) dashes(r image.Rectangle, thick int, with color.Color) {
	const dash, gap = 12, 8
	for x := r.Min.X; x < r.Max.X; x += dash + gap {
		end := min(x+dash, r.Max.X)
		c.fill(image.Rect(x, r.Min.Y, end, r.Min.Y+thick), with)
		c.fill(image.Rect(x, r.Max.Y-thick, end, r.Max.Y), with)
	}
	for y := r.Min.Y; y < r.Max.Y; y += dash + gap {
		end := min(y+dash, r.Max.Y)
		c.fill(image.Rect(r.Min.X, y, r.Min.X+thick, end), with)
		c.fill(image.Rect(r.Max.X-thick, y, r.Max.X, end), with)
	}
}

// stripes draws slanting lines over a rectangle, in step with those beside it.
func (c *canvas) stripes(r image.Rectangle, with color.RGBA) {
	const step, thick = 16, 5
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if (x+y)%step < thick {
				c.img.SetRGBA(x, y, with)
			}
		}
	}
}

// house draws a small house with its top left corner at (x, y).
func (c *canvas) house(x, y, size int, with color.Color) {
	r := vector.NewRasterizer(size, size)
	s := float32(size)
	r.MoveTo(0.5*s, 0)
	r.LineTo(s, 0.5*s)
	r.LineTo(0.86*s, 0.5*s)
	r.LineTo(0.86*s, s)
	r.LineTo(0.6*s, s)
	r.LineTo(0.6*s, 0.64*s)
	r.LineTo(0.4*s, 0.64*s)
	r.LineTo(0.4*s, s)
	r.LineTo(0.14*s, s)
	r.LineTo(0.14*s, 0.5*s)
	r.LineTo(0, 0.5*s)
	r.ClosePath()
	mask := image.NewAlpha(image.Rect(x, y, x+size, y+size))
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	c.blend(mask, with)
}

// style is how a text looks.
type style struct {
	size int
	bold bool
	ink  color.Color
}

// width is how many pixels a text takes.
func (c *canvas) width(s string, st style) int {
	face, err := c.fonts.face(st.bold, st.size)
	if err != nil {
		c.fail(err)
		return 0
	}
	return font.MeasureString(face, s).Ceil()
}

// text writes one line with its left end at x; y is the middle of its capitals.
// A letter that the font does not have shows as a question mark.
func (c *canvas) text(x, y int, s string, st style) {
	face, err := c.fonts.face(st.bold, st.size)
	if err != nil {
		c.fail(err)
		return
	}
	s = c.fonts.known(s, st.bold)
	area := image.Rect(x-st.size/4, y-st.size, x+c.width(s, st)+st.size/4, y+st.size)
	mask := image.NewAlpha(area)
	capital := int(float64(st.size) * 0.714) // of Noto Sans
	d := font.Drawer{Dst: mask, Src: image.Opaque, Face: face, Dot: fixed.P(x, y+capital/2)}
	d.DrawString(s)
	c.blend(mask, st.ink)
}

// steps is in how many steps an edge of a letter fades: few enough that all
// colours of a picture fit into a palette.
const steps = 15

// blend paints the mask in one colour.
func (c *canvas) blend(mask *image.Alpha, with color.Color) {
	for i, a := range mask.Pix {
		mask.Pix[i] = uint8((int(a)*steps + 127) / 255 * (255 / steps))
	}
	draw.DrawMask(c.img, mask.Rect, image.NewUniform(with), image.Point{}, mask, mask.Rect.Min, draw.Over)
}

// known replaces what the font does not have.
func (f *fontSet) known(s string, bold bool) string {
	src := f.regular
	if bold {
		src = f.bold
	}
	return strings.Map(func(r rune) rune {
		if i, err := src.GlyphIndex(&f.buf, r); err != nil || i == 0 {
			return '?'
		}
		return r
	}, s)
}

func (c *canvas) textCentred(r image.Rectangle, s string, st style) {
	c.text((r.Min.X+r.Max.X-c.width(s, st))/2, (r.Min.Y+r.Max.Y)/2, s, st)
}

func (c *canvas) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// png encodes the picture down to a height, with a palette where its colours fit into one: that
// takes a third of the time and of the bytes.
func (c *canvas) png(height int) ([]byte, error) {
	if c.err != nil {
		return nil, c.err
	}
	if height > MaxHeight {
		return nil, fmt.Errorf("the picture would be %d px high, at most %d fit", height, MaxHeight)
	}
	var out bytes.Buffer
	top := &image.RGBA{Pix: c.img.Pix[:height*c.img.Stride], Stride: c.img.Stride, Rect: image.Rect(0, 0, Width, height)}
	if err := png.Encode(&out, paletted(top)); err != nil {
		return nil, fmt.Errorf("encode the picture: %w", err)
	}
	return out.Bytes(), nil
}

// paletted is the same picture with a palette, or itself when it has more than
// 256 colours.
func paletted(img *image.RGBA) image.Image {
	p := image.NewPaletted(img.Rect, nil)
	index := map[color.RGBA]uint8{}
	var last color.RGBA
	var at uint8
	for i := range p.Pix {
		px := color.RGBA{img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2], 0xff}
		if i == 0 || px != last {
			n, known := index[px]
			if !known {
				if len(p.Palette) == 256 {
					return img
				}
				n = uint8(len(p.Palette))
				index[px] = n
				p.Palette = append(p.Palette, px)
			}
			last, at = px, n
		}
		p.Pix[i] = at
	}
	return p
}
