package reply

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tainha/fold"
)

// documentNumber is the number and sign of a document: 1204/SNV, 30/2020/NĐ-CP; no date, and no
// part of so many.
var documentNumber = regexp.MustCompile(`\d{1,6}(?:/\d{4})?/\p{L}[\p{L}\d&.–-]*[\p{L}\d]`)

// Document is the number of the document that a text names, empty for none.
func Document(s string) string { return documentNumber.FindString(s) }

// Together reports that people, by their folded names, are said to work on one thing together. lead
// is the text, folded, up to the word for who leads; empty where nobody is said to.
func Together(s string, names []string) (lead string, together bool) {
	t := newText(s)
	for i := range t.words {
		before := " " + fold.Text(strings.Join(t.words[:i], " ")) + " "
		named := i > 0 && t.at(i, classWorkMain) > 0 && slices.Contains(names, fold.Text(t.words[i-1]))
		if named || t.at(i, classWorkLeads) > 0 {
			return before, true
		}
	}
	return "", t.has(classWorkWith) || Evenly(s)
}

// Evenly reports that people share work in equal parts: "mỗi người một nửa", "chia đôi".
func Evenly(s string) bool { return newText(s).has(classWorkEven) }

// GivesOut reports a text that says no more than that work is to be given out: "giao", "giao đi".
func GivesOut(s string) bool { return onlySays(s, classWorkGive) }

// GivesAll reports that all of what is being given out is to be: "giao cả hai", "giao hết".
func GivesAll(s string) bool { return newText(s).has(classWorkGiveAll) }

var percentSaid = regexp.MustCompile(`^(\d{1,3})%`)

// PercentOf is the percentage that stands right behind a name, which is folded: "Lan 60%".
func PercentOf(s, name string) (n int, ok bool) {
	words := strings.Fields(strings.ReplaceAll(s, " %", "%"))
	for i, w := range words[:max(0, len(words)-1)] {
		m := percentSaid.FindStringSubmatch(words[i+1])
		if fold.Text(w) != name || m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		return n, err == nil
	}
	return 0, false
}

var numbers = regexp.MustCompile(`\d+`)

// Percents are up to most numbers of a text in their order: "60 40", "60/40"; one over a hundred is 101.
func Percents(s string, most int) (out []int) {
	const whole = 100
	for _, x := range numbers.FindAllString(s, most) {
		n, err := strconv.Atoi(x)
		if err != nil || n > whole {
			n = whole + 1
		}
		out = append(out, n)
	}
	return out
}

// GoesOn reports words that say no more than that work goes on: "vẫn đang làm ạ".
func GoesOn(s string) bool { return newText(s).has(classWorkGoesOn) && !Asks(s) }

// Unblocks reports that what held work up is gone: "gỡ vướng tờ trình cho Bình".
func Unblocks(s string) bool { return newText(s).has(classWorkUnblocked) }

// AsksHandedIn reports a question for work that was handed in: "có việc nào chờ tôi xác nhận không".
func AsksHandedIn(s string) bool {
	t := newText(s)
	return t.has(classWorkHandedIn) && !t.has(classWorkNotHanded)
}

// AsksNotTaken reports a question for work that nobody accepted: "ai chưa nhận việc".
func AsksNotTaken(s string) bool { return newText(s).has(classWorkNotTaken) }

// FormFault is what is faulted in form alone of work that is found good: "lỗi chính tả trang 2" of "dự toán
// ok, nhưng lỗi chính tả trang 2".
func FormFault(s string) (note string, ok bool) {
	if t := newText(s); !t.has(classWorkForm) || t.has(classWorkReturns) {
		return "", false
	}
	note = BehindFirst(s)
	if first, rest, more := strings.Cut(note, " "); more && onlySays(first, classVerdictBut) {
		note = rest
	}
	return note, true
}

// Returns reports words that send work back: "chưa đạt, thiếu căn cứ pháp lý".
func Returns(s string) bool { return newText(s).has(classWorkReturns) }

// CannotDo reports that somebody says that they can't do the work: "em không làm được đâu ạ".
func CannotDo(s string) bool { return newText(s).has(classWorkCannot) }

// BehindFirst is what stands behind the first clause of a text, the text where it has one alone.
func BehindFirst(s string) string {
	if _, rest := Clauses(s); rest != "" {
		return rest
	}
	return s
}

// AsksDone reports a question for what was done: "tháng này Chi làm được bao nhiêu việc rồi".
func AsksDone(s string) bool { return newText(s).has(classWorkDone) }

// Mine reports that the writer's own work is meant: "việc của tôi".
func Mine(s string) bool { return newText(s).has(classWorkMine) }

// OfScore is where a folded text speaks of how people are scored: "bao giờ phải chấm xong"; below 0
// where it does not.
func OfScore(folded string) int {
	if newText(folded).has(classScore) {
		return 0
	}
	return -1
}

// AsksScore reports a question about how people are scored.
func AsksScore(s string) bool { return OfScore(s) == 0 && (Asks(s) || newText(s).has(classAsks)) }

// BareYes reports "có": a yes that begins the words of many buttons, and is none of them.
func BareYes(s string) bool { return onlySays(s, classYesBare) }

// SameDue reports that work is due when what was given before it is: "cũng hạn đấy".
func SameDue(s string) bool { return newText(s).has(classSameDue) }

