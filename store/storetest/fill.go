// Package storetest fills and searches a database by its schema and the personal
// manifest, so that a table added tomorrow is erased, copied and purged in the
// tests of today.
package storetest

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the database that store uses

	"tainha/rules"
	"tainha/store"
)

// Mark is a text that nobody writes by chance; each column's goes on with its name.
const Mark = "zmark-"

// Name is how the person is called once their row was filled.
const Name = Mark + "person-name"

// Filler writes rows of a person into every table of the manifest.
type Filler struct {
	Path            string // of the database
	Person, Other   rules.PersonID
	Unit, Position  int64
	Chat, OtherChat int64
	At              time.Time // when all of it was
}

// samples are values that a column takes where the manifest alone does not say
// them; %s is the mark.
var samples = map[string]any{
	"account.language":          "vi",
	"agreement.kind":            "consent",
	"absence.kind":              "sick",
	"absence.part":              "",
	"request.rev":               1,
	"request_day.part":          "",
	"request_day.state":         4,
	"request_day.move_part":     "",
	"callback.answer":           "unable",
	"conflict.part":             "",
	"conflict.state":            "kept",
	"conflict.causes":           "[]",
	"data_request.kind":         "correct",
	"data_request.state":        "done",
	"power_change.kind":         "roles",
	"power_change.state":        "confirmed",
	"data_read.what":            "person",
	"roster_file.state":         "shown",
	"roster_file.found":         `{"lines":["%s"]}`,
	"intake_file.state":         "shown",
	"intake_file.said":          `{"said":"%s"}`,
	"intake_file.found":         `{"lines":["%s"]}`,
	"intake_heading.columns":    `{"%s":1}`,
	"outbox.body":               sent(rules.Msg("mydata.sent_card", "kind", "%s", "id", 1)),
	"outbox.state":              int(store.OutSent),
	"live_message.slot":         "card:request:9000%s",
	"keyboard.keys":             `[{"label":"%s","data":"x"}]`,
	"conversation.data":         `{"note":"%s"}`,
	"policy_change.change":      `{"since":"2026-11-25"}`,
	"calendar_change.change":    `{"off":[{"first":"2026-12-24","last":"2026-12-24","name":"Nghỉ"}]}`,
	"audit.object":              "other",
	"task.from_id":              nil,
	"task.product_id":           nil,
	"task.repeat_id":            nil,
	"task.quantity":             "1",
	"task.k":                    "1",
	"task.done":                 "1/3",
	"task_share.part":           "1",
	"progress.part":             "am",
	"progress.done":             "0.5",
	"progress.corrects":         nil,
	"progress.files":            `["%s"]`,
	"waiver.strike_id":          nil,
	"day_plan.part":             "",
	"day_plan.items":            `[{"task":9500,"amount":"1"}]`,
	"day_plan.load":             "5",
	"day_plan.volume":           "5",
	"mandate.people":            "[]",
	"product.k":                 "1",
	"evaluation.set_ratio":      "",
	"evaluation.total":          "91.5",
	"evaluation.reckoned":       "{}",
	"evaluation.touched":        "[]",
	"evaluation.self":           `{"I.1":{"points":"5","reason":"%s"}}`,
	"evaluation.given":          `{"I.1":{"points":"5","reason":"%s"}}`,
	"evaluation.not_applicable": `{"1":"%s"}`,
	"evaluation.criteria":       "2026",
	"criteria_used.text":        `{"version":"%s"}`,
}

