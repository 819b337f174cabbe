package store

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tainha/rules"
)

// afterErasing does outside of the transaction what an erasure asks for: the log is
// truncated, the ledger written, the keys of closed surveys destroyed. What can't be done yet is tried after the next
// write: the erasure itself stands.
func (db *DB) afterErasing(tx *Tx, c *conn) {
	if tx.erased {
		db.leftovers.Store(true)
	}
	if db.leftovers.Load() {
		db.truncateLog(tx.ctx, c)
	}
	if tx.closed || db.keysOwed.Load() {
		db.dropKeys(tx.ctx, c)
	}
	if tx.noted {
		db.owed.Store(true)
	}
	if !db.owed.Load() {
		return
	}
	if err := db.noteErasures(tx.ctx, c); err != nil {
		db.log.Error("note an erasure beside the backups", "err", err)
		return
	}
	db.owed.Store(false)
}

// truncateLog writes the log into the database and empties it: what was erased stood
// in it as it was before. A reader that is at work keeps it from that; then it is
// tried again after the next write.
func (db *DB) truncateLog(ctx context.Context, c *conn) {
	for _, query := range []string{"PRAGMA busy_timeout = 100", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA busy_timeout = 5000"} {
		var busy, n, done int
		err := c.sql.QueryRowContext(ctx, query).Scan(&busy, &n, &done)
		if strings.HasSuffix(query, "(TRUNCATE)") {
			db.leftovers.Store(err != nil || busy != 0)
		}
	}
}

// ErasureMark tells in the ledger who was erased: the number of the person, keyed with
// the first row of the audit. It says nothing to whoever has not got the database.
type ErasureMark string

// Mark is the mark of a person of this database; empty before anything was audited.
func (tx *Tx) Mark(p rules.PersonID) (ErasureMark, error) {
	key, err := orZero(queryRow(tx, scalar[[]byte], firstAudited))
	if err != nil {
		return "", fmt.Errorf("mark person %d: %w", p, err)
	}
	return mark(key, p), nil
}

const firstAudited = `SELECT hash FROM audit WHERE id = 1`

func mark(key []byte, p rules.PersonID) ErasureMark {
	if len(key) == 0 {
		return ""
	}
	sum := hmac.New(sha256.New, key)
	sum.Write(binary.BigEndian.AppendUint64([]byte("erased "), uint64(p)))
	return ErasureMark(hex.EncodeToString(sum.Sum(nil)))
}

// ledgerHead explains the file to whoever finds it.
const ledgerHead = "# Who was erased, as keyed numbers: a restore of an older backup erases them again. Keep this file beside the backups.\n"

// linesBeside are the lines of a file that is kept beside the database or its backups, without blank ones and what
// explains it; a file that is not there has none.
func linesBeside(path string) (out []string, err error) {
	data, err := os.ReadFile(path) //nolint:gosec // where the operator keeps the database and its backups
	if errors.Is(err, fs.ErrNotExist) || path == "" {
		return nil, nil
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out, err
}

// ReadLedger reads when whom the ledger notes as erased; a file that is not there
// notes nobody.
func ReadLedger(path string) (map[ErasureMark]time.Time, error) {
	out := map[ErasureMark]time.Time{}
	lines, err := linesBeside(path)
	if err != nil {
		return nil, fmt.Errorf("read the ledger of erasures: %w", err)
	}
	for _, line := range lines {
		when, m, _ := strings.Cut(line, " ")
		at, err := time.Parse(time.RFC3339Nano, when)
		if err != nil || len(m) != hex.EncodedLen(sha256.Size) {
			return nil, fmt.Errorf("read the ledger of erasures: %s: %q is no line of it", path, line)
		}
		out[ErasureMark(m)] = at
	}
	return out, nil
}

// noteErasures adds to the ledger whoever is erased and not in it yet.
func (db *DB) noteErasures(ctx context.Context, c *conn) error {
	if db.ledger == "" {
		return nil
	}
	known, err := ReadLedger(db.ledger)
	if err != nil {
		return err
	}
	before := len(known)
	var key []byte
	rows, err := c.sql.QueryContext(ctx, `SELECT id, erased_at, (`+firstAudited+`) FROM person WHERE erased_at > 0`)
	if err != nil {
		return fmt.Errorf("list who was erased: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err tells
	for rows.Next() {
		var id, at int64
		if err := rows.Scan(&id, &at, &key); err != nil {
			return fmt.Errorf("list who was erased: %w", err)
		}
		if m := mark(key, rules.PersonID(id)); m != "" && known[m].IsZero() {
			known[m] = time.UnixMilli(at).UTC()
		}
	}
	if err := rows.Err(); err != nil || len(known) == before {
		return err
	}
	return writeLedger(db.ledger, known)
}

// writeLedger writes the file whole or not at all.
func writeLedger(path string, known map[ErasureMark]time.Time) error {
	type line struct {
		at time.Time
		m  ErasureMark
	}
	var lines []line
	for m, at := range known {
		lines = append(lines, line{at, m})
	}
	slices.SortFunc(lines, func(a, b line) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.m, b.m)) })
	text := []byte(ledgerHead)
	for _, l := range lines {
		text = fmt.Appendf(text, "%s %s\n", l.at.Format(time.RFC3339Nano), l.m)
	}
	if err := WriteBeside(path, text); err != nil {
		return fmt.Errorf("write the ledger of erasures: %w", err)
	}
	return nil
}

// WriteBeside writes a file whole or not at all, readable by its owner alone; its
// folder is made when it is missing.
func WriteBeside(path string, text []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	part := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".part")
	if err := createEmpty(part); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removeIfThere(part))
		}
	}()
	if err := os.WriteFile(part, text, backupMode); err != nil { //nolint:gosec // beside the backups, whose folder the operator names
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}
