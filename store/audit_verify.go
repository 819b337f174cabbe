package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
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

// Proof is what is kept outside of the database, against which the audit is held.
type Proof struct {
	Noted  []Head                    // heads noted earlier
	Ledger map[ErasureMark]time.Time // who was erased before a backup was restored
}

// VerifyAudit is VerifyAgainst with one noted head, nil for none.
func (tx *Tx) VerifyAudit(noted *Head) (AuditReport, error) {
	var p Proof
	if noted != nil {
		p.Noted = append(p.Noted, *noted)
	}
	return tx.VerifyAgainst(p)
}

// VerifyAgainst walks the audit from its first row and stops at the first fault:
// a row altered, missing, inserted or out of its place, a detail altered, or
// removed without an erasure on record, and an erasure that belongs to no person who
// is erased and asked for it, left the staff before, or stands in the ledger of a
// restore. With heads noted earlier it also finds that rows up to them were
// rewritten or cut off.
//
// Not to be found without a noted head: somebody who can write the file and
// rewrites every row from a point on, hashes and details included; or who cuts
// off the end and sets the file's counter of rows (sqlite_sequence) back too.
func (tx *Tx) VerifyAgainst(p Proof) (AuditReport, error) {
	v := verifier{noted: map[int64]digest{}, bare: make(map[int64]bool), left: map[int64]int64{}}
	for _, h := range p.Noted {
		v.noted[h.ID] = h.Hash
		v.latest = max(v.latest, h.ID)
	}
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
	if v.Fault != nil {
		return v.AuditReport, nil
	}
	for _, e := range v.erased {
		what, err := tx.unfounded(e, v.first, p.Ledger)
		if err != nil {
			return AuditReport{}, fmt.Errorf("verify audit: %w", err)
		}
		if what != "" {
			v.fail(e.rows[0].id, what)
		}
	}
	return v.AuditReport, nil
}

type verifier struct {
	AuditReport
	noted  map[int64]digest
	latest int64           // the last row that was noted
	bare   map[int64]bool  // rows without a detail that no erasure has explained yet
	first  digest          // of the first row
	left   map[int64]int64 // when who is off the staff left it
	erased []*erased
}

// erased is one erasure: the rows that blank details, and that of the person.
type erased struct {
	rows   []auditRow
	person int64
	left   bool   // the person was off the staff before
	asked  bool   // it answers a data request
	ledger string // it repeats one after a restore
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
	if v.Rows == 1 {
		v.first = sum
	}
	if noted, is := v.noted[a.id]; is && noted != sum {
		v.fail(a.id, "not the row that was noted: this row or rows before it were rewritten")
	}
	switch {
	case !detailed:
		v.bare[a.id] = true
	case detailDigest(salt, before, after) != a.detail:
		v.fail(a.id, "its detail (before or after) was altered")
	case a.action == actionErase:
		v.belongs(a, after)
		return v.erase(a.id, after)
	}
	v.belongs(a, after)
	return nil
}

// belongs joins a row to the erasure that it is of. The rows that blank details are
// followed, in the same action, by that of the person, and where it was asked for by
// that of the answer.
func (v *verifier) belongs(a auditRow, after string) {
	var last *erased
	if n := len(v.erased); n > 0 && v.erased[n-1].rows[0].sameAct(a) {
		last = v.erased[n-1]
	}
	if n := len(v.erased); n > 0 && v.erased[n-1].person == 0 && (last == nil || a.action != actionErase && a.action != "person.erase") {
		v.fail(v.erased[n-1].rows[0].id, unexplained)
		return
	}
	switch {
	case a.action == actionErase && (last == nil || last.person != 0):
		v.erased = append(v.erased, &erased{rows: []auditRow{a}})
	case a.action == actionErase:
		last.rows = append(last.rows, a)
	case a.action == "person.erase" && last != nil && last.person == 0:
		var again struct {
			Ledger string `json:"ledger"`
		}
		_ = json.Unmarshal([]byte(after), &again) // most hold nothing
		at, gone := v.left[a.objectID]
		last.person, last.left, last.ledger = a.objectID, gone && at < a.at, again.Ledger
	case a.action == "data.done" && last != nil:
		var d struct {
			Kind rules.DataRequestKind `json:"kind"`
		}
		_ = json.Unmarshal([]byte(after), &d) // a detail that is no JSON asks for nothing
		last.asked = last.asked || d.Kind == rules.DataErase
	case a.action == "person.deactivate":
		v.left[a.objectID] = a.at
	case a.action == "person.reactivate":
		delete(v.left, a.objectID)
	}
}

const unexplained = "it erases details, and nobody was erased with it"

// sameAct is whether two rows are of one action.
func (r *auditRow) sameAct(a auditRow) bool { return r.at == a.at && r.actor == a.actor }

// unfounded says what is missing for an erasure to be one: a person who is erased,
// whose details it blanks, and a reason.
func (tx *Tx) unfounded(e *erased, first digest, ledger map[ErasureMark]time.Time) (string, error) {
	at, err := orZero(queryRow(tx, scalar[time.Time], `SELECT erased_at FROM person WHERE id = ?`, e.person))
	if err != nil {
		return "", err
	}
	if at.IsZero() {
		return fmt.Sprintf("it erases details of person %d, who is not erased", e.person), nil
	}
	for _, r := range e.rows {
		whose, known, err := tx.ownersOf(r.object, r.objectID)
		if err != nil {
			return "", err
		}
		if known && !slices.Contains(whose, e.person) {
			return fmt.Sprintf("it erases details of %s %d, which is not of person %d", r.object, r.objectID, e.person), nil
		}
	}
	m := mark(first[:], rules.PersonID(e.person))
	_, again := ledger[m]
	if e.asked || e.left || e.ledger != "" && ErasureMark(e.ledger) == m && again {
		return "", nil
	}
	return "the erasure matches no data request, nobody who had left, and nothing in the ledger of erasures", nil
}

// ownersOf are the persons whose object it is; known is false for what is no more.
func (tx *Tx) ownersOf(object string, id int64) (whose []int64, known bool, err error) {
	for _, t := range Manifest() {
		if t.Audit.As != object {
			continue
		}
		for _, c := range t.of(WhoseRow) {
			rows, err := queryAll(tx, scalar[int64], `SELECT coalesce(`+c+`, 0) FROM `+t.Name+` WHERE id = ?`, id)
			if err != nil {
				return nil, false, err
			}
			whose, known = append(whose, rows...), known || len(rows) > 0
		}
	}
	return whose, known, nil
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
	if n := len(v.erased); n > 0 && v.erased[n-1].person == 0 {
		v.fail(v.erased[n-1].rows[0].id, unexplained)
	}
	last = max(last, v.latest)
	if last > v.Head.ID {
		v.fail(v.Head.ID+1, fmt.Sprintf("missing, and all after it up to %d", last))
	}
}
