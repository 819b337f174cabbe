package reply

import (
	"strconv"
	"strings"

	"tainha/fold"
)

// The classes of words.tsv by which a head speaks of what others do, and people of what they will do.
const (
	classTheirWork  = "their.work"
	classAskTail    = "ask.tail"
	classWhenDone   = "when.done"
	classDueMust    = "due.must"
	classWhenNot    = "when.not"
	classLooksAgain = "looks.again"
	classMovesTo    = "moves.to"
	classStandsIn   = "stands.in"
	classOnceOnly   = "once.only"
	classPassesOn   = "passes.on"
	classDoneLater  = "done.later"
	classAsksAfter  = "asks.after"
	classPromises   = "promises"
	classStillOpen  = "still.open"
	classMonthThis  = "month.this"
	classMonthThen  = "month.before"
	classOnlyThese  = "only.these"
	classLeftBehind = "without.behind"
	classNotNeeded  = "not.needed"
	classMaybeDone  = "maybe.done"
	classNotYet     = "not.yet"
	classStuck      = "stuck"
	classPartly     = "partly"
	classFarWords   = "far.words"
)

// asksSomehow reports a question, also by a word of asking at its end: "Lan từ chối à".
func asksSomehow(s string) bool {
	t := newText(s)
	return Asks(s) || AsksYet(s) || len(t.words) > 1 && t.at(len(t.words)-1, classAskTail) == 1
}

// AsksTheirs reports a question what became of somebody's work: "sao Lan chưa nhận", "Lan từ chối à".
func AsksTheirs(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classTheirWork) && asksSomehow(s)
}

// AsksWhenDone reports a question when work is done, or due: "thế bao giờ xong". "Khi nào xong em báo" asks nothing.
func AsksWhenDone(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classWhenDone) && !t.has(classWhenNot)
}

// LooksAgain reports a text that wants somebody to look at something once more.
func LooksAgain(s string) bool { return newText(s).has(classLooksAgain) }

// SetsDue reports a text that says by when work must be done: "thứ 5 là phải xong đấy".
func SetsDue(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classDueMust) && !asksSomehow(s)
}

// MovedUntil is what a text says behind a word by which something moves: "thứ 2 cũng được" of "báo cáo quý sang thứ 2 cũng được".
func MovedUntil(s string) (until string, ok bool) {
	t := newText(s)
	for i := len(t.words) - 1; i > 0 && len(s) <= longestAnswer && !asksSomehow(s); i-- {
		if n := t.at(i, classMovesTo); n > 0 && i+n < len(t.words) {
			return behind(s, i+n), true
		}
	}
	return "", false
}

// MovesTo reports such a text.
func MovesTo(s string) bool { _, ok := MovedUntil(s); return ok }

// StandsIn reports a text that lets somebody go on in another's place: "để Lan làm thay".
func StandsIn(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classStandsIn) && !asksSomehow(s)
}

// OnceOnly reports a text that says that something comes once, and not again: "ý chị là riêng tuần này".
func OnceOnly(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classOnceOnly) && !asksSomehow(s)
}

// PassesOn reports a text in which somebody wants another to do what was given to them: "ai nhận giùm tui đi".
func PassesOn(s string) bool { return len(s) <= longestAnswer && newText(s).has(classPassesOn) }

// DoneLater reports a text that says that work is not done yet, or when it will be: "chiều xong", "mai mới được 60%".
func DoneLater(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classDoneLater) && !asksSomehow(s)
}

// AsksAfter reports a question of whoever works, whether it is taken back, or over: "ủa chị thu hồi rồi hả chị".
func AsksAfter(s string) bool { return len(s) <= longestAnswer && newText(s).has(classAsksAfter) }

// Promises reports a text that promises, or says that its writer understood, and nothing more: "dạ tui làm liền".
func Promises(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classPromises) && !asksSomehow(s)
}

// StillOpen reports a question for what is not done yet, whatever the day.
func StillOpen(s string) bool { return newText(s).has(classStillOpen) }

// OfMonth reports a text that speaks of this month, or of the one before.
func OfMonth(s string) (this, before bool) {
	t := newText(s)
	return t.has(classMonthThis), t.has(classMonthThen)
}

// OnlyThese reports a text that narrows to whom it names: "chỉ Bình, Chi với Lan thôi".
func OnlyThese(s string) bool { return newText(s).begins(classOnlyThese) }

// CountOf is the number that stands right behind a name: 3 of "Bình 3 thôi, Chi 5".
func CountOf(s, name string) (n int, ok bool) {
	words := split(s)
	for i, w := range words[:max(0, len(words)-1)] {
		if fold.Text(w) != fold.Text(name) {
			continue
		}
		if n, err := strconv.Atoi(words[i+1]); err == nil && n > 0 && n < 1000 { //nolint:mnd // more is none that anybody is given
			return n, true
		}
	}
	return 0, false
}

// NotNeeded reports a text that says that something is needed no more, and why: "không cần nữa, Sở bỏ rồi".
func NotNeeded(s string) bool {
	first, rest := Clauses(s)
	return len(s) <= longestAnswer && rest != "" && newText(first).has(classNotNeeded) && !asksSomehow(s)
}

// HowFar is so much of so much as a text says of work: 70 of 100 of "chừng 70% rồi chị hè", 3 of 4 of "mần được 3/4, còn lại mai".
func HowFar(s string) (done, of float64, ok bool) {
	if len(s) > longestAnswer || asksSomehow(s) || newText(s).has(classMendsLater) && !newText(s).has(classFarWords) {
		return 0, 0, false
	}
	for w := range strings.FieldsSeq(strings.ReplaceAll(s, " %", "%")) {
		w = strings.TrimRight(w, ".,;!")
		if m := percentSaid.FindStringSubmatch(w); m != nil {
			n, err := strconv.Atoi(m[1])
			return float64(n), 100, err == nil && n <= 100 //nolint:mnd // per cent
		}
		a, b, cut := strings.Cut(w, "/")
		n, err := strconv.Atoi(a)
		m, err2 := strconv.Atoi(b)
		if cut && err == nil && err2 == nil && n > 0 && n < m && newText(s).has(classFarWords) {
			return float64(n), float64(m), true
		}
	}
	return 0, 0, false
}

// MaybeDone reports a text with a word for what is done, and none that denies it or puts it off.
func MaybeDone(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classMaybeDone) && !t.has(classNotYet) && !t.has(classNegates) && !t.has(classMendsLater) && !t.has(classPartly) && !asksSomehow(s)
}

// Stuck reports a text that says that something is broken, or can't be done: "máy tính hư rồi mần hổng được".
func Stuck(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classStuck) && !asksSomehow(s)
}

// Partly reports a text that says that work is done in part, and not how far.
func Partly(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classPartly) && !asksSomehow(s)
}
