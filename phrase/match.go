package phrase

// hit is a lexeme that fits at a place: how many tokens it takes, its value, and
// how well the spelling fits.
type hit struct {
	lex   lexeme
	value int
	n     int
	fit   int
}

// sentence is the tokens of a text with every lexeme that fits at each of them.
type sentence struct {
	toks []token
	hits [][]hit
	// marked: the text writes Vietnamese marks, so a bare word is more likely
	// what it says than a word with its marks left out.
	marked bool
}

func newSentence(toks []token) *sentence {
	toks = unglue(toks)
	s := &sentence{toks: toks, hits: make([][]hit, len(toks))}
	lex := words()
	for i := range toks {
		if toks[i].kind == tokWord {
			lex.repair(&toks[i], i+1 < len(toks) && toks[i+1].kind == tokNumber)
			s.marked = s.marked || !toks[i].word.bare()
		}
	}
	for i := range toks {
		if toks[i].kind == tokWord {
			s.hits[i] = lex.match(toks, i)
		}
	}
	return s
}

// repair replaces a word that no pattern knows by the Telex reading of it or, for
// a slip of the finger, by the word meant.
func (l *lexicon) repair(t *token, beforeNumber bool) {
	if len(l.known[t.word.base]) > 0 || len(t.word.base) < 3 {
		return
	}
	if w, ok := unTelex(t.text); ok && t.word.bare() {
		for _, known := range l.known[w.base] {
			if w.fit(known) <= fitOmitted {
				t.word = w
				return
			}
		}
	}
	if beforeNumber && isSlip(t.word.base, "thu") {
		t.word = foldWord("thứ")
		return
	}
	if len(t.word.base) < 5 {
		return
	}
	for _, base := range l.bases {
		if len(base) >= 5 && isSlip(t.word.base, base) {
			t.word = l.known[base][0]
			return
		}
	}
}

// match finds the lexemes at token i, the longest of each.
func (l *lexicon) match(toks []token, i int) []hit {
	var hits []hit
	for _, p := range l.byFirst[toks[i].word.base] {
		fit := p.fits(toks[i:])
		if fit == fitNone {
			continue
		}
		hits = addHit(hits, hit{p.lex, p.value, len(p.words), fit})
	}
	return hits
}

// addHit keeps, of one lexeme and value, the longer spelling.
func addHit(hits []hit, h hit) []hit {
	for k, old := range hits {
		if old.lex == h.lex && old.value == h.value {
			if h.n > old.n || h.n == old.n && h.fit < old.fit {
				hits[k] = h
			}
			return hits
		}
	}
	return append(hits, h)
}

// fits compares the pattern with the tokens; its worst word counts. In a phrase a
// later word of three letters and more may be a slip ("ngày mia").
func (p pattern) fits(toks []token) int {
	if len(p.words) > len(toks) {
		return fitNone
	}
	worst := fitExact
	for k, w := range p.words {
		t := toks[k]
		if t.kind != tokWord || k > 0 && !t.word.bare() && t.word.fit(w) == fitNone {
			return fitNone
		}
		f := t.word.fit(w)
		if f == fitNone && k > 0 && isSlip(t.word.base, w.base) && len(words().known[t.word.base]) == 0 {
			f = fitSlip
		}
		worst = max(worst, f)
	}
	return worst
}

// find returns the best hit of lex at i: the longest, then the best fit.
func (s *sentence) find(i int, lex lexeme) (hit, bool) {
	best, ok := hit{fit: fitNone}, false
	if i < 0 || i >= len(s.toks) {
		return best, false
	}
	for _, h := range s.hits[i] {
		if h.lex == lex && (!ok || h.n > best.n || h.n == best.n && h.fit < best.fit) {
			best, ok = h, true
		}
	}
	return best, ok
}

// skip returns the position after lex at i, or i when it isn't there.
func (s *sentence) skip(i int, lexemes ...lexeme) int {
	for _, lex := range lexemes {
		if h, ok := s.find(i, lex); ok {
			return i + h.n
		}
	}
	return i
}

// is reports whether lex fits at i.
func (s *sentence) is(i int, lexemes ...lexeme) bool { return s.skip(i, lexemes...) > i }

// sign reports whether token i is one of the signs.
func (s *sentence) sign(i int, signs string) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].isSign(signs)
}

// number returns the number at i of at most the given digits.
func (s *sentence) number(i, maxDigits int) (int, bool) {
	if i < 0 || i >= len(s.toks) {
		return 0, false
	}
	t := s.toks[i]
	if t.kind != tokNumber || t.n < 0 || len(t.text) > maxDigits {
		return 0, false
	}
	return t.n, true
}

// glued reports whether token i follows the one before it without a space.
func (s *sentence) glued(i int) bool { return i > 0 && i < len(s.toks) && s.toks[i].glued }

// end reports whether i is past the last token.
func (s *sentence) end(i int) bool { return i >= len(s.toks) }
