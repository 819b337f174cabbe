package config

import (
	"reflect"
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
