package reply

import "strings"

// The classes of words.tsv that name something of the bot: what a group is told, a
// language, a command.
const (
	classLink     = "link"
	classUnlink   = "unlink"
	classLanguage = "language."
	classCommand  = "command."
	classFind     = "find"
	classAllUnits = "all.units"
	classLook     = "look"
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
		if newText(s).whole(classLanguage + lang) {
			return lang, true
		}
	}
	return "", false
}

// Calls reports that a text is what people call a command, and nothing else.
func Calls(s, command string) bool { return newText(s).whole(classCommand + command) }

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

// whole reports that the text is one spelling of the class.
func (t text) whole(class string) bool {
	return len(t.words) > 0 && t.at(0, class) == len(t.words)
}

// HandsOver reports where a folded text begins to hand requests to somebody, below 0 where it doesn't.
func HandsOver(folded string) int {
	for _, w := range classes()[classHandOn] {
		if at := strings.Index(folded, w.plain); at >= 0 {
			return at
		}
	}
	return -1
}
