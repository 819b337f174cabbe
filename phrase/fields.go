package phrase

import (
	"cmp"
	"slices"
	"strings"

	"tainha/rules"
)

// task reads what an act of an intent says of work in a stretch.
func (l *look) task(intent Intent, in span, f features) Task {
	t := Task{Due: Due{Hour: -1}}
	w, has := l.mainWork(in)
	if has {
		t.Work = w.words
	}
	switch intent {
	case Assign:
		l.assigned(&t, in, has)
		w, has = l.mainWork(in)
		if has && !w.open {
			t.Title = l.title(in, w, t.Work)
		}
		t.Minutes = l.minutesIn(in)
	case List:
		t.Work = ""
		l.listed(&t, in, &f)
		return t
	default:
		t.Who = l.who(intent, in)
	}
	if intent == Status && len(t.Who) == 0 && f.has(feature(cAsksUnit)) {
		t.Who = []string{AnyAll}
	}
	if intent == Reassign {
		for _, p := range l.personIn(in) {
			if !slices.Contains(t.Who, p.name) && l.ends(p.from, cOf, cRatherNot, cInstead) {
				t.From = append(t.From, p.name)
			}
		}
	}
	if t.Work == "" && intent != Help {
		t.Work = AskWork
	}
	l.counted(&t, intent, in, &f, w, has)
	t.Due = l.dueOf(intent, in, &f)
	switch intent {
	case Blocked:
		t.Why = f.has(feature(cStuck)) && !l.stuckAt(in) || f.has(feature(cReason)) || f.has(feature(cNotDone)) && f.has(feature(cStuck))
	case Return:
		t.Why = f.has(feature(cReason)) || f.has(feature(cSection)) || f.has(feature(cJudged)) || l.finds(in)
	}
	return t
}

// finds reports a part that says what is wrong, and neither whose, which nor until when:
// "viết lại bài tuyên truyền, dài quá, hạn thứ 5".
func (l *look) finds(in span) bool {
	parts := l.parts(in)
	return slices.ContainsFunc(parts[min(1, len(parts)):], func(p span) bool {
		f := l.featuresOf(p)
		return (f.has(fContent) || f.has(feature(cNotYet))) && !f.has(feature(cWork)) && !f.has(fTime) && !f.has(fPerson) && !f.has(fMe)
	})
}

// stuckAt reports a word for being stuck that names no cause: "vướng ở tờ trình", "đuối quá".
func (l *look) stuckAt(in span) bool {
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cStuck); ok && h.N == l.seg[i] {
			return h.Value == 1 || l.closes(i+h.N, in) || l.is(i+h.N+1, cWork) && !l.is(i+h.N, cWork) || l.s.Sign(i+h.N, ",")
		}
	}
	return false
}

// mainWork is the work that an act is about: not what is only its cause.
func (l *look) mainWork(in span) (workAt, bool) {
	second := -1
	works := l.works(in)
	for _, x := range l.figures { // "báo cáo tiến độ: xong 7 trên 12 hồ sơ"
		if k := slices.IndexFunc(works, func(w workAt) bool { return w.head == x.to }); k > 0 && x.kind == fraction && in.holds(x.from) {
			return works[k], true
		}
	}
	for k, w := range works {
		if w.open && k+1 < len(works) && !works[k+1].open && l.behindColon(in) > w.head && works[k+1].head >= l.behindColon(in) { // "việc này nhé: lập danh sách"
			continue
		}
		cause := l.ends(w.head, cReason, cStuck) && !l.is(w.head-1, cSo) || l.causes(w, in) || l.ends(w.head, cReturn) && l.s.Sign(w.head-3, ",") && second >= 0
		if !cause {
			return w, true
		}
		if second < 0 {
			second = k
		}
	}
	if second >= 0 && (!l.ends(works[second].head, cReason) || l.ends(works[second].head, cReturn)) {
		return works[second], true
	}
	return workAt{}, false
}

// causes reports "đợi kế toán gửi số liệu nên báo cáo em chưa làm được": work before the word
// for what follows from it, behind what one waits for.
func (l *look) causes(w workAt, in span) bool {
	so := l.firstOf(span{w.to, in.to}, cSo)
	return so < in.to && l.firstOf(span{in.from, w.head}, cStuck) < w.head && len(l.works(span{so, in.to})) > 0
}

