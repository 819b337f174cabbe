package when

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Leftovers of Vietnamese input methods: text typed while the keyboard's Telex
// or VNI mode was off, such as "thuws 5" or "tua62n sau".

// unTelex reads Telex keys: doubled a, e, o, d; w for the hook and the breve;
// s f r x j for the tones. ok is false when there is nothing of that kind.
func unTelex(s string) (w word, ok bool) {
	var base, shape []byte
	for i := range len(s) {
		c, last := s[i], len(base)-1
		switch {
		case last >= 0 && strings.IndexByte("sfrxj", c) >= 0 && bytes.ContainsAny(base, "aeiouy"):
			w.tone = map[byte]byte{'s': '\'', 'f': '`', 'r': '?', 'x': '~', 'j': '.'}[c]
			ok = true
		case c == 'w' && last >= 0 && hookLetter(base, shape):
			ok = true
		case strings.IndexByte("aeo", c) >= 0 && doubleLetter(base, shape, c):
			ok = true
		case c == 'd' && last == 0 && base[0] == 'd':
			shape[0], ok = '-', true
		default:
			base, shape = append(base, c), append(shape, '.')
		}
	}
	w.base, w.shape = string(base), string(shape)
	return w, ok
}

// hookLetter puts w's mark on the last letter that can bear it.
func hookLetter(base, shape []byte) bool {
	for i := len(base) - 1; i >= 0; i-- {
		switch base[i] {
		case 'a':
			shape[i] = '('
			return true
		case 'o', 'u':
			shape[i] = '+'
			if i > 0 && base[i] == 'o' && base[i-1] == 'u' {
				shape[i-1] = '+'
			}
			return true
		}
	}
	return false
}

// doubleLetter puts the circumflex on an earlier c of the same syllable.
func doubleLetter(base, shape []byte, c byte) bool {
	for i := len(base) - 1; i >= 0 && i >= len(base)-3; i-- {
		if base[i] == c && shape[i] == '.' {
			shape[i] = '^'
			return true
		}
	}
	return false
}

// unVNI reads VNI keys: digits 1 to 5 are tones, 6 to 9 shapes. s holds letters
// and digits; ok is false when a digit can't be a mark.
func unVNI(s string) (w word, ok bool) {
	var base, shape []byte
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			base, shape = append(base, c), append(shape, '.')
			continue
		}
		if !vniMark(c, base, shape, &w.tone) {
			return word{}, false
		}
		ok = true
	}
	w.base, w.shape = string(base), string(shape)
	return w, ok
}

func vniMark(c byte, base, shape []byte, tone *byte) bool {
	if c >= '1' && c <= '5' {
		*tone = "'`?~."[c-'1']
		return bytes.ContainsAny(base, "aeiouy")
	}
	bears := map[byte]string{'6': "aeo", '7': "ou", '8': "a", '9': "d"}[c]
	for i := len(base) - 1; i >= 0; i-- {
		if strings.IndexByte(bears, base[i]) >= 0 {
			shape[i] = map[byte]byte{'6': '^', '7': '+', '8': '(', '9': '-'}[c]
			return true
		}
	}
	return false
}

// isSlip reports whether a is b with two neighbouring letters swapped, or, for
// words of five letters and more, with one letter wrong, missing or too many; with one
// too many for words of four.
func isSlip(a, b string) bool {
	switch {
	case a == b || len(b) < 3 || len(a) > len(b)+1 || len(b) > len(a)+1:
		return false
	case len(a) == len(b) && swapped(a, b):
		return true
	}
	if len(b) == 4 && len(a) == 5 { // one letter too many: "ngihi"
		return tooMany(a, b)
	}
	return len(b) >= 5 && oneApart(a, b)
}

// oneApart reports one letter wrong, missing or too many; b is of plain letters.
func oneApart(a, b string) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(utf8.RuneCountInString(a), len(b)) == 1
}

// tooMany reports that a is b with one letter more.
func tooMany(a, b string) bool {
	for i := range len(b) {
		if a[i] != b[i] {
			return a[i+1:] == b[i:]
		}
	}
	return true
}

// swapped reports that two neighbouring letters changed places.
func swapped(a, b string) bool {
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}