// sent is the body of a message.
func sent(m rules.Message) string {
	text, err := json.Marshal(store.Body{Screen: &store.Screen{Text: m}})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// The one request, task and wave that Fill writes.
const (
	requestID = 9000
	taskID    = 9500
	waveID    = 9700 // of a survey: nobody's, and others refer to it
)

type column struct {
	name, kind, refers string
	required           bool
}

// Fill writes, for each way in which a row can be the person's, a row whose texts
// are marks. It returns the marks by table and column, without those of rows that
// only quote the person. Tables whose rows are found otherwise are left out.
func (f Filler) Fill(t testing.TB) map[string]string {
	t.Helper()
	db := open(t, f.Path)
	marks := map[string]string{}
	if _, err := db.ExecContext(context.Background(), `INSERT INTO survey_wave (id, audience, kind, first_day, last_day, expected, opened_by, opened_at)
		VALUES (?, 'citizens', 'pilot', '2026-11-25', '2026-11-25', 1, ?, 0)`, waveID, f.Other); err != nil {
		t.Fatalf("fill survey_wave: %v", err)
	}
	for _, table := range store.Manifest() {
		if !table.Personal() || table.Found != "" || table.Name == "unit" {
			continue
		}
		schema := columnsOf(t, db, table.Name)
		for i, c := range table.Columns {
			if c.Holds != store.WhoseRow && c.Holds != store.WhoseChat && !c.Quotes && !c.QuotesChat {
				continue
			}
			f.insert(t, db, table, schema, c, 9000+i)
			if c.Quotes {
				continue
			}
			for _, text := range table.Columns {
				if text.Holds == store.Free || text.Holds == store.Identity {
					marks[table.Name+"."+text.Name] = mark(table, text)
				}
			}
		}
	}
	return marks
}

func mark(table store.Table, c store.Column) string { return Mark + table.Name + "-" + c.Name }

// insert writes the row that is found by the column key.
func (f Filler) insert(t testing.TB, db *sql.DB, table store.Table, schema map[string]column, key store.Column, id int) {
	t.Helper()
	var names, marks []string
	var args []any
	for _, c := range table.Columns {
		v, ok := f.value(table, schema[c.Name], c, key, id)
		if ok {
			names, marks, args = append(names, c.Name), append(marks, "?"), append(args, v)
		}
	}
	query := "INSERT OR REPLACE INTO " + table.Name + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")" //nolint:gosec // G202: the names are the manifest's
	if table.Name == "person" {                                                                                                         // others refer to the row: it stays
		query = "UPDATE person SET " + strings.Join(names, " = ?, ") + " = ? WHERE id = ?"
		args = append(args, f.Person)
	}
	if _, err := db.ExecContext(context.Background(), query, args...); err != nil {
		t.Fatalf("fill %s: %v\n\t%s %v\n\tgive a sample of what it takes in storetest", table.Name, err, query, args)
	}
}

// value is what a column gets in the row found by key; ok is false for what the
// database fills itself, or what stays as it is.
func (f Filler) value(table store.Table, is column, c, key store.Column, id int) (v any, ok bool) {
	sample, given := samples[table.Name+"."+c.Name]
	quoted := key.Quotes && c.Name == key.Name
	switch c.Holds {
	case store.WhoseRow:
		if c.Name == key.Name || table.Name == "account" {
			return int64(f.Person), true
		}
		return int64(f.Other), true
	case store.WhoseChat:
		if c.Name == key.Name || table.Name == "account" {
			return f.Chat, true
		}
		return f.OtherChat, true
	case store.Actor:
		return int64(f.Other), true
	case store.Free, store.Identity:
		text := mark(table, c)
		if key.Quotes {
			text = ""
			if quoted {
				text = Name + mark(table, c)
			}
		}
		if c.QuotesChat {
			text += fmt.Sprintf(`{"from":{"id":%d}}`, f.Chat)
		}
		if form, ok := sample.(string); ok {
			return strings.ReplaceAll(form, "%s", text), true
		}
		return text, true
	case store.Day:
		return "2026-11-25", true
	}
	switch {
	case given:
		return sample, true
	case table.Name == "person": // roles and so on
		return nil, false
	case is.refers == "unit":
		return f.Unit, true
	case is.refers == "position":
		return f.Position, true
	case is.refers == "request", table.Name == "request" && c.Name == "id":
		return requestID, true
	case is.refers == "task" && table.Name != "task", table.Name == "task" && c.Name == "id" && key.Holds == store.WhoseRow:
		return taskID, true
	case c.Holds == store.Word:
		return fmt.Sprintf("word-%s-%d", table.Name, id), true
	case c.Holds == store.Office:
		return "office", true
	case is.kind == "BLOB":
		return fmt.Appendf(nil, "%s-%d", table.Name, id), true
	case strings.HasSuffix(c.Name, "_at") && !is.required: // it did not end
		return nil, true
	case c.Name == "at" || strings.HasSuffix(c.Name, "_at"):
		return f.At.UnixMilli(), true
	case is.refers == "survey_wave":
		return waveID, true
	case strings.HasSuffix(c.Name, "id"):
		return id, true
	}
	return 0, true
}

func columnsOf(t testing.TB, db *sql.DB, table string) map[string]column {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), `SELECT c.name, c.type, coalesce(f."table", ''), c."notnull" FROM pragma_table_info(?1) c
		LEFT JOIN pragma_foreign_key_list(?1) f ON f."from" = c.name`, table)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]column{}
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.kind, &c.refers, &c.required); err != nil {
			t.Fatal(err)
		}
		out[c.name] = c
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Find lists the columns that still hold one of the texts, as "table.column: text".
func Find(t testing.TB, path string, texts ...string) (where []string) {
	t.Helper()
	db := open(t, path)
	ctx := context.Background()
	rows, err := db.QueryContext(ctx, `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND c.type <> 'BLOB'`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // it is read to its end: the connection is free
	var all [][2]string
	for rows.Next() {
		var c [2]string
		if err := rows.Scan(&c[0], &c[1]); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		for _, s := range texts {
			var n int
			query := fmt.Sprintf("SELECT count(*) FROM %s WHERE instr(CAST(%s AS TEXT), ?) > 0", c[0], c[1]) //nolint:gosec // G201: the names are the schema's
			if err := db.QueryRowContext(ctx, query, s).Scan(&n); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			if n > 0 {
				where = append(where, c[0]+"."+c[1]+": "+s)
			}
		}
	}
	slices.Sort(where)
	return where
}

// Rows counts the rows of each table.
func Rows(t testing.TB, path string) map[string]int {
	t.Helper()
	db := open(t, path)
	out := map[string]int{}
	for _, table := range store.Manifest() {
		var n int
		if err := db.QueryRowContext(context.Background(), "SELECT count(*) FROM "+table.Name).Scan(&n); err != nil {
			t.Fatal(err)
		}
		out[table.Name] = n
	}
	return out
}

func open(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}
