package when

// relativeAt reads hôm nay, mai, mốt, ngày kia, mai mốt, hôm khác.
func (p *parser) relativeAt(i int) int {
	if !p.sets[i].meets(&relativeSet) && !p.plain(i, plainEnThis) {
		return i
	}
	best, ok := hit{}, false
	for _, lex := range []Class{lexRelative, lexKia, lexPastPart, lexMot, lexLoose, lexWeak} {
		if h, found := p.find(i, lex); found && (h.n > best.n || h.n == best.n && h.fit < best.fit) && p.relativeHolds(i, h) {
			best, ok = h, true
		}
	}
	if !ok {
		if p.plain(i, plainEnThis) && p.is(i+1, lexMorning, lexAfternoon, lexEvening) { // "this afternoon"
			p.add(item{kind: itDay, at: i, day: day{kind: byOffset}})
			return i + 1
		}
		return i
	}
	d := day{kind: byOffset, offset: best.value}
	switch best.lex {
	case lexLoose, lexWeak:
		if next := i + best.n; best.lex == lexWeak && p.plain(next-1, plainWhich) && (p.plain(next, plainAlso) || p.plain(next+1, plainAlso)) {
			p.add(item{kind: itEvery, at: i, strong: true, daily: true}) // "ngày nào em cũng"
			return next
		}
		p.add(item{kind: itOpen, at: i, strong: best.lex == lexLoose})
		return i + best.n
	case lexKia:
		d.doubt = DoubtKia
	case lexRelative:
		if d.offset == dayBeforeLast && (p.toks[i].later || p.tellsMot()) { // "mai nghỉ, mốt ở nhà, bữa kia đi công tác"
			p.toks[i].later = true
			d.offset, d.doubt = dayAfterMot, DoubtKia
		}
	case lexPastPart:
		d.half = halfMorning
		if p.plain(i, plainAfternoon) {
			d.half = halfAfternoon
		}
	}
	p.add(item{kind: itDay, at: i, day: d})
	return i + best.n
}

// The two days that "bữa kia" can be: two days ago, and the day that follows mai and mốt where
// days are told one after the other.
const (
	dayBeforeLast = -2
	dayAfterMot   = 3
)

// tellsMot reports a comma after a part that is about "mốt".
func (p *parser) tellsMot() bool {
	if last := p.last(); last == nil || last.kind != itComma {
		return false
	}
	for k := len(p.items) - 2; k >= 0 && p.items[k].kind != itComma; k-- {
		if it := &p.items[k]; it.kind == itDay {
			return it.day.kind == byOffset && it.day.offset == dayAfterMot-1
		}
	}
	return false
}

// relativeSet are the classes of days told by their distance.
var relativeSet = setIn(lexRelative, lexKia, lexPastPart, lexMot, lexLoose, lexWeak)

// relativeHolds weeds out words that are a relative day only by their letters.
func (p *parser) relativeHolds(i int, h hit) bool {
	next := i + h.n
	switch {
	case h.lex == lexLoose:
		return true
	case h.lex == lexWeak: // "chưa wfh ngày nào"
		return !p.is(next, lexMore) && !p.plain(i-1, plainNotYet) && !p.plain(i-2, plainNotYet)
	case h.lex == lexMot:
		return p.toks[i].word.tone != 0 || p.motHolds(i)
	case h.n > 1 && h.fit > fitExact && p.plain(next-1, plainEach): // "ngày mỗi"
		return false
	case h.n > 1:
		return h.fit == fitExact || !p.plain(next-1, plainOne) || !p.is(next, lexMonth) // "ngay mot thang 12"
	case p.plain(i, plainThis):
		return p.toks[i].word.tone == 0 && !p.is(i-1, lexWeek, lexMonth, lexYear)
	case p.plain(i, plainHn):
		return !p.is(i-1, lexOf) && !p.busyBefore(i) && !p.plain(i-1, plainGo) && !p.plain(i-1, plainOut) && !p.plain(i-1, plainAt)
	case p.plain(i, plainTomorrow):
		return p.toks[i].word.tone == 0
	case p.plain(i, plainEach): // mơi, not mỗi or mới
		return h.fit == fitExact
	}
	return true
}

// motHolds takes "mot" without marks for mốt unless it counts something.
func (p *parser) motHolds(i int) bool {
	next := i + 1
	if p.end(next) {
		return true
	}
	if p.is(i, lexFixed) || p.is(next, lexDay, lexBuoi, lexWeek, lexMonth, lexAmount, lexHalf) {
		return false
	}
	return p.toks[next].kind != tokWord || p.is(next, lexTitle, lexFiller, lexHome, lexOffice, lexAnd, lexCancel, lexNot, lexLeave, lexTo, lexComing, lexBecause)
}

