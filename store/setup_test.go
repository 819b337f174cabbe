package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tainha/rules"
)

// holdEnv makes the test binary open the database it names and hold it until
// its standard input ends: a second process for the tests of the lock.
const holdEnv = "STORE_TEST_HOLD"

func TestMain(m *testing.M) {
	if path := os.Getenv(holdEnv); path != "" {
		os.Exit(hold(path))
	}
	os.Exit(m.Run())
}

var (
	now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	day = rules.MustDate("2026-11-25")
)

func setup(t testing.TB) *DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "pilot.db"))
}

func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func write(t testing.TB, db *DB, fn func(*Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), fn); err != nil {
		t.Fatalf("write: %v", err)
	}
}

// read returns what fn reads in a transaction of its own.
func read[T any](t testing.TB, db *DB, fn func(*Tx) (T, error)) T {
	t.Helper()
	var v T
	err := db.Read(context.Background(), func(tx *Tx) (err error) {
		v, err = fn(tx)
		return err
	})
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return v
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// office is a department over two divisions, with a head each and staff.
type office struct {
	department, planning, service rules.UnitID
	expert, clerk                 rules.PositionID
	director, an, binh            rules.PersonID // heads
	lan, minh, hoa                rules.PersonID // staff: two of planning, one of service
}

func newOffice(t testing.TB, db *DB) office {
	t.Helper()
	var o office
	write(t, db, func(tx *Tx) error {
		unit := func(code, name string, parent rules.UnitID) rules.UnitID {
			id, _, err := tx.UpsertUnit(rules.Unit{Code: code, Name: name, Parent: parent, Active: true})
			return must(id, err)
		}
		position := func(code, name string, facing bool) rules.PositionID {
			id, _, err := tx.UpsertPosition(rules.Position{Code: code, Name: name, CitizenFacing: facing, OpenToPilot: !facing})
			return must(id, err)
		}
		o.department = unit("SNV", "Sở Nội vụ", 0)
		o.planning = unit("P-KH", "Phòng Kế hoạch", o.department)
		o.service = unit("P-MC", "Bộ phận Một cửa", o.department)
		o.expert = position("CV", "Chuyên viên", false)
		o.clerk = position("TN", "Tiếp nhận hồ sơ", true)
		n := 0
		person := func(name string, u rules.UnitID, p rules.PositionID, roles rules.Roles) rules.PersonID {
			n++
			id, _, err := tx.UpsertPerson(rules.Person{
				Code: fmt.Sprintf("CB%03d", n), Name: name, Phone: fmt.Sprintf("8490000000%d", n),
				Unit: u, Position: p, Roles: roles, Active: true,
			}, rules.MustDate("2026-01-01"))
			return must(id, err)
		}
		o.director = person("Trần Thị Thu Hà", o.department, o.expert, rules.Staff)
		o.an = person("Nguyễn Văn An", o.planning, o.expert, rules.Staff)
		o.binh = person("Lê Quốc Bình", o.service, o.expert, rules.Staff|rules.Coordinator)
		o.lan = person("Phạm Ngọc Lan", o.planning, o.expert, rules.Staff)
		o.minh = person("Đỗ Đức Minh", o.planning, o.expert, rules.Staff)
		o.hoa = person("Vũ Thị Hòa", o.service, o.clerk, rules.Staff)
		for u, head := range map[rules.UnitID]rules.PersonID{o.department: o.director, o.planning: o.an, o.service: o.binh} {
			if err := tx.SetHead(u, head); err != nil {
				return err
			}
		}
		return nil
	})
	return o
}

// ask returns a pending request for the slots, each as ParseSlot reads it.
func (o office) ask(p rules.PersonID, slots ...string) rules.Request {
	r := rules.Request{Person: p, Unit: o.planning, Rev: 1, Created: now, Asked: now, Approver: o.an}
	for _, s := range slots {
		r.Days = append(r.Days, rules.RequestDay{Slot: must(rules.ParseSlot(s)), State: rules.Pending, Asked: now})
	}
	return r
}

func insert(t testing.TB, db *DB, requests ...*rules.Request) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		for _, r := range requests {
			if err := tx.InsertRequest(r); err != nil {
				return err
			}
		}
		return nil
	})
}
