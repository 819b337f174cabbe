package reply

import (
	"strings"

	"tainha/fold"
)

// Quiet is what a text says of hearing less from the bot.
type Quiet uint8

// What a text may say of it. QuietUntil leaves to the days in the text until when.
const (
	QuietUntil Quiet = iota
	QuietHalfHour
	QuietHour
	QuietMorning
	QuietEnds
	QuietFull
	QuietLight
	QuietDigest
)

// classQuiet begins the names of the classes of what is said about hearing less or more.
const classQuiet = "quiet."

// quietClasses are the classes that say how long, in the order in which they count.
var quietClasses = []struct {
	class string
	says  Quiet
}{{"ends", QuietEnds}, {"half_hour", QuietHalfHour}, {"hour", QuietHour}, {"morning", QuietMorning}, {"full", QuietFull}, {"digest", QuietDigest}, {"light", QuietLight}}

// QuietAt is 0 for a folded text that begins with hearing less or more, below 0 for any other: a
// reason may end with "đừng nhắn".
func QuietAt(folded string) int {
	t := newText(folded)
	for i := 0; i < len(t.words); {
		if t.at(i, classQuiet+"asks") > 0 || t.at(i, classQuiet+"ends") > 0 {
			return 0
		}
		n := max(t.at(i, classQuiet+"lead"), t.at(i, classPolite))
		if n == 0 {
			break
		}
		i += n
	}
	return -1
}

// HowQuiet reads how long a text wants it to be quiet.
func HowQuiet(s string) Quiet {
	folded := " " + fold.Text(s) + " "
	for _, c := range quietClasses {
		for _, w := range classes()[classQuiet+c.class] {
			if strings.Contains(folded, " "+w.plain+" ") {
				return c.says
			}
		}
	}
	return QuietUntil
}
