package jobs

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tainha/rules"
	"tainha/store"
)

func TestNightlyBackups(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 12:00"))
	o := newOffice(h)
	dir := filepath.Join(t.TempDir(), "copies")
	e := h.engine(backup(Backup{Dir: dir, Keep: 3}))
	h.tick(e, h.now)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for d := 24; d <= 28; d++ {
		h.tick(e, time.Date(2026, 11, d, 1, 30, 0, 0, saigon))
	}
	h.tick(e, at("2026-12-03 08:00")) // off for some nights: one copy at the start
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, x := range entries {
		names = append(names, x.Name())
	}
	want := []string{"notes.txt", "tainha-2026-11-27-013000.db", "tainha-2026-11-28-013000.db", "tainha-2026-12-03-013000.db"}
	if !slices.Equal(names, want) {
		t.Errorf("there are %v, want %v", names, want)
	}
	copied, err := store.Open(context.Background(), filepath.Join(dir, want[3]), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = copied.Read(context.Background(), func(tx *store.Tx) error {
		_, err := tx.Person(o.lan, rules.DateOf(h.now))
		return err
	})
	if err != nil || copied.Close() != nil {
		t.Errorf("read the copy: %v", err)
	}
}

func TestAFailedBackupIsToldOnceAndTriedAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 12:00"))
	o := newOffice(h)
	dir := filepath.Join(t.TempDir(), "copies")
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // a file stands where the folder should
		t.Fatal(err)
	}
	e := h.engine(backup(Backup{Dir: dir, Keep: 3}))
	h.tick(e, h.now)
	for m := range 10 {
		h.tick(e, at("2026-11-24 01:30").Add(time.Duration(m)*time.Minute))
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	h.tick(e, at("2026-11-24 02:00"))
	h.mustTell(o, "24 01:30 op: job.failed", "24 02:00 op: job.well")
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("%v, %v: want one copy", files, err)
	}
}

func TestTheAuditsNewestHashIsNotedEveryDayOutsideOfTheDatabase(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 09:00"))
	newOffice(h)
	h.write(func(tx *store.Tx) error { return tx.Audit(store.Entry{At: h.now, Action: "x", Object: "x"}) })
	dir := filepath.Join(t.TempDir(), "copies")
	e := h.engine(audit(Backup{Dir: dir}))
	h.tick(e, h.now)
	for d := 23; d <= 25; d++ {
		h.tick(e, time.Date(2026, 11, d, 12, 0, 0, 0, saigon))
		h.write(func(tx *store.Tx) error { return tx.Audit(store.Entry{At: h.now, Action: "x", Object: "x"}) })
	}
	heads, err := store.ReadHeads(store.HeadsIn(dir))
	if err != nil || len(heads) != 3 || heads[2].ID != heads[0].ID+2 {
		t.Fatalf("noted: %v, %v", heads, err)
	}
	if r := read(h, func(tx *store.Tx) (store.AuditReport, error) { return tx.VerifyAgainst(store.Proof{Noted: heads}) }); r.Fault != nil {
		t.Error(r.Fault)
	}
	heads[1].Hash[0]++
	if r := read(h, func(tx *store.Tx) (store.AuditReport, error) { return tx.VerifyAgainst(store.Proof{Noted: heads}) }); r.Fault == nil || r.Fault.ID != heads[1].ID {
		t.Errorf("a row that is not the one noted: %v", r.Fault)
	}
}
