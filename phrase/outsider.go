package phrase

import (
	"slices"

	"tainha/phrase/when"
	"tainha/rules"
)

// outsider is the value of a cRole that is nobody of the agency: "công dân", "nhà thầu".
const outsider = 1

// ofOutsider reports "công dân Nguyễn Văn Tư xin hủy lịch hẹn": what is wished is wished by
// somebody from outside.
func (l *look) ofOutsider(in span, f *features) bool {
	if l.asked || f.has(fMe) || f.has(feature(cHelpMe)) {
		return false
	}
	if l.firstValue(in, cLight, byOneself) < in.to && !f.has(feature(cPlease)) && (f.has(fHome) || f.has(fAway)) { // "cô Bảy ở nhà một mình"
		return true
	}
	at := l.firstValue(in, cRole, outsider)
	if at == in.to {
		return false
	}
	for i := in.from; i < at; i++ { // "em xin nghỉ để tiếp công dân"
		if l.uses[i] == when.Verb || l.is(i, cPlease) {
			return false
		}
	}
	return true
}

// byOneself is the value of a cLight that only seems to say who: "một mình".
const byOneself = 1

// byItselfAt reports the "mình" of "một mình".
func (l *look) byItselfAt(i int) bool {
	h, ok := l.s.Find(i-1, cLight.id())
	return ok && h.Value == byOneself && h.N > 1
}

// kinsOwn reports "lớp con em đi học được 75%": how far somebody's child is, and no work.
func (l *look) kinsOwn(in span) bool {
	f := l.featuresOf(in)
	return f.has(fPercent) && f.has(fOther) && f.has(feature(cKin)) && !f.has(feature(cWork)) && !f.has(feature(cTake)) && !f.has(fMe)
}

// askedBefore reports a day of which the writer says, beside another wish, that it was asked for:
// "em đã đăng ký thứ 5 rồi, giờ đăng ký thêm thứ 6".
func (l *look) askedBefore(c *clause, beside bool) bool {
	return beside && c.has(feature(cMe)) && c.has(feature(cAlready)) && l.registers(c.span) && !c.has(fHome)
}

// pleadsDay reports a part that asks for a day: "thứ 4 em đăng ký rồi, cho em thêm thứ 6".
func (c *clause) pleadsDay() bool {
	return c.own && c.has(fDay) && c.has(feature(cPlease)) && !c.has(feature(cAlready))
}

// pleadDays counts the parts that ask for a day.
func pleadDays(clauses []clause) (n int) {
	for k := range clauses {
		if clauses[k].pleadsDay() {
			n++
		}
	}
	return n
}

// halvesOfList reads the half of "buổi sáng các ngày 25, 26, 27" as one of every day that follows.
func (l *look) halvesOfList(as []when.As) {
	for i := range len(as) - 2 {
		if !l.own(i, oMorning, oAfternoon) || !l.own(i+1, oWhole) || !l.own(i+2, oDay) {
			continue
		}
		if _, number := l.s.Number(i + 3); number {
			as[i+1] = when.ReadAs(l.words.own[oFiller])
		}
	}
}

// The values of a cEither: any of the days that are named will do, the days are named loosely, and
// how many of them are meant.
const (
	anyDay   = 0
	looseDay = 1
	oneDay   = 2
)

// oneOfThem has "thứ 4 thứ 5 gì đó em ở nhà một bữa" ask which of the days is meant.
func (l *look) oneOfThem(w Wish, keep []bool) Wish {
	if w.Intent != Home && w.Intent != Leave || len(w.Days) < 2 || w.Open || len(w.Options) > 0 || w.Series != nil || !l.saysOne(keep) {
		return w
	}
	for _, day := range w.Days {
		w.Options = append(w.Options, []rules.Slot{day})
	}
	w.Days = nil
	return w
}

// saysOne reports words by which one of several days is meant: right behind the days, or behind the
// word for what is wished.
func (l *look) saysOne(keep []bool) bool {
	if !l.anywhere(cEither) {
		return false
	}
	for i, k := range keep {
		h, ok := l.find(i, cEither)
		switch {
		case !ok || i == 0 || !k:
		case h.Value == looseDay && l.timeAt[i-1]:
			return true
		case h.Value == oneDay && l.uses[i-1] == when.Verb && l.own(i-1, oHome, oLeave):
			return true
		case h.Value == oneDay && i > 1 && slices.ContainsFunc([]int{i - 2, i - 3}, func(at int) bool {
			v, found := l.s.Find(at, l.words.own[oHome])
			return found && at >= 0 && at+v.N == i && l.uses[at] == when.Verb
		}):
			return true
		}
	}
	return false
}

func (l *look) lightAt(i int) (when.Hit, bool) {
	for _, c := range [...]class{cLight, cCorrect} {
		if h, ok := l.find(i, c); ok {
			return h, true
		}
	}
	return l.find(i, cOf)
}

// illOnce leaves out an illness without a day beside one that says when: "em bi om, hom nay ko len dc".
func illOnce(acts []Act) []Act {
	if !slices.ContainsFunc(acts, func(a Act) bool { return a.Intent == Sick && len(a.Days) > 0 && !a.Open }) {
		return acts
	}
	return slices.DeleteFunc(acts, func(a Act) bool {
		return a.Intent == Sick && a.Open && len(a.Days)+len(a.Options)+len(a.Past)+len(a.Closed) == 0
	})
}
