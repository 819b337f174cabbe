package phrase

import "tainha/phrase/when"

// correct drops the days that the writer takes back: "thứ 5, à nhầm, thứ 6".
func (l *look) correct(in span, keep []bool, as []when.As) bool {
	for i := in.from; i < in.to; i++ {
		h, ok := l.find(i, cCorrect)
		if !ok || l.seg[i] == 0 || h.N < l.seg[i] || h.Value == 0 && (l.ends(i, cPlease) || !l.s.Sign(i+h.N, ",") && !l.daySoon(i+h.N) && !l.own(i+h.N, oTitle, oFiller)) {
			continue
		}
		if h.Value == onlyDays && (!l.daySoon(i+h.N) || !h.Exact) {
			continue
		}
		if h.Value == closing {
			if l.keepLast(span{in.from, i}, keep) {
				return true
			}
			continue
		}
		end := i + h.N
		for l.s.Sign(end, ",") || l.is(end, cCorrect) || l.own(end, oFiller, oTitle) && !l.timeAt[min(end, l.s.Len()-1)] && end < in.to && l.uses[end] == when.Weightless {
			end++
		}
		if !l.timesIn(span{in.from, i}) || !l.daysIn(span{end, in.to}) {
			continue
		}
		wrong := span{in.from, i}
		if l.movesIn(wrong) || l.movesIn(span{min(i+h.N, in.to), in.to}) {
			if wrong, ok = l.movedTo(wrong); !ok {
				continue
			}
		}
		weekless := !l.saysWeek(span{end, in.to})
		for _, t := range l.times {
			if weekless && l.own(t.From, oWeek) && l.own(end, oThu) { // "thứ 2 tuần sau em wfh, đính chính thứ 3"
				continue
			}
			if t.From >= wrong.from && t.To <= wrong.to {
				for k := t.From; k < t.To; k++ {
					keep[k] = false
				}
			}
		}
		moves := wrong.from > in.from
		if moves {
			keep[wrong.from] = false
		}
		for k := i; k < min(end, in.to); k++ {
			keep[k] = false
		}
		switch _, number := l.s.Number(end); {
		case moves && !l.leadsTo(span{end, in.to}): // "đổi thứ 5 sang thứ 6, nhầm, thứ 4"
			keep[i], as[i] = true, when.ReadAs(l.words.own[oInto])
		case number && l.timeAt[end]: // "25 em ở nhà, nhầm, 26": by itself it would be no day
			keep[i], as[i] = true, when.ReadAs(l.words.own[oDay])
		}
		l.silence(in, end, keep)
		return true
	}
	return false
}

// correctsBefore drops the days of earlier sentences that one after them takes back: "25/11
// em wfh. Đính chính lại 26/11 nhé".
func (l *look) correctsBefore(before []span, in span, keep []bool, as []when.As) bool {
	i := in.from
	for i < in.to && l.own(i, oTitle, oFiller) && !l.is(i, cCorrect) {
		i++
	}
	h, ok := l.find(i, cCorrect)
	if !ok || l.seg[i] == 0 && i == in.from || h.Value == onlyDays || !l.daysIn(span{i + h.N, in.to}) || l.verbOf(in, oHome, oLeave, oCancel, oDrop, oChange) {
		return false
	}
	wrong := span{before[0].from, in.from}
	if !l.daysIn(wrong) || l.movesIn(wrong) {
		return false
	}
	for _, t := range l.times {
		for k := t.From; k < t.To && t.To <= wrong.to; k++ {
			keep[k] = false
		}
	}
	as[in.from-1] = when.ReadAs(0) // no sentence ends there
	for k := in.from - 1; k < i+h.N; k++ {
		keep[k] = false
	}
	l.silence(in, i+h.N, keep)
	return true
}

// leadsTo reports a word for "to" before the days of a stretch.
func (l *look) leadsTo(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cUntil) && l.timeSoon(i+1) {
			return true
		}
	}
	return false
}

// The values of words for correcting: those that hold only right before a day, and
// those that stand behind what is right ("…, thứ 6 mới đúng").
const (
	onlyDays = 2
	closing  = 3
)

// keepLast drops the days of a stretch but for those of its last part; false where
// only one part names days.
func (l *look) keepLast(in span, keep []bool) bool {
	from := in.from
	for i := in.from; i < in.to; i++ {
		if l.s.Sign(i, ",") && l.daysIn(span{i, in.to}) {
			from = i
		}
	}
	if !l.daysIn(span{in.from, from}) {
		return false
	}
	for _, t := range l.times {
		for k := t.From; k < t.To && t.To <= from && t.From >= in.from; k++ {
			keep[k] = false
		}
	}
	for k := in.to; k < len(keep) && l.is(k, cCorrect, cPolite); k++ {
		keep[k] = false
	}
	return true
}

func (l *look) saysWeek(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.timeAt[i] && l.own(i, oWeek) {
			return true
		}
	}
	return false
}

// movedTo is where a move names the days to move to, with the word before them, if it
// names those to move away from too.
func (l *look) movedTo(in span) (to span, ok bool) {
	for i := in.to - 1; i > in.from; i-- {
		if l.is(i, cUntil) && l.timeSoon(i+1) {
			return span{i, in.to}, l.daysIn(span{in.from, i})
		}
	}
	return in, false
}

// silence drops further words of correcting after the right days: "mới đúng".
func (l *look) silence(in span, from int, keep []bool) {
	for i := from; i < in.to; i++ {
		if h, ok := l.find(i, cCorrect); ok {
			for k := i; k < min(i+h.N, in.to); k++ {
				keep[k] = false
			}
		}
	}
}
