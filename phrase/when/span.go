package when

// spanAt reads weeks, months and years: "tuần sau", "cả tuần sau", "cuối tuần",
// "tháng 12", "hết tháng này", "hết năm", "the week after next".
func (p *parser) spanAt(i int) int {
	if !p.sets[i].meets(&spanSet) && !p.plain(i, plainEnd) {
		return i
	}
	if h, ok := p.find(i, lexWeekly); ok {
		p.add(item{kind: itEvery, at: i, strong: true})
		return i + h.n
	}
	if h, ok := p.find(i, lexDaily); ok && !p.spanStarts(p.skip(i+h.n, lexOf)) {
		p.add(item{kind: itEvery, at: i, strong: true, daily: true})
		return i + h.n
	}
	if named := p.weekBefore(); p.plain(i, plainEnd) && named != nil && p.last().home() && p.closesWhole(i+1) && !p.hasItem(itDay) {
		named.span.whole = true // "tuần sau em ở nhà hết"
		return i + 1
	}
	for _, prefix := range []Class{lexWhole, lexRest, lexEdge, lexEnd} {
		h, ok := p.find(i, prefix)
		if !ok {
			continue
		}
		j := i + h.n
		if !p.spanStarts(j) {
			j = p.skip(j, lexOf)
		}
		// "đầu của tháng", "hết cả tuần", "các ngày trong tuần sau"
		var sp span
		switch prefix {
		case lexWhole:
			sp.whole = true
		case lexRest:
			sp.rest = true
		case lexEdge:
			sp.edge, sp.first, sp.last = true, h.value == firstDays, h.value == lastDays
		case lexEnd:
			sp.whole = true
		}
		if next := p.spanBody(i, j, sp); next > j {
			return next
		}
	}
	return p.spanBody(i, i, span{})
}

// spanSet are the classes with which a span may begin.
var spanSet = setIn(lexWeekly, lexDaily, lexWhole, lexRest, lexEdge, lexEnd, lexWeekOf, lexMonthOf, lexMonthName, lexOver, lexWeek, lexMonth, lexYear)

// The values of a lexEdge that says which days are meant where they are counted: "3 ngày đầu
// tuần sau".
const (
	firstDays = 1
	lastDays  = 2
)

func (p *parser) spanStarts(i int) bool {
	return p.is(i, lexWeek, lexWeekOf, lexMonth, lexMonthOf, lexYear, lexMonthName)
}

// spanBody reads the unit at j and which one it is. A unit alone means nothing
// unless a word before it says how much of it.
func (p *parser) spanBody(at, j int, sp span) int {
	if at > 0 && p.plain(at-1, plainEnd) { // "đến hết" is one word for "until"
		sp.whole = true
	}
	said := sp.whole || sp.rest || sp.edge
	if h, ok := p.find(j, lexWeekOf); ok {
		sp.off = h.value
		return p.addSpan(at, j+h.n, sp)
	}
	if h, ok := p.find(j, lexMonthOf); ok {
		sp.unit, sp.off = unitMonth, h.value
		return p.addSpan(at, j+h.n, sp)
	}
	if h, ok := p.find(j, lexMonthName); ok && (said || p.plain(j-1, plainIn) || p.is(j-1, lexTo)) && !p.plain(j, plainMay) && !p.numberAfter(p.skip(j+h.n, lexDay)) {
		sp.unit, sp.month = unitMonth, h.value
		return p.addSpan(at, j+h.n, sp)
	}
	over := false
	if h, ok := p.find(j, lexOver); ok && !said && (p.is(j+h.n, lexWeek) || p.is(j+h.n, lexMonth)) {
		if _, explicit, _ := p.which(j + h.n + 1); explicit {
			return j
		}
		over, j = true, j+h.n
	}
	switch {
	case p.is(j, lexWeek):
		return p.weekBody(at, j, sp, said, over)
	case p.is(j, lexMonth):
		sp.unit = unitMonth
		return p.monthBody(at, j, sp, said, over)
	case p.is(j, lexYear) && said:
		sp.unit = unitYear
		off, ok, next := p.which(j + 1)
		if ok {
			sp.off = off
		}
		return p.addSpan(at, next, sp)
	}
	return at
}

