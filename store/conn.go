package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// pragma is a setting of a connection and the value that SQLite reports once it
// holds: a misspelt pragma is accepted in silence, so each is read back.
type pragma struct{ name, set, reported string }

// The settings stand in the DSN, because a PRAGMA statement reaches only the
// connection that happens to run it.
var (
	writerPragmas = []pragma{
		// Wait for a backup or a checkpoint instead of failing at once.
		{"busy_timeout", "5000", "5000"},
		// Readers go on while one writes, and a commit is one sync.
		{"journal_mode", "WAL", "wal"},
		// NORMAL loses acknowledged commits in a power cut; FULL lost none.
		{"synchronous", "FULL", "2"},
		// Off by default in SQLite, for each connection.
		{"foreign_keys", "ON", "1"},
		// What is deleted is overwritten: an erasure must not leave it in free pages.
		{"secure_delete", "ON", "1"},
	}
	readerPragmas = []pragma{
		{"busy_timeout", "5000", "5000"},
		// A read transaction that writes is a mistake of ours: refuse it.
		{"query_only", "ON", "1"},
		// Reads come from the page cache of the system, not from a copy each.
		{"mmap_size", "1073741824", "1073741824"},
	}
)

// writerDSN: transactions take the write lock when they begin. Deferred ones
// that read first fail with SQLITE_BUSY in spite of the timeout.
func writerDSN(path string) string {
	return dsn(path, writerPragmas, "_txlock", "immediate")
}

// readerDSN: mode=ro holds only in a name that begins with "file:".
func readerDSN(path string) string {
	return dsn(path, readerPragmas, "mode", "ro")
}

// dsn builds the URI of a database. With _dqs=0 a misspelt column name in
// double quotes is an error instead of a text.
func dsn(path string, pragmas []pragma, key, value string) string {
	q := url.Values{"_dqs": {"0"}, key: {value}}
	for _, p := range pragmas {
		q.Add("_pragma", p.name+"("+p.set+")")
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // a Windows drive
		path = "/" + path
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}
	return u.String()
}

func (db *DB) pool(dsn string, n int) (*sql.DB, error) {
	p, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	p.SetMaxOpenConns(n)
	p.SetMaxIdleConns(n)
	db.pools = append(db.pools, p)
	return p, nil
}

// conn is one connection with the statements prepared on it. Preparing costs
// more than running most of ours, so each is prepared once.
type conn struct {
	sql   *sql.Conn
	stmts map[string]*sql.Stmt

	touched map[string]touched // by statement
}

// connect reserves n connections of the pool and asserts their settings.
func connect(ctx context.Context, pool *sql.DB, n int, pragmas []pragma) (chan *conn, error) {
	out := make(chan *conn, n)
	for range n {
		c, err := pool.Conn(ctx)
		if err != nil {
			return nil, err
		}
		for _, p := range pragmas {
			var got string
			if err := c.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
				return nil, fmt.Errorf("read back %s: %w", p.name, err)
			}
			if got != p.reported {
				return nil, fmt.Errorf("%s is %s, not %s: the file system may not support it", p.name, got, p.reported)
			}
		}
		out <- &conn{sql: c, stmts: make(map[string]*sql.Stmt), touched: make(map[string]touched)}
	}
	return out, nil
}

// stmt returns the prepared statement of query. It refuses a query that holds
// several statements: the driver would bind each one's parameters from the
// first argument.
func (c *conn) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	if strings.Contains(query, ";") {
		return nil, errors.New("a semicolon in a query: run one statement at a time")
	}
	s, err := c.sql.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	c.stmts[query] = s
	return s, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.sql.Close())...)
}
