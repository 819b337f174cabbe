package report

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"testing"

	"tainha/rules"
)

func sheet(t testing.TB) *canvas {
	t.Helper()
	c, err := newCanvas()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// vietnamese is every letter of the alphabet with every tone, and the signs that
// pictures use.
const vietnamese = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ" +
	"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ" +
	"fjwzFJWZ0123456789 .,:;/–-·…!?()«»&%'"

func TestEveryVietnameseLetterHasItsGlyph(t *testing.T) {
	t.Parallel()
	fonts := sheet(t).fonts
	for _, bold := range []bool{false, true} {
		if got := fonts.known(vietnamese, bold); got != vietnamese {
			t.Errorf("bold %v lacks letters: %s", bold, got)
		}
		if got := fonts.known("An 🏠 漢", bold); got != "An ? ?" {
			t.Errorf("letters that the font lacks show as %q", got)
		}
	}
}

// luminance is the relative luminance of WCAG 2.
func luminance(c color.RGBA) float64 {
	channel := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

func TestTextStandsOutFromWhatItStandsOn(t *testing.T) {
	t.Parallel()
	for name, pair := range map[string][2]color.RGBA{
		"ink on paper": {ink, paper}, "ink on every other row": {ink, shade}, "ink on home": {ink, home}, "ink on stripes": {ink, stripe},
		"muted on paper": {muted, paper}, "today's head": {paper, accent}, "the mark of presence": {ink, must},
	} {
		a, b := luminance(pair[0])+0.05, luminance(pair[1])+0.05
		if contrast := max(a, b) / min(a, b); contrast < 7 {
			t.Errorf("%s: contrast %.1f, at least 7", name, contrast)
		}
	}
}

var words = BoardWords{Morning: "S", Afternoon: "C", Away: "V"}

// grey draws one mark and gives its lightness, pixel by pixel.
func grey(t *testing.T, w rules.Whereabouts) []uint8 {
	t.Helper()
	c := sheet(t)
	r := image.Rect(0, 0, 126, 68)
	c.whereabouts(r, w, words)
	var out []uint8
	for y := range r.Dy() {
		for x := range r.Dx() {
			out = append(out, color.GrayModel.Convert(c.img.At(x, y)).(color.Gray).Y) //nolint:errcheck // the model gives Gray
		}
	}
	return out
}

func TestMarksAreToldApartWithoutColour(t *testing.T) {
	t.Parallel()
	day := func(morning, afternoon rules.Place) rules.Whereabouts {
		return rules.Whereabouts{Halves: [2]rules.Place{morning, afternoon}}
	}
	marks := map[string]rules.Whereabouts{
		"office": {}, "home": day(rules.AtHome, rules.AtHome), "home in the morning": day(rules.AtHome, rules.AtOffice),
		"home in the afternoon": day(rules.AtOffice, rules.AtHome), "asked": day(rules.HomeAsked, rules.HomeAsked),
		"away": day(rules.IsAway, rules.IsAway), "away in the morning": day(rules.IsAway, rules.AtOffice), "off": day(rules.DayOff, rules.DayOff),
		"not there": day(rules.NotPosted, rules.NotPosted), "required": {Required: [2]bool{true, true}}, "required in the morning": {Required: [2]bool{true, false}},
	}
	for a, one := range marks {
		for b, other := range marks {
			if a >= b {
				continue
			}
			first, second := grey(t, one), grey(t, other)
			differ := 0
			for i := range first {
				if d := int(first[i]) - int(second[i]); d > 40 || d < -40 { // clear lines, not shades
					differ++
				}
			}
			if differ < 40 {
				t.Errorf("%s and %s differ in %d pixels only", a, b, differ)
			}
		}
	}
}

func TestLongNamesKeepTheGivenName(t *testing.T) {
	t.Parallel()
	c := sheet(t)
	st := style{size: bodySize}
	for _, x := range []struct {
		name, want string
		room       int
	}{
		{"Trần Quốc Bình", "Trần Quốc Bình", 360},
		{"Nguyễn Thị Phương Thảo", "N. Thị Phương Thảo", 330},
		{"Tôn Nữ Thị Ngọc Phương Khánh Quỳnh", "T.N.T.N.P. Khánh Quỳnh", 362},
		{"Nguyễntênrấtdàikhôngcódấucáchnàocả", "Nguyễntênrấtd…", 260},
	} {
		if got := c.fitName(x.name, x.room, st); got != x.want || c.width(got, st) > x.room {
			t.Errorf("%s in %d px: %q, want %q", x.name, x.room, got, x.want)
		}
	}
}

func TestAPictureIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	m := Month{Title: "Tháng 11/2026", Days: make([]MonthDay, 30), Words: words}
	one, err := m.PNG()
	if err != nil {
		t.Fatal(err)
	}
	other, err := m.PNG()
	if err != nil || !bytes.Equal(one, other) {
		t.Errorf("two drawings differ: %v", err)
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]interface{ PNG() ([]byte, error) }{
		"too many people":  Board{People: make([]BoardPerson, PeoplePerBoard+1)},
		"cells and days":   Board{Days: make([]BoardDay, 5), People: []BoardPerson{{Cells: make([]rules.Whereabouts, 4)}}},
		"too many units":   Overview{Units: make([]OverviewUnit, UnitsPerOverview+1)},
		"loads and days":   Overview{Days: make([]BoardDay, 5), Units: make([]OverviewUnit, 1)},
		"a month too long": Month{Days: make([]MonthDay, 32)},
	} {
		if _, err := p.PNG(); err == nil {
			t.Errorf("%s: drawn", name)
		}
	}
}
