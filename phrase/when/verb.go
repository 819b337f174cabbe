package when

// startsDay reports whether a day, week or half may begin at i.
func (p *parser) startsDay(i int) bool {
	i = p.skip(i, lexBuoi)
	if p.end(i) {
		return false
	}
	if p.toks[i].kind == tokNumber {
		return true
	}
	return p.sets[i].meets(&daySet) || p.englishQualified(i)
}

// daySet are the classes with which a day may begin.
var daySet = setIn(lexRelative, lexKia, lexMot, lexDay, lexMung, lexThu, lexWeekday, lexWeekdays, lexShortDay, lexWeek, lexWeekOf,
	lexMonth, lexMonthOf, lexMonthName, lexMorning, lexAfternoon, lexNoon, lexWhole, lexEdge, lexEnd, lexHalf, lexAllDay,
	lexLoose, lexWeak, lexPastPart, lexRest)

// englishQualified reports "next thursday", "this friday".
func (p *parser) englishQualified(i int) bool {
	return p.plain(i, plainEnQualifier) && p.is(i, lexThis, lexNext, lexComing, lexLast) && p.is(i+1, lexWeekday, lexShortDay, lexMorning, lexAfternoon)
}

func (p *parser) hasItem(kinds ...itemKind) bool {
	for _, k := range kinds {
		if p.have.kinds[k] > 0 {
			return true
		}
	}
	return false
}

func (p *parser) hasVerb(lex Class) bool { return p.have.verbs[lex] > 0 }

// addVerb adds the verb at i where it holds; weak verbs need a day after them.
func (p *parser) addVerb(i int, h hit) int {
	next := i + h.n
	switch h.lex {
	case lexKeep:
		if !p.startsDay(p.pastSmall(next)) && !p.afterDay() {
			return next
		}
	case lexTake, lexStop:
		if after := p.pastSmall(next); h.lex == lexStop && h.n > 1 && p.verbAt(after).lex == lexHome { // "thôi khỏi ở nhà"
			p.add(item{kind: itVerb, verb: lexHome, not: true, at: i})
			return after + p.verbAt(after).n
		}
		if h.lex == lexStop && p.plain(next-1, plainSpare) && p.noMore(next-1) { // "thôi khỏi ạ"
			p.add(item{kind: itVerb, verb: lexCancel, at: i, strong: true})
			return next
		}
		if h.lex == lexStop && (p.willDo(next) || h.n == 1 && i == 0 && p.homeAfter(next)) {
			return next
		}
		closing := h.lex == lexTake && h.n > 1 && p.hasItem(itDay) && p.noMore(next-1) // "thứ 4 cho em xin phép ạ"
		if !p.startsDay(p.pastSmall(next)) && !closing && (h.lex != lexStop || !p.is(next, lexNot)) {
			return next
		}
		if h.lex == lexStop && p.sign(next, ",") {
			return next
		}
	case lexOffice, lexGoWork: // "cơ quan cúp điện"
		if p.beganToStop(i) {
			h.lex = lexBack
		}
		if h.lex == lexOffice && p.plain(i, plainPlaceWord) &&
			next < len(p.toks) && p.toks[next].kind == tokWord && len(p.hits[next]) == 0 {
			return next
		}
	case lexCancel, lexDrop:
		if h.lex == lexDrop && p.takesOut(next) {
			p.add(item{kind: itExcept, at: i})
			return next
		}
		for k := i + 1; k < next; k++ { // "hủy hết tuần sau"
			if p.spanAtStart(k) {
				next = k
			}
		}
	case lexHome:
		if h.n == 1 && p.plain(i, plainEnHome) && p.is(next, lexWeekday) || h.n == 1 && p.plain(i, plainHouse) && !p.loneHome(i) {
			return next
		}
	}
	undone := h.lex == lexDrop && p.hasVerb(lexTake) && p.noMore(next-1) // "đăng ký t5 rồi, giờ bỏ giúp em"
	p.add(item{kind: itVerb, verb: h.lex, at: i, strong: h.n > 1 || undone})
	return next
}

// willDo reports the "cũng được" of "thôi t5 cũng được", which takes the day.
func (p *parser) willDo(i int) bool {
	for j := i; j < min(i+smallWords, len(p.toks)) && p.toks[j].kind != tokSign; j++ {
		if p.plain(j, plainAlso) {
			return p.plain(j+1, plainMay1) || p.plain(j+1, plainMay2)
		}
	}
	return false
}

// beganToStop reports "thôi anh ạ, thứ sáu em lên cơ quan": a text that begins by taking
// something back.
func (p *parser) beganToStop(i int) bool {
	if k := p.firstMind(); k < i {
		if p.have.wish == unasked {
			p.have.wish = no
			if p.wishesHome(k) {
				p.have.wish = yes
			}
		}
		return p.have.wish == no
	}
	first := p.skip(0, lexFiller)
	for _, at := range [...]int{0, first} {
		if h, ok := p.find(at, lexStop); ok && h.n == 1 && at < i {
			return !p.homeSaid()
		}
	}
	return false
}

