package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

var (
	// ErrNotFound says that the row asked for does not exist.
	ErrNotFound = errors.New("not found")
	// ErrTaken says that a value which must be unique belongs to another row.
	ErrTaken = errors.New("already taken")
	// ErrClosed says that the database was closed.
	ErrClosed = errors.New("the database is closed")
	// ErrNewerSchema says that the file was written by a newer tainha.
	ErrNewerSchema = errors.New("the database was written by a newer version of tainha; run that version, or restore an older backup")
	// ErrForeign says that the file is no database of tainha.
	ErrForeign = errors.New("not a database of tainha")
	// ErrHalfMade says that a process was killed while it wrote to the file outside
	// the write-ahead log: while it made it. Open puts it right.
	ErrHalfMade = errors.New("its process was killed while it made the file; the next start puts it right")
	// ErrReadOnly says that the file or its folder can't be written.
	ErrReadOnly = errors.New("the database can't be written")
)

// Options are what Open may be told. The zero value is good.
type Options struct {
	Log     *slog.Logger // hears of migrations; nil: silence
	Readers int          // connections that read beside the writer; 0: two
	Trace   func(string) // hears of each statement before it runs, in the goroutine that runs it; nil: silence
	// Ledger is the file beside the backups that notes who was erased, for restores of
	// older ones; its folder is made. Empty: none is kept.
	Ledger string
}

// Measured on two cores: four readers at once are slower than two.
const defaultReaders = 2

// DB is one open database: a single writer and a few readers, each a
// connection with its own prepared statements.
type DB struct {
	path    string
	lock    *fileLock
	pools   []*sql.DB
	writers chan *conn
	readers chan *conn
	queued  chan struct{}
	closed  chan struct{}
	trace   func(string)
	log     *slog.Logger
	// leftovers: the write-ahead log may hold what was erased; see truncateLog.
	leftovers atomic.Bool
	ledger    string // the file of the erasures, empty for none
	owed      atomic.Bool
	units     atomic.Pointer[unitList] // as they were read last
	// surveyKeys are outside of the database, so that no backup holds them; see dropKeys.
	surveyKeys *waveKeys
	keysOwed   atomic.Bool
	close      func() error
}

// Open opens the database at path, creates it when it is missing (its folder
// must exist), and brings its schema up to date. It refuses with an error that
// an operator can act on: a path in a missing folder, a file that is no database
// of ours (ErrForeign) or is read-only (ErrReadOnly), a newer schema
// (ErrNewerSchema), and a database that another process has open
// (*LockedError). The refused file is left as it was.
func Open(ctx context.Context, path string, opts Options) (*DB, error) {
	if err := checkManifest(Manifest()); err != nil {
		return nil, err
	}
	path, err := locate(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	lock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	db := &DB{
		path:       path,
		lock:       lock,
		queued:     make(chan struct{}, 1),
		closed:     make(chan struct{}),
		trace:      opts.Trace,
		log:        cmp.Or(opts.Log, slog.New(slog.DiscardHandler)),
		ledger:     opts.Ledger,
		surveyKeys: keysBeside(path),
	}
	db.close = sync.OnceValue(db.shut)
	if err := ownOnly(path); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), db.release())
	}
	if err := db.start(ctx, path, opts); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, explain(err)), db.release())
	}
	return db, nil
}

func (db *DB) start(ctx context.Context, path string, opts Options) error {
	if err := inspectOrUndo(ctx, path); err != nil {
		return err
	}
	writer, err := db.pool(writerDSN(path), 1)
	if err != nil {
		return err
	}
	if err := migrate(ctx, writer, opts.Log); err != nil {
		return err
	}
	if db.writers, err = connect(ctx, writer, 1, writerPragmas); err != nil {
		return fmt.Errorf("writer: %w", err)
	}
	c := <-db.writers
	db.truncateLog(ctx, c) // a process that died may have left there what it erased
	if err := db.noteErasures(ctx, c); err != nil {
		db.log.Error("note the erasures beside the backups", "err", err)
		db.owed.Store(true)
	}
	db.dropKeys(ctx, c)
	db.writers <- c
	n := opts.Readers
	if n <= 0 {
		n = defaultReaders
	}
	reader, err := db.pool(readerDSN(path), n)
	if err != nil {
		return err
	}
	if db.readers, err = connect(ctx, reader, n, readerPragmas); err != nil {
		return fmt.Errorf("reader: %w", err)
	}
	return nil
}

// Close waits for the transactions under way, closes the file and lets other
// processes have it. A second call returns what the first did.
func (db *DB) Close() error { return db.close() }

func (db *DB) shut() error {
	close(db.closed)
	var errs []error
	for _, conns := range []chan *conn{db.readers, db.writers} {
		for range cap(conns) {
			errs = append(errs, (<-conns).close())
		}
	}
	return errors.Join(append(errs, db.release())...)
}

// release closes the pools, then the lock: nobody may open the file before.
func (db *DB) release() error {
	var errs []error
	for _, pool := range slices.Backward(db.pools) {
		errs = append(errs, pool.Close())
	}
	return errors.Join(append(errs, db.lock.release())...)
}

// Queued receives after a commit of a transaction that called Tx.Notify. It
// holds one signal: commits in quick succession wake a reader once.
func (db *DB) Queued() <-chan struct{} { return db.queued }

// locate returns the absolute path with links resolved, so that two names of
// one file share one lock, and refuses what can't become a database. It looks
// at the file's mode instead of opening the file: closing any descriptor of a
// database drops the locks that SQLite holds on it in the same process.
func locate(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	dir := filepath.Dir(path)
	switch info, err := os.Stat(dir); { //nolint:gosec // the operator gives the path
	case errors.Is(err, fs.ErrNotExist):
		return "", placeError(fmt.Sprintf("the folder %s does not exist; create it first", dir))
	case err != nil:
		return "", err
	case !info.IsDir():
		return "", placeError(dir + " is not a folder")
	}
	info, err := os.Stat(path) //nolint:gosec // the operator gives the path
	if errors.Is(err, fs.ErrNotExist) {
		dir, err = filepath.EvalSymlinks(dir)
		return filepath.Join(dir, filepath.Base(path)), err
	}
	switch {
	case err != nil:
		return "", err
	case info.IsDir():
		return "", placeError(path + " is a folder, not a file")
	case info.Mode().Perm()&0o200 == 0:
		return "", fmt.Errorf("%s: %w: its permissions are %v", path, ErrReadOnly, info.Mode().Perm())
	}
	return filepath.EvalSymlinks(path)
}

// explain puts SQLite's result codes into words of ours.
func explain(err error) error {
	if halfMade(err) {
		return fmt.Errorf("%w: %w", ErrHalfMade, err)
	}
	switch code(err) {
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: the file is no SQLite database: %w", ErrForeign, err)
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN:
		return fmt.Errorf("%w: check the permissions of the file and its folder: %w", ErrReadOnly, err)
	}
	return err
}

// taken turns a broken uniqueness into ErrTaken.
func taken(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) && (e.Code() == lib.SQLITE_CONSTRAINT_UNIQUE || e.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY) {
		return fmt.Errorf("%w: %w", ErrTaken, err)
	}
	return err
}

// halfMade says whether err comes from a journal that only a writer may undo.
func halfMade(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == lib.SQLITE_READONLY_ROLLBACK
}

// code is the primary SQLite result code in err, 0 when there is none.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// ownOnly makes a database that is not there yet readable by its owner alone;
// SQLite gives its side files the same rights. One that is there keeps its own.
func ownOnly(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) //nolint:gosec // G304: the operator names the file
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make the file: %w", err)
	}
	return f.Close()
}
