package cli

import (
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

// handbooks are the documents that tell people what to type.
var handbooks = []string{"README.md", "README.vi.md", "CONTRIBUTING.md", "SECURITY.md", "deploy/README.md"}

// TestEveryImportedModuleHasItsReason holds docs/dependencies.md against the
// imports of all Go files, those of other systems and build tags included.
func TestEveryImportedModuleHasItsReason(t *testing.T) {
	t.Parallel()
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9.]+\\.[a-z]+/[^`]+)` \\| (.*) \\|$").FindAllStringSubmatch(read(t, "docs/dependencies.md"), -1) {
		listed = append(listed, row[1])
		if len(row[2]) < 20 || !strings.HasSuffix(row[2], ".") {
			t.Errorf("docs/dependencies.md: %s: %q is no sentence", row[1], row[2])
		}
	}
	slices.Sort(listed)
	if diff := cmp.Diff(importedModules(t), listed); diff != "" {
		t.Errorf("docs/dependencies.md lists other modules than are imported (-imported +listed):\n%s", diff)
	}
}

// importedModules is the modules of go.mod that a Go file of ours imports, sorted.
func importedModules(t *testing.T) []string {
	t.Helper()
	var modules []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+\.\S+/\S+) v`).FindAllStringSubmatch(read(t, "go.mod"), -1) {
		modules = append(modules, m[1])
	}
	used := map[string]bool{}
	for _, file := range filesOf(t, ".go") {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, read(t, file), parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			i := slices.IndexFunc(modules, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
			if i >= 0 {
				used[modules[i]] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Sorted(slices.Values(modules)), func(m string) bool { return !used[m] })
}

// TestEveryCommandOfTheHandbooksExists hands each command line that they show
// to the parser of the real one.
func TestEveryCommandOfTheHandbooksExists(t *testing.T) {
	t.Parallel()
	user := regexp.MustCompile(`^sudo -u \S+ `)
	shown := regexp.MustCompile(`^(?:.*[ /])?(?:tainha|go run \.) ([a-z]+\b.*)$`)
	for _, name := range handbooks {
		found := 0
		for _, code := range codeOf(read(t, name)) {
			code, _, _ = strings.Cut(code, " && ")
			m := shown.FindStringSubmatch(user.ReplaceAllString(code, ""))
			if m == nil {
				continue
			}
			found++
			if err := parseCommand(t, m[1]); err != nil {
				t.Errorf("%s: %s: %v", name, code, err)
			}
		}
		if found == 0 && strings.Contains(name, "README") {
			t.Errorf("%s shows no command", name)
		}
	}
}

// parseCommand parses a line as a shell would hand it over, and runs nothing.
func parseCommand(t *testing.T, line string) error {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("tainha"), kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	var args []string
	for _, word := range regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(line, -1) {
		if word == ">" || word == "<" || word == "|" || word == "#" {
			break
		}
		args = append(args, strings.Trim(word, `"`))
	}
	_, err = parser.Parse(args)
	return err
}

// codeOf is every line of a fenced block and every inline piece of code.
func codeOf(text string) []string {
	var out []string
	fenced := false
	inline := regexp.MustCompile("`([^`]+)`")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case fenced:
			out = append(out, strings.TrimSuffix(line, " \\"))
		default:
			for _, m := range inline.FindAllStringSubmatch(line, -1) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// TestQuotedLinesOfCheckAreItsOwn holds the table of faults in the Vietnamese
// handbook against the program's texts: an operator searches for these words.
func TestQuotedLinesOfCheckAreItsOwn(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	for _, file := range filesOf(t, ".go") {
		if dir := filepath.Dir(file); !strings.HasSuffix(file, "_test.go") && (dir == "cli" || dir == "config" || dir == "store") {
			source.WriteString(read(t, file))
		}
	}
	quotes := regexp.MustCompile("(?m)^\\| `[✓!✗] ([^:`]+): ([^`]+)` \\|").FindAllStringSubmatch(read(t, "README.vi.md"), -1)
	if len(quotes) < 10 {
		t.Fatalf("README.vi.md quotes %d lines of check", len(quotes))
	}
	for _, quote := range quotes {
		if item := `"` + quote[1] + `"`; !strings.Contains(source.String(), item) {
			t.Errorf("check has no item %s", item)
		}
		for _, part := range regexp.MustCompile(`…|[:;,] ?`).Split(quote[2], -1) {
			part = strings.TrimSpace(part)
			if !strings.Contains(source.String(), part) {
				t.Errorf("check never says %q", part)
			}
		}
	}
}

// TestTheTestCommandIsOne: the README, the Makefile and .ci/run say the same.
func TestTheTestCommandIsOne(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"README.md": "\ngo test ./...\n", "README.vi.md": "`go test ./...`", "Makefile": "\tgo test ./...\n", ".ci/run": "\nsection test go test ./...\n",
	} {
		if !strings.Contains(read(t, name), line) {
			t.Errorf("%s does not hold %q", name, line)
		}
	}
}

// TestLinksOfTheDocumentsLeadSomewhere follows each relative link and picture.
func TestLinksOfTheDocumentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)#]+)[^)]*\)`)
	for _, name := range filesOf(t, ".md") {
		for _, m := range link.FindAllStringSubmatch(read(t, name), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join("..", filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// filesOf is the files of the repository that end so, but hidden folders.
func filesOf(t *testing.T, ending string) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && len(path) > 1 && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if err == nil && strings.HasSuffix(path, ending) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
