package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// look is a text with what each of its words can be.
type look struct {
	*words
	s                        *when.Sentence
	today                    rules.Date
	cal                      days
	persons                  []person
	uses                     []when.Use
	times                    []when.Expression
	timeAt                   []bool
	figures                  []figure
	hits                     [][]when.Spot  // the classes that hold at a token
	sets                     []classSet     // the same
	has                      classSet       // of all tokens
	raw                      bool           // names are looked for: nothing is weeded out of hits yet
	seen                     []spanFeatures // what was worked out
	cut                      []span         // the sentences
	parted                   []parted       // the parts of those that were split
	partedAt                 []int32        // the place behind one in parted by where it begins
	personFrom               []int32        // the place behind one in persons by where it begins
	asked                    bool           // for days
	decides                  bool           // it decides about somebody's request
	absent                   bool           // it says that one is not at the office
	writer                   string         // the plain given name of who writes
	others                   []Act          // told of somebody else
	nameTokens, figureTokens []bool
	longTime                 []bool      // within a time expression of several words
	shouts                   bool        // the text is written in capitals
	capitalElse              bool        // capitals tell names apart: one stands inside of a sentence
	flags                    []bool      // nameTokens and the like
	room                     []when.Spot // of hits
	scratch                  []bool      // of bools
	spans                    []span      // of lists of spans
	workRoom                 []workAt    // of works
	clauseRoom               []clause    // of the wishes
	readAs                   []when.As   // of the wishes
	weighedOf                features    // what was weighed last
	isWeighed                bool        // something was
	heaviest                 weighed     // of it
	seg                      []int       // how many tokens the longest of them takes; 0 inside of one
}

func newLook(c Context, text string) *look {
	w := lexicon()
	l, ok := w.looks.Get().(*look)
	if !ok {
		l = new(look)
	}
	*l = look{words: w, s: w.Parse(text), today: c.Today, asked: c.Asked, writer: when.Plain(givenOf(c.Writer)), cal: days{c.Calendar, c.Today},
		persons: l.persons[:0], figures: l.figures[:0], seen: l.seen[:0], cut: l.cut[:0], parted: l.parted[:0], hits: l.hits[:0], seg: l.seg[:0], flags: l.flags, room: l.room[:0],
		sets: l.sets, partedAt: l.partedAt, personFrom: l.personFrom, scratch: l.scratch[:0], spans: l.spans[:0], workRoom: l.workRoom[:0], clauseRoom: l.clauseRoom[:0], readAs: l.readAs, raw: true}
	n := l.s.Len()
	l.flags = cleared(l.flags, 4*n)
	flags := l.flags
	l.timeAt, l.nameTokens, l.figureTokens, l.longTime = flags[:n:n], flags[n:2*n:2*n], flags[2*n:3*n:3*n], flags[3*n:]
	l.partedAt, l.personFrom = cleared(l.partedAt, n), cleared(l.personFrom, n)
	l.people(c.Names)
	l.uses, l.times = l.s.Scan(when.Date(c.Today))
	l.weed(n)
	for i := 0; i < n; {
		l.seg[i] = l.longest(i)
		i += l.seg[i]
	}
	for i := 1; i < n && !l.absent; i++ {
		l.absent = l.uses[i] == when.Verb && l.own(i, oOffice) && (l.own(i-1, oNot) || i > 1 && l.own(i-2, oNot))
	}
	l.times = slices.DeleteFunc(l.times, func(t when.Expression) bool { return l.endsWork(t) || l.insidePhrase(t) })
	for _, t := range l.times {
		for k := t.From; k < t.To && t.To > t.From+1; k++ {
			l.longTime[k] = true
		}
	}
	l.findFigures()
	for _, t := range l.times {
		for k := t.From; k < t.To; k++ {
			l.timeAt[k] = !l.inFigure(k)
		}
	}
	return l
}

// weed keeps the classes that hold at each token.
func (l *look) weed(n int) {
	l.hits, l.seg, l.sets, l.raw = cleared(l.hits, n), cleared(l.seg, n), cleared(l.sets, n), false
	room := l.room
	for i := range n {
		all := l.s.Hits(i)
		from := len(room)
		set := &l.sets[i]
		for k := range all {
			if x := &all[k]; classOf(x) < entryClasses && l.holds(i, x) {
				room = append(room, *x)
				set.add(classOf(x))
			}
		}
		l.hits[i] = room[from:len(room):len(room)]
		for k := range set {
			l.has[k] |= set[k]
		}
	}
	l.room = room
}

