package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tainha/rules"
)

// Entry is one change for the audit: who did what to which object, when, and
// how it was before and after. Names and texts of people belong in Before and
// After only, the part that an erasure can blank.
type Entry struct {
	At            time.Time
	Actor         rules.PersonID // 0: the system
	OnBehalfOf    rules.PersonID // the head for whom a delegate acted, 0: nobody
	Action        string         // such as "request.approve"
	Object        string         // such as "request"
	ObjectID      int64
	Before, After any // kept as compact JSON; nil: nothing
}

// actionErase is the action of an erasure of details.
const actionErase = "audit.erase"

// erasure is the After of an entry with actionErase.
type erasure struct {
	IDs []int64 `json:"ids"` // rows whose detail was blanked
}

// digest is a SHA-256 sum.
type digest [sha256.Size]byte

// Audit appends an entry in this transaction. Each row holds the hash of itself
// and the row before it, and a salted digest of its detail: the detail can be
// erased later, and a short one can't be guessed from its digest.
func (tx *Tx) Audit(e Entry) error {
	before, err := detailText(e.Before)
	if err != nil {
		return fmt.Errorf("audit %s: before: %w", e.Action, err)
	}
	after, err := detailText(e.After)
	if err != nil {
		return fmt.Errorf("audit %s: after: %w", e.Action, err)
	}
	head, ok := tx.Kept(lastAudited{}).(Head)
	if !ok {
		if head, err = tx.auditHead(); err != nil {
			return fmt.Errorf("audit %s: %w", e.Action, err)
		}
	}
	var salt [16]byte
	_, _ = rand.Read(salt[:]) // never fails
	r := auditRow{
		id: head.ID + 1, at: ms(e.At), actor: int64(e.Actor), onBehalfOf: int64(e.OnBehalfOf),
		action: e.Action, object: e.Object, objectID: e.ObjectID,
		detail: detailDigest(salt[:], before, after),
	}
	hash := r.chain(head.Hash)
	tx.audited = append(tx.audited, [2][]any{
		{r.id, r.at, r.actor, r.onBehalfOf, r.action, r.object, r.objectID, hex.EncodeToString(r.detail[:]), hex.EncodeToString(hash[:])},
		{r.id, hex.EncodeToString(salt[:]), before, after},
	})
	tx.drop("audit")
	tx.drop("audit_detail")
	tx.Keep(lastAudited{}, Head{ID: r.id, Hash: hash})
	return nil
}

// LastAudited is the number of the change that was noted last in this transaction, 0
// before the first.
func (tx *Tx) LastAudited() int64 {
	head, _ := tx.Kept(lastAudited{}).(Head)
	return head.ID
}

// flushAudit stores what was audited, in order. It runs before any statement that
// looks at the audit, at a savepoint's ends and before the commit.
func (tx *Tx) flushAudit() error {
	if len(tx.audited) == 0 {
		return nil
	}
	var rows, details [][]any
	for _, x := range tx.audited {
		rows, details = append(rows, x[0]), append(details, x[1])
	}
	tx.audited = nil
	for _, insert := range []struct {
		query string
		rows  [][]any
	}{
		{`INSERT INTO audit (id, at, actor_id, on_behalf_of, action, object, object_id, detail_hash, hash)
			SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, unhex(value ->> 7), unhex(value ->> 8)
			FROM json_each(?) ORDER BY key`, rows},
		{`INSERT INTO audit_detail (audit_id, salt, before, after)
			SELECT value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3 FROM json_each(?) ORDER BY key`, details},
	} {
		data, err := json.Marshal(insert.rows)
		if err != nil {
			return fmt.Errorf("audit %d changes: %w", len(rows), err)
		}
		if _, err := tx.exec(insert.query, string(data)); err != nil {
			return fmt.Errorf("audit %d changes: %w", len(rows), err)
		}
	}
	return nil
}

// lastAudited is the key under which the audit's end is kept.
type lastAudited struct{}

