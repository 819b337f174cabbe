package reply

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"tainha/rules"
)

// The classes of words.tsv that tell a half of a day, and a note from what is none.
const (
	classMorning   = "half.am"
	classAfternoon = "half.pm"
	classDay       = "half.day"
	classHalfLead  = "half.lead"
	classReason    = "reason"
	classWork      = "work"
	classAsks      = "asks"
	classAsksYet   = "asks.yet"
	classRather    = "rather"
	classOwn       = "own"
	classNote      = "note"
	classAskLead   = "asks.lead"
	classLeave     = "kind.leave"
	classSick      = "kind.sick"
	classDuty      = "kind.duty"
	classKindLead  = "kind.lead"

	classWaits      = "waits"
	classWaitsOnly  = "waits.only"
	classNoteLead   = "note.lead"
	classReasonLead = "reason.lead"
	classReasonNot  = "reason.not"
	classGiveUpSame = "giveup.same"
	classLeaveAsked = "leave.asked"

	classStateOf   = "state.of"
	classStateBoss = "state.boss"
	classStateAsks = "state.asks"
	classDecided   = "withdraws.decision"
	classDropSaid  = "drop.said"

	classUntilWord = "until.word"
	classUntilOnly = "until.only"
	classIntoDay   = "into.day"
	classMoveLead  = "move.lead"

	classSmallTalk   = "small.talk"
	classSmallAround = "small.around"
)

// Half is the part of a day that a text names and nothing more: "sáng thôi", "đổi sang
// buổi chiều", "không phải buổi chiều", "cả ngày".
func Half(s string) (part rules.Part, ok bool) {
	for _, x := range [...]struct {
		class string
		part  rules.Part
	}{{classMorning, rules.Morning}, {classAfternoon, rules.Afternoon}, {classDay, rules.Whole}} {
		if onlySays(s, x.class, classHalfLead) && newText(s).has(x.class) {
			return x.part, true
		}
	}
	return part, false
}

// HalfThen is the half of a text that keeps only that one, and says that the other is spent at work: "à
// bữa sáng thôi, chiều em dô".
func HalfThen(s string) (part rules.Part, ok bool) {
	first, rest := Clauses(s)
	if part, ok = Half(first); !ok || part == rules.Whole || rest == "" {
		return part, false
	}
	t := newText(rest)
	return part, t.has(classComes) || t.has(classLeaveBack) || t.has(classLeaveOver)
}

// Absence is the kind of absence that a text names and nothing more: "ờ phép á", "ốm chứ
// không phải phép".
func Absence(s string) (kind rules.AbsenceKind, ok bool) {
	for _, x := range [...]struct {
		class string
		kind  rules.AbsenceKind
	}{{classLeave, rules.Leave}, {classSick, rules.Sick}, {classDuty, rules.Duty}} {
		if onlySays(s, x.class, classKindLead) && newText(s).has(x.class) {
			return x.kind, true
		}
	}
	return "", false
}

// Waits reports whether a text begins by putting off what is asked: "khoan, để hỏi bà xã cái đã".
func Waits(s string) bool { return newText(s).begins(classWaits) }

// WaitsOnly reports a text that asks to wait for a moment and says nothing else: "đợi tí".
func WaitsOnly(s string) bool { return onlySays(s, classWaitsOnly) }

// AsksLeave reports a text that speaks of the days of annual leave.
func AsksLeave(s string) bool { return newText(s).has(classLeaveAsked) }

// GivesUp reports a text that gives up and says nothing else: at the question whether to,
// it is a yes.
func GivesUp(s string) bool { return onlySays(s, classGiveUpSame) }

// Noted parts a text before the words that announce a note: "t3 tuần sau, ghi chú: đưa mẹ đi
// viện". ok is false where none do, or no note follows.
func Noted(s string) (before, note string, ok bool) { return parted(s, classNoteLead) }

// Reasoned is Noted for a reason that is put right: "sửa lý do: …".
func Reasoned(s string) (reason string, ok bool) {
	before, reason, ok := parted(s, classReasonLead)
	return reason, ok && before == ""
}

// parted cuts a text as it was typed. In the middle of one only "ghi chú:" announces a note.
func parted(s, class string) (before, after string, ok bool) {
	t, s := newText(s), norm.NFC.String(s)
	for i := range t.words {
		n := t.at(i, class)
		if n == 0 {
			continue
		}
		if after = behind(s, i+n); after == "" {
			return "", "", false
		}
		if onlySays(strings.Join(t.words[:i], " "), classPolite) || i == 0 {
			return "", after, true
		}
		lead := strings.TrimRight(strings.TrimSuffix(behind(s, i), after), " ")
		if strings.HasSuffix(lead, ":") {
			return strings.TrimRight(strings.TrimSuffix(s, behind(s, i)), " \t\n,.;:(–-"), after, true
		}
	}
	return "", "", false
}

// Notes reports whether a text says of itself that it is a note or a reason: "lý do: …",
// "em ghi chú là …".
func Notes(s string) bool { return newText(s).begins(classNote) || newText(s).begins(classNoteLead) }

