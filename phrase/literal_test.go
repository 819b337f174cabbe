package phrase

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"tainha/phrase/when"
)

// tokensOfOurs are the files whose strings name classes and the notation: they are no
// words of people.
var tokensOfOurs = map[string]bool{"class.go": true, "class_own.go": true, "plain.go": true, "plan.go": true, "feature.go": true, "reading.go": true, "explain.go": true, "notation.go": true, "words.go": true, "lexicon.go": true}

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
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range literalWords(t, string(src), known) {
				t.Errorf("%s: %q is a word of people: it belongs into a lexicon file", name, word)
			}
		}
	}
}

// literalWords lists the strings of a file that are written with marks or are words of
// the lexicon.
func literalWords(t *testing.T, src string, known map[string]bool) (out []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if _, imports := n.(*ast.ImportSpec); imports {
			return false
		}
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING && lit.Kind != token.CHAR {
			return true
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		marked := strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) })
		if marked && !letters[s] || len(s) > 1 && known[s] && !argumentsOfDoubts[s] {
			out = append(out, s)
		}
		return true
	})
	return out
}

func TestAWordOfPeopleInTheCodeIsFound(t *testing.T) {
	t.Parallel()
	src := `package x
		import "of"
		var a, b, c, d = "ở nhà", "duyet", "home", "token"
		func f() { if x == 'ạ' { return "no lexicon word" } }`
	if got := literalWords(t, src, wordsOfPeople(t)); !slices.Equal(got, []string{"ở nhà", "duyet", "home", "ạ"}) {
		t.Errorf("found %q", got)
	}
}

// letters are the letters with marks by which words are taken apart.
var letters = map[string]bool{"đ": true, "ʼ": true}

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
	for _, i := range []Intent{None, Home, Move, Cancel, Leave, Who, Waiting, Sick, Duty, Approve, Reject, Hold, Balance, Greet, Callback, Undo, Delegate,
		Assign, Reassign, CancelTask, Accept, Progress, Done, Extend, Blocked, Help, Confirm, Return, List, Status, Plan} {
		if legend()[string(i)] == "" {
			t.Errorf("the legend lacks %s", i)
		}
	}
}

// What people say to the bot stands in lexicon files too: no file of the bot writes
// Vietnamese with marks, phrases of it without them, or compares a folded text with words.
func TestNoWordOfPeopleStandsInTheBot(t *testing.T) {
	t.Parallel()
	known := wordsOfPeople(t)
	seen := 0
	err := filepath.WalkDir("../bot", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen++
		for _, word := range wordsInBot(t, string(src), known) {
			t.Errorf("%s: %q is a word of people: it belongs into a lexicon file", path, word)
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Fatalf("%d files of the bot were read: %v", seen, err)
	}
}

func TestAWordOfPeopleInTheBotIsFound(t *testing.T) {
	t.Parallel()
	src := `package x
		var a, b, c = "ở nhà", "lich cua toi", "next week"
		func f(s string) { switch fold.Text(s) { case "start": } }`
	if got := wordsInBot(t, src, wordsOfPeople(t)); !slices.Equal(got, []string{"ở nhà", "lich cua toi", "start"}) {
		t.Errorf("found %q", got)
	}
}

// wordsInBot lists the strings of a file that are written with marks, that are several
// words of the lexicon whose marks are left out, or that a folded text is compared with.
func wordsInBot(t *testing.T, src string, known map[string]bool) (out []string) {
	t.Helper()
	bare := map[string]bool{}
	for w := range known {
		for s := range strings.FieldsSeq(w) {
			if p := when.Plain(s); p != s {
				bare[p] = true
			}
		}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.SwitchStmt:
			if folds(n.Tag) {
				for _, c := range n.Body.List {
					if branch, ok := c.(*ast.CaseClause); ok {
						for _, e := range branch.List {
							out = append(out, literal(e)...)
						}
					}
				}
				return false
			}
		case *ast.BasicLit:
			for _, s := range literal(n) {
				words := strings.Fields(s)
				marked := strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) })
				if marked || len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return !bare[w] }) {
					out = append(out, s)
				}
			}
		}
		return true
	})
	return out
}

func folds(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	return ok && f.Sel.Name == "Text"
}

func literal(e ast.Expr) []string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return nil
	}
	return []string{s}
}
