package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// LockedError says that another process has the database open.
type LockedError struct {
	Path string // the lock's file
	PID  int    // of the other process; 0 when it isn't known
}

func (e *LockedError) Error() string {
	who := "another process"
	if e.PID > 0 {
		who = "the process " + strconv.Itoa(e.PID)
	}
	return fmt.Sprintf("%s has the database open (%s); one process at a time may use it: stop that one first", who, e.Path)
}

// errHeld is what tryLock returns when another holder has the lock.
var errHeld = errors.New("held")

// fileLock is a lock of the operating system on a file beside the database: it
// ends with its process however that ends. The file stays; removing it would let
// two processes lock two files of the same name.
type fileLock struct{ f *os.File }

func lockFile(path string) (*fileLock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // beside the database, whose path the operator gives
	if err != nil {
		return nil, fmt.Errorf("%w: create its lock: %w", ErrReadOnly, err)
	}
	if err := tryLock(f); err != nil {
		if errors.Is(err, errHeld) {
			err = &LockedError{Path: path, PID: readPID(f)}
		}
		return nil, errors.Join(err, f.Close())
	}
	if err := writePID(f); err != nil {
		return nil, errors.Join(fmt.Errorf("write lock: %w", err), f.Close())
	}
	return &fileLock{f}, nil
}

// release gives the lock up itself before it closes the file: a process that was just started from this one may hold
// a copy of the file for a moment.
func (l *fileLock) release() error { return errors.Join(unlock(l.f), l.f.Close()) }

func writePID(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

func readPID(f *os.File) int {
	b, err := io.ReadAll(io.NewSectionReader(f, 0, 20))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0
	}
	return pid
}
