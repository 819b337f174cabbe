package roster

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"tainha/rules"
)

// builtinFormats are the number formats that every workbook knows, by their ids.
// Days and times are told apart by their letters alone.
var builtinFormats = map[string]string{
	"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00",
	"14": "d/m/y", "15": "d/m/y", "16": "d/m", "17": "m/y", "18": "h:m", "19": "h:m", "20": "h:m", "21": "h:m", "22": "d/m/y h:m",
	"27": "d/m/y", "28": "d/m/y", "29": "d/m/y", "30": "d/m/y", "31": "d/m/y", "32": "h:m", "33": "h:m", "34": "h:m", "35": "h:m", "36": "d/m/y",
	"37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00", "45": "m:s", "46": "h:m", "47": "m:s",
	"50": "d/m/y", "51": "d/m/y", "52": "d/m/y", "53": "d/m/y", "54": "d/m/y", "55": "d/m/y", "56": "d/m/y", "57": "d/m/y", "58": "d/m/y",
}

// numberFormat is how Excel shows a number. The zero value shows it as it is.
type numberFormat struct {
	day     bool
	percent int
	science bool
	whole   []rune // before the decimal point: 0, # and literals, which are marked by literal
	tenths  int    // digits after it
	commas  bool
	after   string // literals at the end
	given   bool
}

// literal marks a sign of a format that stands for itself.
const literal = utf8.MaxRune

// readFormat reads a format's first section, that of positive numbers.
func readFormat(code string) numberFormat {
	var f numberFormat
	if code == "" || strings.EqualFold(code, "General") || code == "@" || len(code) > 255 {
		return f
	}
	f.given = true
	dot := false
	signs := []rune(code)
	for i := 0; i < len(signs); i++ {
		switch c := signs[i]; c {
		case ';':
			return f
		case '[': // a colour, a locale or a condition
			for i < len(signs) && signs[i] != ']' {
				i++
			}
		case '"':
			for i++; i < len(signs) && signs[i] != '"'; i++ {
				f.put(signs[i], dot)
			}
		case '\\':
			if i++; i < len(signs) {
				f.put(signs[i], dot)
			}
		case '_', '*':
			i++
		case '0', '#', '?':
			if dot {
				f.tenths++
			} else {
				f.whole = append(f.whole, c)
			}
		case '.':
			dot = true
		case ',':
			f.commas = f.commas || len(f.whole) > 0
		case '%':
			f.percent++
			f.after += "%"
		case 'E', 'e':
			f.science = true
		case '+':
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			return numberFormat{day: true}
		default:
			f.put(c, dot)
		}
	}
	return f
}

// put takes in a sign that stands for itself.
func (f *numberFormat) put(c rune, dot bool) {
	if dot {
		f.after += string(c)
		return
	}
	f.whole = append(f.whole, literal, c)
}

// show is the number as Excel shows it.
func (f numberFormat) show(v float64) string {
	if f.science {
		return strconv.FormatFloat(v, 'E', f.tenths, 64)
	}
	if !f.given || !strings.ContainsAny(string(f.whole), "0#?") && f.tenths == 0 {
		return general(v)
	}
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	v *= math.Pow(100, float64(f.percent))
	if v >= 1e15 {
		return sign + general(v)
	}
	whole, tenths, _ := strings.Cut(strconv.FormatFloat(v, 'f', f.tenths, 64), ".")
	if tenths != "" {
		tenths = "." + tenths
	}
	return sign + f.wholePart(whole) + tenths + f.after
}

// wholePart sets the digits into the format's places, from the right; the first place takes all
// that are left.
func (f numberFormat) wholePart(digits string) string {
	places := 0
	for i := 0; i < len(f.whole); i++ {
		if f.whole[i] == literal {
			i++
			continue
		}
		places++
	}
	if digits == "0" {
		digits = ""
	}
	set := 0 // digits that are out
	var out strings.Builder
	for i, place := 0, places; i < len(f.whole); i++ {
		c := f.whole[i]
		if c == literal {
			i++
			out.WriteRune(f.whole[i])
			continue
		}
		take := len(digits) - set - (place - 1)
		switch {
		case place == places && take > 1:
			out.WriteString(digits[:take])
			set = take
		case take >= 1:
			out.WriteByte(digits[set])
			set++
		case c == '0':
			out.WriteByte('0')
		}
		place--
	}
	s := out.String()
	if !f.commas {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// general shows a number that has no format: whole numbers with all their digits.
func general(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	const digits = 11
	return strings.ReplaceAll(strconv.FormatFloat(v, 'G', digits, 64), "E+0", "E+")
}

// dayText is a day as Excel shows it in Vietnam.
func dayText(d rules.Date) string {
	year, month, day := d.Civil()
	return fmt.Sprintf("%02d/%02d/%d", day, month, year)
}
