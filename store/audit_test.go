package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

// newAudit returns a database whose audit has the rows 1 to 5 and their head.
func newAudit(t *testing.T) (*DB, Head) {
	t.Helper()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		for i := range int64(5) {
			err := tx.Audit(Entry{
				At: now.AddDate(0, 0, int(i)), Actor: rules.PersonID(i), OnBehalfOf: 9, Action: "request.approve",
				Object: "request", ObjectID: i % 2,
				Before: map[string]string{"state": "pending"}, After: map[string]string{"state": "approved", "note": "Bình, thay An"},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return db, verify(t, db, nil).Head
}

func verify(t *testing.T, db *DB, noted *Head) AuditReport {
	t.Helper()
	return read(t, db, func(tx *Tx) (AuditReport, error) { return tx.VerifyAudit(noted) })
}

// tamper changes the audit as somebody would who has the file: without triggers.
func tamper(t *testing.T, db *DB, queries ...string) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		must(tx.exec("PRAGMA defer_foreign_keys = ON"))
		for _, name := range []string{"audit_no_update", "audit_no_delete", "audit_detail_no_update"} {
			must(tx.exec("DROP TRIGGER IF EXISTS " + name))
		}
		for _, q := range queries {
			if _, err := tx.exec(q); err != nil {
				return fmt.Errorf("%s: %w", q, err)
			}
		}
		return nil
	})
}

func TestAWholeAuditVerifies(t *testing.T) {
	t.Parallel()
	db, head := newAudit(t)
	want := AuditReport{Rows: 5, Head: head}
	if diff := cmp.Diff(want, verify(t, db, &head)); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if empty := verify(t, setup(t), nil); empty.Fault != nil || empty.Rows != 0 {
		t.Errorf("an empty audit: %+v", empty)
	}
}

func TestEveryAlterationOfTheAuditIsFound(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		queries []string
		row     int64
		say     string
	}{
		{"instant", []string{"UPDATE audit SET at = at + 1 WHERE id = 3"}, 3, "altered"},
		{"actor", []string{"UPDATE audit SET actor_id = 1 WHERE id = 3"}, 3, "altered"},
		{"on whose behalf", []string{"UPDATE audit SET on_behalf_of = 0 WHERE id = 3"}, 3, "altered"},
		{"action", []string{"UPDATE audit SET action = 'request.reject' WHERE id = 3"}, 3, "altered"},
		{"object", []string{"UPDATE audit SET object = 'person' WHERE id = 3"}, 3, "altered"},
		{"object id", []string{"UPDATE audit SET object_id = 77 WHERE id = 3"}, 3, "altered"},
		{"digest of the detail", []string{"UPDATE audit SET detail_hash = zeroblob(32) WHERE id = 3"}, 3, "altered"},
		{"digest cut short", []string{"UPDATE audit SET detail_hash = substr(detail_hash, 1, 31) WHERE id = 3"}, 3, "altered"},
		{"hash", []string{"UPDATE audit SET hash = zeroblob(32) WHERE id = 3"}, 3, "altered"},
		{"text moved between two columns", []string{"UPDATE audit SET action = 'request.approver', object = 'equest' WHERE id = 3"}, 3, "altered"},
		{"id", []string{"UPDATE audit_detail SET audit_id = 30 WHERE audit_id = 3", "UPDATE audit SET id = 30 WHERE id = 3"}, 3, "missing"},
		{"before", []string{`UPDATE audit_detail SET before = '{"state":"rejected"}' WHERE audit_id = 3`}, 3, "detail"},
		{"after", []string{"UPDATE audit_detail SET after = '' WHERE audit_id = 3"}, 3, "detail"},
		{"salt", []string{"UPDATE audit_detail SET salt = zeroblob(16) WHERE audit_id = 3"}, 3, "detail"},
		{"detail removed", []string{"DELETE FROM audit_detail WHERE audit_id = 3"}, 3, "without an erasure"},
		{"row removed", []string{"DELETE FROM audit_detail WHERE audit_id = 3", "DELETE FROM audit WHERE id = 3"}, 3, "missing"},
		{"first row removed", []string{"DELETE FROM audit_detail WHERE audit_id = 1", "DELETE FROM audit WHERE id = 1"}, 1, "missing"},
		{"rows exchanged", []string{
			"UPDATE audit_detail SET audit_id = 20 WHERE audit_id = 2", "UPDATE audit SET id = 20 WHERE id = 2",
			"UPDATE audit_detail SET audit_id = 2 WHERE audit_id = 3", "UPDATE audit SET id = 2 WHERE id = 3",
			"UPDATE audit_detail SET audit_id = 3 WHERE audit_id = 20", "UPDATE audit SET id = 3 WHERE id = 20",
		}, 2, "out of its place"},
		{"row inserted", []string{`INSERT INTO audit (id, at, actor_id, action, object, object_id, detail_hash, hash)
			SELECT 6, at, actor_id, action, object, object_id, detail_hash, hash FROM audit WHERE id = 5`}, 6, "inserted"},
		{"end removed", []string{"DELETE FROM audit_detail WHERE audit_id > 3", "DELETE FROM audit WHERE id > 3"}, 4, "missing, and all after it up to 5"},
		{"all removed", []string{"DELETE FROM audit_detail", "DELETE FROM audit"}, 1, "missing, and all after it up to 5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db, _ := newAudit(t)
			tamper(t, db, tt.queries...)
			f := verify(t, db, nil).Fault
			if f == nil || f.ID != tt.row || !strings.Contains(f.What, tt.say) {
				t.Errorf("found %v, want row %d: …%s…", f, tt.row, tt.say)
			}
		})
	}
}

