package bot_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// counted is a comment that says what the lines below it cost somebody.
var counted = regexp.MustCompile(`^# (\w+): (\d+) taps, (\d+) characters: (.*)$`)

// What a day of work costs: giving work at most five taps, a day that went as planned one tap and no
// character, three tasks otherwise three taps, and the confirmation of everybody's work three. The
// transcript says the numbers, which are those of its lines.
func TestADayOfWorkCostsFewTaps(t *testing.T) {
	t.Parallel()
	most := map[string]int{
		"work that was given before is given again, from the menu on": 5,
		"a day at home with its plan":                                 1,
		"it is approved":                                              1,
		"three tasks, one of them half":                               3,
		"a day that went as it was planned":                           1,
		"all that was handed in is confirmed, by however many people": 3,
	}
	data, err := os.ReadFile(filepath.Join("testdata", "task_taps.chat"))
	if err != nil {
		t.Fatal(err)
	}
	var said, who, what string
	taps, typed := 0, 0
	check := func() {
		if got := fmt.Sprintf("# %s: %d taps, %d characters: %s", who, taps, typed, what); said != "" && got != said {
			t.Errorf("it says %q, and is %q", said, got)
		}
		if limit, known := most[what]; said != "" && (!known || taps > limit) {
			t.Errorf("%s: %d taps, at most %d", what, taps, limit)
		}
		delete(most, what)
		said, taps, typed = "", 0, 0
	}
	for line := range strings.Lines(string(data) + "#\n") {
		line = strings.TrimSuffix(line, "\n")
		if m := counted.FindStringSubmatch(line); m != nil {
			check()
			said, who, what = line, m[1], m[4]
			continue
		}
		by, text, does := strings.Cut(line, "> ")
		switch {
		case strings.HasPrefix(line, "#") || strings.HasPrefix(line, "clock ") || does && by != who && !strings.HasPrefix(line, " "):
			check() // somebody else, or later
		case !does || by != who || said == "":
		case strings.HasPrefix(text, "[") || strings.HasPrefix(text, "/"): // a command is one of the menu
			taps++
		default:
			typed += utf8.RuneCountInString(text)
		}
	}
	if len(most) > 0 {
		t.Errorf("nothing shows %v", most)
	}
}