// Reason reports whether a text may be kept as a reason: it begins as one or is about
// work, and it asks nothing, is no yes, no or thanks, and doesn't take the day at home back
// ("hổng ở nhà nữa, tui dzô cơ quan").
func Reason(s string) bool {
	t := newText(s)
	if strings.HasSuffix(strings.TrimSpace(s), "?") || onlySays(s, classAgree, classSend, classDeny, classStop, classThanks) {
		return false
	}
	if t.has(classReasonNot) && !Notes(s) {
		return false
	}
	return t.begins(classReason) || !t.asks() && t.has(classWork)
}

// Asks reports whether a text ends as a question does, polite words left out: "Duyên mai
// wfh ko", "chị An nghỉ khi nào vậy".
func Asks(s string) bool { return strings.HasSuffix(strings.TrimSpace(s), "?") || newText(s).asks() }

func (t text) asks() bool {
	if t.begins(classAskLead) {
		return true
	}
	to := len(t.words)
	for to > 0 && t.at(to-1, classPolite) > 0 && t.at(to-1, classAsks) == 0 {
		to--
	}
	for from := max(0, to-2); from < to; from++ {
		if n := t.at(from, classAsks); n > 0 && from+n == to {
			return true
		}
	}
	return false
}

// AsksYet reports whether a text ends by asking whether something was done: "đăng ký thứ 5
// chưa", "duyệt cho Bình rồi à".
func AsksYet(s string) bool {
	t := newText(s)
	to := len(t.words)
	for from := max(0, to-longest); from < to; from++ {
		if n := t.at(from, classAsksYet); n > 0 && t.at(from, classVerdictNo) <= n { // "chị chưa cho" asks nothing
			for from += n; from < to && t.at(from, classPolite) > 0; {
				from += t.at(from, classPolite)
			}
			return from >= to
		}
	}
	return false
}

// AsksOwnState reports a text that asks how the writer's own requests stand: "đơn của em được
// duyệt rồi à".
func AsksOwnState(s string) bool {
	t := newText(s)
	return (OfOwn(s) || t.has(classStateBoss)) && AsksYet(s) && t.has(classStateOf) || len(s) <= longestAnswer && t.has(classStateAsks)
}

// UntilOnly reports a text that names an end and says that it is no later: "nghỉ tới thứ 4 thôi".
func UntilOnly(s string) bool {
	t := newText(s)
	to := len(t.words)
	for to > 0 && t.is(to-1, 1, classPolite) && !t.is(to-1, 1, classUntilOnly) {
		to--
	}
	for from := max(0, to-longest); from < to; from++ {
		if n := t.at(from, classUntilOnly); n > 0 && from+n == to {
			return len(s) <= longestAnswer && t.has(classUntilWord)
		}
	}
	return false
}

// IntoDay reports a text in whose midst one thing becomes another: "t4 sang sáng t6". Without marks
// "sang" is the morning.
func IntoDay(s string) bool {
	t := newText(s)
	for i := 1; i+1 < len(t.words); i++ {
		if t.is(i, 1, classIntoDay) && (t.marked || !t.is(i, 1, classMorning)) {
			return len(s) <= longestAnswer
		}
	}
	return false
}

// Moved is a text of two days as the wish to move the one to the other.
func Moved(s string) string { return classes()[classMoveLead][0].plain + " " + s }

// SmallTalk reports a text that says how the day is and nothing else: "trời mưa quá".
func SmallTalk(s string) bool {
	return onlySays(s, classSmallTalk, classSmallAround) && newText(s).has(classSmallTalk)
}

// OfDecision reports a text that speaks of what was decided.
func OfDecision(s string) bool { return newText(s).has(classDecided) }

// SaysDrop reports a question that says "bỏ": there "bỏ đi" is a yes.
func SaysDrop(s string) bool { return newText(s).has(classDropSaid) }

// DropsOrStops reports a text that gives up what a question is about, or stops: "bỏ đi".
func DropsOrStops(s string) bool { return onlySays(s, classGiveUpSame) && onlySays(s, classStop) }

// OfOwn reports whether a text speaks of what is the writer's own: "đơn của tôi".
func OfOwn(s string) bool { return newText(s).has(classOwn) }

// Thanks reports whether a text thanks and says nothing else.
func Thanks(s string) bool {
	return onlySays(s, classThanks, classAgree) && newText(s).has(classThanks)
}

// Rather reports whether a text begins with what takes back what was said for what
// follows: "mà thôi t5 nha".
func Rather(s string) bool { return newText(s).begins(classRather) }

// begins reports a text whose first word beside polite ones is of the class.
func (t text) begins(class string) bool {
	for i := range t.words {
		if t.at(i, class) > 0 {
			return true
		}
		if t.at(i, classPolite) == 0 {
			return false
		}
	}
	return false
}

// has reports that some word of the text is of the class, and no part of a compound that
// means something else: "chuyển đổi số" is no "đổi số".
func (t text) has(class string) bool {
	for i := 0; i < len(t.words); i++ {
		if n := t.at(i, classCompound); n > 0 {
			i += n - 1
			continue
		}
		if t.at(i, class) > 0 {
			return true
		}
	}
	return false
}

// OnlySo reports a text with a word for no more than that: "tui nghỉ buổi chiều thôi".
func OnlySo(s string) bool { return newText(s).has(classUntilOnly) }

// WholeDay reports a text that speaks of all of a day: "cho em ở nhà cả ngày luôn".
func WholeDay(s string) bool { return newText(s).has(classDay) }