// countAt reads "2 ngày nữa", "hai hôm nữa", "sau 3 ngày", "in 2 days", "2 bữa",
// "mấy hôm", "2 tuần nữa".
func (p *parser) countAt(i int) int {
	if next := p.workdayAt(i); next > i {
		return next
	}
	j, later := i, false
	if h, ok := p.find(i, lexIn); ok {
		j, later = i+h.n, true
	}
	if _, next, ok := p.countWord(j); ok && p.plain(next, plainWithin) { // "2 trong 3 ngày"
		if _, after, ok := p.countWord(next + 1); ok && p.is(after, lexDay, lexBuoi) {
			p.add(item{kind: itOpen, at: i, strong: true})
			return after + 1
		}
	}
	n, j, ok := p.countWord(j)
	if !ok {
		return i
	}
	unit := j
	isWeek := p.is(j, lexWeek)
	if !isWeek && !p.is(j, lexDay, lexBuoi) || p.relativeWord(j) || p.fixedAt(j) {
		return i
	}
	j = p.skip(j, lexWeek, lexBuoi, lexDay)
	if h, found := p.find(j, lexFromNow); found && (!p.plain(j, plainAfter) || !p.is(j+1, lexWeek)) {
		if p.plain(i-1, plainLeft) && !isWeek { // "còn 26 ngày nữa hết năm" counts down to something
			return j + h.n
		}
		return p.counted(i, j+h.n, n, isWeek, true)
	}
	if h, found := p.find(j, lexLast); found && n > 0 && !isWeek && p.plain(j, plainBefore) {
		p.add(item{kind: itDay, at: i, day: day{kind: byOffset, offset: -n}})
		return j + h.n
	}
	if later && p.plain(i, plainIn) && !p.plain(unit, plainDays) && !p.plain(unit, plainDay) && !isWeek {
		return i
	}
	if later && !p.glued(unit) || later && n > 0 {
		return p.counted(i, j, n, isWeek, true)
	}
	if p.is(unit, lexBuoi) && n == 1 {
		p.add(item{kind: itHalf, at: i, half: halfAny})
		return j
	}
	if n == 0 && !isWeek && p.listsDays(j) {
		return j // "mấy ngày thứ 4, thứ 5"
	}
	next := p.counted(i, j, n, isWeek, false)
	if h, found := p.find(j, lexComing); found { // "2 ngày tới"
		p.last().strong = true
		return j + h.n
	}
	return next
}

// relativeWord reports "ngày mai", "hôm nay" where a counted unit was expected.
func (p *parser) relativeWord(i int) bool {
	h, ok := p.find(i, lexRelative)
	return ok && h.n > 1 && p.relativeHolds(i, h)
}

// fixedAt reports "ngày phép", "ngày công" spelt exactly so.
func (p *parser) fixedAt(i int) bool {
	h, ok := p.find(i, lexFixed)
	return ok && h.n > 1 && (h.fit == fitExact || !p.marked)
}

// counted adds n days or weeks: from now on, or just a number of them.
func (p *parser) counted(at, next, n int, weeks, later bool) int {
	switch {
	case later && n > 0 && weeks:
		p.add(item{kind: itSpan, at: at, span: span{unit: unitWeek, off: n}})
	case later && n > 0:
		p.add(item{kind: itDay, at: at, day: day{kind: byOffset, offset: n}})
	case weeks:
		p.add(item{kind: itOpen, at: at})
	default:
		p.add(item{kind: itOpen, at: at, count: n})
	}
	return next
}

// countWord reads a small number in digits or words; 0 stands for "mấy".
func (p *parser) countWord(i int) (n, next int, ok bool) {
	if n, ok := p.number(i, 3); ok {
		return n, i + 1, true
	}
	if h, ok := p.find(i, lexFew); ok {
		return 0, i + h.n, true
	}
	if p.plain(i, plainNoCount) { // "tu ngay 25", "lam buoi sang": tư and lăm count nothing by themselves
		return 0, i, false
	}
	return p.wordNumber(i)
}

// wordNumber reads a number up to 39 in words: sáu, mười một, hai mươi sáu, hăm ba.
func (s *Sentence) wordNumber(i int) (n, next int, ok bool) {
	if i < 0 || i >= len(s.toks) || !s.sets[i].meets(&numberSet) {
		return 0, i, false
	}
	if h, found := s.find(i, lexTwenty); found {
		if d, more := s.find(i+1, lexDigit); more {
			return 20 + d.value, i + 2, true
		}
		return 0, i, h.n < 0
	}
	if h, found := s.find(i, lexTen); found {
		if d, more := s.find(i+h.n, lexDigit); more && s.plain(i, plainTen) {
			return 10 + d.value, i + h.n + d.n, true
		}
		if s.plain(i, plainTen) {
			return 10, i + h.n, true
		}
	}
	h, found := s.find(i, lexDigit)
	if !found {
		return 0, i, false
	}
	if s.is(i+1, lexTens) {
		if d, more := s.find(i+2, lexDigit); more {
			return h.value*10 + d.value, i + 3, true
		}
		return h.value * 10, i + 2, true
	}
	return h.value, i + h.n, true
}

// numberSet are the classes with which a number in words begins.
var numberSet = setOf(3, func(k int) Class { return [...]Class{lexTwenty, lexTen, lexDigit}[k] })

// busyBefore reports a word for being away right before i: the "HN" of "đi công tác HN" is Hà Nội.
func (p *parser) busyBefore(i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if h, ok := p.find(k, lexBusy); ok && k+h.n == i {
			return true
		}
	}
	return false
}
