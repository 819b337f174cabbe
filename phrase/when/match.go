package when

import (
	"slices"

	"golang.org/x/text/unicode/norm"
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
	hits  [][]hit // of our classes
	more  [][]hit // of the caller's
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
	return l.match(&Sentence{lex: l, room: room, runes: runes, toks: toks})
}

func (l *Lexicon) match(s *Sentence) *Sentence {
	n := len(s.toks)
	both := cleared(s.room.hits, 2*n)
	s.room.hits = both
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
		t.has = classSet{}
		if t.kind == tokWord && !t.name {
			s.hits[i], room = s.matchAt(t.entry.own, i, room)
			if !s.part {
				s.more[i], room = s.matchAt(t.entry.more, i, room)
				t.has.add(s.more[i])
			}
			t.has.add(s.hits[i])
		}
	}
	return s
}

// repair replaces a word that is in no list by the reading of its Telex keys or,
// for a slip of the finger, by the word meant.
func (l *Lexicon) repair(t *token, beforeNumber bool) {
	if t.word.shape != "" && t.word.shape[0] == '-' && l.plainD[t.word.base[1:]] && !l.knows(t.word) { // "đuyệt"
		w := t.word
		w.shape = "." + w.shape[1:]
		if slices.Contains(l.known[w.base], w) {
			t.word = w
		}
	}
	if len(l.known[t.word.base]) > 0 || len(t.word.base) < 3 || t.keys {
		return
	}
	syllable := l.syllable(t.word.base)
	if w, ok := l.mixedKeys(t.word); ok {
		t.word, t.keys = w, true
		return
	}
	if t.word.bare() {
		if w, ok := unTelex(t.text); ok && (l.knows(w) || !syllable && l.syllable(w.base)) {
			t.word, t.keys = w, true
			return
		}
	}
	if thu := l.plains[plainWeekday][0]; beforeNumber && isSlip(t.word.base, thu) {
		t.word, t.slip = l.known[thu][0], true
		return
	}
	if w, ok := l.drawnOut(t.word); ok {
		t.word, t.slip = w, true
		return
	}
	if syllable {
		return
	}
	if w, ok := l.meant(t.word); ok {
		t.word, t.slip = w, true
	}
}

// drawnOut is a word whose last letter was typed more than once: "hủyy".
func (l *Lexicon) drawnOut(w word) (word, bool) {
	n := len(w.base)
	for n > 1 && w.base[n-1] == w.base[n-2] && w.shape[n-1] == '.' {
		n--
	}
	if n == len(w.base) {
		return w, false
	}
	w.base, w.shape = w.base[:n], w.shape[:n]
	return w, n > 1 && l.knows(w)
}

// mixedKeys reads a word of which some marks were written and others left as keys of
// Telex: "thúw".
func (l *Lexicon) mixedKeys(w word) (word, bool) {
	if w.bare() {
		return w, false
	}
	out, ok := unTelex(w.base)
	if !ok || out.tone != 0 && w.tone != 0 || len(out.shape) > len(w.shape) {
		return w, false
	}
	if out.tone == 0 {
		out.tone = w.tone
	}
	return out, l.knows(out)
}

// shortKeys reads words of two letters as Telex where others were typed so: "af", "ys".
func (l *Lexicon) shortKeys(toks []token) {
	for i := range toks {
		t := &toks[i]
		if t.kind != tokWord || len(t.text) != 2 || !t.word.bare() {
			continue
		}
		if w, ok := unTelex(t.text); ok && w.tone != 0 && l.knows(w) {
			t.word, t.keys, t.entry = w, true, l.entry(w.base)
			t.plain = t.entry.plain
		}
	}
}

// repairNext reads "tuần sua" as "tuần sau": two letters that changed places make
// another word.
func (l *Lexicon) repairNext(toks []token, i int) {
	after := l.plains[plainAfter][0]
	if i == 0 || !toks[i].word.bare() || !l.nearly(toks[i].word.base, after) {
		return
	}
	if toks[i-1].entry == nil {
		return
	}
	for _, p := range toks[i-1].entry.own {
		if p.class == lexWeek && toks[i-1].word.fit(&p.words[0]) == fitExact {
			toks[i].word, toks[i].slip, toks[i].entry = l.known[after][0], true, nil
			return
		}
	}
}

