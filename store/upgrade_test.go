package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

// Every schema that was ever released opens: a database is built with the
// migrations up to it, filled with testdata/upgrade/NNNN.sql as that schema had
// it, and opened. A new migration brings its own file.
func TestEveryOlderSchemaOpensWithItsData(t *testing.T) {
	t.Parallel()
	files := must(filepath.Glob(filepath.Join("migrations", "*.sql")))
	for _, file := range files {
		version := must(strconv.ParseInt(filepath.Base(file)[:4], 10, 64))
		t.Run(fmt.Sprintf("from %04d", version), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "pilot.db")
			before := build(t, path, version)
			db := open(t, path)
			read(t, db, func(tx *Tx) (int, error) {
				if got := must(queryRow(tx, scalar[string], "PRAGMA integrity_check")); got != "ok" {
					t.Errorf("integrity: %s", got)
				}
				if faults := must(queryAll(tx, scalar[string], "PRAGMA foreign_key_check")); len(faults) > 0 {
					t.Errorf("broken references in %v", faults)
				}
				if rep := must(tx.VerifyAudit(nil)); rep.Fault != nil {
					t.Errorf("audit: %v", rep.Fault)
				}
				if e := must(tx.Unit(2)).Enrolments; len(e) != 1 || e[0].Decision != "12/QĐ-SNV" || e[0].First != rules.MustDate("2026-10-01") || e[0].Last != 0 {
					t.Errorf("the register holds %+v", e)
				}
				after := map[string]int{}
				for table := range before {
					after[table] = must(queryRow(tx, scalar[int], "SELECT count(*) FROM "+table))
				}
				if diff := cmp.Diff(before, after); diff != "" {
					t.Errorf("rows (-before +after):\n%s", diff)
				}
				return 0, nil
			})
		})
	}
}

// build makes a database of an old schema with its data, and returns the
// number of rows in each table.
func build(t *testing.T, path string, version int64) map[string]int {
	t.Helper()
	ctx := context.Background()
	pool := must(sql.Open("sqlite", writerDSN(path)))
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	if _, err := must(provider(pool)).UpTo(ctx, version); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(filepath.Join("testdata", "upgrade", fmt.Sprintf("%04d.sql", version))))
	if _, err := pool.ExecContext(ctx, string(data)); err != nil {
		t.Fatal(err)
	}
	tables := must(pool.QueryContext(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ?", versionTable))
	var names []string
	for tables.Next() {
		var name string
		if err := tables.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := errors.Join(tables.Err(), tables.Close()); err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for _, name := range names {
		var n int
		if err := pool.QueryRowContext(ctx, "SELECT count(*) FROM "+name).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			t.Errorf("testdata/upgrade/%04d.sql has no row for %s", version, name)
		}
		rows[name] = n
	}
	return rows
}

// What the manifest calls a word is one of a closed set, and what it calls a day is one:
// an erasure leaves both, so a text of people's own that is called so would stay. The rows of
// testdata/upgrade write texts as people do, with spaces and marks.
func TestWhatIsCalledAWordOrADayHoldsNoTextOfPeople(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pilot.db")
	newest := must(newest())
	build(t, path, newest)
	word, day := regexp.MustCompile(`^[[:graph:]]*$`), regexp.MustCompile(`^(\d{4}-\d\d-\d\d)?$`)
	read(t, open(t, path), func(tx *Tx) (int, error) {
		for _, table := range Manifest() {
			for _, c := range table.Columns {
				form := map[Content]*regexp.Regexp{Word: word, Day: day}[c.Holds]
				if form == nil || table.Name == versionTable {
					continue
				}
				for _, value := range must(queryAll(tx, scalar[string], "SELECT coalesce("+c.Name+", '') FROM "+table.Name)) {
					if !form.MatchString(value) {
						t.Errorf("%s.%s holds %q in testdata/upgrade/%04d.sql: the manifest says otherwise", table.Name, c.Name, value, newest)
					}
				}
			}
		}
		return 0, nil
	})
}

func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	t.Parallel()
	names := must(fs.Glob(migrations, "migrations/*.sql"))
	for i, name := range names {
		if want := fmt.Sprintf("migrations/%04d_", i+1); !strings.HasPrefix(name, want) {
			t.Errorf("%s: want %s…", name, want)
		}
	}
}

func TestOpeningTwiceMigratesOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pilot.db")
	db := must(Open(context.Background(), path, Options{}))
	newOffice(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	people := read(t, open(t, path), func(tx *Tx) (int, error) {
		return queryRow(tx, scalar[int], "SELECT count(*) FROM person")
	})
	if people != 6 {
		t.Errorf("%d people after reopening, want 6", people)
	}
}