// assigned reads whom work is given to and which.
func (l *look) assigned(t *Task, in span, has bool) {
	var free []person
	for _, p := range l.personIn(in) {
		switch {
		case l.ends(p.from, cOf), len(free) > 0 && l.consulted(p), slices.Contains(t.Who, p.name):
		case l.ends(p.from, cRatherNot): // "giao cho Lan chứ không phải Chi"
			t.From = append(t.From, p.name)
		default:
			free = append(free, p)
			t.Who = append(t.Who, p.name)
		}
	}
	from := l.unitEnd(in)
	if len(t.Who) == 0 && from > in.from {
		t.Who = []string{AnyAll}
	}
	if len(t.Who) == 0 {
		t.Who = []string{AnyAsk}
	}
	if len(free) > 0 {
		from = free[len(free)-1].end
	}
	if at := l.behindColon(in); at > from && !has { // "giao Chi việc này: trang trí hội trường"
		from = at
	}
	if has || from == in.from {
		return
	}
	i := from
	for i < in.to && (l.is(i, cDo, cMeasure, cEach, cCowork) || l.inFigure(i) || l.weightless(i) || l.s.Sign(i, ",") && i == from) {
		h, _ := l.find(i, cCowork)
		i += max(1, l.seg[i], h.N)
	}
	for from < i && !l.is(from, cDo) {
		from++
	}
	verb := from
	t.Work, t.Title = l.unlisted(from, i, in)
	for verb < i && (!l.is(verb, cDo) || l.phrase(verb, cDo) == makes) {
		verb++
	}
	if verb < i && t.Work != "" && !strings.HasPrefix(t.Work, lowerWord(l.s.Text(verb, i))) { // "chuẩn bị hội nghị tổng kết"
		t.Title = strings.TrimSpace(l.s.Text(verb, i) + " " + cmp.Or(t.Title, t.Work))
	}
}

// unitEnd is where the words for everybody of the unit end; where the stretch begins without them.
func (l *look) unitEnd(in span) int {
	for i := in.from; i < in.to; i++ {
		if n := l.everybodyAt(i); n > 0 && (i == in.from && !l.is(i+n-1, cTitle) || l.ends(i, cAssign, cGive, cAskTo)) {
			return i + n
		}
	}
	return in.from
}

// behindColon is what stands behind a colon that follows the words for a task; where the stretch
// begins without one.
func (l *look) behindColon(in span) int {
	at := l.firstOf(in, cTask)
	for i := at; i < in.to-1; i++ {
		if l.s.Sign(i, ":") {
			return i + 1
		}
	}
	return in.from
}

// who reads the persons that other acts name.
func (l *look) who(intent Intent, in span) []string {
	persons := l.personIn(in)
	switch intent {
	case Accept, Progress, Done, Blocked:
		return nil
	case Reassign:
		return l.taker(slices.DeleteFunc(slices.Clone(persons), func(p person) bool { return l.ends(p.from, cRatherNot) }))
	case Extend:
		persons = slices.DeleteFunc(slices.Clone(persons), func(p person) bool { return !l.ends(p.from, cGive, cOf) })
	}
	var out []string
	for _, p := range persons {
		if !slices.Contains(out, p.name) {
			out = append(out, p.name)
		}
	}
	return out
}

// taker is who work is handed to: after "cho", "để", else the last named.
func (l *look) taker(persons []person) []string {
	for _, p := range persons {
		if l.ends(p.from, cGive, cHandOn, cUntil) && !l.ends(p.from, cOf) {
			return []string{p.name}
		}
	}
	for _, p := range persons {
		if !l.ends(p.from, cOf, cInstead) {
			return []string{p.name}
		}
	}
	return []string{AnyAsk}
}

// furtherBefore reports a word for more before a number, none but small words between: "rà thêm
// được 8 hồ sơ".
func (l *look) furtherBefore(i int, in span) bool {
	for k := i; k > max(in.from, i-3); k-- {
		if l.ends(k, cMore) {
			return true
		}
		if !l.own(k-1, oFiller) {
			return false
		}
	}
	return false
}

// counted reads the numbers of an act.
func (l *look) counted(t *Task, intent Intent, in span, f *features, w workAt, has bool) {
	for _, x := range l.figures {
		if !in.holds(x.from) {
			continue
		}
		switch {
		case x.kind == fraction && (intent == Progress || intent == Done):
			t.Done, t.Of = x.a, x.b
		case x.kind == percent && (intent == Progress || intent == Done):
			t.Percent, t.HasPercent, t.About = int(x.a), true, x.about
			if l.notYetSo(x.from, in) {
				t.Percent = -1
			}
			t.Further = intent == Progress && l.furtherBefore(x.from, in)
		case x.kind != quantity:
		case l.ends(x.from, cLeft) && intent == Progress:
			t.Left = x.a
		case t.Count == 0 && (intent == Progress || intent == Done) && l.ends(x.from, cFinish): // "hồ sơ em làm xong 4, còn 6", "rà soát hồ sơ xong 3 bộ rồi"
			t.Count = x.a
		case l.furtherBefore(x.from, in) && intent == Progress:
			t.Count, t.Further = x.a, true
		case t.Count == 0 && (!has || x.to <= w.head && w.head-x.to <= 1):
			t.Count = x.a
		}
	}
	switch {
	case intent != Progress:
	case t.Left > 0 && t.Count > 0:
		t.Done, t.Of, t.Count = t.Count, t.Count+t.Left, 0
	case t.HasPercent || t.Of > 0 || t.Left > 0 || t.Count > 0:
	case f.has(feature(cNotBegun)):
		t.HasPercent = true
	default:
		t.HasPercent, t.Percent = true, -1
	}
}

