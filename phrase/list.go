package phrase

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const mostItems = 20 // of a list

var (
	numbered = regexp.MustCompile(`(?:^|[\s:;,.(])(\d{1,2})(?:[).:]|\s*/|\s*-)\s*`)
	bullets  = regexp.MustCompile(`(?m)^[ \t]*[-–+•*·][ \t]*`)
	lineEnds = regexp.MustCompile(`[:;]?\s*\n\s*`)
)

// splitList parts "Giao Lan: 1) báo cáo tuần; 2) lịch công tác" into what leads to the list and
// its items: numbered from 1 on, behind signs, a line each, or parted by ";" behind ":".
func splitList(text string) (head string, items []string) {
	var cuts [][]int
	for _, m := range numbered.FindAllStringSubmatchIndex(text, -1) {
		if n, err := strconv.Atoi(text[m[2]:m[3]]); err == nil && n == len(cuts)+1 && (m[1] == len(text) || text[m[1]] < '0' || text[m[1]] > '9') {
			cuts = append(cuts, []int{m[2], m[1]})
		}
	}
	if len(cuts) < 2 { //nolint:mnd // a list has several
		cuts = bullets.FindAllStringIndex(text, -1)
	}
	if first := strings.IndexAny(text, ":\n"); len(cuts) < 2 && first > 0 { //nolint:mnd // as above
		cuts = [][]int{{first, first + 1}}
		sep := lineEnds
		if !strings.Contains(strings.TrimSpace(text[first+1:]), "\n") {
			sep = semicolons
		}
		body := first + 1 + len(text[first+1:]) - len(strings.TrimLeft(text[first+1:], " \t\n"))
		for _, m := range sep.FindAllStringIndex(strings.TrimRight(text, " \t\n;"), -1) {
			if m[0] > body {
				cuts = append(cuts, m)
			}
		}
	}
	if len(cuts) < 2 || len(cuts) > mostItems { //nolint:mnd // as above
		return text, nil
	}
	for k, c := range cuts {
		end := len(text)
		if k+1 < len(cuts) {
			end = cuts[k+1][0]
		}
		if item := strings.Trim(text[c[1]:end], " \t\n;,.("); item != "" {
			items = append(items, item)
		}
	}
	return text[:cuts[0][0]], items
}

var semicolons = regexp.MustCompile(`\s*;\s*`)

// handsOut reads work that is given out in a list, each of it by itself.
func (l *look) handsOut(c Context, text string) []Act {
	if !strings.ContainsAny(text, ":;\n).") {
		return nil
	}
	if head, items := splitList(text); len(items) > 1 {
		if acts := listedOut(c, head, items); len(acts) > 1 {
			return acts
		}
	}
	return l.namedOut(c)
}

// listedOut reads the items of a list: each is for whom it names, else for whom its head names.
func listedOut(c Context, head string, items []string) (acts []Act) {
	l := newLook(c, head)
	in := l.whole()
	gives := min(l.firstOf(in, cAssign), l.firstOf(in, cAskTo)) < in.to
	var who []string
	for _, p := range l.personIn(in) {
		if gives || !l.ends(p.from, cGreetTo, cOf) && !l.own(p.end, oVoc) && l.closes(p.end, in) && !slices.ContainsFunc(items, reportsSomething(c)) {
			who = append(who, p.name)
		}
	}
	if len(who) == 0 && gives && l.unitWhole(in) {
		who = []string{AnyAll}
	}
	plan := len(who) == 0 && !gives && l.firstOf(in, cDayPlan) < in.to
	l.release()
	if plan {
		who = []string{AnyMe}
	}
	if len(who) == 0 && !gives || plan && slices.ContainsFunc(items, reportsSomething(c)) {
		return nil
	}
	for k, item := range items {
		t, ok := itemOf(c, item, who)
		if !ok {
			return nil
		}
		if plan && t.Due.Kind == DueUnsaid {
			t.Due = Due{Kind: DueDay, Day: c.Today, Hour: -1}
		}
		acts = append(acts, Act{Wish: Wish{Intent: Assign}, Task: t, at: k})
	}
	return sharedDue(c, acts, items[len(items)-1])
}

// reportsSomething reports an item that tells how far work is: none is given then.
func reportsSomething(c Context) func(item string) bool {
	return func(item string) bool {
		l := newLook(c, item)
		defer l.release()
		f := l.featuresOf(l.whole())
		return f.has(feature(cFinish)) && !f.has(fTime) || f.has(fFraction) || f.has(fPercent) || f.has(feature(cUnderway)) || f.has(feature(cAlready))
	}
}

