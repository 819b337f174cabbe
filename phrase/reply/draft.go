package reply

import "strings"

// The classes of words.tsv that tell what is said of a draft, and not for it.
const (
	classDraftNot   = "draft.not"
	classDraftAgain = "draft.again"
	classDraftSent  = "draft.sent"
	classDraftTurn  = "draft.turn"
)

// NotHome reports a text that says of a day that it is not spent at home: "hổng ở nhà nữa",
// "t2 e lên cq". about are the words around it, of which day it is. A note or a reason never does.
func NotHome(s string) (about string, ok bool) {
	if Notes(s) || strings.HasSuffix(strings.TrimSpace(s), "?") {
		return "", false
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;.\n", r) })
	for _, p := range parts {
		t := newText(p)
		from := 0
		for i := range t.words {
			if t.at(i, classDraftTurn) > 0 {
				from = i + 1
			}
			if n := max(t.at(i, classReasonNot), t.at(i, classDraftNot)); n > 0 {
				return strings.TrimSuffix(behind(p, from), behind(p, i)) + behind(p, i+n), true
			}
		}
	}
	return "", false
}

// GivesUpDay reports a text that takes a day back, whichever it names: "thứ sáu chú không ở nhà nữa,
// hủy dùm".
func GivesUpDay(s string) bool {
	_, gone := NotHome(s)
	return gone || newText(s).has(classGiveUp) && !newText(s).has(classMovesDay)
}

// NotThat is what a text says behind the part that denies what was said before: "tuần sau lận" of
// "không phải tuần này, tuần sau lận". The whole text where it denies nothing so.
func NotThat(s string) (said string, denies bool) {
	first, rest, _ := strings.Cut(s, ",")
	if rest = strings.TrimSpace(rest); rest == "" || !newText(first).begins(classIsNot) {
		return s, false
	}
	return rest, true
}

// GivesUpHome reports a text that takes a day at home back without naming it.
func GivesUpHome(s string) bool {
	t := newText(s)
	if Notes(s) || Asks(s) || len(s) > longestAnswer {
		return false
	}
	return (t.has(classReasonNot) || t.has(classDraftNot)) && (t.has(classGiveUp) || t.has(classUnsay))
}

// AsksSent reports a text that asks whether what is being written was sent: "gửi chưa vậy".
func AsksSent(s string) bool { return newText(s).has(classDraftSent) && AsksYet(s) }

// AsksAgain reports a text that wants to see what is being written once more, and says
// nothing else: "coi lại giùm tui coi đúng chưa".
func AsksAgain(s string) bool { return onlySays(s, classDraftAgain) }

// BeginsThanks reports a text that begins by thanking, whatever follows.
func BeginsThanks(s string) bool { return newText(s).begins(classThanks) }

// stopsAfterNo reports a no behind which a text stops: "hổng phải, thôi bỏ đi".
func stopsAfterNo(s string) bool {
	if len(s) > longestAnswer {
		return false
	}
	t := newText(s)
	i, no := 0, false
	for i < len(t.words) && t.at(i, classRather) == 0 {
		n := t.at(i, classDeny)
		no = no || n > 0
		if n = max(n, t.at(i, classIsNot), t.at(i, classPolite)); n == 0 {
			return false
		}
		i += n
	}
	return no && i < len(t.words) && onlySays(strings.Join(t.words[i:], " "), classStop)
}

// classDraftPick are the words before what is taken instead.
const classDraftPick = "draft.pick"

// Picked is a text without the words with which it takes something instead: "thứ sáu đi" of "để thứ sáu đi".
func Picked(s string) string {
	t := newText(s)
	if n := t.at(0, classDraftPick); n > 0 && n < len(t.words) && (t.marked || n > 1) {
		return behind(s, n)
	}
	return s
}
