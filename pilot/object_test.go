package pilot_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"tainha/store"
)

// ofNobody are the objects whose audit is about no person, and so stays whole after an
// erasure.
var ofNobody = map[string]string{
	"calendar":      "the agency's",
	"day":           "what is done is done to its tasks",
	"digest":        "nothing is done to it",
	"day_reminder":  "nothing is done to it",
	"indicator":     "the agency's: who decides it is a number there",
	"pilot":         "the agency's",
	"proof":         "nothing is done to it: what is audited is the task",
	"position":      "the agency's",
	"review_checks": "nothing is done to it: what is audited is the unit",
	"unit":          "the agency's: who heads it is a number there",
	"wave":          "the agency's: nobody's answer is in it",
	"unit_group":    "nothing is done to it: what is audited is the unit",
}

// What the audit tells of an object is blanked with the person whose it is: the personal
// manifest names the object at the table that holds it, or it is nobody's.
func TestTheAuditOfEveryObjectIsErasedWithItsPerson(t *testing.T) {
	t.Parallel()
	erased := map[string]bool{}
	for _, table := range store.Manifest() {
		erased[table.Audit.As] = true
	}
	file, err := parser.ParseFile(token.NewFileSet(), "object.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Object") {
			return true
		}
		found++
		kind := strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`) //nolint:errcheck // another value is a panic here
		switch nobody := ofNobody[kind] != ""; {
		case !nobody && !erased[kind]:
			t.Errorf("%s: no table of the personal manifest (store/personal_tables.go) says Audit: as(%q), so an erasure leaves what the audit tells of it", spec.Names[0].Name, kind)
		case nobody && erased[kind]:
			t.Errorf("%s is said to be nobody's (%s), and the personal manifest names it", kind, ofNobody[kind])
		}
		return true
	})
	if found < len(ofNobody)+5 {
		t.Errorf("only %d objects were found", found)
	}
}
