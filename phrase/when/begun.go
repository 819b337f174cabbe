package when

// begun is a pattern that a written word can begin, by its place among those of the same
// plain letters, and how well the word fits.
type begun struct {
	pattern uint16
	fit     uint8
}

// openings are the patterns that a word can begin as it is written.
type openings struct {
	word      word
	own, more []begun
}

// openingsOf compares a written word with all patterns of its plain letters.
func openingsOf(w word, e *entry) *openings {
	return &openings{word: w, own: begins(&w, e.own), more: begins(&w, e.more)}
}

func begins(w *word, patterns []pattern) []begun {
	var out []begun
	for k := range patterns {
		if fit := w.fit(&patterns[k].words[0]); fit != fitNone {
			out = append(out, begun{uint16(k), uint8(fit)})
		}
	}
	return out
}

// begun are the patterns that the token can begin, of the caller's classes or of ours. What
// a listed word begins is known, unless it was put right since.
func (t *token) begun(more bool) []begun {
	if t.opens != nil && t.word == t.opens.word {
		if more {
			return t.opens.more
		}
		return t.opens.own
	}
	if more {
		return begins(&t.word, t.entry.more)
	}
	return begins(&t.word, t.entry.own)
}
