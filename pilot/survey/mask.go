package survey

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tainha/fold"
)

// masked stands in place of what could tell of a person; it is no word of any language.
const masked = "•••"

// titles are what stands before somebody's name, a line each.
//
//go:embed titles.txt
var titles string

var (
	addresses = regexp.MustCompile(`\S*(?:https?://|www\.|@)\S+`)
	numbers   = regexp.MustCompile(`\+?[\d(][\d().\s/-]{3,}\d`)
	wordRuns  = regexp.MustCompile(`[\p{L}\p{M}]+`)
)

// fewestDigits are the digits that a phone number, an identity card or the number of a file has at least.
const fewestDigits = 5

// Mask hides in a comment what could tell of a person: names (of the staff given, and whatever is written as one), numbers of
// phones, cards and files, addresses. It hides rather too much than too little.
func Mask(text string, staff []string) string {
	text = addresses.ReplaceAllString(text, masked)
	text = numbers.ReplaceAllStringFunc(text, func(s string) string {
		if strings.IndexFunc(s, unicode.IsDigit) >= 0 && strings.Count(strings.Map(onlyDigit, s), "0") >= fewestDigits {
			return masked
		}
		return s
	})
	m := masker{text: text, at: wordRuns.FindAllStringIndex(text, -1), titles: map[string]bool{}, given: map[string]bool{}}
	for t := range strings.FieldsSeq(titles) {
		m.titles[fold.Text(t)] = true
	}
	for _, name := range staff {
		words := strings.Fields(fold.Text(name))
		if len(words) == 0 {
			continue
		}
		m.given[words[len(words)-1]] = true
		for from := 0; from+1 < len(words); from++ { // "Ngọc Lan" of "Phạm Thị Ngọc Lan"
			m.names = append(m.names, words[from:])
		}
	}
	return m.masked()
}

func onlyDigit(r rune) rune {
	if unicode.IsDigit(r) {
		return '0'
	}
	return -1
}

// masker finds names among the words of a text.
type masker struct {
	text   string
	at     [][]int // where each word begins and ends
	titles map[string]bool
	names  [][]string // folded, from two words on
	given  map[string]bool
}

func (m masker) word(i int) string { return fold.Text(m.text[m.at[i][0]:m.at[i][1]]) }

// large reports a word that is written as a name: one capital, then small letters.
func (m masker) large(i int) bool {
	word := m.text[m.at[i][0]:m.at[i][1]]
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && strings.IndexFunc(word[size:], unicode.IsUpper) < 0
}

// joins reports that only a space stands between a word and the one before.
func (m masker) joins(i int) bool {
	return i > 0 && strings.TrimSpace(m.text[m.at[i-1][1]:m.at[i][0]]) == ""
}

func (m masker) masked() string {
	var b strings.Builder
	end := 0
	for i := 0; i < len(m.at); {
		n := m.nameAt(i)
		if n == 0 {
			i++
			continue
		}
		b.WriteString(m.text[end:m.at[i][0]])
		b.WriteString(masked)
		end = m.at[i+n-1][1]
		i += n
	}
	b.WriteString(m.text[end:])
	return b.String()
}

// nameAt is of how many words the name is that begins at a word, 0 for none.
func (m masker) nameAt(i int) int {
	best := 0
	for _, name := range m.names {
		if len(name) > best && m.holds(i, name) {
			best = len(name)
		}
	}
	if best > 0 {
		return best
	}
	n := 0
	for i+n < len(m.at) && m.large(i+n) && (n == 0 || m.joins(i+n)) {
		n++
	}
	titled := m.joins(i) && m.titles[m.word(i-1)]
	begins := i == 0 || strings.ContainsAny(m.text[m.at[i-1][1]:m.at[i][0]], ".!?\n")
	switch {
	case n > 1 && begins && m.titles[m.word(i)]: // "Chị Lan" begins a sentence
		return 0
	case n > 1, n == 1 && titled:
		return n
	case m.given[m.word(i)] && (titled || n == 1 && !begins):
		return 1
	}
	return 0
}

func (m masker) holds(i int, name []string) bool {
	if i+len(name) > len(m.at) {
		return false
	}
	for k, w := range name {
		if k > 0 && !m.joins(i+k) || m.word(i+k) != w {
			return false
		}
	}
	return true
}
