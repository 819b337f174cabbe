package when

import "unicode"

// The letters of Vietnamese stand in these two stretches of Unicode: up to ư, and from Ạ to ỹ.
const (
	latinEnd  = 0x200
	markedOne = 0x1ea0
	markedEnd = 0x1efa
)

// letter is what is known of a sign of the two stretches.
type letter struct {
	lower  rune
	isOne  bool // it is a letter, or a mark on one
	stable bool // text of such signs alone has one form only
	upper  bool // a capital
	asIs   bool // normalise leaves it as it is
}

// latin and accented are the signs of the two stretches.
var latin, accented = lettersOf(0, latinEnd), lettersOf(markedOne, markedEnd)

func lettersOf(from, to rune) []letter {
	out := make([]letter, 0, to-from)
	for r := from; r < to; r++ {
		stable := r < unicode.MaxASCII || r >= firstMarked && r <= unicode.MaxLatin1 || r >= markedOne
		switch r {
		case 0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1a0, 0x1a1, 0x1af, 0x1b0: // Ă Đ Ĩ Ũ Ơ Ư, large and small
			stable = true
		}
		out = append(out, letter{unicode.ToLower(unicode.ToUpper(r)), unicode.IsLetter(r) || unicode.Is(unicode.Mn, r), stable, unicode.IsUpper(r), plainRune(r) == r})
	}
	return out
}

// letterOf is what is known of a sign, or nil.
func letterOf(r rune) *letter {
	switch {
	case r >= 0 && r < latinEnd:
		return &latin[r]
	case r >= markedOne && r < markedEnd:
		return &accented[r-markedOne]
	}
	return nil
}

// stable reports text in the form that normalise brings it into, but for its signs.
func stable(text string) bool {
	for _, r := range text {
		if x := letterOf(r); x == nil || !x.stable {
			return false
		}
	}
	return true
}
