package when

import (
	"slices"
)

// hit is a Class that fits at a place: how many tokens it takes, its value, and
// how well the spelling fits.
type hit struct {
	lex   Class
	value int
	n     int
	fit   int
	text  string
}

// Sentence is the tokens of a text with every class that fits at each of them.
type Sentence struct {
	lex   *Lexicon
	runes []rune
	toks  []token
	hits  [][]hit    // of our classes
	more  [][]hit    // of the caller's
	sets  []classSet // of the classes at each token
	has   classSet   // of all tokens
	// marked: the text writes Vietnamese marks, so a bare word is more likely
	// what it says than a word with its marks left out.
	marked bool
	read   *parser // by Scan, for Plans
	part   bool    // read for its days alone
	room   *room
	subs   []*Sentence
}

// sentence is the name that the parser embeds it by.
type sentence = Sentence

// Parse parts a text into words. Text beyond 4,096 characters is not read.
func (l *Lexicon) Parse(text string) *Sentence {
	room := l.room()
	runes := normalise(room.runes[:0], text)
	toks := l.tokenise(room.toks[:0], runes)
	room.runes, room.toks = runes, toks
	toks = l.unglue(toks)
	l.moveSpace(toks)
	for i := range toks {
		if toks[i].kind == tokWord {
			if !toks[i].listed {
				l.repair(&toks[i], i+1 < len(toks) && toks[i+1].kind == tokNumber)
			}
			l.repairNext(toks, i)
		}
		if toks[i].kind == tokWord {
			if toks[i].entry == nil {
				toks[i].entry = l.entry(toks[i].word.base)
			}
			toks[i].plain = toks[i].entry.plain
		}
	}
	keys := false
	for i := range toks {
		toks[i].index, keys = i, keys || toks[i].keys
	}
	if keys {
		l.shortKeys(toks)
	}
	room.sentence = Sentence{lex: l, room: room, runes: runes, toks: toks}
	return l.match(&room.sentence)
}

func (l *Lexicon) match(s *Sentence) *Sentence {
	n := len(s.toks)
	both := cleared(s.room.hits, 2*n)
	s.room.hits = both
	s.sets = cleared(s.room.sets, n)
	s.room.sets = s.sets
	s.hits, s.more = both[:n:n], both[n:]
	for i := range s.toks {
		t := &s.toks[i]
		if t.kind == tokWord {
			s.marked = s.marked || !t.word.bare()
			t.unknown = len(t.entry.known) == 0
		}
	}
	room := s.room.found[:0] // for the hits of all tokens
	if cap(room) < 8*n {
		room = make([]hit, 0, 12*n)
		s.room.found = room
	}
	for i := range s.toks {
		t := &s.toks[i]
		if t.kind == tokWord && !t.name {
			opened := t.opened()
			if opened == nil {
				opened = &openings{own: beginnings{patterns: t.entry.own, all: l.begunBy(&t.word, t.entry.own)}}
				if !s.part {
					opened.more = beginnings{patterns: t.entry.more, all: l.begunBy(&t.word, t.entry.more)}
				}
			}
			s.hits[i], room = s.matchAt(&opened.own, i, room)
			if !s.part {
				s.more[i], room = s.matchAt(&opened.more, i, room)
			}
			s.has.join(&s.sets[i])
		}
	}
	return s
}

// matchAt finds the classes at token i, the longest of each.
func (s *Sentence) matchAt(b *beginnings, i int, room []hit) (hits, rest []hit) {
	toks := s.toks[i:]
	list, next, unknown := b.all, uint16(noWord), false
	if len(toks) > 1 {
		next, unknown = toks[1].number(), toks[1].unknown
	}
	if b.listed && !unknown {
		at, found := slices.BinarySearch(b.seconds, next)
		if !found {
			s.sets[i].join(&b.classes)
			return b.alone, room
		}
		list = b.before[at]
	}
	hits = room[len(room):]
	for _, x := range list {
		if x.second != noWord && x.second != next && !unknown {
			continue
		}
		p := &b.patterns[x.pattern]
		if fit := s.lex.goesOn(p, int(x.fit), toks); fit != fitNone && !(fit == fitOmitted && s.marked && otherwise(toks[:len(p.words)])) {
			hits = addHit(hits, hit{p.class, p.value, len(p.words), fit, p.text})
		}
	}
	s.sets[i].add(hits)
	if len(room)+len(hits) > cap(room) {
		return hits, room
	}
	return slices.Clip(hits), room[:len(room)+len(hits)]
}

