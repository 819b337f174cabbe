package phrase

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tainha/rules"
)

// said is one row of the tables of sentences by category.
type said struct {
	file, category, text, want string
	line                       int
	today                      rules.Date
	names                      Names
}

// namesHead begins the line of a file that lists the staff its sentences speak of.
const namesHead = "# names="

func readSaid(t testing.TB, file string) []said {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []said
	names := Names(testNames)
	for n, line := range strings.Split(string(data), "\n") {
		if list, ok := strings.CutPrefix(line, namesHead); ok {
			names = NewRoll(strings.Split(list, ","))
		}
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(f) != 4 {
			continue
		}
		s := said{file: file, line: n + 1, category: f[0], text: f[1], want: f[2] + "\t" + f[3], today: rules.MustDate("2026-11-23"), names: names}
		if strings.HasPrefix(f[0], "20") {
			s.today, s.category = rules.MustDate(f[0]), "task:"+f[2]
		}
		out = append(out, s)
	}
	return out
}

// The least share of a file that must be read as it says, in percent, and the most
// that may be sure and wrong.
const (
	leastRight = 95
	mostWrong  = 1.5
)

// dayTables are in the notation of dates-vi.tsv: read_test holds them to the last row.
var dayTables = []string{"dates-vi.tsv", "more-vi.tsv"}

// sentenceTables are the files of sentences, every round among them.
func sentenceTables(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("testdata/*-vi.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := filepath.Base(f); !slices.Contains(dayTables, name) {
			names = append(names, name)
		}
	}
	if len(names) < 15 {
		t.Fatalf("only %d tables of sentences: %v", len(names), names)
	}
	return names
}

// TestSentencesAreReadAsTheirTablesSay prints the share by category; SHOW=1 prints
// every sentence that is read otherwise.
func TestSentencesAreReadAsTheirTablesSay(t *testing.T) {
	t.Parallel()
	for _, file := range sentenceTables(t) {
		right, all, wrong := map[string]int{}, map[string]int{}, 0
		for _, s := range readSaid(t, "testdata/"+file) {
			got := explainSaid(s)
			for _, c := range []string{s.category, allOfThem} {
				all[c]++
				if got == s.want {
					right[c]++
				}
			}
			if got == s.want {
				continue
			}
			if !strings.ContainsAny(got, "~|") && !strings.Contains(got, "ask") && !strings.HasPrefix(got, "none") {
				wrong++
			}
			if os.Getenv("SHOW") != "" {
				t.Logf("%s:%d %q\n got %s\nwant %s", s.file, s.line, s.text, got, s.want)
			}
		}
		for _, c := range slices.Sorted(maps.Keys(all)) {
			t.Logf("%s %s: %d of %d", file, c, right[c], all[c])
		}
		if n := all[allOfThem]; right[allOfThem]*100 < leastRight*n || float64(wrong)*100 > mostWrong*float64(n) {
			t.Errorf("%s: %d of %d are read right, %d are sure and wrong", file, right[allOfThem], n, wrong)
		}
	}
}

// allOfThem stands for every category of a file.
const allOfThem = "all"

func TestEveryRowOfTheSharedTaskTableIsReadAsWritten(t *testing.T) {
	t.Parallel()
	for _, s := range readSaid(t, "testdata/tasks-vi.tsv") {
		if got := explainSaid(s); got != s.want {
			t.Errorf("%s:%d %q\n got %s\nwant %s", s.file, s.line, s.text, got, s.want)
		}
	}
}

func TestEveryKindThatWasMisreadOnceIsReadAsWritten(t *testing.T) {
	t.Parallel()
	for _, s := range slices.Concat(readSaid(t, "testdata/kinds-vi.tsv"), readSaid(t, "testdata/work-vi.tsv")) {
		if got := explainSaid(s); got != s.want {
			t.Errorf("%s:%d %q\n got %s\nwant %s", s.file, s.line, s.text, got, s.want)
		}
	}
}

// testNames are the staff that the tables speak of.
var testNames = NewRoll(strings.Split("Bình,An,Lan,Đức,Thủy,Mai,Hùng,Tư,Năm,Thu,Sáu,Tuấn,Hà,Ngọc,Phúc", ","))

// explainSaid reads a sentence with the names of the tables.
func explainSaid(s said) string {
	return Understand(Context{Today: s.today, Calendar: testCalendar(true), Names: s.names}, s.text).Explain()
}
