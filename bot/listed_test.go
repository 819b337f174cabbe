package bot_test

import (
	"go/ast"
	"go/parser"
	source "go/token"
	"os"
	"path/filepath"
	"regexp"
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

// A button, flow or object that code uses and no feature declares would be stale
// for whoever presses it, or a fault for whoever is to see it.
func TestWhatIsUsedIsDeclared(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	declared := map[string]bool{}
	for _, f := range h.bot.Flows() {
		declared["flow "+f.Name] = true
	}
	for _, kind := range h.bot.Objects() {
		declared["object "+kind] = true
	}
	found := map[string]int{}
	for _, folder := range append(folders(t), inPilot(t)...) {
		files := parsed(t, folder)
		consts, buttons, on := map[string]string{}, map[string]source.Position{}, map[string]bool{}
		for set, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ValueSpec:
					for i, v := range n.Values {
						if lit, ok := v.(*ast.BasicLit); ok {
							consts[n.Names[i].Name] = strings.Trim(lit.Value, `"`)
						}
						if defines(v) {
							buttons[n.Names[i].Name] = set.Position(n.Pos())
						}
					}
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && n.Sel.Name == "On" {
						on[x.Name] = true
					}
				}
				return true
			})
		}
		for name, at := range buttons {
			found["button"]++
			if !on[name] && folder != "chat" {
				t.Errorf("%s: the button %s is pressed in vain: no command takes it (%s.On)", at, name, name)
			}
		}
		for set, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				what, name := uses(n, consts)
				if name == "" {
					return true
				}
				found[what]++
				if !declared[what+" "+name] {
					t.Errorf("%s: no feature declares the %s %q", set.Position(n.Pos()), what, name)
				}
				return true
			})
		}
	}
	if found["button"] < 30 || found["flow"] < 10 || found["object"] < 10 {
		t.Errorf("in the code were found only %v", found)
	}
}

// defines reports whether a value is the definition of a button.
func defines(v ast.Expr) bool {
	call, ok := v.(*ast.CallExpr)
	if !ok {
		return false
	}
	generic, ok := call.Fun.(*ast.IndexExpr)
	if !ok {
		return false
	}
	f, ok := generic.X.(*ast.SelectorExpr)
	return ok && f.Sel.Name == "DefinePress"
}

// uses is the flow or object that a literal names, empty for anything else: its
// name may be a constant of the package.
func uses(n ast.Node, consts map[string]string) (what, name string) {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return "", ""
	}
	field := ""
	switch x := lit.Type.(type) {
	case *ast.IndexExpr:
		if f, ok := x.X.(*ast.SelectorExpr); ok && f.Sel.Name == "Flow" {
			what, field = "flow", "Name"
		}
	case *ast.SelectorExpr:
		if p, ok := x.X.(*ast.Ident); ok && p.Name == "store" && x.Sel.Name == "Ref" {
			what, field = "object", "Kind"
		}
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := kv.Key.(*ast.Ident); !ok || key.Name != field {
			continue
		}
		switch v := kv.Value.(type) {
		case *ast.BasicLit:
			return what, strings.Trim(v.Value, `"`)
		case *ast.Ident:
			return what, consts[v.Name]
		}
	}
	return "", ""
}

// A folder that the linter has no arrows for may import whatever it likes.
func TestEveryRoomHasItsArrows(t *testing.T) {
	t.Parallel()
	arrows, err := os.ReadFile("../.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range append(folders(t), inPilot(t)...) {
		room := strings.TrimPrefix(filepath.ToSlash(filepath.Join("bot", folder)), "../")
		if !strings.Contains(string(arrows), `"**/`+room+`/*.go"`) {
			t.Errorf(".golangci.yml (depguard) has no arrows for %s", room)
		}
	}
}

// framed are the commands about all the others, which stand in the engine's transcripts.
var framed = []string{"help", "cancel", "resume"}

// Every command is read in a transcript of its own feature: typed there, by
// either name.
func TestEveryCommandHasItsTranscript(t *testing.T) {
	t.Parallel()
	for _, f := range bot.Features() {
		files, err := filepath.Glob("testdata/" + f.Name + "*.chat")
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
		for _, c := range f.Commands {
			if slices.Contains(framed, c.Name) {
				continue
			}
			typed := regexp.MustCompile(`(?m)^\w+> /(` + c.Name + `|` + c.Alias + `)\b`)
			if !typed.MatchString(all.String()) {
				t.Errorf("nobody types /%s in bot/testdata/%s*.chat", c.Name, f.Name)
			}
		}
	}
}

// folders are those of the features and of the jobs.
func folders(t *testing.T) []string {
	t.Helper()
	return foldersOf(t, "*/*.go", "../jobs")
}

// inPilot are the folders of the use cases.
func inPilot(t *testing.T) []string {
	t.Helper()
	return foldersOf(t, "../pilot/*/*.go", "../pilot")
}

// foldersOf are the folders of the files that fit, and others.
func foldersOf(t *testing.T, files string, others ...string) []string {
	t.Helper()
	found, err := filepath.Glob(files)
	if err != nil || len(found) == 0 {
		t.Fatalf("no files %s: %v", files, err)
	}
	list := others
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