// Happened reports that a text tells what has come about: "hết kẹt rồi nha, người ta đưa rồi".
func Happened(s string) bool { return newText(s).has(classWorkHappened) }

// classOffice are the words with which the name of an office begins.
const classOffice = "office"

// NamesOffice reports a text that begins with what offices are called by: "Sở Tài nguyên và Môi trường tỉnh".
func NamesOffice(s string) bool { return newText(s).begins(classOffice) }

// Unconfirms reports that a confirmation is taken back: "hủy xác nhận báo cáo quý".
func Unconfirms(s string) bool { return newText(s).has(classWorkReopened) }

// The classes of words.tsv that tell what is said of work.
const (
	classWorkLeads     = "work.leads"
	classWorkWith      = "work.with"
	classSameDue       = "work.same_due"
	classYesBare       = "yes.bare"
	classWorkCannot    = "work.cannot"
	classWorkDone      = "work.done"
	classWorkMine      = "work.mine"
	classScore         = "score"
	classOver          = "work.over"
	classWorkMain      = "work.main"
	classWorkEven      = "work.even"
	classWorkGive      = "work.give"
	classWorkGiveAll   = "work.give_all"
	classWorkGoesOn    = "work.goes_on"
	classWorkUnblocked = "work.unblocked"
	classWorkReopened  = "work.reopened"
	classWorkHappened  = "work.happened"
	classWorkHandedIn  = "work.handed_in"
	classWorkNotHanded = "work.not_handed_in"
	classWorkNotTaken  = "work.not_taken"
	classWorkForm      = "work.form"
	classWhy           = "why"
	classWaitsFor      = "waits.for"
	classWaitsCut      = "waits.cut"
)

// Why are the words behind "vì", "do": why, empty where a sentence does not say.
func Why(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if i > 0 && i+1 < len(words) && newText(w).only(classWhy) {
			return strings.Join(words[i+1:], " ")
		}
	}
	return ""
}

// WaitsFor are the words behind "chờ", "đợi": whom somebody waits for.
func WaitsFor(s string) string {
	words := strings.Fields(s)
	marked := newText(s).marked
	for i, w := range words {
		is := textOf(split(w), marked)
		if i == 0 || len(is.words) != 1 || !is.is(0, 1, classWaitsFor) {
			continue
		}
		var out []string
		for _, w := range words[i+1:] {
			if next := textOf(split(w), marked); len(next.words) == 1 && next.is(0, 1, classWaitsCut) {
				break
			}
			cut := strings.TrimRight(w, ".,;:!")
			if out = append(out, cut); cut != w {
				break
			}
		}
		return strings.Join(out, " ")
	}
	return ""
}

// Over reads "xong 4/3": more than all, said right behind a word for what is done.
func Over(s string) (done, of float64, ok bool) {
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		a, b, cut := strings.Cut(strings.TrimRight(words[i], ".,;"), "/")
		if !cut || !textOf(words[i-1:i], false).is(0, 1, classOver) {
			continue
		}
		n, err := strconv.Atoi(a)
		m, err2 := strconv.Atoi(b)
		if err == nil && err2 == nil && m > 0 && n > m {
			return float64(n), float64(m), true
		}
	}
	return 0, 0, false
}

// The classes of words.tsv that tell that work was handed in too soon.
const (
	classWorkMistaken = "work.mistaken"
	classWorkHanded   = "work.handed"
	classWorkPulls    = "work.pulls"
)

// PullsBack is where a folded text takes back work that was handed in, below 0 where it doesn't: "em nộp
// nhầm, cho em rút lại", "hủy nộp". A question takes nothing back.
func PullsBack(folded string) int {
	t := newText(folded)
	if len(folded) > longestAnswer || t.asks() || AsksYet(folded) {
		return -1
	}
	if t.has(classWorkMistaken) || t.has(classWorkHanded) && t.has(classWorkPulls) {
		return 0
	}
	return -1
}

// The classes of words.tsv that tell whom work is given to, beside names.
const (
	classWorkOwnTake  = "work.own_take"
	classWorkEveryone = "work.everyone"
	classWorkWithout  = "work.without"
)

// TakenUp is what somebody takes on by themselves: "việc tổng hợp đơn thư, thứ sáu xong" of "tui tự nhận việc tổng
// hợp đơn thư, thứ sáu xong". Empty where nobody does.
func TakenUp(s string) string {
	t := newText(s)
	for i := range t.words {
		if n := t.at(i, classWorkOwnTake); n > 0 {
			return behind(s, i+n)
		}
	}
	return ""
}

// OfEveryone reports a text that speaks to all of a unit: "các em nộp báo cáo tuần trước 16h".
func OfEveryone(s string) bool { return newText(s).has(classWorkEveryone) }

// LeavesOut reports a text that leaves somebody out: "bỏ anh Bình ra", "Chi thì khoan".
func LeavesOut(s string) bool {
	t := newText(s)
	return t.begins(classWorkWithout) || len(t.words) <= fewWords && t.has(classLeftBehind)
}

// classWorkDue are the words for a deadline.
const classWorkDue = "work.due"

// OfDue reports a text that speaks of a deadline: "à hạn thứ 6".
func OfDue(s string) bool { return newText(s).has(classWorkDue) }
