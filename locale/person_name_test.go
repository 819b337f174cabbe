package locale

import (
	"go/ast"
	"go/types"
	"path"
	"testing"
)

// bareNames are the functions that take a person's name as it stands, and why.
var bareNames = map[string]string{
	"chat.InWeek":          "what the writer is called, to read their own sentence",
	"chat.ReadDays":        "what the writer is called, to read their own sentence",
	"chat.intoDay":         "what the writer is called, to read their own sentence",
	"chat.Understand":      "what the writer is called, to read their own sentence",
	"cli.unitSheets":       "the code stands beside it on the sheet",
	"survey.namesOf":       "hidden where comments hold them",
	"cli.writeLinks":       "the code stands beside it in the file",
	"people.FindGiven":     "compared with what was typed",
	"absence.givenTo":      "compared with what was typed",
	"team.myCalls":         "compared with what was typed",
	"people.RosterKnown":   "the code stands beside it in the problem",
	"people.importPerson":  "compared with the roster",
	"privacy.anonymize":    "what is to be erased",
	"privacy.profile":      "the copy of one's own data",
	"request.bearers":      "compared with what was typed",
	"request.partRefused":  "compared with what was typed, once its button is pressed",
	"request.makeMonth":    "one's own month",
	"request.meantPeople":  "compared with what was typed",
	"rules.Called":         "what tells them apart is added here",
	"store.UpsertPerson":   "as it is kept",
	"store.scanMember":     "as it is kept",
	"store.alikeWithin":    "what tells them apart is found here",
	"team.seen":            "compared with what was typed",
	"task.owners":          "compared with what was typed",
	"task.person":          "compared with what a file says",
	"task.staffOf":         "compared with what a file says",
	"welcome.cmdStart":     "to the person",
	"team.fill":            "puts rows in order",
	"team.sheetRow":        "the code stands in the column before",
	"team.called":          "compares with what was typed",
	"welcome.home":         "to the person",
	"welcome.linked":       "to the person",
	"welcome.sharedNumber": "to the person",
	"welcome.smallTalk":    "to the person",
}

// Two people of one name are told apart wherever others read a name: there a person is
// called by rules.Person.Called, or the code stands beside the name.
func TestNobodyIsToldToOthersByTheBareName(t *testing.T) {
	t.Parallel()
	p := loadProgram(t)
	name, code := fieldOf(p.lookup("rules.Person"), "Name"), fieldOf(p.lookup("rules.Person"), "Code")
	used := map[string]bool{}
	for _, f := range p.files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			at := path.Base(p.packageOf(fn.Pos())) + "." + fn.Name.Name
			var calls []*ast.CallExpr
			ast.Inspect(fn, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					calls = append(calls, c)
				}
				return true
			})
			ast.Inspect(fn, func(n ast.Node) bool {
				x, ok := n.(*ast.SelectorExpr)
				if !ok || p.selected(x) != name || p.besideCode(calls, x, code) {
					return true
				}
				used[at] = true
				if bareNames[at] == "" {
					t.Errorf("%s: %s tells of somebody by the bare name; say Called", p.fset.Position(x.Sel.Pos()), at)
				}
				return true
			})
		}
	}
	for at := range bareNames {
		if !used[at] {
			t.Errorf("%s takes no bare name", at)
		}
	}
}

// selected is the field that a selector names, or nil.
func (p *program) selected(x *ast.SelectorExpr) types.Object {
	if s := p.info.Selections[x]; s != nil {
		return origin(s.Obj())
	}
	return nil
}

// besideCode reports whether one of the calls takes a name and the code of the same person.
func (p *program) besideCode(calls []*ast.CallExpr, name *ast.SelectorExpr, code types.Object) bool {
	for _, c := range calls {
		both := 0
		for _, arg := range c.Args {
			x, ok := arg.(*ast.SelectorExpr)
			if ok && (x == name || p.selected(x) == code && types.ExprString(x.X) == types.ExprString(name.X)) {
				both++
			}
		}
		if both == 2 {
			return true
		}
	}
	return false
}
