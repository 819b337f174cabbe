package when

import (
	"maps"
	"slices"
)

// begun is a pattern that a written word can begin: its place among those of the same plain
// letters, how well the word fits, and the number of the word that comes second.
type begun struct {
	pattern uint16
	second  uint16 // noWord: none does
	fit     uint8
}

// noWord is the number of no word's entry.
const noWord = 0

// openings are the patterns that a word can begin as it is written.
type openings struct {
	word      word
	own, more beginnings
}

// beginnings are patterns that a word can begin, in their order, and what of them is left
// where it is known which word comes next.
type beginnings struct {
	patterns []pattern // of its plain letters
	all      []begun
	listed   bool     // what follows is worked out
	alone    []hit    // found where no second word of all comes next
	classes  classSet // of alone
	seconds  []uint16 // the numbers of the words that come second
	before   [][]begun
}

// openingsOf compares a written word with all patterns of its plain letters.
func (l *Lexicon) openingsOf(w word, e *entry) *openings {
	return &openings{word: w, own: l.beginningsOf(&w, e.own), more: l.beginningsOf(&w, e.more)}
}

func (l *Lexicon) beginningsOf(w *word, patterns []pattern) beginnings {
	b := beginnings{patterns: patterns, all: l.begunBy(w, patterns), listed: true}
	seconds := map[uint16]bool{}
	for _, x := range b.all {
		if x.second != noWord {
			seconds[x.second] = true
			continue
		}
		p := &patterns[x.pattern]
		b.alone = addHit(b.alone, hit{p.class, p.value, 1, int(x.fit), p.text})
	}
	b.alone = slices.Clip(b.alone)
	b.classes.add(b.alone)
	b.seconds = slices.Sorted(maps.Keys(seconds))
	for _, second := range b.seconds {
		b.before = append(b.before, slices.DeleteFunc(slices.Clone(b.all), func(x begun) bool { return x.second != noWord && x.second != second }))
	}
	return b
}

func (l *Lexicon) begunBy(w *word, patterns []pattern) []begun {
	var out []begun
	for k := range patterns {
		p := &patterns[k]
		fit := w.fit(&p.words[0])
		if fit == fitNone {
			continue
		}
		b := begun{pattern: uint16(k), fit: uint8(fit)}
		if len(p.words) > 1 {
			b.second = l.entry(p.words[1].base).number
		}
		out = append(out, b)
	}
	return out
}

// number is the number of a word's entry; noWord where the token is none of ours.
func (t *token) number() uint16 {
	if t.kind != tokWord || t.name {
		return noWord
	}
	return t.entry.number
}

// opened is what a token can begin as it stands, or nil where its word is not listed, or was
// put right since.
func (t *token) opened() *openings {
	if t.opens != nil && t.word == t.opens.word {
		return t.opens
	}
	return nil
}
