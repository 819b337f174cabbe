package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"tainha/rules"
)

var accessCases = []struct {
	scope rules.Scope
	who   string
	read  string // the subjects whose data may be read, "-" none
	write string
}{
	{rules.NoData, "staff", "own unit branch far", "own unit branch far"},
	{rules.NoData, "operator", "own unit branch far", "own unit branch far"},
	{rules.NoData, "auditor", "own unit branch far", "-"},
	{rules.NoData, "stranger", "own unit branch far", "own unit branch far"},
	{rules.Own, "staff", "own", "own"},
	{rules.Own, "auditor", "own", "own"},
	{rules.Own, "operator", "own", "own"},
	{rules.Own, "stranger", "-", "-"},
	{rules.OwnUnit, "staff", "own unit", "own unit"},
	{rules.OwnUnit, "coordinator", "own", "own"},
	{rules.OwnUnit, "operator", "-", "-"},
	{rules.Approves, "staff", "-", "-"},
	{rules.Approves, "head", "unit", "unit"},
	{rules.Approves, "delegate", "unit", "unit"},
	{rules.Approves, "director", "unit branch", "unit branch"},
	{rules.Branch, "head", "own unit", "own unit"},
	{rules.Branch, "delegate", "own", "own"},
	{rules.Branch, "director", "own unit branch", "own unit branch"},
	{rules.Everyone, "coordinator", "own unit branch far", "own unit branch far"},
	{rules.Everyone, "auditor", "own unit branch far", "-"},
	{rules.Everyone, "operator", "-", "-"},
	{rules.Everyone, "stranger", "-", "-"},
	{rules.Scope(99), "director", "-", "-"},
}

// Every role on every sort of subject, for every scope: read, and write.
func TestAccess(t *testing.T) {
	t.Parallel()
	const everybody = rules.Anyone | rules.Stranger
	actors := map[string]rules.Actor{
		"staff":       {Person: binh, Unit: office, Roles: rules.Staff},
		"head":        {Person: an, Unit: office, Roles: rules.Staff, HeadOf: []rules.UnitID{office}},
		"delegate":    {Person: chi, Unit: office, Roles: rules.Staff, ActsFor: []rules.UnitID{office}},
		"director":    {Person: director, Unit: department, Roles: rules.Staff, HeadOf: []rules.UnitID{department}},
		"coordinator": {Person: 20, Unit: 9, Roles: rules.Coordinator},
		"auditor":     {Person: 21, Unit: 9, Roles: rules.Auditor},
		"operator":    {Person: 22, Unit: 9, Roles: rules.Operator},
		"stranger":    {Roles: rules.Stranger},
	}
	other := rules.UnitID(8) // under the department, beside the office
	subjects := []struct {
		name string
		of   func(a rules.Actor) rules.Subject
	}{
		{"own", func(a rules.Actor) rules.Subject { return rules.Subject{Person: a.Person, Unit: a.Unit} }},
		{"unit", func(rules.Actor) rules.Subject {
			return rules.Subject{Person: 50, Unit: office, Ancestors: []rules.UnitID{department}}
		}},
		{"branch", func(rules.Actor) rules.Subject {
			return rules.Subject{Person: 51, Unit: other, Ancestors: []rules.UnitID{department}}
		}},
		{"far", func(rules.Actor) rules.Subject { return rules.Subject{Person: 52, Unit: 99} }},
	}
	for _, c := range accessCases {
		for _, write := range []bool{false, true} {
			want := c.read
			if write {
				want = c.write
			}
			a := actors[c.who]
			var got []string
			for _, s := range subjects {
				if rules.May(a, rules.Access{Who: everybody, Over: c.scope, Write: write}, s.of(a)) {
					got = append(got, s.name)
				}
			}
			if g := strings.Join(append(got, ""), " "); strings.TrimSpace(g) != strings.Trim(want, "-") {
				t.Errorf("scope %d, %s, write %v: %q, want %q", c.scope, c.who, write, g, want)
			}
		}
	}
}

func TestAccessNeedsTheRole(t *testing.T) {
	t.Parallel()
	self := rules.Subject{Person: binh, Unit: office}
	claims := rules.Actor{Person: binh, Unit: office, Roles: rules.Staff | rules.Head} // heads nothing
	for _, c := range []struct {
		a    rules.Actor
		x    rules.Access
		want bool
	}{
		{rules.Actor{Person: binh, Roles: rules.Staff}, rules.Access{Who: rules.Coordinator, Over: rules.Everyone}, false},
		{rules.Actor{Person: binh, Roles: rules.Staff | rules.Coordinator}, rules.Access{Who: rules.Coordinator, Over: rules.Everyone}, true},
		{claims, rules.Access{Who: rules.Head, Over: rules.Own}, false},
		{rules.Actor{}, rules.Access{Who: rules.Anyone, Over: rules.NoData}, false},
	} {
		if got := rules.May(c.a, c.x, self); got != c.want {
			t.Errorf("%s: %v", fmt.Sprint(c.a, c.x), got)
		}
	}
	team := []rules.Access{{Who: rules.Staff, Over: rules.OwnUnit}, {Who: rules.Auditor, Over: rules.Everyone}}
	far := rules.Subject{Person: 52, Unit: 99}
	if rules.MayAny(claims, team, far) || !rules.MayAny(rules.Actor{Person: 21, Roles: rules.Auditor}, team, far) {
		t.Error("each role has the scope that is declared for it")
	}
}
