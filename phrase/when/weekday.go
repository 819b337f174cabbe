package when

import (
	"strings"
	"time"
)

// weekdayAt reads "thứ 5", "t5,6", "T.5", "thứ hai, tư", "next thursday".
func (p *parser) weekdayAt(i int) int {
	if !p.sets[i].meets(&weekdaySet) && !p.plain(i, plainEnQualifier) {
		return i
	}
	j, qual := i, qualNone
	if p.englishQualified(i) {
		qual = p.qualifierOf(i)
		j = i + 1
	}
	for _, lex := range []Class{lexWeekday, lexShortDay} {
		h, ok := p.find(j, lex)
		if !ok || lex == lexShortDay && !p.englishCompany(j) {
			continue
		}
		p.addWeekday(i, time.Weekday(h.value), qual)
		return p.qualify(j + h.n)
	}
	if h, ok := p.find(i, lexWeekdays); ok {
		p.add(item{kind: itEvery, at: i, strong: true})
		p.addWeekday(i, time.Weekday(h.value), qualNone)
		return i + h.n
	}
	if h, ok := p.find(i, lexThu); ok {
		return p.thuAt(i, h)
	}
	return i
}

// weekdaySet are the classes with which a weekday may begin.
var weekdaySet = setIn(lexWeekday, lexShortDay, lexWeekdays, lexThu)

func (p *parser) addWeekday(at int, w time.Weekday, q qualifier) {
	p.add(item{kind: itDay, at: at, day: day{kind: byWeekday, weekday: w, qual: q}})
}

func (p *parser) qualifierOf(i int) qualifier {
	switch {
	case p.is(i, lexThis):
		return qualThis
	case p.is(i, lexComing):
		return qualComing
	case p.is(i, lexLast):
		return qualLast
	case p.is(i, lexNext):
		return qualNext
	}
	return qualNone
}

// englishCompany keeps "thu", "mon", "sat" and "sun" for English sentences.
func (p *parser) englishCompany(i int) bool {
	if p.numberAfter(i + 1) {
		return false
	}
	if len(p.toks) == 1 && !p.plain(i, plainWeekday) {
		return true
	}
	for _, k := range []int{i - 1, i + 1, i + 2} {
		if k < 0 || k >= len(p.toks) || p.toks[k].kind != tokWord {
			continue
		}
		if p.plain(k, plainEnCompany) {
			return true
		}
	}
	return false
}

// thuAt reads the number after thứ, th or t.
func (p *parser) thuAt(i int, h hit) int {
	j := i + h.n
	if p.sign(j, ".-") && p.glued(j+1) {
		j++
	}
	full := p.plain(i, plainWeekday)
	if n, ok := p.number(j, 4); ok {
		return p.thuNumber(i, j, n, full)
	}
	d, ok := p.find(j, lexDigit)
	if !ok && full {
		d, ok = p.slippedDigit(j)
	}
	if !ok || !full || d.value < 2 || !p.motherTongue(j) || p.is(j+1, lexAmount) && p.toks[i].marks == 0 {
		return i
	}
	if d.value > 7 {
		p.add(item{kind: itBad, at: i, day: day{text: p.text(i, j)}})
		return j + d.n
	}
	p.addWeekday(i, vietnameseWeekday(d.value), qualNone)
	return p.qualify(p.moreWeekdays(j+d.n, true))
}

// slippedDigit reads the "nắm" of "thứ nắm": with another mark than the digit's.
func (p *parser) slippedDigit(i int) (hit, bool) {
	if i >= len(p.toks) || p.toks[i].kind != tokWord || p.toks[i].name || p.toks[i].marks == 0 || len(p.hits[i]) > 0 || len(p.more[i]) > 0 {
		return hit{}, false
	}
	for _, x := range p.toks[i].entry.own {
		if x.lex == lexDigit && x.n == 1 && x.value >= 2 && x.value <= 7 {
			p.toks[i].slip = true
			return hit{x.lex, int(x.value), 1, fitSlip}, true
		}
	}
	return hit{}, false
}

// ofSeveral is the value of a lexEvery that may only lead a list: "các ngày thứ 4, 5".
const ofSeveral = 1

