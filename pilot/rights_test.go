package pilot_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// consequences write without asserting a right: they only follow from what
// another use case asserted and did.
var consequences = map[string]string{
	"request.Reroute":          "who sits changed",
	"request.GiveUp":           "somebody left, or took the consent back",
	"request.GiveUpForAbsence": "leave or illness was noted",
	"people.AuditPerson":       "the audit itself",
	"task.MovePlan":            "a day was moved, and its plan goes along",
	"task.CopyPlan":            "a move was undone, and the day that is back has its plan again",
	"task.FollowDays":          "a day was shortened, given back or refused, and its plan goes along",
	"people.EndDelegations":    "somebody left, or heads nothing any more",
}

// useCases is the source of pilot's features: each function under the name by
// which the others call it, and where a call by that name leads from a package.
type useCases struct {
	funcs  map[string]*ast.FuncDecl
	stores map[string]bool // the methods of store.Tx that change rows
}

func readUseCases(t *testing.T) useCases {
	t.Helper()
	u := useCases{map[string]*ast.FuncDecl{}, storing(t)}
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				u.funcs[file.Name.Name+"."+f.Name.Name] = f
			}
		}
	}
	return u
}

// calls lists what a piece of a package's source calls: functions of the
// features by their full names, methods by .Name. Functions that are only made
// there count when inside is set.
func (u useCases) calls(pkg string, n ast.Node, inside bool) []string {
	var out []string
	ast.Inspect(n, func(n ast.Node) bool {
		if _, made := n.(*ast.FuncLit); made && !inside {
			return false
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			out = append(out, pkg+"."+f.Name)
		case *ast.SelectorExpr:
			if x, ok := f.X.(*ast.Ident); ok && u.funcs[x.Name+"."+f.Sel.Name] != nil {
				out = append(out, x.Name+"."+f.Sel.Name)
			} else if x, ok := f.X.(*ast.SelectorExpr); ok && x.Sel.Name == "Tx" {
				out = append(out, "Tx."+f.Sel.Name)
			} else {
				out = append(out, "."+f.Sel.Name, pkg+"."+f.Sel.Name) // a method, perhaps of the package itself
			}
		}
		return true
	})
	return out
}

// noChange are the methods of store.Tx that write, and change nothing: what is said to
// whom follows from what is done, or read; a statement first writes what was kept back.
var noChange = []string{"Queue", "Refresh", "RefreshBeside", "before", "Savepoint"}

// storing lists the methods of store.Tx that change rows, in words of their own or by
// another that does.
func storing(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("../store/*.go")
	if err != nil {
		t.Fatal(err)
	}
	calls := map[string][]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Body == nil || strings.HasSuffix(name, "_test.go") {
				continue
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && x.Name == "tx" {
						calls[f.Name.Name] = append(calls[f.Name.Name], s.Sel.Name)
					}
				}
				return true
			})
		}
	}
	stores := map[string]bool{"exec": true, "insert": true, "change": true}
	for more := true; more; {
		more = false
		for name, all := range calls {
			if !stores[name] && !slices.Contains(noChange, name) && slices.ContainsFunc(all, func(c string) bool { return stores[c] }) {
				stores[name], more = true, true
			}
		}
	}
	if len(stores) < 40 {
		t.Fatalf("only %d methods of the store that change rows were found", len(stores))
	}
	return stores
}

// changes reports whether a function can come to write: the audit, or rows.
func (u useCases) changes(name string, seen map[string]bool) bool {
	f := u.funcs[name]
	if f == nil || seen[name] {
		method, stored := strings.CutPrefix(name, "Tx.")
		return name == ".Audit" || stored && u.stores[method]
	}
	seen[name] = true
	pkg, _, _ := strings.Cut(name, ".")
	return slices.ContainsFunc(u.calls(pkg, f.Body, true), func(c string) bool { return u.changes(c, seen) })
}

