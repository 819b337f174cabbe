package phrase

import (
	"slices"
	"strings"

	"tainha/phrase/when"
	"tainha/rules"
)

// Task is what an act says of work.
type Task struct {
	Who     []string // whose it is, or who is asked; AnyMe, AnyAll and AnyAsk stand for nobody's name
	From    []string // of Reassign: whose it was, where that is said
	Work    string   // the words for the product; AskWork where the sentence leaves it open
	Title   string   // of work that is given: Work with what the sentence says of it further, as written; empty where that is nothing
	Count   float64  // how many; 0 unsaid
	Further bool     // Count is so many more
	Done    float64  // with Of: how many of how many
	Of      float64
	Left    float64
	Percent int // with HasPercent; -1 where progress is said without a number
	About   bool
	HasPercent,
	Why bool // a reason is given
	Due     Due
	Minutes int // of work that is given: how long it is said to take; 0 unsaid
}

// What stands in the place of a name or of work.
const (
	AnyMe   = "me"
	AnyAll  = "all"
	AnyAsk  = "ask"
	AskWork = "ask"
)

// IsName reports whether one of Task.Who is somebody's name.
func IsName(who string) bool { return who != AnyMe && who != AnyAll && who != AnyAsk }

// Due is a deadline, or the days that a list is asked for.
type Due struct {
	Kind    DueKind
	Day     rules.Date
	To      rules.Date   // of DueRange
	Hour    int          // -1 unsaid
	Minute  int          // of Hour
	Options []rules.Date // of DueAsk; may be empty
	Plus    int          // of DueLater: days after the present deadline
	Working bool         // of DueLater: working days
	Doubt   bool
	period  bool // the end of a week or a month: "trước cuối tháng" is no day before it
}

// DueKind says what is known of a deadline.
type DueKind uint8

// The kinds of deadline.
const (
	DueUnsaid DueKind = iota
	DueDay
	DueAsk
	DueClosed // no working day
	DueLater
	DueRange
	DueLate // what is late
	DueSoon // what is due soon
)

// workAt is a phrase for work with its place.
type workAt struct {
	span
	head  int // where the work itself begins
	words string
	open  bool // "việc": which one is not said
}

// works finds the phrases for work in a stretch.
func (l *look) works(in span) []workAt {
	for k := range l.seen {
		if l.seen[k].span == in {
			return l.seen[k].works
		}
	}
	if !l.anywhere(cWork, cTask) {
		return nil
	}
	from := len(l.workRoom)
	for i := in.from; i < in.to; {
		w, ok := l.workAt(i, in.to)
		if !ok {
			i++
			continue
		}
		l.workRoom = append(l.workRoom, w)
		i = max(w.to, i+1)
	}
	return l.workRoom[from:len(l.workRoom):len(l.workRoom)]
}

func (l *look) workAt(i, end int) (workAt, bool) {
	if i >= l.s.Len() || l.seg[i] == 0 || l.is(i, cOther) {
		return workAt{}, false
	}
	if h, ok := l.find(i, cMeasure); ok && l.is(i+h.N, cWork) {
		return workAt{}, false // "5 trang tài liệu"
	}
	if h, ok := l.find(i, cWork); ok && h.N == l.seg[i] && !(l.timeAt[i] && h.N == 1) && !l.asVerb(i, h.N, end) {
		if cut := strings.LastIndexByte(l.s.Spelling(h), ' '); cut > 0 && l.is(i+h.N-1, cOf) && l.personSoon(i+h.N) {
			return workAt{span: span{i, i + h.N - 1}, head: i, words: l.s.Spelling(h)[:cut]}, true // "kiến nghị của Lan"
		}
		words, to := l.workWords(l.s.Spelling(h), i+h.N, end)
		return workAt{span: span{i, to}, head: i, words: words}, true
	}
	if h, ok := l.find(i, cTask); ok && h.N == l.seg[i] {
		j := i + h.N
		if d, ok := l.find(j, cDo); ok && d.N == l.seg[j] && j < end { // "việc thống kê"
			words, to := l.workWords(l.s.Spelling(d), j+d.N, end)
			return workAt{span: span{i, to}, head: i, words: words}, true
		}
		if k, ok := l.find(j, cKindOf); ok && j < end && k.N >= l.seg[j] && !l.timeAt[j] && !l.is(j, cWork) { // "việc kiểm kê"
			words, to := l.workWords(l.s.Spelling(k), j+k.N, end)
			return workAt{span: span{i, to}, head: i, words: words}, true
		}
		if w, ok := l.workAt(j, end); ok && j < end && !w.open {
			return workAt{span: span{i, w.to}, head: i, words: w.words}, true
		}
		return workAt{span: span{i, j}, head: i, words: AskWork, open: true}, true
	}
	return workAt{}, false
}

