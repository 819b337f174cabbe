package reply

// The classes of words.tsv by which people answer a call to the office, and ask after the answer.
const (
	classComes     = "comes"
	classCallOff   = "call.off"
	classAskAnswer = "ask.answer"
	classRecords   = "agree.records"
)

// SureYes is a word that plainly decides.
func SureYes() string { return classes()[classLineYes][0].plain }

// Records reports a yes that wants something written down: "ghi giúp tôi".
func Records(s string) bool { return newText(s).has(classRecords) }

// ComesIn reports a text that says that its writer comes to the office, and nothing else: "dạ em lên".
func ComesIn(s string) bool {
	return onlySays(s, classComes, classAgree) && newText(s).has(classComes) && !Asks(s)
}

// CallsOff reports a text that takes a call to the office back: "thôi không cần về nữa".
func CallsOff(s string) bool { return OffAt(s) >= 0 }

// OffAt is where a text ends by taking a call to the office back, below 0 where it doesn't: "thôi hoãn họp,
// báo Lan khỏi lên".
func OffAt(s string) int {
	t := newText(s)
	if len(s) > longestAnswer || t.asks() {
		return -1
	}
	for i := range t.words {
		n := t.at(i, classCallOff)
		if n == 0 {
			continue
		}
		for i += n; i < len(t.words) && t.at(i, classPolite) == 1; {
			i++
		}
		if i == len(t.words) {
			return 0
		}
	}
	return -1
}

// AsksAnswer is where a folded text asks what somebody answered to a call, below 0 where it doesn't:
// "Lan trả lời sao".
func AsksAnswer(folded string) int {
	if len(folded) > longestAnswer {
		return -1
	}
	return firstSaid(folded, classAskAnswer)
}
