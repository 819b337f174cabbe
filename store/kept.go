package store

import (
	"fmt"
	"regexp"
	"slices"
)

// What was read in a transaction is kept until it changes one of the tables that
// were read, undoes a savepoint, or ends: the same question is asked of SQLite
// once. Which tables those are is read off the statements.
type kept struct {
	rows map[any]any      // what was read, by its key; shared, so never written into
	of   map[string][]any // the keys that depend on a table
}

var (
	readTables   = regexp.MustCompile(`\b(?:FROM|JOIN)\s+(\w+)`)
	changedTable = regexp.MustCompile(`^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+(\w+)`)
	harmless     = regexp.MustCompile(`^\s*(?:SELECT|WITH RECURSIVE|BEGIN|COMMIT|SAVEPOINT|RELEASE|PRAGMA)\b`)
)

// keep remembers what a query read, under a key.
func (tx *Tx) keep(key any, query string, value any) {
	if tx.kept.rows == nil {
		tx.kept.rows, tx.kept.of = map[any]any{}, map[string][]any{}
	}
	tx.kept.rows[key] = value
	for _, table := range tx.conn.touches(query).reads {
		tx.kept.of[table] = append(tx.kept.of[table], key)
	}
}

// forget drops what a statement may change.
func (tx *Tx) forget(query string) {
	if len(tx.kept.rows) == 0 {
		return
	}
	if q := tx.conn.touches(query); q.changes != "" {
		tx.drop(q.changes)
	} else if !q.harmless {
		tx.kept = kept{}
	}
}

// touched is what a statement says of itself.
type touched struct {
	reads    []string // tables
	changes  string   // a table
	harmless bool     // it changes none
}

// touches reads it off the statement, once for each that the connection knows.
func (c *conn) touches(query string) touched {
	if q, ok := c.touched[query]; ok {
		return q
	}
	q := touched{harmless: harmless.MatchString(query)}
	for _, m := range readTables.FindAllStringSubmatch(query, -1) {
		if !slices.Contains(q.reads, m[1]) {
			q.reads = append(q.reads, m[1])
		}
	}
	if m := changedTable.FindStringSubmatch(query); m != nil {
		q.changes = m[1]
	}
	c.touched[query] = q
	return q
}

// drop forgets what was read of a table.
func (tx *Tx) drop(table string) {
	for _, key := range tx.kept.of[table] {
		delete(tx.kept.rows, key)
	}
	delete(tx.kept.of, table)
}

// Keep remembers a value for the rest of the transaction, whatever changes in it.
func (tx *Tx) Keep(key, value any) { tx.keep(key, "", value) }

// Kept returns what Keep remembers, nil for nothing.
func (tx *Tx) Kept(key any) any { return tx.kept.rows[key] }

// rowsOf is the key of a query's result.
type rowsOf string

func keyOf(query string, args []any) (rowsOf, error) {
	if err := bind(args); err != nil {
		return "", err
	}
	return rowsOf(fmt.Sprint(query, args)), nil
}

// keptAll is queryAll, run once: the same question is answered from what is kept.
func keptAll[T any](tx *Tx, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	key, err := keyOf(query, args)
	if err != nil {
		return nil, err
	}
	if rows, ok := tx.kept.rows[key].([]T); ok {
		return slices.Clone(rows), nil
	}
	rows, err := queryAll(tx, scan, query, args...)
	if err != nil {
		return nil, err
	}
	tx.keep(key, query, rows)
	return slices.Clone(rows), nil
}

// keptRow is queryRow, run once.
func keptRow[T any](tx *Tx, scan func(row) (T, error), query string, args ...any) (T, error) {
	rows, err := keptAll(tx, scan, query, args...)
	if err == nil && len(rows) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return rows[0], nil
}