// firstMind is where a word of another mind stands first in the text; behind its end where none does.
func (p *parser) firstMind() int {
	if p.have.mind == 0 {
		k := 0
		for k < len(p.toks) && !p.is(k, lexMind) {
			k++
		}
		p.have.mind = k + 1
	}
	return p.have.mind - 1
}

// wishesHome reports a phrase for working at home from i on, not the "nha" that may be "nhà".
func (p *parser) wishesHome(i int) bool {
	for i < len(p.toks) {
		h := p.verbAt(i)
		if h.lex == lexHome && (h.n > 1 || h.fit == fitExact) && !p.is(i-1, lexNot) {
			return true
		}
		i += max(1, h.n)
	}
	return false
}

// homeAfter reports a wish for a day at home in the same clause: "thôi mốt em làm ở nhà".
func (p *parser) homeAfter(i int) bool {
	for j := i; j < min(i+smallWords, len(p.toks)) && p.toks[j].kind != tokSign && !p.is(j, lexNot); j++ {
		if p.verbAt(j).lex == lexHome {
			return true
		}
	}
	return false
}

// takesOut reports "tuần sau em ở nhà hết, bỏ thứ 4 ra": the day is left out of those
// that are wished for.
func (p *parser) takesOut(i int) bool {
	if !p.hasItem(itSpan) || !p.homeSaid() || !p.startsDay(i) {
		return false
	}
	for j := i + 1; j < min(i+smallWords, len(p.toks)) && p.toks[j].kind != tokSign; j++ {
		if p.plain(j, plainOut) {
			return p.noMore(j)
		}
	}
	return false
}

// spanAtStart reports "hết tuần sau", "tất cả các ngày tuần sau".
func (p *parser) spanAtStart(i int) bool {
	h, ok := p.find(i, lexWhole)
	return ok && p.spanStarts(i+h.n)
}

// loneHome: "t4: nhà, t5: cơ quan". Without its mark "nha" is a
// particle but after a colon.
func (p *parser) loneHome(i int) bool {
	return (p.toks[i].word.tone != 0 || p.sign(i-1, ":")) && (p.afterDay() || p.sign(i-1, ":,-")) && (p.end(i+1) || p.toks[i+1].kind == tokSign || p.is(i+1, lexThu, lexWeek))
}

// pastSmall steps over a few words without weight.
func (p *parser) pastSmall(i int) int {
	for range 3 {
		h, ok := p.find(i, lexFiller)
		if t, title := p.find(i, lexTitle); title && (!ok || t.n > h.n) {
			h, ok = t, true
		}
		if !ok || p.startsDay(i) || p.verbAt(i).n > h.n {
			return i
		}
		i += h.n
	}
	return i
}

// notAt reads "không" before a verb as its negation and before a day as ruling the
// day out. A "không" that closes a question ("được không ạ") is nothing.
func (p *parser) notAt(i int) int {
	h, ok := p.find(i, lexNot)
	if !ok {
		return i
	}
	next := i + h.n
	if p.is(i, lexDrop) && p.startsDay(next) { // "khỏi t5 nha"
		return i
	}
	if be, ok := p.find(i, lexNotBe); ok && be.n > h.n {
		h, next = be, i+be.n
	}
	for j, steps := next, 0; steps < 4; steps++ {
		if after := p.comeAt(j); after > j {
			p.add(item{kind: itVerb, verb: lexOffice, not: true, at: i})
			return after
		}
		verb := p.verbAt(j)
		if verb.lex == lexTake && p.is(j+verb.n, lexMore) && !p.startsDay(j+verb.n+1) { // "em không xin nữa"
			p.add(item{kind: itVerb, verb: lexCancel, at: i, strong: true})
			return j + verb.n + 1
		}
		if verb.n > 0 && negatable(verb.lex) && (verb.lex != lexTake || p.startsDay(j+verb.n)) {
			p.add(item{kind: itVerb, verb: verb.lex, not: true, at: i})
			return j + verb.n
		}
		aux, ok := p.find(j, lexAux)
		if !ok {
			break
		}
		if p.is(j+aux.n, lexMore) && (p.hasItem(itDay, itSpan) || p.is(i-1, lexStop)) && p.noMore(j+aux.n) { // "t5 không cần nữa"
			p.add(item{kind: itVerb, verb: lexCancel, at: i, strong: true})
			return j + aux.n + 1
		}
		j += aux.n
	}
	if p.rulesOut(i, next) {
		p.add(item{kind: itNo, at: i})
		return next
	}
	if p.closesQuestion(i, next) {
		return next
	}
	if p.startsDay(next) && (h.lex == lexNotBe || h.n > 1 || p.plain(i, plainEnNot) || p.plain(i, plainNo) || p.plain(i, plainNo2)) {
		p.add(item{kind: itNotBe, at: i, strong: h.lex == lexNotBe})
		return next
	}
	return next
}