// otherwise reports bare words that are each a word of ours as they are written: in a
// text with marks "cho ai" is no "chờ ai".
func otherwise(toks []token) bool {
	if len(toks) == 1 {
		return false
	}
	for k := range toks {
		if t := &toks[k]; !t.word.bare() || !t.entry.alone {
			return false
		}
	}
	return true
}

// addHit keeps, of one Class and value, the longer spelling.
func addHit(hits []hit, h hit) []hit {
	for k := range hits {
		if old := &hits[k]; old.lex == h.lex && old.value == h.value {
			if h.n > old.n || h.n == old.n && h.fit < old.fit {
				hits[k] = h
			}
			return hits
		}
	}
	return append(hits, h)
}

// goesOn compares a pattern, whose first word fits so well, with the tokens; its worst word
// counts. A later word of three letters and more may be a slip ("ngày mia").
func (l *Lexicon) goesOn(p *pattern, worst int, toks []token) int {
	if len(p.words) > len(toks) {
		return fitNone
	}
	for k := 1; k < len(p.words); k++ {
		t, w := &toks[k], &p.words[k]
		if t.kind != tokWord {
			return fitNone
		}
		f := t.word.fit(w)
		if f == fitNone {
			if !t.unknown || !t.word.bare() || !isSlip(t.word.base, w.base) {
				return fitNone
			}
			f = fitSlip
		}
		worst = max(worst, f)
	}
	return worst
}

// Has reports a spelling of a class at token i.
func (s *Sentence) Has(i int, c Class) bool {
	return uint(i) < uint(len(s.sets)) && s.sets[i].holds(c)
}

// find returns the best hit of lex at i: the longest, then the best fit.
func (s *sentence) find(i int, lex Class) (hit, bool) {
	if !s.Has(i, lex) {
		return hit{fit: fitNone}, false
	}
	return s.findHit(i, lex)
}

func (s *sentence) findHit(i int, lex Class) (hit, bool) {
	hits := s.hits[i]
	if lex >= ownClasses {
		hits = s.more[i]
	}
	best := -1
	for k := range hits {
		if h := &hits[k]; h.lex == lex && (best < 0 || h.n > hits[best].n || h.n == hits[best].n && h.fit < hits[best].fit) {
			best = k
		}
	}
	if best < 0 {
		return hit{fit: fitNone}, false
	}
	return hits[best], true
}

// skip returns the position after lex at i, or i when it isn't there.
func (s *sentence) skip(i int, classes ...Class) int {
	for _, lex := range classes {
		if h, ok := s.find(i, lex); ok {
			return i + h.n
		}
	}
	return i
}

// is reports whether lex fits at i.
func (s *sentence) is(i int, classes ...Class) bool {
	for _, lex := range classes {
		if s.Has(i, lex) {
			return true
		}
	}
	return false
}

// sign reports whether token i is one of the signs.
func (s *sentence) sign(i int, signs string) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].isSign(signs)
}

// number returns the number at i of at most the given digits.
func (s *sentence) number(i, maxDigits int) (int, bool) {
	if i < 0 || i >= len(s.toks) {
		return 0, false
	}
	t := &s.toks[i]
	if t.kind != tokNumber || t.n < 0 || len(t.text) > maxDigits {
		return 0, false
	}
	return t.n, true
}

// glued reports whether token i follows the one before it without a space.
func (s *sentence) glued(i int) bool { return i > 0 && i < len(s.toks) && s.toks[i].glued }

// end reports whether i is past the last token.
func (s *sentence) end(i int) bool { return i >= len(s.toks) }
