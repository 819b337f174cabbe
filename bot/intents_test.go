package bot_test

import (
	"go/ast"
	"go/parser"
	source "go/token"
	"path/filepath"
	"strconv"
	"testing"

	"tainha/bot"
	"tainha/phrase"
)

// What the reader can say that somebody means is taken by a feature, each kind by one.
func TestEveryIntentHasAnOwner(t *testing.T) {
	t.Parallel()
	owned := map[string]bool{}
	for _, f := range bot.Features() {
		for _, i := range f.Intents {
			if i.Words == nil {
				owned[string(i.Kind)] = true
			}
		}
	}
	found := 0
	for _, file := range []string{"../phrase/reading.go", "chat/saying.go"} {
		for _, kind := range intentsIn(t, file) {
			if kind == string(phrase.None) {
				continue
			}
			if found++; !owned[kind] {
				t.Errorf("%s: nobody takes the intent %q", filepath.Base(file), kind)
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d intents were found", found)
	}
}

// intentsIn lists the constants of type Intent of a file.
func intentsIn(t *testing.T, file string) (out []string) {
	t.Helper()
	f, err := parser.ParseFile(source.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil {
			return true
		}
		name := ""
		switch x := spec.Type.(type) {
		case *ast.Ident:
			name = x.Name
		case *ast.SelectorExpr:
			name = x.Sel.Name
		}
		if name != "Intent" {
			return true
		}
		for _, v := range spec.Values {
			if lit, ok := v.(*ast.BasicLit); ok {
				kind, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, kind)
			}
		}
		return true
	})
	return out
}
