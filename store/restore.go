package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// BackupBeside is DB.Backup of the database at path, which another process may have
// open.
func BackupBeside(ctx context.Context, path, to string) (err error) {
	if path, err = locate(path); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if err := inspect(ctx, path); err != nil {
		return fmt.Errorf("back up %s: %w", path, explain(err))
	}
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return fmt.Errorf("back up %s: there is none yet", path)
	}
	db := &DB{path: path, closed: make(chan struct{})}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	return db.Backup(ctx, to)
}

// Restoring says what a restore needs.
type Restoring struct {
	From string // the backup
	Path string // of the database
	Keep string // where the database that is there goes, as a backup; beside it where there is one
	// Mend works on the copy before it takes the place: whoever was erased since is
	// erased again.
	Mend func(*DB) error
}

// Restore puts a backup in the place of the database. It refuses a database that a
// process has open (*LockedError), and a backup that is damaged or none; then
// everything is as it was. What was in its place is kept as a backup, whose file it
// returns; none where nothing was.
func Restore(ctx context.Context, r Restoring) (kept string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("restore %s: %w", r.From, explain(err))
		}
	}()
	path, err := locate(r.Path)
	if err != nil {
		return "", err
	}
	if kept, err = keepPresent(ctx, path, r.Keep); err != nil {
		return "", err
	}
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	part := path + ".restore"
	defer func() { // gone by then, or not wanted
		for _, name := range []string{part, part + ".lock", part + "-wal", part + "-shm"} {
			err = errors.Join(err, removeIfThere(name))
		}
	}()
	if err := prepareCopy(ctx, r, part); err != nil {
		return "", err
	}
	for _, name := range []string{path + "-wal", path + "-shm"} { // of the database that was there, which is kept
		if err := removeIfThere(name); err != nil {
			return "", err
		}
	}
	if err := os.Rename(part, path); err != nil {
		return "", err
	}
	return kept, syncFolder(filepath.Dir(path))
}

// keepPresent backs up the database that is to be replaced, with what its log holds.
func keepPresent(ctx context.Context, path, to string) (kept string, err error) {
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return "", nil
	}
	for free := to; ; free = free[:len(free)-len(filepath.Ext(free))] + "-1" + filepath.Ext(to) {
		if _, err := os.Stat(free); errors.Is(err, fs.ErrNotExist) {
			to = free
			break
		} else if err != nil {
			return "", err
		}
	}
	db, err := Open(ctx, path, Options{})
	if err != nil {
		return "", fmt.Errorf("keep the database that is there (move it away if it is beyond repair): %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return "", errors.Join(err, db.Close())
	}
	return to, errors.Join(db.Backup(ctx, to), db.Close())
}

// prepareCopy makes a copy of the backup ready to take the place.
func prepareCopy(ctx context.Context, r Restoring, part string) error {
	from, err := filepath.Abs(r.From)
	if err != nil {
		return err
	}
	info, err := os.Stat(from)
	switch {
	case err != nil:
		return err
	case info.IsDir() || info.Size() == 0:
		return fmt.Errorf("%w: it is a folder, or empty", ErrForeign)
	}
	if err := inspect(ctx, from); err != nil {
		return err
	}
	if err := createEmpty(part); err != nil {
		return err
	}
	if err := copyInto(ctx, from, part); err != nil {
		return err
	}
	if err := checkCopy(ctx, part); err != nil {
		return fmt.Errorf("check the backup: %w", err)
	}
	db, err := Open(ctx, part, Options{})
	if err != nil {
		return err
	}
	if err := r.Mend(db); err != nil {
		return errors.Join(err, db.Close())
	}
	if err := db.Close(); err != nil { // which empties the log
		return err
	}
	return syncFile(part)
}
