package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"

	lib "modernc.org/sqlite/lib"
)

// Tx is a transaction: everything in it happens, or nothing. It belongs to the
// goroutine that got it and ends with the function it was given to.
type Tx struct {
	ctx    context.Context // never cancelled; see DB.run
	conn   *conn
	depth  int   // savepoints that are open
	notify bool  // wake the sender after the commit
	erased bool  // what was deleted must not stay in the log
	closed bool  // a wave of a survey was closed
	noted  bool  // somebody was erased, which the ledger is to note
	broken error // SQLite has rolled the transaction back by itself

	kept       kept
	units      *atomic.Pointer[unitList] // the process's
	surveyKeys *waveKeys
	out        []Out              // queued, and not stored yet; see flushOut
	audited    [][2][]any         // audited, and not stored yet; see flushAudit
	trace      func(query string) // hears of each statement; nil: nobody does
}

// Write runs fn in the one write transaction there can be, and commits when it
// returns nil. On an error or a panic nothing of it stays. It waits for the
// writer before it; ctx ends that wait only: a transaction that began is
// finished, so a shutdown never tears one.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, db.writers, "BEGIN IMMEDIATE", fn)
}

// Read runs fn on one consistent snapshot. It neither waits for a writer nor
// keeps one waiting, and refuses to change anything.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, db.readers, "BEGIN", fn)
}

