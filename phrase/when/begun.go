package when

import "slices"

// begun is a pattern that a written word can begin, and all that is compared of it where the text
// is read. What stands close together here is read for every word of every text.
type begun struct {
	first marks  // of the word that begins it
	rest  uint32 // its further words, in Lexicon.rest
	lex   Class
	value int16
	text  uint16 // as the lexicon writes it, in Lexicon.texts
	next  uint16 // the number of the word that comes second; noWord: none does
	n     uint8  // how many words
	fit   uint8  // how well the word that is written fits the first
}

// further is a word of a pattern behind its first.
type further struct {
	marks  marks
	number uint16
}

// noWord is the number of no word's entry.
const noWord = 0

// openings are the patterns that a word can begin as it is written.
type openings struct {
	marks     marks
	classes   classSet // of both, alone
	seconds   []uint16 // the numbers of the words that come second in one of them
	own, more beginnings
}

// leads reports that a word may come second.
func (x *openings) leads(number uint16) bool {
	list := x.seconds
	for len(list) > fewWords {
		if half := len(list) / 2; list[half] > number { //nolint:mnd // half of them
			list = list[:half]
		} else {
			list = list[half:]
		}
	}
	return slices.Contains(list, number)
}

const fewWords = 8

// beginnings are patterns that a word can begin, in their order, and what of them is left
// where it is known which word comes next.
type beginnings struct {
	classes classSet // of alone
	alone   []spot   // found where no second word of all comes next
	all     []begun
	seconds []uint16 // the numbers of the words that come second
	before  [][]begun
}

// openingsOf compares a written word with all patterns of its plain letters.
func (l *Lexicon) openingsOf(w word, e *entry) *openings {
	m := marksOf(&w)
	x := &openings{marks: m, own: beginningsOf(m, e.own), more: beginningsOf(m, e.more)}
	x.classes = x.own.classes
	x.classes.join(&x.more.classes)
	x.seconds = slices.Concat(x.own.seconds, x.more.seconds)
	slices.Sort(x.seconds)
	x.seconds = slices.Compact(x.seconds)
	return x
}

func beginningsOf(m marks, patterns []begun) beginnings {
	b := beginnings{all: slices.Clip(begunBy(nil, m, patterns))}
	for k := range b.all {
		switch x := &b.all[k]; {
		case x.next == noWord:
			b.alone = addSpot(b.alone, x.found(int(x.fit)))
		case !slices.Contains(b.seconds, x.next):
			b.seconds = append(b.seconds, x.next)
		}
	}
	b.alone = slices.Clip(b.alone)
	b.classes.add(b.alone)
	slices.Sort(b.seconds)
	for _, second := range b.seconds {
		b.before = append(b.before, slices.Clip(slices.DeleteFunc(slices.Clone(b.all), func(x begun) bool { return x.next != noWord && x.next != second })))
	}
	return b
}

// begunBy adds the patterns that a word with these marks can begin.
func begunBy(out []begun, m marks, patterns []begun) []begun {
	for k := range patterns {
		if fit := m.fit(patterns[k].first); fit != fitNone {
			out = append(out, patterns[k])
			out[len(out)-1].fit = uint8(fit)
		}
	}
	return out
}

// found is what a pattern is where it is found.
func (x *begun) found(fit int) spot { return spot{x.lex, x.value, x.n, uint8(fit), x.text} }

// ready makes a pattern one that can be compared.
func (l *Lexicon) ready(p *pattern) begun {
	x := begun{first: marksOf(&p.words[0]), lex: p.class, value: int16(p.value), text: l.textNumber(p.text), n: uint8(len(p.words)), rest: uint32(len(l.rest))}
	for k := range p.words[1:] {
		w := &p.words[k+1]
		l.rest = append(l.rest, further{marksOf(w), l.entry(w.base).number})
	}
	if x.n > 1 {
		x.next = l.rest[x.rest].number
	}
	return x
}

// readyAll is ready for the patterns of one word.
func (l *Lexicon) readyAll(patterns []pattern) []begun {
	out := make([]begun, len(patterns))
	for k := range patterns {
		out[k] = l.ready(&patterns[k])
	}
	return out
}

// textNumber is where a text of the lexicon stands in its texts.
func (l *Lexicon) textNumber(text string) uint16 {
	if n := len(l.texts); n == 0 || l.texts[n-1] != text {
		l.texts = append(l.texts, text)
	}
	return uint16(len(l.texts) - 1)
}