// listsDays reports several weekdays at i that no word repeats: "thứ 4, 5", "thứ 2 đến
// thứ 4", but not "thứ 4, 6 hàng tuần".
func (p *parser) listsDays(i int) bool {
	n, last := 0, i+2*smallWords
	for i < min(last, len(p.toks)) {
		switch {
		case p.is(i, lexThu) && p.weekdayNumber(i+1):
			n, i = n+1, i+2
		case n > 0 && p.dateAfterWeekday(i):
			return true
		case n > 0 && p.weekdayNumber(i):
			n, i = n+1, i+1
		case n > 0 && (p.sign(i, ",") || p.is(i, lexAnd)) && (p.is(i+1, lexThu) || p.weekdayNumber(i+1)):
			i++
		case n == 1 && p.is(i, lexTo) && p.is(i+1, lexThu):
			return true
		default:
			last = i
		}
	}
	return n > 1 && !p.is(i, lexWeekly, lexTo, lexMonth) && !(p.is(i, lexOf) && p.is(i+1, lexMonth))
}

// dateAfterWeekday reports the 26/11 of "thứ Năm 26/11": no weekday that repeats.
func (p *parser) dateAfterWeekday(i int) bool {
	i = p.skip(i, lexDay)
	_, number := p.number(i, 2)
	_, month := p.number(i+2, 2)
	return number && month && p.sign(i+1, "/.")
}

func (p *parser) weekdayNumber(i int) bool {
	n, ok := p.number(i, 1)
	if h, word := p.find(i, lexDigit); word && !ok {
		n, ok = h.value, true
	}
	return ok && n >= 2 && n <= 7
}

// vietnameseWeekday: thứ 2 is Monday.
func vietnameseWeekday(n int) time.Weekday { return time.Weekday(n - 1) }

func (p *parser) thuNumber(i, j, n int, full bool) int {
	digits := p.toks[j].text
	if h, ok := p.gluedHalf(j + 1); ok && len(digits) == 1 && n >= 2 && n <= 7 {
		p.addWeekday(i, vietnameseWeekday(n), qualNone)
		p.add(item{kind: itHalf, at: j + 1, half: h})
		return j + 2
	}
	switch {
	case full && p.is(j+1, lexMonthName) && !(p.is(j+1, lexTitle) && n <= 7): // "Thu 26 Nov", but "thu 6 sep" is said to the boss
		return i
	case p.isAmount(j) && (full || !p.glued(j) || p.glued(j+1)) || full && p.toks[i].marks == 0 && p.is(j+1, lexAmount):
		return i
	case len(digits) == 1 && n >= 2 && n <= 7:
		p.addWeekday(i, vietnameseWeekday(n), qualNone)
		return p.qualify(p.moreWeekdays(j+1, false))
	case len(digits) >= 2 && ascending(digits):
		for _, d := range digits {
			p.addWeekday(i, vietnameseWeekday(int(d-'0')), qualNone)
		}
		return p.qualify(p.moreWeekdays(j+1, false))
	case full:
		p.add(item{kind: itBad, at: i, day: day{text: p.text(i, j)}})
	}
	return j + 1 // t12 is a month at most
}

// ascending reports a run of weekday digits such as 246.
func ascending(digits string) bool {
	for k := range digits {
		if digits[k] < '2' || digits[k] > '7' || k > 0 && digits[k] <= digits[k-1] {
			return false
		}
	}
	return true
}

// moreWeekdays reads the rest of "thứ 4, 6", "t5,6", "t2-6", "thứ hai, tư". Words
// go on only where the first weekday was a word ("t5, ba em ốm").
func (p *parser) moreWeekdays(i int, inWords bool) int {
	for {
		j, sep := p.separator(i)
		if j >= len(p.toks) || sep.kind == itWord && p.sign(j+1, ".") && !p.glued(j+2) { // "1. t4 2. t6"
			return i
		}
		var value, next int
		if n, ok := p.number(j, 1); ok && (sep.kind != itWord || p.weekdayFollows(j+1)) && !p.isAmount(j) && !p.partOfDate(j) {
			value, next = n, j+1
		} else if d, ok := p.find(j, lexDigit); ok && inWords && sep.kind != itWord && !p.is(j, lexFixed) && !p.is(j+1, lexDay) {
			value, next = d.value, j+d.n
		}
		if value < 2 || value > 7 {
			return i
		}
		if sep.kind != itWord {
			p.add(sep)
		}
		p.addWeekday(j, vietnameseWeekday(value), qualNone)
		i = next
	}
}

