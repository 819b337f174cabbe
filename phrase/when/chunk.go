package when

// parser turns the tokens of a text into items.
type parser struct {
	*Sentence
	today Date
	items []item
	uses  []Use // what each token is
	verbs []verbHit
	have  tally
}

func (p *parser) add(it item) {
	p.items = append(p.items, it)
	p.count(&it, 1)
}

// drop takes the item back that was added last.
func (p *parser) drop() {
	n := len(p.items) - 1
	it := p.items[n]
	p.items = p.items[:n]
	p.count(&it, ^uint16(0))
}

func (p *parser) count(it *item, by uint16) {
	p.have.kinds[it.kind] += by
	switch it.kind {
	case itVerb:
		p.have.verbs[it.verb] += by
	case itSpan, itStop, itExcept:
		p.have.week = 0
		for k := len(p.items); k > 0 && p.items[k-1].kind != itStop && p.items[k-1].kind != itExcept; k-- {
			if p.items[k-1].kind == itSpan {
				p.have.week = k
				return
			}
		}
	}
}

// last returns the item added last, or nil.
func (p *parser) last() *item {
	if len(p.items) == 0 {
		return nil
	}
	return &p.items[len(p.items)-1]
}

func (p *parser) afterDay() bool { return p.last() != nil && p.last().dayish() }

// chunk reads all items. Every step takes at least one token and looks a bounded
// number of tokens ahead, so the time is linear in the text.
func (p *parser) chunk() []item {
	for i := 0; i < len(p.toks); {
		next, before := i, len(p.items)
		switch p.toks[i].kind {
		case tokSign:
			next = p.signAt(i)
		case tokNumber:
			next = p.numberAt(i, numberBare)
		case tokWord:
			next = p.wordAt(i)
		}
		next = min(max(next, i+1), len(p.toks))
		p.note(i, next, before)
		i = next
	}
	if p.read == nil {
		p.room.items = p.items
	}
	return p.items
}

func (p *parser) signAt(i int) int {
	t := &p.toks[i]
	switch {
	case t.isSign(":") && p.afterDay(): // "t4: nhà, t5: cơ quan"
		p.last().headed, p.have.headed = true, true
	case t.isSign(",|:\n"), t.isSign(";") && p.have.headed:
		p.add(item{kind: itComma, at: i})
	case t.isSign(";!?"):
		p.add(item{kind: itStop, at: i})
	case p.Ellipsis(i):
		p.add(item{kind: itComma, at: i})
	case t.isSign("."):
		if !p.glued(i+1) || p.end(i+1) {
			p.add(item{kind: itStop, at: i})
		}
	case t.isSign("+&/"):
		p.add(item{kind: itAnd, at: i})
	case t.isSign("->="):
		next := i + 1
		for p.sign(next, "->=") {
			next++
		}
		p.add(item{kind: itTo, at: i, strong: p.sign(next-1, ">")})
		return next
	}
	return i + 1
}

// wordAt tries the readings of a word from the most to the least specific.
func (p *parser) wordAt(i int) int {
	if h, ok := p.find(i, lexFixed); ok && (h.fit == fitExact || h.n > 2) && !p.longerVerb(i, h.n) && p.skip(i, lexEdge) <= i+h.n {
		return i + h.n
	}
	if next := p.name(i); next > i {
		return next
	}
	if p.turnsTo(i) {
		p.add(item{kind: itTurn, at: i})
		return i + 1
	}
	if p.rangeGoesOn(i) {
		p.add(item{kind: itTo, at: i})
		return i + 1
	}
	if p.sets[i].meets(&timeSet) && !p.longerVerb(i, 1) {
		if next := p.timeWord(i); next > i {
			return next
		}
	}
	if next := p.linkAt(i); next > i {
		return next
	}
	if p.sets[i].meets(&lightSet) {
		for _, lex := range [...]Class{lexFixed, lexFiller, lexTitle, lexGreet, lexVoc} {
			if h, ok := p.find(i, lex); ok {
				return i + h.n
			}
		}
	}
	p.add(item{kind: itWord, at: i})
	return i + 1
}

// lightSet are the classes of words without weight.
var lightSet = setIn(lexFixed, lexFiller, lexTitle, lexGreet, lexVoc)

// timeSet are the classes with which a time expression may begin.
var timeSet = setOf(int(lexHome), func(k int) Class { return Class(k) })

