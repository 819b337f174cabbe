package locale

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	syntax "go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// program is the syntax of every package of the module, tests apart, with its types
// and with whatever is ever given to each variable, field, parameter and result.
type program struct {
	fset    *token.FileSet
	info    *types.Info
	files   []*ast.File
	given   map[types.Object][]value
	calls   map[types.Object][]*ast.CallExpr // by function, also one that a variable holds
	params  map[types.Object]parameter
	imports types.Importer
	checked map[string]*types.Package
	spoken  map[string]said
	holders map[types.Object][]types.Object // the parameters that stand for a function
}

// value is an expression, or a part of what it makes.
type value struct {
	of   ast.Expr
	part part
	n    int // of the result
}

type part int

const (
	itself part = iota
	result      // one of several results of a call
	element
	indexOf // a key of a map
)

type parameter struct {
	function types.Object
	n        int
	variadic bool
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	Module                  *struct{ Main bool }
}

func loadProgram(t *testing.T) *program {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,Module", "./...")
	command.Dir = moduleRoot(t)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("list the packages: %v", err)
	}
	p := &program{
		fset:  token.NewFileSet(),
		given: map[types.Object][]value{}, calls: map[types.Object][]*ast.CallExpr{}, params: map[types.Object]parameter{},
		info: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		},
		checked: map[string]*types.Package{}, holders: map[types.Object][]types.Object{},
	}
	exports := map[string]string{}
	p.imports = importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for d := json.NewDecoder(strings.NewReader(string(out))); ; { // dependencies come first
		var l listed
		if err := d.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[l.ImportPath] = l.Export
		if l.Module != nil && l.Module.Main {
			p.check(t, l)
		}
	}
	for _, f := range p.files {
		p.collect(f)
	}
	return p
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			err = errors.New("no go.mod above")
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal(err)
	return ""
}

// Import gives the packages that were read here, so that an object is one for all.
func (p *program) Import(path string) (*types.Package, error) {
	if own := p.checked[path]; own != nil {
		return own, nil
	}
	return p.imports.Import(path) //nolint:wrapcheck // for go/types, which names the import
}

func (p *program) check(t *testing.T, l listed) {
	t.Helper()
	var files []*ast.File
	for _, name := range l.GoFiles {
		f, err := syntax.ParseFile(p.fset, filepath.Join(l.Dir, name), nil, syntax.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	checked, err := (&types.Config{Importer: p}).Check(l.ImportPath, p.fset, files, p.info)
	if err != nil {
		t.Fatal(err)
	}
	p.checked[l.ImportPath] = checked
	p.files = append(p.files, files...)
}

// object is the variable, field or function that an expression names, or nil.
func (p *program) object(e ast.Expr) types.Object {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		if o := p.info.Defs[x]; o != nil {
			return origin(o)
		}
		return origin(p.info.Uses[x])
	case *ast.SelectorExpr:
		if s := p.info.Selections[x]; s != nil {
			return origin(s.Obj())
		}
		return origin(p.info.Uses[x.Sel])
	case *ast.IndexExpr: // a function with its type
		if tv := p.info.Types[x.Index]; tv.IsType() {
			return p.object(x.X)
		}
	}
	return nil
}

// origin is the one object of which those of a generic type's instances are copies.
func origin(o types.Object) types.Object {
	switch x := o.(type) {
	case *types.Var:
		return x.Origin()
	case *types.Func:
		return x.Origin()
	}
	return o
}

func (p *program) give(o types.Object, v value) {
	if o != nil {
		p.given[o] = append(p.given[o], v)
	}
}

// collect notes all that a file gives to anything.
func (p *program) collect(f *ast.File) {
	var functions []*types.Signature // around the node, innermost last
	var nodes []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			switch nodes[len(nodes)-1].(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				functions = functions[:len(functions)-1]
			}
			nodes = nodes[:len(nodes)-1]
			return true
		}
		nodes = append(nodes, n)
		switch x := n.(type) {
		case *ast.FuncDecl:
			o := p.info.Defs[x.Name]
			functions = append(functions, p.function(o, o.Type()))
		case *ast.FuncLit:
			functions = append(functions, p.function(nil, p.info.Types[x].Type))
		case *ast.ReturnStmt:
			p.returned(functions[len(functions)-1], x)
		case *ast.CallExpr:
			if o := p.object(x.Fun); o != nil {
				p.calls[o] = append(p.calls[o], x)
				p.passed(o, x)
			}
		case *ast.CompositeLit:
			p.composed(x)
		case *ast.AssignStmt:
			p.assigned(x.Lhs, x.Rhs)
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(x.Names))
			for i := range x.Names {
				names[i] = x.Names[i]
			}
			p.assigned(names, x.Values)
		case *ast.RangeStmt:
			p.ranged(x)
		}
		return true
	})
}

