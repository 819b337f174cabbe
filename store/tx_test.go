package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	lib "modernc.org/sqlite/lib"

	"tainha/rules"
)

var errOops = errors.New("oops")

func offset(t *testing.T, db *DB) int64 {
	t.Helper()
	return read(t, db, (*Tx).NextUpdate)
}

func TestAFailedWriteLeavesNothing(t *testing.T) {
	t.Parallel()
	db := setup(t)
	err := db.Write(context.Background(), func(tx *Tx) error {
		if err := tx.SetNextUpdate(7, now); err != nil {
			return err
		}
		return errOops
	})
	if !errors.Is(err, errOops) || offset(t, db) != 0 {
		t.Errorf("error %v, offset %d", err, offset(t, db))
	}
}

func TestAPanicRollsBackAndPasses(t *testing.T) {
	t.Parallel()
	db := setup(t)
	func() {
		defer func() {
			if v := recover(); v != "oops" {
				t.Errorf("recovered %v", v)
			}
		}()
		_ = db.Write(context.Background(), func(tx *Tx) error {
			if err := tx.SetNextUpdate(7, now); err != nil {
				return err
			}
			panic("oops")
		})
	}()
	if offset(t, db) != 0 {
		t.Error("the change before the panic stayed")
	}
	write(t, db, func(tx *Tx) error { return tx.SetNextUpdate(8, now) })
}

func TestASavepointUndoesItsOwnChangesOnly(t *testing.T) {
	t.Parallel()
	db := setup(t)
	dead := func(tx *Tx, id int64) { must(0, tx.AddDead(DeadUpdate{ID: id, At: now})) }
	write(t, db, func(tx *Tx) error {
		dead(tx, 1)
		err := tx.Savepoint(func() error {
			dead(tx, 2)
			inner := tx.Savepoint(func() error { dead(tx, 3); panic("inner") })
			if p := (*PanicError)(nil); !errors.As(inner, &p) || p.Value != "inner" || !strings.Contains(string(p.Stack), "tx_test.go") {
				t.Errorf("inner savepoint: %v, want the panic with its stack", inner)
			}
			return tx.Savepoint(func() error { dead(tx, 4); return nil })
		})
		if err != nil {
			t.Errorf("outer savepoint: %v", err)
		}
		if err := tx.Savepoint(func() error { dead(tx, 5); return errOops }); !errors.Is(err, errOops) {
			t.Errorf("failed savepoint: %v", err)
		}
		if err := tx.Savepoint(func() error { dead(tx, 6); _, err := tx.exec("INSERT INTO nowhere VALUES (1)"); return err }); err == nil {
			t.Error("a faulty statement passed")
		}
		dead(tx, 7)
		return nil
	})
	var got []int64
	for _, d := range read(t, db, func(tx *Tx) ([]DeadUpdate, error) { return tx.DeadUpdates(10) }) {
		got = append(got, d.ID)
	}
	if diff := cmp.Diff([]int64{7, 4, 2, 1}, got); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}

func TestAPanicWithAnOpenCursorLeavesTheConnectionUsable(t *testing.T) {
	t.Parallel()
	db := setup(t)
	newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		err := tx.Savepoint(func() error {
			if err := tx.SetNextUpdate(7, now); err != nil {
				return err
			}
			return tx.queryEach(func(row) error { panic("in the middle of the rows") }, "SELECT id FROM person")
		})
		if p := (*PanicError)(nil); !errors.As(err, &p) {
			t.Errorf("error %v, want a PanicError", err)
		}
		return nil
	})
	if offset(t, db) != 0 {
		t.Error("the savepoint's change stayed")
	}
}

// When the disk is full SQLite may give up the whole transaction: what follows
// must not run on its own, outside of it.
func TestAfterAFullDiskATransactionRefusesTheRest(t *testing.T) {
	t.Parallel()
	db := setup(t)
	limit := func(pages string) func(*Tx) error {
		return func(tx *Tx) error {
			return tx.queryEach(func(row) error { return nil }, "PRAGMA max_page_count = "+pages)
		}
	}
	write(t, db, limit("1")) // the file is larger, so it is held to its present size
	err := db.Write(context.Background(), func(tx *Tx) error {
		if err := tx.SetNextUpdate(7, now); err != nil {
			return err
		}
		full := tx.Savepoint(func() error {
			return tx.AddDead(DeadUpdate{ID: 1, At: now, Raw: strings.Repeat("x", 1<<20)})
		})
		if code(full) != lib.SQLITE_FULL {
			t.Errorf("error %v, want SQLITE_FULL", full)
		}
		if err := tx.SetNextUpdate(8, now); err == nil {
			t.Error("a statement after the fault ran")
		}
		return nil // the caller went on
	})
	if code(err) != lib.SQLITE_FULL || offset(t, db) != 0 {
		t.Errorf("commit: %v, offset %d", err, offset(t, db))
	}
	write(t, db, limit("1000000"))
	write(t, db, func(tx *Tx) error { return tx.SetNextUpdate(9, now) })
}

