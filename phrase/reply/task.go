package reply

import "strings"

// The classes of words.tsv by which people take work on, put it off, refuse it and ask about it.
const (
	classTakes      = "takes"       // taking on, or being able to do, what was given
	classTakesNever = "takes.never" // refusing it in words of their own
	classTakesModal = "takes.modal" // between a no and what it denies
	classTakesAble  = "takes.able"  // behind a no that stands behind: "nhận hông nổi"
	classTakesAway  = "takes.away"  // behind both, so that something is denied: "có nhận đâu"
	classTakesGot   = "takes.got"   // what may not have been received: "không nhận được mẫu"
	classTakesWait  = "takes.wait"  // before it, so that it is put off
	classTakesAfter = "takes.after" // behind "nhận được", where that is still taking on
	classPassive    = "passive"
	classNegates    = "negates"
	classAskedFor   = "task.asked_for" // what is asked about work
	classAsksBack   = "task.asks_back"
	classMends      = "mends"
	classMendsDone  = "mends.done"
	classMendsLater = "mends.later"
	classNotThis    = "not.this"
	classJustSaid   = "just.mistaken"
	classLateNot    = "late.verb"
	classLateAble   = "late.able"
)

// Declines reports a text that refuses to take work on: "tui hổng nhận", "nhận hông nổi", "tui có nhận đâu",
// "em xin từ chối". A question, and what was not received, refuses nothing.
func Declines(s string) bool {
	if strings.HasSuffix(strings.TrimSpace(s), "?") || newText(s).begins(classAskLead) {
		return false
	}
	for _, p := range append(Parts(s), s) {
		if newText(p).declines() {
			return true
		}
	}
	return false
}

func (t text) declines() bool {
	for i := range t.words {
		if t.at(i, classTakesNever) > 0 && !(i > 0 && t.at(i-1, classPassive) > 0) {
			return true
		}
		n := t.at(i, classTakes)
		if n == 0 {
			continue
		}
		got := t.has(classTakesGot) || t.received(i+n)
		switch behind := i + n; {
		case t.denied(i) && !got:
			return true
		case behind < len(t.words) && t.at(behind, classNegates) > 0 && !got:
			k := behind + t.at(behind, classNegates)
			if k < len(t.words) && t.at(k, classTakesAble) > 0 {
				return true
			}
		case t.deniedBehind(i, behind):
			return true
		}
	}
	return false
}

// received reports that something stands behind "nhận được" that may not have been received, from word i on.
func (t text) received(i int) bool {
	if i >= len(t.words) || t.at(i, classTakesAble) == 0 {
		return false
	}
	k := i + t.at(i, classTakesAble)
	return k < len(t.words) && t.at(k, classPolite) == 0 && t.at(k, classTakesAfter) == 0 && t.at(k, classTakesAble) == 0 && t.at(k, classAsks) == 0
}

// denied reports a no before word i, with no more between than what one can or wants.
func (t text) denied(i int) bool {
	for from := max(0, i-3); from < i; from++ {
		n := t.at(from, classNegates)
		if n > 0 && from+n < i {
			n += t.at(from+n, classTakesModal)
		}
		if n > 0 && from+n == i {
			return true
		}
	}
	return false
}

// deniedBehind reports "có nhận đâu", "nhận gì mà nhận" of the words from i to behind.
func (t text) deniedBehind(i, behind int) bool {
	if i > 0 && t.is(i-1, 1, classYesBare) {
		for k := behind; k < min(len(t.words), behind+3); k++ {
			if t.at(k, classTakesAway) > 0 {
				return true
			}
		}
	}
	return false
}

// PutsOff reports a text that puts off to take work on, and refuses nothing: "khoan nhận", "để coi lại rồi nhận".
func PutsOff(s string) bool {
	t := newText(s)
	if len(s) > longestAnswer || t.asks() || t.has(classTakesGot) || t.declines() || !t.begins(classTakesWait) {
		return false
	}
	for i := range t.words {
		if n := t.at(i, classTakes); n > 0 {
			return !t.received(i + n)
		}
	}
	return false
}

// WhyNot is the reason that a refusal gives, empty where it gives none: "già rồi viết lách gì nổi" of "tui hông nhận đâu, già rồi
// viết lách gì nổi".
func WhyNot(s string) string {
	if why := Why(s); why != "" {
		return Bare(why)
	}
	var why []string
	for _, p := range Parts(s) {
		t := newText(p)
		if !t.declines() && !t.has(classWorkCannot) && !t.only(classStop) && !t.only(classDeny) && !t.only(classPolite) && len(t.words) > 0 && !onlySays(p, classAgree, classPolite) {
			why = append(why, p)
		}
	}
	return Bare(strings.Join(why, ", "))
}

// classBare are the words that say of a reason only that it is one, or lead to it.
const (
	classBare     = "bare.lead"
	classBareTail = "bare.tail"
)

