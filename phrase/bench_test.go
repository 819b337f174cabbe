package phrase

import (
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

func BenchmarkUnderstand(b *testing.B) {
	rows := append(readSaid(b, "testdata/said-vi.tsv"), readSaid(b, "testdata/tasks-more-vi.tsv")...)
	c := Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: testNames}
	Understand(c, "")
	for i := 0; b.Loop(); i++ {
		Understand(c, rows[i%len(rows)].text)
	}
}

// hostile are pieces that are many readings each.
var hostile = []string{"t5 ", "duyệt ", "thứ ", "báo cáo ", "Mai ", "a, ", "5/8 ", "1/1-31/12 ", "em ", "nếu t5, ", "giao Bình ", "xyz", "sang ", "không ", "tua62n ", "thuws ", "à nhầm ", "qwrtp ", "nên ", "thứ 5 hoặc ",
	"?", ". ", "; ", "t5\n", "từ trưa ", "hết ", "thôi lên ", "Nguyễn Văn Bình ", "cho Bình nghỉ ", "Mai, Năm, "}

// BenchmarkHostile reads the longest text that Telegram sends, made of pieces that are
// many readings each.
func BenchmarkHostile(b *testing.B) {
	c := Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: testNames}
	const longest = 4096
	for _, part := range hostile {
		text := string([]rune(strings.Repeat(part, longest/len([]rune(part))+1))[:longest])
		b.Run(strings.TrimSpace(part), func(b *testing.B) {
			for b.Loop() {
				Understand(c, text)
			}
		})
	}
}

// A text is read whole and in four quarters, one after the other: both are the same
// number of letters, so a busy machine slows both alike. Reading that grows with the
// square of the length would take 4 times as long whole, with its cube 16 times.
//
//nolint:paralleltest // it measures times
func TestALongHostileTextTakesNotMuchMoreThanItsQuarters(t *testing.T) {
	if testing.Short() {
		t.Skip("times are for an unburdened run")
	}
	c := Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true), Names: testNames}
	Understand(c, "")
	timed := func(part string, length, times int) time.Duration {
		text := string([]rune(strings.Repeat(part, length/len([]rune(part))+1))[:length])
		start := time.Now()
		for range times {
			Understand(c, text)
		}
		return time.Since(start)
	}
	const quarter, quarters, most, tries = 1024, 4, 3, 40
	for _, part := range hostile {
		whole, parts := time.Hour, time.Duration(1)
		for n := 0; n < tries && whole > most*parts; n++ { // one fair try is enough
			whole, parts = timed(part, quarter*quarters, 1), timed(part, quarter, quarters)
		}
		t.Logf("%q: %v whole, %v in quarters", part, whole, parts)
		if whole > most*parts {
			t.Errorf("%q repeated takes %v whole, %v in quarters", part, whole, parts)
		}
	}
}
