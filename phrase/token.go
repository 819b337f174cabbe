package phrase

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

type tokenKind uint8

const (
	tokWord tokenKind = iota
	tokNumber
	tokSign
)

// token is a word, a number or a sign of the text.
type token struct {
	kind  tokenKind
	text  string // lower case; a sign is one character
	word  word   // of tokWord
	n     int    // of tokNumber; -1 when it has more than four digits
	glued bool   // no space between this token and the one before
	at    int    // position in the normalised runes
	vni   bool   // read out of VNI digits
}

func (t token) isSign(signs string) bool {
	return t.kind == tokSign && strings.Contains(signs, t.text)
}

// tokenise splits normalised text. Letters and digits part ("t5", "8h");
// brackets, quotes and pictures count as spaces; a letter-dot-letter run such as
// "w.f.h" is one word.
func tokenise(text []rune) []token {
	var toks []token
	glued := false
	for i := 0; i < len(text); {
		r := lower(text[i])
		j := i + 1
		switch {
		case isLetter(r):
			toks, j = appendRun(toks, text, i, glued)
			glued = true
		case r >= '0' && r <= '9':
			for j < len(text) && text[j] >= '0' && text[j] <= '9' {
				j++
			}
			toks = append(toks, numberToken(string(text[i:j]), i, glued))
			glued = true
		case strings.ContainsRune("/-.,:;+&%?!>=\n|", r):
			toks = append(toks, token{kind: tokSign, text: string(r), at: i, glued: glued})
			glued = true
		default:
			glued = false
		}
		i = j
	}
	return joinVNI(toks)
}

// joinVNI reads a mark that closes a word ("nha2") where VNI digits stand inside
// other words of the text.
func joinVNI(toks []token) []token {
	if !slices.ContainsFunc(toks, func(t token) bool { return t.vni }) {
		return toks
	}
	var out []token
	for _, t := range toks {
		if k := len(out) - 1; t.kind == tokNumber && t.glued && len(t.text) == 1 && k >= 0 && out[k].kind == tokWord {
			if w, ok := vniWord(out[k].text + t.text); ok {
				out[k].text, out[k].word = w.base, w
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// isLetter includes the combining marks that a base letter may carry.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

func numberToken(s string, at int, glued bool) token {
	n := -1
	if len(s) <= 4 {
		n, _ = strconv.Atoi(s)
	}
	return token{kind: tokNumber, text: s, n: n, at: at, glued: glued}
}

// appendRun reads one run of letters from text[i], with VNI digits inside.
func appendRun(toks []token, text []rune, i int, glued bool) ([]token, int) {
	var b strings.Builder
	j := i
	for j < len(text) {
		r := lower(text[j])
		if r == '\'' && j+1 < len(text) && isLetter(lower(text[j+1])) {
			j++
			continue
		}
		if r == '.' && j == i+1 && dottedLetters(text, i) {
			return appendDotted(toks, text, i, glued)
		}
		if !isLetter(r) {
			break
		}
		b.WriteRune(r)
		j++
	}
	s := b.String()
	if w, end, ok := vniRun(text, i, j, s); ok {
		return append(toks, token{text: w.base, word: w, at: i, glued: glued, vni: true}), end
	}
	s = squeeze(s)
	return append(toks, token{text: s, word: foldWord(s), at: i, glued: glued}), j
}

// dottedLetters reports a run like "w.f.h": two dots at least.
func dottedLetters(text []rune, i int) bool {
	return i+4 < len(text) && isLetter(lower(text[i+2])) && text[i+3] == '.' && isLetter(lower(text[i+4])) &&
		(i+5 >= len(text) || !isLetter(lower(text[i+5])))
}

func appendDotted(toks []token, text []rune, i int, glued bool) ([]token, int) {
	s := string([]rune{lower(text[i]), lower(text[i+2]), lower(text[i+4])})
	return append(toks, token{text: s, word: foldWord(s), at: i, glued: glued}), i + 5
}

// vniWords are the words worth reading out of VNI digits.
var vniWords = []string{"thứ", "tuần", "ngày", "tháng", "hôm", "sáng", "chiều", "đến", "từ", "nhà", "mốt", "chủ", "nhật", "trừ", "đổi", "hủy", "năm", "tư", "bảy", "sáu", "ở", "làm", "việc", "tới", "và", "này", "buổi", "nghỉ", "phép"}

// vniRun reads a run of letters and digits as VNI keys when the digits stand
// inside the letters, or two marks close it: "ngay2" stays "ngày 2".
func vniRun(text []rune, i, j int, letters string) (w word, end int, ok bool) {
	run := []rune(letters)
	inside := false
	for end = j; end < len(text) && end-i < 12; end++ {
		r := lower(text[end])
		if !isLetter(r) && (r < '0' || r > '9') {
			break
		}
		inside = inside || isLetter(r)
		run = append(run, r)
	}
	if end == j || !inside && end-j != 2 {
		return word{}, 0, false
	}
	for _, r := range run {
		if r > 'z' {
			return word{}, 0, false
		}
	}
	w, ok = vniWord(string(run))
	return w, end, ok
}

// vniWord reads letters and VNI digits as one of vniWords.
func vniWord(s string) (word, bool) {
	w, ok := unVNI(s)
	return w, ok && slices.ContainsFunc(vniWords, func(known string) bool { return w == foldWord(known) })
}