// notYetSo reports "chưa được 50%", "chưa tới 50%", "hôm nay chắc được 50%": a number that is not reached, or only guessed.
func (l *look) notYetSo(at int, in span) bool {
	for i := max(in.from, at-4); i < at; i++ {
		if l.is(i, cNotYet, cJudged, cGuess) {
			return true
		}
	}
	return false
}

// dueOf reads the deadline of an act.
func (l *look) dueOf(intent Intent, in span, f *features) Due {
	none := Due{Hour: -1}
	switch intent {
	case Assign:
		d := l.dueIn(in)
		if d.Kind == DueUnsaid && (f.has(feature(cUrgent)) || l.whenever(in)) {
			d.Kind = DueAsk
		}
		return d
	case Accept, Return:
		return l.dueIn(in)
	case Progress:
		if f.has(fFuture) && (f.has(feature(cSend)) || f.has(feature(cDoneVerb)) || f.has(feature(cFinish))) {
			return l.dueIn(in)
		}
		if rest := l.doesRest(in); rest.from < rest.to && f.has(feature(cLeft)) {
			return l.dueIn(rest)
		}
	case Extend:
		return l.newDue(in)
	}
	return none
}

// doesRest is the part with a time in which what is left is to be done: "còn 1 biên bản, chiều
// nay em gửi nốt".
func (l *look) doesRest(in span) span {
	for _, p := range l.parts(in) {
		for i := p.from; i < p.to; i++ {
			if l.is(i, cSend, cDoneVerb, cFinish) && l.is(i+l.seg[i], cStillTo) && l.featuresHave(p, fTime) {
				return p
			}
		}
	}
	return span{}
}

// newDue reads the deadline that is asked for: the time after "đến", "sang", or so
// many days more.
func (l *look) newDue(in span) Due {
	for i := in.from; i < in.to; i++ {
		h, ok := l.find(i, cUntil)
		if !ok || i+h.N >= in.to {
			continue
		}
		if _, _, _, clock := l.s.Clock(i + h.N); clock || l.timeSoon(i+h.N) {
			return l.dueIn(span{i + h.N, in.to})
		}
	}
	if d, ok := l.later(in); ok {
		return d
	}
	if at := l.firstValue(in, cExtend, onlyThen); at < in.to {
		return l.dueIn(span{in.from, at})
	}
	return Due{Kind: DueAsk, Hour: -1}
}

// timeSoon reports a time expression at i.
func (l *look) timeSoon(i int) bool {
	k := l.firstTime(i + 1)
	return k > 0 && l.times[k-1].To > i
}

// listed reads whose tasks are asked for, and which.
func (l *look) listed(t *Task, in span, f *features) {
	t.Who = l.who(List, in)
	if len(t.Who) == 0 {
		t.Who = []string{AnyMe}
		if f.has(feature(cUnit)) || f.has(feature(cAsksUnit)) {
			t.Who = []string{AnyAll}
		}
	}
	keep := l.bools(l.s.Len())
	for i := in.from; i < in.to; i++ {
		keep[i] = l.timeAt[i]
		switch {
		case l.seg[i] == 0:
		case l.is(i, cSoon) || l.phrase(i, cOfTasks) == dueSoon:
			t.Due = Due{Kind: DueSoon, Hour: -1}
		case l.is(i, cLate) || l.phrase(i, cOfTasks) == dueLate || l.phrase(i, cAsksUnit) == dueLate || l.phrase(i, cWhichTask) == dueLate:
			t.Due = Due{Kind: DueLate, Hour: -1}
		}
	}
	if t.Due.Kind != DueUnsaid {
		return
	}
	sub := l.s.Sub(keep, nil, true)
	if ranges := sub.Ranges(dateOf(l.today), l.cal); len(ranges) > 0 {
		t.Due = Due{Kind: DueRange, Day: rules.Date(ranges[0].From), To: rules.Date(ranges[0].To), Hour: -1}
		return
	}
	t.Due = l.dueIn(in)
}

// The values of phrases for a list that say which tasks.
const (
	dueLate = 1
	dueSoon = 2
)

// phrase is the value of the phrase of a class at i.
func (l *look) phrase(i int, c class) int {
	h, _ := l.find(i, c)
	return h.Value
}
