package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestABackupIsAWholeDatabaseForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	path := filepath.Join(t.TempDir(), "copy.db")
	for range 2 { // the second replaces the first
		if err := db.Backup(context.Background(), path); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("mode %v, want 0600", got)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("%v, %v: want the copy alone", files, err)
	}
	write(t, db, func(tx *Tx) error { return tx.SetActive(o.lan, false, now) }) // the database goes on
	copied := open(t, path)
	lan := read(t, copied, func(tx *Tx) (bool, error) {
		p, err := tx.Person(o.lan, day)
		return p.Active, err
	})
	if !lan {
		t.Error("the copy holds what was written after it")
	}
	write(t, copied, func(tx *Tx) error { return tx.SetActive(o.lan, false, now) })
}

func TestAFailedBackupLeavesTheOldOne(t *testing.T) {
	t.Parallel()
	db := setup(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "copy.db")
	if err := db.Backup(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if err := db.Backup(stopped, path); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the stop", err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the old copy changed: %v", err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("%v, %v: want the old copy alone", files, err)
	}
	if err := db.Backup(context.Background(), filepath.Join(folder, "none", "copy.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("into a missing folder: %v", err)
	}
}

func TestADamagedCopyIsFound(t *testing.T) {
	t.Parallel()
	db := setup(t)
	newOffice(t, db)
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for i := 3 * page; i < len(data); i += page { // the head of every page but the first ones
		copy(data[i:], "no page of a database")
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := checkCopy(context.Background(), path); err == nil {
		t.Error("a damaged copy passed")
	}
}
