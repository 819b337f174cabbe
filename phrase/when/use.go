package when

import (
	"slices"
	"unicode"
)

// Use is what a token is in the reading of days.
type Use uint8

// The uses of a token.
const (
	Weightless Use = iota
	Content        // a word that is in no list
	Fixed          // part of a compound that is no day
	Link           // between days
	Time           // part of a time expression
	Verb           // a word for a wish, a place or a question
	Name           // somebody's name, as the caller says
)

// note keeps what the tokens from i to next were read as; before is how many items
// there were.
func (p *parser) note(i, next, before int) {
	use := Weightless
	switch {
	case p.toks[i].kind == tokNumber && len(p.items) <= before:
		use = Content
		if _, clock := p.clock(i); clock {
			use = Link
		}
	case len(p.items) <= before:
		if h, ok := p.find(i, lexFixed); ok && h.value == 0 && i+h.n >= next && (h.n > 1 || !p.is(i, lexFiller, lexTitle, lexGreet)) {
			use = Fixed
		}
	default:
		switch it := p.items[len(p.items)-1]; {
		case it.dayish():
			use = Time
		case it.kind == itVerb:
			use = Verb
		case it.kind == itWord:
			use = Content
			if p.toks[i].name {
				use = Name
			}
		default:
			use = Link
		}
	}
	for k := i; k < next; k++ {
		p.uses[k] = use
	}
	for k := before; k < len(p.items); k++ {
		p.items[k].begin, p.items[k].end = p.items[k].at, next
	}
	if before < len(p.items) && p.items[before].dayish() && p.is(i, lexDay) {
		p.items[before].begin = i // "ngày" belongs to its number
	}
}

// Expression is a time expression with its place: tokens From up to To.
type Expression struct {
	From, To int
	Half     bool // a half alone
	Open     bool // days that only the person knows
	Past     bool
}

// Scan says what every token is, and which time expressions there are.
func (s *Sentence) Scan(today Date) (uses []Use, found []Expression) {
	p := s.parser(today)
	items := p.chunk()
	s.read = p
	for k := range items {
		if it := &items[k]; it.dayish() {
			found = append(found, Expression{From: it.begin, To: it.end, Half: it.kind == itHalf, Open: it.kind == itOpen, Past: it.past()})
		}
	}
	return p.uses, found
}

// Hit is a class that fits at a place.
type Hit struct {
	Class Class
	Value int
	N     int  // how many tokens it takes
	Exact bool // with all its marks
	text  uint16
}

// Spelling is a hit as the lexicon writes it.
func (s *Sentence) Spelling(h Hit) string { return s.lex.texts[h.text] }

// Spot is a Hit as it is kept: small, for there are many.
type Spot = spot

// Hit is what was found.
func (x *spot) Hit() Hit { return Hit{x.lex, int(x.value), int(x.n), x.fit == fitExact, x.text} }

// Class is what was found.
func (x *spot) Class() Class { return x.lex }

// Words is how many tokens it takes.
func (x *spot) Words() int { return int(x.n) }

// Value is the value of what was found.
func (x *spot) Value() int { return int(x.value) }

// Exact reports a spelling with all its marks.
func (x *spot) Exact() bool { return x.fit == fitExact }

// Find returns the longest spelling of a class at token i.
func (s *Sentence) Find(i int, c Class) (Hit, bool) {
	if !s.Has(i, c) {
		return Hit{}, false
	}
	x := s.spotAt(i, c)
	if x == nil {
		return Hit{}, false
	}
	return x.Hit(), true
}

// Anywhere reports that a spelling of a class stood somewhere in the text before names were
// taken out of it.
func (s *Sentence) Anywhere(c Class) bool { return s.has.holds(c) }

// Hits lists every class of the caller that fits at token i; it is not to be changed.
func (s *Sentence) Hits(i int) []Spot { return s.more[i] }

// Classes are the classes of the caller that fit at token i.
func (s *Sentence) Classes(i int) *[theirWords]uint64 {
	return (*[theirWords]uint64)(s.sets[i][Theirs/64:])
}