// Bare is a reason without the words that lead to it, and without those of politeness around it: "thứ 6 tiếp đoàn" of "à, ý chị
// là không duyệt, vì thứ 6 tiếp đoàn nhé".
func Bare(s string) string {
	for {
		first, rest := Clauses(s)
		if rest == "" || !newText(first).leads() {
			break
		}
		s = rest
	}
	t := newText(s)
	i := 0
	for i < len(t.words) {
		n := max(t.at(i, classBare), t.at(i, classBecause))
		if n == 0 || i+n >= len(t.words) {
			break
		}
		i += n
	}
	words := strings.Fields(behind(s, i))
	for len(words) > 1 && textOf(split(words[len(words)-1]), t.marked).only(classBareTail) {
		words = words[:len(words)-1]
	}
	return strings.TrimRight(strings.Join(words, " "), " .,;!")
}

// leads reports a clause that says no more than that something is refused, returned or put right.
func (t text) leads() bool {
	for i := 0; i < len(t.words); {
		n := 0
		for _, c := range []string{classBare, classBecause, classPolite, classLineNo, classLineYes, classDeny, classVerdictNo, classWorkReturns, classCorrect, classVerdictRevokes, classVerdictWhom} {
			n = max(n, t.at(i, c))
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// AsksBack reports a text that asks about work, or says what is missing for it, of whoever gave it: "công văn này gửi cho huyện
// nào vậy chị", "em chưa nhận được mẫu chị ơi".
func AsksBack(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classAskedFor) && (t.asks() || t.has(classAsksBack) || strings.HasSuffix(strings.TrimSpace(s), "?"))
}

// Mends reports a text that says that something was put right or added: "em bổ sung báo giá rồi, chị coi lại giúp em". A promise
// does not.
func Mends(s string) bool {
	t := newText(s)
	if len(s) > longestAnswer || t.asks() || t.has(classMendsLater) || t.has(classNegates) {
		return false
	}
	for i := range t.words {
		if n := t.at(i, classMends); n > 0 && (textOf(t.words[i+n:], t.marked).has(classMendsDone) || i > 0 && t.at(i-1, classMendsDone) > 0) {
			return true
		}
	}
	return false
}

// Mistaken reports a text that takes back what was said or done a moment ago: "rút lại dùm tui", "hồi nãy tui nói giỡn".
func Mistaken(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && !t.asks() && (t.has(classJustSaid) || t.begins(classWorkPulls) && len(t.words) <= fewWords)
}

// TooLate reports a text that says that work can't be done in time: "nộp hông kịp", "xong hông nổi".
func TooLate(s string) bool {
	t := newText(s)
	if len(s) > longestAnswer || t.begins(classAskLead) {
		return false
	}
	for i := range t.words {
		n := t.at(i, classLateNot)
		if k := i + n; n > 0 && k < len(t.words) {
			if no := t.at(k, classNegates); no > 0 && k+no < len(t.words) && t.at(k+no, classLateAble) > 0 {
				return true
			}
		}
	}
	return false
}

// KeepsDue reports a text that wants no other deadline: "hông cần lùi hạn đâu".
func KeepsDue(s string) bool {
	t := newText(s)
	for i := range t.words {
		if t.at(i, classVerdictDue) > 0 && t.denied(i) || t.at(i, classVerdictKeep) > 0 {
			return true
		}
	}
	return false
}

// classUnitWork are the words by which a head asks what all of a unit do.
const classUnitWork = "unit.work"

// OfUnitsWork reports a question what everybody of a unit works at: "ai còn nợ việc chị", "cả phòng đang làm những việc gì thế".
func OfUnitsWork(s string) bool { return len(s) <= longestAnswer && newText(s).has(classUnitWork) }

// NotThis reports a text that says that what is being written is not wanted, and no more: "không trả lại".
func NotThis(s string) bool { return onlySays(s, classNotThis) }

// Reports reports a text without a question, which tells something.
func Reports(s string) bool {
	return !newText(s).asks() && !strings.HasSuffix(strings.TrimSpace(s), "?")
}

// classLonger are the words by which more time is asked for, up to the day.
const classLonger = "longer"

// AsksLonger reports a text that asks for time until a day, whatever for, and until when: "thứ 6 được không" of "em xin thêm đến
// thứ 6 được không, nhiều quá".
func AsksLonger(s string) (until string, ok bool) {
	t := newText(s)
	for i := range t.words {
		if n := t.at(i, classLonger); n > 0 && len(s) <= longestAnswer {
			until, _ = Clauses(behind(s, i+n))
			return until, until != ""
		}
	}
	return "", false
}

// classTakesNote are the words of who has read what they are given.
const classTakesNote = "takes.note"

// TakesNote reports a text that says that something was read, and no more: "dạ biết rồi", "ok sếp".
func TakesNote(s string) bool { return onlySays(s, classTakesNote) }
