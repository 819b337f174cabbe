package rules_test

import (
	"reflect"
	"testing"

	"tainha/rules"
)

// A row for each number: what a policy or a change holds without one would be
// set by nobody, or be judged by nobody.
func TestEveryFieldOfThePolicyHasItsRow(t *testing.T) {
	t.Parallel()
	all := rules.Numbers()
	change := reflect.TypeFor[rules.PolicyChange]()
	if rows, policy := len(all), reflect.TypeFor[rules.Policy]().NumField(); rows != policy || change.NumField() != policy+2 { // and since, follow
		t.Errorf("%d rows, %d fields of a policy, %d of a change", rows, policy, change.NumField())
	}
	ids, keys := map[rules.NumberID]bool{}, map[string]bool{}
	for _, n := range all {
		if ids[n.ID] || keys[n.Key] || n.ID == 0 || n.Key == "" || n.Form == 0 {
			t.Errorf("row %+v", n.Key)
		}
		ids[n.ID], keys[n.Key] = true, true
		var c rules.PolicyChange
		n.Set(&c, n.Get(policy()))
		if got := n.Get(c.On(rules.Policy{})); !reflect.DeepEqual(got, n.Get(policy())) {
			t.Errorf("%s set to %v is %v", n.Key, n.Get(policy()), got)
		}
		for _, other := range all {
			if changed := !other.Same(rules.Policy{}, c.On(rules.Policy{})); changed && other.ID != n.ID {
				t.Errorf("to set %s changes %s", n.Key, other.Key)
			}
		}
		if (n.Mode(&c) != nil) != n.IsLimit() {
			t.Errorf("%s: is it a limit?", n.Key)
		}
	}
}
