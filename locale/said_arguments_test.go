package locale

import (
	"cmp"
	"go/ast"
	"slices"
)

// pairs adds the names that a call gives from its argument n on.
func (s *speech) pairs(a args, call *ast.CallExpr, n int) args {
	a.names, a.optional = slices.Clone(a.names), slices.Clone(a.optional)
	if call.Ellipsis.IsValid() {
		return s.listOf(a, call.Args[len(call.Args)-1], false)
	}
	return s.alternating(a, call.Args[min(n, len(call.Args)):], false)
}

func (s *speech) alternating(a args, list []ast.Expr, optional bool) args {
	for pair := range slices.Chunk(list, 2) {
		name, ok := s.constant(pair[0])
		switch {
		case !ok:
			a.open = s.place(pair[0].Pos()) + ": the name of an argument is computed"
		case optional:
			a.optional = append(a.optional, name)
		default:
			a.names = append(a.names, name)
		}
	}
	return a
}

// listOf adds the names in a list. What is appended to a variable may be missing.
func (s *speech) listOf(a args, list ast.Expr, assigned bool) args {
	switch x := ast.Unparen(list).(type) {
	case *ast.CompositeLit:
		return s.alternating(a, x.Elts, false)
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.Ident); ok && f.Name == "append" {
			return s.appended(a, x, assigned)
		}
		return s.made(a, x)
	case *ast.Ident:
		o := s.object(x)
		if _, ok := s.params[o]; ok && a.spread == nil {
			a.spread = o
		} else if len(s.given[o]) == 0 {
			break
		}
		for _, v := range s.given[o] { // the list may serve several
			held := s.listOf(args{spread: a.spread, open: a.open}, v.of, true).lent()
			a.optional, a.open = append(a.optional, held.optional...), held.open
		}
		return a
	}
	a.open = s.place(list.Pos()) + ": the arguments can't be followed"
	return a
}

// appended adds what a list gets; what it had is known where it was assigned.
func (s *speech) appended(a args, call *ast.CallExpr, assigned bool) args {
	if call.Ellipsis.IsValid() {
		a = s.listOf(a, call.Args[1], false)
	} else {
		a = s.alternating(a, call.Args[1:], assigned)
	}
	if assigned {
		return a
	}
	return s.listOf(a, call.Args[0], false)
}

// made adds the names in a list that a function makes, and those of a list that it was given.
func (s *speech) made(a args, call *ast.CallExpr) args {
	all := s.functions(call.Fun, 0)
	for _, f := range all {
		for _, v := range s.given[f.Results().At(0)] {
			list := s.listOf(args{}, v.of, false).lent()
			if p, ok := s.params[list.spread]; ok {
				list.spread = nil
				list = s.spreadBy(list, call, p)
			}
			a.names, a.optional = append(slices.Clone(a.names), list.names...), append(slices.Clone(a.optional), list.optional...)
			a.open = cmp.Or(a.open, list.open)
			if list.spread != nil {
				a.spread = list.spread
			}
		}
	}
	if len(all) == 0 {
		a.open = s.place(call.Pos()) + ": the arguments can't be followed"
	}
	return a
}

// spreadBy adds what a call gives for a parameter that is a list of names and values.
func (s *speech) spreadBy(a args, call *ast.CallExpr, p parameter) args {
	if p.variadic {
		return s.pairs(a, call, p.n)
	}
	return s.listOf(a, call.Args[p.n], false)
}
