package when

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
	own, more []begun
}

// openingsOf compares a written word with all patterns of its plain letters.
func (l *Lexicon) openingsOf(w word, e *entry) *openings {
	return &openings{word: w, own: l.begunBy(&w, e.own), more: l.begunBy(&w, e.more)}
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

// begun are the patterns that a token can begin, of the caller's classes or of ours. What
// a listed word begins is known, unless it was put right since.
func (l *Lexicon) begun(t *token, more bool) []begun {
	if t.opens != nil && t.word == t.opens.word {
		if more {
			return t.opens.more
		}
		return t.opens.own
	}
	if more {
		return l.begunBy(&t.word, t.entry.more)
	}
	return l.begunBy(&t.word, t.entry.own)
}
