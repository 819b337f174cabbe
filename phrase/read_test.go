package phrase

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

// testCalendar is the calendar of the official notices for 2026; withNext adds the
// legal days of 2027.
func testCalendar(withNext bool) *rules.Calendar {
	c := &rules.Calendar{
		Location: time.FixedZone("ICT", 7*3600),
		Weekdays: [7]bool{time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true, time.Friday: true},
		Hours:    []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}},
		Years: map[int]rules.Year{2026: {
			DaysOff: daysOff("2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20",
				"2026-04-27", "2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24"),
			WorkedDays: daysOff("2026-01-10", "2026-08-22"),
		}},
	}
	if withNext {
		c.Years[2027] = rules.Year{DaysOff: daysOff("2027-01-01", "2027-04-16", "2027-04-30", "2027-05-03", "2027-09-02", "2027-11-24")}
	}
	return c
}

func daysOff(days ...string) map[rules.Date]string {
	m := map[rules.Date]string{}
	for _, d := range days {
		m[rules.MustDate(d)] = d
	}
	return m
}

// row is one line of a file of sentences with their reading.
type row struct {
	file           string
	line           int
	today          rules.Date
	text           string
	intent, expect string
	calendar       string // "known", "unknown" or "": whether 2027 has data; either where empty
}

// readRows reads a table of sentences. "# today=YYYY-MM-DD" sets the day for the
// rows after it, "# calendar=" the calendar they hold for; other lines with # are remarks.
func readRows(t testing.TB, file string) []row {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []row
	today := rules.MustDate("2026-11-23")
	lines := bufio.NewScanner(f)
	calendar := ""
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if day, ok := strings.CutPrefix(line, "# today="); ok {
			today = rules.MustDate(strings.TrimSpace(day))
		}
		if known, ok := strings.CutPrefix(line, "# calendar="); ok {
			calendar = strings.TrimSpace(known)
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 3 {
			t.Fatalf("%s:%d: %d columns, want text, intent, expect", file, n, len(parts))
		}
		rows = append(rows, row{file, n, today, parts[0], parts[1], parts[2], calendar})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestEverySentenceIsReadAsTheTablesSay(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"testdata/dates-vi.tsv", "testdata/more-vi.tsv"} {
		for _, withNext := range []bool{true, false} {
			cal := testCalendar(withNext)
			for _, r := range readRows(t, file) {
				if r.calendar != "" && (r.calendar == "known") != withNext {
					continue
				}
				got := Understand(Context{Today: r.today, Calendar: cal}, r.text).Explain()
				if want := r.intent + "\t" + r.expect; got != want {
					t.Errorf("%s:%d (2027 known: %v): %q\n got %s\nwant %s", r.file, r.line, withNext, r.text, got, want)
				}
			}
		}
	}
}
