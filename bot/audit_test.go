package bot_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tainha/locale"
)

// actionLine is a line of the code that names an action of the audit.
var (
	actionLine = regexp.MustCompile(`(?m)^.*(Action: |action:?[A-Za-z, .]* :?= |action: +|[aA]uditPerson\(|auditData\(|\b[aA]udit\(|\bnote\(|\blink\(|\brules\.Step[A-Z][a-z]+: +").*$`)
	actionName = regexp.MustCompile(`"([a-z]+\.[a-z_]+)"`)
)

// Whatever is audited can be read: each action that the code names has words.
func TestEveryActionOfTheAuditHasWords(t *testing.T) {
	t.Parallel()
	catalog, err := locale.Load(zone(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, pattern := range []string{"*.go", "*/*.go", "../pilot/*.go", "../pilot/*/*.go", "../store/audit.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range actionLine.FindAllString(string(source), -1) {
				for _, m := range actionName.FindAllStringSubmatch(line, -1) {
					seen[m[1]] = true
					if !catalog.Has("audit.did." + m[1]) {
						t.Errorf("%s: %s has no words", name, m[1])
					}
				}
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d actions were found in the code: %v", len(seen), seen)
	}
}