// unknown reports a word that is of no class at i.
func (l *look) unknown(i int) bool {
	hits := l.s.Hits(i)
	for k := range hits {
		if c := classOf(&hits[k]); c < entryClasses && !c.aside() {
			return false
		}
	}
	return true
}

// meansAt reports a word at i that means something wherever it stands.
func (l *look) meansAt(i int) bool {
	for k := range l.hits[i] {
		if !classOf(&l.hits[i][k]).aside() {
			return true
		}
	}
	return false
}

// whole is the whole text.
func (l *look) whole() span { return span{0, l.s.Len()} }

// release gives the memory back that the text was read in.
func (l *look) release() {
	l.s.Release()
	if cap(l.scratch) > mostScratch {
		l.scratch = nil
	}
	l.words.looks.Put(l)
}

// holds weeds out a single word that only looks like it without its marks in a text
// that writes marks.
func (l *look) holds(i int, x *when.Spot) bool {
	c, exact := classOf(x), x.Exact()
	if c.aside() {
		return exact || x.Words() > 1 || !l.s.Marked()
	}
	switch c {
	case cGiven, cCompound:
		return false
	case cMe:
		if l.byItselfAt(i) {
			return false
		}
	case cThird:
		return exact || x.Words() > 1
	case cOther:
		return exact || !l.s.Marked()
	case cCallOff:
		return exact || x.Words() > 1 || !l.s.Marked() && !l.bareSet(i)
	case cDefer:
		if !exact && l.s.Marked() {
			return false
		}
	case cRoom:
		return exact || !l.s.Marked() && x.Value() == 0 // "het cho" is "hết cho" too
	case cWork: // "don thu 5" is "đơn thứ 5"
		if x.Value() == asMarked && !exact {
			return false
		}
	case cSick, cGood, cStuck:
		if !exact && x.Words() == 1 && len(l.s.Spelling(x.Hit())) < 8 && l.s.Marked() {
			return false
		}
	case cKin:
		if x.Words() == 1 && !l.s.Marked() {
			return !l.remains(i+1) && !(i == 0 && l.own(i, oDrop) && l.own(i+1, oLeave)) // "bo nghi ngay mai" gives leave up
		}
	}
	return exact || x.Words() > 1 || !(l.s.Marked() && l.s.Bare(i)) && !l.exactly(i)
}

// asMarked is the value of a cWork that is one with its marks alone.
const asMarked = 1

// doubtful are classes whose short words are often others without their marks.
var doubtful = [...]class{cGiven, cKin, cStop}

// exactly reports that the word at i is a word of ours as it is written.
func (l *look) exactly(i int) bool {
	hits := l.s.Hits(i)
	for k := range hits {
		x := &hits[k]
		if c := classOf(x); x.Words() == 1 && x.Exact() && c < entryClasses && !c.aside() && !slices.Contains(doubtful[:], c) {
			return true
		}
	}
	return false
}

// longest is how many tokens the longest phrase at i takes, at least one.
func (l *look) longest(i int) int {
	n := 1
	for k := range l.hits[i] {
		x := &l.hits[i][k]
		if c := classOf(x); c != cStop && c != cKindOf && !c.aside() {
			n = max(n, x.Words())
		}
	}
	return min(n, l.s.Len()-i)
}

// find returns the hit of a class at i.
func (l *look) find(i int, c class) (when.Hit, bool) {
	if l.raw {
		return l.s.Find(i, c.id())
	}
	if uint(i) >= uint(len(l.sets)) || !l.sets[i].has(c) {
		return when.Hit{}, false
	}
	return l.findHeld(i, c)
}

func (l *look) findHeld(i int, c class) (when.Hit, bool) {
	var best *when.Spot
	hits := l.hits[i]
	for k := range hits {
		if x := &hits[k]; classOf(x) == c && (best == nil || x.Words() > best.Words()) {
			best = x
		}
	}
	return best.Hit(), true
}

// is reports whether a word of one of the classes stands at i.
func (l *look) is(i int, list ...class) bool {
	set := l.at(i)
	for _, c := range list { //nolint:modernize // a call for each would take longer
		if set.has(c) {
			return true
		}
	}
	return false
}

// nowhere is the set of no token.
var nowhere classSet

