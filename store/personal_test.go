package store_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
	"tainha/store"
	"tainha/store/storetest"
)

var moment = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// filled is a database in which every table of the manifest has rows of a person.
func filled(t *testing.T) (*store.DB, storetest.Filler, map[string]string) {
	t.Helper()
	f := storetest.Filler{Path: filepath.Join(t.TempDir(), "pilot.db"), Chat: 7001, OtherChat: 7002, At: moment}
	db, err := store.Open(context.Background(), f.Path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	write(t, db, func(tx *store.Tx) error {
		unit, _, err := tx.UpsertUnit(rules.Unit{Code: "P", Name: "P", Active: true})
		if err != nil {
			return err
		}
		position, _, err := tx.UpsertPosition(rules.Position{Code: "CV", Name: "CV"})
		if err != nil {
			return err
		}
		f.Unit, f.Position = int64(unit), int64(position)
		for name, id := range map[string]*rules.PersonID{"Lan": &f.Person, "Nam": &f.Other} {
			*id, _, err = tx.UpsertPerson(rules.Person{Code: name, Name: name, Unit: unit, Position: position, Active: true}, 1)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return db, f, f.Fill(t)
}

func write(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func line(t *testing.T, name string) store.Table {
	t.Helper()
	all := store.Manifest()
	i := slices.IndexFunc(all, func(x store.Table) bool { return x.Name == name })
	if i < 0 {
		t.Fatalf("the manifest (store/personal_tables.go) has no line for table %s: what is personal in it, and what becomes of that?", name)
	}
	return all[i]
}

// What the schema has, the manifest names: a table or column that came with a
// migration is erased, copied and purged, or says why not.
func TestEveryTableAndColumnOfTheSchemaHasItsLineInTheManifest(t *testing.T) {
	t.Parallel()
	_, f, _ := filled(t)
	db, err := sql.Open("sqlite", "file:"+f.Path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(context.Background(), `SELECT l.name, c.name, c.type, coalesce((SELECT f."table" FROM pragma_foreign_key_list(l.name) f
		WHERE f."from" = c.name), '') FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) c
		WHERE l.schema = 'main' AND l.type <> 'view' AND l.name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	seen := map[string][]string{}
	for rows.Next() {
		var table, name, kind, refers string
		if err := rows.Scan(&table, &name, &kind, &refers); err != nil {
			t.Fatal(err)
		}
		seen[table] = append(seen[table], name)
		columns := line(t, table).Columns
		i := slices.IndexFunc(columns, func(c store.Column) bool { return c.Name == name })
		if i < 0 {
			t.Errorf("the manifest does not say what column %s of table %s holds", name, table)
			continue
		}
		holds := columns[i].Holds
		if text := holds == store.Day || holds == store.Word || holds == store.Office || holds == store.Identity || holds == store.Free; text != (kind == "TEXT") && table != "schema_version" {
			t.Errorf("%s.%s is %s and the manifest says it holds %d", table, name, kind, holds)
		}
		if refers == "person" && holds != store.WhoseRow && holds != store.Actor {
			t.Errorf("%s.%s refers to a person, and the manifest says it holds %d", table, name, holds)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, table := range store.Manifest() {
		for _, c := range table.Columns {
			if !slices.Contains(seen[table.Name], c.Name) {
				t.Errorf("the manifest names %s.%s, which is not there", table.Name, c.Name)
			}
		}
	}
}

// Every text of a person, in whatever table, by whatever column its row is found.
func TestAnErasureLeavesNoTextOfThePersonInAnyTable(t *testing.T) {
	t.Parallel()
	db, f, marks := filled(t)
	for place := range marks {
		if len(storetest.Find(t, f.Path, marks[place])) == 0 {
			t.Errorf("nothing of %s is there to be erased", place)
		}
	}
	before := storetest.Rows(t, f.Path)
	write(t, db, func(tx *store.Tx) error {
		return tx.Erase(store.Erasure{Person: f.Person, Name: storetest.Name, Chat: f.Chat, Code: "X", Alias: "Y", At: moment})
	})
	if left := storetest.Find(t, f.Path, storetest.Mark); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	for _, table := range store.Manifest() {
		after := storetest.Rows(t, f.Path)[table.Name]
		if stays := table.Erase != store.FateGoes; stays && after != before[table.Name] {
			t.Errorf("%s had %d rows and has %d: counts changed", table.Name, before[table.Name], after)
		}
		if table.Erase == store.FateGoes && table.Found == "" && !table.OthersStay && after != 0 {
			t.Errorf("%d rows of %s are left", after, table.Name)
		}
	}
}

// The erasure of one takes nothing of another.
func TestAnErasureTouchesNobodyElse(t *testing.T) {
	t.Parallel()
	db, f, _ := filled(t)
	before := storetest.Find(t, f.Path, storetest.Mark)
	write(t, db, func(tx *store.Tx) error {
		third, _, err := tx.UpsertPerson(rules.Person{Code: "Z", Name: "Quý", Unit: rules.UnitID(f.Unit), Position: rules.PositionID(f.Position)}, 1)
		if err != nil {
			return err
		}
		return tx.Erase(store.Erasure{Person: third, Name: "Quý", Chat: 7003, Code: "X", Alias: "Y", At: moment})
	})
	if diff := cmp.Diff(before, storetest.Find(t, f.Path, storetest.Mark)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

// What the manifest says is kept for a while goes after it, and nothing else.
func TestWhatIsKeptForAWhileGoesFromEachTableThatSaysSo(t *testing.T) {
	t.Parallel()
	db, f, _ := filled(t)
	before := storetest.Rows(t, f.Path)
	purge := func(at time.Time) {
		write(t, db, func(tx *store.Tx) error {
			for _, what := range store.Perishables() {
				if _, err := tx.Purge(what, at, 1000); err != nil {
					return err
				}
			}
			return nil
		})
	}
	purge(moment)
	if diff := cmp.Diff(before, storetest.Rows(t, f.Path)); diff != "" {
		t.Errorf("too early (-before +after):\n%s", diff)
	}
	purge(moment.AddDate(0, 1, 0))
	after := storetest.Rows(t, f.Path)
	for _, table := range store.Manifest() {
		left := slices.DeleteFunc(storetest.Find(t, f.Path, storetest.Mark), func(s string) bool { return !strings.HasPrefix(s, table.Name+".") })
		switch {
		case table.Kept.As != "" && len(left) > 0:
			t.Errorf("past their time: %v", left)
		case table.Kept.As == "" && after[table.Name] != before[table.Name]:
			t.Errorf("%s had %d rows and has %d, though it says %q", table.Name, before[table.Name], after[table.Name], table.Kept.Why)
		case table.Kept.As != "" && table.Name != "conversation" && table.Name != "absence" && after[table.Name] > 0: // their revisions stay, their days
			t.Errorf("%d rows of %s are left", after[table.Name], table.Name)
		}
	}
}