// function notes the parameters. One without a name of its own gets that of the
// variable that holds it, when it is assigned.
func (p *program) function(o types.Object, t types.Type) *types.Signature {
	s, ok := t.(*types.Signature)
	if !ok {
		panic(fmt.Sprintf("%v is no function", t))
	}
	if o == nil {
		return s
	}
	for i := range s.Params().Len() {
		p.params[s.Params().At(i)] = parameter{origin(o), i, s.Variadic() && i == s.Params().Len()-1}
	}
	return s
}

func (p *program) returned(s *types.Signature, x *ast.ReturnStmt) {
	for i := range s.Results().Len() {
		switch {
		case len(x.Results) == s.Results().Len():
			p.give(s.Results().At(i), value{of: x.Results[i]})
		case len(x.Results) == 1:
			p.give(s.Results().At(i), value{x.Results[0], result, i})
		}
	}
}

func (p *program) composed(x *ast.CompositeLit) {
	t := p.info.Types[x].Type.Underlying()
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem().Underlying()
	}
	s, ok := t.(*types.Struct)
	if !ok {
		return
	}
	for i, e := range x.Elts {
		if kv, named := e.(*ast.KeyValueExpr); named {
			p.give(p.object(kv.Key), value{of: kv.Value})
			p.holds(p.object(kv.Key), kv.Value)
			continue
		}
		p.give(s.Field(i).Origin(), value{of: e})
		p.holds(s.Field(i).Origin(), e)
	}
}

func (p *program) assigned(to, from []ast.Expr) {
	for i, e := range to {
		if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
			if len(to) == len(from) {
				p.give(p.object(index.X), value{&ast.CompositeLit{Elts: []ast.Expr{from[i]}}, itself, 0})
			}
			continue
		}
		switch o := p.object(e); {
		case len(to) == len(from):
			p.give(o, value{of: from[i]})
			p.holds(o, from[i])
		case len(from) == 1 && i == 0 && !p.isCall(from[0]): // v, ok := m[k]
			p.give(o, value{of: from[0]})
		case len(from) == 1:
			p.give(o, value{from[0], result, i})
		}
	}
}

func (p *program) isCall(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok
}

// passed notes which functions a call hands over.
func (p *program) passed(o types.Object, call *ast.CallExpr) {
	signature, ok := o.Type().Underlying().(*types.Signature)
	if !ok || signature.Params().Len() == 0 {
		return
	}
	for i, arg := range call.Args {
		if f, ok := p.object(arg).(*types.Func); ok {
			p.holders[f] = append(p.holders[f], signature.Params().At(min(i, signature.Params().Len()-1)))
		}
	}
}

// callsOf are the calls of a function, also under the name of a parameter.
func (p *program) callsOf(o types.Object) []*ast.CallExpr {
	all := p.calls[o]
	for _, held := range p.holders[o] {
		all = append(slices.Clip(all), p.calls[held]...)
	}
	return all
}

// holds notes that a variable or field is called for a function.
func (p *program) holds(o types.Object, e ast.Expr) {
	if f, ok := ast.Unparen(e).(*ast.FuncLit); ok && o != nil {
		p.function(o, p.info.Types[f].Type)
	}
}

func (p *program) ranged(x *ast.RangeStmt) {
	if x.Value != nil {
		p.give(p.object(x.Value), value{x.X, element, 0})
	}
	if x.Key != nil {
		p.give(p.object(x.Key), value{x.X, indexOf, 0})
	}
}
