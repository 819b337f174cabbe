package when

import (
	"slices"
)

// spot is a Class that fits at a place, as it is kept: small, for there are many.
type spot struct {
	lex   Class
	value int16
	n     uint8  // how many tokens it takes
	fit   uint8  // how well the spelling fits
	text  uint16 // in Lexicon.texts
}

// hit is a spot that was looked for.
type hit struct {
	lex   Class
	value int
	n     int
	fit   int
}

func (x *spot) hit() hit { return hit{x.lex, int(x.value), int(x.n), int(x.fit)} }

// Sentence is the tokens of a text with every class that fits at each of them.
type Sentence struct {
	lex   *Lexicon
	runes []rune
	toks  []token
	hits  [][]spot   // of our classes
	more  [][]spot   // of the caller's
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
	l.money(toks)
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
	for i := range toks {
		toks[i].measure()
	}
	room.sentence = Sentence{lex: l, room: room, runes: runes, toks: toks}
	return l.match(&room.sentence)
}

// measure notes what a word is compared by.
func (t *token) measure() {
	if t.kind != tokWord {
		return
	}
	t.unknown, t.number = len(t.entry.known) == 0, t.entry.number
	if t.opens != nil {
		t.marks = t.opens.marks
		return
	}
	t.marks = marksOf(&t.word)
}

func (l *Lexicon) match(s *Sentence) *Sentence {
	n := len(s.toks)
	both := cleared(s.room.hits, 2*n)
	s.room.hits = both
	s.sets = cleared(s.room.sets, n)
	s.room.sets = s.sets
	s.hits, s.more = both[:n:n], both[n:]
	for i := range s.toks {
		s.marked = s.marked || s.toks[i].marks != 0
	}
	room := s.room.found[:0] // for the hits of all tokens
	if cap(room) < 8*n {
		room = make([]spot, 0, 12*n)
		s.room.found = room
	}
	for i := range s.toks {
		t := &s.toks[i]
		if t.kind != tokWord || t.name || t.unknown {
			continue
		}
		switch x := t.opens; {
		case x == nil:
			room = s.matchUnlisted(i, room)
		case s.goesFurther(x, i):
			s.hits[i], room = s.matchAt(&x.own, i, room)
			if !s.part {
				s.more[i], room = s.matchAt(&x.more, i, room)
			}
		case s.part:
			s.hits[i], s.sets[i] = x.own.alone, x.own.classes
		default:
			s.hits[i], s.more[i], s.sets[i] = x.own.alone, x.more.alone, x.classes
		}
		s.has.join(&s.sets[i])
	}
	return s
}

// goesFurther reports that a phrase of several words may begin at token i.
func (s *Sentence) goesFurther(x *openings, i int) bool {
	if i+1 == len(s.toks) {
		return false
	}
	next := &s.toks[i+1]
	return next.unknown && next.kind == tokWord || next.number != noWord && x.leads(next.number)
}

// matchUnlisted finds the classes at a token whose word is not written as in any list.
func (s *Sentence) matchUnlisted(i int, room []spot) []spot {
	t := &s.toks[i]
	s.room.begun = begunBy(s.room.begun[:0], t.marks, t.entry.own)
	s.hits[i], room = s.matchAll(s.room.begun, i, room)
	if !s.part {
		s.room.begun = begunBy(s.room.begun[:0], t.marks, t.entry.more)
		s.more[i], room = s.matchAll(s.room.begun, i, room)
	}
	return room
}

// matchAt finds the classes at token i, the longest of each.
func (s *Sentence) matchAt(b *beginnings, i int, room []spot) (hits, rest []spot) {
	if i+1 < len(s.toks) && s.toks[i+1].unknown {
		return s.matchAll(b.all, i, room)
	}
	next := uint16(noWord)
	if i+1 < len(s.toks) {
		next = s.toks[i+1].number
	}
	if next != noWord {
		for at, second := range b.seconds {
			if second >= next {
				if second == next {
					return s.matchAll(b.before[at], i, room)
				}
				break
			}
		}
	}
	s.sets[i].join(&b.classes)
	return b.alone, room
}

// matchAll finds which of some patterns go on.
func (s *Sentence) matchAll(list []begun, i int, room []spot) (hits, rest []spot) {
	toks := s.toks[i:]
	next, unknown := uint16(noWord), false
	if len(toks) > 1 {
		next, unknown = toks[1].number, toks[1].unknown
	}
	hits = room[len(room):]
	for k := range list {
		x := &list[k]
		if x.next != noWord && x.next != next && !unknown {
			continue
		}
		if fit := s.lex.goesOn(x, toks); fit != fitNone && !(fit == fitOmitted && x.n > 1 && s.marked && otherwise(toks[:x.n])) {
			hits = addSpot(hits, x.found(fit))
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
	for k := range toks {
		if t := &toks[k]; t.marks != 0 || !t.entry.alone {
			return false
		}
	}
	return true
}

// addSpot keeps, of one Class and value, the longer spelling.
func addSpot(hits []spot, h spot) []spot {
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

// goesOn compares a pattern, whose first word fits, with the tokens; its worst word
// counts. A later word of three letters and more may be a slip ("ngày mia").
func (l *Lexicon) goesOn(x *begun, toks []token) int {
	worst := int(x.fit)
	if int(x.n) > len(toks) {
		return fitNone
	}
	for k := range int(x.n) - 1 {
		t, w := &toks[k+1], &l.rest[int(x.rest)+k]
		if t.kind != tokWord {
			return fitNone
		}
		f := fitNone
		if t.number == w.number {
			f = t.marks.fit(w.marks)
		}
		if f == fitNone {
			if !t.unknown || t.marks != 0 || !isSlip(t.word.base, l.bases[w.number]) {
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
	x := s.spotAt(i, lex)
	if x == nil {
		return hit{fit: fitNone}, false
	}
	return x.hit(), true
}

// spotAt is the best spot of lex at i, or nil.
func (s *sentence) spotAt(i int, lex Class) (best *spot) {
	hits := s.hits[i]
	if lex >= ownClasses {
		hits = s.more[i]
	}
	for k := range hits {
		if h := &hits[k]; h.lex == lex && (best == nil || h.n > best.n || h.n == best.n && h.fit < best.fit) {
			best = h
		}
	}
	return best
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