// Covered reports that token i stands inside of a longer phrase that is written as the
// lexicon writes it: the "quan" of "cơ quan".
func (s *Sentence) Covered(i int) bool {
	const longest = 3 // words before it
	for k := max(0, i-longest); k < i; k++ {
		for _, list := range [...][]spot{s.hits[k], s.more[k]} {
			for _, h := range list {
				if int(h.n) > i-k && h.fit == fitExact {
					return true
				}
			}
		}
	}
	return false
}

// Len is how many tokens there are.
func (s *Sentence) Len() int { return len(s.toks) }

// Marked reports that the text writes Vietnamese marks.
func (s *Sentence) Marked() bool { return s.marked }

// Sign reports whether token i is one of the signs.
func (s *Sentence) Sign(i int, signs string) bool { return s.sign(i, signs) }

// Ellipsis reports the last of several full stops on end: a sentence goes on.
func (s *Sentence) Ellipsis(i int) bool {
	return s.sign(i, ".") && s.sign(i-1, ".") && s.glued(i) && !s.sign(i+1, ".")
}

// Glued reports whether token i follows the one before it without a space.
func (s *Sentence) Glued(i int) bool { return s.glued(i) }

// Number returns the number at token i.
func (s *Sentence) Number(i int) (int, bool) { return s.number(i, 4) }

// MayCount reports a number at token i, or a word with which one may begin.
func (s *Sentence) MayCount(i int) bool {
	return uint(i) < uint(len(s.toks)) && (s.toks[i].kind == tokNumber || s.sets[i].meets(&numberSet))
}

// Count reads a small number in words at token i.
func (s *Sentence) Count(i int) (n, next int, ok bool) {
	return s.wordNumber(i)
}

// Word reports a word of letters at token i, with its plain letters.
func (s *Sentence) Word(i int) (letters string, ok bool) {
	if i < 0 || i >= len(s.toks) || s.toks[i].kind != tokWord {
		return "", false
	}
	return s.toks[i].word.base, true
}

// Title reports a word that begins with a capital.
func (s *Sentence) Title(i int) bool { return s.toks[i].title }

// Bare reports a word without any mark.
func (s *Sentence) Bare(i int) bool { return s.toks[i].marks == 0 }

// Slip reports a word that was put right, or letters that are no syllable of the
// language and no word of the lexicon.
func (s *Sentence) Slip(i int) (right, strange bool) {
	t := &s.toks[i]
	if t.kind != tokWord {
		return false, false
	}
	return t.slip, !t.slip && !t.name && len(t.word.base) > 2 && t.unknown && !s.lex.syllable(t.word.base)
}

// Text is the tokens from i up to j as they were written.
func (s *Sentence) Text(i, j int) string {
	if i >= j || j > len(s.toks) {
		return ""
	}
	return string(s.runes[s.toks[i].at:s.toks[j-1].end])
}

// At is where the tokens from i up to j stand in the text.
func (s *Sentence) At(i, j int) (from, to int) { return s.toks[i].at, s.toks[j-1].end }

// Fits reports that the tokens have their places in a text as it was written.
func (s *Sentence) Fits(text []rune) bool { return len(text) == len(s.runes) }

// SetName marks token i as somebody's name: it is no other word then, and of no phrase.
func (s *Sentence) SetName(i int) {
	t := &s.toks[i]
	t.name, t.plain, s.sets[i], s.hits[i], s.more[i] = true, [2]uint64{}, classSet{}, nil, nil
	t.word, t.marks, t.number = word{base: string(rune(0xE000)), shape: "..."}, 0, noWord
	const longest = 5 // words before it in a phrase
	for k := max(0, i-longest); k < i; k++ {
		spans := func(h spot) bool { return k+int(h.n) > i }
		if !slices.ContainsFunc(s.hits[k], spans) && !slices.ContainsFunc(s.more[k], spans) {
			continue
		}
		s.hits[k], s.more[k] = slices.DeleteFunc(s.hits[k], spans), slices.DeleteFunc(s.more[k], spans)
		s.sets[k] = classSet{}
		s.sets[k].add(s.hits[k])
		s.sets[k].add(s.more[k])
	}
}

// As is the class of ours that a token is read as; 0: what it is.
type As uint16