// EraseAudit blanks the details of everything that was audited about the
// objects and appends an entry that says so. It returns how many were blanked.
func (tx *Tx) EraseAudit(at time.Time, actor rules.PersonID, object string, ids ...int64) (int, error) {
	n := 0
	for _, id := range ids {
		rows, err := queryAll(tx, scalar[int64], `SELECT a.id FROM audit a JOIN audit_detail d ON d.audit_id = a.id
			WHERE a.object = ? AND a.object_id = ? AND a.action <> ? ORDER BY a.id`, object, id, actionErase)
		if err != nil {
			return n, fmt.Errorf("erase audit details: %w", err)
		}
		if len(rows) == 0 {
			continue
		}
		for _, r := range rows {
			if _, err := tx.exec(`DELETE FROM audit_detail WHERE audit_id = ?`, r); err != nil {
				return n, fmt.Errorf("erase audit detail %d: %w", r, err)
			}
		}
		n += len(rows)
		err = tx.Audit(Entry{At: at, Actor: actor, Action: actionErase, Object: object, ObjectID: id, After: erasure{rows}})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// Record is an entry as it is read back.
type Record struct {
	ID            int64
	At            time.Time
	Actor         rules.PersonID
	OnBehalfOf    rules.PersonID
	Action        string
	Object        string
	ObjectID      int64
	Before, After json.RawMessage // nil: nothing, or erased
	Erased        bool
}

const selectRecord = `SELECT a.id, a.at, a.actor_id, a.on_behalf_of, a.action, a.object, a.object_id,
	coalesce(d.before, ''), coalesce(d.after, ''), d.audit_id IS NULL
	FROM audit a LEFT JOIN audit_detail d ON d.audit_id = a.id `

// AuditOf reads what was done to one object, newest first.
func (tx *Tx) AuditOf(object string, id int64, limit int) ([]Record, error) {
	return tx.AuditOfBefore(object, id, 0, limit)
}

// endOfAudit is behind every row.
const endOfAudit = 1 << 62

// AuditTrail reads what was done to anything, newest first, below the row
// before; 0 begins at the end.
func (tx *Tx) AuditTrail(before int64, limit int) ([]Record, error) {
	if before == 0 {
		before = endOfAudit
	}
	return queryAll(tx, scanRecord, selectRecord+`WHERE a.id < ? ORDER BY a.id DESC LIMIT ?`, before, limit)
}

func scanRecord(r row) (rec Record, err error) {
	var before, after string
	err = r.Scan(&rec.ID, &rec.At, &rec.Actor, &rec.OnBehalfOf, &rec.Action, &rec.Object, &rec.ObjectID, &before, &after, &rec.Erased)
	if before != "" {
		rec.Before = json.RawMessage(before)
	}
	if after != "" {
		rec.After = json.RawMessage(after)
	}
	return rec, err
}

// Head is the end of the audit: its last row. Noted elsewhere (printed, sent to
// an auditor) it is the only proof against a rewriting of the whole chain.
type Head struct {
	ID   int64
	Hash digest
}

func (tx *Tx) auditHead() (Head, error) {
	h, err := queryRow(tx, func(r row) (h Head, err error) {
		var hash []byte
		err = r.Scan(&h.ID, &hash)
		copy(h.Hash[:], hash)
		return h, err
	}, `SELECT id, hash FROM audit WHERE id = (SELECT max(id) FROM audit)`)
	if errors.Is(err, ErrNotFound) {
		return Head{}, nil
	}
	return h, err
}

// auditRow is what a row's hash is taken of, in its stored forms.
type auditRow struct {
	id, at, actor, onBehalfOf int64
	action, object            string
	objectID                  int64
	detail                    digest
}

// chain is the hash of the row behind the row with the hash prev: SHA-256 of
// prev, the numbers as 8 bytes each (big endian), the texts after their lengths.
func (r *auditRow) chain(prev digest) digest {
	b := make([]byte, 0, 256)
	b = append(b, prev[:]...)
	for _, n := range [...]int64{r.id, r.at, r.actor, r.onBehalfOf, r.objectID} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	b = appendText(b, r.action)
	b = appendText(b, r.object)
	return sha256.Sum256(append(b, r.detail[:]...))
}

func detailDigest(salt []byte, before, after string) digest {
	b := make([]byte, 0, len(salt)+len(before)+len(after)+16)
	b = append(b, salt...)
	b = appendText(b, before)
	return sha256.Sum256(appendText(b, after))
}

func appendText(b []byte, s string) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(len(s)))
	return append(b, s...)
}

func detailText(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}
