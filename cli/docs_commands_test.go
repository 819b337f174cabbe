package cli

import (
	"log/slog"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"tainha/config"
)

// firstCells is the code in the first cell of each row of a document's tables that
// begins so, sorted: a row that stands twice is there twice.
func firstCells(t *testing.T, name, beginning string) (cells []string) {
	t.Helper()
	code := regexp.MustCompile("`([^`]+)`")
	for line := range strings.Lines(read(t, name)) {
		if !strings.HasPrefix(line, "| `"+beginning) {
			continue
		}
		for _, m := range code.FindAllStringSubmatch(strings.Split(line, "|")[1], -1) {
			cells = append(cells, m[1])
		}
	}
	slices.Sort(cells)
	return cells
}

// TestTheTablesNameEveryCommandOfTheBotOnce: none is missing, none is dead, none stands twice.
func TestTheTablesNameEveryCommandOfTheBotOnce(t *testing.T) {
	t.Parallel()
	c, err := config.Parse(exampleName, []byte(read(t, exampleName)))
	if err != nil {
		t.Fatal(err)
	}
	c.Telegram.Token, c.Database.Path = testToken, filepath.Join(t.TempDir(), "t.db")
	s, err := NewService(t.Context(), &c, morningClock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var both, vietnamese []string
	for _, names := range s.Bot.CommandNames() {
		both = append(both, "/"+names[0], "/"+names[1])
		vietnamese = append(vietnamese, "/"+names[1])
	}
	slices.Sort(both)
	slices.Sort(vietnamese)
	if diff := cmp.Diff(both, firstCells(t, "README.md", "/")); diff != "" {
		t.Errorf("README.md (-bot +table):\n%s", diff)
	}
	if diff := cmp.Diff(vietnamese, firstCells(t, "README.vi.md", "/")); diff != "" {
		t.Errorf("README.vi.md (-bot +table):\n%s", diff)
	}
}

// TestTheTableNamesEveryCommandOfTheShellOnce holds README.md against the command line.
func TestTheTableNamesEveryCommandOfTheShellOnce(t *testing.T) {
	t.Parallel()
	parser, err := kong.New(&commands{}, kong.Name("tainha"))
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for _, leaf := range parser.Model.Leaves(true) {
		name := leaf.Name
		for up := leaf.Parent; up != nil; up = up.Parent {
			name = up.Name + " " + name
		}
		known = append(known, name)
	}
	slices.Sort(known)
	var listed []string
	for _, cell := range firstCells(t, "README.md", "tainha ") {
		words := strings.Fields(cell)
		end := 2
		if end < len(words) && slices.Contains(known, strings.Join(words[:3], " ")) {
			end = 3
		}
		listed = append(listed, strings.Join(words[:end], " "))
	}
	if diff := cmp.Diff(known, listed); diff != "" {
		t.Errorf("README.md (-command line +table):\n%s", diff)
	}
}
