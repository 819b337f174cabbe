package locale

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const core = "tainha/rules" // the package of messages

// said is a message that some place of the code can say.
type said struct {
	key      string // with * for each computed part
	at       token.Pos
	names    []string // of its arguments, sorted
	optional []string // that only some ways give it, or that another text uses
}

// args are what a key is said with.
type args struct {
	names    []string
	optional []string
	spread   types.Object // a parameter whose names and values follow
	open     string       // why they can't be told; empty: they can
	prefix   string       // stands before what is followed
}

// lent are args of which a text need not use all: others are said with them too.
func (a args) lent() args {
	a.optional = append(slices.Clone(a.optional), a.names...)
	a.names = nil
	return a
}

// speech follows every key that reaches rules.Msg back to where it stands.
type speech struct {
	*program
	msg, key types.Object    // rules.Msg and the field of what it makes
	said     map[string]said // by key, place and arguments
	problems map[string]bool
	seen     map[string]bool
}

func (p *program) speak() *speech {
	s := &speech{program: p, said: map[string]said{}, problems: map[string]bool{}, seen: map[string]bool{}}
	scope := p.checked[core].Scope()
	s.msg, s.key = scope.Lookup("Msg"), fieldOf(scope.Lookup("Message"), "Key")
	for _, call := range p.calls[s.msg] {
		s.follow(value{of: call.Args[0]}, s.pairs(args{}, call, 1), nil)
	}
	for _, v := range p.given[s.key] {
		// What JSON holds was said before it was written.
		if p.params[p.object(v.of)].function != s.msg && !strings.HasSuffix(p.fset.Position(v.of.Pos()).Filename, "rules/message_json.go") {
			s.problem(v.of, "a message gets its key past rules.Msg")
		}
	}
	return s
}

func fieldOf(named types.Object, field string) types.Object {
	o, _, _ := types.LookupFieldOrMethod(named.Type(), true, named.Pkg(), field)
	return o
}

func (s *speech) problem(at ast.Node, format string, a ...any) {
	s.problems[fmt.Sprintf("%s: %s", s.place(at.Pos()), fmt.Sprintf(format, a...))] = true
}

func (p *program) place(at token.Pos) string {
	full := p.fset.Position(at)
	short := full.Filename
	if i := strings.LastIndex(short, "/"); i >= 0 {
		if j := strings.LastIndex(short[:i], "/"); j >= 0 {
			short = short[j+1:]
		}
	}
	return short + ":" + strconv.Itoa(full.Line)
}

func (s *speech) constant(e ast.Expr) (string, bool) {
	if tv, ok := s.info.Types[e]; ok && tv.Value != nil && tv.Value.Kind() == constant.String {
		return constant.StringVal(tv.Value), true
	}
	return "", false
}

// follow finds every key that v can be. Where it is a parameter, each call says it
// with the arguments that the call adds.
func (s *speech) follow(v value, a args, trail []types.Object) {
	id := fmt.Sprintf("%d %d %d %v", v.of.Pos(), v.part, v.n, a)
	if s.seen[id] && v.of.Pos().IsValid() {
		return
	}
	s.seen[id] = true
	switch v.part {
	case itself:
		s.expression(v.of, a, trail)
	case result:
		s.result(v.of, v.n, a, trail)
	case element:
		s.elements(v.of, a, trail)
	case indexOf:
		s.problem(v.of, "a key out of the keys of a map can't be followed")
	}
}

func (s *speech) expression(e ast.Expr, a args, trail []types.Object) {
	if key, ok := s.constant(e); ok {
		s.note(key, e, a)
		return
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		s.variable(ast.Unparen(e), a, trail)
	case *ast.IndexExpr:
		s.elements(x.X, a, trail)
	case *ast.BinaryExpr:
		s.joined(x, a, trail)
	case *ast.CallExpr:
		if form, ok := s.sprintf(x); ok {
			s.note(form, x, a)
			return
		}
		s.result(x, 0, a, trail)
	default:
		s.problem(e, "a key as %T can't be followed", x)
	}
}

// joined follows what comes after a constant. What can't be followed to its end
// belongs to a family.
func (s *speech) joined(x *ast.BinaryExpr, a args, trail []types.Object) {
	before, ok := s.constant(x.X)
	if ok && !slices.ContainsFunc(families(), func(f family) bool { return f.form == s.form(x) }) {
		after := a.lent()
		after.prefix += before
		try := &speech{program: s.program, msg: s.msg, key: s.key, said: map[string]said{}, problems: map[string]bool{}, seen: map[string]bool{}}
		try.follow(value{of: x.Y}, after, trail)
		if len(try.problems) == 0 {
			maps.Copy(s.said, try.said)
			return
		}
	}
	s.note(s.form(x), x, a)
}

// form is a computed key with * for what is computed.
func (s *speech) form(e ast.Expr) string {
	if text, ok := s.constant(e); ok {
		return text
	}
	if b, ok := ast.Unparen(e).(*ast.BinaryExpr); ok {
		return s.form(b.X) + s.form(b.Y)
	}
	return "*"
}

