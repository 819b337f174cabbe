package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

const backupMode = 0o600 // a copy holds everybody's data

// Backup writes a copy of the database as of this moment to path, in whose
// folder it must be possible to write; nobody waits for it. The copy is checked
// before it gets its name, so path is a whole and sound database or is not
// there; an older file of that name is replaced. Only the owner may read it.
func (db *DB) Backup(ctx context.Context, path string) (err error) {
	part := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".part")
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("back up to %s: %w", path, err), removeIfThere(part))
		}
	}()
	select {
	case <-db.closed:
		return ErrClosed
	default:
	}
	if err := createEmpty(part); err != nil {
		return err
	}
	if err := copyInto(ctx, db.path, part); err != nil {
		return err
	}
	if err := checkCopy(ctx, part); err != nil {
		return fmt.Errorf("check the copy: %w", err)
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// createEmpty makes the file before SQLite does, which would let others read it.
func createEmpty(path string) error {
	if err := removeIfThere(path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, backupMode) //nolint:gosec // the operator names the folder
	if err != nil {
		return err
	}
	return f.Close()
}

// copyInto uses a connection of its own: one of the pool refuses every write,
// even to the copy. The copy is built as the database is: without secure_delete its
// pages would hold rows once more where they stood before a page split.
func copyInto(ctx context.Context, from, to string) (err error) {
	pool, err := sql.Open("sqlite", dsn(from, []pragma{{name: "secure_delete", set: "ON"}}, "mode", "ro"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	pool.SetMaxOpenConns(1)
	_, err = pool.ExecContext(ctx, "VACUUM INTO ?", to)
	return err
}

// checkCopy lets SQLite look at every page of the copy, and at what refers to
// what. Nothing else has the file, so it is opened without locks.
func checkCopy(ctx context.Context, path string) (err error) {
	pool, err := sql.Open("sqlite", dsn(path, []pragma{{name: "query_only", set: "ON"}}, "immutable", "1")+"&mode=ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	pool.SetMaxOpenConns(1)
	var found string
	if err := pool.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("it is damaged: %s", found)
	}
	var loose int
	if err := pool.QueryRowContext(ctx, "SELECT COUNT(*) FROM pragma_foreign_key_check").Scan(&loose); err != nil {
		return err
	}
	if loose > 0 {
		return fmt.Errorf("%d rows refer to nothing", loose)
	}
	return nil
}

// syncFile makes a file survive a power cut.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // a copy of ours
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes the names in a folder survive it.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" { // which has no such call, and needs none
		return nil
	}
	f, err := os.Open(path) //nolint:gosec // the operator names the folder
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
