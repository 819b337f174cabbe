package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tainha/store"
)

// halfMade leaves a database as a kill does between the journal and the end of
// the first write: its pages are in the file, the way back is in the journal.
func halfMade(t *testing.T, before ...string) string {
	t.Helper()
	ctx := context.Background()
	source, path := filepath.Join(t.TempDir(), "t.db"), filepath.Join(t.TempDir(), "t.db")
	pool, err := sql.Open("sqlite", "file:"+source+"?_pragma=cache_size(1)")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	for _, query := range append(before, "BEGIN", "CREATE TABLE half (a TEXT)",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO half SELECT hex(randomblob(400)) FROM n") {
		if _, err := pool.ExecContext(ctx, query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	for _, suffix := range []string{"", "-journal"} {
		data, err := os.ReadFile(source + suffix)
		if err != nil || len(data) == 0 {
			t.Fatalf("%s%s has %d bytes: %v", source, suffix, len(data), err)
		}
		if err := os.WriteFile(path+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestOpenPutsRightWhatAKillLeftHalfMade(t *testing.T) {
	t.Parallel()
	path := halfMade(t)
	db, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestOpenRefusesAForeignDatabaseThatAKillLeftHalfWritten(t *testing.T) {
	t.Parallel()
	path := halfMade(t, "CREATE TABLE theirs (a TEXT)")
	if _, err := store.Open(context.Background(), path, store.Options{}); !errors.Is(err, store.ErrForeign) {
		t.Errorf("got %v", err)
	}
}

func TestInspectNamesAHalfMadeDatabase(t *testing.T) {
	t.Parallel()
	path := halfMade(t)
	if _, err := store.Inspect(context.Background(), path); !errors.Is(err, store.ErrHalfMade) || errors.Is(err, store.ErrReadOnly) {
		t.Errorf("got %v", err)
	}
}
