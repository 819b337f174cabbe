package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// versionTable is where goose notes which migrations ran.
const versionTable = "schema_version"

// provider runs the embedded migrations. They are numbered and append-only: a
// released one is never changed, since databases that ran it won't run it again.
func provider(pool *sql.DB) (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, pool, dir,
		goose.WithTableName(versionTable),
		goose.WithLogger(goose.NopLogger()),
		goose.WithDisableGlobalRegistry(true))
}

// migrate brings the schema up to date, each migration in a transaction.
func migrate(ctx context.Context, pool *sql.DB, log *slog.Logger) error {
	p, err := provider(pool)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	done, err := p.Up(ctx)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if log != nil {
		for _, m := range done {
			log.InfoContext(ctx, "migrated", "version", m.Source.Version, "took", m.Duration)
		}
	}
	return nil
}

// newest is the version of the newest embedded migration.
func newest() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	return goose.NumericComponent(names[len(names)-1])
}

// inspectOrUndo is inspect for somebody who is about to write: what a kill left
// half made is undone first, as SQLite does for every writer, and judged then.
func inspectOrUndo(ctx context.Context, path string) error {
	err := inspect(ctx, path)
	if !halfMade(err) {
		return err
	}
	pool, err := sql.Open("sqlite", dsn(path, nil, "mode", "rw"))
	if err != nil {
		return err
	}
	var tables int
	err = pool.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables)
	if err := errors.Join(err, pool.Close()); err != nil {
		return fmt.Errorf("undo what was half made: %w", err)
	}
	return inspect(ctx, path)
}

// inspect looks at a file before anything may change it: it must be ours, and
// not newer than this program. A missing or empty file is a new database.
func inspect(ctx context.Context, path string) (err error) {
	info, err := os.Stat(path) //nolint:gosec // the operator gives the path
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	pool, err := sql.Open("sqlite", readerDSN(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	var tables, ours int
	err = pool.QueryRowContext(ctx, "SELECT count(*), count(*) FILTER (WHERE name = ?) FROM sqlite_master",
		versionTable).Scan(&tables, &ours)
	if err != nil || tables == 0 {
		return err
	}
	if ours == 0 {
		return fmt.Errorf("%w: it holds tables of another program", ErrForeign)
	}
	var version int64
	if err := pool.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+versionTable).Scan(&version); err != nil {
		return err
	}
	known, err := newest()
	if err == nil && version > known {
		err = fmt.Errorf("%w (its schema is %d, this program knows %d)", ErrNewerSchema, version, known)
	}
	return err
}
