package phrase

// length is how long work is said to take, with its place: "mất tầm 2h", "khoảng 6 tiếng", "1 ngày
// công". It is no time of day, so that a deadline is never read out of it.
type length struct {
	span
	minutes int // 0: of a stretch from now on, "2 tiếng nữa"
}

const (
	hourMinutes = 60
	firstOpen   = 7 // no deadline is before: "khoảng 4h" is how long
	alwaysLong  = 1 // the values of a cHourUnit that is no time of day, and of one with half an hour
	halfLonger  = 2
)

// lengthAt reads one at i.
func (l *look) lengthAt(i int) (length, bool) {
	if l.inLongNumber(i) {
		return length{}, false
	}
	minutes, unit, next, ok := l.hoursAt(i)
	if !ok {
		return l.daysLongAt(i)
	}
	x := length{span{i, next}, minutes}
	surely := l.takes(i) || l.is(next, cLabour)
	switch {
	case unit > 0 && l.is(next, cStillTo):
		return length{span: span{i, next + 1}}, true
	case unit > 0, surely:
		return x, true
	}
	return x, l.ends(i, cAbout) && minutes < firstOpen*hourMinutes && !l.own(next, oAfternoon, oMorning) && !l.timeSoon(next) && !l.endsTime(i-1) && !l.ends(i-1, cDeadline, cUntil)
}

// hoursAt reads "6 tiếng", "3 tiếng rưỡi", "1,5 giờ", "hai tiếng", "90 phút" is none.
func (l *look) hoursAt(i int) (minutes, unit, next int, ok bool) {
	if h, m, end, clock := l.s.Clock(i); clock && end > i+1 {
		u, named := l.find(i+1, cHourUnit)
		return h*hourMinutes + m, u.Value, end, named
	}
	n, end, number := l.manyAt(i)
	tenths := 0
	if _, digits := l.s.Number(i); digits {
		if part, decimals := l.s.Number(i + 2); decimals && part < 10 && l.s.Sign(i+1, ",.") && l.s.Glued(i+1) && l.s.Glued(i+2) { //nolint:mnd // one digit
			tenths, end = part, i+3
		}
	}
	if !number && l.is(i, cHalf) {
		number, end, tenths = true, i+1, 5 //nolint:mnd // a half
	}
	u, named := l.find(end, cHourUnit)
	minutes = n*hourMinutes + tenths*hourMinutes/10 //nolint:mnd // tenths
	switch {
	case u.Value == halfLonger:
		minutes += hourMinutes / 2 //nolint:mnd // a half
	case tenths > 0:
		u.Value = alwaysLong
	}
	return minutes, u.Value, end + u.N, number && named
}

// daysLongAt reads "1 ngày công", "mất 2 ngày", "mất nửa ngày", in hours of office days.
func (l *look) daysLongAt(i int) (length, bool) {
	day := 0
	for _, s := range l.cal.HoursOn(l.today) {
		day += s.To - s.From
	}
	n, next, ok := l.manyAt(i)
	minutes := n * day
	if h, half := l.find(i, cHalf); half && h.Value == 0 {
		next, ok, minutes = i+h.N, true, day/2 //nolint:mnd // a half
	}
	if !ok || !l.is(next, cDayunit, cWorkday) {
		return length{}, false
	}
	end := next + max(1, l.seg[next])
	return length{span{i, end}, minutes}, minutes > 0 && (l.takes(i) || l.is(end, cLabour) && !l.is(next, cWorkday))
}

// manyAt reads a whole number, in digits or in words.
func (l *look) manyAt(i int) (n, next int, ok bool) {
	if n, ok = l.s.Number(i); ok {
		return n, i + 1, true
	}
	return l.s.Count(i)
}

// takes reports "mất", "ước khoảng" right before i.
func (l *look) takes(i int) bool {
	for i > 0 && l.ends(i, cAbout) && !l.ends(i, cTakesLong) {
		i--
	}
	return l.ends(i, cTakesLong)
}

// inLongNumber reports the "5" of "1,5 giờ".
func (l *look) inLongNumber(i int) bool {
	_, before := l.s.Number(i - 2)
	return before && l.s.Sign(i-1, ",.") && l.s.Glued(i-1) && l.s.Glued(i)
}

// endsTime reports a time expression that ends right before i, or a word that belongs to one.
func (l *look) endsTime(i int) bool {
	for k := l.firstTime(i+1) - 1; k >= 0 && l.times[k].To >= i; k-- {
		if l.times[k].To <= i+1 {
			return true
		}
	}
	return false
}

// lengthSoon reports that a length, or what leads to it, begins at i.
func (l *look) lengthSoon(i int) bool {
	at := i
	for at < l.s.Len() && at < i+3 && l.is(at, cTakesLong, cAbout) {
		h, takes := l.find(at, cTakesLong)
		if !takes {
			h, _ = l.find(at, cAbout)
		}
		at += max(1, h.N)
	}
	_, ok := l.lengthAt(at)
	return ok
}

// lengthsIn are the lengths of a stretch in their order.
func (l *look) lengthsIn(in span) (out []length) {
	for i := in.from; i < in.to; i++ {
		if x, ok := l.lengthAt(i); ok {
			out = append(out, x)
			i = x.to - 1
		}
	}
	return out
}

// inLengths reports a token of one of some lengths.
func inLengths(list []length, i int) bool {
	for _, x := range list {
		if x.holds(i) {
			return true
		}
	}
	return false
}

// minutesIn is how long the work of a stretch is said to take, 0 where it is not.
func (l *look) minutesIn(in span) int {
	for _, x := range l.lengthsIn(in) {
		if x.minutes > 0 {
			return x.minutes
		}
	}
	return 0
}

// ReadMinutes is how long a text says that work takes, 0 where it says nothing of it.
func ReadMinutes(c Context, text string) int {
	l := newLook(c, text)
	defer l.release()
	return l.minutesIn(l.whole())
}