// separator reads what may stand between the members of a list; kind is itWord
// when nothing does.
func (p *parser) separator(i int) (next int, sep item) {
	sep = item{kind: itWord, at: i}
	switch {
	case p.sign(i, ",;"):
		sep.kind = itComma
		next = i + 1
		if a, ok := p.find(next, lexAnd); ok {
			next += a.n
		}
		return next, sep
	case p.sign(i, "+&/"):
		sep.kind = itAnd
		return i + 1, sep
	case p.sign(i, "->="):
		sep.kind = itTo
		next = i + 1
		for p.sign(next, "->=") {
			next++
		}
		return next, sep
	}
	best := hit{}
	for _, link := range []struct {
		lex  Class
		kind itemKind
	}{{lexAnd, itAnd}, {lexOr, itOr}, {lexTo, itTo}} {
		if h, ok := p.find(i, link.lex); ok && h.n > best.n {
			best, sep.kind, sep.strong = h, link.kind, true
		}
	}
	return i + best.n, sep
}

// weekdayFollows says whether a digit after a mere space can go on a list: "t2 4 6".
func (p *parser) weekdayFollows(i int) bool {
	if p.end(i) || p.toks[i].kind == tokSign {
		return true
	}
	if p.toks[i].kind == tokNumber {
		return len(p.toks[i].text) == 1
	}
	if p.is(i, lexWeek) && p.is(i+1, lexMore) { // "thứ 5 2 tuần nữa"
		return false
	}
	return p.is(i, lexWeek, lexTitle, lexHome, lexFiller, lexWeekOf) && !p.is(i, lexDay, lexBuoi, lexAmount)
}

// partOfDate reports a number that opens a date of its own: "t5, 6/12".
func (p *parser) partOfDate(j int) bool {
	if p.sign(j+1, "/.") && p.glued(j+2) || p.sign(j+1, "-") && p.glued(j+1) && p.glued(j+2) && !p.is(j+2, lexThu) {
		n, ok := p.number(j+2, 4)
		return ok && (n > 7 || n < 2 || p.sign(j+1, "/") && !p.sign(j+3, "/"))
	}
	return p.is(j+1, lexMonth, lexDay, lexBuoi, lexWeek) && !p.is(j+1, lexWeek)
}

// qualify puts này, tới, sau, trước after a weekday onto it.
func (p *parser) qualify(i int) int {
	it := p.last()
	if it == nil || it.kind != itDay || it.day.qual != qualNone {
		return i
	}
	this, isThis := p.find(i, lexThis)
	switch {
	case p.plain(i, plainWhich) && (p.plain(i+1, plainAlso) || p.plain(i+2, plainAlso)): // "thứ tư nào em cũng"
		day := *it
		p.drop()
		p.add(item{kind: itEvery, at: i, strong: true})
		p.add(day)
		return i + 1
	case isThis && !p.plain(i, plainEnThis):
		it.day.qual = qualThis
		return i + this.n
	case p.is(i, lexComing) && p.comingHolds(i):
		it.day.qual = qualComing
		return p.skip(i, lexComing)
	case p.plain(i, plainAfter) && !p.startsDay(i+1) && !p.is(i, lexFixed):
		it.day.qual = qualNext
		return p.skip(i, lexNext)
	}
	if h, ok := p.find(i, lexLast); ok && (h.n > 1 || p.plain(i, plainBefore)) && !p.is(i, lexFixed) {
		it.day.qual = qualLast
		return i + h.n
	}
	return i
}

// letters is the plain letters of the word at i, or nothing.
func (s *Sentence) letters(i int) string {
	if i < 0 || i >= len(s.toks) {
		return ""
	}
	return s.toks[i].word.base
}

// comingHolds tells "thứ 5 tới" from "thứ 3 tới thứ 5" and "thu 5 toi xin".
func (p *parser) comingHolds(i int) bool {
	next := p.skip(i, lexComing)
	if p.plain(i, plainUntil) || p.plain(i, plainEnComing) || p.startsDay(next) || p.verbAt(i).n > 1 {
		return false
	}
	if !p.plain(i, plainTo) || p.toks[i].marks != 0 || next > i+1 {
		return true
	}
	return p.end(next) || p.toks[next].kind == tokSign || p.is(next, lexTitle)
}

// text is the tokens i..j as they were written.
func (p *parser) text(i, j int) string {
	var b strings.Builder
	for k := i; k <= min(j, len(p.toks)-1); k++ {
		if k > i && !p.toks[k].glued {
			b.WriteByte(' ')
		}
		b.WriteString(p.toks[k].text)
	}
	return b.String()
}
