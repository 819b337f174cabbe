package store

import (
	"context"
	"slices"
	"testing"

	"tainha/rules"
)

func TestAChangeOfTheNumbersThatCannotBeReadStopsNoOther(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		must(tx.insert(`INSERT INTO policy_change (unit_id, since, change, by_id, at) VALUES (?, '2026-12-01', '{"since":"later"}', ?, 1)`, int64(o.planning), int64(o.an)))
		return tx.AddPolicyChange(o.planning, rules.PolicyChange{Since: day, Follow: true}, o.an, now)
	})
	list := read(t, db, func(tx *Tx) ([]rules.UnitChange, error) { return tx.PolicyChanges() })
	if len(list) != 1 || !list[0].Follow {
		t.Errorf("read %+v, want the one that can be read", list)
	}
	report := must(Inspect(context.Background(), db.path))
	if !slices.Equal(report.Unread, []int64{1}) || report.DeadLetters != 0 {
		t.Errorf("a look from outside says %v unread, %d dead letters", report.Unread, report.DeadLetters)
	}
}
