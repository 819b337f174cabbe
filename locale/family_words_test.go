package locale

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

var update = flag.Bool("update", false, "rewrite the words of closed sets in testdata")

// readFamilies holds what the values of closed sets are called, in both languages and side by side, to
// testdata/families.txt; those with arguments are seen where they are said.
func (p *program) readFamilies(t *testing.T, texts map[string]map[string]bool) {
	t.Helper()
	catalog, err := Load(time.FixedZone("ICT", 7*3600))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range families() {
		for _, key := range f.keys(p) {
			if used, known := texts[key]; !known || len(used) > 0 {
				continue
			}
			fmt.Fprintf(&out, "%s", key)
			for _, lang := range Languages {
				text, err := catalog.Plain(lang, rules.Msg(key))
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&out, " | %s", strings.ReplaceAll(text, "\n", " ⏎ "))
			}
			out.WriteByte('\n')
		}
	}
	const golden = "testdata/families.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("%s differs; go test ./locale -run EveryMessage -update rewrites it (-want +got):\n%s", golden, diff)
	}
}

// keys are the messages of the set.
func (f family) keys(p *program) (keys []string) {
	for _, v := range f.values(p) {
		key := f.form
		for part := range strings.SplitSeq(v, "\x00") {
			key = strings.Replace(key, "*", part, 1)
		}
		keys = append(keys, key)
	}
	return keys
}
