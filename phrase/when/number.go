package when

import "time"

// isAmount reports a number that counts something or is a time: "8h", "50%",
// "500k", "3 hồ sơ". Letters glued to a number spoil it, but for the ordinals.
func (p *parser) isAmount(i int) bool {
	next := i + 1
	if p.end(next) {
		return false
	}
	t := &p.toks[next]
	if t.isSign("%") {
		return true
	}
	if t.kind != tokWord {
		return false
	}
	if t.glued {
		if p.plain(next, plainAfterNumber) {
			return p.plain(next, plainAmPm)
		}
		known := len(p.hits[next]) > 0 && !p.is(next, lexAmount, lexTimeUnit)
		return !known || len(t.text) < 2 // "26/11nhé", but "5k"
	}
	if h, ok := p.find(next, lexAmount); ok {
		return h.fit == fitExact || !p.marked
	}
	return p.plain(next, plainH)
}

// timeAt reads times of day and spans of them as nothing: "8h30", "9:00",
// "lúc 9 giờ", "14h-16h", "8-11h".
func (p *parser) timeAt(i int) int {
	next, ok := p.clock(i)
	if !ok {
		if p.sign(i+1, "-") {
			if after, isTime := p.clock(i + 2); isTime && p.toks[i].kind == tokNumber {
				p.addHours(i, p.toks[i].n, p.toks[i+2].n, after)
				return after
			}
		}
		return i
	}
	if n := len(p.items); n > 0 && !(p.startsDay(next) && !p.is(next, lexMorning, lexAfternoon, lexNoon)) && (p.items[n-1].kind == itFrom || p.items[n-1].kind == itTo || p.items[n-1].kind == itSkip) {
		p.drop()
	}
	if p.boundsHalf(i, next) {
		return next
	}
	j, sep := p.separator(next)
	if sep.kind == itTo {
		if after, isTime := p.clock(j); isTime {
			p.addHours(i, p.toks[i].n, p.toks[j].n, after)
			return after
		}
	}
	return next
}

// boundsHalf reads a time of day after "từ", "sau", "đến", "trước" as the half that it
// bounds, where working at home is wished on a day.
func (p *parser) boundsHalf(i, next int) bool {
	hour := p.toks[i].n
	begins, ends := p.is(i-1, lexFrom, lexAfter), p.is(i-1, lexTo, lexBefore)
	if !begins && !ends || p.is(next, lexMorning, lexAfternoon, lexNoon, lexTo) || p.sign(next, "-") || p.hasVerb(lexBusy) {
		return false
	}
	half := halfUnsaid
	switch {
	case begins && hour >= 12 && hour < 17:
		half = halfAfternoon
	case ends && hour >= 9 && hour <= 12:
		half = halfMorning
	}
	if half == halfUnsaid || !p.homeSaid() {
		return false
	}
	if n := len(p.items); n > 0 && p.items[n-1].at == i-1 && !p.items[n-1].dayish() {
		p.drop()
	}
	p.add(item{kind: itHalf, at: i, half: half, hours: true})
	return true
}

// homeSaid reports a word for working at home anywhere in the text.
func (p *parser) homeSaid() bool {
	if p.have.home == unasked {
		p.have.home = no
		for i := range p.toks {
			if p.is(i, lexHome) {
				p.have.home = yes
				break
			}
		}
	}
	return p.have.home == yes
}

// addHours reads the hours from..to beside a day as the half they lie in.
func (p *parser) addHours(at, from, to, next int) {
	if !p.afterDay() && !p.startsDay(next) && !(p.homeSaid() && p.hasItem(itDay) && !p.hasVerb(lexBusy)) || p.is(next, lexMorning, lexAfternoon, lexNoon) {
		return
	}
	switch {
	case from >= 6 && from < to && to <= 12:
		p.add(item{kind: itHalf, at: at, half: halfMorning, hours: true})
	case from >= 12 && from < to && to <= 18:
		p.add(item{kind: itHalf, at: at, half: halfAfternoon, hours: true})
	}
}

func (s *Sentence) clock(i int) (next int, ok bool) {
	if h, isNumber := s.number(i, 2); !isNumber || h > 24 {
		return i, false
	}
	switch {
	case s.sign(i+1, ":") && s.glued(i+1) && s.glued(i+2):
		if _, isMinute := s.number(i+2, 2); isMinute {
			return s.clockTail(i + 3), true
		}
	case s.is(i+1, lexTimeUnit) && (s.glued(i+1) || len(s.letters(i+1)) >= 3 || s.plain(i+1, plainH)):
		if s.plain(i+1, plainTh) {
			return i, false
		}
		next = s.skip(i+1, lexTimeUnit)
		if _, isMinute := s.number(next, 2); isMinute && s.glued(next) {
			next++
		}
		return s.clockTail(next), true
	}
	return i, false
}