func TestCommitsWakeTheSenderOnce(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error { return tx.SetNextUpdate(1, now) })
	if len(db.Queued()) != 0 {
		t.Fatal("woken by a transaction that queued nothing")
	}
	_ = db.Write(context.Background(), func(tx *Tx) error { tx.Notify(); return errOops })
	if len(db.Queued()) != 0 {
		t.Fatal("woken by a transaction that was rolled back")
	}
	for range 3 {
		write(t, db, func(tx *Tx) error { tx.Notify(); return nil })
	}
	if n := len(db.Queued()); n != 1 {
		t.Errorf("%d wake-ups, want 1", n)
	}
}

func TestSeveralStatementsInOneAreRefused(t *testing.T) {
	t.Parallel()
	db := setup(t)
	err := db.Write(context.Background(), func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM poll WHERE id = ?; DELETE FROM dead_update WHERE update_id = ?", 1, 2)
		return err
	})
	if err == nil {
		t.Error("accepted")
	}
}

func TestWritersWaitForEachOtherAndLoseNothing(t *testing.T) {
	t.Parallel()
	db := setup(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 25 {
				err := db.Write(context.Background(), func(tx *Tx) error {
					n, err := tx.NextUpdate()
					if err != nil {
						return err
					}
					return tx.SetNextUpdate(n+1, now)
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := offset(t, db); got != 200 {
		t.Errorf("counted to %d, want 200", got)
	}
}

func TestACancelledContextEndsTheWaitAndNotTheTransaction(t *testing.T) {
	t.Parallel()
	db := setup(t)
	ctx, cancel := context.WithCancel(context.Background())
	err := db.Write(ctx, func(tx *Tx) error {
		waiting, stop := context.WithCancel(context.Background())
		stop()
		if err := db.Write(waiting, func(*Tx) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("a waiting writer: %v, want Canceled", err)
		}
		cancel()
		return tx.SetNextUpdate(7, now)
	})
	if err != nil || offset(t, db) != 7 {
		t.Errorf("error %v, offset %d, want none and 7", err, offset(t, db))
	}
}

func TestAReadSeesOneMoment(t *testing.T) {
	t.Parallel()
	db := setup(t)
	err := db.Read(context.Background(), func(tx *Tx) error {
		before := must(tx.NextUpdate())
		write(t, db, func(tx *Tx) error { return tx.SetNextUpdate(7, now) })
		if after := must(tx.NextUpdate()); after != before {
			t.Errorf("the snapshot moved from %d to %d", before, after)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestStoredFormsOfTimeAndDay(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	saigon := time.FixedZone("+07", 7*3600)
	at := time.Date(2026, 11, 23, 16, 0, 0, 123_999_999, saigon)
	r := o.ask(o.lan, "2026-11-26/pm")
	r.Created = at
	insert(t, db, &r)
	got := read(t, db, func(tx *Tx) ([]string, error) {
		return queryAll(tx, scalar[string], `SELECT typeof(created_at) || ' ' || created_at FROM request
			UNION ALL SELECT typeof(reminded_at) || ' ' || reminded_at FROM request
			UNION ALL SELECT typeof(day) || ' ' || day || ' ' || part FROM request_day
			UNION ALL SELECT DISTINCT typeof(from_day) || ' ' || from_day FROM posting`)
	})
	want := []string{"integer 1795424400123", "integer 0", "text 2026-11-26 pm", "text 2026-01-01"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	back := read(t, db, func(tx *Tx) (rules.Request, error) { return tx.Request(r.ID) })
	if !back.Created.Equal(at.Truncate(time.Millisecond)) || back.Created.Location() != time.UTC || !back.Reminded.IsZero() {
		t.Errorf("read back %v and %v", back.Created, back.Reminded)
	}
}

func TestADayInAnotherFormIsRefused(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	for _, stored := range []any{int32(day), "25/11/2026", "2026-11-5", nil} {
		err := db.Write(context.Background(), func(tx *Tx) error {
			_, err := tx.exec("INSERT INTO posting (person_id, from_day, unit_id, position_id) VALUES (?, ?, ?, ?)",
				o.lan, stored, o.service, o.expert)
			return err
		})
		if err == nil {
			t.Errorf("%v was stored as a day", stored)
		}
	}
}