func (db *DB) run(ctx context.Context, conns chan *conn, begin string, fn func(*Tx) error) (err error) {
	c, err := db.acquire(ctx, conns)
	if err != nil {
		return err
	}
	defer func() { conns <- c }()
	// The driver starts a goroutine for each statement under a context that can
	// be cancelled, and an interrupted statement may end the whole transaction.
	tx := &Tx{ctx: context.WithoutCancel(ctx), conn: c, trace: db.trace, units: &db.units, surveyKeys: db.surveyKeys}
	if _, err := tx.exec(begin); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	committed := false
	defer func() {
		if !committed {
			err = errors.Join(err, tx.rollback())
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.flush(); err != nil {
		return err
	}
	if _, err := tx.exec("COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	committed = true
	if conns == db.writers {
		db.afterErasing(tx, c)
	}
	if tx.notify {
		select {
		case db.queued <- struct{}{}:
		default: // a wake-up is already waiting
		}
	}
	return nil
}

func (db *DB) acquire(ctx context.Context, conns chan *conn) (*conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-db.closed:
		return nil, ErrClosed
	default:
	}
	select {
	case c := <-conns:
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-db.closed:
		return nil, ErrClosed
	}
}

// rollback undoes the transaction; when SQLite did so itself there is none left.
func (tx *Tx) rollback() error {
	if tx.broken != nil {
		tx.broken = nil
		_, _ = tx.exec("ROLLBACK") // fails when nothing is left, which is what we want
		return nil
	}
	if _, err := tx.exec("ROLLBACK"); err != nil {
		return fmt.Errorf("roll back: %w", err)
	}
	return nil
}

// Notify makes the commit of this transaction send on DB.Queued.
func (tx *Tx) Notify() { tx.notify = true }

// PanicError is a panic that Savepoint turned into an error.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Savepoint runs fn so that its changes alone are undone when it fails; the
// transaction goes on either way. A panic in fn comes back as a *PanicError.
// Savepoints nest. When SQLite gave up the whole transaction (disk full, input
// or output error), the transaction refuses whatever follows, the commit included.
func (tx *Tx) Savepoint(fn func() error) error {
	if err := tx.flush(); err != nil {
		return err
	}
	depth := tx.depth
	name := "s" + strconv.Itoa(depth)
	if _, err := tx.exec("SAVEPOINT " + name); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	tx.depth++
	err := protect(fn)
	tx.depth = depth
	if err == nil {
		err = tx.flush()
	}
	if err != nil {
		tx.kept, tx.out, tx.audited = kept{}, nil, nil
		if _, undo := tx.exec("ROLLBACK TO " + name); undo != nil {
			tx.broken = errors.Join(err, fmt.Errorf("undo savepoint: %w", undo))
			return tx.broken
		}
	}
	if _, release := tx.exec("RELEASE " + name); release != nil {
		tx.broken = errors.Join(err, fmt.Errorf("release savepoint: %w", release))
		return tx.broken
	}
	return err
}

// Lost is why the transaction can't go on; nil as long as it can.
func (tx *Tx) Lost() error { return tx.broken }

func protect(fn func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return fn()
}

// fault notes an error after which SQLite may have rolled the transaction back:
// what came next would run, and stay, outside of any.
func (tx *Tx) fault(err error) error {
	switch code(err) {
	case 0, lib.SQLITE_ERROR, lib.SQLITE_CONSTRAINT, lib.SQLITE_MISMATCH, lib.SQLITE_TOOBIG, lib.SQLITE_RANGE, lib.SQLITE_READONLY:
	default:
		tx.broken = err
	}
	return err
}

// exec runs one statement; a query of several is refused.
func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	if err := tx.before(query); err != nil {
		return nil, err
	}
	s, err := tx.conn.stmt(tx.ctx, query)
	if err != nil {
		return nil, tx.fault(err)
	}
	if err := bind(args); err != nil {
		return nil, err
	}
	tx.hear(query)
	res, err := s.ExecContext(tx.ctx, args...)
	if err != nil {
		return nil, tx.fault(err)
	}
	return res, nil
}

func (tx *Tx) hear(query string) {
	tx.forget(query)
	if tx.trace != nil {
		tx.trace(query)
	}
}

// before lets a statement see what was queued, and refuses it in a transaction
// that SQLite gave up.
func (tx *Tx) before(query string) error {
	if tx.broken != nil {
		return tx.broken
	}
	if len(tx.out) > 0 && strings.Contains(query, "outbox") {
		return tx.flushOut()
	}
	if len(tx.audited) > 0 && strings.Contains(query, "audit") {
		return tx.flushAudit()
	}
	return nil
}

// flush stores what was held back to be stored together.
func (tx *Tx) flush() error {
	if err := tx.flushAudit(); err != nil {
		return err
	}
	return tx.flushOut()
}

// insert runs an INSERT and returns the new row's id.
func (tx *Tx) insert(query string, args ...any) (int64, error) {
	res, err := tx.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// change runs an UPDATE or DELETE that must meet a row: ErrNotFound if none.
func (tx *Tx) change(query string, args ...any) error {
	n, err := tx.count(query, args...)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return err
}

// count runs a statement and returns how many rows it changed.
func (tx *Tx) count(query string, args ...any) (int, error) {
	res, err := tx.exec(query, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// queryEach calls fn for each row of the result.
func (tx *Tx) queryEach(fn func(row) error, query string, args ...any) (err error) {
	if err := tx.before(query); err != nil {
		return err
	}
	s, err := tx.conn.stmt(tx.ctx, query)
	if err != nil {
		return tx.fault(err)
	}
	if err := bind(args); err != nil {
		return err
	}
	tx.hear(query)
	rows, err := s.QueryContext(tx.ctx, args...)
	if err != nil {
		return tx.fault(err)
	}
	// An open cursor pins the write-ahead log.
	defer func() {
		if cerr := rows.Close(); err == nil && cerr != nil {
			err = tx.fault(cerr)
		}
	}()
	for rows.Next() {
		if err := fn(row{rows}); err != nil {
			return err
		}
	}
	return tx.fault(rows.Err())
}

// queryAll returns every row as scan reads it, nil for none.
func queryAll[T any](tx *Tx, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	var out []T
	err := tx.queryEach(func(r row) error {
		v, err := scan(r)
		out = append(out, v)
		return err
	}, query, args...)
	return out, err
}

// queryRow returns the first row as scan reads it, ErrNotFound for none.
func queryRow[T any](tx *Tx, scan func(row) (T, error), query string, args ...any) (T, error) {
	var v T
	found := false
	err := tx.queryEach(func(r row) (err error) {
		if !found {
			v, err = scan(r)
			found = true
		}
		return err
	}, query, args...)
	if err == nil && !found {
		err = ErrNotFound
	}
	return v, err
}

// scalar reads a result of one column.
func scalar[T any](r row) (T, error) {
	var v T
	err := r.Scan(&v)
	return v, err
}
