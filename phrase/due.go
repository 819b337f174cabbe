package phrase

import (
	"strings"
	"time"

	"tainha/phrase/when"
	"tainha/rules"
)

// The hours that a half or the end of a day stands for.
const (
	endOfMorning   = 11*60 + 30
	endOfAfternoon = 17 * 60
	noon           = 12
)

// dueIn reads the deadline in a stretch of tokens; kind is DueUnsaid without one.
func (l *look) dueIn(in span) Due {
	hour, minute, clock := -1, 0, span{}
	long := l.lengthsIn(in)
	for i := in.from; i < in.to; i++ {
		if h, m, next, ok := l.s.Clock(i); ok && !l.inFigure(i) && h < 24 && !inLengths(long, i) {
			hour, minute, clock = h, m, span{i, next}
			break
		}
	}
	d := l.dayIn(in, clock, long)
	switch {
	case hour < 0 && d.Kind == DueUnsaid && l.endsDay(in):
		return Due{Kind: DueDay, Day: l.today, Hour: endOfAfternoon / 60, Minute: endOfAfternoon % 60, Doubt: true}
	case hour >= 0 && d.Kind == DueUnsaid:
		d = Due{Kind: DueDay, Day: l.today, Hour: -1, Doubt: true}
		d.Minute = -1
		fallthrough
	case hour >= 0 && d.Kind == DueDay:
		if (d.Minute == endOfAfternoon || l.afternoon(clock.to)) && hour < noon {
			hour += noon
		}
		d.Hour, d.Minute = hour, minute
		return d
	case d.Kind != DueDay:
		return d
	}
	for i := in.from; i < in.to; i++ {
		if l.is(i, cEndOfDay) && d.Minute != endOfMorning {
			d.Minute = endOfAfternoon
		}
	}
	if d.Minute > 0 {
		d.Hour, d.Minute = d.Minute/60, d.Minute%60
		return d
	}
	d.Hour, d.Minute = -1, 0
	if l.beforeDay(in) && !d.period {
		d.Day, d.Doubt = l.workingBefore(d.Day), true
	}
	return d
}

// endsDay reports "cuối ngày", in "hạn cuối ngày" too.
func (l *look) endsDay(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.is(i, cEndOfDay) {
			return true
		}
	}
	return false
}

func (l *look) afternoon(i int) bool { return l.own(i, oAfternoon) || l.own(i-1, oAfternoon) }

// beforeDay reports "trước thứ 6", which is the end of the day before.
func (l *look) beforeDay(in span) bool {
	for i := max(0, in.from-3); i < in.to; i++ {
		if h, ok := l.find(i, cBefore); ok && (i+h.N >= in.from) && i+h.N < l.s.Len() && (l.timeAt[i+h.N] || l.own(i+h.N, oDay)) {
			return true
		}
	}
	return false
}

func (l *look) workingBefore(d rules.Date) rules.Date {
	for k := d - 1; k > d-30; k-- {
		if closed, _ := l.cal.Closed(when.Date(k)); !closed {
			return k
		}
	}
	return d - 1
}

