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
	hits                     [][]when.Hit   // the classes that hold at a token
	seen                     []spanFeatures // what was worked out
	cut                      []span         // the sentences
	parted                   []parted       // the parts of those that were split
	asked                    bool           // for days
	decides                  bool           // it decides about somebody's request
	absent                   bool           // it says that one is not at the office
	writer                   string         // the plain given name of who writes
	others                   []Act          // told of somebody else
	nameTokens, figureTokens []bool
	longTime                 []bool     // within a time expression of several words
	shouts                   bool       // the text is written in capitals
	capitalElse              bool       // capitals tell names apart: one stands inside of a sentence
	flags                    []bool     // nameTokens and the like
	room                     []when.Hit // of hits
	weighedOf                features   // what was weighed last
	isWeighed                bool       // something was
	heaviest                 weighed    // of it
	seg                      []int      // how many tokens the longest of them takes; 0 inside of one
}

func newLook(c Context, text string) *look {
	w := lexicon()
	l, ok := w.looks.Get().(*look)
	if !ok {
		l = new(look)
	}
	*l = look{words: w, s: w.Parse(text), today: c.Today, asked: c.Asked, writer: when.Plain(givenOf(c.Writer)), cal: days{c.Calendar, c.Today},
		persons: l.persons[:0], figures: l.figures[:0], seen: l.seen[:0], cut: l.cut[:0], parted: l.parted[:0], hits: l.hits[:0], seg: l.seg[:0], flags: l.flags, room: l.room[:0]}
	n := l.s.Len()
	l.flags = cleared(l.flags, 4*n)
	flags := l.flags
	l.timeAt, l.nameTokens, l.figureTokens, l.longTime = flags[:n:n], flags[n:2*n:2*n], flags[2*n:3*n:3*n], flags[3*n:]
	l.people(c.Names)
	l.uses, l.times = l.s.Scan(when.Date(c.Today))
	l.hits, l.seg = cleared(l.hits, n), cleared(l.seg, n)
	room := l.room
	for i := range n {
		from := len(room)
		for h := range l.s.Hits(i) {
			if l.class(h.Class) < entryClasses && l.holds(i, h) {
				room = append(room, h)
			}
		}
		l.hits[i] = room[from:len(room):len(room)]
	}
	l.room = room
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

// unknown reports a word that is of no class at i.
func (l *look) unknown(i int) bool {
	for h := range l.s.Hits(i) {
		if c := l.class(h.Class); c < entryClasses && !c.aside() {
			return false
		}
	}
	return true
}

// meansAt reports a word at i that means something wherever it stands.
func (l *look) meansAt(i int) bool {
	for k := range l.hits[i] {
		if !l.class(l.hits[i][k].Class).aside() {
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
	l.words.looks.Put(l)
}

// cleared is a slice of n zero values, out of room where it is large enough.
func cleared[T any](room []T, n int) []T {
	if cap(room) < n {
		return make([]T, n, n+n/2)
	}
	room = room[:n]
	clear(room)
	return room
}

// holds weeds out a single word that only looks like it without its marks in a text
// that writes marks.
func (l *look) holds(i int, h when.Hit) bool {
	if l.class(h.Class).aside() {
		return h.Exact || h.N > 1 || !l.s.Marked()
	}
	switch l.class(h.Class) {
	case cGiven, cCompound:
		return false
	case cThird:
		return h.Exact || h.N > 1
	case cOther:
		return h.Exact || !l.s.Marked()
	case cDefer:
		if !h.Exact && l.s.Marked() {
			return false
		}
	case cRoom:
		return h.Exact || !l.s.Marked() && h.Value == 0 // "het cho" is "hết cho" too
	case cSick, cGood, cStuck:
		if !h.Exact && h.N == 1 && len(h.Text) < 8 && l.s.Marked() {
			return false
		}
	}
	if l.class(h.Class) == cKin && h.N == 1 && !l.s.Marked() {
		return !l.remains(i+1) && !(i == 0 && l.own(i, oDrop) && l.own(i+1, oLeave)) // "bo nghi ngay mai" gives leave up
	}
	return h.Exact || h.N > 1 || !(l.s.Marked() && l.s.Bare(i)) && !l.exactly(i)
}

// doubtful are classes whose short words are often others without their marks.
var doubtful = [...]class{cGiven, cKin, cStop}

// exactly reports that the word at i is a word of ours as it is written.
func (l *look) exactly(i int) bool {
	for h := range l.s.Hits(i) {
		if c := l.class(h.Class); h.N == 1 && h.Exact && c < entryClasses && !c.aside() && !slices.Contains(doubtful[:], c) {
			return true
		}
	}
	return false
}

// longest is how many tokens the longest phrase at i takes, at least one.
func (l *look) longest(i int) int {
	n := 1
	for _, h := range l.hits[i] {
		if c := l.class(h.Class); c != cStop && c != cKindOf && !c.aside() {
			n = max(n, h.N)
		}
	}
	return min(n, l.s.Len()-i)
}

func (l *look) class(id when.Class) class { return l.words.class[id] }

// find returns the hit of a class at i.
func (l *look) find(i int, c class) (when.Hit, bool) {
	if !l.s.Has(i, l.ids[c]) {
		return when.Hit{}, false
	}
	return l.findHeld(i, c)
}

func (l *look) findHeld(i int, c class) (when.Hit, bool) {
	id, best := l.ids[c], -1
	if i >= len(l.hits) {
		return l.s.Find(i, id)
	}
	hits := l.hits[i]
	for k := range hits {
		if hits[k].Class == id && (best < 0 || hits[k].N > hits[best].N) {
			best = k
		}
	}
	if best < 0 {
		return when.Hit{}, false
	}
	return hits[best], true
}

// is reports whether a word of one of the classes stands at i.
func (l *look) is(i int, list ...class) bool {
	for _, c := range list {
		if id := l.ids[c]; l.s.Has(i, id) && l.held(i, id) {
			return true
		}
	}
	return false
}

// anywhere reports a word of one of the classes somewhere in the text, before names were taken
// out of it.
func (l *look) anywhere(list ...class) bool {
	for _, c := range list {
		if l.s.Anywhere(l.ids[c]) {
			return true
		}
	}
	return false
}

// held reports that a class that fits at i was not weeded out.
func (l *look) held(i int, id when.Class) bool {
	if i >= len(l.hits) {
		return true
	}
	for k := range l.hits[i] {
		if l.hits[i][k].Class == id {
			return true
		}
	}
	return false
}

// ends reports whether a phrase of one of the classes ends right before i.
func (l *look) ends(i int, list ...class) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		for _, c := range list {
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
	return slices.ContainsFunc(l.persons, func(p person) bool { return p.from == i && p.at > i })
}

// personIn are the persons named in a stretch: they stand in the order of the text.
func (l *look) personIn(in span) []person {
	from := 0
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
func (l *look) personSoon(i int) bool {
	return slices.ContainsFunc(l.persons, func(p person) bool { return p.from == i })
}

// endsWork reports the "tháng rồi" of "xong báo cáo tháng rồi ạ": a kind of work and
// a particle.
func (l *look) endsWork(t when.Expression) bool {
	i := t.From + 1
	if !l.is(t.From, cKindOf) || !l.ends(t.From, cWork) {
		return false
	}
	if l.is(i, cHowFar) || l.is(i, cUntil, cBefore) && t.To == i+1 && l.followsDay(i+1) {
		return true
	}
	return t.To == i+1 && l.is(i, cPolite) && l.tail(t.To, span{t.To, l.s.Len()})
}

// followsDay reports another time expression that begins at i.
func (l *look) followsDay(i int) bool {
	_, _, _, clock := l.s.Clock(i)
	return clock || slices.ContainsFunc(l.times, func(t when.Expression) bool { return t.From == i })
}

// insidePhrase reports the "thu 3" of "nghiệm thu 3 biên bản".
func (l *look) insidePhrase(t when.Expression) bool {
	if l.seg[t.From] > 0 {
		return false
	}
	for k := t.From - 1; k >= max(0, t.From-3); k-- {
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
		if _, ok := l.s.Find(i, l.ids[c]); ok {
			return true
		}
	}
	return false
}
