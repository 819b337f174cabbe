package store

import (
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

// Whoever has the file can delete details and append a well-chained row that says they
// were erased; the chain is whole, and so is it up to a head noted before.
func TestAnErasureInTheAuditMatchesARequestALeaverOrTheLedger(t *testing.T) {
	t.Parallel()
	erase := func(tx *Tx, who rules.PersonID, at time.Time, after any) {
		must(tx.EraseAudit(at, 9, "person", int64(who)))
		must(0, tx.Erase(Erasure{Person: who, Name: "Vũ Thị Hòa", Code: "X", Alias: "Y", At: at}))
		must(0, tx.Audit(Entry{At: at, Actor: 9, Action: "person.erase", Object: "person", ObjectID: int64(who), After: after}))
	}
	hour := now.Add(time.Hour)
	for name, c := range map[string]struct {
		do    func(tx *Tx, o office)
		wrong string // empty: it is whole
	}{
		"asked for": {func(tx *Tx, o office) {
			erase(tx, o.hoa, now, nil)
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "data.done", Object: "data_request", ObjectID: 3, After: map[string]string{"kind": "erase"}}))
		}, ""},
		"left before": {func(tx *Tx, o office) {
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "person.deactivate", Object: "person", ObjectID: int64(o.hoa)}))
			erase(tx, o.hoa, hour, nil)
		}, ""},
		"in the ledger": {func(tx *Tx, o office) {
			erase(tx, o.hoa, now, map[string]any{"ledger": must(tx.Mark(o.hoa))})
		}, ""},
		"the row alone": {func(tx *Tx, o office) { must(tx.EraseAudit(now, 9, "person", int64(o.hoa))) }, "nobody was erased"},
		"the row, and work goes on": {func(tx *Tx, o office) {
			must(tx.EraseAudit(now, 9, "person", int64(o.hoa)))
			must(0, tx.Audit(Entry{At: hour, Actor: 1, Action: "x", Object: "x"}))
		}, "nobody was erased"},
		"a person who is not erased": {func(tx *Tx, o office) {
			must(tx.EraseAudit(now, 9, "person", int64(o.hoa)))
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "person.erase", Object: "person", ObjectID: int64(o.hoa)}))
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "data.done", Object: "data_request", ObjectID: 3, After: map[string]string{"kind": "erase"}}))
		}, "who is not erased"},
		"details of another": {func(tx *Tx, o office) {
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "person.deactivate", Object: "person", ObjectID: int64(o.hoa)}))
			must(tx.EraseAudit(hour, 9, "person", int64(o.an)))
			erase(tx, o.hoa, hour, nil)
		}, "which is not of person"},
		"nobody asked": {func(tx *Tx, o office) { erase(tx, o.hoa, now, nil) }, "matches no data request"},
		"another answer": {func(tx *Tx, o office) {
			erase(tx, o.hoa, now, nil)
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "data.done", Object: "data_request", ObjectID: 3, After: map[string]string{"kind": "correct"}}))
		}, "matches no data request"},
		"left, and came back": {func(tx *Tx, o office) {
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "person.deactivate", Object: "person", ObjectID: int64(o.hoa)}))
			must(0, tx.Audit(Entry{At: now, Actor: 9, Action: "person.reactivate", Object: "person", ObjectID: int64(o.hoa)}))
			erase(tx, o.hoa, hour, nil)
		}, "matches no data request"},
		"of no ledger": {func(tx *Tx, o office) { erase(tx, o.hoa, now, map[string]any{"ledger": strings.Repeat("ab", 32)}) }, "matches no data request"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := setup(t)
			o := newOffice(t, db)
			ledger := map[ErasureMark]time.Time{}
			write(t, db, func(tx *Tx) error {
				for _, who := range []rules.PersonID{o.an, o.hoa} {
					must(0, tx.Audit(Entry{At: now, Actor: 1, Action: "x", Object: "person", ObjectID: int64(who), After: "một tên"}))
				}
				ledger[must(tx.Mark(o.hoa))] = now
				c.do(tx, o)
				return nil
			})
			rep := read(t, db, func(tx *Tx) (AuditReport, error) { return tx.VerifyAgainst(Proof{Ledger: ledger}) })
			switch {
			case c.wrong == "" && rep.Fault != nil:
				t.Error(rep.Fault)
			case c.wrong != "" && (rep.Fault == nil || !strings.Contains(rep.Fault.What, c.wrong)):
				t.Errorf("found %v, want: …%s…", rep.Fault, c.wrong)
			}
			if name == "in the ledger" && verify(t, db, nil).Fault == nil {
				t.Error("without the ledger it is whole, too")
			}
		})
	}
}