// clockTail steps over sáng, chiều, rưỡi after a time only where no day follows:
// "8h sáng t5" keeps its morning.
func (s *Sentence) clockTail(i int) int {
	if s.plain(i, plainHalfMore) || s.plain(i, plainMinute) || s.glued(i) && s.is(i, lexTimeUnit) {
		i++
	}
	return i
}

// fractionAt reads "1/2 ngày" and "0.5 ngày" as half a day, "3/5 hồ sơ" and
// "1.5 ngày" as an amount.
func (p *parser) fractionAt(i int) int {
	a, okA := p.number(i, 4)
	b, okB := p.number(i+2, 4)
	if !okA || !okB || !p.sign(i+1, "/.,") || !p.glued(i+1) || !p.glued(i+2) {
		return i
	}
	slash := p.sign(i+1, "/")
	unit := p.is(i+3, lexDay, lexBuoi) && !p.relativeWord(i+3)
	switch {
	case unit && (slash && a == 1 && b == 2 || !slash && a == 0 && b == 5):
		p.add(item{kind: itHalf, at: i, half: halfAny})
		return p.skip(i+3, lexDay, lexBuoi)
	case unit && !slash && len(p.toks[i].text) == 1 && len(p.toks[i+2].text) == 1 && !p.numberAfter(i+4):
		p.add(item{kind: itOpen, at: i})
		return i + 4
	case slash && p.isAmount(i+2), slash && p.finished(i):
		return p.skip(i+3, lexAmount)
	case p.sign(i+1, ".") && p.isAmount(i+2):
		return i + 3
	}
	return i
}

func (p *parser) numberAfter(i int) bool { return i < len(p.toks) && p.toks[i].kind == tokNumber }

// finished: "xong 3/5" is progress, not the third of May.
func (p *parser) finished(i int) bool {
	return p.plain(i-1, plainOfAmount) || p.plain(i-1, plainBecome) && p.plain(i-2, plainComplete)
}

// weekdaySet reads weekdays by their bare numbers: "2-4-6", "246 tuần sau",
// "tuần sau 2,4,6".
func (p *parser) weekdaySet(i int, mode numberMode) int {
	if mode != numberBare || i >= len(p.toks) {
		return i
	}
	digits := p.toks[i].text
	if len(digits) >= 3 && ascending(digits) && p.weekdayPlace(i+1) {
		p.addWeekdays(i, digits)
		return i + 1
	}
	var list []byte
	next, seps, spaced := i, "", p.afterWeek()
	for len(list) < 6 {
		n, ok := p.number(next, 1)
		if !ok || n < 2 || n > 7 || len(list) > 0 && byte('0'+n) <= list[len(list)-1] || p.isAmount(next) {
			break
		}
		list = append(list, byte('0'+n))
		next++
		if _, more := p.number(next, 1); more && spaced { // "tuần sau em wfh 3 5"
			seps += " "
			continue
		}
		if !p.sign(next, "-,/+&") && !p.is(next, lexAnd) {
			break
		}
		if _, more := p.number(next+1, 1); !more {
			break
		}
		seps += p.toks[next].text
		next++
	}
	if p.sign(next, "/") { // "2-4/12"
		return i
	}
	inWeek := p.besideWeek(next) || p.afterWeek()
	switch {
	case p.is(next, lexDay, lexBuoi): // "tuần sau 3 4 bữa"
		return i
	case len(list) >= 3 && (inWeek || seps != ",,"):
		p.addWeekdays(i, string(list))
		return next
	case len(list) == 2 && inWeek && seps == "-":
		p.addWeekday(i, vietnameseWeekday(int(list[0]-'0')), qualNone)
		p.add(item{kind: itTo, at: i + 1})
		p.addWeekday(i+2, vietnameseWeekday(int(list[1]-'0')), qualNone)
		return next
	case len(list) == 2 && inWeek && seps != "/":
		p.addWeekdays(i, string(list))
		return next
	}
	return i
}

func (p *parser) addWeekdays(at int, digits string) {
	for _, d := range digits {
		p.addWeekday(at, time.Weekday(d-'1'), qualNone)
	}
}

// besideWeek reports a week right after next, or as the item before.
func (p *parser) besideWeek(next int) bool {
	return p.is(next, lexWeek, lexWeekOf, lexWeekly) || p.last() != nil && p.last().kind == itSpan && p.last().span.unit == unitWeek
}

// afterWeek reports a week said last, or just before the wish for working at home.
func (p *parser) afterWeek() bool {
	k := len(p.items) - 1
	if k > 0 && p.items[k].home() {
		k--
	}
	return k >= 0 && p.items[k].kind == itSpan && p.items[k].span.unit == unitWeek
}

