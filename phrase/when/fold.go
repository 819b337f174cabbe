package when

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxBytes and maxRunes bound the text that is read; the rest is ignored.
// Telegram's own limit is 4,096 characters.
const (
	maxBytes = 1 << 16
	maxRunes = 4096
)

// normalise brings text into one form: NFKC (so full-width digits are digits),
// no invisible characters, one kind of dash, quote and arrow, bounded length.
// Case is kept, for the note.
func normalise(out []rune, text string) []rune {
	if len(text) > maxBytes {
		text = text[:maxBytes]
	}
	if !stable(text) {
		text = norm.NFKC.String(strings.ToValidUTF8(text, " "))
	}
	for _, r := range text {
		if len(out) == maxRunes {
			break
		}
		if x := letterOf(r); x != nil && x.asIs {
			out = append(out, r)
			continue
		}
		if r = plainRune(r); r != 0 {
			out = append(out, r)
		}
	}
	return out
}

// plainRune maps look-alikes to one sign and invisible characters to 0.
func plainRune(r rune) rune {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '~', '∼':
		return '-'
	case '‘', '’', 'ʼ', '`', '´':
		return '\''
	case '⁄', '∕':
		return '/'
	case '→', '⇒', '➡', '➔', '➜':
		return '>'
	case '\r':
		return ' '
	case '\u034f', '\u061c', '\u180e', '\u20e3':
		return 0
	}
	if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
		return 0
	}
	return r
}

// lower folds case rune by rune, so that positions stay.
func lower(r rune) rune {
	if r < unicode.MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if x := letterOf(r); x != nil {
		return x.lower
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// word is a Vietnamese syllable taken apart: its plain letters, the shape of each
// letter (â ă ơ đ), and its one tone. "hủy" and "huỷ" are the same word.
type word struct {
	base  string // plain letters
	shape string // one byte a letter: '.', '^' (â ê ô), '(' (ă), '+' (ơ ư), '-' (đ)
	tone  byte   // 0, or one of "` ' ? ~ ." for huyền, sắc, hỏi, ngã, nặng
}

// foldWord takes lower-case text apart.
func foldWord(s string) word {
	if len(s) <= len(noShape) && isASCII(s) {
		return word{base: s, shape: noShape[:len(s)]}
	}
	var bases, shapes [24]byte
	base, shape := bases[:0], shapes[:0]
	var w word
	for _, r := range s {
		if r < unicode.MaxASCII {
			base, shape = append(base, byte(r)), append(shape, '.')
			continue
		}
		for _, r := range apart(r) {
			switch mark := markOf(r); {
			case r == 'đ':
				base, shape = append(base, 'd'), append(shape, '-')
			case mark == 0:
				base = utf8.AppendRune(base, r)
				for len(shape) < len(base) {
					shape = append(shape, '.')
				}
			case isShape(mark):
				if len(shape) > 0 {
					shape[len(shape)-1] = mark
				}
			default:
				w.tone = mark
			}
		}
	}
	w.base, w.shape = string(base), string(shape)
	return w
}

// apart is a letter and its marks.
func apart(r rune) string {
	if i := int(r - firstMarked); i >= 0 && i < markedLetters {
		return marked()[i]
	}
	return norm.NFD.String(string(r))
}

// The letters with marks stand from À to ỹ in Unicode.
const (
	firstMarked   = 0xc0
	markedLetters = 0x1ef9 - firstMarked + 1
)

// marked are the letters with marks, taken apart once.
var marked = sync.OnceValue(func() *[markedLetters]string {
	var out [markedLetters]string
	for i := range out {
		out[i] = norm.NFD.String(string(rune(firstMarked + i)))
	}
	return &out
})

// noShape is the shape of plain letters.
const noShape = "........................"

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isShape(mark byte) bool { return mark == '^' || mark == '(' || mark == '+' }

// markOf names a combining mark, or is 0 for any other rune.
func markOf(r rune) byte {
	switch r {
	case '\u0302':
		return '^'
	case '\u0306':
		return '('
	case '\u031b':
		return '+'
	case '\u0300':
		return '`'
	case '\u0301':
		return '\''
	case '\u0309':
		return '?'
	case '\u0303':
		return '~'
	case '\u0323':
		return '.'
	}
	return 0
}

// The ways in which a written word may stand for a word of the lexicon, best first.
const (
	fitExact   = 0 // every mark is there
	fitOmitted = 1 // marks are missing, none contradicts
	fitSlip    = 2 // letters changed places, or one is wrong
	fitNone    = 9
)

// fit says how the written word w may stand for l.
func (w *word) fit(l *word) int {
	if w.tone != 0 && w.tone != l.tone || w.base != l.base {
		return fitNone
	}
	if w.tone == l.tone && w.shape == l.shape {
		return fitExact
	}
	for i := range w.shape {
		if w.shape[i] != '.' && w.shape[i] != l.shape[i] {
			return fitNone
		}
	}
	return fitOmitted
}

// bare reports whether the word carries no mark at all.
func (w word) bare() bool {
	if w.tone != 0 {
		return false
	}
	for i := range len(w.shape) {
		if w.shape[i] != '.' {
			return false
		}
	}
	return true
}

// marks are the marks of a word: four bits a letter for its shape, of which one is set, and above
// them the tone, a bit each. So what a writer left out is what is not set.
type marks uint64

const (
	shapeBits   = 4
	markedFirst = 14 // letters that can be told by their shapes
	toneShift   = markedFirst * shapeBits

	markedBehind marks = 1 << 63 // marks behind the first letters
)

// marksOf are the marks of a word. No word of a lexicon has any behind its first letters.
func marksOf(w *word) (m marks) {
	if len(w.shape) > markedFirst && strings.Trim(w.shape[markedFirst:], ".") != "" {
		m = markedBehind
	}
	switch w.tone {
	case '`':
		m |= 1 << toneShift
	case '\'':
		m |= 1 << (toneShift + 1)
	case '?':
		m |= 1 << (toneShift + 2)
	case '~':
		m |= 1 << (toneShift + 3)
	case '.':
		m |= 1 << (toneShift + 4)
	}
	for i := range min(len(w.shape), markedFirst) {
		switch w.shape[i] {
		case '^':
			m |= 1 << (shapeBits * i)
		case '(':
			m |= 1 << (shapeBits*i + 1)
		case '+':
			m |= 1 << (shapeBits*i + 2)
		case '-':
			m |= 1 << (shapeBits*i + 3)
		}
	}
	return m
}

// fit says how a written word with these marks may stand for one of the same letters.
func (m marks) fit(want marks) int {
	switch {
	case m == want:
		return fitExact
	case m&^want == 0:
		return fitOmitted
	}
	return fitNone
}

// squeeze shortens drawn-out letters: "maiiii" is "mai". Doubles stay: Telex
// writes â as aa.
func squeeze(runes []rune) []rune {
	out := runes[:0]
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && runes[j] == runes[i] {
			j++
		}
		if j-i >= 3 {
			out = append(out, runes[i])
		} else {
			out = append(out, runes[i:j]...)
		}
		i = j
	}
	return out
}
