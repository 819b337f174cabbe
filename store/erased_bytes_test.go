package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tainha/fold"
	"tainha/rules"
)

// mustHoldNone looks through files byte by byte.
func mustHoldNone(t *testing.T, what string, words []string, paths ...string) {
	t.Helper()
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if i := bytes.Index(data, []byte(w)); i >= 0 {
				t.Errorf("%s: %s holds %q: %q", what, filepath.Base(path), w, data[max(0, i-60):min(len(data), i+60)])
			}
		}
	}
}

// Pages split and are filled anew while people come and change; then some are erased,
// with a reader at work, which keeps the log for a while.
func TestAnErasedPersonIsInNoByteOfDatabaseAndLog(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pilot.db")
	ctx := context.Background()
	db := must(Open(ctx, path, Options{}))
	defer func() { _ = db.Close() }()
	o := newOffice(t, db)
	rng := rand.New(rand.NewPCG(1, 2))
	name := func(i, version int) string { return fmt.Sprintf("Người Thứ%dx Lần%dy", i, version) }
	ids := make([]rules.PersonID, 400)
	for round := range 3 {
		for _, part := range [][2]int{{0, 130}, {130, 270}, {270, 400}} {
			write(t, db, func(tx *Tx) error {
				for i := part[0]; i < part[1]; i++ {
					p := rules.Person{Code: fmt.Sprintf("ZZ%dz", i), Name: name(i, round), Phone: fmt.Sprintf("8499%07d", i), Unit: o.planning, Position: o.clerk, Active: true}
					id, _, err := tx.UpsertPerson(p, day)
					if err != nil {
						return err
					}
					ids[i] = id
					r := rules.Request{Person: id, Unit: o.planning, Note: fmt.Sprintf("chuyện riêng %dq", i) + string(make([]byte, rng.IntN(300))), Rev: 1, Created: now,
						Days: []rules.RequestDay{{Slot: rules.Slot{Date: day + rules.Date(round)}, State: rules.Done}}}
					must(0, tx.InsertRequest(&r))
					must(0, tx.Audit(Entry{At: now, Action: "x", Object: "person", ObjectID: int64(id), After: p}))
					if round < 2 { // texts are searched for the name that the person has
						continue
					}
					must(0, tx.Queue(now, Out{Chat: int64(9000 + i%50), Lane: LaneNotice, Body: Body{Screen: &Screen{Text: rules.Msg("x", "name", p.Name)}}}))
				}
				return nil
			})
		}
	}
	var words []string
	release := make(chan struct{})
	reading := make(chan struct{})
	go func() {
		_ = db.Read(ctx, func(tx *Tx) error {
			_, err := tx.Person(o.an, day)
			close(reading)
			<-release
			return err
		})
	}()
	<-reading
	for i := range ids {
		if rng.IntN(10) > 0 {
			continue
		}
		for round := range 3 {
			words = append(words, name(i, round), fold.Text(name(i, round)), fmt.Sprintf("thu%dx", i))
		}
		words = append(words, fmt.Sprintf("ZZ%dz", i), fmt.Sprintf("8499%07d", i), fmt.Sprintf("chuyện riêng %dq", i))
		write(t, db, func(tx *Tx) error {
			objects := must(tx.PersonalObjects(ids[i]))
			for object, list := range objects {
				must(tx.EraseAudit(now, 0, object, list...))
			}
			return tx.Erase(Erasure{Person: ids[i], Name: name(i, 2), Code: fmt.Sprintf("XOA-%d", i), Alias: fmt.Sprintf("Người đã xóa %d", i), At: now})
		})
	}
	close(release)
	for wait := time.Millisecond; db.leftovers.Load() && wait < 10*time.Second; wait *= 2 { // the reader ends
		write(t, db, func(*Tx) error { return nil })
	}
	if info := must(os.Stat(path + "-wal")); info.Size() != 0 {
		t.Errorf("the log still has %d bytes", info.Size())
	}
	mustHoldNone(t, "the living database", words, path, path+"-wal", path+"-shm")
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(0, db.Backup(ctx, copied))
	mustHoldNone(t, "the backup", words, copied)
}
