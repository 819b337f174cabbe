package store

import (
	"fmt"

	"tainha/rules"
)

// AuditAbout reads what a person did and what was done to them and to what the
// manifest says is theirs, newest first, below the row before; 0 begins at the end.
func (tx *Tx) AuditAbout(p rules.PersonID, before int64, limit int) ([]Record, error) {
	if before == 0 {
		before = endOfAudit
	}
	theirs := "SELECT id FROM audit WHERE actor_id = ?1"
	for _, t := range Manifest() {
		if t.Audit.As != "" {
			theirs += "\n\t\t\tUNION SELECT x.id FROM (" + t.idsOf() + ") r JOIN audit x ON x.object = '" + t.Audit.As + "' AND x.object_id = r.id"
		}
	}
	return queryAll(tx, scanRecord, selectRecord+`WHERE a.id IN (`+theirs+`) AND a.id < ?2 ORDER BY a.id DESC LIMIT ?3`, p, before, limit)
}

// AuditOfBefore reads what was done to one object, newest first, below the row
// before; 0 begins at the end.
func (tx *Tx) AuditOfBefore(object string, id, before int64, limit int) ([]Record, error) {
	if before == 0 {
		before = endOfAudit
	}
	return queryAll(tx, scanRecord, selectRecord+`WHERE a.object = ? AND a.object_id = ? AND a.id < ? ORDER BY a.id DESC LIMIT ?`,
		object, id, before, limit)
}

// AuditHashes are the hashes of rows of the audit, in hexadecimal: with them the rows can be found unaltered by
// `tainha audit verify`.
func (tx *Tx) AuditHashes(ids ...int64) (map[int64]string, error) {
	out := map[int64]string{}
	list, err := queryAll(tx, func(r row) (h Head, err error) {
		var hash []byte
		err = r.Scan(&h.ID, &hash)
		copy(h.Hash[:], hash)
		return h, err
	}, `SELECT id, hash FROM audit WHERE id IN (SELECT value FROM json_each(?))`, idList(ids))
	if err != nil {
		return nil, fmt.Errorf("load the hashes of the audit: %w", err)
	}
	for _, h := range list {
		out[h.ID] = fmt.Sprintf("%x", h.Hash)
	}
	return out, nil
}
