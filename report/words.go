package report

import (
	"strings"
	"unicode/utf8"
)

// fitName shortens a person's name until it takes no more than room pixels: the
// leading words become initials, for a Vietnamese name ends in the given name.
func (c *canvas) fitName(name string, room int, st style) string {
	if c.width(name, st) <= room {
		return name
	}
	words := strings.Fields(name)
	for i := range max(len(words)-1, 0) {
		r, _ := utf8.DecodeRuneInString(words[i])
		words[i] = string(r) + "."
		if s := joinInitials(words); c.width(s, st) <= room {
			return s
		}
	}
	return c.fit(joinInitials(words), room, st)
}

// joinInitials puts initials together without spaces: "N.T. Phương Thảo".
func joinInitials(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && !(strings.HasSuffix(w, ".") && strings.HasSuffix(words[i-1], ".")) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// fit cuts a text with an ellipsis until it takes no more than room pixels.
func (c *canvas) fit(s string, room int, st style) string {
	if c.width(s, st) <= room {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && c.width(string(r)+"…", st) > room {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ") + "…"
}

// wrap is flow into two lines.
func (c *canvas) wrap(s string, room int, st style) []string {
	const lines = 2
	return c.flow(s, room, lines, st)
}

// flow breaks a text into lines of at most room pixels; what is beyond the given
// number of lines is cut. A word that is too long for a line is cut too.
func (c *canvas) flow(s string, room, lines int, st style) []string {
	var out []string
	current := ""
	words := strings.FieldsFunc(Unbroken(s), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
	for i, w := range words {
		longer := strings.TrimSpace(current + " " + w)
		if current == "" || c.width(longer, st) <= room {
			current = longer
			continue
		}
		if len(out) == lines-1 {
			return append(out, c.fit(current+" "+strings.Join(words[i:], " "), room, st))
		}
		out = append(out, c.fit(current, room, st))
		current = w
	}
	if current != "" {
		out = append(out, c.fit(current, room, st))
	}
	return out
}

// Unbroken keeps a number and its percent sign, or its points, on one line.
func Unbroken(s string) string { return strings.ReplaceAll(s, " %", "\u00a0%") }
