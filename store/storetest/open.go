package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tainha/store"
)

// empty is a database as the first start leaves it, made once a process: the migrations
// take longer than most tests.
var empty = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "empty")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "empty.db")
	db, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Clean(path))
})

// Open opens the database at path as the program does; where none is yet, it is one
// that the migrations made before.
func Open(t testing.TB, path string, opts store.Options) *store.DB {
	t.Helper()
	if _, err := os.Stat(path); os.IsNotExist(err) {
		file, err := empty()
		if err != nil {
			t.Fatalf("make an empty database: %v", err)
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(context.Background(), path, opts)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return db
}