// asVerb reports "báo cáo sếp", "kế hoạch thì": no work but a way to speak.
func (l *look) asVerb(i, n, end int) bool {
	return i+n < end && l.is(i+n, cTitle, cRole) && !l.is(i+n, cKindOf) && !l.own(i+n, oHome) && l.opens(i) && l.titleStays(i+n)
}

// titleStays reports a title that is followed by somebody who acts: "báo cáo sếp em về".
func (l *look) titleStays(i int) bool {
	return l.is(i+1, cMe) || l.own(i+1, oVoc)
}

// workWords goes on from the head of a work phrase at i.
func (l *look) workWords(words string, i, end int) (string, int) {
	for i < end {
		text, next, ok := l.furtherWord(i, end)
		if !ok {
			break
		}
		words += " " + text
		i = next
	}
	return words, i
}

// furtherWord reads one more word of a work phrase: what kind it is, or a word in no
// list.
func (l *look) furtherWord(i, end int) (text string, next int, ok bool) {
	if _, word := l.s.Word(i); !word || l.nameAtToken(i) || l.inFigure(i) || l.is(i, cTakesLong, cAbout) && l.lengthSoon(i) {
		return "", i, false
	}
	if h, kind := l.find(i, cKindOf); kind && h.N >= l.seg[i] {
		next = i + h.N
		if n, number := l.s.Number(next); number && next < end && l.countable(i, next, n) {
			return l.s.Spelling(h) + " " + l.s.Text(next, next+1), next + 1, true
		}
		if !l.timeAt[i] || h.N > 1 {
			return l.s.Spelling(h), next, true
		}
		return "", i, false
	}
	if l.timeAt[i] {
		return "", i, false
	}
	for k := range l.hits[i] {
		switch x := &l.hits[i][k]; classOf(x) {
		case cWork, cMeasure, cTask:
			if x.Words() == l.seg[i] && (x.Exact() || x.Words() > 1 || !l.s.Marked()) { // "đâu" is no "đầu"
				return l.s.Spelling(x.Hit()), i + x.Words(), true
			}
		}
	}
	if l.inCompoundWork(i, end) {
		return lowerWord(l.s.Text(i, i+1)), i + 1, true
	}
	if h, ok := l.find(i, cDo); ok && h.Value == inName && h.N == l.seg[i] && i+h.N <= end && !l.is(i+h.N, cPolite, cFinish, cAlready) {
		return l.s.Spelling(h), i + h.N, true // "báo cáo rà soát hộ nghèo"
	}
	if l.meansAt(i) || l.weightless(i) || l.s.Len() == i {
		return "", i, false
	}
	return lowerWord(l.s.Text(i, i+1)), i + 1, true
}

// countable reports "tháng 11", "quý 1", "năm 2027" after work, but not "tháng 75%".
func (l *look) countable(i, next, n int) bool {
	if l.inFigure(next) || l.s.Sign(next+1, "/%-.") || l.is(next+1, cDayunit) {
		return false
	}
	return l.own(i, oMonth) && n <= 12 || l.own(i, oYear) && n > 1900 || !l.own(i, oMonth, oYear, oDay, oWeek, oThu) && n < 100
}

// weakWords are classes whose words are parts of other words too.
var weakWords = [...]class{cCall, cMust, cOnBehalf, cHelp, cDefer, cHeads, cFirst, cRoom, cAllowed, cStop, cGiven, cUrge, cLight, cComeBack}

// inCompoundWork reports the "bảo" of "hồ sơ bảo hiểm", the "nợ" of "công văn nhắc nợ":
// a word of ours beside one that is in no list.
func (l *look) inCompoundWork(i, end int) bool {
	if !l.meansAt(i) || l.weightless(i) || l.seg[i] != 1 {
		return false
	}
	for k := range l.hits[i] {
		if x := &l.hits[i][k]; !slices.Contains(weakWords[:], classOf(x)) || x.Words() > 1 {
			return false
		}
	}
	if i+1 < end && (l.uses[i+1] == when.Content || l.uses[i+1] == when.Fixed) && !l.meansAt(i+1) && !l.nameAtToken(i+1) && !l.inFigure(i+1) {
		_, word := l.s.Word(i + 1)
		return word
	}
	return l.uses[i-1] == when.Content && !l.meansAt(i-1) && (i+1 == end || l.s.Sign(i+1, ",.") || l.is(i, cOnBehalf) && !l.is(i+1, cMe, cTitle))
}

// inName is the value of a cDo that names work too.
const inName = 1

func (l *look) weightless(i int) bool {
	for _, c := range [...]own{oFiller, oTitle, oGreet, oVoc, oNot, oAnd} {
		if h, ok := l.s.Find(i, l.words.own[c]); ok && (h.Exact || !l.s.Marked()) {
			return true // "kinh" is no "kính"
		}
	}
	return false
}

func (l *look) nameAtToken(i int) bool {
	return i >= 0 && i < len(l.nameTokens) && l.nameTokens[i]
}