// dayIn reads the day of a deadline; Minute holds the minute of the day that a half
// stands for.
func (l *look) dayIn(in, clock span, long []length) Due {
	keep := l.bools(l.s.Len())
	timed := false
	works := l.works(in)
	for i := in.from; i < in.to; i++ {
		for len(works) > 0 && works[0].to <= i {
			works = works[1:]
		}
		ofWork := len(works) > 0 && works[0].holds(i)
		keep[i] = l.timeAt[i] && !clock.holds(i) && !ofWork && !inLengths(long, i)
		timed = timed || keep[i]
	}
	if d, ok := l.periodEnd(in); ok {
		d.period = true
		return d
	}
	if !timed {
		return Due{Hour: -1}
	}
	sel, ok := l.daysOf(keep)
	d := Due{Kind: DueAsk, Hour: -1}
	switch {
	case !ok || sel.Open || len(sel.Invalid) > 0 || len(sel.Past) > 0:
	case len(sel.Options) > 0:
		for _, o := range sel.Options {
			if len(o) == 1 {
				d.Options = append(d.Options, rules.Date(o[0].Date))
			}
		}
		if len(d.Options) == 2 && d.Options[0] == d.Options[1] { // "trước trưa thứ 5"
			return Due{Kind: DueDay, Day: d.Options[0], Hour: -1, Minute: endOfMorning}
		}
	case len(sel.Days)+len(sel.Closed) != 1:
		if n := len(sel.Days); n > 0 { // the last of several
			return Due{Kind: DueDay, Day: rules.Date(sel.Days[n-1].Date), Hour: -1, Doubt: true}
		}
	case len(sel.Closed) == 1:
		return Due{Kind: DueClosed, Day: rules.Date(sel.Closed[0].Date), Hour: -1}
	default:
		d = Due{Kind: DueDay, Day: rules.Date(sel.Days[0].Date), Hour: -1, Doubt: len(sel.Doubts) > 0}
		switch sel.Days[0].Part {
		case when.Morning:
			d.Minute = endOfMorning
		case when.Afternoon:
			d.Minute = endOfAfternoon
		}
	}
	return d
}

// periodEnd reads "trong tuần", "cuối tháng": the last working day of it, with a doubt.
func (l *look) periodEnd(in span) (Due, bool) {
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cEndOfWeek); ok && !l.dayElse(in, span{i, i + h.N}) {
			friday := l.today - rules.Date((int(l.today.Weekday())+6)%7) + rules.Date(7*h.Value) + 5
			return Due{Kind: DueDay, Day: l.workingBefore(friday), Hour: -1, Doubt: true}, true
		}
		if h, ok := l.find(i, cEndOfMonth); ok && h.Value == 0 && l.own(i+h.N-1, oMonth) {
			if n, number := l.s.Number(i + h.N); number && n >= 1 && n <= 12 && !l.s.Sign(i+h.N+1, "/") { // "hết tháng 12"
				month := rules.NewDate(l.today.Year(), time.Month(n), 1)
				if month.AddMonths(1) <= l.today {
					month = month.AddMonths(12)
				}
				return Due{Kind: DueDay, Day: l.workingBefore(month.AddMonths(1)), Hour: -1, Doubt: true}, true
			}
		}
		if h, ok := l.find(i, cEndOfMonth); ok && !l.dayElse(in, span{i, i + h.N}) {
			return Due{Kind: DueDay, Day: l.workingBefore(l.today.AddMonths(h.Value + 1)), Hour: -1, Doubt: true}, true
		}
	}
	return Due{}, false
}

// dayElse reports a time expression outside of a phrase.
func (l *look) dayElse(in, phrase span) bool {
	for _, t := range l.times {
		if in.holds(t.From) && (t.To <= phrase.from || t.From >= phrase.to) && l.timeAt[t.From] {
			return true
		}
	}
	return false
}

// daysOf reads the days of the kept tokens alone.
func (l *look) daysOf(keep []bool) (when.Selection, bool) {
	plans, _ := l.s.Sub(keep, nil, true).Plans(when.Date(l.today), l.cal)
	for _, p := range plans {
		if p.Head != when.None {
			return p.Selection, true
		}
	}
	return when.Selection{}, false
}

// later reads "thêm 2 ngày", "3 ngày làm việc", "1 tuần" after a word for more.
func (l *look) later(in span) (Due, bool) {
	for i := in.from; i < in.to; i++ {
		if !l.s.MayCount(i) {
			continue
		}
		n, ok := l.s.Number(i)
		next := i + 1
		if l.own(i-1, oThu) {
			continue // "thứ 2 tuần sau"
		}
		if !ok {
			if n, next, ok = l.s.Count(i); !ok {
				continue
			}
		}
		if h, more := l.find(next, cMore); more { // "2 more days"
			next += h.N
		}
		switch {
		case l.is(next, cWorkday):
			return Due{Kind: DueLater, Plus: n, Working: true, Hour: -1}, true
		case l.is(next, cWeek) || l.own(next, oWeek):
			return Due{Kind: DueLater, Plus: 7 * n, Hour: -1}, true
		case l.is(next, cDayunit) && !l.ends(i, cUntil):
			return Due{Kind: DueLater, Plus: n, Hour: -1}, true
		}
	}
	return Due{}, false
}

