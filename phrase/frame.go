package phrase

import "strings"

// A frame is a sentence about work as a row of pieces: who, what is done, what is made, how many, until
// when, how far. What the weights of words leave open is read by it, and only where every word of the
// sentence has its place: tables/frames.tsv says which pieces an act needs and which it bears.

// The letters of pieces that the code itself looks for; those of words stand in lexicon/pieces.tsv.
const (
	pcWork     = 'N' // work
	pcOpen     = 'u' // words in no list
	pcPerson   = 'P'
	pcCalled   = 'C' // somebody spoken to by name
	pcMe       = 'M' // "em", "con": who writes, or who is spoken to
	pcMyself   = 'I' // "tui": who writes
	pcTitle    = 'A' // "anh", "sếp"
	pcTime     = 'T'
	pcToday    = '2'
	pcPast     = '0'
	pcNumber   = 'Q'
	pcPart     = 'F' // a of b
	pcPercent  = '%'
	pcSign     = ','
	pcAsks     = '.' // "nhé": something is asked for
	pcMine     = '1' // "cho em"
	pcHome     = 'x' // at home, on leave, at the office
	pcUnread   = '!' // what no frame bears
	pcDo       = 'D'
	pcSend     = 'S'
	pcHandOn   = '_'
	pcGive     = 'G'
	pcAsk      = 'g'
	pcFor      = 'c'
	pcOnBehalf = 'B'
	pcHelp     = 'h'
	pcSmall    = 'n'
	pcOf       = 'f'
	pcTask     = 'K'
	pcUnit     = 'U'
	pcUntil    = 'W'
	pcSection  = 'p'
	pcSoFar    = 'O'
	pcQuestion = '?'
	pcAgain    = 'r'
	pcYes      = 'Y'
	pcOthers   = '='
	pcTool     = '*'
	pcBad      = 'j'
	pcOutOf    = '/'
	pcLeft     = 'L'
	pcInstead  = '^'
	pcGoesOn   = '~'
	pcAbout    = 'o'
	pcWeak     = '5' // what is done, at home too
	pcThing    = '3' // words in no list that stand where work stands
)

// piece is a stretch of a frame.
type piece struct {
	span
	kind   byte
	number float64 // of pcNumber, pcPart and pcPercent
	of     float64 // of pcPart
	who    string  // of pcPerson and pcCalled
}

// frame is a stretch of a text as pieces, and as the row of their letters.
type frame struct {
	pieces []piece
	row    string
}

// mostPieces is how many pieces a frame has at most: what is longer is no one sentence about work.
const mostPieces = 40

// frameOf is a stretch as a row of pieces; ok is false where it is none.
func (l *look) frameOf(in span) (f frame, ok bool) {
	for i := in.from; i < in.to; {
		p := l.pieceAt(i, in)
		i = p.to
		switch n := len(f.pieces) - 1; {
		case p.kind == 0 || p.kind == pcSmall:
			continue
		case p.kind == pcUnread || n+1 == mostPieces:
			return f, false
		case n >= 0 && f.pieces[n].kind == p.kind && strings.IndexByte(joins, p.kind) >= 0:
			f.pieces[n].to = p.to
			continue
		case n >= 0 && f.pieces[n].kind == pcTool && p.kind == pcWork && f.pieces[n].to == p.from: // "kho hồ sơ"
			f.pieces[n].to, f.pieces[n].kind = p.to, pcWork
			continue
		}
		f.pieces = append(f.pieces, p)
	}
	f.settle()
	return f, len(f.pieces) > 0
}

// joins are the letters of which several on end are one piece.
const joins = "T20u,W.w=A"

// pieceAt is the piece at i; its kind is 0 where it says nothing.
func (l *look) pieceAt(i int, in span) piece {
	word := piece{span: span{i, i + 1}}
	if k := l.framePerson(i); k >= 0 && l.persons[k].end <= in.to {
		word.to, word.kind, word.who = l.persons[k].end, pcPerson, l.persons[k].name
		if l.own(word.to, oVoc) && word.to < in.to {
			word.to, word.kind = word.to+1, pcCalled
		}
		return word
	}
	if _, _, next, clock := l.s.Clock(i); clock && next > i+1 && next <= in.to {
		word.to, word.kind = next, pcTime
		return word
	}
	if kind, n := l.letterAt(i, in); kind == pcLeft && n > 1 && l.timeAt[i] { // "còn lại 3"
		word.to, word.kind = i+n, kind
		return word
	}
	if _, number := l.s.Number(i); l.timeAt[i] && !(number && l.ends(i, cLeft)) {
		word.kind = l.timeKind(i)
		return word
	}
	if x, ok := l.lengthAt(i); ok && x.minutes > 0 && x.to <= in.to {
		word.to = x.to
		return word
	}
	if n, ok := l.numberPiece(i, in); ok {
		return n
	}
	if _, letters := l.s.Word(i); letters {
		return l.wordPiece(i, in)
	}
	switch {
	case l.s.Sign(i, ",;:.!\n") && !(l.s.Sign(i, ".") && l.s.Glued(i+1) && i+1 < in.to), l.s.Sign(i, "-") && !l.s.Glued(i):
		word.kind = pcSign
	case l.s.Sign(i, "?"):
		word.kind = pcQuestion
	case l.s.Sign(i, "%"):
		word.kind = pcUnread
	}
	return word
}

