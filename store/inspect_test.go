package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tainha/store"
)

func TestInspectCreatesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "t.db")
	got, err := store.Inspect(context.Background(), path)
	if err != nil || got.Exists || got.Newest == 0 {
		t.Fatalf("got %+v, %v", got, err)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 0 {
		t.Errorf("it left %v, %v", files, err)
	}
}

func TestInspectTellsALiveProcessFromALeftLock(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "t.db")
	db, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Inspect(context.Background(), path)
	if err != nil || got.Locked == nil || got.Locked.PID != os.Getpid() || got.Schema != got.Newest {
		t.Errorf("beside a live process: %+v, %v", got, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err = store.Inspect(context.Background(), path); err != nil || got.Locked != nil || got.Schema != got.Newest {
		t.Errorf("after it: %+v, %v", got, err)
	}
	db, err = store.Open(context.Background(), path, store.Options{})
	if err != nil {
		t.Fatalf("the look kept the lock: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestInspectRefusesAForeignFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "t.db")
	if err := os.WriteFile(path, make([]byte, 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Inspect(context.Background(), path); !errors.Is(err, store.ErrForeign) {
		t.Errorf("got %v", err)
	}
}