func (s *speech) sprintf(call *ast.CallExpr) (string, bool) {
	f, ok := s.object(call.Fun).(*types.Func)
	if !ok || f.FullName() != "fmt.Sprintf" {
		return "", false
	}
	format, ok := s.constant(call.Args[0])
	return strings.NewReplacer("%s", "*", "%d", "*", "%v", "*").Replace(format), ok
}

func (s *speech) variable(e ast.Expr, a args, trail []types.Object) {
	o := s.object(e)
	if o == nil {
		s.problem(e, "a key that can't be followed")
		return
	}
	if o == s.key {
		s.problem(e, "the key of another message")
		return
	}
	if slices.Contains(trail, o) {
		return
	}
	trail = append(slices.Clone(trail), o)
	given := s.given[o]
	for _, v := range given {
		s.follow(v, a.lent(), trail)
	}
	p, isParam := s.params[o]
	if !isParam {
		if len(given) == 0 {
			s.problem(e, "nothing is ever given to %s", o.Name())
		}
		return
	}
	calls := s.callsOf(p.function)
	if len(calls) > 1 {
		a = a.lent()
	}
	for _, call := range calls {
		added := a
		if spread, ok := s.params[a.spread]; ok && spread.function == p.function {
			added.spread = nil
			added = s.spreadBy(added, call, spread)
		}
		s.follow(value{of: call.Args[p.n]}, added, trail)
	}
	if _, later := awaited[p.function.Name()]; later != (len(calls) == 0) && later {
		s.problem(e, "%s is called by now: take it from awaited", p.function.Name())
	} else if len(calls) == 0 && !later {
		s.problem(e, "%s, which says %s, is called by no name", p.function.Name(), o.Name())
	}
}

// result follows what a call gives back.
func (s *speech) result(e ast.Expr, n int, a args, trail []types.Object) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		s.problem(e, "a key that can't be followed")
		return
	}
	if f, ok := s.object(call.Fun).(*types.Func); ok && f.FullName() == "cmp.Or" {
		for _, one := range call.Args {
			s.follow(value{of: one}, a.lent(), trail)
		}
		return
	}
	if s.info.Types[call.Fun].IsType() { // a conversion
		s.note("*", e, a)
		return
	}
	a = a.lent()
	for _, f := range s.functions(call.Fun, 0) {
		given := s.given[f.Results().At(n)]
		if len(given) == 0 {
			s.problem(e, "a key out of a call that can't be followed")
		}
		for _, v := range given {
			s.follow(v, a, trail)
		}
	}
	if len(s.functions(call.Fun, 0)) == 0 {
		s.problem(e, "a key out of a call that can't be followed")
	}
}

const deepestCallback = 4

// functions are all that e can call.
func (s *speech) functions(e ast.Expr, depth int) (out []*types.Signature) {
	if f, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return []*types.Signature{s.info.Types[f].Type.(*types.Signature)} //nolint:errcheck,forcetypeassert // what a function is
	}
	o := s.object(e)
	if f, ok := o.(*types.Func); ok {
		return []*types.Signature{f.Signature()}
	}
	if o == nil || depth == deepestCallback {
		return nil
	}
	for _, v := range s.given[o] {
		if v.part == itself {
			out = append(out, s.functions(v.of, depth+1)...)
		}
	}
	if p, ok := s.params[o]; ok {
		for _, call := range s.calls[p.function] {
			out = append(out, s.functions(call.Args[p.n], depth+1)...)
		}
	}
	return out
}

// elements follows what a list or map holds.
func (s *speech) elements(e ast.Expr, a args, trail []types.Object) {
	a = a.lent()
	switch x := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		for _, one := range x.Elts {
			if kv, ok := one.(*ast.KeyValueExpr); ok {
				one = kv.Value
			}
			s.follow(value{of: one}, a, trail)
		}
	case *ast.Ident, *ast.SelectorExpr:
		given := s.given[s.object(x)]
		for _, v := range given {
			if v.part == itself {
				s.elements(v.of, a, trail)
				continue
			}
			s.problem(e, "a list of keys that can't be followed")
		}
		if len(given) == 0 {
			s.problem(e, "a list of keys that nothing fills")
		}
	default:
		s.problem(e, "a list of keys as %T can't be followed", x)
	}
}

func (s *speech) note(key string, at ast.Node, a args) {
	if p, ok := s.params[a.spread]; ok && len(s.callsOf(p.function)) > 0 {
		for _, call := range s.callsOf(p.function) {
			added := a
			added.spread = nil
			s.note(key, at, s.spreadBy(added, call, p))
		}
		return
	}
	key = a.prefix + key
	if a.open != "" {
		s.problem(at, "%s: %s", key, a.open)
		return
	}
	if a.spread != nil {
		s.problem(at, "%s is said with arguments that can't be followed", key)
		return
	}
	x := said{key: key, at: at.Pos(), names: sorted(a.names), optional: sorted(a.optional)}
	s.said[fmt.Sprint(key, s.place(at.Pos()), x.names, x.optional)] = x
}

func sorted(list []string) []string {
	set := map[string]bool{}
	for _, x := range list {
		set[x] = true
	}
	return slices.Sorted(maps.Keys(set))
}
