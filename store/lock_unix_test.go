//go:build unix

package store

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// A process that is just being started from this one holds copies of its files until it is
// another program: what was closed meanwhile can be opened again at once.
func TestALockIsGivenUpThoughACopyOfItsFileIsOpen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	l, err := lockFile(path)
	if err != nil {
		t.Fatal(err)
	}
	held, err := unix.Dup(int(l.f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Close(held) }()
	if err := l.release(); err != nil {
		t.Fatal(err)
	}
	again, err := lockFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.release(); err != nil {
		t.Error(err)
	}
}