// timeWord tries the readings of a word that belongs to a time expression.
func (p *parser) timeWord(i int) int {
	next := p.countAt(i)
	if next == i {
		next = p.spanAt(i)
	}
	if next == i {
		next = p.weekdayAt(i)
	}
	if next == i {
		next = p.relativeAt(i)
	}
	if next == i {
		next = p.dayWordAt(i)
	}
	if next == i {
		next = p.monthNameAt(i)
	}
	if next == i {
		next = p.halfAt(i)
	}
	return next
}

// verbLexemes are the classes of itVerb.
var verbLexemes = [...]Class{lexHome, lexOffice, lexGoWork, lexBack, lexBusy, lexLeave, lexSick, lexCancel, lexDrop, lexStop, lexChange, lexTake, lexKeep, lexQuota, lexWho, lexWaiting}

// verbHit is what verbAt found.
type verbHit struct {
	hit
	known bool
}

// verbAt returns the longest verb at i; among equals the earlier in the list.
func (p *parser) verbAt(i int) hit {
	if i < 0 || i >= len(p.toks) || len(p.hits[i]) == 0 {
		return hit{}
	}
	if p.verbs == nil {
		p.verbs = make([]verbHit, len(p.toks))
	}
	if !p.verbs[i].known {
		p.verbs[i] = verbHit{p.findVerb(i), true}
	}
	return p.verbs[i].hit
}

func (p *parser) findVerb(i int) (best hit) {
	if !p.sets[i].meets(&verbSet) {
		return best
	}
	for _, lex := range verbLexemes {
		h, ok := p.find(i, lex)
		if lex == lexChange && p.plain(i, plainAlready) && h.fit != fitExact {
			continue // "roi" without marks is "rồi"
		}
		if lex == lexDrop && p.plain(i, plainLess) && h.fit != fitExact {
			continue // "bot" is no "bớt"
		}
		if h.fit > fitExact && h.n == 1 && (p.plain(i, plainYes) && i == 0 || p.plain(i, plainWhere) && p.noMore(i)) {
			continue // "vâng", "đâu"
		}
		if lex == lexChange && ok && h.value == ofDays && !p.amends(i+h.n) {
			continue
		}
		if h.n == 1 && h.fit == fitOmitted && p.partly(i) {
			continue // "chuyên" is no "chuyển"
		}
		if lex == lexWaiting && h.value == ofRequest && !p.asksOfRequest(i, h) {
			continue
		}
		if ok && (h.n > best.n || h.n == best.n && h.fit < best.fit) {
			best = h
		}
	}
	return best
}

// partly reports a word that the writer gave some of its marks: it is no other word with
// more of them.
func (p *parser) partly(i int) bool {
	t := &p.toks[i]
	return t.marks != 0 && !t.keys && !t.slip
}

// longerVerb reports a verb at i of more than n words: "ở nhà" against "ở".
func (p *parser) longerVerb(i, n int) bool { return p.verbAt(i).n > max(n, 1) }

// name reads "chị Mai ơi" and "chị Mai," as somebody's name, not as tomorrow.
func (p *parser) name(i int) int {
	j := p.skip(i, lexTitle)
	if j == i || j >= len(p.toks) {
		return i
	}
	if !p.plain(j, plainNameOrDay) {
		return i
	}
	after := j + 1
	if p.is(after, lexVoc) || p.plain(j, plainTomorrow) && p.sign(after, ",:!") && p.hasDayAfter(after) {
		return after
	}
	return i
}

// hasDayAfter reports whether a weekday, a number or a relative day comes soon.
func (p *parser) hasDayAfter(i int) bool {
	for j := i; j < min(i+12, len(p.toks)); j++ {
		if p.toks[j].kind == tokNumber || p.is(j, lexRelative, lexWeekday, lexThu, lexMot) {
			return true
		}
	}
	return false
}

// links are the classes of words between days, with the items they make; among equals
// the earlier.
var links = [...]struct {
	lex  Class
	kind itemKind
}{
	{lexExcept, itExcept}, {lexInstead, itInstead}, {lexNotBe, itNotBe}, {lexFrom, itFrom}, {lexTo, itTo}, {lexAnd, itAnd}, {lexOr, itOr},
	{lexBut, itBut}, {lexBecause, itReason}, {lexPurpose, itReason}, {lexEvery, itEvery}, {lexDeadline, itSkip},
	{lexBefore, itSkip}, {lexBreak, itBreak}, {lexInto, itInto}, {lexReplace, itVerb}, {lexBy, itInto}, {lexRest, itOpen},
	{lexOnly, itBreak},
}

var linkSet, verbSet = setOf(len(links), func(k int) Class { return links[k].lex }), setOf(len(verbLexemes), func(k int) Class { return verbLexemes[k] })

