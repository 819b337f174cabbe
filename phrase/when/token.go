package when

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokWord tokenKind = iota
	tokNumber
	tokSign
)

// token is a word, a number or a sign of the text.
type token struct {
	kind    tokenKind
	listed  bool      // of tokWord: a word of a list as it is written, or with no marks
	glued   bool      // no space between this token and the one before
	title   bool      // begins with a capital
	keys    bool      // read out of the keys of VNI or Telex
	unknown bool      // a word of no list
	slip    bool      // a slip of the finger put right
	name    bool      // somebody's name
	later   bool      // begins a day that others before it make a later one
	text    string    // lower case; a sign is one character
	word    word      // of tokWord
	entry   *entry    // of tokWord: what is known of its letters
	opens   *openings // of a listed word
	marks   marks     // of tokWord
	number  uint16    // of its entry; noWord where it is none of ours
	n       int       // of tokNumber; -1 when it has more than four digits
	at      int       // position in the normalised runes
	end     int       // the position after it
	index   int       // among the tokens of the whole text
	plain   [2]uint64
	as      *spot // read as this and nothing else
}

func (t *token) isSign(signs string) bool {
	return t.kind == tokSign && strings.IndexByte(signs, t.text[0]) >= 0
}

// signs are the signs that mean something.
const signs = "/-.,:;+&%?!>=\n|"

// tokenise splits normalised text. Letters and digits part ("t5", "8h");
// brackets, quotes and pictures count as spaces; a letter-dot-letter run such as
// "w.f.h" is one word.
func (l *Lexicon) tokenise(toks []token, text []rune) []token {
	if cap(toks) == 0 {
		toks = make([]token, 0, len(text)/3+8)
	}
	glued := false
	for i := 0; i < len(text); {
		r := lower(text[i])
		j := i + 1
		switch {
		case isLetter(r):
			toks, j = l.appendRun(toks, text, i, glued)
			glued = true
		case r >= '0' && r <= '9':
			for j < len(text) && text[j] >= '0' && text[j] <= '9' {
				j++
			}
			toks = append(toks, numberToken(text, i, j, glued))
			glued = true
		case strings.ContainsRune(signs, r):
			at := strings.IndexRune(signs, r)
			toks = append(toks, token{kind: tokSign, text: signs[at : at+1], at: i, end: i + 1, glued: glued})
			glued = true
		default:
			glued = false
		}
		i = j
	}
	return l.joinVNI(toks)
}

