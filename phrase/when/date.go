package when

// numberMode says how a number was introduced.
type numberMode uint8

const (
	numberBare  numberMode = iota
	numberNamed            // after ngày, hôm, the
	numberMung             // after mùng
)

// dayWordAt reads ngày, hôm or mùng with the number after it.
func (p *parser) dayWordAt(i int) int {
	mode := numberNamed
	h, ok := p.find(i, lexDay)
	if m, mung := p.find(i, lexMung); mung {
		h, ok, mode = m, true, numberMung
	}
	if !ok {
		return p.wordDate(i)
	}
	j := i + h.n
	if m, mung := p.find(j, lexMung); mung {
		j, mode = j+m.n, numberMung
	}
	if j >= len(p.toks) {
		return j
	}
	if p.toks[j].kind == tokNumber {
		if next := p.numberAt(j, mode); next > j {
			return next
		}
		return j
	}
	if p.plain(i, plainThe) {
		return p.ordinalWord(i, j)
	}
	if n, next, ok := p.spokenDay(j); ok && !p.is(j, lexFixed) && !p.longerVerb(j, 1) && (n > 1 || mode == numberMung) && p.motherTongue(j) {
		return p.dayOfMonth(i, next, n, mode)
	}
	return j
}

// spokenDay is wordNumber with the short form after ngày: "hai sáu", "hai lăm".
func (p *parser) spokenDay(i int) (n, next int, ok bool) {
	n, next, ok = p.wordNumber(i)
	if !ok || n != 2 && n != 3 || next != i+1 {
		return n, next, ok
	}
	d, more := p.find(next, lexDigit)
	if !more || !p.motherTongue(next) || p.is(next+1, lexDay, lexWeek) || p.plain(next, plainDo) && d.fit != fitExact {
		return n, next, true
	}
	return n*10 + d.value, next + 1, true
}

// wordDate reads "hai mươi sáu tháng mười một" without ngày: the month must be
// named, for "hai tháng sau" counts months.
func (p *parser) wordDate(i int) int {
	n, next, ok := p.spokenDay(i)
	if ok && next > i+1 && p.listBefore() != nil && p.listBefore().day.kind == byDate && p.listGoesOn(next) {
		return p.dayOfMonth(i, next, n, numberNamed)
	}
	if !ok || !p.is(next, lexMonth) || p.is(i, lexFixed) {
		return i
	}
	var d day
	if after, named := p.monthAfter(next, &d); named && d.month > 0 {
		d.kind, d.dayOf = byDate, n
		return p.addDate(i, after, d)
	}
	return i
}

// motherTongue keeps English numbers out of Vietnamese dates.
func (p *parser) motherTongue(i int) bool {
	return !p.plain(i, plainEnNumber)
}

func (p *parser) ordinalWord(i, j int) int {
	if !p.is(j, lexDigit) || p.motherTongue(j) && !p.plain(j, plainEnOrdinal) {
		return i
	}
	n, next, _ := p.wordNumber(j)
	if p.is(next, lexOf, lexMonthName) || p.end(next) {
		return p.dayOfMonth(i, next, n, numberNamed)
	}
	return i
}

// numberAt reads what begins with a number: a date, a list that shares its month,
// weekdays by number, a time of day, an amount.
func (p *parser) numberAt(i int, mode numberMode) int {
	if next := p.timeAt(i); next > i {
		return next
	}
	if mode == numberBare && p.is(i-1, lexDay) && !(i > 1 && p.numberAfter(i-2)) { // "đổi ngày 26", "từ ngày 26"
		mode = numberNamed
	}
	if next := p.fractionAt(i); next > i {
		return next
	}
	if next := p.weekdaySet(i, mode); next > i {
		return next
	}
	if d, next, ok := p.fullDate(i, mode); ok {
		return p.addDate(i, next, d)
	}
	if mode == numberBare {
		if next := p.countAt(i); next > i {
			return next
		}
	}
	if mode != numberMung && p.isAmount(i) {
		return i + 1
	}
	n, ok := p.number(i, 2)
	if !ok {
		return i + 1
	}
	return p.dayOfMonth(i, p.ordinalEnd(i+1), n, mode)
}

// dayOfMonth adds the day n, with the month that follows it or that its list
// shares, or without one.
func (p *parser) dayOfMonth(at, next, n int, mode numberMode) int {
	d := day{kind: byDate, dayOf: n, mung: mode == numberMung, text: p.text(at, next-1)}
	named := mode != numberBare || p.plain(next, plainThis) || next > at+1 && p.glued(next-1)
	if after, ok := p.monthAfter(next, &d); ok {
		return p.addDate(at, after, d)
	}
	switch {
	case p.sharedMonth(next, &d, named || p.afterDay()), p.previousMonth(at, &d):
	case named, p.followsNumberedDay(at), p.is(next, lexLunar):
	case p.last() != nil && p.last().kind == itOpen && p.countBefore() && p.barePlace(at, next), p.runsOn(at, n):
	case p.barePlace(at, next), p.loneNumber(at), p.halfLeads(next, n):
		d.number = true
	default:
		return next
	}
	return p.addDate(at, next, d)
}

