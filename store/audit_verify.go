package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// String is the head as it is noted: its row and its hash.
func (h Head) String() string { return fmt.Sprintf("%d:%x", h.ID, h.Hash) }

// ParseHead reads what String wrote, white space around it left out.
func ParseHead(s string) (h Head, err error) {
	id, sum, _ := strings.Cut(strings.TrimSpace(s), ":")
	hash, err := hex.DecodeString(sum)
	if err == nil {
		h.ID, err = strconv.ParseInt(id, 10, 64)
	}
	if err != nil || h.ID < 1 || copy(h.Hash[:], hash) != len(h.Hash) || len(hash) != len(h.Hash) {
		return Head{}, fmt.Errorf("%q is no head of an audit such as 120:9f86…", s)
	}
	return h, nil
}

// AuditReport is what VerifyAudit found.
type AuditReport struct {
	Rows   int
	Erased int    // rows whose detail was erased, each on record
	Head   Head   // the last row, to be noted for the next time
	Fault  *Fault // nil: the audit is whole
}

// Fault is the first row that isn't as it was written.
type Fault struct {
	ID   int64
	What string
}

func (f *Fault) Error() string { return fmt.Sprintf("audit row %d: %s", f.ID, f.What) }

// VerifyAudit walks the audit from its first row and stops at the first fault:
// a row altered, missing, inserted or out of its place, a detail altered, or
// removed without an erasure on record. With a head noted earlier it also finds
// that rows up to it were rewritten or cut off.
//
// Not to be found without a noted head: somebody who can write the file and
// rewrites every row from a point on, hashes and details included; or who cuts
// off the end and sets the file's counter of rows (sqlite_sequence) back too.
func (tx *Tx) VerifyAudit(noted *Head) (AuditReport, error) {
	v := verifier{noted: noted, bare: make(map[int64]bool)}
	err := tx.queryEach(v.row, `SELECT a.id, a.at, a.actor_id, a.on_behalf_of, a.action, a.object, a.object_id,
		a.detail_hash, a.hash, d.audit_id IS NOT NULL, d.salt, coalesce(d.before, ''), coalesce(d.after, '')
		FROM audit a LEFT JOIN audit_detail d ON d.audit_id = a.id ORDER BY a.id`)
	if err != nil {
		return AuditReport{}, fmt.Errorf("verify audit: %w", err)
	}
	last, err := orZero(queryRow(tx, scalar[int64], `SELECT seq FROM sqlite_sequence WHERE name = 'audit'`))
	if err != nil {
		return AuditReport{}, fmt.Errorf("verify audit: %w", err)
	}
	v.finish(last)
	return v.AuditReport, nil
}

type verifier struct {
	AuditReport
	noted *Head
	bare  map[int64]bool // rows without a detail that no erasure has explained yet
}

func (v *verifier) fail(id int64, what string) {
	if v.Fault == nil || id < v.Fault.ID {
		v.Fault = &Fault{id, what}
	}
}

// row checks one row against the one before it. Behind a fault in the chain
// nothing can be said, so the rest is passed over.
func (v *verifier) row(r row) error {
	if v.Fault != nil {
		return nil
	}
	var a auditRow
	var detailHash, hash, salt []byte
	var before, after string
	var detailed bool
	err := r.Scan(&a.id, &a.at, &a.actor, &a.onBehalfOf, &a.action, &a.object, &a.objectID,
		&detailHash, &hash, &detailed, &salt, &before, &after)
	if err != nil {
		return err
	}
	if want := v.Head.ID + 1; a.id != want {
		v.fail(want, fmt.Sprintf("missing: the next row is %d", a.id))
		return nil
	}
	copy(a.detail[:], detailHash)
	sum := a.chain(v.Head.Hash)
	if len(detailHash) != len(a.detail) || !bytes.Equal(sum[:], hash) {
		v.fail(a.id, "altered, inserted or out of its place: it does not fit its hash and the row before")
		return nil
	}
	v.Head = Head{a.id, sum}
	v.Rows++
	if v.noted != nil && v.noted.ID == a.id && v.noted.Hash != sum {
		v.fail(a.id, "not the row that was noted: this row or rows before it were rewritten")
	}
	switch {
	case !detailed:
		v.bare[a.id] = true
	case detailDigest(salt, before, after) != a.detail:
		v.fail(a.id, "its detail (before or after) was altered")
	case a.action == actionErase:
		return v.erase(a.id, after)
	}
	return nil
}

func (v *verifier) erase(id int64, after string) error {
	var e erasure
	if err := json.Unmarshal([]byte(after), &e); err != nil {
		return fmt.Errorf("read the erasure in row %d: %w", id, err)
	}
	for _, erased := range e.IDs {
		if v.bare[erased] {
			delete(v.bare, erased)
			v.Erased++
		}
	}
	return nil
}

// finish checks what only the end can tell; last is the highest row ever written.
func (v *verifier) finish(last int64) {
	if v.Fault != nil {
		return
	}
	for id := range v.bare {
		v.fail(id, "its detail was removed without an erasure on record")
	}
	if v.noted != nil {
		last = max(last, v.noted.ID)
	}
	if last > v.Head.ID {
		v.fail(v.Head.ID+1, fmt.Sprintf("missing, and all after it up to %d", last))
	}
}