// framePerson is the place in persons of the name that begins at i, but for a word that only looks like
// a title: the "thay" of "làm thay Lan"; below 0 for none.
func (l *look) framePerson(i int) int {
	instead := func(i int) bool { h, ok := l.find(i, cInstead); return ok && h.N == 1 && h.Exact }
	if k := l.personAt(i); k >= 0 {
		if l.persons[k].at > i && instead(i) {
			return -1
		}
		return k
	}
	if k := l.personAt(i - 1); k >= 0 && l.persons[k].at == i && instead(i-1) {
		return k
	}
	return -1
}

// timeKind tells times that are over, and today, from those to come.
func (l *look) timeKind(i int) byte {
	k := l.firstTime(i + 1)
	if k == 0 || l.times[k-1].To <= i {
		return pcTime
	}
	switch t := l.times[k-1]; {
	case t.Past:
		return pcPast
	case l.own(t.From, oToday) && t.To <= t.From+2:
		return pcToday
	}
	return pcTime
}

// numberPiece is a number at i, with what it is of.
func (l *look) numberPiece(i int, in span) (piece, bool) {
	for _, x := range l.figures {
		if x.from == i && x.to <= in.to {
			p := piece{span: x.span, kind: pcNumber, number: x.a, of: x.b}
			switch x.kind {
			case fraction:
				p.kind = pcPart
			case percent:
				p.kind = pcPercent
			}
			return l.measured(p, in), true
		}
	}
	n, ok := l.s.Number(i)
	if of, number := l.s.Number(i + 2); ok && number && of > n && l.is(i+1, cSection) && i+3 <= in.to { // "9 phần 10"
		return piece{span: span{i, i + 3}, kind: pcPercent, number: float64(hundred * n / of)}, true
	}
	p := piece{span: span{i, i + 1}, kind: pcNumber, number: float64(n)}
	if ok && l.decimal(i+1) { // "2,5 ha"
		tenths, _ := l.s.Number(i + 2)
		p.number, p.of, p.to = p.number+float64(tenths)/10, measuredOf, i+4
		return p, true
	}
	if ok && l.isPiece(i+1, pcMeasures) && !l.timeAt[i] {
		p.of, p.to = measuredOf, i+2
		return p, true
	}
	if !ok {
		m, next, counted := l.s.Count(i)
		if counted && next == i+1 && l.verbUnmarked(i) {
			return p, false
		}
		if !counted || l.is(i, cTitle) && next == i+1 || next > in.to || next == i+1 && !l.is(next, cMeasure, cWork) {
			return p, false
		}
		p.number, p.to = float64(m), next
	}
	if l.s.Sign(p.to, "/") && l.s.Glued(p.to) {
		if of, number := l.s.Number(p.to + 1); number && of > 0 && p.to+2 <= in.to {
			p.kind, p.of, p.to = pcPart, float64(of), p.to+2
		}
	}
	return l.measured(p, in), true
}

// measuredOf stands in the place of what a number is of where it measures something: "2,5 ha".
const measuredOf = -1

// verbUnmarked reports the "lam" of "Lan lam bang luong": a number by its letters, and a verb.
func (l *look) verbUnmarked(i int) bool {
	return !l.s.Marked() && (l.isPiece(i, pcDo) || l.isPiece(i, pcWeak) || l.isPiece(i, pcSend))
}

// measured takes the measure of what is counted with its number: "3 cái", not "3 biên bản".
func (l *look) measured(p piece, in span) piece {
	if l.is(p.to, cOnBehalf) && p.kind != pcPercent && p.to < in.to && !l.is(p.to+1, cTitle, cMe) && !l.personSoon(p.to+1) { // "18 hộ"
		if kind, n := l.letterAt(p.to, in); kind == pcOnBehalf && n == 1 {
			p.to++
			return p
		}
	}
	if h, ok := l.find(p.to, cMeasure); ok && p.kind != pcPercent && p.to+h.N <= in.to {
		if kind, n := l.letterAt(p.to, in); kind != pcWork || n <= h.N {
			p.to += h.N
		}
	}
	return p
}

// wordPiece is the piece of a word.
func (l *look) wordPiece(i int, in span) piece {
	kind, n := l.letterAt(i, in)
	switch kind {
	case pcWork:
		if n > 1 && l.is(i+n-1, cOf) && l.personSoon(i+n) { // "kiến nghị của Lan"
			return piece{span: span{i, i + n - 1}, kind: pcWork}
		}
		return piece{span: span{i, l.workEnd(i+n, in)}, kind: pcWork}
	case pcGoesOn:
		return piece{span: span{i, i + n}, kind: pcOpen}
	case pcSmall:
		if l.is(i, cWork) && l.is(i+n, cWork) && i+n < in.to { // "file dự toán"
			return piece{span: span{i, l.workEnd(i+n, in)}, kind: pcWork}
		}
		if l.is(i, cProposes) {
			return piece{span: span{i, i + n}, kind: pcAsks}
		}
		return piece{span: span{i, i + n}}
	case 0:
		return piece{span: span{i, i + 1}, kind: pcOpen}
	case pcDo, pcWeak:
		if l.ends(i, cMeasure) && i > in.from { // "cái tóm tắt nghị quyết"
			return piece{span: span{i, l.workEnd(i+n, in)}, kind: pcWork}
		}
		if n > 1 && l.is(i+n-1, cOnBehalf, cGive) {
			n--
		}
	case pcSection:
		if _, number := l.s.Number(i + n); number && i+n < in.to {
			n++
		}
	}
	return piece{span: span{i, i + n}, kind: kind}
}