// itemOf is one item: for whom it names, else for some; ok is false where it is for nobody, or
// names no work.
func itemOf(c Context, item string, who []string) (Task, bool) {
	l := newLook(c, item)
	defer l.release()
	in := l.whole()
	t := Task{Who: who, Due: Due{Hour: -1}, Minutes: l.minutesIn(in)}
	if own := l.personIn(in); len(own) > 0 && own[0].from-in.from <= 1 && !l.ends(own[0].from, cDo) { // "Lan: báo cáo", "giao Lan báo cáo"
		t.Who = nil
		end := in.from
		for _, p := range own {
			if p.from > end+1 && end > in.from {
				break
			}
			t.Who, end = append(t.Who, p.name), p.end
		}
		for end < in.to && (l.s.Sign(end, ":,-") || l.is(end, cPolite) && l.seg[end] > 0) {
			end++
		}
		in.from = end
	}
	if len(t.Who) == 0 || in.from >= in.to {
		return t, false
	}
	rest := l.itemDue(&t, in)
	for rest.from < rest.to && l.is(rest.from, cDo) && l.phrase(rest.from, cDo) == makes && l.seg[rest.from] < rest.to-rest.from {
		rest.from += max(1, l.seg[rest.from])
	}
	t.Title = l.s.Text(rest.from, rest.to)
	t.Work = lowerWord(t.Title)
	if w, ok := l.mainWork(rest); ok && !w.open {
		t.Work = w.words
	}
	for _, x := range l.figures {
		if rest.holds(x.from) && x.kind == quantity {
			t.Count = x.a
			break
		}
	}
	return t, t.Title != ""
}

// itemDue reads the deadline of an item, and returns the words for its work: behind a comma where a
// time stands there, so that "lịch công tác tuần sau, thứ 6" is due on Friday.
func (l *look) itemDue(t *Task, in span) span {
	parts := l.parts(in)
	for k := 1; k < len(parts); k++ {
		after := span{parts[k].from, in.to}
		if d := l.dueIn(after); d.Kind != DueUnsaid {
			t.Due = d
			words := span{in.from, parts[k].from}
			for words.to > words.from && l.s.Sign(words.to-1, ",:") {
				words.to--
			}
			return words
		}
	}
	t.Due = l.dueIn(in)
	end := in.from
	for end < in.to && (!l.endsTitle(end) || l.inFigure(end) && !l.timeAt[end]) {
		end++
	}
	for end > in.from+1 && l.is(end-1, cPolite, cProposes, cDeadline) {
		end--
	}
	return span{in.from, max(in.from+1, end)}
}

// sharedDue gives those without a deadline the one that is said of all: "cả hai nộp thứ năm".
func sharedDue(c Context, acts []Act, tail string) []Act {
	l := newLook(c, tail)
	defer l.release()
	in := l.whole()
	at := l.firstOf(in, cOfThemAll)
	if at == in.to || len(acts) == 0 {
		return acts
	}
	due := l.dueIn(span{at, in.to})
	if due.Kind == DueUnsaid {
		return acts
	}
	for k := range acts {
		acts[k].Task.Due = due
	}
	return acts
}

// namedOut reads "Bình: báo cáo thứ 5, Lan: slide thứ 6": what stands behind each name is theirs.
func (l *look) namedOut(c Context) (acts []Act) {
	var cuts []person
	for _, p := range l.persons {
		if l.s.Sign(p.end, ":") || l.s.Sign(p.end, "-") && !l.s.Glued(p.end) {
			cuts = append(cuts, p)
		}
	}
	texts := make([]string, len(cuts))
	for k, p := range cuts {
		end := l.s.Len()
		if k+1 < len(cuts) {
			end = cuts[k+1].from
		}
		texts[k] = strings.Trim(l.s.Text(p.end+1, max(p.end+1, end)), " \t\n;,.")
	}
	if len(cuts) < 2 { //nolint:mnd // several people
		return nil
	}
	reports := reportsSomething(c)
	for k, item := range texts {
		t, ok := itemOf(c, item, []string{cuts[k].name})
		if !ok || reports(item) || !namesWork(c, item) {
			return nil
		}
		acts = append(acts, Act{Wish: Wish{Intent: Assign}, Task: t, at: k})
	}
	return acts
}

// namesWork reports a text with work, or something to be done, and no day at home or of leave.
func namesWork(c Context, text string) bool {
	l := newLook(c, text)
	defer l.release()
	f := l.featuresOf(l.whole())
	return (f.has(feature(cWork)) || f.has(feature(cDo))) && !f.has(fHome) && !f.has(fAway) && !f.has(feature(cDuty))
}

// unitWhole reports that everybody of the unit is meant.
func (l *look) unitWhole(in span) bool {
	for i := in.from; i < in.to; i++ {
		if l.everybodyAt(i) > 0 {
			return true
		}
	}
	return false
}

// everybodyAt is how many tokens the words for everybody of the unit take at i: "cả phòng", "mọi
// người"; 0 where they don't stand there.
func (l *look) everybodyAt(i int) int {
	if h, ok := l.find(i, cUnit); ok && h.Value == everybody && h.N == l.seg[i] {
		return h.N
	}
	return 0
}

// everybody is the value of a cUnit that is all of its people.
const everybody = 1