// noMore reports that after token i a clause ends, but for a few small words.
func (p *parser) noMore(i int) bool {
	last := i + smallWords
	for i++; i < len(p.toks) && p.toks[i].kind == tokWord; i++ {
		if i > last {
			return false
		}
		if p.marked && p.exactFiller(i, 1) || p.plain(i, plainWhere) { // "đâu" is no "đầu"
			continue
		}
		if !p.is(i, lexFiller, lexTitle) || p.startsDay(i) || p.verbAt(i).n > 0 && !p.is(i, lexFiller) {
			return false
		}
	}
	return true
}

// smallWords is how many words without weight may close a clause.
const smallWords = 8

// comeAt reads "lên", "vào", "đến" with no place after it as coming to the office:
// "chiều em lên", "t5 em không lên được".
func (p *parser) comeAt(i int) int {
	if p.plain(i, plainGo) {
		return p.goAt(i)
	}
	if !p.plain(i, plainCome) || p.hasVerb(lexChange) || i == 0 || !p.is(i-1, lexTitle, lexNot, lexAux) && !p.plain(i-1, plainOnly) && !p.afterDay() {
		return i
	}
	next := i + 1
	for next < min(i+smallWords, len(p.toks)) && p.toks[next].kind == tokWord && !p.startsDay(next) && (p.is(next, lexFiller, lexTitle, lexVoc) || p.plain(next, plainMay1)) && p.verbAt(next).n == 0 {
		next++
	}
	if p.is(i-1, lexNot) && next > i+1 && (p.plain(next-1, plainMay1) || p.plain(next-1, plainMay2)) && p.startsDay(next) { // "không đến được t5"
		return next
	}
	if p.end(next) || p.toks[next].kind == tokSign && !p.sign(next, "/-+>") || !p.plain(i, plainUntil) && (p.is(i-1, lexTitle) || p.plain(i-1, plainOnly)) && p.startsDay(i+1) {
		return i + 1
	}
	return i
}

// onlyThere reports the "chỉ" of "cả tuần sau em ở nhà chỉ lên cơ quan thứ 4": what follows
// narrows the days at home.
func (p *parser) onlyThere(i int) bool {
	if !p.plain(i, plainOnly) || p.marked && p.toks[i].word.tone != '?' || !p.hasVerb(lexHome) {
		return false
	}
	for j := i + 1; j < min(i+smallWords, len(p.toks)) && p.toks[j].kind != tokSign; j++ {
		switch h := p.verbAt(j); {
		case h.lex == lexOffice || h.lex == lexGoWork || p.comeAt(j) > j:
			return true
		case h.n > 0:
			return false
		}
	}
	return false
}

// goAt reads "đi" between two days as going to work where the later one is at home:
// "t5 đi, t6 ở nhà". "t5 đi" alone only urges.
func (p *parser) goAt(i int) int {
	next := p.skip(i+1, lexBreak)
	if p.sign(next, ",") {
		next = p.skip(next+1, lexBreak)
	}
	if !p.afterDay() || !p.startsDay(next) {
		return i
	}
	for j := next + 1; j < min(next+1+smallWords, len(p.toks)); j++ {
		switch h := p.verbAt(j); {
		case h.lex == lexHome:
			return i + 1
		case h.n > 0:
			return i
		}
	}
	return i
}

// ofRequest is the value of a lexWaiting that asks only beside a word for the request.
const ofRequest = 1

// asksOfRequest reports "đơn t5 sao rồi", "duyệt t5 cho em chưa".
func (p *parser) asksOfRequest(i int, h hit) bool {
	if !p.noMore(i + h.n - 1) {
		return false
	}
	if p.plain(i, plainSuffer) { // "t5 của em bị từ chối hả"
		return true
	}
	for j := max(0, i-12); j < i; j++ {
		switch {
		case p.plain(j, plainApprove):
			return true
		case p.plain(j, plainForm):
			return !p.plain(i, plainNotYet)
		}
	}
	return false
}

func negatable(lex Class) bool {
	switch lex {
	case lexHome, lexOffice, lexGoWork, lexLeave, lexCancel, lexDrop, lexChange, lexTake:
		return true
	}
	return false
}

// closesQuestion reports a "không" after "được" or at the end of a clause.
func (p *parser) closesQuestion(i, next int) bool {
	if i > 0 {
		if p.plain(i-1, plainMayDo) {
			return true
		}
	}
	return p.end(next) || p.toks[next].kind == tokSign
}