func (p *parser) bestLink(i int) (best hit, kind itemKind) {
	kind = itWord
	if !p.sets[i].meets(&linkSet) {
		return best, kind
	}
	for k := range links {
		l := &links[k]
		if h, ok := p.find(i, l.lex); ok && p.linkHolds(h, i) && (h.n > best.n || h.n == best.n && h.fit < best.fit) {
			best, kind = h, l.kind
		}
	}
	return best, kind
}

// linkAt reads the words between days and the verbs.
func (p *parser) linkAt(i int) int {
	if next := p.afterAt(i); next > i {
		return next
	}
	if p.asksOfPerson(i) {
		p.add(item{kind: itVerb, verb: lexWho, at: i})
		return i + 1
	}
	if p.onlyThere(i) {
		p.add(item{kind: itBreak, at: i, only: true})
		return i + 1
	}
	if p.swapsWith(i) {
		p.add(item{kind: itInto, at: i})
		return i + 1
	}
	if next := p.comeAt(i); next > i {
		come := lexOffice
		if p.beganToStop(i) {
			come = lexBack
		}
		p.add(item{kind: itVerb, verb: come, at: i})
		return next
	}
	verb := p.verbAt(i)
	if verb.n == 1 && verb.fit > fitExact && p.marked && (p.exactFiller(i, 1) || p.toks[i].marks == 0 && !p.besideDay(i) && !p.startsDay(p.pastSmall(i+1))) { // "đây" is no "đẩy"
		verb = hit{}
	}
	best, kind := p.bestLink(i)
	if !((best.lex == lexExcept || best.lex == lexOr) && best.n > 1) && verb.n <= 1 {
		if not := p.notAt(i); not > i {
			return not
		}
	}
	if verb.n > 0 && (verb.n > best.n || verb.n == best.n && best.lex != lexDeadline) && verb.fit <= max(best.fit, fitOmitted) {
		if fixed, ok := p.find(i, lexFixed); ok && fixed.n > verb.n {
			return i
		}
		return p.addVerb(i, verb)
	}
	if best.n == 0 || best.fit > fitExact && p.marked && p.exactFiller(i, best.n) {
		return i
	}
	if fixed, ok := p.find(i, lexFixed); ok && fixed.n > best.n {
		return i
	}
	if best.lex == lexReplace {
		return p.addVerb(i, best)
	}
	if best.lex == lexAnd && p.plain(i, plainMore) && p.last() != nil && p.last().kind == itComma && (p.hasVerb(lexCancel) || p.hasVerb(lexDrop)) && !p.hasVerb(lexHome) {
		p.add(item{kind: itVerb, verb: lexTake, at: i}) // "rút thứ 4, thêm thứ 6"
		return i + best.n
	}
	if kind == itEvery && best.value == ofSeveral {
		if next := p.skip(i+best.n, lexDay); p.listsDays(next) {
			return next
		}
	}
	if best.lex == lexRest {
		p.add(item{kind: itBreak, at: i})
	}
	p.add(item{kind: kind, at: i, strong: kind != itEvery && kind != itOpen, words: best.n, rest: best.lex == lexRest, only: best.lex == lexOnly})
	return i + best.n
}

// besideDay reports a day right before i, a title or a word for "this" between.
func (p *parser) besideDay(i int) bool {
	if !p.afterDay() {
		return false
	}
	for k := p.last().end; k < i; k++ {
		if !p.is(k, lexTitle, lexThis, lexParticle) {
			return false
		}
	}
	return true
}

// exactFiller reports a word without weight spelt exactly so: in a text with marks
// "con" is the child, not "còn".
func (p *parser) exactFiller(i, n int) bool {
	for _, lex := range []Class{lexTitle, lexFiller} {
		if h, ok := p.find(i, lex); ok && h.n >= n && h.fit == fitExact {
			return true
		}
	}
	return false
}

// afterAt reads "sau thứ 5": some day after it, and so an open one.
func (p *parser) afterAt(i int) int {
	if p.plain(i, plainThen) && p.is(i, lexBreak) && p.halfCloses(i+1) { // "thứ sáu thì buổi chiều thôi"
		return i + 1
	}
	h, ok := p.find(i, lexAfter)
	if !ok || h.fit != fitExact || p.is(i, lexFixed) || !p.is(i+h.n, lexThu, lexWeekday, lexRelative, lexDay) && !p.sign(i+h.n+1, "/") || !p.startsDay(i+h.n) {
		return i
	}
	p.add(item{kind: itOpen, at: i, strong: true})
	p.add(item{kind: itSkip, at: i})
	return i + h.n
}