// runsOn reports the 27 of "ngày 26 27": right behind an earlier day of the month.
func (p *parser) runsOn(at, n int) bool {
	last := p.last()
	return last != nil && last.kind == itDay && last.day.kind == byDate && last.day.month == 0 && !last.day.number && last.day.dayOf < n &&
		p.toks[at-1].kind == tokNumber && !p.glued(at) && p.bareNumber(at)
}

func (p *parser) addDate(at, next int, d day) int {
	if d.text == "" {
		d.text = p.text(at, next-1)
	}
	if h, ok := p.find(next, lexLunar); ok { // "mùng 1 Tết", "15/1 âm lịch"
		p.add(item{kind: itOpen, at: at, strong: true})
		return next + h.n
	}
	kind := itDay
	if d.dayOf < 1 || d.dayOf > 31 || d.month > 12 {
		kind = itBad
	}
	p.add(item{kind: kind, at: at, day: d})
	if p.plain(next, plainThis) && p.is(next, lexThis) { // "ngày 26 này"
		return next + 1
	}
	if h, ok := p.find(next, lexComing); ok && p.comingHolds(next) {
		return next + h.n
	}
	return next
}

// ordinalEnd steps over the st, nd, rd, th of "26th".
func (p *parser) ordinalEnd(i int) int {
	if p.glued(i) && p.plain(i, plainOrdinalEnd) {
		return i + 1
	}
	return i
}

// monthAfter reads "tháng 11 năm 2026", "tháng sau", "of november 2026" after a day.
func (p *parser) monthAfter(i int, d *day) (next int, ok bool) {
	if h, found := p.find(i, lexMonthName); found {
		d.month = h.value
		return p.yearAfter(i+h.n, &d.year), true
	}
	if j := p.skip(i, lexOf); p.is(j, lexMonthName) {
		h, _ := p.find(j, lexMonthName)
		d.month = h.value
		return p.yearAfter(j+h.n, &d.year), true
	}
	if h, found := p.find(i, lexMonthOf); found {
		d.monthOff = &h.value
		return i + h.n, true
	}
	j := p.skip(i, lexMonth)
	if j == i {
		if !p.plain(i, plainT) && !p.plain(i, plainTh) || !p.glued(i+1) {
			return i, false
		}
		if m, isMonth := p.number(i+1, 2); isMonth && (m > 7 || m == 1) { // "26 t11"
			d.month = m
			return p.yearAfter(i+2, &d.year), true
		}
		return i, false
	}
	if m, isMonth := p.number(j, 2); isMonth {
		d.month = max(m, 1)
		if m == 0 {
			d.month = 13
		}
		return p.yearAfter(j+1, &d.year), true
	}
	if off, found, after := p.which(j); found && !p.exactSix(j) {
		d.monthOff = &off
		return after, true
	}
	if m, after, isMonth := p.wordNumber(j); isMonth {
		d.month = m
		return p.yearAfter(after, &d.year), true
	}
	return i, false
}

// exactSix: "tháng sáu" with its marks is June, "thang sau" is next month.
func (p *parser) exactSix(i int) bool { return p.plain(i, plainAfter) && p.toks[i].word.tone != 0 }

// yearAfter reads "/2026", "năm 2026", "năm nay", ", 2026".
func (p *parser) yearAfter(i int, year *int) int {
	j := i
	if p.sign(j, "/-,") {
		j++
	}
	if h, ok := p.find(j, lexYear); ok {
		j += h.n
		if off, ok, next := p.which(j); ok {
			*year = p.today.Year() + off
			return next
		}
	}
	if y, ok := p.number(j, 4); ok && y >= 1900 && y <= 2999 {
		*year = y
		return j + 1
	}
	return i
}

// fullDate reads d/m, d-m, d.m with or without a year, and y-m-d.
func (p *parser) fullDate(i int, mode numberMode) (d day, next int, ok bool) {
	a, okA := p.number(i, 4)
	sep := ""
	if i+1 < len(p.toks) && p.sign(i+1, "/-.") {
		sep = p.toks[i+1].text
	}
	b, okB := p.number(i+2, 2)
	if !okA || !okB || sep == "" || sep != "/" && (!p.glued(i+1) || !p.glued(i+2)) {
		return d, i, false
	}
	if b == 0 {
		b = 13 // no such month
	}
	d = day{kind: byDate, dayOf: a, month: b}
	if len(p.toks[i].text) == 4 {
		c, okC := p.number(i+4, 2)
		if !okC || !p.sign(i+3, sep) {
			return d, i, false
		}
		d.year, d.month, d.dayOf = a, b, c
		return d, i + 5, true
	}
	if len(p.toks[i].text) > 2 {
		return d, i, false
	}
	next = i + 3
	if p.sign(next, sep) && p.glued(next) && p.glued(next+1) {
		if y, okY := p.number(next+1, 4); okY && len(p.toks[next+1].text)%2 == 0 {
			d.year = fullYear(y)
			return d, next + 2, true
		}
		if sep == "-" && b > 12 || p.sign(next, "/") && sep == "-" || p.sign(next, "-.") {
			return d, i, false
		}
	}
	if sep != "/" && (p.sign(next, "/") || b > 12 || !p.dotted(i, sep, mode)) {
		return d, i, false
	}
	if p.isAmount(i + 2) {
		return d, i, false
	}
	next = p.yearWord(next, &d)
	return d, next, true
}

