package phrase

import "math"

// figureKind says what a number is.
type figureKind uint8

const (
	quantity figureKind = iota
	fraction            // a of b
	percent
)

// figure is a number that counts work, with its place.
type figure struct {
	span
	kind  figureKind
	a, b  float64
	about bool
}

// findFigures reads the numbers of the text that are no time.
func (l *look) findFigures() {
	for i := 0; i < l.s.Len(); i++ {
		if !l.s.MayCount(i) && !l.sets[i].has(cHalf) {
			continue
		}
		if f, ok := l.figureAt(i); ok {
			l.ofSoMany(&f)
			f.about = l.ends(i, cAbout)
			l.figures = append(l.figures, f)
			for k := f.from; k < min(f.to, l.s.Len()); k++ {
				l.figureTokens[k] = true
			}
			i = f.to - 1
		}
	}
}

// ofSoMany reads "32 phiếu trên 50": how many there are in all stands behind the work.
func (l *look) ofSoMany(f *figure) {
	if f.kind != quantity || !l.anywhere(cOfAll) || l.anywhere(cAssign) {
		return
	}
	i := f.to
	if h, ok := l.find(i, cMeasure); ok && l.is(i+h.N, cWork) {
		i += h.N
	}
	h, ok := l.find(i, cWork)
	if !ok {
		return
	}
	b, end, ok := l.denominator(i + h.N)
	if !ok || f.a > b || l.is(end, cDayunit, cWeek, cWorkday, cHourUnit) || l.own(end, oDay, oWeek, oMonth) || l.workNear(end) {
		return
	}
	f.kind, f.b = fraction, b
	for k := i + h.N; k < end; k++ {
		l.figureTokens[k] = true
	}
}

func (l *look) figureAt(i int) (figure, bool) {
	if _, _, next, ok := l.s.Clock(i); ok && next > i+1 {
		return figure{}, false
	}
	n, next, ok := l.numberAt(i)
	if !ok {
		return l.halfAt(i)
	}
	if l.s.Sign(next, "%") {
		return figure{span: span{i, next + 1}, kind: percent, a: n}, true
	}
	if h, ok := l.find(next, cPercent); ok {
		return figure{span: span{i, next + h.N}, kind: percent, a: n * float64(max(h.Value, 1))}, true
	}
	if b, end, ok := l.denominator(next); ok && n < b && l.aboutSo(i) && !l.workNear(end) { // "gõ được cỡ 1/3"
		return figure{span: span{i, end}, kind: percent, a: math.Floor(hundred * n / b)}, true
	} else if ok && n <= b && l.isFraction(i, end) {
		return figure{span: span{i, end}, kind: fraction, a: n, b: b}, true
	}
	if !l.inLongTime(i) && l.countsWork(i, next) && !l.is(i-1, cSection) {
		return figure{span: span{i, next}, kind: quantity, a: n}, true
	}
	return figure{}, false
}

const hundred = 100

// aboutSo reports "làm được cỡ" right before i: what follows says how much is done, and no day.
func (l *look) aboutSo(i int) bool {
	for k := max(1, i-2); k < i; k++ {
		if h, ok := l.find(k, cAbout); ok && k+h.N == i && l.ends(k, cProgress, cDo, cDoneVerb, cFinish) {
			return true
		}
	}
	return false
}

// halfAt reads "một nửa", "nửa", "ba phần tư", "hai chục phần trăm": fifty percent where its
// value says no other, but not of a day.
func (l *look) halfAt(i int) (figure, bool) {
	h, ok := l.find(i, cHalf)
	if !ok || l.is(i+h.N, cDayunit) || l.own(i+h.N, oDay, oWeek) {
		return figure{}, false
	}
	if _, omitted := l.find(i, cStillTo); omitted && h.N == 1 && !h.Exact {
		return figure{}, false
	}
	share := 50
	if h.Value > 0 {
		share = h.Value
	}
	return figure{span: span{i, i + h.N}, kind: percent, a: float64(share)}, true
}