// nearly reports a word of two letters that changed places, or a syllable of no word with
// one letter too many or another.
func (l *Lexicon) nearly(s, want string) bool {
	if len(s) == len(want) && isSlip(s, want) {
		return true
	}
	return len(s) == len(want)+1 && len(l.known[s]) == 0 && !l.syllable(s) && tooMany(s, want)
}

func (l *Lexicon) knows(w word) bool {
	return slices.ContainsFunc(l.known[w.base], func(k word) bool { return w.fit(&k) <= fitOmitted })
}

// longestSlip is how many letters a word may have that is put right.
const longestSlip = 16

// moveSpace puts right a space that was typed one letter late or early: "ởn hà" is
// "ở nhà". The words as they are written are none of ours.
func (l *Lexicon) moveSpace(toks []token) {
	for i := 0; i+1 < len(toks); i++ {
		a, b := &toks[i], &toks[i+1]
		if a.kind != tokWord || b.kind != tokWord || b.glued || a.keys || b.keys || a.listed || len(a.word.base)+len(b.word.base) > longestSlip || a.word.bare() && b.word.bare() || l.knows(a.word) {
			continue
		}
		left := []rune(norm.NFC.String(a.text))
		letters := append(slices.Clip(left), []rune(norm.NFC.String(b.text))...)
		for _, cut := range [...]int{len(left) - 1, len(left) + 1, len(left) - 2} {
			if cut < 1 || cut >= len(letters) {
				continue
			}
			first, second := foldWord(string(letters[:cut])), foldWord(string(letters[cut:]))
			if l.begins(first, second) {
				a.word, a.text, b.word, b.text = first, first.base, second, second.base
				a.entry, b.entry = nil, nil
				break
			}
		}
	}
}

// begins reports two words that stand beside each other in a spelling of ours.
func (l *Lexicon) begins(first, second word) bool {
	return l.pairs[[2]string{first.base, second.base}] && l.knows(first) && l.knows(second)
}

// meant finds the one known word that is a slip of the finger away; the one with
// the same marks among several.
func (l *Lexicon) meant(w word) (word, bool) {
	if len(w.base) > longestSlip {
		return word{}, false
	}
	var best word
	found, many := false, false
	for _, less := range without(w.base) { // letters that changed places first
		for _, base := range l.nearby[less] {
			if len(base) == len(w.base) && swapped(w.base, base) {
				return l.known[base][0], true
			}
		}
	}
	for _, less := range without(w.base) {
		for _, base := range l.nearby[less] {
			if !isSlip(w.base, base) {
				continue
			}
			for _, k := range l.known[base] {
				switch {
				case k == best:
				case !found:
					best, found = k, true
				case k.tone == w.tone && best.tone != w.tone:
					best, many = k, false
				case k.tone == w.tone || best.tone != w.tone:
					many = many || k.base != best.base
				}
			}
		}
	}
	return best, found && !many
}

// matchAt finds the classes at token i, the longest of each.
func (s *Sentence) matchAt(patterns []pattern, i int, room []hit) (hits, rest []hit) {
	toks := s.toks[i:]
	hits = room[len(room):]
	for k := range patterns {
		p := &patterns[k]
		if p.second != "" && (len(toks) < 2 || toks[1].word.base != p.second && !toks[1].unknown) {
			continue
		}
		if fit := s.lex.fits(p, toks); fit != fitNone && !(fit == fitOmitted && s.marked && otherwise(toks[:len(p.words)])) {
			hits = addHit(hits, hit{p.class, p.value, len(p.words), fit, p.text})
		}
	}
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
func (l *Lexicon) fits(p *pattern, toks []token) int {
	if len(p.words) > len(toks) {
		return fitNone
	}
	worst := fitExact
	for k := range p.words {
		t, w := &toks[k], &p.words[k]
		if t.kind != tokWord {
			return fitNone
		}
		f := t.word.fit(w)
		if f == fitNone {
			if k == 0 || !t.unknown || !t.word.bare() || !isSlip(t.word.base, w.base) {
				return fitNone
			}
			f = fitSlip
		}
		worst = max(worst, f)
	}
	return worst
}

// find returns the best hit of lex at i: the longest, then the best fit.
func (s *sentence) find(i int, lex Class) (hit, bool) {
	if i < 0 || i >= len(s.toks) {
		return hit{fit: fitNone}, false
	}
	if !s.toks[i].has.holds(lex) {
		return hit{fit: fitNone}, false
	}
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
func (s *sentence) is(i int, classes ...Class) bool { return s.skip(i, classes...) > i }

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