// Somebody who rewrites the rows with their hashes, or cuts the end off with the
// counter, is found by a head that was noted outside of the file.
func TestANotedHeadFindsARewrittenAudit(t *testing.T) {
	t.Parallel()
	db, head := newAudit(t)
	cut := []string{"DELETE FROM audit_detail WHERE audit_id > 3", "DELETE FROM audit WHERE id > 3", "DELETE FROM sqlite_sequence WHERE name = 'audit'"}
	tamper(t, db, cut...)
	if f := verify(t, db, nil).Fault; f != nil {
		t.Fatalf("found %v: then the document of VerifyAudit promises too little", f)
	}
	if f := verify(t, db, &head).Fault; f == nil || f.ID != 4 {
		t.Errorf("found %v, want row 4 missing", f)
	}
	write(t, db, func(tx *Tx) error {
		for range 2 {
			if err := tx.Audit(Entry{At: now, Action: "request.reject", Object: "request"}); err != nil {
				return err
			}
		}
		return nil
	})
	if f := verify(t, db, &head).Fault; f == nil || f.ID != 5 || !strings.Contains(f.What, "noted") {
		t.Errorf("found %v, want row 5 not the one noted", f)
	}
}

func TestAnErasureBlanksDetailsAndLeavesTheChainWhole(t *testing.T) {
	t.Parallel()
	db, head := newAudit(t)
	o := newOffice(t, db)
	erase := func() (n int) {
		write(t, db, func(tx *Tx) (err error) {
			if n, err = tx.EraseAudit(now, 4, "request", 1, 77); err != nil || n == 0 {
				return err
			}
			must(0, tx.Erase(Erasure{Person: o.hoa, Name: "Vũ Thị Hòa", Code: "X", Alias: "Y", At: now}))
			must(0, tx.Audit(Entry{At: now, Actor: 4, Action: "person.erase", Object: "person", ObjectID: int64(o.hoa)}))
			return tx.Audit(Entry{At: now, Actor: 4, Action: "data.done", Object: "data_request", ObjectID: 1, After: map[string]string{"kind": "erase"}})
		})
		return n
	}
	if n := erase(); n != 2 {
		t.Errorf("%d details blanked, want 2", n)
	}
	if n := erase(); n != 0 {
		t.Errorf("again: %d details blanked, want 0", n)
	}
	if rep := verify(t, db, &head); rep.Fault != nil || rep.Rows != 8 || rep.Erased != 2 {
		t.Errorf("report %+v, want 8 rows, 2 erased, no fault", rep)
	}
	records := read(t, db, func(tx *Tx) ([]Record, error) { return tx.AuditOf("request", 1, 10) })
	var got []string
	for _, r := range records {
		got = append(got, fmt.Sprintf("%d %s %v %s", r.ID, r.Action, r.Erased, r.After))
	}
	want := []string{`6 audit.erase false {"ids":[2,4]}`, "4 request.approve true ", "2 request.approve true "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

func TestTheAuditIsReadBackNewestFirst(t *testing.T) {
	t.Parallel()
	db, _ := newAudit(t)
	page := func(before int64) (ids []int64) {
		for _, r := range read(t, db, func(tx *Tx) ([]Record, error) { return tx.AuditTrail(before, 3) }) {
			ids = append(ids, r.ID)
		}
		return ids
	}
	if diff := cmp.Diff([][]int64{{5, 4, 3}, {2, 1}}, [][]int64{page(0), page(3)}); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
}

func TestTheAuditIsAppendOnly(t *testing.T) {
	t.Parallel()
	db, _ := newAudit(t)
	for _, q := range []string{
		"UPDATE audit SET actor_id = 1 WHERE id = 3",
		"DELETE FROM audit WHERE id = 5",
		"UPDATE audit_detail SET after = '' WHERE audit_id = 3",
	} {
		err := db.Write(context.Background(), func(tx *Tx) error { _, err := tx.exec(q); return err })
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v, want a refusal", q, err)
		}
	}
}

func TestAnAuditRolledBackLeavesNoGap(t *testing.T) {
	t.Parallel()
	db, _ := newAudit(t)
	write(t, db, func(tx *Tx) error {
		_ = tx.Savepoint(func() error {
			must(0, tx.Audit(Entry{At: now, Action: "request.reject", Object: "request"}))
			return errOops
		})
		return tx.Audit(Entry{At: now, Action: "request.withdraw", Object: "request"})
	})
	if rep := verify(t, db, nil); rep.Fault != nil || rep.Rows != 6 {
		t.Errorf("report %+v, want 6 rows and no fault", rep)
	}
}