func (p *parser) weekBody(at, j int, sp span, said, over bool) int {
	if p.is(j+1, lexThu) && p.ordinalWeek(j+1) {
		p.add(item{kind: itOpen, at: at})
		return j + 3
	}
	if _, isNumber := p.number(j+1, 1); isNumber && p.is(j+2, lexMonth) { // "tuần 1 tháng 12"
		p.add(item{kind: itOpen, at: at})
		return j + 2
	}
	off, ok, next := p.which(p.skip(j, lexWeek))
	if named := p.weekBefore(); !ok && sp.whole && named != nil { // "tuần sau em ở nhà cả tuần"
		named.span.whole = true
		return next
	}
	switch {
	case over:
		off = 1
	case !ok && !said && p.is(j-1, lexOf) && p.plain(j-1, plainWithin):
		sp.bare = true
	case !ok && !said:
		return p.skip(j, lexWeek)
	}
	sp.off = off
	return p.addSpan(at, next, sp)
}

// weekBefore is the week named earlier in the sentence, as a whole.
func (p *parser) weekBefore() *item {
	if p.have.week == 0 {
		return nil
	}
	if it := &p.items[p.have.week-1]; it.span.unit == unitWeek && !it.span.edge && !it.span.rest {
		return it
	}
	return nil
}

// closesWhole reports that after "hết" the clause ends, or something is left out of it.
func (p *parser) closesWhole(i int) bool {
	return p.end(i) || p.toks[i].kind == tokSign || p.noMore(i-1) || p.is(i, lexExcept, lexOnly, lexBreak) || p.plain(i, plainOnly)
}

// ordinalWeek reports "tuần thứ 2 của tháng 12": no weekday.
func (p *parser) ordinalWeek(i int) bool {
	_, ok := p.number(i+1, 1)
	return ok && p.is(i+2, lexOf, lexMonth) && !p.is(i+2, lexThis)
}

// monthBody reads the number or the word after tháng.
func (p *parser) monthBody(at, j int, sp span, said, over bool) int {
	next := p.skip(j, lexMonth)
	if n, ok := p.number(next, 2); ok && n >= 1 && n <= 12 && !p.isAmount(next) {
		sp.month, sp.bare = n, !said
		next++
		if year, ok := p.number(next+1, 4); ok && p.sign(next, "/-") && year >= 2000 {
			sp.year = year
			next += 2
		}
		return p.addSpan(at, p.yearAfter(next, &sp.year), sp)
	}
	off, ok, after := p.which(next)
	if ok || over || said {
		if over {
			off = 1
		}
		sp.off = off
		return p.addSpan(at, after, sp)
	}
	if n, after, ok := p.wordNumber(next); ok && n <= 12 && p.toks[next].kind == tokWord && !p.is(next, lexFixed) && p.motherTongue(next) {
		sp.month, sp.bare = n, true
		return p.addSpan(at, after, sp)
	}
	return next
}

// which reads the word that says which week or month: this one is 0.
func (p *parser) which(i int) (off int, ok bool, next int) {
	best := hit{fit: fitNone}
	for _, l := range []Class{lexAfterNext, lexNext, lexThis, lexComing, lexLast} {
		h, found := p.find(i, l)
		if !found || h.n < best.n || h.n == best.n && h.fit >= best.fit {
			continue
		}
		if l == lexComing && !p.weekComing(i) || l == lexLast && h.n == 1 && p.plain(i, plainPast) && p.startsDay(i+1) {
			continue
		}
		best = h
		off = map[Class]int{lexAfterNext: 2, lexNext: 1, lexThis: 0, lexComing: 1, lexLast: -1}[l]
	}
	return off, best.n > 0, i + best.n
}

// weekComing tells "tuần tới" from "tuần … đến".
func (p *parser) weekComing(i int) bool {
	next := p.skip(i, lexComing)
	return !p.plain(i, plainUntil) || p.end(next) || !p.startsDay(next)
}

func (p *parser) addSpan(at, next int, sp span) int {
	p.add(item{kind: itSpan, at: at, span: sp})
	return next
}
