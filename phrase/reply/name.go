package reply

import (
	"strconv"
	"strings"
)

// The classes of words.tsv that name something of the bot: what a group is told, a
// language, a command.
const (
	classNameTitle = "name.title"
	classLink      = "link"
	classUnlink    = "unlink"
	classLanguage  = "language."
	classCommand   = "command."
	classFind      = "find"
	classAllUnits  = "all.units"
	classLook      = "look"

	classLeaveOver = "leave.over"
	classLeaveBack = "leave.back"
	classLeaveTail = "leave.tail"
	classDayWord   = "leave.day"
	classTheirs    = "leave.theirs"
	classTopic     = "topic."
	classThatDay   = "that.day"
	classRegister  = "register.asked"
	classNumbers   = "numbers.asked"
	classHeadAsked = "head.asked"
)

// Group is what a group is told.
type Group uint8

// What a group is told.
const (
	NoGroup Group = iota
	Link
	Unlink
)

// GroupWord reads "liên kết KHTH": what is said, and the rest as it was typed.
func GroupWord(s string) (g Group, rest string) {
	t := newText(s)
	if n := t.at(0, classUnlink); n > 0 {
		return Unlink, behind(s, n)
	}
	if n := t.at(0, classLink); n > 0 {
		return Link, behind(s, n)
	}
	return NoGroup, s
}

// Language is the language that a text names and nothing else.
func Language(s string) (lang string, ok bool) {
	for _, lang := range [...]string{"vi", "en"} {
		t := newText(s)
		if t.whole(classLanguage+lang) || onlySays(s, classLanguage+lang, classLanguage+"lead") && t.has(classLanguage+lang) {
			return lang, true
		}
	}
	return "", false
}

// AsksLanguage reports where a folded text asks to be spoken to in a language, below 0 where it
// doesn't: "đổi qua tiếng Anh". "Anh" by itself is a person: "cho ảnh".
func AsksLanguage(folded string) int {
	t := newText(folded)
	_, ok := Language(folded)
	if ok && (t.has(classLanguage+"lead") || t.has(classLanguage+"named") && (len(t.words) > 1 || t.whole(classLanguage+"alone"))) {
		return 0
	}
	return -1
}

// Calls reports that a text is what people call a command, and nothing else but polite words.
func Calls(s, command string) bool {
	return newText(s).whole(classCommand+command) || onlySays(s, classCommand+command)
}

// Finds reports that a text looks for somebody, and behind which words: "tìm Đỗ Gia Bảo".
func Finds(s string) (whom string, ok bool) {
	n := newText(s).at(0, classFind)
	if n == 0 || Calls(s, "people") {
		return "", false
	}
	whom = behind(s, n)
	return whom, whom != ""
}

// AllUnits reports a text that asks about all units: "toàn sở hôm nay bao nhiêu người ở nhà".
func AllUnits(s string) bool {
	t := newText(s)
	return t.has(classAllUnits) && (t.asks() || t.has(classLook) || t.has(classAsks) || t.whole(classAllUnits))
}

// whole reports that the text is one spelling of the class, and behind it words of others.
func (t text) whole(class string, behind ...string) bool {
	n := 0
	if len(t.words) > 0 {
		n = t.at(0, class)
	}
	for i := n; i < len(t.words); {
		next := 0
		for _, c := range behind {
			next = max(next, t.at(i, c))
		}
		if next == 0 {
			return false
		}
		i += next
	}
	return n > 0
}

// LeaveOver reports where a folded text says that an absence is over, and before it nothing but
// who and when: "mai em hết nghỉ rồi"; below 0 where it doesn't. That somebody goes to work
// says so where nothing follows.
func LeaveOver(folded string) int {
	if AsksReturn(folded) {
		return -1
	}
	at := firstSaid(folded, classLeaveOver)
	if at < 0 {
		if at = firstSaid(folded, classLeaveBack); at < 0 || !newText(folded[at:]).whole(classLeaveBack, classLeaveTail) {
			return -1
		}
	}
	if newText(folded[:at]).when() {
		return at
	}
	return -1
}

// when reports a text that says who and when, and nothing else.
func (t text) when() bool {
	for i := 0; i < len(t.words); {
		if t.at(i, classTheirs) > 1 { // "con em khỏe rồi"
			return false
		}
		n := max(t.at(i, classPolite), t.at(i, classDayWord))
		if _, err := strconv.Atoi(t.words[i]); err == nil {
			n = max(n, 1)
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// ThatDay reports a text that points to a day which was spoken of before: "hôm đó có ai trực không".
func ThatDay(s string) bool { return newText(s).has(classThatDay) }

// Topic is what a text that is not understood is about, the first of a list; empty for none.
func Topic(s string, of []string) string {
	t := newText(s)
	for _, topic := range of {
		if t.has(classTopic + topic) {
			return topic
		}
	}
	return ""
}

// OfRegister reports a text about a unit's place in the pilot: "đưa bộ phận một cửa vào thí
// điểm".
func OfRegister(s string) bool { return newText(s).has(classRegister) }

// OfNumbers reports a question for the numbers of the whole pilot: "hạn mức chung là bao nhiêu".
func OfNumbers(s string) bool { return newText(s).has(classNumbers) }

// Untitled leaves out what stands before a name: "anh", "chị".
func Untitled(s string) string {
	first, rest, ok := strings.Cut(strings.TrimSpace(s), " ")
	if words := split(first); ok && len(words) == 1 && textOf(words, false).is(0, 1, classNameTitle) {
		return rest
	}
	return s
}

// AsksHead reports a question who heads a unit: "ai là trưởng phòng CNTT".
func AsksHead(s string) bool { return newText(s).has(classHeadAsked) }

// HandsOver reports where a folded text begins to hand requests to somebody, below 0 where it doesn't.
func HandsOver(folded string) int { return firstSaid(folded, classHandOn) }

// firstSaid is where the first words of some classes stand in a folded text, below 0 where none do.
func firstSaid(folded string, list ...string) int {
	least := -1
	for _, class := range list {
		for _, w := range classes()[class] {
			at := strings.Index(" "+folded+" ", " "+w.plain+" ")
			if at >= 0 && (least < 0 || at < least) {
				least = at
			}
		}
	}
	return least
}
