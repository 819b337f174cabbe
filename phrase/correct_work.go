package phrase

import "slices"

// putRight reads a text about work again without what it puts right in itself: "hạn thứ 6, à không
// thứ 5", "5 báo cáo, nhầm, 3 báo cáo thôi", "giao Bình à không giao Nam tờ trình".
func (l *look) putRight(c Context) (Understanding, bool) {
	if !l.anywhere(cCorrect) {
		return Understanding{}, false
	}
	for i := range l.s.Len() {
		end, ok := l.takesBack(i)
		if !ok {
			continue
		}
		at := end
		for at < l.s.Len() && l.is(at, cAssign, cDeadline, cGive, cUntil) && !l.timeSoon(at) {
			at += max(1, l.seg[at])
		}
		right, kind := l.saidAt(at)
		wrong, ok := l.lastSaid(span{0, i}, kind)
		if !ok {
			continue
		}
		text := l.s.Text(0, wrong.from) + " " + l.s.Text(at, l.s.Len())
		if rest := l.partEnd(right.to); l.saysNoMoreTo(right.to, rest) { // "giao Bình tờ trình hạn thứ 6, à nhầm, Nam"
			text = l.s.Text(0, wrong.from) + " " + l.s.Text(right.from, right.to) + " " + l.s.Text(wrong.to, l.beforeSigns(i)) + l.s.Text(rest, l.s.Len())
		}
		u := Understand(c, text)
		if slices.ContainsFunc(u.Acts, func(a Act) bool { return !a.ofWork() }) {
			continue
		}
		for k := range u.Acts {
			if d := &u.Acts[k].Task.Due; kind == saysTime && d.Kind == DueDay {
				d.Doubt = true
			}
		}
		return u, true
	}
	return Understanding{}, false
}

// takesBack reports words at i by which somebody takes back what they said just before, and where
// they end.
func (l *look) takesBack(i int) (end int, ok bool) {
	h, found := l.find(i, cCorrect)
	if !found || i == 0 || l.seg[i] == 0 || h.N < l.seg[i] || h.Value == closing || h.Value == onlyDays && (!h.Exact || !l.timeSoon(i+h.N)) {
		return 0, false
	}
	end = i + h.N
	other := l.is(end, cAssign) && l.personSoon(end+l.seg[min(end, l.s.Len()-1)]) // "giao Lan nhầm giao Phúc"
	if h.Value == 0 && !other && !(l.s.Sign(i-1, ",.;") && l.s.Sign(end, ",:")) {
		return 0, false
	}
	for end < l.s.Len() && (l.s.Sign(end, ",:") || l.is(end, cCorrect, cPolite) && !l.timeSoon(end)) {
		end++
	}
	return end, end < l.s.Len()
}

// saidKind is what kind of thing is put right.
type saidKind uint8

const (
	saysNothing saidKind = iota
	saysPerson
	saysTime
	saysHour
	saysNumber
	saysPercent
)

// saidAt is what stands at i: somebody, a time, a number of work.
func (l *look) saidAt(i int) (span, saidKind) {
	if k := l.personAt(i); k >= 0 {
		return span{i, l.persons[k].end}, saysPerson
	}
	if _, _, next, clock := l.s.Clock(i); clock && next > i+1 {
		return span{i, next}, saysHour
	}
	for _, t := range l.times {
		if t.From == i && l.timeAt[i] {
			return span{t.From, t.To}, saysTime
		}
	}
	for _, x := range l.figures {
		if x.from == i {
			return l.withMeasure(x.span), kindOfFigure(x.kind)
		}
	}
	if _, number := l.s.Number(i); number {
		return l.withMeasure(span{i, i + 1}), saysNumber
	}
	return span{i, i}, saysNothing
}

func kindOfFigure(k figureKind) saidKind {
	switch k {
	case quantity:
		return saysNumber
	case percent:
		return saysPercent
	}
	return saysNothing
}

// lastSaid is the last thing of a kind that a stretch says.
func (l *look) lastSaid(in span, kind saidKind) (last span, ok bool) {
	if kind == saysNothing {
		return last, false
	}
	for i := in.from; i < in.to; i++ {
		if kind == saysNumber && !l.inFigure(i) && (l.timeAt[i] || i+1 != l.beforeSigns(in.to)) {
			continue
		}
		if x, k := l.saidAt(i); k == kind {
			last, ok = x, true
		}
	}
	return last, ok
}

// partEnd is where the words up to the next sign end.
func (l *look) partEnd(i int) int {
	for i < l.s.Len() && !l.s.Sign(i, ",.;!?\n") {
		i++
	}
	return i
}

func (l *look) beforeSigns(i int) int {
	for i > 0 && l.s.Sign(i-1, ",.;:") {
		i--
	}
	return i
}

// saysNoMoreTo reports that only small words stand from i to an end.
func (l *look) saysNoMoreTo(i, end int) bool {
	for ; i < end; i++ {
		if _, word := l.s.Word(i); word && (l.timeAt[i] || !l.is(i, cPolite, cOnlySo, cTitle, cStop, cMe) && !l.own(i, oFiller, oTitle)) {
			return false
		}
	}
	return true
}

// withMeasure is a number with the measure behind it that no work follows: "17 cái".
func (l *look) withMeasure(in span) span {
	if h, ok := l.find(in.to, cMeasure); ok && !l.is(in.to, cWork) && !l.is(in.to+h.N, cWork) {
		in.to += h.N
	}
	return in
}