// joinVNI reads a mark that closes a word ("nha2") where VNI digits stand inside
// other words of the text.
func (l *Lexicon) joinVNI(toks []token) []token {
	typed := false
	for k := range toks {
		typed = typed || toks[k].keys
	}
	for k := 1; k < len(toks) && !typed; k++ {
		if t := &toks[k]; t.kind == tokNumber && t.glued && len(t.text) == 1 && toks[k-1].kind == tokWord {
			w, ok := l.vniWord(toks[k-1].text + t.text)
			typed = ok && l.closesAlone(toks[k-1].word, w)
		}
	}
	if !typed {
		return toks
	}
	out := toks[:0]
	for _, t := range toks {
		if k := len(out) - 1; t.kind == tokNumber && t.glued && len(t.text) == 1 && k >= 0 && out[k].kind == tokWord && !out[k].keys {
			if w, ok := l.vniWord(out[k].text + t.text); ok && !l.weekdayWord(out[k].word) {
				out[k].text, out[k].word, out[k].end, out[k].keys = w.base, w, t.end, true
				out[k].entry, out[k].opens, out[k].listed = nil, nil, false
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// isLetter includes the combining marks that a base letter may carry.
func isLetter(r rune) bool {
	if r < unicode.MaxASCII {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if x := letterOf(r); x != nil {
		return x.isOne
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

func isUpper(r rune) bool {
	if x := letterOf(r); x != nil {
		return x.upper
	}
	return unicode.IsUpper(r)
}

// numberToken reads the digits from at to end.
func numberToken(text []rune, at, end int, glued bool) token {
	const digits, base = 4, 10
	t := token{kind: tokNumber, n: -1, at: at, end: end, glued: glued}
	if end-at <= digits {
		t.n = 0
		for _, r := range text[at:end] {
			t.n = base*t.n + int(r-'0')
		}
	}
	if text[at] != '0' && end-at < digits {
		t.text = strconv.Itoa(t.n) // most of them are no new string
	} else {
		t.text = string(text[at:end])
	}
	return t
}

// appendRun reads one run of letters from text[i], with VNI digits inside.
func (l *Lexicon) appendRun(toks []token, text []rune, i int, glued bool) ([]token, int) {
	var buffer [32]rune
	run := buffer[:0]
	j, after := i, 0
	drawn := false // a letter stands three times on end
	for j < len(text) {
		if x := letterOf(text[j]); x != nil && x.isOne {
			n := len(run)
			drawn = drawn || n > 1 && run[n-1] == x.lower && run[n-2] == x.lower
			run = append(run, x.lower)
			j++
			continue
		}
		r := lower(text[j])
		if r == '\'' && genitive(text, j) {
			after = 2
			break
		}
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
		run, drawn = append(run, r), true
		j++
	}
	title := isUpper(text[i])
	if j < len(text) && text[j] >= '0' && text[j] <= '9' {
		if w, end, ok := l.vniRun(text, i, j, run); ok {
			return append(toks, token{text: w.base, word: w, at: i, end: end, glued: glued, keys: true, title: title}), end
		}
	}
	t := token{at: i, end: j, glued: glued, title: title}
	if drawn {
		run = squeeze(run)
	}
	l.read(&t, run)
	return append(toks, t), j + after
}

// genitive reports the 's that closes "Bình's request".
func genitive(text []rune, j int) bool {
	return j+1 < len(text) && lower(text[j+1]) == 's' && (j+2 == len(text) || !isLetter(lower(text[j+2])))
}

// read takes a word of small letters apart; those of the lexicon are known.
func (l *Lexicon) read(t *token, letters []rune) {
	var buffer [64]byte
	b := buffer[:0]
	for _, r := range letters {
		b = utf8.AppendRune(b, r)
	}
	if x := l.spelt.find(b); x != nil {
		t.text, t.word, t.entry, t.opens, t.listed = x.text, x.word, x.entry, x.opens, true
		return
	}
	t.text = string(b)
	t.word = foldWord(t.text)
}

// dottedLetters reports a run like "w.f.h": two dots at least.
func dottedLetters(text []rune, i int) bool {
	return i+4 < len(text) && isLetter(lower(text[i+2])) && text[i+3] == '.' && isLetter(lower(text[i+4])) &&
		(i+5 >= len(text) || !isLetter(lower(text[i+5])))
}

func appendDotted(toks []token, text []rune, i int, glued bool) ([]token, int) {
	s := string([]rune{lower(text[i]), lower(text[i+2]), lower(text[i+4])})
	return append(toks, token{text: s, word: foldWord(s), at: i, end: i + 5, glued: glued}), i + 5
}

// vniRun reads a run of letters and digits as VNI keys when the digits stand
// inside the letters, or two marks close it: "ngay2" stays "ngày 2".
func (l *Lexicon) vniRun(text []rune, i, j int, letters []rune) (w word, end int, ok bool) {
	run := slices.Clone(letters)
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
	w, ok = l.vniWord(string(run))
	return w, end, ok && (inside || slices.Contains(l.known[w.base], w))
}

// vniWord reads letters and VNI digits as a word of the lexicon, or as any
// syllable where the digits stand inside it.
func (l *Lexicon) vniWord(s string) (word, bool) {
	w, ok := unVNI(s)
	if !ok {
		return w, false
	}
	return w, slices.Contains(l.known[w.base], w) || l.syllable(w.base)
}

// weekdayWord reports "thu", "t", "th", after which a digit says the day.
func (l *Lexicon) weekdayWord(w word) bool {
	for _, p := range l.own[w.base] {
		if p.class == lexThu {
			return true
		}
	}
	return false
}

// closesAlone reports that a single digit after a word is its mark although no
// other word was typed so: "nghi3", but not "thu5", "ngay2" or "t5".
func (l *Lexicon) closesAlone(plain, w word) bool {
	if len(plain.base) < 3 || !slices.Contains(l.known[w.base], w) {
		return false
	}
	for _, p := range l.own[plain.base] {
		switch p.class {
		case lexThu, lexDay, lexMonth, lexWeek, lexYear, lexTo, lexFrom, lexHome, lexCancel:
			return false
		}
	}
	return true
}