// yearWord reads "năm 2026" or "năm nay" after a date with its month.
func (p *parser) yearWord(i int, d *day) int {
	if !p.is(i, lexYear) {
		return i
	}
	return p.yearAfter(i, &d.year)
}

func fullYear(y int) int {
	if y < 100 {
		return 2000 + y
	}
	return y
}

// dotted says whether d.m or d-m may be a date: "26.11" is, "1.5" is a decimal
// unless it is called a day.
func (p *parser) dotted(i int, sep string, mode numberMode) bool {
	return mode != numberBare || sep == "-" || len(p.toks[i+2].text) == 2
}

// sharedMonth looks ahead in "25, 26 và 27/11" for the month its last day names.
func (p *parser) sharedMonth(i int, d *day, spaced bool) bool {
	for range 12 {
		j, sep := p.separator(i)
		if h, ok := p.find(i, lexInto); ok && sep.kind == itWord && p.hasVerb(lexChange) {
			j, sep.kind = i+h.n, itInto
		}
		halved := p.is(j, lexMorning, lexAfternoon) && p.last() != nil && p.last().kind == itHalf // "sáng 26 chiều 27/11"
		if sep.kind == itWord && !halved && !(spaced && p.bareNumber(j)) {                        // "ngày 25 26 27/11"
			return false
		}
		j = p.skip(j, lexMorning, lexAfternoon)
		j = p.skip(j, lexDay)
		j = p.skip(j, lexMung)
		if j >= len(p.toks) {
			return false
		}
		n, ok := p.number(j, 2)
		if !ok || p.isAmount(j) {
			return false
		}
		var shared day
		if full, _, isFull := p.fullDate(j, numberNamed); isFull {
			shared = full
		} else if _, found := p.monthAfter(p.ordinalEnd(j+1), &shared); !found {
			i = p.ordinalEnd(j + 1)
			continue
		} else {
			shared.dayOf = n
		}
		if sep.kind == itInto && p.maybeThisMonth(*d, shared) {
			if d.dayOf > shared.dayOf { // "dời ngày 27 sang 1/12" in November
				return false
			}
			d.number = true
		}
		d.month, d.year, d.monthOff = shared.month, shared.year, shared.monthOff
		if sep.kind == itTo && d.monthOff == nil && d.dayOf > shared.dayOf { // 30-2/12
			if d.month--; d.month == 0 {
				d.month, d.year = 12, max(d.year-1, 0)
			}
		}
		return true
	}
	return false
}

// previousMonth gives "27" in "25/11, 27" the month of the date before it.
func (p *parser) previousMonth(at int, d *day) bool {
	prev := p.listBefore()
	if prev == nil || prev.day.kind != byDate || prev.day.month == 0 && prev.day.monthOff == nil || d.dayOf <= prev.day.dayOf ||
		d.dayOf > 31 || p.isAmount(at) || !p.listGoesOn(at+1) {
		return false
	}
	d.month, d.year, d.monthOff = prev.day.month, prev.day.year, prev.day.monthOff
	return true
}

// followsNumberedDay: "ngày 25, 27".
func (p *parser) followsNumberedDay(at int) bool {
	prev := p.listBefore()
	return prev != nil && prev.day.kind == byDate && prev.day.month == 0 && p.listGoesOn(at+1)
}

// listBefore is the day before a separator that was just read.
func (p *parser) listBefore() *item {
	n := len(p.items)
	if n < 2 || p.items[n-2].kind != itDay {
		return nil
	}
	switch p.items[n-1].kind {
	case itComma, itAnd, itTo, itOr, itInto:
		return &p.items[n-2]
	}
	if p.items[n-1].maybe {
		return &p.items[n-2]
	}
	return nil
}

// listGoesOn says that a number is not followed by a thing it counts.
func (p *parser) listGoesOn(i int) bool {
	return p.end(i) || p.toks[i].kind == tokSign || p.is(i, lexAnd, lexTitle, lexFiller, lexHome, lexTo, lexOr, lexNot, lexInto, lexBy, lexChange, lexBusy, lexOffice) && !p.is(i, lexAmount)
}
