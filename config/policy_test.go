package config

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"

	"tainha/rules"
)

// The table of numbers and the file name the same keys: a number that is added
// to one is read from the other.
func TestEveryNumberHasItsKeyInTheConfiguration(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	for _, of := range []reflect.Type{reflect.TypeFor[numbersFile](), reflect.TypeFor[changeFile]()} {
		for field := range of.Fields() {
			keys[field.Tag.Get("yaml")] = true
		}
	}
	for _, n := range rules.Numbers() {
		switch {
		case (n.Config == "") == (n.NotInConfig == ""):
			t.Errorf("the number %s has no key of the configuration and no reason, or both", n.Key)
		case n.Config != "" && !keys[n.Config]:
			t.Errorf("the configuration does not read %s, the key of the number %s", n.Config, n.Key)
		}
		delete(keys, n.Config)
	}
	for _, more := range []string{"", "from", "follow_pilot"} { // of a change, not of a number
		delete(keys, more)
	}
	if len(keys) > 0 {
		t.Errorf("the configuration reads %v, of which the table of numbers (rules/number.go) knows nothing", keys)
	}
	var f policyFile
	f.each(func(n rules.Number, field reflect.Value) {
		if _, ok := reflect.TypeAssert[written](reflect.New(field.Type().Elem())); !ok {
			t.Errorf("the file has no way to write %s", n.Key)
		}
	})
	base := defaultPolicy()
	var c rules.PolicyChange
	base.set(&c)
	if got, want := c.On(rules.Policy{}), rules.DefaultPolicy(); !reflect.DeepEqual(got, want) {
		t.Errorf("the defaults of the file are %+v, of the rules %+v", got, want)
	}
}

// validates reports whether a function is Policy.Validate: what the file is held to.
func validates(f *ast.FuncDecl) bool {
	if f.Recv == nil || f.Name.Name != "Validate" {
		return false
	}
	of, ok := f.Recv.List[0].Type.(*ast.Ident)
	return ok && of.Name == "Policy"
}

// What the rules can refuse of the numbers is said at its key, in an operator's words.
func TestEveryFaultOfANumberIsSaidAtItsKey(t *testing.T) {
	t.Parallel()
	elsewhere := map[string]bool{
		"policy.load":  true, // decided in the chat, never in the file
		"policy.times": true, // the file's own reader takes no negative time
	}
	found := 0
	for _, name := range []string{"number.go", "policy.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), "../rules/"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && name == "policy.go" && !validates(f) {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || !strings.HasPrefix(lit.Value, `"policy.`) {
					return true
				}
				found++
				key := strings.Trim(lit.Value, `"`)
				if fault, known := policyFaults[key]; elsewhere[key] == known || known && (fault.key == "" || fault.text == "") {
					t.Errorf("the rules refuse a number with %s, and policyFaults says it at no key", key)
				}
				return true
			})
		}
	}
	if found < 9 {
		t.Errorf("only %d faults were found", found)
	}
}
