package store

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestPragmasHoldOnEveryConnection(t *testing.T) {
	t.Parallel()
	db := setup(t)
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"}
	write(t, db, func(tx *Tx) error {
		for name, value := range want {
			if got := must(queryRow(tx, scalar[string], "PRAGMA "+name)); got != value {
				t.Errorf("writer: %s = %s, want %s", name, got, value)
			}
		}
		return nil
	})
	want = map[string]string{"query_only": "1", "busy_timeout": "5000", "mmap_size": "1073741824"}
	for range cap(db.readers) {
		c := <-db.readers
		defer func() { db.readers <- c }()
		for name, value := range want {
			tx := &Tx{ctx: context.Background(), conn: c}
			if got := must(queryRow(tx, scalar[string], "PRAGMA "+name)); got != value {
				t.Errorf("reader: %s = %s, want %s", name, got, value)
			}
		}
	}
}

func TestAMisspeltPragmaIsRefused(t *testing.T) {
	t.Parallel()
	for _, p := range []pragma{{"synchronus", "FULL", "2"}, {"synchronous", "FUL", "2"}} {
		pool, err := sql.Open("sqlite", dsn(filepath.Join(t.TempDir(), "x.db"), []pragma{p}, "_txlock", "immediate"))
		if err != nil {
			t.Fatal(err)
		}
		defer pool.Close()
		if _, err := connect(context.Background(), pool, 1, []pragma{p}); err == nil {
			t.Errorf("PRAGMA %s(%s) was accepted", p.name, p.set)
		}
	}
}

func TestAReadTransactionCannotWrite(t *testing.T) {
	t.Parallel()
	db := setup(t)
	err := db.Read(context.Background(), func(tx *Tx) error { return tx.SetNextUpdate(7, now) })
	if err == nil {
		t.Fatal("a read transaction wrote")
	}
}

func TestOpenRefusesWhatIsNoDatabaseOfOurs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	file := func(name, content string, mode os.FileMode) string {
		if err := os.WriteFile(in(name), []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		return in(name)
	}
	foreign := in("foreign.db")
	sqlExec(t, foreign, "CREATE TABLE song (id INTEGER)")
	tests := []struct {
		name, path string
		want       error
		say        string
	}{
		{"a missing folder", in("no/such/pilot.db"), nil, "folder " + in("no/such") + " does not exist"},
		{"a file as the folder", file("notes", "x", 0o600) + "/pilot.db", nil, "not a"},
		{"a folder as the file", dir, nil, "is a folder"},
		{"a text", file("text.db", strings.Repeat("Kính gửi Sở Nội vụ. ", 100), 0o600), ErrForeign, "no SQLite database"},
		{"another program's database", foreign, ErrForeign, "another program"},
		{"a read-only file", file("readonly.db", "", 0o400), ErrReadOnly, "permissions"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db, err := Open(context.Background(), tt.path, Options{})
			if err == nil {
				db.Close()
				t.Fatal("opened")
			}
			if tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.say) {
				t.Errorf("error %q, want %v and %q", err, tt.want, tt.say)
			}
		})
	}
}

func TestARefusedFileIsLeftAsItWas(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "foreign.db")
	sqlExec(t, path, "CREATE TABLE song (id INTEGER)")
	before := must(os.ReadFile(path))
	if _, err := Open(context.Background(), path, Options{}); !errors.Is(err, ErrForeign) {
		t.Fatalf("error %v, want ErrForeign", err)
	}
	if after := must(os.ReadFile(path)); string(after) != string(before) {
		t.Error("the file was changed")
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pilot.db")
	if err := must(Open(context.Background(), path, Options{})).Close(); err != nil {
		t.Fatal(err)
	}
	sqlExec(t, path, "INSERT INTO schema_version (version_id, is_applied) VALUES (9999, 1)")
	_, err := Open(context.Background(), path, Options{})
	if !errors.Is(err, ErrNewerSchema) || !strings.Contains(err.Error(), "9999") {
		t.Fatalf("error %v, want ErrNewerSchema naming 9999", err)
	}
	sqlExec(t, path, "DELETE FROM schema_version WHERE version_id = 9999")
	open(t, path) // the refusal let go of the lock
}

func TestAPathMayHoldAnyCharacter(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "dữ liệu ?mode=memory#%41&x")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "nhà & cửa?.db")
	write(t, open(t, path), func(tx *Tx) error { return tx.SetNextUpdate(7, now) })
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestASecondOpenIsRefusedUntilTheFirstIsClosed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "pilot.db")
	db := must(Open(context.Background(), path, Options{}))
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, link} {
		_, err := Open(context.Background(), p, Options{})
		if locked := (*LockedError)(nil); !errors.As(err, &locked) || locked.PID != os.Getpid() {
			t.Errorf("%s: error %v, want a LockedError with this process", p, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Errorf("a second Close: %v", err)
	}
	if err := db.Write(context.Background(), func(*Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Errorf("a write after Close: %v, want ErrClosed", err)
	}
	open(t, link)
}

func hold(path string) int {
	db, err := Open(context.Background(), path, Options{})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer db.Close()
	fmt.Println("held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return 0
}

func TestTheLockNamesAnotherProcessAndDiesWithIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pilot.db")
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), holdEnv+"="+path)
	in := must(other.StdinPipe())
	defer in.Close()
	out := must(other.StdoutPipe())
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "held\n" {
		t.Fatalf("the other process said %q, %v", line, err)
	}
	_, err = Open(context.Background(), path, Options{})
	if locked := (*LockedError)(nil); !errors.As(err, &locked) || locked.PID != other.Process.Pid {
		t.Errorf("error %v, want a LockedError with process %d", err, other.Process.Pid)
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = other.Wait() // it was killed
	open(t, path)
}

// sqlExec changes a database file by a connection of its own.
func sqlExec(t *testing.T, path, query string) {
	t.Helper()
	pool := must(sql.Open("sqlite", "file:"+path))
	defer pool.Close()
	if _, err := pool.Exec(query); err != nil {
		t.Fatal(err)
	}
}

// A database that was copied while it was open consists of the file and its
// write-ahead log; looking at it first must not stand in the way.
func TestADatabaseWithALeftOverLogOpens(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "pilot.db"))
	write(t, db, func(tx *Tx) error { return tx.SetNextUpdate(7, now) })
	for _, end := range []string{"", "-wal"} {
		data := must(os.ReadFile(filepath.Join(dir, "pilot.db"+end)))
		if err := os.WriteFile(filepath.Join(dir, "copy.db"+end), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, open(t, filepath.Join(dir, "copy.db")), (*Tx).NextUpdate); got != 7 {
		t.Errorf("the copy's offset is %d, want 7", got)
	}
}

func TestANewDatabaseIsReadableByItsOwnerAlone(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		return // there are no such rights
	}
	db := setup(t)
	write(t, db, func(tx *Tx) error { return tx.SetNextUpdate(2, now) })
	for _, side := range []string{"", "-wal"} {
		info, err := os.Stat(db.path + side)
		if err != nil {
			t.Fatal(err)
		}
		if rights := info.Mode().Perm(); rights&0o077 != 0 {
			t.Errorf("%s has the rights %o", filepath.Base(db.path+side), rights)
		}
	}
}