func lowerWord(s string) string { return strings.ToLower(s) }

// ReadDue is the deadline that a text names which was typed where one is asked for.
func ReadDue(c Context, text string) Due {
	l := newLook(c, text)
	defer l.release()
	return l.dueIn(l.whole())
}

// DueOnly reports that a text says nothing but a deadline, or how it moves, beside words of a title:
// "hạn lùi sang 7/12 nhé", not "chị hỏi rồi, mai họ gửi".
func DueOnly(c Context, text, title string) bool {
	l := newLook(c, text)
	defer l.release()
	known := map[string]bool{}
	for w := range strings.FieldsSeq(title) {
		known[when.Plain(w)] = true
	}
	in := l.whole()
	for i := in.from; i < in.to; i++ {
		w, word := l.s.Word(i)
		switch {
		case !word || l.timeAt[i] || l.inFigure(i) || known[when.Plain(w)]:
		case l.is(i, cConsult, cThird, cStuck, cHowFar, cNotDone, cReason, cHelp) && !l.is(i, cPolite, cUntil) || l.nameAtToken(i), l.uses[i] == when.Verb && l.own(i, oBusy):
			return false
		case l.uses[i] == when.Content && !l.meansAt(i) && !l.is(i, cTakesLong, cLabour, cSooner):
			return false
		}
	}
	return true
}

// ReadShift is by how many days a text moves a deadline: "sớm hơn 1 ngày" is -1, "lùi thêm 2 ngày
// làm việc" 2 and working.
func ReadShift(c Context, text string) (days int, working, ok bool) {
	l := newLook(c, text)
	defer l.release()
	in := l.whole()
	d, found := l.later(in)
	switch {
	case !found || d.Plus == 0:
		return 0, false, false
	case l.firstOf(in, cSooner) < in.to:
		return -d.Plus, d.Working, true
	}
	moves := l.firstOf(in, cExtend) < in.to || l.firstOf(in, cPutOff) < in.to || l.firstOf(in, cMore) < in.to || l.firstOf(in, cLaterThan) < in.to
	return d.Plus, d.Working, moves
}

// ReadCount is how many of what a text says, and nothing else: "150 phiếu thôi"; n is 0 without one.
func ReadCount(c Context, text string) (n float64, of string) {
	l := newLook(c, text)
	defer l.release()
	for i := range l.s.Len() {
		x, next, ok := l.numberAt(i)
		for _, of := range [...]class{cWork, cMeasure} {
			if h, counted := l.find(next, of); ok && counted && l.saysNoMore(next+h.N) {
				return x, l.s.Spelling(h)
			}
		}
	}
	return 0, ""
}

// saysNoMore reports that only small words follow: "150 phiếu thôi nhé".
func (l *look) saysNoMore(i int) bool {
	for ; i < l.s.Len(); i++ {
		if _, word := l.s.Word(i); word && !l.is(i, cPolite, cOnlySo, cTitle, cStop, cMe) && !l.own(i, oFiller, oTitle) {
			return false
		}
	}
	return true
}

// ReadDoing is what a text says that is done, but that something is made, and the measure of what is
// counted behind a number: "in xong 10/15 bộ"; empty where it does not say.
func ReadDoing(c Context, text string) (does, counts string) {
	l := newLook(c, text)
	defer l.release()
	for i := range l.s.Len() {
		if h, ok := l.find(i, cDo); ok && h.Value != makes && l.seg[i] > 0 && does == "" {
			does = l.s.Spelling(h)
		}
		if h, ok := l.find(i, cMeasure); ok && l.inFigure(i-1) && h.Value == 0 && l.s.Marked() {
			counts = l.s.Spelling(h)
		}
	}
	return does, counts
}
