package phrase

import (
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

func BenchmarkUnderstand(b *testing.B) {
	rows := append(readSaid(b, "testdata/said-vi.tsv"), readSaid(b, "testdata/tasks-more-vi.tsv")...)
	c := Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true)}
	testNames.Understand(c, "")
	for i := 0; b.Loop(); i++ {
		testNames.Understand(c, rows[i%len(rows)].text)
	}
}

// hostile are pieces that are many readings each.
var hostile = []string{"t5 ", "duyệt ", "thứ ", "báo cáo ", "Mai ", "a, ", "5/8 ", "1/1-31/12 ", "em ", "nếu t5, ", "giao Bình ", "xyz", "sang ", "không ", "tua62n ", "thuws ", "à nhầm ", "qwrtp ", "nên ", "thứ 5 hoặc "}

//nolint:paralleltest // it measures times
func TestALongHostileTextIsReadInTwentyMilliseconds(t *testing.T) {
	if testing.Short() {
		t.Skip("times are for an unburdened run")
	}
	c := Context{Today: rules.MustDate("2026-11-23"), Calendar: testCalendar(true)}
	testNames.Understand(c, "")
	timed := func(part string, length int) time.Duration {
		text := string([]rune(strings.Repeat(part, length/len([]rune(part))+1))[:length])
		start := time.Now()
		testNames.Understand(c, text)
		return time.Since(start)
	}
	const whole, quarter = 4096, 1024
	for _, part := range hostile {
		long, short := time.Hour, time.Hour
		for n := 0; n < 40 && long > 20*time.Millisecond && (n < 8 || long > 14*short); n++ { // a machine that is busy is slow in both
			long, short = min(long, timed(part, whole)), min(short, timed(part, quarter))
		}
		t.Logf("%q: %v", part, long)
		if long > 20*time.Millisecond && long > 14*short {
			t.Errorf("%q repeated takes %v, a quarter of it %v", part, long, short)
		}
	}
}