// asserts reports whether a function asserts a right whichever way it goes on
// and before it writes: in a statement of its own, in the condition of one, or
// in a helper that does.
func (u useCases) asserts(name string, seen map[string]bool) bool {
	if name == ".Assert" || name == ".AssertDecides" {
		return true
	}
	f := u.funcs[name]
	if f == nil || seen[name] {
		return false
	}
	seen[name] = true
	pkg, _, _ := strings.Cut(name, ".")
	for _, s := range f.Body.List {
		for _, part := range always(s) {
			if slices.ContainsFunc(u.calls(pkg, part, false), func(c string) bool { return u.asserts(c, seen) }) {
				return true
			}
		}
		if slices.ContainsFunc(u.calls(pkg, s, true), func(c string) bool {
			return u.changes(c, map[string]bool{}) && !u.asserts(c, maps.Clone(seen))
		}) {
			return false // too late
		}
	}
	return false
}

// always lists the parts of a statement that are reached in any case. A loop
// over whom it concerns counts: over nobody there is nothing to refuse.
func always(s ast.Stmt) []ast.Node {
	switch s := s.(type) {
	case *ast.IfStmt:
		var out []ast.Node
		if s.Init != nil {
			out = append(out, s.Init)
		}
		return append(out, s.Cond)
	case *ast.RangeStmt:
		var out []ast.Node
		for _, inner := range s.Body.List {
			out = append(out, always(inner)...)
		}
		return out
	case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.ForStmt, *ast.SelectStmt, *ast.BlockStmt:
		return nil
	}
	return []ast.Node{s}
}

// A use case that changes something learns from pilot/rights.go who may, and
// never from its caller who acts.
func TestEveryUseCaseAssertsWhoMay(t *testing.T) {
	t.Parallel()
	u := readUseCases(t)
	writing := 0
	for _, name := range slices.Sorted(maps.Keys(u.funcs)) {
		f := u.funcs[name]
		if !f.Name.IsExported() || f.Recv != nil || !takesDo(f) {
			continue
		}
		for _, p := range f.Type.Params.List[1:] {
			for _, n := range p.Names {
				if slices.Contains([]string{"by", "actor", "reader", "approver"}, n.Name) {
					t.Errorf("%s takes its caller's word for who acts: it is do.By, not %s", name, n.Name)
				}
			}
		}
		if !u.changes(name, map[string]bool{}) {
			continue
		}
		writing++
		why, follows := consequences[name]
		switch asserts := u.asserts(name, map[string]bool{}); {
		case follows && asserts:
			t.Errorf("%s asserts a right, and needs no exception (%s)", name, why)
		case !follows && !asserts:
			t.Errorf("%s changes something, but does not begin with do.Assert: see pilot/rights.go", name)
		}
	}
	if writing < 30 {
		t.Errorf("only %d use cases that change something were found", writing)
	}
	for name := range consequences {
		if u.funcs[name] == nil {
			t.Errorf("there is no %s any more", name)
		}
	}
}

func takesDo(f *ast.FuncDecl) bool {
	if len(f.Type.Params.List) == 0 {
		return false
	}
	x, ok := f.Type.Params.List[0].Type.(*ast.SelectorExpr)
	return ok && x.Sel.Name == "Do"
}