func (p *parser) weekdayPlace(next int) bool {
	return p.besideWeek(next) || len(p.toks) == 1 || p.hasVerb(lexHome) || p.is(next, lexHome)
}

// barePlace says where a bare number is a day at all: at the end of a list that
// stands right after the word for working at home, or in "26-28".
func (p *parser) barePlace(at, next int) bool {
	prev := p.last()
	if prev == nil || !p.listGoesOn(next) && !p.bareNumber(next) {
		return false
	}
	if prev.kind == itVerb && (prev.verb == lexHome || prev.verb == lexCancel || prev.verb == lexChange || prev.verb == lexReplace) {
		return true
	}
	if n, ok := p.number(at, 2); ok && n > hoursOfHalf && prev.kind == itVerb && (prev.verb == lexLeave || prev.verb == lexBusy || prev.verb == lexTake) { // "cho Lan nghỉ 26", "đk 26 27"
		return true
	}
	if p.hasItem(itDay) && p.takenBack(at) { // "25 em ở nhà, nhầm, 26"
		return true
	}
	if prev.kind == itFrom { // "từ 25", "từ 25 đến 27"
		j, sep := p.separator(next)
		return p.end(next) || sep.kind == itTo && p.numberAfter(j) && !p.isAmount(j)
	}
	if prev.kind == itHalf || p.countBefore() { // "sáng 26", "hai ngày: 26, 27"
		return true
	}
	if prev.kind == itInto || prev.maybe && p.hasVerb(lexChange) { // "đổi 26 sang 27"
		return true
	}
	if prev.kind == itDay && prev.day.number { // "wfh 26 27"
		return true
	}
	before := p.listBefore()
	return before != nil && before.day.number && at > 0
}

// takenBack reports a word that takes back what was said right before a number.
func (p *parser) takenBack(at int) bool {
	k := at - 1
	if p.sign(k, ",") {
		k--
	}
	return p.plain(k, plainMistaken)
}

// hoursOfHalf is the last number that may be an hour.
const hoursOfHalf = 12

// halfLeads reports "chiều 25 nghỉ phép": a number beyond the hours of a day between a half
// and what is wished.
func (p *parser) halfLeads(next, n int) bool {
	if p.last() == nil || p.last().kind == itBreak { // "25 em ở nhà", "còn 27 em ở nhà", "25 với 27 em ở nhà"
		for p.is(next, lexAnd) || p.sign(next, ",") {
			m, ok := p.number(next+1, 2)
			if !ok || m <= hoursOfHalf || p.isAmount(next+1) {
				break
			}
			next += 2
		}
		verb := p.verbAt(p.pastSmall(next)).lex
		return n > hoursOfHalf && (verb == lexHome || verb == lexLeave)
	}
	return n > hoursOfHalf && p.last() != nil && p.last().kind == itHalf && (p.verbAt(next).n > 0 || p.is(next, lexTitle))
}

// loneNumber reports that a number is all that is said: "26 nhé anh", "dạ 26 ạ".
func (p *parser) loneNumber(at int) bool {
	if len(p.toks) > smallWords || p.toks[at].n < 10 || p.toks[at].n > 31 {
		return false
	}
	for i := range p.toks {
		if i != at && !p.toks[i].isSign(",.!?") && !p.is(i, lexParticle, lexTitle, lexVoc, lexNot) {
			return false
		}
	}
	return true
}

// countBefore reports that days were just counted: "hai ngày, 26 và 27".
func (p *parser) countBefore() bool {
	n := len(p.items)
	if n > 1 && p.items[n-1].kind == itComma {
		n--
	}
	return n > 0 && p.items[n-1].kind == itOpen && p.items[n-1].count > 1
}

// bareNumber reports a further day in "wfh 26 27 28".
func (p *parser) bareNumber(i int) bool {
	n, ok := p.number(i, 2)
	return ok && n >= 8 && n <= 31 && !p.isAmount(i) && (p.listGoesOn(i+1) || p.numberAfter(i+1) || p.is(i+1, lexMonth, lexMonthName))
}

// monthNameAt reads "Nov 26", "November 26th, 2026", "Nov 25-27".
func (p *parser) monthNameAt(i int) int {
	h, ok := p.find(i, lexMonthName)
	if !ok {
		return i
	}
	j := i + h.n
	j = p.skip(j, lexDay)
	n, ok := p.number(j, 2)
	if !ok || p.isAmount(j) || n > 31 {
		return i
	}
	next := p.ordinalEnd(j + 1)
	d := day{kind: byDate, dayOf: n, month: h.value, text: p.text(i, next-1)}
	next = p.yearAfter(next, &d.year)
	return p.addDate(i, next, d)
}
