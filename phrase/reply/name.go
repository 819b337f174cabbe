package reply

// The classes of words.tsv that name something of the bot: what a group is told, a
// language, a command.
const (
	classLink     = "link"
	classUnlink   = "unlink"
	classLanguage = "language."
	classCommand  = "command."
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

// whole reports that the text is one spelling of the class.
func (t text) whole(class string) bool {
	return len(t.words) > 0 && t.at(0, class) == len(t.words)
}