// The name in the audit is that of who acts: nothing else writes there.
func TestOnlyDoWritesTheAudit(t *testing.T) {
	t.Parallel()
	found := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "Audit" {
				return true
			}
			x, ok := f.X.(*ast.SelectorExpr)
			if id, bare := f.X.(*ast.Ident); ok && x.Sel.Name == "Tx" || bare && id.Name == "tx" {
				found++
				if at := filepath.ToSlash(path); at != "../pilot/rights.go" && at != "../store/audit.go" {
					t.Errorf("%s writes the audit itself: it is Do.Audit that names who acts", at)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || found == 0 {
		t.Errorf("%d places write the audit: %v", found, err)
	}
}

// What each right says, of whom: A0 heads SO, A2 P1, A3 and A4 are P1's staff.
func TestWhoMayDoWhatAtEveryDoor(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.must(func(tx *store.Tx) error {
		if err := tx.SetRoles(a.who["A4"], rules.Auditor); err != nil {
			return err
		}
		return tx.SetActive(a.who["A5"], false, a.now)
	})
	actors := []struct {
		name string
		by   pilot.Actor
	}{
		{"stranger", pilot.Actor{}},
		{"A1", pilot.Actor{Person: a.who["A1"]}}, // a head
		{"A2", pilot.Actor{Person: a.who["A2"]}}, // a head who is coordinator, too
		{"A3", pilot.Actor{Person: a.who["A3"]}}, // a clerk, whose data it is
		{"A4", pilot.Actor{Person: a.who["A4"]}}, // an auditor
		{"A5", pilot.Actor{Person: a.who["A5"]}}, // who left
		{"shell", pilot.Actor{Shell: true}},
		{"job", pilot.Actor{Job: "test"}},
	}
	got := map[string]string{}
	a.must(func(tx *store.Tx) error {
		about, err := a.pilot.Do(tx, a.now, pilot.Actor{}).Subject(a.who["A3"], 2)
		if err != nil {
			return err
		}
		for name, right := range rights {
			var may []string
			for _, x := range actors {
				err := a.pilot.Do(tx, a.now, x.by).Assert(right, about)
				if err == nil {
					may = append(may, x.name)
				} else if r := errorReasons(err); len(r) == 0 {
					return err
				}
			}
			got[name] = strings.Join(may, " ")
		}
		return nil
	})
	want := map[string]string{
		"LinkAccount": "stranger", "OwnAccount": "A3",
		"AskHome": "A3", "TakeLeave": "A3", "HandOver": "", "LiftCutoff": "A2", "DecideDays": "A1 A2", "HandleTask": "A1 A2 A3", "ChangeProducts": "A1 A2 shell", "ImportTasks": "A1 A2", "SendTable": "A1 A2", "PassTime": "job",
		"OpenScores": "A2 job", "ScoreSelf": "A3", "ScoreStaff": "A1 A2", "ReadScores": "A1 A2 A3 A4", "ReadUnitScores": "A1 A2 A4", "SurveyScores": "A2 A4",
		"ChangePeople": "A2 shell", "ConfirmPower": "A1 A2 A4", "ChangeRegister": "A2",
		"AnswerData": "A2", "ErasePerson": "A2 job", "Restore": "shell", "LinkGroup": "A1 A2",
		"AnswerSurvey": "stranger A1 A2 A3 A4", "RunSurveys": "A2 job", "CountForms": "A1 A2", "DecideIndicators": "A2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("on the data of A3 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(namedRights(t), slices.Sorted(maps.Keys(rights))); diff != "" {
		t.Errorf("the rights of pilot/rights.go (-) and those tried here (+):\n%s", diff)
	}
}

var rights = map[string]pilot.Right{
	"LinkAccount": pilot.LinkAccount, "OwnAccount": pilot.OwnAccount,
	"AskHome": pilot.AskHome, "TakeLeave": pilot.TakeLeave, "HandOver": pilot.HandOver, "LiftCutoff": pilot.LiftCutoff,
	"DecideDays": pilot.DecideDays, "HandleTask": pilot.HandleTask, "ChangeProducts": pilot.ChangeProducts, "ImportTasks": pilot.ImportTasks, "SendTable": pilot.SendTable, "PassTime": pilot.PassTime,
	"OpenScores": pilot.OpenScores, "ScoreSelf": pilot.ScoreSelf, "ScoreStaff": pilot.ScoreStaff, "ReadScores": pilot.ReadScores, "ReadUnitScores": pilot.ReadUnitScores, "SurveyScores": pilot.SurveyScores,
	"ChangePeople": pilot.ChangePeople, "ConfirmPower": pilot.ConfirmPower, "ChangeRegister": pilot.ChangeRegister,
	"AnswerData": pilot.AnswerData, "ErasePerson": pilot.ErasePerson, "Restore": pilot.Restore, "LinkGroup": pilot.LinkGroup,
	"AnswerSurvey": pilot.AnswerSurvey, "RunSurveys": pilot.RunSurveys, "CountForms": pilot.CountForms, "DecideIndicators": pilot.DecideIndicators,
}

// namedRights are the variables of pilot/rights.go.
func namedRights(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "rights.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				for _, n := range v.Names {
					out = append(out, n.Name)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}
