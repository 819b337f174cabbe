package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ReadBeside runs fn on one consistent snapshot of the database at path, which
// another process may have open. It creates, migrates and changes nothing, and
// refuses what Open refuses of the file, a missing one and one that was never
// opened.
func ReadBeside(ctx context.Context, path string, fn func(*Tx) error) (err error) {
	if path, err = locate(path); err != nil {
		return fmt.Errorf("read database: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("read database %s: %w", path, explain(err))
		}
	}()
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return errors.New("there is none yet")
	}
	if err := inspect(ctx, path); err != nil {
		return err
	}
	pool, err := sql.Open("sqlite", readerDSN(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	pool.SetMaxOpenConns(1)
	readers, err := connect(ctx, pool, 1, readerPragmas)
	if err != nil {
		return err
	}
	db := &DB{path: path, readers: readers, closed: make(chan struct{})}
	defer func() { err = errors.Join(err, (<-db.readers).close()) }()
	return db.Read(ctx, fn)
}
