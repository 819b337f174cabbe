package phrase

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"tainha/phrase/when"
)

// tokensOfOurs are the files whose strings name classes and the notation: they are no
// words of people.
var tokensOfOurs = map[string]bool{"class.go": true, "plain.go": true, "plan.go": true, "feature.go": true, "reading.go": true, "explain.go": true, "notation.go": true, "words.go": true, "lexicon.go": true}

// argumentsOfDoubts are the names of arguments in messages.
var argumentsOfDoubts = map[string]bool{"day": true, "from": true, "to": true, "count": true, "me": true, "all": true, "ask": true}

func TestNoWordOfPeopleStandsInTheCode(t *testing.T) {
	t.Parallel()
	known := wordsOfPeople(t)
	for _, pattern := range []string{"*.go", "when/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || tokensOfOurs[filepath.Base(name)] {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if _, imports := n.(*ast.ImportSpec); imports {
					return false
				}
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range s {
					if r > unicode.MaxASCII && unicode.IsLetter(r) {
						t.Errorf("%s: %q is written with marks", name, s)
					}
				}
				if len(s) > 1 && known[s] && !argumentsOfDoubts[s] {
					t.Errorf("%s: %q is a word of the lexicon", name, s)
				}
				return true
			})
		}
	}
}

// wordsOfPeople are the spellings of the lexicon files, and their plain letters.
func wordsOfPeople(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, pattern := range []string{"lexicon/*.tsv", "when/lexicon/*.tsv"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			if filepath.Base(name) == "syllables.tsv" {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(data)) {
				row := strings.Split(strings.TrimSpace(line), "\t")
				if strings.HasPrefix(line, "#") || len(row) < 2 {
					continue
				}
				for w := range strings.SplitSeq(row[len(row)-1], "|") {
					known[w], known[when.Plain(w)] = true, true
				}
			}
		}
	}
	return known
}

func TestEveryIntentHasItsWordsForAnOperator(t *testing.T) {
	t.Parallel()
	for _, i := range []Intent{None, Home, Move, Cancel, Leave, Who, Waiting, Sick, Duty, Approve, Reject, Balance, Greet,
		Assign, Reassign, CancelTask, Accept, Progress, Done, Extend, Blocked, Help, Confirm, Return, List, Status, Plan} {
		if legend()[string(i)] == "" {
			t.Errorf("the legend lacks %s", i)
		}
	}
}
