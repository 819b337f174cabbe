package store

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

// What a process remembers of the units is what stands in the database, whoever
// changed it and whatever was undone.
func TestTheUnitsAreAlwaysThoseOfTheDatabase(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	same := func(tx *Tx, when string) {
		t.Helper()
		if diff := cmp.Diff(must(tx.readUnits(allUnits)), must(tx.Units())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	rename := func(tx *Tx, name string) {
		must(0, tx.change(`UPDATE unit SET name = ? WHERE id = ?`, name, o.planning))
	}
	undone := errors.New("undone")
	if err := db.Write(context.Background(), func(tx *Tx) error {
		same(tx, "at first")
		rename(tx, "Một")
		same(tx, "within the change")
		if err := tx.Savepoint(func() error {
			rename(tx, "Hai")
			same(tx, "within a savepoint")
			return undone
		}); !errors.Is(err, undone) {
			return err
		}
		same(tx, "after the savepoint was undone")
		return undone
	}); !errors.Is(err, undone) {
		t.Fatal(err)
	}
	write(t, db, func(tx *Tx) error {
		same(tx, "after all was undone")
		rename(tx, "Ba")
		return nil
	})
	for when, change := range map[string]func(tx *Tx){
		"after a head was appointed":    func(tx *Tx) { must(0, tx.SetHead(o.planning, o.lan)) },
		"after a unit came":             func(tx *Tx) { _ = must2(tx.UpsertUnit(rules.Unit{Code: "AAA", Name: "Mới", Active: true})) },
		"after a period was enrolled":   func(tx *Tx) { must(0, tx.Enrol(o.service, &rules.Enrolment{Decision: "9/QĐ", First: day})) },
		"after periods were closed":     func(tx *Tx) { must(tx.exec(`UPDATE enrolment SET closed_at = 7`)) },
		"after periods were taken away": func(tx *Tx) { must(tx.exec(`DELETE FROM enrolment`)) },
		"after a unit was taken away":   func(tx *Tx) { must(tx.exec(`DELETE FROM unit WHERE code = 'AAA'`)) },
	} {
		write(t, db, func(tx *Tx) error { change(tx); return nil })
		read(t, db, func(tx *Tx) (int, error) { same(tx, when); return 0, nil })
	}
}

// What is handed out of the units may be written into.
func TestAUnitThatIsHandedOutIsTheCallersOwn(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error { return tx.Enrol(o.service, &rules.Enrolment{Decision: "9/QĐ", First: day}) })
	read(t, db, func(tx *Tx) (int, error) {
		want := must(tx.readUnits(allUnits))
		for _, list := range [][]rules.Unit{must(tx.Units()), must(tx.FindUnits("")), must(tx.FindUnits(must(tx.Unit(o.service)).Code))} {
			for i := range list {
				list[i].Name = "?"
				for k := range list[i].Enrolments {
					list[i].Enrolments[k].Decision = "?"
				}
			}
		}
		if diff := cmp.Diff(want, must(tx.Units())); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		return 0, nil
	})
}
