package reply

import "strings"

// The classes of words.tsv in which who decides speaks of what waits, or of what they decided, without
// the words for deciding.
const (
	classMustCome  = "must.come"
	classLetsHome  = "lets.home"
	classNoVerdict = "verdict.none"
	classPurpose   = "ask.purpose"
	classPurposeOf = "ask.purpose.of"
	classHoldsOff  = "holds.off"
	classHoldsOnly = "holds.only"

	classMispressed = "mispressed"
	classDone       = "ask.decided"
	classTellThem   = "tell.them"
	classCallsOff   = "calls.off"
	classTail       = "reason.tail"
	classAskHave    = "ask.have"
)

// MustCome reports a text that says that somebody is needed at the office: "thứ 4 phải có mặt họp giao
// ban". A question says nothing.
func MustCome(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classMustCome) && !Asks(s) && !questions(s)
}

// OfThem reports a text that says of whom, though by no name: "cho nó ở nhà".
func OfThem(s string) bool { return newText(s).has(classVerdictWhom) }

// LetsThem reports a text that lets somebody be at home, whoever it is, and says nothing else: "ừ cho nó ở
// nhà đi", "cho luôn".
func LetsThem(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classVerdictLets) && !newText(s).has(classWishOwn) &&
		onlySays(s, classVerdictLets, classVerdictWhom, classLetsHome, classLineYes, classAgree) && !strings.HasSuffix(strings.TrimSpace(s), "?")
}

// LetsOther reports a text that lets somebody else than its writer be: "cho bình làm sáng thôi".
func LetsOther(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.begins(classVerdictLets) && !t.has(classWishOwn) && !t.has(classFirst) && !Asks(s)
}

// Undecided reports a text that says that nothing was decided: "có duyệt đâu", "duyệt gì mà duyệt".
func Undecided(s string) bool { return len(s) <= longestAnswer && newText(s).has(classNoVerdict) }

// AsksPurpose reports a question what somebody wants a day for: "Bình xin thứ 5 làm gì đấy".
func AsksPurpose(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classPurpose) && t.has(classPurposeOf)
}

// HoldsOff reports a text that puts off what is decided of somebody: "duyệt chưa kịp, Bình chờ chị chút".
func HoldsOff(s string) bool {
	return len(s) <= longestAnswer && newText(s).has(classHoldsOff) && !Asks(s)
}

// Mispressed reports a text that says that a button was pressed by mistake, and no more: "khoan, chị bấm lộn".
func Mispressed(s string) bool {
	return newText(s).has(classMispressed) && onlySays(s, classMispressed, classHoldsOnly, classStop, classDeny, classCorrect, classWaits)
}

// HoldsOnly reports a text that puts off and says nothing else: "à không, thì khoan" without the name.
func HoldsOnly(s string) bool {
	return newText(s).has(classHoldsOnly) && onlySays(s, classHoldsOnly, classStop, classDeny, classCorrect)
}

// AsksDecided reports a question what its writer decided of late: "vừa rồi chị duyệt những gì".
func AsksDecided(s string) bool { return len(s) <= longestAnswer && newText(s).has(classDone) }

// TellsThem reports a text that wants somebody told of what was done, and no more: "báo giúp chị".
func TellsThem(s string) bool { return onlySays(s, classTellThem) }

// AsksWhyOff reports a question why a day was taken back: "sao chị hủy của em vậy".
func AsksWhyOff(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && t.has(classWhyNot) && t.has(classCallsOff)
}

// AsReason is what a text says as a reason: without days, as it stands, names, and the words with which it
// begins.
func AsReason(s string, names ...string) string {
	for {
		t := newText(s)
		i := 0
		for i < len(t.words) {
			n := max(t.at(i, classCorrect), t.at(i, classLead), t.at(i, classReasonLead), t.at(i, classVerdictWhom))
			if n == 0 {
				n = t.at(i, classPolite)
			}
			if n == 0 && isName(t.words[i], names) {
				n = 1
			}
			if n == 0 {
				break
			}
			i += n
		}
		bare := strings.TrimSpace(behind(s, i))
		if bare == s || i == 0 {
			return withoutTail(Because(strings.Join(strings.Fields(strings.ReplaceAll(s, " ,", ",")), " ")))
		}
		s = bare
	}
}

func isName(word string, names []string) bool {
	for _, n := range names {
		if Without(word, n) == "" {
			return true
		}
	}
	return false
}

// Reasons are the clauses of several that may be a reason: not "thế thôi".
func Reasons(clauses []string) (why []string) {
	for _, c := range clauses {
		if !onlySays(c, classStop, classPolite, classDeny, classLineYes) && !newText(c).only(classPolite) {
			why = append(why, Because(c))
		}
	}
	return why
}

// LetsAfterAll reports a text that turns from a refusal to letting somebody be: "thôi, cho em nó thứ 5".
func LetsAfterAll(s string) bool {
	t := newText(s)
	return len(s) <= longestAnswer && (Rather(s) || newText(s).begins(classCorrect)) && (t.has(classVerdictLets) || t.has(classVerdictGive)) && !t.refuses(false) && !Asks(s)
}

// RefusedFor is a text said where a reason for a refusal is asked, without what only says no, that it is
// a reason, or that it puts right: "ý chị là không duyệt, thứ 6 tiếp đoàn".
func RefusedFor(s string) string {
	if by, ok := Corrects(s); ok {
		s = by
	}
	if only, ok := Reasoned(s); ok {
		return only
	}
	if v, why := Decides(s); v == No && why != "" {
		s = why
	}
	if only, ok := Reasoned(s); ok {
		s = only
	}
	return withoutTail(Because(s))
}

// withoutTail is a reason without the particles at its end: "thứ 5 tiếp đoàn nhé".
func withoutTail(s string) string {
	words := strings.Fields(s)
	for len(words) > 1 && newText(words[len(words)-1]).at(0, classTail) > 0 && !strings.ContainsAny(words[len(words)-1], ")]»?") {
		words = words[:len(words)-1]
	}
	if len(words) == len(strings.Fields(s)) {
		return s
	}
	return strings.TrimRight(strings.Join(words, " "), ",;")
}

// AsksHave reports "em có phải lên cơ quan thứ 5 không": the no at its end asks.
func AsksHave(s string) bool { return Asks(s) && newText(s).has(classAskHave) }

// Beside reports words beside days that say no more than that it is so: "vậy cho", "thôi".
func Beside(s string) bool {
	return onlySays(s+" "+SureYes(), classPolite, classVerdictLets, classVerdictWhom, classHalfLead, classAgree, classStop, classLineYes)
}
