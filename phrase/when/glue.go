package when

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestGlued is how many letters a run of glued words may have.
const longestGlued = 40

// glueLexemes are the classes whose words are told apart when no space parts them.
var glueLexemes = [...]Class{
	lexRelative, lexMot, lexDay, lexThu, lexWeekday, lexDigit, lexWeek, lexMonth, lexThis, lexNext, lexMorning, lexAfternoon,
	lexFrom, lexTo, lexAnd, lexExcept, lexHome, lexOffice, lexLeave, lexCancel, lexDrop, lexChange, lexInto,
}

// gluableWords are the words of glueLexemes by their plain letters.
func (l *Lexicon) gluableWords() map[string][]word {
	out := map[string][]word{}
	for _, patterns := range l.own {
		for _, p := range patterns {
			if !slices.Contains(glueLexemes[:], p.class) {
				continue
			}
			for _, w := range p.words {
				if len(w.base) == 2 && !slices.Contains(l.plains[plainShortPlace], w.base) && !strings.ContainsAny(w.base, "aeiouy") {
					continue // short forms such as ng, th
				}
				out[w.base] = append(out[w.base], w)
			}
		}
	}
	return out
}

// unglue parts runs of letters that no pattern knows into words that patterns
// know: "hủyt5", "wfht5", "tuầnsau", "mailàmởnhà". A run that isn't wholly made
// of such words stays as it is.
func (l *Lexicon) unglue(toks []token) []token {
	glued := false
	for k := range toks {
		glued = glued || l.mayBeGlued(&toks[k])
	}
	if !glued {
		return toks
	}
	out := make([]token, 0, len(toks))
	for i, t := range toks {
		numbered := i+1 < len(toks) && toks[i+1].kind == tokNumber && toks[i+1].glued
		shortest := 5
		switch {
		case numbered:
			shortest = 3
		case !t.word.bare() && !l.syllable(t.word.base): // "ởnhà"
			shortest = 4
		}
		if t.kind != tokWord || len(t.word.base) < shortest || len(t.word.base) > longestGlued || t.listed || len(l.known[t.word.base]) > 0 {
			out = append(out, t)
			continue
		}
		parts := l.splitGlued([]rune(norm.NFC.String(t.text)), numbered)
		if len(parts) < 2 {
			out = append(out, t)
			continue
		}
		for k, w := range parts {
			out = append(out, token{text: w.base, word: w, at: t.at, end: t.end, glued: k == 0 && t.glued, title: k == 0 && t.title})
		}
	}
	return out
}

// mayBeGlued reports a word that no pattern knows.
func (l *Lexicon) mayBeGlued(t *token) bool {
	return t.kind == tokWord && !t.listed && len(t.word.base) >= 3 && len(t.word.base) <= longestGlued && len(l.known[t.word.base]) == 0
}

// splitGlued finds the fewest words that letters consist of; nil where there are
// none. Only the t before a number, and ở, may be one letter.
func (l *Lexicon) splitGlued(letters []rune, numbered bool) []word {
	best := make([][]word, len(letters)+1)
	best[0] = []word{}
	for end := 1; end <= len(letters); end++ {
		for start := max(0, end-7); start < end; start++ {
			if best[start] == nil || best[end] != nil && len(best[end]) <= len(best[start])+1 {
				continue
			}
			w := foldWord(string(letters[start:end]))
			last := numbered && end == len(letters)
			if (utf8.RuneCountInString(w.base) > 1 || w.base == l.plains[plainT][0] && last || w.base == l.plains[plainStay][0] && start > 0) && l.gluedWord(w) {
				best[end] = append(slices.Clone(best[start]), w)
			}
		}
	}
	return best[len(letters)]
}

func (l *Lexicon) gluedWord(w word) bool {
	return slices.ContainsFunc(l.gluable[w.base], func(known word) bool { return w.fit(&known) <= fitOmitted })
}
