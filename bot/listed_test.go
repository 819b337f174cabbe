package bot_test

import (
	"go/ast"
	"go/parser"
	source "go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tainha/bot"
)

// listed are what a maker may return that stands in a list: of a feature, or of all jobs.
var listed = []string{"chat.Command", "chat.Object", "chat.Intent", "Job"}

// Whoever makes a command, an object, an intent or a job calls the maker in a
// list: one that nobody calls would not exist for the bot, and nothing would say so.
func TestWhatIsMadeStandsInItsList(t *testing.T) {
	t.Parallel()
	made, names := 0, map[string]bool{}
	for _, f := range bot.Features() {
		names[f.Name] = true
	}
	for _, folder := range folders(t) {
		files := parsed(t, folder)
		if folder != "../jobs" && folder != "chat" && !names[folder] {
			t.Errorf("the feature in bot/%s does not stand in bot.go", folder)
		}
		makers, called := map[string]source.Position{}, map[string]bool{}
		for set, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					if n.Recv == nil && makes(n) {
						makers[n.Name.Name] = set.Position(n.Pos())
					}
				case *ast.CallExpr:
					if id, ok := n.Fun.(*ast.Ident); ok {
						called[id.Name] = true
					}
				}
				return true
			})
		}
		made += len(makers)
		for name, at := range makers {
			if !called[name] && folder != "chat" { // the engine's are called by the features
				t.Errorf("%s: %s makes what stands in no list", at, name)
			}
		}
	}
	if made < 30 {
		t.Errorf("only %d makers were found in the code", made)
	}
}

// makes reports whether a function makes something that belongs to a list.
func makes(f *ast.FuncDecl) bool {
	if f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return false
	}
	result := f.Type.Results.List[0].Type
	if list, ok := result.(*ast.ArrayType); ok {
		result = list.Elt
	}
	name := ""
	switch x := result.(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		if in, ok := x.X.(*ast.Ident); ok {
			name = in.Name + "." + x.Sel.Name
		}
	}
	return slices.Contains(listed, name)
}

// folders are those of the features and of the jobs.
func folders(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	list := []string{"../jobs"}
	for _, name := range found {
		list = append(list, filepath.Dir(name))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// parsed are the files of a folder that are no tests.
func parsed(t *testing.T, folder string) map[*source.FileSet]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[*source.FileSet]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := source.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files[set] = file
	}
	return files
}