// numberAt reads a number in digits, with its decimal comma, or a small one in words.
func (l *look) numberAt(i int) (n float64, next int, ok bool) {
	if a, ok := l.s.Number(i); ok {
		if b, ok := l.s.Number(i + 2); ok && l.s.Sign(i+1, ",") && l.s.Glued(i+1) && l.s.Glued(i+2) && b < 10 {
			return float64(a) + float64(b)/10, i + 3, true
		}
		return float64(a), i + 1, true
	}
	if a, end, ok := l.s.Count(i); ok && l.workNear(end) && !l.is(i, cDo, cTake) && !l.verbUnmarked(i) && !(l.is(i, cTitle) && l.ends(i, cOnBehalf, cGive)) { // "giup a bc"
		return float64(a), end, true
	}
	return 0, i, false
}

// decimal reports the comma or the point at i of "2,5 ha": a unit of what is measured follows.
func (l *look) decimal(i int) bool {
	if !l.s.Sign(i, ",.") || !l.s.Glued(i) || !l.s.Glued(i+1) || !l.isPiece(i+2, pcMeasures) {
		return false
	}
	_, before := l.s.Number(i - 1)
	_, after := l.s.Number(i + 1)
	return before && after && len(l.s.Text(i+1, i+2)) == 1 && !l.timeAt[i-1]
}

// pcMeasures is the letter of units of what is measured.
const pcMeasures = '$'

// denominator reads "/20", "trên 20", "of 5".
func (l *look) denominator(i int) (b float64, end int, ok bool) {
	var j int
	if h, of := l.find(i, cOfAll); of {
		j = i + h.N
	} else if l.s.Sign(i, "/") {
		j = i + 1
	} else {
		return 0, i, false
	}
	n, ok := l.s.Number(j)
	if !ok || n == 0 || l.s.Sign(j+1, "/") {
		return 0, i, false
	}
	return float64(n), j + 1, true
}

// isFraction tells a part of the work from a date: work stands right after it, or
// work or the word for doing it right before.
func (l *look) isFraction(i, end int) bool {
	if l.workNear(end) {
		return true
	}
	const months = 12
	if l.figureOver(i, months) && l.figureOver(end-1, months) {
		return true // "in đủ 50/50"
	}
	if l.is(i-1, cDeadline, cUntil) || l.own(i-1, oDay) {
		return false
	}
	return l.ends(i, cFinish, cProgress, cDo, cDoneVerb) || l.ends(i, cWork, cKindOf)
}

// figureOver reports a number at i that is more than n.
func (l *look) figureOver(i, n int) bool {
	x, ok := l.s.Number(i)
	return ok && x > n
}

// workNear reports work right after token i, a measure word between.
func (l *look) workNear(i int) bool {
	if h, ok := l.find(i, cMeasure); ok && (!l.is(i, cWork) || l.is(i+h.N, cWork)) {
		i += h.N
	}
	return l.is(i, cWork)
}

// countsWork reports a number before work, or what is left or done of it.
func (l *look) countsWork(i, next int) bool {
	if l.workNear(next) {
		return true
	}
	after := next >= l.s.Len() || l.s.Sign(next, ",.;!?") || l.is(next, cStop, cStillTo, cPolite) && !l.own(next, oDay, oWeek, oMonth)
	if h, ok := l.find(next, cMeasure); ok && !after { // "còn 3 cái nữa"
		end := next + h.N
		after = end >= l.s.Len() || l.s.Sign(end, ",.;!?") || l.is(end, cStillTo, cPolite, cLeft, cAlready) || l.timeSoon(end) && l.ends(i, cLeft)
		if after && l.ends(i, cProgress) { // "rà được 3 bộ rồi"
			return true
		}
	}
	return after && l.ends(i, cLeft, cFinish, cMore) && !l.is(next, cDayunit, cWeek)
}

func (l *look) inFigure(i int) bool {
	return i >= 0 && i < len(l.figureTokens) && l.figureTokens[i]
}

// inLongTime reports a number that is part of a time expression of several words.
func (l *look) inLongTime(i int) bool {
	return i >= 0 && i < len(l.longTime) && l.longTime[i]
}