// ReadAs is a class to be read. Of a token that is left out class 0 says that no sentence ends there.
func ReadAs(c Class) As { return As(c) + 1 }

// Sub is the sentence with only some tokens: each gap is a comma, or nothing where
// closeUp is set. as says which tokens are read as others; nil: none.
func (s *Sentence) Sub(keep []bool, as []As, closeUp bool) *Sentence {
	room := s.lex.room()
	room.sentence = Sentence{lex: s.lex, runes: s.runes, part: true, room: room, toks: room.toks[:0]}
	out := &room.sentence
	s.subs = append(s.subs, out)
	gap, sign := false, ","
	first, end := max(0, slices.Index(keep, true)), len(keep)
	for end > first && !keep[end-1] {
		end--
	}
	for i := first; i < end; i++ {
		t := &s.toks[i]
		joined := i < len(as) && as[i] != 0
		if !keep[i] {
			gap = len(out.toks) > 0 && !out.toks[len(out.toks)-1].leads()
			if !joined && t.isSign(".!?") && !s.glued(i+1) {
				sign = "." // the sentence still ends there
			}
			continue
		}
		if gap && !closeUp {
			out.toks = append(out.toks, token{kind: tokSign, text: sign, at: t.at, end: t.at})
		}
		sign = ","
		out.toks = append(out.toks, *t)
		kept := &out.toks[len(out.toks)-1]
		if joined {
			kept.as = &spot{Class(as[i] - 1), 0, 1, fitExact, 0}
		}
		if gap {
			kept.glued = false
		}
		gap = false
	}
	out.room.toks = out.toks
	out = s.lex.match(out)
	for i := range out.toks {
		if as := out.toks[i].as; as != nil {
			out.hits[i] = []spot{*as}
			out.sets[i] = classSet{}
			out.sets[i].add(out.hits[i])
		}
	}
	return out
}

// leads reports a token that stands for a word before a day: what was left out behind it
// parts nothing.
func (t *token) leads() bool { return t.as != nil && (t.as.lex == lexInto || t.as.lex == lexDay) }

// Clock reads a time of day at token i: "15h", "8h30", "9:00", "3 giờ".
func (s *Sentence) Clock(i int) (hour, minute, next int, ok bool) {
	next, ok = s.clock(i)
	if !ok {
		return 0, 0, i, false
	}
	for k := i + 1; k < next; k++ {
		if m, isNumber := s.number(k, 2); isNumber {
			minute = m
		}
	}
	if s.plain(next-1, plainHalfMore) {
		minute = 30
	}
	return s.toks[i].n, minute, next, true
}

// Alike reports that a written word may stand for a name: with the same letters,
// and no mark that contradicts.
func (s *Sentence) Alike(i int, name string) bool {
	want := wordOf(name)
	return i < len(s.toks) && s.toks[i].kind == tokWord && s.toks[i].word.fit(&want) <= fitOmitted
}

// Plain is a word's letters without marks, in small letters.
func Plain(word string) string { return wordOf(word).base }

func wordOf(s string) word {
	var out []rune
	for _, r := range s {
		out = append(out, lower(r))
	}
	return foldWord(string(out))
}

// OwnWord reports that token i is a word of the days' lexicon by itself; exact: with
// all its marks.
func (s *Sentence) OwnWord(i int, exact bool) bool {
	for _, h := range s.hits[i] {
		if h.n == 1 && (h.fit == fitExact || !exact) && h.lex != lexFiller {
			return true
		}
	}
	return false
}

// Range is a week or month that is named, with its first and last day.
type Range struct{ From, To Date }

// Ranges lists the weeks and months that are named.
func (s *Sentence) Ranges(today Date, cal Calendar) []Range {
	p := s.parser(today)
	r := resolver{today: today, cal: cal, lists: &s.room.lists}
	var out []Range
	for _, it := range p.chunk() {
		if it.kind == itSpan {
			from, to := r.span(it.span)
			out = append(out, Range{from, to})
		}
	}
	return out
}

// Upper reports a word of capitals alone.
func (s *Sentence) Upper(i int) bool {
	t := &s.toks[i]
	return !slices.ContainsFunc(s.runes[t.at:t.end], unicode.IsLower)
}
