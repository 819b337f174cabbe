package sandbox

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

type finder struct {
	kind    string
	pattern *regexp.Regexp
	// group is the part of the match that is the entity; what stands around is context.
	group int
}

// finders are the entities that a Telegram client marks in plain text. Earlier ones win.
var finders = []finder{
	{"url", regexp.MustCompile(`(?i)\b(?:https?://[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:com|net|org|vn|me|io|info|gov|edu)(?:/[^\s<>"]*)?)`), 0},
	{"email", regexp.MustCompile(`(?i)[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}`), 0},
	{"bot_command", regexp.MustCompile(`/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?`), 0},
	{"mention", regexp.MustCompile(`@[a-zA-Z0-9_]{3,32}`), 0},
	{"hashtag", regexp.MustCompile(`#[\p{L}\p{N}_]+`), 0},
}

// findEntities marks commands, mentions, addresses, e-mails and hashtags in plain
// text, in order and without overlap. A command or mention that runs into a
// letter of any script ("/huỷ") is none.
func findEntities(text string) []Entity {
	if !strings.ContainsAny(text, "/@#.") {
		return nil
	}
	var out []Entity
	taken := make([]bool, len(text))
	for _, f := range []int{1, 0, 2, 3, 4} { // an e-mail is more than the address in it
		for _, m := range finders[f].pattern.FindAllStringIndex(text, -1) {
			start, end := m[0], m[1]
			if finders[f].kind == "url" {
				end = start + len(strings.TrimRight(text[start:end], ".,;:!?)'"))
			}
			if taken[start] || !alone(finders[f].kind, text[:start], text[end:]) {
				continue
			}
			for i := start; i < end; i++ {
				taken[i] = true
			}
			out = append(out, Entity{Type: finders[f].kind, Offset: utf16Len(text[:start]), Length: utf16Len(text[start:end])})
		}
	}
	sortEntities(out)
	return out
}

func alone(kind, before, after string) bool {
	prev, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	switch kind {
	case "bot_command":
		return !wordOr(prev, "/<>@", before != "") && !wordOr(next, "/<>@", after != "")
	case "mention":
		return !wordOr(prev, "/@", before != "") && !wordOr(next, "@", after != "")
	case "hashtag":
		return !wordOr(prev, "&#", before != "")
	}
	return !wordOr(prev, "@", before != "")
}

func wordOr(r rune, also string, present bool) bool {
	return present && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || strings.ContainsRune(also, r))
}