// at are the classes that hold at i.
func (l *look) at(i int) *classSet {
	switch {
	case uint(i) >= uint(l.s.Len()):
		return &nowhere
	case l.raw:
		return (*classSet)(l.s.Classes(i))
	}
	return &l.sets[i]
}

// anywhere reports a word of one of the classes somewhere in the text.
func (l *look) anywhere(list ...class) bool {
	for _, c := range list { //nolint:modernize // as above
		if l.has.has(c) {
			return true
		}
	}
	return false
}

// ends reports whether a phrase of one of the classes ends right before i.
func (l *look) ends(i int, list ...class) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		set := l.at(k)
		for _, c := range list {
			if !set.has(c) {
				continue
			}
			if h, ok := l.find(k, c); ok && k+h.N == i && (len(l.seg) == 0 || l.seg[k] > 0 || k == i-1) && !l.inside(k) {
				return true
			}
		}
	}
	return false
}

// own reports whether a word of one of the days' classes stands at i.
func (l *look) own(i int, list ...own) bool {
	for _, c := range list {
		if l.s.Has(i, l.words.own[c]) {
			return true
		}
	}
	return false
}

func (l *look) and(i int) bool { return i >= 0 && i < l.s.Len() && l.own(i, oAnd) }

// span is a stretch of tokens.
type span struct{ from, to int }

func (sp span) holds(i int) bool { return i >= sp.from && i < sp.to }

// roomy is how many sentences, parts and the like most texts have at most.
const roomy = 4

// ofSomebody reports "con em", "vợ tôi", "cho em", "của em": not the one who acts.
func (l *look) ofSomebody(i, n int) bool {
	return l.ends(i, cKin, cOf) || l.own(i+n, oVoc)
}

// titleOfName reports the "em" of "em Lan".
func (l *look) titleOfName(i int) bool {
	k := l.personAt(i)
	return k >= 0 && l.persons[k].at > i
}

// personIn are the persons named in a stretch: they stand in the order of the text.
func (l *look) personIn(in span) []person {
	from := 0
	if len(l.persons) > fewPersons {
		from, _ = slices.BinarySearchFunc(l.persons, in.from, func(p person, at int) int { return p.at - at })
	}
	for from < len(l.persons) && l.persons[from].at < in.from {
		from++
	}
	to := from
	for to < len(l.persons) && l.persons[to].at < in.to {
		to++
	}
	return l.persons[from:to:to]
}

// personSoon reports a name at i, its title between.
func (l *look) personSoon(i int) bool { return l.personAt(i) >= 0 }

// personAt is the place in persons of the name, or the title before one, that begins at i; below 0
// for none.
func (l *look) personAt(i int) int {
	if uint(i) >= uint(len(l.personFrom)) {
		return -1
	}
	return int(l.personFrom[i]) - 1
}

// fewPersons is how many names are looked through one after the other.
const fewPersons = 8

// insidePhrase reports the "thu 3" of "nghiệm thu 3 biên bản".
func (l *look) insidePhrase(t when.Expression) bool {
	if l.seg[t.From] > 0 {
		return false
	}
	for k := t.From - 1; k >= max(0, t.From-5); k-- {
		if l.seg[k] > 0 {
			return k+l.seg[k] > t.From && k+l.seg[k] < t.To && l.is(k, cAcceptWork, cWork, cOther)
		}
	}
	return false
}

// inside reports that token k lies within a longer phrase.
func (l *look) inside(k int) bool {
	if len(l.seg) == 0 || l.seg[k] > 0 {
		return false
	}
	for j := k - 1; j >= max(0, k-4); j-- {
		if l.seg[j] > 0 {
			return l.is(j, cProgress, cOther, cWork)
		}
	}
	return false
}

// spanFeatures are the features of a stretch.
type spanFeatures struct {
	span
	features
	works []workAt
}

// remains reports what may follow "còn" without its marks: "con 2 ho so", "con don nao".
func (l *look) remains(i int) bool {
	if _, number := l.s.Number(i); number || i >= l.s.Len() || l.own(i, oThu, oDay, oWeek, oNot, oHome, oDigit, oToday) {
		return true
	}
	for _, c := range [...]class{cWork, cTask, cHowMany, cWhichTask, cRequestWord, cAsksTasks, cWhat, cAll} {
		if _, ok := l.s.Find(i, c.id()); ok {
			return true
		}
	}
	return false
}
